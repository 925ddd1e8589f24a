//! The least sets of changes of any kind that reach a goal.

use std::collections::BTreeSet;

use argmap_core::analysis::turns::search::{Found, Goal, Limits, Wanted, turns};
use argmap_core::document::Reading;
use argmap_core::model::Verdict;
use argmap_core::semantics::suppose::{Stand, Supposition};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::argued;
use super::naive::{self, GrantSketch, OptionsSketch, Sketch};
use super::sketches::{Stands, evaluated, options, read, restated};

const ALL: Limits = Limits { sets: usize::MAX, changes: usize::MAX, work: usize::MAX };

/// A small change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    AcceptClaim(usize),
    RejectClaim(usize),
    AcceptStep(usize),
    RejectStep(usize),
    Stand(usize, Stand),
}

use Change::{AcceptClaim, AcceptStep, RejectClaim, RejectStep};

/// Whether two changes say different things of one part.
fn exclude(one: Change, other: Change) -> bool {
    match (one, other) {
        (AcceptClaim(a), RejectClaim(b)) | (RejectClaim(a), AcceptClaim(b)) => a == b,
        (AcceptStep(a), RejectStep(b)) | (RejectStep(a), AcceptStep(b)) => a == b,
        (Change::Stand(a, one), Change::Stand(b, other)) => a == b && one != other,
        _ => false,
    }
}

/// A change; stands only where what holders say counts.
fn change(claims: usize, steps: usize, held: bool) -> impl Strategy<Value = Change> {
    let number = any::<prop::sample::Index>();
    let kinds = if held { 0..9 } else { 0..6 };
    (kinds, number, select(Stand::ALL)).prop_map(move |(kind, number, stand)| match kind {
        0 => AcceptClaim(number.index(claims)),
        1 if steps > 0 => AcceptStep(number.index(steps)),
        2 if steps > 0 => RejectStep(number.index(steps)),
        3..6 => RejectClaim(number.index(claims)),
        _ => Change::Stand(number.index(claims), stand),
    })
}

#[derive(Clone, Debug)]
struct Case {
    sketch: Sketch,
    options: OptionsSketch,
    /// Each consists of one or two small ones.
    changes: Vec<Vec<Change>>,
    claim: usize,
    accepted: bool,
}

fn cases() -> impl Strategy<Value = Case> {
    let maps = argued().prop_flat_map(|(sketch, claim)| {
        let options = options(&sketch);
        (Just(sketch), options, Just(claim), prop::bool::weighted(0.9))
    });
    maps.prop_flat_map(|(sketch, options, claim, is_other)| {
        let (claims, steps) = (sketch.claims.len(), sketch.steps.len());
        let held = matches!(options.grant, GrantSketch::HeldBy(_));
        let one = prop_oneof![
            4 => vec(change(claims, steps, held), 1..=1),
            1 => vec(change(claims, steps, held), 2..=2),
        ];
        let consistent = |one: &Vec<Change>| !exclude(one[0], one[one.len() - 1]);
        let changes = vec(one.prop_filter("at odds with itself", consistent), 0..9);
        let before = naive::evaluate(&sketch, &options).0[claim] == Verdict::Accepted;
        let accepted = before != is_other;
        changes.prop_map(move |changes| Case {
            sketch: sketch.clone(),
            options: options.clone(),
            changes,
            claim,
            accepted,
        })
    })
}

/// What becomes of the claim after some changes.
fn verdict(case: &Case, changes: &[Change]) -> Verdict {
    let mut options = case.options.clone();
    let mut stands = Stands::new();
    for change in changes {
        let options = &mut options;
        let (number, to, from) = match change {
            AcceptClaim(it) => (it, &mut options.accept_claims, &mut options.reject_claims),
            RejectClaim(it) => (it, &mut options.reject_claims, &mut options.accept_claims),
            AcceptStep(it) => (it, &mut options.accept_steps, &mut options.reject_steps),
            RejectStep(it) => (it, &mut options.reject_steps, &mut options.accept_steps),
            Change::Stand(claim, stand) => {
                stands.insert(*claim, *stand);
                continue;
            }
        };
        from.remove(number);
        to.insert(*number);
    }
    match options.grant {
        GrantSketch::HeldBy(holder) => {
            naive::evaluate(&restated(&case.sketch, holder, &stands), &options).0[case.claim]
        }
        _ => naive::evaluate(&case.sketch, &options).0[case.claim],
    }
}

/// The sets of changes, by their numbers, that reach the goal and of which no part does.
fn by_force(case: &Case) -> BTreeSet<(Vec<usize>, Verdict)> {
    let numbers = 0..case.changes.len();
    let subsets = 0_u32..1 << case.changes.len();
    let mut subsets: Vec<Vec<usize>> =
        subsets.map(|bits| numbers.clone().filter(|at| bits >> at & 1 == 1).collect()).collect();
    subsets.sort_by_key(Vec::len);
    let mut found: BTreeSet<(Vec<usize>, Verdict)> = BTreeSet::new();
    for set in subsets {
        let all: Vec<Change> =
            set.iter().flat_map(|number| &case.changes[*number]).copied().collect();
        let at_odds = all.iter().any(|one| all.iter().any(|other| exclude(*one, *other)));
        let holds = |one: &Vec<usize>| one.iter().all(|number| set.contains(number));
        if at_odds || found.iter().any(|(one, _)| holds(one)) {
            continue;
        }
        let after = verdict(case, &all);
        if (after == Verdict::Accepted) == case.accepted {
            found.insert((set, after));
        }
    }
    found
}

fn searched(case: &Case, reading: &Reading, wanted: Wanted) -> Found {
    let map = &reading.map;
    let node = |kind: char, number: &usize| map.find(&format!("{kind}{number}")).unwrap();
    let claim = |number: &usize| map.find_claim(&format!("c{number}")).unwrap();
    let supposed = |small: &Vec<Change>| {
        let mut supposed = Supposition::default();
        for change in small {
            match change {
                AcceptClaim(number) => supposed.accept.push(node('c', number)),
                RejectClaim(number) => supposed.reject.push(node('c', number)),
                AcceptStep(number) => supposed.accept.push(node('s', number)),
                RejectStep(number) => supposed.reject.push(node('s', number)),
                Change::Stand(number, stand) => supposed.stands.push((claim(number), *stand)),
            }
        }
        supposed
    };
    let changes: Vec<Supposition> = case.changes.iter().map(supposed).collect();
    let goal = Goal { claim: claim(&case.claim), accepted: case.accepted };
    let mut evaluation = evaluated(reading, &case.options);
    turns(map, &mut evaluation, goal, &changes, wanted, ALL)
}

proptest! {
    #![proptest_config(super::cases(3000))]

    #[test]
    fn the_sets_found_are_those_of_brute_force(case in cases()) {
        let reading = read(&case.sketch);
        let all = by_force(&case);
        let found = searched(&case, &reading, Wanted::Least);
        prop_assert!(found.stopped.is_none());
        prop_assert!(found.sets.is_sorted_by_key(|turn| turn.changes.len()));
        let sets = |found: Found| -> BTreeSet<(Vec<usize>, Verdict)> {
            found.sets.into_iter().map(|turn| (turn.changes, turn.verdict)).collect()
        };
        prop_assert_eq!(&sets(found), &all);

        let least = all.iter().map(|(set, _)| set.len()).min();
        let smallest = all.into_iter().filter(|(set, _)| Some(set.len()) == least).collect();
        let found = searched(&case, &reading, Wanted::Smallest);
        prop_assert!(found.stopped.is_none());
        prop_assert_eq!(sets(found), smallest);
    }
}
