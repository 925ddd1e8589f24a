//! Text that is not JSON.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM014",
    name: "syntax",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "the text is not JSON at this place; reading goes on behind it",
    why: "What cannot be read is not in the map. The format is JSON with comments and trailing commas.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." }
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
    source: "RFC 8259: The JavaScript Object Notation (JSON) Data Interchange Format.",
};

/// The first line of a conflict that Git left in the text.
pub(crate) fn found_conflict(place: Place) -> Diagnostic {
    found("Git left a conflict here: two versions of these lines", place)
        .here("of the two the first is read")
        .help("choose, and delete the other with the lines of `<`, `=` and `>`; with `argmap merge` as Git's merge driver a map stays readable")
}

/// A fault of syntax.
pub(crate) fn found(message: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, place, message)
}
