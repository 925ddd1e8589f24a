//! A key that the format does not know.

use crate::diagnostic::{Confidence, Diagnostic, Edit, Example, Fix, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM003",
    name: "unknown-field",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a key is not known to the format",
    why: "A misspelt key is silently lost by most readers of JSON: a `supports` written `suports` leaves every claim without support.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "cold", "text": "It is cold.", "basis": "observed", "knd": "fact" }
  ],
  "supports": [{ "from": ["wet", "cold"], "to": "rain" }]
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
    { "id": "cold", "text": "It is cold.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet", "cold"], "to": "rain" }]
}"#,
    ),
    source: "serde deny_unknown_fields; JSON Schema additionalProperties.",
};

/// A key of `what` that is not among those that are known.
pub(crate) fn found(
    what: &str,
    key: &str,
    near: Option<&str>,
    known: &[&str],
    place: Place,
) -> Diagnostic {
    let finding = Diagnostic::new(&RULE, place, format!("{what} has no key `{key}`"));
    let finding = match near {
        Some(near) => finding.here(format!("did you mean `{near}`?")),
        None => finding.here("unknown key"),
    };
    finding.help(format!("the keys are {}", known.join(", ")))
}

/// Adds to a finding how to mend it: by the key of which the one found is a slip of the pen.
pub(crate) fn meant(finding: &mut Diagnostic, key: &str) {
    let Some(place) = finding.place() else { return };
    let edit = Edit { place, text: format!("\"{key}\"") };
    finding.labels[0].message = format!("did you mean `{key}`?").into();
    finding.fix = Some(Box::new(Fix::of(format!("write `{key}`"), edit)));
}
