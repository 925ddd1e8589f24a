//! The faults that reading and resolution find: a rule each.

pub mod bad_formula;
pub mod bad_id;
pub mod dangling_reference;
pub mod duplicate_id;
pub mod duplicate_key;
pub mod empty_inference;
pub mod ill_formed_question;
pub mod import_cycle;
pub mod missing_field;
pub mod syntax;
pub mod undercut_of_strict;
pub mod unknown_field;
pub mod unmerged;
pub mod unreadable_import;
pub mod wrong_kind;
pub mod wrong_type;

use crate::diagnostic::Rule;

/// The rules of reading and resolution, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &dangling_reference::RULE,
    &duplicate_id::RULE,
    &unknown_field::RULE,
    &wrong_kind::RULE,
    &empty_inference::RULE,
    &import_cycle::RULE,
    &syntax::RULE,
    &wrong_type::RULE,
    &missing_field::RULE,
    &bad_id::RULE,
    &duplicate_key::RULE,
    &unreadable_import::RULE,
    &bad_formula::RULE,
    &undercut_of_strict::RULE,
    &ill_formed_question::RULE,
    &unmerged::RULE,
];
