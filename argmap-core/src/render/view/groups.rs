//! The groups that a picture frames.

use petgraph::graph::NodeIndex;

use super::View;
use crate::model::{GroupId, Map};
use crate::text::FileId;

/// How deep groups are drawn in one another; what lies deeper is drawn in the deepest.
pub(super) const MAX_DEPTH: usize = 12;

/// A group with what is drawn in it.
pub(in crate::render) struct ShownGroup {
    /// The group, or of the side of a dispute what stands for it.
    pub part: NodeIndex,
    pub title: String,
    /// The place of the group around it, which is always earlier.
    pub parent: Option<usize>,
    pub depth: usize,
}

/// Frames all groups of a map or one with its parts, and puts claims into them.
pub(super) fn frame(map: &Map, only: Option<GroupId>, view: &mut View) {
    let (groups, place) = nest(map, only);
    view.groups = groups;
    for (claim, data) in map.claims() {
        view.home[claim.index()] = data.group.and_then(|group| place[group.index()]);
    }
}

/// Takes away the frames in which nothing is drawn.
pub(super) fn prune(view: &mut View) {
    let mut is_used = vec![false; view.groups.len()];
    let claims = view.claims.iter().filter_map(|claim| view.home[claim.index()]);
    let folds = view.folds.iter().filter_map(|fold| fold.home);
    let steps = view.steps.iter().filter(|bundle| bundle.is_knot).filter_map(|it| it.home);
    claims.chain(folds).chain(steps).for_each(|home| is_used[home] = true);
    for at in (0..view.groups.len()).rev() {
        if let (true, Some(parent)) = (is_used[at], view.groups[at].parent) {
            is_used[parent] = true;
        }
    }
    // The sides of a dispute are there even if one is silent.
    view.sides.into_iter().flatten().for_each(|side| is_used[side] = true);
    let mut place = vec![None; view.groups.len()];
    let mut left = 0..view.groups.len();
    for (at, _) in is_used.iter().enumerate().filter(|(_, is_used)| **is_used) {
        place[at] = left.next();
    }
    let mut at = 0..;
    view.groups.retain(|_| at.next().is_some_and(|at: usize| is_used[at]));
    let moved = |home: &mut Option<usize>| *home = home.and_then(|home| place[home]);
    view.groups.iter_mut().for_each(|group| moved(&mut group.parent));
    view.home.iter_mut().for_each(moved);
    view.folds.iter_mut().for_each(|fold| moved(&mut fold.home));
    view.steps.iter_mut().for_each(|bundle| moved(&mut bundle.home));
}

/// A group's title, before it the prefix of the imported map that it is of.
pub(in crate::render) fn group_title(map: &Map, group: GroupId) -> String {
    let own = &map[group];
    if map.file_of(group) == FileId::ROOT {
        return own.title.to_string();
    }
    let name = map.name(group).unwrap_or_default();
    let prefix = name.strip_suffix(&*own.name).unwrap_or_default();
    format!("{prefix} {}", own.title)
}

/// The groups to draw, parents first, and by node the place of the group to draw its claims in.
/// Groups that are parts of each other in a circle are drawn side by side.
pub(in crate::render) fn nest(
    map: &Map,
    only: Option<GroupId>,
) -> (Vec<ShownGroup>, Vec<Option<usize>>) {
    let mut place: Vec<Option<usize>> = vec![None; map.node_count()];
    let mut parts: Vec<Vec<GroupId>> = vec![Vec::new(); map.node_count()];
    let mut roots = Vec::new();
    for (id, group) in map.groups() {
        match group.parent {
            Some(parent) => parts[parent.index()].push(id),
            None => roots.push(id),
        }
    }
    let circles = map.groups().map(|(id, _)| id).filter(|_| only.is_none());
    let starts: Vec<GroupId> = match only {
        Some(group) => vec![group],
        None => roots.into_iter().chain(circles).collect(),
    };
    let mut groups = Vec::new();
    for start in starts {
        let mut open: Vec<(GroupId, Option<usize>)> = vec![(start, None)];
        while let Some((id, parent)) = open.pop() {
            if place[id.index()].is_some() {
                continue;
            }
            let depth = parent.map_or(0, |parent: usize| {
                let parent: &ShownGroup = &groups[parent];
                parent.depth + 1
            });
            let own = if depth < MAX_DEPTH {
                let title = group_title(map, id);
                groups.push(ShownGroup { part: id.node(), title, parent, depth });
                Some(groups.len() - 1)
            } else {
                parent
            };
            place[id.index()] = own;
            open.extend(parts[id.index()].iter().rev().map(|part| (*part, own)));
        }
    }
    (groups, place)
}
