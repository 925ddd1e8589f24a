//! Which parts of a map a picture shows.

use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use super::Options;
use crate::model::{
    ClaimId, ConflictId, Edge, GroupId, InferenceId, Map, Node, QuestionId, Target,
};
use crate::text::FileId;

/// How deep groups are drawn in one another; what lies deeper is drawn in the deepest.
const MAX_DEPTH: usize = 12;

/// So many steps that lead out of a group are drawn with it.
const MOST_OUT: usize = 2;

/// How a part is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    No,
    /// Dimmed: it is outside of what was asked for, but touches it.
    Context,
    Full,
}

/// The parts that a picture shows, in the order of declaration.
pub(super) struct View {
    pub claims: Vec<ClaimId>,
    pub steps: Vec<InferenceId>,
    pub questions: Vec<QuestionId>,
    pub conflicts: Vec<ConflictId>,
    pub groups: Vec<ShownGroup>,
    /// By node: how it is shown.
    pub shown: Vec<Shown>,
    /// By node: the place in `groups` of the box that it is drawn in.
    pub home: Vec<Option<usize>>,
    /// By node: whether it is a step whose premises are drawn in several groups; such a step is
    /// drawn where it aims.
    pub apart: Vec<bool>,
    /// By node: how many steps a claim of the group that is drawn leads to that aim outside of it
    /// and are not drawn.
    pub leads_out: Vec<usize>,
}

/// A group with what is drawn in it.
pub(super) struct ShownGroup {
    pub id: GroupId,
    /// The place in [`View::groups`] of the group around it, which is always earlier.
    pub parent: Option<usize>,
    pub depth: usize,
}

/// Looks up what a picture shows; linear in the size of the map.
pub(super) fn view(map: &Map, options: &Options) -> View {
    let (groups, place) = nest(map, options.group());
    // A map that imports others is about what it says of them: it is drawn with those of their
    // claims that it touches.
    let own_only = options.group().is_none() && !options.imports && !map.imports().is_empty();
    let is_left_out = |node: NodeIndex| own_only && map.file_of(node) != FileId::ROOT;
    let mut shown = vec![Shown::No; map.node_count()];
    let mut home = vec![None; map.node_count()];
    for (claim, data) in map.claims() {
        let group = data.group.and_then(|group| place[group.index()]);
        if (options.group().is_none() || group.is_some()) && !is_left_out(claim.node()) {
            shown[claim.index()] = Shown::Full;
            home[claim.index()] = group;
        }
    }
    let mut leads_out = vec![0; map.node_count()];
    let aims = if options.group().is_some() { aims(map) } else { Vec::new() };
    let is_own = |claim: ClaimId| home[claim.index()].is_some();
    let leaves = |step: InferenceId| {
        options.group().is_some()
            && !aims[step.index()].is_some_and(is_own)
            && map.needs(step).any(is_own)
    };
    // What speaks for and against a group's claims is drawn; of what they lead to elsewhere, where
    // that is more than a few steps, only how much it is: it may be many times as much.
    let counts_out = map.inferences().filter(|(step, _)| leaves(*step)).count() > MOST_OUT;
    for (step, _) in map.inferences() {
        let is_full = |claim: ClaimId| shown[claim.index()] == Shown::Full;
        if counts_out && leaves(step) {
            let own = map.needs(step).filter(|claim| is_own(*claim));
            own.for_each(|claim| leads_out[claim.index()] += 1);
            continue;
        }
        let target = match map.target(step) {
            Target::Claim(claim) => Some(claim),
            Target::Inference(_) => None,
        };
        let touches = map.needs(step).chain(target).any(is_full);
        if (touches || own_only) && !is_left_out(step.node()) {
            show_step(map, step.node(), &mut shown);
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
            claims().for_each(|claim| show_context(claim, &mut shown));
        }
    }
    if own_only {
        shown.iter_mut().filter(|shown| **shown == Shown::Context).for_each(|s| *s = Shown::Full);
    }
    let mut apart = vec![false; map.node_count()];
    for (step, _) in map.inferences() {
        let mut homes = map.premises(step).map(|claim| home[claim.index()]);
        let first = homes.next().flatten();
        apart[step.index()] = homes.any(|other| other != first);
        if !apart[step.index()] {
            home[step.index()] = first;
        }
    }
    for (step, _) in map.inferences().filter(|(step, _)| apart[step.index()]) {
        let target: NodeIndex = map.target(step).into();
        home[step.index()] = home[target.index()];
    }
    for (conflict, _) in map.conflicts() {
        let mut homes = map.members(conflict).map(|claim| home[claim.index()]);
        let first = homes.next().flatten();
        home[conflict.index()] = first.filter(|first| homes.all(|other| other == Some(*first)));
    }
    let is_shown = |node: NodeIndex| shown[node.index()] != Shown::No;
    View {
        claims: map.claims().map(|(id, _)| id).filter(|id| is_shown(id.node())).collect(),
        steps: map.inferences().map(|(id, _)| id).filter(|id| is_shown(id.node())).collect(),
        questions: map.questions().map(|(id, _)| id).filter(|id| is_shown(id.node())).collect(),
        conflicts: map.conflicts().map(|(id, _)| id).filter(|id| is_shown(id.node())).collect(),
        groups,
        shown,
        home,
        apart,
        leads_out,
    }
}

/// By node: the claim at which a step aims, by way of the steps that it undercuts; nothing for what
/// is no step, and for steps that undercut each other in a circle. Linear in the size of the map.
fn aims(map: &Map) -> Vec<Option<ClaimId>> {
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
fn show_step(map: &Map, step: NodeIndex, shown: &mut [Shown]) {
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
                    (_, Node::Claim(_)) => show_context(other, shown),
                    _ => {}
                }
            }
        }
    }
}

fn show_context(claim: NodeIndex, shown: &mut [Shown]) {
    let claim = &mut shown[claim.index()];
    if *claim == Shown::No {
        *claim = Shown::Context;
    }
}

/// The groups to draw, parents first, and by node the place of the group to draw its claims in.
/// Groups that are parts of each other in a circle are drawn side by side.
pub(super) fn nest(map: &Map, only: Option<GroupId>) -> (Vec<ShownGroup>, Vec<Option<usize>>) {
    let mut place: Vec<Option<usize>> = vec![None; map.node_count()];
    let mut parts: Vec<Vec<GroupId>> = vec![Vec::new(); map.node_count()];
    let mut roots = Vec::new();
    for (id, group) in map.groups() {
        match group.parent {
            Some(parent) => parts[parent.index()].push(id),
            None => roots.push(id),
        }
    }
    let circles = map.groups().map(|(id, _)| id).filter(|_| only.is_none());
    let starts: Vec<GroupId> = match only {
        Some(group) => vec![group],
        None => roots.into_iter().chain(circles).collect(),
    };
    let mut groups = Vec::new();
    for start in starts {
        let mut open: Vec<(GroupId, Option<usize>)> = vec![(start, None)];
        while let Some((id, parent)) = open.pop() {
            if place[id.index()].is_some() {
                continue;
            }
            let depth = parent.map_or(0, |parent: usize| {
                let parent: &ShownGroup = &groups[parent];
                parent.depth + 1
            });
            let own = if depth < MAX_DEPTH {
                groups.push(ShownGroup { id, parent, depth });
                Some(groups.len() - 1)
            } else {
                parent
            };
            place[id.index()] = own;
            open.extend(parts[id.index()].iter().rev().map(|part| (*part, own)));
        }
    }
    (groups, place)
}
