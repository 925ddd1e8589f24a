//! Names of parts: their grammar and the table to find a part by its name.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::OnceLock;

use hashbrown::HashTable;
use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::FxHasher;

use super::{Edge, Node};
use crate::text::FileId;

/// Whether a word is an id: lower-case letters, digits and hyphens, no hyphen first.
pub fn is_name(word: &str) -> bool {
    let bytes = word.as_bytes();
    let alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    bytes.first().is_some_and(|first| alphanumeric(*first))
        && bytes.iter().all(|byte| alphanumeric(*byte) || *byte == b'-')
}

/// The nodes by file and id; the ids themselves stay in the nodes. Made when first asked for, and
/// kept up to date from then on.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameTable {
    table: OnceLock<HashTable<NodeIndex>>,
}

impl NameTable {
    /// The first node of that name in that file. The first call is linear in the number of nodes.
    pub(crate) fn find(
        &self,
        graph: &DiGraph<Node, Edge>,
        starts: &[(u32, FileId)],
        file: FileId,
        name: &str,
    ) -> Option<NodeIndex> {
        let table = self.table.get_or_init(|| {
            let mut table = HashTable::with_capacity(graph.node_count());
            graph.node_indices().for_each(|node| insert(&mut table, graph, starts, node));
            table
        });
        let same = same_name(graph, starts, file, name);
        table.find(hash(file, name), same).copied()
    }

    /// Takes note of a node that was added.
    pub(crate) fn insert(
        &mut self,
        graph: &DiGraph<Node, Edge>,
        starts: &[(u32, FileId)],
        node: NodeIndex,
    ) {
        if let Some(table) = self.table.get_mut() {
            insert(table, graph, starts, node);
        }
    }
}

fn insert(
    table: &mut HashTable<NodeIndex>,
    graph: &DiGraph<Node, Edge>,
    starts: &[(u32, FileId)],
    node: NodeIndex,
) {
    let Some(name) = graph[node].name() else { return };
    let file = file_of(starts, node);
    let rehash = |node: &NodeIndex| hash(file_of(starts, *node), graph[*node].name().unwrap_or(""));
    table.entry(hash(file, name), same_name(graph, starts, file, name), rehash).or_insert(node);
}

fn same_name<'a>(
    graph: &'a DiGraph<Node, Edge>,
    starts: &'a [(u32, FileId)],
    file: FileId,
    name: &'a str,
) -> impl Fn(&NodeIndex) -> bool + 'a {
    move |node| graph[*node].name() == Some(name) && file_of(starts, *node) == file
}

fn file_of(starts: &[(u32, FileId)], node: NodeIndex) -> FileId {
    let node = node.index() as u32;
    starts[starts.partition_point(|(start, _)| *start <= node) - 1].1
}

fn hash(file: FileId, name: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one((file.0, name))
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_have_a_grammar() {
        for good in ["a", "7", "lost-power", "a--b", "a-"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "-a", "A", "a b", "é", "a/b", "a_b"] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
