//! Which parts of a map a picture shows, and which of them it folds into one box.
//!
//! A view is made in three steps: what is shown is selected by the scope, then claims that would
//! make the picture hard to read are folded into boxes that stand for several, and then the steps
//! between the same ends are bundled. Whatever is folded is counted in its box.

mod bundle;
mod fold;
mod groups;
mod select;

use petgraph::graph::NodeIndex;

use super::Options;
use crate::model::{ClaimId, InferenceKind, Map, QuestionId};

pub(super) use bundle::{Bundle, Clash};
pub(super) use fold::group_title;
pub(super) use groups::{ShownGroup, nest};

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
    /// By node: how many steps a claim of the group that is drawn leads to that aim outside of it
    /// and are not drawn.
    pub leads_out: Vec<usize>,
    /// By node of a claim: the place in `folds` of the box that stands for it.
    fold_of: Vec<Option<usize>>,
    /// Whether steps between folded boxes are lines and never nodes.
    is_summary: bool,
}

impl View {
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
}

/// Looks up what a picture shows; linear in the size of the map but for sorting what is folded.
pub(super) fn view(map: &Map, options: &Options) -> View {
    let (groups, place) = groups::nest(map, options.group());
    let mut view = View {
        claims: Vec::new(),
        folds: Vec::new(),
        steps: Vec::new(),
        questions: Vec::new(),
        conflicts: Vec::new(),
        groups,
        shown: vec![Shown::No; map.node_count()],
        home: vec![None; map.node_count()],
        leads_out: vec![0; map.node_count()],
        fold_of: vec![None; map.node_count()],
        is_summary: false,
    };
    for (claim, data) in map.claims() {
        view.home[claim.index()] = data.group.and_then(|group| place[group.index()]);
    }
    select::map_or_group(map, options, &mut view);
    // Frames are drawn around what is shown in full only.
    for (claim, _) in map.claims() {
        if view.shown[claim.index()] == Shown::No {
            view.home[claim.index()] = None;
        }
    }
    if let Some(group) = options.group() {
        fold::outside(map, &mut view, group);
    }
    settle(map, &mut view);
    view
}

/// Lists what is drawn once all is selected and folded.
fn settle(map: &Map, view: &mut View) {
    let is_shown = |view: &View, node: NodeIndex| view.shown[node.index()] != Shown::No;
    let claims = map.claims().map(|(id, _)| id);
    let stands = |id: &ClaimId| is_shown(view, id.node()) && view.fold_of[id.index()].is_none();
    view.claims = claims.filter(stands).collect();
    view.questions =
        map.questions().map(|(id, _)| id).filter(|id| is_shown(view, id.node())).collect();
    view.steps = bundle::bundle(map, view);
    view.conflicts = bundle::clashes(map, view);
    for clash in &view.conflicts {
        let mut homes = clash.ends.iter().map(|end| view.home_of(*end));
        let first = homes.next().flatten();
        let home = first.filter(|first| homes.all(|other| other == Some(*first)));
        view.home[clash.conflicts[0].index()] = home;
    }
}
