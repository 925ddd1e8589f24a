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
mod highlights;
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
pub(crate) mod web;
mod wrap;

use petgraph::graph::NodeIndex;

use crate::diagnostic::Severity;
use crate::model::{ClaimId, GroupId, HolderId, Map, words};
use crate::semantics::Evaluation;
use crate::text::FileId;
use diagram::Diagram;
pub use highlights::{Highlight, Role};
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
    /// More boxes of claims than can be read, and no groups by which to fold them.
    #[error(
        "a picture of {boxes} claims cannot be read, and no groups are left by which to fold them; \
         `--thesis ID` draws what bears on one claim, `--around ID` what is next to it, \
         `--group ID` one group, `--all` everything"
    )]
    TooLarge {
        /// How many there would be.
        boxes: usize,
    },
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
    /// The parts that are pointed out, those that matter most first; a part may be pointed out for
    /// several reasons.
    pub highlights: &'o [Highlight],
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
#[derive(Clone, Debug)]
pub struct Options {
    /// Which part of the map.
    pub scope: Scope,
    /// Groups that are drawn as one box each; see [`collapse`](Options::collapse).
    pub fold: Vec<GroupId>,
    /// Draws the groups at that depth as boxes that tell how many claims they hold and what becomes
    /// of them: 1 is the outermost, 2 their parts. Theses, if they are few, and questions keep boxes
    /// of their own. Of no effect in pictures that have no frames of groups.
    pub collapse: Option<usize>,
    /// Whether all is drawn that was asked for, however much that is; otherwise what makes a picture
    /// hard to read is folded: all but the outermost groups of a large map, what lies far from the
    /// middle, and what many claims from outside say of a group.
    pub everything: bool,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Map,
    /// A group's claims and what touches them, outside neighbours dimmed. What speaks for and
    /// against its claims is drawn, folded where it is much; what they lead to elsewhere is counted.
    Group(GroupId),
    /// What lies up to so many steps around a part, in both directions. A step is drawn with all it
    /// needs, what it aims at and what undercuts it; what lies further is counted.
    Around {
        /// A claim, step, question or conflict; of another part nothing is drawn.
        part: NodeIndex,
        /// How many steps away; 0 draws the part only, with its claims if it is no claim.
        depth: usize,
    },
    /// All that bears on a claim: what supports and rebuts it, what undercuts these steps, and what
    /// bears on any of that, with the conflicts among these; rivals of the claim itself dimmed.
    Thesis(ClaimId),
    /// The claims on which a holder takes a stand, with the steps among these and those by which
    /// they attack others; claims of others dimmed.
    Holder(HolderId),
    /// Two sides that face each other, with the questions on which they meet and the clashes between
    /// them in the middle. What speaks for and against the claims of either side is counted.
    Dispute(Side, Side),
    /// These claims, steps, questions and conflicts, those that matter most first, and what connects
    /// them: the steps, questions and conflicts among them and, where these leave them apart, the
    /// ways by which one leads to another, all or, if that is too much, a shortest. What else these
    /// steps need and aim at is dimmed, everything else counted. Of more claims than can be read the
    /// last are folded.
    Parts(Vec<NodeIndex>),
}

/// A side of a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What a holder asserts and does not retract.
    Holder(HolderId),
    /// A claim and what speaks for it: by supports, and by attacks on what speaks against it.
    Claim(ClaimId),
    /// The claims of an imported map.
    Import(FileId),
}

/// More claims are not drawn each by itself unless everything is asked for: nobody could read them.
pub const MOST_CLAIMS: usize = 100;

/// Whether a picture can be read: it has no more than [`MOST_CLAIMS`] boxes of claims once these
/// are folded as far as can be, or everything was asked for.
///
/// Linear in the size of the map but for sorting what is folded.
///
/// # Errors
/// If it has more.
pub fn legible(map: &Map, overlay: &Overlay, options: &Options) -> Result<(), DrawError> {
    let view = view::view(map, overlay, options);
    // How many groups there are at a level was for the asker to know.
    let folds = if options.collapse.is_some() { 0 } else { view.folds.len() };
    let boxes = view.claims.len() + folds;
    if options.everything || boxes <= MOST_CLAIMS {
        return Ok(());
    }
    Err(DrawError::TooLarge { boxes })
}

/// The diagram of a map, if it can be read.
fn legible_diagram(map: &Map, overlay: &Overlay, options: &Options) -> Result<Diagram, DrawError> {
    legible(map, overlay, options)?;
    Ok(diagram::diagram(map, overlay, options))
}

impl Options {
    /// The group that is drawn, if it is one.
    pub(crate) fn group(&self) -> Option<GroupId> {
        match self.scope {
            Scope::Group(group) => Some(group),
            _ => None,
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Options {
            scope: Scope::Map,
            fold: Vec::new(),
            collapse: None,
            everything: false,
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
