//! The parts of a map by sort, and its steps in flat lists.

use petgraph::Direction::Incoming;
use petgraph::visit::EdgeRef;

use crate::model::{
    ClaimId, ConflictId, Edge, HolderId, Inference, InferenceId, InferenceKind, Map, Node,
    QuestionId, SourceId, Target,
};

/// A step without its words, for rules that look at all of them.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Its number.
    pub id: InferenceId,
    /// Its kind.
    pub kind: InferenceKind,
    /// Whether it is strict.
    pub strict: bool,
    /// Who draws it.
    pub by: Option<HolderId>,
    /// What it aims at.
    pub target: Target,
    /// Its needs from `first` on, the warrant from `warrant` on, up to `end`.
    first: u32,
    warrant: u32,
    end: u32,
}

/// The parts of a map in the order of declaration, by sort.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) claims: Vec<ClaimId>,
    /// Claims with formulas.
    pub(super) defined: Vec<ClaimId>,
    /// Claims that are declared to say the same as others.
    pub(super) repeating: Vec<ClaimId>,
    /// Whether a claim has a basis, by node.
    pub(super) based: Vec<bool>,
    pub(super) steps: Vec<Step>,
    /// Steps that follow a scheme.
    pub(super) schemed: Vec<InferenceId>,
    /// Undercuts that raise a critical question.
    pub(super) raising: Vec<InferenceId>,
    /// Steps whose scheme gives claims a role.
    pub(super) with_roles: Vec<InferenceId>,
    /// The premises and warrants of all steps in a row.
    needs: Vec<ClaimId>,
    pub(super) sources: Vec<SourceId>,
    pub(super) holders: Vec<HolderId>,
    pub(super) conflicts: Vec<ConflictId>,
    pub(super) questions: Vec<QuestionId>,
}

impl Parts {
    /// Looks at every node and its edges once.
    pub(super) fn of(map: &Map) -> Parts {
        let graph = map.graph();
        let mut parts = Parts { based: vec![false; map.node_count()], ..Parts::default() };
        for (node, weight) in graph.node_indices().zip(graph.node_weights()) {
            match weight {
                Node::Claim(claim) => {
                    let id = ClaimId(node);
                    parts.claims.push(id);
                    parts.based[node.index()] = claim.basis.is_some();
                    if claim.formula.is_some() {
                        parts.defined.push(id);
                    }
                    if !claim.same_as.is_empty() {
                        parts.repeating.push(id);
                    }
                }
                Node::Inference(inference) => parts.add_step(map, InferenceId(node), inference),
                Node::Source(_) => parts.sources.push(SourceId(node)),
                Node::Holder(_) => parts.holders.push(HolderId(node)),
                Node::Conflict(_) => parts.conflicts.push(ConflictId(node)),
                Node::Question(_) => parts.questions.push(QuestionId(node)),
                Node::Group(_) | Node::Atom(_) => {}
            }
        }
        parts
    }

    fn add_step(&mut self, map: &Map, id: InferenceId, inference: &Inference) {
        if inference.scheme.is_some() {
            self.schemed.push(id);
        }
        if inference.critical_question.is_some() {
            self.raising.push(id);
        }
        if !inference.roles.is_empty() {
            self.with_roles.push(id);
        }
        let first = self.needs.len() as u32;
        let mut by_warrant = None;
        for edge in map.graph().edges_directed(id.node(), Incoming) {
            match edge.weight() {
                Edge::Premise => self.needs.push(ClaimId(edge.source())),
                Edge::Warrant => by_warrant = by_warrant.or(Some(ClaimId(edge.source()))),
                _ => {}
            }
        }
        let warrant = self.needs.len() as u32;
        self.needs.extend(by_warrant);
        self.steps.push(Step {
            id,
            kind: inference.kind,
            strict: inference.strict,
            by: inference.by,
            target: map.target(id),
            first,
            warrant,
            end: self.needs.len() as u32,
        });
    }

    pub(super) fn premises(&self, step: &Step) -> &[ClaimId] {
        &self.needs[step.first as usize..step.warrant as usize]
    }

    pub(super) fn warrant(&self, step: &Step) -> Option<ClaimId> {
        self.needs[step.warrant as usize..step.end as usize].first().copied()
    }

    pub(super) fn needs(&self, step: &Step) -> &[ClaimId] {
        &self.needs[step.first as usize..step.end as usize]
    }
}
