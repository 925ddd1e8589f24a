//! Vertices of neighbouring layers that stand exactly below each other.

use super::gaps::Gaps;
use super::sheet::{Kind, Sheet};

/// By segment: whether it crosses one that has precedence in being straight: borders of groups
/// before pieces between lanes, and these before others. Takes O(m log m).
pub(super) fn conflicts(sheet: &Sheet, position: &[usize]) -> Vec<bool> {
    let rank = |segment: usize| {
        let segment = &sheet.segments[segment];
        let is_lane = |vertex: usize| sheet.vertices[vertex].kind == Kind::Lane;
        match segment.is_border {
            true => 2,
            false => usize::from(is_lane(segment.upper) && is_lane(segment.lower)),
        }
    };
    let mut banned = vec![false; sheet.segments.len()];
    for layer in &sheet.layers {
        let mut all: Vec<(usize, usize, usize)> = Vec::new();
        for upper in layer {
            all.extend(sheet.below[*upper].iter().map(|segment| {
                let lower = sheet.segments[*segment].lower;
                (position[*upper], position[lower], *segment)
            }));
        }
        all.sort_unstable();
        for precedence in [2, 1] {
            // From the left: the rightmost lower end of what starts further left and has
            // precedence; from the right the leftmost.
            let mut ban = |order: &mut dyn Iterator<Item = &(usize, usize, usize)>, sign: i64| {
                let (mut most, mut pending) = (i64::MIN, i64::MIN);
                let mut last = None;
                for (upper, lower, segment) in order {
                    if last != Some(*upper) {
                        most = most.max(pending);
                        last = Some(*upper);
                    }
                    let end = *lower as i64 * sign;
                    if rank(*segment) < precedence && end < most {
                        banned[*segment] = true;
                    }
                    if rank(*segment) == precedence {
                        pending = pending.max(end);
                    }
                }
            };
            ban(&mut all.iter(), 1);
            ban(&mut all.iter().rev(), -1);
        }
    }
    banned
}

/// The first vertex of the block of each vertex: each is aligned with the median of its neighbours
/// on the layer before it where that may be and crosses no alignment made before.
pub(super) fn align(
    sheet: &Sheet,
    position: &[usize],
    down: bool,
    rightwards: bool,
    may: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let count = sheet.vertices.len();
    let mut roots: Vec<usize> = (0..count).collect();
    let mut taken = vec![false; count];
    let layers = sheet.layers.len();
    let place = |vertex: usize| {
        let at = position[vertex] as i64;
        if rightwards { at } else { -at }
    };
    for step in 1..layers {
        let layer = if down { step } else { layers - 1 - step };
        let mut last = i64::MIN;
        let mut vertices = sheet.layers[layer].clone();
        if !rightwards {
            vertices.reverse();
        }
        for vertex in vertices {
            let segments = if down { &sheet.above[vertex] } else { &sheet.below[vertex] };
            let other = |segment: usize| {
                let segment = &sheet.segments[segment];
                if down { segment.upper } else { segment.lower }
            };
            let mut ends: Vec<(i64, usize, usize)> = segments
                .iter()
                .map(|segment| (place(other(*segment)), other(*segment), *segment))
                .collect();
            ends.sort_unstable();
            if ends.is_empty() {
                continue;
            }
            let (low, high) = ((ends.len() - 1) / 2, ends.len() / 2);
            for (at, neighbour, segment) in ends[low..=high].iter().copied() {
                if !taken[neighbour] && last < at && may(segment) {
                    roots[vertex] = roots[neighbour];
                    taken[neighbour] = true;
                    last = at;
                    break;
                }
            }
        }
    }
    roots
}

/// Blocks and the distances that they keep.
pub(super) struct Blocks {
    /// By vertex.
    pub of: Vec<usize>,
    pub members: Vec<Vec<usize>>,
    /// By block: those right of it, and how far at least.
    pub after: Vec<Vec<(usize, f64)>>,
    pub before: Vec<Vec<(usize, f64)>>,
    /// Every block after those left of it.
    pub order: Vec<usize>,
}

impl Blocks {
    pub(super) fn new(sheet: &Sheet, gaps: &Gaps, roots: &[usize]) -> Blocks {
        let count = roots.len();
        let mut number = vec![usize::MAX; count];
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut of = vec![0; count];
        for layer in &sheet.layers {
            for vertex in layer {
                let root = roots[*vertex];
                if number[root] == usize::MAX {
                    number[root] = members.len();
                    members.push(Vec::new());
                }
                of[*vertex] = number[root];
                members[number[root]].push(*vertex);
            }
        }
        let blocks = members.len();
        let (mut after, mut before) = (vec![Vec::new(); blocks], vec![Vec::new(); blocks]);
        for layer in &sheet.layers {
            for pair in layer.windows(2) {
                let (a, b) = (of[pair[0]], of[pair[1]]);
                let gap = gaps.between(sheet, pair[0], pair[1]);
                after[a].push((b, gap));
                before[b].push((a, gap));
            }
        }
        let mut waiting: Vec<usize> = before.iter().map(Vec::len).collect();
        let mut order: Vec<usize> = (0..blocks).filter(|block| waiting[*block] == 0).collect();
        let mut at = 0;
        while at < order.len() {
            for (next, _) in &after[order[at]] {
                waiting[*next] -= 1;
                if waiting[*next] == 0 {
                    order.push(*next);
                }
            }
            at += 1;
        }
        Blocks { of, members, after, before, order }
    }

    /// The places of vertices when blocks are as far left (or right) as they can be, and then as
    /// near to what stands beyond them as that lets them.
    pub(super) fn compact(&self, leftmost: bool) -> Vec<f64> {
        let mut x = vec![0.0f64; self.members.len()];
        let least = |x: &[f64], block: usize| {
            self.before[block]
                .iter()
                .map(|(other, gap)| x[*other] + gap)
                .fold(f64::NEG_INFINITY, f64::max)
        };
        let most = |x: &[f64], block: usize| {
            self.after[block]
                .iter()
                .map(|(other, gap)| x[*other] - gap)
                .fold(f64::INFINITY, f64::min)
        };
        if leftmost {
            for block in self.order.iter().copied() {
                x[block] = least(&x, block).max(0.0);
            }
            for block in self.order.iter().rev().copied() {
                let most = most(&x, block);
                if most.is_finite() {
                    x[block] = x[block].max(most);
                }
            }
        } else {
            for block in self.order.iter().rev().copied() {
                x[block] = most(&x, block).min(0.0);
            }
            for block in self.order.iter().copied() {
                let least = least(&x, block);
                if least.is_finite() {
                    x[block] = x[block].min(least);
                }
            }
        }
        self.of.iter().map(|block| x[*block]).collect()
    }

    /// Moves blocks apart that are too near: each as far as the mean of what pushing all to the
    /// right and pushing all to the left would make of it.
    pub(super) fn part(&self, x: &mut [f64]) {
        let (mut right, mut left) = (x.to_vec(), x.to_vec());
        for block in self.order.iter().copied() {
            for (other, gap) in &self.before[block] {
                right[block] = right[block].max(right[*other] + gap);
            }
        }
        for block in self.order.iter().rev().copied() {
            for (other, gap) in &self.after[block] {
                left[block] = left[block].min(left[*other] - gap);
            }
        }
        for (at, x) in x.iter_mut().enumerate() {
            *x = (right[at] + left[at]) / 2.0;
        }
    }

    /// How far left and how far right each block may be, if all are to have room in a width from 0
    /// on, or in the least in which they have.
    pub(super) fn bounds(&self, width: f64) -> Vec<(f64, f64)> {
        let mut bounds = vec![(0.0f64, f64::INFINITY); self.members.len()];
        let mut all = width;
        for block in self.order.iter().copied() {
            for (other, gap) in &self.before[block] {
                bounds[block].0 = bounds[block].0.max(bounds[*other].0 + gap);
            }
            all = all.max(bounds[block].0);
        }
        for block in self.order.iter().rev().copied() {
            let beyond = self.after[block].iter().map(|(other, gap)| bounds[*other].1 - gap);
            bounds[block].1 = beyond.fold(all, f64::min);
        }
        bounds
    }
}
