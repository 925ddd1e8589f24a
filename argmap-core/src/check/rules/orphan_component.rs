//! A part of the map with no thesis in it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::ClaimId;

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM008",
    name: "orphan-component",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "claims hang together, but nothing ties them to any of the declared theses",
    why: "What a map is for is its theses. An argument that nothing ties to any of them, however good, speaks for none of them: either a step is missing, or a thesis, or the argument belongs in a map of its own.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "late", "text": "The first bus was late." },
    { "id": "queue", "text": "Ten people waited at the stop.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["queue"], "to": "late" }
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
    { "id": "late", "text": "The first bus was late." },
    { "id": "queue", "text": "Ten people waited at the stop.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["queue"], "to": "late" },
    { "from": ["late"], "to": "rain" }
  ]
}"#,
    ),
    source: "GSN Community Standard 3, 2021: every element serves the top goal; connected components by union-find.",
};

/// So many claims of a part are named.
const MOST_NAMES: usize = 5;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    if !context.is_complete() || map.theses().is_empty() {
        return;
    }
    let facts = &context.facts;
    let with_thesis: FxHashSet<usize> =
        map.theses().iter().map(|thesis| facts.component(*thesis)).collect();
    let mut parts: Vec<Vec<ClaimId>> = Vec::new();
    let mut part_of: FxHashMap<usize, usize> = FxHashMap::default();
    let own = facts.claims().iter().filter(|id| context.is_own(**id) && facts.is_linked(**id));
    for id in own {
        let component = facts.component(*id);
        if !with_thesis.contains(&component) {
            let part = *part_of.entry(component).or_insert(parts.len());
            if part == parts.len() {
                parts.push(Vec::new());
            }
            parts[part].push(*id);
        }
    }
    for part in parts {
        if part.iter().all(|claim| context.origins.is_whole(*claim)) {
            found.push(orphan(context, &part));
        }
    }
}

fn orphan(context: &Context, part: &[ClaimId]) -> Diagnostic {
    let map = context.map;
    // What the others lead to says best what the part is about.
    let is_end = |claim: &&ClaimId| context.facts.uses(**claim).is_empty();
    let ends: Vec<ClaimId> = part.iter().filter(is_end).copied().collect();
    let first = *ends.first().unwrap_or(&part[0]);
    let message = match part.len() {
        1 => format!("nothing ties {} to any thesis", context.claim(first)),
        2..=MOST_NAMES => {
            format!("nothing ties {} to any thesis", context.list(part.iter().copied()))
        }
        number => format!(
            "nothing ties {} and the {} claims it hangs together with to any thesis",
            context.claim(first),
            number - 1
        ),
    };
    let mut finding =
        context.finding(&RULE, first, message).here("hangs together with no thesis").help(
            "add the step that leads from here to a thesis or against one, or declare a thesis here",
        );
    if part.len() > MOST_NAMES && ends.len() > 1 {
        let shown: Vec<ClaimId> = ends.iter().copied().take(MOST_NAMES).collect();
        let more = match ends.len() - shown.len() {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        finding = finding.note(format!("it leads to {}{more}", context.list(shown)));
    }
    for claim in part.iter().filter(|claim| **claim != first) {
        finding.about.extend(map.name(*claim));
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    #[test]
    fn a_part_of_imported_claims_alone_and_one_tied_by_a_conflict_are_let_be() {
        let keys = r#""theses": ["t"], "imports": [{ "as": "o", "path": "other.json" }],
            "claims": [{ "id": "t", "text": "T" }, { "id": "r", "text": "R" }, { "id": "p", "text": "P" }],
            "supports": [{ "from": ["p"], "to": "r" }],
            "conflicts": [{ "claims": ["t", "r"], "kind": "contrary" }]"#;
        let other = r#""claims": [{ "id": "a", "text": "A" }, { "id": "b", "text": "B" }],
            "supports": [{ "from": ["a"], "to": "b" }]"#;
        assert_eq!(messages(&found_with(&RULE, keys, other)), [""; 0]);
    }

    #[test]
    fn an_imported_thesis_is_no_thesis_here() {
        let keys = r#""theses": ["t"], "imports": [{ "as": "o", "path": "other.json" }],
            "claims": [{ "id": "t", "text": "T" }, { "id": "p", "text": "P" }],
            "supports": [{ "from": ["p"], "to": "o/b" }]"#;
        let other = r#""theses": ["b"], "claims": [{ "id": "b", "text": "B" }]"#;
        let found = found_with(&RULE, keys, other);
        assert_eq!(messages(&found), ["nothing ties `p` to any thesis"]);
    }

    #[test]
    fn a_large_part_is_named_by_what_it_leads_to() {
        let claims: String =
            (0..8).map(|n| format!(r#", {{ "id": "c{n}", "text": "C{n}" }}"#)).collect();
        let steps: Vec<String> = (0..7)
            .map(|n| format!(r#"{{ "from": ["c{n}"], "to": "c{}" }}"#, if n < 4 { 4 } else { 7 }))
            .collect();
        let keys = format!(
            r#""theses": ["t"], "claims": [{{ "id": "t", "text": "T" }}{claims}], "supports": [{}]"#,
            steps.join(",")
        );
        let found = found(&RULE, &keys);
        let wanted = "nothing ties `c7` and the 7 claims it hangs together with to any thesis";
        assert_eq!(messages(&found), [wanted]);
        assert_eq!(found[0].about.len(), 8);
    }

    #[test]
    fn without_declared_theses_nothing_is_said() {
        let keys = r#""claims": [{ "id": "a", "text": "A" }, { "id": "b", "text": "B" }],
            "supports": [{ "from": ["a"], "to": "b" }]"#;
        assert_eq!(messages(&found(&RULE, keys)), [""; 0]);
    }
}
