//! Groups in rows: ranks for graphs whose groups, side by side, would make a strip.
//!
//! Only ranks are chosen here. Every group, or part of one, that is too wide is taken apart: what
//! stands in it is ranked for itself, and the pieces fill rows like words a page, conclusions
//! first. Nodes beside the groups stand in strips between the rows.

use super::super::{Edge, Graph};
use super::WIDTH;
use super::ranking::{GAP, Ranking, Way, rank, walk_over};
use crate::render::Direction;

/// What is wider than this many times what is wanted is put into rows.
const TOO_WIDE: f64 = 1.25;
/// What lines and frames in groups add to the room that boxes take.
const MORE: f64 = 1.3;
/// The area that a line between groups takes for each point of the page's width; measured.
const LINE: f64 = 22.0;
/// How many times as wide as a page of its own a group in rows may be.
const INNER: f64 = 1.2;
/// How many times as wide as high pictures with groups in rows are to be.
const PROPORTION: f64 = 1.5;
/// Room above and below boxes, lines included.
const ROW_GAP: f64 = 70.0;
/// What a frame adds to the width of what stands in it.
const FRAME: f64 = 40.0;

/// The rank of each node, and the order in which a walk comes by them, as [`rank`] gives them, with
/// groups in rows, and the width that they are meant for; nothing if they have room side by side. Takes O(d·m log m) for groups nested d
/// deep.
pub(super) fn rank_in_rows(graph: &Graph, way: Way) -> Option<(Ranking, f64)> {
    if graph.nodes.iter().all(|node| node.rank.is_some()) {
        return None; // There is nothing to find.
    }
    let all: Vec<usize> = (0..graph.nodes.len()).collect();
    let page = page_width(graph, far(graph));
    let root = Region::new(graph, None, all, page, way);
    if !root.is_wide {
        return None;
    }
    let children = children(graph);
    let mut regions = vec![root];
    let mut at = 0;
    while at < regions.len() {
        if regions[at].is_wide {
            let inner = split(graph, &regions[at], &children);
            for (group, nodes) in inner {
                let region = Region::new(graph, Some(group), nodes, page, way);
                let place = regions.len();
                regions[at].inner.push(place);
                regions.push(region);
            }
        }
        at += 1;
    }
    let mut ranks = vec![0; graph.nodes.len()];
    for at in (0..regions.len()).rev() {
        if regions[at].is_wide {
            let inner = std::mem::take(&mut regions[at].inner);
            let (found, width) = stack(graph, &regions[at], &inner, &regions, way, &mut ranks);
            (regions[at].ranks, regions[at].width) = (found, width);
        }
    }
    let root = regions.swap_remove(0);
    let walk = walk_over(graph, &root.ranks);
    Some(((root.ranks, walk), page))
}

/// How wide a picture of a graph is to be, in which so many lines are long.
pub(super) fn page_width(graph: &Graph, long: usize) -> f64 {
    let wanted = fitting(graph, long);
    match graph.width {
        _ if is_sideways(graph) => wanted.max(WIDTH / 2.0),
        Some(width) => width.max(1.0),
        None => wanted.max(WIDTH),
    }
}

fn is_sideways(graph: &Graph) -> bool {
    matches!(graph.direction, Direction::Left | Direction::Right)
}

/// How many lines lead from group to group.
fn far(graph: &Graph) -> usize {
    let group = |node: usize| graph.nodes[node].group;
    graph.edges.iter().filter(|edge| group(edge.tail) != group(edge.head)).count()
}

/// The width that gives a graph the proportions of a page: boxes take area, and long lines take
/// area for each point that the page is wide.
fn fitting(graph: &Graph, long: usize) -> f64 {
    let ratio = if is_sideways(graph) { 1.0 / PROPORTION } else { PROPORTION };
    let boxes = graph.nodes.iter().filter(|node| node.is_box);
    let area: f64 = boxes.map(|node| (node.size.width + GAP) * (node.size.height + ROW_GAP)).sum();
    let half = ratio * LINE * long as f64 / 2.0;
    half + (half * half + area * MORE * ratio).sqrt()
}

/// What is ranked for itself.
struct Region {
    /// The group that it is.
    group: Option<usize>,
    /// All that stands in it.
    nodes: Vec<usize>,
    /// By place in `nodes`.
    ranks: Vec<usize>,
    width: f64,
    wanted: f64,
    is_wide: bool,
    /// The regions in it, if it is taken apart.
    inner: Vec<usize>,
}

impl Region {
    fn new(graph: &Graph, group: Option<usize>, nodes: Vec<usize>, page: f64, way: Way) -> Region {
        let mut part = part(graph, &nodes, page);
        let wanted =
            if group.is_some() { (INNER * fitting(&part, far(&part))).min(page) } else { page };
        part.width = part.width.map(|_| wanted);
        let (ranks, _) = rank(&part, way);
        let (width, pieces) = width(&part, &ranks, group);
        let is_wide = width > TOO_WIDE * wanted && pieces > 1;
        Region { group, nodes, ranks, width, wanted, is_wide, inner: Vec::new() }
    }

    fn height(&self) -> usize {
        self.ranks.iter().max().map_or(0, |most| most + 1)
    }
}

/// By group, and at last for none: the groups right in it.
fn children(graph: &Graph) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); graph.groups.len() + 1];
    for (at, group) in graph.groups.iter().enumerate() {
        out[group.parent.unwrap_or(graph.groups.len())].push(at);
    }
    out
}

/// The graph of some nodes and the lines between them; groups keep their places.
fn part(graph: &Graph, nodes: &[usize], width: f64) -> Graph {
    let mut place = vec![None; graph.nodes.len()];
    nodes.iter().enumerate().for_each(|(at, node)| place[*node] = Some(at));
    let inner =
        |edge: &Edge| Some(Edge { tail: place[edge.tail]?, head: place[edge.head]?, ..*edge });
    Graph {
        nodes: nodes.iter().map(|node| graph.nodes[*node]).collect(),
        edges: graph.edges.iter().filter_map(inner).collect(),
        groups: graph.groups.clone(),
        direction: graph.direction,
        width: if is_sideways(graph) { graph.width } else { Some(width) },
    }
}

/// About how wide a part becomes, whose nodes all stand in a group, if one is given; and how many
/// groups right in that there are.
fn width(graph: &Graph, ranks: &[usize], of: Option<usize>) -> (f64, usize) {
    let groups = graph.groups.len();
    let rows = ranks.iter().max().map_or(0, |most| most + 1);
    // By group, and at last for none: the width on each rank, from the first that is used.
    let mut spans: Vec<Option<(usize, usize)>> = vec![None; groups + 1];
    let widen = |span: &mut Option<(usize, usize)>, first: usize, last: usize| {
        let (a, b) = span.unwrap_or((first, last));
        *span = Some((a.min(first), b.max(last)));
    };
    for (node, rank) in graph.nodes.iter().zip(ranks) {
        widen(&mut spans[node.group.unwrap_or(groups)], *rank, *rank);
    }
    let parent = |group: usize| graph.groups[group].parent.unwrap_or(groups);
    for group in (0..groups).rev() {
        if let Some((first, last)) = spans[group] {
            widen(&mut spans[parent(group)], first, last);
        }
    }
    let mut used: Vec<Vec<f64>> = spans
        .iter()
        .map(|span| {
            span.map_or(Vec::new(), |(first, last)| vec![0.0; (last - first + 1).min(rows)])
        })
        .collect();
    let start = |group: usize| spans[group].map_or(0, |(first, _)| first);
    for (node, rank) in graph.nodes.iter().zip(ranks) {
        let group = node.group.unwrap_or(groups);
        used[group][rank - start(group)] += node.size.width + GAP;
    }
    let mut pieces = 0;
    let mut found = 0.0;
    for group in (0..groups).rev() {
        let Some((first, last)) = spans[group] else { continue };
        let own = used[group].iter().copied().fold(0.0, f64::max) + FRAME;
        if Some(group) == of {
            return (own, pieces);
        }
        pieces += usize::from(graph.groups[group].parent == of);
        let outer = parent(group);
        let from = first - start(outer);
        used[outer][from..=from + last - first].iter_mut().for_each(|width| *width += own);
    }
    found = used[groups].iter().copied().fold(found, f64::max);
    (found, pieces)
}

/// The groups right in a region, with what stands in them.
fn split(graph: &Graph, region: &Region, children: &[Vec<usize>]) -> Vec<(usize, Vec<usize>)> {
    let mut out: Vec<(usize, Vec<usize>)> = children[region.group.unwrap_or(graph.groups.len())]
        .iter()
        .map(|group| (*group, Vec::new()))
        .collect();
    for node in &region.nodes {
        if let Some(child) = child_around(graph, graph.nodes[*node].group, region.group)
            && let Ok(at) = out.binary_search_by_key(&child, |(group, _)| *group)
        {
            out[at].1.push(*node);
        }
    }
    out.retain(|(_, nodes)| !nodes.is_empty());
    out
}

/// The group right in another, or in none, in which a group is.
fn child_around(graph: &Graph, group: Option<usize>, outer: Option<usize>) -> Option<usize> {
    let mut around = std::iter::successors(group, |group| graph.groups[*group].parent);
    around.find(|group| graph.groups[*group].parent == outer).filter(|_| group != outer)
}

/// Puts regions into rows and what stands beside them into strips between: the ranks of all, and
/// the width of the widest row.
fn stack(
    graph: &Graph,
    region: &Region,
    inner: &[usize],
    regions: &[Region],
    way: Way,
    scratch: &mut [usize],
) -> (Vec<usize>, f64) {
    region.nodes.iter().zip(&region.ranks).for_each(|(node, rank)| scratch[*node] = *rank);
    let mean = |at: &usize| {
        let nodes = &regions[*at].nodes;
        nodes.iter().map(|node| scratch[*node]).sum::<usize>() as f64 / nodes.len().max(1) as f64
    };
    let mut order: Vec<(f64, usize)> = inner.iter().map(|at| (mean(at), *at)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let rows = fill(&order.iter().map(|(_, at)| *at).collect::<Vec<_>>(), regions, region.wanted);
    // Twice the row and one more: strips have even numbers.
    let mut level: Vec<Option<usize>> = vec![None; graph.nodes.len()];
    for (row, members) in rows.iter().enumerate() {
        for node in members.iter().flat_map(|at| &regions[*at].nodes) {
            level[*node] = Some(2 * row + 1);
        }
    }
    let free: Vec<usize> =
        region.nodes.iter().copied().filter(|node| level[*node].is_none()).collect();
    settle(graph, &free, &mut level);
    let mut widest = 0.0f64;
    let mut next = 0;
    for row in 0..=rows.len() {
        let own: Vec<usize> =
            free.iter().copied().filter(|node| level[*node] == Some(2 * row)).collect();
        if !own.is_empty() {
            let part = part(graph, &own, region.wanted);
            let (ranks, _) = rank(&part, way);
            own.iter().zip(&ranks).for_each(|(node, rank)| scratch[*node] = next + rank);
            next += ranks.iter().max().map_or(0, |most| most + 1).next_multiple_of(2);
            widest = widest.max(width(&part, &ranks, region.group).0);
        }
        let Some(members) = rows.get(row) else { break };
        let mut height = 0;
        let mut across = 0.0;
        for member in members.iter().map(|at| &regions[*at]) {
            for (node, rank) in member.nodes.iter().zip(&member.ranks) {
                scratch[*node] = next + rank;
            }
            height = height.max(member.height());
            across += member.width;
        }
        next += height.next_multiple_of(2);
        widest = widest.max(across);
    }
    (region.nodes.iter().map(|node| scratch[*node]).collect(), widest + FRAME)
}

/// Rows of regions, none wider than wanted unless a region is, and about as wide as each other.
fn fill(order: &[usize], regions: &[Region], wanted: f64) -> Vec<Vec<usize>> {
    let rows_within = |limit: f64| {
        let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
        let mut left = limit;
        for at in order {
            let width = regions[*at].width;
            if width > left && rows.last().is_some_and(|row| !row.is_empty()) {
                rows.push(Vec::new());
                left = limit;
            }
            left -= width;
            rows.last_mut().into_iter().for_each(|row| row.push(*at));
        }
        rows
    };
    let mut best = rows_within(wanted);
    for part in 1..NARROWER {
        let rows = rows_within(wanted * (1.0 - part as f64 / NARROWER as f64));
        if rows.len() > best.len() {
            break;
        }
        best = rows;
    }
    best
}

/// In so many steps rows are made narrower.
const NARROWER: usize = 40;

/// Finds strips for what stands beside groups: above what leads to it; if nothing does, below what
/// it leads to.
fn settle(graph: &Graph, free: &[usize], level: &mut [Option<usize>]) {
    let mut place = vec![None; graph.nodes.len()];
    free.iter().enumerate().for_each(|(at, node)| place[*node] = Some(at));
    // By node: those that lead to it, that it leads to, and others.
    let mut around: Vec<[Vec<usize>; 3]> = vec![Default::default(); free.len()];
    for edge in graph.edges.iter().filter(|edge| edge.tail != edge.head) {
        if let Some(at) = place[edge.head] {
            around[at][if edge.is_directed { 0 } else { 2 }].push(edge.tail);
        }
        if let Some(at) = place[edge.tail] {
            around[at][if edge.is_directed { 1 } else { 2 }].push(edge.head);
        }
    }
    for _ in 0..ROUNDS {
        let mut changed = false;
        for (node, around) in free.iter().zip(&around) {
            let [from, to, beside] = [0, 1, 2].map(|kind| {
                let mut levels: Vec<usize> =
                    around[kind].iter().filter_map(|other| level[*other]).collect();
                levels.sort_unstable();
                levels
            });
            let middle = |levels: &[usize]| levels.get(levels.len() / 2).copied();
            let found = match (&from[..], &to[..]) {
                ([highest, ..], []) if around[1].is_empty() => Some(highest / 2 * 2),
                ([_, ..], _) => middle(&from).map(|level| level / 2 * 2),
                ([], [_, ..]) => middle(&to).map(|level| level.div_ceil(2) * 2),
                _ => middle(&beside).map(|level| level / 2 * 2),
            };
            changed |= found.is_some() && found != level[*node];
            level[*node] = found.or(level[*node]);
        }
        if !changed {
            break;
        }
    }
    free.iter().for_each(|node| level[*node] = level[*node].or(Some(0)));
}

/// How often strips are looked for, since they hang together.
const ROUNDS: usize = 6;
