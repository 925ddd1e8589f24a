//! Which of many sets of claims cannot be true together.

use rustc_hash::FxHashMap;

use super::background::{Background, View};
use super::parts::{Part, parts};
use super::search::{Clauses, Style, clauses};
use super::{Wish, Work, step_cost};
use crate::logic::solver::Literal;
use crate::model::ClaimId;

/// How many steps of the solver one set may take.
const SET_STEPS: u64 = 10_000;

/// What [`impossible`] found.
#[derive(Clone, Debug, Default)]
pub struct Impossible {
    /// The numbers of the sets that cannot be true together, ascending.
    pub sets: Vec<usize>,
    /// Whether they are all there are; if not, the work ran out.
    pub complete: bool,
}

/// Tells which of the sets of claims cannot be true together, given what binds as seen by `view`.
///
/// Sets without a claim that could be part of a contradiction cost nothing further. Of the others
/// one after another is put to a solver, and what its answer shows to be possible besides is
/// done with; at worst each costs time linear in the size of the laws that are tied to it, as
/// long as these are easy, within the work that is left.
pub fn impossible(
    background: &Background,
    sets: &[Vec<ClaimId>],
    view: View,
    work: &mut Work,
) -> Impossible {
    let mut numbers: FxHashMap<ClaimId, usize> = FxHashMap::default();
    let mut wishes: Vec<Wish> = Vec::new();
    for claim in sets.iter().flatten() {
        numbers.entry(*claim).or_insert_with(|| {
            wishes.push(Wish { claim: *claim, holds: true });
            wishes.len() - 1
        });
    }
    let mut found = Impossible { sets: Vec::new(), complete: true };
    let Some(parts) = parts(background, &wishes, view, work) else {
        return Impossible { complete: false, ..found };
    };
    if parts.is_empty() {
        return found;
    }
    // For each part the sets with a claim in it, and which claims these are.
    let mut part_of: Vec<Option<usize>> = vec![None; wishes.len()];
    for (number, part) in parts.iter().enumerate() {
        part.wishes.iter().for_each(|wish| part_of[*wish] = Some(number));
    }
    let mut tied: Vec<Vec<(usize, Vec<usize>)>> = vec![Vec::new(); parts.len()];
    for (number, set) in sets.iter().enumerate() {
        for claim in set {
            let wish = numbers[claim];
            let Some(part) = part_of[wish] else { continue };
            match tied[part].last_mut() {
                Some((last, members)) if *last == number => members.push(wish),
                _ => tied[part].push((number, vec![wish])),
            }
        }
    }
    for (part, tied) in parts.iter().zip(tied) {
        found.complete &= search(background, &wishes, part, tied, &mut found.sets, work);
    }
    found.sets.sort_unstable();
    found.sets.dedup();
    found
}

/// Adds the impossible ones of the sets that are tied to a part; whether all were tested.
fn search(
    background: &Background,
    wishes: &[Wish],
    part: &Part,
    tied: Vec<(usize, Vec<usize>)>,
    found: &mut Vec<usize>,
    work: &mut Work,
) -> bool {
    let size = part.nodes.len() + part.constraints.len();
    let cost = step_cost(size);
    if !work.spend(size as u64) {
        return false;
    }
    let Clauses { mut solver, wishes: literals, .. } =
        clauses(background, wishes, &part.wishes, part, Style::TrueFirst);
    let literal = |wish: &usize| {
        let at = part.wishes.binary_search(wish).expect("a wish of the part");
        literals[at]
    };
    let mut open: Vec<(usize, Vec<Literal>)> = tied
        .into_iter()
        .map(|(number, members)| (number, members.iter().map(literal).collect()))
        .collect();
    open.reverse();
    while let Some((number, members)) = open.pop() {
        if !work.spend(1 + open.len() as u64) {
            return false;
        }
        let before = solver.spent();
        let answer = solver.solve_within(&members, &mut work.steps(SET_STEPS, cost));
        work.spend((solver.spent() - before) * cost);
        match answer {
            None => return false,
            Some(false) => found.push(number),
            Some(true) => {
                open.retain(|(_, members)| !members.iter().all(|one| solver.value(*one)));
            }
        }
    }
    true
}
