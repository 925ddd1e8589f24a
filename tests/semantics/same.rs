//! Claims that are declared the same are one claim, and holders one holder.

use argmap_core::document::no_imports;
use proptest::prelude::*;
use serde_json::json;

use super::naive::{self, GrantSketch};
use super::sketches::{evaluated, merged, options, sketch, verdicts};

proptest! {
    #![proptest_config(super::cases(4000))]

    #[test]
    fn claims_declared_the_same_are_one(
        (mut sketch, mut options, one, other) in sketch().prop_flat_map(|sketch| {
            let options = options(&sketch);
            let claims = sketch.claims.len();
            (Just(sketch), options, 0..claims, 0..claims)
        })
    ) {
        let both_in_one = sketch.conflicts.iter().any(|conflict| {
            conflict.claims.contains(&one) && conflict.claims.contains(&other)
        });
        if one == other || both_in_one {
            return Ok(());
        }
        // Whose word a source is depends on who asserts the claim itself.
        sketch.claims[one].own_source = None;
        sketch.claims[other].own_source = None;
        let mut json = sketch.json();
        json["claims"][other]["same-as"] = json!([format!("c{one}")]);
        let reading = argmap_core::read("same.json", json.to_string(), &mut no_imports);
        prop_assert!(reading.problems.is_empty());
        let found = verdicts(&reading, &evaluated(&reading, &options));
        for forced in [&mut options.accept_claims, &mut options.reject_claims] {
            if forced.remove(&other) {
                forced.insert(one);
            }
        }
        // What was both accepted and rejected, by its two names, is rejected.
        options.accept_claims.retain(|claim| !options.reject_claims.contains(claim));
        let mut wanted = naive::evaluate(&merged(&sketch, one, other), &options);
        wanted.0[other] = wanted.0[one];
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn holders_declared_the_same_are_one(
        (sketch, options) in sketch().prop_flat_map(|sketch| {
            let options = options(&sketch);
            (Just(sketch), options)
        })
    ) {
        if sketch.holders < 2 {
            return Ok(());
        }
        let mut one = sketch.clone();
        // The second is the first.
        let is_first = |by: &mut usize| *by = by.saturating_sub(usize::from(*by == 1));
        for claim in &mut one.claims {
            claim.own_source = None;
            claim.stands.iter_mut().for_each(|(by, _)| is_first(by));
        }
        one.steps.iter_mut().filter_map(|step| step.by.as_mut()).for_each(is_first);
        one.conflicts.iter_mut().filter_map(|it| it.by.as_mut()).for_each(is_first);
        one.questions.iter_mut().filter_map(|it| it.by.as_mut()).for_each(is_first);
        let mut two = sketch;
        two.claims.iter_mut().for_each(|claim| claim.own_source = None);
        let mut json = two.json();
        json["holders"][1]["same-as"] = json!(["h0"]);
        let reading = argmap_core::read("same.json", json.to_string(), &mut no_imports);
        prop_assert!(reading.problems.is_empty());
        let found = verdicts(&reading, &evaluated(&reading, &options));
        let mut merged = options.clone();
        if let GrantSketch::HeldBy(holder) = &mut merged.grant {
            is_first(holder);
        }
        prop_assert_eq!(found, naive::evaluate(&one, &merged));
    }
}
