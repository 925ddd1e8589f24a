//! The rules over the map's graph, a file each.

pub mod accepted_inconsistent;
pub mod both_ways_premise;
pub mod contradiction;
pub mod derived_contradiction;
pub mod not_declarative;
pub mod self_attack;

use super::Check;

/// The rules, in the order of their codes.
pub const CHECKS: &[Check] = &[
    contradiction::CHECK,
    derived_contradiction::CHECK,
    both_ways_premise::CHECK,
    accepted_inconsistent::CHECK,
    self_attack::CHECK,
    not_declarative::CHECK,
];
