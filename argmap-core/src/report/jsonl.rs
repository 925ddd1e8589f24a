//! Findings as JSON, a line each.

use crate::report::{Form, Pieces, Report, json};

/// A line for each finding, the same object as in the `json` form.
pub const REPORT: Report = Report {
    name: "jsonl",
    summary: "an object a line for each finding",
    form: Form::Pieces(Pieces {
        first: "",
        file: |findings| findings.iter().map(json::to_line).collect(),
        between: "",
        last: |_| String::new(),
    }),
};
