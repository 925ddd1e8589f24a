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
