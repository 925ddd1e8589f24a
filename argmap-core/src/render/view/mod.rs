//! Which parts of a map a picture shows, and which of them it folds into one box.
//!
//! A view is made in three steps: what is shown is selected by the scope, then claims that would
//! make the picture hard to read are folded into boxes that stand for several, and then the steps
//! between the same ends are bundled. Whatever is folded is counted in its box, and whatever of the
//! claims' neighbours is not shown in the boxes of these claims.

mod around;
mod bundle;
mod collapse;
mod dispute;
mod fold;
mod groups;
mod hidden;
mod holder;
mod outside;
mod parts;
mod select;

use petgraph::graph::NodeIndex;

use super::{Options, Overlay, Scope};
use crate::model::{ClaimId, InferenceKind, Map, QuestionId};

pub(super) use bundle::{Bundle, Clash};
pub(super) use groups::{ShownGroup, nest};
pub(super) use hidden::Hidden;

/// How a part is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    No,
    /// Dimmed: it is outside of what was asked for, but touches it.
    Context,
    Full,
}

/// Where a line ends: at a part of the map or at a folded box, by its place in [`View::folds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum End {
    Part(NodeIndex),
    Fold(usize),
}

/// A box that stands for several claims.
#[derive(Debug)]
pub(super) struct Fold {
    /// What they have in common: the node of a group, or of the first of them.
    pub part: NodeIndex,
    pub title: String,
    /// The claims in the order of declaration.
    pub claims: Vec<ClaimId>,
    /// The place in [`View::groups`] of the frame that it is drawn in.
    pub home: Option<usize>,
    /// Whether its claims are dimmed.
    pub is_context: bool,
    /// By kind: how many steps from its claims are drawn.
    pub steps: [usize; InferenceKind::ALL.len()],
    /// By kind: how many steps begin and end in it.
    pub within: [usize; InferenceKind::ALL.len()],
    /// How many conflicts are within it.
    pub conflicts: usize,
    /// The steps and conflicts within it.
    pub parts: Vec<NodeIndex>,
    /// What of its claims' neighbours is not shown.
    pub hidden: Hidden,
}

/// The parts that a picture shows, in the order of declaration.
pub(super) struct View {
    /// The claims that have a box of their own.
    pub claims: Vec<ClaimId>,
    pub folds: Vec<Fold>,
    pub steps: Vec<Bundle>,
    pub questions: Vec<QuestionId>,
    pub conflicts: Vec<Clash>,
    pub groups: Vec<ShownGroup>,
    /// By node: how it is shown.
    pub shown: Vec<Shown>,
    /// By node of a claim: the place in `groups` of the box that it is drawn in.
    pub home: Vec<Option<usize>>,
    /// By node of a claim with a box of its own: what of its neighbours is not shown.
    pub hidden: Vec<Hidden>,
    /// The part that the picture is about, if it is about one.
    pub focus: Option<NodeIndex>,
    /// The places in `groups` of the sides of a dispute.
    pub sides: Option<[usize; 2]>,
    /// What the picture is of and what it leaves out, if that is worth saying.
    pub notes: Vec<String>,
    /// By node of a claim: the place in `folds` of the box that stands for it.
    fold_of: Vec<Option<usize>>,
    /// By node of a step or conflict: whether it needs a node, to carry a mark.
    is_marked: Vec<bool>,
    /// By node of a claim: whether it keeps a box of its own where others are folded, since it is
    /// pointed out.
    is_kept: Vec<bool>,
    /// Whether steps between folded boxes are lines and never nodes.
    pub is_summary: bool,
    /// Whether steps that need anything folded are lines and never nodes.
    pub is_overview: bool,
}

impl View {
    fn new(map: &Map) -> View {
        View {
            claims: Vec::new(),
            folds: Vec::new(),
            steps: Vec::new(),
            questions: Vec::new(),
            conflicts: Vec::new(),
            groups: Vec::new(),
            shown: vec![Shown::No; map.node_count()],
            home: vec![None; map.node_count()],
            hidden: vec![Hidden::default(); map.node_count()],
            focus: None,
            sides: None,
            notes: Vec::new(),
            fold_of: vec![None; map.node_count()],
            is_marked: vec![false; map.node_count()],
            is_kept: vec![false; map.node_count()],
            is_summary: false,
            is_overview: false,
        }
    }

    /// Where the lines of a claim, question or conflict end.
    pub fn end(&self, node: NodeIndex) -> End {
        self.fold_of[node.index()].map_or(End::Part(node), End::Fold)
    }

    /// The frame that an end is drawn in.
    pub fn home_of(&self, end: End) -> Option<usize> {
        match end {
            End::Part(node) => self.home[node.index()],
            End::Fold(fold) => self.folds[fold].home,
        }
    }

    /// Whether a part is shown, dimmed or in full.
    pub fn is_shown(&self, node: impl Into<NodeIndex>) -> bool {
        self.shown[node.into().index()] != Shown::No
    }

    /// Makes a box of claims in place of theirs; dimmed if they all are.
    fn fold(&mut self, part: NodeIndex, title: String, claims: Vec<ClaimId>, home: Option<usize>) {
        let is_dim = |claim: &ClaimId| self.shown[claim.index()] == Shown::Context;
        let is_context = claims.iter().all(is_dim);
        claims.iter().for_each(|claim| self.fold_of[claim.index()] = Some(self.folds.len()));
        self.folds.push(Fold {
            part,
            title,
            claims,
            home,
            is_context,
            steps: [0; InferenceKind::ALL.len()],
            within: [0; InferenceKind::ALL.len()],
            conflicts: 0,
            parts: Vec::new(),
            hidden: Hidden::default(),
        });
    }
}

/// Looks up what a picture shows; linear in the size of the map but for sorting what is folded.
pub(super) fn view(map: &Map, overlay: &Overlay, options: &Options) -> View {
    let mut view = View::new(map);
    point_out(map, overlay, &mut view);
    match &options.scope {
        Scope::Map | Scope::Group(_) => {
            groups::frame(map, options.group(), &mut view);
            select::map_or_group(map, options, &mut view);
        }
        Scope::Around { part, depth } => around::around(map, options, *part, *depth, &mut view),
        Scope::Thesis(claim) => around::thesis(map, options, *claim, &mut view),
        Scope::Holder(holder) => {
            groups::frame(map, None, &mut view);
            holder::holder(map, options, *holder, &mut view);
        }
        Scope::Dispute(a, b) => dispute::dispute(map, options, [*a, *b], &mut view),
        Scope::Parts(parts) => parts::parts(map, options, parts, &mut view),
    }
    // Frames are drawn around what is shown only.
    for (claim, _) in map.claims() {
        if !view.is_shown(claim) {
            view.home[claim.index()] = None;
        }
    }
    collapse::collapse(map, options, &mut view);
    if matches!(options.scope, Scope::Holder(_)) && !view.is_overview {
        view.groups.clear();
        view.home.fill(None);
    }
    if let (Some(group), false) = (options.group(), options.everything) {
        outside::outside(map, &mut view, group);
    }
    settle(map, &mut view);
    hidden::count(map, options, &mut view);
    hidden::note(map, options, &mut view);
    groups::prune(&mut view);
    view
}

/// So many claims that are pointed out keep boxes of their own, however much is folded.
const MOST_KEPT: usize = 20;

/// Has what is found about steps, and what is pointed out, drawn so that it can be seen.
fn point_out(map: &Map, overlay: &Overlay, view: &mut View) {
    let is_step = |node: &NodeIndex| map.as_inference(*node).is_some();
    let found = overlay.marks.iter().map(|mark| mark.part).filter(is_step);
    let pointed = overlay.highlights.iter().map(|highlight| highlight.part);
    found.chain(pointed).for_each(|part| view.is_marked[part.index()] = true);
    let mut kept = 0;
    for claim in overlay.highlights.iter().filter_map(|it| map.as_claim(it.part)) {
        if kept < MOST_KEPT && !std::mem::replace(&mut view.is_kept[claim.index()], true) {
            kept += 1;
        }
    }
}

/// Lists what is drawn once all is selected and folded.
fn settle(map: &Map, view: &mut View) {
    let claims = map.claims().map(|(id, _)| id);
    let stands = |id: &ClaimId| view.is_shown(*id) && view.fold_of[id.index()].is_none();
    view.claims = claims.filter(stands).collect();
    view.questions = map.questions().map(|(id, _)| id).filter(|id| view.is_shown(*id)).collect();
    view.steps = bundle::bundle(map, view);
    view.conflicts = bundle::clashes(map, view);
    for clash in &view.conflicts {
        let mut homes = clash.ends.iter().map(|end| view.home_of(*end));
        let first = homes.next().flatten();
        let home = first.filter(|first| homes.all(|other| other == Some(*first)));
        view.home[clash.conflicts[0].index()] = home;
    }
    if view.sides.is_some() {
        // What the sides say to each other stands between them.
        view.steps.iter_mut().for_each(|bundle| bundle.home = None);
    }
}
