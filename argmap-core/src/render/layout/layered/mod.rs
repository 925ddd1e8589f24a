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
mod ranking;
mod rows;
mod sheet;
mod simplex;
mod tighten;

use super::{Edge, Graph, Layout, LayoutEngine, LayoutError, Route, Size};
use crate::render::Direction;
use ranking::{Ranking, Way, rank};
use rows::rank_in_rows;
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

/// Ranks for a graph on a page, for other engines: the conclusions first.
pub(super) fn page_ranks(graph: &Graph) -> Vec<usize> {
    rank(&frame::turned(graph), Way { across: 1.0, pulls: true }).0
}

/// Lays out a connected graph, in the engine's frame: in several ways if it is not large, of which
/// the best counts.
fn component(graph: &Graph) -> Layout {
    let ways =
        [1.0, 0.8, 1.25, 0.6, 0.35].map(|across| [true, false].map(|pulls| Way { across, pulls }));
    let tried = match graph.nodes.len() + 2 * graph.edges.len() {
        0..=5 => 1,
        6..=400 => 10,
        401..=800 => 3,
        _ => 1,
    };
    let ways: Vec<Way> = ways.into_iter().flatten().take(tried).collect();
    if tried == 1 {
        return large(graph, ways[0]);
    }
    let in_rows = ways.iter().take(IN_ROWS).filter_map(|way| rank_in_rows(graph, *way));
    let mut ranked: Vec<_> = in_rows.map(|(ranking, width)| (ranking, Some(width))).collect();
    ranked.extend(ways.iter().map(|way| (rank(graph, *way), None)));
    let mut best: Option<(f64, Layout)> = None;
    for (ranking, width) in ranked {
        let layout = lay_out(graph, &ranking, width);
        let cost = cost(graph, &layout);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, layout));
        }
    }
    best.map(|(_, layout)| layout).unwrap_or_default()
}

/// How many times as wide as its widest layer a sheet may be, whatever is wanted: lines need room to
/// run straight.
const SPARE: f64 = 1.2;

/// So many ways are tried with groups in rows.
const IN_ROWS: usize = 4;

/// Lays out what is too large for trying many ways: in rows, if it has groups for them.
fn large(graph: &Graph, way: Way) -> Layout {
    match rank_in_rows(graph, way) {
        Some((ranking, width)) => lay_out(graph, &ranking, Some(width)),
        None => {
            let ranking = rank(graph, way);
            let length = |edge: &&Edge| ranking.0[edge.tail].abs_diff(ranking.0[edge.head]);
            let long = graph.edges.iter().filter(|edge| length(edge) > 2).count();
            // Where nearly all are long, bends only make it high.
            let is_dense = long > graph.nodes.len();
            let page = rows::page_width(graph, long);
            lay_out(graph, &ranking, (!is_dense).then_some(page))
        }
    }
}

fn lay_out(graph: &Graph, (ranks, first): &Ranking, width: Option<f64>) -> Layout {
    let mut sheet = Sheet::new(graph, ranks, frame::title_side(graph.direction));
    sheet.width = width.map(|width| width.max(sheet.widest_layer() * SPARE));
    let first = spread_first(&sheet, first);
    order::order(&mut sheet, &first);
    let ports = ports::ports(&sheet, graph);
    let gaps = gaps::Gaps::new(&sheet, graph, &ports);
    let places = place::place(&sheet, &gaps, &ports);
    let channels = channels::channels(&sheet, &ports, &places.ports);
    assemble::assemble(&sheet, graph, &places, &ports, &channels)
}

/// What is bad about a layout in the engine's frame, in points: long lines, bends, crossings, and
/// room that a page does not have.
fn cost(graph: &Graph, layout: &Layout) -> f64 {
    let length: f64 = layout
        .routes
        .iter()
        .flat_map(|route| route.points.windows(2))
        .map(|pair| (pair[0].x - pair[1].x).abs() + (pair[0].y - pair[1].y).abs())
        .sum();
    let bends: usize = layout.routes.iter().map(|route| route.points.len().saturating_sub(2)).sum();
    let crossings = super::faults::crossings(graph, layout);
    let is_sideways = matches!(graph.direction, Direction::Left | Direction::Right);
    let Size { width, height } = layout.size;
    let (width, height) = if is_sideways { (height, width) } else { (width, height) };
    let page = (width / RATIO).max(height);
    let beyond = (width - graph.width.unwrap_or(WIDTH)).max(0.0);
    length + 15.0 * bends as f64 + 100.0 * crossings as f64 + 5.0 * page + 12.0 * beyond
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
