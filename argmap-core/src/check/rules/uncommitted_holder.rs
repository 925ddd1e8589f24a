//! A holder who takes no part in the map.

use petgraph::unionfind::UnionFind;

use crate::check::{Check, Context};
use crate::diagnostic::{Confidence, Diagnostic, Example, Rule, Severity, Tier};
use crate::model::{Edge, HolderId};

/// The rule and its check.
pub const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    code: "AM705",
    name: "uncommitted-holder",
    severity: Severity::Info,
    tier: Tier::Regular,
    confidence: Confidence::High,
    summary: "a holder takes no stand on any claim and has no other part in the map",
    why: "A holder is listed for the stands it takes. One that takes none, draws no step, has no view of its own of a conflict or question, wrote no source and reports nobody is a name without a voice: its stands were forgotten, or its name is a leftover. Members of a group that has a part, and groups of members that have one, are let be.",
    bad: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "holders": [
    { "id": "ada", "name": "Ada", "kind": "person" },
    { "id": "bert", "name": "Bert", "kind": "person" }
  ],
  "claims": [
    { "id": "rain", "text": "It rained last night.", "asserted-by": ["ada"] },
    { "id": "wet", "text": "The street is wet.", "basis": "observed" }
  ],
  "supports": [{ "from": ["wet"], "to": "rain", "by": "ada" }]
}"#,
    ),
    good: Example::map(
        r#"{
  "argmap": 1,
  "title": "Rain",
  "theses": ["rain"],
  "holders": [
    { "id": "ada", "name": "Ada", "kind": "person" },
    { "id": "bert", "name": "Bert", "kind": "person" }
  ],
  "claims": [
    { "id": "rain", "text": "It rained last night.", "asserted-by": ["ada"] },
    { "id": "wet", "text": "The street is wet.", "basis": "observed", "conceded-by": ["bert"] }
  ],
  "supports": [{ "from": ["wet"], "to": "rain", "by": "ada" }]
}"#,
    ),
    source: "Commitment stores: a party to a dialogue is what it is committed to: C. Hamblin, Fallacies, 1970, ch. 8.",
};

fn run(context: &Context, found: &mut Vec<Diagnostic>) {
    let (map, facts) = (context.map, &context.facts);
    // A file with nothing but holders is there for others to import.
    let argues = facts.claims().iter().any(|id| context.is_own(*id))
        || facts.steps().iter().any(|step| context.is_own(step.id));
    let listed = facts.holders().iter().any(|id| context.is_own(*id));
    if !context.is_complete() || !argues || !listed {
        return;
    }
    let mut used = vec![false; map.node_count()];
    used_holders(context).iter().for_each(|id| used[id.index()] = true);
    let mut sets: UnionFind<u32> = UnionFind::new(map.node_count());
    for id in facts.holders() {
        for member in &map[*id].members {
            sets.union(id.index() as u32, member.index() as u32);
        }
        for same in &map[*id].same_as {
            sets.union(id.index() as u32, same.other.index() as u32);
        }
    }
    for id in facts.holders() {
        if used[id.index()] {
            used[sets.find_mut(id.index() as u32) as usize] = true;
        }
    }
    for id in facts.holders().iter().copied().filter(|id| context.is_own(*id)) {
        if used[sets.find_mut(id.index() as u32) as usize] || !context.origins.is_whole(id) {
            continue;
        }
        let message = format!("{} takes no stand on any claim", context.list([id]));
        let help = "say by `commitments` or `asserted-by` where this holder stands, or take it off the list";
        found.push(context.finding(&RULE, id, message).here("has no part in the map").help(help));
    }
}

/// The holders that have a part of their own, some of them more than once.
fn used_holders(context: &Context) -> Vec<HolderId> {
    let (map, facts) = (context.map, &context.facts);
    let mut used: Vec<HolderId> = facts.steps().iter().filter_map(|step| step.by).collect();
    used.extend(facts.conflicts().iter().filter_map(|id| map[*id].by));
    used.extend(facts.questions().iter().filter_map(|id| map[*id].by));
    used.extend(facts.sources().iter().flat_map(|id| map[*id].by.iter().copied()));
    for edge in map.graph().raw_edges() {
        if let Edge::Commits(commitment) = &edge.weight {
            used.push(HolderId(edge.source()));
            used.extend(commitment.reported_by);
        }
    }
    used
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::facts::tests::{found, found_with, messages};

    const HOLDERS: &str = r#""holders": [{ "id": "h", "name": "H" }, { "id": "g", "name": "G", "members": ["m"] },
        { "id": "m", "name": "M" }]"#;

    fn told(claims: &str, further: &str) -> Vec<String> {
        let claims = format!(
            r#""claims": [{{ "id": "a", "text": "A" }}, {{ "id": "b", "text": "B"{claims} }}]"#
        );
        let found = found(&RULE, &format!("{HOLDERS}, {claims}{further}"));
        found.into_iter().flat_map(|finding| finding.about).collect()
    }

    #[test]
    fn whoever_takes_no_part_is_told() {
        assert_eq!(told("", ""), ["h", "g", "m"]);
        let message = "`h` takes no stand on any claim";
        let keys =
            format!(r#"{HOLDERS}, "claims": [{{ "id": "a", "text": "A", "denied-by": ["m"] }}]"#);
        assert_eq!(messages(&found(&RULE, &keys)), [message]);
    }

    #[test]
    fn every_part_counts() {
        let reports =
            r#", "commitments": [{ "holder": "g", "stance": "reports", "reported-by": "h" }]"#;
        assert_eq!(told(reports, ""), [""; 0]);
        for further in [
            r#", "supports": [{ "from": ["a"], "to": "b", "by": "h" }]"#,
            r#", "conflicts": [{ "claims": ["a", "b"], "kind": "contrary", "by": "h" }]"#,
            r#", "questions": [{ "id": "q", "text": "Q?", "answers": ["a", "b"], "by": "h" }]"#,
            r#", "sources": [{ "id": "s", "type": "book", "title": "S", "by": ["h"] }]"#,
        ] {
            assert_eq!(told("", further), ["g", "m"], "{further}");
        }
    }

    #[test]
    fn who_is_the_same_as_one_who_takes_part_is_let_be() {
        let keys = r#""imports": [{ "as": "o", "path": "other.json" }],
            "holders": [{ "id": "h", "name": "H", "same-as": ["o/h"] }, { "id": "k", "name": "K", "same-as": ["o/m"] }],
            "claims": [{ "id": "b", "text": "B" }]"#;
        let other =
            format!(r#"{HOLDERS}, "claims": [{{ "id": "a", "text": "A", "denied-by": ["h"] }}]"#);
        let wanted = ["`k` takes no stand on any claim"];
        assert_eq!(messages(&found_with(&RULE, keys, &other)), wanted);
    }

    #[test]
    fn lists_to_import_and_faulty_maps_are_let_be() {
        assert_eq!(messages(&found(&RULE, HOLDERS)), [""; 0]);
        assert_eq!(told(r#", "asserted-by": ["hh"]"#, ""), [""; 0]);
        let keys = r#""imports": [{ "as": "o", "path": "other.json" }], "claims": [{ "id": "a", "text": "A" }]"#;
        assert_eq!(messages(&found_with(&RULE, keys, HOLDERS)), [""; 0]);
    }
}
