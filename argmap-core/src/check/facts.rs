//! The shape of a map, computed once for all rules.

use petgraph::graph::NodeIndex;

use crate::model::{ClaimId, InferenceId, InferenceKind, Map};

/// Supports, attacks and uses by node, in flat lists.
pub struct Facts {
    supports: Lists,
    rebuttals: Lists,
    undercuts: Lists,
    uses: Lists,
}

impl Facts {
    /// Looks at every inference once; linear in their number and that of their premises.
    pub(super) fn new(map: &Map) -> Facts {
        let count = map.node_count();
        let aimed = |kind: InferenceKind| {
            Lists::new(count, |add| {
                for (id, _) in map.inferences().filter(|(_, weight)| weight.kind == kind) {
                    add(NodeIndex::from(map.target(id)).index(), id);
                }
            })
        };
        let uses = Lists::new(count, |add| {
            for (id, _) in map.inferences() {
                map.needs(id).for_each(|claim| add(claim.index(), id));
            }
        });
        Facts {
            supports: aimed(InferenceKind::Support),
            rebuttals: aimed(InferenceKind::Rebuttal),
            undercuts: aimed(InferenceKind::Undercut),
            uses,
        }
    }

    /// The supports of a claim, in the order of declaration.
    pub fn supports(&self, claim: ClaimId) -> &[InferenceId] {
        self.supports.of(claim.index())
    }

    /// The rebuttals of a claim, in the order of declaration.
    pub fn rebuttals(&self, claim: ClaimId) -> &[InferenceId] {
        self.rebuttals.of(claim.index())
    }

    /// The undercuts of a step, in the order of declaration.
    pub fn undercuts(&self, step: InferenceId) -> &[InferenceId] {
        self.undercuts.of(step.index())
    }

    /// The steps of which a claim is a premise or the warrant, in the order of declaration.
    pub fn uses(&self, claim: ClaimId) -> &[InferenceId] {
        self.uses.of(claim.index())
    }
}

/// A list of inferences per node, all in one vector.
struct Lists {
    starts: Vec<u32>,
    items: Vec<InferenceId>,
}

impl Lists {
    /// Calls `each` twice, to count and to fill.
    fn new(count: usize, each: impl Fn(&mut dyn FnMut(usize, InferenceId))) -> Lists {
        let mut starts = vec![0_u32; count + 1];
        each(&mut |node, _| starts[node + 1] += 1);
        for node in 0..count {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut items: Vec<Option<InferenceId>> = vec![None; starts[count] as usize];
        each(&mut |node, id| {
            items[next[node] as usize] = Some(id);
            next[node] += 1;
        });
        Lists { starts, items: items.into_iter().flatten().collect() }
    }

    fn of(&self, node: usize) -> &[InferenceId] {
        &self.items[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}
