//! The rules over the map's graph, a file each.

pub mod accepted_inconsistent;
pub mod analogy_without_relevance;
pub mod attributed_without_place;
pub mod authority_without_source;
pub mod basis_mismatch;
pub mod both_ways_premise;
pub mod circular_support;
pub mod compound_claim;
pub mod conceded_and_attacked;
pub mod contradiction;
pub mod deep_chain;
pub mod derived_contradiction;
pub mod derived_tension;
pub mod duplicate_text;
pub mod elimination_not_exhaustive;
pub mod equivocation;
pub mod hidden_imputation;
pub mod holding_hands;
pub mod inconsistent_premises;
pub mod inert_claim;
pub mod invalid_strict_inference;
pub mod isolated_claim;
pub mod locator_mismatch;
pub mod near_duplicate;
pub mod no_locator;
pub mod no_thesis;
pub mod none_of_exhaustive;
pub mod not_declarative;
pub mod one_sided;
pub mod open_critical_question;
pub mod orphan_component;
pub mod outward_pronoun;
pub mod own_word_as_evidence;
pub mod premise_restates_conclusion;
pub mod quotation_cut_short;
pub mod quotation_not_found;
pub mod rabbit;
pub mod reasoning_in_claim;
pub mod repeated_premise;
pub mod scheme_arity;
pub mod secondary_only;
pub mod self_attack;
pub mod self_defeating_support;
pub mod self_support;
pub mod single_point_of_failure;
pub mod single_premise;
pub mod single_witness;
pub mod source_never_cited;
pub mod stale_status;
pub mod stand_off;
pub mod thesis_defeated;
pub mod too_long;
pub mod unanswered_rebuttal;
pub mod uncommitted_holder;
pub mod ungrounded_thesis;
pub mod unknown_scheme;
pub mod unmarked_splice;
pub mod unsourced_fact;
pub mod unsupported_claim;
pub mod unused_suppression;
pub mod voice_mismatch;

use super::Check;

/// The rules, in the order of their codes.
pub const CHECKS: &[Check] = &[
    repeated_premise::CHECK,
    isolated_claim::CHECK,
    orphan_component::CHECK,
    inert_claim::CHECK,
    no_thesis::CHECK,
    basis_mismatch::CHECK,
    deep_chain::CHECK,
    unsupported_claim::CHECK,
    unsourced_fact::CHECK,
    single_premise::CHECK,
    rabbit::CHECK,
    holding_hands::CHECK,
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
    attributed_without_place::CHECK,
    quotation_not_found::CHECK,
    quotation_cut_short::CHECK,
    unmarked_splice::CHECK,
    locator_mismatch::CHECK,
    secondary_only::CHECK,
    single_witness::CHECK,
    hidden_imputation::CHECK,
    voice_mismatch::CHECK,
    own_word_as_evidence::CHECK,
    unknown_scheme::CHECK,
    scheme_arity::CHECK,
    open_critical_question::CHECK,
    authority_without_source::CHECK,
    elimination_not_exhaustive::CHECK,
    analogy_without_relevance::CHECK,
    duplicate_text::CHECK,
    near_duplicate::CHECK,
    compound_claim::CHECK,
    reasoning_in_claim::CHECK,
    not_declarative::CHECK,
    outward_pronoun::CHECK,
    equivocation::CHECK,
    too_long::CHECK,
    one_sided::CHECK,
    uncommitted_holder::CHECK,
    unused_suppression::CHECK,
];
