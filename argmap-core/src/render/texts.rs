//! What stands in the boxes of a picture.

use petgraph::graph::NodeIndex;

use super::view::{Fold, Hidden};
use super::wrap::shorten;
use super::{Labels, Mark, Options, Overlay, Role, Scope, Side};
use crate::diagnostic::Severity;
use crate::model::{
    Claim, ClaimId, HolderId, InferenceKind, Map, Node, Question, Stance, Verdict, wording,
};

/// How many holders of one stand a box names.
const MAX_HOLDERS: usize = 24;

/// A part is called by so many columns of its title at most.
pub(super) const MAX_TITLE: usize = 80;

/// A text in a box, with lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub kind: Kind,
    /// The text, as it stands in the map: without markup, and with whatever characters.
    pub text: String,
}

/// What a paragraph in a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What the box is called, set in bold.
    Title,
    /// What the box says.
    Text,
    /// What a question asks.
    Question,
    /// What becomes of the claim.
    Verdict(Verdict),
    /// The scheme of a step.
    Scheme,
    /// What was found about the part, the gravest first.
    Finding(Severity),
    /// Why the part is pointed out.
    Highlight(Role),
    /// A remark.
    Note,
}

impl Paragraph {
    fn new(kind: Kind, text: impl Into<String>) -> Paragraph {
        Paragraph { kind, text: text.into() }
    }

    /// A remark.
    pub(super) fn note(text: String) -> Paragraph {
        Paragraph::new(Kind::Note, text)
    }

    /// The scheme of a step.
    pub(super) fn scheme(scheme: &str) -> Paragraph {
        Paragraph::new(Kind::Scheme, scheme)
    }
}

/// The mark of a verdict, which tells it without its colour.
pub fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "✓",
        Verdict::Refuted => "✗",
        Verdict::Undecided => "?",
        Verdict::Unestablished => "–",
    }
}

/// The texts of a claim, so much of whose neighbours is not drawn.
pub(super) fn claim_texts(
    map: &Map,
    id: ClaimId,
    overlay: &Overlay,
    options: &Options,
    hidden: &Hidden,
) -> Vec<Paragraph> {
    let claim = &map[id];
    let title = claim.title.as_deref().filter(|title| !title.trim().is_empty());
    let main = if map.is_thesis(id) { Kind::Title } else { Kind::Text };
    let mut out = match (title, options.labels) {
        (Some(title), Labels::Both) => {
            vec![Paragraph::new(Kind::Title, title), Paragraph::new(Kind::Text, text_of(claim))]
        }
        (Some(title), Labels::Title) => vec![Paragraph::new(main, title)],
        _ => vec![Paragraph::new(main, text_of(claim))],
    };
    // That a claim is accepted goes without saying, but for what the map is for.
    let forced = overlay.evaluation.and_then(|evaluation| evaluation.forced(id));
    if let Some(verdict) = overlay.evaluation.map(|evaluation| evaluation.verdict(id))
        && (verdict != Verdict::Accepted || map.is_thesis(id) || forced.is_some())
    {
        let by = if forced.is_some() { " (by your choice)" } else { "" };
        let text = format!("{} {verdict}{by}", mark(verdict));
        out.push(Paragraph::new(Kind::Verdict(verdict), text));
    }
    if options.holders {
        let stances = Stance::ALL.iter().filter_map(|stance| stances(map, id, *stance));
        out.extend(stances.map(|text| Paragraph::new(Kind::Note, text)));
    }
    if options.sources {
        for (_, citation) in map.citations(id) {
            let passage = &citation.passage;
            let at = passage.at.as_deref().map(|at| format!(", {at}")).unwrap_or_default();
            let text = format!("▤ {}{at}", map[passage.source].title);
            out.push(Paragraph::new(Kind::Note, text));
        }
    }
    let speakers = speakers(&options.scope).into_iter();
    out.extend(speakers.filter_map(|holder| stand(map, id, holder)));
    out.extend(hidden_texts(hidden));
    out
}

/// Whose stands are told where they are more than to assert: those that the picture is about.
fn speakers(scope: &Scope) -> Vec<HolderId> {
    match scope {
        Scope::Holder(holder) => vec![*holder],
        Scope::Dispute(a, b) => {
            let holder = |side: &Side| match side {
                Side::Holder(holder) => Some(*holder),
                _ => None,
            };
            [a, b].into_iter().filter_map(holder).collect()
        }
        _ => Vec::new(),
    }
}

/// The stands of a holder on a claim but that it is asserted, such as `denied by Trotsky`.
fn stand(map: &Map, id: ClaimId, holder: HolderId) -> Option<Paragraph> {
    let mut words: Vec<&str> = Vec::new();
    for (_, other, commitment) in map.commitments(id) {
        let word = verb(commitment.stance);
        if other == holder && commitment.stance != Stance::Asserts && !words.contains(&word) {
            words.push(word);
        }
    }
    let text = || format!("{} {}", words.join(", "), map[holder].title);
    (!words.is_empty()).then(|| Paragraph::new(Kind::Note, text()))
}

/// What is said of neighbours that are not drawn.
fn hidden_texts(hidden: &Hidden) -> Vec<Paragraph> {
    let mut out = Vec::new();
    match hidden.leads_out {
        0 => {}
        1 => out.push("↗ leads to a step elsewhere".to_owned()),
        steps => out.push(format!("↗ leads to {steps} steps elsewhere")),
    }
    let some = [
        (hidden.supports, "reason"),
        (hidden.rebuttals, "objection"),
        (hidden.questions, "question"),
        (hidden.conflicts, "conflict"),
    ];
    let some = some.into_iter().filter(|(number, _)| *number > 0);
    let some: Vec<String> = some.map(|(number, thing)| count(number, thing)).collect();
    if !some.is_empty() {
        out.push(format!("↘ {} not shown", some.join(", ")));
    }
    out.into_iter().map(|text| Paragraph::new(Kind::Note, text)).collect()
}

/// What was found about a part, such as `⚠ AM101, AM102`; nothing if there is nothing.
pub(super) fn findings(marks: &[&Mark]) -> Option<Paragraph> {
    let severity = marks.iter().map(|mark| mark.severity).max()?;
    let mut codes: Vec<&str> = marks.iter().map(|mark| mark.code).collect();
    codes.dedup();
    Some(Paragraph::new(Kind::Finding(severity), format!("⚠ {}", codes.join(", "))))
}

/// How much was found about the claims of a box; nothing if there is nothing.
pub(super) fn finding_count(marks: &[&Mark]) -> Option<Paragraph> {
    let severity = marks.iter().map(|mark| mark.severity).max()?;
    let text = format!("⚠ {}", count(marks.len(), "finding"));
    Some(Paragraph::new(Kind::Finding(severity), text))
}

/// The text in full of what was found, a line for each.
pub(super) fn finding_lines(marks: &[&Mark]) -> String {
    marks.iter().map(|mark| format!("\n⚠ {}: {}", mark.code, mark.message)).collect()
}

/// The texts of a box that stands for several claims: what they have in common, what becomes of
/// them, and what of them is not drawn otherwise.
pub(super) fn fold_texts(fold: &Fold, overlay: &Overlay) -> Vec<Paragraph> {
    let mut out = vec![Paragraph::new(Kind::Text, &*fold.title)];
    let mut text = count(fold.claims.len(), "claim");
    if let Some(evaluation) = overlay.evaluation {
        let of = |verdict: Verdict| {
            let same = |claim: &&ClaimId| evaluation.verdict(**claim) == verdict;
            (fold.claims.iter().filter(same).count(), verdict)
        };
        let tally =
            [Verdict::Accepted, Verdict::Refuted, Verdict::Undecided, Verdict::Unestablished];
        let some = tally.map(of).into_iter().filter(|(count, _)| *count > 0);
        let some: Vec<String> = some.map(|(count, it)| format!("{count} {it}")).collect();
        text += &format!(": {}", some.join(", "));
    }
    out.push(Paragraph::new(Kind::Note, text));
    let kinds = kinds(&fold.steps);
    if !kinds.is_empty() {
        out.push(Paragraph::new(Kind::Note, format!("from here: {}", kinds.join(", "))));
    }
    let mut within = self::kinds(&fold.within);
    within.extend((fold.conflicts > 0).then(|| count(fold.conflicts, "conflict")));
    if !within.is_empty() {
        out.push(Paragraph::new(Kind::Note, format!("within: {}", within.join(", "))));
    }
    out.extend(hidden_texts(&fold.hidden));
    out
}

/// How many there are of each kind of step, such as `3 supports`.
fn kinds(counts: &[usize; InferenceKind::ALL.len()]) -> Vec<String> {
    let some = InferenceKind::ALL.iter().filter(|kind| counts[**kind as usize] > 0);
    some.map(|kind| count(counts[*kind as usize], kind.word())).collect()
}

/// So many of a thing.
pub(super) fn count(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

/// The texts of a question, with what its answers are to each other.
pub(super) fn question_texts(question: &Question) -> Vec<Paragraph> {
    let answers = match (question.exclusive, question.exhaustive) {
        (true, true) => Some("exactly one answer is true"),
        (true, false) => Some("at most one answer is true"),
        (false, true) => Some("at least one answer is true"),
        (false, false) => None,
    };
    let asked = Paragraph::new(Kind::Question, format!("? {}", question.text));
    let note = answers.map(|text| Paragraph::new(Kind::Note, text));
    std::iter::once(asked).chain(note).collect()
}

/// What a part is called in a sentence: its title or text in quotation marks, or what it is.
pub(super) fn title_of(map: &Map, node: NodeIndex) -> String {
    match map.node(node) {
        Node::Claim(claim) => {
            let title = claim.title.as_deref().filter(|title| !title.trim().is_empty());
            format!("“{}”", shorten(title.unwrap_or_else(|| text_of(claim)), MAX_TITLE))
        }
        Node::Question(question) => format!("“{}”", shorten(&question.text, MAX_TITLE)),
        _ => wording::name(map, node),
    }
}

/// What a claim says, or its id where it says nothing.
pub(super) fn text_of(claim: &Claim) -> &str {
    if claim.text.trim().is_empty() { &claim.name } else { &claim.text }
}

/// Those who take that stand, such as `asserted by A, B`.
fn stances(map: &Map, id: ClaimId, stance: Stance) -> Option<String> {
    let verb = verb(stance);
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
    (!names.is_empty()).then(|| format!("{verb} {}", names.join(", ")))
}

/// The words before the names of those who take that stand.
fn verb(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "asserted by",
        Stance::Denies => "denied by",
        Stance::Concedes => "conceded by",
        Stance::Supposes => "supposed by",
        Stance::Reports => "reported by",
        Stance::Retracts => "retracted by",
    }
}
