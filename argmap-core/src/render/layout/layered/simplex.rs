//! Least weighted length under least distances: the network simplex method.
//!
//! After Gansner, Koutsofios, North and Vo, A technique for drawing directed graphs (1993), §2.3 and
//! §4.2. A place that keeps all distances is made better step by step, so it can stop at any time.

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
/// first, and keeps them. Each step takes O(n + m); `work` is how many times a node or arc may be
/// looked at. Whether no place is better.
pub(super) fn improve(x: &mut [i64], arcs: &[Arc], work: usize) -> bool {
    let count = x.len();
    if count < 2 || arcs.is_empty() {
        return true;
    }
    let mut tree = Simplex::new(arcs, x.to_vec());
    let Some(spent) = tree.grow(work) else { return false };
    let mut left = work.saturating_sub(spent);
    let step = 2 * (count + arcs.len());
    let mut from = 0;
    tree.number();
    tree.weigh();
    let mut is_best = false;
    while left > step && !is_best {
        left -= step;
        let leaving = tree.leaving(&mut from);
        match leaving.and_then(|leaving| Some((leaving, tree.entering(leaving)?))) {
            Some((leaving, entering)) => tree.exchange(leaving, entering),
            None => is_best = true,
        }
    }
    x.copy_from_slice(&tree.x);
    is_best
}

struct Simplex<'a> {
    arcs: &'a [Arc],
    x: Vec<i64>,
    /// By node: the arcs at it.
    at: Vec<Vec<usize>>,
    in_tree: Vec<bool>,
    /// The arcs of the spanning tree, and by arc its place there.
    tree: Vec<usize>,
    /// By node: the arc to its parent in the tree.
    up: Vec<usize>,
    /// Nodes, each after its parent.
    order: Vec<usize>,
    /// By node: its place in a walk that comes by it after all below it, and the least such place
    /// of what is below it.
    last: Vec<usize>,
    first: Vec<usize>,
    /// By arc of the tree: what moving its halves apart would change.
    cut: Vec<i64>,
}

const NONE: usize = usize::MAX;

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
            up: vec![NONE; count],
            order: Vec::new(),
            last: vec![0; count],
            first: vec![0; count],
            cut: vec![0; arcs.len()],
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

    /// Finds a spanning tree of arcs without slack, moving what is not in it as needed; how much
    /// work it was, or nothing if that would be too much or the graph falls apart.
    fn grow(&mut self, work: usize) -> Option<usize> {
        let count = self.x.len();
        let mut reached = vec![false; count];
        let mut members: Vec<usize> = vec![0];
        reached[0] = true;
        let mut next = 0;
        let mut spent = 0;
        loop {
            while next < members.len() {
                let node = members[next];
                next += 1;
                for place in 0..self.at[node].len() {
                    let arc = self.at[node][place];
                    let other = self.other(arc, node);
                    if !reached[other] && self.slack(arc) == 0 {
                        reached[other] = true;
                        members.push(other);
                        self.in_tree[arc] = true;
                        self.tree.push(arc);
                    }
                }
            }
            if members.len() == count {
                return Some(spent);
            }
            spent += count + self.arcs.len();
            if spent > work {
                return None;
            }
            let leads_out =
                |arc: &usize| reached[self.arcs[*arc].from] != reached[self.arcs[*arc].to];
            let nearest =
                (0..self.arcs.len()).filter(leads_out).min_by_key(|arc| self.slack(*arc))?;
            let slack = self.slack(nearest);
            let by = if reached[self.arcs[nearest].from] { slack } else { -slack };
            members.iter().for_each(|node| self.x[*node] += by);
            // Whatever is at the end of it may be reached now.
            let inside = if by >= 0 && reached[self.arcs[nearest].from] {
                self.arcs[nearest].from
            } else {
                self.arcs[nearest].to
            };
            let other = self.other(nearest, inside);
            reached[other] = true;
            members.push(other);
            self.in_tree[nearest] = true;
            self.tree.push(nearest);
        }
    }

    /// Numbers the nodes of the tree.
    fn number(&mut self) {
        self.order.clear();
        self.up[0] = NONE;
        let mut open: Vec<(usize, usize)> = vec![(0, 0)];
        let mut next = 0;
        self.first[0] = 0;
        self.order.push(0);
        while let Some((node, place)) = open.pop() {
            let Some(arc) = self.at[node].get(place).copied() else {
                self.last[node] = next;
                next += 1;
                continue;
            };
            open.push((node, place + 1));
            if self.in_tree[arc] && self.up[node] != arc {
                let other = self.other(arc, node);
                self.up[other] = arc;
                self.first[other] = next;
                self.order.push(other);
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
        for node in self.order.iter().skip(1).rev().copied() {
            let arc = self.up[node];
            let is_to = self.arcs[arc].to == node;
            self.cut[arc] = if is_to { balance[node] } else { -balance[node] };
            let parent = self.other(arc, node);
            balance[parent] += balance[node];
        }
    }

    /// An arc of the tree whose halves should be moved apart: the worst of some.
    fn leaving(&self, from: &mut usize) -> Option<usize> {
        let mut best: Option<usize> = None;
        let mut seen = 0;
        for step in 0..self.tree.len() {
            let arc = self.tree[(*from + step) % self.tree.len()];
            if self.cut[arc] < 0 {
                if best.is_none_or(|best| self.cut[arc] < self.cut[best]) {
                    best = Some(arc);
                }
                seen += 1;
                if seen > 30 {
                    *from = (*from + step + 1) % self.tree.len();
                    break;
                }
            }
        }
        best
    }

    /// The arc that stops the halves.
    fn entering(&self, leaving: usize) -> Option<usize> {
        let arc = &self.arcs[leaving];
        let (lower, is_to) =
            if self.up[arc.to] == leaving { (arc.to, true) } else { (arc.from, false) };
        let (first, last) = (self.first[lower], self.last[lower]);
        let below = |node: usize| first <= self.last[node] && self.last[node] <= last;
        // The half of the arc's end moves right; what leads out of it stops it.
        let stops = |arc: &Arc| {
            let (from, to) = (below(arc.from), below(arc.to));
            if is_to { from && !to } else { !from && to }
        };
        let mut best: Option<(i64, usize)> = None;
        for (number, arc) in self.arcs.iter().enumerate() {
            if stops(arc) {
                let slack = self.x[arc.to] - self.x[arc.from] - arc.length;
                if best.is_none_or(|(least, _)| slack < least) {
                    best = Some((slack, number));
                }
            }
        }
        best.map(|(_, number)| number)
    }

    fn exchange(&mut self, leaving: usize, entering: usize) {
        let by = self.slack(entering);
        let arc = &self.arcs[leaving];
        let (lower, is_to) =
            if self.up[arc.to] == leaving { (arc.to, true) } else { (arc.from, false) };
        let (first, last) = (self.first[lower], self.last[lower]);
        if by != 0 {
            let by = if is_to { by } else { -by };
            for node in 0..self.x.len() {
                if first <= self.last[node] && self.last[node] <= last {
                    self.x[node] += by;
                }
            }
        }
        self.in_tree[leaving] = false;
        self.in_tree[entering] = true;
        let place = self.tree.iter().position(|arc| *arc == leaving).unwrap_or_default();
        self.tree[place] = entering;
        self.number();
        self.weigh();
    }
}
