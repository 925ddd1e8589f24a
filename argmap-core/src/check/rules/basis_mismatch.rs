//! A claim that is taken for granted and yet argued for.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::Basis;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM012",
    name: "basis-mismatch",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a claim is declared assumed or stipulated, and yet there are reasons for it",
    why: "What is assumed or laid down stands without reasons. If reasons are given, either they carry the claim, and then it can fall with them, or they are idle: with the basis the claim stands whatever becomes of them.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "assumed" },
    { "id": "gleam", "text": "The street gleams in the light.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["gleam"], "to": "wet" }
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
    { "id": "wet", "text": "The street is wet." },
    { "id": "gleam", "text": "The street gleams in the light.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["gleam"], "to": "wet" }
  ]
}"#,
    ),
    source: "GSN Community Standard 3, 2021: an assumption is not developed further.",
};

/// So many reasons are shown.
const MOST_LABELS: usize = 5;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    for (id, claim) in context.map.claims().filter(|(id, _)| context.is_own(*id)) {
        let (basis, meaning) = match claim.basis {
            Some(Basis::Assumed) => ("assumed", "taken for granted for the argument's sake"),
            Some(Basis::Stipulated) => ("stipulated", "laid down"),
            _ => continue,
        };
        let supports = context.facts.supports(id);
        let Some(first) = supports.first() else { continue };
        let name = context.claim(id);
        let reasons = match supports.len() {
            1 if context.map.name(*first).is_some() => {
                format!("{} is a reason for it", context.step(*first))
            }
            1 => "there is a reason for it".to_owned(),
            number => format!("there are {number} reasons for it"),
        };
        let message = format!("{name} is declared {basis}, and yet {reasons}");
        let mut finding = context.finding(&RULE, id, message);
        if let Some(place) = context.field(id, Field::Basis) {
            finding = finding.at(place);
        }
        finding = finding.here(format!("{meaning}, so it stands without reasons"));
        for step in supports.iter().take(MOST_LABELS) {
            finding = finding.label(context.place(*step), "a reason for it");
        }
        if supports.len() > MOST_LABELS {
            finding = finding.note(format!("and {} more reasons", supports.len() - MOST_LABELS));
        }
        let help =
            format!("take out the `basis` if {name} rests on the reasons; otherwise the reasons");
        found.push(finding.help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, messages};

    #[test]
    fn only_what_is_assumed_or_stipulated_does_without_reasons() {
        let claims: Vec<String> = ["assumed", "stipulated", "observed", "common-ground"]
            .iter()
            .map(|basis| format!(r#"{{ "id": "{basis}", "text": "T", "basis": "{basis}" }}"#))
            .collect();
        let steps: Vec<String> =
            ["assumed", "stipulated", "stipulated", "observed", "common-ground"]
                .iter()
                .map(|basis| format!(r#"{{ "from": ["p"], "to": "{basis}" }}"#))
                .collect();
        let keys = format!(
            r#""claims": [{{ "id": "p", "text": "P" }}, {}], "supports": [{}]"#,
            claims.join(","),
            steps.join(",")
        );
        let found = found(&RULE, &keys);
        assert_eq!(
            messages(&found),
            [
                "`assumed` is declared assumed, and yet there is a reason for it",
                "`stipulated` is declared stipulated, and yet there are 2 reasons for it"
            ]
        );
        assert_eq!(found[1].labels.len(), 3);
    }

    #[test]
    fn an_objection_is_no_reason() {
        let keys = r#""claims": [{ "id": "a", "text": "A", "basis": "assumed" },
            { "id": "p", "text": "P" }], "rebuttals": [{ "from": ["p"], "to": "a" }]"#;
        assert_eq!(messages(&found(&RULE, keys)), [""; 0]);
    }
}
