//! Minimal unsatisfiable sets: what is inconsistent, and nothing beside it.
//!
//! Everywhere in this module the *softs* are literals that one would like to be true together, the
//! *hard* part is what the solver's clauses demand anyway, and a set is a list of positions in the
//! list of softs, ascending. The solver's clauses are left as they are.
//!
//! ```
//! use argmap_core::logic::minimal::{Limits, minimal_unsatisfiable, shrink};
//! use argmap_core::logic::solver::Solver;
//!
//! let mut solver = Solver::new();
//! let (rain, sun) = (solver.variable(), solver.variable());
//! let softs = [rain.into(), sun.into(), !rain];
//! assert_eq!(shrink(&mut solver, &softs), Some(vec![0, 2]));
//! solver.clause(&[!rain, !sun]);
//! let found = minimal_unsatisfiable(&mut solver, &softs, Limits::default());
//! assert_eq!(found.sets, [[0, 1], [0, 2]]);
//! assert!(found.complete);
//! ```
use super::marco::{Wanted, explore};
use super::solver::{Budget, Literal, Solver, Variable};

/// Where to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many sets to list at most.
    pub sets: usize,
    /// How much work to spend.
    pub budget: Budget,
}

impl Default for Limits {
    /// A hundred sets, and work for a few seconds at worst.
    fn default() -> Limits {
        Limits { sets: 100, budget: Budget { steps: 100_000 } }
    }
}

/// Sets of softs, ordered by size and then lexicographically.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MinimalSets {
    /// The sets, each ascending.
    pub sets: Vec<Vec<usize>>,
    /// Whether the sets are all there are; if not, a limit was reached.
    pub complete: bool,
}

/// Softs that bear on each other and are unsatisfiable together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tangle {
    /// All softs that clauses tie to each other, ascending.
    pub members: Vec<usize>,
    /// One minimal unsatisfiable set among them.
    pub core: Vec<usize>,
}

/// The inconsistent parts of the softs that have nothing to do with each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tangles {
    /// The parts, in the order in which they were found.
    pub tangles: Vec<Tangle>,
    /// Whether they are all there are; if not, the budget ran out.
    pub complete: bool,
    /// Whether the hard clauses are unsatisfiable by themselves; then there are no tangles.
    pub hopeless: bool,
}

/// All minimal unsatisfiable sets, up to the limits.
///
/// Such a set is unsatisfiable together with the hard clauses, and no proper subset of it is. If
/// the hard clauses are unsatisfiable by themselves, the empty set is the only one. When a limit is
/// reached each tangle has its turn with one set before any has a second.
///
/// Complexity: their number may be exponential, and so may be the time between two of them.
/// The MARCO algorithm of M. H. Liffiton, A. Previti, A. Malik and J. Marques-Silva, "Fast,
/// flexible MUS enumeration", Constraints 21 (2016), applied to each tangle by itself.
pub fn minimal_unsatisfiable(
    solver: &mut Solver,
    softs: &[Literal],
    limits: Limits,
) -> MinimalSets {
    let mut budget = limits.budget;
    let Tangles { tangles, mut complete, hopeless } = tangles(solver, softs, &mut budget);
    if hopeless {
        return MinimalSets::listed(vec![vec![]], complete, limits.sets);
    }
    let mut sets: Vec<_> = tangles.iter().map(|tangle| tangle.core.clone()).collect();
    for tangle in &tangles {
        if sets.len() > limits.sets {
            break;
        }
        let room = (limits.sets - sets.len()).saturating_add(2);
        let explored = explore(solver, softs, tangle, Wanted::Unsatisfiable, room, &mut budget);
        complete &= explored.complete;
        sets.extend(explored.unsatisfiable.into_iter().skip(1));
    }
    MinimalSets::listed(sets, complete, limits.sets)
}

/// One minimal unsatisfiable set, or none if the softs are satisfiable together.
///
/// Of all such sets it is the one whose last member comes earliest, and among those the one whose
/// last but one does, and so on; it does not depend on the solver's past. Empty if the hard clauses
/// are unsatisfiable by themselves.
///
/// Complexity: for a set of k among n softs about k log n calls of the solver, at most about n.
/// Found from the last member to the first like the prefixes of U. Junker, "QuickXplain" (AAAI
/// 2004), with galloping steps.
pub fn shrink(solver: &mut Solver, softs: &[Literal]) -> Option<Vec<usize>> {
    if solver.solve(softs) {
        return None;
    }
    let all: Vec<usize> = (0..softs.len()).collect();
    shrink_within(solver, softs, &all, &mut { Budget::UNLIMITED })
}

/// Splits what is inconsistent into parts that bear on each other.
///
/// The minimal unsatisfiable sets of the softs are those of the tangles, and a minimal correction
/// of the softs is a minimal correction of each tangle. Complexity: one call of the solver for each
/// tangle, and those of [`shrink`] for the core of each.
pub fn tangles(solver: &mut Solver, softs: &[Literal], budget: &mut Budget) -> Tangles {
    let mut found = Tangles { tangles: vec![], complete: false, hopeless: false };
    match solver.solve_within(&[], budget) {
        None => return found,
        Some(false) => return Tangles { complete: true, hopeless: true, ..found },
        Some(true) => (),
    }
    let components: Vec<Variable> = softs.iter().map(|&soft| solver.component(soft)).collect();
    let mut rest: Vec<usize> = (0..softs.len()).collect();
    loop {
        let core = match core_within(solver, softs, &rest, budget) {
            None => return found,
            Some(None) => break,
            Some(Some(core)) => core,
        };
        let Some(core) = shrink_within(solver, softs, &core, budget) else { return found };
        let component = components[core[0]];
        let members = rest.extract_if(.., |&mut soft| components[soft] == component).collect();
        found.tangles.push(Tangle { members, core });
    }
    Tangles { complete: true, ..found }
}

/// Members that are unsatisfiable together, `Some(None)` if all are satisfiable, none if the
/// budget runs out.
pub(super) fn core_within(
    solver: &mut Solver,
    softs: &[Literal],
    members: &[usize],
    budget: &mut Budget,
) -> Option<Option<Vec<usize>>> {
    let assumptions: Vec<Literal> = members.iter().map(|&member| softs[member]).collect();
    let satisfiable = solver.solve_within(&assumptions, budget)?;
    let core = || solver.core_positions().iter().map(|&position| members[position]).collect();
    Some(if satisfiable { None } else { Some(core()) })
}

/// What [`shrink`] gives for the members, which must be unsatisfiable together and ascending; none
/// if the budget runs out.
pub(super) fn shrink_within(
    solver: &mut Solver,
    softs: &[Literal],
    members: &[usize],
    budget: &mut Budget,
) -> Option<Vec<usize>> {
    let mut needed = vec![];
    let mut end = members.len();
    loop {
        // `needed` and members[..end] are unsatisfiable; find the shortest such prefix.
        let (mut shortest, mut step) = (0, 1);
        while shortest < end {
            let middle = end.saturating_sub(step).max(shortest);
            let assumed = needed.iter().chain(&members[..middle]).map(|&member| softs[member]);
            if solver.solve_within(&assumed.collect::<Vec<_>>(), budget)? {
                (shortest, step) = (middle + 1, 1);
            } else {
                let last = solver.core_positions().last().map_or(0, |position| position + 1);
                (end, step) = (last.saturating_sub(needed.len()).max(shortest), step * 2);
            }
        }
        if end == 0 {
            needed.reverse();
            return Some(needed);
        }
        end -= 1;
        needed.push(members[end]);
    }
}

impl MinimalSets {
    /// Cuts the list at a limit and orders the sets that are left.
    pub(super) fn listed(mut sets: Vec<Vec<usize>>, complete: bool, limit: usize) -> MinimalSets {
        let complete = complete && sets.len() <= limit;
        sets.truncate(limit);
        sets.sort_by(|left, right| left.len().cmp(&right.len()).then_with(|| left.cmp(right)));
        MinimalSets { sets, complete }
    }
}

impl Tangle {
    /// From literals that stand for the members, in their order, those that stand for a set.
    pub(super) fn pick(&self, standing: &[Literal], set: &[usize]) -> Vec<Literal> {
        let place = |soft| self.members.binary_search(soft).expect("a member of the tangle");
        set.iter().map(|soft| standing[place(soft)]).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    const ENOUGH: Limits = Limits { sets: usize::MAX, budget: Budget::UNLIMITED };

    /// Clauses and softs over a few variables; a literal is a variable and its sign.
    #[derive(Clone, Debug)]
    pub(in crate::logic) struct Problem {
        variables: usize,
        clauses: Vec<Vec<(usize, bool)>>,
        softs: Vec<(usize, bool)>,
    }

    pub(in crate::logic) fn problems() -> impl Strategy<Value = Problem> {
        let literal = || (0..6usize, any::<bool>());
        let clauses = prop::collection::vec(prop::collection::vec(literal(), 1..4), 0..9);
        let softs = prop::collection::vec(literal(), 0..9);
        (clauses, softs).prop_map(|(clauses, softs)| Problem { variables: 6, clauses, softs })
    }

    impl Problem {
        /// Each variable is wished both true and false.
        pub(in crate::logic) fn contradictions(count: usize) -> Problem {
            let softs = (0..count).flat_map(|variable| [(variable, true), (variable, false)]);
            Problem { variables: count, clauses: vec![], softs: softs.collect() }
        }

        pub(in crate::logic) fn solver(&self) -> (Solver, Vec<Literal>) {
            let mut solver = Solver::new();
            let variables: Vec<Literal> =
                (0..self.variables).map(|_| solver.variable().into()).collect();
            let literal = |&(variable, sign): &(usize, bool)| {
                if sign { variables[variable] } else { !variables[variable] }
            };
            for clause in &self.clauses {
                solver.clause(&clause.iter().map(literal).collect::<Vec<_>>());
            }
            let softs = self.softs.iter().map(literal).collect();
            (solver, softs)
        }

        /// By truth table, or, for more than a few variables, without clauses.
        fn satisfiable(&self, chosen: impl Fn(usize) -> bool) -> bool {
            let softs = self.softs.iter().enumerate().filter(|(soft, _)| chosen(*soft));
            let softs: Vec<_> = softs.map(|(_, literal)| *literal).collect();
            if self.clauses.is_empty() {
                return !softs.iter().any(|&(variable, sign)| softs.contains(&(variable, !sign)));
            }
            (0..1u32 << self.variables).any(|row| {
                let holds = |&(variable, sign): &(usize, bool)| (row >> variable & 1 == 1) == sign;
                self.clauses.iter().all(|clause| clause.iter().any(holds))
                    && softs.iter().all(holds)
            })
        }

        pub(in crate::logic) fn satisfiable_without(&self, set: &[usize]) -> bool {
            self.satisfiable(|soft| !set.contains(&soft))
        }

        fn unsatisfiable(&self, set: &[usize]) -> bool {
            !self.satisfiable(|soft| set.contains(&soft))
        }

        /// The minimal sets of softs with a property that supersets share, in the order of lists.
        pub(in crate::logic) fn minimal(&self, has: impl Fn(&[usize]) -> bool) -> Vec<Vec<usize>> {
            let subset = |bits: u32| -> Vec<usize> {
                (0..self.softs.len()).filter(|soft| bits >> soft & 1 == 1).collect()
            };
            let mut found: Vec<u32> = vec![];
            let mut by_size: Vec<u32> = (0..1 << self.softs.len()).collect();
            by_size.sort_by_key(|bits| (bits.count_ones(), subset(*bits)));
            for bits in by_size {
                if found.iter().all(|smaller| smaller & bits != *smaller) && has(&subset(bits)) {
                    found.push(bits);
                }
            }
            found.into_iter().map(subset).collect()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn minimal_sets_agree_with_brute_force(problem in problems()) {
            let expected = problem.minimal(|set| problem.unsatisfiable(set));
            let (mut solver, softs) = problem.solver();
            let found = minimal_unsatisfiable(&mut solver, &softs, ENOUGH);
            prop_assert_eq!(&found, &MinimalSets { sets: expected.clone(), complete: true });

            let backwards = |set: &Vec<usize>| set.iter().rev().copied().collect::<Vec<_>>();
            let earliest = expected.into_iter().min_by_key(backwards);
            prop_assert_eq!(shrink(&mut solver, &softs), earliest);
        }

        #[test]
        fn limits_cut_and_say_so(problem in problems(), sets in 0..4usize, steps in 0..60u64) {
            let (mut solver, softs) = problem.solver();
            let all = minimal_unsatisfiable(&mut solver, &softs, ENOUGH).sets;
            for limits in [
                Limits { sets, ..ENOUGH },
                Limits { budget: Budget { steps }, ..ENOUGH },
                Limits { sets, budget: Budget { steps } },
            ] {
                let found = minimal_unsatisfiable(&mut solver, &softs, limits);
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

        #[test]
        fn tangles_hold_every_minimal_set(problem in problems()) {
            let (mut solver, softs) = problem.solver();
            let found = tangles(&mut solver, &softs, &mut { Budget::UNLIMITED });
            let expected = problem.minimal(|set| problem.unsatisfiable(set));
            prop_assert!(found.complete);
            prop_assert_eq!(found.hopeless, expected == [Vec::<usize>::new()]);
            for tangle in &found.tangles {
                prop_assert!(expected.contains(&tangle.core));
                prop_assert!(tangle.core.iter().all(|soft| tangle.members.contains(soft)));
            }
            for set in expected.iter().filter(|set| !set.is_empty()) {
                let holds = |tangle: &&Tangle| set.iter().any(|soft| tangle.members.contains(soft));
                let holding: Vec<_> = found.tangles.iter().filter(holds).collect();
                prop_assert_eq!(holding.len(), 1);
                prop_assert!(set.iter().all(|soft| holding[0].members.contains(soft)));
            }
        }
    }

    #[test]
    fn separate_contradictions_are_not_multiplied() {
        let (mut solver, softs) = Problem::contradictions(60).solver();
        let found = minimal_unsatisfiable(&mut solver, &softs, Limits::default());
        let pairs: Vec<_> = (0..60).map(|pair| vec![2 * pair, 2 * pair + 1]).collect();
        assert_eq!(found, MinimalSets { sets: pairs, complete: true });
    }

    #[test]
    fn a_long_chain_is_one_set() {
        let mut solver = Solver::new();
        let chain: Vec<Literal> = (0..2000).map(|_| solver.variable().into()).collect();
        let mut softs = vec![chain[0]];
        for pair in chain.windows(2) {
            let step = solver.variable();
            solver.clause(&[!step, !pair[0], pair[1]]);
            softs.push(step.into());
        }
        softs.push(!chain[chain.len() - 1]);
        let whole: Vec<usize> = (0..softs.len()).collect();
        assert_eq!(shrink(&mut solver, &softs), Some(whole.clone()));
        let found =
            minimal_unsatisfiable(&mut solver, &softs, Limits { sets: 2, ..Limits::default() });
        assert_eq!(found, MinimalSets { sets: vec![whole], complete: true });
    }
}
