//! Where on the borders of their nodes lines start and end.

use super::super::Graph;
use super::sheet::{Path, Sheet};

/// Points at upper and lower sides of vertices.
pub(super) struct Ports {
    /// By port.
    pub x: Vec<f64>,
    /// By segment: the port at its upper end and the one at its lower end.
    pub of_segment: Vec<(usize, usize)>,
    /// By edge that runs between vertices of one layer: its ports, at their lower sides.
    pub of_edge: Vec<Option<(usize, usize)>>,
}

/// Lines that leave a side keep this distance if there is room.
const APART: f64 = 14.0;

/// Places are multiples of so small a part of a point, so that equal ones are known as equal.
const GRID: f64 = 64.0;

/// The ports at one side of a vertex, from left to right.
struct Side {
    ports: Vec<usize>,
    low: f64,
    high: f64,
}

/// Finds the ports for vertices at `x`. Takes O(m log m).
pub(super) fn ports(sheet: &Sheet, graph: &Graph, x: &[f64]) -> Ports {
    let mut maker = Maker {
        sheet,
        x,
        ports: Ports {
            x: Vec::new(),
            of_segment: vec![(0, 0); sheet.segments.len()],
            of_edge: vec![None; graph.edges.len()],
        },
        sides: Vec::new(),
        ends: Vec::new(),
    };
    maker.lanes();
    let mut beside = vec![Vec::new(); sheet.vertices.len()];
    for (edge, path) in sheet.paths.iter().enumerate() {
        if let Path::Beside(tail, head) = path {
            beside[*tail].push((edge, *head, true));
            beside[*head].push((edge, *tail, false));
        }
    }
    for vertex in (0..sheet.vertices.len()).filter(|vertex| sheet.is_node(*vertex)) {
        maker.side(graph, vertex, true, &[]);
        maker.side(graph, vertex, false, &beside[vertex]);
    }
    maker.settle();
    maker.ports.x.iter_mut().for_each(|x| *x = (*x * GRID).round() / GRID);
    maker.ports
}

struct Maker<'m> {
    sheet: &'m Sheet,
    x: &'m [f64],
    ports: Ports,
    sides: Vec<Side>,
    /// By port: the segments at it, and whether it is their upper end.
    ends: Vec<Vec<(usize, bool)>>,
}

impl Maker<'_> {
    fn port(&mut self, x: f64) -> usize {
        self.ports.x.push(x);
        self.ends.push(Vec::new());
        self.ports.x.len() - 1
    }

    fn lanes(&mut self) {
        for vertex in 0..self.sheet.vertices.len() {
            if !self.sheet.is_node(vertex) {
                let port = self.port(self.x[vertex]);
                for segment in &self.sheet.below[vertex] {
                    self.ports.of_segment[*segment].0 = port;
                }
                for segment in &self.sheet.above[vertex] {
                    self.ports.of_segment[*segment].1 = port;
                }
            }
        }
    }

    /// Makes the ports at a side of a node.
    fn side(
        &mut self,
        graph: &Graph,
        vertex: usize,
        is_top: bool,
        beside: &[(usize, usize, bool)],
    ) {
        let sheet = self.sheet;
        let segments = if is_top { &sheet.above[vertex] } else { &sheet.below[vertex] };
        let other = |segment: usize| {
            let segment = &sheet.segments[segment];
            self.x[if is_top { segment.upper } else { segment.lower }]
        };
        let mut found: Vec<(f64, usize)> = Vec::new();
        let meets = |segment: &usize| {
            let segment = &sheet.segments[*segment];
            if is_top { segment.meets_below } else { segment.meets_above }
        };
        let meeting: Vec<usize> = segments.iter().copied().filter(meets).collect();
        let alone: Vec<usize> = segments.iter().copied().filter(|at| !meets(at)).collect();
        let mut groups: Vec<Vec<usize>> = alone.into_iter().map(|segment| vec![segment]).collect();
        if !meeting.is_empty() {
            groups.push(meeting);
        }
        let keys: Vec<f64> = groups
            .iter()
            .map(|group| group.iter().map(|at| other(*at)).sum::<f64>() / group.len() as f64)
            .collect();
        for (group, key) in groups.into_iter().zip(keys) {
            let port = self.port(self.x[vertex]);
            for segment in group {
                let ends = &mut self.ports.of_segment[segment];
                *(if is_top { &mut ends.1 } else { &mut ends.0 }) = port;
                self.ends[port].push((segment, !is_top));
            }
            found.push((key, port));
        }
        for (edge, other, is_tail) in beside {
            let port = self.port(self.x[vertex]);
            // What leads far to a side starts nearer to the middle than what leads less far.
            let far = 1e12;
            let key = if self.x[*other] > self.x[vertex] { far } else { -far } - self.x[*other];
            let (tail, head) = self.ports.of_edge[*edge].unwrap_or_default();
            self.ports.of_edge[*edge] = Some(if *is_tail { (port, head) } else { (tail, port) });
            found.push((key, port));
        }
        if found.is_empty() {
            return;
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let width = sheet.vertices[vertex].size.width;
        let is_box = match sheet.vertices[vertex].kind {
            super::sheet::Kind::Node(node) => graph.nodes[node].is_box,
            _ => false,
        };
        let margin = match (is_box, found.len()) {
            (false, 1) => width / 2.0,
            (false, _) => (width / 8.0).min(8.0),
            (true, _) => (width / 8.0).min(10.0),
        };
        let reach = width / 2.0 - margin;
        let (low, high) = (self.x[vertex] - reach, self.x[vertex] + reach);
        let ports = found.into_iter().map(|(_, port)| port).collect();
        self.sides.push(Side { ports, low, high });
    }

    /// Moves ports to where their lines are straight, as far as their order and distance allow.
    fn settle(&mut self) {
        let mut reach: Vec<Option<(f64, f64)>> = vec![None; self.ports.x.len()];
        for side in &self.sides {
            side.ports.iter().for_each(|port| reach[*port] = Some((side.low, side.high)));
        }
        for round in 0..6 {
            for side in 0..self.sides.len() {
                let ports = self.sides[side].ports.clone();
                let wanted: Vec<f64> =
                    ports.iter().map(|port| self.wanted(*port, &reach, round == 0)).collect();
                let Side { low, high, .. } = self.sides[side];
                let found = spread(&wanted, low, high);
                ports.iter().zip(found).for_each(|(port, x)| self.ports.x[*port] = x);
            }
        }
    }

    fn wanted(&self, port: usize, reach: &[Option<(f64, f64)>], is_first: bool) -> f64 {
        let Some((low, high)) = reach[port] else { return self.ports.x[port] };
        let ends = &self.ends[port];
        let target = |(segment, is_upper): &(usize, bool)| {
            let (upper, lower) = self.ports.of_segment[*segment];
            let other = if *is_upper { lower } else { upper };
            match reach[other] {
                Some((a, b)) if is_first => {
                    // The middle of what both can reach.
                    let (from, to) = (low.max(a), high.min(b));
                    if from <= to { (from + to) / 2.0 } else { (a + b) / 2.0 }
                }
                _ => self.ports.x[other],
            }
        };
        match ends.len() {
            0 => self.ports.x[port],
            1 => target(&ends[0]),
            many => {
                let middle = ends.iter().map(target).sum::<f64>() / many as f64;
                middle.clamp(low, high)
            }
        }
    }
}

/// The places nearest to those wanted, in their order, apart and within bounds: least squares by
/// pooling adjacent violators.
fn spread(wanted: &[f64], low: f64, high: f64) -> Vec<f64> {
    let count = wanted.len();
    let apart = if count > 1 { ((high - low) / (count - 1) as f64).min(APART) } else { 0.0 };
    let mut pools: Vec<(f64, usize)> = Vec::with_capacity(count);
    for (at, wanted) in wanted.iter().enumerate() {
        let (mut sum, mut all) = (wanted - at as f64 * apart, 1);
        while let Some((s, a)) =
            pools.last().copied().filter(|(s, a)| s / *a as f64 >= sum / all as f64)
        {
            (sum, all) = (sum + s, all + a);
            pools.pop();
        }
        pools.push((sum, all));
    }
    let most = high - apart * count.saturating_sub(1) as f64;
    let mut out = Vec::with_capacity(count);
    for (sum, all) in pools {
        let base = (sum / all as f64).min(most).max(low);
        for _ in 0..all {
            out.push(base + out.len() as f64 * apart);
        }
    }
    out
}
