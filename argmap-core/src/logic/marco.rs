//! The MARCO algorithm: walks the subsets of a tangle from above.
use super::minimal::{Tangle, core_within, shrink_within};
use super::solver::{Budget, Literal, Solver};
use std::ops::Not;

/// Which sets count towards the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Unsatisfiable,
    Corrections,
}

/// What was found in a tangle.
#[derive(Clone, Debug, Default)]
pub(super) struct Explored {
    /// Minimal unsatisfiable sets; the first is the tangle's core.
    pub(super) unsatisfiable: Vec<Vec<usize>>,
    /// Minimal corrections: the members outside a maximal satisfiable set.
    pub(super) corrections: Vec<Vec<usize>>,
    /// Whether both lists hold all there are.
    pub(super) complete: bool,
}

/// Lists minimal unsatisfiable sets and minimal corrections of a tangle until there are no more,
/// the budget runs out, or `limit` of those wanted are found.
pub(super) fn explore(
    solver: &mut Solver,
    softs: &[Literal],
    tangle: &Tangle,
    wanted: Wanted,
    limit: usize,
    budget: &mut Budget,
) -> Explored {
    let mut map = Map::new(tangle);
    map.exclude_supersets(&tangle.core);
    let mut found = Explored { unsatisfiable: vec![tangle.core.clone()], ..Explored::default() };
    loop {
        let count = match wanted {
            Wanted::Unsatisfiable => found.unsatisfiable.len(),
            Wanted::Corrections => found.corrections.len(),
        };
        if count >= limit {
            return found;
        }
        match step(solver, softs, &mut map, budget) {
            None => return found,
            Some(Step::Unsatisfiable(set)) => found.unsatisfiable.push(set),
            Some(Step::Correction(set)) => found.corrections.push(set),
            Some(Step::Done) => return Explored { complete: true, ..found },
        }
    }
}

enum Step {
    Unsatisfiable(Vec<usize>),
    Correction(Vec<usize>),
    Done,
}

/// Takes a maximal subset that is not accounted for; none if the budget runs out.
///
/// If it is satisfiable, no satisfiable set contains it, since its supersets are accounted for and
/// not by a satisfiable set: that would account for it too. So what it lacks is a minimal
/// correction. If it is unsatisfiable, it contains a minimal unsatisfiable set that is new.
fn step(
    solver: &mut Solver,
    softs: &[Literal],
    map: &mut Map<'_>,
    budget: &mut Budget,
) -> Option<Step> {
    if !map.solver.solve_within(&[], budget)? {
        return Some(Step::Done);
    }
    let (seed, lacking) = map.subset();
    match core_within(solver, softs, &seed, budget)? {
        None => {
            map.demand_one_of(&lacking);
            Some(Step::Correction(lacking))
        }
        Some(core) => {
            let set = shrink_within(solver, softs, &core, budget)?;
            map.exclude_supersets(&set);
            Some(Step::Unsatisfiable(set))
        }
    }
}

/// The subsets of a tangle that are not yet accounted for: the models of a second solver, with a
/// variable for each member that is tried as true first, so that each model found is maximal.
struct Map<'a> {
    tangle: &'a Tangle,
    solver: Solver,
    selected: Vec<Literal>,
}

impl Map<'_> {
    fn new(tangle: &Tangle) -> Map<'_> {
        let mut solver = Solver::new();
        let selected = tangle.members.iter().map(|_| solver.variable_true_first().into()).collect();
        Map { tangle, solver, selected }
    }

    /// The members in the model and those outside.
    fn subset(&self) -> (Vec<usize>, Vec<usize>) {
        let selected = |soft| self.solver.value(self.tangle.pick(&self.selected, &[soft])[0]);
        self.tangle.members.iter().partition(|&&soft| selected(soft))
    }

    fn demand_one_of(&mut self, set: &[usize]) {
        self.solver.clause(&self.tangle.pick(&self.selected, set));
    }

    fn exclude_supersets(&mut self, set: &[usize]) {
        let selected = self.tangle.pick(&self.selected, set);
        self.solver.clause(&selected.into_iter().map(Literal::not).collect::<Vec<_>>());
    }
}
