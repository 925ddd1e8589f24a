//! What a disagreement turns on and what each side would have to give up, against trying everything
//! on small random maps.

mod support;

#[path = "concessions/by_force.rs"]
mod by_force;
#[path = "concessions/examples.rs"]
mod examples;
#[path = "semantics/naive.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod naive;
#[path = "concessions/same.rs"]
mod same;
#[path = "semantics/sketches.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod sketches;

use std::collections::BTreeSet;

use argmap_core::analysis::turns::search::{self, Stop};
use argmap_core::compare::concessions::{
    Between, Concession, Concessions, Consistency, Disagreement, Force, Limits, Way, concessions,
};
use argmap_core::compare::positions::{Comparison, Options, compare};
use argmap_core::document::Reading;
use argmap_core::logic::consistency::Work;
use argmap_core::model::{
    ClaimId, ConflictKind, HolderId, InferenceKind, Map, QuestionId, Stance, Verdict,
};
use by_force::{Crux, Set, Wishes};
use naive::{ClaimSketch, ConflictSketch, Sketch};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use sketches::{claim, conflict, question, read, step};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

const EACH: search::Limits =
    search::Limits { sets: usize::MAX, changes: usize::MAX, work: usize::MAX };
const ALL: Limits = Limits { each: EACH, work: usize::MAX, consistency: Work { left: u64::MAX } };

/// Most often three holders take a stand, or none.
const HOLDERS: usize = 3;

/// What one holder says of a claim.
fn said(holder: usize) -> impl Strategy<Value = Vec<(usize, Stance)>> {
    use Stance::{Asserts, Concedes, Denies, Reports, Retracts};
    let said: Vec<Vec<Stance>> = vec![
        vec![],
        vec![],
        vec![],
        vec![Asserts],
        vec![Asserts],
        vec![Asserts],
        vec![Asserts],
        vec![Denies],
        vec![Denies],
        vec![Concedes],
        vec![Asserts, Retracts],
        vec![Asserts, Denies],
        vec![Denies, Reports],
    ];
    select(said).prop_map(move |said| said.into_iter().map(|stance| (holder, stance)).collect())
}

/// A claim of which most holders say something.
fn disputed() -> impl Strategy<Value = ClaimSketch> {
    let stands = (said(0), said(1), said(2));
    let basis = prop::bool::weighted(0.4);
    (claim(HOLDERS), stands, basis).prop_map(|(mut claim, (a, b, c), is_based)| {
        claim.stands = [a, b, c].concat();
        claim.basis = claim.basis.filter(|_| is_based);
        claim
    })
}

/// A small map with a question, in which holders say much.
fn dispute() -> impl Strategy<Value = Sketch> {
    let parts = (3_usize..7).prop_flat_map(|claims| {
        (
            vec(disputed(), claims),
            vec(step(claims, HOLDERS), 1..8),
            vec(conflict(claims, HOLDERS), 0..3),
            vec(question(claims, HOLDERS), 1..3),
        )
    });
    parts.prop_map(|(claims, mut steps, conflicts, questions)| {
        use InferenceKind::Undercut;
        let defeasible: Vec<usize> =
            (0..steps.len()).filter(|number| !steps[*number].strict).collect();
        if defeasible.is_empty() {
            steps.retain(|step| step.kind != Undercut);
        }
        for step in &mut steps {
            step.target = match step.kind {
                Undercut => defeasible[step.target % defeasible.len()],
                _ => step.target % claims.len(),
            };
        }
        Sketch { holders: HOLDERS, claims, steps, conflicts, questions }
    })
}

/// A dispute in which the first two holders are opposed on many claims, and reasons lead to answers.
fn opposed() -> impl Strategy<Value = Sketch> {
    let choices = || vec(any::<u8>(), 8);
    (dispute(), choices(), choices()).prop_map(|(mut sketch, claims, steps)| {
        let answers = sketch.questions[0].answers.clone();
        for (number, (claim, choice)) in sketch.claims.iter_mut().zip(claims).enumerate() {
            let is_answer = answers.contains(&number);
            let of_third = claim.stands.iter().filter(|(holder, _)| *holder > 1).copied();
            let (asserts, denies) = (Stance::Asserts, Stance::Denies);
            match choice % 8 {
                0..=2 if is_answer => claim.stands = of_third.collect(),
                0 | 1 => claim.stands = vec![(0, asserts), (1, denies)],
                2 | 3 => claim.stands = vec![(0, denies), (1, asserts)],
                _ => {}
            }
            claim.basis = claim.basis.filter(|_| choice > 200);
        }
        // What the first asserts and the second asserts may exclude each other.
        let asserts = |claim: &usize, holder: usize| {
            sketch.claims[*claim].stands.contains(&(holder, Stance::Asserts))
        };
        let find = |holder: usize| (0..sketch.claims.len()).rev().find(|it| asserts(it, holder));
        if let (Some(one), Some(other), 0..180) = (find(0), find(1), steps[7])
            && one != other
        {
            let by = [None, Some(0), Some(1)][usize::from(steps[7]) % 3];
            let (kind, claims) = (ConflictKind::Contrary, vec![one, other]);
            sketch.conflicts.push(ConflictSketch { kind, claims, by });
        }
        for (step, choice) in sketch.steps.iter_mut().zip(steps) {
            if choice % 2 == 0 && step.kind == InferenceKind::Support {
                step.target = answers[usize::from(choice / 2) % answers.len()];
                step.premises.truncate(2);
            }
        }
        sketch
    })
}

/// The first two holders side by side on all questions.
fn compared(map: &Map) -> Comparison {
    let holders: Vec<HolderId> = map.holders().map(|(id, _)| id).take(2).collect();
    let questions: Vec<QuestionId> = map.questions().map(|(id, _)| id).collect();
    compare(map, &Options { holders, questions, ..Options::default() })
}

fn found(reading: &Reading, limits: Limits) -> Concessions {
    concessions(&reading.map, &mut compared(&reading.map), limits)
}

fn number(map: &Map, claim: ClaimId) -> usize {
    map[claim].name[1..].parse().unwrap()
}

fn cruxes(map: &Map, found: &Disagreement) -> BTreeSet<Crux> {
    let numbers =
        |claims: Vec<ClaimId>| claims.into_iter().map(|claim| number(map, claim)).collect();
    let cruxes = found.cruxes.found.iter().map(|crux| Crux {
        side: crux.side,
        answer: number(map, crux.answer),
        claim: number(map, crux.claim),
        is_denied: crux.is_denied,
        contraries: numbers(crux.contraries.iter().map(|clash| clash.claim).collect()),
        is_strong: crux.force == Force::Strong,
        given_up: numbers(crux.given_up.iter().map(|(claim, _)| *claim).collect()),
    });
    cruxes.collect()
}

fn sets(map: &Map, concession: &Concession) -> BTreeSet<(Set, Verdict)> {
    let named = |way: &Way| -> (Set, Verdict) {
        let changes = way.changes.iter();
        (changes.map(|change| (number(map, change.claim), change.to)).collect(), way.verdict)
    };
    concession.ways.iter().map(named).collect()
}

fn by_name(map: &Map, of: &[Concession]) -> Vec<(usize, BTreeSet<(Set, Verdict)>)> {
    of.iter().map(|one| (number(map, one.answer), sets(map, one))).collect()
}

/// The sets of which one for each contradiction is to be withdrawn, as all that are withdrawn then.
fn withdrawn(map: &Map, consistency: &Consistency) -> BTreeSet<Wishes> {
    let mut all = BTreeSet::from([Wishes::new()]);
    for correction in &consistency.contradictions {
        let sets = correction.sets.iter().map(|set| -> Wishes {
            set.iter().map(|wish| (number(map, wish.claim), wish.holds)).collect()
        });
        let sets: Vec<Wishes> = sets.collect();
        let with = |before: &Wishes| -> Vec<Wishes> {
            sets.iter().map(|set| before.union(set).copied().collect()).collect()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

proptest! {
    #![proptest_config(cases(4000))]

    #[test]
    fn double_cruxes_are_those_of_brute_force(sketch in opposed()) {
        let reading = read(&sketch);
        let map = &reading.map;
        let found = found(&reading, ALL);
        for (at, (question, _)) in map.questions().enumerate() {
            let wanted = by_force::cruxes(&sketch, at, [0, 1]);
            let of_it = found.pairs[0].questions.iter().find(|it| it.question == question);
            let of_it = of_it.map(|it| (cruxes(map, it), &it.cruxes));
            prop_assert_eq!(of_it.as_ref().map_or(BTreeSet::new(), |it| it.0.clone()), wanted);
            if let Some((all, cruxes)) = of_it {
                prop_assert_eq!(all.len(), cruxes.found.len());
                let of_each = cruxes.found.iter().map(|crux| crux.contraries.len()).sum::<usize>();
                prop_assert_eq!(of_each, all.iter().map(|it| it.contraries.len()).sum::<usize>());
                prop_assert!(cruxes.stopped.is_none() && cruxes.tried >= all.len());
            }
        }
    }

    #[test]
    fn holders_are_consistent_without_what_brute_force_withdraws(sketch in dispute()) {
        let reading = read(&sketch);
        for (holder, consistency) in found(&reading, ALL).consistency.iter().enumerate() {
            prop_assert!(consistency.is_complete);
            match by_force::corrections(&sketch, holder) {
                // What cannot be fulfilled may have nothing to do with what the holder says.
                None => {}
                Some(wanted) => {
                    prop_assert!(!consistency.is_hopeless);
                    prop_assert!(consistency.contradictions.iter().all(|it| it.is_complete));
                    prop_assert_eq!(withdrawn(&reading.map, consistency), wanted);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn the_smallest_changes_are_those_of_brute_force(sketch in dispute()) {
        let reading = read(&sketch);
        let map = &reading.map;
        let found = found(&reading, ALL);
        for (at, (question, _)) in map.questions().enumerate() {
            let of_it = found.pairs[0].questions.iter().find(|it| it.question == question);
            let answers = by_force::answers(&sketch, at);
            let accepted = [0, 1].map(|holder| -> Vec<usize> {
                let accepts = |it: &usize| by_force::accepts(&sketch, holder, *it);
                answers.iter().copied().filter(accepts).collect()
            });
            let mut any = false;
            for side in [0, 1] {
                let (own, others) = (&accepted[side], &accepted[1 - side]);
                let disputed = |answer: &&usize| {
                    let is_rival = |it: &usize| by_force::exclude(&sketch, *it, **answer, [0, 1]);
                    !others.contains(answer) || others.iter().any(is_rival)
                };
                let stopping: Vec<(usize, BTreeSet<(Set, Verdict)>)> = own.iter().filter(disputed)
                    .map(|it| (*it, by_force::stopping(&sketch, side, *it))).collect();
                let agreeing: Vec<(usize, BTreeSet<(Set, Verdict)>)> = others.iter()
                    .filter(|answer| !own.contains(answer))
                    .map(|it| (*it, by_force::agreeing(&sketch, side, 1 - side, *it))).collect();
                any |= !stopping.is_empty() || !agreeing.is_empty();
                let Some(of_it) = of_it else { continue };
                prop_assert_eq!(by_name(map, &of_it.stopping[side]), stopping);
                prop_assert_eq!(by_name(map, &of_it.agreeing[side]), agreeing);
                for one in of_it.stopping[side].iter().chain(&of_it.agreeing[side]) {
                    prop_assert!(one.stopped.is_none());
                    prop_assert_eq!(one.is_impossible(), one.ways.is_empty());
                    for change in one.ways.iter().flat_map(|way| &way.changes) {
                        let before = by_force::stand(&sketch, side, number(map, change.claim));
                        prop_assert_eq!(change.from, before);
                    }
                    let cost = |way: &Way| way.changes.iter().map(|it| it.number()).sum();
                    let costs = one.ways.iter().map(cost);
                    let costs: BTreeSet<usize> = costs.collect();
                    prop_assert_eq!(costs.into_iter().collect::<Vec<_>>(),
                        one.number().into_iter().collect::<Vec<_>>());
                }
            }
            prop_assert_eq!(of_it.is_some(), any);
        }
    }

    #[test]
    fn limits_leave_a_start_of_each_list_and_say_so(
        sketch in dispute(),
        (sets, changes, work) in (0_usize..3, 0_usize..3, 0_usize..150),
    ) {
        let reading = read(&sketch);
        let all = found(&reading, ALL);
        let limited = [
            (Limits { each: search::Limits { sets, ..EACH }, ..ALL }, Stop::Sets),
            (Limits { each: search::Limits { changes, ..EACH }, ..ALL }, Stop::Changes),
            (Limits { each: search::Limits { work, ..EACH }, ..ALL }, Stop::Work),
            (Limits { work, ..ALL }, Stop::Work),
        ];
        for (limits, stop) in limited {
            let some = found(&reading, limits);
            for (some, all) in each(&some.pairs[0]).zip(each(&all.pairs[0])) {
                prop_assert_eq!((some.question, &some.accepted), (all.question, &all.accepted));
                let (cruxes, of_all) = (&some.cruxes, &all.cruxes);
                prop_assert_eq!(&cruxes.found[..], &of_all.found[..cruxes.found.len()]);
                prop_assert!(cruxes.stopped.is_none_or(|stopped| stopped == stop));
                prop_assert!(cruxes.stopped.is_some() || cruxes == of_all);
                prop_assert!(cruxes.found.len() <= limits.each.sets);
                for (some, all) in lists(some).zip(lists(all)) {
                    prop_assert_eq!(some.answer, all.answer);
                    prop_assert_eq!(&some.ways[..], &all.ways[..some.ways.len()]);
                    prop_assert!(some.stopped.is_none_or(|stopped| stopped == stop));
                    prop_assert!(some.stopped.is_some() || some == all);
                    prop_assert!(some.ways.len() <= limits.each.sets);
                    prop_assert!(some.number().is_none_or(|number| number <= limits.each.changes));
                    prop_assert!(!some.is_impossible() || all.is_impossible());
                }
            }
            prop_assert_eq!(some.pairs[0].questions.len(), all.pairs[0].questions.len());
            for (some, all) in some.consistency.iter().zip(&all.consistency) {
                for (some, all) in some.contradictions.iter().zip(&all.contradictions) {
                    prop_assert!(some.sets.iter().all(|set| all.sets.contains(set)));
                    prop_assert!(!some.is_complete || some == all);
                }
            }
        }
    }

    #[test]
    fn the_two_can_be_named_either_way_round_and_evaluations_are_as_before(sketch in dispute()) {
        let reading = read(&sketch);
        let map = &reading.map;
        let mut comparison = compared(map);
        let first = concessions(map, &mut comparison, ALL);
        prop_assert_eq!(&concessions(map, &mut comparison, ALL), &first);
        for view in &comparison.views {
            let held = argmap_core::semantics::Grant::HeldBy(view.holder);
            let options = argmap_core::semantics::Options { grant: held, ..Default::default() };
            let anew = argmap_core::semantics::evaluate(map, options);
            for (claim, _) in map.claims() {
                prop_assert_eq!(view.evaluation.verdict(claim), anew.verdict(claim));
            }
        }
        let holders: Vec<HolderId> = map.holders().map(|(id, _)| id).take(2).collect();
        let questions: Vec<QuestionId> = map.questions().map(|(id, _)| id).collect();
        let turned = vec![holders[1], holders[0]];
        let mut turned =
            compare(map, &Options { holders: turned, questions, ..Options::default() });
        let turned = concessions(map, &mut turned, ALL);
        for (one, other) in each(&first.pairs[0]).zip(each(&turned.pairs[0])) {
            prop_assert_eq!(one.question, other.question);
            prop_assert_eq!(cruxes(map, one).len(), cruxes(map, other).len());
            for side in [0, 1] {
                prop_assert_eq!(&one.accepted[side], &other.accepted[1 - side]);
                prop_assert_eq!(&one.stopping[side], &other.stopping[1 - side]);
                prop_assert_eq!(&one.agreeing[side], &other.agreeing[1 - side]);
            }
        }
    }
}

fn each(between: &Between) -> impl Iterator<Item = &Disagreement> {
    between.questions.iter()
}

fn lists(found: &Disagreement) -> impl Iterator<Item = &Concession> {
    found.stopping.iter().chain(&found.agreeing).flatten()
}
