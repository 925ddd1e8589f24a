//! Parts that are alike in content, and in what surrounds them.
//!
//! Surroundings are compared by colour refinement: each part's colour is a hash of its content with
//! the colours of what it refers to in place of ids, and of the colours of what refers to it, until
//! no more parts are told apart. B. Weisfeiler and A. Leman, The reduction of a graph to canonical
//! form, 1968; ties are broken by giving one pair a colour of its own, as in B. McKay and
//! A. Piperno, Practical graph isomorphism II, 2014, section 2.

use std::hash::Hasher;

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{NEW, OLD, Side, Work, hash, wording, write};
use crate::compare::diff::parts::{keys_of, plain};
use crate::model::Node;
use crate::text::FileId;

/// So often colours are refined at most: parts farther away than this tell nothing apart.
const ROUNDS: usize = 8;

/// So many times the size of the maps may be spent on ties.
const EFFORT: usize = 4;

/// Pairs parts with a wording that alone have their content, references apart.
pub(super) fn by_content(work: &mut Work) {
    let maps = work.maps;
    work.pair_unique(|side, part| {
        wording(maps[side].node(part))?;
        let (list, keys) = keys_of(maps[side], part, &|_| String::new());
        Some(hash(|to| {
            write(to, list);
            write(to, &plain(&keys));
        }))
    });
}

/// Pairs parts of which content and surroundings are the same up to ids.
pub(super) fn by_surroundings(work: &mut Work) {
    if !work.is_open() {
        return;
    }
    let incoming = [OLD, NEW].map(|side| incoming(work, side));
    let size = work.maps.iter().map(|map| map.own_parts().len()).sum::<usize>();
    let mut effort = size * EFFORT;
    while work.is_open() {
        let (colours, spent) = refined(work, &incoming);
        let buckets = work.buckets(|side, part| colours[side].get(&part).copied());
        let mut ties = Vec::new();
        for bucket in buckets {
            let [olds, news] = bucket;
            if let (&[old], &[new]) = (olds.as_slice(), news.as_slice()) {
                work.pair(old, new);
            } else {
                ties.push([olds, news]);
            }
        }
        let is_free = |side: Side, part: &NodeIndex| {
            let mut is_free = true;
            let mut look =
                |other| is_free &= !work.is_left(side, other) || is_outer(work, side, other);
            work.maps[side].each_reference(*part, &mut |_, other| look(other));
            incoming[side].get(part).into_iter().flatten().for_each(|(_, other)| look(*other));
            is_free
        };
        let (free, bound): (Vec<_>, Vec<_>) = ties.into_iter().partition(|[olds, news]| {
            olds.iter().all(|part| is_free(OLD, part)) && news.iter().all(|part| is_free(NEW, part))
        });
        // A tie among parts of which all neighbours are settled decides nothing else.
        free.into_iter().for_each(|bucket| pair_in_order(work, bucket, usize::MAX));
        if work.settle() {
            effort = effort.saturating_sub(spent);
            continue;
        }
        let Some(first) = bound.first().cloned() else { return };
        if effort < spent {
            bound.into_iter().for_each(|bucket| pair_in_order(work, bucket, usize::MAX));
            work.settle();
            return;
        }
        effort -= spent;
        pair_in_order(work, first, 1);
        work.settle();
    }
}

fn is_outer(work: &Work, side: Side, part: NodeIndex) -> bool {
    work.maps[side].file_of(part) != FileId::ROOT
}

/// Pairs so many of the parts of a tie, in the order of ids.
fn pair_in_order(work: &mut Work, bucket: [Vec<NodeIndex>; 2], most: usize) {
    let [mut olds, mut news] = bucket;
    olds.sort_by_key(|part| work.id(OLD, *part));
    news.sort_by_key(|part| work.id(NEW, *part));
    for (old, new) in olds.into_iter().zip(news).take(most) {
        work.pair(old, new);
    }
}

/// What refers to each part that is left, with a hash of the key under which it does.
type Incoming = FxHashMap<NodeIndex, Vec<(u64, NodeIndex)>>;

fn incoming(work: &Work, side: Side) -> Incoming {
    let mut incoming = Incoming::default();
    let left: FxHashSet<NodeIndex> = work.left[side].iter().copied().collect();
    let map = work.maps[side];
    let is_met_in_stands =
        |part: &NodeIndex| matches!(map.node(*part), Node::Holder(_) | Node::Source(_));
    let with_stands = work.left[side].iter().any(is_met_in_stands);
    for part in map.own_parts() {
        let mut see = |key: &str, other: NodeIndex| {
            if left.contains(&other) {
                let key = hash(|to| write(to, key));
                incoming.entry(other).or_default().push((key, part));
            }
        };
        if with_stands {
            map.each_reference(part, &mut see);
        } else {
            map.each_inner_reference(part, &mut see);
        }
    }
    incoming
}

/// A colour for each part that is left; and how many colours were computed.
fn refined(work: &Work, incoming: &[Incoming; 2]) -> ([FxHashMap<NodeIndex, u64>; 2], usize) {
    let marks = [OLD, NEW].map(|side| marks(work, side));
    let mut colours: [FxHashMap<NodeIndex, u64>; 2] = Default::default();
    let (mut distinct, mut spent) = (0, 0);
    for _ in 0..ROUNDS {
        let next = [OLD, NEW].map(|side| {
            let colour = |part: NodeIndex| {
                let is_left = work.is_left(side, part) && !is_outer(work, side, part);
                let known = colours[side].get(&part).copied().unwrap_or_default();
                if is_left { known } else { work.identity(side, part) }
            };
            let of = |part: &NodeIndex| {
                let (list, keys) =
                    keys_of(work.maps[side], *part, &|other| format!("{:016x}", colour(other)));
                let around = incoming[side].get(part).into_iter().flatten();
                let mut around: Vec<_> =
                    around.map(|(key, other)| (*key, colour(*other))).collect();
                around.sort_unstable();
                let hash = hash(|to| {
                    write(to, list);
                    write(to, &plain(&keys));
                    to.write_u64(marks[side].get(part).copied().unwrap_or_default());
                    for (key, colour) in around {
                        to.write_u64(key);
                        to.write_u64(colour);
                    }
                });
                (*part, hash)
            };
            work.left[side].iter().map(of).collect::<FxHashMap<NodeIndex, u64>>()
        });
        colours = next;
        let count = |side: Side| colours[side].values().collect::<FxHashSet<_>>().len();
        let [olds, news] = [count(OLD), count(NEW)];
        spent += work.left[OLD].len() + work.left[NEW].len();
        let is_done = olds == colours[OLD].len() && news == colours[NEW].len();
        if is_done && distinct > 0 || olds + news <= distinct {
            break;
        }
        distinct = olds + news;
    }
    (colours, spent)
}

/// What the file says of parts outside of them: that the map is for them, that it reads them, that
/// findings about them are let pass.
fn marks(work: &Work, side: Side) -> FxHashMap<NodeIndex, u64> {
    let map = work.maps[side];
    let mut marks: FxHashMap<NodeIndex, u64> = FxHashMap::default();
    map.theses().iter().for_each(|thesis| *marks.entry(thesis.node()).or_default() |= 1);
    map.reading_of.iter().for_each(|source| *marks.entry(source.node()).or_default() |= 2);
    let places = map.allows.iter().flat_map(|allow| &allow.at);
    for part in places.filter_map(|id| map.find(id)) {
        *marks.entry(part).or_default() += 4;
    }
    marks
}
