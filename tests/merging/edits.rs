//! Random edits of a map's file, made in it as data.

use std::collections::BTreeSet;

use argmap_core::document::no_imports;
use argmap_core::formats::native::write;
use argmap_core::model::Map;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::random;

/// A map as data.
pub fn data(map: &Map) -> Value {
    serde_json::from_str(&write(map)).expect("what is written is JSON")
}

/// A file with all that has no order put into one.
pub fn in_order(mut file: Value) -> Value {
    fn sort(value: &mut Value, key: &str) {
        match value {
            Value::Object(object) => {
                object.iter_mut().for_each(|(key, value)| sort(value, key));
                object.sort_keys();
            }
            Value::Array(items) => {
                items.iter_mut().for_each(|item| sort(item, ""));
                let is_ordered = ["sections", "author"].contains(&key);
                let of_scheme =
                    key == "roles" || key == "questions" && items.iter().all(Value::is_string);
                if !is_ordered && !of_scheme {
                    items.sort_by_key(Value::to_string);
                }
            }
            _ => {}
        }
    }
    sort(&mut file, "");
    file
}

/// A random map, with claims that can be told apart.
pub fn base(numbers: &[u16]) -> Value {
    let mut file = data(&random::map(numbers));
    for (number, claim) in list(&mut file, "claims").iter_mut().enumerate() {
        claim["text"] = format!("{} ({number})", claim["text"].as_str().unwrap()).into();
    }
    for (number, step) in list(&mut file, "supports").iter_mut().enumerate() {
        step["id"] = step.get("id").cloned().unwrap_or_else(|| format!("step-{number}").into());
    }
    file
}

fn list<'f>(file: &'f mut Value, key: &str) -> &'f mut Vec<Value> {
    let object = file.as_object_mut().expect("an object");
    let list = object.entry(key).or_insert_with(|| json!([]));
    list.as_array_mut().expect("a list")
}

/// One edit: what is done, to which of its sort, and a word that no other edit has.
#[derive(Clone, Debug)]
pub struct Edit {
    what: u8,
    which: usize,
    word: String,
}

const KINDS: u8 = 17;

/// Edits with words of one side.
pub fn edits(side: &'static str, most: usize) -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..KINDS, 0..6_usize);
    prop::collection::vec(edit, 1..most).prop_map(move |edits| {
        let all = edits.into_iter().enumerate();
        all.map(|(number, (what, which))| Edit { what, which, word: format!("{side}-{number}") })
            .collect()
    })
}

/// The ids of a list's parts.
fn ids(file: &Value, list: &str) -> Vec<String> {
    let items = file.get(list).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(|item| Some(item["id"].as_str()?.to_owned())).collect()
}

/// What edits of a file change in it: independent ones share nothing of it.
pub fn are_independent(file: &Value, one: &[Edit], other: &[Edit]) -> bool {
    let (claims, steps) = (ids(file, "claims"), ids(file, "supports"));
    let theses = file.get("theses").and_then(Value::as_array).map_or(0, Vec::len);
    let keys = |edits: &[Edit]| {
        let mut keys = BTreeSet::new();
        for edit in edits {
            let claim = edit.which % claims.len();
            keys.insert(match edit.what {
                0 => format!("text {claim}"),
                1 => format!("note {claim}"),
                2 | 14 => format!("kind {claim}"),
                5 | 7 | 13 => format!("step {}", edit.which % steps.len().max(1)),
                8 => format!("thesis {claim}"),
                9 => format!("id {claim}"),
                10 => "title".to_owned(),
                11 => format!("theses {}", edit.which % theses.max(1)),
                _ => continue,
            });
        }
        keys
    };
    let touched = |edits: &[Edit]| -> BTreeSet<usize> {
        let touched = edits.iter().filter(|edit| ![4, 5, 7, 10, 11, 13].contains(&edit.what));
        touched.flat_map(|edit| [0, edit.which % claims.len()]).collect()
    };
    let removed = |edits: &[Edit]| -> BTreeSet<usize> {
        let removed = edits.iter().filter(|edit| edit.what == 15);
        removed.map(|edit| edit.which % claims.len()).collect()
    };
    keys(one).is_disjoint(&keys(other))
        && removed(one).is_disjoint(&touched(other))
        && removed(other).is_disjoint(&touched(one))
}

/// A file with edits; those after which it would have faults are left out.
pub fn edited(file: &Value, edits: &[Edit]) -> Value {
    after(file, file, edits)
}

/// A file that comes from a base, with edits of that base's parts.
pub fn after(base: &Value, file: &Value, edits: &[Edit]) -> Value {
    let mut file = file.clone();
    for edit in edits {
        let mut next = file.clone();
        apply(base, &mut next, edit);
        let reading = argmap_core::read("map.json", next.to_string(), &mut no_imports);
        if reading.problems.is_empty() {
            file = next;
        }
    }
    file
}

fn with_id<'f>(file: &'f mut Value, of: &str, id: &str) -> Option<&'f mut Value> {
    list(file, of).iter_mut().find(|item| item["id"] == id)
}

fn without_id(file: &mut Value, of: &str, id: &str) -> Option<Value> {
    let list = list(file, of);
    let at = list.iter().position(|item| item["id"] == id)?;
    Some(list.remove(at))
}

fn apply(base: &Value, file: &mut Value, edit: &Edit) {
    let Edit { what, which, word } = edit;
    let (claims, steps) = (ids(base, "claims"), ids(base, "supports"));
    let claim = claims[which % claims.len()].as_str();
    let step = steps.get(which % steps.len().max(1)).map_or("", String::as_str);
    let set = |item: Option<&mut Value>, key: &str, value: Value| {
        if let Some(item) = item {
            item[key] = value;
        }
    };
    match what {
        0 => set(with_id(file, "claims", claim), "text", format!("{word} says so.").into()),
        1 => set(with_id(file, "claims", claim), "note", word.as_str().into()),
        2 => set(with_id(file, "claims", claim), "kind", "fact".into()),
        14 => set(with_id(file, "claims", claim), "kind", "value".into()),
        3 => {
            if let Some(claim) = with_id(file, "claims", claim) {
                list(claim, "tags").push(word.as_str().into());
            }
        }
        4 => {
            let new = json!({ "id": word, "text": format!("{word} is new."), "tags": ["new"] });
            list(file, "claims").insert(which % claims.len().min(2), new);
        }
        5 => drop(without_id(file, "supports", step)),
        6 => {
            let new = json!({ "from": [claim], "to": claims[0], "note": word });
            list(file, "supports").push(new);
        }
        7 => set(with_id(file, "supports", step), "note", word.as_str().into()),
        8 => {
            let theses = list(file, "theses");
            if !theses.iter().any(|thesis| *thesis == claim) {
                theses.push(claim.into());
            }
        }
        9 => rename(file, claim, word),
        10 => file["title"] = word.as_str().into(),
        11 => {
            let theses = base.get("theses").and_then(Value::as_array);
            let thesis = theses.and_then(|theses| theses.get(which % theses.len().max(1)));
            list(file, "theses").retain(|other| Some(other) != thesis);
        }
        12 => {
            if let Some(claim) = with_id(file, "claims", claim) {
                list(claim, "commitments").push(json!({ "holder": word, "quote": word }));
                let new = json!({ "id": word, "name": format!("{word} as such") });
                list(file, "holders").push(new);
            }
        }
        13 => {
            let moved = without_id(file, "supports", step);
            list(file, "rebuttals").extend(moved);
        }
        15 => drop(without_id(file, "claims", claim)),
        16 => {
            let new = json!({ "rule": "AM101", "reason": word, "at": [claim] });
            list(file, "allow").push(new);
        }
        _ => unreachable!("there are {KINDS} kinds"),
    }
}

/// Gives a part another id wherever it is named, but for formulas: then nothing is done.
fn rename(file: &mut Value, old: &str, new: &str) {
    fn all(value: &mut Value, old: &str, new: &str) {
        match value {
            Value::String(text) if text == old => *text = new.to_owned(),
            Value::Array(items) => items.iter_mut().for_each(|item| all(item, old, new)),
            Value::Object(members) => members.values_mut().for_each(|value| all(value, old, new)),
            _ => {}
        }
    }
    let formulas = list(file, "claims").iter().filter_map(|claim| claim["formula"].as_str());
    let mut names = formulas
        .flat_map(|formula| formula.split(|c: char| !c.is_ascii_alphanumeric() && c != '-'));
    if names.any(|name| name == old) {
        return;
    }
    drop(names);
    all(file, old, new);
}
