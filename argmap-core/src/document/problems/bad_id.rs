//! An id outside the grammar of ids.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM017",
    name: "bad-id",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "an id is outside the grammar of ids",
    why: "Ids appear in references, formulas, file names and addresses. A narrow grammar keeps them the same everywhere.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "id": "From wet", "from": ["wet"], "to": "rain" }]
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
  "supports": [{ "id": "from-wet", "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "The grammar of host names (RFC 1123) and of most package registries.",
};

/// An id that is not one.
pub(crate) fn found(name: &str, place: Place) -> Diagnostic {
    let message = match name {
        "" => "an id is empty".to_owned(),
        _ => format!("`{name}` is not an id"),
    };
    let finding = Diagnostic::new(&RULE, place, message)
        .here("an id is of lower-case letters from a to z, digits and hyphens, no hyphen first");
    let mended = mend(name);
    if mended.is_empty() { finding } else { finding.help(format!("write `{mended}`")) }
}

/// The id that is nearest to a word; empty where letters would be lost.
fn mend(name: &str) -> String {
    if name.chars().any(|letter| letter.is_alphanumeric() && !letter.is_ascii()) {
        return String::new();
    }
    let letters = name.chars().flat_map(char::to_lowercase);
    let letters = letters.map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' });
    let mended: String = letters.collect();
    let parts: Vec<&str> = mended.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_mended() {
        assert_eq!(super::mend("Lost Power (1928)"), "lost-power-1928");
        assert_eq!(super::mend("-"), "");
        assert_eq!(super::mend("grünes-haus"), "");
    }
}
