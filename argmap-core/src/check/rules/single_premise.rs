//! A step from one premise, with nothing that says why it holds.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::document::Field;
use crate::model::{ClaimId, ConflictId, ConflictKind, InferenceKind, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM103",
    name: "single-premise",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::Medium,
    summary: "a support or rebuttal has one premise and neither warrant nor scheme",
    why: "From one claim alone another hardly ever follows: something that is not said joins the two, and that is often where the argument is weakest. A second premise, a warrant or a scheme says it. Strict steps, steps with evidence of their own, steps between claims that are declared the same, rebuttals by what is declared incompatible, and supports by what is declared incompatible with all that is left beside the conclusion are let be.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "town", "text": "The towns all around are wet.", "basis": "observed" },
    { "id": "roofs", "text": "Water drips from the roofs.", "basis": "observed" },
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain" },
    { "from": ["roofs", "frost"], "to": "rain" },
    { "from": ["town", "frost"], "to": "rain" }
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
    { "id": "soaks", "text": "Rain makes streets wet.", "basis": "common-ground" },
    { "id": "town", "text": "The towns all around are wet.", "basis": "observed" },
    { "id": "roofs", "text": "Water drips from the roofs.", "basis": "observed" },
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet"], "to": "rain", "warrant": "soaks" },
    { "from": ["roofs", "frost"], "to": "rain" },
    { "from": ["town", "frost"], "to": "rain" }
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
    source: "The golden rule of argument mapping: every simple argument has at least two co-premises: T. van Gelder, The Rationale for Rationale, 2007.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let (map, facts) = (context.map, &context.facts);
    let incompatible = incompatible(context);
    let others = others(context);
    for step in facts.steps() {
        let Target::Claim(target) = step.target else { continue };
        let [premise] = facts.needs(step)[..] else { continue };
        let joined =
            step.strict || premise == target || context.facts.same().are_same(premise, target);
        let are_foes = |a: ClaimId, b: ClaimId| incompatible.contains(&(a.min(b), a.max(b)));
        let declared = match step.kind {
            InferenceKind::Support => others.get(&target).is_some_and(|all| {
                all.iter().any(|others| others.iter().all(|other| are_foes(premise, *other)))
            }),
            _ => are_foes(premise, target),
        };
        if joined
            || declared
            || !context.is_own(step.id)
            || map[step.id].scheme.is_some()
            || !map.citations(step.id).is_empty()
            || !context.origins.is_whole(step.id)
        {
            continue;
        }
        let of = if step.kind == InferenceKind::Support { "for" } else { "against" };
        let (name, goal) = (context.claim(premise), context.claim(target));
        let message = format!("{name} alone is to speak {of} {goal}");
        let field = Field::Premise(0);
        let help =
            "add the premise that joins the two, or say by a `warrant` or a `scheme` why it counts";
        let finding = context.finding_at(&RULE, step.id, field, message);
        let mut finding = finding.here("the only premise").help(help);
        finding.about.extend([premise, target].into_iter().filter_map(|claim| map.name(claim)));
        found.push(finding);
    }
}

/// The pairs of claims that are declared incompatible, the earlier first: members of conflicts
/// of two, and answers to exclusive questions that have two.
fn incompatible(context: &Context) -> FxHashSet<(ClaimId, ClaimId)> {
    let (map, facts) = (context.map, &context.facts);
    let mut pairs = FxHashSet::default();
    let mut add = |claims: Vec<ClaimId>| {
        if claims.len() > MOST_RIVALS {
            return;
        }
        for (at, one) in claims.iter().enumerate() {
            let rest = claims[at + 1..].iter();
            pairs.extend(rest.map(|other| (*one.min(other), *one.max(other))));
        }
    };
    facts.conflicts().iter().for_each(|id| add(map.members(*id).collect()));
    let exclusive = facts.questions().iter().filter(|id| map[**id].exclusive);
    exclusive.for_each(|id| add(map.answers(*id).collect()));
    pairs
}

/// By claim, the sets of others of which one is declared to be true if the claim is not: the other
/// answers to an exhaustive question, the other member of a contradictory pair.
fn others(context: &Context) -> FxHashMap<ClaimId, Vec<Vec<ClaimId>>> {
    let (map, facts) = (context.map, &context.facts);
    let exhaustive = facts.questions().iter().filter(|id| map[**id].exhaustive);
    let answers = exhaustive.map(|id| map.answers(*id).collect::<Vec<_>>());
    let contradictory = |id: &&ConflictId| map[**id].kind == ConflictKind::Contradictory;
    let pairs = facts.conflicts().iter().filter(contradictory);
    let mut others: FxHashMap<ClaimId, Vec<Vec<ClaimId>>> = FxHashMap::default();
    for all in answers.chain(pairs.map(|id| map.members(*id).collect())) {
        if all.len() > MOST_RIVALS {
            continue;
        }
        for claim in &all {
            let rest = all.iter().copied().filter(|other| other != claim).collect();
            others.entry(*claim).or_default().push(rest);
        }
    }
    others
}

/// Of more claims that exclude each other the pairs are not listed.
const MOST_RIVALS: usize = 50;

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    const CLAIMS: &str = r#""claims": [{ "id": "t", "text": "T" }, { "id": "p", "text": "P" },
        { "id": "w", "text": "W" }, { "id": "same", "text": "S", "same-as": ["t"] }]"#;

    fn told(steps: &str) -> Vec<String> {
        let found = found(&RULE, &format!("{CLAIMS}, {steps}"));
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn supports_and_rebuttals_from_one_premise_are_told() {
        let steps = r#""supports": [{ "from": ["p"], "to": "t" }], "rebuttals": [{ "from": ["p"], "to": "t" }]"#;
        let wanted = ["`p` alone is to speak for `t`", "`p` alone is to speak against `t`"];
        assert_eq!(told(steps), wanted);
    }

    #[test]
    fn what_says_why_it_holds_is_let_be() {
        let steps = r#""sources": [{ "id": "b", "type": "book", "title": "B" }],
            "supports": [{ "from": ["p", "w"], "to": "t" }, { "from": ["p"], "to": "t", "warrant": "w" },
              { "from": ["p"], "to": "t", "scheme": "sign" }, { "from": ["p"], "to": "t", "strict": true },
              { "from": ["p"], "to": "t", "cite": [{ "source": "b", "at": "1" }] },
              { "id": "s", "from": ["same"], "to": "t" }],
            "rebuttals": [{ "from": ["w"], "to": "t" }],
            "undercuts": [{ "from": ["p"], "to": "s" }],
            "conflicts": [{ "claims": ["t", "w"], "kind": "contrary" }]"#;
        assert_eq!(told(steps), [""; 0]);
        let lost = r#""supports": [{ "from": ["p", "lost"], "to": "t" }]"#;
        assert_eq!(told(lost), [""; 0]);
    }

    #[test]
    fn what_leaves_one_answer_speaks_for_it() {
        let keys = |exhaustive: bool| {
            format!(
                r#""supports": [{{ "from": ["p"], "to": "t" }}],
                "questions": [{{ "id": "q", "text": "Q?", "answers": ["t", "w"], "exhaustive": {exhaustive} }}],
                "conflicts": [{{ "claims": ["p", "w"], "kind": "contrary" }}]"#
            )
        };
        assert_eq!(told(&keys(true)), [""; 0]);
        assert_eq!(told(&keys(false)), ["`p` alone is to speak for `t`"]);
    }

    #[test]
    fn steps_of_other_files_are_let_be() {
        let keys = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        let other = format!(r#"{CLAIMS}, "supports": [{{ "from": ["p"], "to": "t" }}]"#);
        assert_eq!(messages(&found_with(&RULE, keys, &other)), [""; 0]);
    }
}
