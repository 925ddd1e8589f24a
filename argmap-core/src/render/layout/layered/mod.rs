//! Argmap's own layout engine: layered, with straight frames and orthogonal lines.
//!
//! Nodes get ranks, ranks an order, everything a place, and lines run between the ranks in
//! channels, after Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical
//! system structures (1981). Each step names what it is taken from. What the engine promises holds
//! by construction: lines pass a rank on lanes that have a place in its order like nodes, and run
//! sideways only between ranks; frames have borders on every rank, which stand exactly below each
//! other.

mod assemble;
mod blocks;
mod channels;
mod components;
mod crossings;
mod frame;
mod gaps;
mod order;
mod place;
mod ports;
mod random;
mod sheet;
mod simplex;
mod tighten;

use super::ranks::{Order, Part, columns, ranks};
use super::{Graph, Layout, LayoutEngine, LayoutError, Route, Size};
use crate::render::Direction;
use sheet::Sheet;

/// The engine. Takes O(m log m) for m pieces of lines between neighbouring ranks, of which there
/// are as many as lines in sparse graphs, and a time bounded by a constant for the search of few
/// crossings; never fails.
#[derive(Clone, Copy, Debug, Default)]
pub struct Layered;

impl LayoutEngine for Layered {
    fn lay_out(&self, graph: &Graph) -> Result<Layout, LayoutError> {
        let turned = frame::turned(graph);
        let parts = components::split(&turned);
        let layouts: Vec<Layout> = parts
            .iter()
            .map(|part| {
                let mut layout = component(&part.graph);
                frame::turn_back(&mut layout, graph.direction);
                layout
            })
            .collect();
        let sizes: Vec<Size> = layouts.iter().map(|layout| layout.size).collect();
        let (places, size) = components::pack(&sizes, graph.width, RATIO);
        let mut out = Layout {
            size,
            nodes: vec![Default::default(); graph.nodes.len()],
            groups: vec![None; graph.groups.len()],
            routes: vec![Route::default(); graph.edges.len()],
        };
        for ((part, mut layout), at) in parts.iter().zip(layouts).zip(places) {
            components::shift(&mut layout, at);
            part.nodes.iter().zip(layout.nodes).for_each(|(at, node)| out.nodes[*at] = node);
            part.groups.iter().zip(layout.groups).for_each(|(at, group)| out.groups[*at] = group);
            part.edges.iter().zip(layout.routes).for_each(|(at, route)| out.routes[*at] = route);
        }
        Ok(out)
    }
}

/// How many times as wide as high pictures are to be.
const RATIO: f64 = 1.5;

/// How wide pictures are at most if nothing else is wanted.
const WIDTH: f64 = 1_900.0;

/// Lays out a connected graph, in the engine's frame.
fn component(graph: &Graph) -> Layout {
    let (ranks, first) = rank(graph);
    let mut sheet = Sheet::new(graph, &ranks, frame::title_side(graph.direction));
    let first = spread_first(&sheet, &first);
    order::order(&mut sheet, &first);
    let ports = ports::ports(&sheet, graph);
    let gaps = gaps::Gaps::new(&sheet, graph, &ports);
    let places = place::place(&sheet, &gaps, &ports);
    let channels = channels::channels(&sheet, &ports, &places.ports);
    assemble::assemble(&sheet, graph, &places, &ports, &channels)
}

/// The rank of each node, and the order in which a walk along the lines comes by them.
fn rank(graph: &Graph) -> (Vec<usize>, Vec<usize>) {
    let mut order = Order { groups: graph.groups.len() + 1, ..Order::default() };
    order.parts.extend(graph.nodes.iter().map(|node| Part {
        is_box: node.is_box,
        stays_high: node.stays_high,
        group: node.group.map_or(0, |group| group + 1),
    }));
    let directed = graph.edges.iter().filter(|edge| edge.is_directed);
    order.above.extend(directed.map(|edge| (edge.head, edge.tail)));
    let mut found = ranks(&order, across(graph));
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

/// Where in the walk each vertex of the sheet comes: lanes go with the ends of their lines.
fn spread_first(sheet: &Sheet, first: &[usize]) -> Vec<usize> {
    let mut out = vec![usize::MAX; sheet.vertices.len()];
    out[..first.len()].copy_from_slice(first);
    for path in &sheet.paths {
        if let sheet::Path::Down(segments) = path {
            let upper = sheet.segments[segments[0]].upper;
            let lower = sheet.segments[segments[segments.len() - 1]].lower;
            let own = first[upper].max(first[lower]);
            for segment in segments {
                let lane = sheet.segments[*segment].lower;
                if lane != lower {
                    out[lane] = out[lane].min(own);
                }
            }
        }
    }
    out
}
