//! Whether claims can be true together with what they rest on, whichever reasons are chosen.

use super::background::{Background, Law, View};
use super::parts::{Part, parts};
use super::search::{Clauses, Style, clauses};
use super::{Wish, Work, step_cost};
use crate::logic::minimal::{core_within, shrink_within};
use crate::logic::solver::Literal;
use crate::model::ClaimId;

/// How many steps of the solver one question may take.
const STEPS: u64 = 10_000;

/// Claims that are needed, and the reasons for each of which one is to be chosen.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// The claims, each once.
    pub claims: Vec<ClaimId>,
    /// How many of them, from the first, are needed in any case.
    pub needed: usize,
    /// For each claim the reasons that it can rest on, each as the numbers of the claims that it
    /// needs in turn; none where it needs no reason.
    pub reasons: Vec<Vec<Vec<usize>>>,
    /// Whether a claim need not be true, since it is only supposed.
    pub supposed: Vec<bool>,
}

/// What makes every choice impossible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unavoidable {
    /// The numbers of the claims, ascending: every choice needs some of them that cannot be true
    /// together. None of them can be left out.
    pub claims: Vec<usize>,
    /// What forbids it; none if the work ran out.
    pub laws: Vec<Law>,
}

/// Whether there is no way to choose a reason for each claim that is needed so that all claims
/// needed can be true together, given what binds as seen by `view`; nothing is found if there is
/// one, or if the work runs out, and then no work is left.
///
/// All choices are put to a solver in one question, whose size is linear in that of the claims,
/// of their reasons and of the laws that are tied to them.
pub fn unavoidable(
    background: &Background,
    choices: &Choices,
    view: View,
    work: &mut Work,
) -> Option<Unavoidable> {
    let numbers: Vec<usize> =
        (0..choices.claims.len()).filter(|number| !choices.supposed[*number]).collect();
    let wish = |number: &usize| Wish { claim: choices.claims[*number], holds: true };
    let wishes: Vec<Wish> = numbers.iter().map(wish).collect();
    let parts = parts(background, &wishes, view, work)?;
    let part = joined(parts);
    if part.wishes.is_empty() {
        return None;
    }
    work.spend((part.nodes.len() + choices.claims.len()) as u64);
    let Clauses { mut solver, wishes: literals, guards, .. } =
        clauses(background, &wishes, &part.wishes, &part, Style::Guarded);

    let used: Vec<Literal> =
        choices.claims.iter().map(|_| Literal::from(solver.variable())).collect();
    used[..choices.needed].iter().for_each(|used| solver.clause(&[*used]));
    for (reasons, used_here) in choices.reasons.iter().zip(&used) {
        if reasons.is_empty() {
            continue;
        }
        let mut one: Vec<Literal> = vec![!*used_here];
        for reason in reasons {
            let chosen = Literal::from(solver.variable());
            one.push(chosen);
            reason.iter().for_each(|needed| solver.clause(&[!chosen, used[*needed]]));
        }
        solver.clause(&one);
    }
    let mut softs: Vec<Literal> = Vec::new();
    for (wish, literal) in part.wishes.iter().zip(literals) {
        let soft = Literal::from(solver.variable());
        solver.clause(&[!soft, !used[numbers[*wish]], literal]);
        softs.push(soft);
    }
    let claims = softs.len();
    softs.extend(guards);

    let all: Vec<usize> = (0..softs.len()).collect();
    let cost = step_cost(part.nodes.len() + choices.claims.len());
    let core = core_within(&mut solver, &softs, &all, &mut work.steps(STEPS, cost));
    let spent = solver.spent();
    work.spend(spent * cost);
    let Some(core) = core else {
        work.left = 0;
        return None;
    };
    let core = core?;
    let shrunk = shrink_within(&mut solver, &softs, &core, &mut work.steps(STEPS, cost));
    work.spend((solver.spent() - spent) * cost);
    let complete = shrunk.is_some();
    let (claims, laws): (Vec<usize>, Vec<usize>) =
        shrunk.unwrap_or(core).into_iter().partition(|soft| *soft < claims);
    let law = |soft: usize| {
        let constraint = part.constraints[soft - part.wishes.len()];
        background.constraints[constraint as usize].law
    };
    Some(Unavoidable {
        claims: claims.into_iter().map(|soft| numbers[part.wishes[soft]]).collect(),
        laws: if complete { laws.into_iter().map(law).collect() } else { Vec::new() },
    })
}

/// Several parts as one.
fn joined(parts: Vec<Part>) -> Part {
    let mut joined = Part::default();
    for part in parts {
        joined.wishes.extend(part.wishes);
        joined.constraints.extend(part.constraints);
        joined.nodes.extend(part.nodes);
    }
    joined.wishes.sort_unstable();
    joined.constraints.sort_unstable();
    joined
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::tests::{laws_of, maps, possible};
    use super::*;

    /// What is needed if the reasons of those numbers are chosen.
    fn used(choices: &Choices, picks: &[usize]) -> Vec<usize> {
        let mut used: Vec<usize> = (0..choices.needed).collect();
        let mut next = 0;
        while next < used.len() {
            let number = used[next];
            if let Some(reason) = choices.reasons[number].get(picks[number]) {
                let fresh: Vec<usize> =
                    reason.iter().copied().filter(|one| !used.contains(one)).collect();
                used.extend(fresh);
            }
            next += 1;
        }
        used.retain(|number| !choices.supposed[*number]);
        used
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn choices_agree_with_trying_them_all(
            map in maps(),
            needed in 1..4usize,
            reasons in vec(vec(vec(0..6usize, 1..3), 0..3), 6..7),
            supposed in vec(proptest::bool::weighted(0.1), 6..7),
        ) {
            let claims: Vec<ClaimId> = map.claims().map(|(id, _)| id).collect();
            let choices = Choices { claims, needed, reasons, supposed };
            let background = Background::new(&map);
            let laws = laws_of(&map, None);
            prop_assume!(possible(&map, &laws, &[]));
            let mut picks: Vec<Vec<usize>> = vec![Vec::new()];
            for reasons in &choices.reasons {
                let longer = picks.iter().flat_map(|picks| {
                    (0..reasons.len().max(1)).map(move |pick| [&picks[..], &[pick]].concat())
                });
                picks = longer.collect();
            }
            let allowed = |laws: &[Law], numbers: &[usize]| {
                let wish = |number: &usize| Wish { claim: choices.claims[*number], holds: true };
                possible(&map, laws, &numbers.iter().map(wish).collect::<Vec<_>>())
            };
            let expected = picks.iter().all(|picks| !allowed(&laws, &used(&choices, picks)));
            let found = unavoidable(&background, &choices, View::Common, &mut Work::default());
            prop_assert_eq!(found.is_some(), expected);
            if let Some(Unavoidable { claims, laws }) = found {
                let suffice = |claims: &[usize], laws: &[Law]| {
                    picks.iter().all(|picks| {
                        let mut some = used(&choices, picks);
                        some.retain(|number| claims.contains(number));
                        !allowed(laws, &some)
                    })
                };
                prop_assert!(suffice(&claims, &laws));
                for without in 0..claims.len() {
                    let mut fewer = claims.clone();
                    fewer.remove(without);
                    prop_assert!(!suffice(&fewer, &laws));
                }
                for without in 0..laws.len() {
                    let mut fewer = laws.clone();
                    fewer.remove(without);
                    prop_assert!(!suffice(&claims, &fewer));
                }
            }
        }
    }
}
