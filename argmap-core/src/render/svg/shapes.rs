//! Boxes, groups, and the samples of the legend.

use super::{lines, number, put, text, texts, xml};
use crate::model::Verdict;
use crate::render::Role;
use crate::render::diagram::{Group, Node, Shape, Sign};
use crate::render::layout::{Point, Rect};
use crate::render::scene::{LegendItem, Placed, RING, SHEET, Sample, TextRole};
use crate::render::texts::Kind;

/// How far the ground of words that say why something is pointed out reaches beyond them.
const TAG: f64 = 4.0;

/// A box or a small node.
pub(super) fn node(out: &mut String, node: &Node, placed: &Placed) {
    let mut class = class(node.shape, node.is_context);
    if matches!(node.shape, Shape::Step { .. }) && !node.label.is_empty() {
        class.push_str(" named");
    }
    let part = number_of(node);
    put(out, format_args!("<g class=\"node {class}\" data-part=\"{part}\""));
    if node.stands_for.len() > 1 {
        let parts: Vec<String> =
            node.stands_for.iter().map(|part| part.index().to_string()).collect();
        put(out, format_args!(" data-stands-for=\"{}\"", parts.join(" ")));
    }
    out.push('>');
    if !node.tooltip.is_empty() {
        put(out, format_args!("<title>{}</title>", xml(&node.tooltip)));
    }
    out.push('\n');
    let border = if node.has_ring() { grown(placed.rect, -RING) } else { placed.rect };
    shape(out, node.shape, node.is_context, !node.label.is_empty(), border);
    point(out, node, border, placed);
    texts(out, placed);
    out.push_str("</g>\n");
}

/// The ring around a node that is pointed out, and what lies below the words that say why.
fn point(out: &mut String, node: &Node, border: Rect, placed: &Placed) {
    if let (true, Some(role)) = (node.has_ring(), node.roles.first()) {
        put(out, format_args!("<g class=\"point {role}\">\n"));
        ring(out, *role, border, round(node.shape, border));
        out.push_str("</g>\n");
    }
    for text in &placed.texts {
        if let TextRole::Box(Kind::Highlight(role)) = text.role {
            put(out, format_args!("<g class=\"point {role}\">\n"));
            let room = text.rect();
            let tag = Rect { x: room.x - TAG, width: room.width + 2.0 * TAG, ..room };
            rect(out, tag, 3.0, " class=\"tag\"");
            out.push_str("</g>\n");
        }
    }
}

/// A ring close around a border with such corners.
fn ring(out: &mut String, role: Role, border: Rect, round: f64) {
    let mut around = |by: f64| rect(out, grown(border, by), round + by, " class=\"ring\"");
    if role == Role::DoubleCrux {
        around(1.7);
        around(RING - 0.7);
    } else {
        around(RING - 2.0);
    }
}

/// How round the corners of a shape are.
fn round(shape: Shape, at: Rect) -> f64 {
    match shape {
        Shape::Claim { .. } => 6.0,
        Shape::Step { is_strict: false, .. } => at.height / 2.0,
        Shape::Conflict => at.height * 0.29,
        _ => 1.5,
    }
}

fn grown(at: Rect, by: f64) -> Rect {
    let (width, height) = (at.width + 2.0 * by, at.height + 2.0 * by);
    Rect { x: at.x - by, y: at.y - by, width, height }
}

/// The number by which a node is known in the picture: that of its part; of a folded box, of which
/// a group may have several, with that of the first of its claims.
pub(super) fn number_of(node: &Node) -> String {
    match (node.shape, node.stands_for.first()) {
        (Shape::Folded, Some(first)) => format!("{}-{}", node.part.index(), first.index()),
        _ => node.part.index().to_string(),
    }
}

/// A group's frame and title.
pub(super) fn group(out: &mut String, group: &Group, placed: &Placed) {
    let odd = if group.depth.is_multiple_of(2) { "" } else { " odd" };
    let part = group.part.index();
    put(
        out,
        format_args!(
            "<g class=\"group depth-{}{odd}\" data-part=\"{part}\"><title>{}</title>\n",
            group.depth,
            xml(&group.title)
        ),
    );
    rect(out, placed.rect, 8.0, "");
    texts(out, placed);
    out.push_str("</g>\n");
}

/// A sign and what it means.
pub(super) fn legend_item(out: &mut String, item: &LegendItem) {
    let claim = |verdict, is_thesis| Shape::Claim { verdict, is_thesis };
    let smaller = Rect {
        x: item.rect.x + 4.0,
        y: item.rect.y + 1.0,
        width: item.rect.width - 8.0,
        height: item.rect.height - 2.0,
    };
    let mut sample = |of: Shape, is_context: bool| {
        put(out, format_args!("<g class=\"node {}\">\n", class(of, is_context)));
        shape(out, of, is_context, true, smaller);
        out.push_str("</g>\n");
    };
    match item.sample {
        Sample::Claim(verdict) => sample(claim(verdict, false), false),
        Sample::Thesis => sample(claim(None, true), false),
        Sample::Context => sample(claim(None, false), true),
        Sample::Folded => sample(Shape::Folded, false),
        Sample::Question => sample(Shape::Question, false),
        Sample::Line(sign) => lines::sample(out, sign, "", item.rect),
        Sample::Idle => lines::sample(out, Sign::Support, " idle", item.rect),
        Sample::Strict => lines::sample(out, Sign::Support, " strict", item.rect),
        Sample::Linked => lines::linked(out, item.rect),
        Sample::Ring(role) => {
            let border = grown(item.rect, -RING);
            put(out, format_args!("<g class=\"node\">\n"));
            rect(out, border, 3.0, "");
            put(out, format_args!("<g class=\"point {role}\">\n"));
            ring(out, role, border, 3.0);
            out.push_str("</g>\n</g>\n");
        }
    }
    text(out, &item.text);
}

/// The classes of a shape.
fn class(shape: Shape, is_context: bool) -> String {
    match shape {
        Shape::Claim { .. } if is_context => "claim context".to_owned(),
        Shape::Claim { verdict, is_thesis } => {
            let verdict = verdict.map_or("", Verdict::word);
            let thesis = if is_thesis { "thesis" } else { "" };
            let words = ["claim", verdict, thesis].into_iter().filter(|word| !word.is_empty());
            words.collect::<Vec<_>>().join(" ")
        }
        Shape::Folded if is_context => "folded context".to_owned(),
        Shape::Folded => "folded".to_owned(),
        Shape::Question => "question".to_owned(),
        Shape::Step { kind, is_strict, is_idle, .. } => {
            let strict = if is_strict { " strict" } else { "" };
            let idle = if is_idle { " idle" } else { "" };
            format!("step {kind}{strict}{idle}")
        }
        Shape::Conflict => "conflict".to_owned(),
    }
}

/// The border of a shape.
fn shape(out: &mut String, shape: Shape, is_context: bool, has_text: bool, at: Rect) {
    match shape {
        Shape::Claim { is_thesis, .. } => {
            rect(out, at, 6.0, "");
            if is_thesis && !is_context {
                rect(out, grown(at, -3.0), 4.0, " class=\"inner\"");
            }
        }
        Shape::Folded => {
            let (width, height) = (at.width - SHEET, at.height - SHEET);
            let back = Rect { x: at.x + SHEET, y: at.y + SHEET, width, height };
            rect(out, back, 3.0, "");
            rect(out, Rect { width, height, ..at }, 3.0, "");
        }
        Shape::Question => note(out, at),
        Shape::Step { is_strict, .. } if has_text => {
            let round = if is_strict { 1.5 } else { at.height / 2.0 };
            rect(out, at, round, "");
        }
        Shape::Step { is_strict: true, .. } => rect(out, at, 1.0, ""),
        Shape::Step { .. } => {
            let Point { x, y } = at.center();
            let radius = number(at.width / 2.0);
            let (x, y) = (number(x), number(y));
            put(out, format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>\n"));
        }
        Shape::Conflict => octagon(out, at),
    }
}

fn rect(out: &mut String, at: Rect, round: f64, more: &str) {
    put(
        out,
        format_args!(
            "<rect{more} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>\n",
            number(at.x),
            number(at.y),
            number(at.width),
            number(at.height),
            number(round)
        ),
    );
}

/// A sheet with a folded corner.
fn note(out: &mut String, at: Rect) {
    let fold = 9.0_f64.min(at.height / 2.0);
    let (x, y, right, bottom) =
        (number(at.x), number(at.y), number(at.right()), number(at.bottom()));
    let (inner, lower) = (number(at.right() - fold), number(at.y + fold));
    put(
        out,
        format_args!(
            "<path d=\"M{x} {y}H{inner}L{right} {lower}V{bottom}H{x}Z\
             M{inner} {y}V{lower}H{right}\"/>\n"
        ),
    );
}

fn octagon(out: &mut String, at: Rect) {
    let cut = at.width.min(at.height) * 0.29;
    let corners = [
        (at.x + cut, at.y),
        (at.right() - cut, at.y),
        (at.right(), at.y + cut),
        (at.right(), at.bottom() - cut),
        (at.right() - cut, at.bottom()),
        (at.x + cut, at.bottom()),
        (at.x, at.bottom() - cut),
        (at.x, at.y + cut),
    ];
    let corners = corners.map(|(x, y)| format!("{} {}", number(x), number(y)));
    put(out, format_args!("<path d=\"M{}Z\"/>\n", corners.join("L")));
}
