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

use super::{Shown, View, fold};
use crate::model::{ClaimId, GroupId, InferenceKind, Map, Target};

/// Up to so many claims from outside are all drawn.
const FEW: usize = 6;

/// Up to so many that attack, and so many that are rivals, are drawn each by itself.
const FEW_RIVALS: usize = 4;

/// So many boxes from outside are too many, if they can be fewer.
const MOST: usize = 8;

/// So many folded boxes are not too many, however many claims stand apart.
const MOST_FOLDS: usize = 4;

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
        !view.is_kept[id.index()]
            && !role.is_target
            && (fold_attackers || !role.attacks)
            && (fold_answers || !role.answers)
            && (fold_opponents || !role.opposes)
    };
    let open: Vec<ClaimId> = outside.iter().copied().filter(folds).collect();
    let kept = outside.len() - open.len();
    let most = MOST.saturating_sub(kept).max(MOST_FOLDS);
    fold::by_groups(map, view, Some(group), &open, most);
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
