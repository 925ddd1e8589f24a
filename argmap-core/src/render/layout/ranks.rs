//! Which rank every part of a picture stands on.
//!
//! Boxes (claims and questions) stand on even ranks, the small nodes of steps on odd ones, and
//! whatever leads to a part stands on a higher rank than it. A rank takes only so many boxes, and
//! of one group only its share, so that a claim with many reasons does not become an endless row:
//! the reasons that do not fit go to the ranks below. This is list scheduling after Coffman and
//! Graham, Optimal scheduling for two-processor systems (Acta Informatica 1, 1972), with the parts
//! of what was placed last going first, so that each line of argument stays together.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, VecDeque};

use rustc_hash::FxHashMap;

/// A part to be placed.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct Part {
    /// Whether it takes room on its rank.
    pub is_box: bool,
    /// Whether, being small, it stands right below what it leads to, not right above what leads
    /// to it.
    pub stays_high: bool,
    /// The group that shares out the room; any number below the number of groups.
    pub group: usize,
}

/// The parts and which must stand above which.
#[derive(Debug, Default)]
pub(in crate::render) struct Order {
    pub parts: Vec<Part>,
    /// Pairs of places in `parts`: the first is to stand above the second.
    pub above: Vec<(usize, usize)>,
    /// How many groups there are; number 0 is that of parts without one, which share nothing out.
    pub groups: usize,
}

/// What becomes columns: pairs of places in [`Order::parts`], of which the first is to stand right
/// above the second. These are parts to which nothing leads, on different ranks and under the same
/// part; takes O(n log n + m) like [`ranks`].
pub(in crate::render) fn columns(order: &Order, ranks: &[usize]) -> Vec<(usize, usize)> {
    let mut uppers: Vec<Option<usize>> = vec![None; order.parts.len()];
    let mut alone = vec![true; order.parts.len()];
    for (upper, lower) in order.above.iter().copied().filter(|(upper, lower)| upper != lower) {
        alone[upper] = false;
        alone[lower] &= uppers[lower].is_none();
        uppers[lower] = Some(upper);
    }
    let mut by_rank: Vec<usize> = (0..order.parts.len()).collect();
    by_rank.sort_by_key(|part| ranks[*part]);
    // The lowest of each column, those on the highest ranks first.
    let mut lowest: FxHashMap<(usize, usize), VecDeque<usize>> = FxHashMap::default();
    let mut pairs = Vec::new();
    for part in by_rank {
        let Some(upper) = uppers[part].filter(|_| alone[part]) else { continue };
        let columns = lowest.entry((upper, order.parts[part].group)).or_default();
        if let Some(above) = columns.front().copied().filter(|above| ranks[*above] < ranks[part]) {
            columns.pop_front();
            pairs.push((above, part));
        }
        columns.push_back(part);
    }
    pairs
}

/// The rank of every part, 0 on top; `across` is how many times as many boxes are to go on a rank as
/// make a square. Where parts are above each other in a circle, some pair is
/// left violated. Takes O(n log n + m) for n parts and m pairs, and as many steps as there are
/// groups with waiting boxes on every rank.
pub(in crate::render) fn ranks(order: &Order, across: f64) -> Vec<usize> {
    let count = order.parts.len();
    let mut lowers: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut waiting_for = vec![0usize; count];
    for (upper, lower) in order.above.iter().filter(|(upper, lower)| upper != lower) {
        lowers[*upper].push(*lower);
        waiting_for[*lower] += 1;
    }
    let room = Room::new(order, across);
    let mut state = State {
        order,
        linked: (0..count).map(|part| waiting_for[part] > 0 || !lowers[part].is_empty()).collect(),
        lowers,
        waiting_for,
        rank: vec![None; count],
        earliest: vec![0; count],
        placed: Vec::with_capacity(count),
        touched: VecDeque::new(),
        pending: BinaryHeap::new(),
        ready: vec![BinaryHeap::new(); order.groups],
        active: BTreeSet::new(),
        used: vec![(0, 0); order.groups],
    };
    let free: Vec<usize> = (0..count).filter(|part| state.waiting_for[*part] == 0).collect();
    free.into_iter().for_each(|part| state.release(part));
    let mut untouched = 0..count;
    let mut rank = 0;
    loop {
        state.fill_rank(rank, &room);
        if state.placed.len() == count {
            break;
        }
        if state.active.is_empty() {
            match state.pending.peek() {
                Some(Reverse((next, _))) => rank = *next,
                None => {
                    // Only circles are left: one part of them must go first.
                    let next = state.next_of_circle(&mut untouched);
                    state.release(next);
                    rank = rank.max(state.earliest[next].next_multiple_of(2));
                }
            }
        } else {
            rank += 2;
        }
    }
    state.lower_small_nodes();
    state.rank.into_iter().map(Option::unwrap_or_default).collect()
}

/// Where fewer times as many boxes as make a square are to go on a rank, groups get less room.
const NARROW: f64 = 0.7;

/// How many boxes fit on a rank.
struct Room {
    all: usize,
    of_group: Vec<usize>,
}

impl Room {
    fn new(order: &Order, across: f64) -> Room {
        let mut is_leaf = vec![true; order.parts.len()];
        order.above.iter().for_each(|(upper, _)| is_leaf[*upper] = false);
        let mut boxes = vec![0usize; order.groups];
        let mut leaves = 0usize;
        for (part, is_leaf) in order.parts.iter().zip(is_leaf).filter(|(part, _)| part.is_box) {
            boxes[part.group] += 1;
            leaves += usize::from(is_leaf);
        }
        let count = boxes.iter().sum::<usize>().max(1) as f64;
        // Fans fill their ranks, chains do not.
        let spread = across * (1.5 - 0.9 * leaves as f64 / count);
        let all = (spread * count.sqrt()).ceil().max((8.0 * across).clamp(2.0, 4.0));
        // Where groups are few, what is needed together should find room side by side.
        let groups = boxes.iter().filter(|boxes| **boxes > 0).count();
        let (wanted, most) = match across {
            _ if across < NARROW / 2.0 => (4, 1),
            _ if across < NARROW => (8, 2),
            _ => (12, 3),
        };
        let least = (wanted / groups.max(1)).clamp(1, most);
        let share = |boxes: &usize| ((all * *boxes as f64 / count) as usize).max(least);
        let mut of_group: Vec<usize> = boxes.iter().map(share).collect();
        of_group[0] = all as usize;
        Room { all: all as usize, of_group }
    }
}

/// What a waiting box is chosen by: linked before unlinked, under what was placed last, leaves
/// first, then in the order of declaration.
type Key = (bool, usize, bool, Reverse<usize>);

struct State<'o> {
    order: &'o Order,
    linked: Vec<bool>,
    lowers: Vec<Vec<usize>>,
    waiting_for: Vec<usize>,
    rank: Vec<Option<usize>>,
    /// The first rank that what stands above leaves open.
    earliest: Vec<usize>,
    placed: Vec<usize>,
    /// Parts below something that was placed.
    touched: VecDeque<usize>,
    pending: BinaryHeap<Reverse<(usize, usize)>>,
    /// By group: the boxes that may stand on the present rank.
    ready: Vec<BinaryHeap<(Key, usize)>>,
    active: BTreeSet<usize>,
    /// By group: the rank on which it last took room, and how much.
    used: Vec<(usize, usize)>,
}

impl State<'_> {
    /// Lets a part be placed: small nodes at once, boxes when their rank comes.
    fn release(&mut self, part: usize) {
        let mut open = vec![part];
        while let Some(part) = open.pop() {
            self.waiting_for[part] = 0;
            if self.order.parts[part].is_box {
                let earliest = self.earliest[part].next_multiple_of(2);
                self.pending.push(Reverse((earliest, part)));
            } else {
                self.place(part, self.earliest[part] | 1, &mut open);
            }
        }
    }

    /// Places a part and adds what waited for it alone to `freed`.
    fn place(&mut self, part: usize, rank: usize, freed: &mut Vec<usize>) {
        self.rank[part] = Some(rank);
        self.placed.push(part);
        let lowers = std::mem::take(&mut self.lowers[part]);
        for lower in lowers.iter().copied() {
            if self.rank[lower].is_none() && self.waiting_for[lower] > 0 {
                self.earliest[lower] = self.earliest[lower].max(rank + 1);
                self.waiting_for[lower] -= 1;
                if self.waiting_for[lower] == 0 {
                    freed.push(lower);
                } else {
                    self.touched.push_back(lower);
                }
            }
        }
        self.lowers[part] = lowers;
    }

    fn fill_rank(&mut self, rank: usize, room: &Room) {
        while let Some(Reverse((earliest, part))) = self.pending.peek().copied()
            && earliest <= rank
        {
            self.pending.pop();
            let is_leaf = self.lowers[part].is_empty();
            let key = (self.linked[part], self.earliest[part], is_leaf, Reverse(part));
            let group = self.order.parts[part].group;
            self.ready[group].push((key, part));
            self.active.insert(group);
        }
        let mut best: BinaryHeap<(Key, usize)> =
            self.active.iter().filter_map(|group| self.ready[*group].peek().copied()).collect();
        let mut left = room.all;
        let mut freed = Vec::new();
        while left > 0
            && let Some((_, part)) = best.pop()
        {
            let group = self.order.parts[part].group;
            self.ready[group].pop();
            self.place(part, rank, &mut freed);
            left -= 1;
            let used = match self.used[group] {
                (at, used) if at == rank => used + 1,
                _ => 1,
            };
            self.used[group] = (rank, used);
            if used < room.of_group[group] {
                best.extend(self.ready[group].peek().copied());
            }
            if self.ready[group].is_empty() {
                self.active.remove(&group);
            }
        }
        for part in freed {
            self.release(part);
        }
    }

    /// A part that is not placed: below something that is, if there is one.
    fn next_of_circle(&mut self, untouched: &mut std::ops::Range<usize>) -> usize {
        while let Some(part) = self.touched.pop_front() {
            if self.rank[part].is_none() {
                return part;
            }
        }
        let rank = &self.rank;
        untouched.find(|part| rank[*part].is_none()).expect("some part is not placed")
    }

    /// Moves small nodes down to right above the highest of what leads to them.
    fn lower_small_nodes(&mut self) {
        for part in self.placed.iter().rev().copied() {
            let Part { is_box, stays_high, .. } = self.order.parts[part];
            let Some(rank) = self.rank[part].filter(|_| !is_box && !stays_high) else {
                continue;
            };
            let below = self.lowers[part].iter().filter_map(|lower| self.rank[*lower]);
            if let Some(highest) = below.filter(|below| *below > rank).min() {
                self.rank[part] = Some((highest - 1 - highest % 2).max(rank));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(is_box: bool) -> Part {
        Part { is_box, stays_high: false, group: 0 }
    }

    /// Parts of up to three groups, and any pairs of them.
    fn order() -> impl Strategy<Value = Order> {
        let parts = prop::collection::vec((any::<bool>(), any::<bool>(), 0usize..3), 1..40);
        let pairs = prop::collection::vec((0usize..40, 0usize..40), 0..60);
        (parts, pairs).prop_map(|(parts, pairs)| {
            let count = parts.len();
            let part = |(is_box, stays_high, group)| Part { is_box, stays_high, group };
            let above = pairs.into_iter().map(|(a, b)| (a % count, b % count)).collect();
            Order { parts: parts.into_iter().map(part).collect(), above, groups: 3 }
        })
    }

    proptest! {
        #[test]
        fn what_leads_to_a_part_stands_below_it(mut order in order()) {
            order.above.retain(|(upper, lower)| upper < lower);
            let ranks = ranks(&order, 1.0);
            for (upper, lower) in &order.above {
                prop_assert!(ranks[*upper] < ranks[*lower]);
            }
        }

        #[test]
        fn ranks_are_not_crowded_even_in_circles(order in order()) {
            let ranks = ranks(&order, 1.0);
            let room = Room::new(&order, 1.0);
            let in_circle = kept_waiting(&order);
            for (at, part) in order.parts.iter().enumerate() {
                prop_assert_eq!(ranks[at].is_multiple_of(2), part.is_box);
                let same = |(other, of): &(usize, &Part)| {
                    ranks[*other] == ranks[at] && of.is_box && !in_circle[*other]
                };
                let same: Vec<_> = order.parts.iter().enumerate().filter(same).collect();
                let of_group = same.iter().filter(|(_, of)| of.group == part.group).count();
                prop_assert!(same.len() <= room.all && of_group <= room.of_group[part.group]);
            }
        }

        #[test]
        fn columns_join_lone_reasons_of_one_part(order in order()) {
            let ranks = ranks(&order, 1.0);
            let pairs = columns(&order, &ranks);
            for (upper, lower) in &pairs {
                prop_assert!(ranks[*upper] < ranks[*lower]);
                for part in [upper, lower] {
                    let pairs = || order.above.iter().filter(|(above, of)| above != of);
                    prop_assert!(pairs().all(|(above, _)| above != part));
                    prop_assert_eq!(pairs().filter(|(_, of)| of == part).count(), 1);
                }
                prop_assert_eq!(pairs.iter().filter(|(other, _)| other == upper).count(), 1);
            }
        }
    }

    /// By part: whether it is in a circle or below one; slow.
    fn kept_waiting(order: &Order) -> Vec<bool> {
        let mut waits = vec![true; order.parts.len()];
        loop {
            let free = (0..waits.len()).find(|part| {
                let mut above = order.above.iter().filter(|(a, b)| b == part && a != b);
                waits[*part] && above.all(|(upper, _)| !waits[*upper])
            });
            match free {
                Some(part) => waits[part] = false,
                None => return waits,
            }
        }
    }

    #[test]
    fn a_fan_is_folded_and_a_chain_is_not() {
        let above: Vec<_> = (1..101).map(|lower| (0, lower)).collect();
        let fan = Order { parts: vec![part(true); 101], above, groups: 1 };
        let found = ranks(&fan, 1.0);
        assert!(*found.iter().max().unwrap() > 20 && columns(&fan, &found).len() > 80);
        let above: Vec<_> = (1..101).map(|lower| (lower - 1, lower)).collect();
        let chain = Order { above, ..fan };
        assert_eq!(ranks(&chain, 1.0), (0..101).map(|at| at * 2).collect::<Vec<_>>());
    }
}
