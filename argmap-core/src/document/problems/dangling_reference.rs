//! A reference that names nothing.

use crate::diagnostic::{Confidence, Diagnostic, Edit, Example, Fix, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM001",
    name: "dangling-reference",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a reference names nothing",
    why: "A step whose premise or target is not there supports nothing, and nobody sees it: the claim it was written for looks unsupported, or an objection is lost.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wett"], "to": "rain" }]
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
    source: "Every linker; gsn2x checks the same of its elements.",
};

/// A term `name` that the file's glossary does not have.
pub(crate) fn found_no_term(name: &str, near: Option<&str>, place: Place) -> Diagnostic {
    let message = format!("the glossary has no term `{name}`");
    let finding = Diagnostic::new(&RULE, place, message);
    match near {
        Some(near) => finding.here(format!("did you mean `{near}`?")),
        None => finding
            .here("no term of this file's glossary")
            .help(format!("declare `{name}` and its senses in `glossary`")),
    }
}

/// A sense `name` that the file's glossary does not give a term.
pub(crate) fn found_no_sense(
    term: &str,
    name: &str,
    near: Option<&str>,
    place: Place,
) -> Diagnostic {
    let message = format!("the glossary gives `{term}` no sense `{name}`");
    let finding = Diagnostic::new(&RULE, place, message);
    match near {
        Some(near) => finding.here(format!("did you mean `{near}`?")),
        None => finding
            .here("no sense of the term in this file's glossary")
            .help(format!("add `{name}` to the senses of `{term}` in `glossary`")),
    }
}

/// A reference `name` with the prefix `alias`, written where a `wanted` was expected, in a file
/// that has no import of that prefix.
pub(crate) fn found_no_import(name: &str, wanted: &str, alias: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, place, format!("there is no {wanted} `{name}`"))
        .here(format!("no import is called `{alias}`"))
        .help(format!("import its file as `{alias}`, or name a {wanted} that is declared"))
}

/// A reference `name`, written where a `wanted` was expected, that names nothing; `near` is a name
/// like it, and `meant` the one of which it is a slip of the pen.
pub(crate) fn found(
    name: &str,
    wanted: &str,
    near: Option<&str>,
    meant: Option<&str>,
    place: Place,
) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, place, format!("there is no {wanted} `{name}`"));
    match (meant, near) {
        (Some(meant), _) => {
            let text = serde_json::Value::from(meant).to_string();
            let fix = Fix::of(format!("name `{meant}`"), Edit { place, text });
            finding.here(format!("did you mean `{meant}`?")).fix(fix)
        }
        (None, Some(near)) => finding.here(format!("did you mean `{near}`?")),
        (None, None) => {
            let declare = match name.rsplit_once('/') {
                Some((file, id)) => format!("declare `{id}` in the file imported as `{file}`"),
                None => format!("declare `{name}`"),
            };
            finding
                .here("names nothing in this file or in those it imports")
                .help(format!("{declare}, or name a {wanted} that is declared"))
        }
    }
}
