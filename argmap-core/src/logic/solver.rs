//! Satisfiability of clauses and formulas; the only module that knows the SAT solver's crate.
//!
//! ```
//! use argmap_core::logic::solver::{Solver, define};
//! use argmap_core::model::formula::parse;
//!
//! let mut solver = Solver::new();
//! let (rain, wet) = (solver.variable(), solver.variable());
//! let variable = |name: &str| if name == "rain" { rain } else { wet };
//! let rule = parse("rain -> wet").unwrap().map(|name| variable(name.text));
//! let rule = define(&mut solver, &rule);
//! assert!(solver.solve(&[rule, rain.into()]));
//! assert!(solver.value(wet.into()));
//! assert!(!solver.solve(&[rule, rain.into(), !wet]));
//! assert_eq!(solver.core(), [rule, rain.into(), !wet]);
//! ```
use crate::model::formula::Formula;
use batsat::{Callbacks, ClauseKind, Lit, SolverInterface, Var, lbool};
use rustc_hash::FxHashSet;
use std::cell::Cell;
use std::ops::Not;

/// A propositional variable of one [`Solver`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Variable(Var);

/// A variable or its negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Literal(Lit);

/// How much work may still be spent: one step for each call of a solver, each conflict in it, and
/// each thousand of the literals that it sets.
///
/// Counted in steps and not in time, so that results are the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The steps that are left.
    pub steps: u64,
}

/// A set of clauses, to be tested under assumptions.
///
/// The same calls in the same order give the same answers. Using a variable or literal of another
/// solver panics or gives answers without meaning.
pub struct Solver {
    inner: batsat::Solver<Conflicts>,
    /// For each variable one with which it shares clauses, directly or in steps: a forest whose
    /// roots stand for the components.
    towards_root: Vec<u32>,
    /// The positions of the last failed assumptions.
    core_positions: Vec<usize>,
    core: Vec<Literal>,
    spent: u64,
}

impl Literal {
    /// The variable, without its sign.
    pub fn variable(self) -> Variable {
        Variable(self.0.var())
    }
}

impl From<Variable> for Literal {
    fn from(variable: Variable) -> Literal {
        Literal(Lit::new(variable.0, true))
    }
}

impl Not for Literal {
    type Output = Literal;

    fn not(self) -> Literal {
        Literal(!self.0)
    }
}

impl Not for Variable {
    type Output = Literal;

    fn not(self) -> Literal {
        !Literal::from(self)
    }
}

impl Budget {
    /// So many steps that no computation comes to their end.
    pub const UNLIMITED: Budget = Budget { steps: u64::MAX };
}

impl Default for Solver {
    fn default() -> Solver {
        Solver::new()
    }
}

impl Solver {
    /// A solver without variables and clauses.
    pub fn new() -> Solver {
        let inner = batsat::Solver::new(batsat::SolverOpts::default(), Conflicts::default());
        let (core_positions, core) = (vec![], vec![]);
        Solver { inner, towards_root: vec![], core_positions, core, spent: 0 }
    }

    /// A new variable; where the clauses leave it free, models tend to make it false.
    pub fn variable(&mut self) -> Variable {
        self.add_variable(lbool::UNDEF)
    }

    /// A new variable that the search always tries as true first.
    ///
    /// If all variables are of this sort, each model found is a maximal one: no other model has
    /// the same variables true and more.
    pub fn variable_true_first(&mut self) -> Variable {
        self.add_variable(lbool::TRUE)
    }

    fn add_variable(&mut self, first: lbool) -> Variable {
        let variable = self.inner.new_var(first, true);
        self.towards_root.push(variable.idx());
        Variable(variable)
    }

    /// Demands that one of the literals be true; of none, that nothing be satisfiable.
    pub fn clause(&mut self, literals: &[Literal]) {
        for pair in literals.windows(2) {
            let (left, right) = (self.component(pair[0]), self.component(pair[1]));
            let (low, high) = (left.min(right), left.max(right));
            self.towards_root[high.0.idx() as usize] = low.0.idx();
        }
        let mut clause = literals.iter().map(|literal| literal.0).collect();
        self.inner.add_clause_reuse(&mut clause);
    }

    /// Whether all clauses can be true together with the assumptions.
    pub fn solve(&mut self, assumptions: &[Literal]) -> bool {
        let answer = self.solve_within(assumptions, &mut { Budget::UNLIMITED });
        answer.expect("an unlimited search comes to an end")
    }

    /// Whether all clauses can be true together with the assumptions; none if the budget runs out.
    pub fn solve_within(&mut self, assumptions: &[Literal], budget: &mut Budget) -> Option<bool> {
        self.core_positions.clear();
        self.core.clear();
        self.inner.cb_mut().left.set(budget.steps);
        let literals: Vec<Lit> = assumptions.iter().map(|literal| literal.0).collect();
        let before = self.inner.num_propagations();
        let answer = self.inner.solve_limited(&literals);
        let set = (self.inner.num_propagations() - before) / SET_PER_STEP;
        let spent = (budget.steps - self.inner.cb().left.get()).max(set).saturating_add(1);
        budget.steps = budget.steps.saturating_sub(spent);
        self.spent = self.spent.saturating_add(spent);
        if answer == lbool::FALSE {
            let mut failed: FxHashSet<Lit> =
                self.inner.unsat_core().iter().map(|&lit| !lit).collect();
            for (position, literal) in assumptions.iter().enumerate() {
                if failed.remove(&literal.0) {
                    self.core_positions.push(position);
                    self.core.push(*literal);
                }
            }
        }
        if answer == lbool::UNDEF { None } else { Some(answer == lbool::TRUE) }
    }

    /// How many steps all calls together took.
    pub fn spent(&self) -> u64 {
        self.spent
    }

    /// The value of a literal in the model that the last call of `solve` found.
    ///
    /// # Panics
    ///
    /// If the last call found no model, or the variable is newer than it.
    pub fn value(&self, literal: Literal) -> bool {
        let index = literal.variable().0.idx() as usize;
        let value = *self.inner.get_model().get(index).expect("a model with this variable");
        (value == lbool::TRUE) == literal.0.sign()
    }

    /// The assumptions that the last call of `solve` found to be too many: with the clauses they
    /// are unsatisfiable by themselves, though fewer of them may be as well.
    ///
    /// In the order given and without repetition; empty if the clauses are unsatisfiable without
    /// assumptions, or the last call found a model or ran out of budget.
    pub fn core(&self) -> &[Literal] {
        &self.core
    }

    /// The positions of [`core`](Solver::core) in the list of assumptions, ascending.
    pub fn core_positions(&self) -> &[usize] {
        &self.core_positions
    }

    /// The variable that stands for all those tied to the literal's by clauses, in one step or more.
    ///
    /// Assumptions of different components do not bear on each other. A clause may merge
    /// components. Complexity: amortised logarithmic in the number of variables.
    pub fn component(&mut self, literal: Literal) -> Variable {
        let mut index = literal.variable().0.idx();
        while self.towards_root[index as usize] != index {
            let next = self.towards_root[index as usize];
            self.towards_root[index as usize] = self.towards_root[next as usize];
            index = next;
        }
        Variable(Var::unsafe_from_idx(index))
    }
}

/// Adds clauses that make a literal equivalent to a formula, and gives the literal.
///
/// The clauses never exclude a valuation of the formula's own variables. Their number and the
/// time taken are linear in the size of the formula; the recursion is as deep as the formula.
/// G. S. Tseitin, "On the complexity of derivation in propositional calculus" (1968).
pub fn define(solver: &mut Solver, formula: &Formula<Variable>) -> Literal {
    match formula {
        Formula::Name(variable) => (*variable).into(),
        Formula::Not(inner) => !define(solver, inner),
        Formula::And(operands) => {
            let operands = operands.iter().map(|operand| define(solver, operand)).collect();
            conjunction(solver, operands)
        }
        Formula::Or(operands) => {
            let negated = operands.iter().map(|operand| !define(solver, operand)).collect();
            !conjunction(solver, negated)
        }
        Formula::Implies(left, right) => {
            let (left, right) = (define(solver, left), define(solver, right));
            !conjunction(solver, vec![left, !right])
        }
        Formula::Iff(left, right) => {
            let (left, right) = (define(solver, left), define(solver, right));
            let whole = solver.variable();
            solver.clause(&[!whole, !left, right]);
            solver.clause(&[!whole, left, !right]);
            solver.clause(&[whole.into(), left, right]);
            solver.clause(&[whole.into(), !left, !right]);
            whole.into()
        }
    }
}

/// The widest clause a definition makes: falsifying one literal after another takes the solver
/// quadratic time in the width.
const WIDEST: usize = 64;

fn conjunction(solver: &mut Solver, mut operands: Vec<Literal>) -> Literal {
    while operands.len() >= WIDEST {
        let parts = operands.chunks(WIDEST - 1);
        operands = parts.map(|part| conjunction(solver, part.to_vec())).collect();
    }
    let whole = solver.variable();
    for &operand in &operands {
        solver.clause(&[!whole, operand]);
    }
    let mut one_fails: Vec<Literal> = operands.into_iter().map(Literal::not).collect();
    one_fails.push(whole.into());
    solver.clause(&one_fails);
    whole.into()
}

/// How many literals are set, or decisions taken, for one step.
const SET_PER_STEP: u64 = 1_000;

/// Counts conflicts, and decisions by the thousand, and stops the search when no steps are left.
#[derive(Default)]
struct Conflicts {
    left: Cell<u64>,
    decisions: Cell<u64>,
}

impl Callbacks for Conflicts {
    fn on_new_clause(&mut self, _: &[Lit], _: ClauseKind) {
        self.left.set(self.left.get().saturating_sub(1));
    }

    /// Asked before each decision.
    fn stop(&self) -> bool {
        self.decisions.set(self.decisions.get() + 1);
        if self.decisions.get().is_multiple_of(SET_PER_STEP) {
            self.left.set(self.left.get().saturating_sub(1));
        }
        self.left.get() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NAMES: usize = 5;

    fn formulas() -> impl Strategy<Value = Formula<usize>> {
        (0..NAMES).prop_map(Formula::Name).prop_recursive(5, 32, 4, |inner| {
            let pair = || (inner.clone(), inner.clone()).prop_map(|(a, b)| (a.into(), b.into()));
            prop_oneof![
                inner.clone().prop_map(|inner| Formula::Not(inner.into())),
                prop::collection::vec(inner.clone(), 0..5).prop_map(Formula::And),
                prop::collection::vec(inner.clone(), 0..5).prop_map(Formula::Or),
                pair().prop_map(|(left, right)| Formula::Implies(left, right)),
                pair().prop_map(|(left, right)| Formula::Iff(left, right)),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_definition_has_the_value_of_its_formula(formula in formulas()) {
            let mut solver = Solver::new();
            let names: Vec<Variable> = (0..NAMES).map(|_| solver.variable()).collect();
            let literal = define(&mut solver, &formula.map(|&name| names[name]));
            for row in 0..1 << NAMES {
                let value = |name: usize| row >> name & 1 == 1;
                let mut assumptions: Vec<Literal> = (0..NAMES)
                    .map(|name| if value(name) { names[name].into() } else { !names[name] })
                    .collect();
                prop_assert!(solver.solve(&assumptions));
                let expected = formula.evaluate(|&name| value(name));
                prop_assert_eq!(solver.value(literal), expected);
                assumptions.push(if expected { !literal } else { literal });
                prop_assert!(!solver.solve(&assumptions));
            }
        }
    }

    #[test]
    fn cores_keep_the_order_given_and_repeat_nothing() {
        let mut solver = Solver::new();
        let [a, b, c] = [(); 3].map(|()| Literal::from(solver.variable()));
        solver.clause(&[!a, !b]);
        assert!(!solver.solve(&[b, c, b, a, a]));
        assert_eq!(solver.core(), [b, a]);
        assert_eq!(solver.core_positions(), [0, 3]);
        assert!(!solver.solve(&[c, !c]));
        assert_eq!(solver.core(), [c, !c]);
        assert!(solver.solve(&[a, c]));
        assert!(solver.core().is_empty());
        assert!(solver.value(c) && solver.value(!b) && !solver.value(b));
        solver.clause(&[!c]);
        assert!(!solver.solve(&[a, c]));
        assert_eq!(solver.core(), [c]);
        solver.clause(&[]);
        assert!(!solver.solve(&[a]));
        assert!(solver.core().is_empty());
    }

    #[test]
    fn components_follow_the_clauses() {
        let mut solver = Solver::new();
        let literals = [(); 5].map(|()| Literal::from(solver.variable()));
        let [a, b, c, d, e] = literals;
        solver.clause(&[c, !d]);
        solver.clause(&[e, a]);
        assert_eq!(
            literals.map(|literal| Literal::from(solver.component(literal))),
            [a, b, c, c, a]
        );
        solver.clause(&[d, !e]);
        assert_eq!(
            literals.map(|literal| Literal::from(solver.component(literal))),
            [a, b, a, a, a]
        );
    }

    /// Clauses that put `pigeons` into one hole fewer: hard for any resolution prover.
    fn pigeonhole(solver: &mut Solver, pigeons: usize) {
        let sits: Vec<Vec<Literal>> = (0..pigeons)
            .map(|_| (1..pigeons).map(|_| solver.variable().into()).collect())
            .collect();
        for (number, holes) in sits.iter().enumerate() {
            solver.clause(holes);
            for other in &sits[..number] {
                for (left, right) in holes.iter().zip(other) {
                    solver.clause(&[!*left, !*right]);
                }
            }
        }
    }

    #[test]
    fn a_search_stops_when_its_budget_is_spent() {
        let mut solver = Solver::new();
        pigeonhole(&mut solver, 12);
        let mut budget = Budget { steps: 1000 };
        assert_eq!(solver.solve_within(&[], &mut budget), None);
        assert_eq!(budget, Budget { steps: 0 });

        let mut solver = Solver::new();
        let a = Literal::from(solver.variable());
        let mut budget = Budget { steps: 3 };
        assert_eq!(solver.solve_within(&[a], &mut budget), Some(true));
        assert_eq!(budget, Budget { steps: 2 });
        assert_eq!(solver.solve_within(&[a], &mut Budget { steps: 0 }), None);
    }

    #[test]
    fn calls_that_set_many_literals_cost_more() {
        let mut solver = Solver::new();
        let row: Vec<Literal> = (0..10_000).map(|_| solver.variable().into()).collect();
        for pair in row.windows(2) {
            solver.clause(&[!pair[0], pair[1]]);
        }
        assert!(solver.solve(&[row[0]]));
        assert_eq!(solver.spent(), 11);
        let mut budget = Budget { steps: 100 };
        assert_eq!(solver.solve_within(&row, &mut budget), Some(true));
        assert_eq!(solver.spent(), 11 + 100 - budget.steps);
        assert!(budget.steps < 90);
    }

    #[test]
    fn wide_formulas_are_fine() {
        let mut solver = Solver::new();
        let names: Vec<Variable> = (0..100_000).map(|_| solver.variable()).collect();
        let all = Formula::Or(names.iter().map(|&name| Formula::Name(name)).collect());
        let all = define(&mut solver, &all);
        let mut assumptions: Vec<Literal> = names.iter().map(|&name| !name).collect();
        assert!(solver.solve(&assumptions));
        assert!(!solver.value(all));
        assumptions.push(all);
        assert!(!solver.solve(&assumptions));
        assert_eq!(solver.core().len(), 100_001);
    }
}
