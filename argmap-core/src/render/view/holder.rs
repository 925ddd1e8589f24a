//! What a holder says, and whom it attacks.

use petgraph::Direction::Outgoing;
use petgraph::visit::EdgeRef;

use super::select::{show_context, show_step};
use super::{Shown, View};
use crate::model::{Edge, HolderId, InferenceKind, Map, Node, Target};
use crate::render::Options;

/// Shows the claims on which a holder takes a stand, the steps among these, the steps by which they
/// attack others, and the questions and conflicts that they take part in; claims of others dimmed.
/// Linear in the size of the map.
pub(super) fn holder(map: &Map, options: &Options, holder: HolderId, view: &mut View) {
    let mut is_own = vec![false; map.node_count()];
    for edge in map.graph().edges_directed(holder.node(), Outgoing) {
        if matches!(edge.weight(), Edge::Commits(_)) {
            is_own[edge.target().index()] = true;
            view.shown[edge.target().index()] = Shown::Full;
        }
    }
    for (step, data) in map.inferences() {
        let mut needs = map.needs(step).peekable();
        let from_own = needs.peek().is_some() && needs.all(|claim| is_own[claim.index()]);
        let to_own = match map.target(step) {
            Target::Claim(claim) => is_own[claim.index()],
            Target::Inference(_) => false,
        };
        if from_own && (to_own || data.kind != InferenceKind::Support) {
            show_step(map, step.node(), &mut view.shown);
        }
    }
    for node in map.graph().node_indices() {
        let is_wanted = match map.node(node) {
            Node::Question(_) => options.questions,
            Node::Conflict(_) => true,
            _ => false,
        };
        let claims = || map.graph().neighbors_directed(node, Outgoing);
        if is_wanted && claims().any(|claim| is_own[claim.index()]) {
            view.shown[node.index()] = Shown::Full;
            claims().for_each(|claim| show_context(claim, &mut view.shown));
        }
    }
    view.focus = Some(holder.node());
}
