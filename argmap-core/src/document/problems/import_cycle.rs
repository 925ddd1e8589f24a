//! Files that import each other in a circle.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM011",
    name: "import-cycle",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "files import each other in a circle",
    why: "Each would have to be read before the other. The import that closes the circle is left out.",
    bad: Example {
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
        files: &[(
            "other.json",
            r#"{ "argmap": 1, "title": "Other", "imports": [{ "as": "rain", "path": "map.json" }] }"#,
        )],
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
    source: "Modules of every language without forward declarations.",
};

/// An import that leads back to the file `name`.
pub(crate) fn found(name: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, place, format!("the import leads back to `{name}`"))
        .here("closes a circle of imports, and is left out")
        .help("let a third map import both, or move what they share into one that both import")
}
