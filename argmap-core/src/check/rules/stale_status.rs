//! A verdict of the author that the map does not bear out.

use crate::analysis::why;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM314",
    name: "stale-status",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "the verdict that the author gives of a claim (`status`) differs from that of the evaluation",
    why: "A status says how the author takes the argument to come out. If the evaluation says otherwise, the map has changed since, or something that moved the author is not in it.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night.", "status": "undecided" },
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
    { "id": "rain", "text": "It rained last night.", "status": "accepted" },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain" }]
}"#,
    ),
    source: "A snapshot test: what was taken to be so is written down and held against what is.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    let map = context.map;
    for claim in context.facts.claims() {
        let Some(status) = map[*claim].status else { continue };
        if !context.is_own(*claim) {
            continue;
        }
        let verdict = context.evaluation().verdict(*claim);
        if verdict == status {
            continue;
        }
        let name = context.claim(*claim);
        let message =
            format!("the status of {name} is {status}, but by the evaluation it is {verdict}");
        let place = context.field(*claim, Field::Status).or_else(|| context.place(*claim));
        let mut finding =
            context.finding(&RULE, *claim, message).at(place).here(format!("it is {verdict}"));
        if let Some(line) = why(map, context.evaluation(), claim.node(), 1).into_iter().next() {
            finding = finding.note(line.text);
        }
        found.push(finding.help(
            "record what speaks for the status, or change the status; without one the evaluation alone says",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    fn keys(status: &str, rest: &str) -> String {
        format!(
            r#""claims": [{{ "id": "a", "text": "It is a.", "status": "{status}" }},
            {{ "id": "b", "text": "It is b." }}], {rest}"#
        )
    }

    const REBUTTED: &str = r#""rebuttals": [{ "id": "r", "from": ["b"], "to": "a" }]"#;

    #[test]
    fn a_status_that_is_no_longer_so() {
        let told = found(&RULE, &keys("accepted", REBUTTED));
        assert_eq!(
            messages(&told),
            ["the status of `a` is accepted, but by the evaluation it is refuted"]
        );
        assert_eq!(told[0].notes, ["`a` is refuted: `r` speaks against it"]);
        assert!(found(&RULE, &keys("refuted", REBUTTED)).is_empty());
        assert_eq!(found(&RULE, &keys("refuted", r#""supports": []"#)).len(), 1);
    }

    #[test]
    fn faulty_maps_and_imported_claims_are_left_alone() {
        let faulty = r#""rebuttals": [{ "from": ["c"], "to": "a" }]"#;
        assert!(found(&RULE, &keys("refuted", faulty)).is_empty());
        let imports = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, imports, &keys("accepted", REBUTTED)).is_empty());
    }
}
