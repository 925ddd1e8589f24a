//! Findings a line each.

use crate::diagnostic::{Rule, Severity};
use crate::report::escape::visible;
use crate::report::results::Finding;
use crate::report::{Form, Pieces, Report};

/// A line for each finding: `path:line:column: CODE severity: message`.
pub const REPORT: Report = Report {
    name: "concise",
    summary: "a line for each finding",
    form: Form::Pieces(Pieces { first: "", file: lines, between: "", last: |_| String::new() }),
};

fn lines(findings: &[Finding]) -> String {
    let line = |it: &Finding| line(&it.place(), it.rule, it.severity, &it.message) + "\n";
    findings.iter().map(line).collect()
}

/// A finding in one line.
pub(super) fn line(place: &str, rule: &Rule, severity: Severity, message: &str) -> String {
    visible(&format!("{place}: {} {}: {message}", rule.code, severity.word())).into_owned()
}
