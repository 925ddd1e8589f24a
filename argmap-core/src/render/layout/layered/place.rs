//! How far right every vertex stands.
//!
//! The first places are those of Brandes and Köpf, Fast and simple horizontal coordinate assignment
//! (2001): vertices are aligned with medians of their neighbours in four ways, each way is
//! compacted by longest paths over its blocks, and the median of the four counts. Borders of groups
//! are aligned before all else, so that they are straight in all four ways and in what comes of
//! them. Then vertices move towards their neighbours, as far as the order lets them.

use super::simplex::{self, Arc};
use super::super::Graph;
use super::blocks::{Blocks, align, conflicts};
use super::sheet::{Kind, Sheet, Vertex};

/// How often vertices move towards their neighbours.
const ROUNDS: usize = 40;
/// What a further point of a frame's width costs, beside a line's.
const FRAME_WEIGHT: i64 = 4;
/// What a further point of the picture's width costs.
const PAGE_WEIGHT: i64 = 1;

/// Distances between what stands side by side.
pub(super) struct Gaps {
    /// Room at the left of what stands in a group, for a title that lies there.
    strips: Vec<f64>,
    /// By vertex: whether it is a small node.
    is_small: Vec<bool>,
    /// By vertex: room that it needs at its left and at its right, from its middle.
    pub(super) left: Vec<f64>,
    pub(super) right: Vec<f64>,
}

/// Between a frame and what stands in it.
pub(super) const PADDING: f64 = 14.0;
/// Room that the first line from a node to itself takes, and each more.
pub(super) const LOOP: f64 = 14.0;
pub(super) const MORE_LOOPS: f64 = 5.0;

impl Gaps {
    pub(super) fn new(sheet: &Sheet, graph: &Graph) -> Gaps {
        let strip = |group: usize| match sheet.title_side {
            super::frame::TitleSide::Along { .. } => {
                let width = graph.groups[group].title.width;
                if width > 0.0 { width + 6.0 } else { 0.0 }
            }
            _ => 0.0,
        };
        let half = |vertex: &Vertex| vertex.size.width / 2.0;
        let left: Vec<f64> = sheet.vertices.iter().map(half).collect();
        let mut right = left.clone();
        for edge in graph.edges.iter().filter(|edge| edge.tail == edge.head) {
            let has_one = right[edge.tail] > left[edge.tail];
            right[edge.tail] += if has_one { MORE_LOOPS } else { LOOP };
        }
        let is_small = |vertex: &Vertex| match vertex.kind {
            Kind::Node(node) => !graph.nodes[node].is_box,
            _ => false,
        };
        Gaps {
            strips: (0..graph.groups.len()).map(strip).collect(),
            is_small: sheet.vertices.iter().map(is_small).collect(),
            left,
            right,
        }
    }

    /// The least distance of the middles of neighbours on a layer.
    pub(super) fn between(&self, sheet: &Sheet, a: usize, b: usize) -> f64 {
        let (left, right) = (&sheet.vertices[a], &sheet.vertices[b]);
        let between = match (left.kind, right.kind) {
            (Kind::Left, Kind::Left) => 10.0 + self.strip(left),
            (Kind::Right, Kind::Right) => 10.0,
            (Kind::Left, Kind::Right) => 2.0 * PADDING + self.strip(left),
            (Kind::Right, Kind::Left) => 18.0,
            (Kind::Left, Kind::Lane) => 10.0 + self.strip(left),
            (Kind::Left, _) => PADDING + self.strip(left),
            (Kind::Lane, Kind::Right | Kind::Left) | (Kind::Right, Kind::Lane) => 10.0,
            (_, Kind::Right) => PADDING,
            (Kind::Right, _) | (_, Kind::Left) => 18.0,
            (Kind::Lane, Kind::Lane) => 10.0,
            (Kind::Lane, _) | (_, Kind::Lane) => 12.0,
            _ if self.is_small[a] || self.is_small[b] => 16.0,
            _ => 24.0,
        };
        self.right[a] + between + self.left[b]
    }

    fn strip(&self, border: &Vertex) -> f64 {
        border.cluster.map_or(0.0, |group| self.strips[group])
    }
}

/// The middle of each vertex. Takes O(n + m log m) for n vertices and m segments.
pub(super) fn place(sheet: &Sheet, gaps: &Gaps) -> Vec<f64> {
    let mut position = vec![0; sheet.vertices.len()];
    for layer in &sheet.layers {
        layer.iter().enumerate().for_each(|(at, vertex)| position[*vertex] = at);
    }
    let banned = conflicts(sheet, &position);
    let mut found = Vec::new();
    for (down, rightwards) in [(true, true), (true, false), (false, true), (false, false)] {
        let roots = align(sheet, &position, down, rightwards, |segment| !banned[segment]);
        let blocks = Blocks::new(sheet, gaps, &roots);
        found.push(blocks.compact(rightwards));
    }
    let first = median(sheet, &found);
    let is_stiff = |segment: usize| {
        let segment = &sheet.segments[segment];
        segment.is_border || (is_lane(sheet, segment.upper) && is_lane(sheet, segment.lower))
    };
    let roots =
        align(sheet, &position, true, true, |segment| !banned[segment] && is_stiff(segment));
    let blocks = Blocks::new(sheet, gaps, &roots);
    let links = links(sheet, gaps, &position, &blocks);
    let x = relax(&blocks, &links, &first);
    let x = tighten(sheet, &blocks, &links, &x);
    blocks.of.iter().map(|block| x[*block]).collect()
}

fn is_lane(sheet: &Sheet, vertex: usize) -> bool {
    sheet.vertices[vertex].kind == Kind::Lane
}

/// The mean of the two middle ones of four ways, which are moved over the narrowest of them.
fn median(sheet: &Sheet, ways: &[Vec<f64>]) -> Vec<f64> {
    let bounds = |way: &Vec<f64>| {
        let least = way.iter().copied().fold(f64::INFINITY, f64::min);
        let most = way.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (least, most)
    };
    let bounds: Vec<(f64, f64)> = ways.iter().map(bounds).collect();
    let narrowest = bounds
        .iter()
        .copied()
        .min_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))
        .unwrap_or_default();
    let shift = |way: usize| {
        if way.is_multiple_of(2) {
            narrowest.0 - bounds[way].0
        } else {
            narrowest.1 - bounds[way].1
        }
    };
    let shifts: Vec<f64> = (0..ways.len()).map(shift).collect();
    (0..sheet.vertices.len())
        .map(|vertex| {
            let mut own: Vec<f64> =
                ways.iter().zip(&shifts).map(|(way, shift)| way[vertex] + shift).collect();
            own.sort_by(f64::total_cmp);
            let middle = own.len() / 2;
            (own[middle - 1] + own[middle]) / 2.0
        })
        .collect()
}

/// A line between two blocks.
struct Link {
    upper: usize,
    lower: usize,
    /// How much further right than at the upper block's middle it is to end at the lower block's.
    shift: f64,
    weight: f64,
}

/// Lines leave a side this far apart.
const SPREAD: f64 = 14.0;

/// The lines between blocks.
fn links(sheet: &Sheet, gaps: &Gaps, position: &[usize], blocks: &Blocks) -> Vec<Link> {
    // By segment: how far from the middles of its ends it starts.
    let mut starts = vec![(0.0, 0.0); sheet.segments.len()];
    for vertex in (0..sheet.vertices.len()).filter(|vertex| sheet.is_node(*vertex)) {
        for is_top in [false, true] {
            let segments = if is_top { &sheet.above[vertex] } else { &sheet.below[vertex] };
            let other = |segment: usize| {
                let segment = &sheet.segments[segment];
                position[if is_top { segment.upper } else { segment.lower }]
            };
            let meets = |segment: usize| {
                let segment = &sheet.segments[segment];
                if is_top { segment.meets_below } else { segment.meets_above }
            };
            // What meets counts once, in the middle of its ends.
            let meeting: Vec<usize> = segments.iter().copied().filter(|at| meets(*at)).collect();
            let middle = meeting.iter().map(|at| other(*at)).sum::<usize>() as f64
                / meeting.len().max(1) as f64;
            let mut order: Vec<(f64, usize)> = segments
                .iter()
                .map(|at| (if meets(*at) { middle } else { other(*at) as f64 }, *at))
                .collect();
            order.sort_by(|a, b| a.0.total_cmp(&b.0).then(meets(a.1).cmp(&meets(b.1))).then(a.1.cmp(&b.1)));
            let count = order.len() - meeting.len().saturating_sub(1);
            let room = gaps.left[vertex] * 1.6;
            let apart = SPREAD.min(room / count.max(2) as f64);
            let mut at = 0;
            let mut met = None;
            for (_, segment) in order {
                let place = match met {
                    Some(place) if meets(segment) => place,
                    _ => {
                        at += 1;
                        at - 1
                    }
                };
                if meets(segment) {
                    met = Some(place);
                }
                let shift = (place as f64 - (count as f64 - 1.0) / 2.0) * apart;
                let start = &mut starts[segment];
                *(if is_top { &mut start.1 } else { &mut start.0 }) = shift;
            }
        }
    }
    let mut out = Vec::new();
    for (at, segment) in sheet.segments.iter().enumerate().filter(|(_, at)| !at.is_border) {
        let (upper, lower) = (blocks.of[segment.upper], blocks.of[segment.lower]);
        if upper != lower {
            let ends = [segment.upper, segment.lower];
            let lanes = ends.into_iter().filter(|at| is_lane(sheet, *at)).count();
            let weight = [2.0, 3.0, 6.0][lanes];
            out.push(Link { upper, lower, shift: starts[at].0 - starts[at].1, weight });
        }
    }
    out
}

/// Moves blocks towards what their lines lead to.
fn relax(blocks: &Blocks, links: &[Link], first: &[f64]) -> Vec<f64> {
    let count = blocks.members.len();
    let mut x: Vec<f64> = blocks
        .members
        .iter()
        .map(|members| {
            members.iter().map(|vertex| first[*vertex]).sum::<f64>() / members.len().max(1) as f64
        })
        .collect();
    blocks.part(&mut x);
    for _ in 0..ROUNDS {
        let mut sums = vec![(0.0, 0.0); count];
        for link in links {
            let (a, b) = &mut sums[link.upper];
            *a += (x[link.lower] - link.shift) * link.weight;
            *b += link.weight;
            let (a, b) = &mut sums[link.lower];
            *a += (x[link.upper] + link.shift) * link.weight;
            *b += link.weight;
        }
        for (x, (sum, all)) in x.iter_mut().zip(sums) {
            if all > 0.0 {
                *x = 0.3 * *x + 0.7 * sum / all;
            }
        }
        blocks.part(&mut x);
    }
    x
}

/// Steps of the simplex method are so small a part of a point.
const STEPS: f64 = 8.0;
/// How often it may look at an arc.
const SIMPLEX_WORK: usize = 60_000_000;

/// Makes lines straight and frames narrow.
fn tighten(sheet: &Sheet, blocks: &Blocks, links: &[Link], x: &[f64]) -> Vec<f64> {
    let count = blocks.members.len();
    let mut arcs: Vec<Arc> = Vec::new();
    let scaled = |x: f64| (x * STEPS).ceil() as i64;
    for (from, after) in blocks.after.iter().enumerate() {
        let mut after = after.clone();
        after.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        after.dedup_by_key(|(to, _)| *to);
        arcs.extend(after.into_iter().map(|(to, gap)| {
            let length = scaled(gap);
            Arc { from, to, length, weight: 0 }
        }));
    }
    let mut places = vec![0i64; count];
    for block in blocks.order.iter().copied() {
        places[block] = (x[block] * STEPS).round() as i64;
        for (other, gap) in &blocks.before[block] {
            places[block] = places[block].max(places[*other] + scaled(*gap));
        }
    }
    // Frames and the whole.
    let mut ends = vec![(0, 0); sheet.spans.len()];
    for (at, vertex) in sheet.vertices.iter().enumerate() {
        match (vertex.kind, vertex.cluster) {
            (Kind::Left, Some(group)) => ends[group].0 = blocks.of[at],
            (Kind::Right, Some(group)) => ends[group].1 = blocks.of[at],
            _ => {}
        }
    }
    for (group, (from, to)) in ends.into_iter().enumerate() {
        if sheet.spans[group].is_some() {
            arcs.push(Arc { from, to, length: 0, weight: FRAME_WEIGHT });
        }
    }
    let (left, right) = (count, count + 1);
    places.push(places.iter().copied().min().unwrap_or(0));
    places.push(places.iter().copied().max().unwrap_or(0));
    for block in 0..count {
        if blocks.before[block].is_empty() {
            arcs.push(Arc { from: left, to: block, length: 0, weight: 0 });
        }
        if blocks.after[block].is_empty() {
            arcs.push(Arc { from: block, to: right, length: 0, weight: 0 });
        }
    }
    arcs.push(Arc { from: left, to: right, length: 0, weight: PAGE_WEIGHT });
    for link in links {
        let middle = places.len();
        let shift = (link.shift * STEPS).round() as i64;
        let weight = link.weight as i64;
        places.push(places[link.upper].min(places[link.lower] - shift));
        arcs.push(Arc { from: middle, to: link.upper, length: 0, weight });
        arcs.push(Arc { from: middle, to: link.lower, length: shift, weight });
    }
    simplex::improve(&mut places, &arcs, SIMPLEX_WORK);
    places[..count].iter().map(|place| *place as f64 / STEPS).collect()
}
