//! A term of one premise that nothing else in its step takes up.

use super::rabbit::{linked_strict_steps, runs_without};
use crate::check::english::terms;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, InferenceId};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM105",
    name: "holding-hands",
    severity: Severity::Info,
    tier: Tier::Auditor,
    confidence: Confidence::Low,
    summary: "one term of a premise of a strict step occurs neither in its conclusion nor in another premise",
    why: "Premises of a strict step hold hands: what one brings in and the conclusion does not have, another takes up. A term that is left alone means that a premise is missing, that one thing goes by two names, or that the premise says more than is needed. Only English is looked at, only premises that but for one term are accounted for, and no step with formulas; forms of one word count as one.",
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
    { "id": "drip", "text": "Water drips from Norrby roofs in the rain alone.", "basis": "stipulated" },
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
    source: "The holding hands rule of argument mapping: T. van Gelder, The Rationale for Rationale, 2007, and the tutorials of that program.",
};

/// A term of more words that is left alone is no term but another way of putting things.
const MOST_WORDS: usize = 3;

/// Of a step of so many premises and more nothing is said: it lists cases.
const MOST_PREMISES: usize = 6;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let (map, facts) = (context.map, &context.facts);
    for (step, target) in linked_strict_steps(context) {
        let needs = facts.needs(step);
        if needs.len() >= MOST_PREMISES {
            continue;
        }
        let all: Vec<Vec<String>> =
            needs.iter().chain([&target]).map(|id| terms(&map[*id].text)).collect();
        for (number, premise) in needs.iter().copied().enumerate() {
            let others = all.iter().enumerate().filter(|(other, _)| *other != number);
            let others: Vec<String> = others.flat_map(|(_, terms)| terms.iter().cloned()).collect();
            let runs = runs_without(&map[premise].text, &others);
            let [term] = &runs[..] else { continue };
            if term.len() <= MOST_WORDS && term.len() * 2 <= all[number].len() {
                let is_warrant = number == facts.premises(step).len();
                let field = if is_warrant { Field::Warrant } else { Field::Premise(number as u32) };
                found.push(alone(context, step.id, field, premise, &term.join(" ")));
            }
        }
    }
}

fn alone(
    context: &Context,
    step: InferenceId,
    field: Field,
    premise: ClaimId,
    term: &str,
) -> Diagnostic {
    let name = context.claim(premise);
    let message =
        format!("“{term}” in {name} is taken up by nothing else in {}", context.step(step));
    let mut finding = context
        .finding_at(&RULE, step, field, message)
        .here(format!("“{term}” is left alone"))
        .label(context.field(premise, Field::Text), "it stands here")
        .help(format!(
            "add the premise that takes up “{term}”, use one word for one thing, or leave it out"
        ));
    finding.about.extend(context.map.name(premise));
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, messages};

    fn told(premises: [&str; 2], with: &str) -> Vec<String> {
        let [p, q] = premises;
        let keys = format!(
            r#""claims": [{{ "id": "p", "text": "{p}" }}, {{ "id": "q", "text": "{q}" }},
              {{ "id": "c", "text": "Socrates is mortal." }}],
            "supports": [{{ "id": "s", "to": "c", {with} }}]"#
        );
        let found = found(&RULE, &keys);
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    const LINKED: &str = r#""from": ["p", "q"], "strict": true"#;

    #[test]
    fn a_term_that_nothing_takes_up_is_told() {
        let told_of = told(["Socrates is human.", "All Greeks are mortal."], LINKED);
        let wanted = [
            "“human” in `p` is taken up by nothing else in `s`",
            "“greeks” in `q` is taken up by nothing else in `s`",
        ];
        assert_eq!(told_of, wanted);
        let warrant = r#""from": ["p"], "warrant": "q", "strict": true"#;
        assert_eq!(told(["Socrates is human.", "All Greeks are mortal."], warrant), wanted);
    }

    #[test]
    fn what_holds_hands_and_other_steps_are_let_be() {
        assert_eq!(told(["Socrates is a man.", "All men are mortal."], LINKED), [""; 0]);
        let apart = ["Socrates is human.", "All Greeks are mortal."];
        assert_eq!(told(apart, r#""from": ["p", "q"]"#), [""; 0]);
        // Other words altogether: nothing can be told from these.
        assert_eq!(
            told(["The old teacher lived in Athens.", "Death comes to us."], LINKED),
            [""; 0]
        );
    }
}
