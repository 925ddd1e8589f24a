//! Which citations are evidence, and which only repeat who says so.

use petgraph::graph::{EdgeIndex, NodeIndex};

use crate::model::{CitationRole, Edge, HolderId, Map, Stance};

/// The citations that are no evidence, in the order of the graph's edges, each with the holder
/// whose own word it is: the source was written by one who asserts the claim or draws the step,
/// and is not marked primary.
///
/// An assertion that the holder retracts counts no more. Groups do not speak for their members,
/// nor members for their groups. Linear but for the sorting of assertions.
pub fn own_words(map: &Map) -> Vec<(EdgeIndex, HolderId)> {
    let mut asserted: Vec<(NodeIndex, HolderId)> = Vec::new();
    let mut retracted: Vec<(NodeIndex, HolderId)> = Vec::new();
    for edge in map.graph().raw_edges() {
        let Edge::Commits(commitment) = &edge.weight else { continue };
        let stand = (edge.target(), HolderId(edge.source()));
        match commitment.stance {
            Stance::Asserts => asserted.push(stand),
            Stance::Retracts => retracted.push(stand),
            _ => {}
        }
    }
    for (step, inference) in map.inferences() {
        asserted.extend(inference.by.map(|holder| (step.node(), holder)));
    }
    asserted.sort_unstable();
    retracted.sort_unstable();
    let says = |part: NodeIndex, holder: HolderId| {
        asserted.binary_search(&(part, holder)).is_ok()
            && retracted.binary_search(&(part, holder)).is_err()
    };
    let own_word = |edge: EdgeIndex| {
        let Edge::Cites(citation) = &map.graph()[edge] else { return None };
        if citation.role == Some(CitationRole::Primary) {
            return None;
        }
        let (_, part) = map.graph().edge_endpoints(edge)?;
        let writers = &map[citation.passage.source].by;
        let writer = writers.iter().copied().find(|holder| says(part, *holder))?;
        Some((edge, writer))
    };
    map.graph().edge_indices().filter_map(own_word).collect()
}
