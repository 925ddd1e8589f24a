//! What becomes of one holder's assertions with another.

use super::Clash;
use super::facing::Facing;
use crate::model::{ClaimId, InferenceId, words};

words! {
    /// What becomes of a claim that one holder asserts with another holder: the first of these that
    /// fits.
    Class {
        /// The other denies it, or asserts it while the first denies it as well; or the other takes
        /// no stand on it and asserts something that excludes it.
        Disputed = "disputed",
        /// The other asserts it.
        Shared = "shared",
        /// The other concedes it.
        Conceded = "conceded",
        /// The other takes no stand on it and argues against it, or meets each argument against the
        /// other in which it is used.
        Answered = "answered",
        /// It is used in an argument against what the other asserts or how the other argues, and
        /// the other meets that argument nowhere.
        Unanswered = "unanswered",
        /// The other takes no stand on it, but somebody else draws an argument against it from what
        /// the other holds.
        Contested = "contested",
        /// The other takes no stand on it, and it is not used against the other.
        Silent = "silent",
    }
}

/// A claim that one holder asserts, and what becomes of it with another.
///
/// An argument of a holder is a step that it draws, or that nobody in particular draws and of which
/// it holds all premises: asserts or concedes them, if not all are common ground. One against a
/// claim is a rebuttal of it or an undercut of a step for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The claim.
    pub claim: ClaimId,
    /// What becomes of it.
    pub class: Class,
    /// If it is disputed and the other takes no stand on it: what the other asserts instead.
    pub clash: Option<Clash>,
    /// If it is answered or contested: the arguments against it.
    pub against: Vec<InferenceId>,
    /// If it is answered and nothing is argued against it: the arguments in which it is used, all of
    /// them met. If it is unanswered: those that are met nowhere.
    pub uses: Vec<InferenceId>,
}

/// What becomes of what the speaking holder asserts, in the order of declaration; linear in the
/// size of the map.
pub(super) fn standings(facing: Facing, is_wanted: impl Fn(ClaimId) -> bool) -> Vec<Standing> {
    let aimed = Aimed::of(facing);
    let asserted = facing.own.claims(facing.map).filter(|(_, stand)| stand.asserts);
    let asserted = asserted.map(|(claim, _)| claim).filter(|claim| is_wanted(*claim));
    asserted.map(|claim| standing(facing, &aimed, claim)).collect()
}

/// By node: whether it is a step of the speaking holder's own against the other, and then whether
/// it is met.
struct Aimed(Vec<Option<bool>>);

impl Aimed {
    fn of(facing: Facing) -> Aimed {
        let mut aimed = vec![None; facing.map.node_count()];
        for (step, _) in facing.map.inferences().filter(|(step, _)| facing.is_aimed(*step)) {
            aimed[step.index()] = Some(facing.is_met(step));
        }
        Aimed(aimed)
    }

    fn uses(&self, facing: Facing, claim: ClaimId, met: bool) -> Vec<InferenceId> {
        let mut uses = match facing.own.same().class(claim) {
            [] => facing.map.uses(claim),
            all => all.iter().flat_map(|claim| facing.map.uses(*claim)).collect(),
        };
        uses.retain(|step| self.0[step.index()] == Some(met));
        // A claim may be a premise of the same step twice.
        uses.sort_unstable();
        uses.dedup();
        uses
    }
}

fn standing(facing: Facing, aimed: &Aimed, claim: ClaimId) -> Standing {
    let Facing { map, own, other, .. } = facing;
    let mut standing = Standing {
        claim,
        class: Class::Silent,
        clash: None,
        against: Vec::new(),
        uses: Vec::new(),
    };
    let stand = other.stand(claim);
    if stand.is_taken() {
        standing.class = match stand {
            _ if stand.denies || (stand.asserts && own.stand(claim).denies) => Class::Disputed,
            _ if stand.asserts => Class::Shared,
            _ => Class::Conceded,
        };
        return standing;
    }
    if let Some(clash) = facing.excluded_by_other(claim) {
        standing.class = Class::Disputed;
        standing.clash = Some(clash);
        return standing;
    }
    standing.against = other.against(claim).to_vec();
    if !standing.against.is_empty() {
        standing.class = Class::Answered;
        return standing;
    }
    standing.uses = aimed.uses(facing, claim, false);
    if !standing.uses.is_empty() {
        standing.class = Class::Unanswered;
        return standing;
    }
    standing.uses = aimed.uses(facing, claim, true);
    if !standing.uses.is_empty() {
        standing.class = Class::Answered;
        return standing;
    }
    let lent = other.lent_against(claim).iter().copied();
    standing.against = lent.filter(|step| other.lends(map, *step, own)).collect();
    if !standing.against.is_empty() {
        standing.class = Class::Contested;
    }
    standing
}
