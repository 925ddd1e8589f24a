//! What stands in the boxes of a picture.

use super::view::Fold;
use super::{Labels, Options, Overlay};
use crate::model::{Claim, ClaimId, InferenceKind, Map, Question, Stance, Verdict};

/// How many holders of one stand a box names.
const MAX_HOLDERS: usize = 24;

/// A text in a box, with lines of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// The text, as it stands in the map: without markup, and with whatever characters.
    pub text: String,
}

/// What a paragraph in a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
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
    /// A remark.
    Note,
}

impl Paragraph {
    fn new(role: Role, text: impl Into<String>) -> Paragraph {
        Paragraph { role, text: text.into() }
    }

    /// The scheme of a step.
    pub(super) fn scheme(scheme: &str) -> Paragraph {
        Paragraph::new(Role::Scheme, scheme)
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

/// The texts of a claim that leads to so many steps that are not drawn.
pub(super) fn claim_texts(
    map: &Map,
    id: ClaimId,
    overlay: &Overlay,
    options: &Options,
    leads_out: usize,
) -> Vec<Paragraph> {
    let claim = &map[id];
    let title = claim.title.as_deref().filter(|title| !title.trim().is_empty());
    let main = if map.is_thesis(id) { Role::Title } else { Role::Text };
    let mut out = match (title, options.labels) {
        (Some(title), Labels::Both) => {
            vec![Paragraph::new(Role::Title, title), Paragraph::new(Role::Text, text_of(claim))]
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
        out.push(Paragraph::new(Role::Verdict(verdict), text));
    }
    if options.holders {
        let stances = Stance::ALL.iter().filter_map(|stance| stances(map, id, *stance));
        out.extend(stances.map(|text| Paragraph::new(Role::Note, text)));
    }
    if options.sources {
        for (_, citation) in map.citations(id) {
            let passage = &citation.passage;
            let at = passage.at.as_deref().map(|at| format!(", {at}")).unwrap_or_default();
            let text = format!("▤ {}{at}", map[passage.source].title);
            out.push(Paragraph::new(Role::Note, text));
        }
    }
    match leads_out {
        0 => {}
        1 => out.push(Paragraph::new(Role::Note, "↗ leads to a step elsewhere")),
        steps => {
            let text = format!("↗ leads to {steps} steps elsewhere");
            out.push(Paragraph::new(Role::Note, text));
        }
    }
    out
}

/// The texts of a box that stands for several claims: what they have in common, what becomes of
/// them, and what of them is not drawn otherwise.
pub(super) fn fold_texts(fold: &Fold, overlay: &Overlay) -> Vec<Paragraph> {
    let mut out = vec![Paragraph::new(Role::Text, &*fold.title)];
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
    out.push(Paragraph::new(Role::Note, text));
    let kinds = kinds(&fold.steps);
    if !kinds.is_empty() {
        out.push(Paragraph::new(Role::Note, format!("from here: {}", kinds.join(", "))));
    }
    let mut within = self::kinds(&fold.within);
    within.extend((fold.conflicts > 0).then(|| count(fold.conflicts, "conflict")));
    if !within.is_empty() {
        out.push(Paragraph::new(Role::Note, format!("within: {}", within.join(", "))));
    }
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
    let asked = Paragraph::new(Role::Question, format!("? {}", question.text));
    let note = answers.map(|text| Paragraph::new(Role::Note, text));
    std::iter::once(asked).chain(note).collect()
}

/// What a claim says, or its id where it says nothing.
pub(super) fn text_of(claim: &Claim) -> &str {
    if claim.text.trim().is_empty() { &claim.name } else { &claim.text }
}

/// Those who take that stand, such as `asserted by A, B`.
fn stances(map: &Map, id: ClaimId, stance: Stance) -> Option<String> {
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
    (!names.is_empty()).then(|| format!("{verb} {}", names.join(", ")))
}
