//! The same as data.

use serde::Serialize;

use crate::analysis::turns::search::Stop;
use crate::compare::concessions::{
    Between, Change, Concession, Concessions, Consistency, Cruxes, Disagreement, DoubleCrux,
};
use crate::compare::positions::Comparison;
use crate::model::{ClaimId, Map};
use crate::report::names;

/// What disagreements turn on, and what each side would have to give up.
#[derive(Debug, Serialize)]
pub struct ConcessionsData {
    /// What each holder would have to withdraw to be consistent, in the order of the holders.
    pub consistency: Vec<ConsistencyData>,
    /// Each two of the holders.
    pub pairs: Vec<BetweenData>,
}

/// What a holder would have to withdraw to be consistent.
#[derive(Debug, Serialize)]
pub struct ConsistencyData {
    /// The holder.
    pub holder: String,
    /// Its contradictions, of each of which it has to withdraw one set.
    pub contradictions: Vec<CorrectionData>,
    /// Whether what binds contradicts itself, so that no withdrawal helps.
    pub hopeless: bool,
    /// Whether all contradictions were found.
    pub complete: bool,
}

/// What to withdraw to be rid of one contradiction, or of several that bear on each other.
#[derive(Debug, Serialize)]
pub struct CorrectionData {
    /// The smallest sets.
    pub sets: Vec<Vec<WishData>>,
    /// Whether these are all.
    pub complete: bool,
}

/// A commitment that is withdrawn.
#[derive(Debug, Serialize)]
pub struct WishData {
    /// The claim.
    pub claim: String,
    /// Whether it is given, that is asserted or conceded; otherwise it is denied.
    pub given: bool,
}

/// Two holders.
#[derive(Debug, Serialize)]
pub struct BetweenData {
    /// The two.
    pub holders: [String; 2],
    /// The questions on which they disagree.
    pub questions: Vec<DisagreementData>,
}

/// A question on which two holders disagree.
#[derive(Debug, Serialize)]
pub struct DisagreementData {
    /// The question.
    pub question: String,
    /// The answers that each accepts on its own commitments.
    pub accepted: [Vec<String>; 2],
    /// On how many claims that bear on the answers the one asserts what the other denies or excludes.
    pub opposed: usize,
    /// The double cruxes.
    pub double_cruxes: Vec<DoubleCruxData>,
    /// What ended the search before all were found: `sets` or `work`; nothing if these are all.
    pub stopped: Option<&'static str>,
    /// What each would have to withdraw so as not to accept an answer.
    pub stop: [Vec<ConcessionData>; 2],
    /// What each would have to withdraw and adopt to accept an answer of the other.
    pub agree: [Vec<ConcessionData>; 2],
}

/// A claim on which a disagreement turns for both.
#[derive(Debug, Serialize)]
pub struct DoubleCruxData {
    /// The claim.
    pub claim: String,
    /// Who asserts it.
    pub asserted_by: String,
    /// Who denies it or holds what excludes it.
    pub opposed_by: String,
    /// Whether the latter denies it.
    pub denied: bool,
    /// What the latter holds that excludes it.
    pub contraries: Vec<String>,
    /// The answer of who asserts it.
    pub answer: String,
    /// `strong` or `weak`.
    pub force: &'static str,
    /// What becomes of the answer with who asserts the claim if it fails.
    pub without: &'static str,
    /// What becomes of the answer with the other if it grants the claim.
    pub granted: &'static str,
    /// The rival answers that the other would no longer accept.
    pub given_up: Vec<GivenUpData>,
}

/// An answer that would no longer be accepted.
#[derive(Debug, Serialize)]
pub struct GivenUpData {
    /// The answer.
    pub answer: String,
    /// What would become of it.
    pub verdict: &'static str,
}

/// What would have to change so that an answer is accepted, or no longer is.
#[derive(Debug, Serialize)]
pub struct ConcessionData {
    /// The answer.
    pub answer: String,
    /// How many changes it takes; nothing if no set was found.
    pub number: Option<usize>,
    /// The smallest sets of changes.
    pub ways: Vec<WayData>,
    /// What ended the search before all were found: `sets`, `changes` or `work`.
    pub stopped: Option<&'static str>,
}

/// A set of changes.
#[derive(Debug, Serialize)]
pub struct WayData {
    /// The changes.
    pub changes: Vec<ChangeData>,
    /// What becomes of the answer by them.
    pub verdict: &'static str,
}

/// A change of what is said of a claim.
#[derive(Debug, Serialize)]
pub struct ChangeData {
    /// The claim.
    pub claim: String,
    /// What is said of it: `asserted` (or conceded), `denied` or `silent`.
    pub from: &'static str,
    /// What would be said of it.
    pub to: &'static str,
}

/// As data, with a function that names a claim and remembers it.
pub(in super::super) fn concessions(
    map: &Map,
    comparison: &Comparison,
    found: &Concessions,
    name: &mut dyn FnMut(ClaimId) -> String,
) -> ConcessionsData {
    let holder = |at: usize| names::part(map, comparison.views[at].holder);
    let consistency = found.consistency.iter().enumerate();
    ConcessionsData {
        consistency: consistency.map(|(at, one)| consistent(one, holder(at), name)).collect(),
        pairs: found.pairs.iter().map(|one| between(map, one, &holder, name)).collect(),
    }
}

fn consistent(
    one: &Consistency,
    holder: String,
    name: &mut dyn FnMut(ClaimId) -> String,
) -> ConsistencyData {
    let mut contradictions = Vec::new();
    for correction in &one.contradictions {
        let mut sets = Vec::new();
        for set in &correction.sets {
            let wishes = set.iter();
            let wishes = wishes.map(|it| WishData { claim: name(it.claim), given: it.holds });
            sets.push(wishes.collect());
        }
        contradictions.push(CorrectionData { sets, complete: correction.is_complete });
    }
    ConsistencyData { holder, contradictions, hopeless: one.is_hopeless, complete: one.is_complete }
}

fn between(
    map: &Map,
    one: &Between,
    holder: &dyn Fn(usize) -> String,
    name: &mut dyn FnMut(ClaimId) -> String,
) -> BetweenData {
    let holders = one.views.map(holder);
    let questions = one.questions.iter().map(|it| disagreement(map, it, &holders, name));
    BetweenData { questions: questions.collect(), holders }
}

fn disagreement(
    map: &Map,
    one: &Disagreement,
    holders: &[String; 2],
    name: &mut dyn FnMut(ClaimId) -> String,
) -> DisagreementData {
    let Disagreement { question, accepted, cruxes, stopping, agreeing } = one;
    let Cruxes { tried, found, stopped } = cruxes;
    let mut all = |of: &[Vec<Concession>; 2]| {
        let [first, second] = of;
        [first, second].map(|list| list.iter().map(|it| concession(it, name)).collect())
    };
    let (stop, agree) = (all(stopping), all(agreeing));
    DisagreementData {
        question: names::part(map, *question),
        stop,
        agree,
        accepted: [0, 1].map(|side| accepted[side].iter().map(|claim| name(*claim)).collect()),
        opposed: *tried,
        double_cruxes: found.iter().map(|crux| double_crux(crux, holders, name)).collect(),
        stopped: stopped.map(Stop::word),
    }
}

fn double_crux(
    crux: &DoubleCrux,
    holders: &[String; 2],
    name: &mut dyn FnMut(ClaimId) -> String,
) -> DoubleCruxData {
    let given_up = crux.given_up.iter();
    DoubleCruxData {
        claim: name(crux.claim),
        asserted_by: holders[crux.side].clone(),
        opposed_by: holders[1 - crux.side].clone(),
        denied: crux.is_denied,
        contraries: crux.contraries.iter().map(|clash| name(clash.claim)).collect(),
        answer: name(crux.answer),
        force: crux.force.word(),
        without: crux.without.word(),
        granted: crux.granted.word(),
        given_up: given_up
            .map(|(answer, verdict)| GivenUpData { answer: name(*answer), verdict: verdict.word() })
            .collect(),
    }
}

fn concession(one: &Concession, name: &mut dyn FnMut(ClaimId) -> String) -> ConcessionData {
    let mut change = |change: &Change| ChangeData {
        claim: name(change.claim),
        from: change.from.word(),
        to: change.to.word(),
    };
    let ways = one.ways.iter().map(|way| WayData {
        changes: way.changes.iter().map(&mut change).collect(),
        verdict: way.verdict.word(),
    });
    ConcessionData {
        ways: ways.collect(),
        answer: name(one.answer),
        number: one.number(),
        stopped: one.stopped.map(Stop::word),
    }
}
