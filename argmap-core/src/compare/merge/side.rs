//! One version of a file: its keys, and the entries of its lists.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::tree::{Container, Member, member};
use crate::compare::diff::LISTS;
use crate::document::layout::{Token, canonical, name_key, tokens, value};
use crate::text::Span;

/// The lists whose entries are no parts of the graph.
const FURTHER: [&str; 4] = ["imports", "glossary", "schemes", "allow"];

/// How many lists of entries a file may have.
pub(super) const COUNT: usize = LISTS.len() + FURTHER.len();

/// The number of the list of imports.
pub(super) const IMPORTS: usize = LISTS.len();

/// The name of a list.
pub(super) fn list_name(number: usize) -> &'static str {
    LISTS.get(number).copied().unwrap_or_else(|| FURTHER[number - LISTS.len()])
}

/// The number of a list.
pub(super) fn list_number(name: &str) -> Option<usize> {
    (0..COUNT).find(|number| list_name(*number) == name)
}

/// What sort of thing the entries of a list are; steps of all kinds are of one sort.
pub(super) fn class(list: usize) -> &'static str {
    match list_name(list) {
        "rebuttals" | "undercuts" => "supports",
        name => name,
    }
}

/// The version from which both come.
pub(super) const BASE: usize = 0;
/// The version into which the other is merged.
pub(super) const OURS: usize = 1;
/// The other version.
pub(super) const THEIRS: usize = 2;

/// One version of a file.
#[derive(Debug)]
pub(super) struct Side<'t> {
    /// Its text.
    pub text: &'t str,
    /// The object that it is.
    pub root: Container,
    /// The members of the object, in the order of its chunks.
    pub members: Vec<Member>,
    /// Its lists of entries; nothing where there is none, or no list.
    pub lists: Vec<Option<List>>,
}

/// A list of entries.
#[derive(Debug)]
pub(super) struct List {
    /// The list.
    pub container: Container,
    /// Its entries, in the order of its chunks.
    pub items: Vec<Item>,
}

/// An entry of a list.
#[derive(Debug)]
pub(super) struct Item {
    /// The object, if it is one.
    pub object: Option<Container>,
    /// The object's members.
    pub members: Vec<Member>,
    /// The name by which it is known.
    pub name: Option<String>,
    /// A text that is the same for entries that mean the same.
    pub meaning: String,
}

impl<'t> Side<'t> {
    /// Takes a text apart that is an object; linear in its length.
    pub fn new(text: &'t str) -> Side<'t> {
        let all = Span::new(0, text.len());
        let start = tokens(text, all).find(|(token, _)| *token == Token::Open);
        let start = start.map_or(0, |(_, brace)| brace.start);
        let root = Container::new(text, Span { start, end: all.end });
        let members: Vec<Member> =
            root.chunks.iter().map(|chunk| member(text, chunk.body)).collect();
        let lists = (0..COUNT).map(|number| {
            let name = list_name(number);
            let span = members.iter().find(|member| member.key == name)?.value;
            List::new(text, name, span)
        });
        let lists = lists.collect();
        Side { text, root, members, lists }
    }

    /// The number of the member with that key.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.members.iter().position(|member| member.key == key)
    }

    /// The entry at a place.
    pub fn item(&self, (list, index): (usize, usize)) -> Option<&Item> {
        self.lists[list].as_ref().map(|list| &list.items[index])
    }

    /// The bytes of the entry at a place.
    pub fn body(&self, (list, index): (usize, usize)) -> Span {
        self.lists[list].as_ref().map_or(Span::default(), |list| list.container.chunks[index].body)
    }

    /// The bytes of a span.
    pub fn slice(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }

    /// A text that is the same for files that mean the same, in whatever order.
    pub fn meaning(&self) -> String {
        let mut all = FxHashMap::default();
        for member in &self.members {
            let list = list_number(&member.key).and_then(|number| self.lists[number].as_ref());
            let meaning = match list {
                Some(list) if list.items.is_empty() => continue,
                Some(list) => {
                    let mut items: Vec<&str> =
                        list.items.iter().map(|item| item.meaning.as_str()).collect();
                    items.sort_unstable();
                    items.join("\n")
                }
                None => match meaning_of(self.text, "", &member.key, member.value) {
                    Some(meaning) => meaning,
                    None => continue,
                },
            };
            all.entry(member.key.as_str()).or_insert(meaning);
        }
        let mut all: Vec<(&str, String)> = all.into_iter().collect();
        all.sort_unstable();
        all.into_iter().map(|(key, meaning)| format!("{key}: {meaning}\n")).collect()
    }
}

impl List {
    fn new(text: &str, name: &str, span: Span) -> Option<List> {
        if !text[span.range()].starts_with('[') {
            return None;
        }
        let container = Container::new(text, span);
        let items = container.chunks.iter().map(|chunk| Item::new(text, name, chunk.body));
        Some(List { items: items.collect(), container })
    }
}

impl Item {
    fn new(text: &str, list: &str, body: Span) -> Item {
        let object = text[body.range()].starts_with('{').then(|| Container::new(text, body));
        let chunks = object.iter().flat_map(|object| &object.chunks);
        let members: Vec<Member> = chunks.map(|chunk| member(text, chunk.body)).collect();
        let name = members.iter().find(|member| member.key == name_key(list));
        let name = name.and_then(|name| value(text, name.value));
        let name = name.and_then(|name| name.as_str().map(str::to_owned));
        let meaning = if object.is_some() {
            let mut keys: Vec<(&str, String)> = members
                .iter()
                .filter_map(|member| {
                    let meaning = meaning_of(text, list, &member.key, member.value)?;
                    Some((member.key.as_str(), meaning))
                })
                .collect();
            keys.sort_unstable();
            format!("{keys:?}")
        } else {
            canonical(any(text, body))
        };
        Item { object, members, name, meaning }
    }

    /// The place of a key's value.
    pub fn value(&self, key: &str) -> Option<Span> {
        self.members.iter().find(|member| member.key == key).map(|member| member.value)
    }
}

/// The value at a span, or its text where that nests too deeply to be read.
fn any(text: &str, span: Span) -> Value {
    value(text, span).unwrap_or_else(|| text[span.range()].into())
}

/// Whether the elements of a key's list have no order.
pub(super) fn is_set(list: &str, key: &str) -> bool {
    match (list, key) {
        ("", key) => key == "theses" || key == "unmerged",
        ("sources", key) => key == "by",
        ("schemes" | "imports", _) => false,
        (_, key) => [
            "members",
            "answers",
            "from",
            "claims",
            "tags",
            "commitments",
            "asserted-by",
            "denied-by",
            "conceded-by",
            "cite",
            "same-as",
            "senses",
            "at",
        ]
        .contains(&key),
    }
}

/// Whether a key's list is of entries that are known by their ids, in an order that matters.
pub(super) fn is_sequence(list: &str, key: &str) -> bool {
    list == "sources" && key == "sections"
}

/// Whether a key's value is nothing that the format knows.
fn is_foreign(list: &str, key: &str) -> bool {
    match list {
        "" => !["theses", "unmerged"].contains(&key),
        "sources" => !["by", "sections"].contains(&key),
        _ => false,
    }
}

/// A text that is the same for values of a key that mean the same; nothing for a value that says
/// no more than if the key were left out.
pub(super) fn meaning_of(text: &str, list: &str, key: &str, span: Span) -> Option<String> {
    let value = any(text, span);
    if is_foreign(list, key) {
        return Some(canonical(value));
    }
    match value {
        Value::Bool(false) => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Object(members) if members.is_empty() => None,
        Value::Array(items) if is_set(list, key) => {
            let is_opaque = key == "unmerged";
            let items = items.into_iter().map(|item| element_meaning(item, is_opaque));
            let mut items: Vec<String> = items.collect();
            items.sort_unstable();
            Some(items.join(","))
        }
        value => Some(canonical(value)),
    }
}

/// A text that is the same for elements of a set that mean the same.
pub(super) fn element_meaning(mut element: Value, is_opaque: bool) -> String {
    if let Value::Object(members) = &mut element
        && !is_opaque
    {
        members.retain(|key, value| {
            *value != Value::Bool(false) && !(key == "stance" && *value == "asserts")
        });
    }
    canonical(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_differ_in_order_and_layout_mean_the_same() {
        let one = r#"{ "argmap": 1, "title": "T", "theses": ["b", "a"], "groups": [],
            "claims": [{ "id": "a", "text": "A", "imputed": false }, { "id": "b", "text": "B", "tags": ["x", "y"] }] }"#;
        let other = r#"{ "claims": [ // B
            { "tags": ["y", "x",], "id": "b", "text": "\u0042" }, { "id": "a", "text": "A" }],
            "theses": ["a", "b"], "title": "T", "argmap": 1 }"#;
        assert_eq!(Side::new(one).meaning(), Side::new(other).meaning());
        let another = other.replace("\"T\"", "\"U\"");
        assert_ne!(Side::new(one).meaning(), Side::new(&another).meaning());
    }
}
