//! From a map to its evaluation program.

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;

use super::evidence::own_words;
use super::program::{Atom, Program};
use super::{Grant, Options, fails, holds, rejected, set_aside, struck};
use crate::model::{
    Basis, ClaimId, ConflictKind, Edge, HolderId, InferenceId, InferenceKind, Map, Stance, Target,
};

/// The program of a map, and for each node whether it is a claim that may stand with no reason.
///
/// Of the options only the grant counts: what the reader forces is pinned in the model, and for that
/// conflicts, questions and strict steps have an atom that says that they do not bind.
///
/// Linear in the size of the map: what a conflict, a question or a strict step says of each of
/// its claims and all the others is said through prefixes and suffixes.
pub(super) fn translate(map: &Map, options: &Options) -> (Program, Vec<bool>) {
    let standing = Standing::of(map, options);
    let mut program = Program::default();
    drop(program.atoms(map.node_count() * 2));
    let mut translation = Translation { map, standing: &standing, program };
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
        if binds(weight.by, options.grant) {
            let claims = distinct(map.members(conflict));
            let aside = set_aside(conflict.node());
            translation.exclude(&claims, aside);
            if weight.kind == ConflictKind::Contradictory {
                translation.exhaust(&claims, aside);
            }
        }
    }
    for (question, weight) in map.questions() {
        let says = weight.exclusive || weight.exhaustive;
        if says && binds(weight.by, options.grant) {
            let answers = distinct(map.answers(question));
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

/// The claims in order, each once: what a list names twice is still one claim, and all others are
/// all but that one.
fn distinct(claims: impl Iterator<Item = ClaimId>) -> Vec<ClaimId> {
    let mut seen = FxHashSet::default();
    claims.filter(|claim| seen.insert(*claim)).collect()
}

/// Whether a view that is `by` someone counts.
pub(super) fn binds(by: Option<HolderId>, grant: Grant) -> bool {
    match (by, grant) {
        (None, _) => true,
        (Some(holder), Grant::HeldBy(granted)) => holder == granted,
        _ => false,
    }
}

/// What each claim brings with it, by node.
struct Standing {
    granted: Vec<bool>,
    denied: Vec<bool>,
    bare: Vec<bool>,
}

impl Standing {
    fn of(map: &Map, options: &Options) -> Standing {
        let count = map.node_count();
        let mut supported = vec![false; count];
        let mut own_support = vec![false; count];
        for (inference, weight) in map.inferences() {
            if weight.kind != InferenceKind::Support {
                continue;
            }
            if let Target::Claim(claim) = map.target(inference) {
                supported[claim.index()] = true;
                own_support[claim.index()] |= binds(weight.by, options.grant);
            }
        }
        let stands = Stands::of(map, options);
        let any_holder = map.holders().next().is_some();
        let mut standing = Standing {
            granted: vec![false; count],
            denied: stands.denied,
            bare: vec![false; count],
        };
        for (claim, weight) in map.claims() {
            let index = claim.index();
            let bare = weight.basis.is_none() && !supported[index];
            standing.bare[index] = bare;
            let given = !any_holder || stands.given[index];
            let leaf = bare && given && !map.is_thesis(claim);
            standing.granted[index] = match options.grant {
                Grant::Leaves => weight.basis.is_some() || leaf,
                Grant::Sourced => weight.basis.is_some() || (leaf && stands.cited[index]),
                Grant::HeldBy(_) => {
                    let common = weight.basis == Some(Basis::CommonGround);
                    common || (stands.given[index] && !own_support[index])
                }
            };
        }
        standing
    }
}

/// What those whose premises count say of each claim.
struct Stands {
    given: Vec<bool>,
    denied: Vec<bool>,
    cited: Vec<bool>,
}

impl Stands {
    fn of(map: &Map, options: &Options) -> Stands {
        let count = map.node_count();
        let mut stands = Stands {
            given: vec![false; count],
            denied: vec![false; count],
            cited: vec![false; count],
        };
        let mut retracted: Vec<(NodeIndex, NodeIndex)> = Vec::new();
        let graph = map.graph();
        let commits = graph.raw_edges().iter().filter_map(|edge| match &edge.weight {
            Edge::Commits(commitment) => Some((edge.source(), edge.target(), commitment.stance)),
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
                    stands.cited[edge.target().index()] = true;
                }
            }
        }
        for (holder, claim, stance) in commits {
            let counts = match options.grant {
                Grant::HeldBy(granted) => granted.node() == holder,
                _ => true,
            };
            match stance {
                Stance::Asserts if retracted.binary_search(&(holder, claim)).is_ok() => {}
                Stance::Asserts | Stance::Concedes if counts => stands.given[claim.index()] = true,
                Stance::Denies if counts && matches!(options.grant, Grant::HeldBy(_)) => {
                    stands.denied[claim.index()] = true;
                }
                _ => {}
            }
        }
        stands
    }
}

struct Translation<'m> {
    map: &'m Map,
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
        if self.standing.denied[claim.index()] {
            self.rule(rejected(claim), &[], &[]);
        } else if self.standing.granted[claim.index()] {
            self.rule(holds(claim), &[], &[rejected(claim)]);
        }
    }

    fn defeasible(&mut self, inference: InferenceId, kind: InferenceKind) {
        let needs: Vec<Atom> = self.map.needs(inference).map(holds).collect();
        let stopped = fails(inference);
        match self.map.target(inference) {
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
        let needed = distinct(self.map.needs(inference));
        let needs: Vec<Atom> = needed.iter().copied().map(holds).collect();
        let Target::Claim(claim) = self.map.target(inference) else {
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
