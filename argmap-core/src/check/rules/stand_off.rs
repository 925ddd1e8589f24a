//! Claims that nothing but their conflict keeps from being accepted.

use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use crate::check::background::brief;
use crate::check::premises::is_held;
use crate::check::rules::thesis_defeated;
use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{ClaimId, Edge, Node, Verdict};
use crate::semantics::{Options, evaluate};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

/// How many parts of maps are evaluated anew in all: one evaluation looks at each part once.
const WORK: usize = 1_000_000;

/// How many claims are shown.
const SHOWN: usize = 8;

static RULE: Rule = Rule {
    code: "AM315",
    name: "stand-off",
    severity: Severity::Info,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "claims in conflict that are all undecided and would be accepted but for the conflict",
    why: "Where two sides hold each other in check and nothing else is wrong with either, the map has come to the point on which the matter turns: whatever tells them apart belongs here. It may well be open; then it is worth knowing that this is where.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "The picnic",
  "theses": ["food"],
  "claims": [
    { "id": "food", "text": "We should take food along." },
    { "id": "hungry", "text": "We will be hungry.", "basis": "common-ground" },
    { "id": "lake", "text": "We go to the lake." },
    { "id": "hill", "text": "We go up the hill." },
    { "id": "swim", "text": "Anna wants to swim.", "basis": "observed" },
    { "id": "view", "text": "Ben wants to see the view.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["hungry"], "to": "food" },
    { "from": ["lake"], "to": "food" },
    { "from": ["swim"], "to": "lake" },
    { "from": ["view"], "to": "hill" }
  ],
  "conflicts": [{ "id": "one-trip", "claims": ["lake", "hill"], "kind": "contrary" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "The picnic",
  "theses": ["food"],
  "claims": [
    { "id": "food", "text": "We should take food along." },
    { "id": "hungry", "text": "We will be hungry.", "basis": "common-ground" },
    { "id": "lake", "text": "We go to the lake." },
    { "id": "hill", "text": "We go up the hill." },
    { "id": "swim", "text": "Anna wants to swim.", "basis": "observed" },
    { "id": "view", "text": "Ben wants to see the view.", "basis": "observed" },
    { "id": "fog", "text": "There is fog on the hill.", "basis": "observed" }
  ],
  "supports": [
    { "from": ["hungry"], "to": "food" },
    { "from": ["lake"], "to": "food" },
    { "from": ["swim"], "to": "lake" },
    { "id": "for-the-view", "from": ["view"], "to": "hill" }
  ],
  "undercuts": [{ "from": ["fog"], "to": "for-the-view" }],
  "conflicts": [{ "id": "one-trip", "claims": ["lake", "hill"], "kind": "contrary" }]
}"#,
    ),
    source: "J. L. Pollock, Cognitive Carpentry, 1995, ch. 3, on collective defeat; P. M. Dung, On the acceptability of arguments, Artificial Intelligence 77, 1995, the Nixon diamond.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    if !context.is_complete() {
        return;
    }
    let (map, facts) = (context.map, &context.facts);
    let conflicts = facts.conflicts().iter().map(|id| id.node());
    let questions = facts.questions().iter().map(|id| id.node());
    let mut left = WORK;
    let mut told: FxHashSet<Vec<ClaimId>> = FxHashSet::default();
    for node in conflicts.chain(questions).filter(|node| excludes(context, *node)) {
        let undecided = undecided(context, node);
        if undecided.len() < 2 || !context.is_own(node) || !told.insert(undecided.clone()) {
            continue;
        }
        // That a thesis is left undecided by a rival is told by another rule.
        let is_thesis = |claim: &ClaimId| map.is_thesis(*claim);
        if undecided.iter().any(is_thesis) && context.runs(thesis_defeated::CHECK.rule) {
            continue;
        }
        let Some(rest) = left.checked_sub(map.node_count()) else {
            found.extend(stopped(context, node));
            return;
        };
        left = rest;
        let without =
            evaluate(map, Options { reject: alike(context, &undecided), ..Options::default() });
        let held: Vec<ClaimId> = undecided
            .into_iter()
            .filter(|claim| without.verdict(*claim) == Verdict::Accepted)
            .collect();
        // So is it that one holder asserts them all.
        if held.len() > 1 && !is_held(context, None, &held) {
            found.push(report(context, node, &held));
        }
    }
}

/// Whether a conflict or question says for all that not two of its claims are true.
fn excludes(context: &Context, node: NodeIndex) -> bool {
    match context.map.node(node) {
        Node::Conflict(conflict) => conflict.by.is_none(),
        Node::Question(question) => question.exclusive && question.by.is_none(),
        _ => false,
    }
}

/// The claims of a conflict or question that are undecided, each once, by number.
fn undecided(context: &Context, node: NodeIndex) -> Vec<ClaimId> {
    let evaluation = context.evaluation();
    let claims = context.map.graph().neighbors(node);
    let claims = claims.filter_map(|claim| context.map.as_claim(claim));
    let open = |claim: &ClaimId| evaluation.verdict(*claim) == Verdict::Undecided;
    let mut undecided: Vec<ClaimId> = claims.filter(open).collect();
    undecided.sort_unstable();
    undecided.dedup();
    undecided
}

/// The conflicts and questions that set two of the claims or more against each other.
fn alike(context: &Context, claims: &[ClaimId]) -> Vec<NodeIndex> {
    let graph = context.map.graph();
    let mut nodes: Vec<NodeIndex> = Vec::new();
    for claim in claims {
        let edges = graph.edges_directed(claim.node(), Incoming);
        let alternatives =
            edges.filter(|edge| matches!(edge.weight(), Edge::Member | Edge::Answer));
        let mut once: Vec<NodeIndex> = alternatives.map(|edge| edge.source()).collect();
        once.sort_unstable();
        once.dedup();
        nodes.extend(once);
    }
    nodes.sort_unstable();
    let several = nodes.chunk_by(|one, other| one == other).filter(|same| same.len() > 1);
    several.map(|same| same[0]).filter(|node| excludes(context, *node)).collect()
}

fn report(context: &Context, node: NodeIndex, claims: &[ClaimId]) -> Diagnostic {
    let names = brief(context, claims);
    let each = if claims.len() == 2 { "either" } else { "each" };
    let through = match context.map.node(node) {
        Node::Question(_) => format!("as answers to {}", context.list([node])),
        _ => "by their conflict".to_owned(),
    };
    let message =
        format!("{names} hold each other in check {through}: {each} would be accepted without it");
    let message = match context.map.node(node) {
        Node::Question(_) => message.replace("without it", "if they did not exclude each other"),
        _ => message,
    };
    let mut finding = context.finding(&RULE, node, message).here("this leaves them undecided");
    for claim in claims.iter().take(SHOWN) {
        let words = format!("{} has nothing else against it", context.claim(*claim));
        finding = finding.label(context.place(*claim), words);
    }
    finding.about.extend(claims.iter().filter_map(|claim| context.map.name(*claim)));
    finding.help("record what speaks against one of them or for the other: a rebuttal, an undercut; or leave it open if it is open")
}

fn stopped(context: &Context, node: NodeIndex) -> Option<Diagnostic> {
    let name = context.list([node]);
    let message =
        format!("whether {name} and what comes after it leave claims in check was not tested");
    let finding = context.finding(&RULE, node, message);
    Some(finding.note(format!("the limit is {WORK} parts evaluated anew")))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    fn keys(rest: &str) -> String {
        let claims = ["a", "b", "c", "x", "y"]
            .map(|id| format!(r#"{{ "id": "{id}", "text": "It is {id}." }}"#));
        format!(
            r#""holders": [{{ "id": "h", "name": "H" }}],
            "claims": [{}, {{ "id": "g", "text": "It is g.", "basis": "observed" }}],
            "supports": [{{ "id": "sa", "from": ["g"], "to": "a" }}, {{ "from": ["g"], "to": "b" }}, {{ "from": ["g"], "to": "c" }}], {rest}"#,
            claims.join(", ")
        )
    }

    fn says(rest: &str) -> Vec<String> {
        let found = found(&RULE, &keys(rest));
        messages(&found).into_iter().map(str::to_owned).collect()
    }

    const CONFLICT: &str = r#""conflicts": [{ "claims": ["a", "b"], "kind": "contrary" }]"#;
    const PAIR: &str = "`a` and `b` hold each other in check by their conflict: either would be accepted without it";

    #[test]
    fn claims_that_hold_each_other_in_check() {
        assert_eq!(says(CONFLICT), [PAIR]);
        let question = r#""questions": [{ "id": "q", "text": "Which?", "answers": ["a", "b", "c"], "exclusive": true }]"#;
        assert_eq!(
            says(question),
            [
                "`a`, `b` and `c` hold each other in check as answers to `q`: each would be accepted if they did not exclude each other"
            ]
        );
        assert!(says(&question.replace(r#", "exclusive": true"#, "")).is_empty());
    }

    #[test]
    fn said_twice_it_is_still_one_conflict() {
        let twice = r#""conflicts": [{ "claims": ["a", "b"], "kind": "contrary" }, { "claims": ["b", "a"], "kind": "contradictory" }]"#;
        assert_eq!(says(twice), [PAIR]);
    }

    #[test]
    fn other_reasons_for_being_undecided() {
        let rebutted = format!(r#"{CONFLICT}, "rebuttals": [{{ "from": ["g"], "to": "a" }}]"#);
        assert!(says(&rebutted).is_empty());
        let undercut = format!(r#"{CONFLICT}, "undercuts": [{{ "from": ["g"], "to": "sa" }}]"#);
        assert!(says(&undercut).is_empty());
        let view = CONFLICT.replace(r#""kind""#, r#""by": "h", "kind""#);
        assert!(says(&view).is_empty());
    }

    #[test]
    fn what_one_holder_asserts_is_told_of_the_holder() {
        let of = |a: &str, b: &str| {
            let parts = keys(CONFLICT)
                .replace(
                    r#""text": "It is a.""#,
                    &format!(r#""text": "It is a.", "asserted-by": ["{a}"]"#),
                )
                .replace(
                    r#""text": "It is b.""#,
                    &format!(r#""text": "It is b.", "asserted-by": ["{b}"]"#),
                )
                .replace(r#"[{ "id": "h""#, r#"[{ "id": "k", "name": "K" }, { "id": "h""#);
            found(&RULE, &parts).len()
        };
        assert_eq!((of("h", "k"), of("h", "h")), (1, 0));
    }

    #[test]
    fn theses_faulty_maps_and_imports_are_left_alone() {
        let thesis = format!(r#"{CONFLICT}, "theses": ["a"]"#);
        assert!(says(&thesis).is_empty());
        let faulty = format!(r#"{CONFLICT}, "rebuttals": [{{ "from": ["nobody"], "to": "x" }}]"#);
        assert!(says(&faulty).is_empty());
        let imports = r#""imports": [{ "as": "o", "path": "other.json" }]"#;
        assert!(found_with(&RULE, imports, &keys(CONFLICT)).is_empty());
    }
}
