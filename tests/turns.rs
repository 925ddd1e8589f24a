//! What turns on what, against brute force: all sets of changes of small random maps, evaluated by
//! a slow reading of the definition.

#[path = "semantics/naive.rs"]
mod naive;
#[path = "semantics/sketches.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod sketches;

#[path = "turns/critical.rs"]
mod critical;
#[path = "turns/cruxes.rs"]
mod cruxes;
#[path = "turns/search.rs"]
mod search;
#[path = "turns/spread.rs"]
mod spread;

use argmap_core::model::{Basis, InferenceKind};
use naive::Sketch;
use proptest::collection::vec;
use proptest::prelude::*;
use sketches::{sketch, step};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..ProptestConfig::default()
    }
}

/// A random map with a claim that much is said of, and most of whose claims may stand with no
/// reason.
fn argued() -> impl Strategy<Value = (Sketch, usize)> {
    let argued = sketch().prop_flat_map(|sketch| {
        let claims = sketch.claims.len();
        let further = vec(step(claims, sketch.holders), 0..6);
        let based = vec(prop::bool::weighted(0.6), claims);
        (Just(sketch), 0..claims, further, based)
    });
    argued.prop_map(|(mut sketch, claim, further, based)| {
        let first = sketch.steps.len();
        for (number, mut step) in further.into_iter().enumerate() {
            if number == 0 || step.kind != InferenceKind::Undercut {
                (step.kind, step.target) = (InferenceKind::Support, claim);
                step.premises.retain(|premise| *premise != claim);
            } else {
                step.target = first + step.target % number;
            }
            (step.strict, step.by) = (false, None);
            if step.premises.is_empty() {
                step.premises.push((claim + 1) % sketch.claims.len());
            }
            sketch.steps.push(step);
        }
        for (number, is_based) in based.into_iter().enumerate() {
            if is_based && number != claim {
                sketch.claims[number].basis = Some(Basis::CommonGround);
            }
        }
        (sketch, claim)
    })
}
