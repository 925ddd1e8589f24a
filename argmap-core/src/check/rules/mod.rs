//! The rules over the map's graph, a file each.

pub mod accepted_inconsistent;
pub mod both_ways_premise;
pub mod contradiction;
pub mod derived_contradiction;
pub mod derived_tension;
pub mod not_declarative;
pub mod self_attack;
pub mod self_defeating_support;
pub mod thesis_defeated;

use super::Check;

/// The rules, in the order of their codes.
pub const CHECKS: &[Check] = &[
    contradiction::CHECK,
    derived_contradiction::CHECK,
    both_ways_premise::CHECK,
    accepted_inconsistent::CHECK,
    self_attack::CHECK,
    self_defeating_support::CHECK,
    derived_tension::CHECK,
    thesis_defeated::CHECK,
    not_declarative::CHECK,
];
