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
    /// The critical question that an undercut raises.
    CriticalQuestion,
    /// Where it is said to be strict.
    Strict,
    /// Who draws a step or whose view it is.
    By,
    /// The claim of that number of a conflict, or answer to a question.
    Member(u32),
    /// The claim of that number that says the same, or the holder that is the same.
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
    /// The sense of that number in which a claim uses a term.
    Sense(u32),
}

/// The places of many fields in eight bytes each: the fields of a part stand together, those of
/// one list in a row.
#[derive(Clone, Debug, Default)]
struct Entries {
    /// Where each field starts, and its kind with the length of its place.
    items: Vec<(u32, u32)>,
    /// The ends of places too long for that, by the number of the entry.
    long: Vec<(u32, u32)>,
}

/// The bits of a length; the kind stands above them.
const LENGTH: u32 = 0x00FF_FFFF;

impl Entries {
    fn push(&mut self, field: Field, span: Span) {
        let mut length = span.end - span.start;
        if length >= LENGTH {
            self.long.push((self.items.len() as u32, span.end));
            length = LENGTH;
        }
        self.items.push((span.start, (kind(field).0 << 24) | length));
    }

    /// The place of a field among the entries from `start` to `end`.
    fn find(&self, start: usize, end: usize, field: Field) -> Option<Span> {
        let (kind, number) = kind(field);
        // These stand at the start, if anywhere.
        let early = matches!(field, Field::Id | Field::Whole);
        let looked_at = if early { end.min(start + 2) } else { end };
        let is_kind = |entry: &(u32, u32)| entry.1 >> 24 == kind;
        let first = start + self.items[start..looked_at].iter().position(is_kind)?;
        let at = first + number as usize;
        let entry = self.items[..end].get(at).filter(|entry| is_kind(entry))?;
        let length = entry.1 & LENGTH;
        if length < LENGTH {
            return Some(Span { start: entry.0, end: entry.0 + length });
        }
        let long = self.long.binary_search_by_key(&(at as u32), |(entry, _)| *entry).ok()?;
        Some(Span { start: entry.0, end: self.long[long].1 })
    }
}

/// A field's kind as a number, and its place in the list that it is of.
fn kind(field: Field) -> (u32, u32) {
    match field {
        Field::Whole => (0, 0),
        Field::Id => (1, 0),
        Field::Text => (2, 0),
        Field::Title => (3, 0),
        Field::Kind => (4, 0),
        Field::Formula => (5, 0),
        Field::Group => (6, 0),
        Field::Basis => (7, 0),
        Field::Status => (8, 0),
        Field::Premise(number) => (9, number),
        Field::Target => (10, 0),
        Field::Warrant => (11, 0),
        Field::Scheme => (12, 0),
        Field::Role(number) => (13, number),
        Field::Strict => (14, 0),
        Field::By => (15, 0),
        Field::Member(number) => (16, number),
        Field::SameAs(number) => (17, number),
        Field::Holder => (18, 0),
        Field::Source => (19, 0),
        Field::At => (20, 0),
        Field::Quote => (21, 0),
        Field::Section(number) => (22, number),
        Field::CriticalQuestion => (23, 0),
        Field::Sense(number) => (24, number),
    }
}

/// The places of a map's parts; empty for a map that was built in code.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// For each node the index of its first entry.
    nodes: Vec<u32>,
    /// The same for those edges that have places, in ascending order.
    edges: Vec<(EdgeIndex, u32)>,
    entries: Entries,
    edge_entries: Entries,
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
        let last = self.entries.items.len();
        let end = self.nodes.get(node.index() + 1).map_or(last, |end| *end as usize);
        let span = self.entries.find(start, end, field)?;
        Some(Place { file: file_at(&self.files, node.index() as u32)?, span })
    }

    /// Where a commitment or citation, or one field of it, was written; logarithmic in their
    /// number.
    pub fn edge(&self, edge: EdgeIndex, field: Field) -> Option<Place> {
        let at = self.edges.binary_search_by_key(&edge, |(edge, _)| *edge).ok()?;
        let start = self.edges[at].1 as usize;
        let last = self.edge_entries.items.len();
        let end = self.edges.get(at + 1).map_or(last, |(_, end)| *end as usize);
        let span = self.edge_entries.find(start, end, field)?;
        Some(Place { file: file_at(&self.edge_files, edge.index() as u32)?, span })
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
        self.entries.items.reserve(entries);
    }

    /// Starts the places of the next node.
    pub(crate) fn begin_node(&mut self, node: NodeIndex) {
        debug_assert_eq!(self.nodes.len(), node.index());
        self.nodes.push(self.entries.items.len() as u32);
    }

    /// Adds a place to the node begun last.
    pub(crate) fn add(&mut self, field: Field, span: Option<Span>) {
        if let Some(span) = span {
            self.entries.push(field, span);
        }
    }

    pub(crate) fn begin_edge(&mut self, edge: EdgeIndex) {
        self.edges.push((edge, self.edge_entries.items.len() as u32));
    }

    pub(crate) fn add_to_edge(&mut self, field: Field, span: Option<Span>) {
        if let Some(span) = span {
            self.edge_entries.push(field, span);
        }
    }

    pub(crate) fn set_loose(&mut self, node: NodeIndex) {
        self.loose.insert(node);
    }

    pub(crate) fn set_incomplete(&mut self) {
        self.incomplete = true;
    }
}

fn file_at(runs: &[(u32, FileId)], index: u32) -> Option<FileId> {
    let at = runs.partition_point(|(start, _)| *start <= index);
    at.checked_sub(1).map(|at| runs[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_back_whatever_their_length() {
        let mut entries = Entries::default();
        let long = Span { start: 7, end: 7 + LENGTH + 5 };
        entries.push(Field::Whole, long);
        entries.push(Field::Premise(0), Span { start: 9, end: 12 });
        entries.push(Field::Premise(1), Span { start: 14, end: 14 + LENGTH });
        entries.push(Field::Target, Span { start: 20, end: 20 });
        entries.push(Field::Whole, Span { start: 30, end: 31 });
        let find = |field| entries.find(0, 4, field);
        assert_eq!(find(Field::Whole), Some(long));
        assert_eq!(find(Field::Premise(0)), Some(Span { start: 9, end: 12 }));
        assert_eq!(find(Field::Premise(1)), Some(Span { start: 14, end: 14 + LENGTH }));
        assert_eq!(find(Field::Target), Some(Span { start: 20, end: 20 }));
        assert_eq!(find(Field::Premise(2)), None);
        assert_eq!(find(Field::Id), None);
        assert_eq!(entries.find(4, 5, Field::Whole), Some(Span { start: 30, end: 31 }));
    }
}
