//! What hangs together, and what bears on which thesis.

use std::collections::VecDeque;

use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;

use super::Shape;
use super::parts::Parts;
use crate::model::{ClaimId, Edge, Letter, Map};

/// Components and theses by node.
pub(super) struct Links {
    component: Vec<u32>,
    linked: Vec<bool>,
    /// The number of a thesis of the map; [`NONE`] for none.
    thesis: Vec<u32>,
    theses: Vec<ClaimId>,
}

const NONE: u32 = u32::MAX;

impl Links {
    /// Linear in the size of the map, but for the union-find's inverse Ackermann factor.
    pub(super) fn of(map: &Map, parts: &Parts, lists: &Shape) -> Links {
        let mut ties =
            Ties { sets: UnionFind::new(map.node_count()), linked: vec![false; map.node_count()] };
        for edge in map.graph().raw_edges() {
            match edge.weight {
                Edge::Premise | Edge::Warrant | Edge::Conclusion | Edge::Member | Edge::Answer => {
                    ties.tie(edge.source(), edge.target());
                }
                Edge::Commits(_) | Edge::Cites(_) => {}
            }
        }
        for step in &parts.with_roles {
            map[*step].roles.iter().for_each(|(_, claim)| ties.tie(step.node(), claim.node()));
        }
        for claim in &parts.defined {
            for letter in map[*claim].formula.iter().flat_map(|formula| formula.names()) {
                match letter {
                    Letter::Claim(other) => ties.tie(claim.node(), other.node()),
                    Letter::Atom(atom) => ties.tie(claim.node(), atom.node()),
                }
            }
        }
        for claim in &parts.repeating {
            map[*claim].same_as.iter().for_each(|same| ties.tie(claim.node(), same.other.node()));
        }
        let component = ties.sets.into_labeling();
        let thesis = nearest_theses(map, parts, lists);
        Links { component, linked: ties.linked, thesis, theses: map.theses().to_vec() }
    }

    pub(super) fn is_linked(&self, claim: ClaimId) -> bool {
        self.linked[claim.index()]
    }

    pub(super) fn component(&self, node: NodeIndex) -> usize {
        self.component[node.index()] as usize
    }

    pub(super) fn bears_on(&self, node: NodeIndex) -> Option<ClaimId> {
        self.theses.get(self.thesis[node.index()] as usize).copied()
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
fn nearest_theses(map: &Map, parts: &Parts, lists: &Shape) -> Vec<u32> {
    let mut thesis = vec![NONE; map.node_count()];
    let mut queue: VecDeque<NodeIndex> = VecDeque::new();
    for (number, claim) in map.theses().iter().enumerate() {
        thesis[claim.index()] = number as u32;
        queue.push_back(claim.node());
    }
    while let Some(node) = queue.pop_front() {
        let index = node.index();
        let nearest = thesis[index];
        let mut reach = |from: NodeIndex| {
            if thesis[from.index()] == NONE {
                thesis[from.index()] = nearest;
                queue.push_back(from);
            }
        };
        for list in [&lists.supports, &lists.rebuttals, &lists.undercuts] {
            list.of(index).iter().for_each(|step| reach(step.node()));
        }
        if let Some(step) = parts.steps.get(lists.step[index] as usize) {
            parts.needs(step).iter().for_each(|claim| reach(claim.node()));
        }
    }
    thesis
}
