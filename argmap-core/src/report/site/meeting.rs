//! Which holders a map sets side by side, and where they meet.

use std::cmp::Reverse;

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::turns::search;
use crate::compare::concessions::{Between, Concessions, Disagreement, Limits, concessions};
use crate::compare::positions::{Class, Comparison, Options, Pair, by_stands, compare};
use crate::logic::consistency::Work;
use crate::model::{ClaimId, HolderId, Map, QuestionId, Stance};
use crate::render::{Highlight, Role};
use crate::text::FileId;

/// So many holders are set side by side.
pub(super) const MOST_COLUMNS: usize = 4;

/// Of so many holders, those who take a stand on most claims, it is told which have most in common.
const MOST_TRIED: usize = 64;

/// Holders side by side: first the two with most in common.
#[derive(Debug)]
pub struct Meeting {
    /// The holders, the questions of the map, and each two of the holders.
    pub comparison: Comparison,
    /// What their disagreements turn on, and what each would have to give up.
    pub concessions: Concessions,
    /// The places of the pairs that have anything in common, those with most first.
    met: Vec<usize>,
}

impl Meeting {
    /// Sets the holders of a map side by side who have most in common. Linear in the size of the map
    /// but for sorting, for what each two of 64 holders have in common, and for what
    /// [`compare`] and, within limits, [`concessions`] take.
    pub fn of(map: &Map) -> Meeting {
        let holders = columns(map);
        let none = holders.is_empty();
        let options = Options {
            most_holders: if none { 0 } else { MOST_COLUMNS },
            holders,
            questions: questions(map),
            ..Options::default()
        };
        let mut comparison = compare(map, &options);
        let concessions = concessions(map, &mut comparison, limits());
        let rank = |at: &usize| rank(&comparison.pairs[*at], &concessions.pairs[*at]);
        let mut met: Vec<usize> = (0..comparison.pairs.len()).collect();
        met.retain(|at| rank(at) > [0; 3]);
        met.sort_by_key(|at| Reverse(rank(at)));
        Meeting { comparison, concessions, met }
    }

    /// Each two who have anything in common: a question on which both take a stand or to which both
    /// accept an answer, or a claim on which both are on a side. Those with most come first.
    pub(in crate::report) fn met(&self) -> impl Iterator<Item = &Pair> {
        self.met.iter().map(|at| &self.comparison.pairs[*at])
    }

    /// What two of them would have to give up.
    pub(in crate::report) fn between(&self, pair: &Pair) -> Option<&Between> {
        self.concessions.pairs.iter().find(|it| it.views == pair.views)
    }

    /// The two holders of a pair.
    pub(in crate::report) fn holders(&self, pair: &Pair) -> [HolderId; 2] {
        pair.views.map(|view| self.comparison.views[view].holder)
    }

    /// The claims on which a disagreement of the two turns for both, each once.
    pub(super) fn double_cruxes(&self, pair: &Pair) -> Vec<ClaimId> {
        let mut claims: Vec<ClaimId> = Vec::new();
        let questions = self.between(pair).into_iter().flat_map(|between| &between.questions);
        for crux in questions.flat_map(|question| &question.cruxes.found) {
            if !claims.contains(&crux.claim) {
                claims.push(crux.claim);
            }
        }
        claims
    }

    /// The same, for a picture of the two to point out.
    pub(super) fn highlights(&self, pair: &Pair) -> Vec<Highlight> {
        let point = |claim: ClaimId| Highlight::new(claim.node(), Role::DoubleCrux);
        self.double_cruxes(pair).into_iter().map(point).collect()
    }

    /// Where the two clash, as parts of a picture, those that matter most first: what the
    /// disagreement turns on, the questions to which they give different answers, and the claims that
    /// they dispute with what excludes them.
    pub(super) fn parts(&self, pair: &Pair) -> Vec<NodeIndex> {
        let mut parts: Vec<NodeIndex> =
            self.highlights(pair).into_iter().map(|it| it.part).collect();
        for question in self.between(pair).into_iter().flat_map(|between| &between.questions) {
            parts.push(question.question.node());
            parts.extend(question.accepted.iter().flatten().map(|answer| answer.node()));
        }
        for standing in pair.claims.iter().flatten().filter(|it| it.class == Class::Disputed) {
            parts.push(standing.claim.node());
            parts.extend(standing.clash.into_iter().flat_map(|it| [it.claim.node(), it.through]));
        }
        let mut seen = FxHashSet::default();
        parts.retain(|part| seen.insert(*part));
        parts
    }
}

/// How much two holders have in common: questions, claims on which both are on a side, and claims on
/// which both take a stand or that one holds and the other excludes.
fn rank(pair: &Pair, between: &Between) -> [usize; 3] {
    let claims = pair.claims.iter().flatten();
    let common = claims.filter(|it| matches!(it.class, Class::Shared | Class::Disputed));
    // Of some questions only one of the two has anything to say.
    let both = |it: &&Disagreement| it.accepted.iter().all(|answers| !answers.is_empty());
    let questions = pair.on_questions().of.max(between.questions.iter().filter(both).count());
    [questions, pair.on_claims.of, common.count()]
}

/// The report is on all maps of a folder, and soon there.
fn limits() -> Limits {
    let each = search::Limits { sets: 5, changes: 4, work: 20_000 };
    Limits { each, work: 200_000, consistency: Work { left: 1_000_000 } }
}

/// The questions of the root file.
pub(super) fn questions(map: &Map) -> Vec<QuestionId> {
    map.questions().map(|(id, _)| id).filter(|id| map.file_of(*id) == FileId::ROOT).collect()
}

/// How much holders have in common, or one of them does: questions on which they take a stand, then
/// claims.
type Common = (usize, usize);

/// The holders who are set side by side: the two with most in common, then those with most in common
/// with these, or who answer most questions.
fn columns(map: &Map) -> Vec<HolderId> {
    let tried: Vec<HolderId> =
        by_stands(map).into_iter().take(MOST_TRIED).map(|(holder, _)| holder).collect();
    let same = map.same_holders();
    let place: FxHashMap<HolderId, usize> =
        tried.iter().enumerate().map(|(at, holder)| (*holder, at)).collect();
    let mut common = vec![vec![Common::default(); tried.len()]; tried.len()];
    for topic in topics(map) {
        let mut there: Vec<usize> = Vec::new();
        for claim in &topic.claims {
            for (_, holder, stand) in map.commitments(*claim) {
                let takes =
                    matches!(stand.stance, Stance::Asserts | Stance::Denies | Stance::Concedes);
                let at = place.get(&same.representative(holder)).filter(|_| takes);
                there.extend(at.filter(|at| !there.contains(at)));
            }
        }
        for one in &there {
            for other in &there {
                let (questions, claims) = &mut common[*one][*other];
                *if topic.is_question { questions } else { claims } += 1;
            }
        }
    }
    choose(&common).into_iter().map(|at| tried[at]).collect()
}

/// Places in a table of what each two have in common, and on its diagonal each with itself. Whoever
/// shares with one of those chosen less than a quarter of the questions that the first two share is
/// left out.
fn choose(common: &[Vec<Common>]) -> Vec<usize> {
    let all = 0..common.len();
    // The first of those that are alike, who takes a stand on more claims than the others.
    let pairs = all.clone().flat_map(|one| (one + 1..common.len()).map(move |other| (one, other)));
    let best = pairs.rev().max_by_key(|(one, other)| common[*one][*other]);
    let best = best.filter(|(one, other)| common[*one][*other] > Common::default());
    let least = best.map_or(0, |(one, other)| common[one][other].0).div_ceil(4);
    let mut chosen: Vec<usize> = best.into_iter().flat_map(|(one, other)| [one, other]).collect();
    while chosen.len() < MOST_COLUMNS {
        let shared = |at: usize| chosen.iter().map(move |other| common[at][*other]);
        let rank = |at: &usize| {
            let sum = |sum: Common, it: Common| (sum.0 + it.0, sum.1 + it.1);
            (shared(*at).fold(Common::default(), sum), common[*at][*at].0)
        };
        let is_fit = |at: &usize| {
            let most = shared(*at).map(|it| it.0).max().unwrap_or_default();
            !chosen.contains(at) && most >= least && rank(at) > (Common::default(), 0)
        };
        match all.clone().filter(is_fit).rev().max_by_key(rank) {
            Some(next) => chosen.push(next),
            None => break,
        }
    }
    chosen
}

/// What holders can meet on.
struct Topic {
    is_question: bool,
    claims: Vec<ClaimId>,
}

/// The questions of the root file, the conflicts, and the claims, of those that are declared the
/// same all as one.
fn topics(map: &Map) -> impl Iterator<Item = Topic> + '_ {
    let same = map.same_claims();
    let all = move |claim: ClaimId| match same.class(claim) {
        [] => vec![claim],
        names => names.to_vec(),
    };
    let mut topics = Vec::new();
    for question in questions(map) {
        let claims = map.answers(question).flat_map(&all).collect();
        topics.push(Topic { is_question: true, claims });
    }
    for (conflict, _) in map.conflicts() {
        let claims = map.members(conflict).flat_map(&all).collect();
        topics.push(Topic { is_question: false, claims });
    }
    for (claim, _) in map.claims() {
        let claims = all(claim);
        if claims[0] == claim {
            topics.push(Topic { is_question: false, claims });
        }
    }
    topics.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_with_most_in_common_come_first() {
        // 0 says most; 1 and 3 answer five questions together; 2 answers two with 3; 4 shares a claim
        // with 1, and 5 nothing with anybody.
        let mut common = vec![vec![(0, 0); 6]; 6];
        let mut set = |one: usize, other: usize, is: Common| {
            common[one][other] = is;
            common[other][one] = is;
        };
        set(0, 0, (1, 9));
        set(1, 3, (5, 1));
        set(2, 3, (2, 0));
        set(1, 4, (0, 1));
        assert_eq!(choose(&common), [1, 3, 2]);
        // Where nobody shares a question, claims and then answers that only one gives decide.
        common[1][3] = (0, 2);
        common[3][1] = (0, 2);
        common[2][3] = (0, 0);
        common[3][2] = (0, 0);
        assert_eq!(choose(&common), [1, 3, 4, 0]);
        assert_eq!(choose(&[]), [0; 0]);
        assert_eq!(choose(&[vec![(0, 3)]]), [0; 0]);
    }
}
