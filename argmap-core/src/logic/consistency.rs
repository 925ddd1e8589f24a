//! Whether claims can be true together, given what binds those who hold them.
//!
//! The [`Background`] of a map is what binds: formulas, strict steps, conflicts and questions. A
//! [`Wish`] is a claim that is to be true or to be false. [`examine`] finds the minimal sets of
//! wishes that the background forbids, the laws that forbid each, and the smallest lists of wishes
//! to give up.
//!
//! ```
//! use argmap_core::logic::consistency::{Background, Stands, View, Work, examine};
//! use argmap_core::model::{Claim, Commitment, Holder, Map, Stance};
//!
//! let mut map = Map::new("Rain");
//! let rain = map.add_claim(Claim::new("rain", "It rained."))?;
//! let dry = map.add_claim(Claim::new("dry", "It was dry all night."))?;
//! map.set_formula(dry, "!rain")?;
//! let anna = map.add_holder(Holder::new("anna", "Anna"))?;
//! map.commit(anna, rain, Commitment::new(Stance::Asserts));
//! map.commit(anna, dry, Commitment::new(Stance::Asserts));
//!
//! let background = Background::new(&map);
//! let stands = Stands::new(&map);
//! let position = stands.of(anna);
//! let wishes: Vec<_> = position.iter().map(|stand| stand.wish()).collect();
//! let found = examine(&background, &wishes, View::Of(anna), 10, &|_| false, &mut Work::default());
//! assert_eq!(found.contradictions[0].wishes, [0, 1]);
//! assert!(found.complete);
//! # Ok::<(), argmap_core::model::BuildError>(())
//! ```

mod background;
mod choices;
mod parts;
mod repairs;
mod search;
mod sets;
#[cfg(test)]
mod tests;
mod validity;

use std::ops::Range;

use petgraph::graph::EdgeIndex;

use crate::logic::solver::Budget;
use crate::model::{ClaimId, Edge, HolderId, Map, Stance};
pub(crate) use background::negated;
pub use background::{Background, Invalid, Law, View};
pub use choices::{Choices, Unavoidable, unavoidable};
use parts::{parts, parts_of_all};
pub use repairs::{Repairs, smallest_repairs};
use search::Search;
pub use sets::{Impossible, impossible};

/// A claim that is to be true, or to be false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The claim.
    pub claim: ClaimId,
    /// Whether it is to be true.
    pub holds: bool,
}

/// Wishes that cannot all be fulfilled, though all but any one of them can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The wishes by their numbers, ascending; none if the background contradicts itself.
    pub wishes: Vec<usize>,
    /// What of the background forbids them, in its order. Nothing of it can be left out, and
    /// nothing is missing, unless the work ran out; then there may be none at all.
    pub laws: Vec<Law>,
    /// The smallest lists of wishes to give up so that all those entangled with these can be
    /// fulfilled; none where not all contradictions among them are known.
    pub repairs: Vec<Vec<usize>>,
}

/// What [`examine`] found.
#[derive(Clone, Debug, Default)]
pub struct Examination {
    /// The contradictions, part by part and then by size.
    pub contradictions: Vec<Contradiction>,
    /// Whether they are all there are; if not, the limit was reached or the work ran out.
    pub complete: bool,
}

/// How much work may still be spent: about one for each claim that a law is looked at for.
///
/// Counted and not timed, so that results are the same on every machine.
#[derive(Clone, Copy, Debug)]
pub struct Work {
    /// What is left.
    pub left: u64,
}

impl Default for Work {
    /// Enough for all maps but those made to be hard: a second or two at worst.
    fn default() -> Work {
        Work { left: 25_000_000 }
    }
}

impl Work {
    /// Spends that much; false if there was not as much.
    fn spend(&mut self, amount: u64) -> bool {
        let enough = amount <= self.left;
        self.left = self.left.saturating_sub(amount);
        enough
    }

    /// The steps of a solver that may be taken, each at that cost: no more than so many.
    fn steps(&self, most: u64, cost: u64) -> Budget {
        Budget { steps: most.min(self.left / cost) }
    }
}

/// What one step of a solver costs where that many claims hang together: they are passed through
/// once or twice, but a step is not more than a thousand literals, which may be dear in large parts.
fn step_cost(claims: usize) -> u64 {
    50 + 2 * (claims as u64).min(3_000)
}

/// Finds the minimal sets of wishes that the background, as seen by `view`, forbids: up to `limit`
/// of them, those not counted that are `known`, a question asked of the wishes' numbers.
///
/// Linear in the number of wishes and of the laws that are tied to them, as long as none of these
/// can be broken; exponential at worst where some can, within the work that is left.
pub fn examine(
    background: &Background,
    wishes: &[Wish],
    view: View,
    limit: usize,
    known: &dyn Fn(&[usize]) -> bool,
    work: &mut Work,
) -> Examination {
    let mut found = Examination { contradictions: Vec::new(), complete: true };
    let Some(parts) = parts(background, wishes, view, work) else {
        return Examination { complete: false, ..found };
    };
    for part in &parts {
        if found.contradictions.len() > limit || work.left == 0 {
            found.complete = false;
            break;
        }
        let room = limit - found.contradictions.len();
        let mut search = Search::new(background, wishes, part);
        found.complete &= search.run(room, known, &mut found.contradictions, work);
    }
    found.complete &= found.contradictions.len() <= limit;
    found.contradictions.truncate(limit);
    found
}

/// Laws that contradict each other, whatever anyone wishes, as seen by `view`: of each part of the
/// background that hangs together one such list, of which no law can be left out. The second
/// answer is whether the work sufficed.
///
/// Linear in the number of laws and of their claims where none can be broken.
pub fn contradictory_laws(
    background: &Background,
    view: View,
    work: &mut Work,
) -> (Vec<Vec<Law>>, bool) {
    let mut found = Vec::new();
    let Some(parts) = parts_of_all(background, view, work) else { return (found, false) };
    for part in &parts {
        match search::contradictory(background, part, work) {
            None => return (found, false),
            Some(laws) => found.extend(laws),
        }
    }
    (found, true)
}

/// A stand of one holder on one claim that commits.
#[derive(Clone, Debug)]
pub struct Stand {
    /// Who takes it.
    pub holder: HolderId,
    /// The claim.
    pub claim: ClaimId,
    /// Asserts, denies or concedes.
    pub stance: Stance,
    edges: Range<u32>,
}

impl Stand {
    /// What the holder wants of the claim.
    pub fn wish(&self) -> Wish {
        Wish { claim: self.claim, holds: self.stance != Stance::Denies }
    }
}

/// The stands that commit their holders, each once, by holder, claim and stance: assertions that
/// the holder has not retracted, denials and concessions.
#[derive(Debug, Default)]
pub struct Stands {
    stands: Vec<Stand>,
    edges: Vec<EdgeIndex>,
}

impl Stands {
    /// Looks at all commitments of a map; linear in their number but for sorting them.
    pub fn new(map: &Map) -> Stands {
        if map.holders().next().is_none() {
            return Stands::default();
        }
        let mut all: Vec<(HolderId, ClaimId, u8, EdgeIndex)> = Vec::new();
        let mut retracted: Vec<(HolderId, ClaimId)> = Vec::new();
        for (number, edge) in map.graph().raw_edges().iter().enumerate() {
            let Edge::Commits(commitment) = &edge.weight else { continue };
            let (holder, claim) = (HolderId(edge.source()), ClaimId(edge.target()));
            match commitment.stance {
                Stance::Retracts => retracted.push((holder, claim)),
                stance => {
                    if let Some(rank) = STANCES.iter().position(|one| *one == stance) {
                        all.push((holder, claim, rank as u8, EdgeIndex::new(number)));
                    }
                }
            }
        }
        retracted.sort_unstable();
        all.retain(|(holder, claim, rank, _)| {
            *rank > 0 || retracted.binary_search(&(*holder, *claim)).is_err()
        });
        all.sort_unstable();
        let mut stands: Vec<Stand> = Vec::new();
        for (number, (holder, claim, rank, _)) in all.iter().enumerate() {
            let (holder, claim, stance) = (*holder, *claim, STANCES[*rank as usize]);
            let number = number as u32;
            match stands.last_mut() {
                Some(last) if (last.holder, last.claim, last.stance) == (holder, claim, stance) => {
                    last.edges.end = number + 1;
                }
                _ => stands.push(Stand { holder, claim, stance, edges: number..number + 1 }),
            }
        }
        Stands { stands, edges: all.into_iter().map(|(_, _, _, edge)| edge).collect() }
    }

    /// All of them.
    pub fn all(&self) -> &[Stand] {
        &self.stands
    }

    /// Those of each holder that has any.
    pub fn by_holder(&self) -> impl Iterator<Item = &[Stand]> {
        self.stands.chunk_by(|one, other| one.holder == other.holder)
    }

    /// Those of one holder; logarithmic in the number of all.
    pub fn of(&self, holder: HolderId) -> &[Stand] {
        let start = self.stands.partition_point(|stand| stand.holder < holder);
        let end = self.stands.partition_point(|stand| stand.holder <= holder);
        &self.stands[start..end]
    }

    /// The stand of a holder on a claim, if it is of that stance; logarithmic.
    pub fn find(&self, holder: HolderId, claim: ClaimId, stance: Stance) -> Option<&Stand> {
        let rank = |stance| STANCES.iter().position(|one| *one == stance);
        let wanted = (holder, claim, rank(stance));
        let key = |stand: &Stand| (stand.holder, stand.claim, rank(stand.stance));
        let at = self.stands.binary_search_by_key(&wanted, key);
        at.ok().map(|at| &self.stands[at])
    }

    /// The commitments in which a stand is taken, in the order of declaration.
    pub fn edges(&self, stand: &Stand) -> &[EdgeIndex] {
        &self.edges[stand.edges.start as usize..stand.edges.end as usize]
    }
}

/// The stances that commit; the firmer first.
const STANCES: [Stance; 3] = [Stance::Asserts, Stance::Denies, Stance::Concedes];
