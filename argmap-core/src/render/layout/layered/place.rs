//! How far right every vertex stands.
//!
//! The first places are those of Brandes and Köpf, Fast and simple horizontal coordinate assignment
//! (2001): vertices are aligned with medians of their neighbours in four ways, each way is
//! compacted by longest paths over its blocks, and the median of the four counts. Borders of groups
//! are aligned before all else, so that they are straight in all four ways and in what comes of
//! them. Then vertices move towards their neighbours, as far as the order lets them.

use super::super::Graph;
use super::blocks::{Blocks, align, conflicts};
use super::sheet::{Kind, Sheet, Vertex};

/// How often vertices move towards their neighbours.
const ROUNDS: usize = 40;

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
    relax(sheet, &Blocks::new(sheet, gaps, &roots), &first)
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

/// Moves blocks towards what their lines lead to.
fn relax(sheet: &Sheet, blocks: &Blocks, first: &[f64]) -> Vec<f64> {
    let count = blocks.members.len();
    let mut x: Vec<f64> = blocks
        .members
        .iter()
        .map(|members| {
            members.iter().map(|vertex| first[*vertex]).sum::<f64>() / members.len().max(1) as f64
        })
        .collect();
    blocks.part(&mut x);
    let mut links: Vec<Vec<(usize, f64)>> = vec![Vec::new(); count];
    for segment in sheet.segments.iter().filter(|segment| !segment.is_border) {
        let (a, b) = (blocks.of[segment.upper], blocks.of[segment.lower]);
        if a != b {
            let lanes =
                [segment.upper, segment.lower].into_iter().filter(|at| is_lane(sheet, *at)).count();
            let weight = [1.0, 2.0, 4.0][lanes];
            links[a].push((b, weight));
            links[b].push((a, weight));
        }
    }
    for _ in 0..ROUNDS {
        let mut wanted = x.clone();
        for block in 0..count {
            let all: f64 = links[block].iter().map(|(_, weight)| weight).sum();
            if all > 0.0 {
                let sum: f64 = links[block].iter().map(|(other, weight)| x[*other] * weight).sum();
                wanted[block] = 0.3 * x[block] + 0.7 * sum / all;
            }
        }
        x = wanted;
        blocks.part(&mut x);
    }
    sheet.vertices.iter().enumerate().map(|(vertex, _)| x[blocks.of[vertex]]).collect()
}
