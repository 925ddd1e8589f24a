//! The native format: JSON, written by hand, with comments and trailing commas allowed.

mod csl;
mod json;
mod read;
mod shape;
mod write;
mod written;

pub use read::read;
pub use write::{FormatError, format, schema, write};
pub(crate) use write::{Names, write_keys, write_part};
