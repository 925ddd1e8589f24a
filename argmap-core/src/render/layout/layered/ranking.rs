//! The rank of every node of a component, and the order in which a walk comes by them.

use super::super::{Graph, Node};
use rustc_hash::FxHashMap;

use super::super::ranks::{Order, Part, columns, ranks};
use super::{RATIO, WIDTH};
use crate::render::Direction;

/// How to find ranks: there are several, since none is the best for all graphs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    /// How many times as many boxes as usual are to go on a rank.
    pub across: f64,
    /// Whether boxes are pulled up to what they lead to where there is room.
    pub pulls: bool,
}

/// The rank of each node, and the order in which a walk along the lines comes by them.
pub(super) type Ranking = (Vec<usize>, Vec<usize>);

/// Finds ranks.
pub(super) fn rank(graph: &Graph, way: Way) -> Ranking {
    let order = order_of(graph);
    let fixed: Option<Vec<usize>> = graph.nodes.iter().map(|node| node.rank).collect();
    if let Some(found) = fixed {
        let walk = walk(graph, &found, &[]);
        return (found, walk);
    }
    let across = across(graph) * way.across;
    let mut found = ranks(&order, across);
    if way.pulls {
        pull(graph, &order, across, &mut found);
    }
    // Small nodes that no directed line leads to stand amid what they are joined with.
    let mut is_loose = vec![true; graph.nodes.len()];
    for (upper, lower) in &order.above {
        (is_loose[*upper], is_loose[*lower]) = (false, false);
    }
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); graph.nodes.len()];
    for edge in &graph.edges {
        around[edge.tail].push(found[edge.head]);
        around[edge.head].push(found[edge.tail]);
    }
    for (at, mut ranks) in around.into_iter().enumerate() {
        if is_loose[at] && !graph.nodes[at].is_box && !ranks.is_empty() {
            ranks.sort_unstable();
            found[at] = ranks[(ranks.len() - 1) / 2] | 1;
        }
    }
    let pairs = columns(&order, &found);
    let walk = walk(graph, &found, &pairs);
    (found, walk)
}

/// What must stand above what.
fn order_of(graph: &Graph) -> Order {
    let part = |node: &Node| Part {
        is_box: node.is_box,
        stays_high: node.stays_high,
        group: node.group.map_or(0, |group| group + 1),
    };
    let directed = graph.edges.iter().filter(|edge| edge.is_directed);
    Order {
        groups: graph.groups.len() + 1,
        parts: graph.nodes.iter().map(part).collect(),
        above: directed.map(|edge| (edge.head, edge.tail)).collect(),
    }
}

/// The order in which a walk along the lines comes by nodes on ranks.
pub(super) fn walk_over(graph: &Graph, ranks: &[usize]) -> Vec<usize> {
    walk(graph, ranks, &columns(&order_of(graph), ranks))
}

/// How many times as many boxes are to go on a rank as make a square.
fn across(graph: &Graph) -> f64 {
    let boxes = graph.nodes.iter().filter(|node| node.is_box);
    let count = boxes.clone().count().max(1) as f64;
    let (mut width, mut height) = (0.0, 0.0);
    for node in boxes {
        width += node.size.width / count;
        height += node.size.height / count;
    }
    let is_sideways = matches!(graph.direction, Direction::Left | Direction::Right);
    let ratio = if is_sideways { 1.0 / RATIO } else { RATIO };
    let wanted = (ratio * (height + 60.0) / (width + 30.0)).sqrt();
    let limit = graph.width.unwrap_or(WIDTH) / (width + 30.0) / count.sqrt();
    let wanted = if is_sideways { wanted } else { wanted.min(limit) };
    if wanted.is_finite() { wanted.clamp(0.05, 20.0) } else { 1.0 }
}

/// When a walk from the highest nodes down comes by each node; what stands in one column is met
/// one after the other.
fn walk(graph: &Graph, ranks: &[usize], columns: &[(usize, usize)]) -> Vec<usize> {
    let count = graph.nodes.len();
    let mut next: Vec<Option<usize>> = vec![None; count];
    let mut follows = vec![false; count];
    for (upper, lower) in columns {
        next[*upper] = Some(*lower);
        follows[*lower] = true;
    }
    let mut around: Vec<Vec<usize>> = vec![Vec::new(); count];
    for edge in &graph.edges {
        if !follows[edge.tail] {
            around[edge.head].push(edge.tail);
        }
        if !follows[edge.head] {
            around[edge.tail].push(edge.head);
        }
    }
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|node| ranks[*node]);
    let mut found = vec![usize::MAX; count];
    let mut met = 0;
    for start in starts {
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            if found[node] != usize::MAX {
                continue;
            }
            found[node] = met;
            met += 1;
            // What stands below it in its column comes next, then what leads to it.
            let mut others: Vec<usize> = around[node].clone();
            others.sort_by_key(|other| (ranks[*other], *other));
            open.extend(others.into_iter().rev());
            open.extend(next[node]);
        }
    }
    found
}

/// Pulls boxes up to the first rank with room below all that they lead to, if that shortens more
/// lines than it makes longer. Takes O(r·n + m) for r ranks.
fn pull(graph: &Graph, order: &Order, across: f64, ranks: &mut [usize]) {
    let count = graph.nodes.len();
    let mut uppers: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut lowers: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (upper, lower) in order.above.iter().copied().filter(|(upper, lower)| upper != lower) {
        uppers[lower].push(upper);
        lowers[upper].push(lower);
    }
    let rows = ranks.iter().max().map_or(0, |most| most + 1);
    let boxes = || graph.nodes.iter().filter(|node| node.is_box);
    let all: f64 = boxes().map(|node| node.size.width + GAP).sum();
    let mean = all / boxes().count().max(1) as f64;
    let room = (across * (boxes().count() as f64).sqrt()).max(3.0) * mean;
    // What stands in an outermost group, or in none, may use the width that it has on any rank.
    let mut outermost: Vec<usize> = (0..graph.groups.len()).collect();
    for (group, data) in graph.groups.iter().enumerate() {
        if let Some(parent) = data.parent {
            outermost[group] = outermost[parent];
        }
    }
    let region =
        |node: usize| graph.nodes[node].group.map_or(graph.groups.len(), |at| outermost[at]);
    let mut used: FxHashMap<(usize, usize), f64> = FxHashMap::default();
    let mut widest = vec![0.0f64; graph.groups.len() + 1];
    let mut all_used = vec![0.0; rows];
    for (at, node) in graph.nodes.iter().enumerate().filter(|(_, node)| node.is_box) {
        let own = used.entry((region(at), ranks[at])).or_default();
        *own += node.size.width + GAP;
        widest[region(at)] = widest[region(at)].max(*own);
        all_used[ranks[at]] += node.size.width + GAP;
    }
    let mut by_rank: Vec<usize> = (0..count).collect();
    by_rank.sort_by_key(|node| (ranks[*node], *node));
    for node in by_rank.iter().copied() {
        let is_below = |upper: &&usize| ranks[**upper] < ranks[node];
        let above = uppers[node].iter().filter(is_below).map(|upper| ranks[*upper] + 1).max();
        // In circles some lead upwards; they stay below.
        let Some(earliest) = above else { continue };
        if uppers[node].iter().any(|upper| ranks[*upper] >= ranks[node]) {
            continue;
        }
        if !graph.nodes[node].is_box {
            ranks[node] = earliest | 1;
            continue;
        }
        if uppers[node].len() < lowers[node].len().min(2) {
            continue;
        }
        let earliest = earliest.next_multiple_of(2);
        let width = graph.nodes[node].size.width + GAP;
        let mut rows = (earliest..ranks[node]).step_by(2);
        let own = region(node);
        let fits = |row: &usize| {
            let here = used.get(&(own, *row)).copied().unwrap_or_default();
            here + width <= widest[own] || all_used[*row] + width <= room
        };
        if let Some(row) = rows.find(fits) {
            let old = ranks[node];
            *used.entry((own, old)).or_default() -= width;
            let new = used.entry((own, row)).or_default();
            *new += width;
            widest[own] = widest[own].max(*new);
            all_used[old] -= width;
            all_used[row] += width;
            ranks[node] = row;
        }
    }
    // Small nodes go down again, to right above what leads to them.
    for node in by_rank.into_iter().rev() {
        if !graph.nodes[node].is_box && !graph.nodes[node].stays_high {
            let below = lowers[node].iter().map(|lower| ranks[*lower]);
            if let Some(highest) = below.filter(|below| *below > ranks[node]).min() {
                ranks[node] = (highest - 1 - highest % 2).max(ranks[node]);
            }
        }
    }
}

/// Room between boxes, lines included.
pub(super) const GAP: f64 = 30.0;
