//! A claim among the premises for itself.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{InferenceKind, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM201",
    name: "self-support",
    severity: Severity::Error,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a claim is a premise or the warrant of a support for itself",
    why: "Who doubts the claim doubts the premise, so the step can convince nobody: it stands only where the claim stands without it. With other premises beside it, it hides that they do not suffice.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "clouds", "text": "The sky was full of clouds.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["clouds", "rain"], "to": "rain" }
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
    { "id": "clouds", "text": "The sky was full of clouds.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["clouds"], "to": "rain" }
  ]
}"#,
    ),
    source: "Begging the question: Aristotle, Prior Analytics II 16, 64b28; D. Walton, Begging the Question, 1991.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let (map, facts) = (context.map, &context.facts);
    let supports = facts.steps().iter().filter(|step| step.kind == InferenceKind::Support);
    for support in supports.filter(|step| context.is_own(step.id)) {
        let (step, Target::Claim(claim)) = (support.id, support.target) else { continue };
        let premises = facts.premises(support);
        let premise = premises.iter().position(|premise| *premise == claim);
        let (field, role) = match premise {
            Some(number) => (Field::Premise(number as u32), "a premise"),
            None if facts.warrant(support) == Some(claim) => (Field::Warrant, "the warrant"),
            None => continue,
        };
        let name = context.claim(claim);
        let message = format!("{name} is {role} of a support for itself");
        let mut finding = context.finding(&RULE, step, message);
        if let Some(place) = context.field(step, field) {
            finding = finding.at(place);
        }
        let target = context.field(step, Field::Target);
        let help = if premises.len() > 1 || premise.is_none() {
            format!("leave {name} out of the step: what remains must carry it")
        } else {
            format!("leave the step out, or give a reason other than {name}")
        };
        finding = finding.here("whoever doubts the claim doubts this");
        finding = finding.label(target, "the claim itself").help(help);
        found.push(finding.about(map.name(claim).unwrap_or_default()));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, messages};

    #[test]
    fn a_warrant_counts_and_a_rebuttal_is_another_matter() {
        let keys = r#""claims": [{ "id": "a", "text": "A" }, { "id": "b", "text": "B" }],
            "supports": [{ "from": ["b"], "to": "a", "warrant": "a" }, { "from": ["a"], "to": "a" },
              { "from": ["a"], "to": "b" }],
            "rebuttals": [{ "from": ["a"], "to": "a" }]"#;
        let found = found(&RULE, keys);
        assert_eq!(
            messages(&found),
            [
                "`a` is the warrant of a support for itself",
                "`a` is a premise of a support for itself"
            ]
        );
        let help = found[1].help.as_deref();
        assert_eq!(help, Some("leave the step out, or give a reason other than `a`"));
    }
}
