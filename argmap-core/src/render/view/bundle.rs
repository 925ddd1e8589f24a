//! The steps and conflicts of a picture, those between the same ends bundled where claims are
//! folded.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::{End, View};
use crate::model::{ClaimId, ConflictId, Edge, InferenceId, InferenceKind, Map, Target};
use petgraph::Direction::Incoming;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// Steps that are drawn as one: a single one, or several of one kind between the same ends, some of
/// which are folded boxes.
pub(in crate::render) struct Bundle {
    /// The steps, one at least; the first gives the node its name.
    pub steps: Vec<InferenceId>,
    /// Where the lines start, each once.
    pub premises: Vec<End>,
    /// What licenses the step, where that is not among the premises.
    pub warrant: Option<End>,
    /// Where the line ends; a step's node is that of the first step of its bundle.
    pub head: End,
    /// Whether it has a node of its own, in which its premises meet.
    pub is_knot: bool,
    /// The group that its node is drawn in.
    pub home: Option<usize>,
    /// Whether its premises are drawn in several groups; such a step is drawn where it aims.
    pub is_apart: bool,
}

/// Conflicts that are drawn as one.
pub(in crate::render) struct Clash {
    /// The conflicts, one at least.
    pub conflicts: Vec<ConflictId>,
    /// The ends of its lines, each once and two at least.
    pub ends: Vec<End>,
    /// Whether it has a node of its own, in which its lines meet.
    pub is_knot: bool,
}

/// What makes steps of folded claims one: kind, premises, warrant and head.
type Key = (InferenceKind, Vec<End>, Option<End>, End);

fn folded(end: &End) -> bool {
    matches!(end, End::Fold(_))
}

/// Bundles the steps that a view shows, in the order of declaration. Steps within a folded box are
/// counted there. Linear in the size of what is shown but for sorting it.
pub(super) fn bundle(map: &Map, view: &mut View) -> Vec<Bundle> {
    let mut bundles: Vec<Bundle> = Vec::new();
    let mut known: FxHashMap<Key, usize> = FxHashMap::default();
    // By node: the place of the step's bundle; whether the step must stay its own.
    let mut place: Vec<Option<usize>> = vec![None; map.node_count()];
    let mut is_alone = vec![false; map.node_count()];
    let mut is_knot = knots(map, view);
    for step in targets_first(map, view) {
        let premises = ends(map.premises(step).map(|claim| view.end(claim.node())));
        let warrant = map.warrant(step).map(|claim| view.end(claim.node()));
        let warrant = warrant.filter(|warrant| !premises.contains(warrant));
        let head = match map.target(step) {
            Target::Claim(claim) => Some(view.end(claim.node())),
            Target::Inference(target) if is_knot[target.index()] => {
                let rep = place[target.index()].map(|at: usize| bundles[at].steps[0]);
                is_alone[target.index()] |= rep.is_none();
                Some(End::Part(rep.unwrap_or(target).node()))
            }
            // It speaks against what is told from a folded box.
            Target::Inference(target) => {
                let mut needs = map.needs(target).map(|claim| view.end(claim.node()));
                let aim = view.end(map.target(target).into());
                needs.find(folded).or_else(|| Some(aim).filter(folded))
            }
        };
        let head = head.expect("a step that is aimed at and has no node has a folded end");
        let needs = || premises.iter().chain(&warrant);
        let inner = needs().next().is_some()
            && folded(&head)
            && needs().all(|end| *end == head)
            && !is_alone[step.index()];
        if let (true, End::Fold(fold)) = (inner, head) {
            view.folds[fold].within[map[step].kind as usize] += 1;
            view.folds[fold].parts.push(step.node());
            // What undercuts it speaks against what is in the box.
            is_knot[step.index()] = false;
            continue;
        }
        // A line from a folded box by way of a node back to it would say nothing.
        let mut premises = premises;
        if folded(&head) {
            premises.retain(|end| *end != head);
        }
        for end in premises.iter().chain(&warrant) {
            if let End::Fold(fold) = end {
                view.folds[*fold].steps[map[step].kind as usize] += 1;
            }
        }
        // Nothing is left to lead there but what licenses it.
        let mut warrant = warrant;
        if premises.is_empty() && !is_knot[step.index()] {
            premises.extend(warrant.take());
        }
        let bundle = Bundle {
            steps: vec![step],
            home: None,
            is_apart: false,
            is_knot: is_knot[step.index()],
            premises,
            warrant,
            head,
        };
        let at = bundles.len();
        let merges = !is_alone[step.index()]
            && (bundle.premises.iter().chain(&bundle.warrant).any(folded) || folded(&head));
        if merges {
            let mut sorted = bundle.premises.clone();
            sorted.sort_unstable();
            match known.entry((map[step].kind, sorted, bundle.warrant, head)) {
                Entry::Occupied(entry) => {
                    let at = *entry.get();
                    bundles[at].steps.push(step);
                    bundles[at].is_knot |= bundle.is_knot;
                    place[step.index()] = Some(at);
                    continue;
                }
                Entry::Vacant(entry) => {
                    entry.insert(at);
                }
            }
        }
        place[step.index()] = Some(at);
        bundles.push(bundle);
    }
    homes(view, &mut bundles, &place);
    bundles.sort_by_key(|bundle| bundle.steps[0]);
    bundles
}

/// Finds the groups that the nodes of steps are drawn in.
fn homes(view: &View, bundles: &mut [Bundle], place: &[Option<usize>]) {
    for at in 0..bundles.len() {
        let mut homes = bundles[at].premises.iter().map(|end| view.home_of(*end));
        let first = homes.next().flatten();
        let is_apart = homes.any(|other| other != first);
        let home = match bundles[at].head {
            _ if !is_apart => first,
            End::Part(node) => match place[node.index()] {
                Some(target) => bundles[target].home,
                None => view.home[node.index()],
            },
            fold => view.home_of(fold),
        };
        bundles[at].is_apart = is_apart;
        bundles[at].home = home;
    }
}

/// By node: whether a step needs a node of its own. Several premises meet there, something aims at
/// it, or there is something to say of it; the steps of a folded box are lines where they can be.
fn knots(map: &Map, view: &View) -> Vec<bool> {
    let mut knots = vec![false; map.node_count()];
    let shown = map.inferences().filter(|(id, _)| view.is_shown(*id));
    for (id, step) in shown {
        let is_marked = view.is_marked[id.index()];
        let needs = ends(map.needs(id).map(|claim| view.end(claim.node())));
        // How premises hang together is told of steps to claims that are drawn.
        let target: NodeIndex = map.target(id).into();
        let is_summed_up = (view.is_overview && needs.iter().any(folded))
            || ((view.is_overview || view.is_summary) && folded(&view.end(target)));
        if is_summed_up && map.premises(id).next().is_some() {
            continue;
        }
        let all_folded = needs.iter().all(folded);
        knots[id.index()] = if all_folded && map.premises(id).next().is_some() {
            let aimed = map.graph().edges_directed(id.node(), Incoming);
            let aimed = aimed.filter(|edge| matches!(edge.weight(), Edge::Conclusion));
            let mut undercuts = aimed.filter_map(|edge| map.as_inference(edge.source()));
            let is_foreign = |claim: ClaimId| view.end(claim.node()) != needs[0];
            !view.is_summary
                && (needs.len() > 1
                    || undercuts.any(|undercut| {
                        view.is_shown(undercut) && map.needs(undercut).any(is_foreign)
                    }))
        } else {
            let mut incoming = map.graph().edges_directed(id.node(), Incoming);
            let aimed_at = |edge: &Edge| matches!(edge, Edge::Conclusion | Edge::Warrant);
            step.scheme.is_some()
                || is_marked
                || map.premises(id).count() != 1
                || incoming.any(|edge| aimed_at(edge.weight()))
        };
    }
    knots
}

/// The steps that are shown, those that others aim at before these. Steps that undercut each other
/// in a circle stand in any order.
fn targets_first(map: &Map, view: &View) -> Vec<InferenceId> {
    let mut seen = vec![false; map.node_count()];
    let mut order = Vec::new();
    let mut way = Vec::new();
    for (step, _) in map.inferences().filter(|(id, _)| view.is_shown(*id)) {
        let mut at = step;
        while !std::mem::replace(&mut seen[at.index()], true) {
            way.push(at);
            match map.target(at) {
                Target::Inference(target) if view.is_shown(target) => at = target,
                _ => break,
            }
        }
        order.extend(way.drain(..).rev());
    }
    order
}

/// The conflicts that a view shows, in the order of declaration, those between the same ends as
/// one. Conflicts within a folded box are counted there.
pub(super) fn clashes(map: &Map, view: &mut View) -> Vec<Clash> {
    let mut clashes: Vec<Clash> = Vec::new();
    let mut known: FxHashMap<Vec<End>, usize> = FxHashMap::default();
    let shown = map.conflicts().filter(|(id, _)| view.is_shown(*id));
    for (id, _) in shown.collect::<Vec<_>>() {
        let ends = ends(map.members(id).map(|claim| view.end(claim.node())));
        if ends.len() < 2 {
            if let Some(End::Fold(fold)) = ends.first() {
                view.folds[*fold].conflicts += 1;
                view.folds[*fold].parts.push(id.node());
            }
            continue;
        }
        let is_summed_up = view.is_overview && ends.iter().any(folded);
        let is_marked = view.is_marked[id.index()] && !is_summed_up;
        if ends.iter().any(folded) {
            let mut sorted = ends.clone();
            sorted.sort_unstable();
            match known.entry(sorted) {
                Entry::Occupied(entry) => {
                    let one = &mut clashes[*entry.get()];
                    one.conflicts.push(id);
                    one.is_knot |= is_marked;
                    continue;
                }
                Entry::Vacant(entry) => {
                    entry.insert(clashes.len());
                }
            }
        }
        let is_knot = ends.len() > 2 || is_marked;
        clashes.push(Clash { conflicts: vec![id], ends, is_knot });
    }
    clashes
}

/// Each once, in their order.
pub(super) fn ends(all: impl Iterator<Item = End>) -> Vec<End> {
    let mut seen = rustc_hash::FxHashSet::default();
    all.filter(|end| seen.insert(*end)).collect()
}
