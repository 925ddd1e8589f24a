//! Results as data, as JSON and as Markdown.
//!
//! What a map says is foreign text. [`escape`] makes it harmless for a terminal and for Markdown;
//! everything here that returns a finished text has passed through it.

pub mod claims;
pub mod escape;
pub mod findings;
pub mod json;
pub mod markdown;
pub mod names;
pub mod rules;
pub mod stats;
pub mod verdicts;
