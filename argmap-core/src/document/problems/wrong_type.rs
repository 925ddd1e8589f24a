//! A value of the wrong type or range.

use crate::diagnostic::{Confidence, Diagnostic, Edit, Example, Fix, Rule, Severity, Tier};
use crate::document::{nearest, one_slip};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM015",
    name: "wrong-type",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a value has the wrong type, is out of its range, or is not one of the words allowed",
    why: "A value that cannot be what its key asks for is left out of the map.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night.", "kind": "event" },
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
    { "id": "rain", "text": "It rained last night.", "kind": "fact" },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "JSON Schema type and enum.",
};

/// A value, described by `subject`, that is `found` and should be `expected`.
pub(crate) fn found(subject: &str, expected: &str, found: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, place, format!("{subject} must be {expected}, not {found}"))
        .here(format!("{expected} was expected"))
}

/// A word that is not one of those that `key` allows.
pub(crate) fn unknown_word(
    what: &str,
    key: &str,
    word: &str,
    words: &[&'static str],
    place: Place,
) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, place, format!("`{key}` of {what} cannot be `{word}`"));
    let words_allowed = || words.iter().copied();
    let finding = match (one_slip(word, words_allowed()), nearest(word, words_allowed())) {
        (Some(meant), _) => {
            let edit = Edit { place, text: format!("\"{meant}\"") };
            let fix = Fix::of(format!("write `{meant}`"), edit);
            finding.here(format!("did you mean `{meant}`?")).fix(fix)
        }
        (None, Some(near)) => finding.here(format!("did you mean `{near}`?")),
        (None, None) => finding.here("not one of the words allowed"),
    };
    finding.help(format!("the words are {}", words.join(", ")))
}

/// A version of the format that is not known.
pub(crate) fn unknown_version(place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, place, "this version of the format is not known")
        .here("the known version is 1")
        .help("write `\"argmap\": 1`, or use an argmap that knows this version")
}
