//! An undercut of a strict step.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM021",
    name: "undercut-of-strict",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "an undercut aims at a strict step",
    why: "A strict step is deductive: who grants its premises has granted its conclusion, so there is nothing to undercut. Only defeasible steps have exceptions.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "swept", "text": "The street was swept with water.", "basis": "observed" },
    { "id": "drained", "text": "That water had run off at once.", "basis": "observed" }
  ],
  "supports": [{ "id": "from-wet", "from": ["wet"], "to": "rain", "strict": true }],
  "undercuts": [
    { "id": "other-cause", "from": ["swept"], "to": "from-wet" },
    { "from": ["drained"], "to": "other-cause" }
  ]
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
    { "id": "swept", "text": "The street was swept with water.", "basis": "observed" },
    { "id": "drained", "text": "That water had run off at once.", "basis": "observed" }
  ],
  "supports": [{ "id": "from-wet", "from": ["wet"], "to": "rain" }],
  "undercuts": [
    { "id": "other-cause", "from": ["swept"], "to": "from-wet" },
    { "from": ["drained"], "to": "other-cause" }
  ]
}"#,
    ),
    source: "S. Modgil and H. Prakken, The ASPIC+ framework for structured argumentation, Argument and Computation 5, 2014, definition 3.10.",
};

/// An undercut of the strict step `step`.
pub(crate) fn found(step: &str, place: Place, strict: Option<Place>) -> Diagnostic {
    Diagnostic::new(&RULE, place, format!("the step `{step}` is strict and cannot be undercut"))
        .here("left out of the map")
        .label(strict, "declared strict here")
        .help("rebut one of its premises; or, if the step has exceptions, do not call it strict")
        .about(step)
}
