//! How large a map is and what it is made of.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::unionfind::UnionFind;
use serde::Serialize;

use crate::model::{ClaimId, ClaimKind, InferenceKind, Map, Stance, Target, Verdict};
use crate::report::{json, names, verdicts};
use crate::semantics::Evaluation;

/// What a map is made of.
#[derive(Debug, Serialize)]
pub struct Stats {
    /// The version of this object: [`json::VERSION`].
    pub version: u32,
    /// The file.
    pub file: String,
    /// The map's title.
    pub title: String,
    /// How many parts there are of each sort.
    pub parts: Vec<Count>,
    /// How many claims there are of each kind; `none` is last.
    pub kinds: Vec<Count>,
    /// How many claims there are of each verdict.
    pub verdicts: Vec<Count>,
    /// How many stands each holder takes, in the order of declaration.
    pub holders: Vec<HolderCount>,
    /// How many claims stand in each group, in the order of declaration.
    pub groups: Vec<Count>,
    /// How many claims have no support.
    pub leaves: usize,
    /// The most steps of support in a row; a circle counts as one place.
    pub depth: usize,
    /// How many parts of the graph hang together by steps, conflicts and questions.
    pub components: usize,
}

/// How many there are of something.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// What is counted.
    pub name: String,
    /// How many there are.
    pub count: usize,
}

/// How many stands a holder takes.
#[derive(Debug, Serialize)]
pub struct HolderCount {
    /// The holder.
    pub name: String,
    /// The stands, by what they are, without those that do not occur.
    pub stances: Vec<Count>,
}

/// Counts a map's parts; linear in its size.
pub fn stats(file: &str, map: &Map, evaluation: &Evaluation) -> Stats {
    let tally = verdicts::tally(evaluation, map.claims().map(|(id, _)| id));
    let supported = supported(map);
    Stats {
        version: json::VERSION,
        file: file.to_owned(),
        title: map.title.to_string(),
        parts: parts(map),
        kinds: kinds(map),
        verdicts: Verdict::WORDS.iter().zip(tally).map(|(name, n)| count(*name, n)).collect(),
        holders: holders(map),
        groups: groups(map),
        leaves: map.claims().filter(|(id, _)| !supported[id.index()]).count(),
        depth: depth(map),
        components: components(map),
    }
}

fn count(name: impl Into<String>, count: usize) -> Count {
    Count { name: name.into(), count }
}

fn parts(map: &Map) -> Vec<Count> {
    let inferences =
        |kind| map.inferences().filter(|(_, inference)| inference.kind == kind).count();
    vec![
        count("claims", map.claims().count()),
        count("theses", map.theses().len()),
        count("supports", inferences(InferenceKind::Support)),
        count("rebuttals", inferences(InferenceKind::Rebuttal)),
        count("undercuts", inferences(InferenceKind::Undercut)),
        count("conflicts", map.conflicts().count()),
        count("questions", map.questions().count()),
        count("sources", map.sources().count()),
        count("holders", map.holders().count()),
        count("groups", map.groups().count()),
    ]
}

fn kinds(map: &Map) -> Vec<Count> {
    let of = |kind| map.claims().filter(|(_, claim)| claim.kind == kind).count();
    let kinds = ClaimKind::ALL.iter().map(|kind| count(kind.word(), of(Some(*kind))));
    kinds.chain([count("none", of(None))]).collect()
}

fn holders(map: &Map) -> Vec<HolderCount> {
    let mut tallies = vec![[0_usize; Stance::ALL.len()]; map.node_count()];
    for (claim, _) in map.claims() {
        for (_, holder, stand) in map.commitments(claim) {
            tallies[holder.index()][stand.stance as usize] += 1;
        }
    }
    let holders = map.holders().map(|(id, _)| {
        let tally = tallies[id.index()].iter().zip(Stance::WORDS);
        let stances = tally.filter(|(n, _)| **n > 0).map(|(n, word)| count(*word, *n)).collect();
        HolderCount { name: names::part(map, id), stances }
    });
    holders.collect()
}

fn groups(map: &Map) -> Vec<Count> {
    let mut tally = vec![0_usize; map.node_count()];
    for group in map.claims().filter_map(|(_, claim)| claim.group) {
        tally[group.index()] += 1;
    }
    map.groups().map(|(id, _)| count(names::part(map, id), tally[id.index()])).collect()
}

fn supported(map: &Map) -> Vec<bool> {
    let mut supported = vec![false; map.node_count()];
    supports(map).for_each(|(_, to)| supported[to.index()] = true);
    supported
}

/// Premise and conclusion of every support.
fn supports(map: &Map) -> impl Iterator<Item = (ClaimId, ClaimId)> + '_ {
    map.inferences().filter(|(_, inference)| inference.kind == InferenceKind::Support).flat_map(
        move |(id, _)| {
            let to = match map.target(id) {
                Target::Claim(claim) => Some(claim),
                Target::Inference(_) => None,
            };
            to.into_iter().flat_map(move |to| map.premises(id).map(move |from| (from, to)))
        },
    )
}

/// The most supports in a row: the longest path through the strongly connected parts of the
/// graph of support; linear.
fn depth(map: &Map) -> usize {
    let mut graph = DiGraph::<(), ()>::with_capacity(map.node_count(), 0);
    (0..map.node_count()).for_each(|_| {
        graph.add_node(());
    });
    for (from, to) in supports(map) {
        graph.add_edge(from.node(), to.node(), ());
    }
    // Each part comes before those that lead to it.
    let parts = kosaraju_scc(&graph);
    let mut part_of = vec![0; map.node_count()];
    for (number, part) in parts.iter().enumerate() {
        part.iter().for_each(|node: &NodeIndex| part_of[node.index()] = number);
    }
    let mut above = vec![0; parts.len()];
    for (number, part) in parts.iter().enumerate() {
        let onward = part.iter().flat_map(|node| graph.neighbors(*node));
        let onward = onward.map(|to| part_of[to.index()]).filter(|to| *to != number);
        above[number] = onward.map(|to| above[to] + 1).max().unwrap_or(0);
    }
    above.into_iter().max().unwrap_or(0)
}

/// How many parts hang together; nearly linear.
fn components(map: &Map) -> usize {
    let mut sets = UnionFind::<usize>::new(map.node_count());
    for (id, _) in map.inferences() {
        let target = NodeIndex::from(map.target(id));
        sets.union(id.index(), target.index());
        map.needs(id).for_each(|claim| {
            sets.union(id.index(), claim.index());
        });
    }
    for (id, _) in map.conflicts() {
        map.members(id).for_each(|claim| {
            sets.union(id.index(), claim.index());
        });
    }
    for (id, _) in map.questions() {
        map.answers(id).for_each(|claim| {
            sets.union(id.index(), claim.index());
        });
    }
    let mut roots: Vec<usize> = map.claims().map(|(id, _)| sets.find(id.index())).collect();
    roots.sort_unstable();
    roots.dedup();
    roots.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{no_imports, resolve};
    use crate::formats::native;
    use crate::semantics::{Options, evaluate};
    use crate::text::SourceFile;

    fn of(text: &str) -> Stats {
        let map = resolve(SourceFile::new("map.json", text), native::read, &mut no_imports).map;
        stats("map.json", &map, &evaluate(&map, Options::default()))
    }

    #[test]
    fn depth_leaves_and_components_are_counted() {
        let stats = of(r#"{ "argmap": 1, "title": "A",
            "claims": [{ "id": "a", "text": "A." }, { "id": "b", "text": "B." }, { "id": "c", "text": "C." },
                { "id": "d", "text": "D." }, { "id": "e", "text": "E." }],
            "supports": [{ "from": ["a"], "to": "b" }, { "from": ["b"], "to": "c" }, { "from": ["c"], "to": "b" }],
            "conflicts": [{ "claims": ["c", "d"], "kind": "contrary" }] }"#);
        assert_eq!((stats.depth, stats.leaves, stats.components), (1, 3, 2));
        assert_eq!(stats.parts[2], count("supports", 3));
    }

    #[test]
    fn a_long_chain_does_not_overflow_the_stack() {
        let mut map = Map::new("Chain");
        let claims: Vec<ClaimId> = (0..100_000)
            .map(|n| map.add_claim(crate::model::Claim::new(format!("c{n}"), "C.")).unwrap())
            .collect();
        for pair in claims.windows(2) {
            map.support([pair[0]], pair[1]).unwrap();
        }
        assert_eq!(depth(&map), 99_999);
        assert_eq!(components(&map), 1);
    }
}
