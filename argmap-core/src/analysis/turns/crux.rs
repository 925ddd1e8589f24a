//! What a claim hangs on: the least sets of claims whose rejection, or acceptance, decides whether
//! it is accepted.

use super::search::{Found, Goal, Limits, Stop, Wanted, turns};
use crate::model::{ClaimId, Map, Verdict};
use crate::semantics::Evaluation;
use crate::semantics::suppose::Supposition;

/// What a claim hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cruxes {
    /// The claim.
    pub claim: ClaimId,
    /// What stands of it as things are.
    pub verdict: Verdict,
    /// The sets of granted claims that decide if all of a set are rejected.
    pub reject: CruxSets,
    /// The sets of claims that are not accepted and that decide if all of a set are; nothing for a
    /// claim that is accepted as it is.
    pub accept: Option<CruxSets>,
}

/// Sets of claims that decide whether another claim is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CruxSets {
    /// The sets, smaller ones first.
    pub sets: Vec<Crux>,
    /// What ended the search before all sets were found.
    pub stopped: Option<Stop>,
}

/// A set of claims that decides together, while no part of it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crux {
    /// The claims in the order of the map.
    pub claims: Vec<ClaimId>,
    /// What becomes of the claim that hangs on them.
    pub verdict: Verdict,
}

/// Finds what a claim hangs on, each way with its own limits: the least sets of granted claims whose
/// joint rejection moves it from accepted to not accepted or back; and if it is not accepted, the
/// least sets of claims whose joint acceptance makes it so. The claim itself is in none of them, nor
/// are claims that the reader forced; of claims that are declared the same only the first is.
///
/// Linear in the size of the map and then as [`turns`] says. The evaluation is as before
/// when it is done.
pub fn cruxes(map: &Map, evaluation: &mut Evaluation, claim: ClaimId, limits: Limits) -> Cruxes {
    let verdict = evaluation.verdict(claim);
    let goal = Goal { claim, accepted: verdict != Verdict::Accepted };
    let bearing = evaluation.bearing(map, claim);
    let claims = map.claims().map(|(other, _)| other);
    let free = claims.filter(|other| bearing.contains(map, other.node()));
    let free: Vec<ClaimId> = free.filter(|other| is_free(evaluation, claim, *other)).collect();
    let granted: Vec<ClaimId> =
        free.iter().copied().filter(|other| evaluation.is_granted(*other)).collect();
    let reject = search(map, evaluation, goal, &granted, false, limits);
    let accept = goal.accepted.then(|| {
        let is_accepted = |other: &ClaimId| evaluation.verdict(*other) == Verdict::Accepted;
        let others: Vec<ClaimId> =
            free.iter().copied().filter(|other| !is_accepted(other)).collect();
        search(map, evaluation, goal, &others, true, limits)
    });
    Cruxes { claim, verdict, reject, accept }
}

/// Whether a claim may be forced to see what becomes of another: nothing is forced on it yet, and it
/// is not the other. Of claims that are declared the same the first stands for all.
pub(super) fn is_free(evaluation: &Evaluation, claim: ClaimId, other: ClaimId) -> bool {
    let same = evaluation.same(&other);
    let is_forced = |one: &ClaimId| evaluation.forced(*one).is_some();
    same[0] == other && !same.contains(&claim) && !same.iter().any(is_forced)
}

fn search(
    map: &Map,
    evaluation: &mut Evaluation,
    goal: Goal,
    claims: &[ClaimId],
    accept: bool,
    limits: Limits,
) -> CruxSets {
    let change = |claim: &ClaimId| match accept {
        true => Supposition { accept: vec![claim.node()], ..Supposition::default() },
        false => Supposition { reject: vec![claim.node()], ..Supposition::default() },
    };
    let changes: Vec<Supposition> = claims.iter().map(change).collect();
    let Found { sets, stopped, .. } = turns(map, evaluation, goal, &changes, Wanted::Least, limits);
    let sets = sets.into_iter().map(|turn| Crux {
        claims: turn.changes.into_iter().map(|number| claims[number]).collect(),
        verdict: turn.verdict,
    });
    CruxSets { sets: sets.collect(), stopped }
}
