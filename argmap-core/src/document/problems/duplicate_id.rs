//! An id that is defined twice.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM002",
    name: "duplicate-id",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "one id is defined twice in a file; all kinds share one id space",
    why: "A reference to the id could mean either, so what is said of the one would be read as said of the other. The second definition is left out of the map.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "wet", "text": "The roof is wet.", "basis": "observed" }
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
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "wet-roof", "text": "The roof is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }, { "from": ["wet-roof"], "to": "rain" }]
}"#,
    ),
    source: "One name, one thing: every language with declarations.",
};

/// A second definition of `name`.
pub(crate) fn found(name: &str, second: Place, first: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, second, format!("the id `{name}` is defined twice"))
        .here("the second definition is left out")
        .label(first, "the first definition")
        .help("give one of the two another id; all kinds of parts share one id space")
        .about(name)
}
