//! The minimal contradictions of a part, found with the solver.

use rustc_hash::{FxHashMap, FxHashSet};

use super::background::{Background, Law, Shape, letter_node};
use super::parts::Part;
use super::{Contradiction, Wish, Work, step_cost};
use crate::logic::corrections::smallest_corrections;
use crate::logic::minimal::{
    Limits, MinimalSets, core_within, minimal_unsatisfiable, shrink_within, tangles,
};
use crate::logic::solver::{Budget, Literal, Solver, Variable, define};

/// How many pairs of wishes that one law forbids are listed before wishes are left out so that
/// none are left: a question with a thousand asserted answers has half a million.
const RIVAL_PAIRS: usize = 100;

/// How many steps of the solver one part may take, and how many the laws of one contradiction.
pub(super) const PART_STEPS: u64 = 20_000;
const LAW_STEPS: u64 = 5_000;

/// The same times the number of laws.
const LAW_WORK: u64 = 2_000_000;

/// How many of the smallest lists of repairs are given.
const REPAIRS: usize = 9;

/// Up to which width a conflict is written pair by pair, and the widest clause.
const PAIRWISE: usize = 6;
const WIDEST: usize = 60;

/// A part and what is known of it.
pub(super) struct Search<'s> {
    background: &'s Background<'s>,
    wishes: &'s [Wish],
    part: &'s Part,
    /// The wishes of the part that are looked at.
    chosen: Vec<usize>,
    /// Whether these are all.
    all_chosen: bool,
    rivals: usize,
}

/// A part as clauses.
pub(super) struct Clauses {
    pub(super) solver: Solver,
    /// Literals for the wishes that were chosen.
    pub(super) wishes: Vec<Literal>,
    /// The claims and letters by their nodes' numbers.
    pub(super) variables: FxHashMap<u32, Variable>,
    /// For each constraint, if asked for, a literal that puts it in force.
    pub(super) guards: Vec<Literal>,
}

impl<'s> Search<'s> {
    pub(super) fn new(
        background: &'s Background<'s>,
        wishes: &'s [Wish],
        part: &'s Part,
    ) -> Search<'s> {
        let mut search =
            Search { background, wishes, part, chosen: Vec::new(), all_chosen: true, rivals: 0 };
        search.choose();
        search
    }

    /// Leaves wishes out if there are too many rival pairs among them.
    fn choose(&mut self) {
        self.chosen = self.part.wishes.clone();
        let mut wanted: FxHashMap<u32, [bool; 2]> = FxHashMap::default();
        for wish in &self.chosen {
            let wish = self.wishes[*wish];
            let entry = wanted.entry(wish.claim.index() as u32).or_default();
            entry[usize::from(wish.holds)] = true;
            self.rivals += usize::from(entry[0] && entry[1]);
        }
        let rival = |constraint: &&u32| {
            self.background.constraints[**constraint as usize].shape != Shape::Clause
        };
        for constraint in self.part.constraints.iter().filter(rival) {
            let letters = self.background.letters(*constraint);
            let is_wanted = |node| wanted.get(&node).is_some_and(|sides| sides[1]);
            let count = letters.iter().filter(|letter| is_wanted(letter.node)).count();
            match self.background.constraints[*constraint as usize].shape {
                Shape::AtMostOne => self.rivals += count * count.saturating_sub(1) / 2,
                _ => self.rivals += usize::from(letters.len() == 2 && count == 2),
            }
        }
        if self.rivals <= RIVAL_PAIRS {
            return;
        }
        let part: FxHashSet<u32> = self.part.constraints.iter().copied().collect();
        let mut taken: FxHashSet<u32> = FxHashSet::default();
        let mut chosen: FxHashMap<u32, bool> = FxHashMap::default();
        let (background, wishes) = (self.background, self.wishes);
        self.chosen.retain(|wish| {
            let wish = wishes[*wish];
            let node = wish.claim.index() as u32;
            let holds = *chosen.entry(node).or_insert(wish.holds);
            if holds != wish.holds || !holds {
                return holds == wish.holds;
            }
            let about = background.about(node).iter().filter(|constraint| {
                let constraint = **constraint;
                part.contains(&constraint)
                    && background.constraints[constraint as usize].shape == Shape::AtMostOne
            });
            if about.clone().any(|constraint| taken.contains(constraint)) {
                chosen.remove(&node);
                return false;
            }
            taken.extend(about);
            true
        });
        self.all_chosen = false;
        self.rivals = 0;
    }

    /// Adds the contradictions of the part, up to `room` that are not known; whether they are all.
    pub(super) fn run(
        &mut self,
        room: usize,
        known: &dyn Fn(&[usize]) -> bool,
        found: &mut Vec<Contradiction>,
        work: &mut Work,
    ) -> bool {
        let Clauses { mut solver, wishes: softs, .. } =
            clauses(self.background, self.wishes, &self.chosen, self.part, Style::Plain);
        let cost = step_cost(self.part.nodes.len());
        let mut budget = work.steps(PART_STEPS, cost);
        let tangled = tangles(&mut solver, &softs, &mut budget);
        work.spend(solver.spent() * cost);
        if tangled.complete && !tangled.hopeless && tangled.tangles.is_empty() {
            return self.all_chosen;
        }
        let before = solver.spent();
        let limits = Limits { sets: room + 1 + self.rivals, budget };
        let MinimalSets { sets, complete } = minimal_unsatisfiable(&mut solver, &softs, limits);
        let complete = complete && self.all_chosen;
        let repairs = if complete { self.repairs(&mut solver, &softs, &sets) } else { Vec::new() };
        work.spend((solver.spent() - before) * cost);
        let mut guarded: Option<Clauses> = None;
        let mut fresh = 0;
        for set in &sets {
            let wishes = self.numbers(set);
            if known(&wishes) {
                continue;
            }
            fresh += 1;
            if fresh > room {
                return false;
            }
            let whole = guarded.get_or_insert_with(|| {
                clauses(self.background, self.wishes, &self.chosen, self.part, Style::Guarded)
            });
            let laws = if work.spend(cost) { self.laws(whole, set, work) } else { Vec::new() };
            found.push(Contradiction { wishes, laws, repairs: repairs.clone() });
        }
        complete
    }

    /// The wishes' numbers of positions among those chosen.
    fn numbers(&self, set: &[usize]) -> Vec<usize> {
        set.iter().map(|position| self.chosen[*position]).collect()
    }

    /// The smallest corrections, sought among the members of the contradictions only.
    fn repairs(
        &self,
        solver: &mut Solver,
        softs: &[Literal],
        sets: &[Vec<usize>],
    ) -> Vec<Vec<usize>> {
        let mut members: Vec<usize> = sets.iter().flatten().copied().collect();
        members.sort_unstable();
        members.dedup();
        let few: Vec<Literal> = members.iter().map(|member| softs[*member]).collect();
        let limits = Limits { sets: REPAIRS, budget: Budget { steps: PART_STEPS } };
        let corrections = smallest_corrections(solver, &few, limits).sets;
        let named = |set: Vec<usize>| set.iter().map(|at| self.chosen[members[*at]]).collect();
        corrections.into_iter().filter(|set| !set.is_empty()).map(named).collect()
    }

    /// The laws that forbid a set: those first in the background if there is a choice.
    ///
    /// Two solvers: one for the part, which tells a few constraints that suffice, and one for
    /// these, which is asked often.
    fn laws(&self, whole: &mut Clauses, set: &[usize], work: &mut Work) -> Vec<Law> {
        let mut softs: Vec<Literal> = set.iter().map(|wish| whole.wishes[*wish]).collect();
        softs.extend(&whole.guards);
        let all: Vec<usize> = (0..softs.len()).collect();
        let cost = step_cost(self.part.nodes.len());
        let before = whole.solver.spent();
        let mut budget = work.steps(LAW_STEPS, cost);
        let core = core_within(&mut whole.solver, &softs, &all, &mut budget);
        work.spend((whole.solver.spent() - before) * cost);
        let Some(Some(core)) = core else { return Vec::new() };
        let guards = core.into_iter().filter_map(|at| at.checked_sub(set.len()));
        let constraints: Vec<u32> = guards.map(|guard| self.part.constraints[guard]).collect();

        let wishes = self.numbers(set);
        let nodes = self.nodes_of(&constraints, &wishes);
        let few = Part { wishes, constraints, nodes };
        let mut clauses = clauses(self.background, self.wishes, &few.wishes, &few, Style::Guarded);
        let mut softs = clauses.wishes;
        softs.extend(clauses.guards);
        let all: Vec<usize> = (0..softs.len()).collect();
        let steps = LAW_STEPS.min(LAW_WORK / (1 + softs.len() as u64));
        let shrunk = shrink_within(&mut clauses.solver, &softs, &all, &mut Budget { steps });
        let guards = shrunk.unwrap_or(all).into_iter().filter_map(|at| at.checked_sub(set.len()));
        let law = |guard: usize| self.background.constraints[few.constraints[guard] as usize].law;
        guards.map(law).collect()
    }

    /// The claims and letters through which constraints and wishes bear on each other.
    fn nodes_of(&self, constraints: &[u32], wishes: &[usize]) -> Vec<u32> {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        let mut nodes: Vec<u32> = Vec::new();
        let mut count = |node: u32, by: usize| {
            let count = counts.entry(node).or_default();
            if *count < 2 && *count + by >= 2 {
                nodes.push(node);
            }
            *count += by;
        };
        for wish in wishes {
            count(self.wishes[*wish].claim.index() as u32, 2);
        }
        for constraint in constraints {
            let shape = self.background.constraints[*constraint as usize].shape;
            let by = if shape == Shape::AtMostOne { 1 } else { 2 };
            self.background.letters(*constraint).iter().for_each(|letter| count(letter.node, by));
        }
        nodes
    }
}

/// Laws of a part that contradict each other, of which none can be left out: `Some(None)` if they
/// do not, nothing if the work runs out.
pub(super) fn contradictory(
    background: &Background,
    part: &Part,
    work: &mut Work,
) -> Option<Option<Vec<Law>>> {
    let cost = step_cost(part.nodes.len() + part.constraints.len());
    if !work.spend((part.nodes.len() + part.constraints.len()) as u64) {
        return None;
    }
    let Clauses { mut solver, guards, .. } = clauses(background, &[], &[], part, Style::Guarded);
    let all: Vec<usize> = (0..guards.len()).collect();
    let core = core_within(&mut solver, &guards, &all, &mut work.steps(PART_STEPS, cost));
    let spent = solver.spent();
    work.spend(spent * cost);
    let Some(core) = core? else { return Some(None) };
    let shrunk = shrink_within(&mut solver, &guards, &core, &mut work.steps(LAW_STEPS, cost));
    work.spend((solver.spent() - spent) * cost);
    let law = |guard: usize| background.constraints[part.constraints[guard] as usize].law;
    Some(Some(shrunk.unwrap_or(core).into_iter().map(law).collect()))
}

/// How a part is written as clauses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// All constraints hold.
    Plain,
    /// Each constraint has a literal that puts it in force.
    Guarded,
    /// All constraints hold, and claims are tried as true first.
    TrueFirst,
}

/// A part as clauses, with literals for the `chosen` ones of all the wishes. Their number is
/// linear in the size of the part.
pub(super) fn clauses(
    background: &Background,
    wishes: &[Wish],
    chosen: &[usize],
    part: &Part,
    style: Style,
) -> Clauses {
    let mut solver = Solver::new();
    let mut variable = || match style {
        Style::TrueFirst => solver.variable_true_first(),
        _ => solver.variable(),
    };
    let variables: FxHashMap<u32, Variable> =
        part.nodes.iter().map(|node| (*node, variable())).collect();
    let literal = |node: u32, holds: bool| {
        let variable = variables[&node];
        if holds { variable.into() } else { !variable }
    };
    let mut guards = Vec::new();
    for constraint in &part.constraints {
        let guard = (style == Style::Guarded).then(|| Literal::from(solver.variable()));
        guards.extend(guard);
        let off = guard.map(|guard| !guard);
        let letters = background.letters(*constraint);
        let entry = &background.constraints[*constraint as usize];
        match (entry.shape, entry.law) {
            (Shape::Clause, _) => {
                let letters = letters.iter().map(|one| literal(one.node, one.holds));
                wide_clause(&mut solver, off.into_iter().chain(letters).collect());
            }
            (Shape::AtMostOne, _) => {
                let letters = letters.iter().filter(|one| variables.contains_key(&one.node));
                let all: Vec<Literal> = letters.map(|one| literal(one.node, true)).collect();
                at_most_one(&mut solver, &all, off);
            }
            (Shape::Definition, Law::Formula(claim)) => {
                let Some(formula) = &background.map[claim].formula else { continue };
                let formula =
                    formula.map(|letter| variables[&(letter_node(*letter).index() as u32)]);
                let formula = define(&mut solver, &formula);
                let claim = literal(claim.index() as u32, true);
                for pair in [[!claim, formula], [claim, !formula]] {
                    solver.clause(&off.into_iter().chain(pair).collect::<Vec<_>>());
                }
            }
            (Shape::Definition, _) => {}
        }
    }
    let wish = |wish: &usize| {
        let Wish { claim, holds } = wishes[*wish];
        literal(claim.index() as u32, holds)
    };
    let wishes = chosen.iter().map(wish).collect();
    Clauses { solver, wishes, variables, guards }
}

/// A clause in pieces that hang together by further variables: solvers are slow on wide ones.
fn wide_clause(solver: &mut Solver, mut literals: Vec<Literal>) {
    while literals.len() > WIDEST {
        let rest = literals.split_off(literals.len() - WIDEST + 1);
        let link = solver.variable();
        let mut piece = rest;
        piece.push(link.into());
        solver.clause(&piece);
        literals.push(!link);
    }
    solver.clause(&literals);
}

/// Forbids each two of the literals, unless `off` is true. Beyond a handful by C. Sinz, "Towards
/// an optimal CNF encoding of Boolean cardinality constraints" (CP 2005), section 2, for one.
fn at_most_one(solver: &mut Solver, literals: &[Literal], off: Option<Literal>) {
    if literals.len() <= PAIRWISE {
        for (number, one) in literals.iter().enumerate() {
            for other in &literals[number + 1..] {
                let pair = off.into_iter().chain([!*one, !*other]);
                solver.clause(&pair.collect::<Vec<_>>());
            }
        }
        return;
    }
    let mut before: Option<Literal> = None;
    for literal in literals {
        let so_far = Literal::from(solver.variable());
        solver.clause(&[!*literal, so_far]);
        if let Some(before) = before {
            solver.clause(&[!before, so_far]);
            let pair = off.into_iter().chain([!*literal, !before]);
            solver.clause(&pair.collect::<Vec<_>>());
        }
        before = Some(so_far);
    }
}
