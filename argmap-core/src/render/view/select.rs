//! Which claims, steps, questions and conflicts a picture shows.

use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::{Shown, View};
use crate::model::{ClaimId, Edge, InferenceId, Map, Node, Target};
use crate::render::Options;
use crate::text::FileId;

/// So many steps that lead out of a group are drawn with it.
const MOST_OUT: usize = 2;

/// Selects all of a map, or a group with what touches it; linear in the size of the map.
pub(super) fn map_or_group(map: &Map, options: &Options, view: &mut View) {
    let is_group = options.group().is_some();
    // A map that imports others is about what it says of them: it is drawn with those of their
    // claims that it touches.
    let own_only = !is_group && !options.imports && !map.imports().is_empty();
    let is_left_out = |node: NodeIndex| own_only && map.file_of(node) != FileId::ROOT;
    for (claim, _) in map.claims() {
        if (!is_group || view.home[claim.index()].is_some()) && !is_left_out(claim.node()) {
            view.shown[claim.index()] = Shown::Full;
        }
    }
    let aims = if is_group { aims(map) } else { Vec::new() };
    let View { shown, home, .. } = view;
    let is_own = |claim: ClaimId| home[claim.index()].is_some();
    let leaves = |step: InferenceId| {
        is_group && !aims[step.index()].is_some_and(is_own) && map.needs(step).any(is_own)
    };
    // What speaks for and against a group's claims is drawn; of what they lead to elsewhere, where
    // that is more than a few steps, only how much it is: it may be many times as much.
    let counts_out = map.inferences().filter(|(step, _)| leaves(*step)).count() > MOST_OUT;
    for (step, _) in map.inferences() {
        let is_full = |claim: ClaimId| shown[claim.index()] == Shown::Full;
        if counts_out && leaves(step) {
            continue;
        }
        let target = match map.target(step) {
            Target::Claim(claim) => Some(claim),
            Target::Inference(_) => None,
        };
        let touches = map.needs(step).chain(target).any(is_full);
        if (touches || own_only) && !is_left_out(step.node()) {
            show_step(map, step.node(), shown);
        }
    }
    let rivals = map.graph().node_indices().filter(|node| match &map.graph()[*node] {
        Node::Question(_) => options.questions,
        Node::Conflict(_) => true,
        _ => false,
    });
    for node in rivals {
        let claims = || map.graph().neighbors_directed(node, Outgoing);
        let touches = claims().any(|claim| shown[claim.index()] == Shown::Full);
        if (touches || own_only) && !is_left_out(node) {
            shown[node.index()] = Shown::Full;
            claims().for_each(|claim| show_context(claim, shown));
        }
    }
    if own_only {
        shown.iter_mut().filter(|shown| **shown == Shown::Context).for_each(|s| *s = Shown::Full);
    }
}

/// By node: the claim at which a step aims, by way of the steps that it undercuts; nothing for what
/// is no step, and for steps that undercut each other in a circle. Linear in the size of the map.
pub(super) fn aims(map: &Map) -> Vec<Option<ClaimId>> {
    let mut aims: Vec<Option<ClaimId>> = vec![None; map.node_count()];
    let mut seen = vec![false; map.node_count()];
    let mut way = Vec::new();
    for (step, _) in map.inferences() {
        let mut at = step;
        let found = loop {
            if std::mem::replace(&mut seen[at.index()], true) {
                break aims[at.index()];
            }
            way.push(at);
            match map.target(at) {
                Target::Claim(claim) => break Some(claim),
                Target::Inference(step) => at = step,
            }
        };
        way.drain(..).for_each(|step| aims[step.index()] = found);
    }
    aims
}

/// Shows a step with what it needs, what it aims at and what undercuts it.
///
/// Returns the claims among these.
pub(super) fn show_step(map: &Map, step: NodeIndex, shown: &mut [Shown]) -> Vec<ClaimId> {
    let mut claims = Vec::new();
    let mut open = vec![step];
    while let Some(step) = open.pop() {
        if shown[step.index()] != Shown::No {
            continue;
        }
        shown[step.index()] = Shown::Full;
        for direction in [Incoming, Outgoing] {
            for edge in map.graph().edges_directed(step, direction) {
                let other = if direction == Incoming { edge.source() } else { edge.target() };
                match (edge.weight(), &map.graph()[other]) {
                    (Edge::Conclusion, Node::Inference(_)) => open.push(other),
                    (_, Node::Claim(_)) => {
                        show_context(other, shown);
                        claims.extend(map.as_claim(other));
                    }
                    _ => {}
                }
            }
        }
    }
    claims
}

pub(super) fn show_context(claim: NodeIndex, shown: &mut [Shown]) {
    let claim = &mut shown[claim.index()];
    if *claim == Shown::No {
        *claim = Shown::Context;
    }
}
