//! An analogy that does not say why the likeness matters.

use crate::check::english::is_english;
use crate::check::schemes::{in_role, is_raised, without_role};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, InferenceId};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM508",
    name: "analogy-without-relevance",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::Medium,
    summary: "an analogy has no premise that says why the likeness matters for what is concluded",
    why: "Everything is like everything else in some respect. An analogy carries over what hangs together with the likeness, and that it does so is a premise of its own: the one that an opponent will ask for. Where two premises or more have no role, one of them may be it, and nothing is reported.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The bridge",
  "claims": [
    { "id": "bridge-holds", "text": "The new bridge will carry lorries." },
    { "id": "alike", "text": "The new bridge has the form of the old one.", "basis": "observed" },
    { "id": "old-holds", "text": "The old bridge carries lorries.", "basis": "observed" }
  ],
  "supports": [{
    "id": "like-the-old", "from": ["alike", "old-holds"], "to": "bridge-holds",
    "scheme": "analogy", "roles": { "likeness": "alike", "base": "old-holds" }
  }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The bridge",
  "claims": [
    { "id": "bridge-holds", "text": "The new bridge will carry lorries." },
    { "id": "alike", "text": "The new bridge has the form of the old one.", "basis": "observed" },
    { "id": "old-holds", "text": "The old bridge carries lorries.", "basis": "observed" },
    { "id": "form-bears", "text": "What such a bridge carries depends on its form.", "basis": "common-ground" }
  ],
  "supports": [{
    "id": "like-the-old", "from": ["alike", "old-holds", "form-bears"], "to": "bridge-holds",
    "scheme": "analogy",
    "roles": { "likeness": "alike", "base": "old-holds", "relevance": "form-bears" }
  }]
}"#,
    ),
    source: "M. Hesse, Models and Analogies in Science, 1966; D. Walton, C. Reed and F. Macagno, Argumentation Schemes, 2008, ch. 2.",
};

/// The questions by which an opponent says the same.
const QUESTIONS: &[&str] = &["relevance", "differences", "other-case"];
/// Beginnings of English words by which a premise may say that the likeness matters.
const MATTERING: &[&str] = &[
    "relevan",
    "matter",
    "decisive",
    "essential",
    "respect",
    "depend",
    "determine",
    "because",
    "law",
];

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    for (id, _) in context.schemes().listed(&["analogy"]) {
        if !context.origins.is_whole(id) || !applies(context, id) {
            continue;
        }
        let step = context.step(id);
        let message = format!("{step} argues from a likeness and does not say that it matters");
        let finding = context.finding(&RULE, id, message).at(context.field(id, Field::Scheme));
        found.push(finding.here("why does the likeness matter?").help(
            "add the premise or warrant that what is concluded hangs together with the likeness (role `relevance`)",
        ));
    }
}

/// Whether an analogy has no premise that may say that the likeness matters.
pub(super) fn applies(context: &Context, id: InferenceId) -> bool {
    let step = context.facts.step(id);
    if context.facts.warrant(step).is_some() || in_role(context.map, id, "relevance").is_some() {
        return false;
    }
    // A lone premise without a role is the likeness.
    let free = without_role(context, id).len();
    let needs = context.facts.needs(step);
    let is_full = free == 0 || needs.len() == 1;
    // A premise with no role may say so, and in other languages nobody reads it here.
    let is_read = free == 0 || is_english(context.map);
    is_full
        && is_read
        && !needs.iter().any(|claim| may_matter(context, *claim))
        && !is_raised(context, id, QUESTIONS)
}

fn may_matter(context: &Context, claim: ClaimId) -> bool {
    let text = context.map[claim].text.to_lowercase();
    let mut words = text.split(|letter: char| !letter.is_alphabetic());
    words.any(|word| MATTERING.iter().any(|start| word.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::facts::tests::reading;
    use crate::check::{Options, check};

    fn fires(step: &str, further: &str) -> bool {
        let keys = format!(
            r#"{further} "claims": [
              {{ "id": "a", "text": "A is like B." }}, {{ "id": "b", "text": "B is green." }},
              {{ "id": "c", "text": "A is green." }},
              {{ "id": "why", "text": "Colour depends on form." }}],
            "supports": [{{ "id": "s", "to": "c", {step} }}]"#
        );
        let options = Options { tier: Tier::Pedantic, ..Options::default() };
        let found = check(&reading(&keys, ""), options);
        found.iter().any(|finding| finding.rule.code == RULE.code)
    }

    #[test]
    fn the_likeness_must_be_said_to_matter() {
        assert!(fires(r#""from": ["a"], "scheme": "Argument from analogy""#, ""));
        let two =
            r#""from": ["a", "b"], "scheme": "analogy", "roles": { "likeness": "a", "base": "b" }"#;
        assert!(fires(two, ""));
        assert!(!fires(r#""from": ["a"], "scheme": "sign""#, ""));
        for relevance in [
            r#""from": ["a"], "scheme": "analogy", "warrant": "b""#,
            r#""from": ["a", "b"], "scheme": "analogy""#,
            r#""from": ["a", "b"], "scheme": "analogy", "roles": { "likeness": "a" }"#,
            r#""from": ["a", "b"], "scheme": "analogy", "roles": { "relevance": "b" }"#,
            r#""from": ["why"], "scheme": "analogy""#,
        ] {
            assert!(!fires(relevance, ""), "{relevance}");
        }
        let german = r#""language": "de","#;
        assert!(!fires(r#""from": ["a"], "scheme": "analogy""#, german), "nobody reads it");
        assert!(fires(two, german));
        let raised =
            r#""undercuts": [{ "from": ["b"], "to": "s", "critical-question": "differences" }],"#;
        assert!(!fires(two, raised));
        assert!(!fires(r#""from": ["a"], "scheme": "analogy", "warrant": "gone""#, ""));
    }
}
