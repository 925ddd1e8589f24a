//! Findings as a Code Quality report of GitLab.

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::report::results::{Finding, Results};
use crate::report::{Form, Report, fingerprint, json};

/// A list of issues, as the artifact `codequality` wants it.
pub const REPORT: Report = Report {
    name: "gitlab",
    summary: "a Code Quality report of GitLab",
    form: Form::Whole(|results| json::to_text(&issues(results))),
};

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn issues(results: &Results) -> Vec<Issue<'_>> {
    let unreadable = results.unreadable.iter().map(|unreadable| Issue {
        description: unreadable.message.clone(),
        check_name: "unreadable",
        fingerprint: fingerprint::of_file(&unreadable.name, "unreadable"),
        severity: "blocker",
        location: Location { path: plain(&unreadable.name), lines: Lines { begin: 1, end: 1 } },
    });
    unreadable.chain(results.findings.iter().map(issue)).collect()
}

fn issue(finding: &Finding) -> Issue<'_> {
    let place = finding.labels.first().map(|mark| &mark.range);
    let lines = place.map_or(Lines { begin: 1, end: 1 }, |range| Lines {
        begin: range.start.line,
        end: range.end.line,
    });
    Issue {
        description: format!("{}: {}", finding.code, finding.message),
        check_name: finding.name,
        // GitLab takes issues with one fingerprint for one issue, whatever their files.
        fingerprint: fingerprint::of_file(&finding.file, &finding.fingerprint),
        severity: match finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "info",
        },
        location: Location { path: plain(place.map_or(&finding.file, |range| &range.file)), lines },
    }
}

fn plain(path: &str) -> &str {
    path.strip_prefix("./").unwrap_or(path)
}
