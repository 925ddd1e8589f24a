//! What hangs together, and what bears on which thesis.

use std::collections::VecDeque;

use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;

use crate::model::{ClaimId, Edge, Letter, Map};

/// Components and theses by node.
pub(super) struct Links {
    component: Vec<u32>,
    linked: Vec<bool>,
    thesis: Vec<Option<ClaimId>>,
}

impl Links {
    /// Linear in the size of the map, but for the union-find's inverse Ackermann factor.
    pub(super) fn of(map: &Map) -> Links {
        let mut ties =
            Ties { sets: UnionFind::new(map.node_count()), linked: vec![false; map.node_count()] };
        let graph = map.graph();
        for edge in graph.edge_references() {
            match edge.weight() {
                Edge::Premise | Edge::Warrant | Edge::Conclusion | Edge::Member | Edge::Answer => {
                    ties.tie(edge.source(), edge.target());
                }
                Edge::Commits(_) | Edge::Cites(_) => {}
            }
        }
        for (step, weight) in map.inferences() {
            weight.roles.iter().for_each(|(_, claim)| ties.tie(step.node(), claim.node()));
        }
        for (claim, weight) in map.claims() {
            for letter in weight.formula.iter().flat_map(|formula| formula.names()) {
                match letter {
                    Letter::Claim(other) => ties.tie(claim.node(), other.node()),
                    Letter::Atom(atom) => ties.tie(claim.node(), atom.node()),
                }
            }
            weight.same_as.iter().for_each(|other| ties.tie(claim.node(), other.node()));
        }
        let component = ties.sets.into_labeling();
        Links { component, linked: ties.linked, thesis: nearest_theses(map) }
    }

    pub(super) fn is_linked(&self, claim: ClaimId) -> bool {
        self.linked[claim.index()]
    }

    pub(super) fn component(&self, node: NodeIndex) -> usize {
        self.component[node.index()] as usize
    }

    pub(super) fn bears_on(&self, node: NodeIndex) -> Option<ClaimId> {
        self.thesis[node.index()]
    }
}

struct Ties {
    sets: UnionFind<u32>,
    linked: Vec<bool>,
}

impl Ties {
    fn tie(&mut self, a: NodeIndex, b: NodeIndex) {
        if a != b {
            self.sets.union(a.index() as u32, b.index() as u32);
            self.linked[a.index()] = true;
            self.linked[b.index()] = true;
        }
    }
}

/// Goes from the theses backwards through steps to what they rest on, breadth first.
fn nearest_theses(map: &Map) -> Vec<Option<ClaimId>> {
    let mut thesis = vec![None; map.node_count()];
    let mut queue: VecDeque<NodeIndex> = VecDeque::new();
    for claim in map.theses() {
        thesis[claim.index()] = Some(*claim);
        queue.push_back(claim.node());
    }
    while let Some(node) = queue.pop_front() {
        for edge in map.graph().edges_directed(node, Incoming) {
            let onward = matches!(edge.weight(), Edge::Premise | Edge::Warrant | Edge::Conclusion);
            let from = edge.source();
            if onward && thesis[from.index()].is_none() {
                thesis[from.index()] = thesis[node.index()];
                queue.push_back(from);
            }
        }
    }
    thesis
}
