//! What differs, section by section.

use super::heads::{head, kind, wording_key};
use super::{Difference, Line, Piece, Section, Sign, lines, ours};
use crate::compare::diff::{Fate, LISTS, Part};
use crate::diagnostic::Diagnostic;
use crate::report::findings::count;
use crate::report::names;

const TITLES: [&str; 10] = [
    "Groups",
    "Sources",
    "Holders",
    "Letters",
    "Questions",
    "Claims",
    "Supports",
    "Rebuttals",
    "Undercuts",
    "Conflicts",
];

/// All sections with something in them.
pub(super) fn all(difference: &Difference) -> Vec<Section> {
    let mut sections =
        vec![Section { title: "The map itself", lines: lines::of("", &difference.diff.keys, "") }];
    for (title, list) in TITLES.into_iter().zip(LISTS) {
        sections.push(Section { title, lines: list_lines(difference, list) });
    }
    sections.push(Section { title: "Verdicts that change", lines: verdicts(difference) });
    sections.push(Section { title: "Findings", lines: findings(difference) });
    sections.retain(|section| !section.lines.is_empty());
    sections
}

fn list_lines(difference: &Difference, list: &str) -> Vec<Line> {
    let parts: Vec<&Part> = difference.diff.parts.iter().filter(|part| part.list == list).collect();
    let told: std::collections::BTreeSet<&str> = parts
        .iter()
        .filter(|part| part.new.is_some())
        .filter_map(|part| part.id.as_deref())
        .collect();
    let mut lines: Vec<Line> = parts.iter().map(|part| part_line(difference, part)).collect();
    let renamed = difference.diff.renamed.iter();
    for renamed in renamed.filter(|it| it.list == list && !told.contains(&*it.new)) {
        let (old, new) = (renamed.old.to_string(), renamed.new.to_string());
        let pieces = vec![Piece::Code(new), ours(" (was "), Piece::Code(old), ours(")")];
        lines.push(Line { sign: Sign::Changed, pieces, lines: Vec::new() });
    }
    lines
}

fn part_line(difference: &Difference, part: &Part) -> Line {
    let pieces = head(difference, part);
    match &part.fate {
        Fate::Added(_) => Line { sign: Sign::Added, pieces, lines: Vec::new() },
        Fate::Removed(_) => Line { sign: Sign::Removed, pieces, lines: Vec::new() },
        Fate::Changed { old_list, changes } => {
            let was = old_list.map(|list| Line {
                sign: Sign::Changed,
                pieces: vec![ours(format!("was a {}", kind(list)))],
                lines: Vec::new(),
            });
            let skip = wording_key(part.list);
            let lines = was.into_iter().chain(lines::of(part.list, changes, skip)).collect();
            Line { sign: Sign::Changed, pieces, lines }
        }
    }
}

fn verdicts(difference: &Difference) -> Vec<Line> {
    let line = |change: &crate::compare::diff::consequences::VerdictChange| {
        let thesis = if change.is_thesis { " (thesis)" } else { "" };
        let id = names::part(difference.new, change.new);
        let text = difference.new[change.new].text.to_string();
        let verdicts = format!("{thesis}: {} → {}: ", change.before, change.after);
        let pieces = vec![Piece::Code(id), ours(verdicts), Piece::Text(text)];
        Line { sign: Sign::Changed, pieces, lines: Vec::new() }
    };
    difference.verdicts.iter().map(line).collect()
}

fn findings(difference: &Difference) -> Vec<Line> {
    let Some(findings) = difference.findings else { return Vec::new() };
    let line = |finding: &Diagnostic, sign: Sign| {
        let about = format!("{} {}: ", finding.rule.code, finding.severity.word());
        let mut pieces = vec![ours(about)];
        // Messages are sentences of ours with names in backticks.
        let words: Vec<&str> = finding.message.split('`').collect();
        if words.len().is_multiple_of(2) {
            pieces.push(Piece::Text(finding.message.clone()));
        } else {
            let piece = |(at, words): (usize, &&str)| match at % 2 {
                0 => Piece::Text((*words).to_owned()),
                _ => Piece::Code((*words).to_owned()),
            };
            pieces.extend(words.iter().enumerate().map(piece));
        }
        Line { sign, pieces, lines: Vec::new() }
    };
    let gone = findings.disappeared.iter().map(|finding| line(finding, Sign::Removed));
    let new = findings.appeared.iter().map(|finding| line(finding, Sign::Added));
    gone.chain(new).collect()
}

/// In what ways a part is another; the first is what matters most.
pub(super) fn ways(part: &Part) -> Vec<&'static str> {
    let Fate::Changed { old_list, changes } = &part.fate else { return Vec::new() };
    let mut ways: Vec<&'static str> = old_list.iter().map(|_| "turned").collect();
    let is_step = matches!(part.list, "supports" | "rebuttals" | "undercuts");
    for change in changes {
        let way = match &*change.key {
            "from" | "to" | "warrant" if is_step => "rewired",
            "claims" if part.list == "conflicts" => "rewired",
            "group" | "in" => "moved",
            key if key == wording_key(part.list) && !is_step => "reworded",
            _ => "changed",
        };
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    ways.sort_by_key(|way| {
        ["reworded", "rewired", "turned", "moved", "changed"].iter().position(|it| it == way)
    });
    ways
}

/// How much differs, in a few words.
pub(super) fn summary(difference: &Difference) -> String {
    if difference.is_empty() {
        return "the maps mean the same".to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    let keys = difference.diff.keys.len();
    if keys > 0 {
        parts.push(format!("the map itself: {}", count(keys, "key")));
    }
    let classes: [(&str, &[&str]); 8] = [
        ("group", &["groups"]),
        ("source", &["sources"]),
        ("holder", &["holders"]),
        ("letter", &["atoms"]),
        ("question", &["questions"]),
        ("claim", &["claims"]),
        ("step", &["supports", "rebuttals", "undercuts"]),
        ("conflict", &["conflicts"]),
    ];
    for (name, lists) in classes {
        let counts = counts(difference, lists);
        if !counts.is_empty() {
            parts.push(format!("{name}s: {}", counts.join(", ")));
        }
    }
    if !difference.verdicts.is_empty() {
        let theses = difference.verdicts.iter().filter(|change| change.is_thesis).count();
        let of_theses = if theses > 0 { format!(", {theses} of theses") } else { String::new() };
        parts.push(format!("verdicts: {} changed{of_theses}", difference.verdicts.len()));
    }
    if let Some(findings) = difference.findings {
        let (new, gone) = (findings.appeared.len(), findings.disappeared.len());
        if new + gone > 0 {
            parts.push(format!("findings: {new} new, {gone} gone"));
        }
    }
    parts.join("; ")
}

/// How many of some lists' parts were added, removed and changed in each way; a part is counted
/// once, by what matters most.
fn counts(difference: &Difference, lists: &[&str]) -> Vec<String> {
    let mut counts = [0_usize; 8];
    const WORDS: [&str; 8] =
        ["added", "removed", "renamed", "reworded", "rewired", "turned", "moved", "changed"];
    for part in difference.diff.parts.iter().filter(|part| lists.contains(&part.list)) {
        let word = match &part.fate {
            Fate::Added(_) => "added",
            Fate::Removed(_) => "removed",
            Fate::Changed { .. } => ways(part).first().copied().unwrap_or("changed"),
        };
        if let Some(at) = WORDS.iter().position(|it| *it == word) {
            counts[at] += 1;
        }
    }
    counts[2] = difference.diff.renamed.iter().filter(|it| lists.contains(&it.list)).count();
    let counted = WORDS.iter().zip(counts).filter(|(_, count)| *count > 0);
    counted.map(|(word, count)| format!("{count} {word}")).collect()
}
