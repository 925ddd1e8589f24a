//! What would stand if some things were otherwise, without evaluating everything again.
//!
//! An atom of the program can change only if what is supposed can be reached from it backwards
//! through rules. The values of all others are constants in the rules of these, whose model is
//! computed as that of a program of its own: the well-founded model of a program that splits into a
//! part and what rests on it is that of the part, with that of the rest computed over it.

use std::cell::Cell;

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};

use super::grounded::{SUPPOSED, Standing, Value, solve};
use super::program::{Atom, Program, RuleId};
use super::translate::View;
use super::{
    Evaluation, Grant, Options, StepVerdict, fails, holds, rejected, set_aside, step_by, verdict_by,
};
use crate::model::{Basis, ClaimId, InferenceId, InferenceKind, Map, Node, Verdict, words};

/// What is supposed on top of an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Supposition {
    /// Claims and inferences that hold whatever is said against them.
    pub accept: Vec<NodeIndex>,
    /// Claims and inferences that fail whatever is said for them, and conflicts and questions that
    /// do not bind; goes before `accept`.
    pub reject: Vec<NodeIndex>,
    /// What the holder whose premises are granted says of claims, instead of what the map says that
    /// he does; of no effect where no holder's premises are. Of a claim that is named twice the
    /// last entry counts.
    pub stands: Vec<(ClaimId, Stand)>,
}

words! {
    /// What a holder is supposed to say of a claim.
    Stand {
        /// That it is so.
        Asserted = "asserted",
        /// That it is not so.
        Denied = "denied",
        /// Nothing.
        Silent = "silent",
    }
}

/// The atoms that bear on the value of some, so that others need not be looked at.
#[derive(Clone, Debug)]
pub struct Bearing {
    atoms: FxHashSet<Atom>,
}

impl Bearing {
    /// Whether a claim, a step, a conflict or question bears on it.
    pub fn contains(&self, map: &Map, node: NodeIndex) -> bool {
        let first = Atom(node.index() as u32 * 2);
        let is_claim = matches!(map.node(node), Node::Claim(_));
        self.atoms.contains(&first) || (is_claim && self.atoms.contains(&Atom(first.0 + 1)))
    }

    /// How many atoms of the program there are.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Whether there are none, which is never so.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }
}

/// What a supposition changed, and what was there before.
#[derive(Debug)]
#[must_use = "what was supposed stays so until it is undone"]
pub struct Shift {
    before: Vec<(Atom, Standing, u32)>,
    options: Options,
    stands: FxHashMap<ClaimId, Stand>,
    granted: Vec<(ClaimId, bool)>,
    next_step: u32,
}

/// What is pinned when some parts of a map are taken to hold and others to fail.
pub(super) fn pins(
    map: &Map,
    view: &View,
    accept: &[NodeIndex],
    reject: &[NodeIndex],
) -> Vec<(Atom, bool)> {
    let mut pins = Vec::new();
    let forced = reject.iter().map(|node| (*node, false));
    for (node, is_held) in forced.chain(accept.iter().map(|node| (*node, true))) {
        match map.node(node) {
            Node::Claim(_) => {
                let claim = view.one(ClaimId(node));
                pins.extend([(holds(claim), is_held), (rejected(claim), !is_held)]);
            }
            Node::Inference(_) => pins.push((fails(InferenceId(node)), !is_held)),
            Node::Conflict(_) | Node::Question(_) => pins.push((set_aside(node), !is_held)),
            _ => {}
        }
    }
    pins
}

impl Evaluation {
    /// Supposes something more, and evaluates again what can change by it. [`Shift`] tells what did,
    /// and [`undo`](Self::undo) takes it back.
    ///
    /// Linear in the number of what can be reached from what is supposed, and of what is said of
    /// that, as [`evaluate`](super::evaluate) is in the size of the map.
    pub fn suppose(&mut self, map: &Map, supposition: &Supposition) -> Shift {
        self.suppose_for(map, supposition, None)
    }

    /// The same, but evaluates only what bears on something: other verdicts may be stale until it
    /// is undone.
    pub fn suppose_within(
        &mut self,
        map: &Map,
        supposition: &Supposition,
        bearing: &Bearing,
    ) -> Shift {
        self.suppose_for(map, supposition, Some(bearing))
    }

    /// Takes back the supposition made last of those that stand; taking back another one leaves
    /// verdicts that fit no options.
    pub fn undo(&mut self, shift: Shift) {
        for (atom, standing, step) in shift.before {
            self.model.standings[atom.index()] = standing;
            self.model.steps[atom.index()] = step;
        }
        for (claim, is_granted) in shift.granted {
            self.granted[claim.index()] = is_granted;
        }
        self.options = shift.options;
        self.stands = shift.stands;
        self.model.next_step = shift.next_step;
    }

    /// All that bears on the verdict of a claim, in the sense that it could be reached from it
    /// backwards through steps, conflicts and questions; linear in its size.
    pub fn bearing(&self, map: &Map, claim: ClaimId) -> Bearing {
        let mut atoms: FxHashSet<Atom> = FxHashSet::default();
        let mut open = vec![holds(claim), rejected(claim)];
        while let Some(atom) = open.pop() {
            if !atoms.insert(atom) {
                continue;
            }
            // What is pinned rests on nothing, but may be pinned otherwise.
            for rule in self.program.rules_of(atom) {
                open.extend(self.program.positives(rule));
                open.extend(self.program.negatives(rule));
            }
            // What the holder may be supposed to say holds while it is not rejected.
            if let (Grant::HeldBy(_), Some(claim)) = (self.options.grant, self.held(map, atom)) {
                open.push(rejected(claim));
            }
        }
        Bearing { atoms }
    }

    fn suppose_for(
        &mut self,
        map: &Map,
        supposition: &Supposition,
        within: Option<&Bearing>,
    ) -> Shift {
        let mut shift = Shift {
            before: Vec::new(),
            options: self.options.clone(),
            stands: self.stands.clone(),
            granted: Vec::new(),
            next_step: self.model.next_step,
        };
        let mut pinned: FxHashMap<Atom, bool> = FxHashMap::default();
        for (atom, value) in pins(map, &self.view, &supposition.accept, &supposition.reject) {
            pinned.entry(atom).or_insert(value);
        }
        let supposed: FxHashSet<NodeIndex> =
            supposition.accept.iter().chain(&supposition.reject).copied().collect();
        self.options.accept.retain(|node| !supposed.contains(node));
        self.options.reject.retain(|node| !supposed.contains(node));
        self.options.accept.extend(&supposition.accept);
        self.options.reject.extend(&supposition.reject);

        let mut seeds = Vec::new();
        for (atom, value) in in_order(&pinned) {
            let is_new = within.is_none_or(|bearing| bearing.atoms.contains(&atom));
            if is_new && self.value(atom) != of(value) {
                seeds.push(atom);
            } else if !self.model.is_pinned(atom) {
                shift.keep(self, atom);
                self.model.standings[atom.index()] = Standing::Pinned(value);
            }
        }
        if let Grant::HeldBy(_) = self.options.grant {
            for (claim, stand) in &supposition.stands {
                let is_granted = self.would_be_granted(map, *claim, *stand);
                for same in self.view.all(claim) {
                    shift.granted.push((*same, self.granted[same.index()]));
                    self.granted[same.index()] = is_granted;
                }
                let claim = self.view.one(*claim);
                self.stands.insert(claim, *stand);
                let atoms = [holds(claim), rejected(claim)];
                let open = atoms.into_iter().filter(|atom| {
                    let is_new = within.is_none_or(|bearing| bearing.atoms.contains(atom));
                    is_new && !pinned.contains_key(atom) && !self.model.is_pinned(*atom)
                });
                seeds.extend(open);
            }
            // Undone in the other order.
            shift.granted.reverse();
        }
        let reached = self.reached(seeds, &pinned, within);
        for atom in &reached {
            shift.keep(self, *atom);
        }
        self.renew(&reached, &pinned);
        shift
    }

    /// Whether a claim may stand with no reason when the holder says that of it.
    pub(super) fn would_be_granted(&self, map: &Map, claim: ClaimId, stand: Stand) -> bool {
        let of_own = |step: &InferenceId| self.binds(map[*step].by);
        let supported =
            |claim: &ClaimId| map.aimed_at(*claim, InferenceKind::Support).iter().any(of_own);
        let is_common = |claim: &ClaimId| map[*claim].basis == Some(Basis::CommonGround);
        let all = self.same(&claim);
        all.iter().any(is_common) || (stand == Stand::Asserted && !all.iter().any(supported))
    }

    /// The rules of an atom as they are while what is supposed is supposed.
    pub(super) fn bodies(&self, atom: Atom) -> impl Iterator<Item = Body> + '_ {
        let claim = ClaimId(NodeIndex::new(atom.index() / 2));
        let stand = self.stands.get(&claim).copied();
        let own = self.program.rules_of(atom);
        let own = own.filter(move |rule| stand.is_none() || !self.is_stand(*rule));
        let supposed = match stand {
            Some(Stand::Denied) if atom == rejected(claim) => Some(Body::Denied),
            Some(Stand::Denied) | None => None,
            Some(_) if atom == holds(claim) && self.is_granted(claim) => {
                Some(Body::Granted([rejected(claim)]))
            }
            Some(_) => None,
        };
        own.map(Body::Own).chain(supposed)
    }

    /// Whether a rule of the program says what the holders say: that a claim may stand with no
    /// reason, or that it is denied.
    pub(super) fn is_stand(&self, rule: RuleId) -> bool {
        let head = self.program.head(rule);
        let claim = ClaimId(NodeIndex::new(head.index() / 2));
        self.program.positives(rule).is_empty()
            && match self.program.negatives(rule) {
                [] => head == rejected(claim),
                [other] => head == holds(claim) && *other == rejected(claim),
                _ => false,
            }
    }

    /// The atoms whose values can change when the seeds do, the seeds first.
    fn reached(
        &self,
        seeds: Vec<Atom>,
        pinned: &FxHashMap<Atom, bool>,
        within: Option<&Bearing>,
    ) -> Vec<Atom> {
        let mut seen: FxHashSet<Atom> = FxHashSet::default();
        let mut reached = seeds;
        reached.retain(|atom| seen.insert(*atom));
        let mut next = 0;
        while let Some(&atom) = reached.get(next) {
            next += 1;
            let heads = self.occurrences.of(atom).map(|rule| self.program.head(rule));
            let supposed = self.supposed_by(atom);
            for head in heads.chain(supposed) {
                let can_change = !pinned.contains_key(&head)
                    && !self.model.is_pinned(head)
                    && within.is_none_or(|bearing| bearing.atoms.contains(&head));
                if can_change && seen.insert(head) {
                    reached.push(head);
                }
            }
        }
        reached
    }

    /// What holds by a supposed stand while the atom does not.
    pub(super) fn supposed_by(&self, atom: Atom) -> Option<Atom> {
        let claim = ClaimId(NodeIndex::new(atom.index() / 2));
        (atom == rejected(claim) && self.stands.contains_key(&claim)).then(|| holds(claim))
    }

    /// The claim of which the atom says that it holds.
    fn held(&self, map: &Map, atom: Atom) -> Option<ClaimId> {
        let node = NodeIndex::new(atom.index() / 2);
        let is_node = node.index() < map.node_count() && atom.index().is_multiple_of(2);
        is_node.then(|| map.as_claim(node)).flatten()
    }

    /// Gives the atoms the values that follow from all the others.
    fn renew(&mut self, atoms: &[Atom], pinned: &FxHashMap<Atom, bool>) {
        let mut part = Part::new(self, atoms);
        let mut pins = Vec::new();
        for (number, atom) in atoms.iter().enumerate() {
            match pinned.get(atom) {
                Some(value) => pins.push((Atom(number as u32), *value)),
                None => part.rules_of(*atom, number),
            }
        }
        let (model, _) = solve(&part.program, &pins);
        let rules = part.rules;
        let first = self.model.next_step;
        for (number, atom) in atoms.iter().enumerate() {
            self.model.standings[atom.index()] = match model.standings[number] {
                Standing::Derived(rule) => Standing::Derived(rules[rule.index()]),
                other => other,
            };
            self.model.steps[atom.index()] = first + model.steps[number];
        }
        self.model.next_step = first + model.next_step;
    }
}

/// A rule of an atom as it is while what is supposed is supposed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body {
    /// One of the program's.
    Own(RuleId),
    /// The claim may stand with no reason, as it is supposed to be asserted, while it is not
    /// rejected.
    Granted([Atom; 1]),
    /// The claim is rejected, as it is supposed to be denied.
    Denied,
}

impl Body {
    pub(super) fn positives<'a>(&'a self, program: &'a Program) -> &'a [Atom] {
        match self {
            Body::Own(rule) => program.positives(*rule),
            Body::Granted(_) | Body::Denied => &[],
        }
    }

    pub(super) fn negatives<'a>(&'a self, program: &'a Program) -> &'a [Atom] {
        match self {
            Body::Own(rule) => program.negatives(*rule),
            Body::Granted(rejected) => rejected,
            Body::Denied => &[],
        }
    }

    /// Whether it says what the holders say: that a claim may stand with no reason, or that it is
    /// denied.
    pub(super) fn is_stand(&self, evaluation: &Evaluation) -> bool {
        match self {
            Body::Own(rule) => evaluation.is_stand(*rule),
            Body::Granted(_) | Body::Denied => true,
        }
    }
}

/// The program of some atoms, with the values of all others as constants.
struct Part<'e> {
    evaluation: &'e Evaluation,
    numbers: FxHashMap<Atom, Atom>,
    program: Program,
    /// The rules of the whole program that the part's rules are of.
    rules: Vec<RuleId>,
    /// An atom that is neither true nor false, once it is needed.
    open: Cell<Option<Atom>>,
}

impl<'e> Part<'e> {
    fn new(evaluation: &'e Evaluation, atoms: &[Atom]) -> Part<'e> {
        let mut program = Program::default();
        let numbers = atoms.iter().copied().zip(program.atoms(atoms.len())).collect();
        Part { evaluation, numbers, program, rules: Vec::new(), open: Cell::new(None) }
    }

    /// Adds the rules of an atom of the whole program, which has that number in the part, without
    /// those that are broken from outside.
    fn rules_of(&mut self, atom: Atom, number: usize) {
        let evaluation = self.evaluation;
        let head = Atom(number as u32);
        for body in evaluation.bodies(atom) {
            let (mut positives, mut negatives) = (Vec::new(), Vec::new());
            let mut live = true;
            for atom in body.positives(&evaluation.program) {
                live = live && self.literal(*atom, true, &mut positives, &mut negatives);
            }
            for atom in body.negatives(&evaluation.program) {
                live = live && self.literal(*atom, false, &mut positives, &mut negatives);
            }
            if live {
                self.program.rule(head, &positives, &negatives);
                self.rules.push(match body {
                    Body::Own(rule) => rule,
                    Body::Granted(_) | Body::Denied => SUPPOSED,
                });
            }
        }
    }

    /// Adds a literal to a body; whether it can hold.
    fn literal(
        &mut self,
        atom: Atom,
        is_positive: bool,
        positives: &mut Vec<Atom>,
        negatives: &mut Vec<Atom>,
    ) -> bool {
        if let Some(number) = self.numbers.get(&atom) {
            if is_positive { positives } else { negatives }.push(*number);
            return true;
        }
        match self.evaluation.value(atom) {
            Value::Undefined => {
                positives.push(self.undefined());
                true
            }
            value => (value == Value::True) == is_positive,
        }
    }

    fn undefined(&mut self) -> Atom {
        if let Some(open) = self.open.get() {
            return open;
        }
        let open = self.program.atom();
        self.program.rule(open, &[], &[open]);
        self.rules.push(SUPPOSED);
        self.open.set(Some(open));
        open
    }
}

impl Shift {
    /// How many atoms of the program were evaluated again or pinned.
    pub fn size(&self) -> usize {
        self.before.len()
    }

    /// The claims whose verdict has changed, with the verdict before, in the order of the map's
    /// nodes; to be asked while the supposition stands.
    pub fn claims(&self, map: &Map, evaluation: &Evaluation) -> Vec<(ClaimId, Verdict)> {
        let before = self.values();
        let value = |atom| before.get(&atom).copied().unwrap_or_else(|| evaluation.value(atom));
        let nodes = self.nodes(map);
        let claims = nodes.into_iter().filter_map(|node| map.as_claim(node));
        let verdicts = claims.map(|claim| (claim, verdict_by(claim, value)));
        verdicts.filter(|(claim, before)| evaluation.verdict(*claim) != *before).collect()
    }

    /// The steps whose verdict has changed, likewise.
    pub fn steps(&self, map: &Map, evaluation: &Evaluation) -> Vec<(InferenceId, StepVerdict)> {
        let before = self.values();
        let value = |atom| before.get(&atom).copied().unwrap_or_else(|| evaluation.value(atom));
        let mut steps: Vec<InferenceId> = Vec::new();
        for node in self.nodes(map) {
            match map.as_claim(node) {
                Some(claim) => steps.extend(map.uses(claim)),
                None => steps.extend(map.as_inference(node)),
            }
        }
        steps.sort_unstable();
        steps.dedup();
        let verdicts = steps.into_iter().map(|step| (step, step_by(map, step, value)));
        verdicts.filter(|(step, before)| evaluation.step(map, *step) != *before).collect()
    }

    /// The claims of which the holder was supposed to say something, the last one first.
    pub(super) fn stated(&self) -> impl Iterator<Item = ClaimId> + '_ {
        self.granted.iter().map(|(claim, _)| *claim)
    }

    fn keep(&mut self, evaluation: &Evaluation, atom: Atom) {
        let model = &evaluation.model;
        self.before.push((atom, model.standings[atom.index()], model.steps[atom.index()]));
    }

    /// What atoms were before that were evaluated again or pinned.
    pub(super) fn values(&self) -> FxHashMap<Atom, Value> {
        self.before.iter().map(|(atom, standing, _)| (*atom, standing.value())).collect()
    }

    /// The nodes that the atoms belong to, in order.
    fn nodes(&self, map: &Map) -> Vec<NodeIndex> {
        let nodes = self.before.iter().map(|(atom, ..)| NodeIndex::new(atom.index() / 2));
        let mut nodes: Vec<NodeIndex> =
            nodes.filter(|node| node.index() < map.node_count()).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }
}

fn of(value: bool) -> Value {
    if value { Value::True } else { Value::False }
}

fn in_order(pinned: &FxHashMap<Atom, bool>) -> Vec<(Atom, bool)> {
    let mut pins: Vec<(Atom, bool)> = pinned.iter().map(|(atom, value)| (*atom, *value)).collect();
    pins.sort_unstable();
    pins
}
