//! Straight lines and narrow frames: the horizontal places as a linear program.
//!
//! Its variables are blocks and free ports. It keeps the distances of blocks, the order of ports and
//! their bounds, and makes the weighted sum of the following least: how far lines run sideways, how
//! far ports are from where they are best, and how wide frames and the picture are (after Gansner
//! and others 1993, §4.2, who have no ports).

use super::blocks::Blocks;
use super::ports::{Hold, Ports};
use super::sheet::{Kind, Path, Sheet};
use super::simplex::{self, Arc};

/// The places of vertices and ports.
pub(super) struct Places {
    pub vertices: Vec<f64>,
    pub ports: Vec<f64>,
}

/// The program's unit is so small a part of a point.
const STEPS: f64 = 8.0;
/// How often an arc may be looked at.
const WORK: usize = 40_000_000;
/// What a point that a line runs sideways costs, if none, one or two of its ends are lanes.
const LINE: [i64; 3] = [6, 6, 8];
/// What a point costs that a line between boxes of one layer is long.
const BESIDE: i64 = 2;
/// What a point costs that a port is away from where it is best.
const PORT: i64 = 1;
/// What a point of a frame's width costs.
const FRAME: i64 = 6;
/// What a point of the picture's width costs.
const PAGE: i64 = 8;

/// How often the costs of lines are weighed anew: as in Candès, Wakin and Boyd, Enhancing sparsity
/// by reweighted l1 minimization (2008), so that few lines bend.
const ROUNDS: usize = 4;
/// How many times as much a straight line costs as one that bends by far more than [`NEAR`].
const DEAR: i64 = 20;
const NEAR: f64 = 16.0;

/// A program in the making.
struct Program<'p> {
    blocks: &'p Blocks,
    ports: &'p Ports,
    arcs: Vec<Arc>,
    x: Vec<i64>,
    /// The first of the two arcs of every line, and what it costs.
    lines: Vec<(usize, i64)>,
    /// By port: its variable, and how far right of it the port is.
    of_port: Vec<(usize, i64)>,
}

fn scaled(x: f64) -> i64 {
    (x * STEPS).round() as i64
}

/// Improves the places of blocks and finds those of ports; and whether they are the best.
pub(super) fn tighten(sheet: &Sheet, blocks: &Blocks, ports: &Ports, x: &[f64]) -> (Places, bool) {
    let (arcs, of_port) = (Vec::new(), Vec::new());
    let lines = Vec::new();
    let mut program = Program { blocks, ports, arcs, x: Vec::new(), lines, of_port };
    program.add_blocks(x);
    program.add_ports();
    program.add_frames(sheet);
    for (at, segment) in sheet.segments.iter().enumerate().filter(|(_, at)| !at.is_border) {
        let ends = [segment.upper, segment.lower].into_iter();
        let lanes = ends.filter(|end| sheet.vertices[*end].kind == Kind::Lane).count();
        let (a, b) = ports.of_segment[at];
        let (a, b) = (program.of_port[a], program.of_port[b]);
        if a.0 != b.0 {
            program.lines.push((program.arcs.len(), LINE[lanes]));
        }
        program.pull(a, b, LINE[lanes]);
    }
    for (edge, path) in sheet.paths.iter().enumerate() {
        if let (Path::Beside(..), Some((a, b))) = (path, ports.of_edge[edge]) {
            let (a, b) = (program.of_port[a], program.of_port[b]);
            program.pull(a, b, BESIDE);
        }
    }
    for (left, right) in ports.straight.iter().flatten() {
        program.pull((blocks.of[*left], 0), (blocks.of[*right], 0), BESIDE);
    }
    let Program { mut arcs, mut x, of_port, lines, .. } = program;
    let mut is_best = simplex::improve(&mut x, &arcs, WORK);
    for _ in 0..ROUNDS {
        // What is nearly straight becomes dearer and so straight, at the cost of what is not.
        for (arc, weight) in &lines {
            let [a, b] = [arcs[*arc], arcs[*arc + 1]];
            let bend = (x[a.to] - x[a.from] - a.length) + (x[b.to] - x[b.from] - b.length);
            let factor = (DEAR * scaled(NEAR)) / (bend + scaled(NEAR));
            arcs[*arc..*arc + 2].iter_mut().for_each(|arc| arc.weight = weight * factor.max(1));
        }
        is_best &= simplex::improve(&mut x, &arcs, WORK / 4);
    }
    centre(sheet, blocks, ports, &of_port, &mut x);
    let place = |at: i64| at as f64 / STEPS;
    let places = Places {
        vertices: blocks.of.iter().map(|block| place(x[*block])).collect(),
        ports: of_port.iter().map(|(variable, shift)| place(x[*variable] + shift)).collect(),
    };
    (places, is_best)
}

impl Program<'_> {
    fn arc(&mut self, from: usize, to: usize, length: i64, weight: i64) {
        self.arcs.push(Arc { from, to, length, weight });
    }

    fn add_blocks(&mut self, x: &[f64]) {
        // Distances are rounded up, so that none becomes too small.
        let gap = |gap: f64| (gap * STEPS).ceil() as i64;
        for (from, after) in self.blocks.after.iter().enumerate() {
            let mut after = after.clone();
            after.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            after.dedup_by_key(|(to, _)| *to);
            after.into_iter().for_each(|(to, length)| self.arc(from, to, gap(length), 0));
        }
        self.x = x.iter().map(|x| scaled(*x)).collect();
        for block in self.blocks.order.iter().copied() {
            for (other, length) in &self.blocks.before[block] {
                self.x[block] = self.x[block].max(self.x[*other] + gap(*length));
            }
        }
    }

    fn add_ports(&mut self) {
        for port in &self.ports.all {
            let block = self.blocks.of[port.vertex];
            let own = match port.hold {
                Hold::Fixed(shift) | Hold::Aside(shift, _) => (block, scaled(shift)),
                Hold::Free { best, .. } => {
                    self.x.push(self.x[block] + scaled(best));
                    (self.x.len() - 1, 0)
                }
            };
            self.of_port.push(own);
        }
        for side in &self.ports.sides {
            // Rounded down, so that all fit.
            let apart = (side.apart * STEPS).floor() as i64;
            for (at, port) in side.ports.iter().enumerate() {
                let (own, _) = self.of_port[*port];
                let Hold::Free { reach, best } = self.ports.all[*port].hold else { continue };
                let block = self.blocks.of[self.ports.all[*port].vertex];
                let reach = scaled(reach).max(scaled(best).abs());
                if at == 0 {
                    self.arc(block, own, -reach, 0);
                }
                if at + 1 == side.ports.len() {
                    self.arc(own, block, -reach, 0);
                } else {
                    let (next, _) = self.of_port[side.ports[at + 1]];
                    let apart = apart.min(self.x[next] - self.x[own]);
                    self.arc(own, next, apart, 0);
                }
                self.pull((block, scaled(best)), (own, 0), PORT);
            }
        }
    }

    fn add_frames(&mut self, sheet: &Sheet) {
        let mut ends = vec![(0, 0); sheet.spans.len()];
        for (at, vertex) in sheet.vertices.iter().enumerate() {
            match (vertex.kind, vertex.cluster) {
                (Kind::Left, Some(group)) => ends[group].0 = self.blocks.of[at],
                (Kind::Right, Some(group)) => ends[group].1 = self.blocks.of[at],
                _ => {}
            }
        }
        for (group, (from, to)) in ends.into_iter().enumerate() {
            if let Some(span) = sheet.spans[group] {
                let weight = if sheet.width.is_some() {
                    FRAME.max(span.last as i64 - span.first as i64)
                } else {
                    FRAME
                };
                self.arc(from, to, 0, weight);
            }
        }
        let (left, right) = (self.x.len(), self.x.len() + 1);
        let (least, most) = (self.x.iter().min().copied(), self.x.iter().max().copied());
        self.x.extend([least.unwrap_or(0), most.unwrap_or(0)]);
        for block in 0..self.blocks.members.len() {
            if self.blocks.before[block].is_empty() {
                self.arc(left, block, 0, 0);
            }
            if self.blocks.after[block].is_empty() {
                self.arc(block, right, 0, 0);
            }
        }
        let page =
            if sheet.width.is_some() { PAGE.max(sheet.segments.len() as i64 / 8) } else { PAGE };
        self.arc(left, right, 0, page);
    }

    /// Makes the distance between two places cost something.
    fn pull(&mut self, (a, right_of_a): (usize, i64), (b, right_of_b): (usize, i64), weight: i64) {
        if a == b {
            return;
        }
        // A variable left of both: what it costs is their distance.
        let middle = self.x.len();
        self.x.push((self.x[a] + right_of_a).min(self.x[b] + right_of_b));
        self.arc(middle, a, -right_of_a, weight);
        self.arc(middle, b, -right_of_b, weight);
    }
}

/// Moves small nodes in which two lines meet, and the ports that they lead straight up to, midway
/// between the two, as far as there is room: so nothing looks as if it said more than the other.
fn centre(sheet: &Sheet, blocks: &Blocks, ports: &Ports, of_port: &[(usize, i64)], x: &mut [i64]) {
    let mut side_of = vec![None; ports.all.len()];
    for (side, data) in ports.sides.iter().enumerate() {
        data.ports.iter().enumerate().for_each(|(at, port)| side_of[*port] = Some((side, at)));
    }
    let gap = |gap: f64| (gap * STEPS).ceil() as i64;
    for vertex in (0..sheet.vertices.len()).filter(|vertex| sheet.is_node(*vertex)) {
        let ([up], [a, b]) = (&sheet.above[vertex][..], &sheet.below[vertex][..]) else { continue };
        let (meeting, head) = (ports.of_segment[*a].0, ports.of_segment[*up].0);
        let own = blocks.of[vertex];
        let (port, shift) = of_port[head];
        let is_straight = x[port] + shift == x[own];
        if meeting != ports.of_segment[*b].0 || ports.all[meeting].hold != Hold::Fixed(0.0) {
            continue;
        }
        let (Some((side, at)), Hold::Free { reach, .. }) = (side_of[head], ports.all[head].hold)
        else {
            continue;
        };
        let [low, high] = [a, b].map(|segment| {
            let (variable, shift) = of_port[ports.of_segment[*segment].1];
            x[variable] + shift
        });
        let mut by = (low + high) / 2 - x[own];
        // What stands beside the node, the ends of the box above it, and the ports beside its own.
        let limits_right = blocks.after[own].iter().map(|(other, length)| x[*other] - gap(*length));
        let limits_left = blocks.before[own].iter().map(|(other, length)| x[*other] + gap(*length));
        let middle = x[blocks.of[ports.all[head].vertex]];
        let beside = &ports.sides[side].ports;
        let apart = scaled(ports.sides[side].apart);
        let next = beside.get(at + 1).map(|next| x[of_port[*next].0] - apart);
        let last = at.checked_sub(1).map(|last| x[of_port[beside[last]].0] + apart);
        by = by.min(limits_right.min().map_or(by, |limit| limit - x[own]));
        by = by.max(limits_left.max().map_or(by, |limit| limit - x[own]));
        by = by.min(next.unwrap_or(i64::MAX).min(middle + scaled(reach)) - x[port]);
        by = by.max(last.unwrap_or(i64::MIN).max(middle - scaled(reach)) - x[port]);
        let bends = (low - x[own] - by).abs().min((high - x[own] - by).abs());
        if is_straight && bends > scaled(NEAR) && by.abs() > scaled(NEAR) {
            x[own] += by;
            x[port] += by;
        }
    }
}
