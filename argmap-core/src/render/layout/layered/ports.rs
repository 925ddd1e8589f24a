//! Where on the borders of their nodes lines start and end.

use super::super::Graph;
use super::sheet::{Kind, Path, Sheet};

/// Lines leave a side this far apart if there is room.
const APART: f64 = 14.0;
/// A line that ends at the side of a small node comes up so far from its border, for the sake of
/// its arrowhead, and each further one so much further.
pub(super) const ASIDE: f64 = 15.0;
const MORE_ASIDE: f64 = 8.0;
/// Ports keep this distance from corners. A line that comes up beside a small node right above a box
/// passes the box then while the node's own line leads straight down to it.
const MARGIN: f64 = 8.0;
/// Places are multiples of so small a part of a point, so that equal ones are known as equal.
const GRID: f64 = 64.0;

/// How a port stands to its vertex.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Hold {
    /// So far right of its middle.
    Fixed(f64),
    /// Anywhere so far left or right of the middle, best at so far right of it.
    Free { reach: f64, best: f64 },
    /// Beyond the side of a small node, so far right of its middle; the line ends at the side, at
    /// this part of its height.
    Aside(f64, f64),
}

/// A point at which lines meet a vertex.
#[derive(Clone, Debug)]
pub(super) struct Port {
    pub vertex: usize,
    pub hold: Hold,
}

/// The ports at one side of a vertex, from left to right.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub ports: Vec<usize>,
    pub apart: f64,
}

/// Points at upper and lower sides of vertices.
#[derive(Clone, Debug, Default)]
pub(super) struct Ports {
    pub all: Vec<Port>,
    /// By segment: the port at its upper end and the one at its lower end.
    pub of_segment: Vec<(usize, usize)>,
    /// By edge that runs between vertices of one layer: its ports, at their lower sides.
    pub of_edge: Vec<Option<(usize, usize)>>,
    /// By edge that runs straight from one box to the next on its layer: the left one and the right
    /// one.
    pub straight: Vec<Option<(usize, usize)>>,
    /// The sides with ports that are free.
    pub sides: Vec<Side>,
    /// By vertex: how much room its ports take beyond its left and its right side.
    pub beyond: Vec<(f64, f64)>,
}

/// Makes the ports for vertices in their order. Takes O(m log m).
pub(super) fn ports(sheet: &Sheet, graph: &Graph) -> Ports {
    let mut position = vec![0; sheet.vertices.len()];
    for layer in &sheet.layers {
        layer.iter().enumerate().for_each(|(at, vertex)| position[*vertex] = at);
    }
    let mut ports = Ports {
        of_segment: vec![(0, 0); sheet.segments.len()],
        of_edge: vec![None; graph.edges.len()],
        straight: vec![None; graph.edges.len()],
        beyond: vec![(0.0, 0.0); sheet.vertices.len()],
        ..Ports::default()
    };
    for vertex in (0..sheet.vertices.len()).filter(|vertex| !sheet.is_node(*vertex)) {
        let port = ports.add(vertex);
        sheet.below[vertex].iter().for_each(|segment| ports.of_segment[*segment].0 = port);
        sheet.above[vertex].iter().for_each(|segment| ports.of_segment[*segment].1 = port);
    }
    let mut beside = vec![Vec::new(); sheet.vertices.len()];
    let mut loops = vec![false; sheet.vertices.len()];
    for path in &sheet.paths {
        if let Path::Loop(vertex) = path {
            loops[*vertex] = true;
        }
    }
    let is_plain = |vertex: usize| match sheet.vertices[vertex].kind {
        Kind::Node(node) => graph.nodes[node].is_box && !loops[vertex],
        _ => false,
    };
    for (edge, path) in sheet.paths.iter().enumerate() {
        let Path::Beside(tail, head) = path else { continue };
        let (a, b) = (position[*tail], position[*head]);
        if a.abs_diff(b) == 1 && is_plain(*tail) && is_plain(*head) {
            let (left, right) = if a < b { (*tail, *head) } else { (*head, *tail) };
            ports.straight[edge] = Some((left, right));
        } else {
            beside[*tail].push((edge, *head, true));
            beside[*head].push((edge, *tail, false));
        }
    }
    for (vertex, data) in sheet.vertices.iter().enumerate() {
        if let Kind::Node(node) = data.kind {
            let is_box = graph.nodes[node].is_box;
            let (position, ports, has_loop) = (&position, &mut ports, loops[vertex]);
            let mut maker = Maker { sheet, position, ports, vertex, is_box, has_loop };
            maker.top();
            maker.bottom(&beside[vertex]);
        }
    }
    ports
}

impl Ports {
    fn add(&mut self, vertex: usize) -> usize {
        self.all.push(Port { vertex, hold: Hold::Fixed(0.0) });
        self.all.len() - 1
    }

    /// Rounds places so that equal ones are known as equal.
    pub(super) fn round(x: &mut [f64]) {
        x.iter_mut().for_each(|x| *x = (*x * GRID).round() / GRID);
    }
}

/// Makes the ports of one node.
struct Maker<'m> {
    sheet: &'m Sheet,
    position: &'m [usize],
    ports: &'m mut Ports,
    vertex: usize,
    is_box: bool,
    /// Whether a line leads from it to itself, at its right.
    has_loop: bool,
}

impl Maker<'_> {
    fn top(&mut self) {
        let sheet = self.sheet;
        let mut found = Vec::new();
        let mut shared = None;
        let mut meeting: Vec<usize> = Vec::new();
        for at in sheet.above[self.vertex].iter().copied() {
            let segment = &sheet.segments[at];
            let port = if segment.meets_below {
                meeting.push(self.position[segment.upper]);
                *shared.get_or_insert_with(|| self.ports.add(self.vertex))
            } else {
                let port = self.ports.add(self.vertex);
                found.push((self.position[segment.upper] as f64, port));
                port
            };
            self.ports.of_segment[at].1 = port;
        }
        found.extend(shared.map(|port| (mean(&meeting), port)));
        self.side(found);
    }

    fn bottom(&mut self, beside: &[(usize, usize, bool)]) {
        let sheet = self.sheet;
        let below = &sheet.below[self.vertex];
        let mut found = Vec::new();
        let mut aside = (Vec::new(), Vec::new());
        let meets = |at: &&usize| sheet.segments[**at].meets_above;
        let places = |at: &usize| self.position[sheet.segments[*at].lower];
        let meeting: Vec<usize> = below.iter().filter(meets).map(places).collect();
        let middle = mean(&meeting);
        if !meeting.is_empty() {
            let port = self.ports.add(self.vertex);
            below.iter().filter(meets).for_each(|at| self.ports.of_segment[*at].0 = port);
            found.push((middle, port));
        }
        for at in below.iter().copied().filter(|at| !sheet.segments[*at].meets_above) {
            let place = self.position[sheet.segments[at].lower] as f64;
            let port = self.ports.add(self.vertex);
            self.ports.of_segment[at].0 = port;
            // What aims at where others meet comes from the side.
            let is_left = place < middle || self.has_loop;
            match (self.is_box || meeting.is_empty(), is_left) {
                (true, _) => found.push((place, port)),
                (false, true) => aside.0.push((place, port)),
                (false, false) => aside.1.push((place, port)),
            }
        }
        for (edge, other, is_tail) in beside {
            let port = self.ports.add(self.vertex);
            // What leads far to a side starts nearer to the middle than what leads less far.
            let (own, other) = (self.position[self.vertex], self.position[*other] as f64);
            let far = if other > own as f64 { 1e12 } else { -1e12 };
            let (tail, head) = self.ports.of_edge[*edge].unwrap_or_default();
            self.ports.of_edge[*edge] = Some(if *is_tail { (port, head) } else { (tail, port) });
            found.push((far - other, port));
        }
        self.aside(aside.0, aside.1);
        self.side(found);
    }

    /// Spreads ports over the upper or lower side.
    fn side(&mut self, mut found: Vec<(f64, usize)>) {
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        let count = found.len();
        let width = self.sheet.vertices[self.vertex].size.width;
        let margin = (width / 8.0).min(MARGIN);
        let reach = width / 2.0 - margin;
        let apart = APART.min(2.0 * reach / count.saturating_sub(1).max(1) as f64);
        for (at, (_, port)) in found.iter().enumerate() {
            let best = (at as f64 - (count as f64 - 1.0) / 2.0) * apart;
            self.ports.all[*port].hold =
                if self.is_box { Hold::Free { reach, best } } else { Hold::Fixed(best) };
        }
        if self.is_box && count > 0 {
            let ports = found.into_iter().map(|(_, port)| port).collect();
            self.ports.sides.push(Side { ports, apart });
        }
    }

    /// Puts ports beside a small node.
    fn aside(&mut self, mut left: Vec<(f64, usize)>, mut right: Vec<(f64, usize)>) {
        left.sort_by(|a, b| b.0.total_cmp(&a.0));
        right.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = self.sheet.vertices[self.vertex].size.width / 2.0;
        for (ports, sign) in [(&left, -1.0), (&right, 1.0)] {
            let mut beyond = 0.0;
            for (at, (_, port)) in ports.iter().enumerate() {
                beyond = ASIDE + at as f64 * MORE_ASIDE;
                // The nearest comes in lowest.
                let part = 1.0 - (at + 1) as f64 / (ports.len() + 1) as f64;
                self.ports.all[*port].hold = Hold::Aside(sign * (half + beyond), part);
            }
            let own = &mut self.ports.beyond[self.vertex];
            *(if sign < 0.0 { &mut own.0 } else { &mut own.1 }) = beyond;
        }
    }
}

fn mean(places: &[usize]) -> f64 {
    places.iter().sum::<usize>() as f64 / places.len().max(1) as f64
}

/// Moves the free ports of sides to where their lines are straight, as far as their order and
/// distance allow, when the vertices stand at `x`; for where nothing better was found. Linear.
pub(super) fn settle(ports: &Ports, links: &[(usize, usize)], x: &[f64], place: &mut [f64]) {
    let mut ends: Vec<Vec<usize>> = vec![Vec::new(); ports.all.len()];
    for (a, b) in links {
        ends[*a].push(*b);
        ends[*b].push(*a);
    }
    for _ in 0..6 {
        for side in &ports.sides {
            let wanted: Vec<f64> = side
                .ports
                .iter()
                .map(|port| {
                    let sum: f64 = ends[*port].iter().map(|other| place[*other]).sum();
                    if ends[*port].is_empty() {
                        place[*port]
                    } else {
                        sum / ends[*port].len() as f64
                    }
                })
                .collect();
            let Hold::Free { reach, .. } = ports.all[side.ports[0]].hold else { continue };
            let middle = x[ports.all[side.ports[0]].vertex];
            let found = spread(&wanted, middle - reach, middle + reach, side.apart);
            side.ports.iter().zip(found).for_each(|(port, x)| place[*port] = x);
        }
    }
}

/// The places nearest to those wanted, in their order, apart and within bounds: least squares by
/// pooling adjacent violators.
fn spread(wanted: &[f64], low: f64, high: f64, apart: f64) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::with_capacity(wanted.len());
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
    let most = high - apart * wanted.len().saturating_sub(1) as f64;
    let mut out = Vec::with_capacity(wanted.len());
    for (sum, all) in pools {
        let base = (sum / all as f64).min(most).max(low);
        for _ in 0..all {
            out.push(base + out.len() as f64 * apart);
        }
    }
    out
}
