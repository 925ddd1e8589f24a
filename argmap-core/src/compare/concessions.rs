//! What a disagreement turns on, and what each side would have to give up.
//!
//! [`concessions`] takes holders that are set side by side and tells of each two of them, question by
//! question, on which claims their disagreement turns ([`DoubleCrux`]), what each would have to
//! withdraw to stop disagreeing, and what it would have to withdraw and adopt to agree
//! ([`Concession`]); and of each of them what it would have to withdraw to be consistent
//! ([`Consistency`]).
//!
//! A holder accepts what is accepted if only its commitments are granted
//! ([`Grant::HeldBy`](crate::semantics::Grant::HeldBy)). Claims that are declared the same are one
//! claim, of which the first stands for all; holders are one holder.
//!
//! ```
//! use argmap_core::compare::concessions::{Force, Limits, concessions};
//! use argmap_core::compare::positions::{Options, compare};
//! use argmap_core::document::no_imports;
//!
//! let map = argmap_core::read("rain.json", r#"{ "argmap": 1, "title": "Rain",
//!     "holders": [{ "id": "ann", "name": "Ann" }, { "id": "bob", "name": "Bob" }],
//!     "questions": [{ "id": "how", "text": "How was the night?", "answers": ["rain", "dry"] }],
//!     "claims": [{ "id": "rain", "text": "It rained." },
//!                { "id": "dry", "text": "It was dry.", "asserted-by": ["bob"] },
//!                { "id": "wet", "text": "The street was wet.", "asserted-by": ["ann"], "denied-by": ["bob"] }],
//!     "supports": [{ "from": ["wet"], "to": "rain" }],
//!     "conflicts": [{ "claims": ["rain", "dry"], "kind": "contradictory" }] }"#,
//!     &mut no_imports).map;
//! let mut comparison = compare(&map, &Options::default());
//! let found = concessions(&map, &mut comparison, Limits::default());
//! let question = &found.pairs[0].questions[0];
//! let crux = &question.cruxes.found[0];
//! assert_eq!((&*map[crux.claim].name, &*map[crux.answer].name), ("wet", "rain"));
//! assert_eq!(crux.force, Force::Strong);
//! ```

mod changes;
mod consistency;
mod contraries;
mod cruxes;

use crate::analysis::turns::search::{self, Stop};
use crate::compare::positions::{Clash, Comparison, View};
use crate::logic::consistency::{Background, Wish, Work};
use crate::model::{ClaimId, Map, QuestionId, Verdict, words};
use crate::semantics::suppose::Stand;
pub use changes::Change;
use contraries::{Contraries, Opposed};

/// What holders that are compared would have to give up, and what they disagree on turns on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concessions {
    /// What each holder would have to withdraw to be consistent, in the order of the holders.
    pub consistency: Vec<Consistency>,
    /// Each two of the holders, in the order of [`Comparison::pairs`].
    pub pairs: Vec<Between>,
}

/// What a holder would have to withdraw to be consistent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consistency {
    /// Its contradictions: those that have nothing to do with each other are told one by one, and in
    /// one set of each is to be withdrawn what it holds. None if it is consistent.
    pub contradictions: Vec<Correction>,
    /// Whether what binds contradicts itself, so that no withdrawal helps.
    pub is_hopeless: bool,
    /// Whether all contradictions were found.
    pub is_complete: bool,
}

/// What a holder would have to withdraw to be rid of one contradiction, or of several that bear on
/// each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The smallest sets, all of one size: what it gives, as to be true, or denies, as to be false.
    pub sets: Vec<Vec<Wish>>,
    /// Whether these are all; if not, there were more than wanted, or the work ran out.
    pub is_complete: bool,
}

/// Two holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// Their places in [`Comparison::views`].
    pub views: [usize; 2],
    /// The questions on which they disagree: one accepts an answer that the other does not accept, or
    /// a rival of which the other accepts.
    pub questions: Vec<Disagreement>,
}

/// A question on which two holders disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The question.
    pub question: QuestionId,
    /// The answers that each accepts, in the order of the question.
    pub accepted: [Vec<ClaimId>; 2],
    /// What it turns on.
    pub cruxes: Cruxes,
    /// What each would have to withdraw so that it no longer accepts an answer on which they
    /// disagree, for each such answer that it accepts.
    pub stopping: [Vec<Concession>; 2],
    /// What each would have to withdraw and adopt to accept an answer that the other accepts, for
    /// each that it does not.
    pub agreeing: [Vec<Concession>; 2],
}

/// Claims on which a disagreement turns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cruxes {
    /// How many claims were tried, each for each answer: those that bear on an answer which only one
    /// of the two accepts, and which the one asserts and the other denies or holds a contrary of.
    pub tried: usize,
    /// The double cruxes, by holder, by answer, and by claim in the order of the map.
    pub found: Vec<DoubleCrux>,
    /// What ended the search before all were found.
    pub stopped: Option<Stop>,
}

/// A claim on which a disagreement turns for both.
///
/// One holder accepts an answer that the other does not accept. The claim is another one; the one
/// holder asserts it, and the other denies it or holds a contrary of it. Were it to fail, the one
/// would no longer accept the answer. Were the other to grant it, and withdraw what it says against
/// it, it would accept the answer, or give up a rival answer of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubleCrux {
    /// Which of the two accepts the answer: the first or the second, as 0 or 1.
    pub side: usize,
    /// The answer.
    pub answer: ClaimId,
    /// The claim.
    pub claim: ClaimId,
    /// Whether the other denies it.
    pub is_denied: bool,
    /// What the other asserts or concedes that excludes it, each with what says so.
    pub contraries: Vec<Clash>,
    /// How much the other would give up.
    pub force: Force,
    /// What becomes of the answer with the one holder if the claim fails.
    pub without: Verdict,
    /// What becomes of the answer with the other if it grants the claim.
    pub granted: Verdict,
    /// The answers of the other that rival this one, and that it would no longer accept; with what
    /// would become of them.
    pub given_up: Vec<(ClaimId, Verdict)>,
}

words! {
    /// How much a holder gives up who grants a claim on which a disagreement turns.
    Force {
        /// It comes to accept the other's answer.
        Strong = "strong",
        /// It no longer accepts a rival answer of its own.
        Weak = "weak",
    }
}

/// What a holder would have to change so that it accepts an answer, or no longer does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concession {
    /// The answer.
    pub answer: ClaimId,
    /// The smallest sets of changes, all of one number; none if no changes bring it about, or none
    /// were found before the search ended.
    pub ways: Vec<Way>,
    /// What ended the search before all of the smallest sets were found.
    pub stopped: Option<Stop>,
}

/// A set of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The changes, in the order of the map.
    pub changes: Vec<Change>,
    /// What becomes of the answer by them.
    pub verdict: Verdict,
}

impl Concession {
    /// How many changes it takes, each claim counted twice on which the holder goes over to the
    /// other side; nothing if no set was found.
    pub fn number(&self) -> Option<usize> {
        let way = self.ways.first()?;
        Some(way.changes.iter().map(|change| change.number()).sum())
    }

    /// Whether it is known that no changes bring it about.
    pub fn is_impossible(&self) -> bool {
        self.ways.is_empty() && self.stopped.is_none()
    }
}

/// Where searches end that would go on for long.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For each of the searches on its own.
    pub each: search::Limits,
    /// The most work in all: once it is done, the searches that are left find nothing and say so.
    pub work: usize,
    /// The work for finding out whether holders are consistent.
    pub consistency: Work,
}

impl Default for Limits {
    /// Twenty sets for each answer, and work for about a second in all.
    fn default() -> Limits {
        let each = search::Limits { sets: 20, changes: usize::MAX, work: 300_000 };
        Limits { each, work: 3_000_000, consistency: Work::default() }
    }
}

/// Finds what holders that are compared disagree on turns on, on the questions of the comparison, and
/// what each would have to give up.
///
/// Double cruxes take, for each claim that bears on an answer and on which the two are opposed,
/// evaluating again what can change by it. The smallest sets of changes are found as
/// [`turns`](search::turns) says, at worst exponential in their size. All evaluations are as before
/// when it is done.
pub fn concessions(map: &Map, comparison: &mut Comparison, limits: Limits) -> Concessions {
    let questions: Vec<QuestionId> = comparison.rows.iter().map(|row| row.question).collect();
    let pairs: Vec<[usize; 2]> = comparison.pairs.iter().map(|pair| pair.views).collect();
    let same = map.same_claims();
    let contraries = Contraries::of(map, &same);
    let mut work = limits.work;
    let mut found = Concessions { consistency: Vec::new(), pairs: Vec::new() };
    let background = Background::joined(map);
    let mut left = limits.consistency;
    for view in &comparison.views {
        let one = consistency::consistency(map, &background, view, limits.each.sets, &mut left);
        found.consistency.push(one);
    }
    for [one, other] in pairs {
        // The views of a pair are two.
        let (before, after) = comparison.views.split_at_mut(one.max(other));
        let (low, high) = (&mut before[one.min(other)], &mut after[0]);
        let sides = if one < other { [low, high] } else { [high, low] };
        let opposed = [0, 1].map(|side| contraries.opposed(map, sides[side], sides[1 - side]));
        let (contraries, limits, left) = (&contraries, limits.each, &mut work);
        let mut between = Pair { map, contraries, opposed, sides, limits, left };
        let questions = questions.iter().filter_map(|question| between.disagreement(*question));
        found.pairs.push(Between { views: [one, other], questions: questions.collect() });
    }
    found
}

/// Two holders, and what is left of the work.
struct Pair<'p> {
    map: &'p Map,
    contraries: &'p Contraries,
    /// For each of the two what it asserts and the other is against.
    opposed: [Vec<Opposed>; 2],
    sides: [&'p mut View; 2],
    limits: search::Limits,
    left: &'p mut usize,
}

/// The answers to a question that each of two holders accepts.
struct Answers([Vec<ClaimId>; 2]);

impl Answers {
    /// The answers that one of the two accepts and the other does not.
    fn of_one(&self, side: usize) -> Vec<ClaimId> {
        let others = &self.0[1 - side];
        self.0[side].iter().copied().filter(|answer| !others.contains(answer)).collect()
    }
}

impl Pair<'_> {
    fn disagreement(&mut self, question: QuestionId) -> Option<Disagreement> {
        let mut all: Vec<ClaimId> = Vec::new();
        for answer in self.map.answers(question).map(|answer| self.sides[0].one(answer)) {
            if !all.contains(&answer) {
                all.push(answer);
            }
        }
        let accepted = [0, 1].map(|side| {
            let evaluation = &self.sides[side].evaluation;
            let is_accepted = |answer: &ClaimId| evaluation.verdict(*answer) == Verdict::Accepted;
            all.iter().copied().filter(is_accepted).collect()
        });
        let answers = Answers(accepted);
        let disputed = [0, 1].map(|side| self.disputed(&answers, side));
        if disputed.iter().all(Vec::is_empty) {
            return None;
        }
        let cruxes = self.cruxes(&answers);
        let [stopping, agreeing] = [0, 1].map(|_| [Vec::new(), Vec::new()]);
        let mut found = Disagreement {
            question,
            accepted: [Vec::new(), Vec::new()],
            cruxes,
            stopping,
            agreeing,
        };
        for side in [0, 1] {
            for answer in &disputed[side] {
                found.stopping[side].push(self.stopping(side, *answer));
            }
            for answer in answers.of_one(1 - side) {
                found.agreeing[side].push(self.agreeing(side, answer));
            }
        }
        let Answers(accepted) = answers;
        found.accepted = accepted;
        Some(found)
    }

    /// The answers that one of the two accepts and the other does not, or a rival of which the other
    /// accepts.
    fn disputed(&self, answers: &Answers, side: usize) -> Vec<ClaimId> {
        let others = &answers.0[1 - side];
        let is_disputed = |answer: &ClaimId| {
            let is_rival = |other: &ClaimId| self.contraries.are(*answer, *other, self.views());
            !others.contains(answer) || others.iter().any(is_rival)
        };
        answers.0[side].iter().copied().filter(is_disputed).collect()
    }

    fn views(&self) -> [&View; 2] {
        let [one, other] = &self.sides;
        [one, other]
    }

    /// The limits of the next search.
    fn limits(&self) -> search::Limits {
        search::Limits { work: self.limits.work.min(*self.left), ..self.limits }
    }
}

/// What a holder is taken to say of a claim in evaluation: that it is false if it denies it at all.
fn stand(view: &View, claim: ClaimId) -> Stand {
    let stand = view.stand(claim);
    match (stand.denies, stand.gives()) {
        (true, _) => Stand::Denied,
        (false, true) => Stand::Asserted,
        (false, false) => Stand::Silent,
    }
}
