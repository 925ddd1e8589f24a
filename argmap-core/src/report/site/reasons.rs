//! Why a claim has its verdict, in words for those who do not know the parts by their names.

use crate::analysis::{Ground, ground};
use crate::model::{ClaimId, InferenceId, InferenceKind, Map, Verdict};
use crate::report::findings::count;
use crate::semantics::{Evaluation, StepVerdict};

/// So many claims are told of.
const MOST_CLAIMS: usize = 6;

/// A sentence without its end, and the claims that it leads to.
pub(super) struct Reason {
    pub words: String,
    pub claims: Vec<ClaimId>,
    /// What there is besides.
    pub more: Option<String>,
}

/// Why a claim has its verdict; linear in the number of what is said of it, and of its rivals.
pub(super) fn reason(map: &Map, evaluation: &Evaluation, claim: ClaimId) -> Reason {
    let (words, claims, more) = match ground(map, evaluation, claim) {
        Ground::Forced => ("by your choice".to_owned(), Vec::new(), None),
        Ground::Granted => (
            "because it is taken for granted and nothing stands against it".to_owned(),
            Vec::new(),
            None,
        ),
        Ground::Supported(step) => {
            let supports = map.aimed_at(claim, InferenceKind::Support);
            let applies =
                |step: &&InferenceId| evaluation.step(map, **step) == StepVerdict::Applies;
            let others = supports.iter().filter(applies).count().saturating_sub(1);
            let more = match others {
                0 => None,
                1 => Some("Another reason holds as well".to_owned()),
                _ => Some(format!("{others} other reasons hold as well")),
            };
            let is_single = map.needs(step).nth(1).is_none();
            let words = match (is_single, map[step].strict) {
                (true, false) => "because this stands",
                (true, true) => "because it follows strictly from this",
                (false, false) => "because these stand together",
                (false, true) => "because it follows strictly from these",
            };
            (words.to_owned(), map.needs(step).collect(), more)
        }
        Ground::LastLeft(node) => {
            let others = map.graph().neighbors(node).filter_map(|node| map.as_claim(node));
            let others = others.filter(|other| *other != claim).collect();
            ("because every alternative to it is refuted".to_owned(), others, None)
        }
        Ground::Denied => {
            ("because it is denied by the holder whose view is taken".to_owned(), Vec::new(), None)
        }
        Ground::Rebutted(step) => {
            ("because an objection to it holds".to_owned(), map.needs(step).collect(), None)
        }
        Ground::Excluded { by, .. } => {
            ("because it cannot be true together with what stands".to_owned(), vec![by], None)
        }
        Ground::Contraposed(step) => {
            let others = map.needs(step).filter(|other| *other != claim);
            (
                "because it would strictly lead to what does not hold, with".to_owned(),
                others.collect(),
                None,
            )
        }
        Ground::NoReason => ("because it has no reason".to_owned(), Vec::new(), None),
        Ground::ReasonsFell(steps) => fallen(map, evaluation, &steps),
        Ground::Circle(claims) => ("because it rests in a circle on".to_owned(), claims, None),
        Ground::Open { supports, rebuttals, rivals } => {
            let mut parts = Vec::new();
            let mut claims = Vec::new();
            for (steps, what) in [(&supports, "for"), (&rebuttals, "against")] {
                if !steps.is_empty() {
                    parts.push(format!("{} {what} it", count(steps.len(), "reason")));
                    claims.extend(steps.iter().flat_map(|step| map.needs(*step)));
                }
            }
            if !rivals.is_empty() {
                parts.push(format!("{} of it", count(rivals.len(), "rival")));
                claims.extend(rivals.iter().map(|(rival, _)| *rival));
            }
            let words = match parts.is_empty() {
                true => "because what it depends on is open".to_owned(),
                false => format!("because {} hold each other in check", parts.join(" and ")),
            };
            (words, claims, None)
        }
    };
    let mut claims = claims;
    let mut kept = Vec::new();
    claims.retain(|claim| {
        let is_new = !kept.contains(claim) && kept.len() < MOST_CLAIMS;
        if is_new {
            kept.push(*claim);
        }
        is_new
    });
    Reason { words, claims, more }
}

/// Why the reasons of a claim do not hold: their premises that do not stand, or what stops them.
fn fallen(
    map: &Map,
    evaluation: &Evaluation,
    steps: &[InferenceId],
) -> (String, Vec<ClaimId>, Option<String>) {
    let words = match steps.len() {
        1 => "because its only reason does not hold, in view of".to_owned(),
        number => format!("because none of its {number} reasons holds, in view of"),
    };
    let mut claims = Vec::new();
    for step in steps {
        let falls = |need: &ClaimId| {
            matches!(evaluation.verdict(*need), Verdict::Refuted | Verdict::Unestablished)
        };
        if evaluation.step(map, *step) == StepVerdict::Undercut {
            let undercuts = map.aimed_at(*step, InferenceKind::Undercut).into_iter();
            let mut applies =
                undercuts.filter(|other| evaluation.step(map, *other) == StepVerdict::Applies);
            claims.extend(applies.next().into_iter().flat_map(|other| map.needs(other)));
        } else {
            claims.extend(map.needs(*step).filter(falls));
        }
    }
    (words, claims, None)
}
