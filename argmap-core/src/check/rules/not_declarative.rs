//! A claim that ends in a question mark.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM605",
    name: "not-declarative",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a claim ends in a question mark",
    why: "A question is neither true nor false: nothing can support or rebut it. Rhetorical questions hide the claim that the author wants granted.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "Did it rain last night?" },
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
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "A claim is what is true or false: S. Toulmin, The Uses of Argument, 1958, ch. 3.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    for (id, claim) in context.map.claims() {
        if !context.is_own(id) || !asks(&claim.text) {
            continue;
        }
        let message = format!("{} asks instead of claiming", context.claim(id));
        let finding = context.finding(&RULE, id, message);
        let finding = match context.field(id, Field::Text) {
            Some(place) => finding.at(place),
            None => finding,
        };
        let help = "say what the answer is; or make it a question, whose `answers` are claims";
        found.push(finding.here("a question is neither true nor false").help(help));
    }
}

/// Whether a text ends in a question mark of whatever script, exclamation marks apart.
fn asks(text: &str) -> bool {
    let end =
        text.trim_end_matches(|letter: char| letter.is_whitespace() || MARKS.contains(&letter));
    text[end.len()..].contains(['?', '？', '؟', '⁈', '⁉', '‽'])
}

/// Marks of questions and exclamations.
const MARKS: [char; 8] = ['?', '!', '？', '！', '؟', '⁈', '⁉', '‽'];

#[cfg(test)]
mod tests {
    use super::{RULE, asks};
    use crate::check::facts::tests::{found, messages};

    #[test]
    fn question_marks_at_the_end_are_found() {
        for text in
            ["Is it wet?", "Is it wet? ", "Who knows?!", "街は濡れているか？", "هل الشارع مبتل؟"]
        {
            assert!(asks(text), "{text}");
        }
        for text in ["It is wet.", "It is wet!", "“Is it wet?” is a question.", "濡れている！", ""]
        {
            assert!(!asks(text), "{text}");
        }
        let claims = r#""claims": [{ "id": "a", "text": "Is it wet?!" }]"#;
        assert_eq!(messages(&found(&RULE, claims)), ["`a` asks instead of claiming"]);
    }
}
