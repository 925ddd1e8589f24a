//! Given parts and what connects them.
//!
//! A way leads from a claim by a step that needs it to what the step aims at. Drawn are the parts,
//! the ways from one to another with the claims on them, and the questions and conflicts among all
//! these; dimmed is what else their steps need and aim at and what undercuts them. Where the ways
//! would make the picture hard to read, only a shortest one is drawn from each part to the nearest
//! that it leads to.
//!
//! Where a picture would have more than [`MOST`] claims, those that are dimmed are folded by the
//! groups that they come from, and where that is not enough, all but the first [`FIRST`] parts.

use std::collections::VecDeque;

use petgraph::Direction::{self, Incoming, Outgoing};
use petgraph::graph::NodeIndex;
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
    let all = all_ways(map, &is_part);
    let claims = map.claims().filter(|(id, _)| all[id.index()]).count();
    let is_drawn = if claims <= MOST || options.everything { all } else { shortest(map, &is_part) };
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

/// By node: whether it is a part or lies on a way from one to another.
fn all_ways(map: &Map, is_part: &[bool]) -> Vec<bool> {
    let reached = [Outgoing, Incoming].map(|way| {
        let mut reached = is_part.to_vec();
        let mut open: Vec<NodeIndex> =
            map.graph().node_indices().filter(|node| is_part[node.index()]).collect();
        while let Some(node) = open.pop() {
            for other in next(map, node, way) {
                if !std::mem::replace(&mut reached[other.index()], true) {
                    open.push(other);
                }
            }
        }
        reached
    });
    reached[0].iter().zip(&reached[1]).map(|(from, to)| *from && *to).collect()
}

/// By node: whether it is a part or lies on one shortest way from a part to the nearest other.
fn shortest(map: &Map, is_part: &[bool]) -> Vec<bool> {
    // By node: the nearest part that it leads to, how far that is, and what comes next.
    let mut nearest: Vec<Option<(NodeIndex, usize, NodeIndex)>> = vec![None; map.node_count()];
    let mut open = VecDeque::new();
    for node in map.graph().node_indices().filter(|node| is_part[node.index()]) {
        nearest[node.index()] = Some((node, 0, node));
        open.push_back(node);
    }
    while let Some(node) = open.pop_front() {
        let Some((part, length, _)) = nearest[node.index()] else { continue };
        for before in next(map, node, Incoming) {
            if nearest[before.index()].is_none() {
                nearest[before.index()] = Some((part, length + 1, node));
                open.push_back(before);
            }
        }
    }
    let mut is_drawn = is_part.to_vec();
    for node in map.graph().node_indices().filter(|node| is_part[node.index()]) {
        let ways = next(map, node, Outgoing).filter_map(|after| {
            let (part, length, _) = nearest[after.index()]?;
            (part != node).then_some((length, after))
        });
        let mut at = ways.min().map(|(_, after)| after);
        while let Some(node) = at.filter(|node| !is_drawn[node.index()]) {
            is_drawn[node.index()] = true;
            at = nearest[node.index()].map(|(_, _, after)| after);
        }
    }
    is_drawn
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
