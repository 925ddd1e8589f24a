//! The well-founded model of a program: what holds, what fails and what stays open, and why.

mod components;
mod support;

use super::program::{Atom, Program, RuleId};

/// What the well-founded model says of an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// A derivation yields the atom.
    True,
    /// No derivation can yield the atom.
    False,
    /// Neither: the atom stands or falls with a circle through negation.
    Undefined,
}

/// Why an atom is false.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Falsity {
    /// Every rule of the atom has a literal that failed at an earlier step, or there is no rule.
    Broken,
    /// The atom belongs to an unfounded set: each of its rules that is not broken by an earlier
    /// step needs an atom that became false at the same step. Whoever follows such rules and
    /// atoms ends in a circle of support.
    Unfounded,
}

/// The well-founded model of a program, with reasons.
///
/// The accessors panic when the atom belongs to another, larger program.
#[derive(Clone, Debug)]
pub struct Model {
    standings: Vec<Standing>,
    steps: Vec<u32>,
    settled: Vec<Atom>,
}

impl Model {
    /// The value of the atom.
    #[must_use]
    pub fn value(&self, atom: Atom) -> Value {
        match self.standings[atom.index()] {
            Standing::Derived(_) => Value::True,
            Standing::Fallen(_) => Value::False,
            Standing::Open => Value::Undefined,
        }
    }

    /// The rule that first derived the atom, if it is true.
    ///
    /// All literals of its body were settled at smaller [steps](Self::step), so following these
    /// rules from atom to atom never runs in a circle.
    #[must_use]
    pub fn derivation(&self, atom: Atom) -> Option<RuleId> {
        match self.standings[atom.index()] {
            Standing::Derived(rule) => Some(rule),
            Standing::Fallen(_) | Standing::Open => None,
        }
    }

    /// Why the atom is false, if it is.
    #[must_use]
    pub fn falsity(&self, atom: Atom) -> Option<Falsity> {
        match self.standings[atom.index()] {
            Standing::Fallen(falsity) => Some(falsity),
            Standing::Derived(_) | Standing::Open => None,
        }
    }

    /// At which step, counted from 0, the atom became true or false; none if it is undefined.
    ///
    /// Two atoms share a step exactly when they became false as one unfounded set.
    #[must_use]
    pub fn step(&self, atom: Atom) -> Option<u32> {
        self.is_settled(atom).then(|| self.steps[atom.index()])
    }

    /// The true and false atoms in the order of their steps.
    #[must_use]
    pub fn settled(&self) -> &[Atom] {
        &self.settled
    }

    fn is_settled(&self, atom: Atom) -> bool {
        !matches!(self.standings[atom.index()], Standing::Open)
    }

    /// Gives all the atoms, still open, one standing in one step.
    fn settle(&mut self, atoms: &[Atom], standing: Standing) {
        let step = self.settled.last().map_or(0, |last| self.steps[last.index()] + 1);
        for &atom in atoms {
            self.standings[atom.index()] = standing;
            self.steps[atom.index()] = step;
            self.settled.push(atom);
        }
    }
}

/// Computes the well-founded model of the program.
///
/// It is the least set of literals closed under two steps: an atom is true when the body of one of
/// its rules holds; the atoms of an unfounded set are false, that is a set each of whose atoms has
/// in each rule a body literal that fails or a positive one in the set.
///
/// Literals are propagated with a counter per rule and per atom; only where that leaves atoms
/// open are unfounded sets looked for, component by component of what is left, by keeping for
/// every open atom one rule that supports it from outside.
///
/// ```
/// use argmap_core::semantics::grounded::{Falsity, Value, well_founded};
/// use argmap_core::semantics::program::Program;
///
/// let mut program = Program::default();
/// let [chicken, egg, neither] = [program.atom(), program.atom(), program.atom()];
/// program.rule(chicken, &[egg], &[]);
/// program.rule(egg, &[chicken], &[]);
/// let rule = program.rule(neither, &[], &[chicken, egg]);
///
/// let model = well_founded(&program);
/// assert_eq!(model.value(neither), Value::True);
/// assert_eq!(model.derivation(neither), Some(rule));
/// assert_eq!(model.falsity(egg), Some(Falsity::Unfounded));
/// assert_eq!(model.step(egg), model.step(chicken));
/// ```
///
/// # Complexity
///
/// Linear in the size of the program, whatever its depth, where no circle leads through positive
/// literals alone, and otherwise as long as each atom loses its support a bounded number of times
/// (with a logarithmic factor for the atoms that lose it). At worst rules times size of the
/// program; no way is known that is always linear (Lonc and Truszczyński 2001).
///
/// # Source
///
/// A. Van Gelder, K. A. Ross and J. S. Schlipf, *The well-founded semantics for general logic
/// programs*, Journal of the ACM 38 (1991), sections 2–4. Counters: W. F. Dowling and
/// J. H. Gallier, *Linear-time algorithms for testing the satisfiability of propositional Horn
/// formulae*, Journal of Logic Programming 1 (1984). Bound: Z. Lonc and M. Truszczyński, *On the
/// problem of computing the well-founded semantics*, Theory and Practice of Logic Programming 1
/// (2001).
#[must_use]
pub fn well_founded(program: &Program) -> Model {
    let occurrences = Occurrences {
        positive: Uses::new(program, Program::positives),
        negative: Uses::new(program, Program::negatives),
    };
    let mut state = start(program);
    propagate(program, &occurrences, &mut state);
    support::refute_unfounded(program, &occurrences, &mut state);
    state.model
}

#[derive(Clone, Copy, Debug)]
enum Standing {
    Derived(RuleId),
    Fallen(Falsity),
    Open,
}

struct Occurrences {
    positive: Uses,
    negative: Uses,
}

/// Per atom the rules in whose bodies it occurs, once for each time.
struct Uses {
    /// Per atom where its rules begin; one more entry for the end.
    starts: Vec<u32>,
    rules: Vec<RuleId>,
}

impl Uses {
    fn new(program: &Program, literals: fn(&Program, RuleId) -> &[Atom]) -> Self {
        let mut starts = vec![0; program.atom_count() + 1];
        for rule in program.all_rules() {
            for atom in literals(program, rule) {
                starts[atom.index()] += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut rules = vec![RuleId(0); total as usize];
        for rule in program.all_rules().rev() {
            for atom in literals(program, rule) {
                starts[atom.index()] -= 1;
                rules[starts[atom.index()] as usize] = rule;
            }
        }
        Self { starts, rules }
    }

    fn of(&self, atom: Atom) -> &[RuleId] {
        let index = atom.index();
        &self.rules[self.starts[index] as usize..self.starts[index + 1] as usize]
    }
}

/// How far the computation has come.
struct State {
    model: Model,
    /// How many of the settled atoms have been propagated.
    propagated: usize,
    /// Per rule how many body literals do not hold yet, or [`BROKEN`].
    missing: Vec<u32>,
    /// Per atom how many of its rules are not broken.
    live: Vec<u32>,
    /// Per atom the rule that supports it while it is open; empty before anything is supported.
    sources: Vec<Option<RuleId>>,
    /// Open atoms whose source broke.
    orphans: Vec<Atom>,
}

/// The count of missing literals of a rule one of whose literals failed.
const BROKEN: u32 = u32::MAX;

impl State {
    /// Whether the rule may still decide its head: neither is settled.
    fn is_open(&self, program: &Program, rule: RuleId) -> bool {
        self.missing[rule.index()] != BROKEN && !self.model.is_settled(program.head(rule))
    }
}

/// Settles the facts and the atoms without rules.
fn start(program: &Program) -> State {
    let mut model = Model {
        standings: vec![Standing::Open; program.atom_count()],
        steps: vec![0; program.atom_count()],
        settled: Vec::new(),
    };
    let mut missing = Vec::with_capacity(program.rule_count());
    let mut live = vec![0; program.atom_count()];
    for rule in program.all_rules() {
        let head = program.head(rule);
        let literals = program.positives(rule).len() + program.negatives(rule).len();
        missing.push(literals as u32);
        live[head.index()] += 1;
        if literals == 0 && !model.is_settled(head) {
            model.settle(&[head], Standing::Derived(rule));
        }
    }
    for atom in program.all_atoms().filter(|atom| live[atom.index()] == 0) {
        model.settle(&[atom], Standing::Fallen(Falsity::Broken));
    }
    State { model, propagated: 0, missing, live, sources: Vec::new(), orphans: Vec::new() }
}

/// Settles what follows from the settled atoms by single rules.
fn propagate(program: &Program, occurrences: &Occurrences, state: &mut State) {
    while let Some(&atom) = state.model.settled.get(state.propagated) {
        state.propagated += 1;
        let (satisfied, failed) = match state.model.standings[atom.index()] {
            Standing::Derived(_) => (&occurrences.positive, &occurrences.negative),
            _ => (&occurrences.negative, &occurrences.positive),
        };
        for &rule in satisfied.of(atom) {
            satisfy_literal(program, state, rule);
        }
        for &rule in failed.of(atom) {
            break_rule(program, state, rule);
        }
    }
}

fn satisfy_literal(program: &Program, state: &mut State, rule: RuleId) {
    let missing = &mut state.missing[rule.index()];
    if *missing == BROKEN {
        return;
    }
    *missing -= 1;
    let head = program.head(rule);
    if *missing == 0 && !state.model.is_settled(head) {
        state.model.settle(&[head], Standing::Derived(rule));
    }
}

fn break_rule(program: &Program, state: &mut State, rule: RuleId) {
    if !state.is_open(program, rule) {
        return;
    }
    state.missing[rule.index()] = BROKEN;
    let head = program.head(rule);
    state.live[head.index()] -= 1;
    if state.live[head.index()] == 0 {
        state.model.settle(&[head], Standing::Fallen(Falsity::Broken));
    } else if state.sources.get(head.index()) == Some(&Some(rule)) {
        state.orphans.push(head);
    }
}

#[cfg(test)]
mod tests;
