//! Corrections: what to give up so that the rest is consistent.
//!
//! Softs, hard clauses and sets are those of [`minimal`](super::minimal). A correction is a set of
//! softs without which the others are satisfiable; a minimal one has no proper subset that is a
//! correction; a smallest one has the fewest members.
//!
//! ```
//! use argmap_core::logic::corrections::{minimal_corrections, smallest_corrections};
//! use argmap_core::logic::minimal::Limits;
//! use argmap_core::logic::solver::Solver;
//!
//! let mut solver = Solver::new();
//! let (rain, sun, wind) = (solver.variable(), solver.variable(), solver.variable());
//! solver.clause(&[!rain, !sun]);
//! solver.clause(&[!rain, !wind]);
//! let softs = [rain.into(), sun.into(), wind.into()];
//! assert_eq!(smallest_corrections(&mut solver, &softs, Limits::default()).sets, [[0]]);
//! let minimal = minimal_corrections(&mut solver, &softs, Limits::default());
//! assert_eq!(minimal.sets, [vec![0], vec![1, 2]]);
//! ```
use super::marco::{Wanted, explore};
use super::minimal::{Limits, MinimalSets, Tangle, Tangles, core_within, shrink_within, tangles};
use super::solver::{Budget, Literal, Solver};
use std::ops::Not;

/// All minimal corrections, up to the limits.
///
/// If the softs are satisfiable, the empty set is the only one; if the hard clauses are
/// unsatisfiable by themselves, there is none. When a limit is reached, those listed need not be
/// the smallest ones.
///
/// Complexity: exponential at worst. A by-product of the MARCO algorithm, see
/// [`minimal_unsatisfiable`](super::minimal::minimal_unsatisfiable).
pub fn minimal_corrections(solver: &mut Solver, softs: &[Literal], limits: Limits) -> MinimalSets {
    in_each_tangle(solver, softs, limits, |solver, tangle, budget| {
        let more = limits.sets.saturating_add(1);
        let found = explore(solver, softs, tangle, Wanted::Corrections, more, budget);
        MinimalSets::listed(found.corrections, found.complete, limits.sets)
    })
}

/// All corrections with the fewest members, up to the limits.
///
/// What is listed is of the smallest size even where a limit is reached; nothing is listed if the
/// budget runs out before that size is known. If the softs are
/// satisfiable, the empty set is the only one; if the hard clauses are unsatisfiable by
/// themselves, there is none.
///
/// Complexity: exponential at worst. Corrections are the hitting sets of the minimal unsatisfiable
/// sets (R. Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32,
/// 1987, section 4), of which only those are computed that rule out a candidate (J. Davies and
/// F. Bacchus, "Solving MAXSAT by solving a sequence of simpler SAT instances", CP 2011).
pub fn smallest_corrections(solver: &mut Solver, softs: &[Literal], limits: Limits) -> MinimalSets {
    in_each_tangle(solver, softs, limits, |solver, tangle, budget| {
        let mut sets = vec![];
        let complete = smallest_in_tangle(solver, softs, tangle, limits.sets, &mut sets, budget);
        MinimalSets::listed(sets, complete.unwrap_or(false), limits.sets)
    })
}

/// The corrections of the softs from those of each tangle: every choice of one for each.
fn in_each_tangle(
    solver: &mut Solver,
    softs: &[Literal],
    limits: Limits,
    mut corrections: impl FnMut(&mut Solver, &Tangle, &mut Budget) -> MinimalSets,
) -> MinimalSets {
    let mut budget = limits.budget;
    let Tangles { tangles, mut complete, hopeless } = tangles(solver, softs, &mut budget);
    if hopeless || !complete {
        return MinimalSets { sets: vec![], complete };
    }
    let mut choices = vec![vec![]];
    for tangle in &tangles {
        let of_tangle = corrections(solver, tangle, &mut budget);
        complete &=
            of_tangle.complete && choices.len().saturating_mul(of_tangle.sets.len()) <= limits.sets;
        let longer = choices.iter().flat_map(|choice: &Vec<usize>| {
            of_tangle.sets.iter().map(move |set| [choice.as_slice(), set].concat())
        });
        choices = longer.take(limits.sets).collect();
    }
    for choice in &mut choices {
        choice.sort_unstable();
    }
    MinimalSets::listed(choices, complete, limits.sets)
}

/// Adds the smallest corrections of a tangle to a list until it is longer than the limit.
///
/// A second solver holds a variable for each member, true if it is given up, a clause for each
/// unsatisfiable set met so far, and a bound on how many may be given up. Its models are the
/// candidates; the bound rises while there are none. The answer is whether the list is complete;
/// none if the budget runs out.
fn smallest_in_tangle(
    solver: &mut Solver,
    softs: &[Literal],
    tangle: &Tangle,
    limit: usize,
    sets: &mut Vec<Vec<usize>>,
    budget: &mut Budget,
) -> Option<bool> {
    let mut hitting = Solver::new();
    let given_up: Vec<Literal> = tangle.members.iter().map(|_| hitting.variable().into()).collect();
    let mut counter = Counter { inputs: given_up.clone(), rows: vec![] };

    // No correction has fewer members than `size`: sets that share no member cost one each.
    let mut size = 1;
    hitting.clause(&tangle.pick(&given_up, &tangle.core));
    let mut rest = tangle.members.clone();
    rest.retain(|soft| tangle.core.binary_search(soft).is_err());
    while let Some(core) = core_within(solver, softs, &rest, budget)? {
        let core = shrink_within(solver, softs, &core, budget)?;
        hitting.clause(&tangle.pick(&given_up, &core));
        rest.retain(|soft| core.binary_search(soft).is_err());
        size += 1;
    }

    while sets.len() <= limit {
        let at_most = !counter.at_least(&mut hitting, size + 1);
        if !hitting.solve_within(&[at_most], budget)? {
            if !sets.is_empty() {
                return Some(true);
            }
            size += 1;
            continue;
        }
        let kept = |soft: &usize| !hitting.value(tangle.pick(&given_up, &[*soft])[0]);
        let (kept, candidate): (Vec<usize>, Vec<usize>) =
            tangle.members.iter().partition(|&soft| kept(soft));
        if let Some(core) = core_within(solver, softs, &kept, budget)? {
            let core = shrink_within(solver, softs, &core, budget)?;
            hitting.clause(&tangle.pick(&given_up, &core));
        } else {
            let picked = tangle.pick(&given_up, &candidate);
            hitting.clause(&picked.into_iter().map(Literal::not).collect::<Vec<_>>());
            sets.push(candidate);
        }
    }
    Some(false)
}

/// Counts true literals: C. Sinz, "Towards an optimal CNF encoding of Boolean cardinality
/// constraints" (CP 2005), section 2, one row for each number as it is needed.
struct Counter {
    inputs: Vec<Literal>,
    /// `rows[k][i]` must be true if more than `k` of the first `i + 1` inputs are.
    rows: Vec<Vec<Literal>>,
}

impl Counter {
    /// A literal that must be true if `count` inputs are or more; there must be inputs, and `count` at
    /// least 1. Adds clauses linear in the number of inputs for each row that is new.
    fn at_least(&mut self, solver: &mut Solver, count: usize) -> Literal {
        while self.rows.len() < count {
            let row: Vec<Literal> = self.inputs.iter().map(|_| solver.variable().into()).collect();
            for (position, &input) in self.inputs.iter().enumerate() {
                if position > 0 {
                    solver.clause(&[!row[position - 1], row[position]]);
                }
                match self.rows.last() {
                    None => solver.clause(&[!input, row[position]]),
                    Some(fewer) if position > 0 => {
                        solver.clause(&[!input, !fewer[position - 1], row[position]]);
                    }
                    Some(_) => (),
                }
            }
            self.rows.push(row);
        }
        *self.rows[count - 1].last().expect("there are inputs")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::minimal::tests::{Problem, problems};
    use proptest::prelude::*;

    const ENOUGH: Limits = Limits { sets: usize::MAX, budget: Budget::UNLIMITED };

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn corrections_agree_with_brute_force(problem in problems()) {
            let expected = problem.minimal(|set| problem.satisfiable_without(set));
            let (mut solver, softs) = problem.solver();
            let found = minimal_corrections(&mut solver, &softs, ENOUGH);
            prop_assert_eq!(&found, &MinimalSets { sets: expected.clone(), complete: true });

            let size = expected.first().map_or(0, Vec::len);
            let smallest: Vec<_> = expected.into_iter().filter(|set| set.len() == size).collect();
            let found = smallest_corrections(&mut solver, &softs, ENOUGH);
            prop_assert_eq!(found, MinimalSets { sets: smallest, complete: true });
        }

        #[test]
        fn limits_cut_and_say_so(problem in problems(), sets in 0..4usize, steps in 0..60u64) {
            let (mut solver, softs) = problem.solver();
            type Search = fn(&mut Solver, &[Literal], Limits) -> MinimalSets;
            for search in [minimal_corrections as Search, smallest_corrections] {
                let all = search(&mut solver, &softs, ENOUGH).sets;
                for limits in [
                    Limits { sets, ..ENOUGH },
                    Limits { budget: Budget { steps }, ..ENOUGH },
                    Limits { sets, budget: Budget { steps } },
                ] {
                    let found = search(&mut solver, &softs, limits);
                    prop_assert!(found.sets.len() <= limits.sets);
                    prop_assert!(found.sets.iter().all(|set| all.contains(set)));
                    prop_assert!(found.sets.is_sorted_by_key(|set| (set.len(), set.clone())));
                    prop_assert!(!found.complete || found.sets == all);
                    if limits.budget == Budget::UNLIMITED {
                        prop_assert_eq!(found.sets.len(), all.len().min(sets));
                        prop_assert_eq!(found.complete, all.len() <= sets);
                    }
                }
            }
        }

        #[test]
        fn counters_count(inputs: [bool; 6], count in 1..9usize) {
            let mut solver = Solver::new();
            let literals = inputs.map(|_| Literal::from(solver.variable()));
            let mut counter = Counter { inputs: literals.to_vec(), rows: vec![] };
            let fewer = !counter.at_least(&mut solver, count);
            let mut assumptions: Vec<Literal> =
                literals.iter().zip(inputs).map(|(&it, value)| if value { it } else { !it }).collect();
            assumptions.push(fewer);
            let trues = inputs.iter().filter(|&&value| value).count();
            prop_assert_eq!(solver.solve(&assumptions), trues < count);
        }
    }

    #[test]
    fn many_separate_contradictions() {
        let problem = Problem::contradictions(40);
        let (mut solver, softs) = problem.solver();
        let found = smallest_corrections(&mut solver, &softs, Limits::default());
        assert_eq!((found.sets.len(), found.complete), (100, false));
        assert!(found.sets.iter().all(|set| set.len() == 40 && problem.satisfiable_without(set)));
        let found = minimal_corrections(&mut solver, &softs, Limits::default());
        assert_eq!((found.sets.len(), found.complete), (100, false));
    }
}
