//! Distances between what stands side by side.

use super::super::Graph;
use super::frame::TitleSide;
use super::ports::Ports;
use super::sheet::{Kind, Sheet, Vertex};

/// Between a frame and what stands in it.
pub(super) const PADDING: f64 = 14.0;
/// Room that the first line from a node to itself takes, and each more.
pub(super) const LOOP: f64 = 14.0;
pub(super) const MORE_LOOPS: f64 = 5.0;

/// Between boxes from one of which a line leads straight to the other.
const STRAIGHT: f64 = 48.0;

/// Distances between what stands side by side.
pub(super) struct Gaps {
    /// By group: room at the left of what stands in it, for a title that lies there.
    strips: Vec<f64>,
    /// By vertex: whether it is a small node.
    is_small: Vec<bool>,
    /// By vertex: room that it needs at its left and at its right, from its middle.
    left: Vec<f64>,
    right: Vec<f64>,
    /// By vertex: whether a line leads straight to the next one.
    leads_on: Vec<bool>,
}

impl Gaps {
    pub(super) fn new(sheet: &Sheet, graph: &Graph, ports: &Ports) -> Gaps {
        let strip = |group: usize| match sheet.title_side {
            TitleSide::Along { .. } => {
                let width = graph.groups[group].title.width;
                if width > 0.0 { width + 6.0 } else { 0.0 }
            }
            _ => 0.0,
        };
        let half = |vertex: &Vertex| vertex.size.width / 2.0;
        let mut left: Vec<f64> = sheet.vertices.iter().map(half).collect();
        let mut right = left.clone();
        for edge in graph.edges.iter().filter(|edge| edge.tail == edge.head) {
            let has_one = right[edge.tail] > left[edge.tail];
            right[edge.tail] += if has_one { MORE_LOOPS } else { LOOP };
        }
        for (vertex, (before, after)) in ports.beyond.iter().enumerate() {
            left[vertex] += before;
            right[vertex] += after;
        }
        let mut leads_on = vec![false; sheet.vertices.len()];
        ports.straight.iter().flatten().for_each(|(left, _)| leads_on[*left] = true);
        let is_small = |vertex: &Vertex| match vertex.kind {
            Kind::Node(node) => !graph.nodes[node].is_box,
            _ => false,
        };
        Gaps {
            strips: (0..graph.groups.len()).map(strip).collect(),
            is_small: sheet.vertices.iter().map(is_small).collect(),
            left,
            right,
            leads_on,
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
            (Kind::Lane, _) | (_, Kind::Lane) => 10.0,
            _ if self.is_small[a] || self.is_small[b] => 16.0,
            _ if self.leads_on[a] => STRAIGHT,
            _ => 24.0,
        };
        self.right[a] + between + self.left[b]
    }

    fn strip(&self, border: &Vertex) -> f64 {
        border.cluster.map_or(0.0, |group| self.strips[group])
    }
}
