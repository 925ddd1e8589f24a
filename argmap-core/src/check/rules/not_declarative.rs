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
        if !context.is_own(id) || !claim.text.trim_end().ends_with('?') {
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
