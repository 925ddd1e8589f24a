//! A claim against itself, a step that undercuts itself.

use rustc_hash::FxHashMap;

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, InferenceKind, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM307",
    name: "self-attack",
    severity: Severity::Warning,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a claim is a premise against itself, an inference undercuts itself, or a conflict lists one claim twice",
    why: "What attacks itself stands only if it falls: evaluation leaves it open, and with it all that hangs on it. It is mostly a slip of the pen. A claim that refutes itself is better shown by supposing it and drawing what follows.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Doubt",
  "claims": [
    { "id": "no-truth", "text": "Nothing is true." },
    { "id": "silence", "text": "Nothing is worth saying." },
    { "id": "disagreement", "text": "People disagree on everything.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["disagreement"], "to": "no-truth" },
    { "from": ["no-truth"], "to": "silence" }
  ],
  "rebuttals": [{ "from": ["no-truth"], "to": "no-truth" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Doubt",
  "claims": [
    { "id": "no-truth", "text": "Nothing is true." },
    { "id": "silence", "text": "Nothing is worth saying." },
    { "id": "disagreement", "text": "People disagree on everything.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["disagreement"], "to": "no-truth" },
    { "from": ["no-truth"], "to": "silence" }
  ]
}"#,
    ),
    source: "P. M. Dung, On the acceptability of arguments, Artificial Intelligence 77, 1995, on self-attacking arguments.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    let facts = &context.facts;
    let attacks = facts.steps().iter().filter(|step| step.kind != InferenceKind::Support);
    for step in attacks.filter(|step| context.is_own(step.id)) {
        let id = step.id;
        match step.target {
            Target::Inference(target) if target == id => {
                let message = format!("{} undercuts itself", context.step(id));
                let finding = context.finding(&RULE, id, message);
                let place = context.field(id, Field::Target).or(finding.place());
                let finding = finding.at(place).here("this is the step itself");
                found.push(finding.help("name the step that it is meant against"));
            }
            Target::Claim(target) if step.kind == InferenceKind::Rebuttal => {
                let needs = facts.needs(step);
                let Some(number) = needs.iter().position(|premise| *premise == target) else {
                    continue;
                };
                let count = facts.premises(step).len();
                let field =
                    if number < count { Field::Premise(number as u32) } else { Field::Warrant };
                let name = context.claim(target);
                let message = format!("{name} is used against itself");
                let mut finding = context.finding(&RULE, id, message);
                let place = context.field(id, field).or(finding.place());
                finding.about.extend(map.name(target));
                let finding = finding.at(place).here(format!("{name} is needed here"));
                let finding = finding.label(context.field(id, Field::Target), "and attacked here");
                found.push(finding.help(format!("name the premise that is meant; if {name} refutes itself, suppose it and rebut what follows from it")));
            }
            _ => {}
        }
    }
    for id in facts.conflicts().iter().copied().filter(|id| context.is_own(*id)) {
        if let Some((claim, first, second)) = twice(map.members(id)) {
            let message = format!("{} is declared to conflict with itself", context.claim(claim));
            let mut finding = context.finding(&RULE, id, message);
            let place = context.field(id, Field::Member(second)).or(finding.place());
            finding.about.extend(map.name(claim));
            let finding = finding.at(place).here("listed a second time");
            let finding =
                finding.label(context.field(id, Field::Member(first)), "listed first here");
            found.push(finding.help("name the claim that is meant, or list it once"));
        }
    }
    let exclusive = facts.questions().iter().copied().filter(|id| map[*id].exclusive);
    for id in exclusive.filter(|id| context.is_own(*id)) {
        if let Some((claim, first, second)) = twice(map.answers(id)) {
            let name = context.claim(claim);
            let message = format!(
                "{name} is declared to exclude itself, as an answer to {}",
                context.list([id])
            );
            let mut finding = context.finding(&RULE, id, message);
            let place = context.field(id, Field::Member(second)).or(finding.place());
            finding.about.extend(map.name(claim));
            let finding = finding.at(place).here("listed a second time");
            let finding =
                finding.label(context.field(id, Field::Member(first)), "listed first here");
            found.push(finding.help("name the answer that is meant, or list it once"));
        }
    }
}

/// The first claim that comes again, with the numbers of its places.
fn twice(claims: impl Iterator<Item = ClaimId>) -> Option<(ClaimId, u32, u32)> {
    let mut first: FxHashMap<ClaimId, u32> = FxHashMap::default();
    for (number, claim) in claims.enumerate() {
        let number = number as u32;
        let before = *first.entry(claim).or_insert(number);
        if before < number {
            return Some((claim, before, number));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::document::no_imports;

    fn messages(parts: &str) -> Vec<String> {
        let text = format!(
            r#"{{"argmap":1,"title":"t","claims":[{{"id":"a","text":"A."}},{{"id":"b","text":"B."}}],{parts}}}"#
        );
        let reading = crate::read("map.json", text, &mut no_imports);
        assert!(reading.problems.is_empty(), "{:?}", reading.problems);
        let found = check(&reading, Options::default());
        let own = found.into_iter().filter(|finding| finding.rule.code == RULE.code);
        own.map(|finding| finding.message).collect()
    }

    #[test]
    fn steps_conflicts_and_questions_that_strike_themselves() {
        let undercut = r#""undercuts":[{"id":"u","from":["a"],"to":"u"}]"#;
        assert_eq!(messages(undercut), ["`u` undercuts itself"]);
        let warrant = r#""rebuttals":[{"from":["a"],"to":"b","warrant":"b"}]"#;
        assert_eq!(messages(warrant), ["`b` is used against itself"]);
        let conflict = r#""conflicts":[{"claims":["a","b","a"],"kind":"contrary"}]"#;
        assert_eq!(messages(conflict), ["`a` is declared to conflict with itself"]);
        let question =
            r#""questions":[{"id":"q","text":"Q?","answers":["a","a"],"exclusive":true}]"#;
        assert_eq!(messages(question), ["`a` is declared to exclude itself, as an answer to `q`"]);
    }

    #[test]
    fn attacks_on_others_are_not_meant() {
        let circle = r#""rebuttals":[{"from":["a"],"to":"b"},{"from":["b"],"to":"a"}]"#;
        assert!(messages(circle).is_empty());
        let support = r#""supports":[{"from":["a"],"to":"a"}]"#;
        assert!(messages(support).is_empty());
    }
}
