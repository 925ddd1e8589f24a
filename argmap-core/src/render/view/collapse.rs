//! Drawing groups as boxes.
//!
//! A group is drawn as a box where that was asked for ([`Options::fold`]), or where it lies deeper
//! than [`Options::collapse`] says. Theses, if they are few, what is pointed out, as far as it is not
//! too much, and questions keep boxes of their own.
//! A picture of more than [`MOST_SINGLE`] claims and questions that has groups is collapsed unasked,
//! unless everything was asked for: to the deepest level at which it has no more than
//! [`MOST_BOXES`], or else to the outermost.

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashSet;

use super::{Shown, View};
use crate::model::{ClaimId, Map};
use crate::render::{Options, Scope};

/// So many claims and questions have boxes of their own where there are groups. It is fewer than may
/// be drawn at all, since frames of groups take room beside each other.
const MOST_SINGLE: usize = 75;

/// So many boxes of groups and claims are read at a glance.
const MOST_BOXES: usize = 30;

/// So many questions are drawn where groups have boxes.
const MOST_QUESTIONS: usize = 20;

/// So many theses have boxes of their own where groups have.
const MOST_THESES: usize = 12;

/// Whether a claim has a box of its own where groups have.
fn stays(map: &Map, view: &View, claim: ClaimId) -> bool {
    view.is_kept[claim.index()] || (map.is_thesis(claim) && map.theses().len() <= MOST_THESES)
}

/// Folds groups, as the module says; linear in the size of the map and in the depth of its groups.
pub(super) fn collapse(map: &Map, options: &Options, view: &mut View) {
    let claims: Vec<ClaimId> =
        map.claims().map(|(id, _)| id).filter(|id| view.is_shown(*id)).collect();
    // The frame of the group that is drawn stays.
    let outermost = usize::from(options.group().is_some());
    let may = matches!(options.scope, Scope::Map | Scope::Group(_) | Scope::Holder(_));
    let questions = map.questions().filter(|(id, _)| view.is_shown(*id)).count();
    let is_large = may && !options.everything && claims.len() + questions > MOST_SINGLE;
    let deepest = view.groups.iter().map(|group| group.depth).max();
    let level = match (options.collapse, deepest) {
        (_, None) => None,
        (Some(depth), _) => Some(outermost + depth.max(1) - 1),
        (None, Some(deepest)) if is_large && deepest >= outermost => {
            let fits = |level: &usize| boxes(map, view, &claims, *level) <= MOST_BOXES;
            let level = (outermost..=deepest).rev().find(fits).unwrap_or(outermost);
            view.notes.push(format!(
                "{} claims: drawn by groups; `--group ID` draws one, `--all` draws everything",
                claims.len()
            ));
            Some(level)
        }
        _ => None,
    };
    let wanted: FxHashSet<NodeIndex> = options.fold.iter().map(|group| group.node()).collect();
    let is_wanted = |at: &usize| wanted.contains(&view.groups[*at].part);
    let asked: FxHashSet<usize> = (0..view.groups.len()).filter(is_wanted).collect();
    if level.is_none() && asked.is_empty() {
        return;
    }
    if level.is_some() && questions > MOST_QUESTIONS {
        map.questions().for_each(|(id, _)| view.shown[id.index()] = Shown::No);
        view.notes.push(format!("{questions} questions are not drawn"));
    }
    let target = |home: usize| target(view, home, level, &asked, outermost);
    let mut members: Vec<Vec<ClaimId>> = vec![Vec::new(); view.groups.len()];
    let mut is_frame = vec![false; view.groups.len()];
    let mut moved = Vec::new();
    for claim in claims {
        let Some(home) = view.home[claim.index()] else { continue };
        let Some(into) = target(home) else {
            is_frame[home] = true;
            continue;
        };
        let stays = stays(map, view, claim) && view.shown[claim.index()] == Shown::Full;
        if stays {
            moved.push((claim, into));
            is_frame[into] = true;
        } else {
            members[into].push(claim);
        }
    }
    for (claim, into) in moved {
        view.home[claim.index()] = Some(into);
    }
    // A group whose parts are boxes is a frame around them.
    for at in (0..view.groups.len()).rev() {
        let is_drawn = is_frame[at] || !members[at].is_empty();
        if let (true, Some(parent)) = (is_drawn, view.groups[at].parent) {
            is_frame[parent] = true;
        }
    }
    view.is_overview = true;
    for (at, claims) in members.into_iter().enumerate() {
        let (part, title) = (view.groups[at].part, view.groups[at].title.clone());
        match claims[..] {
            [] => {}
            [one] => view.home[one.index()] = Some(at),
            _ if is_frame[at] => view.fold(part, "Other claims".to_owned(), claims, Some(at)),
            _ => view.fold(part, title, claims, view.groups[at].parent),
        }
    }
}

/// The group as whose box what lies in `home` is drawn, if it is.
fn target(
    view: &View,
    home: usize,
    level: Option<usize>,
    asked: &FxHashSet<usize>,
    outermost: usize,
) -> Option<usize> {
    let mut found = None;
    let mut at = Some(home);
    while let Some(place) = at {
        let depth = view.groups[place].depth;
        // What lies right in a group that has parts is its box where these are boxes.
        let by_level = level.is_some_and(|level| {
            depth == level || (depth < level && place == home && depth >= outermost)
        });
        if by_level || asked.contains(&place) {
            found = Some(place);
        }
        at = view.groups[place].parent;
    }
    found
}

/// How many boxes there are where groups are boxes at that level.
fn boxes(map: &Map, view: &View, claims: &[ClaimId], level: usize) -> usize {
    let mut folds = FxHashSet::default();
    let mut boxes = 0;
    for claim in claims {
        let home = view.home[claim.index()].filter(|_| !stays(map, view, *claim));
        match home.and_then(|home| target(view, home, Some(level), &FxHashSet::default(), 0)) {
            Some(group) => {
                folds.insert(group);
            }
            None => boxes += 1,
        }
    }
    boxes + folds.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Claim, Group};
    use crate::render::{Overlay, diagram::diagram};

    /// How many boxes an overview has of a group of that many theses and two more claims.
    fn drawn(theses: usize) -> usize {
        let mut map = Map::new("T");
        let group = Group { name: "g".into(), title: "G".into(), parent: None, note: None };
        let group = map.add_group(group).unwrap();
        for at in 0..theses + 2 {
            let claim = Claim::new(format!("c{at}"), "A claim.").group(group);
            let claim = map.add_claim(claim).unwrap();
            if at < theses {
                map.add_thesis(claim);
            }
        }
        let options = Options { collapse: Some(1), ..Options::default() };
        diagram(&map, &Overlay::default(), &options).nodes.len()
    }

    #[test]
    fn only_a_few_theses_stand_beside_the_boxes_of_groups() {
        assert_eq!(drawn(MOST_THESES), MOST_THESES + 1);
        assert_eq!(drawn(MOST_THESES + 1), 1);
    }
}
