//! The horizontal pieces of lines between neighbouring layers.
//!
//! What starts or ends in one point is a net with one horizontal piece, as in Sander, Layout of
//! directed hypergraphs with orthogonal hyperedges (2004). Pieces get tracks such that no two
//! vertical pieces lie on each other, and such that few lines cross; where the former goes round in
//! a circle, a net is split into two pieces.

use std::collections::BTreeSet;

use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

use super::ports::Ports;
use super::sheet::{Path, Sheet};

/// Vertical pieces nearer to each other than this must not run side by side.
const CLOSE: f64 = 5.0;
/// Horizontal pieces on one track keep this distance.
const CLEAR: f64 = 10.0;
/// So many pieces are compared with each other.
const MOST_COMPARED: usize = 800;

/// A horizontal piece.
#[derive(Clone, Debug, Default)]
struct Piece {
    /// Where vertical pieces lead up from it, from left to right.
    tops: Vec<f64>,
    bottoms: Vec<f64>,
    low: f64,
    high: f64,
    track: usize,
    /// If the net is split: the place at which the pieces are joined, and the lower piece.
    split: Option<(f64, usize)>,
}

/// How the nets of a channel run: the tracks of each.
#[derive(Clone, Copy, Debug)]
pub(super) enum Run {
    /// Straight down.
    Straight,
    /// On one track.
    Track(usize),
    /// On one track to a place, and from there on another.
    Split(usize, f64, usize),
}

/// The runs of all lines.
pub(super) struct Channels {
    /// By segment.
    pub of_segment: Vec<Run>,
    /// By edge that runs between vertices of one layer.
    pub of_edge: Vec<Run>,
    /// By layer: how many tracks there are below it.
    pub tracks: Vec<usize>,
}

/// Finds tracks for all lines.
///
/// Takes O(k² log k) for channels with k horizontal pieces, and O(k log k + p) with p pairs of
/// overlapping ones where there are very many.
pub(super) fn channels(sheet: &Sheet, ports: &Ports, x: &[f64]) -> Channels {
    let mut out = Channels {
        of_segment: vec![Run::Straight; sheet.segments.len()],
        of_edge: vec![Run::Straight; sheet.paths.len()],
        tracks: vec![0; sheet.layers.len()],
    };
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); sheet.layers.len()];
    for (edge, path) in sheet.paths.iter().enumerate() {
        if let Path::Beside(tail, _) = path
            && ports.straight[edge].is_none()
        {
            beside[sheet.vertices[*tail].layer].push(edge);
        }
    }
    for (layer, vertices) in sheet.layers.iter().enumerate() {
        let segments: Vec<usize> = vertices
            .iter()
            .flat_map(|vertex| sheet.below[*vertex].iter().copied())
            .filter(|segment| !sheet.segments[*segment].is_border)
            .collect();
        out.channel(ports, x, layer, &segments, &beside[layer]);
    }
    out
}

impl Channels {
    fn channel(
        &mut self,
        ports: &Ports,
        x: &[f64],
        layer: usize,
        segments: &[usize],
        beside: &[usize],
    ) {
        // Nets: what has a port in common on either side.
        let mut joined = UnionFind::new(segments.len());
        let mut by_port: FxHashMap<(usize, bool), usize> = FxHashMap::default();
        for (at, segment) in segments.iter().enumerate() {
            let (upper, lower) = ports.of_segment[*segment];
            for key in [(upper, true), (lower, false)] {
                let first = *by_port.entry(key).or_insert(at);
                joined.union(first, at);
            }
        }
        let mut piece_of: Vec<Option<usize>> = vec![None; segments.len()];
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, segment) in segments.iter().enumerate() {
            let root = joined.find(at);
            let piece = *piece_of[root].get_or_insert_with(|| {
                pieces.push(Piece::default());
                pieces.len() - 1
            });
            piece_of[at] = Some(piece);
            let (upper, lower) = ports.of_segment[*segment];
            pieces[piece].tops.push(x[upper]);
            pieces[piece].bottoms.push(x[lower]);
        }
        let of_beside: Vec<usize> = beside
            .iter()
            .map(|edge| {
                let (tail, head) = ports.of_edge[*edge].unwrap_or_default();
                let tops = vec![x[tail], x[head]];
                pieces.push(Piece { tops, ..Piece::default() });
                pieces.len() - 1
            })
            .collect();
        pieces.iter_mut().for_each(Piece::tidy);
        let straight: Vec<f64> =
            pieces.iter().filter(|piece| piece.is_straight()).map(|piece| piece.low).collect();
        // Only what has a horizontal piece goes on.
        let mut number = vec![None; pieces.len()];
        let mut bent: Vec<Piece> = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            if !piece.is_straight() {
                number[at] = Some(bent.len());
                bent.push(piece.clone());
            }
        }
        let hard = untangle(&mut bent, &straight);
        self.tracks[layer] = assign(&mut bent, &hard);
        let run = |piece: usize| match number[piece] {
            None => Run::Straight,
            Some(at) => match bent[at].split {
                None => Run::Track(bent[at].track),
                Some((x, lower)) => Run::Split(bent[at].track, x, bent[lower].track),
            },
        };
        for (at, segment) in segments.iter().enumerate() {
            self.of_segment[*segment] = run(piece_of[at].unwrap_or_default());
        }
        for (edge, piece) in beside.iter().zip(of_beside) {
            self.of_edge[*edge] = run(piece);
        }
    }
}

impl Piece {
    /// Sorts its ends and finds how far it reaches.
    fn tidy(&mut self) {
        for ends in [&mut self.tops, &mut self.bottoms] {
            ends.sort_by(f64::total_cmp);
            ends.dedup();
        }
        let all = || self.tops.iter().chain(&self.bottoms).copied();
        self.low = all().fold(f64::INFINITY, f64::min);
        self.high = all().fold(f64::NEG_INFINITY, f64::max);
    }

    fn is_straight(&self) -> bool {
        self.high - self.low < 1e-6 && !self.bottoms.is_empty()
    }

    /// Whether the two cannot have the same track.
    fn is_near(&self, other: &Piece) -> bool {
        self.low < other.high + CLEAR && other.low < self.high + CLEAR
    }

    /// The crossings of two pieces, the one above the other.
    fn crossings_above(&self, below: &Piece) -> usize {
        count_within(&below.tops, self.low, self.high)
            + count_within(&self.bottoms, below.low, below.high)
    }
}

/// How many of sorted places lie between two.
fn count_within(places: &[f64], low: f64, high: f64) -> usize {
    let from = places.partition_point(|place| *place <= low);
    let to = places.partition_point(|place| *place < high);
    to.saturating_sub(from)
}

/// By piece: those that must be below it. Splits pieces until there is no circle among them.
fn untangle(pieces: &mut Vec<Piece>, straight: &[f64]) -> Vec<Vec<usize>> {
    loop {
        let hard = musts(pieces);
        let mut waiting = vec![0usize; pieces.len()];
        hard.iter().flatten().for_each(|below| waiting[*below] += 1);
        let mut open: Vec<usize> = (0..pieces.len()).filter(|at| waiting[*at] == 0).collect();
        let mut done = 0;
        while let Some(at) = open.pop() {
            done += 1;
            for below in &hard[at] {
                waiting[*below] -= 1;
                if waiting[*below] == 0 {
                    open.push(*below);
                }
            }
        }
        if done == pieces.len() {
            return hard;
        }
        // Upper halves need be below nothing and lower halves above nothing, so that what is on a
        // circle is whole.
        let Some(at) = on_circle(pieces, &hard, &waiting) else { return hard };
        let x = free_place(pieces, straight, &pieces[at]);
        let bottoms = std::mem::replace(&mut pieces[at].bottoms, vec![x]);
        let mut lower = Piece { tops: vec![x], bottoms, ..Piece::default() };
        lower.tidy();
        pieces[at].tidy();
        pieces[at].split = Some((x, pieces.len()));
        pieces.push(lower);
    }
}

/// Of the pieces on one circle the one with the fewest ends; all that are on circles wait for
/// others.
fn on_circle(pieces: &[Piece], hard: &[Vec<usize>], waiting: &[usize]) -> Option<usize> {
    let is_stuck = |at: &usize| waiting[*at] > 0;
    let mut before = vec![usize::MAX; pieces.len()];
    for at in (0..pieces.len()).filter(is_stuck) {
        hard[at].iter().for_each(|below| before[*below] = at);
    }
    // Walk back until something comes again.
    let mut at = (0..pieces.len()).find(is_stuck)?;
    let mut seen = vec![false; pieces.len()];
    while !std::mem::replace(&mut seen[at], true) {
        at = before[at];
    }
    let circle = std::iter::successors(Some(before[at]), |next| Some(before[*next]));
    let circle = circle.take_while(|next| *next != at).chain([at]);
    circle.min_by_key(|at| (pieces[*at].tops.len() + pieces[*at].bottoms.len(), *at))
}

/// A place away from all vertical pieces, as near to a piece as can be.
fn free_place(pieces: &[Piece], straight: &[f64], near: &Piece) -> f64 {
    let mut taken: Vec<f64> = straight.to_vec();
    for piece in pieces {
        taken.extend(piece.tops.iter().chain(&piece.bottoms));
    }
    taken.sort_by(f64::total_cmp);
    let middle = (near.low + near.high) / 2.0;
    let room = 2.0 * CLOSE + 2.0;
    let mut best = taken.last().map_or(0.0, |last| last + room / 2.0);
    let mut consider = |x: f64| {
        let distance = |x: f64| (x - middle).abs();
        if distance(x) < distance(best) {
            best = x;
        }
    };
    consider(taken.first().map_or(0.0, |first| first - room / 2.0));
    for pair in taken.windows(2).filter(|pair| pair[1] - pair[0] >= room) {
        consider(middle.clamp(pair[0] + room / 2.0, pair[1] - room / 2.0));
    }
    best
}

/// By piece: those that must be below it, since vertical pieces would lie on each other otherwise.
fn musts(pieces: &[Piece]) -> Vec<Vec<usize>> {
    let mut bottoms: Vec<(f64, usize)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        bottoms.extend(piece.bottoms.iter().map(|x| (*x, at)));
    }
    bottoms.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    for (at, piece) in pieces.iter().enumerate() {
        for x in &piece.tops {
            let from = bottoms.partition_point(|(other, _)| *other <= x - CLOSE);
            for (other, of) in &bottoms[from..] {
                if *other >= x + CLOSE {
                    break;
                }
                if *of != at {
                    below[at].push(*of);
                }
            }
        }
    }
    for (at, piece) in pieces.iter().enumerate() {
        if let Some((_, lower)) = piece.split {
            below[at].push(lower);
            below[lower].retain(|below| *below != at);
        }
    }
    for of in &mut below {
        of.sort_unstable();
        of.dedup();
    }
    below
}

/// By piece: the others that cannot have its track, and how many more lines cross if it is above.
/// Only if there are not too many.
fn preferences(pieces: &[Piece]) -> Vec<Vec<(usize, i64)>> {
    let count = pieces.len();
    let mut prefer: Vec<Vec<(usize, i64)>> = vec![Vec::new(); count];
    if count > MOST_COMPARED {
        return prefer;
    }
    let mut by_low: Vec<usize> = (0..count).collect();
    by_low.sort_by(|a, b| pieces[*a].low.total_cmp(&pieces[*b].low).then(a.cmp(b)));
    for (rank, a) in by_low.iter().copied().enumerate() {
        for b in by_low[rank + 1..].iter().copied() {
            let (first, second) = (&pieces[a], &pieces[b]);
            if !first.is_near(second) {
                break;
            }
            let more = first.crossings_above(second) as i64 - second.crossings_above(first) as i64;
            prefer[a].push((b, more));
            prefer[b].push((a, -more));
        }
    }
    prefer
}

/// Gives every piece a track; how many there are.
fn assign(pieces: &mut [Piece], hard: &[Vec<usize>]) -> usize {
    let count = pieces.len();
    if count == 0 {
        return 0;
    }
    let mut waiting = vec![0usize; count];
    hard.iter().flatten().for_each(|below| waiting[*below] += 1);
    let prefer = preferences(pieces);
    // By piece: what going first costs more than going after all others that are left.
    let mut costs: Vec<i64> =
        prefer.iter().map(|others| others.iter().map(|(_, more)| more).sum()).collect();
    let mut must_follow: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (above, of) in hard.iter().enumerate() {
        of.iter().for_each(|below| must_follow[*below].push(above));
    }
    let mut open: BTreeSet<(i64, usize)> =
        (0..count).filter(|at| waiting[*at] == 0).map(|at| (costs[at], at)).collect();
    let mut placed = vec![false; count];
    let mut tracks: Vec<Vec<usize>> = Vec::new();
    while let Some((_, at)) = open.pop_first() {
        placed[at] = true;
        // At least below what it must be below and what it should be below.
        let after = must_follow[at].iter().copied();
        let after = after.chain(
            prefer[at].iter().filter(|(other, more)| placed[*other] && *more > 0).map(|(o, _)| *o),
        );
        let least = after.map(|other| pieces[other].track + 1).max().unwrap_or(0);
        let mut track = least;
        while track < tracks.len()
            && tracks[track].iter().any(|other| pieces[*other].is_near(&pieces[at]))
        {
            track += 1;
        }
        if track == tracks.len() {
            tracks.push(Vec::new());
        }
        tracks[track].push(at);
        pieces[at].track = track;
        for (other, more) in &prefer[at] {
            if !placed[*other] {
                // Going first costs the other nothing more against what is placed.
                let is_open = open.remove(&(costs[*other], *other));
                costs[*other] += *more;
                if is_open {
                    open.insert((costs[*other], *other));
                }
            }
        }
        for below in &hard[at] {
            waiting[*below] -= 1;
            if waiting[*below] == 0 {
                open.insert((costs[*below], *below));
            }
        }
    }
    tracks.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces whose ends are at distinct places on each side.
    fn pieces() -> impl Strategy<Value = Vec<Piece>> {
        let ends = || Just((0..24).collect::<Vec<usize>>()).prop_shuffle();
        let counts = prop::collection::vec((1usize..3, 1usize..3), 1..12);
        (ends(), ends(), counts).prop_map(|(above, below, counts)| {
            let (mut above, mut below) = (above.into_iter(), below.into_iter());
            let take = |from: &mut std::vec::IntoIter<usize>, count: usize| {
                from.by_ref().take(count).map(|at| at as f64 * 3.0).collect::<Vec<f64>>()
            };
            let mut pieces: Vec<Piece> = counts
                .into_iter()
                .map(|(tops, bottoms)| Piece {
                    tops: take(&mut above, tops),
                    bottoms: take(&mut below, bottoms),
                    ..Piece::default()
                })
                .collect();
            pieces.iter_mut().for_each(Piece::tidy);
            pieces.retain(|piece| !piece.is_straight());
            pieces
        })
    }

    proptest! {
        #[test]
        fn no_two_pieces_lie_on_each_other(pieces in pieces()) {
            let mut pieces = pieces;
            let hard = untangle(&mut pieces, &[]);
            let tracks = assign(&mut pieces, &hard);
            for (at, piece) in pieces.iter().enumerate() {
                prop_assert!(piece.track < tracks);
                if let Some((_, lower)) = piece.split {
                    prop_assert!(piece.track < pieces[lower].track);
                }
                for (other, of) in pieces.iter().enumerate().filter(|(other, _)| *other != at) {
                    prop_assert!(piece.track != of.track || !piece.is_near(of));
                    // What leads up from the one and down from the other.
                    let same = |x: &f64| of.bottoms.iter().any(|y| (x - y).abs() < CLOSE);
                    let is_half = of.split.is_some_and(|(_, lower)| lower == at);
                    let meets = piece.tops.iter().any(same);
                    prop_assert!(!meets || is_half || piece.track < of.track, "{} {}", at, other);
                }
            }
        }
    }

    #[test]
    fn two_that_change_places_are_drawn_with_one_split() {
        let piece = |top: f64, bottom: f64| {
            let mut piece = Piece { tops: vec![top], bottoms: vec![bottom], ..Piece::default() };
            piece.tidy();
            piece
        };
        let mut pieces = vec![piece(0.0, 50.0), piece(50.0, 0.0)];
        let hard = untangle(&mut pieces, &[]);
        assert_eq!(pieces.len(), 3);
        assert_eq!(assign(&mut pieces, &hard), 3);
    }
}
