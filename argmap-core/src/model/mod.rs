//! The typed graph.
pub mod formula;
