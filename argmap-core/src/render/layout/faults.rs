//! What is wrong with a layout, whichever engine made it: for tests and for those who write engines.

use std::collections::BTreeSet;

use super::{Graph, Layout, Point, Rect};
use crate::render::Direction;

/// Lines keep at least this distance from nodes that they do not touch.
const CLEARANCE: f64 = 4.0;
/// Lines nearer to each other than this lie on each other.
const COINCIDE: f64 = 0.1;
/// What rounding may do.
const SLACK: f64 = 1e-3;
/// How many straight lines stand for a cubic curve.
const SAMPLES: usize = 16;

/// What a layout breaks of the promises of a [`LayoutEngine`](super::LayoutEngine), in words; of
/// curved routes it is not asked whether they keep distance. Takes O(n·m) for n nodes and m corners.
pub fn faults(graph: &Graph, layout: &Layout) -> Vec<String> {
    let mut out = Vec::new();
    let counts = [
        (graph.nodes.len(), layout.nodes.len(), "nodes"),
        (graph.groups.len(), layout.groups.len(), "groups"),
        (graph.edges.len(), layout.routes.len(), "routes"),
    ];
    for (wanted, found, what) in counts {
        if wanted != found {
            out.push(format!("{found} {what} instead of {wanted}"));
        }
    }
    if out.is_empty() {
        numbers(layout, &mut out);
        nodes(graph, layout, &mut out);
        frames(graph, layout, &mut out);
        ends(graph, layout, &mut out);
        clearances(graph, layout, &mut out);
        coincidences(graph, layout, &mut out);
    }
    out
}

/// How often lines cross. Lines that meet at a head count as one, so that what crosses their common
/// piece crosses once. Takes O(m²) for m corners in the worst case.
pub fn crossings(graph: &Graph, layout: &Layout) -> usize {
    let mut pieces: Vec<(f64, f64, usize, Point, Point)> = Vec::new();
    for (edge, _) in graph.edges.iter().enumerate() {
        let points = chain(layout, edge);
        pieces.extend(points.windows(2).map(|pair| {
            let (a, b) = (pair[0], pair[1]);
            (a.x.min(b.x), a.x.max(b.x), edge, a, b)
        }));
    }
    pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
    let net = |edge: usize| {
        let own = &graph.edges[edge];
        if own.meets_at_head { (true, own.head) } else { (false, edge) }
    };
    let mut found = BTreeSet::new();
    for (at, (_, right, first, a, b)) in pieces.iter().enumerate() {
        for (_, _, second, c, d) in pieces[at + 1..].iter().take_while(|other| other.0 <= *right) {
            let (one, two) = (net(*first), net(*second));
            if one != two
                && let Some(point) = crossing(*a, *b, *c, *d)
            {
                let place = ((point.x * 8.0).round() as i64, (point.y * 8.0).round() as i64);
                found.insert((one.min(two), one.max(two), place));
            }
        }
    }
    found.len()
}

/// Where the insides of two straight lines cross.
fn crossing(a: Point, b: Point, c: Point, d: Point) -> Option<Point> {
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    let (s, t) = (side(c, d, a), side(c, d, b));
    let (u, v) = (side(a, b, c), side(a, b, d));
    let crosses = s * t < 0.0 && u * v < 0.0;
    let at = s / (s - t);
    crosses.then_some(Point { x: a.x + (b.x - a.x) * at, y: a.y + (b.y - a.y) * at })
}

/// The route of an edge as a chain of straight lines.
fn chain(layout: &Layout, edge: usize) -> Vec<Point> {
    let route = &layout.routes[edge];
    if !route.is_curved || route.points.len() < 4 {
        return route.points.clone();
    }
    let mut out = vec![route.points[0]];
    for at in (0..route.points.len() - 3).step_by(3) {
        let [a, b, c, d] = [0, 1, 2, 3].map(|step| route.points[at + step]);
        for sample in 1..=SAMPLES {
            let t = sample as f64 / SAMPLES as f64;
            let s = 1.0 - t;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                a * s * s * s + 3.0 * b * s * s * t + 3.0 * c * s * t * t + d * t * t * t
            };
            out.push(Point { x: mix(a.x, b.x, c.x, d.x), y: mix(a.y, b.y, c.y, d.y) });
        }
    }
    out
}

fn grown(rect: &Rect, by: f64) -> Rect {
    let (width, height) = (rect.width + 2.0 * by, rect.height + 2.0 * by);
    Rect { x: rect.x - by, y: rect.y - by, width, height }
}

/// Everything is finite and inside of the picture.
fn numbers(layout: &Layout, out: &mut Vec<String>) {
    let size = layout.size;
    let page = Rect { x: 0.0, y: 0.0, width: size.width, height: size.height };
    let page = grown(&page, SLACK);
    if !(size.width.is_finite() && size.height.is_finite()) {
        out.push(format!("the size is {size:?}"));
    }
    let frames = layout.groups.iter().flatten().flat_map(|group| [&group.frame, &group.title]);
    for rect in layout.nodes.iter().chain(frames) {
        if !page.holds(rect) {
            out.push(format!("{rect:?} is not inside of the picture"));
        }
    }
    for point in layout.routes.iter().filter(|route| !route.is_curved).flat_map(|r| &r.points) {
        if !page.holds(&Rect { x: point.x, y: point.y, width: 0.0, height: 0.0 }) {
            out.push(format!("{point:?} is not inside of the picture"));
        }
    }
}

/// Nodes have their sizes and do not overlap.
fn nodes(graph: &Graph, layout: &Layout, out: &mut Vec<String>) {
    for (at, (node, rect)) in graph.nodes.iter().zip(&layout.nodes).enumerate() {
        let close = |a: f64, b: f64| (a - b).abs() < SLACK;
        if !close(node.size.width, rect.width) || !close(node.size.height, rect.height) {
            out.push(format!("node {at} has another size: {rect:?}"));
        }
    }
    let mut order: Vec<usize> = (0..layout.nodes.len()).collect();
    order.sort_by(|a, b| layout.nodes[*a].x.total_cmp(&layout.nodes[*b].x));
    for (rank, a) in order.iter().enumerate() {
        let own = grown(&layout.nodes[*a], -SLACK);
        for b in &order[rank + 1..] {
            if layout.nodes[*b].x > own.right() {
                break;
            }
            if own.overlaps(&layout.nodes[*b]) {
                out.push(format!("nodes {a} and {b} overlap"));
            }
        }
    }
}

/// Frames hold what stands in them and nothing else.
fn frames(graph: &Graph, layout: &Layout, out: &mut Vec<String>) {
    let around = |group: Option<usize>| {
        std::iter::successors(group, |group| graph.groups[*group].parent).collect::<Vec<_>>()
    };
    for (at, group) in layout.groups.iter().enumerate() {
        let Some(group) = group else { continue };
        let frame = grown(&group.frame, SLACK);
        if !frame.holds(&group.title) {
            out.push(format!("the title of group {at} is outside of its frame"));
        }
        for (node, rect) in layout.nodes.iter().enumerate() {
            let is_in = around(graph.nodes[node].group).contains(&at);
            if is_in && !frame.holds(rect) {
                out.push(format!("node {node} is not in the frame of group {at}"));
            }
            if !is_in && grown(rect, -SLACK).overlaps(&group.frame) {
                out.push(format!("node {node} is in the frame of group {at}, where it is not"));
            }
            if grown(rect, -SLACK).overlaps(&group.title) {
                out.push(format!("node {node} covers the title of group {at}"));
            }
        }
        for (other, inner) in layout.groups.iter().enumerate().filter(|(other, _)| *other != at) {
            let Some(inner) = inner else { continue };
            let is_in = around(Some(other)).contains(&at);
            if is_in && !frame.holds(&inner.frame) {
                out.push(format!("group {other} is not in the frame of group {at}"));
            }
            if is_in && grown(&inner.frame, -SLACK).overlaps(&group.title) {
                out.push(format!("group {other} covers the title of group {at}"));
            }
            let apart = !is_in && !around(Some(at)).contains(&other);
            if apart && grown(&inner.frame, -SLACK).overlaps(&group.frame) {
                out.push(format!("the frames of groups {at} and {other} overlap"));
            }
        }
    }
    for (group, data) in graph.groups.iter().enumerate() {
        let is_in = |node: &super::Node| around(node.group).contains(&group);
        if layout.groups[group].is_some() != graph.nodes.iter().any(is_in) {
            out.push(format!("group {group} has a frame and nothing in it, or no frame"));
        }
        if let Some(frame) = layout.groups[group]
            && ((frame.title.width - data.title.width).abs() > SLACK
                || (frame.title.height - data.title.height).abs() > SLACK)
        {
            out.push(format!("the title of group {group} has another size"));
        }
    }
}

/// Routes start and end on borders, and those that are not curved run along the axes.
fn ends(graph: &Graph, layout: &Layout, out: &mut Vec<String>) {
    for (at, (edge, route)) in graph.edges.iter().zip(&layout.routes).enumerate() {
        let (Some(first), Some(last)) = (route.points.first(), route.points.last()) else {
            out.push(format!("route {at} is empty"));
            continue;
        };
        let allowed = if route.is_curved { 14.0 } else { SLACK };
        for (point, node) in [(first, edge.tail), (last, edge.head)] {
            let rect = &layout.nodes[node];
            let on =
                |rect: &Rect| rect.holds(&Rect { x: point.x, y: point.y, width: 0.0, height: 0.0 });
            if !on(&grown(rect, allowed)) || on(&grown(rect, -allowed)) && allowed < 1.0 {
                out.push(format!("route {at} does not end on the border of node {node}"));
            }
        }
        if route.is_curved {
            continue;
        }
        let turns = |pair: &[Point]| (pair[0].x == pair[1].x) != (pair[0].y == pair[1].y);
        if !route.points.windows(2).all(turns) || route.points.len() < 2 {
            out.push(format!("route {at} does not run along the axes: {:?}", route.points));
        }
        let straight = |three: &[Point]| {
            (three[0].x == three[1].x && three[1].x == three[2].x)
                || (three[0].y == three[1].y && three[1].y == three[2].y)
        };
        if route.points.windows(3).any(straight) {
            out.push(format!("route {at} has a corner that does not turn"));
        }
    }
}

/// No line runs through a node or, in directions in which it can be avoided, a title.
fn clearances(graph: &Graph, layout: &Layout, out: &mut Vec<String>) {
    let guards_titles = matches!(graph.direction, Direction::Up | Direction::Down);
    for (at, edge) in graph.edges.iter().enumerate() {
        if layout.routes[at].is_curved {
            continue;
        }
        for pair in layout.routes[at].points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let (width, height) = ((a.x - b.x).abs(), (a.y - b.y).abs());
            let line = Rect { x: a.x.min(b.x), y: a.y.min(b.y), width, height };
            let line = grown(&line, SLACK);
            for (node, rect) in layout.nodes.iter().enumerate() {
                let touches = node == edge.tail || node == edge.head;
                let by = if touches { -2.0 * SLACK } else { CLEARANCE - 2.0 * SLACK };
                if grown(rect, by).overlaps(&line) {
                    out.push(format!("route {at} runs through or close by node {node}"));
                }
            }
            for (group, frame) in layout.groups.iter().enumerate() {
                if let Some(frame) = frame
                    && guards_titles
                    && frame.title.overlaps(&line)
                {
                    out.push(format!("route {at} runs through the title of group {group}"));
                }
            }
        }
    }
}

/// No two lines lie on each other but where they meet at a head.
fn coincidences(graph: &Graph, layout: &Layout, out: &mut Vec<String>) {
    for is_vertical in [false, true] {
        // Where the line is across its direction, from where to where it runs, and whose it is.
        let mut pieces: Vec<(f64, f64, f64, usize)> = Vec::new();
        for (edge, route) in layout.routes.iter().enumerate().filter(|(_, r)| !r.is_curved) {
            for pair in route.points.windows(2) {
                let (a, b) = (pair[0], pair[1]);
                let (at, from, to, same) = if is_vertical {
                    (a.x, a.y, b.y, a.x == b.x)
                } else {
                    (a.y, a.x, b.x, a.y == b.y)
                };
                if same {
                    pieces.push((at, from.min(to), from.max(to), edge));
                }
            }
        }
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (rank, (at, from, to, edge)) in pieces.iter().copied().enumerate() {
            for (_, low, high, other) in
                pieces[rank + 1..].iter().take_while(|piece| piece.0 - at < COINCIDE).copied()
            {
                let (one, two) = (&graph.edges[edge], &graph.edges[other]);
                let meet = one.meets_at_head && two.meets_at_head && one.head == two.head;
                if edge != other && !meet && to.min(high) - from.max(low) > SLACK {
                    out.push(format!("routes {edge} and {other} lie on each other"));
                }
            }
        }
    }
}
