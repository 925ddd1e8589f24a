//! Pictures of a map.
//!
//! A [`Picture`] is a row of [`PICTURES`]: its facts and the one function that draws it. What is
//! known of a map beyond the map itself, such as its verdicts, arrives as an [`Overlay`].
//!
//! ```
//! use argmap_core::model::{Claim, Map};
//! use argmap_core::render::{Options, Overlay, Tools, picture};
//!
//! let mut map = Map::new("Rain");
//! let wet = map.add_claim(Claim::new("wet", "The street is wet.")).unwrap();
//! let rain = map.add_claim(Claim::new("rain", "It rained.")).unwrap();
//! map.support([wet], rain).unwrap();
//! let verdicts = argmap_core::evaluate(&map, Default::default());
//! let overlay = Overlay { evaluation: Some(&verdicts), ..Overlay::default() };
//! let svg = picture("svg").unwrap();
//! let drawn = (svg.draw)(&map, &overlay, &Options::default(), &Tools::default()).unwrap();
//! assert!(drawn.bytes.starts_with(b"<svg"));
//! ```

pub mod diagram;
pub mod dot;
#[cfg(any(feature = "pdf", feature = "png"))]
pub mod drawing;
pub mod html;
pub mod layout;
pub mod lettering;
pub mod mermaid;
pub mod palette;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "png")]
pub mod png;
pub mod scene;
pub mod svg;
pub mod texts;
mod view;
mod wrap;

use petgraph::graph::NodeIndex;

use crate::diagnostic::Severity;
use crate::model::{GroupId, Map, words};
use crate::semantics::Evaluation;
use layout::{LayoutEngine, LayoutError};

/// A way to draw a map: its facts and the function that draws.
#[derive(Debug)]
pub struct Picture {
    /// The word to ask for it by.
    pub name: &'static str,
    /// What files of it commonly end in, without the dot.
    pub extension: &'static str,
    /// What it is, in one line.
    pub summary: &'static str,
    /// Whether it is text, and not for programs only.
    pub is_text: bool,
    /// Draws it. The same input gives the same bytes.
    pub draw: fn(&Map, &Overlay, &Options, &Tools) -> Result<Drawn, DrawError>,
}

/// What pictures are made with.
#[derive(Clone, Copy)]
pub struct Tools<'t> {
    /// What finds places for boxes and lines.
    pub engine: &'t dyn LayoutEngine,
    /// Files of fonts, for characters that the library's own lack, in pictures that hold letters
    /// themselves.
    pub fonts: &'t [Vec<u8>],
}

impl Default for Tools<'_> {
    fn default() -> Self {
        Tools { engine: &layout::Layered, fonts: &[] }
    }
}

/// A picture as it is written to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// What must be known of it, a sentence each, such as what was left out.
    pub notes: Vec<String>,
}

impl Drawn {
    fn text(text: String, notes: &[String]) -> Drawn {
        Drawn { bytes: text.into_bytes(), notes: notes.to_vec() }
    }
}

/// Why a map was not drawn.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DrawError {
    /// There is no layout.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// A font cannot be read, or the letters of the picture cannot be set.
    #[cfg(any(feature = "pdf", feature = "png"))]
    #[error(transparent)]
    Drawing(#[from] drawing::DrawingError),
    /// There are no pixels.
    #[cfg(feature = "png")]
    #[error(transparent)]
    Png(#[from] png::PngError),
    /// There is no PDF.
    #[cfg(feature = "pdf")]
    #[error(transparent)]
    Pdf(#[from] pdf::PdfError),
}

/// All pictures.
pub const PICTURES: &[Picture] = &[
    dot::DOT,
    svg::SVG,
    html::HTML,
    #[cfg(feature = "png")]
    png::PNG,
    #[cfg(feature = "pdf")]
    pdf::PDF,
    mermaid::MERMAID,
];

/// The picture of that name.
pub fn picture(name: &str) -> Option<&'static Picture> {
    PICTURES.iter().find(|picture| picture.name == name)
}

/// What is known of a map and drawn over it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Overlay<'o> {
    /// What stands; without it all parts are drawn alike.
    pub evaluation: Option<&'o Evaluation>,
    /// What was found, to be marked on the parts it is about.
    pub marks: &'o [Mark],
}

/// A finding, as a picture tells of it.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The part that it is about.
    pub part: NodeIndex,
    /// The rule's code, such as `AM101`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// The finding in one sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// File, line and column, such as `maps/rain.json:3:5`; empty for what was built in code.
    pub place: String,
}

/// What of a map is drawn, and how.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Which part of the map.
    pub scope: Scope,
    /// What stands in the boxes of claims.
    pub labels: Labels,
    /// Where premises lead to.
    pub direction: Direction,
    /// Whether the boxes name the sources that are offered as evidence.
    pub sources: bool,
    /// Whether the boxes name those who take a stand.
    pub holders: bool,
    /// Whether imported maps are drawn whole, and not only where the root file touches them.
    pub imports: bool,
    /// Whether questions are drawn.
    pub questions: bool,
    /// Whether the picture explains its signs.
    pub legend: bool,
    /// The colours.
    pub theme: Theme,
    /// How wide the picture should be at most, in points; it becomes wider where it must.
    pub width: Option<f64>,
    /// How many pixels a point has, in pictures of pixels.
    pub scale: f64,
}

/// Which part of a map is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Map,
    /// A group's claims and what touches them, outside neighbours dimmed.
    Group(GroupId),
}

impl Options {
    /// The group that is drawn, if it is one.
    pub(crate) fn group(&self) -> Option<GroupId> {
        match self.scope {
            Scope::Group(group) => Some(group),
            Scope::Map => None,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Options {
            scope: Scope::Map,
            labels: Labels::Title,
            direction: Direction::Up,
            sources: false,
            holders: false,
            imports: false,
            questions: true,
            legend: true,
            theme: Theme::Light,
            width: None,
            scale: 1.0,
        }
    }
}

words! {
    /// What stands in the box of a claim.
    Labels {
        /// Its title, or its text where it has none.
        Title = "title",
        /// Its text.
        Text = "text",
        /// Its title and below it its text.
        Both = "both",
    }
}

words! {
    /// Where premises lead to.
    Direction {
        /// Conclusions stand above their premises.
        Up = "up",
        /// Conclusions stand below their premises.
        Down = "down",
        /// Conclusions stand left of their premises.
        Left = "left",
        /// Conclusions stand right of their premises.
        Right = "right",
    }
}

words! {
    /// The colours of a picture.
    Theme {
        /// Dark on white.
        Light = "light",
        /// Light on nearly black.
        Dark = "dark",
        /// Greys, for paper.
        Print = "print",
    }
}
