//! The smallest sets of changes by which a holder accepts an answer, or no longer does.

use super::{Concession, Pair, Way, stand};
use crate::analysis::turns::search::{Goal, Stop, Wanted, turns_at_cost};
use crate::model::ClaimId;
use crate::semantics::suppose::{Stand, Supposition};

/// A change of what a holder says of a claim. All that it says of the claim is withdrawn together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The claim.
    pub claim: ClaimId,
    /// What the holder says of it: [`Stand::Asserted`] where it asserts or concedes it,
    /// [`Stand::Denied`] where it denies it, whatever else it says.
    pub from: Stand,
    /// What it would say of it.
    pub to: Stand,
}

impl Change {
    /// As how many changes it counts: as two where the holder goes over to the other side, since it
    /// withdraws one stand and adopts another.
    pub fn number(self) -> usize {
        usize::from(self.from != Stand::Silent) + usize::from(self.to != Stand::Silent)
    }
}

impl Pair<'_> {
    /// The smallest sets of its own commitments without which a holder no longer accepts an answer.
    pub(super) fn stopping(&mut self, side: usize, answer: ClaimId) -> Concession {
        if *self.left == 0 {
            return Concession { answer, ways: Vec::new(), stopped: Some(Stop::Work) };
        }
        let changes = self.withdrawals(side);
        self.smallest(side, Goal { claim: answer, accepted: false }, changes)
    }

    /// The smallest sets of commitments to withdraw and to adopt from the other, with which a holder
    /// accepts an answer. The answer itself is not adopted: that would be agreeing outright.
    pub(super) fn agreeing(&mut self, side: usize, answer: ClaimId) -> Concession {
        if *self.left == 0 {
            return Concession { answer, ways: Vec::new(), stopped: Some(Stop::Work) };
        }
        let mut changes = self.withdrawals(side);
        let [own, other] = [&self.sides[side], &self.sides[1 - side]];
        for (claim, _) in other.claims(self.map).filter(|(claim, _)| *claim != answer) {
            let (from, to) = (stand(own, claim), stand(other, claim));
            if from != to {
                changes.push(Change { claim, from, to });
            }
        }
        // In the order of the map, so that sets are.
        changes.sort_by_key(|change| (change.claim, change.number()));
        self.smallest(side, Goal { claim: answer, accepted: true }, changes)
    }

    fn withdrawals(&self, side: usize) -> Vec<Change> {
        let own = &self.sides[side];
        let held = own.claims(self.map).map(|(claim, _)| claim);
        held.map(|claim| Change { claim, from: stand(own, claim), to: Stand::Silent }).collect()
    }

    /// The smallest sets of those of the changes that bear on the goal.
    fn smallest(&mut self, side: usize, goal: Goal, mut changes: Vec<Change>) -> Concession {
        let limits = self.limits();
        let evaluation = &mut self.sides[side].evaluation;
        let bearing = evaluation.bearing(self.map, goal.claim);
        changes.retain(|change| bearing.contains(self.map, change.claim.node()));
        let costs: Vec<usize> = changes.iter().map(|change| change.number()).collect();
        let supposed: Vec<Supposition> = changes.iter().map(supposed).collect();
        let smallest = Wanted::Smallest;
        let found = turns_at_cost(self.map, evaluation, goal, &supposed, &costs, smallest, limits);
        *self.left = self.left.saturating_sub(found.work + bearing.len());
        let ways = found.sets.into_iter().map(|turn| Way {
            changes: turn.changes.into_iter().map(|number| changes[number]).collect(),
            verdict: turn.verdict,
        });
        Concession { answer: goal.claim, ways: ways.collect(), stopped: found.stopped }
    }
}

fn supposed(change: &Change) -> Supposition {
    Supposition { stands: vec![(change.claim, change.to)], ..Supposition::default() }
}
