//! Two sides that face each other.
//!
//! A claim is on a holder's side if the holder asserts it; on an imported map's side if it is
//! declared there; on a claim's side if it speaks for that claim, by supports or by attacks on what
//! speaks against it. Drawn are the questions that are answered differently by the sides, with all
//! their answers; the conflicts between claims of the sides; the steps by which a claim of one side
//! attacks a claim or step of the other; and what one side asserts and the other denies. What else
//! speaks for and against these claims is counted in their boxes.

use petgraph::Direction::Outgoing;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::groups::ShownGroup;
use super::hidden::side_title;
use super::select::{show_context, show_step};
use super::{Shown, View};
use crate::model::{ClaimId, Edge, InferenceKind, Map, Stance, Target};
use crate::render::{Options, Side};

/// Shows a dispute, as the module says; linear in the size of the map.
pub(super) fn dispute(map: &Map, options: &Options, sides: [Side; 2], view: &mut View) {
    let [a, b] = sides.map(|side| claims_of(map, side));
    let in_both = |claim: NodeIndex| a[claim.index()] && b[claim.index()];
    let only_a = |claim: NodeIndex| a[claim.index()] && !b[claim.index()];
    let only_b = |claim: NodeIndex| b[claim.index()] && !a[claim.index()];
    for (id, _) in map.questions().filter(|_| options.questions) {
        let answers = || map.answers(id).map(ClaimId::node);
        let differ = (answers().any(only_a) && answers().any(|it| b[it.index()]))
            || (answers().any(only_b) && answers().any(|it| a[it.index()]));
        if differ {
            view.shown[id.index()] = Shown::Full;
            answers().for_each(|claim| show_context(claim, &mut view.shown));
        }
    }
    for (id, _) in map.conflicts() {
        let members = || map.members(id).map(ClaimId::node);
        if members().any(only_a) && members().any(only_b) {
            view.shown[id.index()] = Shown::Full;
            members().for_each(|claim| show_context(claim, &mut view.shown));
        }
    }
    for (id, _) in map.inferences().filter(|(_, step)| step.kind != InferenceKind::Support) {
        let from = |is: &dyn Fn(NodeIndex) -> bool| map.needs(id).any(|claim| is(claim.node()));
        let to = |is: &dyn Fn(NodeIndex) -> bool| match map.target(id) {
            Target::Claim(claim) => is(claim.node()),
            Target::Inference(step) => map.needs(step).any(|claim| is(claim.node())),
        };
        if (from(&only_a) && to(&only_b)) || (from(&only_b) && to(&only_a)) {
            show_step(map, id.node(), &mut view.shown);
        }
    }
    let denied = sides.map(|side| denied_by(map, side));
    for (claim, _) in map.claims().map(|(id, data)| (id.node(), data)) {
        let at = claim.index();
        if (only_a(claim) && denied[1][at]) || (only_b(claim) && denied[0][at]) {
            show_context(claim, &mut view.shown);
        }
    }
    for side in sides {
        if let Side::Claim(claim) = side {
            show_context(claim.node(), &mut view.shown);
        }
    }
    for (claim, _) in map.claims() {
        let node = claim.node();
        if !view.is_shown(node) {
            continue;
        }
        // What is of neither side is dimmed; what is of both stands between them.
        view.home[node.index()] = match (only_a(node), only_b(node)) {
            (true, _) => Some(0),
            (_, true) => Some(1),
            _ => None,
        };
        if a[node.index()] || b[node.index()] {
            view.shown[node.index()] = Shown::Full;
        }
    }
    view.groups = sides.iter().map(|side| frame(map, *side)).collect();
    view.sides = Some([0, 1]);
    let shared = map.claims().filter(|(id, _)| in_both(id.node()) && !view.is_shown(*id)).count();
    if shared > 0 {
        let shared = crate::render::texts::count(shared, "claim");
        view.notes.push(format!("{shared} that both sides share: not drawn"));
    }
}

/// The frame of a side.
fn frame(map: &Map, side: Side) -> ShownGroup {
    let part = match side {
        Side::Holder(holder) => holder.node(),
        Side::Claim(claim) => claim.node(),
        Side::Import(file) => {
            let first = map.claims().find(|(id, _)| map.file_of(*id) == file);
            first.map_or_else(NodeIndex::default, |(id, _)| id.node())
        }
    };
    ShownGroup { part, title: side_title(map, side), parent: None, depth: 0 }
}

/// By node: whether it is a claim of that side.
fn claims_of(map: &Map, side: Side) -> Vec<bool> {
    match side {
        Side::Holder(holder) => {
            let mut is_of = vec![false; map.node_count()];
            // What was asserted and is retracted is no longer the holder's.
            let mut stances: Vec<(NodeIndex, Stance)> = Vec::new();
            for edge in map.graph().edges_directed(holder.node(), Outgoing) {
                if let Edge::Commits(commitment) = edge.weight() {
                    stances.push((edge.target(), commitment.stance));
                }
            }
            let with = |stance| stances.iter().filter(move |(_, own)| *own == stance);
            with(Stance::Asserts).for_each(|(claim, _)| is_of[claim.index()] = true);
            with(Stance::Retracts).for_each(|(claim, _)| is_of[claim.index()] = false);
            is_of
        }
        Side::Claim(claim) => speaks_for(map, claim),
        Side::Import(file) => {
            let mut is_of = vec![false; map.node_count()];
            let own = map.claims().filter(|(id, _)| map.file_of(*id) == file);
            own.for_each(|(id, _)| is_of[id.index()] = true);
            is_of
        }
    }
}

/// By node: whether it is a claim that a holder denies.
fn denied_by(map: &Map, side: Side) -> Vec<bool> {
    let mut denied = vec![false; map.node_count()];
    if let Side::Holder(holder) = side {
        for edge in map.graph().edges_directed(holder.node(), Outgoing) {
            if matches!(edge.weight(), Edge::Commits(it) if it.stance == Stance::Denies) {
                denied[edge.target().index()] = true;
            }
        }
    }
    denied
}

/// By node: whether it is a claim that speaks for this one: by way of supports and of an even
/// number of attacks. Linear in the size of the map.
fn speaks_for(map: &Map, claim: ClaimId) -> Vec<bool> {
    // By node: whether it was reached with an even, and with an odd number of attacks.
    let mut reached = vec![[false; 2]; map.node_count()];
    let mut open = vec![(claim.node(), 0)];
    while let Some((node, odd)) = open.pop() {
        if std::mem::replace(&mut reached[node.index()][odd], true) {
            continue;
        }
        if let Some(step) = map.as_inference(node) {
            open.extend(map.needs(step).map(|need| (need.node(), odd)));
        }
        for kind in InferenceKind::ALL {
            let flips = usize::from(*kind != InferenceKind::Support);
            let aiming = map.aimed_at(node, *kind).into_iter();
            open.extend(aiming.map(|step| (step.node(), odd ^ flips)));
        }
    }
    let is_claim = |node: NodeIndex| map.as_claim(node).is_some();
    map.graph().node_indices().map(|node| reached[node.index()][0] && is_claim(node)).collect()
}
