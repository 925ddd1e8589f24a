//! From declarations to a map: names become numbers, once for all formats.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;
use typed_arena::Arena;

use super::imports::{ReadFile, Reader, read_all};
use super::names::Names;
use super::problems::{
    bad_id, dangling_reference, duplicate_id, import_cycle, unreadable_import, wrong_kind,
    wrong_type,
};
use super::{
    Document, Field, Loader, Origins, Reading, Text, declare, link, nearest, one_slip, unmerged,
};
use crate::diagnostic::Diagnostic;
use crate::model::{ClaimId, GroupId, HolderId, InferenceKind, Map, Node, SourceId, is_name};
use crate::text::{FileId, Place, SourceFile, Span};

/// So many dangling references get a suggestion: each takes a look at every name.
const MOST_SUGGESTIONS: usize = 50;

/// Reads a file and all that it imports, and makes one map of them.
///
/// Never fails: what cannot be understood is left out, and said in
/// [`Reading::problems`]. Linear in the length of the files.
pub fn resolve(root: SourceFile, reader: Reader, loader: &mut Loader) -> Reading {
    let arena = Arena::new();
    let mut problems = Vec::new();
    let (files, order) = read_all(root, &arena, reader, loader, &mut problems);
    let mut map = Map::new("");
    let mut origins = Origins::default();
    let of_text = problems.iter().filter(|problem| !hides_nothing(problem.rule.code));
    let mut faults: Vec<(Place, &str)> =
        of_text.filter_map(|problem| Some((problem.place()?, problem.rule.code))).collect();
    faults.sort_unstable();
    if !problems.is_empty() {
        origins.set_incomplete();
    }
    let mut slots: Vec<Option<ReadFile>> = files.into_iter().map(Some).collect();
    for file in order {
        let Some(read) = slots[file.index()].take() else { continue };
        let document = &read.document;
        let first = map.node_count();
        origins.begin_file(file, map.graph().edge_count());
        map.begin_file(file, read.imports);
        let mut resolver = Resolver {
            document,
            map: &mut map,
            origins: &mut origins,
            problems: &mut problems,
            names: Names::new(first, document.named()),
            suggestions: 0,
            doubled: FxHashSet::default(),
            faults: {
                let at = |file| faults.partition_point(|(place, _)| place.file < file);
                &faults[at(file)..at(FileId(file.0 + 1))]
            },
        };
        resolver.reserve();
        let declared = declare::declare(&mut resolver);
        link::link(&mut resolver, &declared);
        unmerged::tell(&mut resolver);
    }
    set_prefixes(&mut map);
    problems.sort_by_key(Diagnostic::place);
    Reading { files: arena.into_vec(), map, origins, problems }
}

/// Whether the faults of a rule hide no declaration of the file that they are in.
fn hides_nothing(code: &str) -> bool {
    [import_cycle::RULE.code, unreadable_import::RULE.code].contains(&code)
}

/// One file on its way into the map.
pub(super) struct Resolver<'r, 't> {
    pub(super) document: &'r Document<'t>,
    pub(super) map: &'r mut Map,
    pub(super) origins: &'r mut Origins,
    pub(super) problems: &'r mut Vec<Diagnostic>,
    /// The nodes of this file by their names in its text.
    names: Names<'r>,
    suggestions: usize,
    /// Names that are declared more than once.
    doubled: FxHashSet<&'r str>,
    /// The faults of its text in the order of their places, which may hide what it declares: the
    /// places, and the codes of their rules.
    faults: &'r [(Place, &'static str)],
}

impl<'r> Resolver<'r, '_> {
    fn reserve(&mut self) {
        let document = self.document;
        let nodes = document.declarations();
        self.map.reserve(nodes, document.inferences.len() * 2 + document.stands());
        self.origins.reserve(nodes, document.claims.len() * 3 + document.inferences.len() * 4);
    }

    pub(super) fn str(&self, text: Text) -> &'r str {
        self.document.str(text)
    }

    pub(super) fn boxed(&self, text: Option<Text>) -> Option<Box<str>> {
        text.map(|text| self.str(text).into())
    }

    pub(super) fn place(&self, span: Span) -> Place {
        self.document.place(span)
    }

    /// Adds a node under its id; one whose id is taken is left out, or kept without a name if
    /// it can do without. Reports ids that are taken or are none.
    pub(super) fn add(
        &mut self,
        id: Option<Text>,
        span: Span,
        node: Node,
        nameless: impl FnOnce(Node) -> Option<Node>,
    ) -> Option<NodeIndex> {
        let mut node = node;
        let next = NodeIndex::new(self.map.node_count());
        if let Some(id) = id {
            let name = self.str(id);
            let place = self.place(id.span);
            if !is_name(name) {
                self.problems.push(bad_id::found(name, place));
            }
            if let Some(first) = self.names.insert(name, next) {
                let first = self.origins.node(first, Field::Id);
                let kept = nameless(node);
                self.problems.push(duplicate_id::found(name, place, first, kept.is_some()));
                self.doubled.insert(name);
                self.origins.set_incomplete();
                node = kept?;
            }
        }
        let index = self.map.push(node);
        debug_assert_eq!(index, next);
        self.origins.begin_node(index);
        self.origins.add(Field::Whole, Some(span));
        self.origins.add(Field::Id, id.map(|id| id.span));
        Some(index)
    }

    /// The part that a name in this file means.
    pub(super) fn find(&mut self, name: &str) -> Option<NodeIndex> {
        let own = self.names.find(name);
        if own.is_some() || !name.contains('/') {
            return own;
        }
        self.map.find_from(self.document.file, name)
    }

    /// What a reference means, if it is a `wanted`; otherwise that is reported.
    pub(super) fn refer<I>(
        &mut self,
        reference: Text,
        wanted: &'static str,
        accept: impl Fn(&Map, NodeIndex) -> Option<I>,
    ) -> Option<I> {
        let help = "name a claim: the one that the step leads to, or one of its premises";
        self.refer_or_help(reference, wanted, accept, help)
    }

    /// The claim that a step is for or against.
    pub(super) fn target(&mut self, reference: Text, kind: InferenceKind) -> Option<ClaimId> {
        let help = match kind {
            InferenceKind::Support => {
                "what speaks for a step is its `warrant`, or one more of its premises"
            }
            _ => "an objection to a step is an undercut",
        };
        self.refer_or_help(reference, "claim", Map::as_claim, help)
    }

    /// The same as `refer`, with what helps where a claim is wanted and a step is named.
    fn refer_or_help<I>(
        &mut self,
        reference: Text,
        wanted: &'static str,
        accept: impl Fn(&Map, NodeIndex) -> Option<I>,
        if_step: &'static str,
    ) -> Option<I> {
        let name = self.str(reference);
        let place = self.place(reference.span);
        let Some(node) = self.find(name) else {
            self.origins.set_incomplete();
            if self.is_of_unread_import(name) || self.is_list_unread(wanted) {
                return None;
            }
            if let Some(alias) = self.unknown_prefix(name) {
                let finding = dangling_reference::found_no_import(name, wanted, alias, place);
                self.problems.push(finding);
                return None;
            }
            let (near, meant) = if self.suggests() {
                let fits = |map: &Map, node| accept(map, node).is_some();
                (self.near(name, fits), self.meant(name, wanted, &accept))
            } else {
                (None, None)
            };
            let (near, meant) = (near.as_deref(), meant.as_deref());
            let finding = dangling_reference::found(name, wanted, near, meant, place);
            self.problems.push(finding);
            return None;
        };
        let found = accept(self.map, node);
        if found.is_none() {
            self.origins.set_incomplete();
            self.origins.set_loose(node);
            // Of a name that is declared twice it was told that one of the two is left out.
            if self.doubled.contains(name) {
                return None;
            }
            let kind = self.map.node(node).kind();
            let help = match (wanted, kind) {
                ("step", "claim") => Some(
                    "an objection to a claim is a rebuttal; an undercut objects to the step that leads to it",
                ),
                ("claim", "support" | "rebuttal" | "undercut") => Some(if_step),
                _ => None,
            };
            let declared = self.origins.node(node, Field::Id);
            let finding = wrong_kind::found(name, kind, wanted, help, place, declared);
            self.problems.push(finding);
        }
        found
    }

    pub(super) fn claim(&mut self, reference: Text) -> Option<ClaimId> {
        self.refer(reference, "claim", Map::as_claim)
    }

    pub(super) fn holder(&mut self, reference: Text) -> Option<HolderId> {
        self.refer(reference, "holder", |map, node| match map.node(node) {
            Node::Holder(_) => Some(HolderId(node)),
            _ => None,
        })
    }

    pub(super) fn source(&mut self, reference: Text) -> Option<SourceId> {
        self.refer(reference, "source", |map, node| match map.node(node) {
            Node::Source(_) => Some(SourceId(node)),
            _ => None,
        })
    }

    pub(super) fn group(&mut self, reference: Text) -> Option<GroupId> {
        self.refer(reference, "group", |map, node| match map.node(node) {
            Node::Group(_) => Some(GroupId(node)),
            _ => None,
        })
    }

    /// The claims that a list names; those that are not there are reported and left out.
    pub(super) fn claims(&mut self, references: &[Text]) -> Vec<ClaimId> {
        references.iter().filter_map(|reference| self.claim(*reference)).collect()
    }

    /// Whether a part of the text has faults, which explain what is not there.
    pub(super) fn has_fault(&self, span: Span) -> bool {
        self.faults_within(span).next().is_some()
    }

    /// Whether a part of the text has a value of a wrong type, which is left out.
    pub(super) fn has_wrong_type(&self, span: Span) -> bool {
        self.faults_within(span).any(|code| code == wrong_type::RULE.code)
    }

    fn faults_within(&self, span: Span) -> impl Iterator<Item = &'static str> + use<'_, 'r> {
        let first = self.faults.partition_point(|(place, _)| place.span.start < span.start);
        let within =
            self.faults[first..].iter().take_while(move |(at, _)| at.span.start <= span.end);
        within.map(|(_, code)| *code)
    }

    /// Marks what a list names as parts of which something was left out.
    pub(super) fn loosen(&mut self, references: impl IntoIterator<Item = Text>) {
        self.origins.set_incomplete();
        for reference in references {
            if let Some(node) = self.find(self.str(reference)) {
                self.origins.set_loose(node);
            }
        }
    }

    /// Whether a name leads through an import of this file of which it was told that it was left out
    /// or cannot be read, so that nothing is known of what is behind it.
    pub(super) fn is_of_unread_import(&self, name: &str) -> bool {
        let Some((alias, _)) = name.split_once('/') else { return false };
        let imports = self.map.imports_of(self.document.file).iter();
        let mut read = imports.filter(|import| import.file.is_some());
        match self.imports_called(alias) {
            0 => false,
            1 => !read.any(|import| &*import.alias == alias),
            _ => true,
        }
    }

    /// Whether the file has none of what is wanted, and it was told that what should list them has a
    /// wrong type, such as claims in an object by their ids.
    fn is_list_unread(&self, wanted: &str) -> bool {
        let document = self.document;
        let has_none = match wanted {
            "claim" => document.claims.is_empty(),
            "holder" => document.holders.is_empty(),
            "source" => document.sources.is_empty(),
            "group" => document.groups.is_empty(),
            _ => false,
        };
        has_none && self.faults.iter().any(|(_, code)| *code == wrong_type::RULE.code)
    }

    /// The prefix of a name if this file has no import of that prefix.
    pub(super) fn unknown_prefix<'n>(&self, name: &'n str) -> Option<&'n str> {
        let (alias, _) = name.split_once('/')?;
        (self.imports_called(alias) == 0).then_some(alias)
    }

    fn imports_called(&self, word: &str) -> usize {
        let aliases = self.document.imports.iter().filter_map(|import| import.alias);
        aliases.filter(|alias| self.str(*alias) == word).count()
    }

    /// Whether one more reference that names nothing gets a suggestion.
    pub(super) fn suggests(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= MOST_SUGGESTIONS
    }

    /// The name of a `wanted` that is meant by one that means nothing: that of which it is a slip.
    ///
    /// Nothing where the file has faults that may hide a declaration, or declares what is looked
    /// for, but so that it had to be left out.
    fn meant<I>(
        &self,
        name: &str,
        wanted: &str,
        accept: &impl Fn(&Map, NodeIndex) -> Option<I>,
    ) -> Option<String> {
        let document = self.document;
        if !self.faults.is_empty() || document.file != FileId::ROOT {
            return None;
        }
        let mut declared = document.ids().map(|(kind, id)| (kind, self.str(id)));
        if declared.any(|(_, id)| id == name) {
            return None;
        }
        let is_meant = |meant: &str| {
            let node = self.map.find_from(document.file, meant)?;
            accept(self.map, node).map(|_| meant.to_owned())
        };
        let Some((prefix, rest)) = name.rsplit_once('/') else {
            let of_kind = document.ids().filter(|(kind, _)| *kind == wanted);
            return is_meant(one_slip(name, of_kind.map(|(_, id)| self.str(id)))?);
        };
        let file = self.map.file_reached(document.file, name)?;
        let names = self.map.names_of(file, |node| accept(self.map, node).is_some());
        is_meant(&format!("{prefix}/{}", one_slip(rest, names)?))
    }

    /// The name most like one that means nothing, among those of parts that fit.
    pub(super) fn near(
        &self,
        name: &str,
        fits: impl Fn(&Map, NodeIndex) -> bool,
    ) -> Option<String> {
        let (prefix, rest) = name
            .rsplit_once('/')
            .map_or(("", name), |(prefix, rest)| (&name[..prefix.len() + 1], rest));
        let file = match prefix {
            "" => self.document.file,
            _ => self.map.file_reached(self.document.file, name)?,
        };
        let near = nearest(rest, self.map.names_of(file, |node| fits(self.map, node)))?;
        Some(format!("{prefix}{near}"))
    }
}

/// Gives each file the shortest chain of prefixes by which the root reaches it.
fn set_prefixes(map: &mut Map) {
    let mut queue = std::collections::VecDeque::from([(FileId::ROOT, String::new())]);
    let mut seen = FxHashSet::from_iter([FileId::ROOT]);
    while let Some((file, prefix)) = queue.pop_front() {
        for import in map.imports_of(file) {
            if let Some(to) = import.file
                && seen.insert(to)
            {
                queue.push_back((to, format!("{prefix}{}/", import.alias)));
            }
        }
        map.set_prefix(file, prefix.into());
    }
}
