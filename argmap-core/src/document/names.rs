//! The names of one file while it is being resolved.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use petgraph::graph::NodeIndex;
use rustc_hash::FxHasher;

/// Nodes by name: small numbers in the table, the names beside it in the order of the nodes, so
/// that looking up what was declared nearby touches memory nearby.
#[derive(Debug)]
pub(super) struct Names<'t> {
    table: HashTable<u32>,
    /// The name of each node from `first` on; empty where there is none.
    names: Vec<&'t str>,
    first: usize,
    /// The numbers found of late. References mostly go on where others left off, and a guess
    /// that holds spares a look into the table.
    late: [u32; 2],
}

impl<'t> Names<'t> {
    /// No names yet, in a file whose first node is `first`, with room for `count`.
    pub(super) fn new(first: usize, count: usize) -> Names<'t> {
        let (table, names) = (HashTable::with_capacity(count), Vec::with_capacity(count));
        Names { table, names, first, late: [0; 2] }
    }

    /// The node of that name.
    pub(super) fn find(&mut self, name: &str) -> Option<NodeIndex> {
        // Names of one length mostly differ in their last letter.
        let last = name.as_bytes().last();
        let same = |number: &u32| {
            let other = self.names.get(*number as usize);
            other.is_some_and(|other| other.as_bytes().last() == last && *other == name)
        };
        let [one, other] = self.late;
        let guesses = [one, other, one.wrapping_add(1), other.wrapping_add(1)];
        let guess = guesses.into_iter().find(|guess| !name.is_empty() && same(guess));
        let number = guess.or_else(|| self.table.find(hash(name), same).copied())?;
        self.late = [other, number];
        Some(NodeIndex::new(self.first + number as usize))
    }

    /// Names the node, unless another has the name: then tells which.
    pub(super) fn insert(&mut self, name: &'t str, node: NodeIndex) -> Option<NodeIndex> {
        let number = node.index() - self.first;
        let names = &mut self.names;
        let same = |number: &u32| names[*number as usize] == name;
        let rehash = |number: &u32| hash(names[*number as usize]);
        match self.table.entry(hash(name), same, rehash) {
            hashbrown::hash_table::Entry::Occupied(entry) => {
                Some(NodeIndex::new(self.first + *entry.get() as usize))
            }
            hashbrown::hash_table::Entry::Vacant(entry) => {
                entry.insert(number as u32);
                names.resize(number, "");
                names.push(name);
                None
            }
        }
    }
}

fn hash(name: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_to_take_a_name_keeps_it() {
        let mut names = Names::new(3, 0);
        assert_eq!(names.insert("a", NodeIndex::new(3)), None);
        assert_eq!(names.insert("b", NodeIndex::new(5)), None);
        assert_eq!(names.insert("a", NodeIndex::new(6)), Some(NodeIndex::new(3)));
        assert_eq!(names.find("b"), Some(NodeIndex::new(5)));
        assert_eq!(names.find("c"), None);
        assert_eq!(names.find(""), None);
    }
}
