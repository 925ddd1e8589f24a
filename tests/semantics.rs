//! What stands, against the definition: random maps against a slow reading of it, the consequences
//! that it is to have, and maps of a size that only linear work can bear.

#[path = "semantics/naive.rs"]
mod naive;
#[path = "semantics/pinned.rs"]
mod pinned;
#[path = "semantics/reliance.rs"]
mod reliance;
#[path = "semantics/same.rs"]
mod same;
#[path = "semantics/size.rs"]
mod size;
#[path = "semantics/sketches.rs"]
mod sketches;
#[path = "semantics/suppose.rs"]
mod suppose;

use std::collections::BTreeSet;

use argmap_core::analysis::leaves;
use argmap_core::model::{ConflictKind, InferenceKind, Verdict};
use argmap_core::semantics::{Evaluation, Options, evaluate};
use naive::{GrantSketch, OptionsSketch, StepSketch};
use proptest::prelude::*;
use proptest::sample::select;
use sketches::{claim, default_options, evaluated, options, read, sketch, verdicts};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(6000))]

    #[test]
    fn evaluation_is_what_the_definition_says(
        (sketch, options) in sketch().prop_flat_map(|sketch| {
            let options = options(&sketch);
            (Just(sketch), options)
        })
    ) {
        let reading = read(&sketch);
        let found = verdicts(&reading, &evaluated(&reading, &options));
        prop_assert_eq!(found, naive::evaluate(&sketch, &options));
    }
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn what_is_accepted_is_consistent_and_closed_under_strict_steps(
        mut sketch in sketch(),
        grant in select(vec![GrantSketch::Leaves, GrantSketch::Sourced]),
    ) {
        let undercuts = sketch.steps.iter().filter(|step| step.kind == InferenceKind::Undercut);
        let undercut: BTreeSet<usize> = undercuts.map(|step| step.target).collect();
        for (number, step) in sketch.steps.iter_mut().enumerate() {
            step.strict |= !undercut.contains(&number) && step.premises[0] % 2 == 0;
        }
        let reading = read(&sketch);
        let evaluation = evaluated(&reading, &OptionsSketch { grant, ..default_options() });
        let (claims, _) = verdicts(&reading, &evaluation);
        let is = |claim: usize, verdict: Verdict| claims[claim] == verdict;
        let unattributed = sketch.conflicts.iter().filter(|conflict| conflict.by.is_none());
        let sets = unattributed.map(|conflict| conflict.claims.clone());
        let questions = sketch.questions.iter().filter(|q| q.by.is_none() && q.exclusive);
        for claims in sets.chain(questions.map(|question| question.answers.clone())) {
            let accepted: BTreeSet<usize> =
                claims.into_iter().filter(|claim| is(*claim, Verdict::Accepted)).collect();
            prop_assert!(accepted.len() < 2, "{accepted:?} are accepted together");
        }
        let to_claims = |step: &&StepSketch| step.kind != InferenceKind::Undercut;
        for step in sketch.steps.iter().filter(to_claims).filter(|step| step.strict) {
            let mut needs = step.premises.iter().copied().chain(step.warrant);
            if needs.all(|claim| is(claim, Verdict::Accepted)) {
                let wanted = match step.kind {
                    InferenceKind::Support => Verdict::Accepted,
                    _ => Verdict::Refuted,
                };
                prop_assert!(is(step.target, wanted), "what follows strictly is not {wanted}");
            }
        }
        for (claim, _) in reading.map.claims() {
            let both = evaluation.rank(claim).is_some() && evaluation.rejection_rank(claim).is_some();
            prop_assert!(!both, "{} is accepted and refuted", reading.map[claim].name);
        }
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn a_claim_with_no_relation_changes_nothing(
        (sketch, options, further) in sketch().prop_flat_map(|sketch| {
            let options = options(&sketch);
            let further = claim(sketch.holders);
            (Just(sketch), options, further)
        })
    ) {
        let reading = read(&sketch);
        let before = verdicts(&reading, &evaluated(&reading, &options));
        let mut larger = sketch.clone();
        larger.claims.push(further);
        let reading = read(&larger);
        let mut after = verdicts(&reading, &evaluated(&reading, &options));
        after.0.pop();
        prop_assert_eq!(before, after);
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn conflicts_and_questions_that_are_set_aside_do_not_bind(sketch in sketch()) {
        let reading = read(&sketch);
        let map = &reading.map;
        let conflicts = map.conflicts().map(|(id, _)| id.node());
        let aside = conflicts.chain(map.questions().map(|(id, _)| id.node())).collect();
        let found = evaluate(map, Options { reject: aside, ..Options::default() });
        let mut without = sketch.clone();
        without.conflicts.clear();
        without.questions.clear();
        let expected = read(&without);
        let evaluation = evaluate(&expected.map, Options::default());
        prop_assert_eq!(verdicts(&reading, &found), verdicts(&expected, &evaluation));
    }

    #[test]
    fn what_an_accepted_claim_turns_on_is_among_its_leaves(mut sketch in sketch()) {
        // By elimination and strict steps a rejected claim can bring others about.
        sketch.steps.iter_mut().for_each(|step| step.strict = false);
        sketch.questions.iter_mut().for_each(|question| question.exhaustive = false);
        sketch.conflicts.iter_mut().for_each(|one| one.kind = ConflictKind::Contrary);
        let reading = read(&sketch);
        let map = &reading.map;
        let evaluation = evaluate(map, Options::default());
        let accepted = |evaluation: &Evaluation, claim| {
            evaluation.verdict(claim) == Verdict::Accepted
        };
        for (claim, _) in map.claims().filter(|(id, _)| accepted(&evaluation, *id)) {
            let leaves = leaves(map, &evaluation, claim);
            prop_assert!(leaves.iter().all(|leaf| evaluation.is_granted(*leaf)));
            for (other, _) in map.claims().filter(|(id, _)| *id != claim) {
                let granted = evaluation.is_granted(other) && accepted(&evaluation, other);
                if granted && !leaves.contains(&other) {
                    let options = Options { reject: vec![other.node()], ..Options::default() };
                    let without = evaluate(map, options);
                    prop_assert!(
                        accepted(&without, claim),
                        "{} turns on {}", map[claim].name, map[other].name
                    );
                }
            }
        }
    }
}
