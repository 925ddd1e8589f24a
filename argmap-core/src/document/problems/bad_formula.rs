//! A formula that cannot be read.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM020",
    name: "bad-formula",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a formula has a fault of syntax, names what is not there, defines in a circle, or nests too deep",
    why: "A formula says what a claim means in terms of others. One that cannot be read says nothing, and the consistency of the claims that it was to join goes unchecked.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "cold", "text": "It is cold.", "basis": "observed" },
    { "id": "snow", "text": "It rained and was cold.", "formula": "rain & & cold", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }, { "from": ["cold"], "to": "rain" }, { "from": ["snow"], "to": "rain" }]
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
    { "id": "cold", "text": "It is cold.", "basis": "observed" },
    { "id": "snow", "text": "It rained and was cold.", "formula": "rain & cold", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }, { "from": ["cold"], "to": "rain" }, { "from": ["snow"], "to": "rain" }]
}"#,
    ),
    source: "Propositional logic; circular definitions: P. Suppes, Introduction to Logic, 1957, section 8.3.",
};

/// A formula of the claim `claim` that is not one.
pub(crate) fn found(claim: &str, reason: &str, place: Place) -> Diagnostic {
    Diagnostic::new(&RULE, place, format!("the formula of `{claim}` cannot be read"))
        .here(reason.to_owned())
        .about(claim)
}

/// A name in a formula that is neither a claim nor a letter.
pub(crate) fn unknown_name(
    claim: &str,
    name: &str,
    near: Option<&str>,
    place: Place,
) -> Diagnostic {
    let message =
        format!("the formula of `{claim}` names `{name}`, which is neither a claim nor an atom");
    let finding = Diagnostic::new(&RULE, place, message).about(claim);
    match near {
        Some(near) => finding.here(format!("did you mean `{near}`?")),
        None => {
            let (id, file) = match name.rsplit_once('/') {
                Some((file, id)) => (id, format!("in the file imported as `{file}`, ")),
                None => (name, String::new()),
            };
            finding.here("unknown name").help(format!(
                "declare `{id}` {file}under `claims` or, if nobody claims it, under `atoms`"
            ))
        }
    }
}

/// Formulas that define claims in terms of each other.
pub(crate) fn circle(claims: &[String], places: &[Option<Place>]) -> Diagnostic {
    let ring = claims.iter().map(|claim| format!("`{claim}`")).collect::<Vec<_>>().join(" → ");
    let message = match claims {
        [claim] => format!("the formula of `{claim}` speaks of `{claim}` itself"),
        _ => format!("the formulas define claims in a circle: {ring} → `{}`", claims[0]),
    };
    let mut finding = Diagnostic::new(&RULE, places[0], message)
        .here("a formula may not come back to its own claim")
        .help("take one of them out; a mutual dependence is a strict step or a conflict");
    for (claim, place) in claims.iter().zip(places).skip(1) {
        finding = finding.label(*place, format!("the formula of `{claim}`"));
    }
    claims.iter().fold(finding, Diagnostic::about)
}
