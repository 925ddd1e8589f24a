//! Findings as JSON, a line each.

use crate::report::{Report, json};

/// A line for each finding, the same object as in the `json` form.
pub const REPORT: Report = Report {
    name: "jsonl",
    summary: "an object a line for each finding",
    write: |results| results.findings.iter().map(json::to_line).collect(),
};
