//! A term that a conclusion pulls out of nowhere.

use crate::check::english::{is_english, is_joining, same_stem, terms};
use crate::check::facts::{Step, normalised};
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, InferenceKind, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM104",
    name: "rabbit",
    severity: Severity::Info,
    tier: Tier::Auditor,
    confidence: Confidence::Low,
    summary: "one term of the conclusion of a strict step from several premises occurs in none of them",
    why: "A strict step brings out what its premises hold: no rabbit without one in the hat. A term of the conclusion that no premise has means that a premise is missing, or that one thing goes by two names. Only English is looked at, only where all but one term is accounted for and no formula shows what the claims say; forms of one word count as one.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "sweeper", "text": "No street sweeper came by at dawn.", "basis": "observed" },
    { "id": "roofs", "text": "Water drips from the roofs.", "basis": "observed" },
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" },
    { "id": "drip", "text": "Water drips from roofs in the rain alone.", "basis": "stipulated" },
    { "id": "drops", "text": "Rain drips from the roofs of Norrby." }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "drip"], "to": "drops", "strict": true },
    { "from": ["drops", "frost"], "to": "rain" }
  ],
  "rebuttals": [
    { "id": "dry", "from": ["clear", "still"], "to": "rain" }
  ],
  "undercuts": [
    { "from": ["clouds"], "to": "dry" },
    { "from": ["gale"], "to": "dry" }
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
    { "id": "sweeper", "text": "No street sweeper came by at dawn.", "basis": "observed" },
    { "id": "roofs", "text": "Water drips from the roofs.", "basis": "observed" },
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" },
    { "id": "drip", "text": "Water drips from roofs in the rain alone.", "basis": "stipulated" },
    { "id": "drops", "text": "Rain drips from the roofs." }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "drip"], "to": "drops", "strict": true },
    { "from": ["drops", "frost"], "to": "rain" }
  ],
  "rebuttals": [
    { "id": "dry", "from": ["clear", "still"], "to": "rain" }
  ],
  "undercuts": [
    { "from": ["clouds"], "to": "dry" },
    { "from": ["gale"], "to": "dry" }
  ]
}"#,
    ),
    source: "The rabbit rule of argument mapping: T. van Gelder, The Rationale for Rationale, 2007, and the tutorials of that program.",
};

/// A missing term of more words is no term but another way of putting things.
const MOST_WORDS: usize = 3;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    for (step, target) in linked_strict_steps(context) {
        let premises: Vec<String> =
            context.facts.needs(step).iter().flat_map(|id| terms(&context.map[*id].text)).collect();
        let runs = runs_without(&context.map[target].text, &premises);
        let [term] = &runs[..] else { continue };
        if term.len() > MOST_WORDS || term.len() * 2 > terms(&context.map[target].text).len() {
            continue;
        }
        let term = term.join(" ");
        let (step, name) = (step.id, context.claim(target));
        let message = format!("“{term}” in {name} comes from no premise of {}", context.step(step));
        let mut finding = context
            .finding_at(&RULE, step, Field::Target, message)
            .here(format!("“{term}” comes from nowhere"))
            .label(context.field(target, Field::Text), "it stands here")
            .help(format!(
                "add the premise that brings in “{term}”, or use one word for one thing"
            ));
        finding.about.extend(context.map.name(target));
        found.push(finding);
    }
}

/// The strict supports of this file from two or more premises, warrant included, of which
/// neither conclusion nor premises have formulas: what those say is checked exactly.
pub(super) fn linked_strict_steps<'c>(
    context: &'c Context,
) -> impl Iterator<Item = (&'c Step, ClaimId)> {
    let map = context.map;
    let english = is_english(map);
    context.facts.steps().iter().filter_map(move |step| {
        let Target::Claim(target) = step.target else { return None };
        let needs = context.facts.needs(step);
        let linked = step.strict && step.kind == InferenceKind::Support && needs.len() > 1;
        let fit = english && linked && context.is_own(step.id);
        let plain = |id: &ClaimId| map[*id].formula.is_none();
        (fit && context.origins.is_whole(step.id) && plain(&target) && needs.iter().all(plain))
            .then_some((step, target))
    })
}

/// The terms of a text that are not among others, words that follow each other taken together.
pub(super) fn runs_without(text: &str, others: &[String]) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut goes_on = false;
    for word in normalised(text).split(' ').filter(|word| !word.is_empty()) {
        let missing = !is_joining(word) && !others.iter().any(|other| same_stem(word, other));
        if missing && goes_on {
            runs.last_mut().expect("a run goes on").push(word.to_owned());
        } else if missing {
            runs.push(vec![word.to_owned()]);
        }
        goes_on = missing;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, messages};

    fn told(conclusion: &str, with: &str) -> Vec<String> {
        let keys = format!(
            r#""claims": [{{ "id": "p", "text": "Socrates is human." }}, {{ "id": "q", "text": "All human beings are mortal." }},
              {{ "id": "c", "text": "{conclusion}" }}],
            "supports": [{{ "id": "s", "to": "c", {with} }}]"#
        );
        let found = found(&RULE, &keys);
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    const LINKED: &str = r#""from": ["p", "q"], "strict": true"#;

    #[test]
    fn a_term_from_nowhere_is_told() {
        let wanted = ["“wise” in `c` comes from no premise of `s`"];
        assert_eq!(told("Socrates is wise and mortal.", LINKED), wanted);
        assert_eq!(told("The mortality of Socrates is human.", LINKED), [""; 0]);
    }

    #[test]
    fn other_steps_and_wordings_of_its_own_are_let_be() {
        let conclusion = "Socrates is wise and mortal.";
        assert_eq!(told(conclusion, r#""from": ["p"], "strict": true"#), [""; 0]);
        assert_eq!(told(conclusion, r#""from": ["p", "q"]"#), [""; 0]);
        assert_eq!(told("Wise men, one and all, die in Athens.", LINKED), [""; 0]);
        assert_eq!(told("Socrates is wise and also mortal in Athens.", LINKED), [""; 0]);
        let warrant = r#""from": ["p"], "warrant": "q", "strict": true"#;
        assert_eq!(told("Socrates is mortal and wise.", warrant).len(), 1);
    }
}
