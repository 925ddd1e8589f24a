//! A reference to a thing of the wrong kind.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM004",
    name: "wrong-kind",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a reference names a thing of the wrong kind",
    why: "Only claims can be premises, only claims can be supported or rebutted, and only steps can be undercut: an objection to a claim is a rebuttal, an objection to the step that leads to it is an undercut, and they do different work.",
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
  "supports": [{ "from": ["wet"], "to": "rain" }],
  "undercuts": [
    { "id": "other-cause", "from": ["swept"], "to": "rain" },
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
    source: "J. Pollock, Defeasible Reasoning, Cognitive Science 11, 1987: rebutting and undercutting defeaters.",
};

/// A reference `name` to a `kind` where a `wanted` was expected.
pub(crate) fn found(
    name: &str,
    kind: &str,
    wanted: &str,
    help: Option<&str>,
    place: Place,
    declared: Option<Place>,
) -> Diagnostic {
    let message = format!("`{name}` is {}, not {}", article(kind), article(wanted));
    let finding = Diagnostic::new(&RULE, place, message)
        .here(format!("{} is expected here", article(wanted)))
        .label(declared, format!("declared here as {}", article(kind)))
        .about(name);
    match help {
        Some(help) => finding.help(help.to_owned()),
        None => finding,
    }
}

fn article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}
