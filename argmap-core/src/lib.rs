//! Argument maps as a graph.
pub mod logic;
pub mod model;
pub mod semantics;
