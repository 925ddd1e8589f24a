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

/// An import at `start` that leads back to its own file `name`, through the import at `end`.
pub(crate) fn found(name: &str, start: Place, end: Place) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, start, format!("this import leads back to `{name}`"))
        .help("let a third map import both, or move what they share into one that both import");
    match start == end {
        true => finding.here("a file cannot import itself"),
        false => finding.here("leads round in a circle").label(end, "back from here"),
    }
}
