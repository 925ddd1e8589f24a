//! What one holder holds, draws and argues against.

use petgraph::Direction::Outgoing;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashMap;

use crate::model::{
    Basis, ClaimId, Edge, HolderId, InferenceId, InferenceKind, Map, Stance, Target, words,
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
        /// Somebody else draws it, such as the map's author, from what the holder holds.
        Lent = "lent",
    }
}

/// What one holder holds, draws and argues against, and what stands on its commitments alone.
#[derive(Debug)]
pub struct View {
    /// The holder.
    pub holder: HolderId,
    /// What stands if only its commitments are granted.
    pub evaluation: Evaluation,
    /// On how many claims it takes a stand.
    pub count: usize,
    stands: Vec<Stand>,
    drawn: Vec<Option<Drawn>>,
    own: FxHashMap<NodeIndex, Vec<InferenceId>>,
    lent: FxHashMap<NodeIndex, Vec<InferenceId>>,
}

impl View {
    /// The view of a holder; linear in the size of the map, but for its evaluation, which is where
    /// the map has no circles.
    pub fn new(map: &Map, holder: HolderId) -> View {
        let stands = stands(map, holder);
        let evaluation =
            evaluate(map, Options { grant: Grant::HeldBy(holder), ..Options::default() });
        let mut view = View {
            holder,
            evaluation,
            count: stands.iter().filter(|stand| stand.is_taken()).count(),
            stands,
            drawn: vec![None; map.node_count()],
            own: FxHashMap::default(),
            lent: FxHashMap::default(),
        };
        for (step, weight) in map.inferences() {
            // What needs common ground only is everybody's, and nobody's in particular.
            let holds_all = || {
                map.needs(step).all(|need| view.holds(map, need))
                    && map.needs(step).any(|need| view.stand(need).gives())
            };
            view.drawn[step.index()] = match weight.by {
                Some(by) if by == holder => Some(Drawn::Own),
                None if holds_all() => Some(Drawn::Open),
                Some(_) if holds_all() => Some(Drawn::Lent),
                _ => None,
            };
        }
        for (step, weight) in map.inferences() {
            let Some(drawn) = view.drawn(step) else { continue };
            let mut aims = Vec::new();
            match (weight.kind, map.target(step)) {
                (InferenceKind::Rebuttal, target) => aims.push(target.into()),
                (InferenceKind::Undercut, Target::Inference(undercut)) => {
                    aims.push(undercut.node());
                    if let (InferenceKind::Support, Target::Claim(claim)) =
                        (map[undercut].kind, map.target(undercut))
                    {
                        aims.push(claim.node());
                    }
                }
                _ => {}
            }
            let against = if drawn == Drawn::Lent { &mut view.lent } else { &mut view.own };
            aims.into_iter().for_each(|aim| against.entry(aim).or_default().push(step));
        }
        view
    }

    /// Its stands on a claim.
    pub fn stand(&self, claim: ClaimId) -> Stand {
        self.stands[claim.index()]
    }

    /// Whether it asserts or concedes a claim, or the claim is common ground.
    pub fn holds(&self, map: &Map, claim: ClaimId) -> bool {
        self.stand(claim).gives() || map[claim].basis == Some(Basis::CommonGround)
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

    /// Its own arguments against a claim (rebuttals of it, undercuts of steps for it) or against a
    /// step (undercuts of it), in the order of declaration.
    pub fn against(&self, node: impl Into<NodeIndex>) -> &[InferenceId] {
        self.own.get(&node.into()).map_or(&[], Vec::as_slice)
    }

    /// The same that others draw from what it holds. Those that an opponent draws are no arguments
    /// for it; see [`lends`](View::lends).
    pub fn lent_against(&self, node: impl Into<NodeIndex>) -> &[InferenceId] {
        self.lent.get(&node.into()).map_or(&[], Vec::as_slice)
    }

    /// Whether a step is one that somebody other than the opponent draws from what it holds.
    pub fn lends(&self, map: &Map, step: InferenceId, opponent: HolderId) -> bool {
        self.drawn(step) == Some(Drawn::Lent) && map[step].by != Some(opponent)
    }

    /// The claims on which it takes a stand, in the order of declaration.
    pub fn claims<'v>(&'v self, map: &'v Map) -> impl Iterator<Item = (ClaimId, Stand)> + 'v {
        let claims = map.claims().map(|(claim, _)| (claim, self.stand(claim)));
        claims.filter(|(_, stand)| stand.is_taken())
    }
}

/// By node: the stands that a holder takes.
fn stands(map: &Map, holder: HolderId) -> Vec<Stand> {
    let mut stands = vec![Stand::default(); map.node_count()];
    let mut retracted = Vec::new();
    for edge in map.graph().edges_directed(holder.node(), Outgoing) {
        let Edge::Commits(commitment) = edge.weight() else { continue };
        let stand = &mut stands[edge.target().index()];
        match commitment.stance {
            Stance::Asserts => stand.asserts = true,
            Stance::Denies => stand.denies = true,
            Stance::Concedes => stand.concedes = true,
            Stance::Retracts => retracted.push(edge.target()),
            Stance::Supposes | Stance::Reports => {}
        }
    }
    retracted.into_iter().for_each(|claim| stands[claim.index()].asserts = false);
    stands
}

/// Those who take a stand on some claim, each with the number of the claims: the most first, those
/// with as many in the order of declaration. Linear in the size of the map but for sorting.
pub fn by_stands(map: &Map) -> Vec<(HolderId, usize)> {
    let mut found = Vec::new();
    for (holder, _) in map.holders() {
        // Not by node, since there may be many holders.
        let mut stands: FxHashMap<NodeIndex, (Stand, bool)> = FxHashMap::default();
        for edge in map.graph().edges_directed(holder.node(), Outgoing) {
            let Edge::Commits(commitment) = edge.weight() else { continue };
            let (stand, retracts) = stands.entry(edge.target()).or_default();
            match commitment.stance {
                Stance::Asserts => stand.asserts = true,
                Stance::Denies => stand.denies = true,
                Stance::Concedes => stand.concedes = true,
                Stance::Retracts => *retracts = true,
                Stance::Supposes | Stance::Reports => {}
            }
        }
        let counts = |(stand, retracts): &&(Stand, bool)| {
            Stand { asserts: stand.asserts && !retracts, ..*stand }.is_taken()
        };
        let count = stands.values().filter(counts).count();
        if count > 0 {
            found.push((holder, count));
        }
    }
    found.sort_by_key(|(holder, count)| (std::cmp::Reverse(*count), holder.index()));
    found
}
