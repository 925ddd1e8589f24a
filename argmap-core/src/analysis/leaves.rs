//! What a verdict rests on in the end.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

use super::why::{Ground, aimed_at, alternatives, ground};
use crate::model::{ClaimId, InferenceId, InferenceKind, Map, Verdict};
use crate::semantics::{Evaluation, StepVerdict};

/// The granted claims that one explanation of an accepted claim rests on, in the order in which
/// they are met: the leaves of its first reason, and all those by which what speaks against any
/// part of that is struck down.
///
/// Linear in the size of what is met.
pub fn leaves(map: &Map, evaluation: &Evaluation, claim: ClaimId) -> Vec<ClaimId> {
    let mut leaves = Vec::new();
    let mut seen: FxHashSet<NodeIndex> = FxHashSet::default();
    let mut open: Vec<NodeIndex> = vec![claim.node()];
    while let Some(node) = open.pop() {
        if !seen.insert(node) {
            continue;
        }
        let start = open.len();
        if let Some(claim) = map.as_claim(node) {
            if of_claim(map, evaluation, claim, &mut open) {
                leaves.push(claim);
            }
        } else if let Some(step) = map.as_inference(node) {
            of_step(map, evaluation, step, &mut open);
        }
        open[start..].reverse();
    }
    leaves
}

/// Adds what the verdict of a claim rests on; whether it is a leaf.
fn of_claim(map: &Map, evaluation: &Evaluation, claim: ClaimId, open: &mut Vec<NodeIndex>) -> bool {
    let accepted = evaluation.verdict(claim) == Verdict::Accepted;
    let why = ground(map, evaluation, claim);
    let is_leaf = accepted && why == Ground::Granted;
    match why {
        Ground::Forced | Ground::Granted | Ground::Denied | Ground::NoReason => {}
        Ground::Supported(step) | Ground::Rebutted(step) => open.push(step.node()),
        Ground::LastLeft(node) => {
            open.extend(map.graph().neighbors(node).filter(|other| *other != claim.node()));
        }
        Ground::Excluded { by, .. } => open.push(by.node()),
        Ground::Contraposed(step) => {
            let needs = map.needs(step).filter(|need| *need != claim).map(ClaimId::node);
            open.push(map.target(step).into());
            open.extend(needs);
        }
        Ground::ReasonsFell(_) | Ground::Circle(_) | Ground::Open { .. } => {}
    }
    if !accepted {
        // It may have been refuted only when its reasons had fallen.
        let supports = aimed_at(map, evaluation, claim, InferenceKind::Support);
        open.extend(supports.into_iter().map(InferenceId::node));
    } else if evaluation.forced(claim).is_none() {
        // What speaks against it has been struck down.
        let rebuttals = aimed_at(map, evaluation, claim, InferenceKind::Rebuttal);
        open.extend(rebuttals.into_iter().map(InferenceId::node));
        let rivals = alternatives(map, evaluation, claim).into_iter();
        let rivals = rivals.filter(|one| one.exclusive).flat_map(|one| one.others);
        open.extend(rivals.map(ClaimId::node));
        // So has what it would lead to strictly, if that did not hold.
        for step in map.uses(claim).into_iter().filter(|step| map[*step].strict) {
            let fails =
                |need: &ClaimId| *need != claim && evaluation.verdict(*need) != Verdict::Accepted;
            let failing = map.needs(step).find(fails).map(ClaimId::node);
            open.push(failing.unwrap_or_else(|| map.target(step).into()));
        }
    }
    is_leaf
}

fn of_step(map: &Map, evaluation: &Evaluation, step: InferenceId, open: &mut Vec<NodeIndex>) {
    let undercuts = map.aimed_at(step, InferenceKind::Undercut);
    match evaluation.step(map, step) {
        StepVerdict::Applies => {
            open.extend(map.needs(step).map(ClaimId::node));
            open.extend(undercuts.into_iter().map(InferenceId::node));
        }
        // All that makes it fail: one reason may rest on the very claim that is asked about, and
        // then the others decide.
        StepVerdict::Undercut | StepVerdict::PremiseFails => {
            let applies = |one: &InferenceId| evaluation.step(map, *one) == StepVerdict::Applies;
            let fails = |claim: &ClaimId| {
                matches!(evaluation.verdict(*claim), Verdict::Refuted | Verdict::Unestablished)
            };
            open.extend(undercuts.into_iter().filter(applies).map(InferenceId::node));
            open.extend(map.needs(step).filter(fails).map(ClaimId::node));
        }
        StepVerdict::Undecided => {}
    }
}

#[cfg(test)]
mod tests {
    use super::leaves;
    use crate::document::no_imports;
    use crate::semantics::{Options, evaluate};

    #[test]
    fn reasons_and_what_defends_them() {
        let claims = ["t", "a", "b", "c", "d", "e", "f", "g", "h"]
            .map(|id| format!(r#"{{"id":"{id}","text":"It is {id}."}}"#));
        let text = format!(
            r#"{{"argmap":1,"title":"t","theses":["t"],"claims":[{}],
            "supports":[{{"id":"s","from":["a","b"],"to":"t"}},{{"from":["c"],"to":"a"}},
              {{"from":["h"],"to":"t"}}],
            "rebuttals":[{{"from":["d"],"to":"t"}},{{"from":["e"],"to":"d"}}],
            "undercuts":[{{"id":"u","from":["f"],"to":"s"}},{{"from":["g"],"to":"u"}}]}}"#,
            claims.join(",")
        );
        let reading = crate::read("map.json", text, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let map = &reading.map;
        let evaluation = evaluate(map, Options::default());
        let found = leaves(map, &evaluation, map.find_claim("t").unwrap());
        let names: Vec<String> = found.iter().filter_map(|claim| map.name(*claim)).collect();
        assert_eq!(names, ["c", "b", "g", "e"]);
    }
}
