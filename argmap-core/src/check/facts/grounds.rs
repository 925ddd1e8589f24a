//! What claims have to rest on.

use rustc_hash::FxHashSet;

use super::Shape;
use super::parts::Parts;
use crate::model::{ClaimId, Edge, InferenceKind, Map, Same, Stance, Target};

/// Grounds by node.
pub(super) struct Grounds {
    bare: Vec<bool>,
    asserted: Vec<bool>,
    derivable: Vec<bool>,
}

impl Grounds {
    /// Linear in the size of the map.
    pub(super) fn of(map: &Map, parts: &Parts, lists: &Shape, same: &Same<ClaimId>) -> Grounds {
        let mut cited = vec![false; map.node_count()];
        for edge in map.graph().raw_edges() {
            if matches!(edge.weight, Edge::Cites(_)) {
                cited[edge.target().index()] = true;
            }
        }
        Grounds {
            bare: bare(map, parts, lists, &cited, same),
            asserted: asserted(map, parts),
            derivable: derivable(parts, lists, &cited),
        }
    }

    pub(super) fn is_bare(&self, claim: ClaimId) -> bool {
        self.bare[claim.index()]
    }

    pub(super) fn is_asserted(&self, claim: ClaimId) -> bool {
        self.asserted[claim.index()]
    }

    pub(super) fn is_derivable(&self, claim: ClaimId) -> bool {
        self.derivable[claim.index()]
    }
}

fn bare(
    map: &Map,
    parts: &Parts,
    lists: &Shape,
    cited: &[bool],
    same: &Same<ClaimId>,
) -> Vec<bool> {
    let mut bare = vec![false; map.node_count()];
    for claim in &parts.claims {
        let index = claim.index();
        let supported = !lists.supports.of(index).is_empty();
        bare[index] = !parts.based[index] && !supported && !cited[index];
    }
    for class in same.classes() {
        if class.iter().any(|claim| !bare[claim.index()]) {
            class.iter().for_each(|claim| bare[claim.index()] = false);
        }
    }
    bare
}

fn asserted(map: &Map, parts: &Parts) -> Vec<bool> {
    // Claims that nobody speaks of are the map's own.
    let mut asserted = vec![true; map.node_count()];
    if parts.holders.is_empty() {
        return asserted;
    }
    let commitments = map.graph().raw_edges().iter().filter_map(|edge| match &edge.weight {
        Edge::Commits(commitment) => Some((edge.source(), edge.target(), commitment)),
        _ => None,
    });
    let mut retracted = FxHashSet::default();
    for (holder, claim, commitment) in commitments.clone() {
        asserted[claim.index()] = false;
        if commitment.stance == Stance::Retracts {
            retracted.insert((holder, claim));
        }
    }
    for (holder, claim, commitment) in commitments {
        let own_voice = commitment.reported_by.is_none_or(|reporter| reporter.node() == holder);
        let asserts = commitment.stance == Stance::Asserts;
        if asserts && own_voice && !retracted.contains(&(holder, claim)) {
            asserted[claim.index()] = true;
        }
    }
    asserted
}

/// Forward chaining: each step counts the premises that it still waits for.
fn derivable(parts: &Parts, lists: &Shape, cited: &[bool]) -> Vec<bool> {
    let needs = parts.steps.iter().map(|step| parts.needs(step).len() as u32);
    let mut waits_for: Vec<u32> = needs.collect();
    let mut derivable = vec![false; cited.len()];
    let mut open: Vec<ClaimId> = Vec::new();
    for claim in &parts.claims {
        let index = claim.index();
        if parts.based[index] || cited[index] || lists.supports.of(index).is_empty() {
            derivable[index] = true;
            open.push(*claim);
        }
    }
    while let Some(claim) = open.pop() {
        for step in lists.uses.of(claim.index()) {
            let number = lists.step[step.index()] as usize;
            let step = &parts.steps[number];
            waits_for[number] -= 1;
            if waits_for[number] == 0
                && step.kind == InferenceKind::Support
                && let Target::Claim(target) = step.target
                && !std::mem::replace(&mut derivable[target.index()], true)
            {
                open.push(target);
            }
        }
    }
    derivable
}
