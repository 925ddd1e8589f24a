//! Steps and conflicts that are the same by what they connect.

use std::hash::Hasher;

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::{NEW, OLD, Side, Work, hash, list_of, write};
use crate::compare::diff::parts::{keys_of, plain};
use crate::model::{ConflictId, InferenceId, Node};

/// So often what was found may lead to more: steps against steps against steps.
const ROUNDS: usize = 16;

/// What more parts than this have to do with tells nothing.
const COMMON: usize = 32;

/// Pairs steps and conflicts that alone connect what they connect, in the same way: that tells most
/// apart without a look at anything else.
pub(super) fn by_own_connections(work: &mut Work) {
    for _ in 0..ROUNDS {
        let keys = [OLD, NEW].map(|side| keys(work, side, true));
        if !work.pair_unique(|side, part| keys[side].get(&part).copied()) {
            break;
        }
    }
}

/// A hash of what each step and conflict that is left connects.
fn keys(work: &Work, side: Side, kind_too: bool) -> FxHashMap<NodeIndex, u64> {
    let key = |part: &NodeIndex| {
        let Connections { from, to } = connections(work, side, *part)?;
        let key = hash(|hasher| {
            write(hasher, if kind_too { kind(work.node(side, *part)) } else { "" });
            from.iter().for_each(|one| hasher.write_u64(*one));
            hasher.write_u64(to.unwrap_or_default());
        });
        Some((*part, key))
    };
    work.left[side].iter().filter_map(key).collect()
}

/// Pairs steps and conflicts that connect the same, then those that share enough; returns whether
/// there were any.
pub(super) fn by_connections(work: &mut Work) -> bool {
    let mut any = false;
    for _ in 0..ROUNDS {
        let mut more = same(work, true);
        more |= same(work, false);
        more |= sharing(work);
        any |= more;
        if !more || !work.is_open() {
            break;
        }
    }
    any
}

/// What a step or conflict connects, as [`Work::identity`] has it.
#[derive(Clone, Debug, PartialEq)]
struct Connections {
    /// Premises, or the claims of a conflict, in order.
    from: Vec<u64>,
    /// The target; nothing for a conflict.
    to: Option<u64>,
}

fn connections(work: &Work, side: Side, part: NodeIndex) -> Option<Connections> {
    let map = work.maps[side];
    let of = |part: NodeIndex| work.identity(side, part);
    let (mut from, to): (Vec<u64>, _) = match map.node(part) {
        Node::Inference(_) => {
            let step = InferenceId(part);
            let premises = map.premises(step).map(|premise| of(premise.node()));
            (premises.collect(), Some(of(map.target(step).into())))
        }
        Node::Conflict(_) => (map.members(ConflictId(part)).map(|c| of(c.node())).collect(), None),
        _ => return None,
    };
    from.sort_unstable();
    Some(Connections { from, to })
}

/// Pairs what connects the same, at first only what does so in the same way.
fn same(work: &mut Work, kind_too: bool) -> bool {
    let keys = [OLD, NEW].map(|side| keys(work, side, kind_too));
    let buckets = work.buckets(|side, part| keys[side].get(&part).copied());
    for [mut olds, mut news] in buckets {
        // Of several the most alike first, and the rest in an order of their own.
        let text = |side: Side, part: NodeIndex| {
            let names = |other| format!("{:016x}", work.identity(side, other));
            plain(&keys_of(work.maps[side], part, &names).1)
        };
        if olds.len() > 1 || news.len() > 1 {
            let mut by_text: FxHashMap<String, [Vec<NodeIndex>; 2]> = FxHashMap::default();
            olds.iter()
                .for_each(|part| by_text.entry(text(OLD, *part)).or_default()[OLD].push(*part));
            news.iter()
                .for_each(|part| by_text.entry(text(NEW, *part)).or_default()[NEW].push(*part));
            let mut all: Vec<_> = by_text.into_iter().collect();
            all.sort();
            (olds, news) = (Vec::new(), Vec::new());
            for (_, [mut a, mut b]) in all {
                a.sort_by_key(|part| work.id(OLD, *part));
                b.sort_by_key(|part| work.id(NEW, *part));
                let both = a.len().min(b.len());
                olds.extend(a.split_off(both));
                news.extend(b.split_off(both));
                a.into_iter().zip(b).for_each(|(old, new)| work.pair(old, new));
            }
        }
        olds.into_iter().zip(news).for_each(|(old, new)| work.pair(old, new));
    }
    work.settle()
}

fn kind(node: &Node) -> &'static str {
    match node {
        Node::Conflict(conflict) => conflict.kind.word(),
        _ => list_of(node),
    }
}

/// Pairs what shares enough with one of the other side, and with no other as much.
///
/// A step without an id is the same if it aims at the same with a premise in common, or if it has
/// the same premises; a conflict if it has two claims in common.
fn sharing(work: &mut Work) -> bool {
    let of = |side: Side| -> Vec<(NodeIndex, Connections)> {
        let left = work.left[side].iter();
        left.filter_map(|part| Some((*part, connections(work, side, *part)?))).collect()
    };
    let sides = [of(OLD), of(NEW)];
    let nearest = [OLD, NEW].map(|side| nearest(work, side, &sides));
    for (one, other) in nearest[OLD].iter().enumerate() {
        let Some(other) = *other else { continue };
        if nearest[NEW][other] == Some(one) {
            work.pair(sides[OLD][one].0, sides[NEW][other].0);
        }
    }
    work.settle()
}

fn nearest(
    work: &Work,
    side: Side,
    sides: &[Vec<(NodeIndex, Connections)>; 2],
) -> Vec<Option<usize>> {
    let others = &sides[1 - side];
    let mut having: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (at, (_, other)) in others.iter().enumerate() {
        let mut from = other.from.clone();
        from.dedup();
        from.into_iter().for_each(|one| having.entry(one).or_default().push(at));
    }
    let nearest = sides[side].iter().map(|(part, one)| {
        let mut candidates: Vec<usize> = Vec::new();
        for from in &one.from {
            let having = having.get(from).filter(|having| having.len() <= COMMON);
            candidates.extend(having.into_iter().flatten());
        }
        candidates.sort_unstable();
        candidates.dedup();
        let (mut best, mut nearest) = (0.0, None);
        for at in candidates {
            let (other, connections) = &others[at];
            let likeness = likeness(work, side, (*part, one), (*other, connections));
            if likeness > best {
                (best, nearest) = (likeness, Some(at));
            } else if likeness == best {
                nearest = None;
            }
        }
        nearest
    });
    nearest.collect()
}

fn likeness(
    work: &Work,
    side: Side,
    (part, one): (NodeIndex, &Connections),
    (other_part, other): (NodeIndex, &Connections),
) -> f64 {
    let (node, other_node) = (work.node(side, part), work.node(1 - side, other_part));
    // Two ids are two steps, unless all that they connect is the same.
    if node.name().is_some() && other_node.name().is_some()
        || one.to.is_some() != other.to.is_some()
    {
        return 0.0;
    }
    let shared = one.from.iter().filter(|from| other.from.binary_search(from).is_ok()).count();
    let is_same = match one.to {
        Some(_) => one.to == other.to && shared > 0 || one.from == other.from,
        None => shared > 1,
    };
    if !is_same {
        return 0.0;
    }
    let from = 2.0 * shared as f64 / (one.from.len() + other.from.len()) as f64;
    let to = if one.to == other.to { 1.0 } else { 0.0 };
    let kind = if kind(node) == kind(other_node) { 0.5 } else { 0.0 };
    from + to + kind
}
