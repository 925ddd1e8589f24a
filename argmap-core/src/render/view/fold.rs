//! Folding claims by the groups that they come from.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::View;
use super::groups::{MAX_DEPTH, group_title};
use crate::model::{ClaimId, GroupId, Map};
use crate::text::FileId;

/// What claims come from: a group, or a file outside of all groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Group(GroupId),
    File(FileId),
}

/// Folds claims into `most` boxes, or more where they can be no fewer. Claims of one group come
/// into one box; the smallest boxes are taken together by the group around theirs, and at last by
/// the map that they come from. A box is called by the smallest group in which all its claims lie;
/// where the group that is drawn lies in it as well, by what is elsewhere in it. Of one claim no
/// box is made. Takes O(n log n) for n claims.
pub(super) fn by_groups(
    map: &Map,
    view: &mut View,
    drawn: Option<GroupId>,
    claims: &[ClaimId],
    most: usize,
) {
    let around: Vec<GroupId> = ancestors(map, drawn).collect();
    for claims in sort(map, claims, most) {
        let [first, _, ..] = claims[..] else { continue };
        let (part, title) = match common(map, &claims) {
            Some(Place::Group(group)) => {
                let title = group_title(map, group);
                let is_around = around.contains(&group);
                let title = if is_around { format!("Elsewhere in {title}") } else { title };
                (group.node(), title)
            }
            _ => (first.node(), file_title(map, first)),
        };
        view.fold(part, title, claims, None);
    }
}

/// What the claims of a file are called where they have no group in common.
fn file_title(map: &Map, claim: ClaimId) -> String {
    let name = map.name(claim).unwrap_or_default();
    let prefix = name.strip_suffix(&*map[claim].name).unwrap_or_default();
    match prefix.strip_suffix('/') {
        Some(prefix) => format!("Elsewhere in {prefix}"),
        None => "Elsewhere in this map".to_owned(),
    }
}

/// The groups that a group lies in, itself first; so many at most as can be told apart.
fn ancestors(map: &Map, group: Option<GroupId>) -> impl Iterator<Item = GroupId> + '_ {
    std::iter::successors(group, |group| map[*group].parent).take(MAX_DEPTH)
}

/// What a claim lies in, from the inside out.
fn places(map: &Map, claim: ClaimId) -> impl Iterator<Item = Place> + '_ {
    let groups = ancestors(map, map[claim].group).map(Place::Group);
    groups.chain([Place::File(map.file_of(claim))])
}

/// Sorts claims by the groups that they lie in, the smallest sets put together until there are no
/// more than `most`, if that can be. Takes O(n log n) for n claims.
fn sort(map: &Map, claims: &[ClaimId], most: usize) -> Vec<Vec<ClaimId>> {
    // By place: its claims, and how far out of the place of each it lies at most.
    let mut sets: BTreeMap<Place, (Vec<ClaimId>, usize)> = BTreeMap::new();
    for claim in claims {
        let place = places(map, *claim).next().expect("a claim lies in a file");
        sets.entry(place).or_default().0.push(*claim);
    }
    // What has a group around it comes first: `elsewhere` tells a reader least.
    let entry = |place: &Place, claims: &[ClaimId]| {
        let is_outermost = match place {
            Place::Group(group) => map[*group].parent.is_none(),
            Place::File(_) => true,
        };
        Reverse((is_outermost, claims.len(), claims[0], *place))
    };
    let mut queue: BinaryHeap<_> =
        sets.iter().map(|(place, (claims, _))| entry(place, claims)).collect();
    while sets.len() > most {
        let Some(Reverse((_, size, _, place))) = queue.pop() else { break };
        let Place::Group(group) = place else { continue };
        if sets.get(&place).is_none_or(|(claims, _)| claims.len() != size) {
            continue; // It has grown or gone since.
        }
        let Some((claims, depth)) = sets.remove(&place) else { continue };
        let file = Place::File(map.file_of(claims[0]));
        let parent = map[group].parent.filter(|_| depth < MAX_DEPTH);
        let outer = parent.map_or(file, Place::Group);
        let (into, deepest) = sets.entry(outer).or_default();
        into.extend(claims);
        *deepest = (*deepest).max(depth + 1);
        queue.push(entry(&outer, into));
    }
    let mut sets: Vec<Vec<ClaimId>> = sets.into_values().map(|(claims, _)| claims).collect();
    sets.iter_mut().for_each(|claims| claims.sort_unstable());
    sets.sort_unstable_by_key(|claims| claims[0]);
    sets
}

/// The innermost place in which all lie.
fn common(map: &Map, claims: &[ClaimId]) -> Option<Place> {
    let (first, rest) = claims.split_first()?;
    places(map, *first)
        .find(|place| rest.iter().all(|claim| places(map, *claim).any(|p| p == *place)))
}
