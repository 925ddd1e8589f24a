//! Inferences: steps from premises to a claim or against another step.

use std::ops::{Deref, DerefMut};

use petgraph::graph::NodeIndex;

use super::ids::{ClaimId, HolderId, InferenceId, SourceId};
use super::words;

/// A step from one or more premises, which are needed together, to a target.
///
/// Premises, warrant and target are edges of the map's graph; see
/// [`Map::premises`](super::Map::premises), [`Map::warrant`](super::Map::warrant),
/// [`Map::target`](super::Map::target).
///
/// What many steps lack lies behind a pointer; a step lends the fields of its
/// [`InferenceDetails`] as its own.
#[derive(Clone, Debug)]
pub struct Inference {
    /// The id, which an undercut needs in order to name the step.
    pub name: Option<Box<str>>,
    /// Whether it speaks for a claim, against a claim or against a step.
    pub kind: InferenceKind,
    /// Whether the premises, if true, settle the matter (deductive), or only speak for it.
    pub strict: bool,
    /// Who draws it; nobody in particular binds all.
    pub by: Option<HolderId>,
    /// Whether the analyst supplied it.
    pub imputed: bool,
    /// What many steps lack; read and written as fields of the step.
    pub details: Option<Box<InferenceDetails>>,
}

/// What many steps lack.
#[derive(Clone, Debug, Default)]
pub struct InferenceDetails {
    /// The argumentation scheme that it follows.
    pub scheme: Option<Box<str>>,
    /// Which claim plays which role of the scheme.
    pub roles: Vec<(Box<str>, ClaimId)>,
    /// How much the step weighs, as its author sees it.
    pub weight: Option<f64>,
    /// Where it is drawn.
    pub passage: Option<Box<Passage>>,
    /// The critical question of the attacked step's scheme that an undercut raises: its id, or of
    /// a scheme that the map declares its number from 1 or its text.
    pub critical_question: Option<Box<str>>,
    /// A remark of the map's author.
    pub note: Option<Box<str>>,
}

static NO_DETAILS: InferenceDetails = InferenceDetails {
    scheme: None,
    roles: Vec::new(),
    weight: None,
    passage: None,
    critical_question: None,
    note: None,
};

impl Deref for Inference {
    type Target = InferenceDetails;

    fn deref(&self) -> &InferenceDetails {
        self.details.as_deref().unwrap_or(&NO_DETAILS)
    }
}

impl DerefMut for Inference {
    fn deref_mut(&mut self) -> &mut InferenceDetails {
        self.details.get_or_insert_default()
    }
}

impl Inference {
    /// A defeasible support with no id, for [`Map::support`](super::Map::support) and its like.
    pub fn new(kind: InferenceKind) -> Inference {
        Inference { name: None, kind, strict: false, by: None, imputed: false, details: None }
    }

    /// The step with an id.
    pub fn name(mut self, name: impl Into<Box<str>>) -> Inference {
        self.name = Some(name.into());
        self
    }

    /// The step as one that follows a scheme.
    pub fn scheme(mut self, scheme: impl Into<Box<str>>) -> Inference {
        self.scheme = Some(scheme.into());
        self
    }

    /// The step as a deductive one.
    pub fn strict(mut self) -> Inference {
        self.strict = true;
        self
    }
}

words! {
    /// What an inference does to its target.
    InferenceKind {
        /// For a claim.
        Support = "support",
        /// Against a claim.
        Rebuttal = "rebuttal",
        /// Against a step.
        Undercut = "undercut",
    }
}

/// What an inference aims at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A claim, of a support or rebuttal.
    Claim(ClaimId),
    /// A step, of an undercut.
    Inference(InferenceId),
}

impl From<Target> for NodeIndex {
    fn from(target: Target) -> NodeIndex {
        match target {
            Target::Claim(claim) => claim.node(),
            Target::Inference(inference) => inference.node(),
        }
    }
}

/// A place in a source, with the words that stand there.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The source.
    pub source: SourceId,
    /// The place in it.
    pub at: Option<Box<str>>,
    /// A short verbatim quotation.
    pub quote: Option<Box<str>>,
}

impl Passage {
    /// A place in a source.
    pub fn new(source: SourceId, at: impl Into<Box<str>>) -> Passage {
        Passage { source, at: Some(at.into()), quote: None }
    }

    /// The passage with the words that stand there.
    pub fn quote(mut self, quote: impl Into<Box<str>>) -> Passage {
        self.quote = Some(quote.into());
        self
    }
}
