//! What one holder has against the other's answer, and whether that is met.

use std::collections::VecDeque;

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::facing::Facing;
use super::{Cell, Clash, Drawn, Row};
use crate::model::{ClaimId, InferenceId, InferenceKind, QuestionId, Target};

/// A question to which two holders give answers that are not all the same, and what each has
/// against those of the other.
#[derive(Clone, Debug)]
pub struct Crossing {
    /// The question.
    pub question: QuestionId,
    /// The place of the question among the rows.
    pub row: usize,
    /// What the first has against the answers of the second, and the second against those of the
    /// first: a case for each answer that is not its own as well.
    pub cases: [Vec<Case>; 2],
}

/// What one holder has against an answer of the other.
#[derive(Clone, Debug)]
pub struct Case {
    /// The answer.
    pub answer: ClaimId,
    /// What is objected, that against the answer itself first, then step by step down its grounds.
    pub objections: Vec<Objection>,
    /// Whether all grounds of the answer were gone through; they were not where there are more of
    /// them, with the objections to them, than the limit.
    pub is_complete: bool,
}

/// One thing that a holder has against what the other says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// What it is aimed at: the answer, a claim among its grounds, or a step among them.
    pub at: Target,
    /// How many steps that is away from the answer.
    pub depth: usize,
    /// What is objected.
    pub means: Means,
    /// How the other meets it; none if it does not.
    pub replies: Vec<Reply>,
}

/// How a holder speaks against something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// It denies the claim.
    Denial,
    /// It asserts something that excludes the claim.
    Clash(Clash),
    /// It has an argument against the claim or step: draws it, or holds all that it needs.
    Step(InferenceId, Drawn),
}

/// How a holder meets an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It denies a claim that the objection needs.
    Denies(ClaimId),
    /// It asserts something that excludes a claim that the objection needs.
    Excludes(ClaimId, Clash),
    /// It has an argument against a claim that the objection needs.
    Argues {
        /// The claim.
        against: ClaimId,
        /// The first such argument in the order of declaration.
        step: InferenceId,
        /// What the argument has to do with it.
        drawn: Drawn,
        /// How many more there are.
        more: usize,
    },
    /// It undercuts the step by which it is objected.
    Undercuts {
        /// The first undercut in the order of declaration.
        step: InferenceId,
        /// What the undercut has to do with it.
        drawn: Drawn,
        /// How many more there are.
        more: usize,
    },
}

impl Objection {
    /// Whether the other meets it by its own means, and not only with what somebody else draws from
    /// what it holds.
    pub fn is_met(&self) -> bool {
        self.replies.iter().any(|reply| match reply {
            Reply::Denies(_) | Reply::Excludes(..) => true,
            Reply::Argues { drawn, .. } | Reply::Undercuts { drawn, .. } => *drawn != Drawn::Lent,
        })
    }
}

/// What two holders have against each other's answers to a question; nothing unless both give one
/// and not just the same ones. The grounds of an answer are gone through step by step until there
/// are more than `limit` of them and of objections to them; linear in what is said of these.
pub(super) fn crossing(
    (at, row): (usize, &Row),
    cells: [usize; 2],
    [a, b]: [Facing; 2],
    limit: usize,
) -> Option<Crossing> {
    let [of_a, of_b] = cells.map(|at| given(&row.cells[at]));
    let against = |facing: Facing, own: &[ClaimId], others: &[ClaimId]| -> Vec<Case> {
        let own: FxHashSet<ClaimId> = own.iter().map(|answer| facing.own.one(*answer)).collect();
        let others = others.iter().filter(|answer| !own.contains(&facing.own.one(**answer)));
        others.map(|answer| case(facing, *answer, limit)).collect()
    };
    if of_a.is_empty() || of_b.is_empty() {
        return None;
    }
    let cases = [against(a, &of_a, &of_b), against(b, &of_b, &of_a)];
    let is_crossed = cases.iter().any(|cases| !cases.is_empty());
    is_crossed.then_some(Crossing { question: row.question, row: at, cases })
}

/// The answers that a holder gives: those that it asserts or concedes and does not deny, and those
/// that follow from what it holds.
fn given(cell: &Cell) -> Vec<ClaimId> {
    let is_given = |answer: &&super::Answer| {
        answer.follows.is_some() || (answer.stand.gives() && !answer.stand.denies)
    };
    cell.answers.iter().filter(is_given).map(|answer| answer.claim).collect()
}

/// What the speaking holder has against an answer of the other.
fn case(facing: Facing, answer: ClaimId, limit: usize) -> Case {
    let map = facing.map;
    let mut search = Search { facing, argued: FxHashMap::default(), objections: Vec::new() };
    let mut open = VecDeque::from([(answer, 0)]);
    let mut seen = FxHashSet::from_iter([facing.own.one(answer)]);
    let mut is_complete = true;
    let mut claims = 0;
    while let Some((claim, depth)) = open.pop_front() {
        claims += 1;
        if claims + search.objections.len() > limit {
            is_complete = false;
            break;
        }
        let at = Target::Claim(claim);
        if facing.own.stand(claim).denies {
            search.object(at, depth, Means::Denial);
        }
        if let Some(clash) = facing.excluded_by_own(claim) {
            search.object(at, depth, Means::Clash(clash));
        }
        search.argue(at, depth, facing.aimed_at(claim, InferenceKind::Rebuttal));
        let grounds = facing.aimed_at(claim, InferenceKind::Support).into_iter();
        for ground in grounds.filter(|step| drawn(facing.turned(), *step).is_some()) {
            let undercuts = map.aimed_at(ground, InferenceKind::Undercut);
            search.argue(Target::Inference(ground), depth, undercuts);
            let needs = map.needs(ground).filter(|need| seen.insert(facing.own.one(*need)));
            open.extend(needs.map(|need| (need, depth + 1)));
        }
    }
    Case { answer, objections: search.objections, is_complete }
}

/// What a step has to do with the speaking holder; those that the other draws do not count.
fn drawn(facing: Facing, step: InferenceId) -> Option<Drawn> {
    let drawn = facing.own.drawn(step)?;
    let counts = drawn != Drawn::Lent || facing.own.lends(facing.map, step, facing.other);
    counts.then_some(drawn)
}

/// The other's first argument against something: what it has to do with the other, and how many
/// more there are.
type Argued = (InferenceId, Drawn, usize);

struct Search<'v> {
    facing: Facing<'v>,
    /// What is known of the other's arguments against claims and steps.
    argued: FxHashMap<NodeIndex, Option<Argued>>,
    objections: Vec<Objection>,
}

impl Search<'_> {
    fn argue(&mut self, at: Target, depth: usize, steps: Vec<InferenceId>) {
        for step in steps {
            if let Some(drawn) = drawn(self.facing, step) {
                self.object(at, depth, Means::Step(step, drawn));
            }
        }
    }

    fn object(&mut self, at: Target, depth: usize, means: Means) {
        let replies = self.replies(means);
        self.objections.push(Objection { at, depth, means, replies });
    }

    /// How the other meets something that the speaking holder objects.
    fn replies(&mut self, means: Means) -> Vec<Reply> {
        let mut replies = Vec::new();
        match means {
            Means::Denial => {}
            Means::Clash(clash) => self.meets(clash.claim, false, &mut replies),
            Means::Step(step, _) => {
                for need in self.facing.map.needs(step) {
                    self.meets(need, true, &mut replies);
                }
                if let Some((step, drawn, more)) = self.argued(Target::Inference(step)) {
                    replies.push(Reply::Undercuts { step, drawn, more });
                }
            }
        }
        replies
    }

    /// How the other meets a claim that an objection needs. That it asserts what excludes the claim
    /// is no reply where this is just what is objected to.
    fn meets(&mut self, need: ClaimId, may_exclude: bool, replies: &mut Vec<Reply>) {
        if self.facing.other.stand(need).denies {
            replies.push(Reply::Denies(need));
        }
        if let (true, Some(clash)) = (may_exclude, self.facing.excluded_by_other(need)) {
            replies.push(Reply::Excludes(need, clash));
        }
        if let Some((step, drawn, more)) = self.argued(Target::Claim(need)) {
            replies.push(Reply::Argues { against: need, step, drawn, more });
        }
    }

    /// The other's own arguments go before those that somebody else draws from what it holds.
    fn argued(&mut self, at: Target) -> Option<Argued> {
        let Facing { map, own, other, .. } = self.facing;
        let (key, mine, lent) = match at {
            Target::Claim(claim) => {
                (own.one(claim).node(), other.against(claim), other.lent_against(claim))
            }
            Target::Inference(step) => {
                (step.node(), other.undercuts(step), other.lent_undercuts(step))
            }
        };
        *self.argued.entry(key).or_insert_with(|| {
            let lent = lent.iter().filter(|step| other.lends(map, **step, own));
            let mut all = mine.iter().chain(lent);
            let first = *all.next()?;
            Some((first, other.drawn(first)?, all.count()))
        })
    }
}
