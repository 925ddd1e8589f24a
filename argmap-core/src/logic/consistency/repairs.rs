//! What to give up so that all the rest can be fulfilled.

use super::background::{Background, View};
use super::parts::parts;
use super::search::{Clauses, PART_STEPS, Style, clauses};
use super::{Wish, Work, step_cost};
use crate::logic::corrections::smallest_corrections;
use crate::logic::minimal::{Limits, MinimalSets, Tangles, tangles};
use crate::logic::solver::Literal;

/// What [`smallest_repairs`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// For each contradiction, or each several that share wishes or bear on each other: the smallest
    /// sets of wishes to give up, by their numbers. One set of each is given up.
    pub of_each: Vec<MinimalSets>,
    /// Whether the background contradicts itself, so that nothing that is given up helps.
    pub hopeless: bool,
    /// Whether all contradictions were found; if not, the work ran out.
    pub complete: bool,
}

/// The smallest sets of wishes to give up so that all others can be fulfilled, given what binds as
/// seen by `view`: no more than so many for each contradiction that has nothing to do with others.
///
/// Linear in the number of wishes and of the laws that are tied to them, as long as none of these
/// can be broken; exponential at worst where some can, within the work that is left.
pub fn smallest_repairs(
    background: &Background,
    wishes: &[Wish],
    view: View,
    most: usize,
    work: &mut Work,
) -> Repairs {
    let mut found = Repairs { complete: true, ..Repairs::default() };
    let Some(parts) = parts(background, wishes, view, work) else {
        return Repairs { complete: false, ..found };
    };
    for part in &parts {
        let Clauses { mut solver, wishes: softs, .. } =
            clauses(background, wishes, &part.wishes, part, Style::Plain);
        let cost = step_cost(part.nodes.len());
        let mut budget = work.steps(PART_STEPS, cost);
        let Tangles { tangles, complete, hopeless } = tangles(&mut solver, &softs, &mut budget);
        found.complete &= complete;
        found.hopeless |= hopeless;
        for tangle in &tangles {
            let members: Vec<Literal> = tangle.members.iter().map(|at| softs[*at]).collect();
            let mut smallest =
                smallest_corrections(&mut solver, &members, Limits { sets: most, budget });
            for wish in smallest.sets.iter_mut().flatten() {
                *wish = part.wishes[tangle.members[*wish]];
            }
            found.of_each.push(smallest);
        }
        work.spend(solver.spent() * cost);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logic::consistency::tests::{laws_of, maps, possible};
    use crate::logic::consistency::{Law, Stands};
    use crate::model::ClaimId;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// The smallest sets of wishes without which the rest is possible.
    fn by_truth_table(map: &crate::model::Map, laws: &[Law], wishes: &[Wish]) -> Vec<Vec<usize>> {
        let kept = |bits: u32, is_in: bool| -> Vec<usize> {
            (0..wishes.len()).filter(|at| (bits >> at & 1 == 1) == is_in).collect()
        };
        let mut least = u32::MAX;
        let mut sets = Vec::new();
        let mut all: Vec<u32> = (0..1 << wishes.len()).collect();
        all.sort_by_key(|bits| bits.count_ones());
        for bits in all {
            let rest: Vec<Wish> = kept(bits, false).into_iter().map(|at| wishes[at]).collect();
            if bits.count_ones() <= least && possible(map, laws, &rest) {
                least = bits.count_ones();
                sets.push(kept(bits, true));
            }
        }
        sets
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn the_smallest_repairs_agree_with_truth_tables(
            mut map in maps(),
            pair in proptest::option::of((0..6usize, 0..6usize)),
        ) {
            let claims: Vec<ClaimId> = map.claims().map(|(id, _)| id).collect();
            let pair = pair.map(|(one, other)| (one.min(other), one.max(other)));
            let pair = pair.filter(|(one, other)| one != other);
            if let Some((one, other)) = pair {
                map[claims[other]].same_as = vec![claims[one].into()];
            }
            // What excludes a claim and the same is a slip that forbids nothing.
            let both = |members: Vec<ClaimId>| {
                pair.is_some_and(|(a, b)| members.contains(&claims[a]) && members.contains(&claims[b]))
            };
            prop_assume!(!map.conflicts().any(|(id, _)| both(map.members(id).collect())));
            prop_assume!(!map.questions().any(|(id, _)| both(map.answers(id).collect())));
            let background = Background::joined(&map);
            // What is declared the same may make a step valid that is not so otherwise.
            prop_assume!(background.invalid_steps() == Background::new(&map).invalid_steps());
            let stands = Stands::new(&map);
            for (holder, _) in map.holders() {
                let own = stands.of(holder);
                let same = map.same_claims();
                let first = |it: Wish| Wish { claim: same.representative(it.claim), ..it };
                let wishes = own.iter().take(6).map(|stand| first(stand.wish()));
                let wishes: Vec<Wish> = wishes.collect();
                let mut laws = laws_of(&map, Some(holder));
                laws.extend(pair.map(|(one, other)| Law::Same(claims[one], claims[other])));
                let wanted = by_truth_table(&map, &laws, &wishes);
                let found = smallest_repairs(
                    &background, &wishes, View::Of(holder), usize::MAX, &mut Work::default(),
                );
                prop_assert!(found.complete);
                if wanted.is_empty() {
                    continue;
                }
                let mut all = BTreeSet::from([Vec::new()]);
                for one in &found.of_each {
                    prop_assert!(one.complete);
                    all = all.iter().flat_map(|before: &Vec<usize>| {
                        one.sets.iter().map(move |set| {
                            let mut both = [&before[..], set].concat();
                            both.sort_unstable();
                            both
                        })
                    }).collect();
                }
                prop_assert!(!found.hopeless);
                prop_assert_eq!(all, wanted.into_iter().collect());
            }
        }
    }
}
