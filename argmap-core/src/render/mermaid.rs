//! A picture for [Mermaid](https://mermaid.js.org), which pages such as READMEs draw themselves.
//!
//! In Mermaid's text only letters, digits and a few signs of a label stand for themselves; all
//! others are written as numbers (`#60;`), so that no text can end a label, begin a comment or a
//! directive, or be taken for markup.

use std::fmt::Write;

use super::diagram::{Diagram, Line, Node, Shape, Sign};
use super::palette::Palette;
use super::texts::{Kind, Paragraph};
use super::wrap::{shorten, wrap};
use super::{Direction, Drawn, Options, Picture, Role, legible_diagram};
use crate::model::Verdict;

/// The language of Mermaid.
pub const MERMAID: Picture = Picture {
    name: "mermaid",
    extension: "mmd",
    summary: "Mermaid's language, for pages that draw it themselves",
    is_text: true,
    draw: |map, overlay, options, _| {
        let diagram = legible_diagram(map, overlay, options)?;
        Ok(Drawn::text(paint(&diagram, options), &diagram.notes))
    },
};

/// The columns of a line of a label, and of all lines together.
const COLUMNS: usize = 30;
const MOST: usize = 260;

fn paint(diagram: &Diagram, options: &Options) -> String {
    let mut out = String::new();
    let direction = match options.direction {
        Direction::Up => "BT",
        Direction::Down => "TB",
        Direction::Left => "RL",
        Direction::Right => "LR",
    };
    let title = serde_json::to_string(&shorten(&diagram.title, MOST)).expect("a string is JSON");
    put(&mut out, format_args!("---\ntitle: {title}\n---\nflowchart {direction}\n"));
    diagram.notes.iter().for_each(|note| {
        put(&mut out, format_args!("  %% {}\n", note.replace(['\n', '\r', '{', '}'], " ")));
    });
    let mut homes: Vec<Vec<usize>> = vec![Vec::new(); diagram.groups.len()];
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); diagram.groups.len()];
    for (at, group) in diagram.groups.iter().enumerate() {
        group.parent.into_iter().for_each(|parent| parts[parent].push(at));
    }
    for (at, node) in diagram.nodes.iter().enumerate() {
        match node.group {
            Some(group) => homes[group].push(at),
            None => put(&mut out, format_args!("  {}\n", node_text(at, node))),
        }
    }
    let outermost = (0..diagram.groups.len()).filter(|at| diagram.groups[*at].parent.is_none());
    let mut open: Vec<(usize, bool)> = outermost.rev().map(|at| (at, false)).collect();
    while let Some((group, is_done)) = open.pop() {
        let indent = "  ".repeat(diagram.groups[group].depth + 1);
        if is_done {
            put(&mut out, format_args!("{indent}end\n"));
            continue;
        }
        let title = label(&diagram.groups[group].title);
        put(&mut out, format_args!("{indent}subgraph g{group}[\"{title}\"]\n"));
        for at in &homes[group] {
            put(&mut out, format_args!("{indent}  {}\n", node_text(*at, &diagram.nodes[*at])));
        }
        open.push((group, true));
        open.extend(parts[group].iter().rev().map(|part| (*part, false)));
    }
    for line in &diagram.lines {
        put(&mut out, format_args!("  n{} {} n{}\n", line.tail, arrow(line), line.head));
    }
    classes(&mut out, diagram, options);
    out
}

/// A node: its name and its label in the brackets of its shape.
fn node_text(at: usize, node: &Node) -> String {
    let text = node.label.iter().map(paragraph).collect::<Vec<_>>().join("<br/>");
    match node.shape {
        Shape::Claim { is_thesis: true, .. } => format!("n{at}[[\"{text}\"]]"),
        Shape::Claim { .. } => format!("n{at}(\"{text}\")"),
        Shape::Folded => format!("n{at}[/\"{text}\"/]"),
        Shape::Question => format!("n{at}>\"{text}\"]"),
        Shape::Step { .. } if text.is_empty() => format!("n{at}((\"#183;\"))"),
        Shape::Step { .. } => format!("n{at}([\"{text}\"])"),
        Shape::Conflict if text.is_empty() => format!("n{at}{{{{\"#8800;\"}}}}"),
        Shape::Conflict => format!("n{at}{{{{\"#8800; {text}\"}}}}"),
    }
}

fn paragraph(paragraph: &Paragraph) -> String {
    let text = label(&paragraph.text);
    match paragraph.kind {
        Kind::Title | Kind::Verdict(_) | Kind::Highlight(_) => format!("<b>{text}</b>"),
        Kind::Question => format!("<i>{text}</i>"),
        Kind::Note => format!("<small>{text}</small>"),
        _ => text,
    }
}

/// A text in lines, in which every sign stands for itself.
fn label(text: &str) -> String {
    let lines = wrap(&shorten(text, MOST), COLUMNS);
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    if lines.is_empty() { "#160;".to_owned() } else { lines.join("<br/>") }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let is_plain = character.is_alphanumeric()
            || matches!(character, ' ' | '.' | ',' | '(' | ')' | '?' | '!' | '’' | '–' | '—' | '…');
        if is_plain {
            out.push(character);
        } else if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') {
            out.push(char::REPLACEMENT_CHARACTER);
        } else {
            put(&mut out, format_args!("#{};", u32::from(character)));
        }
    }
    out
}

fn arrow(line: &Line) -> &'static str {
    match (line.sign, line.has_head, line.is_strict) {
        (Sign::Support, true, false) => "-->",
        (Sign::Support, true, true) => "==>",
        (Sign::Support, false, false) => "---",
        (Sign::Support, false, true) => "===",
        (Sign::Rebuttal, true, _) => "-.-x",
        (Sign::Undercut, true, _) => "-.-o",
        (Sign::Rebuttal | Sign::Undercut, false, _) => "-.-",
        (Sign::Warrant, ..) => "--o",
        (Sign::Answer, ..) => "-->",
        (Sign::Conflict, true, _) => "x==x",
        (Sign::Conflict, false, _) => "===",
    }
}

/// The colours of boxes and lines.
fn classes(out: &mut String, diagram: &Diagram, options: &Options) {
    let palette = Palette::of(options.theme);
    let of = |wanted: fn(&Node) -> bool| {
        let nodes = diagram.nodes.iter().enumerate().filter(|(_, node)| wanted(node));
        nodes.map(|(at, _)| format!("n{at}")).collect::<Vec<_>>()
    };
    let mut class = |name: &str, nodes: Vec<String>, (fill, line): (&str, &str), dash: &str| {
        if !nodes.is_empty() {
            let (ink, nodes) = (palette.ink, nodes.join(","));
            put(
                out,
                format_args!(
                    "  classDef {name} fill:{fill},stroke:{line},color:{ink}{dash}\n  class {nodes} {name}\n"
                ),
            );
        }
    };
    let plain = |node: &Node| matches!(node.shape, Shape::Claim { verdict: None, .. });
    class("plain", of(plain), palette.plain, "");
    for verdict in Verdict::ALL.iter().copied() {
        let is = |node: &&Node| {
            matches!(node.shape, Shape::Claim { verdict: Some(own), .. } if own == verdict)
                && !node.is_context
        };
        let nodes = diagram.nodes.iter().enumerate().filter(|(_, node)| is(node));
        let nodes = nodes.map(|(at, _)| format!("n{at}")).collect();
        let dash = match verdict {
            Verdict::Accepted => "",
            Verdict::Refuted | Verdict::Unestablished => ",stroke-dasharray:6 3",
            Verdict::Undecided => ",stroke-dasharray:2 2",
        };
        class(verdict.word(), nodes, palette.verdict(Some(verdict)), dash);
    }
    let context = of(|node| node.is_context);
    class("context", context, (palette.paper, palette.faint), ",stroke-dasharray:2 2");
    for role in Role::ALL.iter().copied() {
        let is = |node: &&Node| node.has_ring() && node.roles.first() == Some(&role);
        let nodes = diagram.nodes.iter().enumerate().filter(|(_, node)| is(node));
        let nodes: Vec<String> = nodes.map(|(at, _)| format!("n{at}")).collect();
        if !nodes.is_empty() {
            let (colour, nodes) = (palette.role(role).0, nodes.join(","));
            put(
                out,
                format_args!(
                    "  classDef {role} stroke:{colour},stroke-width:4px\n  class {nodes} {role}\n"
                ),
            );
        }
    }
    for sign in [Sign::Support, Sign::Rebuttal, Sign::Undercut, Sign::Conflict] {
        for is_idle in [false, true] {
            let lines = diagram.lines.iter().enumerate();
            let own = lines.filter(|(_, line)| line.sign == sign && line.is_idle == is_idle);
            let numbers: Vec<String> = own.map(|(at, _)| at.to_string()).collect();
            if !numbers.is_empty() {
                let colour = if is_idle { palette.faint } else { palette.sign(sign) };
                let numbers = numbers.join(",");
                put(out, format_args!("  linkStyle {numbers} stroke:{colour}\n"));
            }
        }
    }
}

fn put(out: &mut String, arguments: std::fmt::Arguments) {
    out.write_fmt(arguments).expect("a string takes everything");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_letters_stands_for_itself() {
        assert_eq!(
            escaped("a \"b\" `c` %%{d}%% <e> #f; \\n"),
            "a #34;b#34; #96;c#96; #37;#37;#123;d#125;#37;#37; #60;e#62; #35;f#59; #92;n"
        );
    }
}
