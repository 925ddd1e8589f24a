//! Findings line by line, and how many there are.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Reading;
use crate::report::concise;

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// What is only worth knowing.
    pub infos: usize,
}

impl Counts {
    /// Counts findings.
    pub fn of<'d>(findings: impl IntoIterator<Item = &'d Diagnostic>) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }

    /// Adds those of another file.
    pub fn add(&mut self, other: Counts) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
    }

    /// How many there are at or above a severity.
    pub fn at_least(self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.errors + self.warnings + self.infos,
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Counts { errors, warnings, infos } = *self;
        write!(
            out,
            "{}, {}, {}",
            count(errors, "error"),
            count(warnings, "warning"),
            count(infos, "info")
        )
    }
}

/// A number of things: `1 error`, `2 errors`.
pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// Where a finding is reported: `file:line:column`, the file's name alone for what has no place.
pub fn place(reading: &Reading, finding: &Diagnostic) -> String {
    let Some(place) = finding.place() else {
        return reading.files.first().map_or(String::new(), |file| file.name().to_owned());
    };
    let file = reading.file(place);
    let position = file.position(place.span.start);
    format!("{}:{}:{}", file.name(), position.line, position.column)
}

/// A finding in one line: `file:line:column: CODE severity: message`.
pub fn line(reading: &Reading, finding: &Diagnostic) -> String {
    concise::line(&place(reading, finding), finding.rule, finding.severity, &finding.message)
}
