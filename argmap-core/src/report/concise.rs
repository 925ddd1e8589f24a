//! Findings a line each.

use crate::report::escape::visible;
use crate::report::results::Finding;
use crate::report::{Form, Pieces, Report};

/// A line for each finding: `path:line:column: CODE severity: message`.
pub const REPORT: Report = Report {
    name: "concise",
    summary: "a line for each finding",
    form: Form::Pieces(Pieces {
        first: "",
        file: |findings| findings.iter().map(|finding| line(finding) + "\n").collect(),
        between: "",
        last: |_| String::new(),
    }),
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
