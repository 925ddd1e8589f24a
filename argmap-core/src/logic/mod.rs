//! Consistency and entailment.
pub mod consistency;
pub mod corrections;
pub mod entailment;
pub mod minimal;
pub mod solver;

mod marco;
