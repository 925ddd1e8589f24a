//! The file formats.

pub mod native;
