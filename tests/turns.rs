//! What turns on what, against brute force: all sets of changes of small random maps, evaluated by
//! a slow reading of the definition.

#[path = "semantics/naive.rs"]
mod naive;
#[path = "semantics/sketches.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod sketches;

#[path = "turns/cruxes.rs"]
mod cruxes;
#[path = "turns/search.rs"]
mod search;

use proptest::prelude::ProptestConfig;

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
