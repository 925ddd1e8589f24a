//! What a disagreement turns on, and what each would have to give up, as data.

use serde::Serialize;

use super::data::Teller;
use crate::analysis::turns::search::Stop;
use crate::compare::concessions::{
    Between, Change, Concession, Concessions, Correction, Disagreement, DoubleCrux,
};
use crate::report::names;

/// A question on which two holders disagree.
#[derive(Debug, Serialize)]
pub struct DisagreementData {
    /// The question.
    pub question: String,
    /// The answers that each accepts.
    pub accepted: [Vec<String>; 2],
    /// The claims on which the disagreement turns for both.
    pub double_cruxes: Vec<CruxData>,
    /// What ended the search for them before all were found: `sets`, `changes` or `work`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<&'static str>,
    /// What each would have to withdraw so that it no longer accepts an answer.
    pub stopping: [Vec<ConcessionData>; 2],
    /// What each would have to withdraw and adopt to accept an answer of the other.
    pub agreeing: [Vec<ConcessionData>; 2],
}

/// A claim on which a disagreement turns for both.
#[derive(Debug, Serialize)]
pub struct CruxData {
    /// The claim.
    pub claim: String,
    /// The answer.
    pub answer: String,
    /// Who accepts the answer and asserts the claim: 0 for the first holder, 1 for the second.
    pub side: usize,
    /// Whether the other denies the claim.
    pub denied: bool,
    /// What the other holds that excludes it.
    pub excluded_by: Vec<String>,
    /// `strong`: the other comes to accept the answer if it grants the claim. `weak`: it only gives
    /// up a rival answer.
    pub force: &'static str,
    /// The verdict of the answer for the one if the claim fails.
    pub without: &'static str,
    /// The verdict of the answer for the other if it grants the claim.
    pub granted: &'static str,
    /// The rival answers that the other then gives up.
    pub given_up: Vec<GivenUp>,
}

/// An answer that is given up.
#[derive(Debug, Serialize)]
pub struct GivenUp {
    /// The answer.
    pub claim: String,
    /// What its verdict would be.
    pub verdict: &'static str,
}

/// The smallest changes by which a holder accepts an answer, or no longer does.
#[derive(Debug, Serialize)]
pub struct ConcessionData {
    /// The answer.
    pub answer: String,
    /// How many changes it takes; nothing if none were found.
    pub number: Option<usize>,
    /// The sets of changes.
    pub sets: Vec<Vec<ChangeData>>,
    /// What ended the search before all sets were found; without it and with no sets, no changes
    /// bring it about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<&'static str>,
}

/// A change of what a holder says of a claim.
#[derive(Debug, Serialize)]
pub struct ChangeData {
    /// The claim.
    pub claim: String,
    /// What it says: `asserted` (or conceded), `denied` or `silent`.
    pub from: &'static str,
    /// What it would say.
    pub to: &'static str,
}

/// What a holder would have to withdraw to be consistent.
#[derive(Debug, Serialize)]
pub struct ConsistencyData {
    /// The holder.
    pub holder: String,
    /// Whether what binds contradicts itself.
    pub hopeless: bool,
    /// Whether all contradictions were found.
    pub complete: bool,
    /// The contradictions.
    pub contradictions: Vec<CorrectionData>,
}

/// What would have to be withdrawn to be rid of a contradiction.
#[derive(Debug, Serialize)]
pub struct CorrectionData {
    /// The smallest sets: the claims, each with whether it is held true.
    pub sets: Vec<Vec<WishData>>,
    /// Whether these are all of the smallest sets.
    pub complete: bool,
}

/// A claim that is held true, or false.
#[derive(Debug, Serialize)]
pub struct WishData {
    /// The claim.
    pub claim: String,
    /// Whether it is held true.
    pub holds: bool,
}

impl Teller<'_> {
    pub(super) fn disagreements(&mut self, between: &Between) -> Vec<DisagreementData> {
        between.questions.iter().map(|it| self.disagreement(it)).collect()
    }

    fn disagreement(&mut self, it: &Disagreement) -> DisagreementData {
        let accepted = it
            .accepted
            .each_ref()
            .map(|claims| claims.iter().map(|claim| self.claim(*claim)).collect::<Vec<String>>());
        let stopping = it.stopping.each_ref().map(|all| self.concessions(all));
        let agreeing = it.agreeing.each_ref().map(|all| self.concessions(all));
        DisagreementData {
            question: names::part(self.map(), it.question),
            accepted,
            double_cruxes: it.cruxes.found.iter().map(|crux| self.crux(crux)).collect(),
            stopped: it.cruxes.stopped.map(Stop::word),
            stopping,
            agreeing,
        }
    }

    fn crux(&mut self, crux: &DoubleCrux) -> CruxData {
        let given_up = crux.given_up.iter();
        CruxData {
            claim: self.claim(crux.claim),
            answer: self.claim(crux.answer),
            side: crux.side,
            denied: crux.is_denied,
            excluded_by: crux.contraries.iter().map(|it| self.claim(it.claim)).collect(),
            force: crux.force.word(),
            without: crux.without.word(),
            granted: crux.granted.word(),
            given_up: given_up
                .map(|(claim, verdict)| GivenUp {
                    claim: self.claim(*claim),
                    verdict: verdict.word(),
                })
                .collect(),
        }
    }

    fn concessions(&mut self, all: &[Concession]) -> Vec<ConcessionData> {
        let told = all.iter().map(|it| ConcessionData {
            answer: self.claim(it.answer),
            number: it.number(),
            sets: it
                .sets
                .iter()
                .map(|set| set.iter().map(|change| self.change(*change)).collect())
                .collect(),
            stopped: it.stopped.map(Stop::word),
        });
        told.collect()
    }

    fn change(&mut self, change: Change) -> ChangeData {
        ChangeData {
            claim: self.claim(change.claim),
            from: change.from.word(),
            to: change.to.word(),
        }
    }

    pub(super) fn consistency(&mut self, found: &Concessions) -> Vec<ConsistencyData> {
        let told = found.consistency.iter().enumerate().map(|(at, it)| ConsistencyData {
            holder: self.holder(at),
            hopeless: it.is_hopeless,
            complete: it.is_complete,
            contradictions: it.contradictions.iter().map(|one| self.correction(one)).collect(),
        });
        told.collect()
    }

    fn correction(&mut self, correction: &Correction) -> CorrectionData {
        let sets = correction.sets.iter().map(|set| {
            let wishes = set.iter();
            wishes
                .map(|wish| WishData { claim: self.claim(wish.claim), holds: wish.holds })
                .collect()
        });
        CorrectionData { sets: sets.collect(), complete: correction.is_complete }
    }
}
