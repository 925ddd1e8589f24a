//! Claims that are declared the same are one claim, and holders one holder.

use argmap_core::compare::concessions::{Change, Concessions};
use argmap_core::document::no_imports;
use argmap_core::model::{ClaimId, Map};
use proptest::prelude::*;
use serde_json::json;

use super::sketches::{merged, read};
use super::{ALL, dispute, found, number, withdrawn};

/// All that is found, by the numbers of claims.
fn told(map: &Map, found: &Concessions) -> Vec<String> {
    let number = |claim: ClaimId| number(map, claim);
    let mut told = Vec::new();
    for one in &found.consistency {
        let sets = withdrawn(map, one);
        told.push(format!("{sets:?} {} {}", one.is_hopeless, one.is_complete));
    }
    for one in &found.pairs[0].questions {
        let accepted = [0, 1].map(|side| -> Vec<usize> {
            one.accepted[side].iter().map(|claim| number(*claim)).collect()
        });
        told.push(format!("{} {accepted:?} {}", map[one.question].name, one.cruxes.tried));
        for crux in &one.cruxes.found {
            let contraries = crux.contraries.iter().map(|clash| number(clash.claim));
            let given_up = crux.given_up.iter().map(|(claim, is)| (number(*claim), is));
            told.push(format!(
                "{} {} {} {} {:?} {} {} {:?}",
                crux.side,
                number(crux.answer),
                number(crux.claim),
                crux.is_denied,
                contraries.collect::<Vec<_>>(),
                crux.without,
                crux.granted,
                given_up.collect::<Vec<_>>(),
            ));
        }
        for (side, list) in one.stopping.iter().chain(&one.agreeing).enumerate() {
            for concession in list {
                let change = |it: &Change| (number(it.claim), it.from, it.to);
                let ways = concession
                    .ways
                    .iter()
                    .map(|way| (way.changes.iter().map(change).collect::<Vec<_>>(), way.verdict));
                let ways: Vec<_> = ways.collect();
                told.push(format!("{side} {} {ways:?}", number(concession.answer)));
            }
        }
    }
    told
}

proptest! {
    #![proptest_config(super::cases(1500))]

    #[test]
    fn claims_declared_the_same_are_one(
        (sketch, one, other) in dispute().prop_flat_map(|sketch| {
            let claims = sketch.claims.len();
            (Just(sketch), 0..claims, 0..claims)
        })
    ) {
        let (one, other) = (one.min(other), one.max(other));
        let both_in_one = sketch.conflicts.iter().any(|conflict| {
            conflict.claims.contains(&one) && conflict.claims.contains(&other)
        });
        if one == other || both_in_one {
            return Ok(());
        }
        let mut json = sketch.json();
        json["claims"][other]["same-as"] = json!([format!("c{one}")]);
        let reading = argmap_core::read("same.json", json.to_string(), &mut no_imports);
        prop_assert!(reading.problems.is_empty());
        let same = told(&reading.map, &found(&reading, ALL));
        let reading = read(&merged(&sketch, one, other));
        prop_assert_eq!(same, told(&reading.map, &found(&reading, ALL)));
    }

    #[test]
    fn holders_declared_the_same_are_one(mut sketch in dispute()) {
        let mut json = sketch.json();
        json["holders"][2]["same-as"] = json!(["h0"]);
        let reading = argmap_core::read("same.json", json.to_string(), &mut no_imports);
        prop_assert!(reading.problems.is_empty());
        let same = told(&reading.map, &found(&reading, ALL));
        // The third is the first.
        let is_first = |by: &mut usize| *by = if *by == 2 { 0 } else { *by };
        let stands = sketch.claims.iter_mut().flat_map(|claim| &mut claim.stands);
        stands.for_each(|(by, _)| is_first(by));
        sketch.steps.iter_mut().filter_map(|step| step.by.as_mut()).for_each(is_first);
        sketch.conflicts.iter_mut().filter_map(|it| it.by.as_mut()).for_each(is_first);
        sketch.questions.iter_mut().filter_map(|it| it.by.as_mut()).for_each(is_first);
        let reading = read(&sketch);
        prop_assert_eq!(same, told(&reading.map, &found(&reading, ALL)));
    }
}
