//! What two versions of a map say differently, and nobody has decided.

use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "AM023",
    name: "unmerged",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "two versions of the map were merged that say different things here",
    why: "A merge takes what only one side changed. Where both did, somebody has to decide: until then our side's value stands in its place, and all values are kept in `unmerged`. What one side removed and the other changed or still needs is kept.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained all night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }],
  "unmerged": [
    {
      "list": "claims",
      "at": "rain",
      "key": "text",
      "base": "It rained.",
      "ours": "It rained all night.",
      "theirs": "It rained in the evening."
    }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained in the evening and all night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "Jujutsu and Pijul keep conflicts as data in what they merge.",
};

/// The places of what is not merged.
pub(crate) struct Places {
    /// The entry of `unmerged`.
    pub entry: Place,
    /// What stands in its place in the map.
    pub in_place: Option<Place>,
    /// Our side's value in the entry.
    pub ours: Option<Place>,
    /// Their side's value in the entry.
    pub theirs: Option<Place>,
}

/// `what` is not merged; it has the name `about`, if any.
pub(crate) fn found(what: &str, about: Option<&str>, places: &Places) -> Diagnostic {
    let Places { entry, in_place, ours, theirs } = *places;
    let is_kept = in_place.is_some();
    let (message, here, there) = match (ours, theirs) {
        (Some(_), Some(_)) => {
            ("says one thing in our version and another in theirs", "ours", "theirs")
        }
        (Some(_), None) => (
            "is gone in their version, and changed or needed in ours",
            if is_kept { "kept as in ours" } else { "ours" },
            "theirs has none",
        ),
        (None, Some(_)) => (
            "is gone in our version, and changed or needed in theirs",
            if is_kept { "as it stands" } else { "theirs" },
            "theirs",
        ),
        (None, None) => {
            ("is gone in both versions, but not decided", "as it stands", "not decided")
        }
    };
    let finding =
        Diagnostic::new(&RULE, in_place.or(ours).unwrap_or(entry), format!("{what} {message}"))
            .here(here)
            .label(theirs.unwrap_or(entry), there)
            .help("let stand what is to stand, then delete the entry of `unmerged`");
    match about {
        Some(name) => finding.about(name),
        None => finding,
    }
}
