//! Results as data, as JSON and as Markdown.
//!
//! What a map says is foreign text. [`escape`] makes it harmless for a terminal and for Markdown;
//! everything here that returns a finished text has passed through it.

pub mod changes;
mod checkstyle;
pub mod claims;
pub mod comparison;
mod concise;
pub mod coverage;
mod csv;
pub mod difference;
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
pub mod marks;
mod markup;
pub mod names;
mod rdjson;
pub mod results;
pub mod rules;
pub mod sameness;
mod sarif;
pub mod schemes;
pub mod site;
pub mod stats;
pub mod turning;
pub mod verdicts;

use results::{Finding, Results};

/// A form in which results are written, harmless for where it goes.
pub struct Report {
    /// The name by which it is asked for.
    pub name: &'static str,
    /// What it is, in a few words.
    pub summary: &'static str,
    /// How it is written.
    pub form: Form,
}

/// How results are written.
pub enum Form {
    /// File by file, so that files can be written where they are checked and as soon as they are.
    Pieces(Pieces),
    /// At the end, by a function that has to see all results.
    Whole(fn(&Results) -> String),
}

/// How results are written file by file: `first`, the pieces of all files that have one with
/// `between` between them, and `last`.
pub struct Pieces {
    /// What comes before all files.
    pub first: &'static str,
    /// What is said of the findings of a file; may be empty.
    pub file: fn(&[Finding]) -> String,
    /// What comes between two pieces that are not empty.
    pub between: &'static str,
    /// What comes after all files. It may look at everything but `findings`, which need not have
    /// been kept.
    pub last: fn(&Results) -> String,
}

impl Report {
    /// Results in this form.
    pub fn write(&self, results: &Results) -> String {
        match &self.form {
            Form::Whole(write) => write(results),
            Form::Pieces(pieces) => {
                let files = results.findings.chunk_by(|one, other| one.file == other.file);
                let texts = files.map(pieces.file).filter(|text| !text.is_empty());
                let texts: Vec<String> = texts.collect();
                [pieces.first, &texts.join(pieces.between), &(pieces.last)(results)].concat()
            }
        }
    }
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
