//! Between the picture and the frame in which the engine works: heads above tails.

use super::super::{Frame, Graph, Layout, Point, Rect, Size};
use crate::render::Direction;

/// Where, in the engine's frame, the titles of groups lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TitleSide {
    /// Above what stands in the group.
    #[default]
    Above,
    /// Below it.
    Below,
    /// At its left, turned, from the top down or from the bottom up.
    Along {
        /// From the bottom up.
        from_bottom: bool,
    },
}

/// Where titles lie for a direction.
pub(super) fn title_side(direction: Direction) -> TitleSide {
    match direction {
        Direction::Up => TitleSide::Above,
        Direction::Down => TitleSide::Below,
        Direction::Left => TitleSide::Along { from_bottom: false },
        Direction::Right => TitleSide::Along { from_bottom: true },
    }
}

fn is_sideways(direction: Direction) -> bool {
    matches!(direction, Direction::Left | Direction::Right)
}

/// Longer sides are cut, so that no sum of them is too large to count with.
const LONGEST: f64 = 1e9;

/// The graph with sizes as they are in the engine's frame.
pub(super) fn turned(graph: &Graph) -> Graph {
    let mut out = graph.clone();
    let side = |side: f64| if side.is_nan() { 0.0 } else { side.clamp(0.0, LONGEST) };
    let cut = |size: Size| Size { width: side(size.width), height: side(size.height) };
    out.nodes.iter_mut().for_each(|node| node.size = cut(node.size));
    out.groups.iter_mut().for_each(|group| group.title = cut(group.title));
    if is_sideways(graph.direction) {
        let turn = |size: Size| Size { width: size.height, height: size.width };
        out.nodes.iter_mut().for_each(|node| node.size = turn(node.size));
        out.groups.iter_mut().for_each(|group| group.title = turn(group.title));
    }
    out
}

/// Turns a layout from the engine's frame to the picture's.
pub(super) fn turn_back(layout: &mut Layout, direction: Direction) {
    let height = layout.size.height;
    let point = |point: Point| match direction {
        Direction::Up => point,
        Direction::Down => Point { x: point.x, y: height - point.y },
        Direction::Left => Point { x: point.y, y: point.x },
        Direction::Right => Point { x: height - point.y, y: point.x },
    };
    let rect = |rect: Rect| {
        let (width, height) = if is_sideways(direction) {
            (rect.height, rect.width)
        } else {
            (rect.width, rect.height)
        };
        let a = point(Point { x: rect.x, y: rect.y });
        let b = point(Point { x: rect.right(), y: rect.bottom() });
        Rect { x: a.x.min(b.x), y: a.y.min(b.y), width, height }
    };
    layout.nodes.iter_mut().for_each(|node| *node = rect(*node));
    layout.groups.iter_mut().flatten().for_each(|group| {
        *group = Frame { frame: rect(group.frame), title: rect(group.title) };
    });
    let points = layout.routes.iter_mut().flat_map(|route| &mut route.points);
    points.for_each(|at| *at = point(*at));
    if is_sideways(direction) {
        let Size { width, height } = layout.size;
        layout.size = Size { width: height, height: width };
    }
}
