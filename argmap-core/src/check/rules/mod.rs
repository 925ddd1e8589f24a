//! The rules over the map's graph, a file each.

pub mod accepted_inconsistent;
pub mod basis_mismatch;
pub mod both_ways_premise;
pub mod circular_support;
pub mod conceded_and_attacked;
pub mod contradiction;
pub mod derived_contradiction;
pub mod derived_tension;
pub mod duplicate_text;
pub mod inconsistent_premises;
pub mod invalid_strict_inference;
pub mod isolated_claim;
pub mod locator_mismatch;
pub mod no_locator;
pub mod no_thesis;
pub mod none_of_exhaustive;
pub mod not_declarative;
pub mod orphan_component;
pub mod own_word_as_evidence;
pub mod premise_restates_conclusion;
pub mod quotation_not_found;
pub mod repeated_premise;
pub mod self_attack;
pub mod self_defeating_support;
pub mod self_support;
pub mod single_point_of_failure;
pub mod source_never_cited;
pub mod stale_status;
pub mod stand_off;
pub mod thesis_defeated;
pub mod unanswered_rebuttal;
pub mod ungrounded_thesis;
pub mod unsourced_fact;
pub mod unsupported_claim;
pub mod unused_suppression;

use super::Check;

/// The rules, in the order of their codes.
pub const CHECKS: &[Check] = &[
    repeated_premise::CHECK,
    isolated_claim::CHECK,
    orphan_component::CHECK,
    no_thesis::CHECK,
    basis_mismatch::CHECK,
    unsupported_claim::CHECK,
    unsourced_fact::CHECK,
    single_point_of_failure::CHECK,
    self_support::CHECK,
    circular_support::CHECK,
    ungrounded_thesis::CHECK,
    premise_restates_conclusion::CHECK,
    contradiction::CHECK,
    derived_contradiction::CHECK,
    inconsistent_premises::CHECK,
    both_ways_premise::CHECK,
    accepted_inconsistent::CHECK,
    none_of_exhaustive::CHECK,
    self_attack::CHECK,
    invalid_strict_inference::CHECK,
    self_defeating_support::CHECK,
    conceded_and_attacked::CHECK,
    derived_tension::CHECK,
    unanswered_rebuttal::CHECK,
    thesis_defeated::CHECK,
    stale_status::CHECK,
    stand_off::CHECK,
    source_never_cited::CHECK,
    no_locator::CHECK,
    quotation_not_found::CHECK,
    locator_mismatch::CHECK,
    own_word_as_evidence::CHECK,
    duplicate_text::CHECK,
    not_declarative::CHECK,
    unused_suppression::CHECK,
];
