//! How claims are related already, so that the map's author knows of both.

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Classes;
use crate::model::{ClaimId, Edge, HolderId, Letter, Map, Stance, Target};

/// The relations between claims, those that are declared the same taken as one.
pub(super) struct Relations<'m> {
    classes: &'m Classes,
    /// From a reason to its target, and from a claim to those that its formula speaks of.
    leads: FxHashSet<(ClaimId, ClaimId)>,
    /// Claims and the steps, conflicts and questions that they are part of, in order.
    parts: Vec<(ClaimId, NodeIndex)>,
    asserted: FxHashMap<ClaimId, FxHashSet<HolderId>>,
    denied: FxHashMap<ClaimId, FxHashSet<HolderId>>,
}

impl<'m> Relations<'m> {
    /// The relations in a map; linear in its size but for sorting.
    pub(super) fn of(map: &Map, classes: &'m Classes) -> Relations<'m> {
        let mut relations = Relations {
            classes,
            leads: FxHashSet::default(),
            parts: Vec::new(),
            asserted: FxHashMap::default(),
            denied: FxHashMap::default(),
        };
        for (step, _) in map.inferences() {
            for need in map.needs(step) {
                relations.parts.push((relations.one(need), step.node()));
                if let Target::Claim(target) = map.target(step) {
                    relations.leads.insert((relations.one(need), relations.one(target)));
                }
            }
        }
        for (id, claim) in map.claims() {
            for letter in claim.formula.iter().flat_map(|formula| formula.names()) {
                if let Letter::Claim(other) = letter {
                    relations.leads.insert((relations.one(id), relations.one(*other)));
                }
            }
        }
        for edge in map.graph().raw_edges() {
            let (from, to) = (edge.source(), edge.target());
            match &edge.weight {
                Edge::Member | Edge::Answer => {
                    relations.parts.push((relations.one(ClaimId(to)), from));
                }
                Edge::Commits(stand) => {
                    let side = match stand.stance {
                        Stance::Asserts | Stance::Concedes => &mut relations.asserted,
                        Stance::Denies => &mut relations.denied,
                        Stance::Supposes | Stance::Reports | Stance::Retracts => continue,
                    };
                    let holder = classes.holders.representative(HolderId(from));
                    let claim = classes.claims.representative(ClaimId(to));
                    side.entry(claim).or_default().insert(holder);
                }
                _ => {}
            }
        }
        relations.parts.sort_unstable();
        relations.parts.dedup();
        relations
    }

    /// Whether two claims are related: by a step from one to the other, as premises of one step,
    /// as answers to one question, by a conflict, by a formula, or by a holder who asserts the one
    /// and denies the other.
    pub(super) fn relate(&self, one: ClaimId, other: ClaimId) -> bool {
        let (one, other) = (self.one(one), self.one(other));
        self.leads.contains(&(one, other))
            || self.leads.contains(&(other, one))
            || self.share_part(one, other)
            || self.are_opposed(one, other)
            || self.are_opposed(other, one)
    }

    fn share_part(&self, one: ClaimId, other: ClaimId) -> bool {
        let (mut one, mut other) = (self.parts_of(one), self.parts_of(other));
        while let ([(_, a), ..], [(_, b), ..]) = (one, other) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => one = &one[1..],
                std::cmp::Ordering::Equal => return true,
                std::cmp::Ordering::Greater => other = &other[1..],
            }
        }
        false
    }

    fn parts_of(&self, claim: ClaimId) -> &[(ClaimId, NodeIndex)] {
        let first = self.parts.partition_point(|(other, _)| *other < claim);
        let end = self.parts.partition_point(|(other, _)| *other <= claim);
        &self.parts[first..end]
    }

    fn are_opposed(&self, one: ClaimId, other: ClaimId) -> bool {
        let sides = self.asserted.get(&one).zip(self.denied.get(&other));
        sides.is_some_and(|(asserted, denied)| !asserted.is_disjoint(denied))
    }

    fn one(&self, claim: ClaimId) -> ClaimId {
        self.classes.claims.representative(claim)
    }
}

/// Who asserts or concedes each claim, in order, holders that are declared the same taken as one.
pub(super) fn voices(map: &Map, classes: &Classes) -> FxHashMap<ClaimId, Vec<HolderId>> {
    let mut voices: FxHashMap<ClaimId, Vec<HolderId>> = FxHashMap::default();
    for edge in map.graph().raw_edges() {
        if let Edge::Commits(stand) = &edge.weight
            && matches!(stand.stance, Stance::Asserts | Stance::Concedes)
        {
            let holder = classes.holders.representative(HolderId(edge.source()));
            voices.entry(ClaimId(edge.target())).or_default().push(holder);
        }
    }
    for holders in voices.values_mut() {
        holders.sort_unstable();
        holders.dedup();
    }
    voices
}
