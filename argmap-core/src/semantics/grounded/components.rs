//! Strongly connected components, numbered in order of dependency.

/// The strongly connected components of what could be reached.
pub(super) struct Components {
    /// Per node the number of its component; 0 where the search did not come.
    ///
    /// An edge never leads from a component to one with a smaller number.
    pub(super) numbers: Vec<u32>,
    /// The nodes reached, by falling number of their components.
    pub(super) nodes: Vec<u32>,
}

/// Finds the components of the graph that can be reached from `roots`.
///
/// Nodes are the numbers below `count`. `edge(node, n)` tells of the n-th edge that leaves a node:
/// where it leads, that it is to be skipped, or that there is none.
///
/// Components found from a later root have smaller numbers than those found from an earlier one.
///
/// # Complexity
///
/// Linear in nodes and edges, with two words per node beside the result; no recursion.
///
/// # Source
///
/// D. J. Pearce, *A space-efficient algorithm for finding strongly connected components*,
/// Information Processing Letters 116 (2016), section 3, with an explicit stack of visits.
pub(super) fn components(
    count: usize,
    roots: impl IntoIterator<Item = u32>,
    edge: impl Fn(u32, u32) -> Edge,
) -> Components {
    let mut found = Components { numbers: vec![0; count], nodes: Vec::new() };
    // `numbers` holds 0 for a new node, the rank in order of visits among those without a
    // component (lowered to that of the oldest node known to be in the same component), then the
    // component's number. Component numbers fall from the top and so exceed every rank.
    let mut next_rank = 1;
    let mut next_component = u32::MAX;
    let mut visits: Vec<Visit> = Vec::new();
    let mut waiting: Vec<u32> = Vec::new();
    for root in roots {
        if found.numbers[root as usize] != 0 {
            continue;
        }
        found.numbers[root as usize] = next_rank;
        next_rank += 1;
        visits.push(Visit { node: root, edge: 0, is_oldest: true });
        while let Some(visit) = visits.last_mut() {
            let node = visit.node as usize;
            match edge(visit.node, visit.edge) {
                Edge::To(target) if found.numbers[target as usize] == 0 => {
                    found.numbers[target as usize] = next_rank;
                    next_rank += 1;
                    visits.push(Visit { node: target, edge: 0, is_oldest: true });
                    continue; // The edge is looked at again when the visit is over.
                }
                Edge::To(target) => {
                    if found.numbers[target as usize] < found.numbers[node] {
                        found.numbers[node] = found.numbers[target as usize];
                        visit.is_oldest = false;
                    }
                    visit.edge += 1;
                }
                Edge::Skip => visit.edge += 1,
                Edge::End => {
                    let Visit { node: last, is_oldest, .. } = *visit;
                    visits.pop();
                    waiting.push(last);
                    if is_oldest {
                        let rank = found.numbers[node];
                        while let Some(member) =
                            waiting.pop_if(|member| found.numbers[*member as usize] >= rank)
                        {
                            found.numbers[member as usize] = next_component;
                            found.nodes.push(member);
                            next_rank -= 1;
                        }
                        next_component -= 1;
                    }
                }
            }
        }
    }
    found
}

/// What stands at one place in the list of edges that leave a node.
pub(super) enum Edge {
    To(u32),
    Skip,
    End,
}

struct Visit {
    node: u32,
    edge: u32,
    /// Whether no older node is known to be in the same component.
    is_oldest: bool,
}

#[cfg(test)]
mod tests {
    use petgraph::algo::kosaraju_scc;
    use petgraph::graph::DiGraph;
    use proptest::prelude::*;

    use super::*;

    fn components_of(count: u32, edges: &[(u32, u32)]) -> Components {
        components(count as usize, 0..count, |node, n| match edges.get(n as usize) {
            Some(&(from, to)) if from == node => Edge::To(to),
            Some(_) => Edge::Skip,
            None => Edge::End,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn agrees_with_kosaraju(
            (count, edges) in (1u32..12).prop_flat_map(|count| {
                (Just(count), proptest::collection::vec((0..count, 0..count), 0..24))
            })
        ) {
            let found = components_of(count, &edges);
            let mut graph = DiGraph::<(), ()>::new();
            for _ in 0..count {
                graph.add_node(());
            }
            graph.extend_with_edges(&edges);
            let mut expected: Vec<Vec<usize>> = kosaraju_scc(&graph)
                .into_iter()
                .map(|part| part.into_iter().map(petgraph::graph::NodeIndex::index).collect())
                .collect();
            expected.iter_mut().for_each(|part| part.sort_unstable());
            expected.sort();

            let mut actual: Vec<Vec<usize>> = found
                .nodes
                .chunk_by(|a, b| found.numbers[*a as usize] == found.numbers[*b as usize])
                .map(|part| part.iter().map(|node| *node as usize).collect())
                .collect();
            actual.iter_mut().for_each(|part| part.sort_unstable());
            actual.sort();

            prop_assert_eq!(actual, expected);
            let order = found.nodes.iter().map(|node| found.numbers[*node as usize]);
            prop_assert!(order.is_sorted_by(|a, b| a >= b));
            for (from, to) in edges {
                prop_assert!(found.numbers[from as usize] <= found.numbers[to as usize]);
            }
        }
    }

    #[test]
    fn a_ring_of_a_million_is_one_component() {
        let count = 1_000_000;
        let found = components(count as usize, 0..count, |node, n| match n {
            0 => Edge::To((node + 1) % count),
            _ => Edge::End,
        });
        assert!(found.numbers.iter().all(|number| *number == u32::MAX));
        assert_eq!(found.nodes.len(), count as usize);
    }

    #[test]
    fn only_what_the_roots_reach_is_numbered() {
        let found = components(3, [1], |node, n| match (node, n) {
            (0 | 1, 0) => Edge::To(node + 1),
            _ => Edge::End,
        });
        assert_eq!(found.numbers, [0, u32::MAX - 1, u32::MAX]);
        assert_eq!(found.nodes, [2, 1]);
    }
}
