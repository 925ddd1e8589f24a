//! The rules over the map's graph, a file each.

pub mod derived_contradiction;
pub mod not_declarative;

use super::Check;

/// The rules, in the order of their codes.
pub const CHECKS: &[Check] = &[derived_contradiction::CHECK, not_declarative::CHECK];
