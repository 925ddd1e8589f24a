//! How far two holders agree, as numbers.

use super::facing::Facing;
use super::{Side, View};
use crate::model::{ClaimId, Map, QuestionId, words};

/// Of how many things how many are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// How many are the same.
    pub same: usize,
    /// Of how many.
    pub of: usize,
}

impl Score {
    /// The share, from 0 to 1; nothing where there is nothing to compare.
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| self.same as f64 / self.of as f64)
    }
}

words! {
    /// How the answers of two holders to a question compare, where both take a stand on some
    /// answer: the first of these that fits.
    Match {
        /// Both take the same side on the same answers.
        Same = "same",
        /// One denies what the other gives, or gives what excludes it.
        Opposed = "opposed",
        /// They take the same side on some answer.
        Overlapping = "overlapping",
        /// They speak of different answers, which do not exclude each other.
        Different = "different",
    }
}

/// Claims on which two holders take sides: of those on which at least one of them takes a stand of
/// its own and both are on a side, how many there are and on how many the side is the same. A
/// holder is for what it asserts or concedes, against what it denies, and, where it takes no stand,
/// against what is excluded by what it asserts. What a holder both asserts and denies does not
/// count.
///
/// Linear in the size of the map.
pub(super) fn on_claims(
    map: &Map,
    [a, b]: [Facing; 2],
    is_wanted: impl Fn(ClaimId) -> bool,
) -> Score {
    let mut score = Score::default();
    let claims = map.claims().map(|(claim, _)| claim);
    for claim in claims.filter(|claim| a.own.one(*claim) == *claim && is_wanted(*claim)) {
        if !a.own.stand(claim).is_taken() && !b.own.stand(claim).is_taken() {
            continue;
        }
        if let (Some(one), Some(other)) = (a.side(claim), b.side(claim)) {
            score.of += 1;
            score.same += usize::from(one == other);
        }
    }
    score
}

/// How the answers of two holders to a question compare; nothing where one of them takes no side on
/// any answer. Linear in the number of the answers but for sorting.
pub(super) fn on_question(map: &Map, [a, b]: [Facing; 2], question: QuestionId) -> Option<Match> {
    let mut answers: Vec<ClaimId> = map.answers(question).map(|it| a.own.one(it)).collect();
    answers.sort_unstable();
    answers.dedup();
    let side = |view: &View, answer: &ClaimId| view.stand(*answer).side();
    let is_on_some = |view: &View| answers.iter().any(|answer| side(view, answer).is_some());
    if !is_on_some(a.own) || !is_on_some(b.own) {
        return None;
    }
    if answers.iter().all(|answer| side(a.own, answer) == side(b.own, answer)) {
        return Some(Match::Same);
    }
    let is_opposed = |answer: &ClaimId| {
        // Facing sides count what is excluded; one of the two has to give the answer.
        let for_one = [a, b].iter().any(|it| side(it.own, answer) == Some(Side::For));
        for_one && matches!((a.side(*answer), b.side(*answer)), (Some(x), Some(y)) if x != y)
    };
    if answers.iter().any(is_opposed) {
        return Some(Match::Opposed);
    }
    let is_common = |answer: &ClaimId| {
        side(a.own, answer).is_some() && side(a.own, answer) == side(b.own, answer)
    };
    match answers.iter().any(is_common) {
        true => Some(Match::Overlapping),
        false => Some(Match::Different),
    }
}
