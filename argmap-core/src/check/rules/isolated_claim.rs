//! A claim that is tied to nothing.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM007",
    name: "isolated-claim",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a claim is no thesis and nothing links it to the rest of the map",
    why: "A claim that supports nothing, opposes nothing and is neither supported nor opposed plays no part in the argument. Commonly the step that uses it was forgotten. That someone says it does not make it a part of the argument.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "sprinkler", "text": "A street sweeper came by at dawn.", "basis": "observed" }
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
    { "id": "roofs", "text": "The roofs are wet too.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet", "roofs"], "to": "rain" }]
}"#,
    ),
    source: "gsn2x and GSN Community Standard 3, 2021: elements outside the argument.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    // A map of one claim is that claim.
    if !context.is_complete() || context.facts.claims().len() < 2 {
        return;
    }
    for id in context.facts.claims().iter().copied() {
        let isolated = !context.facts.is_linked(id) && !map.is_thesis(id);
        if !isolated || !context.is_own(id) || !context.origins.is_whole(id) {
            continue;
        }
        let message = format!("nothing links {} to any other claim", context.claim(id));
        let help = "say what it supports or opposes, or what question it answers; make it a thesis; or leave it out";
        found.push(context.finding(&RULE, id, message).here("plays no part").help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    #[test]
    fn every_sort_of_link_counts() {
        let keys = r#""theses": ["t"], "imports": [{ "as": "o", "path": "other.json" }],
            "claims": [
              { "id": "t", "text": "T" }, { "id": "premise", "text": "P" },
              { "id": "warrant", "text": "W" }, { "id": "con", "text": "C" },
              { "id": "answer", "text": "A" }, { "id": "rival", "text": "B" },
              { "id": "member", "text": "M" }, { "id": "other", "text": "N" },
              { "id": "formula", "text": "F", "formula": "!letter" }, { "id": "letter", "text": "L" },
              { "id": "same", "text": "S", "same-as": ["o/said"] }],
            "supports": [{ "id": "s", "from": ["premise"], "warrant": "warrant", "to": "t" }],
            "undercuts": [{ "from": ["con"], "to": "s" }],
            "questions": [{ "id": "q", "text": "Q?", "answers": ["answer", "rival"] }],
            "conflicts": [{ "claims": ["member", "other"], "kind": "contrary" }]"#;
        let other = r#""claims": [{ "id": "said", "text": "S" }, { "id": "apart", "text": "X" }]"#;
        assert_eq!(messages(&found_with(&RULE, keys, other)), [""; 0]);
    }

    #[test]
    fn a_stand_or_citation_is_no_link() {
        let keys = r#""theses": ["t"], "holders": [{ "id": "h", "name": "H" }],
            "sources": [{ "id": "b", "type": "book", "title": "B" }],
            "claims": [{ "id": "t", "text": "T" },
              { "id": "said", "text": "S", "asserted-by": ["h"], "cite": [{ "source": "b", "at": "1" }] }]"#;
        assert_eq!(messages(&found(&RULE, keys)), ["nothing links `said` to any other claim"]);
    }

    #[test]
    fn a_map_of_one_claim_and_a_map_with_faults_are_let_be() {
        assert_eq!(messages(&found(&RULE, r#""claims": [{ "id": "a", "text": "A" }]"#)), [""; 0]);
        let faulty = r#""claims": [{ "id": "a", "text": "A" }, { "id": "b", "text": "B" }],
            "supports": [{ "from": ["a"], "to": "bb" }]"#;
        assert_eq!(messages(&found(&RULE, faulty)), [""; 0]);
    }
}
