//! What differs between two versions of a map.
//!
//! A difference is of what the maps mean: the order of declarations and the layout of the files are
//! no part of it, and an id that is changed wherever it stands is one change.
//!
//! ```
//! use argmap_core::compare::diff::diff;
//! use argmap_core::document::no_imports;
//!
//! let old = r#"{ "argmap": 1, "title": "Rain", "theses": ["wet"],
//!     "claims": [{ "id": "wet", "text": "The street is wet." }] }"#;
//! let new = old.replace("\"wet\"", "\"wet-street\"");
//! let [old, new] = [old, &new].map(|text| argmap_core::read("map.json", text, &mut no_imports).map);
//! let diff = diff(&old, &new);
//! assert_eq!((&*diff.renamed[0].old, &*diff.renamed[0].new), ("wet", "wet-street"));
//! assert!(diff.keys.is_empty() && diff.parts.is_empty());
//! ```

mod apply;
pub mod consequences;
pub mod matching;
pub(crate) mod parts;
mod union;

use petgraph::graph::NodeIndex;
use serde_json::{Map as Object, Value};

use crate::model::{Map, Node, wording};
pub use apply::apply;
pub use matching::{Matching, Renamed, matching};
pub use parts::LISTS;
use parts::{is_set, keys_of, plain, position, top_keys};
pub use union::{Mark, Union, union};

/// What differs between two versions of a map.
///
/// Names of parts are those of the new map; parts that are gone have their old ones.
#[derive(Clone, Debug)]
pub struct Diff {
    /// The ids that changed, by list and old id.
    pub renamed: Vec<Renamed>,
    /// What differs outside of parts: title, theses, imports and the like.
    pub keys: Vec<Change>,
    /// The parts that were added, removed or changed otherwise than by name, by list and id.
    pub parts: Vec<Part>,
    /// Which parts are the same.
    pub matching: Matching,
}

/// A part that was added, removed or changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The list in which the file has it: one of [`LISTS`].
    pub list: &'static str,
    /// The id, if it has one.
    pub id: Option<String>,
    /// What it is called in sentences: its id in backticks, or what it does.
    pub name: String,
    /// The wording as it is now, of parts that have one.
    pub text: Option<String>,
    /// Its number in the old map.
    pub old: Option<NodeIndex>,
    /// Its number in the new map.
    pub new: Option<NodeIndex>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It is new; its keys as they are written, without the id.
    Added(Object<String, Value>),
    /// It is gone; its keys likewise.
    Removed(Object<String, Value>),
    /// It says something else.
    Changed {
        /// The list in which it stood, if that is another one now.
        old_list: Option<&'static str>,
        /// The keys that differ, in the order in which they are written.
        changes: Vec<Change>,
    },
}

/// A key with different values.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The key.
    pub key: String,
    /// How the values differ.
    pub values: Values,
}

/// How the values of a key differ.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// One value for another; nothing where the key was or is left out.
    Whole {
        /// The value before, with ids as they are now.
        old: Option<Value>,
        /// The value after.
        new: Option<Value>,
    },
    /// Some of several values of which the order means nothing.
    Items {
        /// Those that are gone, with ids as they are now.
        removed: Vec<Value>,
        /// Those that are new.
        added: Vec<Value>,
    },
}

impl Diff {
    /// Whether the maps mean the same.
    pub fn is_empty(&self) -> bool {
        self.renamed.is_empty() && self.keys.is_empty() && self.parts.is_empty()
    }
}

impl Part {
    /// The change of a key.
    pub fn change(&self, key: &str) -> Option<&Values> {
        match &self.fate {
            Fate::Changed { changes, .. } => {
                changes.iter().find(|change| change.key == key).map(|change| &change.values)
            }
            _ => None,
        }
    }
}

/// What differs between what the root files of two versions of a map declare.
///
/// Linear in the size of the maps, but for what [`matching()`] takes and for logarithmic factors in
/// the number of differences.
pub fn diff(old: &Map, new: &Map) -> Diff {
    diff_of(old, new, matching(old, new))
}

/// What differs between two versions of a map of which is known what belongs together.
pub fn diff_of(old: &Map, new: &Map, matching: Matching) -> Diff {
    let old_names = |part| matching.name(old, new, part);
    let new_names = |part| new.name(part).unwrap_or_default();
    let mut parts = Vec::new();
    for (a, b) in &matching.pairs {
        if old.has_same_part(*a, new, *b) {
            continue;
        }
        let (old_list, old_keys) = keys_of(old, *a, &old_names);
        let (list, new_keys) = keys_of(new, *b, &new_names);
        let mut changes: Vec<Change> = id_change(old.node(*a), new.node(*b)).into_iter().collect();
        changes.extend(differing(list, old_keys, new_keys));
        let old_list = (old_list != list).then_some(old_list);
        if !changes.is_empty() || old_list.is_some() {
            let fate = Fate::Changed { old_list, changes };
            parts.push(part_of(new, *b, list, fate, (Some(*a), Some(*b))));
        }
    }
    for part in &matching.removed {
        let (list, keys) = keys_of(old, *part, &old_names);
        parts.push(part_of(old, *part, list, Fate::Removed(keys), (Some(*part), None)));
    }
    for part in &matching.added {
        let (list, keys) = keys_of(new, *part, &new_names);
        parts.push(part_of(new, *part, list, Fate::Added(keys), (None, Some(*part))));
    }
    parts.sort_by_cached_key(|part: &Part| {
        let (fate, text) = match (&part.fate, part.new) {
            (Fate::Removed(keys), _) => (0, plain(keys)),
            (Fate::Changed { .. }, Some(now)) if part.id.is_none() => {
                // Of two that are alike now, what they were before decides.
                let now = plain(&keys_of(new, now, &new_names).1);
                let before = part.old.map(|old_part| plain(&keys_of(old, old_part, &old_names).1));
                (1, now + &before.unwrap_or_default())
            }
            (Fate::Changed { .. }, _) => (1, String::new()),
            (Fate::Added(keys), _) => (2, plain(keys)),
        };
        let id = part.id.clone().map_or((1, String::new()), |id| (0, id));
        (position(part.list), id, fate, text)
    });
    let mut renamed = matching.renamed.clone();
    renamed.sort_by(|a, b| (position(a.list), &a.old).cmp(&(position(b.list), &b.old)));
    let keys = differing("", top_keys(old, &old_names), top_keys(new, &new_names));
    Diff { renamed, keys, parts, matching }
}

fn part_of(
    map: &Map,
    part: NodeIndex,
    list: &'static str,
    fate: Fate,
    (old, new): (Option<NodeIndex>, Option<NodeIndex>),
) -> Part {
    let node = map.node(part);
    let text = matching::wording(node).map(str::to_owned);
    let id = node.name().map(str::to_owned);
    Part { list, id, name: wording::name(map, part), text, old, new, fate }
}

/// The change of an id that was given or taken away; other changes of ids are renamings.
fn id_change(old: &Node, new: &Node) -> Option<Change> {
    let (old, new) = (old.name(), new.name());
    let value = |id: Option<&str>| id.map(Value::from);
    let values = Values::Whole { old: value(old), new: value(new) };
    (old.is_some() != new.is_some()).then(|| Change { key: "id".to_owned(), values })
}

fn differing(
    list: &str,
    mut old: Object<String, Value>,
    new: Object<String, Value>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, now) in new {
        let before = old.shift_remove(&key);
        if before.as_ref() != Some(&now) {
            changes.push(change(list, key, before, Some(now)));
        }
    }
    changes.extend(old.into_iter().map(|(key, before)| change(list, key, Some(before), None)));
    changes
}

fn change(list: &str, key: String, old: Option<Value>, new: Option<Value>) -> Change {
    let is_set = old.iter().chain(&new).all(|value| is_set(list, &key, value));
    let values = match (is_set, old, new) {
        (true, old, new) => {
            let (removed, added) = without_common(items(old), items(new));
            Values::Items { removed, added }
        }
        (false, old, new) => Values::Whole { old, new },
    };
    Change { key, values }
}

fn items(value: Option<Value>) -> Vec<Value> {
    match value {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// What each of two lists in the same order has more than the other.
fn without_common(old: Vec<Value>, new: Vec<Value>) -> (Vec<Value>, Vec<Value>) {
    let keyed = |items: Vec<Value>| {
        items.into_iter().map(|item| (item.to_string(), item)).collect::<Vec<_>>().into_iter()
    };
    let (mut old, mut new) = (keyed(old).peekable(), keyed(new).peekable());
    let (mut removed, mut added) = (Vec::new(), Vec::new());
    loop {
        match (old.peek(), new.peek()) {
            (None, None) => return (removed, added),
            (Some((a, _)), Some((b, _))) if a == b => {
                old.next();
                new.next();
            }
            (Some((a, _)), other) if other.is_none_or(|(b, _)| a < b) => {
                removed.extend(old.next().map(|(_, item)| item));
            }
            _ => added.extend(new.next().map(|(_, item)| item)),
        }
    }
}

#[cfg(test)]
mod tests;
