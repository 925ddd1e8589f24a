//! Claims that hang together with a thesis and bear on none.

use std::collections::VecDeque;

use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{ClaimId, Letter};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM009",
    name: "inert-claim",
    severity: Severity::Warning,
    tier: Tier::Pedantic,
    confidence: Confidence::Medium,
    summary: "a claim hangs together with a thesis, but no path leads from it to any",
    why: "What is inferred from the same premises as a thesis, and leads nowhere, does no work in the map: strike it out and every thesis stands as before. Often a step is missing, or the claim is a thesis of its own. A path is of supports, rebuttals and undercuts, of conflicts and rival answers, formulas and equal claims; what hangs together with no thesis at all is told of by other rules.",
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
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" },
    { "id": "slippery", "text": "Cyclists will slip." }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "frost"], "to": "rain" },
    { "from": ["wet", "frost"], "to": "slippery" }
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
  "theses": ["rain", "slippery"],
  "claims": [
    { "id": "rain", "text": "It rained last night." },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" },
    { "id": "sweeper", "text": "No street sweeper came by at dawn.", "basis": "observed" },
    { "id": "roofs", "text": "Water drips from the roofs.", "basis": "observed" },
    { "id": "frost", "text": "There was no frost to melt.", "basis": "observed" },
    { "id": "clear", "text": "The sky was clear at dusk.", "basis": "observed" },
    { "id": "still", "text": "There was no wind in the evening.", "basis": "observed" },
    { "id": "clouds", "text": "Clouds came up at midnight.", "basis": "observed" },
    { "id": "gale", "text": "A gale broke loose before dawn.", "basis": "observed" },
    { "id": "slippery", "text": "Cyclists will slip." }
  ],
  "supports": [
    { "from": ["wet", "sweeper"], "to": "rain" },
    { "from": ["roofs", "frost"], "to": "rain" },
    { "from": ["wet", "frost"], "to": "slippery" }
  ],
  "rebuttals": [
    { "id": "dry", "from": ["clear", "still"], "to": "rain" },
    { "id": "wind", "from": ["clear", "still"], "to": "slippery" }
  ],
  "undercuts": [
    { "from": ["clouds"], "to": "dry" },
    { "from": ["gale"], "to": "dry" },
    { "from": ["clouds"], "to": "wind" },
    { "from": ["gale"], "to": "wind" }
  ]
}"#,
    ),
    source: "Dead code, as compilers report it; GSN Community Standard 3, 2021: every element serves the top goal.",
};

/// So many claims of a part are named.
const MOST_NAMES: usize = 5;

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let map = context.map;
    if !context.is_complete() || map.theses().is_empty() {
        return;
    }
    let facts = &context.facts;
    let open = |claim: &ClaimId| context.is_own(*claim) && facts.bears_on(*claim).is_none();
    if !facts.claims().iter().any(|claim| open(claim) && facts.is_linked(*claim)) {
        return;
    }
    let with_thesis: rustc_hash::FxHashSet<usize> =
        map.theses().iter().map(|thesis| facts.component(*thesis)).collect();
    let reached = reached(context);
    let is_inert = |claim: &ClaimId| {
        let tied = facts.is_linked(*claim) && with_thesis.contains(&facts.component(*claim));
        context.is_own(*claim) && tied && !reached[claim.index()]
    };
    let inert_claims: Vec<ClaimId> = facts.claims().iter().copied().filter(is_inert).collect();
    for part in parts(context, &inert_claims, &reached) {
        if part.iter().all(|claim| context.origins.is_whole(*claim)) {
            found.push(inert(context, &part));
        }
    }
}

/// Whether a path leads from a node to a thesis: goes from the theses backwards.
fn reached(context: &Context) -> Vec<bool> {
    let (map, facts) = (context.map, &context.facts);
    let mut beside: FxHashMap<NodeIndex, Vec<NodeIndex>> = FxHashMap::default();
    let mut tie = |a: NodeIndex, b: NodeIndex| {
        beside.entry(a).or_default().push(b);
        beside.entry(b).or_default().push(a);
    };
    // Through the node of the conflict or question, so that it is linear.
    for id in facts.conflicts() {
        map.members(*id).for_each(|claim| tie(id.node(), claim.node()));
    }
    for id in facts.questions() {
        map.answers(*id).for_each(|claim| tie(id.node(), claim.node()));
    }
    for (id, claim) in map.claims() {
        for same in &claim.same_as {
            tie(id.node(), same.other.node());
        }
        for letter in claim.formula.iter().flat_map(|formula| formula.names()) {
            match letter {
                Letter::Claim(other) => tie(id.node(), other.node()),
                Letter::Atom(atom) => tie(id.node(), atom.node()),
            }
        }
    }
    let mut reached = vec![false; map.node_count()];
    let mut queue: VecDeque<NodeIndex> = VecDeque::new();
    let reach = |node: NodeIndex, reached: &mut Vec<bool>, queue: &mut VecDeque<NodeIndex>| {
        if !std::mem::replace(&mut reached[node.index()], true) {
            queue.push_back(node);
        }
    };
    for thesis in map.theses() {
        reach(thesis.node(), &mut reached, &mut queue);
    }
    while let Some(node) = queue.pop_front() {
        if let Some(claim) = map.as_claim(node) {
            for step in facts.supports(claim).iter().chain(facts.rebuttals(claim)) {
                reach(step.node(), &mut reached, &mut queue);
            }
        } else if let Some(step) = map.as_inference(node) {
            for undercut in facts.undercuts(step) {
                reach(undercut.node(), &mut reached, &mut queue);
            }
            let roles = map[step].roles.iter().map(|(_, claim)| claim);
            for claim in facts.needs(facts.step(step)).iter().chain(roles) {
                reach(claim.node(), &mut reached, &mut queue);
            }
        }
        for other in beside.get(&node).into_iter().flatten() {
            reach(*other, &mut reached, &mut queue);
        }
    }
    reached
}

/// Claims that lead to each other, in the order of declaration.
fn parts(context: &Context, inert: &[ClaimId], reached: &[bool]) -> Vec<Vec<ClaimId>> {
    let facts = &context.facts;
    let mut sets: UnionFind<u32> = UnionFind::new(reached.len());
    // Where a step leads nowhere, nor does what it is aimed at.
    for step in facts.steps().iter().filter(|step| !reached[step.id.index()]) {
        let needs = facts.needs(step).iter().filter(|claim| !reached[claim.index()]);
        let ends = needs.map(|claim| claim.index()).chain([NodeIndex::from(step.target).index()]);
        ends.for_each(|end| {
            sets.union(step.id.index() as u32, end as u32);
        });
    }
    let mut parts: Vec<Vec<ClaimId>> = Vec::new();
    let mut part_of: FxHashMap<u32, usize> = FxHashMap::default();
    for claim in inert {
        let part = *part_of.entry(sets.find_mut(claim.index() as u32)).or_insert(parts.len());
        if part == parts.len() {
            parts.push(Vec::new());
        }
        parts[part].push(*claim);
    }
    parts
}

fn inert(context: &Context, part: &[ClaimId]) -> Diagnostic {
    let is_end = |claim: &&ClaimId| context.facts.uses(**claim).is_empty();
    let first = *part.iter().find(is_end).unwrap_or(&part[0]);
    let message = match part.len() {
        1 => format!("{} bears on no thesis", context.claim(first)),
        2..=MOST_NAMES => format!("{} bear on no thesis", context.list(part.iter().copied())),
        number => format!(
            "{} and the {} claims that it hangs together with bear on no thesis",
            context.claim(first),
            number - 1
        ),
    };
    let mut finding = context
        .finding(&RULE, first, message)
        .here("leads to no thesis")
        .help("add the step that leads from here to a thesis or against one, make it a thesis, or leave it out");
    for claim in part.iter().filter(|claim| **claim != first) {
        finding.about.extend(context.map.name(*claim));
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    #[test]
    fn what_leads_nowhere_is_told_as_one_part() {
        let keys = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T" }, { "id": "p", "text": "P" },
              { "id": "end", "text": "E" }, { "id": "own", "text": "O" }, { "id": "con", "text": "C" }],
            "supports": [{ "from": ["p"], "to": "t" }, { "id": "s", "from": ["p", "own"], "to": "end" }],
            "undercuts": [{ "from": ["con"], "to": "s" }]"#;
        let found = found(&RULE, keys);
        assert_eq!(messages(&found), ["`end`, `own` and `con` bear on no thesis"]);
        assert_eq!(found[0].about, ["end", "own", "con"]);
    }

    #[test]
    fn rivals_equals_formulas_roles_and_undercuts_bear_on_a_thesis() {
        let keys = r#""theses": ["t"], "imports": [{ "as": "o", "path": "other.json" }],
            "claims": [{ "id": "t", "text": "T", "formula": "letter & x" }, { "id": "p", "text": "P" },
              { "id": "letter", "text": "L" }, { "id": "rival", "text": "R" }, { "id": "foe", "text": "F" },
              { "id": "ground", "text": "G" }, { "id": "under", "text": "U" },
              { "id": "same", "text": "S", "same-as": ["p"] }, { "id": "role", "text": "X" }],
            "atoms": [{ "id": "x", "text": "X" }],
            "supports": [{ "id": "s", "from": ["p"], "to": "t", "scheme": "sign", "roles": { "sign": "role" } },
              { "from": ["ground"], "to": "rival" }],
            "undercuts": [{ "from": ["under"], "to": "s" }],
            "questions": [{ "id": "q", "text": "Q?", "answers": ["t", "rival"] }],
            "conflicts": [{ "claims": ["ground", "foe"], "kind": "contrary" }]"#;
        assert_eq!(messages(&found_with(&RULE, keys, r#""claims": []"#)), [""; 0]);
    }

    #[test]
    fn isolated_claims_orphans_imports_and_faulty_maps_are_let_be() {
        let keys = r#""theses": ["t"], "imports": [{ "as": "o", "path": "other.json" }],
            "claims": [{ "id": "t", "text": "T" }, { "id": "alone", "text": "A" },
              { "id": "a", "text": "A1" }, { "id": "b", "text": "B" }],
            "supports": [{ "from": ["a"], "to": "b" }, { "from": ["o/x"], "to": "t" }]"#;
        let other = r#""claims": [{ "id": "x", "text": "X" }, { "id": "y", "text": "Y" }],
            "supports": [{ "from": ["x"], "to": "y" }]"#;
        assert_eq!(messages(&found_with(&RULE, keys, other)), [""; 0]);
        let inert = r#""theses": ["t"], "claims": [{ "id": "t", "text": "T" }, { "id": "e", "text": "E" }],
            "supports": [{ "from": ["t"], "to": "e" }"#;
        assert_eq!(messages(&found(&RULE, &format!("{inert}]"))), ["`e` bears on no thesis"]);
        let faulty = format!(r#"{inert}, {{ "from": ["lost"], "to": "t" }}]"#);
        assert_eq!(messages(&found(&RULE, &faulty)), [""; 0]);
    }
}
