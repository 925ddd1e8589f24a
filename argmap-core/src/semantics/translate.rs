//! From a map to its evaluation program.

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use super::evidence::own_words;
use super::program::{Atom, Program};
use super::{Grant, Options, fails, holds, rejected, set_aside, struck};
use crate::model::{
    Basis, ClaimId, ConflictKind, Edge, HolderId, InferenceId, InferenceKind, Map, Same, Stance,
    Target,
};

/// The program of a map, and for each node whether it is a claim that may stand with no reason.
///
/// Of the options only the grant counts: what the reader forces is pinned in the model, and for that
/// conflicts, questions and strict steps have an atom that says that they do not bind.
///
/// Claims that are declared the same are one claim: one of them stands for all in the rules, the
/// values of the others follow from its, and what is said of any is said of it.
///
/// Linear in the size of the map: what a conflict, a question or a strict step says of each of
/// its claims and all the others is said through prefixes and suffixes.
pub(super) fn translate(map: &Map, options: &Options, view: &View) -> (Program, Vec<bool>) {
    let standing = Standing::of(map, options, view);
    let mut program = Program::default();
    drop(program.atoms(map.node_count() * 2));
    let mut translation = Translation { map, view, standing: &standing, program };
    for (claim, _) in map.claims() {
        translation.claim(claim);
    }
    for (inference, weight) in map.inferences() {
        match weight.strict {
            true => translation.strict(inference),
            false => translation.defeasible(inference, weight.kind),
        }
    }
    for (conflict, weight) in map.conflicts() {
        if view.binds(weight.by) {
            let claims = view.distinct(map.members(conflict));
            let aside = set_aside(conflict.node());
            translation.exclude(&claims, aside);
            if weight.kind == ConflictKind::Contradictory {
                translation.exhaust(&claims, aside);
            }
        }
    }
    for (question, weight) in map.questions() {
        let says = weight.exclusive || weight.exhaustive;
        if says && view.binds(weight.by) {
            let answers = view.distinct(map.answers(question));
            let aside = set_aside(question.node());
            if weight.exclusive {
                translation.exclude(&answers, aside);
            }
            if weight.exhaustive {
                translation.exhaust(&answers, aside);
            }
        }
    }
    let program = translation.program;
    (program, standing.granted)
}

/// Which parts are one, and whose premises count.
#[derive(Debug)]
pub(super) struct View {
    pub(super) same: Same<ClaimId>,
    holders: Same<HolderId>,
    /// The holder whose premises are granted, and all that are declared the same.
    pub(super) granted: Vec<HolderId>,
}

impl View {
    pub(super) fn of(map: &Map, grant: Grant) -> View {
        let holders = map.same_holders();
        let granted = match grant {
            Grant::HeldBy(holder) => match holders.class(holder) {
                [] => vec![holder],
                all => all.to_vec(),
            },
            _ => Vec::new(),
        };
        View { same: map.same_claims(), holders, granted }
    }

    /// Whether a view that is `by` someone counts.
    pub(super) fn binds(&self, by: Option<HolderId>) -> bool {
        by.is_none_or(|holder| self.granted.contains(&holder))
    }

    /// The claim that stands for all that are the same.
    pub(super) fn one(&self, claim: ClaimId) -> ClaimId {
        self.same.representative(claim)
    }

    /// All that are the same as a claim, with it.
    pub(super) fn all<'a>(&'a self, claim: &'a ClaimId) -> &'a [ClaimId] {
        match self.same.class(*claim) {
            [] => std::slice::from_ref(claim),
            all => all,
        }
    }

    /// The claims in order, each once: what a list names twice is still one claim, and all others
    /// are all but that one.
    fn distinct(&self, claims: impl Iterator<Item = ClaimId>) -> Vec<ClaimId> {
        let mut seen = FxHashSet::default();
        claims.map(|claim| self.one(claim)).filter(|claim| seen.insert(*claim)).collect()
    }
}

/// What each claim brings with it, by node.
struct Standing {
    granted: Vec<bool>,
    denied: Vec<bool>,
    bare: Vec<bool>,
}

impl Standing {
    fn of(map: &Map, options: &Options, view: &View) -> Standing {
        let count = map.node_count();
        let mut supported = vec![false; count];
        let mut own_support = vec![false; count];
        for (inference, weight) in map.inferences() {
            if weight.kind != InferenceKind::Support {
                continue;
            }
            if let Target::Claim(claim) = map.target(inference) {
                let index = view.one(claim).index();
                supported[index] = true;
                own_support[index] |= view.binds(weight.by);
            }
        }
        let stands = Stands::of(map, options, view);
        let any_holder = map.holders().next().is_some();
        let mut standing = Standing {
            granted: vec![false; count],
            denied: stands.denied,
            bare: vec![false; count],
        };
        for (claim, _) in map.claims() {
            let index = claim.index();
            if view.one(claim) != claim {
                // The one that stands for it came before.
                let one = view.one(claim).index();
                standing.granted[index] = standing.granted[one];
                continue;
            }
            let all = || view.all(&claim).iter().map(|same| &map[*same]);
            let based = all().any(|same| same.basis.is_some());
            let bare = !based && !supported[index];
            standing.bare[index] = bare;
            let given = !any_holder || stands.given[index];
            let leaf = bare && given && !view.all(&claim).iter().any(|same| map.is_thesis(*same));
            standing.granted[index] = match options.grant {
                Grant::Leaves => based || leaf,
                Grant::Sourced => based || (leaf && stands.cited[index]),
                Grant::HeldBy(_) => {
                    let common = all().any(|same| same.basis == Some(Basis::CommonGround));
                    common || (stands.given[index] && !own_support[index])
                }
            };
        }
        standing
    }
}

/// What those whose premises count say of each claim that stands for all that are the same.
struct Stands {
    given: Vec<bool>,
    denied: Vec<bool>,
    cited: Vec<bool>,
}

impl Stands {
    fn of(map: &Map, options: &Options, view: &View) -> Stands {
        let count = map.node_count();
        let mut stands = Stands {
            given: vec![false; count],
            denied: vec![false; count],
            cited: vec![false; count],
        };
        let mut retracted: Vec<(HolderId, NodeIndex)> = Vec::new();
        let graph = map.graph();
        let one = |node: NodeIndex| map.as_claim(node).map_or(node, |claim| view.one(claim).node());
        let commits = graph.raw_edges().iter().filter_map(|edge| match &edge.weight {
            Edge::Commits(commitment) => {
                let holder = view.holders.representative(HolderId(edge.source()));
                Some((holder, one(edge.target()), commitment.stance))
            }
            _ => None,
        });
        for (holder, claim, stance) in commits.clone() {
            if stance == Stance::Retracts {
                retracted.push((holder, claim));
            }
        }
        retracted.sort_unstable();
        if options.grant == Grant::Sourced {
            let own_words: FxHashSet<EdgeIndex> =
                own_words(map).into_iter().map(|(edge, _)| edge).collect();
            for edge in graph.edge_references() {
                if matches!(edge.weight(), Edge::Cites(_)) && !own_words.contains(&edge.id()) {
                    stands.cited[one(edge.target()).index()] = true;
                }
            }
        }
        for (holder, claim, stance) in commits {
            let is_held = view.granted.contains(&holder);
            let counts = is_held || !matches!(options.grant, Grant::HeldBy(_));
            let index = claim.index();
            match stance {
                Stance::Asserts if retracted.binary_search(&(holder, claim)).is_ok() => {}
                Stance::Asserts | Stance::Concedes if counts => stands.given[index] = true,
                Stance::Denies if is_held => stands.denied[index] = true,
                _ => {}
            }
        }
        stands
    }
}

struct Translation<'m> {
    map: &'m Map,
    view: &'m View,
    standing: &'m Standing,
    program: Program,
}

impl Translation<'_> {
    fn rule(&mut self, head: Atom, positives: &[Atom], negatives: &[Atom]) {
        self.program.rule(head, positives, negatives);
    }

    /// The rule by which a claim may stand with no reason, or is denied, is the only one of its
    /// head that has no literals but that: see [`super::suppose`].
    fn claim(&mut self, claim: ClaimId) {
        let one = self.view.one(claim);
        if one != claim {
            self.rule(holds(claim), &[holds(one)], &[]);
            self.rule(rejected(claim), &[rejected(one)], &[]);
        } else if self.standing.denied[claim.index()] {
            self.rule(rejected(claim), &[], &[]);
        } else if self.standing.granted[claim.index()] {
            self.rule(holds(claim), &[], &[rejected(claim)]);
        }
    }

    fn target(&self, inference: InferenceId) -> Target {
        match self.map.target(inference) {
            Target::Claim(claim) => Target::Claim(self.view.one(claim)),
            step => step,
        }
    }

    fn defeasible(&mut self, inference: InferenceId, kind: InferenceKind) {
        let needs = self.map.needs(inference).map(|claim| holds(self.view.one(claim)));
        let needs: Vec<Atom> = needs.collect();
        let stopped = fails(inference);
        match self.target(inference) {
            Target::Claim(claim) if kind == InferenceKind::Support => {
                self.rule(holds(claim), &needs, &[stopped, rejected(claim)]);
            }
            Target::Claim(claim) if !self.standing.bare[claim.index()] => {
                self.rule(rejected(claim), &needs, &[stopped, holds(claim)]);
            }
            target => self.rule(struck(target), &needs, &[stopped]),
        }
    }

    fn strict(&mut self, inference: InferenceId) {
        let needed = self.view.distinct(self.map.needs(inference));
        let needs: Vec<Atom> = needed.iter().copied().map(holds).collect();
        let Target::Claim(claim) = self.target(inference) else {
            let target = struck(self.map.target(inference));
            return self.rule(target, &needs, &[fails(inference)]);
        };
        let support = self.map[inference].kind == InferenceKind::Support;
        let (conclusion, contrary) = match support {
            true => (holds(claim), rejected(claim)),
            false => (rejected(claim), holds(claim)),
        };
        self.rule(conclusion, &needs, &[fails(inference)]);
        for (number, others) in self.all_but_each(&needs).into_iter().enumerate() {
            let body: Vec<Atom> = std::iter::once(contrary).chain(others).collect();
            self.rule(rejected(needed[number]), &body, &[fails(inference)]);
        }
    }

    /// At most one of the claims is true; a bare claim does not shake one that is not.
    fn exclude(&mut self, claims: &[ClaimId], aside: Atom) {
        let is_bare = |claim: &ClaimId| self.standing.bare[claim.index()];
        let (bare, firm): (Vec<ClaimId>, Vec<ClaimId>) = claims.iter().copied().partition(is_bare);
        self.strike_each(&firm, aside);
        self.strike_each(&bare, aside);
        if let Some(any) = self.any(&firm) {
            for claim in bare {
                self.rule(rejected(claim), &[any], &[aside]);
            }
        }
    }

    /// Each of the claims is struck by each of the others.
    fn strike_each(&mut self, claims: &[ClaimId], aside: Atom) {
        if claims.len() < 4 {
            for (number, claim) in claims.iter().enumerate() {
                for (other_number, other) in claims.iter().enumerate() {
                    if number != other_number {
                        self.rule(rejected(*claim), &[holds(*other)], &[aside]);
                    }
                }
            }
            return;
        }
        for reversed in [false, true] {
            let mut before: Option<Atom> = None;
            for step in 0..claims.len() {
                let claim = claims[if reversed { claims.len() - 1 - step } else { step }];
                let some = self.program.atom();
                if let Some(before) = before {
                    self.rule(rejected(claim), &[before], &[aside]);
                    self.rule(some, &[before], &[]);
                }
                self.rule(some, &[holds(claim)], &[]);
                before = Some(some);
            }
        }
    }

    /// An atom that is true if one of the claims is.
    fn any(&mut self, claims: &[ClaimId]) -> Option<Atom> {
        if let [claim] = claims {
            return Some(holds(*claim));
        }
        if claims.is_empty() {
            return None;
        }
        let any = self.program.atom();
        for claim in claims {
            self.rule(any, &[holds(*claim)], &[]);
        }
        Some(any)
    }

    /// At least one of the claims is true.
    fn exhaust(&mut self, claims: &[ClaimId], aside: Atom) {
        let refuted: Vec<Atom> = claims.iter().copied().map(rejected).collect();
        for (claim, others) in claims.iter().zip(self.all_but_each(&refuted)) {
            self.rule(holds(*claim), &others, &[rejected(*claim), aside]);
        }
    }

    /// For each of the atoms a few atoms that are all true exactly if all the others are.
    fn all_but_each(&mut self, atoms: &[Atom]) -> Vec<Vec<Atom>> {
        if atoms.len() < 4 {
            let but = |number: usize| {
                let others = atoms.iter().enumerate().filter(move |(other, _)| *other != number);
                others.map(|(_, atom)| *atom).collect()
            };
            return (0..atoms.len()).map(but).collect();
        }
        let mut all: Vec<Vec<Atom>> = vec![Vec::new(); atoms.len()];
        for reversed in [false, true] {
            let mut before: Option<Atom> = None;
            for step in 0..atoms.len() {
                let number = if reversed { atoms.len() - 1 - step } else { step };
                all[number].extend(before);
                let both = self.program.atom();
                let body: Vec<Atom> = before.into_iter().chain([atoms[number]]).collect();
                self.rule(both, &body, &[]);
                before = Some(both);
            }
        }
        all
    }
}
