//! How a change spreads: the ways from what was supposed to the verdicts that it changed.
//!
//! An atom of the program changes because a rule of it that carried it does so no longer, or because
//! one carries it now that did not; and that rule because of a literal that made the difference.
//! What is not reached from what was supposed in such steps is reached through any rule whose body
//! changed, and any literal of it that did. Then nothing that changed is left: the atoms left over
//! would have the same program before and after, with what all their other rules say for constants,
//! and so the same values.
//!
//! The ways lead through claims, steps, conflicts and questions: the atoms that only help to say what
//! a conflict or strict step says belong to it.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::grounded::Value;
use super::program::{Atom, RuleId};
use super::suppose::Shift;
use super::{Evaluation, fails, holds, rejected};
use crate::model::{ClaimId, ConflictId, InferenceId, Map, Node, QuestionId, Target};

/// The ways by which a supposition changed what it changed.
#[derive(Debug)]
pub struct Spread<'m> {
    map: &'m Map,
    evaluation: &'m Evaluation,
    before: FxHashMap<Atom, Value>,
    links: FxHashMap<Atom, Link>,
}

/// How an atom was reached first.
#[derive(Clone, Copy, Debug)]
struct Link {
    /// The atom from which it was; nothing for what was supposed.
    from: Option<Atom>,
    /// The step, conflict or question whose rule leads here from there, if it is one's.
    through: Option<NodeIndex>,
    /// The part that the way has come to.
    part: NodeIndex,
    /// How many parts the way has.
    length: u32,
}

/// How true the bodies of rules were and are.
type Bodies = FxHashMap<RuleId, (u8, u8)>;

impl Shift {
    /// How what was supposed reached what it changed; to be asked while the supposition stands.
    ///
    /// Linear in the size of the rules in which something changed.
    pub fn spread<'m>(&self, map: &'m Map, evaluation: &'m Evaluation) -> Spread<'m> {
        let mut before = self.values();
        before.retain(|atom, value| evaluation.value(*atom) != *value);
        let links = FxHashMap::default();
        let mut spread = Spread { map, evaluation, before, links };
        let stated: FxHashSet<ClaimId> = self.stated().collect();
        let mut seeds: Vec<Atom> = spread.before.keys().copied().collect();
        seeds.sort_unstable();
        seeds.retain(|atom| {
            let claim = spread.part(*atom).and_then(|part| map.as_claim(part));
            evaluation.model.is_pinned(*atom) || claim.is_some_and(|claim| stated.contains(&claim))
        });
        spread.follow(seeds);
        spread
    }
}

impl Spread<'_> {
    /// The shortest way to a claim whose verdict changed: what was supposed first, the claim last,
    /// and between them steps, conflicts or questions with the claims that they connect. Of a claim
    /// that is declared the same as others, the way leads to the one of them that it goes on from.
    ///
    /// Nothing if nothing changed of the claim. Linear in the length of the way.
    pub fn to_claim(&self, claim: ClaimId) -> Option<Vec<NodeIndex>> {
        let links =
            [holds(claim), rejected(claim)].map(|atom| Some((self.links.get(&atom)?, atom)));
        let (_, atom) = links.into_iter().flatten().min_by_key(|(link, _)| link.length)?;
        Some(self.way(atom, None, claim.node()))
    }

    /// The shortest way to a step whose verdict changed, in the same manner.
    pub fn to_step(&self, step: InferenceId) -> Option<Vec<NodeIndex>> {
        let needs = self.map.needs(step).map(|need| (holds(need), true));
        let literals: Vec<(Atom, bool)> =
            std::iter::once((fails(step), false)).chain(needs).collect();
        let values = literals.iter().map(|(atom, is_positive)| self.truth(*atom, *is_positive));
        let (was, is) =
            values.fold((2, 2), |(was, is), (one, other)| (one.min(was), other.min(is)));
        let decides = |(atom, is_positive): &(Atom, bool)| {
            let (before, after) = self.truth(*atom, *is_positive);
            before != after && if is < was { after == is } else { before == was }
        };
        let reached = |(atom, _): &(Atom, bool)| Some((self.links.get(atom)?.length, *atom));
        let deciding = literals.iter().filter(|literal| decides(literal)).filter_map(reached);
        let (_, atom) = deciding
            .min_by_key(|(length, _)| *length)
            .or_else(|| literals.iter().filter_map(reached).min_by_key(|(length, _)| *length))?;
        Some(self.way(atom, Some(step.node()), step.node()))
    }

    /// Reaches all that changed from the seeds, the nearest first.
    fn follow(&mut self, seeds: Vec<Atom>) {
        let start = |atom: Atom| {
            let part = self.part(atom).unwrap_or_default();
            (atom, Link { from: None, through: None, part, length: 1 })
        };
        let mut bodies = FxHashMap::default();
        let seeds: Vec<(Atom, Link)> = seeds.into_iter().map(start).collect();
        self.reach(seeds, &mut bodies, true);
        if self.links.len() < self.before.len() {
            let mut reached: Vec<Atom> = self.links.keys().copied().collect();
            reached.sort_unstable_by_key(|atom| (self.links[atom].length, *atom));
            let seeds = reached.into_iter().flat_map(|atom| self.next(atom, &mut bodies, false));
            let seeds: Vec<(Atom, Link)> = seeds.collect();
            self.reach(seeds, &mut bodies, false);
        }
    }

    fn reach(&mut self, seeds: Vec<(Atom, Link)>, bodies: &mut Bodies, deciding: bool) {
        // By how many parts the way has.
        let mut open: BTreeMap<u32, Vec<(Atom, Link)>> = BTreeMap::new();
        for (atom, link) in seeds {
            open.entry(link.length).or_default().push((atom, link));
        }
        while let Some((length, mut nearest)) = open.pop_first() {
            let mut next = 0;
            while let Some(&(atom, link)) = nearest.get(next) {
                next += 1;
                if self.links.contains_key(&atom) {
                    continue;
                }
                self.links.insert(atom, link);
                for (head, link) in self.next(atom, bodies, deciding) {
                    match link.length == length {
                        true => nearest.push((head, link)),
                        false => open.entry(link.length).or_default().push((head, link)),
                    }
                }
            }
        }
    }

    /// The atoms that are reached from one that is, but from none before.
    fn next(&self, atom: Atom, bodies: &mut Bodies, deciding: bool) -> Vec<(Atom, Link)> {
        let from = self.links[&atom];
        let mut carried = self.carried(atom, bodies, deciding);
        carried.retain(|(head, _)| !self.links.contains_key(head));
        let link = |(head, through): (Atom, Option<NodeIndex>)| {
            let mut link = Link { from: Some(atom), through, ..from };
            for further in [through, self.part(head)].into_iter().flatten() {
                link.length += u32::from(further != link.part);
                link.part = further;
            }
            (head, link)
        };
        carried.into_iter().map(link).collect()
    }

    /// The atoms that changed because this one did, each with whose rule says so; or because this one
    /// may have had a part in it.
    fn carried(
        &self,
        atom: Atom,
        bodies: &mut Bodies,
        deciding: bool,
    ) -> Vec<(Atom, Option<NodeIndex>)> {
        let (evaluation, program) = (self.evaluation, &self.evaluation.program);
        let mut carried = Vec::new();
        for (rule, is_positive) in evaluation.occurrences.signed(atom) {
            let head = program.head(rule);
            let Some((was, is)) = self.change(head) else { continue };
            let is_overruled = || {
                let claim = ClaimId(NodeIndex::new(head.index() / 2));
                evaluation.stands.contains_key(&claim) && evaluation.is_stand(rule)
            };
            if evaluation.model.is_pinned(head) || is_overruled() {
                continue;
            }
            let (before, after) = *bodies.entry(rule).or_insert_with(|| self.body(rule));
            let (one, other) = self.truth(atom, is_positive);
            let decides = match is < was {
                true => before == was && after < before && other == after,
                false => after == is && before < after && one == before,
            };
            if decides || (!deciding && before != after && one != other) {
                carried.push((head, self.owner(rule)));
            }
        }
        let supposed = evaluation.supposed_by(atom);
        let supposed = supposed.filter(|head| self.change(*head).is_some());
        carried.extend(supposed.map(|head| (head, None)));
        carried
    }

    /// What an atom was and is, if that differs.
    fn change(&self, atom: Atom) -> Option<(u8, u8)> {
        let before = self.before.get(&atom)?;
        Some((rank(*before), rank(self.evaluation.value(atom))))
    }

    /// How true a literal was and is.
    fn truth(&self, atom: Atom, is_positive: bool) -> (u8, u8) {
        let is = rank(self.evaluation.value(atom));
        let was = self.before.get(&atom).map_or(is, |before| rank(*before));
        if is_positive { (was, is) } else { (2 - was, 2 - is) }
    }

    /// How true the body of a rule was and is.
    fn body(&self, rule: RuleId) -> (u8, u8) {
        let program = &self.evaluation.program;
        let positives = program.positives(rule).iter().map(|atom| self.truth(*atom, true));
        let negatives = program.negatives(rule).iter().map(|atom| self.truth(*atom, false));
        let literals = positives.chain(negatives);
        literals.fold((2, 2), |(was, is), (before, after)| (was.min(before), is.min(after)))
    }

    /// The part that an atom is of: for claims that are declared the same, the first.
    fn part(&self, atom: Atom) -> Option<NodeIndex> {
        let node = NodeIndex::new(atom.index() / 2);
        (node.index() < self.map.node_count()).then(|| match self.map.as_claim(node) {
            Some(claim) => self.evaluation.view.one(claim).node(),
            None => node,
        })
    }

    /// The step, conflict or question that a rule says something of: the one that can fail.
    fn owner(&self, rule: RuleId) -> Option<NodeIndex> {
        let negatives = self.evaluation.program.negatives(rule).iter();
        let mut parts = negatives.filter_map(|atom| self.part(*atom));
        parts.find(|part| self.map.as_claim(*part).is_none())
    }

    /// The parts on the way to an atom and on to another part, which is called by its name at the
    /// end.
    fn way(&self, atom: Atom, further: Option<NodeIndex>, last: NodeIndex) -> Vec<NodeIndex> {
        let mut parts: Vec<NodeIndex> = further.into_iter().collect();
        let mut at = Some(atom);
        while let Some(atom) = at {
            let link = self.links[&atom];
            parts.extend(self.part(atom));
            parts.extend(link.through);
            at = link.from;
        }
        parts.reverse();
        self.named(&without_detours(parts), last)
    }

    /// The same parts, but for each claim the one of those declared the same that the next part
    /// speaks of, and before it the one that the part before speaks of.
    fn named(&self, parts: &[NodeIndex], last: NodeIndex) -> Vec<NodeIndex> {
        let mut named: Vec<NodeIndex> = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            let Some(claim) = self.map.as_claim(*part) else {
                named.push(*part);
                continue;
            };
            let same = self.evaluation.same(&claim);
            let by = |other: Option<&NodeIndex>| {
                let speaks =
                    |claim: &&ClaimId| other.is_some_and(|part| self.speaks(*part, **claim));
                same.iter().find(speaks).copied()
            };
            let forced = same.iter().find(|one| self.evaluation.forced(**one).is_some()).copied();
            let first = match number.checked_sub(1) {
                None => forced,
                Some(before) => by(parts.get(before)),
            };
            let then = match parts.get(number + 1) {
                None => self.map.as_claim(last),
                next => by(next),
            };
            named.extend(first.or(then).map(ClaimId::node));
            named.extend(then.map(ClaimId::node).filter(|then| named.last() != Some(then)));
        }
        named
    }

    /// Whether a step needs a claim or aims at it, or a conflict or question names it.
    fn speaks(&self, part: NodeIndex, claim: ClaimId) -> bool {
        let map = self.map;
        match map.node(part) {
            Node::Inference(_) => {
                let step = InferenceId(part);
                map.target(step) == Target::Claim(claim)
                    || map.needs(step).any(|need| need == claim)
            }
            Node::Conflict(_) => map.members(ConflictId(part)).any(|member| member == claim),
            Node::Question(_) => map.answers(QuestionId(part)).any(|answer| answer == claim),
            _ => false,
        }
    }
}

/// The way without what lies between two times that it comes to one part: to be rejected and to hold
/// no longer are two things for the program.
fn without_detours(way: Vec<NodeIndex>) -> Vec<NodeIndex> {
    let mut direct: Vec<NodeIndex> = Vec::new();
    let mut places: FxHashMap<NodeIndex, usize> = FxHashMap::default();
    for part in way {
        match places.get(&part) {
            Some(place) => {
                for passed in direct.drain(place + 1..) {
                    places.remove(&passed);
                }
            }
            None => {
                places.insert(part, direct.len());
                direct.push(part);
            }
        }
    }
    direct
}

fn rank(value: Value) -> u8 {
    match value {
        Value::False => 0,
        Value::Undefined => 1,
        Value::True => 2,
    }
}
