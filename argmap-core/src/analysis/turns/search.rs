//! The least sets of changes that make a claim accepted, or no longer so.
//!
//! The search is a hitting-set tree. Its root is the empty set of changes; of a set that does not
//! reach the goal it takes the [`Reliance`](crate::semantics::reliance::Reliance) of the claim while
//! the changes of the set are made, and goes on to the set with each of the changes that touch it.
//!
//! *It finds every least set*, that is every set that reaches the goal while no proper subset does,
//! although more changes may undo what fewer did. Let S be one. The root is a subset of S. A proper
//! subset of S does not reach the goal, and so S holds a change that touches its certificate: were
//! there none, all of S together would leave the claim as it is. So from each proper subset of S
//! that is visited the search goes on to a larger one, and at last to S. Sets are visited by size,
//! and a set that holds one found before is left out, since it is no least one; so is none of the
//! subsets of S. What is found is a least set: if a proper subset reached the goal, a least one
//! within that subset would have been found before.
//!
//! No set is visited twice: what is visited from a branch leaves out the changes of the branches
//! before it. S is reached all the same, by the first branch at each set whose change is in S.
//!
//! Where changes have costs, sets are visited by what they cost, and all of that holds as well: a set
//! costs more than any part of it.
//!
//! A certificate says more than that: any set that holds the changes whose effects it names and none
//! that touches it does not reach the goal. Where that tells of a set, nothing is evaluated.
//!
//! # Source
//!
//! R. Reiter, *A theory of diagnosis from first principles*, Artificial Intelligence 32 (1987),
//! section 4, with certificates for conflict sets.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;

use crate::model::{ClaimId, Map, Verdict, words};
use crate::semantics::Evaluation;
use crate::semantics::suppose::{Stand, Supposition};

/// What changes are to bring about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The claim in question.
    pub claim: ClaimId,
    /// Whether it is to be accepted, or not to be.
    pub accepted: bool,
}

/// Which sets of changes are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of which no part reaches the goal.
    Least,
    /// Of these only those of the smallest number of changes, or of the least cost.
    Smallest,
}

/// Where a search ends that would go on for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most sets that are found.
    pub sets: usize,
    /// The most changes in a set; where changes have costs, the most that a set costs.
    pub changes: usize,
    /// The most work: atoms of the program that are evaluated or of which something is stated, and
    /// sets that are visited.
    pub work: usize,
}

impl Default for Limits {
    /// A hundred sets of any number of changes, and work for about a second.
    fn default() -> Limits {
        Limits { sets: 100, changes: usize::MAX, work: 3_000_000 }
    }
}

words! {
    /// The limit that ended a search.
    Stop {
        /// As many sets were found as were wanted; there may be more.
        Sets = "sets",
        /// Sets of more changes were not looked at.
        Changes = "changes",
        /// The work that was allowed was done.
        Work = "work",
    }
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The sets, those of fewer changes first.
    pub sets: Vec<Turn>,
    /// What ended the search before all were found; nothing if these are all.
    pub stopped: Option<Stop>,
    /// How many sets were evaluated.
    pub evaluations: usize,
    /// The work that was done; see [`Limits::work`].
    pub work: usize,
}

/// A set of changes that reaches the goal, while no part of it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The changes, by their number in the list of all, in ascending order.
    pub changes: Vec<usize>,
    /// What becomes of the claim.
    pub verdict: Verdict,
}

/// Finds the least sets of changes that reach a goal, smallest first, on top of what an evaluation
/// supposes already. If the goal is reached without any, the empty set is what is found.
///
/// A set holds no two changes that say different things of one part or, as stands, of one claim;
/// claims that are declared the same are one.
/// The order of what is found does not depend on the limits: a lower one finds the start of what a
/// higher one does. The evaluation is as before when the search is over.
///
/// At worst exponential in the number of changes in a set; each set that is visited costs, at most,
/// what evaluating takes of all that bears on the claim and can change.
pub fn turns(
    map: &Map,
    evaluation: &mut Evaluation,
    goal: Goal,
    changes: &[Supposition],
    wanted: Wanted,
    limits: Limits,
) -> Found {
    turns_at_cost(map, evaluation, goal, changes, &vec![1; changes.len()], wanted, limits)
}

/// The same where each change has a cost, which is at least one: sets are found by what their changes
/// cost together, the cheapest first.
///
/// # Panics
///
/// If there is not a cost for each change, or one is nothing.
pub fn turns_at_cost(
    map: &Map,
    evaluation: &mut Evaluation,
    goal: Goal,
    changes: &[Supposition],
    costs: &[usize],
    wanted: Wanted,
    limits: Limits,
) -> Found {
    assert_eq!(changes.len(), costs.len(), "a cost for each change");
    assert!(costs.iter().all(|cost| *cost > 0), "no change costs nothing");
    let mut search = Search::new(map, evaluation, goal, changes);
    let bearing = evaluation.bearing(map, goal.claim);
    let mut found = Found { sets: Vec::new(), stopped: None, evaluations: 0, work: 0 };
    // What is to be visited, by cost.
    let mut open: BTreeMap<usize, Vec<Visit>> = BTreeMap::new();
    open.insert(0, vec![Visit { set: Vec::new(), branch: None }]);
    while let Some((cost, level)) = open.pop_first() {
        if wanted == Wanted::Smallest && !found.sets.is_empty() {
            break;
        }
        if cost > limits.changes {
            let mut left = level.iter().chain(open.values().flatten());
            let is_open = left.any(|visit| !holds_one(&found, &visit.set));
            found.stopped = is_open.then_some(Stop::Changes);
            break;
        }
        for visit in level {
            if holds_one(&found, &visit.set) {
                continue;
            }
            if found.sets.len() >= limits.sets {
                found.stopped = Some(Stop::Sets);
                return found;
            }
            if found.work >= limits.work {
                found.stopped = Some(Stop::Work);
                return found;
            }
            found.work += 1;
            let known = search.known(&visit, &mut found.work);
            let certificate = match known {
                Some(certificate) => certificate,
                None => {
                    found.evaluations += 1;
                    let shift =
                        evaluation.suppose_within(map, &search.supposed(&visit.set), &bearing);
                    found.work += shift.size();
                    let verdict = evaluation.verdict(goal.claim);
                    let reached = (verdict == Verdict::Accepted) == goal.accepted;
                    let certificate =
                        (!reached).then(|| search.certify(evaluation, &visit.set, &mut found.work));
                    evaluation.undo(shift);
                    match certificate {
                        Some(certificate) => certificate,
                        None => {
                            found.sets.push(Turn { changes: visit.set, verdict });
                            continue;
                        }
                    }
                }
            };
            let children = search.children(&visit, certificate);
            found.work += children.len();
            for (change, child) in children {
                open.entry(cost + costs[change]).or_default().push(child);
            }
        }
    }
    found
}

/// Whether a set holds one that was found.
fn holds_one(found: &Found, set: &[usize]) -> bool {
    found.sets.iter().any(|turn| is_subset(&turn.changes, set))
}

/// A set of changes that is to be looked at.
struct Visit {
    /// In ascending order.
    set: Vec<usize>,
    /// The branch that leads to it.
    branch: Option<usize>,
}

/// A step from a set to one with a further change.
struct Branch {
    /// The branch that leads to the smaller set.
    before: Option<usize>,
    certificate: usize,
    /// The place of the change among those that touch the certificate.
    at: usize,
}

/// What is known of the sets that do not reach the goal.
struct Certificate {
    /// The changes that touch it, in ascending order.
    touching: Vec<usize>,
    /// The changes that were made and on which it may rest, in ascending order.
    rests_on: Vec<usize>,
}

/// So many certificates are tried on a set before it is evaluated.
const MOST_TRIED: usize = 256;

struct Search<'m> {
    map: &'m Map,
    goal: Goal,
    changes: &'m [Supposition],
    /// What each change says, by part.
    says: Vec<Vec<(Said, Says)>>,
    /// The changes that speak of a part.
    speaking: FxHashMap<NodeIndex, Vec<usize>>,
    certificates: Vec<Certificate>,
    branches: Vec<Branch>,
}

/// Of what a change says something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Forced(NodeIndex),
    Stand(NodeIndex),
}

/// What it says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Holds,
    Fails,
    Taken(Stand),
}

impl<'m> Search<'m> {
    fn new(
        map: &'m Map,
        evaluation: &Evaluation,
        goal: Goal,
        changes: &'m [Supposition],
    ) -> Search<'m> {
        // What is said of a claim is said of all that are declared the same.
        let one = |part: NodeIndex| {
            map.as_claim(part).map_or(part, |claim| evaluation.same(&claim)[0].node())
        };
        let says: Vec<Vec<(Said, Says)>> =
            changes.iter().map(|change| what_is_said(change, one)).collect();
        let mut speaking: FxHashMap<NodeIndex, Vec<usize>> = FxHashMap::default();
        for (number, says) in says.iter().enumerate() {
            for (said, _) in says {
                let of_part = speaking.entry(said.part()).or_default();
                if of_part.last() != Some(&number) {
                    of_part.push(number);
                }
            }
        }
        let (certificates, branches) = (Vec::new(), Vec::new());
        Search { map, goal, changes, says, speaking, certificates, branches }
    }

    /// All changes of a set in one.
    fn supposed(&self, set: &[usize]) -> Supposition {
        let mut all = Supposition::default();
        for number in set {
            let change = &self.changes[*number];
            all.accept.extend(&change.accept);
            all.reject.extend(&change.reject);
            all.stands.extend(&change.stands);
        }
        all
    }

    /// A certificate that tells of a set that it does not reach the goal: of those known the one
    /// with the fewest changes to go on with.
    fn known(&self, visit: &Visit, work: &mut usize) -> Option<usize> {
        let tried = &self.certificates[..self.certificates.len().min(MOST_TRIED)];
        *work += tried.len() / 8;
        let tells = |one: &&(usize, &Certificate)| {
            let is_touching = |change: &usize| one.1.touching.binary_search(change).is_ok();
            is_subset(&one.1.rests_on, &visit.set) && !visit.set.iter().any(is_touching)
        };
        let tried = tried.iter().enumerate();
        let telling = tried.filter(|one| tells(&one));
        telling.min_by_key(|(_, certificate)| certificate.touching.len()).map(|(number, _)| number)
    }

    /// The certificate of the claim while the changes of a set are made.
    fn certify(&mut self, evaluation: &Evaluation, set: &[usize], work: &mut usize) -> usize {
        let reliance = evaluation.reliance(self.goal.claim);
        *work += reliance.len();
        let of_parts = reliance.parts().filter_map(|part| self.speaking.get(&part));
        let mut speaking: Vec<usize> = of_parts.flatten().copied().collect();
        speaking.sort_unstable();
        speaking.dedup();
        *work += speaking.len();
        let (rests_on, mut touching): (Vec<usize>, Vec<usize>) =
            speaking.into_iter().partition(|change| set.binary_search(change).is_ok());
        touching
            .retain(|change| reliance.is_touched_by(self.map, evaluation, &self.changes[*change]));
        self.certificates.push(Certificate { touching, rests_on });
        self.certificates.len() - 1
    }

    /// The sets to go on with from one that does not reach the goal, each with the change that is
    /// new in it.
    fn children(&mut self, visit: &Visit, certificate: usize) -> Vec<(usize, Visit)> {
        let touching = &self.certificates[certificate].touching;
        let mut children = Vec::new();
        for (at, change) in touching.iter().enumerate() {
            if self.is_left_out(visit, *change) || self.excludes(&visit.set, *change) {
                continue;
            }
            let branch = Some(self.branches.len());
            self.branches.push(Branch { before: visit.branch, certificate, at });
            let mut set = visit.set.clone();
            let place = set.partition_point(|other| other < change);
            set.insert(place, *change);
            children.push((*change, Visit { set, branch }));
        }
        children
    }

    /// Whether all sets with the change are visited from a branch before.
    fn is_left_out(&self, visit: &Visit, change: usize) -> bool {
        let mut branch = visit.branch;
        while let Some(number) = branch {
            let Branch { before, certificate, at } = self.branches[number];
            let touching = &self.certificates[certificate].touching;
            if touching[..at].binary_search(&change).is_ok() {
                return true;
            }
            branch = before;
        }
        false
    }

    /// Whether a change says something else than one of a set.
    fn excludes(&self, set: &[usize], change: usize) -> bool {
        let says = &self.says[change];
        set.iter()
            .flat_map(|other| &self.says[*other])
            .any(|(said, is)| says.iter().any(|(also, otherwise)| said == also && is != otherwise))
    }
}

impl Said {
    fn part(self) -> NodeIndex {
        match self {
            Said::Forced(part) | Said::Stand(part) => part,
        }
    }
}

fn what_is_said(change: &Supposition, one: impl Fn(NodeIndex) -> NodeIndex) -> Vec<(Said, Says)> {
    let held = change.accept.iter().map(|part| (Said::Forced(one(*part)), Says::Holds));
    let failing = change.reject.iter().map(|part| (Said::Forced(one(*part)), Says::Fails));
    let stands = change.stands.iter();
    let taken = stands.map(|(claim, is)| (Said::Stand(one(claim.node())), Says::Taken(*is)));
    held.chain(failing).chain(taken).collect()
}

/// Whether all numbers of one list, in ascending order, are in another.
fn is_subset(one: &[usize], other: &[usize]) -> bool {
    let mut other = other.iter();
    one.iter().all(|wanted| other.by_ref().any(|number| number == wanted))
}
