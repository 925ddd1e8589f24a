//! Least weighted length under least distances: the network simplex method.
//!
//! After Gansner, Koutsofios, North and Vo, A technique for drawing directed graphs (1993), §2.3 and
//! §2.4. Places that keep all distances are made better step by step, so it can stop at any time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// A least distance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub from: usize,
    pub to: usize,
    /// How far `to` is to be right of `from` at least.
    pub length: i64,
    /// What each further step costs.
    pub weight: i64,
}

/// Moves things to where the weighted lengths of all arcs are least. `x` must keep all distances at
/// first, and keeps them; the arcs must hang together. `work` is how many times a node or an arc
/// may be looked at. Whether no places are better.
pub(super) fn improve(x: &mut [i64], arcs: &[Arc], work: usize) -> bool {
    if x.len() < 2 || arcs.is_empty() {
        return true;
    }
    let mut tree = Simplex::new(arcs, x.to_vec());
    if !tree.grow() {
        return false;
    }
    tree.number(0, 0);
    tree.weigh();
    let mut is_best = false;
    while tree.spent < work && !is_best {
        let leaving = tree.leaving();
        match leaving.and_then(|leaving| Some((leaving, tree.entering(leaving)?))) {
            Some((leaving, entering)) => tree.exchange(leaving, entering),
            None => is_best = true,
        }
    }
    x.copy_from_slice(&tree.x);
    is_best
}

/// Places and a spanning tree of arcs that are as short as can be, rooted at node 0.
struct Simplex<'a> {
    arcs: &'a [Arc],
    x: Vec<i64>,
    /// By node: the arcs at it.
    at: Vec<Vec<usize>>,
    in_tree: Vec<bool>,
    /// The arcs of the tree.
    tree: Vec<usize>,
    /// By arc of the tree: its place in `tree`.
    place: Vec<usize>,
    /// By node: the arc to its parent in the tree.
    up: Vec<usize>,
    /// By node: its number in a walk that comes by it after all below it, and the least number of
    /// what is below it.
    last: Vec<usize>,
    first: Vec<usize>,
    /// By number: the node.
    numbered: Vec<usize>,
    /// By arc of the tree: what moving its halves apart would change.
    cut: Vec<i64>,
    /// Where the search of arcs to leave the tree goes on.
    next: usize,
    spent: usize,
}

const NONE: usize = usize::MAX;

/// So many arcs that may leave the tree are compared.
const COMPARED: usize = 30;

impl Simplex<'_> {
    fn new(arcs: &[Arc], x: Vec<i64>) -> Simplex<'_> {
        let count = x.len();
        let mut at = vec![Vec::new(); count];
        for (number, arc) in arcs.iter().enumerate() {
            at[arc.from].push(number);
            at[arc.to].push(number);
        }
        Simplex {
            arcs,
            x,
            at,
            in_tree: vec![false; arcs.len()],
            tree: Vec::new(),
            place: vec![NONE; arcs.len()],
            up: vec![NONE; count],
            last: vec![0; count],
            first: vec![0; count],
            numbered: vec![0; count],
            cut: vec![0; arcs.len()],
            next: 0,
            spent: 0,
        }
    }

    fn slack(&self, arc: usize) -> i64 {
        let arc = &self.arcs[arc];
        self.x[arc.to] - self.x[arc.from] - arc.length
    }

    fn other(&self, arc: usize, node: usize) -> usize {
        let arc = &self.arcs[arc];
        if arc.from == node { arc.to } else { arc.from }
    }

    /// Finds a tree, moving what is in it to what is nearest; false if the graph falls apart. Takes
    /// O(m log m).
    fn grow(&mut self) -> bool {
        let count = self.x.len();
        // How far the tree had been moved when each node came to it.
        let mut joined: Vec<Option<i64>> = vec![None; count];
        // Arcs out of the tree get shorter when it moves right, arcs into it longer: their slack is
        // the key less, or plus, how far the tree has moved.
        let mut leading_out: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
        let mut leading_in: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
        let (mut moved, mut node) = (0, 0);
        loop {
            joined[node] = Some(moved);
            for arc in self.at[node].iter().copied() {
                if joined[self.other(arc, node)].is_none() {
                    let slack = self.slack(arc);
                    match self.arcs[arc].from == node {
                        true => leading_out.push(Reverse((slack + moved, arc))),
                        false => leading_in.push(Reverse((slack - moved, arc))),
                    }
                }
            }
            let is_old = |arc: &usize| {
                let arc = &self.arcs[*arc];
                joined[arc.from].is_some() && joined[arc.to].is_some()
            };
            while leading_out.peek().is_some_and(|Reverse((_, arc))| is_old(arc)) {
                leading_out.pop();
            }
            while leading_in.peek().is_some_and(|Reverse((_, arc))| is_old(arc)) {
                leading_in.pop();
            }
            let out = leading_out.peek().map(|Reverse((key, arc))| (key - moved, *arc));
            let into = leading_in.peek().map(|Reverse((key, arc))| (key + moved, *arc));
            let (slack, arc) = match (out, into) {
                (Some(out), Some(into)) => out.min(into),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => break,
            };
            let is_out = joined[self.arcs[arc].from].is_some();
            moved += if is_out { slack } else { -slack };
            self.in_tree[arc] = true;
            self.place[arc] = self.tree.len();
            self.tree.push(arc);
            node = if is_out { self.arcs[arc].to } else { self.arcs[arc].from };
        }
        for (x, joined) in self.x.iter_mut().zip(&joined) {
            *x += moved - joined.unwrap_or(moved);
        }
        self.tree.len() + 1 == count
    }

    /// Numbers a node of the tree and what is below it, from a number on.
    fn number(&mut self, root: usize, from: usize) {
        let mut open: Vec<(usize, usize)> = vec![(root, 0)];
        let mut next = from;
        self.first[root] = from;
        while let Some((node, place)) = open.pop() {
            self.spent += 1;
            let Some(arc) = self.at[node].get(place).copied() else {
                self.last[node] = next;
                self.numbered[next] = node;
                next += 1;
                continue;
            };
            open.push((node, place + 1));
            if self.in_tree[arc] && self.up[node] != arc {
                let other = self.other(arc, node);
                self.up[other] = arc;
                self.first[other] = next;
                open.push((other, 0));
            }
        }
    }

    /// Finds the cut values of the tree's arcs, from the leaves on.
    fn weigh(&mut self) {
        // The sum, over a node and all below it, of what leads in less what leads out; arcs within
        // cancel out.
        let mut balance = vec![0i64; self.x.len()];
        for arc in self.arcs {
            balance[arc.to] += arc.weight;
            balance[arc.from] -= arc.weight;
        }
        for node in self.numbered.iter().copied() {
            let arc = self.up[node];
            if arc == NONE {
                continue;
            }
            let is_to = self.arcs[arc].to == node;
            self.cut[arc] = if is_to { balance[node] } else { -balance[node] };
            let parent = self.other(arc, node);
            balance[parent] += balance[node];
        }
    }

    /// An arc of the tree whose halves should be moved apart: the worst of some.
    fn leaving(&mut self) -> Option<usize> {
        let mut best: Option<usize> = None;
        let mut seen = 0;
        let count = self.tree.len();
        for step in 0..count {
            let arc = self.tree[(self.next + step) % count];
            self.spent += 1;
            if self.cut[arc] < 0 {
                if best.is_none_or(|best| self.cut[arc] < self.cut[best]) {
                    best = Some(arc);
                }
                seen += 1;
                if seen > COMPARED {
                    self.next = (self.next + step + 1) % count;
                    break;
                }
            }
        }
        best
    }

    /// The lower end of an arc of the tree, and whether the arc leads to it.
    fn lower(&self, arc: usize) -> (usize, bool) {
        let Arc { from, to, .. } = self.arcs[arc];
        if self.up[to] == arc { (to, true) } else { (from, false) }
    }

    /// The numbers of a node and what is below it.
    fn below(&self, node: usize) -> Range<usize> {
        self.first[node]..self.last[node] + 1
    }

    /// The numbers of the smaller half of the tree without an arc, in two ranges, and whether it is
    /// the lower one.
    fn half(&self, lower: usize) -> ([Range<usize>; 2], bool) {
        let below = self.below(lower);
        if 2 * below.len() <= self.x.len() {
            ([below, 0..0], true)
        } else {
            ([0..below.start, below.end..self.x.len()], false)
        }
    }

    /// The arc that stops the halves when they are moved apart.
    fn entering(&mut self, leaving: usize) -> Option<usize> {
        let (lower, is_to) = self.lower(leaving);
        let below = self.below(lower);
        let (ranges, is_lower) = self.half(lower);
        // The half at the arc's end moves right; what leads out of it stops it.
        let leads_out = is_to == is_lower;
        let mut best: Option<(i64, usize)> = None;
        let mut spent = 0;
        for number in ranges.into_iter().flatten() {
            let node = self.numbered[number];
            spent += self.at[node].len();
            for number in self.at[node].iter().copied() {
                let arc = &self.arcs[number];
                let (own, other) = if leads_out { (arc.from, arc.to) } else { (arc.to, arc.from) };
                if own != node || below.contains(&self.last[other]) == is_lower {
                    continue;
                }
                let found = (self.slack(number), number);
                if best.is_none_or(|best| found < best) {
                    best = Some(found);
                }
            }
        }
        self.spent += spent;
        best.map(|(_, number)| number)
    }

    fn exchange(&mut self, leaving: usize, entering: usize) {
        let by = self.slack(entering);
        let (lower, is_to) = self.lower(leaving);
        let (ranges, is_lower) = self.half(lower);
        let by = if is_to == is_lower { by } else { -by };
        for number in ranges.into_iter().flatten() {
            self.x[self.numbered[number]] += by;
            self.spent += 1;
        }
        // The cut values change on the way in the tree between the new arc's ends.
        let cut = self.cut[leaving];
        let Arc { from, to, .. } = self.arcs[entering];
        let top = self.change(from, to, cut, true);
        self.change(to, from, cut, false);
        self.cut[entering] = -cut;
        self.cut[leaving] = 0;
        self.in_tree[leaving] = false;
        self.in_tree[entering] = true;
        let place = self.place[leaving];
        self.tree[place] = entering;
        self.place[entering] = place;
        self.number(top, self.first[top]);
    }

    /// Changes cut values from a node up to the first that is above another too, which it returns.
    fn change(&mut self, node: usize, other: usize, cut: i64, is_from: bool) -> usize {
        let mut node = node;
        while !self.below(node).contains(&self.last[other]) {
            let arc = self.up[node];
            let adds = (self.arcs[arc].from == node) == is_from;
            self.cut[arc] += if adds { cut } else { -cut };
            node = self.other(arc, node);
            self.spent += 1;
        }
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cost(x: &[i64], arcs: &[Arc]) -> i64 {
        arcs.iter().map(|arc| arc.weight * (x[arc.to] - x[arc.from] - arc.length)).sum()
    }

    /// The least cost of places below a limit, by trying all.
    fn least(arcs: &[Arc], count: usize, limit: i64) -> i64 {
        let mut x = vec![0; count];
        let mut best = i64::MAX;
        loop {
            if arcs.iter().all(|arc| x[arc.to] - x[arc.from] >= arc.length) {
                best = best.min(cost(&x, arcs));
            }
            let Some(at) = (0..count).find(|at| x[*at] < limit) else { return best };
            x[..at].fill(0);
            x[at] += 1;
        }
    }

    proptest! {
        #[test]
        fn nothing_is_better(
            weights in prop::collection::vec((0usize..5, 1usize..5, 0i64..3, 0i64..4), 0..9),
        ) {
            let count = 5;
            let chain = (1..count).map(|to| Arc { from: 0, to, length: 0, weight: 1 });
            let more = weights.into_iter().filter_map(|(from, to, length, weight)| {
                (from < to).then_some(Arc { from, to, length, weight })
            });
            let arcs: Vec<Arc> = chain.chain(more).collect();
            let mut x = vec![0; count];
            for to in 0..count {
                for arc in arcs.iter().filter(|arc| arc.to == to) {
                    x[to] = x[to].max(x[arc.from] + arc.length + 1);
                }
            }
            prop_assert!(improve(&mut x, &arcs, usize::MAX));
            prop_assert!(arcs.iter().all(|arc| x[arc.to] - x[arc.from] >= arc.length));
            prop_assert_eq!(cost(&x, &arcs), least(&arcs, count, 8));
        }
    }
}
