//! Findings in the Diagnostic Format of reviewdog, which comments on changes in many places.

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::report::results::{Finding, Results};
use crate::report::{Form, Report, json};

/// One object, with changes that mend findings as suggestions. Columns are bytes, from 1.
pub const REPORT: Report = Report {
    name: "rdjson",
    summary: "the Diagnostic Format of reviewdog",
    form: Form::Whole(|results| json::to_text(&document(results))),
};

#[derive(Serialize)]
struct Document<'r> {
    source: Source,
    diagnostics: Vec<One<'r>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct One<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'r>>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Range,
    text: &'r str,
}

fn document(results: &Results) -> Document<'_> {
    let unreadable = results.unreadable.iter().map(|unreadable| One {
        message: unreadable.message.clone(),
        location: Location { path: &unreadable.name, range: None },
        severity: "ERROR",
        code: None,
        suggestions: Vec::new(),
    });
    let diagnostics = unreadable.chain(results.findings.iter().map(one)).collect();
    Document { source: Source { name: "argmap" }, diagnostics }
}

fn one(finding: &Finding) -> One<'_> {
    let place = finding.labels.first().map(|mark| &mark.range);
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
    One {
        message: finding.text(),
        location: Location {
            path: place.map_or(&finding.file, |range| &range.file),
            range: place.map(range),
        },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Some(Code { value: finding.code }),
        suggestions: edits
            .map(|edit| Suggestion { range: range(&edit.range), text: &edit.text })
            .collect(),
    }
}

fn range(range: &json::Range) -> Range {
    let point = |point: json::Point| Point { line: point.line, column: point.bytes };
    Range { start: point(range.start), end: point(range.end) }
}
