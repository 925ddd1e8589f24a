//! Claims, the groups they stand in and the letters that formulas may use beside them.

use std::ops::{Deref, DerefMut};

use super::formula::Formula;
use super::ids::{AtomId, ClaimId, GroupId};
use super::sameness::SameAs;
use super::words;

/// One proposition.
///
/// What many claims lack lies behind a pointer, so that a map of a million claims stays small; a
/// claim lends the fields of its [`ClaimDetails`] as its own.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The id, unique in its file: lower-case letters, digits and hyphens.
    pub name: Box<str>,
    /// The proposition as a full sentence.
    pub text: Box<str>,
    /// What sort of proposition it is.
    pub kind: Option<ClaimKind>,
    /// The group it stands in.
    pub group: Option<GroupId>,
    /// Why it may stand with no reason.
    pub basis: Option<Basis>,
    /// Whether the analyst supplied it.
    pub imputed: bool,
    /// What many claims lack; read and written as fields of the claim.
    pub details: Option<Box<ClaimDetails>>,
}

/// What many claims lack.
#[derive(Clone, Debug, Default)]
pub struct ClaimDetails {
    /// A short form for pictures.
    pub title: Option<Box<str>>,
    /// What the claim says in terms of other claims and letters: the claim holds exactly if this does.
    pub formula: Option<Box<Formula<Letter>>>,
    /// Free words to find it by.
    pub tags: Vec<Box<str>>,
    /// What the map's author takes its verdict to be.
    pub status: Option<Verdict>,
    /// Claims, commonly of other files, that say the same.
    pub same_as: Vec<SameAs<ClaimId>>,
    /// The senses in which it uses terms of its file's glossary, one for each term.
    pub senses: Vec<Sense>,
    /// A remark of the map's author.
    pub note: Option<Box<str>>,
}

static NO_DETAILS: ClaimDetails = ClaimDetails {
    title: None,
    formula: None,
    tags: Vec::new(),
    status: None,
    same_as: Vec::new(),
    senses: Vec::new(),
    note: None,
};

impl Deref for Claim {
    type Target = ClaimDetails;

    fn deref(&self) -> &ClaimDetails {
        self.details.as_deref().unwrap_or(&NO_DETAILS)
    }
}

impl DerefMut for Claim {
    fn deref_mut(&mut self) -> &mut ClaimDetails {
        self.details.get_or_insert_default()
    }
}

impl Claim {
    /// A claim with an id and a text and nothing else.
    pub fn new(name: impl Into<Box<str>>, text: impl Into<Box<str>>) -> Claim {
        Claim {
            name: name.into(),
            text: text.into(),
            kind: None,
            group: None,
            basis: None,
            imputed: false,
            details: None,
        }
    }

    /// The claim with a basis.
    pub fn basis(mut self, basis: Basis) -> Claim {
        self.basis = Some(basis);
        self
    }

    /// The claim with a short form.
    pub fn title(mut self, title: impl Into<Box<str>>) -> Claim {
        self.title = Some(title.into());
        self
    }

    /// The claim with a kind.
    pub fn kind(mut self, kind: ClaimKind) -> Claim {
        self.kind = Some(kind);
        self
    }

    /// The claim in a group.
    pub fn group(mut self, group: GroupId) -> Claim {
        self.group = Some(group);
        self
    }
}

/// The sense in which a claim uses a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sense {
    /// The term, as the glossary has it.
    pub term: Box<str>,
    /// One of its senses there.
    pub sense: Box<str>,
}

/// What a formula speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letter {
    /// A claim.
    Claim(ClaimId),
    /// A declared propositional letter.
    Atom(AtomId),
}

/// A propositional letter that is not a claim.
#[derive(Clone, Debug)]
pub struct Atom {
    /// The id.
    pub name: Box<str>,
    /// What it stands for.
    pub text: Box<str>,
}

/// A named part of a map, drawn together.
#[derive(Clone, Debug)]
pub struct Group {
    /// The id.
    pub name: Box<str>,
    /// The heading.
    pub title: Box<str>,
    /// The group that this one is part of.
    pub parent: Option<GroupId>,
    /// A remark of the map's author.
    pub note: Option<Box<str>>,
}

words! {
    /// What sort of proposition a claim is.
    ClaimKind {
        /// How things are or were.
        Fact = "fact",
        /// What is good or bad.
        Value = "value",
        /// What is to be done.
        Policy = "policy",
        /// What a word means.
        Definition = "definition",
        /// What will be.
        Prediction = "prediction",
    }
}

words! {
    /// Why a claim may stand with no reason.
    Basis {
        /// All sides take it for granted.
        CommonGround = "common-ground",
        /// Taken for granted for the sake of the argument.
        Assumed = "assumed",
        /// Seen by those who say it.
        Observed = "observed",
        /// Laid down, as a definition is.
        Stipulated = "stipulated",
    }
}

words! {
    /// What becomes of a claim when all reasons are weighed.
    Verdict {
        /// It stands.
        Accepted = "accepted",
        /// Its contrary stands.
        Refuted = "refuted",
        /// Its reasons fell, run in a circle or are missing.
        Unestablished = "unestablished",
        /// Reasons for and against hold each other in check.
        Undecided = "undecided",
    }
}
