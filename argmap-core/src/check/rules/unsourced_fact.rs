//! A statement of fact with no source.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::ClaimKind;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM102",
    name: "unsourced-fact",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a claim of kind fact has no support, no evidence and no basis",
    why: "How things are cannot be settled by reasoning alone: a statement of fact that no reason, source or basis stands behind is only somebody's word. Facts that bear on a thesis are left to `unsupported-claim`, which says so of claims of every kind.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "gauge", "text": "The gauge at the station shows 4 mm.", "kind": "fact" }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "sources": [{ "id": "log", "type": "dataset", "title": "Log of the weather station" }],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "gauge", "text": "The gauge at the station shows 4 mm.", "kind": "fact",
      "cite": [{ "source": "log", "at": "7 May" }] }
  ],
  "supports": [{ "from": ["gauge"], "to": "rain" }]
}"#,
    ),
    source: "Wikipedia, Verifiability: what is stated as fact needs a source.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    let facts = &context.facts;
    for id in facts.claims().iter().copied().filter(|id| facts.is_bare(*id)) {
        let unsourced = context.map[id].kind == Some(ClaimKind::Fact)
            && facts.is_asserted(id)
            && facts.is_linked(id)
            && facts.bears_on(id).is_none();
        if !unsourced || !context.is_own(id) || !context.origins.is_whole(id) {
            continue;
        }
        let name = context.claim(id);
        let message =
            format!("{name} is stated as a fact, and no source, reason or basis is given");
        let finding = context.finding(&RULE, id, message).here("where is this known from?");
        let finding = match context.field(id, Field::Kind) {
            Some(place) => finding.label(place, "a fact"),
            None => finding,
        };
        found.push(finding.help(
            "cite a source (`cite`), give a reason, or say by its `basis` why it needs none",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, messages};

    #[test]
    fn other_kinds_grounded_facts_and_others_words_are_let_be() {
        let keys = r#""holders": [{ "id": "h", "name": "H" }],
            "claims": [{ "id": "value", "text": "V", "kind": "value" },
              { "id": "seen", "text": "S", "kind": "fact", "basis": "observed" },
              { "id": "reasoned", "text": "R", "kind": "fact" },
              { "id": "denied", "text": "D", "kind": "fact", "denied-by": ["h"] },
              { "id": "isolated", "text": "I", "kind": "fact" },
              { "id": "bare", "text": "B", "kind": "fact", "asserted-by": ["h"] }],
            "supports": [{ "from": ["value", "seen", "denied", "bare"], "to": "reasoned" }]"#;
        let wanted = "`bare` is stated as a fact, and no source, reason or basis is given";
        assert_eq!(messages(&found(&RULE, keys)), [wanted]);
    }

    #[test]
    fn facts_that_bear_on_a_thesis_are_told_once() {
        let keys = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T" },
            { "id": "f", "text": "F", "kind": "fact" }], "supports": [{ "from": ["f"], "to": "t" }]"#;
        assert_eq!(messages(&found(&RULE, keys)), [""; 0]);
    }
}
