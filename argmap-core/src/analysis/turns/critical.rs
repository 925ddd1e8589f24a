//! Single points of failure: claims each of which brings others down if it alone is rejected.

use std::cmp::Reverse;

use rustc_hash::FxHashSet;

use crate::model::{ClaimId, Map, Verdict};
use crate::semantics::Evaluation;
use crate::semantics::suppose::Supposition;

/// What falls with single claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Critical {
    /// The claims with which something falls, those with which most does first.
    pub points: Vec<Point>,
    /// How many claims were not tried, since the work that was allowed was done.
    pub untried: usize,
}

/// A granted claim with which others fall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The claim.
    pub claim: ClaimId,
    /// Those of the claims asked for that are accepted and would not be if it were rejected, each
    /// with what would become of it, in the order in which they were asked for.
    pub theses: Vec<(ClaimId, Verdict)>,
    /// All claims of which that holds, in the order of the map.
    pub claims: Vec<(ClaimId, Verdict)>,
}

/// Finds the granted claims without which one of the theses that are accepted would not be, with all
/// that falls with each.
///
/// Only what one certificate of the theses rests on is tried, defences included, since nothing else
/// can decide alone: see [`reliance`](crate::semantics::reliance). Claims that the reader forced are
/// left out; of claims that are declared the same the first stands for all.
///
/// The certificate takes time linear in what bears on the theses, and each claim that is tried
/// what evaluating takes of all that can change with it. No more are tried once that many atoms of
/// the program were evaluated. The evaluation is as before when it is done.
pub fn critical(
    map: &Map,
    evaluation: &mut Evaluation,
    theses: &[ClaimId],
    work: usize,
) -> Critical {
    let accepted = theses.iter().copied();
    let accepted: Vec<ClaimId> =
        accepted.filter(|thesis| evaluation.verdict(*thesis) == Verdict::Accepted).collect();
    let candidates = candidates(map, evaluation, &accepted);
    let mut critical = Critical { points: Vec::new(), untried: 0 };
    let mut done = 0;
    for (number, (claim, rejected)) in candidates.iter().enumerate() {
        if done >= work {
            critical.untried = candidates.len() - number;
            break;
        }
        let shift = evaluation.suppose(map, rejected);
        done += shift.size();
        let fallen = shift.claims(map, evaluation).into_iter();
        let fallen = fallen.filter(|(other, before)| {
            *before == Verdict::Accepted && !evaluation.same(claim).contains(other)
        });
        let claims: Vec<(ClaimId, Verdict)> =
            fallen.map(|(other, _)| (other, evaluation.verdict(other))).collect();
        let theses = accepted.iter().filter_map(|thesis| {
            let place = claims.binary_search_by_key(thesis, |(other, _)| *other).ok()?;
            Some(claims[place])
        });
        let theses: Vec<(ClaimId, Verdict)> = theses.collect();
        evaluation.undo(shift);
        if !theses.is_empty() {
            critical.points.push(Point { claim: *claim, theses, claims });
        }
    }
    let weight = |point: &Point| (point.theses.len(), point.claims.len());
    critical.points.sort_by_key(|point| (Reverse(weight(point)), point.claim));
    critical
}

/// The granted claims whose rejection touches what the theses rest on, in the order in which they
/// are met, each with its rejection.
fn candidates(
    map: &Map,
    evaluation: &Evaluation,
    theses: &[ClaimId],
) -> Vec<(ClaimId, Supposition)> {
    let reliance = evaluation.joint_reliance(theses);
    let mut seen: FxHashSet<ClaimId> = FxHashSet::default();
    let claims = reliance.parts().filter_map(|part| map.as_claim(part));
    let claims = claims.filter(|claim| seen.insert(*claim) && evaluation.is_granted(*claim));
    let is_forced = |claim: &ClaimId| evaluation.forced(*claim).is_some();
    let free = claims.filter(|claim| !evaluation.same(claim).iter().any(is_forced));
    let rejected = free.map(|claim| {
        let rejected = Supposition { reject: vec![claim.node()], ..Supposition::default() };
        (claim, rejected)
    });
    rejected.filter(|(_, rejected)| reliance.is_touched_by(map, evaluation, rejected)).collect()
}
