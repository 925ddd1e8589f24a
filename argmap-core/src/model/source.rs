//! Sources and the evidence drawn from them.

use super::ids::{HolderId, SourceId};
use super::inference::Passage;
use super::words;

/// A bibliographic item.
#[derive(Clone, Debug)]
pub struct Source {
    /// The id.
    pub name: Box<str>,
    /// The type, in the words of CSL-JSON.
    pub kind: Box<str>,
    /// The title.
    pub title: Box<str>,
    /// Further fields of CSL-JSON, by name, as they were written.
    pub further: Vec<(Box<str>, serde_json::Value)>,
    /// The holders who wrote it.
    pub by: Vec<HolderId>,
    /// The name under which its text can be asked for.
    pub text: Option<Box<str>>,
    /// Its sections in order.
    pub sections: Vec<Section>,
    /// The source through which it is known.
    pub via: Option<SourceId>,
    /// A remark of the map's author.
    pub note: Option<Box<str>>,
}

impl Source {
    /// A source with an id, a type and a title.
    pub fn new(
        name: impl Into<Box<str>>,
        kind: impl Into<Box<str>>,
        title: impl Into<Box<str>>,
    ) -> Source {
        Source {
            name: name.into(),
            kind: kind.into(),
            title: title.into(),
            further: Vec::new(),
            by: Vec::new(),
            text: None,
            sections: Vec::new(),
            via: None,
            note: None,
        }
    }
}

/// A part of a source's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The id that locators use.
    pub name: Box<str>,
    /// The line of the text with which it starts.
    pub heading: Box<str>,
}

/// Evidence: a source offered for a claim or a step.
#[derive(Clone, Debug)]
pub struct Citation {
    /// The source and the place in it.
    pub passage: Passage,
    /// What sort of evidence it is.
    pub role: Option<CitationRole>,
    /// A remark of the map's author.
    pub note: Option<Box<str>>,
}

impl Citation {
    /// Evidence at a place in a source.
    pub fn new(passage: Passage) -> Citation {
        Citation { passage, role: None, note: None }
    }
}

words! {
    /// What sort of evidence a source is for a claim.
    CitationRole {
        /// It is itself what the claim is about, or its witness.
        Primary = "primary",
        /// It reports what others witnessed.
        Secondary = "secondary",
        /// It is somebody's judgement.
        Opinion = "opinion",
    }
}
