//! The groups that a picture frames.

use crate::model::{GroupId, Map};

/// How deep groups are drawn in one another; what lies deeper is drawn in the deepest.
const MAX_DEPTH: usize = 12;

/// A group with what is drawn in it.
pub(in crate::render) struct ShownGroup {
    pub id: GroupId,
    /// The place of the group around it, which is always earlier.
    pub parent: Option<usize>,
    pub depth: usize,
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
                groups.push(ShownGroup { id, parent, depth });
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
