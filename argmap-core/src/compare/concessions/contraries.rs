//! Which claims exclude which.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::compare::positions::exclusions::{Exclusion, Exclusions};
use crate::compare::positions::{Clash, View};
use crate::model::{ClaimId, Map, Same};

/// What says that at most one of some claims is true, by the claims. Of claims that are declared the
/// same it knows the first.
pub(super) struct Contraries {
    exclusions: Vec<Exclusion>,
    about: FxHashMap<ClaimId, Vec<usize>>,
}

impl Contraries {
    /// Linear in the size of the map.
    pub(super) fn of(map: &Map, same: &Same<ClaimId>) -> Contraries {
        let Exclusions(exclusions) = Exclusions::of(map, same);
        let mut about: FxHashMap<ClaimId, Vec<usize>> = FxHashMap::default();
        for (number, exclusion) in exclusions.iter().enumerate() {
            for claim in &exclusion.claims {
                let list = about.entry(*claim).or_default();
                if list.last() != Some(&number) {
                    list.push(number);
                }
            }
        }
        Contraries { exclusions, about }
    }

    /// What says so between two holders: it is nobody's view or one of theirs.
    fn about<'c>(
        &'c self,
        claim: ClaimId,
        pair: [&'c View; 2],
    ) -> impl Iterator<Item = usize> + 'c {
        let about = self.about.get(&claim).into_iter().flatten().copied();
        about.filter(move |number| {
            let by = self.exclusions[*number].by;
            by.is_none_or(|by| pair.iter().any(|view| view.is(by)))
        })
    }

    /// Whether two claims are contraries between two holders; linear in the number of what speaks
    /// of the first.
    pub(super) fn are(&self, one: ClaimId, other: ClaimId, pair: [&View; 2]) -> bool {
        one != other && self.about(one, pair).any(|it| self.exclusions[it].claims.contains(&other))
    }

    /// The claims that one of two holders asserts and that the other denies or holds a contrary of,
    /// in the order of the map; linear in the size of the map and of the answer.
    pub(super) fn opposed(&self, map: &Map, own: &View, other: &View) -> Vec<Opposed> {
        let pair = [own, other];
        // What the other holds of the claims that something is said to exclude.
        let held = self.exclusions.iter().map(|one| -> Vec<ClaimId> {
            one.claims.iter().copied().filter(|claim| other.stand(*claim).gives()).collect()
        });
        let held: Vec<Vec<ClaimId>> = held.collect();
        let asserted = own.claims(map).filter(|(_, stand)| stand.asserts);
        let opposed = asserted.map(|(claim, _)| {
            let mut contraries: Vec<Clash> = Vec::new();
            let mut seen = FxHashSet::from_iter([claim]);
            for number in self.about(claim, pair) {
                let through = self.exclusions[number].node;
                let new = held[number].iter().copied().filter(|one| seen.insert(*one));
                contraries.extend(new.map(|claim| Clash { claim, through }));
            }
            Opposed { claim, is_denied: other.stand(claim).denies, contraries }
        });
        opposed.filter(|it| it.is_denied || !it.contraries.is_empty()).collect()
    }
}

/// A claim that one holder asserts and the other is against.
pub(super) struct Opposed {
    pub(super) claim: ClaimId,
    /// Whether the other denies it.
    pub(super) is_denied: bool,
    /// What the other holds that excludes it, each with the first thing that says so.
    pub(super) contraries: Vec<Clash>,
}
