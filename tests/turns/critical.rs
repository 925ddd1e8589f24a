//! Single points of failure are the cruxes of one claim, and with each falls what brute force says.

use std::collections::{BTreeMap, BTreeSet};

use argmap_core::analysis::turns::critical::critical;
use argmap_core::analysis::turns::crux::cruxes;
use argmap_core::analysis::turns::search::Limits;
use argmap_core::model::{ClaimId, Verdict};
use proptest::prelude::*;

use super::argued;
use super::naive::{self, OptionsSketch, Sketch};
use super::sketches::{evaluated, options, read};

/// Per claim what falls with it, each with what becomes of it.
type Fallen = BTreeMap<usize, Vec<(usize, Verdict)>>;

fn cases() -> impl Strategy<Value = (Sketch, OptionsSketch)> {
    argued().prop_flat_map(|(mut sketch, claim)| {
        sketch.claims[claim].thesis = true;
        let options = options(&sketch);
        (Just(sketch), options)
    })
}

/// What falls with each claim that may stand with no reason and is not forced.
fn by_force(sketch: &Sketch, options: &OptionsSketch) -> Fallen {
    let (before, _) = naive::evaluate(sketch, options);
    let is_free = |claim: &usize| {
        let forced = options.accept_claims.contains(claim) || options.reject_claims.contains(claim);
        !forced && sketch.is_granted(*claim, options.grant)
    };
    let without = |claim: usize| {
        let mut options = options.clone();
        options.reject_claims.insert(claim);
        let (after, _) = naive::evaluate(sketch, &options);
        let others = (0..sketch.claims.len()).filter(|other| *other != claim);
        let fallen = others.filter(|other| before[*other] == Verdict::Accepted);
        let fallen = fallen.filter(|other| after[*other] != Verdict::Accepted);
        let fallen = fallen.map(|other| (other, after[other])).collect();
        (claim, fallen)
    };
    (0..sketch.claims.len()).filter(is_free).map(without).collect()
}

proptest! {
    #![proptest_config(super::cases(3000))]

    #[test]
    fn critical_claims_are_those_of_brute_force((sketch, options) in cases()) {
        let reading = read(&sketch);
        let map = &reading.map;
        let number = |claim: ClaimId| -> usize { map[claim].name[1..].parse().unwrap() };
        let mut evaluation = evaluated(&reading, &options);
        let found = critical(map, &mut evaluation, map.theses(), usize::MAX);
        prop_assert_eq!(found.untried, 0);
        let told = |list: &[(ClaimId, Verdict)]| -> Vec<(usize, Verdict)> {
            list.iter().map(|(claim, verdict)| (number(*claim), *verdict)).collect()
        };
        let is_thesis = |(claim, _): &(usize, Verdict)| sketch.claims[*claim].thesis;
        let mut wanted = by_force(&sketch, &options);
        wanted.retain(|_, fallen| fallen.iter().any(is_thesis));
        let all: Fallen =
            found.points.iter().map(|point| (number(point.claim), told(&point.claims))).collect();
        prop_assert_eq!(&all, &wanted);
        for point in &found.points {
            let theses = wanted[&number(point.claim)].iter().copied().filter(is_thesis);
            prop_assert_eq!(told(&point.theses), theses.collect::<Vec<_>>());
        }
        let weights = found.points.iter().map(|point| (point.theses.len(), point.claims.len()));
        prop_assert!(weights.is_sorted_by(|one, other| one >= other));

        let mut pairs: BTreeSet<(ClaimId, ClaimId)> = BTreeSet::new();
        for thesis in map.theses() {
            let limits = Limits { sets: usize::MAX, changes: 1, work: usize::MAX };
            let cruxes = cruxes(map, &mut evaluation, *thesis, limits);
            if cruxes.verdict == Verdict::Accepted {
                let single = cruxes.reject.sets.iter().map(|crux| (crux.claims[0], *thesis));
                pairs.extend(single);
            }
        }
        let points = found.points.iter();
        let of_points = points.flat_map(|point| point.theses.iter().map(|(it, _)| (point.claim, *it)));
        prop_assert_eq!(of_points.collect::<BTreeSet<_>>(), pairs);

        // Every claim may count as a thesis does.
        let all: Vec<ClaimId> = map.claims().map(|(id, _)| id).collect();
        let found = critical(map, &mut evaluation, &all, usize::MAX);
        let mut wanted = by_force(&sketch, &options);
        wanted.retain(|_, fallen| !fallen.is_empty());
        let all: Fallen =
            found.points.iter().map(|point| (number(point.claim), told(&point.claims))).collect();
        prop_assert_eq!(all, wanted);
        let started = critical(map, &mut evaluation, map.theses(), 0);
        prop_assert!(started.points.is_empty());
    }
}
