//! Which parts of two versions of a map are the same part.
//!
//! Parts are the same first by list and id. What is left is known again by what it says: the same
//! content, then content and surroundings that are the same up to ids, then the same wording but
//! for case and punctuation, then nearly the same wording where one candidate is best on both
//! sides. Steps and conflicts, which may lack ids, go by what they connect, then by what of it they
//! share. Nothing depends on the order in which parts are declared.

mod alike;
mod near;
mod steps;

use std::hash::Hasher;

use petgraph::graph::NodeIndex;
use rustc_hash::FxHashMap;
use siphasher::sip::SipHasher13;

use super::parts::class;
use crate::model::{Map, Node};
use crate::text::FileId;

/// What of two versions of a map belongs together.
#[derive(Clone, Debug, Default)]
pub struct Matching {
    /// The same parts, in the old map and in the new one, in the order of the old one.
    pub pairs: Vec<(NodeIndex, NodeIndex)>,
    /// The parts of the old map that are gone, in its order.
    pub removed: Vec<NodeIndex>,
    /// The parts of the new map that are new, in its order.
    pub added: Vec<NodeIndex>,
    /// The ids that changed, in the order of the old map.
    pub renamed: Vec<Renamed>,
    /// The prefixes of imports that changed while their paths stayed: the old and the new one.
    pub aliases: Vec<(Box<str>, Box<str>)>,
    new_of: Vec<Option<NodeIndex>>,
    old_of: Vec<Option<NodeIndex>>,
}

/// A part whose id changed.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Renamed {
    /// The list in which the new map has it.
    pub list: &'static str,
    /// The id in the old map.
    pub old: Box<str>,
    /// The id in the new map.
    pub new: Box<str>,
}

impl Matching {
    /// The part of the new map that a part of the old one has become.
    pub fn new_of(&self, old: NodeIndex) -> Option<NodeIndex> {
        self.new_of.get(old.index()).copied().flatten()
    }

    /// The part of the old map that a part of the new one has been.
    pub fn old_of(&self, new: NodeIndex) -> Option<NodeIndex> {
        self.old_of.get(new.index()).copied().flatten()
    }

    /// The name by which the new map's root file would reach a part of the old one: that of the
    /// part that it has become, else its own, with import prefixes as they are now. Empty for parts
    /// without an id.
    pub fn name(&self, old: &Map, new: &Map, part: NodeIndex) -> String {
        if let Some(name) = self.new_of(part).and_then(|part| new.name(part)) {
            return name;
        }
        let name = old.name(part).unwrap_or_default();
        if old.file_of(part) == FileId::ROOT {
            return name;
        }
        self.outer_name(name)
    }

    /// A name of an imported part, with the import's prefix as it is now.
    pub(crate) fn outer_name(&self, name: String) -> String {
        with_prefix_of_now(&self.aliases, name)
    }
}

/// A name with the prefix that an import has now.
fn with_prefix_of_now(aliases: &[(Box<str>, Box<str>)], name: String) -> String {
    let Some((alias, rest)) = name.split_once('/') else { return name };
    match aliases.iter().find(|(old, _)| **old == *alias) {
        Some((_, now)) => format!("{now}/{rest}"),
        None => name,
    }
}

/// Finds out which parts of the root files of two versions of a map are the same.
///
/// A part's list is no bar where it stays what it is: a support that has become a rebuttal is
/// still the same step. Each part has one counterpart at most. Linear in the size of the maps, but
/// for logarithmic factors, and for parts with changed ids that are alike in content: of those with
/// surroundings that are alike as well a bounded number is told apart one by one, the rest in the
/// order of ids.
pub fn matching(old: &Map, new: &Map) -> Matching {
    let mut work = Work::new(old, new);
    work.by_id();
    if work.is_open() {
        alike::by_content(&mut work);
        steps::by_own_connections(&mut work);
        alike::by_surroundings(&mut work);
        near::by_wording(&mut work);
        near::by_near_wording(&mut work);
        if steps::by_connections(&mut work) {
            alike::by_surroundings(&mut work);
        }
    }
    work.finish()
}

/// The old map or the new one.
type Side = usize;
const OLD: Side = 0;
const NEW: Side = 1;

/// A matching that is being made.
struct Work<'m> {
    maps: [&'m Map; 2],
    /// The counterparts found so far, by each side's numbers.
    found: [Vec<Option<NodeIndex>>; 2],
    /// The parts without a counterpart.
    left: [Vec<NodeIndex>; 2],
    aliases: Vec<(Box<str>, Box<str>)>,
}

impl<'m> Work<'m> {
    fn new(old: &'m Map, new: &'m Map) -> Work<'m> {
        let has = |map: &Map, alias: &str| map.imports().iter().any(|i| &*i.alias == alias);
        let gone = old.imports().iter().filter(|import| !has(new, &import.alias));
        let aliases = gone.filter_map(|import| {
            let is_same = |other: &&crate::model::Import| {
                other.path == import.path && !has(old, &other.alias)
            };
            let now = new.imports().iter().find(is_same)?;
            Some((import.alias.clone(), now.alias.clone()))
        });
        Work {
            maps: [old, new],
            found: [old, new].map(|map| vec![None; map.node_count()]),
            left: [old, new].map(|map| map.own_parts().collect()),
            aliases: aliases.collect(),
        }
    }

    fn node(&self, side: Side, part: NodeIndex) -> &'m Node {
        self.maps[side].node(part)
    }

    fn id(&self, side: Side, part: NodeIndex) -> Option<&'m str> {
        self.node(side, part).name()
    }

    /// Whether parts are left on both sides.
    fn is_open(&self) -> bool {
        self.left.iter().all(|left| !left.is_empty())
    }

    fn is_left(&self, side: Side, part: NodeIndex) -> bool {
        self.found[side][part.index()].is_none()
    }

    fn pair(&mut self, old: NodeIndex, new: NodeIndex) {
        debug_assert!(self.is_left(OLD, old) && self.is_left(NEW, new));
        self.found[OLD][old.index()] = Some(new);
        self.found[NEW][new.index()] = Some(old);
    }

    /// Takes what has been paired out of what is left; returns whether there was anything.
    fn settle(&mut self) -> bool {
        let before = self.left[OLD].len();
        for (side, left) in self.left.iter_mut().enumerate() {
            left.retain(|part| self.found[side][part.index()].is_none());
        }
        self.left[OLD].len() < before
    }

    fn by_id(&mut self) {
        let [old, new] = self.maps;
        for part in old.own_parts() {
            let named = self.id(OLD, part).and_then(|id| new.find(id));
            let same = named.filter(|other| class(old.node(part)) == class(new.node(*other)));
            let same = same.filter(|other| new.file_of(*other) == FileId::ROOT);
            if let Some(other) = same.filter(|other| self.is_left(NEW, *other)) {
                self.pair(part, other);
            }
        }
        self.settle();
    }

    /// The parts left that have the same key, in the order of keys; only keys that both maps have.
    fn buckets(&self, key: impl Fn(Side, NodeIndex) -> Option<u64>) -> Vec<[Vec<NodeIndex>; 2]> {
        let mut buckets: FxHashMap<u64, [Vec<NodeIndex>; 2]> = FxHashMap::default();
        for side in [OLD, NEW] {
            for part in &self.left[side] {
                if let Some(key) = key(side, *part) {
                    buckets.entry(key).or_default()[side].push(*part);
                }
            }
        }
        let mut both: Vec<_> =
            buckets.into_iter().filter(|(_, [a, b])| !a.is_empty() && !b.is_empty()).collect();
        both.sort_unstable_by_key(|(key, _)| *key);
        both.into_iter().map(|(_, bucket)| bucket).collect()
    }

    /// Pairs what alone has its key on either side.
    fn pair_unique(&mut self, key: impl Fn(Side, NodeIndex) -> Option<u64>) -> bool {
        for bucket in self.buckets(key) {
            if let [&[old], &[new]] = bucket.each_ref().map(Vec::as_slice) {
                self.pair(old, new);
            }
        }
        self.settle()
    }

    /// A number for what a part of either map is: the same for counterparts, and for nothing else.
    fn identity(&self, side: Side, part: NodeIndex) -> u64 {
        let (what, number) = match self.found[side][part.index()] {
            Some(other) if side == OLD => (2, other.index()),
            Some(_) => (2, part.index()),
            None if self.maps[side].file_of(part) != FileId::ROOT => {
                let name = self.outer_name(side, part);
                return hash(|to| write(to, &name));
            }
            None => (side, part.index()),
        };
        hash(|to| {
            to.write_usize(what);
            to.write_usize(number);
        })
    }

    /// The name of an imported part with the prefixes that the new map has.
    fn outer_name(&self, side: Side, part: NodeIndex) -> String {
        let name = self.maps[side].name(part).unwrap_or_default();
        if side == OLD { with_prefix_of_now(&self.aliases, name) } else { name }
    }

    fn finish(self) -> Matching {
        let [old, new] = self.maps;
        let [new_of, old_of] = self.found;
        let mut matching = Matching { aliases: self.aliases, ..Matching::default() };
        for part in old.own_parts() {
            let Some(other) = new_of[part.index()] else {
                matching.removed.push(part);
                continue;
            };
            matching.pairs.push((part, other));
            if let (Some(id), Some(now)) = (old.node(part).name(), new.node(other).name())
                && id != now
            {
                let list = list_of(new.node(other));
                matching.renamed.push(Renamed { list, old: id.into(), new: now.into() });
            }
        }
        matching.added = new.own_parts().filter(|part| old_of[part.index()].is_none()).collect();
        (matching.new_of, matching.old_of) = (new_of, old_of);
        matching
    }
}

/// The list in which a part stands.
pub(crate) fn list_of(node: &Node) -> &'static str {
    use crate::model::InferenceKind as Kind;
    match node {
        Node::Group(_) => "groups",
        Node::Source(_) => "sources",
        Node::Holder(_) => "holders",
        Node::Atom(_) => "atoms",
        Node::Question(_) => "questions",
        Node::Claim(_) => "claims",
        Node::Inference(step) if step.kind == Kind::Support => "supports",
        Node::Inference(step) if step.kind == Kind::Rebuttal => "rebuttals",
        Node::Inference(_) => "undercuts",
        Node::Conflict(_) => "conflicts",
    }
}

/// A hash of what is written; texts are others' work, and should not be able to collide.
fn hash(fill: impl FnOnce(&mut SipHasher13)) -> u64 {
    let mut hasher = SipHasher13::new();
    fill(&mut hasher);
    hasher.finish()
}

fn write(to: &mut SipHasher13, text: &str) {
    to.write_usize(text.len());
    to.write(text.as_bytes());
}

/// The wording by which a part is known; steps and conflicts have none.
pub(super) fn wording(node: &Node) -> Option<&str> {
    match node {
        Node::Group(group) => Some(&group.title),
        Node::Source(source) => Some(&source.title),
        Node::Holder(holder) => Some(&holder.title),
        Node::Atom(atom) => Some(&atom.text),
        Node::Question(question) => Some(&question.text),
        Node::Claim(claim) => Some(&claim.text),
        Node::Inference(_) | Node::Conflict(_) => None,
    }
}
