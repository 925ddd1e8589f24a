//! Given parts and what connects them.
//!
//! Drawn are the parts, and the steps, questions and conflicts among them. What does not hang together
//! so is connected by ways, each of which leads from a claim by a step that needs it to what the step
//! aims at: by all ways, with the claims on them, or where these would make the picture hard to read
//! by a shortest. Dimmed is what else the steps need and aim at and what undercuts them.
//!
//! Where a picture would have more than [`MOST`] claims, those that are dimmed are folded by the
//! groups that they come from, and where that is not enough, all but the first [`FIRST`] parts.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::Direction::{self, Incoming, Outgoing};
use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;

use super::select::{show_context, show_step};
use super::{Shown, View, fold};
use crate::model::{ClaimId, Edge, Map, Node, Target};
use crate::render::Options;

/// More claims are not drawn each by itself.
const MOST: usize = 60;

/// So many parts are drawn each by itself where not all can be.
const FIRST: usize = 40;

/// So many boxes the others come into.
const MOST_FOLDS: usize = 10;

/// Shows parts, as the module says; linear in the size of the map but for sorting what is folded.
pub(super) fn parts(map: &Map, options: &Options, parts: &[NodeIndex], view: &mut View) {
    let mut is_part = vec![false; map.node_count()];
    let drawn = |node: &NodeIndex| {
        let kind = map.node(*node);
        matches!(kind, Node::Claim(_) | Node::Inference(_) | Node::Question(_) | Node::Conflict(_))
    };
    parts.iter().filter(|node| drawn(node)).for_each(|node| is_part[node.index()] = true);
    let islands = Islands::new(map, &is_part);
    let mut is_drawn = all_ways(map, &is_part, &islands);
    let claims = map.claims().filter(|(id, _)| is_drawn[id.index()]).count();
    if claims > MOST && !options.everything {
        is_drawn = shortest(map, &is_part, &islands);
    }
    for (claim, _) in map.claims().filter(|(id, _)| is_drawn[id.index()]) {
        view.shown[claim.index()] = Shown::Full;
    }
    for (step, _) in map.inferences() {
        let aims_at_drawn = match map.target(step) {
            Target::Claim(claim) => is_drawn[claim.index()],
            Target::Inference(step) => is_drawn[step.index()],
        };
        let connects = || aims_at_drawn && map.needs(step).any(|need| is_drawn[need.index()]);
        if is_drawn[step.index()] || connects() {
            show_step(map, step.node(), &mut view.shown);
        }
    }
    for node in map.graph().node_indices() {
        let is_wanted = match map.node(node) {
            Node::Question(_) => options.questions || is_part[node.index()],
            Node::Conflict(_) => true,
            _ => false,
        };
        let claims = || map.graph().neighbors_directed(node, Outgoing);
        let among = || claims().filter(|claim| is_drawn[claim.index()]).count() > 1;
        if is_wanted && (is_part[node.index()] || among()) {
            view.shown[node.index()] = Shown::Full;
            claims().for_each(|claim| show_context(claim, &mut view.shown));
        }
    }
    if !options.everything {
        fold_rest(map, parts, &is_drawn, view);
    }
}

/// Where a way leads on from a part, or where it comes from.
fn next(map: &Map, node: NodeIndex, way: Direction) -> impl Iterator<Item = NodeIndex> + '_ {
    let edges = map.graph().edges_directed(node, way);
    let edges = edges
        .filter(|edge| matches!(edge.weight(), Edge::Premise | Edge::Warrant | Edge::Conclusion));
    edges.map(move |edge| if way == Outgoing { edge.target() } else { edge.source() })
}

/// What hangs together among the parts by themselves.
struct Islands {
    joined: UnionFind<usize>,
}

impl Islands {
    /// Parts hang together where one needs or aims at the other, where a step leads from one to the
    /// other, and where a question or conflict is among them. Takes O(n α(n)) for a map of size n.
    fn new(map: &Map, is_part: &[bool]) -> Islands {
        let mut joined = UnionFind::new(map.node_count());
        for (step, _) in map.inferences() {
            let target: NodeIndex = map.target(step).into();
            if is_part[step.index()] && is_part[target.index()] {
                joined.union(step.index(), target.index());
            }
            for need in map.needs(step).filter(|need| is_part[need.index()]) {
                let onward = [step.node(), target].into_iter().find(|node| is_part[node.index()]);
                onward.into_iter().for_each(|node| {
                    joined.union(need.index(), node.index());
                });
            }
        }
        for node in map.graph().node_indices() {
            if matches!(map.node(node), Node::Question(_) | Node::Conflict(_)) {
                let own = Some(node).filter(|node| is_part[node.index()]);
                let claims = map.graph().neighbors_directed(node, Outgoing);
                let mut all = claims.filter(|claim| is_part[claim.index()]).chain(own);
                if let Some(first) = all.next() {
                    all.for_each(|other| {
                        joined.union(first.index(), other.index());
                    });
                }
            }
        }
        Islands { joined }
    }

    fn of(&self, node: NodeIndex) -> usize {
        self.joined.find(node.index())
    }
}

/// By node: whether it is a part or lies on a way from one to another that it does not hang together
/// with otherwise. Linear in the size of the map: of the islands that lead to a node two are enough.
fn all_ways(map: &Map, is_part: &[bool], islands: &Islands) -> Vec<bool> {
    let [from, to] = [Outgoing, Incoming].map(|way| {
        let mut reached: Vec<[Option<usize>; 2]> = vec![[None; 2]; map.node_count()];
        let parts = map.graph().node_indices().filter(|node| is_part[node.index()]);
        let mut open: Vec<(NodeIndex, usize)> =
            parts.map(|node| (node, islands.of(node))).collect();
        while let Some((node, island)) = open.pop() {
            let known = &mut reached[node.index()];
            let Some(free) = known.iter().position(Option::is_none) else { continue };
            if known.contains(&Some(island)) {
                continue;
            }
            known[free] = Some(island);
            open.extend(next(map, node, way).map(|other| (other, island)));
        }
        reached
    });
    let leads = |at: usize| {
        let pairs =
            from[at].iter().flatten().flat_map(|a| to[at].iter().flatten().map(move |b| (a, b)));
        pairs.into_iter().any(|(a, b)| a != b)
    };
    (0..map.node_count()).map(|at| is_part[at] || leads(at)).collect()
}

/// By node: whether it is a part or lies on a way from an island to one that it leads to, of which
/// each island has a shortest. Linear in the size of the map.
fn shortest(map: &Map, is_part: &[bool], islands: &Islands) -> Vec<bool> {
    // By node: the two nearest islands that it leads to, how far each is, and what comes next.
    let mut near: Vec<[Option<Lead>; 2]> = vec![[None; 2]; map.node_count()];
    let parts = || map.graph().node_indices().filter(|node| is_part[node.index()]);
    let own = |node| (node, Lead { length: 0, island: islands.of(node), next: node });
    let mut open: VecDeque<(NodeIndex, Lead)> = parts().map(own).collect();
    while let Some((node, lead)) = open.pop_front() {
        let known = &mut near[node.index()];
        let Some(free) = known.iter().position(Option::is_none) else { continue };
        if known.iter().flatten().any(|other| other.island == lead.island) {
            continue;
        }
        known[free] = Some(lead);
        let further = Lead { length: lead.length + 1, next: node, ..lead };
        open.extend(next(map, node, Incoming).map(|before| (before, further)));
    }
    let foreign = |node: NodeIndex| {
        let leads = near[node.index()].iter().flatten();
        leads.copied().filter(move |lead| lead.island != islands.of(node)).min()
    };
    let mut ways: BTreeMap<usize, (Lead, NodeIndex)> = BTreeMap::new();
    for (node, lead) in parts().filter_map(|node| Some((node, foreign(node)?))) {
        let way = ways.entry(islands.of(node)).or_insert((lead, node));
        *way = (*way).min((lead, node));
    }
    let mut is_drawn = is_part.to_vec();
    let mut walked: BTreeSet<(NodeIndex, usize)> = BTreeSet::new();
    for (lead, start) in ways.into_values() {
        let mut at = start;
        while walked.insert((at, lead.island)) {
            is_drawn[at.index()] = true;
            let mut leads = near[at.index()].iter().flatten();
            let Some(onward) = leads.find(|own| own.island == lead.island) else { break };
            at = onward.next;
        }
    }
    is_drawn
}

/// Where a node leads to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Lead {
    length: usize,
    island: usize,
    next: NodeIndex,
}

/// Folds claims where there are too many, as the module says.
fn fold_rest(map: &Map, parts: &[NodeIndex], is_drawn: &[bool], view: &mut View) {
    let claims: Vec<ClaimId> =
        map.claims().map(|(id, _)| id).filter(|id| view.is_shown(*id)).collect();
    if claims.len() <= MOST {
        return;
    }
    let mut stays = is_drawn.to_vec();
    if claims.iter().filter(|claim| is_drawn[claim.index()]).count() > MOST {
        stays.fill(false);
        let is_claim = |node: &&NodeIndex| map.as_claim(**node).is_some();
        let first = parts.iter().filter(is_claim).take(FIRST);
        first.for_each(|node| stays[node.index()] = true);
    }
    let rest: Vec<ClaimId> = claims.into_iter().filter(|claim| !stays[claim.index()]).collect();
    view.is_summary = true;
    fold::by_groups(map, view, None, &rest, MOST_FOLDS);
}
