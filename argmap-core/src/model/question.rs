//! Questions with rival answers, and conflicts between claims.

use super::ids::HolderId;
use super::words;

/// An issue with rival answers, which are claims.
#[derive(Clone, Debug)]
pub struct Question {
    /// The id.
    pub name: Box<str>,
    /// The question.
    pub text: Box<str>,
    /// Whether at most one answer is true.
    pub exclusive: bool,
    /// Whether at least one answer is true.
    pub exhaustive: bool,
    /// Whose view of the alternatives it is; nobody's in particular binds all.
    pub by: Option<HolderId>,
    /// Whether the analyst supplied it.
    pub imputed: bool,
    /// A remark of the map's author.
    pub note: Option<Box<str>>,
}

impl Question {
    /// A question with an id and a text, its answers neither exclusive nor exhaustive.
    pub fn new(name: impl Into<Box<str>>, text: impl Into<Box<str>>) -> Question {
        Question {
            name: name.into(),
            text: text.into(),
            exclusive: false,
            exhaustive: false,
            by: None,
            imputed: false,
            note: None,
        }
    }
}

/// Claims that cannot be true together.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The id.
    pub name: Option<Box<str>>,
    /// Whether one of them must be true.
    pub kind: ConflictKind,
    /// Whose view it is; nobody's in particular binds all.
    pub by: Option<HolderId>,
    /// Whether the analyst supplied it.
    pub imputed: bool,
    /// A remark of the map's author.
    pub note: Option<Box<str>>,
}

impl Conflict {
    /// A conflict of that kind.
    pub fn new(kind: ConflictKind) -> Conflict {
        Conflict { name: None, kind, by: None, imputed: false, note: None }
    }
}

words! {
    /// How claims conflict.
    ConflictKind {
        /// At most one is true.
        Contrary = "contrary",
        /// Exactly one of the two is true.
        Contradictory = "contradictory",
    }
}
