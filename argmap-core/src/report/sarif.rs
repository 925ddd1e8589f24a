//! Findings in SARIF 2.1.0, the Static Analysis Results Interchange Format, with what GitHub's
//! code scanning asks for beyond it.
//!
//! GitHub takes 25,000 results of a run and shows 5,000 of them; above that the most severe ones
//! are written, and a notification says how many are left out.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Value, json};

use crate::diagnostic::{Confidence, Rule, Severity};
use crate::report::results::{Finding, Mark, Results};
use crate::report::{Form, Report, json, rules};

/// One run of one tool.
pub const REPORT: Report = Report {
    name: "sarif",
    summary: "SARIF 2.1.0, for code scanning",
    form: Form::Whole(|results| json::to_text(&log(results))),
};

/// So many results are written at most.
const MOST_RESULTS: usize = 25_000;

/// Rules whose places are the steps of a way.
const WAYS: &[&str] = &["AM011", "AM202"];

/// The root to which relative addresses are relative.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    original_uri_base_ids: Value,
    column_kind: &'static str,
    invocations: [Invocation; 1],
    results: Vec<OneResult>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    name: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Text {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    precision: &'static str,
    #[serde(rename = "problem.severity")]
    severity: &'static str,
    tags: [&'static str; 2],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Location>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OneResult {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    code_flows: Vec<Value>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Value>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "argmapFinding/v1")]
    own: String,
    /// The only key that GitHub looks at.
    #[serde(rename = "primaryLocationLineHash")]
    github: String,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Value>,
}

fn log(results: &Results) -> Log {
    let mut used: Vec<&'static Rule> = results.findings.iter().map(|found| found.rule).collect();
    used.sort_unstable_by_key(|rule| rule.code);
    used.dedup_by_key(|rule| rule.code);
    let kept = most_severe(&results.findings);
    let mut notifications: Vec<Notification> = Vec::new();
    for unreadable in &results.unreadable {
        notifications.push(Notification {
            level: "error",
            message: plain(&unreadable.message),
            locations: vec![location(physical(&unreadable.name, None))],
        });
    }
    let left_out = results.findings.len() - kept.len();
    if left_out > 0 {
        let message = plain(&format!(
            "{left_out} less severe findings are left out: more than {MOST_RESULTS} are not taken"
        ));
        notifications.push(Notification { level: "warning", message, locations: Vec::new() });
    }
    let index = |rule: &Rule| {
        used.binary_search_by_key(&rule.code, |rule| rule.code).expect("the rule of a finding")
    };
    Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "argmap",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: used.iter().map(|rule| descriptor(rule)).collect(),
                },
            },
            original_uri_base_ids: json!({ ROOT: { "description": { "text": "The folder in which the check ran." } } }),
            column_kind: "unicodeCodePoints",
            invocations: [Invocation {
                execution_successful: results.unreadable.is_empty(),
                tool_execution_notifications: notifications,
            }],
            results: kept.iter().map(|finding| result(finding, index(finding.rule))).collect(),
        }],
    }
}

/// The findings in their order, without the least severe ones where there are too many.
fn most_severe(findings: &[Finding]) -> Vec<&Finding> {
    let mut kept: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
    if kept.len() > MOST_RESULTS {
        kept.sort_by_key(|(number, finding)| (std::cmp::Reverse(finding.severity), *number));
        kept.truncate(MOST_RESULTS);
        kept.sort_by_key(|(number, _)| *number);
    }
    kept.into_iter().map(|(_, finding)| finding).collect()
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    let text = |text: &str| Text { text: text.to_owned(), markdown: None };
    let sentence = format!("Fires when {}.", rule.summary.trim_end_matches('.'));
    Descriptor {
        id: rule.code,
        name: rule.name,
        short_description: text(&sentence),
        full_description: text(rule.why),
        help: Text {
            text: format!("{sentence}\n\n{}\n\nSource: {}", rule.why, rule.source),
            markdown: Some(rules::markdown(rule, 1)),
        },
        default_configuration: Configuration { level: level(rule.severity) },
        properties: Properties {
            precision: match rule.confidence {
                Confidence::High => "high",
                Confidence::Medium => "medium",
                Confidence::Low => "low",
            },
            severity: match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
            tags: ["argument", rules::section(rule)],
        },
    }
}

fn result(finding: &Finding, rule_index: usize) -> OneResult {
    let first = match finding.labels.first() {
        Some(mark) => of_mark(mark, None),
        None => location(physical(&finding.file, Some(&START))),
    };
    let further = finding.labels.iter().enumerate().skip(1);
    let related = further.map(|(number, mark)| of_mark(mark, Some(number))).collect();
    let print = finding.fingerprint.clone();
    OneResult {
        rule_id: finding.code,
        rule_index,
        level: level(finding.severity),
        message: plain(&finding.text()),
        locations: [first],
        related_locations: related,
        code_flows: way(finding),
        partial_fingerprints: Fingerprints { own: print.clone(), github: print },
        fixes: fixes(finding),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A message that stays text: brackets would be links (SARIF 2.1.0, 3.11.6).
fn plain(text: &str) -> Text {
    Text { text: text.replace('\\', r"\\").replace('[', r"\[").replace(']', r"\]"), markdown: None }
}

/// Where a circle is gone through, as a flow.
fn way(finding: &Finding) -> Vec<Value> {
    if !WAYS.contains(&finding.code) || finding.labels.len() < 2 {
        return Vec::new();
    }
    let steps = finding.labels.iter().map(|mark| json!({ "location": of_mark(mark, None) }));
    vec![json!({ "threadFlows": [{ "locations": steps.collect::<Vec<_>>() }] })]
}

fn fixes(finding: &Finding) -> Vec<Value> {
    let Some(fix) = &finding.fix else { return Vec::new() };
    let Some(first) = fix.edits.first() else { return Vec::new() };
    let replacements = fix.edits.iter().map(|edit| {
        json!({ "deletedRegion": region(&edit.range), "insertedContent": { "text": edit.text } })
    });
    let change = json!({
        "artifactLocation": artifact(&first.range.file),
        "replacements": replacements.collect::<Vec<_>>(),
    });
    vec![json!({ "description": plain(&fix.message), "artifactChanges": [change] })]
}

/// The first character of a file, for what has no place.
static START: [usize; 4] = [1, 1, 1, 1];

fn of_mark(mark: &Mark, id: Option<usize>) -> Location {
    let (start, end) = (mark.range.start, mark.range.end);
    let numbers = [start.line, start.column, end.line, end.column];
    let message = (!mark.message.is_empty()).then(|| json!(plain(&mark.message)));
    Location { id, message, ..location(physical(&mark.range.file, Some(&numbers))) }
}

fn location(physical_location: Value) -> Location {
    Location { id: None, physical_location, message: None }
}

fn physical(file: &str, numbers: Option<&[usize; 4]>) -> Value {
    match numbers {
        Some(numbers) => json!({
            "artifactLocation": artifact(file),
            "region": lines(*numbers),
        }),
        None => json!({ "artifactLocation": artifact(file) }),
    }
}

fn region(range: &json::Range) -> Value {
    lines([range.start.line, range.start.column, range.end.line, range.end.column])
}

fn lines([start_line, start_column, end_line, end_column]: [usize; 4]) -> Value {
    json!({
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
    })
}

/// What may stand in a path of an address as it is.
const IN_PATHS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');

fn artifact(file: &str) -> Value {
    let file = file.strip_prefix("./").unwrap_or(file);
    let address = utf8_percent_encode(file, IN_PATHS).to_string();
    if file.starts_with('/') {
        json!({ "uri": format!("file://{address}") })
    } else {
        json!({ "uri": address, "uriBaseId": ROOT })
    }
}

#[cfg(test)]
mod tests {
    use super::{artifact, plain};

    #[test]
    fn addresses_and_messages_are_what_sarif_means_by_them() {
        assert_eq!(artifact("./a b/ü#?.json")["uri"], "a%20b/%C3%BC%23%3F.json");
        assert_eq!(artifact("/a:b.json")["uri"], "file:///a%3Ab.json");
        assert_eq!(artifact("/a").get("uriBaseId"), None);
        assert_eq!(plain(r"see [1](2) and \").text, r"see \[1\](2) and \\");
    }
}
