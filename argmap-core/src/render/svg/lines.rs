//! Lines and their heads.

use super::shapes::number_of;
use super::{number, put, xml};
use crate::render::diagram::{Diagram, Line, Sign};
use crate::render::layout::{Point, Rect, Route};

/// The radius of a line's corners.
const CORNER: f64 = 5.0;

/// A line with its head.
pub(super) fn line(out: &mut String, diagram: &Diagram, line: &Line, route: &Route) {
    let strict = if line.is_strict { " strict" } else { "" };
    let idle = if line.is_idle { " idle" } else { "" };
    let [tail, head] = [line.tail, line.head].map(|end| number_of(&diagram.nodes[end]));
    let part = line.part.index();
    put(
        out,
        format_args!(
            "<g class=\"line {}{strict}{idle}\" data-part=\"{part}\" data-tail=\"{tail}\" \
             data-head=\"{head}\">",
            word(line.sign)
        ),
    );
    if !line.tooltip.is_empty() {
        put(out, format_args!("<title>{}</title>", xml(&line.tooltip)));
    }
    out.push('\n');
    let path = path(route);
    if let Some(role) = line.roles.first() {
        put(out, format_args!("<path class=\"glow {role}\" d=\"{path}\"/>\n"));
    }
    put(out, format_args!("<path class=\"run\" d=\"{path}\"/>\n"));
    if line.is_strict {
        put(out, format_args!("<path class=\"gap\" d=\"{path}\"/>\n"));
    }
    if line.has_head
        && let [.., before, end] = route.points[..]
    {
        heads(out, line.sign, before, end);
        if line.sign == Sign::Conflict {
            heads(out, line.sign, route.points[1], route.points[0]);
        }
    }
    out.push_str("</g>\n");
}

/// The class of a sign.
fn word(sign: Sign) -> &'static str {
    match sign {
        Sign::Support => "support",
        Sign::Rebuttal => "rebuttal",
        Sign::Undercut => "undercut",
        Sign::Warrant => "warrant",
        Sign::Answer => "answer",
        Sign::Conflict => "conflict",
    }
}

/// A route as the data of a path, its corners rounded.
fn path(route: &Route) -> String {
    let points = &route.points;
    let Some(first) = points.first() else { return String::new() };
    let mut out = format!("M{} {}", number(first.x), number(first.y));
    if route.is_curved {
        for curve in points[1..].chunks_exact(3) {
            let [a, b, c] = [curve[0], curve[1], curve[2]].map(pair);
            out += &format!("C{a} {b} {c}");
        }
        return out;
    }
    for at in 1..points.len() {
        let here = points[at];
        let Some(next) = points.get(at + 1) else {
            out += &format!("L{}", pair(here));
            break;
        };
        let before = points[at - 1];
        let round = CORNER.min(distance(before, here) / 2.0).min(distance(here, *next) / 2.0);
        let (start, end) = (towards(here, before, round), towards(here, *next, round));
        out += &format!("L{}Q{} {}", pair(start), pair(here), pair(end));
    }
    out
}

fn pair(point: Point) -> String {
    format!("{} {}", number(point.x), number(point.y))
}

fn distance(a: Point, b: Point) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

/// The point so far from `from` on the way to `to`.
fn towards(from: Point, to: Point, by: f64) -> Point {
    let length = distance(from, to);
    if length == 0.0 {
        return from;
    }
    let share = by / length;
    Point { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

/// The head of a line that comes from `before` and ends at `end`.
fn heads(out: &mut String, sign: Sign, before: Point, end: Point) {
    let length = distance(before, end);
    let along = if length == 0.0 {
        Point { x: 0.0, y: -1.0 }
    } else {
        Point { x: (end.x - before.x) / length, y: (end.y - before.y) / length }
    };
    // A point so far back on the line and so far to its side.
    let at = |back: f64, side: f64| {
        pair(Point {
            x: end.x - along.x * back - along.y * side,
            y: end.y - along.y * back + along.x * side,
        })
    };
    let data = match sign {
        Sign::Support => format!("M{}L{}L{}Z", at(0.0, 0.0), at(8.0, -3.6), at(8.0, 3.6)),
        Sign::Answer => format!("M{}L{}L{}Z", at(0.5, 0.0), at(8.0, -3.6), at(8.0, 3.6)),
        Sign::Rebuttal => format!("M{}L{}", at(2.5, -5.0), at(2.5, 5.0)),
        Sign::Undercut => {
            format!("M{}L{}L{}L{}Z", at(0.5, 0.0), at(5.0, -3.6), at(9.5, 0.0), at(5.0, 3.6))
        }
        Sign::Warrant => {
            let round = |from: &str, to: &str| format!("M{from}A2.6 2.6 0 1 1 {to}Z");
            round(&at(0.4, 0.0), &at(0.4, 0.1))
        }
        Sign::Conflict => {
            format!("M{}L{}M{}L{}", at(2.0, -4.5), at(9.0, 4.5), at(2.0, 4.5), at(9.0, -4.5))
        }
    };
    put(out, format_args!("<path class=\"head\" d=\"{data}\"/>\n"));
}

/// A line of the legend.
pub(super) fn sample(out: &mut String, sign: Sign, more: &str, at: Rect) {
    let y = at.y + at.height / 2.0;
    // The head of a warrant is round: it would touch the words beside it.
    let room = if sign == Sign::Warrant { 6.0 } else { 1.0 };
    let (start, end) = (Point { x: at.x + 1.0, y }, Point { x: at.right() - room, y });
    put(out, format_args!("<g class=\"line {}{more}\">\n", word(sign)));
    let data = format!("M{}L{}", pair(start), pair(end));
    put(out, format_args!("<path class=\"run\" d=\"{data}\"/>\n"));
    if more.contains("strict") {
        put(out, format_args!("<path class=\"gap\" d=\"{data}\"/>\n"));
    }
    heads(out, sign, start, end);
    if sign == Sign::Conflict {
        heads(out, sign, end, start);
    }
    out.push_str("</g>\n");
}

/// Premises that meet, for the legend.
pub(super) fn linked(out: &mut String, at: Rect) {
    let middle = at.center();
    let start = Point { x: at.x + 1.0, y: middle.y };
    let end = Point { x: at.right() - 1.0, y: middle.y };
    put(out, format_args!("<g class=\"line support\">\n"));
    let upper = Point { x: start.x, y: at.y + 2.0 };
    let lower = Point { x: start.x, y: at.bottom() - 2.0 };
    for from in [upper, lower] {
        let (x, y) = (number(middle.x - 4.0), number(middle.y));
        put(out, format_args!("<path class=\"run\" d=\"M{}H{x}V{y}\"/>\n", pair(from)));
    }
    put(out, format_args!("<path class=\"run\" d=\"M{}L{}\"/>\n", pair(middle), pair(end)));
    heads(out, Sign::Support, middle, end);
    let (x, y) = (number(middle.x - 4.0), number(middle.y));
    put(
        out,
        format_args!(
            "</g>\n<g class=\"node step support\"><circle cx=\"{x}\" cy=\"{y}\" r=\"4\"/></g>\n"
        ),
    );
}
