//! How far right every vertex and every port stands.
//!
//! The first places are those of Brandes and Köpf, Fast and simple horizontal coordinate assignment
//! (2001): vertices are aligned with medians of their neighbours in four ways, each way is
//! compacted by longest paths over its blocks, and the median of the four counts. Borders of groups
//! are aligned before all else, so that they are straight in all four ways and in what comes of
//! them. Then vertices move towards their neighbours, and at last lines are made straight and frames
//! narrow.

use super::blocks::{Blocks, align, conflicts};
use super::gaps::Gaps;
use super::ports::{Hold, Ports, settle};
use super::sheet::{Kind, Sheet};
use super::tighten::{Places, tighten};

/// How often vertices move towards their neighbours.
const ROUNDS: usize = 40;

/// The middle of each vertex and the place of each port. Takes O(n + m log m) for n vertices and m
/// segments, and for making lines straight a time that is bounded by a constant.
pub(super) fn place(sheet: &Sheet, gaps: &Gaps, ports: &Ports) -> Places {
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
        // Lines that had to be straight past several rows would tie these to each other, and each
        // would make the others wider.
        let is_loose = sheet.width.is_some();
        segment.is_border
            || (!is_loose && is_lane(sheet, segment.upper) && is_lane(sheet, segment.lower))
    };
    let roots =
        align(sheet, &position, true, true, |segment| !banned[segment] && is_stiff(segment));
    let blocks = Blocks::new(sheet, gaps, &roots);
    let x = relax(sheet, &blocks, ports, &first);
    let (mut places, is_best) = tighten(sheet, &blocks, ports, &x);
    if !is_best {
        let links: Vec<(usize, usize)> = (0..sheet.segments.len())
            .filter(|segment| !sheet.segments[*segment].is_border)
            .map(|segment| ports.of_segment[segment])
            .collect();
        settle(ports, &links, &places.vertices, &mut places.ports);
    }
    Ports::round(&mut places.ports);
    places
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
    let width = |(least, most): &(f64, f64)| most - least;
    let narrowest = bounds.iter().copied().min_by(|a, b| width(a).total_cmp(&width(b)));
    let (least, most) = narrowest.unwrap_or_default();
    let shift = |way: usize| {
        if way.is_multiple_of(2) { least - bounds[way].0 } else { most - bounds[way].1 }
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
fn relax(sheet: &Sheet, blocks: &Blocks, ports: &Ports, first: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = blocks
        .members
        .iter()
        .map(|members| {
            members.iter().map(|vertex| first[*vertex]).sum::<f64>() / members.len().max(1) as f64
        })
        .collect();
    blocks.part(&mut x);
    let bounds = sheet.width.map(|width| blocks.bounds(width));
    if let Some(bounds) = &bounds {
        let (least, most) =
            x.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(*x), b.max(*x)));
        let all = bounds.iter().map(|(_, most)| *most).fold(0.0, f64::max);
        let factor = (all / (most - least).max(1.0)).min(1.0);
        x.iter_mut().for_each(|x| *x = (*x - least) * factor);
        blocks.part(&mut x);
        keep_within(bounds, &mut x);
    }
    let offset = |port: usize| match ports.all[port].hold {
        Hold::Fixed(offset) | Hold::Aside(offset, _) | Hold::Free { best: offset, .. } => offset,
    };
    let mut links = Vec::new();
    for (at, segment) in sheet.segments.iter().enumerate().filter(|(_, at)| !at.is_border) {
        let (upper, lower) = (blocks.of[segment.upper], blocks.of[segment.lower]);
        if upper != lower {
            let ends = [segment.upper, segment.lower];
            let lanes = ends.into_iter().filter(|at| is_lane(sheet, *at)).count();
            let (a, b) = ports.of_segment[at];
            links.push((upper, lower, offset(a) - offset(b), [2.0, 3.0, 6.0][lanes]));
        }
    }
    for _ in 0..ROUNDS {
        let mut sums = vec![(0.0, 0.0); x.len()];
        for (upper, lower, shift, weight) in links.iter().copied() {
            sums[upper].0 += (x[lower] - shift) * weight;
            sums[upper].1 += weight;
            sums[lower].0 += (x[upper] + shift) * weight;
            sums[lower].1 += weight;
        }
        for (x, (sum, all)) in x.iter_mut().zip(sums) {
            if all > 0.0 {
                *x = 0.3 * *x + 0.7 * sum / all;
            }
        }
        blocks.part(&mut x);
        if let Some(bounds) = &bounds {
            keep_within(bounds, &mut x);
        }
    }
    x
}

/// Moves blocks into their bounds, which keeps their distances.
fn keep_within(bounds: &[(f64, f64)], x: &mut [f64]) {
    x.iter_mut().zip(bounds).for_each(|(x, (least, most))| *x = x.max(*least).min(*most));
}
