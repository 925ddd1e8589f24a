//! Parts that a picture points out, and why.

use petgraph::graph::NodeIndex;

use crate::model::words;

/// A part that a picture points out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// A claim, step, question or conflict; of other parts nothing is seen.
    pub part: NodeIndex,
    /// Why it is pointed out.
    pub role: Role,
    /// What more is to be said of it, such as `accepted before`: its start stands in the picture,
    /// all of it in what is told on pointing at the part.
    pub note: Option<String>,
}

impl Highlight {
    /// A part that is pointed out for that reason, without a note.
    pub fn new(part: impl Into<NodeIndex>, role: Role) -> Highlight {
        Highlight { part: part.into(), role, note: None }
    }

    /// The same with a note.
    pub fn note(self, note: impl Into<String>) -> Highlight {
        Highlight { note: Some(note.into()), ..self }
    }
}

words! {
    /// Why a part is pointed out.
    Role {
        /// What a verdict turns on.
        Crux = "crux",
        /// What both sides of a dispute turn on.
        DoubleCrux = "double-crux",
        /// What the reader takes to hold or to fail.
        Supposed = "supposed",
        /// Its verdict changes: in a what-if, or from one version to the next.
        Affected = "affected",
        /// It is in the later of two versions only.
        Added = "added",
        /// It is in the earlier of two versions only.
        Removed = "removed",
        /// It is in both of two versions, but not the same.
        Changed = "changed",
    }
}
