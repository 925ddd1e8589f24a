//! What is supposed on top of an evaluation changes it as if all had been evaluated anew.

use std::collections::BTreeSet;

use argmap_core::model::{Basis, Claim, ClaimId, Inference, InferenceKind, Map, Verdict};
use argmap_core::semantics::suppose::Supposition;
use argmap_core::semantics::{Options, StepVerdict, evaluate};
use proptest::collection::vec;
use proptest::prelude::*;

use super::naive::{GrantSketch, OptionsSketch, Sketch};
use super::sketches::{
    Stands, evaluated, options, options_of, read, restated, sketch, stands, verdicts,
};

type Case = (Sketch, OptionsSketch, Vec<(OptionsSketch, Stands)>);

fn cases() -> impl Strategy<Value = Case> {
    sketch().prop_flat_map(|sketch| {
        let one = (options(&sketch), stands(&sketch));
        (Just(sketch.clone()), options(&sketch), vec(one, 1..4))
    })
}

/// One supposition on top of others: what was forced before stays so unless it is forced otherwise.
fn add(to: &mut OptionsSketch, more: &OptionsSketch) {
    let put = |into: &mut BTreeSet<usize>, other: &mut BTreeSet<usize>, new: &BTreeSet<usize>| {
        other.retain(|one| !new.contains(one));
        into.extend(new);
    };
    put(&mut to.accept_claims, &mut to.reject_claims, &more.accept_claims);
    put(&mut to.reject_claims, &mut to.accept_claims, &more.reject_claims);
    put(&mut to.accept_steps, &mut to.reject_steps, &more.accept_steps);
    put(&mut to.reject_steps, &mut to.accept_steps, &more.reject_steps);
}

proptest! {
    #![proptest_config(super::cases(6000))]

    #[test]
    fn supposing_is_evaluating_anew_and_can_be_undone((sketch, first, more) in cases()) {
        let reading = read(&sketch);
        let map = &reading.map;
        let mut evaluation = evaluated(&reading, &first);
        let (mut options, mut all_stands) = (first.clone(), Stands::new());
        let mut shifts = Vec::new();
        let mut told = vec![verdicts(&reading, &evaluation)];
        for (forced, stands) in &more {
            let nodes = options_of(&reading, forced);
            let claim = |number: &usize| map.find_claim(&format!("c{number}")).unwrap();
            let supposition = Supposition {
                accept: nodes.accept,
                reject: nodes.reject,
                stands: stands.iter().map(|(number, stand)| (claim(number), *stand)).collect(),
            };
            let shift = evaluation.suppose(map, &supposition);
            add(&mut options, forced);
            let anew = match options.grant {
                GrantSketch::HeldBy(holder) => {
                    all_stands.extend(stands);
                    let restated = read(&restated(&sketch, holder, &all_stands));
                    verdicts(&restated, &evaluated(&restated, &options))
                }
                _ => verdicts(&reading, &evaluated(&reading, &options)),
            };
            let now = verdicts(&reading, &evaluation);
            prop_assert_eq!(&now, &anew);
            let before = told.last().unwrap();
            let changed: Vec<(ClaimId, Verdict)> = (0..sketch.claims.len())
                .filter(|number| before.0[*number] != now.0[*number])
                .map(|number| (claim(&number), before.0[number]))
                .collect();
            prop_assert_eq!(shift.claims(map, &evaluation), changed);
            let mut steps: Vec<_> = (0..sketch.steps.len())
                .filter(|number| before.1[*number] != now.1[*number])
                .map(|number| {
                    let node = map.find(&format!("s{number}")).unwrap();
                    (map.as_inference(node).unwrap(), before.1[number])
                })
                .collect();
            steps.sort_unstable_by_key(|(step, _): &(_, StepVerdict)| *step);
            prop_assert_eq!(shift.steps(map, &evaluation), steps);
            told.push(now);
            shifts.push(shift);
        }
        while let Some(shift) = shifts.pop() {
            told.pop();
            evaluation.undo(shift);
            prop_assert_eq!(&verdicts(&reading, &evaluation), told.last().unwrap());
        }
    }

    #[test]
    fn what_bears_on_a_claim_is_enough_for_its_verdict((sketch, first, more) in cases()) {
        let reading = read(&sketch);
        let map = &reading.map;
        let mut evaluation = evaluated(&reading, &first);
        for (claim, _) in map.claims() {
            let bearing = evaluation.bearing(map, claim);
            for (forced, stands) in &more {
                let nodes = options_of(&reading, forced);
                let named = |number: &usize| map.find_claim(&format!("c{number}")).unwrap();
                let stands: Vec<_> =
                    stands.iter().map(|(number, stand)| (named(number), *stand)).collect();
                let supposition =
                    Supposition { accept: nodes.accept, reject: nodes.reject, stands };
                let shift = evaluation.suppose(map, &supposition);
                let wanted = evaluation.verdict(claim);
                evaluation.undo(shift);
                let shift = evaluation.suppose_within(map, &supposition, &bearing);
                prop_assert_eq!(evaluation.verdict(claim), wanted);
                evaluation.undo(shift);
            }
        }
    }
}

#[test]
fn only_what_can_change_is_evaluated_again() {
    let mut map = Map::new("size");
    let claim = |number: usize| Claim::new(number.to_string(), "");
    let claims: Vec<ClaimId> =
        (0..100_000).map(|number| map.add_claim(claim(number)).unwrap()).collect();
    for pair in claims.windows(2) {
        map.support([pair[0]], pair[1]).unwrap();
    }
    let mut evaluation = evaluate(&map, Options::default());
    let near_the_end =
        Supposition { reject: vec![claims[claims.len() - 10].node()], ..Supposition::default() };
    let shift = evaluation.suppose(&map, &near_the_end);
    assert_eq!(shift.claims(&map, &evaluation).len(), 10);
    assert!(shift.size() < 100, "{}", shift.size());
    evaluation.undo(shift);
    assert_eq!(evaluation.verdict(claims[claims.len() - 1]), Verdict::Accepted);
}

#[test]
fn a_step_a_conflict_and_a_question_can_be_taken_away() {
    let mut map = Map::new("small");
    let [a, b] = ["a", "b"]
        .map(|name| map.add_claim(Claim::new(name, name).basis(Basis::Observed)).unwrap());
    let strict = Inference { strict: true, ..Inference::new(InferenceKind::Rebuttal) };
    let step = map.add_inference(strict, [a], b).unwrap();
    let mut evaluation = evaluate(&map, Options::default());
    assert_eq!(evaluation.verdict(a), Verdict::Undecided);
    let without = Supposition { reject: vec![step.node()], ..Supposition::default() };
    let shift = evaluation.suppose(&map, &without);
    assert_eq!(evaluation.verdict(a), Verdict::Accepted);
    assert_eq!(evaluation.step(&map, step), StepVerdict::Undercut);
    assert_eq!(shift.steps(&map, &evaluation).len(), 1);
    evaluation.undo(shift);
    assert_eq!(evaluation.verdict(a), Verdict::Undecided);
}
