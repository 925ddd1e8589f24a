//! Which claims exclude which.

use rustc_hash::FxHashMap;

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

    /// The contraries of a claim between two holders, each with all that says so: what says so is
    /// nobody's view or one of theirs. Linear in the size of what speaks of the claim.
    pub(super) fn of_claim<'c>(
        &'c self,
        claim: ClaimId,
        pair: [&'c View; 2],
    ) -> impl Iterator<Item = Clash> + 'c {
        let about = self.about.get(&claim).into_iter().flatten();
        let about = about.map(|number| &self.exclusions[*number]);
        let binds =
            move |one: &&Exclusion| one.by.is_none_or(|by| pair.iter().any(|view| view.is(by)));
        about.filter(binds).flat_map(move |one| {
            let others = one.claims.iter().filter(move |other| **other != claim);
            others.map(|other| Clash { claim: *other, through: one.node })
        })
    }

    /// Whether two claims are contraries between two holders.
    pub(super) fn are(&self, one: ClaimId, other: ClaimId, pair: [&View; 2]) -> bool {
        self.of_claim(one, pair).any(|clash| clash.claim == other)
    }
}
