//! Findings a line each.

use std::fmt::Write;

use crate::report::Report;
use crate::report::escape::visible;
use crate::report::results::Finding;

/// A line for each finding: `path:line:column: CODE severity: message`.
pub const REPORT: Report = Report {
    name: "concise",
    summary: "a line for each finding",
    write: |results| {
        let mut text = String::new();
        for finding in &results.findings {
            writeln!(text, "{}", line(finding)).expect("writing to a string cannot fail");
        }
        text
    },
};

fn line(finding: &Finding) -> String {
    let place = match finding.labels.first() {
        Some(mark) => {
            let range = &mark.range;
            format!("{}:{}:{}", range.file, range.start.line, range.start.column)
        }
        None => finding.file.clone(),
    };
    let severity = finding.severity.word();
    visible(&format!("{place}: {} {severity}: {}", finding.code, finding.message)).into_owned()
}
