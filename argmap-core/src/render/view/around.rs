//! What lies around a part of a map, and what bears on a claim.
//!
//! Both are walks by steps. A step is drawn with all it needs, with what it aims at and with what
//! undercuts it: half a step is none. Questions and conflicts count as steps, too.
//!
//! Where a picture would have more than [`MOST_NEAR`] boxes, claims that lie further than the last
//! distance up to which [`NEAR`] can be drawn are folded by the groups that they come from.

use std::collections::VecDeque;

use petgraph::Direction::Outgoing;
use petgraph::graph::NodeIndex;

use super::select::{show_context, show_step};
use super::{Shown, View, fold};
use crate::model::{ClaimId, InferenceId, InferenceKind, Map, Node};
use crate::render::Options;

/// More claims are not drawn each by itself.
const MOST_NEAR: usize = 60;

/// So many of the nearest claims are drawn each by itself where not all are.
const NEAR: usize = 40;

/// So many boxes the others come into.
const MOST_FOLDS: usize = 10;

/// Shows what lies up to so many steps around a claim, step, question or conflict, in both
/// directions; of another part nothing. Linear in the size of the map.
pub(super) fn around(map: &Map, options: &Options, part: NodeIndex, depth: usize, view: &mut View) {
    view.focus = Some(part);
    let mut distance: Vec<Option<usize>> = vec![None; map.node_count()];
    let mut open: VecDeque<ClaimId> = VecDeque::new();
    let mut reach = |claims: Vec<ClaimId>, at: usize, open: &mut VecDeque<ClaimId>| {
        for claim in claims {
            if distance[claim.index()].is_none() {
                distance[claim.index()] = Some(at);
                open.push_back(claim);
            }
        }
    };
    let start = match map.node(part) {
        Node::Claim(_) => map.as_claim(part).into_iter().collect(),
        Node::Inference(_) => show_step(map, part, &mut view.shown),
        Node::Question(_) | Node::Conflict(_) => show_rivals(map, part, &mut view.shown),
        _ => return,
    };
    reach(start, 0, &mut open);
    // All of one distance are taken before the next: the first round has those at 0.
    for at in 1..=depth {
        for claim in std::mem::take(&mut open) {
            for near in map.graph().neighbors_undirected(claim.node()) {
                if view.is_shown(near) {
                    continue;
                }
                let claims = match map.node(near) {
                    Node::Inference(_) => show_step(map, near, &mut view.shown),
                    Node::Question(_) if !options.questions => continue,
                    Node::Question(_) | Node::Conflict(_) => {
                        show_rivals(map, near, &mut view.shown)
                    }
                    _ => continue,
                };
                reach(claims, at, &mut open);
            }
        }
        if open.is_empty() {
            break;
        }
    }
    for (claim, _) in map.claims().filter(|(id, _)| distance[id.index()].is_some()) {
        view.shown[claim.index()] = Shown::Full;
    }
    fold_far(map, options, &distance, view);
}

/// Shows all that bears on a claim: what supports and rebuts it, what undercuts these steps, and
/// what bears on any of that; with the conflicts among these claims, and the rivals of the claim
/// itself, dimmed. Linear in the size of the map.
pub(super) fn thesis(map: &Map, options: &Options, thesis: ClaimId, view: &mut View) {
    view.focus = Some(thesis.node());
    let mut distance: Vec<Option<usize>> = vec![None; map.node_count()];
    let mut open = VecDeque::from([thesis]);
    distance[thesis.index()] = Some(0);
    view.shown[thesis.index()] = Shown::Full;
    while let Some(claim) = open.pop_front() {
        let next = distance[claim.index()].unwrap_or(0) + 1;
        let mut steps: Vec<NodeIndex> = aiming_at(map, claim.node());
        while let Some(step) = steps.pop() {
            if view.is_shown(step) {
                continue;
            }
            view.shown[step.index()] = Shown::Full;
            steps.extend(aiming_at(map, step));
            let Some(id) = map.as_inference(step) else { continue };
            for need in map.needs(id) {
                if distance[need.index()].is_none() {
                    distance[need.index()] = Some(next);
                    view.shown[need.index()] = Shown::Full;
                    open.push_back(need);
                }
            }
        }
    }
    for (conflict, _) in map.conflicts() {
        let among = map.members(conflict).filter(|claim| view.is_shown(*claim)).count() > 1;
        if among || map.members(conflict).any(|claim| claim == thesis) {
            show_rivals(map, conflict.node(), &mut view.shown);
        }
    }
    for (question, _) in map.questions().filter(|_| options.questions) {
        if map.answers(question).any(|claim| claim == thesis) {
            show_rivals(map, question.node(), &mut view.shown);
        }
    }
    fold_far(map, options, &distance, view);
}

/// The steps that aim at a claim or step.
fn aiming_at(map: &Map, node: NodeIndex) -> Vec<NodeIndex> {
    let kinds = InferenceKind::ALL.iter();
    kinds.flat_map(|kind| map.aimed_at(node, *kind)).map(InferenceId::node).collect()
}

/// Shows a question or conflict with its claims, which are returned.
fn show_rivals(map: &Map, node: NodeIndex, shown: &mut [Shown]) -> Vec<ClaimId> {
    shown[node.index()] = Shown::Full;
    let claims = map.graph().neighbors_directed(node, Outgoing);
    let claims: Vec<ClaimId> = claims.filter_map(|claim| map.as_claim(claim)).collect();
    claims.iter().for_each(|claim| show_context(claim.node(), shown));
    claims
}

/// Folds what lies far from the middle where there is too much, as the module says.
fn fold_far(map: &Map, options: &Options, distance: &[Option<usize>], view: &mut View) {
    let claims: Vec<ClaimId> =
        map.claims().map(|(id, _)| id).filter(|id| view.is_shown(*id)).collect();
    if options.everything || claims.len() <= MOST_NEAR {
        return;
    }
    // What has no distance is a rival of the middle.
    let of = |claim: &ClaimId| distance[claim.index()].unwrap_or(1);
    let mut distances: Vec<usize> = claims.iter().map(of).collect();
    distances.sort_unstable();
    let up_to = |most: usize| distances.partition_point(|distance| *distance <= most);
    let near = match distances[NEAR].saturating_sub(1) {
        0 if up_to(1) <= MOST_NEAR => 1,
        near => near,
    };
    let is_far = |claim: &ClaimId| of(claim) > near && !view.is_kept[claim.index()];
    let far: Vec<ClaimId> = claims.into_iter().filter(is_far).collect();
    view.is_summary = true;
    fold::by_groups(map, view, None, &far, MOST_FOLDS);
}
