//! Folding what lies outside of a group that is drawn.
//!
//! The picture of a group shows what speaks for and against its claims, wherever that comes from.
//! Up to [`FEW`] claims from outside stand each in a box of its own. Where there are more, those
//! that only support something, or answer one of the questions, are folded by the group that they
//! come from. A reader wants to see who objects: claims that attack the group, or what it rests
//! on, stay apart, and so do rival answers and opponents in a conflict, up to [`FEW_RIVALS`] of
//! each sort; where there are more of a sort, they are folded as well. What the group leads to is
//! never folded.
//!
//! Where folding by groups leaves more than [`MOST`] boxes outside and more than [`MOST_FOLDS`] of
//! them folded, the smallest of these are taken together with others by the group around theirs,
//! and at last by the map that they come from. A box is called by the smallest group in which all its claims lie; of one claim none is made.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::{Fold, Shown, View};
use crate::model::{ClaimId, GroupId, InferenceKind, Map, Target};
use crate::text::FileId;

/// Up to so many claims from outside are all drawn.
const FEW: usize = 6;

/// Up to so many that attack, and so many that are rivals, are drawn each by itself.
const FEW_RIVALS: usize = 4;

/// So many boxes from outside are too many, if they can be fewer.
const MOST: usize = 8;

/// So many folded boxes are not too many, however many claims stand apart.
const MOST_FOLDS: usize = 4;

/// How deep groups may lie in one another to be told apart here.
const MAX_DEPTH: usize = 12;

/// What claims come from: a group, or a file outside of all groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Place {
    Group(GroupId),
    File(FileId),
}

/// What a claim from outside does in the picture.
#[derive(Clone, Copy, Default)]
struct Role {
    attacks: bool,
    answers: bool,
    opposes: bool,
    is_target: bool,
}

/// Folds the claims outside of the group that is drawn, as the module says.
pub(super) fn outside(map: &Map, view: &mut View, group: GroupId) {
    let is_outside = |id: ClaimId| view.shown[id.index()] == Shown::Context;
    let outside: Vec<ClaimId> =
        map.claims().map(|(id, _)| id).filter(|id| is_outside(*id)).collect();
    if outside.len() <= FEW {
        return;
    }
    let roles = roles(map, view);
    let role = |id: &ClaimId| roles[id.index()];
    let fold_attackers = outside.iter().filter(|id| role(id).attacks).count() > FEW_RIVALS;
    let fold_answers = outside.iter().filter(|id| role(id).answers).count() > FEW_RIVALS;
    let fold_opponents = outside.iter().filter(|id| role(id).opposes).count() > FEW_RIVALS;
    let folds = |id: &ClaimId| {
        let role = role(id);
        !role.is_target
            && (fold_attackers || !role.attacks)
            && (fold_answers || !role.answers)
            && (fold_opponents || !role.opposes)
    };
    let open: Vec<ClaimId> = outside.iter().copied().filter(folds).collect();
    let kept = outside.len() - open.len();
    let around: Vec<GroupId> = ancestors(map, Some(group)).collect();
    for claims in sort(map, &open, MOST.saturating_sub(kept).max(MOST_FOLDS)) {
        if claims.len() > 1 {
            let place = common(map, &claims);
            add(map, view, place, &around, claims);
        }
    }
}

/// Makes a box of claims that lie in one place.
fn add(map: &Map, view: &mut View, place: Option<Place>, around: &[GroupId], claims: Vec<ClaimId>) {
    let (part, title) = match place {
        Some(Place::Group(group)) if around.contains(&group) => {
            (group.node(), format!("Elsewhere in {}", group_title(map, group)))
        }
        Some(Place::Group(group)) => (group.node(), group_title(map, group)),
        _ => (claims[0].node(), file_title(map, claims[0])),
    };
    claims.iter().for_each(|claim| view.fold_of[claim.index()] = Some(view.folds.len()));
    view.folds.push(Fold {
        part,
        title,
        claims,
        home: None,
        is_context: true,
        steps: [0; InferenceKind::ALL.len()],
        within: [0; InferenceKind::ALL.len()],
        conflicts: 0,
    });
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

/// By node of a claim: what it does in the picture.
fn roles(map: &Map, view: &View) -> Vec<Role> {
    let mut roles = vec![Role::default(); map.node_count()];
    let is_own = |claim: ClaimId| view.shown[claim.index()] == Shown::Full;
    for (id, step) in map.inferences().filter(|(id, _)| view.shown[id.index()] != Shown::No) {
        if let Target::Claim(claim) = map.target(id)
            && map.needs(id).any(is_own)
        {
            roles[claim.index()].is_target = true;
        }
        if step.kind != InferenceKind::Support {
            map.needs(id).for_each(|claim| roles[claim.index()].attacks = true);
        }
    }
    for (id, _) in map.questions().filter(|(id, _)| view.shown[id.index()] != Shown::No) {
        map.answers(id).for_each(|claim| roles[claim.index()].answers = true);
    }
    for (id, _) in map.conflicts().filter(|(id, _)| view.shown[id.index()] != Shown::No) {
        map.members(id).for_each(|claim| roles[claim.index()].opposes = true);
    }
    roles
}
