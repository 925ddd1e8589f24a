//! Consistency and entailment.
