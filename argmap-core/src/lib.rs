//! Argument maps as a graph: claims, inferences, rebuttals, undercuts, sources and those who take
//! a stand.
//!
//! The way through the library is one line: a text is [`read`] into a document and resolved into
//! a [`Map`](model::Map) with places; the map is checked, evaluated and drawn.
//!
//! | module | what it is about |
//! |---|---|
//! | [`text`] | files, spans, lines and columns |
//! | [`diagnostic`] | rules and findings, as data |
//! | [`model`] | the map: a typed graph |
//! | [`document`] | what was written, and how it becomes a map |
//! | [`formats`] | the file formats |
//! | [`logic`] | consistency and entailment |
//! | [`semantics`] | what stands |
//! | [`analysis`] | why a verdict is what it is, and what it turns on |
//! | [`mod@check`] | what is worth saying about a map |
//! | [`compare`] | how positions and versions differ |
//! | [`render`] | pictures of a map |
//! | [`report`] | results as data and as Markdown |

pub mod analysis;
pub mod check;
pub mod compare;
pub mod diagnostic;
pub mod document;
pub mod fixes;
pub mod formats;
pub mod logic;
pub mod model;
pub mod render;
pub mod report;
pub mod semantics;
pub mod text;

pub use check::check;
pub use semantics::evaluate;

use document::{Loader, Reading, resolve};
use text::SourceFile;

/// Reads a map and all that it imports.
///
/// `name` is what the file is called in findings and what `loader` is told of as the importing
/// file. Never fails: what cannot be understood is left out and reported in
/// [`Reading::problems`]. Linear in the length of the texts.
///
/// ```
/// use argmap_core::document::no_imports;
///
/// let text = r#"{ "argmap": 1, "title": "Rain", "claims": [{ "id": "rain", "text": "It rained." }] }"#;
/// let reading = argmap_core::read("rain.json", text, &mut no_imports);
/// assert!(reading.problems.is_empty());
/// let rain = reading.map.find_claim("rain").unwrap();
/// assert_eq!(&*reading.map[rain].text, "It rained.");
/// ```
pub fn read(name: &str, text: impl Into<Vec<u8>>, loader: &mut Loader) -> Reading {
    resolve(SourceFile::new(name, text), formats::native::read, loader)
}

/// The README's code runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
