//! The new version of a map from the old one and what differs.

use petgraph::graph::NodeIndex;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map as Object, Value};

use super::parts::top_keys;
use super::{Change, Diff, Fate, Part, Values};
use crate::document::{Loader, resolve};
use crate::formats::native::{self, write_part};
use crate::model::Map;
use crate::text::{FileId, SourceFile};

/// A file in the making: its lists of parts, and what it says besides.
#[derive(Default)]
pub(super) struct File {
    /// What it says outside of parts.
    pub keys: Object<String, Value>,
    /// Its parts by list.
    pub lists: FxHashMap<&'static str, Vec<Value>>,
}

impl File {
    /// Adds a part; returns its number in its list.
    pub(super) fn add(
        &mut self,
        list: &'static str,
        id: Option<&str>,
        keys: Object<String, Value>,
    ) -> usize {
        let mut part = Object::new();
        part.extend(id.map(|id| ("id".to_owned(), id.into())));
        part.extend(keys);
        let list = self.lists.entry(list).or_default();
        list.push(Value::Object(part));
        list.len() - 1
    }

    /// Reads the file as if it stood under that name.
    pub(super) fn read(mut self, file: &str, loader: &mut Loader) -> Map {
        let mut text = Object::new();
        text.insert("argmap".to_owned(), 1.into());
        text.append(&mut self.keys);
        for list in super::LISTS {
            if let Some(parts) = self.lists.remove(list) {
                text.insert(list.to_owned(), parts.into());
            }
        }
        let text = Value::Object(text).to_string();
        resolve(SourceFile::new(file, text), native::read, loader).map
    }
}

/// The map that differs from `old` by `diff`, up to the order of declarations.
///
/// `file` is the name of the map's file, and `loader` gives what it imports, as in
/// [`read`](crate::read()): a map does not hold the texts of other files. `diff` must be of `old`
/// and another map. Linear in the size of the map and the difference.
pub fn apply(old: &Map, diff: &Diff, file: &str, loader: &mut Loader) -> Map {
    let renamed: FxHashMap<&str, &str> =
        diff.renamed.iter().map(|renamed| (&*renamed.old, &*renamed.new)).collect();
    let names = |part: NodeIndex| {
        let name = old.name(part).unwrap_or_default();
        if old.file_of(part) == FileId::ROOT {
            return renamed.get(&*name).map_or(name, |name| (*name).to_owned());
        }
        diff.matching.outer_name(name)
    };
    let mut made = File { keys: top_keys(old, &names), ..File::default() };
    diff.keys.iter().for_each(|change| change_key(&mut made.keys, change));
    let removed: FxHashSet<NodeIndex> = diff.matching.removed.iter().copied().collect();
    let changed = diff.parts.iter().filter_map(|part| Some((part.old?, part)));
    let changed: FxHashMap<NodeIndex, &Part> = changed.collect();
    for part in old.own_parts().filter(|part| !removed.contains(part)) {
        let (mut list, mut keys) = write_part(old, part, &names);
        if let Some(Value::String(id)) = keys.get_mut("id")
            && let Some(name) = renamed.get(id.as_str())
        {
            *id = (*name).to_owned();
        }
        if let Some(part) = changed.get(&part)
            && let Fate::Changed { changes, .. } = &part.fate
        {
            changes.iter().for_each(|change| change_key(&mut keys, change));
            list = part.list;
        }
        made.add(list, None, keys);
    }
    for part in &diff.parts {
        if let Fate::Added(keys) = &part.fate {
            made.add(part.list, part.id.as_deref(), keys.clone());
        }
    }
    made.read(file, loader)
}

fn change_key(keys: &mut Object<String, Value>, change: &Change) {
    match &change.values {
        Values::Whole { new: Some(value), .. } => {
            keys.insert(change.key.clone(), value.clone());
        }
        Values::Whole { new: None, .. } => {
            keys.shift_remove(&change.key);
        }
        Values::Items { removed, added } => {
            let mut gone: FxHashMap<String, usize> = FxHashMap::default();
            removed.iter().for_each(|item| *gone.entry(item.to_string()).or_default() += 1);
            let old = keys.get_mut(&change.key).map(Value::take);
            let old =
                old.and_then(|old| if let Value::Array(old) = old { Some(old) } else { None });
            let mut items = old.unwrap_or_default();
            items.retain(|item| match gone.get_mut(&item.to_string()) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            });
            items.extend(added.iter().cloned());
            if items.is_empty() {
                keys.shift_remove(&change.key);
            } else {
                keys.insert(change.key.clone(), items.into());
            }
        }
    }
}
