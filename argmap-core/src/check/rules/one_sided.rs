//! A thesis that nothing in the map speaks against.

use rustc_hash::FxHashSet;

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{ClaimId, Edge, InferenceKind, Letter, Stance, Target};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM703",
    name: "one-sided",
    severity: Severity::Info,
    tier: Tier::Pedantic,
    confidence: Confidence::Medium,
    summary: "a thesis has support, and no objection to it or to anything beneath it is recorded",
    why: "What has met no objection has not been tested: a map that records only reasons for its thesis shows what its author likes, not what is so. An objection is a rebuttal of the thesis or of a claim beneath it, an undercut of a step beneath it, a conflict, a rival answer, or that someone denies one of these claims. An objection that is answered counts.",
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
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "frost"], "to": "rain" }
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
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "frost"], "to": "rain" }
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
    source: "Confirmation bias is fought by looking for the best case against: R. Nickerson, Confirmation Bias, 1998; J. S. Mill, On Liberty, 1859, ch. 2.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    let (facts, origins) = (&context.facts, context.origins);
    let supported = |id: &&ClaimId| !facts.supports(**id).is_empty() && context.is_own(**id);
    if !context.is_complete() || !map.theses().iter().any(|id| supported(&id)) {
        return;
    }
    let met = met_objections(context);
    let one_sided = map.theses().iter().filter(supported).filter(|id| !met[id.index()]);
    for id in one_sided.copied().filter(|id| origins.is_whole(*id)) {
        let name = context.claim(id);
        let message =
            format!("nothing is recorded against the thesis {name} or anything beneath it");
        let help = "record the best objection that you know, and what answers it";
        found.push(context.finding(&RULE, id, message).here("only reasons for it").help(help));
    }
}

/// Whether an objection is recorded to a claim or to anything beneath it, by node. Goes upward
/// from the objections, once through each support; linear.
fn met_objections(context: &Context) -> Vec<bool> {
    let (map, facts) = (context.map, &context.facts);
    let mut open: Vec<ClaimId> = attacked(context);
    open.extend(facts.conflicts().iter().flat_map(|id| map.members(*id)));
    open.extend(facts.questions().iter().flat_map(|id| map.answers(*id)));
    open.extend(denied(context));
    open.extend(in_formulas(context));
    for id in facts.repeating() {
        // What is said against one of two equal claims is said against the other.
        open.extend(map[*id].same_as.iter().flat_map(|same| [*id, same.other]));
    }
    let mut met = vec![false; map.node_count()];
    while let Some(claim) = open.pop() {
        if std::mem::replace(&mut met[claim.index()], true) {
            continue;
        }
        for step in facts.uses(claim) {
            let step = facts.step(*step);
            if step.kind == InferenceKind::Support
                && let Target::Claim(target) = step.target
            {
                open.push(target);
            }
        }
    }
    met
}

/// The claims that are rebutted, or to which an undercut step leads.
fn attacked(context: &Context) -> Vec<ClaimId> {
    let facts = &context.facts;
    let mut claims = Vec::new();
    for step in facts.steps() {
        match (step.kind, step.target) {
            (InferenceKind::Rebuttal, Target::Claim(target)) => claims.push(target),
            (InferenceKind::Undercut, Target::Inference(target)) => {
                if let Target::Claim(claim) = facts.step(target).target {
                    claims.push(claim);
                }
            }
            _ => {}
        }
    }
    claims
}

/// The claims that somebody denies or no longer asserts.
fn denied(context: &Context) -> Vec<ClaimId> {
    if context.facts.holders().is_empty() {
        return Vec::new();
    }
    let edges = context.map.graph().raw_edges().iter();
    let denied = edges.filter_map(|edge| match &edge.weight {
        Edge::Commits(commitment)
            if matches!(commitment.stance, Stance::Denies | Stance::Retracts) =>
        {
            context.map.as_claim(edge.target())
        }
        _ => None,
    });
    denied.collect()
}

/// The claims that formulas of others speak of: one of these may be the contrary.
fn in_formulas(context: &Context) -> FxHashSet<ClaimId> {
    let mut spoken_of = FxHashSet::default();
    for (id, claim) in context.map.claims() {
        for letter in claim.formula.iter().flat_map(|formula| formula.names()) {
            if let Letter::Claim(other) = letter {
                spoken_of.extend([id, *other]);
            }
        }
    }
    spoken_of
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, messages};

    const MAP: &str = r#""theses": ["t"], "holders": [{ "id": "h", "name": "H" }],
        "claims": [{ "id": "t", "text": "T" }, { "id": "m", "text": "M" },
          { "id": "p", "text": "P", "DENIED": ["h"] }, { "id": "x", "text": "X" }FURTHER],
        "supports": [{ "from": ["m"], "to": "t" }, { "id": "s", "from": ["p"], "to": "m" }]"#;

    fn told(with: &str) -> usize {
        let map = MAP.replace("DENIED", "asserted-by").replace("FURTHER", "");
        found(&RULE, &format!("{map}{with}")).len()
    }

    #[test]
    fn a_thesis_without_objection_is_told() {
        let map = MAP.replace("DENIED", "asserted-by").replace("FURTHER", "");
        let wanted = ["nothing is recorded against the thesis `t` or anything beneath it"];
        assert_eq!(messages(&found(&RULE, &map)), wanted);
        // What is said against something else is no objection.
        assert_eq!(told(r#", "rebuttals": [{ "from": ["p"], "to": "x" }]"#), 1);
    }

    #[test]
    fn every_sort_of_objection_counts() {
        for with in [
            r#""rebuttals": [{ "from": ["x"], "to": "t" }]"#,
            r#""rebuttals": [{ "from": ["x"], "to": "p" }]"#,
            r#""undercuts": [{ "from": ["x"], "to": "s" }]"#,
            r#""conflicts": [{ "claims": ["p", "x"], "kind": "contrary" }]"#,
            r#""questions": [{ "id": "q", "text": "Q?", "answers": ["m", "x"] }]"#,
        ] {
            assert_eq!(told(&format!(", {with}")), 0, "{with}");
        }
        let denied = MAP.replace("DENIED", "denied-by").replace("FURTHER", "");
        assert_eq!(found(&RULE, &denied).len(), 0);
        let contrary = r#", { "id": "no", "text": "N", "formula": "!p" }"#;
        let formula = MAP.replace("DENIED", "asserted-by").replace("FURTHER", contrary);
        assert_eq!(found(&RULE, &formula).len(), 0);
    }

    #[test]
    fn a_bare_thesis_and_a_faulty_map_are_let_be() {
        let bare = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T" }]"#;
        assert_eq!(found(&RULE, bare).len(), 0);
        assert_eq!(told(r#", "rebuttals": [{ "from": ["lost"], "to": "t" }]"#), 0);
    }
}
