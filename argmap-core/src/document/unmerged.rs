//! Telling what two versions of a map say differently, with the places of both.

use rustc_hash::FxHashMap;

use super::problems::unmerged::{Places, found};
use super::resolve::Resolver;
use super::{UnmergedDeclaration, layout};
use crate::model::wording::part_of_list;
use crate::text::{Span, Spanned};

/// Reports each entry of a file's `unmerged`.
///
/// Linear in the length of the file, however many entries there are.
pub(super) fn tell(resolver: &mut Resolver) {
    let document = resolver.document;
    let mut file = File { text: document.source, top: None, lists: FxHashMap::default() };
    for entry in &document.unmerged {
        let [list, at, key] =
            [entry.list, entry.at, entry.key].map(|text| text.map(|text| document.str(text)));
        let whole = list.map(|list| part_of_list(list, at));
        let what = match (&whole, key) {
            (Some(part), Some(key)) => format!("`{key}` of {part}"),
            (Some(part), None) => part.clone(),
            (None, Some(key)) => format!("`{key}` of the map"),
            (None, None) => "something".to_owned(),
        };
        let place = |span: Span| document.place(span);
        let value = |value: &Option<Spanned<_>>| value.as_ref().map(|value| place(value.span));
        let places = Places {
            entry: place(entry.span),
            in_place: file.find(entry, list, at, key).map(place),
            ours: value(&entry.ours),
            theirs: value(&entry.theirs),
        };
        resolver.problems.push(found(&what, at, &places));
    }
}

/// The members of an object by their keys.
type Members<'t> = FxHashMap<&'t str, Span>;

/// What a list of the file holds, found when first asked for.
#[derive(Default)]
struct List<'t> {
    by_name: FxHashMap<String, Span>,
    by_content: FxHashMap<String, Span>,
    members: FxHashMap<Span, Members<'t>>,
    elements: FxHashMap<Span, FxHashMap<String, Span>>,
}

struct File<'t> {
    text: &'t str,
    top: Option<Members<'t>>,
    lists: FxHashMap<String, List<'t>>,
}

impl<'t> File<'t> {
    /// Where that stands of which an entry speaks: a value, or the part if it has none.
    fn find(
        &mut self,
        entry: &UnmergedDeclaration,
        list: Option<&str>,
        at: Option<&str>,
        key: Option<&str>,
    ) -> Option<Span> {
        let text = self.text;
        let whole = Span::new(0, text.len());
        let top = self.top.get_or_insert_with(|| members(text, whole));
        let name = list.unwrap_or_default();
        let contents = self.lists.entry(name.to_owned()).or_insert_with(|| match top.get(name) {
            Some(span) => List::new(text, *span, layout::name_key(name)),
            None => List::default(),
        });
        let written = |value: &Option<Spanned<serde_json::Value>>| {
            value.as_ref().map(|value| layout::canonical(value.value.clone()))
        };
        let part = match (list, at) {
            (None, _) => Some(whole),
            (Some(_), Some(at)) => contents.by_name.get(at).copied(),
            (Some(_), None) => [&entry.ours, &entry.theirs]
                .into_iter()
                .find_map(|side| contents.by_content.get(&written(side)?).copied()),
        }?;
        let Some(key) = key else { return Some(part) };
        let value = match list {
            None => top.get(key).copied(),
            Some(_) => {
                let found = contents.members.entry(part).or_insert_with(|| members(text, part));
                found.get(key).copied()
            }
        };
        let Some(value) = value else { return list.map(|_| part) };
        if !text[value.range()].starts_with('[') {
            return Some(value);
        }
        let elements = contents.elements.entry(value).or_insert_with(|| by_content(text, value));
        let element = [&entry.ours, &entry.theirs]
            .into_iter()
            .find_map(|side| elements.get(&written(side)?).copied());
        Some(element.unwrap_or(value))
    }
}

impl<'t> List<'t> {
    fn new(text: &'t str, list: Span, name_key: &str) -> List<'t> {
        let mut contents = List { by_content: by_content(text, list), ..List::default() };
        for item in layout::elements(text, list) {
            let members = members(text, item);
            let name = members.get(name_key).and_then(|name| layout::value(text, *name));
            if let Some(serde_json::Value::String(name)) = name {
                contents.by_name.entry(name).or_insert(item);
            }
            contents.members.insert(item, members);
        }
        contents
    }
}

fn members(text: &str, object: Span) -> Members<'_> {
    let mut found = Members::default();
    for member in layout::elements(text, object) {
        if let Some(key) = layout::key(text, member) {
            let key_end = member.start + key.len() as u32 + 2;
            if let Some(value) = layout::value_of(text, key_end) {
                found.entry(key).or_insert(value);
            }
        }
    }
    found
}

fn by_content(text: &str, list: Span) -> FxHashMap<String, Span> {
    let mut found = FxHashMap::default();
    for element in layout::elements(text, list) {
        if let Some(value) = layout::value(text, element) {
            found.entry(layout::canonical(value)).or_insert(element);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::document::no_imports;

    /// What is told of a map with these entries: message, and the bytes at the two places.
    fn told(entries: &str) -> Vec<(String, String, String)> {
        let text = format!(
            r#"{{ "argmap": 1, "title": "T",
              "claims": [{{ "id": "a", "text": "A", "tags": ["x", "y"] }}, {{ "id": "b", "text": "B" }}],
              "supports": [{{ "from": ["a"], "to": "b" }}], "glossary": [{{ "term": "t", "senses": ["s"] }}],
              "unmerged": [{entries}] }}"#
        );
        let reading = crate::read("map.json", text, &mut no_imports);
        let problems = reading.problems.iter();
        let slice = |problem: &crate::diagnostic::Diagnostic, number: usize| {
            reading.slice(problem.labels[number].place.unwrap()).to_owned()
        };
        let told = problems.map(|p| (p.message.clone(), slice(p, 0), slice(p, 1)));
        told.collect()
    }

    #[test]
    fn each_entry_is_told_of_with_both_places() {
        let one = |entry: &str| {
            let told = told(entry);
            assert_eq!(told.len(), 1, "{told:?}");
            told.into_iter().next().unwrap()
        };
        let differs = "says one thing in our version and another in theirs";
        let entry =
            r#"{ "list": "claims", "at": "a", "key": "text", "ours": "A", "theirs": "AA" }"#;
        let wanted =
            (format!("`text` of the claim `a` {differs}"), "\"A\"".into(), "\"AA\"".into());
        assert_eq!(one(entry), wanted);
        let entry = r#"{ "list": "claims", "at": "a", "key": "tags", "ours": "y", "theirs": "z" }"#;
        assert_eq!(one(entry).1, "\"y\"");
        let entry = r#"{ "key": "title", "ours": "T", "theirs": ["U"] }"#;
        assert_eq!(one(entry).0, format!("`title` of the map {differs}"));
        assert_eq!((one(entry).1, one(entry).2), ("\"T\"".into(), "[\"U\"]".into()));
        let entry =
            r#"{ "list": "glossary", "at": "t", "key": "senses", "ours": ["s"], "theirs": 1 }"#;
        assert_eq!(one(entry).1, r#"["s"]"#);
        let entry = r#"{ "list": "supports", "ours": { "to": "b", "from": ["a"] } }"#;
        let (message, here, there) = one(entry);
        assert_eq!(message, "a support is gone in their version, and changed or needed in ours");
        assert_eq!((here.as_str(), there.as_str()), (r#"{ "from": ["a"], "to": "b" }"#, entry));
    }

    #[test]
    fn entries_of_nothing_are_told_of_where_they_stand() {
        for entry in [
            "{}",
            r#"{ "list": "claims", "at": "c", "key": "text" }"#,
            r#"{ "list": "zzz" }"#,
            r#"{ "at": "a" }"#,
        ] {
            let told = told(entry);
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].2, entry);
        }
    }
}
