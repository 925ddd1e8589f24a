//! Names of parts: their grammar and the table to find a part by its name.

use std::hash::{BuildHasher, BuildHasherDefault};

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

/// The nodes by file and id; the ids themselves stay in the nodes.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameTable {
    table: HashTable<NodeIndex>,
}

impl NameTable {
    pub(crate) fn find(
        &self,
        graph: &DiGraph<Node, Edge>,
        starts: &[(u32, FileId)],
        file: FileId,
        name: &str,
    ) -> Option<NodeIndex> {
        let same =
            |node: &NodeIndex| file_of(starts, *node) == file && graph[*node].name() == Some(name);
        self.table.find(hash(file, name), same).copied()
    }

    /// Adds a named node that is not there yet.
    pub(crate) fn insert(
        &mut self,
        graph: &DiGraph<Node, Edge>,
        starts: &[(u32, FileId)],
        node: NodeIndex,
    ) {
        let rehash =
            |node: &NodeIndex| hash(file_of(starts, *node), graph[*node].name().unwrap_or(""));
        self.table.insert_unique(rehash(&node), node, rehash);
    }

    pub(crate) fn reserve(
        &mut self,
        graph: &DiGraph<Node, Edge>,
        starts: &[(u32, FileId)],
        more: usize,
    ) {
        self.table
            .reserve(more, |node| hash(file_of(starts, *node), graph[*node].name().unwrap_or("")));
    }
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
