//! Parts of maps in a form in which they can be compared: lists have no order where order means
//! nothing, and references go by the names that the caller gives.

use petgraph::graph::NodeIndex;
use serde_json::{Map as Object, Value};

use crate::formats::native::{Names, write_keys, write_part};
use crate::model::{Map, Node};

/// A file's lists of parts, in the order in which a file is written.
pub const LISTS: [&str; 10] = [
    "groups",
    "sources",
    "holders",
    "atoms",
    "questions",
    "claims",
    "supports",
    "rebuttals",
    "undercuts",
    "conflicts",
];

/// Which of [`LISTS`] a list is.
pub(crate) fn position(list: &str) -> usize {
    LISTS.iter().position(|known| *known == list).unwrap_or(LISTS.len())
}

/// What sort of thing a part is: supports, rebuttals and undercuts are steps alike, so that a step
/// of which the kind changes is still the same step.
pub(crate) fn class(node: &Node) -> u8 {
    match node {
        Node::Group(_) => 0,
        Node::Source(_) => 1,
        Node::Holder(_) => 2,
        Node::Atom(_) => 3,
        Node::Question(_) => 4,
        Node::Claim(_) => 5,
        Node::Inference(_) => 6,
        Node::Conflict(_) => 7,
    }
}

/// A part's list and its keys but the id, with lists in one order.
pub(crate) fn keys_of(
    map: &Map,
    part: NodeIndex,
    names: &Names,
) -> (&'static str, Object<String, Value>) {
    let (list, mut keys) = write_part(map, part, names);
    keys.shift_remove("id");
    for (key, value) in &mut keys {
        sort(list, key, value);
    }
    (list, keys)
}

/// What a file says outside of its parts, with lists in one order.
pub(crate) fn top_keys(map: &Map, names: &Names) -> Object<String, Value> {
    let mut keys = write_keys(map, names);
    keys.shift_remove("argmap");
    if let Some(Value::Array(allowed)) = keys.get_mut("allow") {
        // What is let pass is named by id.
        let names = |id: &mut Value| {
            if let Some(node) = id.as_str().and_then(|id| map.find(id)) {
                *id = names(node).into();
            }
        };
        let places = allowed.iter_mut().filter_map(|allow| allow.get_mut("at"));
        places.filter_map(Value::as_array_mut).flatten().for_each(names);
    }
    for (key, value) in &mut keys {
        sort("", key, value);
    }
    keys
}

/// Whether the items under a key of a list's parts (`""`: of the file itself) have no order.
pub(crate) fn is_set(list: &str, key: &str, value: &Value) -> bool {
    // A source's further keys are others' data, and its sections stand in the order of the text.
    let is_ordered = list == "sources" && key != "by";
    value.is_array() && !is_ordered
}

/// Puts what has no order into one order.
fn sort(list: &str, key: &str, value: &mut Value) {
    if !is_set(list, key, value) {
        return;
    }
    let Value::Array(items) = value else { return };
    let inner = match (list, key) {
        ("", "glossary") => Some("senses"),
        ("", "allow") => Some("at"),
        _ => None,
    };
    for item in items.iter_mut() {
        if let Some(Value::Array(words)) = inner.and_then(|key| item.get_mut(key)) {
            words.sort_by_cached_key(Value::to_string);
        }
    }
    items.sort_by_cached_key(Value::to_string);
}

/// A text that is the same for equal values: objects are written with their keys in order.
pub(crate) fn plain(value: &Object<String, Value>) -> String {
    let mut sorted = value.clone();
    sorted.sort_keys();
    for value in sorted.values_mut() {
        value.sort_all_objects();
    }
    Value::Object(sorted).to_string()
}
