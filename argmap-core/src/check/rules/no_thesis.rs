//! A map that does not say what it is for.

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{ClaimId, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM010",
    name: "no-thesis",
    severity: Severity::Info,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "no thesis is declared, and not exactly one claim is where all reasoning ends",
    why: "Whether a claim needs a reason, and whether an objection matters, depends on what the map is for. Where all reasoning ends in one claim, that is the thesis; where it does not, only the author can say. Without theses, several checks have nothing to go by.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "slippery", "text": "Cyclists should take care." }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["wet"], "to": "slippery" }
  ]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain", "slippery"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "slippery", "text": "Cyclists should take care." }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["wet"], "to": "slippery" }
  ]
}"#,
    ),
    source: "Argument diagrams end in a final conclusion: M. Beardsley, Practical Logic, 1950, ch. 1.",
};

/// So many claims are named.
const MOST_NAMES: usize = 5;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    if !context.is_complete() || !map.theses().is_empty() {
        return;
    }
    // Claims of this file, and those of others that its steps are about.
    let mut is_here = vec![false; map.node_count()];
    let facts = &context.facts;
    for claim in facts.claims() {
        is_here[claim.index()] = context.is_own(*claim) && facts.is_linked(*claim);
    }
    for step in facts.steps().iter().filter(|step| context.is_own(step.id)) {
        if let Target::Claim(claim) = step.target {
            is_here[claim.index()] = true;
        }
    }
    if !is_here.contains(&true) {
        return;
    }
    let here = facts.claims().iter().copied().filter(|claim| is_here[claim.index()]);
    let ends: Vec<ClaimId> = here.filter(|claim| facts.uses(*claim).is_empty()).collect();
    if ends.len() == 1 {
        return;
    }
    let shown: Vec<ClaimId> = ends.iter().copied().take(MOST_NAMES).collect();
    let message = match ends.len() - shown.len() {
        _ if ends.is_empty() => {
            "no thesis is declared, and every claim is a premise for another".to_owned()
        }
        0 => {
            format!("no thesis is declared, and {} could each be one", context.list(shown.clone()))
        }
        more => {
            let first = shown.iter().map(|claim| context.claim(*claim)).collect::<Vec<_>>();
            let first = first.join(", ");
            format!("no thesis is declared, and {first} and {more} more could each be one")
        }
    };
    let mut finding = Diagnostic::new(&RULE, context.origins.title, message)
        .here("what is this map for?")
        .help("name the claims that the map is for in `theses`");
    for claim in shown {
        if context.is_own(claim) {
            finding = finding.label(context.place(claim), "nothing is inferred from this");
        }
    }
    found.push(finding);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    #[test]
    fn one_end_is_thesis_enough_and_isolated_claims_are_no_ends() {
        let keys = r#""claims": [{ "id": "a", "text": "A" }, { "id": "b", "text": "B" },
            { "id": "c", "text": "C" }], "supports": [{ "from": ["a"], "to": "b" }]"#;
        assert_eq!(messages(&found(&RULE, keys)), [""; 0]);
        assert_eq!(messages(&found(&RULE, r#""claims": [{ "id": "a", "text": "A" }]"#)), [""; 0]);
    }

    #[test]
    fn an_objection_to_one_imported_claim_is_enough() {
        let keys = r#""imports": [{ "as": "o", "path": "other.json" }],
            "claims": [{ "id": "a", "text": "A" }], "rebuttals": [{ "from": ["a"], "to": "o/x" }]"#;
        let other = r#""claims": [{ "id": "x", "text": "X" }, { "id": "y", "text": "Y" }]"#;
        assert_eq!(messages(&found_with(&RULE, keys, other)), [""; 0]);
    }

    #[test]
    fn a_circle_has_no_end_and_many_ends_are_counted() {
        let circle = r#""claims": [{ "id": "a", "text": "A" }, { "id": "b", "text": "B" }],
            "supports": [{ "from": ["a"], "to": "b" }, { "from": ["b"], "to": "a" }]"#;
        let wanted = "no thesis is declared, and every claim is a premise for another";
        assert_eq!(messages(&found(&RULE, circle)), [wanted]);
        let claims: Vec<String> =
            (0..8).map(|n| format!(r#"{{ "id": "c{n}", "text": "C{n}" }}"#)).collect();
        let steps: Vec<String> =
            (1..8).map(|n| format!(r#"{{ "from": ["c0"], "to": "c{n}" }}"#)).collect();
        let keys =
            format!(r#""claims": [{}], "supports": [{}]"#, claims.join(","), steps.join(","));
        let wanted =
            "no thesis is declared, and `c1`, `c2`, `c3`, `c4`, `c5` and 2 more could each be one";
        assert_eq!(messages(&found(&RULE, &keys)), [wanted]);
    }
}
