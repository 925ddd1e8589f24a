//! The native format: JSON, written by hand, with comments and trailing commas allowed.

mod json;
mod read;

pub use read::read;
