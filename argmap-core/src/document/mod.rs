//! What was written, declaration by declaration, and how it becomes a map.
//!
//! A reader of a format turns a text into a [`Document`]: declarations whose references are still
//! words, each with its place. [`resolve`] turns documents into a [`Map`] and
//! says of every part of it where it was written. Neither can fail; both return what
//! could be understood and the problems.

mod declare;
mod formulas;
mod imports;
pub(crate) mod layout;
mod link;
mod names;
mod origins;
pub mod problems;
mod resolve;
mod senses;
mod spelling;
mod unmerged;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Basis, CitationRole, ClaimKind, ConflictKind, HolderKind, InferenceKind, Map, Stance, Verdict,
};
use crate::text::{FileId, Place, SourceFile, Span, Spanned};

pub use imports::{ImportFault, Loaded, Loader, Reader, no_imports};
pub use origins::{Field, Origins};
pub use problems::RULES;
pub use resolve::resolve;
pub use spelling::nearest;
pub(crate) use spelling::one_slip;

/// A map that was read, with the places of its parts and all that was wrong with it.
#[derive(Debug)]
pub struct Reading {
    /// The files; the one that was asked for is the first.
    pub files: Vec<SourceFile>,
    /// What they mean.
    pub map: Map,
    /// Where the map's parts were written.
    pub origins: Origins,
    /// The faults of text and names, in the order of the files and of their places.
    pub problems: Vec<Diagnostic>,
}

impl Reading {
    /// A reading of a map that was built in code: no files, no places.
    pub fn of(map: Map) -> Reading {
        Reading { files: Vec::new(), map, origins: Origins::default(), problems: Vec::new() }
    }

    /// The file of a place.
    pub fn file(&self, place: Place) -> &SourceFile {
        &self.files[place.file.index()]
    }

    /// The bytes at a place.
    pub fn slice(&self, place: Place) -> &str {
        self.file(place).slice(place.span)
    }
}

/// A string as it was written: its place, and its value if that differs from what stands there.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// Where it stands, quotation marks included.
    pub span: Span,
    decoded: u32,
}

/// A [`Text`] whose value is what stands between its quotation marks.
const PLAIN: u32 = u32::MAX;

/// The declarations of one file.
#[derive(Debug, Default)]
pub struct Document<'t> {
    /// The file.
    pub file: FileId,
    source: &'t str,
    decoded: Vec<Box<str>>,
    /// Whether the file says that it is a map.
    pub is_map: bool,
    /// The title.
    pub title: Option<Text>,
    /// The language.
    pub language: Option<Text>,
    /// The source that the map is a reading of.
    pub reading_of: Option<Text>,
    /// The claims that the map is for.
    pub theses: Vec<Text>,
    /// Other maps.
    pub imports: Vec<ImportDeclaration>,
    /// Groups.
    pub groups: Vec<GroupDeclaration>,
    /// Sources.
    pub sources: Vec<SourceDeclaration>,
    /// Holders.
    pub holders: Vec<HolderDeclaration>,
    /// Propositional letters.
    pub atoms: Vec<AtomDeclaration>,
    /// Questions.
    pub questions: Vec<QuestionDeclaration>,
    /// Claims.
    pub claims: Vec<ClaimDeclaration>,
    /// Supports, rebuttals and undercuts.
    pub inferences: Vec<InferenceDeclaration>,
    /// Conflicts.
    pub conflicts: Vec<ConflictDeclaration>,
    /// Words with several senses.
    pub glossary: Vec<TermDeclaration>,
    /// Schemes of the map's own.
    pub schemes: Vec<SchemeDeclaration>,
    /// Findings that are let pass.
    pub allows: Vec<AllowDeclaration>,
    /// What two versions say differently.
    pub unmerged: Vec<UnmergedDeclaration>,
}

impl<'t> Document<'t> {
    /// A document with nothing in it yet.
    pub fn new(file: FileId, source: &'t str) -> Document<'t> {
        Document { file, source, ..Document::default() }
    }

    /// A text that stands at a span between quotation marks, as it is.
    pub(crate) fn plain(&self, span: Span) -> Text {
        Text { span, decoded: PLAIN }
    }

    /// A text that stands at a span with another value than its bytes.
    pub(crate) fn decoded(&mut self, span: Span, value: impl Into<Box<str>>) -> Text {
        self.decoded.push(value.into());
        Text { span, decoded: self.decoded.len() as u32 - 1 }
    }

    /// The value of one of this document's texts.
    pub fn str(&self, text: Text) -> &str {
        match text.decoded {
            PLAIN => self.as_written(text).unwrap_or(""),
            index => &self.decoded[index as usize],
        }
    }

    /// The bytes between a text's quotation marks, if they are its value.
    pub(crate) fn as_written(&self, text: Text) -> Option<&'t str> {
        let range = text.span.range();
        let plain = text.decoded == PLAIN;
        if plain { self.source.get(range.start + 1..range.end - 1) } else { None }
    }

    /// How many stands and pieces of evidence the claims have.
    pub(crate) fn stands(&self) -> usize {
        let further = self.claims.iter().filter_map(|claim| claim.further.as_ref());
        further.map(|further| further.commitments.len() + further.citations.len()).sum()
    }

    /// About how many parts have an id.
    pub(crate) fn named(&self) -> usize {
        let named = self.inferences.iter().filter(|inference| inference.id.is_some()).count();
        self.declarations() - self.inferences.len() + named
    }

    /// How many parts are declared that have a node of their own.
    pub(crate) fn declarations(&self) -> usize {
        self.groups.len()
            + self.sources.len()
            + self.holders.len()
            + self.atoms.len()
            + self.questions.len()
            + self.claims.len()
            + self.inferences.len()
            + self.conflicts.len()
    }

    /// The ids that are declared, each with the word for what it names.
    pub(crate) fn ids(&self) -> impl Iterator<Item = (&'static str, Text)> + '_ {
        let of = |kind, id: Option<Text>| id.map(|id| (kind, id));
        let groups = self.groups.iter().map(move |item| of("group", item.id));
        let sources = self.sources.iter().map(move |item| of("source", item.id));
        let holders = self.holders.iter().map(move |item| of("holder", item.id));
        let atoms = self.atoms.iter().map(move |item| of("atom", item.id));
        let questions = self.questions.iter().map(move |item| of("question", item.id));
        let claims = self.claims.iter().map(move |item| of("claim", item.id));
        let steps = self.inferences.iter().map(move |item| of("step", item.id));
        let conflicts = self.conflicts.iter().map(move |item| of("conflict", item.id));
        let first = groups.chain(sources).chain(holders).chain(atoms);
        first.chain(questions).chain(claims).chain(steps).chain(conflicts).flatten()
    }

    /// A place in this document's file.
    pub fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }
}

/// `imports`: another map under a prefix.
#[derive(Clone, Debug, Default)]
pub struct ImportDeclaration {
    /// The whole.
    pub span: Span,
    /// The prefix.
    pub alias: Option<Text>,
    /// The path.
    pub path: Option<Text>,
}

/// `groups`.
#[derive(Clone, Debug, Default)]
pub struct GroupDeclaration {
    /// The whole.
    pub span: Span,
    /// The id.
    pub id: Option<Text>,
    /// The heading.
    pub title: Option<Text>,
    /// The group that this one is part of.
    pub parent: Option<Text>,
    /// A remark.
    pub note: Option<Text>,
}

/// `sources`.
#[derive(Clone, Debug, Default)]
pub struct SourceDeclaration {
    /// The whole.
    pub span: Span,
    /// The id.
    pub id: Option<Text>,
    /// The type.
    pub kind: Option<Text>,
    /// The title.
    pub title: Option<Text>,
    /// Further fields of CSL-JSON.
    pub further: Vec<(Box<str>, serde_json::Value)>,
    /// The holders who wrote it.
    pub by: Vec<Text>,
    /// The name of its text.
    pub text: Option<Text>,
    /// Its sections: id and heading.
    pub sections: Vec<(Text, Text)>,
    /// The source through which it is known.
    pub via: Option<Text>,
    /// A remark.
    pub note: Option<Text>,
}

/// `holders`.
#[derive(Clone, Debug, Default)]
pub struct HolderDeclaration {
    /// The whole.
    pub span: Span,
    /// The id.
    pub id: Option<Text>,
    /// The name.
    pub title: Option<Text>,
    /// The kind.
    pub kind: Option<HolderKind>,
    /// Who belongs to it.
    pub members: Vec<Text>,
    /// Holders that are the same.
    pub same_as: Vec<SameAsDeclaration>,
    /// A remark.
    pub note: Option<Text>,
}

/// One entry of `same-as`.
#[derive(Clone, Copy, Debug)]
pub struct SameAsDeclaration {
    /// The claim or holder that is the same.
    pub other: Text,
    /// Why the two are one.
    pub note: Option<Text>,
}

/// `atoms`: propositional letters.
#[derive(Clone, Debug, Default)]
pub struct AtomDeclaration {
    /// The whole.
    pub span: Span,
    /// The id.
    pub id: Option<Text>,
    /// What it stands for.
    pub text: Option<Text>,
}

/// `questions`.
#[derive(Clone, Debug, Default)]
pub struct QuestionDeclaration {
    /// The whole.
    pub span: Span,
    /// The id.
    pub id: Option<Text>,
    /// The question.
    pub text: Option<Text>,
    /// Its answers.
    pub answers: Vec<Text>,
    /// Whether at most one is true.
    pub exclusive: bool,
    /// Whether at least one is true.
    pub exhaustive: bool,
    /// Whose view it is.
    pub by: Option<Text>,
    /// Whether the analyst supplied it.
    pub imputed: bool,
    /// A remark.
    pub note: Option<Text>,
}

/// `claims`.
#[derive(Clone, Debug, Default)]
pub struct ClaimDeclaration {
    /// The whole.
    pub span: Span,
    /// The id.
    pub id: Option<Text>,
    /// The proposition.
    pub text: Option<Text>,
    /// The kind, with its place.
    pub kind: Option<Spanned<ClaimKind>>,
    /// The basis, with its place.
    pub basis: Option<Spanned<Basis>>,
    /// Whether the analyst supplied it.
    pub imputed: bool,
    /// The group.
    pub group: Option<Text>,
    /// What many claims lack.
    pub further: Option<Box<FurtherClaim>>,
}

/// What many claims lack.
#[derive(Clone, Debug, Default)]
pub struct FurtherClaim {
    /// The stands taken on it.
    pub commitments: Vec<CommitmentDeclaration>,
    /// The evidence for it.
    pub citations: Vec<CitationDeclaration>,
    /// The verdict that the author gives it, with its place.
    pub status: Option<Spanned<Verdict>>,
    /// A short form.
    pub title: Option<Text>,
    /// A formula.
    pub formula: Option<Text>,
    /// Words to find it by.
    pub tags: Vec<Text>,
    /// Claims that say the same.
    pub same_as: Vec<SameAsDeclaration>,
    /// Terms and the senses in which they are used.
    pub senses: Vec<(Text, Text)>,
    /// A remark.
    pub note: Option<Text>,
}

/// One entry of `commitments`, or one holder of `asserted-by` and its like.
#[derive(Clone, Debug)]
pub struct CommitmentDeclaration {
    /// The whole.
    pub span: Span,
    /// Who takes the stand.
    pub holder: Option<Text>,
    /// The stand.
    pub stance: Stance,
    /// Where it is taken.
    pub passage: PassageDeclaration,
    /// When.
    pub date: Option<Text>,
    /// Who says so.
    pub reported_by: Option<Text>,
    /// Whether the analyst ascribes it.
    pub imputed: bool,
    /// A remark.
    pub note: Option<Text>,
}

/// `cite`: evidence.
#[derive(Clone, Debug, Default)]
pub struct CitationDeclaration {
    /// The whole.
    pub span: Span,
    /// Source and place.
    pub passage: PassageDeclaration,
    /// What sort of evidence.
    pub role: Option<CitationRole>,
    /// A remark.
    pub note: Option<Text>,
}

/// A place in a source.
#[derive(Clone, Copy, Debug, Default)]
pub struct PassageDeclaration {
    /// The source.
    pub source: Option<Text>,
    /// The place in it.
    pub at: Option<Text>,
    /// The words there.
    pub quote: Option<Text>,
}

/// `supports`, `rebuttals` and `undercuts`.
#[derive(Clone, Debug)]
pub struct InferenceDeclaration {
    /// The whole.
    pub span: Span,
    /// Which of the three.
    pub kind: InferenceKind,
    /// The id.
    pub id: Option<Text>,
    /// The premises, with the place of their list.
    pub from: Option<Spanned<Premises>>,
    /// The target.
    pub to: Option<Text>,
    /// Whether it is deductive, with the place where that is said.
    pub strict: Option<Spanned<bool>>,
    /// Whether the analyst supplied it.
    pub imputed: bool,
    /// What most inferences lack.
    pub further: Option<Box<FurtherInference>>,
}

/// A list of premises; most have one.
#[derive(Clone, Debug)]
pub enum Premises {
    /// A single one.
    One(Text),
    /// None or several.
    Many(Vec<Text>),
}

impl Premises {
    /// The premises in order.
    pub fn as_slice(&self) -> &[Text] {
        match self {
            Premises::One(text) => std::slice::from_ref(text),
            Premises::Many(texts) => texts,
        }
    }
}

/// What most inferences lack.
#[derive(Clone, Debug, Default)]
pub struct FurtherInference {
    /// The scheme.
    pub scheme: Option<Text>,
    /// Roles and the claims that play them.
    pub roles: Vec<(Text, Text)>,
    /// The warrant.
    pub warrant: Option<Text>,
    /// The weight.
    pub weight: Option<f64>,
    /// Who draws it.
    pub by: Option<Text>,
    /// Where.
    pub passage: PassageDeclaration,
    /// The evidence for it.
    pub citations: Vec<CitationDeclaration>,
    /// The critical question that it raises.
    pub critical_question: Option<Text>,
    /// A remark.
    pub note: Option<Text>,
}

/// `conflicts`.
#[derive(Clone, Debug, Default)]
pub struct ConflictDeclaration {
    /// The whole.
    pub span: Span,
    /// The id.
    pub id: Option<Text>,
    /// The claims.
    pub claims: Vec<Text>,
    /// The kind.
    pub kind: Option<ConflictKind>,
    /// Whose view it is.
    pub by: Option<Text>,
    /// Whether the analyst supplied it.
    pub imputed: bool,
    /// A remark.
    pub note: Option<Text>,
}

/// `glossary`.
#[derive(Clone, Debug, Default)]
pub struct TermDeclaration {
    /// The word.
    pub term: Option<Text>,
    /// Its senses.
    pub senses: Vec<Text>,
}

/// `schemes`.
#[derive(Clone, Debug, Default)]
pub struct SchemeDeclaration {
    /// The name.
    pub name: Option<Text>,
    /// The roles of its premises.
    pub roles: Vec<Text>,
    /// Its critical questions.
    pub questions: Vec<Text>,
}

/// `allow`.
#[derive(Clone, Debug, Default)]
pub struct AllowDeclaration {
    /// The whole.
    pub span: Span,
    /// The rule.
    pub rule: Option<Text>,
    /// Why.
    pub reason: Option<Text>,
    /// The ids it is about.
    pub at: Vec<Text>,
}

/// `unmerged`.
#[derive(Clone, Debug, Default)]
pub struct UnmergedDeclaration {
    /// The whole.
    pub span: Span,
    /// The list of the part.
    pub list: Option<Text>,
    /// The id of the part, or the word by which it is known.
    pub at: Option<Text>,
    /// The key that differs.
    pub key: Option<Text>,
    /// The value in the version from which both come.
    pub base: Option<Spanned<serde_json::Value>>,
    /// The value in the version into which the other was merged.
    pub ours: Option<Spanned<serde_json::Value>>,
    /// The value in the other version.
    pub theirs: Option<Spanned<serde_json::Value>>,
}
