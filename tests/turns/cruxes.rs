//! The least sets of claims that decide whether a claim is accepted.

use std::collections::BTreeSet;

use argmap_core::analysis::turns::crux::{Crux, CruxSets, cruxes};
use argmap_core::analysis::turns::search::{Limits, Stop};
use argmap_core::document::{Reading, no_imports};
use argmap_core::model::{ClaimId, Verdict};
use argmap_core::semantics::evaluate;
use proptest::prelude::*;
use serde_json::json;

use super::argued;
use super::naive::{self, OptionsSketch, Sketch};
use super::sketches::{evaluated, options, options_of, read};

/// Sets of claims, by their numbers, with what becomes of the one in question.
pub type Sets = BTreeSet<(Vec<usize>, Verdict)>;

const ALL: Limits = Limits { sets: usize::MAX, changes: usize::MAX, work: usize::MAX };

fn cases() -> impl Strategy<Value = (Sketch, OptionsSketch, usize)> {
    argued().prop_flat_map(|(sketch, claim)| {
        let options = options(&sketch);
        (Just(sketch), options, Just(claim))
    })
}

/// The sets of some claims that decide about another if all of a set are forced, and of which no
/// part does.
pub fn by_force(
    sketch: &Sketch,
    options: &OptionsSketch,
    claim: usize,
    candidates: &[usize],
    accept: bool,
) -> Sets {
    let verdict = |set: &[usize]| {
        let mut options = options.clone();
        if accept { &mut options.accept_claims } else { &mut options.reject_claims }.extend(set);
        naive::evaluate(sketch, &options).0[claim]
    };
    let before = verdict(&[]) == Verdict::Accepted;
    let subsets = 0_u32..1 << candidates.len();
    let subset = |bits: u32| -> Vec<usize> {
        let numbers = candidates.iter().enumerate();
        numbers.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, claim)| *claim).collect()
    };
    let mut subsets: Vec<Vec<usize>> = subsets.map(subset).collect();
    subsets.sort_by_key(Vec::len);
    let mut found: Sets = Sets::new();
    for set in subsets {
        let has = |one: &Vec<usize>| one.iter().all(|claim| set.contains(claim));
        if found.iter().any(|(one, _)| has(one)) {
            continue;
        }
        let after = verdict(&set);
        if (after == Verdict::Accepted) != before {
            found.insert((set, after));
        }
    }
    found
}

/// The claims that are not forced and not the one in question.
pub fn free(sketch: &Sketch, options: &OptionsSketch, claim: usize) -> Vec<usize> {
    let forced = |other: &usize| {
        options.accept_claims.contains(other) || options.reject_claims.contains(other)
    };
    (0..sketch.claims.len()).filter(|other| *other != claim && !forced(other)).collect()
}

fn numbers(reading: &Reading, crux: &Crux) -> (Vec<usize>, Verdict) {
    let number = |claim: ClaimId| -> usize { reading.map[claim].name[1..].parse().unwrap() };
    (crux.claims.iter().map(|claim| number(*claim)).collect(), crux.verdict)
}

fn is_in_order(sets: &CruxSets) -> bool {
    sets.sets.is_sorted_by_key(|crux| crux.claims.len())
}

proptest! {
    #![proptest_config(super::cases(3000))]

    #[test]
    fn cruxes_are_those_of_brute_force((sketch, options, claim) in cases()) {
        let reading = read(&sketch);
        let mut evaluation = evaluated(&reading, &options);
        let thesis = reading.map.find_claim(&format!("c{claim}")).unwrap();
        let found = cruxes(&reading.map, &mut evaluation, thesis, ALL);
        let (before, _) = naive::evaluate(&sketch, &options);
        prop_assert_eq!(found.verdict, before[claim]);

        let free = free(&sketch, &options, claim);
        let granted = free.iter().copied().filter(|one| sketch.is_granted(*one, options.grant));
        let granted: Vec<usize> = granted.collect();
        let sets = |sets: &CruxSets| -> Sets {
            sets.sets.iter().map(|crux| numbers(&reading, crux)).collect()
        };
        prop_assert_eq!(sets(&found.reject), by_force(&sketch, &options, claim, &granted, false));
        prop_assert!(found.reject.stopped.is_none() && is_in_order(&found.reject));
        prop_assert_eq!(found.accept.is_some(), before[claim] != Verdict::Accepted);
        if let Some(accept) = &found.accept {
            let open = free.iter().copied().filter(|one| before[*one] != Verdict::Accepted);
            let open: Vec<usize> = open.collect();
            prop_assert_eq!(sets(accept), by_force(&sketch, &options, claim, &open, true));
            prop_assert!(accept.stopped.is_none() && is_in_order(accept));
        }
    }

    #[test]
    fn limits_leave_a_start_of_the_list_and_say_so(
        (sketch, options, claim) in cases(),
        (most, changes, work) in (0_usize..4, 0_usize..4, 0_usize..200),
    ) {
        let reading = read(&sketch);
        let map = &reading.map;
        let mut evaluation = evaluated(&reading, &options);
        let thesis = map.find_claim(&format!("c{claim}")).unwrap();
        let all = cruxes(map, &mut evaluation, thesis, ALL);
        let limited = [
            (Limits { sets: most, ..ALL }, Stop::Sets),
            (Limits { changes, ..ALL }, Stop::Changes),
            (Limits { work, ..ALL }, Stop::Work),
        ];
        for (limits, stop) in limited {
            let some = cruxes(map, &mut evaluation, thesis, limits);
            let pairs = [Some((&some.reject, &all.reject)), some.accept.as_ref().zip(all.accept.as_ref())];
            for (some, all) in pairs.into_iter().flatten() {
                prop_assert_eq!(&some.sets[..], &all.sets[..some.sets.len()]);
                prop_assert!(some.stopped.is_none_or(|stopped| stopped == stop));
                prop_assert!(some.stopped.is_some() || some.sets.len() == all.sets.len());
                prop_assert!(some.sets.len() <= limits.sets);
                prop_assert!(some.sets.iter().all(|crux| crux.claims.len() <= limits.changes));
                if limits.sets < all.sets.len() {
                    prop_assert_eq!(some.sets.len(), limits.sets);
                }
                let small = all.sets.iter().filter(|crux| crux.claims.len() <= limits.changes);
                prop_assert!(stop != Stop::Changes || small.count() == some.sets.len());
            }
        }
        // It is as before.
        prop_assert_eq!(cruxes(map, &mut evaluation, thesis, ALL), all);
    }
}

proptest! {
    #![proptest_config(super::cases(1500))]

    #[test]
    fn claims_declared_the_same_are_one((sketch, options, claim) in cases(), other: prop::sample::Index) {
        let other = other.index(sketch.claims.len());
        let same = [claim, other];
        let mut json = sketch.json();
        if claim != other {
            json["claims"][other]["same-as"] = json!([format!("c{claim}")]);
        }
        let reading = argmap_core::read("same.json", json.to_string(), &mut no_imports);
        let map = &reading.map;
        let mut evaluation = evaluated(&reading, &options);
        let thesis = map.find_claim(&format!("c{claim}")).unwrap();
        let found = cruxes(map, &mut evaluation, thesis, ALL);
        let of_other = map.find_claim(&format!("c{other}")).unwrap();
        let again = cruxes(map, &mut evaluation, of_other, ALL);
        prop_assert_eq!((&found.reject, &found.accept), (&again.reject, &again.accept));
        let forced = |claim: &usize| {
            options.accept_claims.contains(claim) || options.reject_claims.contains(claim)
        };
        // Of each set all parts leave the claim as it is, and only the whole does not.
        let accept = found.accept.iter().flat_map(|accept| &accept.sets);
        let sets = found.reject.sets.iter().map(|crux| (crux, false));
        for (crux, accept) in sets.chain(accept.map(|crux| (crux, true))) {
            for left_out in std::iter::once(None).chain((0..crux.claims.len()).map(Some)) {
                let claims = crux.claims.iter().enumerate();
                let claims = claims.filter(|(at, _)| Some(*at) != left_out);
                let nodes = claims.map(|(_, claim)| claim.node());
                let mut options = options_of(&reading, &options);
                if accept { &mut options.accept } else { &mut options.reject }.extend(nodes);
                let after = evaluate(map, options).verdict(thesis);
                let moved = (after == Verdict::Accepted) != (found.verdict == Verdict::Accepted);
                prop_assert_eq!(moved, left_out.is_none());
            }
            let (numbers, _) = numbers(&reading, crux);
            prop_assert!(!numbers.iter().any(|one| same.contains(one) || forced(one)));
        }
    }
}
