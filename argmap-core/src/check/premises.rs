//! Steps whose premises cannot be true together, at once or by what they rest on.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Context, rules};
use crate::logic::consistency::{Choices, Law, View, Wish, Work, examine, impossible, unavoidable};
use crate::model::{ClaimId, Edge, HolderId, InferenceId, Stance, Verdict};

/// How many contradictions are looked for among the premises of one step.
const PER_STEP: usize = 3;

/// How many claims that one step rests on are looked at, and how many in all.
const BENEATH: usize = 1_000;
const ALL_BENEATH: usize = 2_000_000;

/// How much work is spent on the claims that steps rest on.
const WORK: u64 = 25_000_000;

/// Claims among the premises of a step that cannot be true together.
pub(super) struct Clash {
    /// The step.
    pub(super) step: InferenceId,
    /// The claims, in the order of the step's premises; what a claim rests on comes after it.
    pub(super) claims: Vec<ClaimId>,
    /// What forbids it.
    pub(super) laws: Vec<Law>,
    /// Whether the claims are among the premises themselves, and not beneath them.
    pub(super) direct: bool,
}

/// What was found.
#[derive(Default)]
pub(super) struct Clashes {
    /// By step.
    pub(super) clashes: Vec<Clash>,
    /// A step from which on nothing more was tested.
    pub(super) stopped: Option<InferenceId>,
}

/// The root file's steps whose premises cannot be true together, and those whose premises rest on
/// claims that cannot, whichever of several supports are chosen. What is only supposed, and steps
/// that discharge what is supposed, are not meant.
///
/// Who draws a step is bound by his own steps, conflicts and questions, and by those that are
/// nobody's in particular.
pub(super) fn clashes(context: &Context) -> Clashes {
    let mut found = Clashes::default();
    if !context.facts.has_laws() || context.background().is_empty() {
        return found;
    }
    let supposed = supposed(context);
    let own = context.facts.steps().iter().filter(|step| context.is_own(step.id));
    let mut by_view: FxHashMap<Option<HolderId>, usize> = FxHashMap::default();
    let mut views: Vec<(Option<HolderId>, Vec<InferenceId>)> = Vec::new();
    for step in own {
        let hypothetical = || {
            let needs = context.facts.needs(step);
            needs.iter().any(|claim| supposed.contains(claim)) || discharges(context, step.id)
        };
        if !hypothetical() {
            let view = *by_view.entry(step.by).or_insert_with(|| {
                views.push((step.by, Vec::new()));
                views.len() - 1
            });
            views[view].1.push(step.id);
        }
    }
    let mut search = Search { context, supposed, work: Work { left: WORK }, beneath: ALL_BENEATH };
    for (by, steps) in views {
        search.look(by, &steps, &mut found);
    }
    found.clashes.sort_by_key(|clash| clash.step);
    found
}

/// The claims that somebody supposes.
fn supposed(context: &Context) -> FxHashSet<ClaimId> {
    if context.facts.holders().is_empty() {
        return FxHashSet::default();
    }
    let edges = context.map.graph().raw_edges().iter();
    let supposed = edges.filter(|edge| match &edge.weight {
        Edge::Commits(commitment) => commitment.stance == Stance::Supposes,
        _ => false,
    });
    supposed.filter_map(|edge| context.map.as_claim(edge.target())).collect()
}

/// Whether a step takes back what its premises suppose, by its scheme: a reductio or a conditional
/// proof.
pub(super) fn discharges(context: &Context, step: InferenceId) -> bool {
    let Some(scheme) = context.map[step].scheme.as_deref() else { return false };
    let letters = scheme.chars().filter(|letter| letter.is_alphabetic());
    let scheme: String = letters.flat_map(char::to_lowercase).collect();
    DISCHARGING.iter().any(|name| scheme.contains(name))
}

/// What the names of such schemes contain.
const DISCHARGING: &[&str] = &[
    "reductio",
    "absurd",
    "indirectproof",
    "contradiction",
    "conditionalproof",
    "implicationintroduction",
    "supposition",
];

struct Search<'s, 'c> {
    context: &'s Context<'c>,
    supposed: FxHashSet<ClaimId>,
    work: Work,
    /// How many more claims beneath steps may be looked at.
    beneath: usize,
}

impl Search<'_, '_> {
    /// Looks at the steps that one holder draws, or nobody in particular.
    fn look(&mut self, by: Option<HolderId>, steps: &[InferenceId], found: &mut Clashes) {
        let background = self.context.background();
        let view = by.map_or(View::Common, View::Of);
        // Mostly all that is claimed can be true together, and nothing more is to be done.
        let all = self.beneath(by, steps, usize::MAX).claims;
        self.work.left = self.work.left.saturating_sub(all.len() as u64);
        let all = impossible(background, &[self.real(&all)], view, &mut self.work);
        if all.complete && all.sets.is_empty() {
            return;
        }

        let map = self.context.map;
        let premises: Vec<Vec<ClaimId>> =
            steps.iter().map(|step| map.needs(*step).collect()).collect();
        let direct = impossible(background, &premises, view, &mut self.work);
        for number in &direct.sets {
            self.explain(by, steps[*number], &premises[*number], found);
        }
        let mut open: Vec<Choices> = Vec::new();
        let mut rest: Vec<InferenceId> = Vec::new();
        // A support that could not be read would be missed.
        let looked_at = if self.context.is_complete() { steps } else { &[] };
        for (number, step) in looked_at.iter().enumerate() {
            if direct.sets.binary_search(&number).is_ok() {
                continue;
            }
            let choices = self.beneath(by, &[*step], BENEATH);
            if choices.claims.len() == choices.needed {
                continue;
            }
            if choices.claims.len() > self.beneath {
                found.stopped.get_or_insert(*step);
                break;
            }
            self.beneath -= choices.claims.len();
            open.push(choices);
            rest.push(*step);
        }
        let sets: Vec<Vec<ClaimId>> = open.iter().map(|one| self.real(&one.claims)).collect();
        let together = impossible(background, &sets, view, &mut self.work);
        let mut fallen: FxHashSet<InferenceId> =
            direct.sets.iter().map(|number| steps[*number]).collect();
        let mut clashes: Vec<(Clash, Choices)> = Vec::new();
        for number in &together.sets {
            let choices = std::mem::take(&mut open[*number]);
            if let Some(one) = unavoidable(background, &choices, view, &mut self.work)
                && !one.claims.is_empty()
            {
                let claims = one.claims.iter().map(|claim| choices.claims[*claim]).collect();
                let step = rest[*number];
                fallen.insert(step);
                let clash = Clash { step, claims, laws: one.laws, direct: false };
                clashes.push((clash, choices));
            }
        }
        // What rests on a claim all of whose supports have fallen falls only with these.
        let hopeless = |claim: &ClaimId| {
            let supports = self.context.facts.supports(*claim);
            self.is_open(by, *claim) && supports.iter().all(|step| fallen.contains(step))
        };
        clashes.retain(|(clash, choices)| {
            let above = choices.claims[..choices.needed].iter().any(hopeless);
            !above && !self.is_told(by, clash, choices)
        });
        found.clashes.extend(clashes.into_iter().map(|(clash, _)| clash));
        if let Some(first) = steps.first()
            && (!direct.complete || !together.complete || self.work.left == 0)
        {
            found.stopped.get_or_insert(*first);
        }
    }

    /// Adds the contradictions among the premises of a step, but those that a holder asserts.
    fn explain(
        &mut self,
        by: Option<HolderId>,
        step: InferenceId,
        premises: &[ClaimId],
        found: &mut Clashes,
    ) {
        let view = by.map_or(View::Common, View::Of);
        let mut seen = FxHashSet::default();
        let premises = premises.iter().copied().filter(|claim| seen.insert(*claim));
        let wishes: Vec<Wish> = premises.map(|claim| Wish { claim, holds: true }).collect();
        let background = self.context.background();
        let known = |set: &[usize]| set.is_empty();
        let seen = examine(background, &wishes, view, PER_STEP, &known, &mut self.work);
        for contradiction in seen.contradictions {
            let claims: Vec<ClaimId> =
                contradiction.wishes.iter().map(|wish| wishes[*wish].claim).collect();
            if !is_held(self.context, by, &claims) {
                let clash = Clash { step, claims, laws: contradiction.laws, direct: true };
                found.clashes.push(clash);
            }
        }
    }

    /// The claims without those that are only supposed.
    fn real(&self, claims: &[ClaimId]) -> Vec<ClaimId> {
        claims.iter().copied().filter(|claim| !self.supposed.contains(claim)).collect()
    }

    /// Whether a claim stands only by supports that whoever draws the step can use.
    fn is_open(&self, by: Option<HolderId>, claim: ClaimId) -> bool {
        let (map, facts) = (self.context.map, &self.context.facts);
        let supports = facts.supports(claim);
        let usable = |step: &InferenceId| {
            let drawn = facts.step(*step).by;
            drawn.is_none() || drawn == by
        };
        !supports.is_empty()
            && supports.iter().all(usable)
            && map[claim].basis.is_none()
            && map.citations(claim).is_empty()
    }

    /// All that the steps need, and what that rests on; claims beyond the limit are taken to rest
    /// on nothing.
    fn beneath(&self, by: Option<HolderId>, steps: &[InferenceId], limit: usize) -> Choices {
        let (map, facts) = (self.context.map, &self.context.facts);
        let mut choices = Choices::default();
        let mut numbers: FxHashMap<ClaimId, usize> = FxHashMap::default();
        let mut number = |choices: &mut Choices, claim: ClaimId| {
            *numbers.entry(claim).or_insert_with(|| {
                choices.claims.push(claim);
                choices.supposed.push(self.supposed.contains(&claim));
                choices.claims.len() - 1
            })
        };
        for claim in steps.iter().flat_map(|step| map.needs(*step)) {
            number(&mut choices, claim);
        }
        choices.needed = choices.claims.len();
        while choices.reasons.len() < choices.claims.len() {
            let claim = choices.claims[choices.reasons.len()];
            let mut reasons: Vec<Vec<usize>> = Vec::new();
            if choices.claims.len() < limit && self.is_open(by, claim) {
                for step in facts.supports(claim) {
                    if discharges(self.context, *step) {
                        reasons.push(Vec::new());
                        continue;
                    }
                    let needs = facts.needs(facts.step(*step)).iter();
                    reasons.push(needs.map(|need| number(&mut choices, *need)).collect());
                }
            }
            choices.reasons.push(reasons);
        }
        choices
    }

    /// Whether another rule tells of what a step rests on: that two claims of one chain exclude
    /// each other, that a holder asserts them all, or that they are all accepted.
    fn is_told(&self, by: Option<HolderId>, clash: &Clash, choices: &Choices) -> bool {
        let context = self.context;
        let evaluation = context.evaluation();
        let accepted = |claim: &ClaimId| evaluation.verdict(*claim) == Verdict::Accepted;
        if is_held(context, by, &clash.claims)
            || (clash.claims.iter().all(accepted) && are_common(context, &clash.laws))
        {
            return true;
        }
        let &[one, other] = &*clash.claims else { return false };
        let view = by.map_or(View::Evaluation, View::Of);
        context.background().declares_rivals(one, other, view)
            && [one, other].iter().all(|claim| in_one_chain(choices).contains(claim))
    }
}

/// What is needed in any case: the premises, and what those rest on that have one support.
fn in_one_chain(choices: &Choices) -> FxHashSet<ClaimId> {
    let mut chain: FxHashSet<ClaimId> = FxHashSet::default();
    let mut open: Vec<usize> = (0..choices.needed).collect();
    while let Some(number) = open.pop() {
        if let ([only], true) = (&*choices.reasons[number], chain.insert(choices.claims[number])) {
            open.extend(only);
        }
    }
    chain
}

/// Whether another rule tells that one holder whom that binds is committed to all the claims.
pub(super) fn is_held(context: &Context, by: Option<HolderId>, claims: &[ClaimId]) -> bool {
    let stands = context.stands();
    let Some(first) = claims.first() else { return false };
    let [direct, derived] =
        [rules::contradiction::CHECK.rule, rules::derived_contradiction::CHECK.rule];
    if stands.all().is_empty() || !context.runs(direct) || !context.runs(derived) {
        return false;
    }
    let holds = |holder: HolderId, claim: ClaimId| {
        let stance = [Stance::Asserts, Stance::Concedes];
        stance.into_iter().any(|stance| stands.find(holder, claim, stance).is_some())
    };
    let commitments = context.map.commitments(*first);
    let mut holders = commitments.iter().map(|(_, holder, _)| *holder);
    holders.any(|holder| {
        by.is_none_or(|by| by == holder) && claims.iter().all(|claim| holds(holder, *claim))
    })
}

/// Whether laws are known, and nobody's in particular.
pub(super) fn are_common(context: &Context, laws: &[Law]) -> bool {
    let map = context.map;
    let by = |law: &Law| match *law {
        Law::Formula(_) | Law::Same(..) => None,
        Law::Step(step) => map[step].by,
        Law::Conflict(conflict) | Law::Either(conflict) => map[conflict].by,
        Law::Exclusive(question) | Law::Exhaustive(question) => map[question].by,
    };
    !laws.is_empty() && laws.iter().all(|law| by(law).is_none())
}
