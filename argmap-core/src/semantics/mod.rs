//! What stands.
pub mod grounded;
pub mod program;
