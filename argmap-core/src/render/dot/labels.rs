//! What stands in the boxes of a picture.

use graphviz_rust::dot_structures::Id;

use super::quote::{label, markup};
use super::style::{DIM, box_style};
use crate::model::{Claim, ClaimId, Map, Question, Stance, Verdict};
use crate::render::wrap::{shorten, wrap};
use crate::render::{Labels, Options, Overlay};

/// The widest text of a box in columns, lines together; longer ones are cut.
const MAX_TEXT: usize = 260;
/// Columns of a line of a short text, and of a long one.
const COLUMNS: usize = 28;
const WIDE_COLUMNS: usize = 36;
/// Texts up to that many columns are short.
const SHORT: usize = 112;

/// How many holders of one stand a box names.
const MAX_HOLDERS: usize = 24;

/// A text in small type, which must be free of markup of its own.
pub(super) fn small(text: &str) -> String {
    format!(r#"<FONT POINT-SIZE="10">{}</FONT>"#, markup(text))
}

/// A text as lines of a label; of an empty one a blank.
pub(super) fn lines(text: &str) -> String {
    let text = shorten(text, MAX_TEXT);
    let columns = if text.chars().count() <= SHORT { COLUMNS } else { WIDE_COLUMNS };
    let lines = wrap(&text, columns);
    if lines.is_empty() {
        return " ".to_owned();
    }
    lines.iter().map(|line| markup(line)).collect::<Vec<_>>().join("<BR/>")
}

/// The HTML-like label of a claim that leads to so many steps that are not drawn.
pub(super) fn claim_label(
    map: &Map,
    id: ClaimId,
    verdict: Option<Verdict>,
    overlay: &Overlay,
    options: &Options,
    leads_out: usize,
) -> Id {
    let claim = &map[id];
    let title = claim.title.as_deref().filter(|title| !title.trim().is_empty());
    let mut out = match (title, options.labels) {
        (Some(title), Labels::Both) => {
            format!("<B>{}</B><BR/>{}", lines(title), lines(text_of(claim)))
        }
        (Some(title), Labels::Title) => lines(title),
        _ => lines(text_of(claim)),
    };
    if map.is_thesis(id) && !out.starts_with("<B>") {
        out = format!("<B>{out}</B>");
    }
    // That a claim is accepted goes without saying, but for what the map is for.
    let forced = overlay.evaluation.and_then(|evaluation| evaluation.forced(id));
    if let Some(verdict) = verdict
        && (verdict != Verdict::Accepted || map.is_thesis(id) || forced.is_some())
    {
        let style = box_style(Some(verdict));
        let by = if forced.is_some() { " (by your choice)" } else { "" };
        let word = small(&format!("{} {}{by}", style.mark, style.word));
        out += &format!(r#"<BR/><FONT COLOR="{}"><B>{word}</B></FONT>"#, style.line);
    }
    if options.holders {
        for stance in Stance::ALL {
            out += &note_lines(&stances(map, id, *stance));
        }
    }
    if options.sources {
        for (_, citation) in map.citations(id) {
            let passage = &citation.passage;
            let at = passage.at.as_deref().map(|at| format!(", {at}")).unwrap_or_default();
            out += &note_lines(&format!("▤ {}{at}", map[passage.source].title));
        }
    }
    match leads_out {
        0 => {}
        1 => out += &note_lines("↗ leads to a step elsewhere"),
        steps => out += &note_lines(&format!("↗ leads to {steps} steps elsewhere")),
    }
    label(&out)
}

/// The label of a question, with what its answers are to each other.
pub(super) fn question_label(question: &Question) -> Id {
    let answers = match (question.exclusive, question.exhaustive) {
        (true, true) => "exactly one answer is true",
        (true, false) => "at most one answer is true",
        (false, true) => "at least one answer is true",
        (false, false) => "",
    };
    label(&format!("<I>{}</I>{}", lines(&format!("? {}", question.text)), note_lines(answers)))
}

/// What a claim says, or its id where it says nothing.
pub(super) fn text_of(claim: &Claim) -> &str {
    if claim.text.trim().is_empty() { &claim.name } else { &claim.text }
}

/// A remark below a text.
fn note_lines(text: &str) -> String {
    let text = shorten(text, MAX_TEXT);
    let lines = wrap(&text, WIDE_COLUMNS);
    let line = |line: &String| {
        format!(r#"<BR/><FONT COLOR="{DIM}" POINT-SIZE="9">{}</FONT>"#, markup(line))
    };
    lines.iter().map(line).collect()
}

/// Those who take that stand, such as `asserted by A, B`.
fn stances(map: &Map, id: ClaimId, stance: Stance) -> String {
    let verb = match stance {
        Stance::Asserts => "asserted by",
        Stance::Denies => "denied by",
        Stance::Concedes => "conceded by",
        Stance::Supposes => "supposed by",
        Stance::Reports => "reported by",
        Stance::Retracts => "retracted by",
    };
    let mut holders = Vec::new();
    for (_, holder, commitment) in map.commitments(id) {
        if commitment.stance == stance && !holders.contains(&holder) {
            holders.push(holder);
        }
        if holders.len() == MAX_HOLDERS {
            break;
        }
    }
    let names: Vec<&str> = holders.iter().map(|holder| &*map[*holder].title).collect();
    if names.is_empty() { String::new() } else { format!("{verb} {}", names.join(", ")) }
}
