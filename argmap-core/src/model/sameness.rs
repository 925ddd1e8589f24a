//! Which parts are declared the same, in classes.

use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;

use super::{ClaimId, HolderId, Map};

/// Another part that is the same: a claim that says the same, or the same holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameAs<Id> {
    /// The other part, of the same kind.
    pub other: Id,
    /// Why the two are one.
    pub note: Option<Box<str>>,
}

impl<Id> From<Id> for SameAs<Id> {
    /// The other part, with nothing said of why.
    fn from(other: Id) -> SameAs<Id> {
        SameAs { other, note: None }
    }
}

/// The class of a part that is the same as no other.
const ALONE: u32 = u32::MAX;

/// Parts of one kind in classes of those declared the same, directly or through others.
///
/// Takes no memory where nothing is declared the same.
#[derive(Clone, Debug)]
pub struct Same<Id> {
    /// The class of each node; empty if there are none.
    class: Vec<u32>,
    /// Where each class begins among the members, and their number.
    starts: Vec<u32>,
    /// The members class by class, each class in ascending order.
    members: Vec<Id>,
}

impl Map {
    /// The claims that are declared the same, in classes.
    ///
    /// Linear in the number of nodes, but for sorting those that are declared the same.
    pub fn same_claims(&self) -> Same<ClaimId> {
        let repeating = self.claims().filter(|(_, claim)| !claim.same_as.is_empty());
        let pairs = repeating.flat_map(|(id, claim)| pairs(id, &claim.same_as));
        Same::of(self.node_count(), pairs)
    }

    /// The holders that are declared the same, in classes; as for claims.
    pub fn same_holders(&self) -> Same<HolderId> {
        let pairs = self.holders().flat_map(|(id, holder)| pairs(id, &holder.same_as));
        Same::of(self.node_count(), pairs)
    }
}

fn pairs<Id: Copy>(part: Id, same: &[SameAs<Id>]) -> impl Iterator<Item = (Id, Id)> + '_ {
    same.iter().map(move |same| (part, same.other))
}

impl<Id: Copy + Ord + Into<NodeIndex>> Same<Id> {
    /// The classes that pairs of parts make, whose numbers are below a count.
    fn of(count: usize, pairs: impl Iterator<Item = (Id, Id)>) -> Same<Id> {
        let mut pairs = pairs.filter(|(one, other)| one != other).peekable();
        let mut same = Same { class: Vec::new(), starts: vec![0], members: Vec::new() };
        if pairs.peek().is_none() {
            return same;
        }
        let mut sets: UnionFind<u32> = UnionFind::new(count);
        let mut members = Vec::new();
        for (one, other) in pairs {
            sets.union(index(one) as u32, index(other) as u32);
            members.extend([one, other]);
        }
        members.sort_unstable();
        members.dedup();
        same.class = vec![ALONE; count];
        let mut sizes: Vec<u32> = Vec::new();
        for member in &members {
            let root = sets.find_mut(index(*member) as u32) as usize;
            // A class is numbered where its first member comes by, and told to its root.
            if same.class[root] == ALONE {
                same.class[root] = sizes.len() as u32;
                sizes.push(0);
            }
            let class = same.class[root];
            same.class[index(*member)] = class;
            sizes[class as usize] += 1;
        }
        for size in sizes {
            same.starts.push(same.starts[same.starts.len() - 1] + size);
        }
        let mut next = same.starts.clone();
        same.members = members.clone();
        for member in members {
            let at = &mut next[same.class[index(member)] as usize];
            same.members[*at as usize] = member;
            *at += 1;
        }
        same
    }

    /// Whether nothing is declared the same.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The first of those that a part is the same as, which is the part itself if there are no
    /// others.
    pub fn representative(&self, part: Id) -> Id {
        match self.class(part) {
            [first, ..] => *first,
            [] => part,
        }
    }

    /// All that are the same as a part and the part itself in the order of the map; nothing if
    /// there are no others.
    pub fn class(&self, part: Id) -> &[Id] {
        match self.class.get(index(part)) {
            Some(class) if *class != ALONE => self.members_of(*class as usize),
            _ => &[],
        }
    }

    /// Whether two parts are one or are declared the same.
    pub fn are_same(&self, one: Id, other: Id) -> bool {
        self.representative(one) == self.representative(other)
    }

    /// The classes of two parts or more, in the order of their first ones.
    pub fn classes(&self) -> impl Iterator<Item = &[Id]> + '_ {
        (0..self.starts.len() - 1).map(|class| self.members_of(class))
    }

    fn members_of(&self, class: usize) -> &[Id] {
        &self.members[self.starts[class] as usize..self.starts[class + 1] as usize]
    }
}

fn index(part: impl Into<NodeIndex>) -> usize {
    part.into().index()
}

#[cfg(test)]
mod tests {
    use crate::model::{Claim, Holder, Map};

    #[test]
    fn classes_are_closed_and_in_order() {
        let mut map = Map::new("T");
        let claim = |map: &mut Map, name: &str| map.add_claim(Claim::new(name, "X")).unwrap();
        let ids = ["a", "b", "c", "d", "e", "f"].map(|name| claim(&mut map, name));
        assert!(map.same_claims().is_empty());
        assert_eq!(map.same_claims().representative(ids[2]), ids[2]);
        let [a, b, c, d, e, f] = ids;
        map[b].same_as = vec![f.into()];
        map[d].same_as = vec![f.into(), d.into()];
        map[e].same_as = vec![a.into()];
        map[c].same_as = vec![c.into()];
        let same = map.same_claims();
        assert_eq!(same.classes().collect::<Vec<_>>(), [[a, e].as_slice(), &[b, d, f]]);
        assert_eq!(ids.map(|id| same.representative(id)), [a, b, c, b, a, b]);
        assert_eq!(same.class(c), []);
        assert_eq!(same.class(f), [b, d, f]);
        assert!(same.are_same(d, b) && same.are_same(c, c) && !same.are_same(a, b));
        assert!(map.same_holders().is_empty());
        let [x, y] = ["x", "y"].map(|name| map.add_holder(Holder::new(name, "X")).unwrap());
        map[y].same_as = vec![x.into()];
        assert_eq!(map.same_holders().classes().collect::<Vec<_>>(), [[x, y]]);
    }
}
