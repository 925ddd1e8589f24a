//! Questions against holders: what each answers, and on what grounds.

use petgraph::graph::EdgeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::view::aimed_at;
use super::{Drawn, Side, Stand, View};
use crate::analysis::{Ground as Reason, ground};
use crate::model::{ClaimId, HolderId, InferenceId, InferenceKind, Map, QuestionId, Verdict};
use crate::semantics::{Evaluation, StepVerdict};

/// A question and what each holder answers to it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The question.
    pub question: QuestionId,
    /// A cell for each holder, in their order.
    pub cells: Vec<Cell>,
}

impl Row {
    /// How many holders take a stand on an answer; where two or more do, they meet.
    pub fn answering(&self) -> usize {
        self.cells.iter().filter(|cell| cell.takes_stand()).count()
    }
}

/// What one holder answers to a question.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// The answers of which it says something or that follow from what it holds, in the order of
    /// the question; none if it is silent.
    pub answers: Vec<Answer>,
}

impl Cell {
    /// Whether it asserts, concedes or denies an answer.
    pub fn takes_stand(&self) -> bool {
        self.answers.iter().any(|answer| answer.stand.is_taken())
    }

    /// Whether it says nothing of any answer, and none follows.
    pub fn is_silent(&self) -> bool {
        self.answers.is_empty()
    }
}

/// What a holder says of one answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The answer.
    pub claim: ClaimId,
    /// The stands that count; see [`Stand`].
    pub stand: Stand,
    /// Everything that it says of the answer, retractions, suppositions and reports included, as
    /// edges of the map: with source, place and quotation.
    pub said: Vec<EdgeIndex>,
    /// Why it follows, where the holder takes no stand on it: it is accepted if only the holder's
    /// commitments are granted, and the steps that apply then lead to it from something that the
    /// holder asserts or concedes, or else it is the last answer that is left.
    pub follows: Option<Reason>,
    /// Why the holder takes it to be so: the supports of what it gives and of what follows, and the
    /// rebuttals of what it denies, that it draws or of which it holds all premises; of what
    /// follows also those that apply if only its commitments are granted. None where it is said
    /// without a reason.
    pub grounds: Vec<Ground>,
    /// The verdict if only the holder's commitments are granted.
    pub held: Verdict,
    /// The verdict if everybody's are.
    pub all: Verdict,
}

/// A step by which a holder comes to an answer, or comes to deny it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ground {
    /// The step.
    pub step: InferenceId,
    /// What it has to do with the holder; nothing if its premises only follow from what the holder
    /// holds.
    pub drawn: Option<Drawn>,
    /// All that it needs, each with whether the holder holds it.
    pub needs: Vec<(ClaimId, bool)>,
    /// What becomes of it if only the holder's commitments are granted.
    pub held: StepVerdict,
    /// What becomes of it if everybody's are.
    pub all: StepVerdict,
}

/// What each holder answers to a question; linear in the number of what is said for and against the
/// answers, times the number of holders.
pub(super) fn row(map: &Map, all: &Evaluation, views: &[View], question: QuestionId) -> Row {
    let Some(first) = views.first() else { return Row { question, cells: Vec::new() } };
    let mut seen = FxHashSet::default();
    let answers = map.answers(question).filter(|answer| seen.insert(first.one(*answer)));
    let names = views.iter().enumerate();
    let place: FxHashMap<HolderId, usize> =
        names.flat_map(|(at, view)| view.names().iter().map(move |name| (*name, at))).collect();
    let mut cells = vec![Cell::default(); views.len()];
    for claim in answers {
        let mut said: Vec<Vec<EdgeIndex>> = vec![Vec::new(); views.len()];
        let names = match first.same().class(claim) {
            [] => std::slice::from_ref(&claim),
            names => names,
        };
        for (edge, holder, _) in names.iter().flat_map(|claim| map.commitments(*claim)) {
            if let Some(at) = place.get(&holder) {
                said[*at].push(edge);
            }
        }
        for ((view, said), cell) in views.iter().zip(said).zip(&mut cells) {
            cell.answers.extend(answer(map, all, view, claim, said));
        }
    }
    Row { question, cells }
}

fn answer(
    map: &Map,
    all: &Evaluation,
    view: &View,
    claim: ClaimId,
    said: Vec<EdgeIndex>,
) -> Option<Answer> {
    let (stand, held) = (view.stand(claim), view.evaluation.verdict(claim));
    let is_open = !stand.is_taken() && held == Verdict::Accepted;
    let reason = is_open.then(|| ground(map, &view.evaluation, claim));
    let follows = reason
        .filter(|reason| matches!(reason, Reason::LastLeft(_)) || rests_on_own(map, view, claim));
    if said.is_empty() && follows.is_none() {
        return None;
    }
    let kind = match stand.side() {
        Some(Side::For) => Some(InferenceKind::Support),
        Some(Side::Against) => Some(InferenceKind::Rebuttal),
        None => follows.is_some().then_some(InferenceKind::Support),
    };
    let mut grounds = Vec::new();
    for step in kind.map_or_else(Vec::new, |kind| aimed_at(map, view.same(), claim, kind)) {
        let held = view.evaluation.step(map, step);
        let drawn = view.drawn(step);
        if drawn.is_some() || (follows.is_some() && held == StepVerdict::Applies) {
            let needs = map.needs(step).map(|need| (need, view.holds(need)));
            let (needs, all) = (needs.collect(), all.step(map, step));
            grounds.push(Ground { step, drawn, needs, held, all });
        }
    }
    Some(Answer { claim, stand, said, follows, grounds, held, all: all.verdict(claim) })
}

/// Whether the steps that apply if only a holder's commitments are granted lead to a claim from
/// something that the holder asserts or concedes; linear in what leads to the claim.
fn rests_on_own(map: &Map, view: &View, claim: ClaimId) -> bool {
    let mut open = vec![claim];
    let mut seen = FxHashSet::from_iter([view.one(claim)]);
    while let Some(claim) = open.pop() {
        if view.stand(claim).gives() {
            return true;
        }
        let supports = aimed_at(map, view.same(), claim, InferenceKind::Support).into_iter();
        for step in supports.filter(|it| view.evaluation.step(map, *it) == StepVerdict::Applies) {
            open.extend(map.needs(step).filter(|need| seen.insert(view.one(*need))));
        }
    }
    false
}
