//! A question or conflict with the wrong number of claims.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM022",
    name: "ill-formed-question",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a question has fewer than two answers, or a conflict is not between two claims or more, a contradictory one between exactly two",
    why: "A question with one answer asks nothing. Exactly one of a contradictory pair is true: of three claims that cannot be said by pairs; ask an exclusive and exhaustive question instead.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }],
  "questions": [{ "id": "weather", "text": "What was the weather?", "answers": ["rain"] }]
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
    { "id": "dry", "text": "The night was dry.", "basis": "assumed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }],
  "questions": [{ "id": "weather", "text": "What was the weather?", "answers": ["rain", "dry"] }]
}"#,
    ),
    source: "W. Kunz and H. Rittel, Issues as Elements of Information Systems, 1970.",
};

/// A question or conflict, described by `subject`, with a wrong number of claims.
pub(crate) fn found(subject: &str, wanted: &str, found: usize, place: Place) -> Diagnostic {
    let found = match found {
        0 => "none".to_owned(),
        number => number.to_string(),
    };
    Diagnostic::new(&RULE, place, format!("{subject} needs {wanted}, and has {found}"))
        .here("left out of the map")
}
