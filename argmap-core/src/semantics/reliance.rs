//! What keeps a claim accepted, or keeps it from being accepted: a certificate that goes on to hold
//! whatever else is supposed.
//!
//! A certificate is a set of statements on atoms of the program, each of which follows from others of
//! it by the rules of its atom:
//!
//! | statement | of an atom that is pinned so, or |
//! |---|---|
//! | true | of a rule with true positive and false negative literals, which were so before |
//! | false | each of whose rules has a literal that fails and did so before, or a positive one that is false together with it |
//! | not false | of a rule with positive literals that are not false, on no circle, and negative ones that are not true |
//! | not true | each of whose rules has a positive literal that is not true or a negative one that is not false |
//!
//! A claim that is accepted has a certificate of its being true, made of the first two, and any other
//! one has a certificate of its not being true, made of the last two.
//!
//! *What contradicts no statement of a certificate leaves all of them standing.* Those on what is true
//! or false hold by induction on when they were settled, since a set of atoms each of whose rules has
//! a literal that fails or a positive one in the set is unfounded. Of the others none is the first to
//! be broken while the new model is built up: an atom that is not true cannot be derived while its
//! statements hold, and of those that are not false, the one that rests on no other in an unfounded
//! set has a rule that keeps it out of that set.
//!
//! So every change of what is supposed that changes whether the claim is accepted contradicts one of
//! the statements, which is what searches for such changes go by.

use std::collections::VecDeque;

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::grounded::Value;
use super::program::Atom;
use super::suppose::{Body, Stand, Supposition, pins};
use super::{Evaluation, Grant, holds, rejected};
use crate::model::{ClaimId, Map};

/// Why a claim is accepted, or why it is not, as statements that other suppositions may contradict.
#[derive(Clone, Debug)]
pub struct Reliance {
    is_accepted: bool,
    statements: FxHashMap<Atom, Statements>,
    /// The atoms of the statements in the order in which they were made.
    atoms: Vec<Atom>,
    nodes: usize,
}

/// What is stated of an atom.
#[derive(Clone, Copy, Debug, Default)]
struct Statements {
    /// That it is true; or, for a claim that is not accepted, that it is not false.
    up: bool,
    /// That it is false; or, for a claim that is not accepted, that it is not true.
    down: bool,
    /// Whether the first rests on what the holders say of the claim.
    by_stand: bool,
}

/// Which of two statements on an atom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Up,
    Down,
}

impl Evaluation {
    /// What keeps a claim accepted, or keeps it from being accepted.
    ///
    /// Among several ways it takes those that add little to what is stated already; it need not be
    /// the least there is. Linear in the size of what bears on the claim. The claim's verdict must
    /// not be stale, see [`suppose_within`](Self::suppose_within).
    pub fn reliance(&self, claim: ClaimId) -> Reliance {
        self.reliance_of(&[claim], self.value(holds(claim)) == Value::True)
    }

    /// What keeps those of some claims accepted that are; as for one.
    pub fn joint_reliance(&self, claims: &[ClaimId]) -> Reliance {
        let accepted = claims.iter().copied();
        let accepted = accepted.filter(|claim| self.value(holds(*claim)) == Value::True);
        self.reliance_of(&accepted.collect::<Vec<_>>(), true)
    }

    fn reliance_of(&self, claims: &[ClaimId], is_accepted: bool) -> Reliance {
        let reliance = Reliance {
            is_accepted,
            statements: FxHashMap::default(),
            atoms: Vec::new(),
            nodes: self.granted.len(),
        };
        let ranks = FxHashMap::default();
        let mut making = Making { evaluation: self, reliance, open: Vec::new(), ranks };
        for claim in claims {
            making.state(holds(*claim), if is_accepted { Side::Up } else { Side::Down });
            while let Some((atom, side)) = making.open.pop() {
                match side {
                    _ if self.model.is_pinned(atom) => {}
                    Side::Up => making.hold_up(atom),
                    Side::Down => making.hold_down(atom),
                }
            }
        }
        making.reliance
    }
}

impl Reliance {
    /// Whether it tells why the claim is accepted, and not why it is not.
    pub fn is_accepted(&self) -> bool {
        self.is_accepted
    }

    /// How many atoms of the program statements are made of.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Whether nothing is stated, as of no claims.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    /// The claims, steps, conflicts and questions of which something is stated, in the order in
    /// which they are met, some of them twice. Of claims that are declared the same it is the first
    /// for all.
    pub fn parts(&self) -> impl Iterator<Item = NodeIndex> + '_ {
        let nodes = self.atoms.iter().map(|atom| NodeIndex::new(atom.index() / 2));
        nodes.filter(|node| node.index() < self.nodes)
    }

    /// The claims that it takes to stand with no reason, in the order in which they are met.
    pub fn granted(&self) -> impl Iterator<Item = ClaimId> + '_ {
        let atoms = self.atoms.iter().filter(|atom| self.statements[*atom].by_stand);
        let claims = atoms.map(|atom| (*atom, ClaimId(NodeIndex::new(atom.index() / 2))));
        claims.filter(|(atom, claim)| *atom == holds(*claim)).map(|(_, claim)| claim)
    }

    /// Whether a supposition, made besides what is supposed in the evaluation that this was asked
    /// of, contradicts a statement. If none of several does, then together they leave the claim
    /// accepted or not accepted as it is.
    ///
    /// Linear in the size of the supposition, and for stands in what is said of their claims.
    pub fn is_touched_by(
        &self,
        map: &Map,
        evaluation: &Evaluation,
        supposition: &Supposition,
    ) -> bool {
        let forced = pins(map, &evaluation.view, &supposition.accept, &supposition.reject);
        forced.into_iter().any(|(atom, value)| {
            let of_it = self.of(atom);
            if value { of_it.down } else { of_it.up }
        }) || supposition.stands.iter().any(|(claim, stand)| {
            let claim = evaluation.view.one(*claim);
            self.is_stated_of(claim) && self.is_touched_by_stand(map, evaluation, claim, *stand)
        })
    }

    fn is_stated_of(&self, claim: ClaimId) -> bool {
        [holds(claim), rejected(claim)].iter().any(|atom| self.statements.contains_key(atom))
    }

    fn is_touched_by_stand(
        &self,
        map: &Map,
        evaluation: &Evaluation,
        claim: ClaimId,
        stand: Stand,
    ) -> bool {
        let Grant::HeldBy(_) = evaluation.options.grant else { return false };
        let changes = |atom: Atom, is: bool| {
            let was = evaluation.bodies(atom).any(|body| body.is_stand(evaluation));
            (was != is && !evaluation.model.is_pinned(atom)).then_some(is)
        };
        let (held, struck) = (holds(claim), rejected(claim));
        let is_denied = stand == Stand::Denied;
        let is_granted = !is_denied && evaluation.would_be_granted(map, claim, stand);
        let holds_otherwise = match changes(held, is_granted) {
            // A further rule does no harm where it is known to fail.
            Some(true) => {
                let fails = self.of(struck).up
                    && (!self.is_accepted || evaluation.model.is_earlier(struck, held));
                self.of(held).down && !fails
            }
            Some(false) => self.of(held).by_stand,
            None => false,
        };
        holds_otherwise
            || match changes(struck, is_denied) {
                Some(true) => self.of(struck).down,
                Some(false) => self.of(struck).by_stand,
                None => false,
            }
    }

    fn of(&self, atom: Atom) -> Statements {
        self.statements.get(&atom).copied().unwrap_or_default()
    }
}

/// A certificate in the making.
struct Making<'e> {
    evaluation: &'e Evaluation,
    reliance: Reliance,
    /// The statements that no reason has been given for yet.
    open: Vec<(Atom, Side)>,
    /// For undefined atoms an order in which each has a rule whose positive literals come before.
    ranks: FxHashMap<Atom, u32>,
}

impl Making<'_> {
    fn value(&self, atom: Atom) -> Value {
        self.evaluation.value(atom)
    }

    /// Makes a statement unless it has been made.
    fn state(&mut self, atom: Atom, side: Side) {
        let atoms = &mut self.reliance.atoms;
        let of_it = self.reliance.statements.entry(atom).or_insert_with(|| {
            atoms.push(atom);
            Statements::default()
        });
        let said = match side {
            Side::Up => &mut of_it.up,
            Side::Down => &mut of_it.down,
        };
        if !std::mem::replace(said, true) {
            self.open.push((atom, side));
        }
    }

    fn is_stated(&self, atom: Atom, side: Side) -> bool {
        let of_it = self.reliance.of(atom);
        if side == Side::Up { of_it.up } else { of_it.down }
    }

    /// Gives a rule by which the atom is true, or not false.
    fn hold_up(&mut self, atom: Atom) {
        let evaluation = self.evaluation;
        if self.value(atom) == Value::Undefined && !self.ranks.contains_key(&atom) {
            self.rank(atom);
        }
        let carrying = evaluation.bodies(atom).filter(|body| self.carries(body, atom));
        let best = carrying.min_by_key(|body| {
            let positives = body.positives(&evaluation.program).iter();
            let positives = positives.filter(|one| !self.is_stated(**one, Side::Up));
            let negatives = body.negatives(&evaluation.program).iter();
            let negatives = negatives.filter(|one| !self.is_stated(**one, Side::Down));
            let new = positives.chain(negatives);
            (new.clone().count(), new.map(|one| self.lateness(*one)).max())
        });
        debug_assert!(best.is_some(), "what is not false has a rule that carries it");
        let Some(body) = best else { return };
        if body.is_stand(evaluation)
            && let Some(of_it) = self.reliance.statements.get_mut(&atom)
        {
            of_it.by_stand = true;
        }
        // The first literal is looked at first.
        for negative in body.negatives(&evaluation.program).iter().rev() {
            self.state(*negative, Side::Down);
        }
        for positive in body.positives(&evaluation.program).iter().rev() {
            self.state(*positive, Side::Up);
        }
    }

    /// Whether a rule can be given for its head's being true, or not false.
    fn carries(&self, body: &Body, head: Atom) -> bool {
        let program = &self.evaluation.program;
        let earlier = |atom: Atom| self.evaluation.model.is_earlier(atom, head);
        let (positives, negatives) = (body.positives(program), body.negatives(program));
        if self.reliance.is_accepted {
            return positives.iter().all(|one| self.value(*one) == Value::True && earlier(*one))
                && negatives.iter().all(|one| self.value(*one) == Value::False && earlier(*one));
        }
        let is_before = |one: &Atom| match (self.value(*one), self.value(head)) {
            (Value::False, _) => false,
            (Value::True, Value::True) => earlier(*one),
            (Value::True, _) => true,
            (Value::Undefined, Value::Undefined) => {
                self.ranks.get(one).is_some_and(|rank| *rank < self.ranks[&head])
            }
            (Value::Undefined, _) => false,
        };
        // Most often this tells that it fails.
        negatives.iter().all(|one| self.value(*one) != Value::True)
            && positives.iter().all(is_before)
    }

    /// Gives for each rule a literal by which it fails, or does not hold.
    fn hold_down(&mut self, atom: Atom) {
        let evaluation = self.evaluation;
        let model = &evaluation.model;
        let is_firm = self.reliance.is_accepted;
        for body in evaluation.bodies(atom) {
            let fails = |one: &&Atom| match self.value(**one) {
                // Or together with the head, if both are of one unfounded set.
                Value::False => {
                    !is_firm || model.is_pinned(**one) || !model.is_earlier(atom, **one)
                }
                Value::Undefined => !is_firm,
                Value::True => false,
            };
            let stops = |one: &&Atom| match self.value(**one) {
                Value::True => !is_firm || model.is_earlier(**one, atom),
                Value::Undefined => !is_firm,
                Value::False => false,
            };
            let positives = body.positives(&evaluation.program).iter().filter(fails);
            let negatives = body.negatives(&evaluation.program).iter().filter(stops);
            let literals = positives.map(|one| (*one, Side::Down));
            let literals = literals.chain(negatives.map(|one| (*one, Side::Up)));
            let best = literals
                .min_by_key(|(one, side)| (!self.is_stated(*one, *side), self.lateness(*one)));
            debug_assert!(best.is_some(), "what is not true has no rule that holds");
            if let Some((literal, side)) = best {
                self.state(literal, side);
            }
        }
    }

    /// How late an atom was settled, as a guess at how much its value rests on.
    fn lateness(&self, atom: Atom) -> u32 {
        let model = &self.evaluation.model;
        if model.is_pinned(atom) { 0 } else { model.step(atom).unwrap_or(u32::MAX) }
    }

    /// Ranks an undefined atom and all that it may rest on. None of them is left out, since the
    /// atoms that are not false have no unfounded set among them.
    fn rank(&mut self, atom: Atom) {
        let evaluation = self.evaluation;
        let mut seen: FxHashSet<Atom> = FxHashSet::from_iter([atom]);
        let mut members = vec![atom];
        // Per rule its head and how many positive literals are not ranked yet.
        let mut rules: Vec<(Atom, u32)> = Vec::new();
        let mut uses: FxHashMap<Atom, Vec<usize>> = FxHashMap::default();
        let mut ready: VecDeque<Atom> = VecDeque::new();
        let mut next = 0;
        while let Some(&head) = members.get(next) {
            next += 1;
            for body in evaluation.bodies(head) {
                let positives = body.positives(&evaluation.program);
                let negatives = body.negatives(&evaluation.program);
                let broken = positives.iter().any(|one| self.value(*one) == Value::False)
                    || negatives.iter().any(|one| self.value(*one) == Value::True);
                if broken {
                    continue;
                }
                let mut waiting = 0;
                for &one in positives {
                    if self.value(one) == Value::Undefined && !self.ranks.contains_key(&one) {
                        waiting += 1;
                        uses.entry(one).or_default().push(rules.len());
                        if seen.insert(one) {
                            members.push(one);
                        }
                    }
                }
                rules.push((head, waiting));
                if waiting == 0 {
                    ready.push_back(head);
                }
            }
        }
        while let Some(atom) = ready.pop_front() {
            if self.ranks.contains_key(&atom) {
                continue;
            }
            self.ranks.insert(atom, self.ranks.len() as u32);
            for rule in uses.get(&atom).into_iter().flatten() {
                let (head, waiting) = &mut rules[*rule];
                *waiting -= 1;
                if *waiting == 0 {
                    ready.push_back(*head);
                }
            }
        }
    }
}
