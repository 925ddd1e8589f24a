//! What stands, against the definition: random maps against a slow reading of it, the consequences
//! that it is to have, and maps of a size that only linear work can bear.

#[path = "semantics/naive.rs"]
mod naive;
#[path = "semantics/pinned.rs"]
mod pinned;
#[path = "semantics/size.rs"]
mod size;

use std::collections::BTreeSet;

use argmap_core::analysis::leaves;
use argmap_core::document::{Reading, no_imports};
use argmap_core::model::{Basis, ConflictKind, HolderId, InferenceKind, Node, Stance, Verdict};
use argmap_core::semantics::{Evaluation, Grant, Options, StepVerdict, evaluate};
use naive::{
    ClaimSketch, ConflictSketch, GrantSketch, OptionsSketch, QuestionSketch, Sketch, StepSketch,
};
use proptest::collection::{btree_set, vec};
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// At most so many holders take part in a random map.
const MOST_HOLDERS: usize = 3;

fn claim(holders: usize) -> impl Strategy<Value = ClaimSketch> {
    let stances = select(vec![
        Stance::Asserts,
        Stance::Asserts,
        Stance::Denies,
        Stance::Concedes,
        Stance::Supposes,
        Stance::Reports,
        Stance::Retracts,
    ]);
    let most = if holders == 0 { 0 } else { 3 };
    let stand = (0..holders.max(1), stances);
    let basis = weighted(0.25, select(Basis::ALL));
    (basis, prop::bool::weighted(0.15), any::<bool>(), view(holders), vec(stand, 0..=most))
        .prop_map(|(basis, thesis, cited, own_source, stands)| ClaimSketch {
            basis,
            thesis,
            cited,
            own_source,
            stands,
        })
}

/// One of the holders, or nobody.
fn view(holders: usize) -> impl Strategy<Value = Option<usize>> {
    weighted(0.3, 0..MOST_HOLDERS).prop_map(move |by| by.filter(|by| *by < holders))
}

fn step(claims: usize, holders: usize) -> impl Strategy<Value = StepSketch> {
    use InferenceKind::{Rebuttal, Support, Undercut};
    let kind = select(vec![Support, Support, Support, Rebuttal, Rebuttal, Undercut]);
    let premises = prop_oneof![
        4 => vec(0..claims, 1..=1),
        3 => vec(0..claims, 2..=3),
        1 => vec(0..claims, 4..=6),
    ];
    let warrant = weighted(0.2, 0..claims);
    (kind, prop::bool::weighted(0.3), premises, warrant, any::<usize>(), view(holders)).prop_map(
        |(kind, strict, premises, warrant, target, by)| StepSketch {
            kind,
            strict,
            premises,
            warrant,
            target,
            by,
        },
    )
}

fn conflict(claims: usize, holders: usize) -> impl Strategy<Value = ConflictSketch> {
    let members = btree_set(0..claims, 2..=6.min(claims));
    (any::<bool>(), members, view(holders)).prop_map(|(pair, members, by)| {
        let claims: Vec<usize> = members.into_iter().collect();
        match pair {
            true => ConflictSketch {
                kind: ConflictKind::Contradictory,
                claims: claims[..2].to_vec(),
                by,
            },
            false => ConflictSketch { kind: ConflictKind::Contrary, claims, by },
        }
    })
}

fn question(claims: usize, holders: usize) -> impl Strategy<Value = QuestionSketch> {
    let answers = vec(0..claims, 2..=6);
    (any::<bool>(), any::<bool>(), answers, view(holders)).prop_map(
        |(exclusive, exhaustive, answers, by)| QuestionSketch {
            exclusive,
            exhaustive,
            answers,
            by,
        },
    )
}

/// A random map; undercuts aim at defeasible steps, themselves and later ones included.
fn sketch() -> impl Strategy<Value = Sketch> {
    let sizes = (2_usize..9, prop_oneof![Just(0_usize), 1..=MOST_HOLDERS]);
    let parts = sizes.prop_flat_map(|(claims, holders)| {
        (
            Just(holders),
            vec(claim(holders), claims),
            vec(step(claims, holders), 0..10),
            vec(conflict(claims, holders), 0..3),
            vec(question(claims, holders), 0..2),
        )
    });
    parts.prop_map(|(holders, claims, mut steps, conflicts, questions)| {
        let defeasible: Vec<usize> =
            (0..steps.len()).filter(|number| !steps[*number].strict).collect();
        if defeasible.is_empty() {
            steps.retain(|step| step.kind != InferenceKind::Undercut);
        }
        for step in &mut steps {
            step.target = match step.kind {
                InferenceKind::Undercut => defeasible[step.target % defeasible.len()],
                _ => step.target % claims.len(),
            };
        }
        Sketch { holders, claims, steps, conflicts, questions }
    })
}

fn options(sketch: &Sketch) -> impl Strategy<Value = OptionsSketch> + use<> {
    let (claims, steps) = (sketch.claims.len(), sketch.steps.len());
    let holders = (0..sketch.holders).map(GrantSketch::HeldBy);
    let grants: Vec<GrantSketch> =
        [GrantSketch::Leaves, GrantSketch::Sourced].into_iter().chain(holders).collect();
    let chosen = |count: usize| {
        let most = btree_set(0..count.max(1), 0..=2.min(count));
        weighted(0.3, most).prop_map(Option::unwrap_or_default)
    };
    let forced = (chosen(claims), chosen(claims), chosen(steps), chosen(steps));
    (select(grants), forced).prop_map(
        |(grant, (accept_claims, mut reject_claims, accept_steps, mut reject_steps))| {
            reject_claims.retain(|claim| !accept_claims.contains(claim));
            reject_steps.retain(|step| !accept_steps.contains(step));
            OptionsSketch { grant, accept_claims, reject_claims, accept_steps, reject_steps }
        },
    )
}

fn default_options() -> OptionsSketch {
    OptionsSketch {
        grant: GrantSketch::Leaves,
        accept_claims: BTreeSet::new(),
        reject_claims: BTreeSet::new(),
        accept_steps: BTreeSet::new(),
        reject_steps: BTreeSet::new(),
    }
}

fn read(sketch: &Sketch) -> Reading {
    let reading = argmap_core::read("sketch.json", sketch.json().to_string(), &mut no_imports);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    reading
}

fn evaluated(reading: &Reading, sketch: &OptionsSketch) -> Evaluation {
    let map = &reading.map;
    let node = |kind: char, number: &usize| map.find(&format!("{kind}{number}")).unwrap();
    let nodes = |claims: &BTreeSet<usize>, steps: &BTreeSet<usize>| {
        let claims = claims.iter().map(|number| node('c', number));
        claims.chain(steps.iter().map(|number| node('s', number))).collect()
    };
    let holder = |number: usize| -> HolderId {
        let (id, _) = map.holders().nth(number).unwrap();
        assert!(
            matches!(map.node(id), Node::Holder(holder) if *holder.name == format!("h{number}"))
        );
        id
    };
    let grant = match sketch.grant {
        GrantSketch::Leaves => Grant::Leaves,
        GrantSketch::Sourced => Grant::Sourced,
        GrantSketch::HeldBy(number) => Grant::HeldBy(holder(number)),
    };
    let options = Options {
        grant,
        accept: nodes(&sketch.accept_claims, &sketch.accept_steps),
        reject: nodes(&sketch.reject_claims, &sketch.reject_steps),
    };
    evaluate(map, options)
}

/// The verdicts of all claims and steps, in the order of their numbers.
fn verdicts(reading: &Reading, evaluation: &Evaluation) -> (Vec<Verdict>, Vec<StepVerdict>) {
    let map = &reading.map;
    let claims = (0..)
        .map_while(|number| map.find_claim(&format!("c{number}")))
        .map(|id| evaluation.verdict(id));
    let steps = (0..).map_while(|number| map.find(&format!("s{number}")));
    let steps = steps.map(|node| evaluation.step(map, map.as_inference(node).unwrap()));
    (claims.collect(), steps.collect())
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
