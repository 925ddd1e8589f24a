//! The same claim as only premise for and against one claim.

use rustc_hash::FxHashMap;

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, HolderId, InferenceId, InferenceKind, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM304",
    name: "both-ways-premise",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::Medium,
    summary: "one holder draws a claim and its falsity from the same single premise",
    why: "What speaks for a claim and against it alike decides nothing. Mostly one of the two steps rests on something further that ought to be a premise of its own.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The tax",
  "claims": [
    { "id": "fair", "text": "The tax is fair." },
    { "id": "flat", "text": "Everybody pays the same sum.", "basis": "observed" }
  ],
  "supports": [{ "from": ["flat"], "to": "fair" }],
  "rebuttals": [{ "from": ["flat"], "to": "fair" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The tax",
  "claims": [
    { "id": "fair", "text": "The tax is fair." },
    { "id": "flat", "text": "Everybody pays the same sum.", "basis": "observed" }
  ],
  "supports": [{ "from": ["flat"], "to": "fair" }]
}"#,
    ),
    source: "Practice; S. Toulmin, The Uses of Argument, 1958, ch. 3, on what licenses a step.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    type Key = (ClaimId, ClaimId, Option<HolderId>);
    let facts = &context.facts;
    let mut first: FxHashMap<Key, [Option<InferenceId>; 2]> = FxHashMap::default();
    for step in facts.steps() {
        let (id, [premise]) = (step.id, facts.needs(step)) else { continue };
        let (Target::Claim(target), premise) = (step.target, *premise) else { continue };
        if facts.supports(target).is_empty() || facts.rebuttals(target).is_empty() {
            continue;
        }
        // Who undercuts a step of his own has taken it back.
        let undercuts = facts.undercuts(id);
        if premise == target || undercuts.iter().any(|by| facts.step(*by).by == step.by) {
            continue;
        }
        let entry = first.entry((premise, target, step.by)).or_default();
        let side = usize::from(step.kind == InferenceKind::Rebuttal);
        if entry[side].is_some() {
            continue;
        }
        entry[side] = Some(id);
        if let [Some(support), Some(rebuttal)] = *entry {
            found.extend(report(context, premise, target, support, rebuttal));
        }
    }
}

fn report(
    context: &Context,
    premise: ClaimId,
    target: ClaimId,
    support: InferenceId,
    rebuttal: InferenceId,
) -> Option<Diagnostic> {
    let map = context.map;
    let (first, second) =
        if support < rebuttal { (support, rebuttal) } else { (rebuttal, support) };
    let here = [second, first].into_iter().find(|step| context.is_own(*step))?;
    let there = if here == second { first } else { second };
    let whose = match map[here].by {
        Some(by) => format!("{} draws", context.list([by])),
        None => "two steps draw".to_owned(),
    };
    let (premise_name, name) = (context.claim(premise), context.claim(target));
    let message = format!("{whose} both {name} and that {name} is false from {premise_name} alone");
    let words = |step: InferenceId| match map[step].kind {
        InferenceKind::Support => format!("for {name}"),
        _ => format!("against {name}"),
    };
    let place =
        |step: InferenceId| context.field(step, Field::Premise(0)).or_else(|| context.place(step));
    let mut finding = Diagnostic::new(&RULE, place(here), message)
        .here(words(here))
        .label(place(there), words(there));
    let nodes = [premise.node(), target.node(), support.node(), rebuttal.node()];
    finding.about = nodes.into_iter().filter_map(|node| map.name(node)).collect();
    Some(
        finding
            .help("say what else each step needs, as a further premise or a warrant; or drop one"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn count(parts: &str) -> usize {
        let text = format!(
            r#"{{"argmap":1,"title":"t","holders":[{{"id":"h","name":"H"}},{{"id":"k","name":"K"}}],
            "claims":[{{"id":"a","text":"A."}},{{"id":"b","text":"B."}},{{"id":"c","text":"C."}}],{parts}}}"#
        );
        let reading = crate::read("map.json", text, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let found = check(&reading, Options::default());
        found.iter().filter(|finding| finding.rule.code == RULE.code).count()
    }

    #[test]
    fn of_one_holder_and_of_one_premise_only() {
        let of = |support: &str, rebuttal: &str| {
            count(&format!(
                r#""supports":[{{{support},"to":"b"}}],"rebuttals":[{{{rebuttal},"to":"b"}}]"#
            ))
        };
        assert_eq!(of(r#""from":["a"],"by":"h""#, r#""from":["a"],"by":"h""#), 1);
        assert_eq!(of(r#""from":["a"],"by":"h""#, r#""from":["a"],"by":"k""#), 0);
        assert_eq!(of(r#""from":["a"],"by":"h""#, r#""from":["a"]"#), 0);
        assert_eq!(of(r#""from":["a","c"]"#, r#""from":["a"]"#), 0);
        assert_eq!(of(r#""from":["a"],"warrant":"c""#, r#""from":["a"]"#), 0);
    }

    #[test]
    fn a_step_that_is_taken_back_does_not_count() {
        let steps = r#""supports":[{"id":"s","from":["a"],"to":"b"}],"rebuttals":[{"from":["a"],"to":"b"}]"#;
        assert_eq!(count(steps), 1);
        assert_eq!(count(&format!(r#"{steps},"undercuts":[{{"from":["c"],"to":"s"}}]"#)), 0);
        let theirs = format!(r#"{steps},"undercuts":[{{"from":["c"],"to":"s","by":"h"}}]"#);
        assert_eq!(count(&theirs), 1);
    }
}
