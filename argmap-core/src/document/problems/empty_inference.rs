//! An inference without premise or target.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM005",
    name: "empty-inference",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "an inference has no premise or no target",
    why: "A step from nothing, or to nothing, argues nothing.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }, { "id": "idle", "from": [], "to": "rain" }]
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
    source: "An inference has one or more premises and one conclusion: P. Besnard and A. Hunter, Elements of Argumentation, 2008, ch. 3.",
};

/// An inference that lacks its `missing` parts.
pub(crate) fn found(step: &str, missing: &[&str], place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, place, format!("{step} has no {}", missing.join(" and no ")))
        .here("left out of the map")
        .help(format!("give it a {}, or remove it", missing.join(" and a ")))
}
