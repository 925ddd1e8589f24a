//! Why a verdict is what it is.

mod why;

pub use why::{Ground, Line, ground, why};
