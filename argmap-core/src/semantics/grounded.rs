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
    pub(super) standings: Vec<Standing>,
    pub(super) steps: Vec<u32>,
    /// The step at which the next atom is settled.
    pub(super) next_step: u32,
}

impl Model {
    /// The value of the atom.
    #[must_use]
    pub fn value(&self, atom: Atom) -> Value {
        self.standings[atom.index()].value()
    }

    /// Whether the atom has its value whatever the rules say.
    #[must_use]
    pub fn is_pinned(&self, atom: Atom) -> bool {
        matches!(self.standings[atom.index()], Standing::Pinned(_))
    }

    /// The rule that first derived the atom, if it is true and one of the program's rules did.
    ///
    /// All literals of its body were settled at smaller [steps](Self::step), so following these
    /// rules from atom to atom never runs in a circle.
    #[must_use]
    pub fn derivation(&self, atom: Atom) -> Option<RuleId> {
        match self.standings[atom.index()] {
            Standing::Derived(rule) if rule != SUPPOSED => Some(rule),
            _ => None,
        }
    }

    /// Why the atom is false, if it is and was not pinned.
    #[must_use]
    pub fn falsity(&self, atom: Atom) -> Option<Falsity> {
        match self.standings[atom.index()] {
            Standing::Fallen(falsity) => Some(falsity),
            _ => None,
        }
    }

    /// At which step, counted from 0, the atom became true or false; none if it is undefined.
    ///
    /// Two atoms share a step exactly when they became false as one unfounded set.
    #[must_use]
    pub fn step(&self, atom: Atom) -> Option<u32> {
        self.is_settled(atom).then(|| self.steps[atom.index()])
    }

    /// Whether the first atom was settled before the second, or is pinned, which comes before all.
    pub(super) fn is_earlier(&self, atom: Atom, other: Atom) -> bool {
        self.is_pinned(atom) || self.steps[atom.index()] < self.steps[other.index()]
    }

    fn is_settled(&self, atom: Atom) -> bool {
        !matches!(self.standings[atom.index()], Standing::Open)
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
    solve(program, &[]).0
}

/// The well-founded model of the program in which each pinned atom has its value whatever its rules
/// say, and where atoms occur. Of an atom that is pinned twice the first pin holds.
pub(super) fn solve(program: &Program, pins: &[(Atom, bool)]) -> (Model, Occurrences) {
    let occurrences = Occurrences {
        positive: Uses::new(program, Program::positives),
        negative: Uses::new(program, Program::negatives),
    };
    let mut state = start(program, pins);
    propagate(program, &occurrences, &mut state);
    support::refute_unfounded(program, &occurrences, &mut state);
    (state.model, occurrences)
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Standing {
    Derived(RuleId),
    Fallen(Falsity),
    Pinned(bool),
    Open,
}

impl Standing {
    pub(super) fn value(self) -> Value {
        match self {
            Standing::Derived(_) | Standing::Pinned(true) => Value::True,
            Standing::Fallen(_) | Standing::Pinned(false) => Value::False,
            Standing::Open => Value::Undefined,
        }
    }
}

/// What stands for a rule that was supposed and is none of the program.
pub(super) const SUPPOSED: RuleId = RuleId(u32::MAX);

/// Where atoms occur in bodies.
#[derive(Clone, Debug)]
pub(super) struct Occurrences {
    positive: Uses,
    negative: Uses,
}

impl Occurrences {
    /// The rules in whose bodies the atom occurs, once for each time.
    pub(super) fn of(&self, atom: Atom) -> impl Iterator<Item = RuleId> + '_ {
        self.signed(atom).map(|(rule, _)| rule)
    }

    /// The same, each with whether the atom occurs there as a positive literal.
    pub(super) fn signed(&self, atom: Atom) -> impl Iterator<Item = (RuleId, bool)> + '_ {
        let positive = self.positive.of(atom).iter().map(|rule| (*rule, true));
        positive.chain(self.negative.of(atom).iter().map(|rule| (*rule, false)))
    }
}

/// Per atom the rules in whose bodies it occurs, once for each time.
#[derive(Clone, Debug)]
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
    /// The atoms with a value, in the order in which they got it.
    settled: Vec<Atom>,
    /// How many of them have been propagated.
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
    /// Gives all the atoms, still open, one standing in one step.
    fn settle(&mut self, atoms: &[Atom], standing: Standing) {
        for &atom in atoms {
            self.model.standings[atom.index()] = standing;
            self.model.steps[atom.index()] = self.model.next_step;
            self.settled.push(atom);
        }
        self.model.next_step += u32::from(!atoms.is_empty());
    }

    /// Whether the rule may still decide its head: neither is settled.
    fn is_open(&self, program: &Program, rule: RuleId) -> bool {
        self.missing[rule.index()] != BROKEN && !self.model.is_settled(program.head(rule))
    }
}

/// Settles what is pinned, the facts and the atoms without rules.
fn start(program: &Program, pins: &[(Atom, bool)]) -> State {
    let model = Model {
        standings: vec![Standing::Open; program.atom_count()],
        steps: vec![0; program.atom_count()],
        next_step: 0,
    };
    let mut state = State {
        model,
        settled: Vec::new(),
        propagated: 0,
        missing: Vec::with_capacity(program.rule_count()),
        live: vec![0; program.atom_count()],
        sources: Vec::new(),
        orphans: Vec::new(),
    };
    for &(atom, value) in pins {
        if !state.model.is_settled(atom) {
            state.settle(&[atom], Standing::Pinned(value));
        }
    }
    for rule in program.all_rules() {
        let head = program.head(rule);
        let literals = program.positives(rule).len() + program.negatives(rule).len();
        state.missing.push(literals as u32);
        state.live[head.index()] += 1;
        if literals == 0 && !state.model.is_settled(head) {
            state.settle(&[head], Standing::Derived(rule));
        }
    }
    for atom in program.all_atoms() {
        if state.live[atom.index()] == 0 && !state.model.is_settled(atom) {
            state.settle(&[atom], Standing::Fallen(Falsity::Broken));
        }
    }
    state
}

/// Settles what follows from the settled atoms by single rules.
fn propagate(program: &Program, occurrences: &Occurrences, state: &mut State) {
    while let Some(&atom) = state.settled.get(state.propagated) {
        state.propagated += 1;
        let (satisfied, failed) = match state.model.standings[atom.index()] {
            Standing::Derived(_) | Standing::Pinned(true) => {
                (&occurrences.positive, &occurrences.negative)
            }
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
        state.settle(&[head], Standing::Derived(rule));
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
        state.settle(&[head], Standing::Fallen(Falsity::Broken));
    } else if state.sources.get(head.index()) == Some(&Some(rule)) {
        state.orphans.push(head);
    }
}

#[cfg(test)]
mod tests;
