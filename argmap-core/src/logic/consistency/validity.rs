//! Whether a strict step holds by what formulas say.

use rustc_hash::{FxHashMap, FxHashSet};

use super::background::{Background, View, letter_node};
use super::parts::region;
use super::search::{Clauses, Style, clauses};
use super::{Wish, Work};
use crate::logic::minimal::shrink_within;
use crate::logic::solver::{Budget, Literal, Solver, Variable, define};
use crate::model::formula::Formula;
use crate::model::{ClaimId, InferenceId, InferenceKind, Letter, Map, Target};

/// How many names of formulas are looked at in testing one step, and in testing all.
const STEP_NAMES: u64 = 10_000;
const ALL_NAMES: u64 = 2_000_000;

/// How much of what else binds is looked at for one step that formulas alone do not bear out, and
/// for all.
const STEP_WORK: u64 = 200_000;
const ALL_WORK: u64 = 8_000_000;

/// How many steps of the solver one test may take.
const SOLVER_STEPS: u64 = 10_000;

/// What may still be spent on testing steps.
pub(super) struct Budgets {
    names: u64,
    work: Work,
}

impl Default for Budgets {
    fn default() -> Budgets {
        Budgets { names: ALL_NAMES, work: Work { left: ALL_WORK } }
    }
}

/// What came of testing a step.
pub(super) enum Validity {
    /// What it needs settles its target.
    Valid,
    /// It does not, as these values show.
    Invalid(Vec<(Letter, bool)>),
    /// The budget ran out.
    Untested,
}

/// Whether formulas tell something of a strict step, so that it can be tested: whether one of its
/// claims has a formula. One that only makes its claim the contradictory of another tells nothing
/// of a step that does not speak of the other, by itself or in another formula.
pub(super) fn is_told(map: &Map, step: InferenceId) -> bool {
    let formula = |claim: ClaimId| map[claim].formula.as_deref();
    let target = map.as_claim(map.target(step).into());
    let claims = || map.needs(step).chain(target);
    if claims().all(|claim| formula(claim).is_none()) {
        return false;
    }
    let mut negated: FxHashMap<Letter, ClaimId> = FxHashMap::default();
    for claim in claims() {
        match formula(claim) {
            None => {}
            Some(Formula::Not(inner))
                if let Formula::Name(letter) = **inner
                    && *negated.entry(letter).or_insert(claim) == claim => {}
            Some(_) => return true,
        }
    }
    claims().any(|claim| negated.contains_key(&Letter::Claim(claim)))
}

/// Tests a step that formulas tell something of.
pub(super) fn test(background: &Background, step: InferenceId, budget: &mut Budgets) -> Validity {
    let map = background.map;
    let Target::Claim(target) = map.target(step) else { return Validity::Untested };
    let mut wishes: Vec<Wish> = Vec::new();
    let mut seen: FxHashSet<ClaimId> = FxHashSet::default();
    for claim in map.needs(step).filter(|claim| seen.insert(*claim)) {
        wishes.push(Wish { claim, holds: true });
    }
    wishes.push(Wish { claim: target, holds: map[step].kind != InferenceKind::Support });

    let Some(formulas) = Formulas::beneath(map, &wishes, budget) else { return Validity::Untested };
    let (mut solver, variables) = formulas.clauses(map);
    let softs: Vec<Literal> = wishes.iter().map(|wish| literal(&variables, *wish)).collect();
    match solver.solve_within(&softs, &mut Budget { steps: SOLVER_STEPS }) {
        Some(false) => return Validity::Valid,
        Some(true) => {}
        None => return Validity::Untested,
    }

    // Formulas leave it open; now to what else binds who draws the step.
    let view = map[step].by.map_or(View::Common, View::Of);
    let mut work = Work { left: STEP_WORK.min(budget.work.left) };
    let before = work.left;
    let part = region(background, &wishes, view, &mut work);
    budget.work.left -= before - work.left;
    let Some(part) = part else { return Validity::Untested };
    let all: Vec<usize> = (0..wishes.len()).collect();
    let Clauses { mut solver, wishes: softs, variables: nodes, .. } =
        clauses(background, &wishes, &all, &part, Style::Plain);
    match solver.solve_within(&softs, &mut Budget { steps: SOLVER_STEPS }) {
        Some(false) => Validity::Valid,
        Some(true) => {
            let value = |letter: &Letter| {
                let node = letter_node(*letter).index() as u32;
                (*letter, solver.value(nodes[&node].into()))
            };
            let values: Vec<(Letter, bool)> = formulas.leaves.iter().map(value).collect();
            Validity::Invalid(formulas.enough(map, &wishes, values))
        }
        None => Validity::Untested,
    }
}

/// The formulas that some claims rest on.
struct Formulas {
    /// The claims that have one.
    defined: Vec<ClaimId>,
    /// The claims and letters that have none, in the order in which they are met.
    leaves: Vec<Letter>,
}

type Variables = FxHashMap<Letter, Variable>;

impl Formulas {
    /// Those of the wishes, of what they name and so on; nothing if the budget runs out.
    fn beneath(map: &Map, wishes: &[Wish], budget: &mut Budgets) -> Option<Formulas> {
        let mut formulas = Formulas { defined: Vec::new(), leaves: Vec::new() };
        let mut open: Vec<Letter> =
            wishes.iter().rev().map(|wish| Letter::Claim(wish.claim)).collect();
        let mut seen: FxHashSet<Letter> = FxHashSet::default();
        let mut left = STEP_NAMES;
        while let Some(letter) = open.pop() {
            if !seen.insert(letter) {
                continue;
            }
            let formula = match letter {
                Letter::Claim(claim) => map[claim].formula.as_deref().map(|it| (claim, it)),
                Letter::Atom(_) => None,
            };
            let Some((claim, formula)) = formula else {
                formulas.leaves.push(letter);
                continue;
            };
            formulas.defined.push(claim);
            let start = open.len();
            for letter in formula.names() {
                left = left.checked_sub(1)?;
                budget.names = budget.names.checked_sub(1)?;
                open.push(*letter);
            }
            open[start..].reverse();
        }
        Some(formulas)
    }

    /// A solver in which each claim is true exactly if its formula is.
    fn clauses(&self, map: &Map) -> (Solver, Variables) {
        let mut solver = Solver::new();
        let mut variables = Variables::default();
        let defined = self.defined.iter().map(|claim| Letter::Claim(*claim));
        for letter in self.leaves.iter().copied().chain(defined) {
            variables.insert(letter, solver.variable());
        }
        for claim in &self.defined {
            let Some(formula) = &map[*claim].formula else { continue };
            let formula = formula.map(|letter| variables[letter]);
            let formula = define(&mut solver, &formula);
            let claim = Literal::from(variables[&Letter::Claim(*claim)]);
            solver.clause(&[!claim, formula]);
            solver.clause(&[claim, !formula]);
        }
        (solver, variables)
    }

    /// Of values that fulfil the wishes as many as suffice.
    fn enough(
        &self,
        map: &Map,
        wishes: &[Wish],
        values: Vec<(Letter, bool)>,
    ) -> Vec<(Letter, bool)> {
        let (mut solver, variables) = self.clauses(map);
        let one_fails: Vec<Literal> =
            wishes.iter().map(|wish| !literal(&variables, *wish)).collect();
        solver.clause(&one_fails);
        let given = |(letter, holds): &(Letter, bool)| {
            let variable = variables[letter];
            if *holds { Literal::from(variable) } else { !variable }
        };
        let softs: Vec<Literal> = values.iter().map(given).collect();
        let all: Vec<usize> = (0..softs.len()).collect();
        let mut budget = Budget { steps: SOLVER_STEPS };
        match shrink_within(&mut solver, &softs, &all, &mut budget) {
            Some(few) => few.into_iter().map(|at| values[at]).collect(),
            None => values,
        }
    }
}

fn literal(variables: &Variables, wish: Wish) -> Literal {
    let variable = variables[&Letter::Claim(wish.claim)];
    if wish.holds { variable.into() } else { !variable }
}
