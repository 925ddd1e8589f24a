//! What a disagreement turns on and what each side would have to give up, by trying everything: the
//! stands in a sketch are edited, and it is evaluated anew by the slow reading of the definition.

use std::collections::{BTreeMap, BTreeSet};

use argmap_core::model::{ConflictKind, InferenceKind, Stance, Verdict};
use argmap_core::semantics::suppose::Stand;

use super::naive::{self, GrantSketch, OptionsSketch, Sketch};
use super::sketches::{Stands, default_options, restated};

/// A set of changes: claims, with what is said of them in the end.
pub type Set = BTreeMap<usize, Stand>;

/// A double crux.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crux {
    pub side: usize,
    pub answer: usize,
    pub claim: usize,
    pub is_denied: bool,
    pub contraries: BTreeSet<usize>,
    pub is_strong: bool,
    pub given_up: BTreeSet<usize>,
}

fn held(sketch: &Sketch, holder: usize, change: impl Fn(&mut OptionsSketch)) -> Vec<Verdict> {
    let mut options = default_options();
    options.grant = GrantSketch::HeldBy(holder);
    change(&mut options);
    naive::evaluate(sketch, &options).0
}

/// Whether a holder accepts a claim.
pub fn accepts(sketch: &Sketch, holder: usize, claim: usize) -> bool {
    held(sketch, holder, |_| {})[claim] == Verdict::Accepted
}

/// The answers to a question, each once and in order.
pub fn answers(sketch: &Sketch, question: usize) -> Vec<usize> {
    let mut answers = Vec::new();
    for answer in &sketch.questions[question].answers {
        if !answers.contains(answer) {
            answers.push(*answer);
        }
    }
    answers
}

/// Whether two claims exclude each other, by what is nobody's or one of the two holders'.
pub fn exclude(sketch: &Sketch, one: usize, other: usize, holders: [usize; 2]) -> bool {
    let binds = |by: Option<usize>| by.is_none_or(|by| holders.contains(&by));
    let both = |claims: &[usize]| one != other && claims.contains(&one) && claims.contains(&other);
    sketch.conflicts.iter().any(|it| binds(it.by) && both(&it.claims))
        || sketch.questions.iter().any(|it| it.exclusive && binds(it.by) && both(&it.answers))
}

fn denies(sketch: &Sketch, holder: usize, claim: usize) -> bool {
    sketch.claims[claim].stands.contains(&(holder, Stance::Denies))
}

/// What counts of what a holder says of a claim.
pub fn stand(sketch: &Sketch, holder: usize, claim: usize) -> Stand {
    if denies(sketch, holder, claim) {
        Stand::Denied
    } else if sketch.gives(holder, claim) {
        Stand::Asserted
    } else {
        Stand::Silent
    }
}

/// The double cruxes of a question: of the answers that only the holder of a side accepts.
pub fn cruxes(sketch: &Sketch, question: usize, holders: [usize; 2]) -> BTreeSet<Crux> {
    let mut found = BTreeSet::new();
    for (side, answer) in sides(sketch, question) {
        let (own, other) = (holders[side], holders[1 - side]);
        if !accepts(sketch, own, answer) || accepts(sketch, other, answer) {
            continue;
        }
        for claim in (0..sketch.claims.len()).filter(|claim| *claim != answer) {
            let contrary =
                |one: &usize| exclude(sketch, *one, claim, holders) && sketch.gives(other, *one);
            let contraries: BTreeSet<usize> = (0..sketch.claims.len()).filter(contrary).collect();
            let is_denied = denies(sketch, other, claim);
            let is_opposed = is_denied || !contraries.is_empty();
            if !sketch.asserts(own, claim) || !is_opposed {
                continue;
            }
            let without = held(sketch, own, |options| {
                options.reject_claims.insert(claim);
            });
            let withdrawn = contraries.iter().copied().chain(is_denied.then_some(claim));
            let withdrawn: Stands = withdrawn.map(|one| (one, Stand::Silent)).collect();
            let granted = held(&restated(sketch, other, &withdrawn), other, |options| {
                options.accept_claims.insert(claim);
            });
            let rivals = answers(sketch, question).into_iter().filter(|one| {
                exclude(sketch, *one, answer, holders) && accepts(sketch, other, *one)
            });
            let given_up: BTreeSet<usize> =
                rivals.filter(|one| granted[*one] != Verdict::Accepted).collect();
            let is_strong = granted[answer] == Verdict::Accepted;
            if without[answer] != Verdict::Accepted && (is_strong || !given_up.is_empty()) {
                found.insert(Crux {
                    side,
                    answer,
                    claim,
                    is_denied,
                    contraries,
                    is_strong,
                    given_up,
                });
            }
        }
    }
    found
}

/// Each answer with each side.
fn sides(sketch: &Sketch, question: usize) -> impl Iterator<Item = (usize, usize)> {
    let answers = answers(sketch, question);
    [0, 1].into_iter().flat_map(move |side| answers.clone().into_iter().map(move |it| (side, it)))
}

/// The smallest sets of own commitments without which a holder no longer accepts an answer.
pub fn stopping(sketch: &Sketch, holder: usize, answer: usize) -> BTreeSet<(Set, Verdict)> {
    let choices = (0..sketch.claims.len()).map(|claim| {
        let silent = stand(sketch, holder, claim) != Stand::Silent;
        silent.then_some((Stand::Silent, 1)).into_iter().collect()
    });
    smallest(sketch, holder, &choices.collect::<Vec<_>>(), answer, false)
}

/// The smallest sets of withdrawals and adoptions with which a holder accepts an answer.
pub fn agreeing(
    sketch: &Sketch,
    holder: usize,
    other: usize,
    answer: usize,
) -> BTreeSet<(Set, Verdict)> {
    let choices = (0..sketch.claims.len()).map(|claim| {
        let (own, theirs) = (stand(sketch, holder, claim), stand(sketch, other, claim));
        let withdrawn = usize::from(own != Stand::Silent);
        let mut choices = Vec::new();
        if own != Stand::Silent {
            choices.push((Stand::Silent, withdrawn));
        }
        if theirs != Stand::Silent && theirs != own && claim != answer {
            choices.push((theirs, withdrawn + 1));
        }
        choices
    });
    smallest(sketch, holder, &choices.collect::<Vec<_>>(), answer, true)
}

/// Of all ways to choose for each claim what is said of it, or to leave it, those of the least cost
/// with which the goal is reached.
fn smallest(
    sketch: &Sketch,
    holder: usize,
    choices: &[Vec<(Stand, usize)>],
    answer: usize,
    is_accepted: bool,
) -> BTreeSet<(Set, Verdict)> {
    let mut ways: Vec<(usize, Set)> = vec![(0, Set::new())];
    for (claim, choices) in choices.iter().enumerate() {
        for number in 0..ways.len() {
            for (stand, cost) in choices {
                let (before, mut set) = ways[number].clone();
                set.insert(claim, *stand);
                ways.push((before + cost, set));
            }
        }
    }
    ways.sort();
    let mut found = BTreeSet::new();
    let mut least = usize::MAX;
    for (cost, set) in ways {
        if cost > least {
            break;
        }
        let verdict = held(&restated(sketch, holder, &set), holder, |_| {})[answer];
        if (verdict == Verdict::Accepted) == is_accepted {
            least = cost;
            found.insert((set, verdict));
        }
    }
    found
}

/// What a holder gives, as to be true, or denies, as to be false.
pub type Wishes = BTreeSet<(usize, bool)>;

/// The smallest sets of what a holder gives and denies without which the rest can be true together;
/// nothing if what binds cannot be fulfilled by itself.
pub fn corrections(sketch: &Sketch, holder: usize) -> Option<BTreeSet<Wishes>> {
    let claims = 0..sketch.claims.len();
    let given = claims.clone().filter(|claim| sketch.gives(holder, *claim));
    let denied = claims.clone().filter(|claim| denies(sketch, holder, *claim));
    let wishes = given.map(|claim| (claim, true)).chain(denied.map(|claim| (claim, false)));
    let wishes: Vec<(usize, bool)> = wishes.collect();
    let rows = 0_u32..1 << sketch.claims.len();
    let rows: Vec<u32> = rows.filter(|row| allows(sketch, holder, *row)).collect();
    if rows.is_empty() {
        return None;
    }
    let unfulfilled = rows.iter().map(|row| -> Wishes {
        let is_so = |(claim, holds): &&(usize, bool)| (row >> claim & 1 == 1) != *holds;
        wishes.iter().filter(is_so).copied().collect()
    });
    let unfulfilled: Vec<Wishes> = unfulfilled.collect();
    let least = unfulfilled.iter().map(BTreeSet::len).min();
    Some(unfulfilled.into_iter().filter(|one| Some(one.len()) == least).collect())
}

/// Whether a row of the truth table fulfils all that binds a holder.
fn allows(sketch: &Sketch, holder: usize, row: u32) -> bool {
    let is_true = |claim: &usize| row >> claim & 1 == 1;
    let binds = |by: Option<usize>| by.is_none_or(|by| by == holder);
    let at_most_one = |claims: &[usize]| {
        claims.iter().filter(|one| is_true(one)).collect::<BTreeSet<_>>().len() < 2
    };
    let steps = sketch.steps.iter().enumerate().all(|(number, step)| {
        let settles = step.strict && binds(step.by) && step.kind != InferenceKind::Undercut;
        let holds = sketch.needs(number).iter().all(is_true);
        !settles || !holds || is_true(&step.target) == (step.kind == InferenceKind::Support)
    });
    let conflicts = sketch.conflicts.iter().filter(|it| binds(it.by)).all(|it| {
        let either = it.kind != ConflictKind::Contradictory || it.claims.iter().any(is_true);
        at_most_one(&it.claims) && either
    });
    let questions = sketch.questions.iter().filter(|it| binds(it.by)).all(|it| {
        (!it.exclusive || at_most_one(&it.answers))
            && (!it.exhaustive || it.answers.iter().any(is_true))
    });
    steps && conflicts && questions
}
