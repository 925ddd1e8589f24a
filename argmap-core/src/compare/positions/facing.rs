//! Two holders that face each other, and whether the one meets what the other says.

use rustc_hash::FxHashMap;

use super::exclusions::Exclusions;
use super::view::aimed_at;
use super::{Clash, Side, View};
use crate::model::{ClaimId, InferenceId, InferenceKind, Map, Target};

/// One holder as it faces another.
#[derive(Clone, Copy)]
pub(super) struct Facing<'v> {
    pub map: &'v Map,
    /// The holder that speaks.
    pub own: &'v View,
    /// The one that it speaks to.
    pub other: &'v View,
    own_excludes: &'v FxHashMap<ClaimId, Clash>,
    other_excludes: &'v FxHashMap<ClaimId, Clash>,
}

/// What a pair of holders exclude, each by what it asserts.
pub(super) struct Excluded([FxHashMap<ClaimId, Clash>; 2]);

impl Excluded {
    pub(super) fn of(exclusions: &Exclusions, [a, b]: [&View; 2]) -> Excluded {
        Excluded([exclusions.of_view(a, [a, b]), exclusions.of_view(b, [a, b])])
    }

    /// Each of the two as it faces the other.
    pub(super) fn facing<'v>(&'v self, map: &'v Map, [a, b]: [&'v View; 2]) -> [Facing<'v>; 2] {
        let of = |own, other, mine: usize| Facing {
            map,
            own,
            other,
            own_excludes: &self.0[mine],
            other_excludes: &self.0[1 - mine],
        };
        [of(a, b, 0), of(b, a, 1)]
    }
}

impl Facing<'_> {
    /// The other way round.
    pub(super) fn turned(self) -> Self {
        Facing {
            own: self.other,
            other: self.own,
            own_excludes: self.other_excludes,
            other_excludes: self.own_excludes,
            ..self
        }
    }

    /// What the speaking holder asserts that excludes a claim.
    pub(super) fn excluded_by_own(self, claim: ClaimId) -> Option<Clash> {
        self.own_excludes.get(&self.own.one(claim)).copied()
    }

    /// What the other asserts that excludes a claim.
    pub(super) fn excluded_by_other(self, claim: ClaimId) -> Option<Clash> {
        self.other_excludes.get(&self.own.one(claim)).copied()
    }

    /// The steps of a kind that aim at a claim, or at one that is declared the same.
    pub(super) fn aimed_at(self, claim: ClaimId, kind: InferenceKind) -> Vec<InferenceId> {
        aimed_at(self.map, self.own.same(), claim, kind)
    }

    /// The side that the speaking holder is on: by its stand, or else against what is excluded by
    /// what it asserts.
    pub(super) fn side(self, claim: ClaimId) -> Option<Side> {
        let stand = self.own.stand(claim);
        let excluded = || self.excluded_by_own(claim).map(|_| Side::Against);
        if stand.is_taken() { stand.side() } else { excluded() }
    }

    /// Whether a step is an argument of the speaking holder's own against what the other asserts,
    /// or against a step that is the other's own.
    pub(super) fn is_aimed(self, step: InferenceId) -> bool {
        self.own.argues(step)
            && match (self.map[step].kind, self.map.target(step)) {
                (InferenceKind::Rebuttal, Target::Claim(claim)) => self.other.stand(claim).asserts,
                (InferenceKind::Undercut, Target::Inference(step)) => self.other.argues(step),
                _ => false,
            }
    }

    /// Whether the other meets a step: it denies or excludes a claim that the step needs, argues
    /// against one, or undercuts the step. Linear in the number of what the step needs.
    pub(super) fn is_met(self, step: InferenceId) -> bool {
        !self.other.undercuts(step).is_empty()
            || self.map.needs(step).any(|need| {
                self.other.stand(need).denies
                    || self.excluded_by_other(need).is_some()
                    || !self.other.against(need).is_empty()
            })
    }
}
