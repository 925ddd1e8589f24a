//! Results as data, as JSON and as Markdown.
//!
//! What a map says is foreign text. [`escape`] makes it harmless for a terminal and for Markdown;
//! everything here that returns a finished text has passed through it.

mod checkstyle;
pub mod claims;
mod concise;
mod csv;
pub mod escape;
pub mod findings;
pub mod fingerprint;
mod github;
mod gitlab;
mod html;
pub mod json;
mod jsonl;
mod junit;
pub mod markdown;
pub mod names;
mod rdjson;
pub mod results;
pub mod rules;
mod sarif;
pub mod schemes;
pub mod stats;
pub mod verdicts;

use results::Results;

/// A form in which results are written.
pub struct Report {
    /// The name by which it is asked for.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// Writes results as a whole file, harmless for where it goes.
    pub write: fn(&Results) -> String,
}

/// The forms, in the order in which they are listed.
pub const REPORTS: &[Report] = &[
    concise::REPORT,
    json::REPORT,
    jsonl::REPORT,
    sarif::REPORT,
    github::REPORT,
    gitlab::REPORT,
    junit::REPORT,
    checkstyle::REPORT,
    rdjson::REPORT,
    csv::REPORT,
    html::REPORT,
];

/// The form of that name.
pub fn report(name: &str) -> Option<&'static Report> {
    REPORTS.iter().find(|report| report.name == name)
}
