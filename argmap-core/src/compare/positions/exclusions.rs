//! Which claims cannot be true together.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use super::View;
use crate::model::formula::Formula;
use crate::model::{ClaimId, HolderId, Letter, Map, Same};

/// A claim that somebody asserts and that excludes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The claim that is asserted.
    pub claim: ClaimId,
    /// What says that the two exclude each other: a conflict, an exclusive question, or a claim
    /// whose formula is the negation of the other.
    pub through: NodeIndex,
}

/// All that says that at most one of some claims is true.
pub(in crate::compare) struct Exclusions(pub(in crate::compare) Vec<Exclusion>);

/// At most one of some claims is true.
pub(in crate::compare) struct Exclusion {
    /// What says so.
    pub(in crate::compare) node: NodeIndex,
    /// Whose view it is.
    pub(in crate::compare) by: Option<HolderId>,
    pub(in crate::compare) claims: Vec<ClaimId>,
}

impl Exclusions {
    /// Linear in the size of the map. Of claims that are declared the same the first stands for all.
    pub(in crate::compare) fn of(map: &Map, same: &Same<ClaimId>) -> Exclusions {
        let conflicts = map.conflicts().map(|(id, conflict)| Exclusion {
            node: id.node(),
            by: conflict.by,
            claims: map.members(id).collect(),
        });
        let questions = map.questions().filter(|(_, question)| question.exclusive);
        let questions = questions.map(|(id, question)| Exclusion {
            node: id.node(),
            by: question.by,
            claims: map.answers(id).collect(),
        });
        let negations = map.claims().filter_map(|(id, claim)| match claim.formula.as_deref() {
            Some(Formula::Not(inner)) => match &**inner {
                Formula::Name(Letter::Claim(other)) => {
                    Some(Exclusion { node: id.node(), by: None, claims: vec![id, *other] })
                }
                _ => None,
            },
            _ => None,
        });
        let mut all: Vec<Exclusion> = conflicts.chain(questions).chain(negations).collect();
        let claims = all.iter_mut().flat_map(|exclusion| &mut exclusion.claims);
        claims.for_each(|claim| *claim = same.representative(*claim));
        Exclusions(all)
    }

    /// The claims that something which a holder asserts excludes, each with the first such thing,
    /// between two holders: what says so is nobody's view or one of theirs. Linear in the size of
    /// the exclusions.
    pub(super) fn of_view(&self, view: &View, pair: [&View; 2]) -> FxHashMap<ClaimId, Clash> {
        let mut clashes = FxHashMap::default();
        for Exclusion { node, by, claims } in &self.0 {
            if by.is_some_and(|by| !pair.iter().any(|view| view.is(by))) {
                continue;
            }
            let mut asserted = claims.iter().copied().filter(|it| view.stand(*it).asserts);
            let Some(first) = asserted.next() else { continue };
            let second = asserted.find(|claim| *claim != first);
            for claim in claims {
                let other = if *claim == first { second } else { Some(first) };
                if let Some(other) = other {
                    clashes.entry(*claim).or_insert(Clash { claim: other, through: *node });
                }
            }
        }
        clashes
    }
}
