//! What differs between two versions of a map, for reading and as data.
//!
//! All forms for reading are written from the same [`Page`]: sections of lines, each with a sign and
//! pieces of text of which it is known whose they are. So a form decides how things look and
//! nothing else.

mod heads;
pub mod json;
mod lines;
mod markdown;
mod sections;
mod text;
mod words;

use serde::Serialize;

use crate::compare::diff::Diff;
use crate::compare::diff::consequences::VerdictChange;
use crate::diagnostic::Diagnostic;
use crate::model::Map;
pub use markdown::markdown;
pub use text::{Ink, text};
pub use words::{Run, differences};

/// Two versions of a map and what differs between them.
#[derive(Clone, Copy)]
pub struct Difference<'d> {
    /// What the old version is called.
    pub old_name: &'d str,
    /// What the new version is called.
    pub new_name: &'d str,
    /// The old version.
    pub old: &'d Map,
    /// The new version.
    pub new: &'d Map,
    /// What differs.
    pub diff: &'d Diff,
    /// The verdicts that differ.
    pub verdicts: &'d [VerdictChange],
    /// Whose premises counted for verdicts, as `--grant` has it.
    pub grant: &'d str,
    /// The findings that came and went; nothing if nobody looked for them.
    pub findings: Option<Findings<'d>>,
}

/// Findings that only one version has.
#[derive(Clone, Copy)]
pub struct Findings<'d> {
    /// Those of the new version.
    pub appeared: &'d [&'d Diagnostic],
    /// Those of the old version.
    pub disappeared: &'d [&'d Diagnostic],
}

impl Difference<'_> {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        let findings = self
            .findings
            .is_none_or(|findings| findings.appeared.is_empty() && findings.disappeared.is_empty());
        self.diff.is_empty() && self.verdicts.is_empty() && findings
    }
}

/// What is to be read of a difference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// How much differs, in a few words.
    pub summary: String,
    /// What differs, in order; sections without lines are left out.
    pub sections: Vec<Section>,
}

/// Lines about one sort of thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub title: &'static str,
    /// What differs.
    pub lines: Vec<Line>,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What became of it.
    pub sign: Sign,
    /// What it says.
    pub pieces: Vec<Piece>,
    /// More about it.
    pub lines: Vec<Line>,
}

/// What became of what a line tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sign {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is another.
    Changed,
    /// It is told for information.
    Plain,
}

impl Sign {
    /// The sign itself.
    pub fn mark(self) -> &'static str {
        match self {
            Sign::Added => "+",
            Sign::Removed => "-",
            Sign::Changed => "~",
            Sign::Plain => " ",
        }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words of ours.
    Ours(String),
    /// An id or a word of the format, from a map.
    Code(String),
    /// A text of a map.
    Text(String),
    /// A text of the old map that is gone.
    Deleted(String),
    /// A text of the new map that is new.
    Inserted(String),
}

fn ours(words: impl Into<String>) -> Piece {
    Piece::Ours(words.into())
}

/// What is to be read of a difference; linear in its size, but for the wordings that changed.
pub fn page(difference: &Difference) -> Page {
    Page { summary: sections::summary(difference), sections: sections::all(difference) }
}

#[cfg(test)]
mod tests;
