//! A bare numbered normal logic program: what every semantics of a map is computed over.
//!
//! A rule `head ← p₁, …, pₘ, not n₁, …, not nₖ` says that the head holds when every positive atom
//! holds and no negative one does. A rule without a body is a fact; an atom without a rule is false.

use std::iter;
use std::ops::Range;

/// An atom of a [`Program`], numbered from 0 in the order of making.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atom(pub(super) u32);

/// A rule of a [`Program`], numbered from 0 in the order of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub(super) u32);

/// A normal logic program over numbered atoms.
///
/// It takes 4 bytes per atom, 16 per rule and 4 per literal, in flat vectors. Literals and rules
/// may be repeated.
///
/// ```
/// use argmap_core::semantics::program::Program;
///
/// let mut program = Program::default();
/// let [rain, roof, wet] = [program.atom(), program.atom(), program.atom()];
/// program.rule(rain, &[], &[]);
/// let soaked = program.rule(wet, &[rain], &[roof]);
///
/// assert_eq!(program.rules_of(wet).collect::<Vec<_>>(), [soaked]);
/// assert_eq!(program.positives(soaked), [rain]);
/// assert_eq!(program.negatives(soaked), [roof]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Per atom its last rule, or [`NO_RULE`].
    last: Vec<u32>,
    /// Per rule the next rule of its head; the last one is followed by the first.
    next: Vec<u32>,
    /// Per rule its head.
    heads: Vec<Atom>,
    /// Per rule where its positive literals end in `literals` and its negative ones begin.
    splits: Vec<u32>,
    /// Per rule where its body ends in `literals` and that of the following rule begins.
    ends: Vec<u32>,
    literals: Vec<Atom>,
}

const NO_RULE: u32 = u32::MAX;

impl Atom {
    /// The number of the atom, for tables with an entry per atom.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl RuleId {
    /// The number of the rule, for tables with an entry per rule.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Program {
    /// Makes an atom.
    ///
    /// # Panics
    ///
    /// When the program would have 2³² − 1 atoms.
    pub fn atom(&mut self) -> Atom {
        let atom = Atom(number(self.last.len()));
        self.last.push(NO_RULE);
        atom
    }

    /// Makes `count` atoms with consecutive numbers, whether or not the result is iterated.
    ///
    /// # Panics
    ///
    /// When the program would have 2³² − 1 atoms.
    pub fn atoms(&mut self, count: usize) -> impl ExactSizeIterator<Item = Atom> + use<> {
        let first = number(self.last.len());
        let end = number(self.last.len() + count);
        self.last.resize(self.last.len() + count, NO_RULE);
        numbers(first as usize..end as usize).map(Atom)
    }

    /// Adds the rule by which `head` holds when all `positives` do and none of `negatives` does.
    ///
    /// # Panics
    ///
    /// When `head` is no atom of this program, or when the program would have 2³² − 1 rules or
    /// literals.
    pub fn rule(&mut self, head: Atom, positives: &[Atom], negatives: &[Atom]) -> RuleId {
        let rule = number(self.heads.len());
        let split = number(self.literals.len() + positives.len());
        let end = number(self.literals.len() + positives.len() + negatives.len());
        match self.last[head.index()] {
            NO_RULE => self.next.push(rule),
            last => {
                self.next.push(self.next[last as usize]);
                self.next[last as usize] = rule;
            }
        }
        self.last[head.index()] = rule;
        self.heads.push(head);
        self.splits.push(split);
        self.ends.push(end);
        self.literals.extend_from_slice(positives);
        self.literals.extend_from_slice(negatives);
        RuleId(rule)
    }

    /// How many atoms there are.
    #[must_use]
    pub fn atom_count(&self) -> usize {
        self.last.len()
    }

    /// How many rules there are.
    #[must_use]
    pub fn rule_count(&self) -> usize {
        self.heads.len()
    }

    /// All atoms, in the order of making.
    pub fn all_atoms(&self) -> impl ExactSizeIterator<Item = Atom> + use<> {
        numbers(0..self.atom_count()).map(Atom)
    }

    /// All rules, in the order of adding.
    pub fn all_rules(&self) -> impl DoubleEndedIterator<Item = RuleId> + ExactSizeIterator + use<> {
        numbers(0..self.rule_count()).map(RuleId)
    }

    /// The rules with the given head, in the order of adding.
    pub fn rules_of(&self, head: Atom) -> impl Iterator<Item = RuleId> + use<'_> {
        let last = self.last[head.index()];
        let first = (last != NO_RULE).then(|| self.next[last as usize]);
        iter::successors(first, move |&rule| (rule != last).then(|| self.next[rule as usize]))
            .map(RuleId)
    }

    /// The atom that the rule concludes.
    #[must_use]
    pub fn head(&self, rule: RuleId) -> Atom {
        self.heads[rule.index()]
    }

    /// The atoms that must hold for the rule to apply, as given.
    #[must_use]
    pub fn positives(&self, rule: RuleId) -> &[Atom] {
        &self.literals[self.body(rule).start..self.splits[rule.index()] as usize]
    }

    /// The atoms that must not hold for the rule to apply, as given.
    #[must_use]
    pub fn negatives(&self, rule: RuleId) -> &[Atom] {
        &self.literals[self.splits[rule.index()] as usize..self.body(rule).end]
    }

    fn body(&self, rule: RuleId) -> Range<usize> {
        let start = rule.index().checked_sub(1).map_or(0, |previous| self.ends[previous]);
        start as usize..self.ends[rule.index()] as usize
    }
}

fn number(count: usize) -> u32 {
    assert!(count < u32::MAX as usize, "a program numbers its parts below 2³² − 1");
    count as u32
}

fn numbers(range: Range<usize>) -> impl DoubleEndedIterator<Item = u32> + ExactSizeIterator {
    range.map(|index| index as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_bodies_come_back_in_the_order_given() {
        let mut program = Program::default();
        let a = program.atom();
        let rest: Vec<Atom> = program.atoms(3).collect();
        let [b, c, d] = rest[..] else { unreachable!("three atoms were made") };
        let first = program.rule(a, &[c, b], &[d, d]);
        let other = program.rule(b, &[], &[]);
        let second = program.rule(a, &[], &[a]);
        let third = program.rule(a, &[a], &[]);

        assert_eq!(program.rules_of(a).collect::<Vec<_>>(), [first, second, third]);
        assert_eq!(program.rules_of(b).collect::<Vec<_>>(), [other]);
        assert_eq!(program.rules_of(c).count(), 0);
        assert_eq!(program.all_rules().collect::<Vec<_>>(), [first, other, second, third]);
        assert_eq!(program.all_atoms().map(Atom::index).collect::<Vec<_>>(), [0, 1, 2, 3]);
        let bodies: Vec<_> = program
            .all_rules()
            .map(|rule| (program.head(rule), program.positives(rule), program.negatives(rule)))
            .collect();
        assert_eq!(
            bodies,
            [(a, &[c, b][..], &[d, d][..]), (b, &[], &[]), (a, &[], &[a]), (a, &[a], &[])]
        );
    }
}
