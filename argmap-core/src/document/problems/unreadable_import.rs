//! An import that cannot be read.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM019",
    name: "unreadable-import",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "an imported file is missing, is not a map, or lies outside the allowed folder",
    why: "References into it name nothing. Imports stay inside the folder of the map that was asked for, unless the command allows otherwise, so that a map from elsewhere cannot read your files.",
    bad: Example {
        map: r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "imports": [{ "as": "other", "path": "othr.json" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
        files: &[("other.json", r#"{ "argmap": 1, "title": "Other" }"#)],
    },
    good: Example {
        map: r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "imports": [{ "as": "other", "path": "other.json" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
        files: &[("other.json", r#"{ "argmap": 1, "title": "Other" }"#)],
    },
    source: "Include paths of every build tool.",
};

/// An import of `path` that fails for a reason.
pub(crate) fn found(path: &str, reason: &str, help: Option<&str>, place: Place) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, place, format!("`{path}` cannot be imported: {reason}"));
    match help {
        Some(help) => finding.help(help.to_owned()),
        None => finding,
    }
}
