//! What binds: formulas, strict steps, conflicts and questions as constraints over claims.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

use super::validity::{self, Validity};
use crate::model::formula::Formula;
use crate::model::{
    ClaimId, ConflictId, ConflictKind, HolderId, InferenceId, InferenceKind, Letter, Map,
    QuestionId, Same, Target,
};

/// A part of the background that forbids something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Law {
    /// The claim is true exactly if its formula is.
    Formula(ClaimId),
    /// The premises of a strict step settle its target.
    Step(InferenceId),
    /// Not two of the claims of the conflict are true.
    Conflict(ConflictId),
    /// One of the contradictory pair is true.
    Either(ConflictId),
    /// Not two of the answers are true.
    Exclusive(QuestionId),
    /// One of the answers is true.
    Exhaustive(QuestionId),
    /// The two claims, which are declared the same, are both true or both false.
    Same(ClaimId, ClaimId),
}

/// Whose steps, conflicts and questions bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The holder's own and those that are nobody's in particular.
    Of(HolderId),
    /// Only those that are nobody's in particular.
    Common,
    /// Conflicts and questions that are nobody's in particular, and all strict steps: what binds
    /// when the map is evaluated.
    Evaluation,
}

/// What binds the holders of a map's claims, in flat lists.
pub struct Background<'m> {
    pub(super) map: &'m Map,
    pub(super) constraints: Vec<Constraint>,
    letters: Vec<Occurrence>,
    starts: Vec<u32>,
    of_node: Vec<u32>,
    invalid: Vec<Invalid>,
    untested: Vec<InferenceId>,
    /// Which claims are one and which holders, where that counts.
    same: Option<(Same<ClaimId>, Same<HolderId>)>,
}

/// A strict step whose premises may be true without what it says they settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The step.
    pub step: InferenceId,
    /// Values of claims and letters without a formula by which all that the step needs is true
    /// and its target is not as it says; none can be left out.
    pub values: Vec<(Letter, bool)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Constraint {
    pub(super) law: Law,
    pub(super) shape: Shape,
    /// Not so for strict steps that were found invalid, and for those still to be tested.
    in_force: bool,
    by: Option<HolderId>,
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One of the occurrences is as it says.
    Clause,
    /// Not two of the claims, which are different, are true.
    AtMostOne,
    /// A claim and the letters of its formula.
    Definition,
}

/// A claim or letter by its node's number, and whether it is to be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence {
    pub(super) node: u32,
    pub(super) holds: bool,
}

impl<'m> Background<'m> {
    /// Looks at every formula, strict step, conflict and question once: linear, but that steps
    /// whose claims have formulas are tested for validity, within a budget. Those found invalid
    /// do not bind; nor do strict undercuts, which speak of steps.
    ///
    /// What a step needs must settle its target given all formulas, the conflicts and questions
    /// that are nobody's in particular or of who draws the step, and those strict steps among
    /// them that no formula tells anything of, which are taken at their word.
    pub fn new(map: &'m Map) -> Background<'m> {
        Background::with(map, None)
    }

    /// The same where claims that are declared the same are one claim, and holders one holder.
    pub fn joined(map: &'m Map) -> Background<'m> {
        Background::with(map, Some((map.same_claims(), map.same_holders())))
    }

    fn with(map: &'m Map, same: Option<(Same<ClaimId>, Same<HolderId>)>) -> Background<'m> {
        let mut background = Background {
            map,
            constraints: Vec::new(),
            letters: Vec::new(),
            starts: Vec::new(),
            of_node: Vec::new(),
            invalid: Vec::new(),
            untested: Vec::new(),
            same,
        };
        background.add_sameness();
        background.add_formulas();
        let told = background.add_steps();
        for (id, conflict) in map.conflicts() {
            let claims: Vec<ClaimId> = map.members(id).collect();
            background.exclude(Law::Conflict(id), conflict.by, &claims);
            if conflict.kind == ConflictKind::Contradictory {
                background.demand(Law::Either(id), conflict.by, &claims);
            }
        }
        for (id, question) in map.questions() {
            let answers: Vec<ClaimId> = map.answers(id).collect();
            if question.exclusive {
                background.exclude(Law::Exclusive(id), question.by, &answers);
            }
            if question.exhaustive {
                background.demand(Law::Exhaustive(id), question.by, &answers);
            }
        }
        background.index();
        background.test(&told);
        background
    }

    /// The strict steps that were found invalid, in the order of declaration.
    pub fn invalid_steps(&self) -> &[Invalid] {
        &self.invalid
    }

    /// The strict steps that were too large to be tested, or too many, and are taken at their
    /// word.
    pub fn untested_steps(&self) -> &[InferenceId] {
        &self.untested
    }

    /// Whether nothing binds.
    pub fn is_empty(&self) -> bool {
        self.constraints.is_empty()
    }

    /// Formulas and who asks speak of each of the claims that are declared the same, all else of the
    /// first.
    fn add_sameness(&mut self) {
        let Some((claims, _)) = &self.same else { return };
        let pairs = claims.classes().flat_map(|class| class[1..].iter().map(|it| [class[0], *it]));
        for [one, other] in pairs.collect::<Vec<_>>() {
            for holds in [false, true] {
                let both = [occurrence(one.node(), holds), occurrence(other.node(), !holds)];
                self.add(Law::Same(one, other), None, Shape::Clause, both.into_iter());
            }
        }
    }

    /// The claim that stands for all that are the same.
    fn one(&self, claim: ClaimId) -> ClaimId {
        self.same.as_ref().map_or(claim, |(claims, _)| claims.representative(claim))
    }

    fn add_formulas(&mut self) {
        let map = self.map;
        for (id, claim) in map.claims() {
            let Some(formula) = &claim.formula else { continue };
            let names = formula.names().map(|letter| letter_node(*letter));
            let all = names.chain([id.node()]).map(|node| occurrence(node, true));
            self.add(Law::Formula(id), None, Shape::Definition, all);
        }
    }

    /// Adds the strict steps. Those of which formulas tell something are given back with the
    /// numbers of their constraints, which are not in force yet.
    fn add_steps(&mut self) -> Vec<(InferenceId, u32)> {
        let map = self.map;
        let mut told = Vec::new();
        for (id, step) in map.inferences().filter(|(_, step)| step.strict) {
            let Target::Claim(target) = map.target(id) else { continue };
            let needs = map.needs(id).map(|claim| occurrence(self.one(claim).node(), false));
            let target = occurrence(self.one(target).node(), step.kind == InferenceKind::Support);
            let all: Vec<Occurrence> = needs.chain([target]).collect();
            let number = self.constraints.len();
            self.add(Law::Step(id), step.by, Shape::Clause, all.into_iter());
            if self.constraints.len() > number && validity::is_told(map, id) {
                self.constraints[number].in_force = false;
                told.push((id, number as u32));
            }
        }
        told
    }

    /// Puts those steps in force that are not found invalid.
    fn test(&mut self, told: &[(InferenceId, u32)]) {
        let mut budget = validity::Budgets::default();
        let mut in_force: Vec<u32> = Vec::new();
        for (step, number) in told {
            match validity::test(self, *step, &mut budget) {
                Validity::Valid => in_force.push(*number),
                Validity::Invalid(values) => self.invalid.push(Invalid { step: *step, values }),
                Validity::Untested => {
                    self.untested.push(*step);
                    in_force.push(*number);
                }
            }
        }
        for number in in_force {
            self.constraints[number as usize].in_force = true;
        }
    }

    fn exclude(&mut self, law: Law, by: Option<HolderId>, claims: &[ClaimId]) {
        let all = claims.iter().map(|claim| occurrence(self.one(*claim).node(), false));
        let all: Vec<Occurrence> = all.collect();
        self.add(law, by, Shape::AtMostOne, all.into_iter());
    }

    fn demand(&mut self, law: Law, by: Option<HolderId>, claims: &[ClaimId]) {
        let all = claims.iter().map(|claim| occurrence(self.one(*claim).node(), true));
        let all: Vec<Occurrence> = all.collect();
        self.add(law, by, Shape::Clause, all.into_iter());
    }

    /// Adds a constraint without its repetitions, unless it forbids nothing. A claim that stands
    /// twice in a conflict is a slip and forbids nothing either.
    fn add(
        &mut self,
        law: Law,
        by: Option<HolderId>,
        shape: Shape,
        occurrences: impl Iterator<Item = Occurrence>,
    ) {
        let start = self.letters.len();
        self.letters.extend(occurrences);
        self.letters[start..].sort_unstable();
        let mut kept = start;
        for at in start..self.letters.len() {
            if at == start || self.letters[at] != self.letters[kept - 1] {
                self.letters[kept] = self.letters[at];
                kept += 1;
            }
        }
        self.letters.truncate(kept);
        let all = &self.letters[start..];
        let empty = match shape {
            Shape::Clause => {
                let both = all.windows(2).any(|pair| pair[0].node == pair[1].node);
                both || (matches!(law, Law::Either(_)) && all.len() < 2)
            }
            Shape::AtMostOne => all.len() < 2,
            Shape::Definition => false,
        };
        if empty {
            return self.letters.truncate(start);
        }
        let (start, end) = (start as u32, kept as u32);
        self.constraints.push(Constraint { law, shape, in_force: true, by, start, end });
    }

    fn index(&mut self) {
        let count = self.map.node_count();
        let mut starts = vec![0_u32; count + 1];
        for letter in &self.letters {
            starts[letter.node as usize + 1] += 1;
        }
        for node in 0..count {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        self.of_node = vec![0; self.letters.len()];
        for (number, constraint) in self.constraints.iter().enumerate() {
            for letter in &self.letters[constraint.start as usize..constraint.end as usize] {
                self.of_node[next[letter.node as usize] as usize] = number as u32;
                next[letter.node as usize] += 1;
            }
        }
        self.starts = starts;
    }

    /// What a constraint is about, by node.
    pub(super) fn letters(&self, constraint: u32) -> &[Occurrence] {
        let constraint = &self.constraints[constraint as usize];
        &self.letters[constraint.start as usize..constraint.end as usize]
    }

    /// The constraints about a node, ascending.
    pub(super) fn about(&self, node: u32) -> &[u32] {
        &self.of_node[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }

    pub(super) fn binds(&self, constraint: u32, view: View) -> bool {
        let constraint = &self.constraints[constraint as usize];
        match (constraint.by, view) {
            _ if !constraint.in_force => false,
            (None, _) => true,
            (Some(by), View::Of(holder)) => {
                let same = self.same.as_ref();
                by == holder || same.is_some_and(|(_, holders)| holders.are_same(by, holder))
            }
            (Some(_), View::Common) => false,
            (Some(_), View::Evaluation) => matches!(constraint.law, Law::Step(_)),
        }
    }

    /// Whether the formula of a claim names that claim, as no map that was read has it.
    pub(super) fn names_itself(&self, node: u32) -> bool {
        let claim = ClaimId(NodeIndex::new(node as usize));
        let mut names = self.map[claim].formula.iter().flat_map(|formula| formula.names());
        names.any(|letter| *letter == Letter::Claim(claim))
    }

    /// The laws by which a claim has rivals, as seen by `view`: conflicts, exclusive questions, and
    /// formulas that negate it or another claim; linear in the number of laws about it.
    pub fn rivalries(&self, claim: ClaimId, view: View) -> impl Iterator<Item = Law> + '_ {
        let about = self.about(claim.index() as u32).iter();
        let binding = about.filter(move |constraint| self.binds(**constraint, view));
        let laws = binding.map(|constraint| self.constraints[*constraint as usize].law);
        laws.filter(|law| match law {
            Law::Conflict(_) | Law::Exclusive(_) => true,
            Law::Formula(claim) => negated(self.map, *claim).is_some(),
            _ => false,
        })
    }

    /// The strict steps that bind somebody.
    pub fn strict_steps(&self) -> impl Iterator<Item = InferenceId> + '_ {
        let in_force = self.constraints.iter().filter(|constraint| constraint.in_force);
        in_force.filter_map(|constraint| match constraint.law {
            Law::Step(step) => Some(step),
            _ => None,
        })
    }

    /// Whether one law by itself, as seen by `view`, declares that two claims are not both true: a
    /// conflict, an exclusive question, or a formula that is the negation of the other. Linear in
    /// the number of laws about them.
    pub fn declares_rivals(&self, one: ClaimId, other: ClaimId, view: View) -> bool {
        let (one, other) = (one.index() as u32, other.index() as u32);
        let (few, many) = (self.about(one), self.about(other));
        let (few, many) = if few.len() < many.len() { (few, many) } else { (many, few) };
        few.iter().any(|constraint| {
            let pair = match self.constraints[*constraint as usize].law {
                Law::Conflict(_) | Law::Exclusive(_) => true,
                Law::Formula(claim) => negated(self.map, claim).is_some(),
                _ => false,
            };
            pair && many.binary_search(constraint).is_ok() && self.binds(*constraint, view)
        })
    }

    /// The claims of a law: in a step the premises, warrant and target, in a formula the claim
    /// and those it names; each once.
    pub fn claims_of(&self, law: Law) -> Vec<ClaimId> {
        let map = self.map;
        let mut claims: Vec<ClaimId> = match law {
            Law::Formula(claim) => {
                let names = map[claim].formula.iter().flat_map(|formula| formula.names());
                let named = names.filter_map(|letter| map.as_claim(letter_node(*letter)));
                std::iter::once(claim).chain(named).collect()
            }
            Law::Step(step) => {
                let target = map.as_claim(NodeIndex::from(map.target(step)));
                map.needs(step).chain(target).collect()
            }
            Law::Conflict(conflict) | Law::Either(conflict) => map.members(conflict).collect(),
            Law::Exclusive(question) | Law::Exhaustive(question) => map.answers(question).collect(),
            Law::Same(one, other) => vec![one, other],
        };
        let mut seen = FxHashSet::default();
        claims.retain(|claim| seen.insert(*claim));
        claims
    }
}

/// The claim whose negation a claim is by its formula.
pub(crate) fn negated(map: &Map, claim: ClaimId) -> Option<ClaimId> {
    match map[claim].formula.as_deref()? {
        Formula::Not(inner) => match **inner {
            Formula::Name(Letter::Claim(other)) => Some(other),
            _ => None,
        },
        _ => None,
    }
}

fn occurrence(node: NodeIndex, holds: bool) -> Occurrence {
    Occurrence { node: node.index() as u32, holds }
}

pub(super) fn letter_node(letter: Letter) -> NodeIndex {
    match letter {
        Letter::Claim(claim) => claim.node(),
        Letter::Atom(atom) => atom.node(),
    }
}
