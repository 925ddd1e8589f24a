//! A picture with everything in its place: boxes, texts, lines, groups and the legend.
//!
//! [`Scene::new`] sets the texts of a [`Diagram`], has a [`LayoutEngine`] find places, and puts
//! title and legend around. Painters only have to draw what it says.

mod boxes;
mod legend;

pub use legend::{Legend, LegendItem, Sample};

use super::diagram::{Diagram, Node, Shape};
use super::layout::{
    self, Frame, Graph, Layout, LayoutEngine, LayoutError, Point, Rect, Route, Size,
};
use super::lettering::{Face, Font, Lettering};
use super::texts::Kind;
use super::{Direction, Options};
use boxes::Cell;

/// The room around everything, in points.
const MARGIN: f64 = 16.0;
/// The room between heading, picture and legend.
const GAP: f64 = 14.0;
/// A picture takes at least this width for its heading and legend.
const LEAST_WIDTH: f64 = 420.0;

/// How far the lower sheet of a folded box stands out, to the right and downwards.
pub const SHEET: f64 = 4.0;

/// How far a ring around what is pointed out stands out on all sides.
pub const RING: f64 = 5.0;

const TITLE: Font = Font { face: Face::Bold, size: 17.0 };
const NOTE: Font = Font { face: Face::Regular, size: 11.0 };
const GROUP_TITLE: Font = Font { face: Face::Bold, size: 12.0 };

/// A picture with everything in its place; lengths in points, x to the right and y downwards.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What is drawn.
    pub diagram: Diagram,
    /// The room that everything takes, from the origin.
    pub size: Size,
    /// The lines of the title and of the notes below it.
    pub heading: Vec<Text>,
    /// By place in [`Diagram::nodes`].
    pub nodes: Vec<Placed>,
    /// By place in [`Diagram::groups`]; nothing for a group in which nothing stands.
    pub groups: Vec<Option<Placed>>,
    /// By place in [`Diagram::lines`].
    pub routes: Vec<Route>,
    /// What explains the signs, if that is wanted.
    pub legend: Option<Legend>,
}

/// Something with a border and texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The border, or the ring around it.
    pub rect: Rect,
    /// The texts, all of which stand within.
    pub texts: Vec<Text>,
    /// Whether some of a text is left out.
    pub is_cut: bool,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Where its left end stands on the baseline.
    pub at: Point,
    /// How wide it is.
    pub width: f64,
    /// Its letters.
    pub font: Font,
    /// What it is.
    pub role: TextRole,
    /// What it says; XML can hold it.
    pub text: String,
}

/// What a line of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// The picture's title.
    Title,
    /// What must be known of the picture.
    Note,
    /// A group's title.
    Group,
    /// A paragraph in a box.
    Box(Kind),
    /// An explanation of a sign.
    Legend,
}

impl Text {
    /// The room it takes.
    pub fn rect(&self) -> Rect {
        let Font { .. } = self.font;
        Rect {
            x: self.at.x,
            y: self.at.y - self.font.ascent(),
            width: self.width,
            height: self.font.line_height(),
        }
    }

    fn shift(&mut self, by: Point) {
        self.at.x += by.x;
        self.at.y += by.y;
    }
}

impl Scene {
    /// Finds places for a diagram's parts; takes what the engine takes, and O(n) beyond.
    pub fn new(
        diagram: Diagram,
        options: &Options,
        engine: &dyn LayoutEngine,
    ) -> Result<Scene, LayoutError> {
        let lettering = Lettering::new();
        let cells: Vec<Cell> =
            diagram.nodes.iter().map(|node| Cell::new(node, &lettering)).collect();
        let titles: Vec<Cell> =
            diagram.groups.iter().map(|group| Cell::title(&group.title, &lettering)).collect();
        let graph = graph(&diagram, &cells, &titles, options);
        let layout = engine.lay_out(&graph)?;
        Ok(arrange(diagram, &cells, &titles, layout, &lettering, options))
    }
}

/// What is to be laid out of a diagram.
fn graph(diagram: &Diagram, cells: &[Cell], titles: &[Cell], options: &Options) -> Graph {
    let ranks = diagram.sides.map(|sides| facing(diagram, sides));
    let nodes =
        diagram.nodes.iter().zip(cells).enumerate().map(|(at, (node, cell))| layout::Node {
            size: cell.size,
            is_box: node.shape.is_box(),
            stays_high: node.stays_high,
            group: node.group,
            rank: ranks.as_ref().map(|ranks| ranks[at]),
        });
    let edges = diagram.lines.iter().map(|line| layout::Edge {
        tail: line.tail,
        head: line.head,
        is_directed: line.is_directed(),
        meets_at_head: !line.has_head
            && matches!(diagram.nodes[line.head].shape, Shape::Step { .. }),
    });
    let groups = diagram
        .groups
        .iter()
        .zip(titles)
        .map(|(group, title)| layout::Group { parent: group.parent, title: title.size });
    Graph {
        nodes: nodes.collect(),
        edges: edges.collect(),
        groups: groups.collect(),
        // Sides face each other from left to right.
        direction: if diagram.sides.is_some() { Direction::Left } else { options.direction },
        width: options.width,
    }
}

/// The ranks of a picture with one side on the left, the other on the right, and the rest between
/// them, small nodes beside what they are joined with most.
fn facing(diagram: &Diagram, sides: [usize; 2]) -> Vec<usize> {
    let middle = 2;
    let of_box = |node: &Node| match node.group {
        Some(group) if group == sides[0] => 0,
        Some(group) if group == sides[1] => 2 * middle,
        _ => middle,
    };
    let mut ranks: Vec<usize> = diagram.nodes.iter().map(of_box).collect();
    let mut leaning = vec![0_isize; ranks.len()];
    for line in &diagram.lines {
        for (end, other) in [(line.tail, line.head), (line.head, line.tail)] {
            if diagram.nodes[other].shape.is_box() {
                leaning[end] += ranks[other] as isize - middle as isize;
            }
        }
    }
    for (at, _) in diagram.nodes.iter().enumerate().filter(|(_, node)| !node.shape.is_box()) {
        let leans_right = leaning[at] > 0;
        ranks[at] = match ranks[at] {
            0 => 1,
            rank if rank > middle || leans_right => middle + 1,
            _ => middle - 1,
        };
    }
    ranks
}

/// Puts texts where the layout has room for them, and title and legend around it.
fn arrange(
    diagram: Diagram,
    cells: &[Cell],
    titles: &[Cell],
    layout: Layout,
    lettering: &Lettering,
    options: &Options,
) -> Scene {
    let width = layout.size.width.max(LEAST_WIDTH);
    let mut y = MARGIN;
    let mut heading = Vec::new();
    let mut lines = |text: &str, font: Font, role: TextRole, y: &mut f64| {
        for line in lettering.fit(text, font, width, 4).lines {
            let at = Point { x: MARGIN, y: *y + font.ascent() };
            heading.push(Text { at, width: line.width, font, role, text: line.text });
            *y += font.line_height();
        }
    };
    lines(&diagram.title, TITLE, TextRole::Title, &mut y);
    diagram.notes.iter().for_each(|note| lines(note, NOTE, TextRole::Note, &mut y));
    y += GAP;
    // A picture narrower than its heading stands in the middle.
    let origin = Point { x: MARGIN + (width - layout.size.width) / 2.0, y };
    let shifted = |rect: Rect| Rect { x: rect.x + origin.x, y: rect.y + origin.y, ..rect };
    let place = |rect: Rect, cell: &Cell, corner: Point| {
        let mut texts = cell.texts.clone();
        texts.iter_mut().for_each(|text| text.shift(corner));
        Placed { rect, texts, is_cut: cell.is_cut }
    };
    let nodes = layout.nodes.iter().zip(cells).map(|(rect, cell)| {
        let rect = shifted(*rect);
        place(rect, cell, Point { x: rect.x, y: rect.y })
    });
    let nodes: Vec<Placed> = nodes.collect();
    let groups = layout.groups.iter().zip(titles).map(|(found, title)| {
        let Frame { frame, title: room } = (*found)?;
        let room = shifted(room);
        Some(place(shifted(frame), title, Point { x: room.x, y: room.y }))
    });
    let groups = groups.collect();
    let mut routes = layout.routes;
    for point in routes.iter_mut().flat_map(|route| &mut route.points) {
        point.x += origin.x;
        point.y += origin.y;
    }
    y += layout.size.height;
    let legend = options.legend.then(|| {
        let legend = Legend::new(&diagram, lettering, Point { x: MARGIN, y: y + GAP }, width);
        y = legend.rect.bottom();
        legend
    });
    let size = Size { width: width + 2.0 * MARGIN, height: y + MARGIN };
    Scene { diagram, size, heading, nodes, groups, routes, legend }
}
