//! Changes of keys as lines.

use serde_json::{Map as Object, Value};

use super::{Line, Piece, Sign, ours, words};
use crate::compare::diff::{Change, Values};

/// What a key is called, where the format's word is short.
fn label(list: &str, key: &str) -> String {
    match (list, key) {
        ("groups", "in") => "part of",
        (_, "from") => "premises",
        (_, "to") => "target",
        (_, "cite") => "citations",
        (_, "critical-question") => "critical question",
        (_, "same-as") => "same as",
        (_, "reading-of") => "reading of",
        _ => key,
    }
    .to_owned()
}

/// Whether a value is prose, to be compared word by word.
fn is_prose(list: &str, key: &str) -> bool {
    // Of a source it is the name of a file.
    if list == "sources" && key == "text" {
        return false;
    }
    matches!(key, "text" | "title" | "name" | "note" | "quote" | "reason" | "heading")
}

/// Whether strings under a key are ids or words of the format.
fn is_code(list: &str, key: &str) -> bool {
    match key {
        "text" | "title" | "name" | "note" | "quote" | "at" | "date" | "reason" | "heading"
        | "scheme" | "role" | "critical-question" | "senses" | "sense" | "path" | "language"
        | "tags" | "term" => false,
        "kind" | "type" => true,
        _ => list != "sources" || matches!(key, "by" | "via"),
    }
}

/// Changes of a part's keys, a line each; those that `skip` names stand in the head already.
pub(super) fn of(list: &str, changes: &[Change], skip: &str) -> Vec<Line> {
    let told = |change: &&Change| {
        let is_worded = matches!(
            &change.values,
            Values::Whole { old: Some(Value::String(_)), new: Some(Value::String(_)) }
        );
        change.key != skip || !is_worded
    };
    changes.iter().filter(told).map(|change| of_one(list, change)).collect()
}

fn of_one(list: &str, change: &Change) -> Line {
    let key = &*change.key;
    let mut pieces = vec![ours(format!("{}: ", label(list, key)))];
    match &change.values {
        Values::Whole { old, new } => {
            pieces.extend(whole(list, key, old.as_ref(), new.as_ref()));
            Line { sign: Sign::Changed, pieces, lines: Vec::new() }
        }
        Values::Items { removed, added } if is_short(removed) && is_short(added) => {
            let signed = |item: &Value, sign: &str, pieces: &mut Vec<Piece>| {
                pieces.push(ours(format!(" {sign} ")));
                pieces.extend(value(list, key, item));
            };
            pieces = vec![ours(format!("{}:", label(list, key)))];
            removed.iter().for_each(|item| signed(item, "-", &mut pieces));
            added.iter().for_each(|item| signed(item, "+", &mut pieces));
            Line { sign: Sign::Changed, pieces, lines: Vec::new() }
        }
        Values::Items { removed, added } => {
            pieces = vec![ours(format!("{}:", label(list, key)))];
            Line { sign: Sign::Changed, pieces, lines: items(list, key, removed, added) }
        }
    }
}

/// Whether items are plain strings.
fn is_short(items: &[Value]) -> bool {
    items.iter().all(Value::is_string)
}

/// One value for another: long texts word by word.
fn whole(list: &str, key: &str, old: Option<&Value>, new: Option<&Value>) -> Vec<Piece> {
    match (old, new) {
        (Some(Value::String(old)), Some(Value::String(new))) if is_prose(list, key) => {
            words::pieces(old, new)
        }
        (Some(Value::Bool(_)), None) | (None, Some(Value::Bool(_))) => {
            let word = |value: Option<&Value>| if value.is_some() { "yes" } else { "no" };
            vec![ours(format!("{} → {}", word(old), word(new)))]
        }
        _ => {
            let shown = |it: Option<&Value>| {
                it.map_or_else(|| vec![ours("none")], |it| value(list, key, it))
            };
            let mut pieces = shown(old);
            pieces.push(ours(" → "));
            pieces.extend(shown(new));
            pieces
        }
    }
}

/// The key by which an item among others is known.
fn lead(key: &str) -> Option<&'static str> {
    match key {
        "commitments" => Some("holder"),
        "cite" => Some("source"),
        "glossary" => Some("term"),
        "schemes" => Some("name"),
        "imports" => Some("as"),
        "allow" => Some("rule"),
        _ => None,
    }
}

/// Items that are gone and new; where one of each is about the same, what of it is another.
fn items(list: &str, key: &str, removed: &[Value], added: &[Value]) -> Vec<Line> {
    let about =
        |item: &Value| lead(key).and_then(|lead| item.get(lead)?.as_str().map(str::to_owned));
    let mut counts: std::collections::BTreeMap<String, [Vec<usize>; 2]> = Default::default();
    for (side, items) in [removed, added].into_iter().enumerate() {
        for (at, item) in items.iter().enumerate() {
            if let Some(about) = about(item) {
                counts.entry(about).or_default()[side].push(at);
            }
        }
    }
    let twin = |item: &Value| -> Option<(usize, usize)> {
        match counts.get(&about(item)?) {
            Some([old, new]) => {
                Some((*old.first()?, *new.first()?)).filter(|_| old.len() == 1 && new.len() == 1)
            }
            None => None,
        }
    };
    let mut lines = Vec::new();
    for item in removed {
        match twin(item) {
            Some((old, new)) => {
                let (Some(old), Some(new)) = (removed[old].as_object(), added[new].as_object())
                else {
                    continue;
                };
                let mut pieces: Vec<Piece> = about(item).map(Piece::Code).into_iter().collect();
                pieces.extend(fields(list, key, old, new));
                lines.push(plain(Sign::Changed, pieces));
            }
            None => lines.push(plain(Sign::Removed, value(list, key, item))),
        }
    }
    let new = added.iter().filter(|item| twin(item).is_none());
    lines.extend(new.map(|item| plain(Sign::Added, value(list, key, item))));
    lines
}

/// The keys of an item that differ, one after the other.
fn fields(
    list: &str,
    key: &str,
    old: &Object<String, Value>,
    new: &Object<String, Value>,
) -> Vec<Piece> {
    let mut keys: Vec<&String> = new.keys().collect();
    keys.extend(old.keys().filter(|key| !new.contains_key(*key)));
    let mut pieces = Vec::new();
    for inner in keys.into_iter().filter(|key| old.get(*key) != new.get(*key)) {
        // A stand without a word for it is an assertion.
        let is_stand = key == "commitments" && inner == "stance";
        let asserts = is_stand.then(|| Value::from("asserts"));
        let (old, new) = (old.get(inner).or(asserts.as_ref()), new.get(inner).or(asserts.as_ref()));
        pieces.push(ours(if pieces.is_empty() { ": " } else { "; " }));
        pieces.push(ours(format!("{} ", label(list, inner))));
        pieces.extend(whole(list, inner, old, new));
    }
    pieces
}

fn plain(sign: Sign, pieces: Vec<Piece>) -> Line {
    Line { sign, pieces, lines: Vec::new() }
}

/// A value in a line.
pub(super) fn value(list: &str, key: &str, value: &Value) -> Vec<Piece> {
    match value {
        Value::String(text) if is_code(list, key) => vec![Piece::Code(text.clone())],
        Value::String(text) => vec![Piece::Text(text.clone())],
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let mut pieces = Vec::new();
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    pieces.push(ours(", "));
                }
                pieces.extend(self::value(list, key, item));
            }
            pieces
        }
        Value::Object(object) if lead(key).is_some() => known_item(list, key, object),
        Value::Object(object) if matches!(key, "roles" | "senses" | "same-as") => {
            let mut pieces = Vec::new();
            for (at, (inner, value)) in object.iter().enumerate() {
                if at > 0 {
                    pieces.push(ours(", "));
                }
                // The words are the map's own.
                let is_id = key == "roles" || matches!(inner.as_str(), "claim" | "holder");
                pieces.extend([Piece::Text(inner.clone()), ours(": ")]);
                let text = value.as_str().unwrap_or_default().to_owned();
                pieces.push(if is_id { Piece::Code(text) } else { Piece::Text(text) });
            }
            pieces
        }
        other => vec![Piece::Text(other.to_string())],
    }
}

/// An item that is known by one of its keys: that first, then the others by name.
fn known_item(list: &str, key: &str, object: &Object<String, Value>) -> Vec<Piece> {
    let lead = lead(key).unwrap_or_default();
    let mut pieces = Vec::new();
    if let Some(Value::String(about)) = object.get(lead) {
        pieces.push(Piece::Code(about.clone()));
    }
    if key == "commitments" {
        let stance = object.get("stance").and_then(Value::as_str).unwrap_or("asserts");
        pieces.extend([ours(" "), ours(stance)]);
    }
    for (inner, value) in object.iter().filter(|(inner, _)| *inner != lead && *inner != "stance") {
        pieces.push(ours(if pieces.len() > 1 { ", " } else { ": " }));
        if value.is_boolean() {
            pieces.push(ours(label(list, inner)));
            continue;
        }
        pieces.push(ours(format!("{} ", label(list, inner))));
        let is_quote = inner == "quote";
        let quoted = if is_quote { ["“", "”"] } else { ["", ""] };
        pieces.push(ours(quoted[0]));
        pieces.extend(self::value(list, inner, value));
        pieces.push(ours(quoted[1]));
    }
    pieces
}
