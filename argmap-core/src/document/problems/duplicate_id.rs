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
    why: "A reference to the id could mean either, so what is said of the one would be read as said of the other. One of the two is left out of the map; a step or conflict stays in it without the id.",
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

/// A second import with the prefix `alias`.
/// Two parts of `whole` have one name, such as two sections of a source; references mean the first.
pub(crate) fn found_within(
    what: &str,
    whole: &str,
    name: &str,
    second: Place,
    first: Place,
) -> Diagnostic {
    Diagnostic::new(&RULE, second, format!("two {what}s of {whole} are called `{name}`"))
        .here(format!("no reference means this {what}"))
        .label(first, "this one counts")
        .help("call one of the two otherwise")
}

pub(crate) fn found_prefix(alias: &str, second: Place, first: Place) -> Diagnostic {
    Diagnostic::new(&RULE, second, format!("two imports are called `{alias}`"))
        .here("this import is left out")
        .label(first, "this one counts")
        .help("call one of the two otherwise")
}

/// A further definition of `name`, which is `kept` without the name or left out.
pub(crate) fn found(name: &str, second: Place, first: Option<Place>, kept: bool) -> Diagnostic {
    Diagnostic::new(&RULE, second, format!("the id `{name}` is defined twice"))
        .here(if kept { "goes without the id" } else { "this definition is left out" })
        .label(first, "this one counts")
        .help("give one of the two another id; all kinds of parts share one id space")
        .about(name)
}
