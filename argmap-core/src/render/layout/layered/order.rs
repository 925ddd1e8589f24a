//! The order of vertices on their layers: few crossings, groups unbroken.
//!
//! Layers are ordered by barycentres in sweeps down and up (Sugiyama, Tagawa and Toda 1981), then
//! neighbours change places while that takes crossings away. What stands in a group is a block in
//! the order of what is around it, and siblings among groups have one order on all layers: where
//! barycentres say otherwise they are pooled, like violated constraints in Forster, A fast and
//! simple heuristic for constrained two-level crossing reduction (2004).

use super::crossings::{crossings_between, crossings_of};
use super::random::Random;
use super::sheet::{Kind, Path, Sheet};

/// What has a place in a branch: a vertex or a group with what stands in it on the layer.
#[derive(Clone, Copy, Debug)]
enum Item {
    Vertex(usize),
    Branch(usize),
}

/// What stands side by side in a group, or in none, on one layer.
#[derive(Clone, Debug, Default)]
struct Branch {
    group: Option<usize>,
    items: Vec<Item>,
}

/// A layer as a tree; the first branch holds all, and branches come after those around them.
type Tree = Vec<Branch>;

/// A line that crosses the border of a group costs so much as that many that cross each other.
const BORDER_WEIGHT: u64 = 2;

/// So many steps over segments are taken at most.
const WORK: usize = 6_000_000;

/// Orders the layers of a sheet; `first` is where each vertex is to stand at first. Time is bounded
/// by a constant and by O(m log m) for m segments.
pub(super) fn order(sheet: &mut Sheet, first: &[usize]) {
    let mut search = Search::new(sheet, first);
    let mut best = search.trees.clone();
    search.flatten_all();
    let mut fewest = search.crossings();
    let work = sheet.segments.len() + sheet.vertices.len() + 1;
    let mut left = (WORK / work).max(4);
    let groups = search.siblings.iter().filter(|group| group.len() > 1).count();
    let mut random = Random::new(1);
    let first_trees = search.trees.clone();
    let mut best_ranks = search.group_rank.clone();
    for attempt in 0..24 {
        if fewest == 0 || left == 0 {
            break;
        }
        match attempt {
            0 => {}
            _ if groups > 0 && attempt % 3 != 0 => {
                search.trees.clone_from(&best);
                search.group_rank.clone_from(&best_ranks);
                search.swap_siblings(&mut random);
                search.sort_siblings();
            }
            _ if attempt % 2 == 0 => {
                search.trees.clone_from(&first_trees);
                search.shuffle(&mut random);
            }
            _ => {
                search.trees.clone_from(&best);
                search.group_rank.clone_from(&best_ranks);
                search.jolt(&mut random);
            }
        }
        search.flatten_all();
        let mut stale = 0;
        let mut here = u64::MAX;
        for sweep in 0.. {
            search.sweep(sweep % 2 == 0);
            search.transpose();
            let found = search.crossings();
            if found < here {
                (here, stale) = (found, 0);
            } else {
                stale += 1;
            }
            if found < fewest {
                fewest = found;
                best.clone_from(&search.trees);
                best_ranks.clone_from(&search.group_rank);
            }
            left = left.saturating_sub(1);
            if stale > 3 || fewest == 0 || left == 0 {
                break;
            }
        }
    }
    search.trees = best;
    search.flatten_all();
    for path in &sheet.paths {
        if let Path::Beside(a, b) = path {
            search.bring_together(sheet.vertices[*a].layer, *a, *b);
        }
    }
    sheet.layers = search.layers;
}

struct Search {
    trees: Vec<Tree>,
    layers: Vec<Vec<usize>>,
    position: Vec<usize>,
    /// By vertex: neighbours on the layer above and their weights.
    above: Vec<Vec<(usize, u64)>>,
    below: Vec<Vec<(usize, u64)>>,
    is_fixed: Vec<bool>,
    /// By group: its place among its siblings.
    group_rank: Vec<usize>,
    /// The groups in each group, and at last those in none.
    siblings: Vec<Vec<usize>>,
}

impl Search {
    fn new(sheet: &Sheet, first: &[usize]) -> Search {
        let count = sheet.vertices.len();
        let mut above = vec![Vec::new(); count];
        let mut below = vec![Vec::new(); count];
        for segment in &sheet.segments {
            let weight = if segment.is_border { BORDER_WEIGHT } else { 1 };
            above[segment.lower].push((segment.upper, weight));
            below[segment.upper].push((segment.lower, weight));
        }
        let is_border = |at: usize| matches!(sheet.vertices[at].kind, Kind::Left | Kind::Right);
        let is_fixed = |at: usize| is_border(at) || matches!(sheet.vertices[at].kind, Kind::Title);
        let groups = sheet.parents.len();
        let mut earliest = vec![usize::MAX; groups];
        for (at, vertex) in sheet.vertices.iter().enumerate().filter(|(at, _)| !is_fixed(*at)) {
            if let Some(group) = vertex.cluster {
                earliest[group] = earliest[group].min(first[at]);
            }
        }
        for group in (0..groups).rev() {
            if let Some(parent) = sheet.parents[group] {
                earliest[parent] = earliest[parent].min(earliest[group]);
            }
        }
        let mut siblings = vec![Vec::new(); groups + 1];
        let mut by_first: Vec<usize> = (0..groups).collect();
        by_first.sort_by_key(|group| earliest[*group]);
        let mut group_rank = vec![0; groups];
        for group in by_first.into_iter().filter(|group| sheet.spans[*group].is_some()) {
            let of = &mut siblings[sheet.parents[group].unwrap_or(groups)];
            group_rank[group] = of.len();
            of.push(group);
        }
        let mut search = Search {
            trees: Vec::new(),
            layers: sheet.layers.clone(),
            position: vec![0; count],
            above,
            below,
            is_fixed: (0..count).map(is_fixed).collect(),
            group_rank,
            siblings,
        };
        search.trees = sheet.layers.iter().map(|layer| tree(sheet, layer)).collect();
        for tree in &mut search.trees {
            for at in (0..tree.len()).rev() {
                let mut items = std::mem::take(&mut tree[at].items);
                items.sort_by_key(|item| match item {
                    Item::Vertex(vertex) => match sheet.vertices[*vertex].kind {
                        Kind::Left => (0, 0),
                        Kind::Title => (1, 0),
                        Kind::Right => (3, 0),
                        _ => (2, first[*vertex]),
                    },
                    Item::Branch(at) => {
                        let group = tree[*at].group.unwrap_or_default();
                        (2, earliest[group])
                    }
                });
                tree[at].items = items;
            }
        }
        search.sort_siblings();
        search
    }

    /// Puts the groups of every layer in the order of their ranks, each where one of them was.
    fn sort_siblings(&mut self) {
        for tree in &mut self.trees {
            for at in 0..tree.len() {
                let mut items = std::mem::take(&mut tree[at].items);
                let rank = |item: &Item| match item {
                    Item::Branch(at) => Some(self.group_rank[tree[*at].group.unwrap_or_default()]),
                    Item::Vertex(_) => None,
                };
                let mut branches: Vec<Item> =
                    items.iter().filter(|item| rank(item).is_some()).copied().collect();
                branches.sort_by_key(|item| rank(item));
                let mut next = branches.into_iter();
                for item in items.iter_mut().filter(|item| rank(item).is_some()) {
                    *item = next.next().unwrap_or(*item);
                }
                tree[at].items = items;
            }
        }
    }

    /// Lets two neighbours among groups change places.
    fn swap_siblings(&mut self, random: &mut Random) {
        let pairs: Vec<(usize, usize)> = self
            .siblings
            .iter()
            .enumerate()
            .flat_map(|(of, groups)| (1..groups.len()).map(move |at| (of, at)))
            .collect();
        if pairs.is_empty() {
            return;
        }
        for group in &mut self.siblings {
            group.sort_by_key(|group| self.group_rank[*group]);
        }
        for _ in 0..=random.below(3) {
            let (of, at) = pairs[random.below(pairs.len())];
            let other = random.below(self.siblings[of].len());
            self.siblings[of].swap(other, at);
        }
        for group in &self.siblings {
            group.iter().enumerate().for_each(|(rank, group)| self.group_rank[*group] = rank);
        }
    }

    fn shuffle(&mut self, random: &mut Random) {
        for of in &mut self.siblings {
            random.shuffle(of);
            of.iter().enumerate().for_each(|(rank, group)| self.group_rank[*group] = rank);
        }
        for branch in self.trees.iter_mut().flatten() {
            let is_fixed =
                |item: &Item| matches!(item, Item::Vertex(vertex) if self.is_fixed[*vertex]);
            let from = branch.items.iter().take_while(|item| is_fixed(item)).count();
            let to = branch.items.len() - usize::from(branch.items.last().is_some_and(is_fixed));
            if from < to {
                random.shuffle(&mut branch.items[from..to]);
            }
        }
        self.sort_siblings();
    }

    /// Shuffles a few layers.
    fn jolt(&mut self, random: &mut Random) {
        for tree in &mut self.trees {
            if random.below(3) > 0 {
                continue;
            }
            for branch in tree {
                let is_free =
                    |item: &Item| matches!(item, Item::Vertex(vertex) if !self.is_fixed[*vertex]);
                let free: Vec<usize> =
                    (0..branch.items.len()).filter(|at| is_free(&branch.items[*at])).collect();
                if free.len() > 1 {
                    let (a, b) = (free[random.below(free.len())], free[random.below(free.len())]);
                    branch.items.swap(a, b);
                }
            }
        }
    }

    fn flatten_all(&mut self) {
        (0..self.trees.len()).for_each(|layer| self.flatten(layer));
    }

    fn flatten(&mut self, layer: usize) {
        let tree = &self.trees[layer];
        let out = &mut self.layers[layer];
        out.clear();
        let mut open: Vec<(usize, usize)> = vec![(0, 0)];
        while let Some((branch, at)) = open.pop() {
            let Some(item) = tree[branch].items.get(at) else { continue };
            open.push((branch, at + 1));
            match *item {
                Item::Vertex(vertex) => {
                    self.position[vertex] = out.len();
                    out.push(vertex);
                }
                Item::Branch(inner) => open.push((inner, 0)),
            }
        }
    }

    fn crossings(&self) -> u64 {
        let pairs = self.layers.windows(2);
        pairs
            .map(|pair| crossings_between(&pair[0], &self.below, &self.position, pair[1].len()))
            .sum()
    }

    /// Moves a vertex beside another of its layer if no crossings come of it.
    fn bring_together(&mut self, layer: usize, a: usize, b: usize) {
        let place = |branch: &Branch, wanted: usize| {
            let is = |item: &Item| matches!(item, Item::Vertex(vertex) if *vertex == wanted);
            branch.items.iter().position(is)
        };
        let found = self.trees[layer]
            .iter()
            .enumerate()
            .find_map(|(at, branch)| Some((at, place(branch, a)?, place(branch, b)?)));
        let Some((branch, a, b)) = found else { return };
        if a.abs_diff(b) == 1 {
            return;
        }
        let old = self.trees[layer][branch].items.clone();
        let before = self.crossings_at(layer);
        let (low, high) = (a.min(b), a.max(b));
        for (from, to) in [(low, high - 1), (high, low + 1)] {
            let items = &mut self.trees[layer][branch].items;
            let item = items.remove(from);
            items.insert(to, item);
            self.flatten(layer);
            if self.crossings_at(layer) <= before {
                return;
            }
            self.trees[layer][branch].items.clone_from(&old);
            self.flatten(layer);
        }
    }

    /// The crossings right above and below a layer.
    fn crossings_at(&self, layer: usize) -> u64 {
        let pairs =
            self.layers[layer.saturating_sub(1)..].windows(2).take(if layer == 0 { 1 } else { 2 });
        pairs
            .map(|pair| crossings_between(&pair[0], &self.below, &self.position, pair[1].len()))
            .sum()
    }

    /// Orders each layer after the one before it.
    fn sweep(&mut self, down: bool) {
        let count = self.layers.len();
        for step in 1..count {
            let layer = if down { step } else { count - 1 - step };
            self.sort(layer, down);
        }
    }

    fn sort(&mut self, layer: usize, down: bool) {
        let mut tree = std::mem::take(&mut self.trees[layer]);
        let neighbours = if down { &self.above } else { &self.below };
        let mut sums: Vec<(f64, f64)> = vec![(0.0, 0.0); tree.len()];
        for at in (0..tree.len()).rev() {
            let mut items = std::mem::take(&mut tree[at].items);
            let weigh = |item: &Item| match *item {
                Item::Vertex(vertex) if self.is_fixed[vertex] => (0.0, 0.0),
                Item::Vertex(vertex) => {
                    neighbours[vertex].iter().fold((0.0, 0.0), |(sum, all), (other, _)| {
                        (sum + self.position[*other] as f64, all + 1.0)
                    })
                }
                Item::Branch(inner) => sums[inner],
            };
            let weights: Vec<(f64, f64)> = items.iter().map(weigh).collect();
            sums[at] = weights.iter().fold((0.0, 0.0), |(a, b), (c, d)| (a + c, b + d));
            let mut keys = keys_of(&weights);
            let rank = |item: &Item| match item {
                Item::Branch(inner) => {
                    Some(self.group_rank[tree[*inner].group.unwrap_or_default()])
                }
                Item::Vertex(_) => None,
            };
            pool(&items, &weights, &mut keys, rank);
            let last = items.len().saturating_sub(1);
            for (place, item) in items.iter().enumerate() {
                if let Item::Vertex(vertex) = *item
                    && self.is_fixed[vertex]
                {
                    let is_right = place == last && place > 0;
                    keys[place] = if is_right { f64::INFINITY } else { f64::NEG_INFINITY };
                }
            }
            let mut places: Vec<usize> = (0..items.len()).collect();
            places.sort_by(|a, b| keys[*a].total_cmp(&keys[*b]));
            items = places.into_iter().map(|place| items[place]).collect();
            tree[at].items = items;
        }
        self.trees[layer] = tree;
        self.flatten(layer);
    }

    /// Lets neighbours change places where that takes crossings away.
    fn transpose(&mut self) {
        for layer in 0..self.trees.len() {
            let mut tree = std::mem::take(&mut self.trees[layer]);
            let ends = self.ends(&tree);
            let mut changed = false;
            for branch in &mut tree {
                for _ in 0..3 {
                    let mut again = false;
                    for place in 1..branch.items.len() {
                        let (a, b) = (branch.items[place - 1], branch.items[place]);
                        if self.may_swap(a, b) && gain(&ends, a, b) > 0 {
                            branch.items.swap(place - 1, place);
                            again = true;
                        }
                    }
                    changed |= again;
                    if !again {
                        break;
                    }
                }
            }
            self.trees[layer] = tree;
            if changed {
                self.flatten(layer);
            }
        }
    }

    fn may_swap(&self, a: Item, b: Item) -> bool {
        let free = |item| !matches!(item, Item::Vertex(vertex) if self.is_fixed[vertex]);
        let both = matches!((a, b), (Item::Branch(_), Item::Branch(_)));
        !both && free(a) && free(b)
    }

    /// The sorted places of neighbours above and below, by vertex and by branch.
    fn ends(&self, tree: &Tree) -> Ends {
        let mut ends = Ends::default();
        let sorted = |neighbours: &[(usize, u64)]| {
            let mut places: Vec<(usize, u64)> =
                neighbours.iter().map(|(other, weight)| (self.position[*other], *weight)).collect();
            places.sort_unstable();
            places
        };
        ends.branches = vec![(Vec::new(), Vec::new()); tree.len()];
        for at in (0..tree.len()).rev() {
            let mut all = (Vec::new(), Vec::new());
            for item in &tree[at].items {
                match *item {
                    Item::Vertex(vertex) => {
                        let own = (sorted(&self.above[vertex]), sorted(&self.below[vertex]));
                        if at > 0 {
                            all.0.extend_from_slice(&own.0);
                            all.1.extend_from_slice(&own.1);
                        }
                        ends.vertices.insert(vertex, own);
                    }
                    Item::Branch(inner) if at > 0 => {
                        all.0.extend_from_slice(&ends.branches[inner].0);
                        all.1.extend_from_slice(&ends.branches[inner].1);
                    }
                    Item::Branch(_) => {}
                }
            }
            all.0.sort_unstable();
            all.1.sort_unstable();
            ends.branches[at] = all;
        }
        ends
    }
}

type Places = Vec<(usize, u64)>;

#[derive(Default)]
struct Ends {
    vertices: rustc_hash::FxHashMap<usize, (Places, Places)>,
    branches: Vec<(Places, Places)>,
}

impl Ends {
    fn of(&self, item: Item) -> &(Places, Places) {
        match item {
            Item::Vertex(vertex) => &self.vertices[&vertex],
            Item::Branch(branch) => &self.branches[branch],
        }
    }
}

/// How many crossings fewer there are when the two change places.
fn gain(ends: &Ends, a: Item, b: Item) -> i64 {
    let (a, b) = (ends.of(a), ends.of(b));
    let both = |x: &Places, y: &Places| crossings_of(x, y) as i64 - crossings_of(y, x) as i64;
    both(&a.0, &b.0) + both(&a.1, &b.1)
}

/// Barycentres; what has no neighbours keeps to what stands left of it.
fn keys_of(weights: &[(f64, f64)]) -> Vec<f64> {
    let known = |(sum, all): &(f64, f64)| (*all > 0.0).then(|| sum / all);
    let mut last = weights.iter().find_map(known).unwrap_or_default();
    weights
        .iter()
        .map(|weight| {
            last = known(weight).unwrap_or(last);
            last
        })
        .collect()
}

/// Gives groups that would change their order one key together.
fn pool(
    items: &[Item],
    weights: &[(f64, f64)],
    keys: &mut [f64],
    rank: impl Fn(&Item) -> Option<usize>,
) {
    let mut groups: Vec<usize> =
        (0..items.len()).filter(|at| rank(&items[*at]).is_some()).collect();
    groups.sort_by_key(|at| rank(&items[*at]));
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for at in &groups {
        let weight = weights[*at].1.max(0.1);
        let (mut sum, mut all, mut count) = (keys[*at] * weight, weight, 1);
        while let Some((s, a, c)) = pools.last().copied().filter(|(s, a, _)| s / a >= sum / all) {
            (sum, all, count) = (sum + s, all + a, count + c);
            pools.pop();
        }
        pools.push((sum, all, count));
    }
    let mut next = groups.into_iter();
    for (sum, all, count) in pools {
        next.by_ref().take(count).for_each(|at| keys[at] = sum / all);
    }
}

/// A layer as a tree, in the order of declaration.
fn tree(sheet: &Sheet, layer: &[usize]) -> Tree {
    let mut tree = vec![Branch::default()];
    let mut branch_of = rustc_hash::FxHashMap::default();
    for vertex in layer {
        let mut around = sheet.around(sheet.vertices[*vertex].cluster);
        around.reverse();
        let mut at = 0;
        for group in around {
            at = *branch_of.entry(group).or_insert_with(|| {
                tree.push(Branch { group: Some(group), items: Vec::new() });
                let own = tree.len() - 1;
                tree[at].items.push(Item::Branch(own));
                own
            });
        }
        tree[at].items.push(Item::Vertex(*vertex));
    }
    tree
}
