//! The map: a typed graph of claims, inferences, sources and those who take a stand.
//!
//! Everything is a node or an edge of one directed [`petgraph`] graph. Nodes are the parts that
//! have an id of their own; edges are the relations between them:
//!
//! | edge | from | to |
//! |---|---|---|
//! | [`Premise`](Edge::Premise), [`Warrant`](Edge::Warrant) | claim | inference |
//! | [`Conclusion`](Edge::Conclusion) | inference | claim, or inference for an undercut |
//! | [`Member`](Edge::Member) | conflict | claim |
//! | [`Answer`](Edge::Answer) | question | claim |
//! | [`Commits`](Edge::Commits) | holder | claim |
//! | [`Cites`](Edge::Cites) | source | claim or inference |
//!
//! The map knows nothing of files' texts: where its parts were written is told by
//! [`Origins`](crate::document::Origins). It is append-only.

mod build;
mod claim;
mod equality;
pub mod formula;
mod holder;
mod ids;
mod inference;
mod names;
mod question;
mod references;
mod sameness;
pub mod schemes;
mod source;
pub mod wording;
mod words;

use petgraph::Direction::{Incoming, Outgoing};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use crate::text::FileId;
pub use build::BuildError;
pub use claim::{Atom, Basis, Claim, ClaimDetails, ClaimKind, Group, Letter, Sense, Verdict};
pub use holder::{Commitment, Holder, HolderKind, Stance};
pub use ids::{AtomId, ClaimId, ConflictId, GroupId, HolderId, InferenceId, QuestionId, SourceId};
pub use inference::{Inference, InferenceDetails, InferenceKind, Passage, Target};
pub(crate) use names::NameTable;
pub use names::is_name;
pub use question::{Conflict, ConflictKind, Question};
pub use sameness::{Same, SameAs};
pub use source::{Citation, CitationRole, Section, Source};
pub(crate) use words::words;

/// A part of a map that has a node of its own.
#[derive(Clone, Debug)]
pub enum Node {
    /// A proposition.
    Claim(Claim),
    /// A step from premises to a target.
    Inference(Inference),
    /// A bibliographic item.
    Source(Box<Source>),
    /// One who takes a stand.
    Holder(Box<Holder>),
    /// An issue with rival answers.
    Question(Box<Question>),
    /// Claims that cannot be true together.
    Conflict(Box<Conflict>),
    /// Claims that are drawn together.
    Group(Box<Group>),
    /// A propositional letter.
    Atom(Box<Atom>),
}

impl Node {
    /// The id, which inferences and conflicts may lack.
    pub fn name(&self) -> Option<&str> {
        match self {
            Node::Claim(claim) => Some(&claim.name),
            Node::Inference(inference) => inference.name.as_deref(),
            Node::Source(source) => Some(&source.name),
            Node::Holder(holder) => Some(&holder.name),
            Node::Question(question) => Some(&question.name),
            Node::Conflict(conflict) => conflict.name.as_deref(),
            Node::Group(group) => Some(&group.name),
            Node::Atom(atom) => Some(&atom.name),
        }
    }

    /// What sort of part it is, in one word.
    pub fn kind(&self) -> &'static str {
        match self {
            Node::Claim(_) => "claim",
            Node::Inference(inference) => inference.kind.word(),
            Node::Source(_) => "source",
            Node::Holder(_) => "holder",
            Node::Question(_) => "question",
            Node::Conflict(_) => "conflict",
            Node::Group(_) => "group",
            Node::Atom(_) => "atom",
        }
    }
}

/// A relation between two parts of a map.
#[derive(Clone, Debug)]
pub enum Edge {
    /// The claim is a premise of the inference.
    Premise,
    /// The claim licenses the inference.
    Warrant,
    /// The inference aims at the claim or inference.
    Conclusion,
    /// The claim is one of those in conflict.
    Member,
    /// The claim answers the question.
    Answer,
    /// The holder takes a stand on the claim.
    Commits(Box<Commitment>),
    /// The source is evidence for the claim or inference.
    Cites(Box<Citation>),
}

/// Another map's file as this one's file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The prefix under which the other's ids are reached.
    pub alias: Box<str>,
    /// The path as it was written.
    pub path: Box<str>,
    /// The file, where it could be read.
    pub file: Option<FileId>,
}

/// What a map knows of each of its files.
#[derive(Clone, Debug, Default)]
pub(crate) struct MapFile {
    pub(crate) prefix: Box<str>,
    /// The language of an imported file's claims; the map itself knows the root's.
    pub(crate) language: Option<Box<str>>,
    pub(crate) imports: Vec<Import>,
}

/// A word that the map uses in more than one sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub term: Box<str>,
    /// Its senses.
    pub senses: Vec<Box<str>>,
}

/// An argumentation scheme that the map declares for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnScheme {
    /// The name.
    pub name: Box<str>,
    /// The roles of its premises.
    pub roles: Vec<Box<str>>,
    /// Its critical questions.
    pub questions: Vec<Box<str>>,
}

/// A rule's findings that the map's author lets pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule's code or name.
    pub rule: Box<str>,
    /// Why.
    pub reason: Box<str>,
    /// The ids it is about; none means all findings of the rule.
    pub at: Vec<Box<str>>,
}

/// What two versions of a map say differently, and nobody has decided.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unmerged {
    /// The list of the part; nothing for a key of the file itself.
    pub list: Option<Box<str>>,
    /// The id of the part, or the word by which it is known; nothing for what has neither.
    pub at: Option<Box<str>>,
    /// The key that differs; nothing where it is the whole part.
    pub key: Option<Box<str>>,
    /// The value in the version from which both come; nothing where there was none.
    pub base: Option<serde_json::Value>,
    /// The value in the version into which the other was merged.
    pub ours: Option<serde_json::Value>,
    /// The value in the other version.
    pub theirs: Option<serde_json::Value>,
}

/// Claims, inferences, sources and commitments as one directed graph.
///
/// Two maps are equal if what their root files declare is equal, list by list in the order of
/// declaration, with references compared by name.
#[derive(Clone, Debug)]
pub struct Map {
    /// The title.
    pub title: Box<str>,
    /// The language of its claims, as a BCP 47 tag.
    pub language: Option<Box<str>>,
    /// The source that it claims to be a reading of.
    pub reading_of: Option<SourceId>,
    /// Words used in several senses.
    pub glossary: Vec<Term>,
    /// Schemes declared here.
    pub schemes: Vec<OwnScheme>,
    /// Findings that are let pass.
    pub allows: Vec<Allow>,
    /// What two versions say differently.
    pub unmerged: Vec<Unmerged>,
    graph: DiGraph<Node, Edge>,
    theses: Vec<ClaimId>,
    thesis_set: FxHashSet<ClaimId>,
    files: Vec<MapFile>,
    /// The first node of each file, in ascending order; the root comes last.
    starts: Vec<(u32, FileId)>,
    names: NameTable,
}

impl Map {
    /// The graph itself, for petgraph's algorithms.
    pub fn graph(&self) -> &DiGraph<Node, Edge> {
        &self.graph
    }

    /// The number of nodes; a part's [`index`](ClaimId::index) is below it.
    pub fn node_count(&self) -> usize {
        self.graph.node_count()
    }

    /// The claims, those of imported files first.
    pub fn claims(&self) -> impl Iterator<Item = (ClaimId, &Claim)> + '_ {
        self.nodes().filter_map(|(node, weight)| match weight {
            Node::Claim(claim) => Some((ClaimId(node), claim)),
            _ => None,
        })
    }

    /// The inferences, those of imported files first.
    pub fn inferences(&self) -> impl Iterator<Item = (InferenceId, &Inference)> + '_ {
        self.nodes().filter_map(|(node, weight)| match weight {
            Node::Inference(inference) => Some((InferenceId(node), inference)),
            _ => None,
        })
    }

    /// The sources, those of imported files first.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &Source)> + '_ {
        self.nodes().filter_map(|(node, weight)| match weight {
            Node::Source(source) => Some((SourceId(node), &**source)),
            _ => None,
        })
    }

    /// The holders, those of imported files first.
    pub fn holders(&self) -> impl Iterator<Item = (HolderId, &Holder)> + '_ {
        self.nodes().filter_map(|(node, weight)| match weight {
            Node::Holder(holder) => Some((HolderId(node), &**holder)),
            _ => None,
        })
    }

    /// The questions, those of imported files first.
    pub fn questions(&self) -> impl Iterator<Item = (QuestionId, &Question)> + '_ {
        self.nodes().filter_map(|(node, weight)| match weight {
            Node::Question(question) => Some((QuestionId(node), &**question)),
            _ => None,
        })
    }

    /// The conflicts, those of imported files first.
    pub fn conflicts(&self) -> impl Iterator<Item = (ConflictId, &Conflict)> + '_ {
        self.nodes().filter_map(|(node, weight)| match weight {
            Node::Conflict(conflict) => Some((ConflictId(node), &**conflict)),
            _ => None,
        })
    }

    /// The groups, those of imported files first.
    pub fn groups(&self) -> impl Iterator<Item = (GroupId, &Group)> + '_ {
        self.nodes().filter_map(|(node, weight)| match weight {
            Node::Group(group) => Some((GroupId(node), &**group)),
            _ => None,
        })
    }

    /// The propositional letters, those of imported files first.
    pub fn atoms(&self) -> impl Iterator<Item = (AtomId, &Atom)> + '_ {
        self.nodes().filter_map(|(node, weight)| match weight {
            Node::Atom(atom) => Some((AtomId(node), &**atom)),
            _ => None,
        })
    }

    fn nodes(&self) -> impl Iterator<Item = (NodeIndex, &Node)> + '_ {
        self.graph.node_indices().zip(self.graph.node_weights())
    }

    /// The node; panics on another map's number, as all look-ups by number do.
    pub fn node(&self, node: impl Into<NodeIndex>) -> &Node {
        &self.graph[node.into()]
    }

    /// The claims that the root file is for, in the order of declaration.
    pub fn theses(&self) -> &[ClaimId] {
        &self.theses
    }

    /// Whether the root file is for the claim.
    pub fn is_thesis(&self, claim: ClaimId) -> bool {
        self.thesis_set.contains(&claim)
    }

    /// What the root file imports.
    pub fn imports(&self) -> &[Import] {
        &self.files[0].imports
    }

    /// The file in which a part is declared; logarithmic in the number of files.
    pub fn file_of(&self, node: impl Into<NodeIndex>) -> FileId {
        let node = node.into().index() as u32;
        self.starts[self.starts.partition_point(|(start, _)| *start <= node) - 1].1
    }

    /// The language of a file's claims, as a BCP 47 tag.
    pub fn language_of(&self, file: FileId) -> Option<&str> {
        let language = if file == FileId::ROOT {
            &self.language
        } else {
            &self.files.get(file.index())?.language
        };
        language.as_deref()
    }

    /// The parts that the root file declares, in the order of declaration.
    pub fn own_parts(&self) -> impl ExactSizeIterator<Item = NodeIndex> + use<> {
        let start = self.starts.last().map_or(0, |(start, _)| *start as usize);
        debug_assert_eq!(self.starts.last().map(|(_, file)| *file), Some(FileId::ROOT));
        (start..self.node_count()).map(NodeIndex::new)
    }

    /// The part that a name in the root file means, import prefixes included.
    pub fn find(&self, name: &str) -> Option<NodeIndex> {
        self.find_from(FileId::ROOT, name)
    }

    /// The claim of that name.
    pub fn find_claim(&self, name: &str) -> Option<ClaimId> {
        self.find(name).and_then(|node| self.as_claim(node))
    }

    /// The file that a name's prefixes lead to.
    pub(crate) fn file_reached(&self, file: FileId, name: &str) -> Option<FileId> {
        let (mut file, mut rest) = (file, name);
        while let Some((alias, tail)) = rest.split_once('/') {
            let imports = &self.files[file.index()].imports;
            file = imports.iter().find(|import| &*import.alias == alias)?.file?;
            rest = tail;
        }
        Some(file)
    }

    /// The ids of those parts that a file declares and that fit.
    pub(crate) fn names_of<'m>(
        &'m self,
        file: FileId,
        fits: impl Fn(NodeIndex) -> bool + 'm,
    ) -> impl Iterator<Item = &'m str> + 'm {
        let start = self.starts.iter().position(|(_, of)| *of == file);
        let first = start.map_or(0, |at| self.starts[at].0 as usize);
        let next = start.and_then(|at| self.starts.get(at + 1));
        let end = next.map_or(self.node_count(), |(end, _)| *end as usize);
        let nodes = (first..end).map(NodeIndex::new).filter(move |node| fits(*node));
        nodes.filter_map(|node| self.graph[node].name())
    }

    /// The part that a name in that file means; linear in the number of the name's prefixes.
    pub(crate) fn find_from(&self, file: FileId, name: &str) -> Option<NodeIndex> {
        let reached = self.file_reached(file, name);
        let rest = name.rsplit_once('/').map_or(name, |(_, rest)| rest);
        let found = |file, name| self.names.find(&self.graph, &self.starts, file, name);
        // An id may have a `/` where it is no id by its grammar; that is reported elsewhere.
        reached.and_then(|file| found(file, rest)).or_else(|| found(file, name))
    }

    /// The name by which the root file reaches a part, import prefixes included; nothing for
    /// parts without an id.
    pub fn name(&self, node: impl Into<NodeIndex>) -> Option<String> {
        let node = node.into();
        let name = self.graph[node].name()?;
        Some(format!("{}{name}", self.prefix(node)))
    }

    /// The import prefixes under which the root file reaches a part's file.
    fn prefix(&self, node: NodeIndex) -> &str {
        &self.files[self.file_of(node).index()].prefix
    }

    /// The node as a claim's number.
    pub fn as_claim(&self, node: NodeIndex) -> Option<ClaimId> {
        matches!(self.graph[node], Node::Claim(_)).then_some(ClaimId(node))
    }

    /// The node as an inference's number.
    pub fn as_inference(&self, node: NodeIndex) -> Option<InferenceId> {
        matches!(self.graph[node], Node::Inference(_)).then_some(InferenceId(node))
    }

    /// The premises of an inference in the order of declaration, without its warrant.
    pub fn premises(&self, inference: InferenceId) -> impl Iterator<Item = ClaimId> + '_ {
        let edges = self.graph.edges_directed(inference.0, Incoming);
        edges.filter(|edge| matches!(edge.weight(), Edge::Premise)).map(|e| ClaimId(e.source()))
    }

    /// The claim that licenses an inference.
    pub fn warrant(&self, inference: InferenceId) -> Option<ClaimId> {
        let mut edges = self.graph.edges_directed(inference.0, Incoming);
        edges.find(|edge| matches!(edge.weight(), Edge::Warrant)).map(|e| ClaimId(e.source()))
    }

    /// All that an inference needs: its premises, then its warrant.
    pub fn needs(&self, inference: InferenceId) -> impl Iterator<Item = ClaimId> + '_ {
        self.premises(inference).chain(self.warrant(inference))
    }

    /// What an inference aims at.
    pub fn target(&self, inference: InferenceId) -> Target {
        let node = self.graph.neighbors_directed(inference.0, Outgoing).next();
        let node = node.expect("an inference has a target");
        match self.graph[node] {
            Node::Claim(_) => Target::Claim(ClaimId(node)),
            _ => Target::Inference(InferenceId(node)),
        }
    }

    /// The inferences of one kind that aim at a claim or inference, in the order of declaration;
    /// linear in the number of all that is said of it.
    pub fn aimed_at(&self, node: impl Into<NodeIndex>, kind: InferenceKind) -> Vec<InferenceId> {
        let edges = self.graph.edges_directed(node.into(), Incoming);
        let aimed = edges.filter(|edge| matches!(edge.weight(), Edge::Conclusion));
        let aimed = aimed.map(|edge| InferenceId(edge.source()));
        let mut found: Vec<_> = aimed.filter(|id| self[*id].kind == kind).collect();
        found.reverse();
        found
    }

    /// The inferences that use a claim as premise or warrant, in the order of declaration.
    pub fn uses(&self, claim: ClaimId) -> Vec<InferenceId> {
        let edges = self.graph.edges_directed(claim.0, Outgoing);
        let mut found: Vec<_> = edges.map(|edge| InferenceId(edge.target())).collect();
        found.reverse();
        found
    }

    /// The claims of a conflict in the order of declaration.
    pub fn members(&self, conflict: ConflictId) -> impl Iterator<Item = ClaimId> + '_ {
        self.graph.neighbors_directed(conflict.0, Outgoing).map(ClaimId)
    }

    /// The answers to a question in the order of declaration.
    pub fn answers(&self, question: QuestionId) -> impl Iterator<Item = ClaimId> + '_ {
        self.graph.neighbors_directed(question.0, Outgoing).map(ClaimId)
    }

    /// The stands taken on a claim in the order of declaration, with the edges that carry them.
    pub fn commitments(&self, claim: ClaimId) -> Vec<(EdgeIndex, HolderId, &Commitment)> {
        let edges = self.graph.edges_directed(claim.0, Incoming);
        let mut found: Vec<_> = edges
            .filter_map(|edge| match edge.weight() {
                Edge::Commits(commitment) => {
                    Some((edge.id(), HolderId(edge.source()), &**commitment))
                }
                _ => None,
            })
            .collect();
        found.reverse();
        found
    }

    /// The evidence for a claim or inference in the order of declaration, with the edges that
    /// carry it.
    pub fn citations(&self, node: impl Into<NodeIndex>) -> Vec<(EdgeIndex, &Citation)> {
        let edges = self.graph.edges_directed(node.into(), Incoming);
        let mut found: Vec<_> = edges
            .filter_map(|edge| match edge.weight() {
                Edge::Cites(citation) => Some((edge.id(), &**citation)),
                _ => None,
            })
            .collect();
        found.reverse();
        found
    }
}

macro_rules! index {
    ($($id:ident => $kind:ident($part:ident)),* $(,)?) => {$(
        impl std::ops::Index<$id> for Map {
            type Output = $part;

            /// The part; panics on another map's number.
            fn index(&self, id: $id) -> &$part {
                match &self.graph[id.0] {
                    Node::$kind(part) => part,
                    _ => panic!("the number is of another map"),
                }
            }
        }

        impl std::ops::IndexMut<$id> for Map {
            /// The part, to fill in; its id must stay as it is. Panics on another map's number.
            fn index_mut(&mut self, id: $id) -> &mut $part {
                match &mut self.graph[id.0] {
                    Node::$kind(part) => part,
                    _ => panic!("the number is of another map"),
                }
            }
        }
    )*};
}

index! {
    ClaimId => Claim(Claim),
    InferenceId => Inference(Inference),
    SourceId => Source(Source),
    HolderId => Holder(Holder),
    QuestionId => Question(Question),
    ConflictId => Conflict(Conflict),
    GroupId => Group(Group),
    AtomId => Atom(Atom),
}
