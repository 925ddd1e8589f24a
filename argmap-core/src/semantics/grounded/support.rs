//! Unfounded sets, by keeping a source for every open atom.
//!
//! An open atom is supported when one of its rules that are not broken, its source, needs only
//! atoms that hold or that are supported without it. Open atoms that cannot be supported form an
//! unfounded set. When a source breaks, only the atoms that lean on it are looked at again, and
//! only in the component of the atom: P. Simons, I. Niemelä and T. Soininen, *Extending and
//! implementing the stable model semantics*, Artificial Intelligence 138 (2002), source pointers.
//!
//! Components are looked at in order of dependency, so that one is not looked at again before what
//! it depends on is done. Within a component of dependency through negation no order is best: a
//! circle of support there that loses its support again and again is walked each time.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::components::{Components, Edge, components};
use super::{Atom, Falsity, Occurrences, Program, RuleId, Standing, State, propagate};

/// Makes the open atoms of all unfounded sets false, with all that follows, until none is left.
pub(super) fn refute_unfounded(program: &Program, occurrences: &Occurrences, state: &mut State) {
    let open: Vec<Atom> =
        program.all_atoms().filter(|atom| !state.model.is_settled(*atom)).collect();
    if open.is_empty() {
        return;
    }
    state.sources = vec![None; program.atom_count()];
    let mut waiting = count_waiting(program, occurrences, &open);
    support(program, occurrences, state, &mut waiting, &open);
    state.orphans = open.iter().copied().filter(|atom| source(state, *atom).is_none()).collect();
    if state.orphans.is_empty() {
        return;
    }

    let numbers = dependency_order(program, occurrences, state, &open);
    let mut lost: BinaryHeap<Reverse<(u32, Atom)>> = BinaryHeap::new();
    loop {
        lost.extend(state.orphans.drain(..).map(|atom| Reverse((numbers[atom.index()], atom))));
        let Some(&Reverse((component, _))) = lost.peek() else { break };
        let mut suspects = Vec::new();
        while let Some(&Reverse((number, atom))) = lost.peek()
            && number == component
        {
            lost.pop();
            suspects.push(atom);
        }
        suspects.retain(|atom| !state.model.is_settled(*atom));
        spread(program, occurrences, state, &mut waiting, &numbers, &mut suspects);
        support(program, occurrences, state, &mut waiting, &suspects);
        suspects.retain(|atom| source(state, *atom).is_none());
        state.settle(&suspects, Standing::Fallen(Falsity::Unfounded));
        propagate(program, occurrences, state);
    }
}

fn source(state: &State, atom: Atom) -> Option<RuleId> {
    state.sources[atom.index()]
}

/// Counts for each rule its positive literals without support, which at first are all open ones.
fn count_waiting(program: &Program, occurrences: &Occurrences, open: &[Atom]) -> Vec<u32> {
    let mut waiting = vec![0; program.rule_count()];
    for &atom in open {
        for rule in occurrences.positive.of(atom) {
            waiting[rule.index()] += 1;
        }
    }
    waiting
}

/// Gives a source to those of `suspects` that can have one, and to what can have one then.
fn support(
    program: &Program,
    occurrences: &Occurrences,
    state: &mut State,
    waiting: &mut [u32],
    suspects: &[Atom],
) {
    let mut supported = VecDeque::new();
    for &atom in suspects {
        let source = program
            .rules_of(atom)
            .find(|rule| waiting[rule.index()] == 0 && state.is_open(program, *rule));
        if source.is_some() {
            state.sources[atom.index()] = source;
            supported.push_back(atom);
        }
    }
    while let Some(atom) = supported.pop_front() {
        for &rule in occurrences.positive.of(atom) {
            waiting[rule.index()] -= 1;
            let head = program.head(rule);
            if waiting[rule.index()] == 0
                && state.is_open(program, rule)
                && source(state, head).is_none()
            {
                state.sources[head.index()] = Some(rule);
                supported.push_back(head);
            }
        }
    }
}

/// Takes the sources from `suspects`, and from the atoms of their component that lean on them,
/// which become suspects too.
fn spread(
    program: &Program,
    occurrences: &Occurrences,
    state: &mut State,
    waiting: &mut [u32],
    numbers: &[u32],
    suspects: &mut Vec<Atom>,
) {
    let mut detached = suspects.clone();
    detached.retain(|atom| state.sources[atom.index()].take().is_some());
    let known = detached.len();
    let mut next = 0;
    while let Some(&atom) = detached.get(next) {
        next += 1;
        for &rule in occurrences.positive.of(atom) {
            waiting[rule.index()] += 1;
            let head = program.head(rule);
            if source(state, head) == Some(rule)
                && numbers[head.index()] == numbers[atom.index()]
                && state.is_open(program, rule)
            {
                state.sources[head.index()] = None;
                detached.push(head);
            }
        }
    }
    suspects.extend(&detached[known..]);
}

/// Numbers the open atoms by their component of positive dependency.
///
/// An atom depends on none of a larger number, but that negation may lead to one in the same
/// component of dependency of both kinds.
fn dependency_order(
    program: &Program,
    occurrences: &Occurrences,
    state: &State,
    open: &[Atom],
) -> Vec<u32> {
    let edge_by = |rule: RuleId| {
        if state.is_open(program, rule) { Edge::To(program.head(rule).0) } else { Edge::Skip }
    };
    let count = program.atom_count();
    let whole = components(count, open.iter().map(|atom| atom.0), |node, n| {
        let positive = occurrences.positive.of(Atom(node));
        let negative = occurrences.negative.of(Atom(node));
        let n = n as usize;
        let rule = positive.get(n).or_else(|| negative.get(n - positive.len()));
        rule.map_or(Edge::End, |rule| edge_by(*rule))
    });
    let Components { numbers, nodes } = whole;
    let parts = components(count, nodes, |node, n| {
        match occurrences.positive.of(Atom(node)).get(n as usize).map(|rule| edge_by(*rule)) {
            Some(Edge::To(head)) if numbers[head as usize] != numbers[node as usize] => Edge::Skip,
            Some(edge) => edge,
            None => Edge::End,
        }
    });
    parts.numbers
}
