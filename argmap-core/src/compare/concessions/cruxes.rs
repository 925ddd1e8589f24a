//! Claims on which a disagreement turns for both.

use super::contraries::Opposed;
use super::{Answers, Cruxes, DoubleCrux, Force, Pair, Stop};
use crate::model::{ClaimId, Verdict};
use crate::semantics::suppose::{Stand, Supposition};

impl Pair<'_> {
    /// The double cruxes of a question. For each answer, those claims are tried on which the two are
    /// opposed and that bear on it; each takes evaluating again what can change by it, with the one
    /// holder and, where that no longer accepts the answer, with the other.
    pub(super) fn cruxes(&mut self, answers: &Answers) -> Cruxes {
        let mut cruxes = Cruxes::default();
        let limits = self.limits();
        let mut work = 0;
        'all: for side in [0, 1] {
            for answer in answers.of_one(side) {
                let others = |number: &usize| self.opposed[side][*number].claim != answer;
                let mut open: Vec<usize> = (0..self.opposed[side].len()).filter(others).collect();
                if open.is_empty() {
                    continue;
                }
                if work >= limits.work {
                    cruxes.stopped = Some(Stop::Work);
                    break 'all;
                }
                let bearing = self.sides[side].evaluation.bearing(self.map, answer);
                work += bearing.len() + open.len();
                open.retain(|number| {
                    bearing.contains(self.map, self.opposed[side][*number].claim.node())
                });
                for number in open {
                    if work >= limits.work {
                        cruxes.stopped = Some(Stop::Work);
                        break 'all;
                    }
                    cruxes.tried += 1;
                    let fails = Supposition {
                        reject: vec![self.opposed[side][number].claim.node()],
                        ..Supposition::default()
                    };
                    let evaluation = &mut self.sides[side].evaluation;
                    let shift = evaluation.suppose_within(self.map, &fails, &bearing);
                    let without = evaluation.verdict(answer);
                    work += 1 + shift.size();
                    evaluation.undo(shift);
                    if without == Verdict::Accepted {
                        continue;
                    }
                    let found = self.granting(answers, side, answer, number, without, &mut work);
                    let Some(found) = found else { continue };
                    if cruxes.found.len() >= limits.sets {
                        cruxes.stopped = Some(Stop::Sets);
                        break 'all;
                    }
                    cruxes.found.push(found);
                }
            }
        }
        *self.left = self.left.saturating_sub(work);
        cruxes
    }

    /// What becomes of the answer, and of its rivals, if the other grants the claim.
    fn granting(
        &mut self,
        answers: &Answers,
        side: usize,
        answer: ClaimId,
        opposed: usize,
        without: Verdict,
        work: &mut usize,
    ) -> Option<DoubleCrux> {
        let Opposed { claim, is_denied, ref contraries } = self.opposed[side][opposed];
        let accepted = answers.0[1 - side].iter().copied();
        let rivals: Vec<ClaimId> =
            accepted.filter(|one| self.contraries.are(answer, *one, self.views())).collect();
        let mut withdrawn: Vec<ClaimId> = contraries.iter().map(|clash| clash.claim).collect();
        withdrawn.extend(is_denied.then_some(claim));
        let grants = Supposition {
            accept: vec![claim.node()],
            stands: withdrawn.into_iter().map(|claim| (claim, Stand::Silent)).collect(),
            ..Supposition::default()
        };
        let other = &mut self.sides[1 - side];
        let shift = other.evaluation.suppose(self.map, &grants);
        *work += 1 + shift.size();
        let granted = other.evaluation.verdict(answer);
        let verdicts = rivals.into_iter().map(|one| (one, other.evaluation.verdict(one)));
        let given_up: Vec<(ClaimId, Verdict)> =
            verdicts.filter(|(_, verdict)| *verdict != Verdict::Accepted).collect();
        other.evaluation.undo(shift);
        let force = match granted {
            Verdict::Accepted => Force::Strong,
            _ if !given_up.is_empty() => Force::Weak,
            _ => return None,
        };
        Some(DoubleCrux {
            side,
            answer,
            claim,
            is_denied,
            contraries: self.opposed[side][opposed].contraries.clone(),
            force,
            without,
            granted,
            given_up,
        })
    }
}
