//! From places and tracks to rectangles and routes.

use rustc_hash::FxHashMap;

use super::super::{Frame, Graph, Layout, Point, Rect, Route, Size};
use super::channels::{Channels, Run};
use super::frame::TitleSide;
use super::gaps::{LOOP, MORE_LOOPS, PADDING};
use super::ports::{Hold, Ports};
use super::sheet::{Kind, Path, Sheet, Span};
use super::tighten::Places;

/// Between neighbouring tracks.
const TRACK: f64 = 9.0;
/// Between a frame and what stands in it, or another frame in it.
const FRAME: f64 = 11.0;
/// Below boxes, where lines end in arrowheads.
const HEAD: f64 = 15.0;
/// Above boxes, where lines start.
const TAIL: f64 = 9.0;
/// The least distance between layers.
const LEAST: f64 = 24.0;

/// How high every layer stands.
struct Rows {
    top: Vec<f64>,
    height: Vec<f64>,
    /// By layer: the first track below it.
    track: Vec<f64>,
    bottom: f64,
}

fn rows(sheet: &Sheet, channels: &Channels, extra: &[f64]) -> Rows {
    let count = sheet.layers.len();
    let mut pads = vec![(0usize, 0usize); count];
    for span in sheet.spans.iter().flatten() {
        pads[span.first].0 = pads[span.first].0.max(span.frames_above);
        pads[span.last].1 = pads[span.last].1.max(span.frames_below);
    }
    let has_nodes = |layer: usize| sheet.layers[layer].iter().any(|vertex| sheet.is_node(*vertex));
    let mut rows = Rows { top: vec![], height: vec![], track: vec![], bottom: 0.0 };
    let mut y = pads.first().map_or(0.0, |pad| pad.0 as f64 * FRAME);
    for layer in 0..count {
        let height = |vertex: &usize| sheet.vertices[*vertex].size.height;
        let height = sheet.layers[layer].iter().map(height).fold(0.0, f64::max) + extra[layer];
        rows.top.push(y);
        rows.height.push(height);
        y += height + pads[layer].1 as f64 * FRAME;
        let (heads, tails) = (has_nodes(layer), layer + 1 < count && has_nodes(layer + 1));
        let above = if heads { HEAD } else { 4.0 };
        let below = if tails { TAIL } else { 4.0 };
        rows.track.push(y + above);
        let tracks = channels.tracks[layer];
        let needed = match tracks {
            0 => 0.0,
            tracks => above + (tracks - 1) as f64 * TRACK + below,
        };
        let last = layer + 1 == count;
        let least = if last {
            0.0
        } else if heads && tails {
            LEAST
        } else {
            8.0
        };
        y += needed.max(least);
        y += if last { 0.0 } else { pads[layer + 1].0 as f64 * FRAME };
    }
    rows.bottom = y;
    rows
}

/// Makes the layout, still in the engine's frame. Linear in its size.
pub(super) fn assemble(
    sheet: &Sheet,
    graph: &Graph,
    places: &Places,
    ports: &Ports,
    channels: &Channels,
) -> Layout {
    let x = &places.vertices;
    let borders = borders(sheet, x);
    let mut extra = vec![0.0; sheet.layers.len()];
    let mut rows_now = rows(sheet, channels, &extra);
    // Titles along the side must find room.
    if matches!(sheet.title_side, TitleSide::Along { .. }) {
        for group in (0..graph.groups.len()).rev() {
            let Some(span) = sheet.spans[group] else { continue };
            let height = bottom_of(&rows_now, span) - top_of(&rows_now, span);
            let lacking = graph.groups[group].title.height + 2.0 * FRAME - height;
            if lacking > 0.0 {
                extra[span.last] += lacking;
                rows_now = rows(sheet, channels, &extra);
            }
        }
    }
    let rows = rows_now;
    let mut layout = Layout::default();
    for (vertex, node) in graph.nodes.iter().enumerate() {
        let Size { width, height } = node.size;
        let layer = sheet.vertices[vertex].layer;
        let slack = rows.height[layer] - extra[layer] - height;
        let down = if node.is_box { 0.0 } else { slack / 2.0 };
        let y = rows.top[layer] + down;
        layout.nodes.push(Rect { x: x[vertex] - width / 2.0, y, width, height });
    }
    layout.groups = (0..graph.groups.len())
        .map(|group| {
            sheet.spans[group].map(|span| frame(sheet, graph, &rows, &borders, group, span))
        })
        .collect();
    let nodes = &layout.nodes;
    let mut loops = vec![0; graph.nodes.len()];
    graph.edges.iter().filter(|e| e.tail == e.head).for_each(|e| loops[e.tail] += 1);
    let mut drawn = vec![0; graph.nodes.len()];
    let mut between: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    let routes = (0..graph.edges.len())
        .map(|edge| {
            let mut points = match &sheet.paths[edge] {
                Path::Loop(vertex) => {
                    drawn[*vertex] += 1;
                    around(&nodes[*vertex], drawn[*vertex], loops[*vertex])
                }
                Path::Beside(tail, head) if ports.straight[edge].is_some() => {
                    let pair = ports.straight[edge].unwrap_or_default();
                    let own = between.entry(pair).or_insert(0);
                    *own += 1;
                    across(
                        &nodes[*tail],
                        &nodes[*head],
                        *own,
                        ports.straight.iter().filter(|at| **at == Some(pair)).count(),
                    )
                }
                Path::Beside(tail, head) => {
                    let (a, b) = ports.of_edge[edge].unwrap_or_default();
                    let ends = (places.ports[a], places.ports[b]);
                    let layer = sheet.vertices[*tail].layer;
                    let mut points = vec![Point { x: ends.0, y: nodes[*tail].bottom() }];
                    run(&mut points, ends, channels.of_edge[edge], rows.track[layer]);
                    points.push(Point { x: ends.1, y: nodes[*head].bottom() });
                    points
                }
                Path::Down(segments) => {
                    let first = sheet.segments[segments[0]].upper;
                    let last = sheet.segments[segments[segments.len() - 1]].lower;
                    let start = places.ports[ports.of_segment[segments[0]].0];
                    let upper = &nodes[first];
                    let mut points = match ports.all[ports.of_segment[segments[0]].0].hold {
                        Hold::Aside(shift, part) => {
                            let side = if shift < 0.0 { upper.x } else { upper.right() };
                            let y = upper.y + part * upper.height;
                            vec![Point { x: side, y }, Point { x: start, y }]
                        }
                        _ => vec![Point { x: start, y: upper.bottom() }],
                    };
                    for segment in segments {
                        let (a, b) = ports.of_segment[*segment];
                        let layer = sheet.vertices[sheet.segments[*segment].upper].layer;
                        let ends = (places.ports[a], places.ports[b]);
                        run(&mut points, ends, channels.of_segment[*segment], rows.track[layer]);
                    }
                    let end = points[points.len() - 1].x;
                    points.push(Point { x: end, y: nodes[last].y });
                    if graph.edges[edge].tail == first {
                        points
                    } else {
                        points.reverse();
                        points
                    }
                }
            };
            straighten(&mut points);
            Route { points, is_curved: false }
        })
        .collect();
    layout.routes = routes;
    fit(&mut layout);
    layout
}

/// Adds the corners of a piece of a line.
fn run(points: &mut Vec<Point>, (from, to): (f64, f64), run: Run, first: f64) {
    let y = |track: usize| first + track as f64 * TRACK;
    match run {
        Run::Straight => {}
        Run::Track(track) => {
            points.push(Point { x: from, y: y(track) });
            points.push(Point { x: to, y: y(track) });
        }
        Run::Split(upper, x, lower) => {
            for (x, track) in [(from, upper), (x, upper), (x, lower), (to, lower)] {
                points.push(Point { x, y: y(track) });
            }
        }
    }
}

/// Takes away points between which nothing bends.
fn straighten(points: &mut Vec<Point>) {
    let mut out: Vec<Point> = Vec::with_capacity(points.len());
    for point in points.iter().copied() {
        if out.last() == Some(&point) && out.len() > 1 {
            continue;
        }
        while let [.., a, b] = out[..]
            && ((a.x == b.x && b.x == point.x) || (a.y == b.y && b.y == point.y))
        {
            out.pop();
        }
        out.push(point);
    }
    *points = out;
}

/// One of a number of lines from a box straight to the next.
fn across(tail: &Rect, head: &Rect, at: usize, of: usize) -> Vec<Point> {
    let (top, bottom) = (tail.y.max(head.y), tail.bottom().min(head.bottom()));
    let y = top + (bottom - top) * at as f64 / (of + 1) as f64;
    let (from, to) = if tail.x < head.x { (tail.right(), head.x) } else { (tail.x, head.right()) };
    vec![Point { x: from, y }, Point { x: to, y }]
}

/// One of a number of lines from a node to itself, at its right; the last is around the others.
fn around(node: &Rect, at: usize, of: usize) -> Vec<Point> {
    let right = node.right();
    let out = right + LOOP - 5.0 + (at - 1) as f64 * MORE_LOOPS;
    let reach = node.height * 0.4 * at as f64 / of as f64;
    let (a, b) = (node.center().y - reach, node.center().y + reach);
    vec![
        Point { x: right, y: a },
        Point { x: out, y: a },
        Point { x: out, y: b },
        Point { x: right, y: b },
    ]
}

/// By group: where its borders stand.
fn borders(sheet: &Sheet, x: &[f64]) -> Vec<(f64, f64)> {
    let mut out = vec![(0.0, 0.0); sheet.spans.len()];
    for (at, vertex) in sheet.vertices.iter().enumerate() {
        match (vertex.kind, vertex.cluster) {
            (Kind::Left, Some(group)) => out[group].0 = x[at],
            (Kind::Right, Some(group)) => out[group].1 = x[at],
            _ => {}
        }
    }
    out
}

fn top_of(rows: &Rows, span: Span) -> f64 {
    rows.top[span.first] - span.frames_above as f64 * FRAME
}

fn bottom_of(rows: &Rows, span: Span) -> f64 {
    rows.top[span.last] + rows.height[span.last] + span.frames_below as f64 * FRAME
}

fn frame(
    sheet: &Sheet,
    graph: &Graph,
    rows: &Rows,
    borders: &[(f64, f64)],
    group: usize,
    span: Span,
) -> Frame {
    let (left, right) = borders[group];
    let (top, bottom) = (top_of(rows, span), bottom_of(rows, span));
    let Size { width, height } = graph.groups[group].title;
    let (x, y) = match sheet.title_side {
        TitleSide::Above => (left + PADDING, rows.top[span.first]),
        TitleSide::Below => {
            let row = rows.top[span.last] + rows.height[span.last];
            (left + PADDING, row - height)
        }
        TitleSide::Along { from_bottom: false } => (left + 6.0, top + FRAME),
        TitleSide::Along { from_bottom: true } => (left + 6.0, bottom - FRAME - height),
    };
    let frame = Rect { x: left, y: top, width: right - left, height: bottom - top };
    Frame { frame, title: Rect { x, y, width, height } }
}

/// Moves everything to the origin and finds the size of all.
fn fit(layout: &mut Layout) {
    let mut bounds: Option<(f64, f64, f64, f64)> = None;
    let mut add = |x: f64, y: f64| {
        let (a, b, c, d) = bounds.unwrap_or((x, y, x, y));
        bounds = Some((a.min(x), b.min(y), c.max(x), d.max(y)));
    };
    let frames = layout.groups.iter().flatten().map(|group| &group.frame);
    for rect in layout.nodes.iter().chain(frames) {
        add(rect.x, rect.y);
        add(rect.right(), rect.bottom());
    }
    for point in layout.routes.iter().flat_map(|route| &route.points) {
        add(point.x, point.y);
    }
    let (left, top, right, bottom) = bounds.unwrap_or_default();
    super::components::shift(layout, Point { x: -left, y: -top });
    layout.size = Size { width: right - left, height: bottom - top };
}
