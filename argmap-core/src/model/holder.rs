//! Those who take a stand, and the stands they take.

use super::ids::{HolderId, SourceId};
use super::sameness::SameAs;
use super::words;

/// A person, group or document that takes a stand.
#[derive(Clone, Debug)]
pub struct Holder {
    /// The id.
    pub name: Box<str>,
    /// The name to speak of it by.
    pub title: Box<str>,
    /// What sort of holder it is.
    pub kind: Option<HolderKind>,
    /// Who belongs to it; commitments pass neither way.
    pub members: Vec<HolderId>,
    /// Holders, commonly of other files, that are the same.
    pub same_as: Vec<SameAs<HolderId>>,
    /// A remark of the map's author.
    pub note: Option<Box<str>>,
}

impl Holder {
    /// A holder with an id and a name.
    pub fn new(name: impl Into<Box<str>>, title: impl Into<Box<str>>) -> Holder {
        Holder {
            name: name.into(),
            title: title.into(),
            kind: None,
            members: Vec::new(),
            same_as: Vec::new(),
            note: None,
        }
    }
}

/// A holder's stand on a claim and the place where it is taken.
#[derive(Clone, Debug)]
pub struct Commitment {
    /// The stand.
    pub stance: Stance,
    /// The source where it is taken.
    pub source: Option<SourceId>,
    /// The place in it.
    pub at: Option<Box<str>>,
    /// The words in which it is taken.
    pub quote: Option<Box<str>>,
    /// When it was taken: a date or year in the order of the calendar, such as `1928-03`.
    pub date: Option<Box<str>>,
    /// Who says that the holder takes it.
    pub reported_by: Option<HolderId>,
    /// Whether the analyst ascribes it.
    pub imputed: bool,
    /// A remark of the map's author.
    pub note: Option<Box<str>>,
}

impl Commitment {
    /// A stand with no place.
    pub fn new(stance: Stance) -> Commitment {
        Commitment {
            stance,
            source: None,
            at: None,
            quote: None,
            date: None,
            reported_by: None,
            imputed: false,
            note: None,
        }
    }

    /// The stand, taken at a place in a source.
    pub fn at(mut self, source: SourceId, at: impl Into<Box<str>>) -> Commitment {
        self.source = Some(source);
        self.at = Some(at.into());
        self
    }

    /// The stand with the words in which it is taken.
    pub fn quote(mut self, quote: impl Into<Box<str>>) -> Commitment {
        self.quote = Some(quote.into());
        self
    }
}

words! {
    /// What sort of holder a holder is.
    HolderKind {
        /// One human being.
        Person = "person",
        /// Several who speak as one.
        Group = "group",
        /// A text that speaks for itself.
        Document = "document",
    }
}

words! {
    /// The stand that a holder takes on a claim.
    Stance {
        /// Holds it true.
        Asserts = "asserts",
        /// Holds it false.
        Denies = "denies",
        /// Grants it, perhaps for the sake of the argument.
        Concedes = "concedes",
        /// Supposes it to see what follows.
        Supposes = "supposes",
        /// Says that others hold it.
        Reports = "reports",
        /// No longer asserts it.
        Retracts = "retracts",
    }
}
