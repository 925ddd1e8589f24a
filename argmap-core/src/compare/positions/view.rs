//! What one holder holds, draws and argues against.

use petgraph::Direction::Outgoing;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;

use crate::model::{
    Basis, ClaimId, Edge, HolderId, InferenceId, InferenceKind, Map, Same, Stance, Target, words,
};
use crate::semantics::{Evaluation, Grant, Options, evaluate};

/// The stands that a holder takes on a claim. What it only supposes or reports is none, and an
/// assertion that it retracts counts no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// It holds the claim true.
    pub asserts: bool,
    /// It holds the claim false.
    pub denies: bool,
    /// It grants the claim, perhaps for the sake of the argument.
    pub concedes: bool,
}

impl Stand {
    /// Whether it takes any stand.
    pub fn is_taken(self) -> bool {
        self.asserts || self.denies || self.concedes
    }

    /// Whether it asserts or concedes the claim.
    pub fn gives(self) -> bool {
        self.asserts || self.concedes
    }

    /// On which side it is: against what it denies, though it may concede it, and for what it
    /// asserts or concedes; on neither where it asserts and denies the same.
    pub fn side(self) -> Option<Side> {
        match self {
            Stand { asserts: true, denies: true, .. } => None,
            Stand { denies: true, .. } => Some(Side::Against),
            _ => self.gives().then_some(Side::For),
        }
    }
}

words! {
    /// The side that a holder takes on a claim.
    Side {
        /// It asserts or concedes the claim.
        For = "for",
        /// It denies the claim, or asserts what excludes it.
        Against = "against",
    }
}

words! {
    /// What a step has to do with a holder.
    Drawn {
        /// The holder draws it.
        Own = "own",
        /// Nobody in particular draws it, and the holder holds all that it needs.
        Open = "open",
        /// Somebody else draws it from what the holder holds, or the map's author supplies it.
        Lent = "lent",
    }
}

/// What one holder holds, draws and argues against, and what stands on its commitments alone.
///
/// Claims that are declared the same are one claim, whichever of them is asked for, and holders are
/// one holder.
#[derive(Debug)]
pub struct View {
    /// The holder.
    pub holder: HolderId,
    /// What stands if only its commitments are granted.
    pub evaluation: Evaluation,
    /// On how many claims it takes a stand.
    pub count: usize,
    /// The holder and those that are declared the same.
    holders: Vec<HolderId>,
    same: Same<ClaimId>,
    stands: Vec<Stand>,
    held: Vec<bool>,
    drawn: Vec<Option<Drawn>>,
    own: FxHashMap<NodeIndex, Vec<InferenceId>>,
    lent: FxHashMap<NodeIndex, Vec<InferenceId>>,
}

impl View {
    /// The view of a holder; linear in the size of the map, but for its evaluation, which is where
    /// the map has no circles.
    pub fn new(map: &Map, holder: HolderId) -> View {
        let same = map.same_claims();
        let holders = aliases(&map.same_holders(), holder);
        let stands = stands(map, &same, &holders);
        let evaluation =
            evaluate(map, Options { grant: Grant::HeldBy(holder), ..Options::default() });
        let mut view = View {
            holder,
            evaluation,
            count: 0,
            holders,
            held: held(map, &same, &stands),
            same,
            stands,
            drawn: vec![None; map.node_count()],
            own: FxHashMap::default(),
            lent: FxHashMap::default(),
        };
        view.count = view.claims(map).count();
        for (step, weight) in map.inferences() {
            // What needs common ground only is everybody's, and nobody's in particular.
            let holds_all = || {
                map.needs(step).all(|need| view.holds(need))
                    && map.needs(step).any(|need| view.stand(need).gives())
            };
            view.drawn[step.index()] = match weight.by {
                Some(by) if view.is(by) => Some(Drawn::Own),
                _ if !holds_all() => None,
                None if !weight.imputed => Some(Drawn::Open),
                _ => Some(Drawn::Lent),
            };
        }
        view.list_arguments(map);
        view
    }

    fn list_arguments(&mut self, map: &Map) {
        for (step, weight) in map.inferences() {
            let Some(drawn) = self.drawn(step) else { continue };
            let mut aims: Vec<NodeIndex> = Vec::new();
            match (weight.kind, map.target(step)) {
                (InferenceKind::Rebuttal, Target::Claim(claim)) => {
                    aims.push(self.one(claim).node());
                }
                (InferenceKind::Undercut, Target::Inference(undercut)) => {
                    aims.push(undercut.node());
                    if let (InferenceKind::Support, Target::Claim(claim)) =
                        (map[undercut].kind, map.target(undercut))
                    {
                        aims.push(self.one(claim).node());
                    }
                }
                _ => {}
            }
            let against = if drawn == Drawn::Lent { &mut self.lent } else { &mut self.own };
            aims.into_iter().for_each(|aim| against.entry(aim).or_default().push(step));
        }
    }

    /// Whether a holder is this one, or declared the same.
    pub fn is(&self, holder: HolderId) -> bool {
        self.holders.contains(&holder)
    }

    /// The holder and those that are declared the same, in the order of declaration.
    pub fn names(&self) -> &[HolderId] {
        &self.holders
    }

    /// Its stands on a claim.
    pub fn stand(&self, claim: ClaimId) -> Stand {
        self.stands[claim.index()]
    }

    /// Whether it asserts or concedes a claim, or the claim is common ground.
    pub fn holds(&self, claim: ClaimId) -> bool {
        self.held[claim.index()]
    }

    /// What a step has to do with it; nothing if it neither draws the step nor holds all that the
    /// step needs, of which it has to assert or concede something itself.
    pub fn drawn(&self, step: InferenceId) -> Option<Drawn> {
        self.drawn[step.index()]
    }

    /// Whether a step is an argument of its own: it draws the step, or nobody in particular draws
    /// it and it holds all that the step needs.
    pub fn argues(&self, step: InferenceId) -> bool {
        matches!(self.drawn(step), Some(Drawn::Own | Drawn::Open))
    }

    /// Its own arguments against a claim: rebuttals of it and undercuts of steps for it, in the
    /// order of declaration.
    pub fn against(&self, claim: ClaimId) -> &[InferenceId] {
        list(&self.own, self.one(claim).node())
    }

    /// Its own undercuts of a step.
    pub fn undercuts(&self, step: InferenceId) -> &[InferenceId] {
        list(&self.own, step.node())
    }

    /// The arguments against a claim that others draw from what it holds. Those that an opponent
    /// draws are no arguments for it; see [`lends`](View::lends).
    pub fn lent_against(&self, claim: ClaimId) -> &[InferenceId] {
        list(&self.lent, self.one(claim).node())
    }

    /// The undercuts of a step that others draw from what it holds; likewise.
    pub fn lent_undercuts(&self, step: InferenceId) -> &[InferenceId] {
        list(&self.lent, step.node())
    }

    /// Whether a step is one that somebody other than the opponent draws from what it holds.
    pub fn lends(&self, map: &Map, step: InferenceId, opponent: &View) -> bool {
        self.drawn(step) == Some(Drawn::Lent) && !map[step].by.is_some_and(|by| opponent.is(by))
    }

    /// The claims on which it takes a stand, in the order of declaration; of those that are
    /// declared the same the first.
    pub fn claims<'v>(&'v self, map: &'v Map) -> impl Iterator<Item = (ClaimId, Stand)> + 'v {
        let claims =
            map.claims().map(|(claim, _)| claim).filter(|claim| self.one(*claim) == *claim);
        let claims = claims.map(|claim| (claim, self.stand(claim)));
        claims.filter(|(_, stand)| stand.is_taken())
    }

    /// Which claims are declared the same.
    pub fn same(&self) -> &Same<ClaimId> {
        &self.same
    }

    /// The first of the claims that are declared the same as a claim.
    pub(in crate::compare) fn one(&self, claim: ClaimId) -> ClaimId {
        self.same.representative(claim)
    }
}

fn list(arguments: &FxHashMap<NodeIndex, Vec<InferenceId>>, node: NodeIndex) -> &[InferenceId] {
    arguments.get(&node).map_or(&[], Vec::as_slice)
}

/// A holder and those that are declared the same.
fn aliases(same: &Same<HolderId>, holder: HolderId) -> Vec<HolderId> {
    match same.class(holder) {
        [] => vec![holder],
        all => all.to_vec(),
    }
}

/// The steps of a kind that aim at a claim or at one that is declared the same.
pub(super) fn aimed_at(
    map: &Map,
    same: &Same<ClaimId>,
    claim: ClaimId,
    kind: InferenceKind,
) -> Vec<InferenceId> {
    match same.class(claim) {
        [] => map.aimed_at(claim, kind),
        all => all.iter().flat_map(|claim| map.aimed_at(*claim, kind)).collect(),
    }
}

/// By node: the stands that a holder under all its names takes.
fn stands(map: &Map, same: &Same<ClaimId>, holders: &[HolderId]) -> Vec<Stand> {
    let mut stands = vec![Stand::default(); map.node_count()];
    for (claim, stand) in taken(map, same, holders) {
        let all = same.class(claim);
        all.iter().for_each(|claim| stands[claim.index()] = stand);
        stands[claim.index()] = stand;
    }
    stands
}

/// The claims on which a holder under all its names takes stands.
fn taken(
    map: &Map,
    same: &Same<ClaimId>,
    holders: &[HolderId],
) -> impl Iterator<Item = (ClaimId, Stand)> + use<> {
    let mut stands: FxHashMap<ClaimId, (Stand, bool)> = FxHashMap::default();
    for holder in holders {
        for edge in map.graph().edges_directed(holder.node(), Outgoing) {
            let Edge::Commits(commitment) = edge.weight() else { continue };
            let claim = same.representative(ClaimId(edge.target()));
            let (stand, retracts) = stands.entry(claim).or_default();
            match commitment.stance {
                Stance::Asserts => stand.asserts = true,
                Stance::Denies => stand.denies = true,
                Stance::Concedes => stand.concedes = true,
                Stance::Retracts => *retracts = true,
                Stance::Supposes | Stance::Reports => {}
            }
        }
    }
    let stands = stands.into_iter().map(|(claim, (stand, retracts))| {
        (claim, Stand { asserts: stand.asserts && !retracts, ..stand })
    });
    stands.filter(|(_, stand)| stand.is_taken())
}

/// By node: whether it is a claim that is asserted, conceded or common ground.
fn held(map: &Map, same: &Same<ClaimId>, stands: &[Stand]) -> Vec<bool> {
    let mut held: Vec<bool> = stands.iter().map(|stand| stand.gives()).collect();
    for (claim, weight) in map.claims() {
        if weight.basis == Some(Basis::CommonGround) {
            held[claim.index()] = true;
            same.class(claim).iter().for_each(|claim| held[claim.index()] = true);
        }
    }
    held
}

/// Those who take a stand on some claim, each with the number of the claims: the most first, those
/// with as many in the order of declaration. Of holders that are declared the same the first stands
/// for all. Linear in the size of the map but for sorting.
pub fn by_stands(map: &Map) -> Vec<(HolderId, usize)> {
    let (same, same_holders) = (map.same_claims(), map.same_holders());
    let firsts = map.holders().map(|(holder, _)| holder);
    let firsts = firsts.filter(|holder| same_holders.representative(*holder) == *holder);
    let counted = firsts.map(|it| (it, taken(map, &same, &aliases(&same_holders, it)).count()));
    let mut found: Vec<(HolderId, usize)> = counted.filter(|(_, count)| *count > 0).collect();
    found.sort_by_key(|(holder, count)| (std::cmp::Reverse(*count), holder.index()));
    found
}
