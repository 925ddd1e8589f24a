//! The rules over the map's graph, a file each.

pub mod not_declarative;

use super::Check;

/// The rules, in the order of their codes.
pub const CHECKS: &[Check] = &[not_declarative::CHECK];
