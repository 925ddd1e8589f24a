//! A key that stands twice in an object.

use crate::diagnostic::{Confidence, Diagnostic, Example, Fix, Rule, Severity, Tier};
use crate::text::{Place, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM018",
    name: "duplicate-key",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "one key stands twice in an object",
    why: "Readers of JSON differ in which of the two they take. Here the first counts.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night.", "text": "It poured last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "RFC 8259, section 4: names within an object should be unique.",
};

/// A second `key` in an object; `gone` is what to delete if its value is that of the first.
pub(crate) fn found(key: &str, second: Place, first: Place, gone: Option<Vec<Span>>) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, second, format!("the key `{key}` stands twice here"))
        .here("left out")
        .label(first, "the first counts")
        .help("keep one of the two");
    match gone {
        Some(gone) => {
            finding.fix(Fix::deletion(format!("leave out the second `{key}`"), second.file, gone))
        }
        None => finding,
    }
}
