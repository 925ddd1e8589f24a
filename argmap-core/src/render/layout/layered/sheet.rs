//! The layered graph that the engine works on.
//!
//! Nodes stand on layers, the first on top, and heads above tails. Lines that span layers run over
//! lanes, vertices without room; lines that meet at a head share lanes. Every group has a border to
//! the left and to the right on each layer that it spans, and a layer of its own for its title
//! where the title lies above or below what stands in it (Sander, Layout of compound directed
//! graphs, 1996).

use rustc_hash::FxHashMap;

use super::super::{Graph, Size};
use super::frame::TitleSide;

/// Where a vertex comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A place in [`Graph::nodes`].
    Node(usize),
    /// A line passes.
    Lane,
    /// The left border of the vertex's cluster.
    Left,
    /// The right border of the vertex's cluster.
    Right,
    /// The title of the vertex's cluster.
    Title,
}

/// Something that has a place in the order of its layer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vertex {
    pub kind: Kind,
    pub layer: usize,
    /// The innermost group around it, or the one that it is the border or title of.
    pub cluster: Option<usize>,
    pub size: Size,
}

/// A piece of a line between neighbouring layers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    pub upper: usize,
    pub lower: usize,
    /// Whether at its upper end it meets others for which this holds.
    pub meets_above: bool,
    /// Whether at its lower end it meets others for which this holds.
    pub meets_below: bool,
    /// Whether it joins borders of a group.
    pub is_border: bool,
}

/// How a line runs.
#[derive(Clone, Debug)]
pub(super) enum Path {
    /// Over these segments, from top to bottom.
    Down(Vec<usize>),
    /// Between two vertices of one layer.
    Beside(usize, usize),
    /// From a vertex to itself.
    Loop(usize),
}

/// The layers that a group spans, first and last, and how many frames begin or end there inside
/// of it or with it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub first: usize,
    pub last: usize,
    pub frames_above: usize,
    pub frames_below: usize,
}

/// The layered graph.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub vertices: Vec<Vertex>,
    pub segments: Vec<Segment>,
    /// By layer: its vertices from left to right.
    pub layers: Vec<Vec<usize>>,
    /// By vertex: the segments to the layer above.
    pub above: Vec<Vec<usize>>,
    /// By vertex: the segments to the layer below.
    pub below: Vec<Vec<usize>>,
    /// By group: what it spans; nothing if nothing stands in it.
    pub spans: Vec<Option<Span>>,
    /// By group: the group around it.
    pub parents: Vec<Option<usize>>,
    /// By edge.
    pub paths: Vec<Path>,
    pub title_side: TitleSide,
    /// The width that all should find room in, if it is narrower than what would be best.
    pub width: Option<f64>,
}

impl Sheet {
    /// Builds the layered graph of nodes on ranks. Linear in the size of the result.
    pub(super) fn new(graph: &Graph, ranks: &[usize], title_side: TitleSide) -> Sheet {
        let parents: Vec<Option<usize>> = graph.groups.iter().map(|group| group.parent).collect();
        let mut sheet = Sheet {
            parents,
            title_side,
            spans: vec![None; graph.groups.len()],
            ..Sheet::default()
        };
        let layer_of = sheet.number_layers(graph, ranks);
        for (at, node) in graph.nodes.iter().enumerate() {
            let size = node.size;
            sheet.add(Vertex {
                kind: Kind::Node(at),
                layer: layer_of[at],
                cluster: node.group,
                size,
            });
        }
        sheet.add_borders(graph);
        sheet.add_lines(graph);
        sheet
    }

    /// Finds the layer of each node and what every group spans.
    fn number_layers(&mut self, graph: &Graph, ranks: &[usize]) -> Vec<usize> {
        let groups = graph.groups.len();
        let mut spans: Vec<Option<(usize, usize)>> = vec![None; groups];
        let widen = |span: &mut Option<(usize, usize)>, first: usize, last: usize| {
            let (a, b) = span.unwrap_or((first, last));
            *span = Some((a.min(first), b.max(last)));
        };
        for (node, rank) in graph.nodes.iter().zip(ranks) {
            if let Some(group) = node.group {
                widen(&mut spans[group], *rank, *rank);
            }
        }
        for group in (0..groups).rev() {
            if let (Some(parent), Some((first, last))) = (self.parents[group], spans[group]) {
                widen(&mut spans[parent], first, last);
            }
        }
        // How many frames nest that begin or end on the same rank.
        let mut nested = vec![(1usize, 1usize); groups];
        for group in (0..groups).rev() {
            if let (Some(parent), Some(own)) = (self.parents[group], spans[group])
                && let Some(outer) = spans[parent]
            {
                let (above, below) = nested[group];
                let depth = &mut nested[parent];
                depth.0 = depth.0.max(if outer.0 == own.0 { above + 1 } else { 1 });
                depth.1 = depth.1.max(if outer.1 == own.1 { below + 1 } else { 1 });
            }
        }
        let count = ranks.iter().map(|rank| rank + 1).max().unwrap_or(0);
        let mut used = vec![false; count];
        ranks.iter().for_each(|rank| used[*rank] = true);
        let mut titles = vec![(0usize, 0usize); count];
        for (span, nested) in spans.iter().zip(&nested) {
            if let Some((first, last)) = span {
                match self.title_side {
                    TitleSide::Above => titles[*first].0 = titles[*first].0.max(nested.0),
                    TitleSide::Below => titles[*last].1 = titles[*last].1.max(nested.1),
                    TitleSide::Along { .. } => {}
                }
            }
        }
        let mut layer = vec![0; count];
        let mut next = 0;
        for rank in (0..count).filter(|rank| used[*rank]) {
            layer[rank] = next + titles[rank].0;
            next = layer[rank] + 1 + titles[rank].1;
        }
        self.layers = vec![Vec::new(); next];
        for group in 0..groups {
            let Some((first, last)) = spans[group] else { continue };
            let (mut frames_above, mut frames_below) = nested[group];
            let (mut first, mut last) = (layer[first], layer[last]);
            match self.title_side {
                TitleSide::Above => {
                    first -= frames_above;
                    frames_above = 1;
                }
                TitleSide::Below => {
                    last += frames_below;
                    frames_below = 1;
                }
                TitleSide::Along { .. } => {}
            }
            self.spans[group] = Some(Span { first, last, frames_above, frames_below });
        }
        ranks.iter().map(|rank| layer[*rank]).collect()
    }

    fn add(&mut self, vertex: Vertex) -> usize {
        let at = self.vertices.len();
        self.layers[vertex.layer].push(at);
        self.vertices.push(vertex);
        self.above.push(Vec::new());
        self.below.push(Vec::new());
        at
    }

    fn join(&mut self, segment: Segment) -> usize {
        let at = self.segments.len();
        self.below[segment.upper].push(at);
        self.above[segment.lower].push(at);
        self.segments.push(segment);
        at
    }

    fn add_borders(&mut self, graph: &Graph) {
        for (group, data) in graph.groups.iter().enumerate() {
            let Some(span) = self.spans[group] else { continue };
            let none = Size::default();
            for kind in [Kind::Left, Kind::Right] {
                let mut last = None;
                for layer in span.first..=span.last {
                    let own = self.add(Vertex { kind, layer, cluster: Some(group), size: none });
                    if let Some(upper) = last {
                        let (meets_above, meets_below) = (false, false);
                        let lower = own;
                        self.join(Segment {
                            upper,
                            lower,
                            meets_above,
                            meets_below,
                            is_border: true,
                        });
                    }
                    last = Some(own);
                }
            }
            let layer = match self.title_side {
                TitleSide::Above => span.first,
                TitleSide::Below => span.last,
                TitleSide::Along { .. } => continue,
            };
            self.add(Vertex { kind: Kind::Title, layer, cluster: Some(group), size: data.title });
        }
    }

    fn add_lines(&mut self, graph: &Graph) {
        // By head, layer and cluster: the lane that lines meeting at that head share, and the
        // segment that leads on from it.
        let mut shared: FxHashMap<(usize, usize, Option<usize>), usize> = FxHashMap::default();
        for edge in &graph.edges {
            let (tail, head) = (edge.tail, edge.head);
            let (tail_layer, head_layer) = (self.vertices[tail].layer, self.vertices[head].layer);
            let path = if tail == head {
                Path::Loop(tail)
            } else if tail_layer == head_layer {
                Path::Beside(tail, head)
            } else {
                let (upper, lower) =
                    if head_layer < tail_layer { (head, tail) } else { (tail, head) };
                let meets = edge.meets_at_head.then_some(head);
                Path::Down(self.add_line(upper, lower, meets, &mut shared))
            };
            self.paths.push(path);
        }
    }

    /// Leads a line from one vertex down to another; where it meets others at a head, over the
    /// lanes that they have.
    fn add_line(
        &mut self,
        upper: usize,
        lower: usize,
        meets: Option<usize>,
        shared: &mut FxHashMap<(usize, usize, Option<usize>), usize>,
    ) -> Vec<usize> {
        let mut stops = vec![upper];
        let mut layer = self.vertices[upper].layer;
        for cluster in self.homes(upper, lower) {
            layer += 1;
            let lane = Vertex { kind: Kind::Lane, layer, cluster, size: Size::default() };
            let stop = match meets {
                Some(head) => {
                    *shared.entry((head, layer, cluster)).or_insert_with(|| self.add(lane))
                }
                None => self.add(lane),
            };
            stops.push(stop);
        }
        stops.push(lower);
        let mut path = Vec::with_capacity(stops.len() - 1);
        for pair in stops.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            // From a shared lane one segment leads on to the head.
            let (lane, known) = if meets == Some(upper) {
                (b, self.above[b].first())
            } else {
                (a, self.below[a].first())
            };
            let known = known.copied().filter(|_| meets.is_some() && !self.is_node(lane));
            let segment = known.unwrap_or_else(|| {
                let (meets_above, meets_below) = (meets == Some(a), meets == Some(b));
                self.join(Segment {
                    upper: a,
                    lower: b,
                    meets_above,
                    meets_below,
                    is_border: false,
                })
            });
            path.push(segment);
        }
        path
    }

    /// The clusters of the lanes of a line on the layers between its ends: it leaves the lower
    /// end's groups upwards and enters the upper end's from below, as far as they span.
    fn homes(&self, upper: usize, lower: usize) -> Vec<Option<usize>> {
        let layers = self.vertices[upper].layer + 1..self.vertices[lower].layer;
        if layers.is_empty() {
            return Vec::new();
        }
        let upper_groups = self.around(self.vertices[upper].cluster);
        let lower_groups = self.around(self.vertices[lower].cluster);
        let common = upper_groups.iter().find(|group| lower_groups.contains(group)).copied();
        let until = |groups: &[usize]| {
            groups.iter().position(|group| Some(*group) == common).unwrap_or(groups.len())
        };
        let leaving = &lower_groups[..until(&lower_groups)];
        let entering = &upper_groups[..until(&upper_groups)];
        let spans = |group: &&usize, layer: usize| {
            self.spans[**group].is_some_and(|span| span.first <= layer && layer <= span.last)
        };
        layers
            .map(|layer| {
                let inner = leaving.iter().find(|group| spans(group, layer));
                inner
                    .or_else(|| entering.iter().find(|group| spans(group, layer)))
                    .copied()
                    .or(common)
            })
            .collect()
    }

    /// About how much room the fullest layer takes.
    pub(super) fn widest_layer(&self) -> f64 {
        let width = |vertex: &usize| self.vertices[*vertex].size.width + 10.0;
        let layers = self.layers.iter().map(|layer| layer.iter().map(width).sum());
        layers.fold(0.0, f64::max)
    }

    /// A group and those around it, the innermost first.
    pub(super) fn around(&self, group: Option<usize>) -> Vec<usize> {
        std::iter::successors(group, |group| self.parents[*group]).collect()
    }

    /// Whether a vertex is a box or a small node.
    pub(super) fn is_node(&self, vertex: usize) -> bool {
        matches!(self.vertices[vertex].kind, Kind::Node(_))
    }
}
