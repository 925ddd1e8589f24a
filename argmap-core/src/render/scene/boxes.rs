//! How large boxes are, and where the texts stand in them.

use super::{GROUP_TITLE, RING, SHEET, Text, TextRole};
use crate::render::diagram::{Node, Shape};
use crate::render::layout::{Point, Size};
use crate::render::lettering::{Face, Fitted, Font, Lettering};
use crate::render::texts::{Kind, Paragraph};

/// The room between a box's border and its text.
const PADDING: Point = Point { x: 11.0, y: 8.0 };
/// How much more a thesis has, for its second border.
const THESIS: f64 = 3.0;
/// The room between paragraphs.
const PARAGRAPH: f64 = 3.0;
/// The line width of a short text and of a long one.
const NARROW: f64 = 176.0;
const WIDE: f64 = 236.0;
/// Texts of up to that many characters are short.
const SHORT: usize = 96;
/// Lines of a text at most; the whole stands in the tooltip.
const MOST_LINES: usize = 7;
/// Lines of other paragraphs.
const MOST_NOTE_LINES: usize = 3;
/// The smallest box.
const LEAST: Size = Size { width: 56.0, height: 30.0 };
/// The node in which premises meet.
const KNOT: f64 = 11.0;
const CONFLICT: f64 = 24.0;
/// The room between the border of a small node and its text, and above and below it.
const PILL: Point = Point { x: 7.0, y: 3.0 };

/// A box of known size, with texts seen from its upper left corner.
pub(super) struct Cell {
    pub(super) size: Size,
    pub(super) texts: Vec<Text>,
    pub(super) is_cut: bool,
}

impl Cell {
    /// The box of a node, with the ring around it if it has one.
    pub(super) fn new(node: &Node, lettering: &Lettering) -> Cell {
        let mut cell = Cell::bare(node, lettering);
        if node.has_ring() {
            cell.size.width += 2.0 * RING;
            cell.size.height += 2.0 * RING;
            cell.texts.iter_mut().for_each(|text| text.shift(Point { x: RING, y: RING }));
        }
        cell
    }

    fn bare(node: &Node, lettering: &Lettering) -> Cell {
        match node.shape {
            Shape::Step { .. } if node.label.is_empty() => Cell::empty(KNOT),
            Shape::Step { .. } => pill(&node.label, lettering),
            Shape::Conflict => conflict(&node.label, lettering),
            Shape::Claim { is_thesis: true, .. } => text_box(&node.label, THESIS, lettering),
            Shape::Folded => {
                let mut cell = text_box(&node.label, 0.0, lettering);
                cell.size.width += SHEET;
                cell.size.height += SHEET;
                cell
            }
            Shape::Claim { .. } | Shape::Question => text_box(&node.label, 0.0, lettering),
        }
    }

    /// The room of a group's title.
    pub(super) fn title(title: &str, lettering: &Lettering) -> Cell {
        let fitted = lettering.fit(title, GROUP_TITLE, WIDE, 2);
        let mut cell = Cell::empty(0.0);
        cell.add(&fitted, GROUP_TITLE, TextRole::Group, Point { x: 0.0, y: 0.0 });
        cell.size.width = fitted.width();
        cell
    }

    fn empty(side: f64) -> Cell {
        Cell { size: Size { width: side, height: side }, texts: Vec::new(), is_cut: false }
    }

    /// Adds lines below what is there, at `at.x` from the left.
    fn add(&mut self, fitted: &Fitted, font: Font, role: TextRole, at: Point) {
        let mut y = self.size.height + at.y;
        for line in &fitted.lines {
            let at = Point { x: at.x, y: y + font.ascent() };
            let text = line.text.clone();
            self.texts.push(Text { at, width: line.width, font, role, text });
            y += font.line_height();
        }
        self.size.height = y;
        self.is_cut |= fitted.cut;
    }

    /// Puts every line in the middle.
    fn center(&mut self) {
        for text in &mut self.texts {
            text.at.x = (self.size.width - text.width) / 2.0;
        }
    }
}

/// The letters of a paragraph.
fn font(kind: Kind) -> Font {
    let (face, size) = match kind {
        Kind::Title => (Face::Bold, 12.5),
        Kind::Text | Kind::Question => (Face::Regular, 12.5),
        Kind::Verdict(_) | Kind::Finding(_) => (Face::Bold, 10.5),
        Kind::Highlight(_) => (Face::Bold, 10.0),
        Kind::Scheme => (Face::Regular, 9.5),
        Kind::Note => (Face::Regular, 10.0),
    };
    Font { face, size }
}

fn text_box(label: &[Paragraph], more: f64, lettering: &Lettering) -> Cell {
    let main = label.iter().filter(|it| matches!(it.kind, Kind::Title | Kind::Text));
    let long = main.map(|it| it.text.chars().take(SHORT + 1).count()).max().unwrap_or(0) > SHORT;
    let limit = if long { WIDE } else { NARROW };
    let mut cell = Cell::empty(0.0);
    cell.size.height = PADDING.y + more;
    let mut widest: f64 = 0.0;
    for (at, paragraph) in label.iter().enumerate() {
        let font = font(paragraph.kind);
        let most = match paragraph.kind {
            Kind::Title | Kind::Text | Kind::Question => MOST_LINES,
            _ => MOST_NOTE_LINES,
        };
        let fitted = lettering.fit(&paragraph.text, font, limit, most);
        widest = widest.max(fitted.width());
        let gap = if at == 0 { 0.0 } else { PARAGRAPH };
        let role = TextRole::Box(paragraph.kind);
        cell.add(&fitted, font, role, Point { x: PADDING.x + more, y: gap });
    }
    cell.size.width = (widest + 2.0 * (PADDING.x + more)).max(LEAST.width);
    let height = cell.size.height + PADDING.y + more;
    let missing = (LEAST.height - height).max(0.0);
    cell.texts.iter_mut().for_each(|text| text.at.y += missing / 2.0);
    cell.size.height = height + missing;
    cell.center();
    cell
}

/// The name of a step's scheme in a narrow border.
fn pill(label: &[Paragraph], lettering: &Lettering) -> Cell {
    let mut cell = Cell::empty(0.0);
    cell.size.height = PILL.y;
    let mut widest: f64 = 0.0;
    for paragraph in label {
        let font = font(paragraph.kind);
        let fitted = lettering.fit(&paragraph.text, font, NARROW, 2);
        widest = widest.max(fitted.width());
        let role = TextRole::Box(paragraph.kind);
        cell.add(&fitted, font, role, Point { x: 0.0, y: 0.0 });
    }
    cell.size.height += PILL.y;
    cell.size.width = widest + 2.0 * PILL.x;
    cell.center();
    cell
}

/// An octagon with its sign, and below it why it is pointed out.
fn conflict(label: &[Paragraph], lettering: &Lettering) -> Cell {
    let font = Font { face: Face::Bold, size: 14.0 };
    let mut cell = Cell::empty(CONFLICT);
    let width = lettering.width("≠", font);
    let middle = (CONFLICT + font.ascent() - font.descent()) / 2.0;
    let at = Point { x: 0.0, y: middle };
    let role = TextRole::Box(Kind::Text);
    cell.texts.push(Text { at, width, font, role, text: "≠".to_owned() });
    for paragraph in label {
        let font = self::font(paragraph.kind);
        let fitted = lettering.fit(&paragraph.text, font, NARROW, 1);
        let role = TextRole::Box(paragraph.kind);
        cell.add(&fitted, font, role, Point { x: 0.0, y: 0.0 });
        cell.size.height += PILL.y;
        cell.size.width = cell.size.width.max(fitted.width() + 4.0 * PILL.x);
    }
    cell.center();
    cell
}
