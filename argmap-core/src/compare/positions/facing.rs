//! Two holders that face each other, and whether the one meets what the other says.

use rustc_hash::FxHashMap;

use super::exclusions::Exclusions;
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
    /// What is excluded by what the speaking holder asserts.
    pub excluded_by_own: &'v FxHashMap<ClaimId, Clash>,
    /// What is excluded by what the other asserts.
    pub excluded_by_other: &'v FxHashMap<ClaimId, Clash>,
}

/// What a pair of holders exclude, each by what it asserts.
pub(super) struct Excluded([FxHashMap<ClaimId, Clash>; 2]);

impl Excluded {
    pub(super) fn of(exclusions: &Exclusions, [a, b]: [&View; 2]) -> Excluded {
        let pair = [a.holder, b.holder];
        Excluded([exclusions.of_view(a, pair), exclusions.of_view(b, pair)])
    }

    /// Each of the two as it faces the other.
    pub(super) fn facing<'v>(&'v self, map: &'v Map, [a, b]: [&'v View; 2]) -> [Facing<'v>; 2] {
        let of = |own, other, mine: usize| Facing {
            map,
            own,
            other,
            excluded_by_own: &self.0[mine],
            excluded_by_other: &self.0[1 - mine],
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
            excluded_by_own: self.excluded_by_other,
            excluded_by_other: self.excluded_by_own,
            ..self
        }
    }

    /// The side that the speaking holder is on: by its stand, or else against what is excluded by
    /// what it asserts.
    pub(super) fn side(self, claim: ClaimId) -> Option<Side> {
        let stand = self.own.stand(claim);
        let excluded = || self.excluded_by_own.contains_key(&claim).then_some(Side::Against);
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
        !self.other.against(step).is_empty()
            || self.map.needs(step).any(|need| {
                self.other.stand(need).denies
                    || self.excluded_by_other.contains_key(&need)
                    || !self.other.against(need).is_empty()
            })
    }
}
