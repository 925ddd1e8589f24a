//! The rules over the map's graph, a file each.

pub mod locator_mismatch;
pub mod no_locator;
pub mod not_declarative;
pub mod own_word_as_evidence;
pub mod quotation_not_found;
pub mod source_never_cited;

use super::Check;

/// The rules, in the order of their codes.
pub const CHECKS: &[Check] = &[
    source_never_cited::CHECK,
    no_locator::CHECK,
    quotation_not_found::CHECK,
    locator_mismatch::CHECK,
    own_word_as_evidence::CHECK,
    not_declarative::CHECK,
];
