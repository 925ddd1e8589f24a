//! Where the parts of a map were written.

use petgraph::graph::{EdgeIndex, NodeIndex};
use rustc_hash::FxHashSet;

use crate::text::{FileId, Place, Span};

/// A part of a declaration that a finding may point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// All of it.
    Whole,
    /// The id.
    Id,
    /// The text of a claim, question or letter.
    Text,
    /// The title or name.
    Title,
    /// The kind.
    Kind,
    /// The formula.
    Formula,
    /// The group, or the parent of a group.
    Group,
    /// The basis.
    Basis,
    /// The verdict that the author gives.
    Status,
    /// The premise of that number, counted from 0.
    Premise(u32),
    /// The target.
    Target,
    /// The warrant.
    Warrant,
    /// The scheme.
    Scheme,
    /// The claim in the role of that number.
    Role(u32),
    /// Where it is said to be strict.
    Strict,
    /// Who draws a step or whose view it is.
    By,
    /// The claim of that number of a conflict, or answer to a question.
    Member(u32),
    /// The claim of that number that says the same.
    SameAs(u32),
    /// The holder of a commitment.
    Holder,
    /// The source of a commitment, citation or step.
    Source,
    /// The place in it.
    At,
    /// The quotation.
    Quote,
    /// Where an entry for the section of that number stands.
    Section(u32),
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    field: Field,
    span: Span,
}

/// The places of a map's parts; empty for a map that was built in code.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// For each node the index of its first entry.
    nodes: Vec<u32>,
    /// The same for those edges that have places, in ascending order.
    edges: Vec<(EdgeIndex, u32)>,
    entries: Vec<Entry>,
    edge_entries: Vec<Entry>,
    /// The file of each run of nodes, in ascending order of the first.
    files: Vec<(u32, FileId)>,
    edge_files: Vec<(u32, FileId)>,
    /// The place of each thesis of the root file, in order.
    pub theses: Vec<Place>,
    /// The place of each entry of the root file's `allow`, in order.
    pub allows: Vec<Place>,
    /// The place of the root file's title, or of its start.
    pub title: Option<Place>,
    /// Parts of which something that was written could not be taken into the map.
    loose: FxHashSet<NodeIndex>,
    incomplete: bool,
}

impl Origins {
    /// Where a part, or one field of it, was written.
    pub fn node(&self, node: impl Into<NodeIndex>, field: Field) -> Option<Place> {
        let node: NodeIndex = node.into();
        let start = *self.nodes.get(node.index())? as usize;
        let end = self.nodes.get(node.index() + 1).map_or(self.entries.len(), |end| *end as usize);
        let entry = find(&self.entries[start..end], field)?;
        Some(Place { file: file_at(&self.files, node.index() as u32)?, span: entry.span })
    }

    /// Where a commitment or citation, or one field of it, was written; logarithmic in their
    /// number.
    pub fn edge(&self, edge: EdgeIndex, field: Field) -> Option<Place> {
        let at = self.edges.binary_search_by_key(&edge, |(edge, _)| *edge).ok()?;
        let start = self.edges[at].1 as usize;
        let end = self.edges.get(at + 1).map_or(self.edge_entries.len(), |(_, end)| *end as usize);
        let entry = find(&self.edge_entries[start..end], field)?;
        Some(Place { file: file_at(&self.edge_files, edge.index() as u32)?, span: entry.span })
    }

    /// Whether all that was written of a part is in the map. Where it is not, findings of
    /// something missing would only repeat a fault of the text.
    pub fn is_whole(&self, node: impl Into<NodeIndex>) -> bool {
        !self.loose.contains(&node.into())
    }

    /// Whether anything that was written could not be taken into the map.
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    pub(crate) fn begin_file(&mut self, file: FileId, first_edge: usize) {
        self.files.push((self.nodes.len() as u32, file));
        self.edge_files.push((first_edge as u32, file));
    }

    pub(crate) fn reserve(&mut self, nodes: usize, entries: usize) {
        self.nodes.reserve(nodes);
        self.entries.reserve(entries);
    }

    /// Starts the places of the next node.
    pub(crate) fn begin_node(&mut self, node: NodeIndex) {
        debug_assert_eq!(self.nodes.len(), node.index());
        self.nodes.push(self.entries.len() as u32);
    }

    /// Adds a place to the node begun last.
    pub(crate) fn add(&mut self, field: Field, span: Option<Span>) {
        if let Some(span) = span {
            self.entries.push(Entry { field, span });
        }
    }

    pub(crate) fn begin_edge(&mut self, edge: EdgeIndex) {
        self.edges.push((edge, self.edge_entries.len() as u32));
    }

    pub(crate) fn add_to_edge(&mut self, field: Field, span: Option<Span>) {
        if let Some(span) = span {
            self.edge_entries.push(Entry { field, span });
        }
    }

    pub(crate) fn set_loose(&mut self, node: NodeIndex) {
        self.loose.insert(node);
    }

    pub(crate) fn set_incomplete(&mut self) {
        self.incomplete = true;
    }
}

fn find(entries: &[Entry], field: Field) -> Option<&Entry> {
    // Premises stand in a row: look there first, so that a million of them stay linear.
    if let Field::Premise(number) | Field::Member(number) = field {
        let first = entries.iter().position(|entry| same_list(entry.field, field))?;
        return entries.get(first + number as usize).filter(|entry| entry.field == field);
    }
    // These stand at the start, if anywhere.
    let looked_at = match field {
        Field::Id | Field::Whole => &entries[..entries.len().min(2)],
        _ => entries,
    };
    looked_at.iter().find(|entry| entry.field == field)
}

fn same_list(a: Field, b: Field) -> bool {
    std::mem::discriminant(&a) == std::mem::discriminant(&b)
}

fn file_at(runs: &[(u32, FileId)], index: u32) -> Option<FileId> {
    let at = runs.partition_point(|(start, _)| *start <= index);
    at.checked_sub(1).map(|at| runs[at].1)
}
