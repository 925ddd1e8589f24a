//! Where the parts of a picture stand and how its lines run.
//!
//! A [`Graph`] is what is to be laid out: boxes of known size, the groups they stand in, and the
//! lines between them. A [`LayoutEngine`] makes a [`Layout`] of it. Neither knows of claims.
//!
//! Lengths are points of the picture, of which a line of type takes about 16; x grows to the right
//! and y downwards.

pub mod faults;
pub mod geometry;
pub mod graphviz;
pub mod layered;
pub(super) mod ranks;

pub use geometry::{Point, Rect, Size};
pub use layered::Layered;

use super::Direction;

/// What is to be laid out.
#[derive(Clone, Debug)]
pub struct Graph {
    /// The boxes and the small nodes in which lines meet.
    pub nodes: Vec<Node>,
    /// The lines.
    pub edges: Vec<Edge>,
    /// The groups, each after the one around it.
    pub groups: Vec<Group>,
    /// Where the heads of lines stand, seen from their tails.
    pub direction: Direction,
    /// How wide the picture should be at most; it may become wider where a single row of it is.
    pub width: Option<f64>,
}

/// A part that takes room.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its room.
    pub size: Size,
    /// Whether it is a box, and not a small node in which lines meet.
    pub is_box: bool,
    /// Whether, being small, it should stand close to what it leads to, not to what leads to it.
    pub stays_high: bool,
    /// The place in [`Graph::groups`] of the innermost group that it stands in.
    pub group: Option<usize>,
    /// The rank that it must stand on, counted from where heads stand, if that is said of every
    /// node: even for boxes, odd for small nodes.
    pub rank: Option<usize>,
}

/// A line from one node to another.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// The place in [`Graph::nodes`] of where it starts.
    pub tail: usize,
    /// The place in [`Graph::nodes`] of where it ends.
    pub head: usize,
    /// Whether its head should stand before its tail in the picture's direction; others, such as
    /// those of conflicts, run as they may.
    pub is_directed: bool,
    /// Whether it may meet, in one point, the other edges with the same head for which this holds:
    /// such as premises that are linked.
    pub meets_at_head: bool,
}

/// A frame around nodes and other groups.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// The place in [`Graph::groups`] of the group around it, which is earlier.
    pub parent: Option<usize>,
    /// The room of its title, which stands at the top left, inside the frame.
    pub title: Size,
}

/// Where everything is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The room that the picture takes, from the origin.
    pub size: Size,
    /// By place in [`Graph::nodes`].
    pub nodes: Vec<Rect>,
    /// By place in [`Graph::groups`]; nothing for a group in which nothing stands.
    pub groups: Vec<Option<Frame>>,
    /// By place in [`Graph::edges`], from tail to head.
    pub routes: Vec<Route>,
}

/// Where a group is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The frame.
    pub frame: Rect,
    /// The room of its title.
    pub title: Rect,
}

/// How a line runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// The corners, ends included; of curves, the points and control points of cubic Bézier curves.
    pub points: Vec<Point>,
    /// Whether it is a chain of cubic Bézier curves and no chain of straight lines.
    pub is_curved: bool,
}

/// What finds places for the parts of a graph.
///
/// Implementations must keep these promises for every graph: no two nodes overlap, frames hold what
/// stands in them and nothing else, siblings among them do not overlap, routes start and end on the
/// borders of their nodes, and the same graph gives the same layout.
pub trait LayoutEngine {
    /// Lays a graph out.
    fn lay_out(&self, graph: &Graph) -> Result<Layout, LayoutError>;
}

/// Why a graph was not laid out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LayoutError {
    /// An engine outside of this library failed.
    #[error("{0}")]
    Failed(String),
}
