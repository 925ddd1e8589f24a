//! Why a verdict is what it is.

mod leaves;
pub mod turns;
mod why;

pub use leaves::leaves;
pub use why::{Ground, Line, ground, reason, why};
