//! What a holder would have to withdraw to be consistent.

use super::{Consistency, Correction};
use crate::compare::positions;
use crate::logic::consistency::{Background, Wish, Work, smallest_repairs};
use crate::model::Map;

/// Linear in the size of the map where the holder is consistent; where it is not, at worst
/// exponential, within the work that is left.
pub(super) fn consistency(
    map: &Map,
    background: &Background,
    view: &positions::View,
    most: usize,
    work: &mut Work,
) -> Consistency {
    let mut wishes: Vec<Wish> = Vec::new();
    for (claim, stand) in view.claims(map) {
        wishes.extend(stand.gives().then_some(Wish { claim, holds: true }));
        wishes.extend(stand.denies.then_some(Wish { claim, holds: false }));
    }
    let own = crate::logic::consistency::View::Of(view.holder);
    let found = smallest_repairs(background, &wishes, own, most, work);
    let named = |set: Vec<usize>| set.into_iter().map(|number| wishes[number]).collect();
    let contradictions = found.of_each.into_iter().map(|one| Correction {
        sets: one.sets.into_iter().map(named).collect(),
        is_complete: one.complete,
    });
    Consistency {
        contradictions: contradictions.collect(),
        is_hopeless: found.hopeless,
        is_complete: found.complete,
    }
}
