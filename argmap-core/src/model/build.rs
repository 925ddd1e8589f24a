//! Building a map in code.

use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use rustc_hash::FxHashSet;

use super::formula::{self, FormulaError};
use super::{
    Atom, AtomId, Citation, Claim, ClaimId, Commitment, Conflict, ConflictId, ConflictKind, Edge,
    Group, GroupId, Holder, HolderId, Import, Inference, InferenceId, InferenceKind, Letter, Map,
    MapFile, NameTable, Node, Question, QuestionId, Source, SourceId, is_name,
};
use crate::text::FileId;

/// Why a part could not be added to a map.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The id is taken by another part of whatever kind.
    #[error("the id `{0}` is already taken")]
    NameTaken(String),
    /// The id is outside the grammar of ids.
    #[error("`{0}` is not an id: use lower-case letters, digits and hyphens")]
    NotAName(String),
    /// An inference without premises.
    #[error("an inference needs at least one premise")]
    NoPremise,
    /// A contradictory pair is of exactly two claims, a contrary set and a question of two or more.
    #[error("{0} claims are too few or too many here")]
    Number(usize),
    /// A formula that cannot be read.
    #[error("the formula cannot be read: {0}")]
    Formula(#[from] FormulaError),
    /// A formula that names neither a claim nor a letter.
    #[error("the formula names `{0}`, which is neither a claim nor an atom")]
    UnknownLetter(String),
}

impl Map {
    /// An empty map.
    pub fn new(title: impl Into<Box<str>>) -> Map {
        Map {
            title: title.into(),
            language: None,
            reading_of: None,
            glossary: Vec::new(),
            schemes: Vec::new(),
            allows: Vec::new(),
            unmerged: Vec::new(),
            graph: DiGraph::new(),
            theses: Vec::new(),
            thesis_set: FxHashSet::default(),
            files: vec![MapFile::default()],
            starts: vec![(0, FileId::ROOT)],
            names: NameTable::default(),
        }
    }

    /// Adds a claim.
    ///
    /// # Errors
    /// If its id is taken or not an id, as for all parts with an id.
    pub fn add_claim(&mut self, claim: Claim) -> Result<ClaimId, BuildError> {
        self.add(Node::Claim(claim)).map(ClaimId)
    }

    /// Adds a group.
    ///
    /// # Errors
    /// If its id is taken or not an id.
    pub fn add_group(&mut self, group: Group) -> Result<GroupId, BuildError> {
        self.add(Node::Group(Box::new(group))).map(GroupId)
    }

    /// Adds a source.
    ///
    /// # Errors
    /// If its id is taken or not an id.
    pub fn add_source(&mut self, source: Source) -> Result<SourceId, BuildError> {
        self.add(Node::Source(Box::new(source))).map(SourceId)
    }

    /// Adds a holder.
    ///
    /// # Errors
    /// If its id is taken or not an id.
    pub fn add_holder(&mut self, holder: Holder) -> Result<HolderId, BuildError> {
        self.add(Node::Holder(Box::new(holder))).map(HolderId)
    }

    /// Adds a propositional letter.
    ///
    /// # Errors
    /// If its id is taken or not an id.
    pub fn add_atom(&mut self, atom: Atom) -> Result<AtomId, BuildError> {
        self.add(Node::Atom(Box::new(atom))).map(AtomId)
    }

    /// Adds a question with its rival answers.
    ///
    /// # Errors
    /// If its id is taken or not an id, or there are fewer than two answers.
    pub fn add_question(
        &mut self,
        question: Question,
        answers: impl IntoIterator<Item = ClaimId>,
    ) -> Result<QuestionId, BuildError> {
        let answers: Vec<ClaimId> = answers.into_iter().collect();
        if answers.len() < 2 {
            return Err(BuildError::Number(answers.len()));
        }
        let id = QuestionId(self.add(Node::Question(Box::new(question)))?);
        self.link_answers(id, &answers);
        Ok(id)
    }

    /// Adds a conflict between claims.
    ///
    /// # Errors
    /// If its id is taken or not an id, or the number of claims does not fit its kind.
    pub fn add_conflict(
        &mut self,
        conflict: Conflict,
        claims: impl IntoIterator<Item = ClaimId>,
    ) -> Result<ConflictId, BuildError> {
        let claims: Vec<ClaimId> = claims.into_iter().collect();
        let pair_wanted = conflict.kind == ConflictKind::Contradictory;
        if claims.len() < 2 || (pair_wanted && claims.len() > 2) {
            return Err(BuildError::Number(claims.len()));
        }
        let id = ConflictId(self.add(Node::Conflict(Box::new(conflict)))?);
        self.link_members(id, &claims);
        Ok(id)
    }

    /// Adds a defeasible support of `target` from linked premises.
    ///
    /// # Errors
    /// If there is no premise.
    pub fn support(
        &mut self,
        premises: impl IntoIterator<Item = ClaimId>,
        target: ClaimId,
    ) -> Result<InferenceId, BuildError> {
        self.add_inference(Inference::new(InferenceKind::Support), premises, target.0)
    }

    /// Adds a defeasible rebuttal of `target` from linked premises.
    ///
    /// # Errors
    /// If there is no premise.
    pub fn rebut(
        &mut self,
        premises: impl IntoIterator<Item = ClaimId>,
        target: ClaimId,
    ) -> Result<InferenceId, BuildError> {
        self.add_inference(Inference::new(InferenceKind::Rebuttal), premises, target.0)
    }

    /// Adds a defeasible undercut of a step from linked premises. A step without an id is given
    /// one, such as `step-7`, since files name what is undercut.
    ///
    /// # Errors
    /// If there is no premise.
    pub fn undercut(
        &mut self,
        premises: impl IntoIterator<Item = ClaimId>,
        target: InferenceId,
    ) -> Result<InferenceId, BuildError> {
        self.add_inference(Inference::new(InferenceKind::Undercut), premises, target.0)
    }

    /// Adds an inference of any sort; its kind must fit the target's.
    ///
    /// # Errors
    /// If its id is taken or not an id, or there is no premise.
    ///
    /// # Panics
    /// If the target is not of the kind that the inference aims at.
    pub fn add_inference(
        &mut self,
        inference: Inference,
        premises: impl IntoIterator<Item = ClaimId>,
        target: impl Into<NodeIndex>,
    ) -> Result<InferenceId, BuildError> {
        let premises: Vec<ClaimId> = premises.into_iter().collect();
        let target = target.into();
        let undercut = inference.kind == InferenceKind::Undercut;
        match &self.graph[target] {
            Node::Claim(_) => assert!(!undercut, "an undercut aims at a step"),
            Node::Inference(_) => assert!(undercut, "a {} aims at a claim", inference.kind),
            other => panic!("a {} cannot be aimed at", other.kind()),
        }
        if premises.is_empty() {
            return Err(BuildError::NoPremise);
        }
        let id = InferenceId(self.add(Node::Inference(inference))?);
        if undercut {
            self.name_step(InferenceId(target));
        }
        self.link_inference(id, &premises, None, target);
        Ok(id)
    }

    /// Gives an inference its warrant; a second call has no effect.
    pub fn set_warrant(&mut self, inference: InferenceId, warrant: ClaimId) {
        if self.warrant(inference).is_none() {
            self.graph.add_edge(warrant.0, inference.0, Edge::Warrant);
        }
    }

    /// Marks a claim as one that the map is for.
    pub fn add_thesis(&mut self, claim: ClaimId) {
        if self.thesis_set.insert(claim) {
            self.theses.push(claim);
        }
    }

    /// Records a holder's stand on a claim.
    pub fn commit(
        &mut self,
        holder: HolderId,
        claim: ClaimId,
        commitment: Commitment,
    ) -> EdgeIndex {
        self.graph.add_edge(holder.0, claim.0, Edge::Commits(Box::new(commitment)))
    }

    /// Records evidence for a claim or step.
    pub fn cite(&mut self, node: impl Into<NodeIndex>, citation: Citation) -> EdgeIndex {
        let source = citation.passage.source;
        self.graph.add_edge(source.0, node.into(), Edge::Cites(Box::new(citation)))
    }

    /// Says what a claim means in terms of other claims and letters, such as `"!rain | cold"`.
    ///
    /// # Errors
    /// If the formula cannot be read or names what is not there.
    pub fn set_formula(&mut self, claim: ClaimId, text: &str) -> Result<(), BuildError> {
        let parsed = formula::parse(text)?;
        let formula = parsed.try_map(|name| {
            let letter = self.find(name.text).and_then(|node| self.as_letter(node));
            letter.ok_or_else(|| BuildError::UnknownLetter(name.text.to_owned()))
        })?;
        self[claim].formula = Some(Box::new(formula));
        Ok(())
    }

    /// The node as something that a formula can speak of.
    pub(crate) fn as_letter(&self, node: NodeIndex) -> Option<Letter> {
        match self.graph[node] {
            Node::Claim(_) => Some(Letter::Claim(ClaimId(node))),
            Node::Atom(_) => Some(Letter::Atom(AtomId(node))),
            _ => None,
        }
    }

    /// Adds a node to the root file after looking at its name.
    fn add(&mut self, node: Node) -> Result<NodeIndex, BuildError> {
        if let Some(name) = node.name() {
            if !is_name(name) {
                return Err(BuildError::NotAName(name.to_owned()));
            }
            if self.find(name).is_some() {
                return Err(BuildError::NameTaken(name.to_owned()));
            }
        }
        Ok(self.push(node))
    }

    /// Adds a node to the file that was begun last.
    pub(crate) fn push(&mut self, node: Node) -> NodeIndex {
        let index = self.graph.add_node(node);
        self.names.insert(&self.graph, &self.starts, index);
        index
    }

    /// Makes room for that many further nodes and edges.
    pub(crate) fn reserve(&mut self, nodes: usize, edges: usize) {
        self.graph.reserve_nodes(nodes);
        self.graph.reserve_edges(edges);
    }

    /// Starts the nodes of a file; the root must come last.
    pub(crate) fn begin_file(&mut self, file: FileId, imports: Vec<Import>) {
        let start = self.graph.node_count() as u32;
        self.starts.retain(|(at, _)| *at < start);
        self.starts.push((start, file));
        if self.files.len() <= file.index() {
            self.files.resize(file.index() + 1, MapFile::default());
        }
        self.files[file.index()].imports = imports;
    }

    /// Says how the root file reaches another.
    pub(crate) fn set_prefix(&mut self, file: FileId, prefix: Box<str>) {
        self.files[file.index()].prefix = prefix;
    }

    /// Says in which language an imported file is.
    pub(crate) fn set_language(&mut self, file: FileId, language: Option<Box<str>>) {
        self.files[file.index()].language = language;
    }

    /// What a file imports.
    pub(crate) fn imports_of(&self, file: FileId) -> &[Import] {
        &self.files[file.index()].imports
    }

    // Edges are added in reverse, since petgraph hands them out newest first.

    pub(crate) fn link_inference(
        &mut self,
        id: InferenceId,
        premises: &[ClaimId],
        warrant: Option<ClaimId>,
        target: NodeIndex,
    ) {
        for premise in premises.iter().rev() {
            self.graph.add_edge(premise.0, id.0, Edge::Premise);
        }
        if let Some(warrant) = warrant {
            self.graph.add_edge(warrant.0, id.0, Edge::Warrant);
        }
        self.graph.add_edge(id.0, target, Edge::Conclusion);
    }

    pub(crate) fn link_members(&mut self, id: ConflictId, claims: &[ClaimId]) {
        for claim in claims.iter().rev() {
            self.graph.add_edge(id.0, claim.0, Edge::Member);
        }
    }

    pub(crate) fn link_answers(&mut self, id: QuestionId, answers: &[ClaimId]) {
        for answer in answers.iter().rev() {
            self.graph.add_edge(id.0, answer.0, Edge::Answer);
        }
    }

    fn name_step(&mut self, step: InferenceId) {
        if self[step].name.is_some() {
            return;
        }
        let taken = |name: &String| self.find(name).is_some();
        let numbers = step.index() + 1..;
        let name = numbers.map(|number| format!("step-{number}")).find(|name| !taken(name));
        self[step].name = name.map(Into::into);
        self.names.insert(&self.graph, &self.starts, step.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> (Map, [ClaimId; 3]) {
        let mut map = Map::new("test");
        let ids = ["a", "b", "c"].map(|name| map.add_claim(Claim::new(name, name)).unwrap());
        (map, ids)
    }

    #[test]
    fn parts_are_found_by_name_and_names_are_kept_apart() {
        let (mut map, [a, ..]) = three();
        assert_eq!(map.find_claim("a"), Some(a));
        assert_eq!(map.find("d"), None);
        let again = map.add_holder(Holder::new("a", "A"));
        assert_eq!(again, Err(BuildError::NameTaken("a".into())));
        let bad = map.add_claim(Claim::new("A b", "text"));
        assert_eq!(bad, Err(BuildError::NotAName("A b".into())));
    }

    #[test]
    fn relations_come_back_in_the_order_of_declaration() {
        let (mut map, [a, b, c]) = three();
        let first = map.support([b, c], a).unwrap();
        let second = map.support([c], a).unwrap();
        map.set_warrant(first, a);
        assert_eq!(map.premises(first).collect::<Vec<_>>(), [b, c]);
        assert_eq!(map.needs(first).collect::<Vec<_>>(), [b, c, a]);
        assert_eq!(map.aimed_at(a, InferenceKind::Support), [first, second]);
        assert_eq!(map.uses(c), [first, second]);
        let undercut = map.undercut([b], second).unwrap();
        assert_eq!(map[second].name.as_deref(), Some("step-5"));
        assert_eq!(map.find("step-5"), Some(second.node()));
        assert_eq!(map.aimed_at(second, InferenceKind::Undercut), [undercut]);
    }

    #[test]
    fn formulas_name_claims_that_are_there() {
        let (mut map, [a, ..]) = three();
        assert_eq!(map.set_formula(a, "b & !c"), Ok(()));
        assert_eq!(map.set_formula(a, "b & d"), Err(BuildError::UnknownLetter("d".into())));
    }
}
