//! One map of two versions, in which what was removed is kept.

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::apply::File;
use super::matching::list_of;
use super::parts::top_keys;
use super::{Diff, Fate};
use crate::document::Loader;
use crate::formats::native::{write_keys, write_part};
use crate::model::{Map, Target};
use crate::text::FileId;

/// What became of a part of a map that two versions share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
    /// It says something else than before.
    Changed,
}

/// The new version of a map, together with what was removed from the old one.
#[derive(Clone, Debug)]
pub struct Union {
    /// The map.
    pub map: Map,
    /// The parts that differ, in the order of the map.
    pub marks: Vec<(NodeIndex, Mark)>,
}

/// The new version of a map with the parts that are gone, and what became of each part.
///
/// A removed part whose id another part has now is called otherwise, such as `rain-old`; a step
/// that has lost its id keeps it. What no map can say is left out: removed undercuts of steps that
/// are strict now, and what refers to imported files that cannot be read. `file` and `loader` are
/// as in [`apply`](super::apply()). Linear in the size of both maps.
pub fn union(old: &Map, new: &Map, diff: &Diff, file: &str, loader: &mut Loader) -> Union {
    let mut taken: FxHashSet<String> =
        new.own_parts().filter_map(|part| new.node(part).name().map(str::to_owned)).collect();
    let mut names: FxHashMap<NodeIndex, String> = FxHashMap::default();
    let nameless = |(_, now): &&(NodeIndex, NodeIndex)| new.node(*now).name().is_none();
    let nameless = diff.matching.pairs.iter().filter(nameless).map(|(part, _)| part);
    for part in diff.matching.removed.iter().chain(nameless) {
        let Some(id) = old.node(*part).name() else { continue };
        let numbers = (1..).map(|number| match number {
            1 => format!("{id}-old"),
            _ => format!("{id}-old-{number}"),
        });
        let free = std::iter::once(id.to_owned()).chain(numbers).find(|id| !taken.contains(id));
        let Some(free) = free else { continue };
        taken.insert(free.clone());
        names.insert(*part, free);
    }
    let old_names = |part: NodeIndex| match names.get(&part) {
        Some(name) => name.clone(),
        None => diff.matching.name(old, new, part),
    };
    let new_names = |part: NodeIndex| new.name(part).unwrap_or_default();
    let mut made = File { keys: top_keys(new, &new_names), ..File::default() };
    keep_imports(&mut made, old, new);
    let mut marks: Vec<(&'static str, usize, Mark)> = Vec::new();
    let fates = diff.parts.iter().filter_map(|part| Some((part.new?, &part.fate)));
    let fates: FxHashMap<NodeIndex, &Fate> = fates.collect();
    for part in new.own_parts() {
        let (list, mut keys) = write_part(new, part, &new_names);
        if let Some(name) = diff.matching.old_of(part).and_then(|part| names.get(&part)) {
            keys.insert("id".to_owned(), name.clone().into());
        }
        let at = made.add(list, None, keys);
        match fates.get(&part) {
            Some(Fate::Added(_)) => marks.push((list, at, Mark::Added)),
            Some(Fate::Changed { .. }) => marks.push((list, at, Mark::Changed)),
            _ => {}
        }
    }
    let unsayable = unsayable(old, new, diff);
    for part in diff.matching.removed.iter().filter(|part| !unsayable.contains(part)) {
        let (list, mut keys) = write_part(old, *part, &old_names);
        if let Some(name) = names.get(part) {
            keys.insert("id".to_owned(), name.clone().into());
        }
        let at = made.add(list, None, keys);
        marks.push((list, at, Mark::Removed));
    }
    let wanted: FxHashMap<&str, usize> =
        made.lists.iter().map(|(list, parts)| (*list, parts.len())).collect();
    let ids: Vec<Option<String>> = marks
        .iter()
        .map(|(list, at, _)| Some(made.lists[list][*at].get("id")?.as_str()?.to_owned()))
        .collect();
    let map = made.read(file, loader);
    let mut lists: FxHashMap<&str, Vec<NodeIndex>> = FxHashMap::default();
    for part in map.own_parts() {
        lists.entry(list_of(map.node(part))).or_default().push(part);
    }
    let found = marks.into_iter().zip(ids).filter_map(|((list, at, mark), id)| {
        let list_is_whole = lists.get(list).map(Vec::len) == wanted.get(list).copied();
        let node = match id {
            Some(id) => map.find(&id),
            // By its place, unless something before it could not be read.
            None => lists.get(list).filter(|_| list_is_whole).map(|list| list[at]),
        };
        Some((node.filter(|node| map.file_of(*node) == FileId::ROOT)?, mark))
    });
    let mut marks: Vec<(NodeIndex, Mark)> = found.collect();
    marks.sort_unstable();
    Union { map, marks }
}

/// The removed undercuts of steps that are strict now, and those that undercut them in turn.
fn unsayable(old: &Map, new: &Map, diff: &Diff) -> FxHashSet<NodeIndex> {
    let mut known: FxHashMap<NodeIndex, bool> = FxHashMap::default();
    for part in &diff.matching.removed {
        // Up along the targets, to where it is known; then all on the way are alike.
        let mut way = Vec::new();
        let mut step = *part;
        let is_unsayable = loop {
            if let Some(known) = known.get(&step) {
                break *known;
            }
            if let Some(now) = diff.matching.new_of(step) {
                break !way.is_empty() && new.as_inference(now).is_some_and(|now| new[now].strict);
            }
            known.insert(step, false);
            way.push(step);
            match old.as_inference(step).map(|step| old.target(step)) {
                Some(Target::Inference(target)) => step = target.node(),
                _ => break false,
            }
        };
        way.into_iter().for_each(|step| {
            known.insert(step, is_unsayable);
        });
    }
    known.into_iter().filter(|(_, is_unsayable)| *is_unsayable).map(|(step, _)| step).collect()
}

/// Adds the imports that are gone, to which removed parts may refer.
fn keep_imports(made: &mut File, old: &Map, new: &Map) {
    let has = |alias: &str| new.imports().iter().any(|import| &*import.alias == alias);
    let names = |_| String::new();
    let Some(Value::Array(imports)) = write_keys(old, &names).shift_remove("imports") else {
        return;
    };
    let gone = imports.into_iter().filter(|import| {
        let alias = import.get("as").and_then(Value::as_str);
        alias.is_some_and(|alias| !has(alias))
    });
    let kept = made.keys.entry("imports").or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(kept) = kept {
        kept.extend(gone);
        if kept.is_empty() {
            made.keys.shift_remove("imports");
        }
    }
}
