//! A required key that is missing.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM016",
    name: "missing-field",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a required key is missing or says nothing",
    why: "Without it the part means nothing: a claim without a text claims nothing.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "cold", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet", "cold"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "cold", "text": "It is cold.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet", "cold"], "to": "rain" }]
}"#,
    ),
    source: "JSON Schema required.",
};

/// `key` of `what` says nothing.
pub(crate) fn blank(what: &str, key: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, place, format!("`{key}` of {what} is empty"))
        .here("nothing is said here")
}

/// `what`, called `name` if it has a name, lacks `key`.
pub(crate) fn found(what: &str, name: Option<&str>, key: &str, place: Place) -> Diagnostic {
    let subject = match name {
        Some(name) => format!("{what} (`{name}`)"),
        None => what.to_owned(),
    };
    Diagnostic::new(&RULE, place, format!("{subject} has no `{key}`"))
        .here(format!("`{key}` is required"))
}
