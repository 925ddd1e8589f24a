//! What parts are called and where they are named in a text.

use rustc_hash::FxHashMap;

use super::side::{IMPORTS, Side, list_name};
use super::tree::{Container, member};
use crate::document::layout::{Token, tokens, value};
use crate::model::formula;
use crate::text::Span;

/// How names are written under a key.
enum Form {
    /// Each string is one.
    Names,
    /// Each value of an object is one.
    Values,
    /// The string is a formula of them.
    Formula,
    /// The strings under some keys of entries are, and entries that are strings.
    Entries(&'static [&'static str]),
    /// There are none.
    Nothing,
}

/// How the values of a key of a list's parts (`""`: of the file itself) name parts.
fn form(list: &str, key: &str) -> Form {
    match (list, key) {
        ("", "theses" | "reading-of")
        | ("groups", "in")
        | ("sources", "by" | "via")
        | ("holders", "members")
        | ("questions", "answers" | "by")
        | ("claims", "group" | "asserted-by" | "denied-by" | "conceded-by")
        | ("conflicts", "claims" | "by")
        | ("allow", "at")
        | ("supports" | "rebuttals" | "undercuts", "from" | "to" | "warrant" | "by" | "source") => {
            Form::Names
        }
        ("claims", "formula") => Form::Formula,
        ("claims", "commitments") => Form::Entries(&["holder", "source", "reported-by"]),
        ("claims" | "supports" | "rebuttals" | "undercuts", "cite") => Form::Entries(&["source"]),
        ("claims", "same-as") => Form::Entries(&["claim"]),
        ("holders", "same-as") => Form::Entries(&["holder"]),
        ("supports" | "rebuttals" | "undercuts", "roles") => Form::Values,
        _ => Form::Nothing,
    }
}

/// The strings of a value, each with the key before it, if it stands in an object.
fn strings(text: &str, span: Span) -> Vec<(Option<Span>, Span)> {
    let mut found = Vec::new();
    let mut all = tokens(text, span).filter(|(token, _)| *token != Token::Comment).peekable();
    let mut key = None;
    while let Some((token, at)) = all.next() {
        match token {
            Token::Text if all.peek().is_some_and(|(next, _)| *next == Token::Colon) => {
                key = Some(at);
            }
            Token::Text => found.push((key, at)),
            Token::Close | Token::Open => key = None,
            _ => {}
        }
    }
    found
}

/// The text of a string at a span.
fn word(text: &str, span: Span) -> Option<String> {
    match value(text, span)? {
        serde_json::Value::String(word) => Some(word),
        _ => None,
    }
}

/// The strings that name parts in the value of a key: their places, and whether they are formulas.
fn named(text: &str, list: &str, key: &str, span: Span) -> Vec<(Span, bool)> {
    let form = form(list, key);
    if matches!(form, Form::Nothing) {
        return Vec::new();
    }
    let names = strings(text, span).into_iter().filter(|(key, _)| match (&form, key) {
        (Form::Names | Form::Formula, None) | (Form::Values, Some(_)) => true,
        (Form::Entries(_), None) => true,
        (Form::Entries(keys), Some(key)) => {
            word(text, *key).is_some_and(|key| keys.contains(&key.as_str()))
        }
        _ => false,
    });
    names.map(|(_, span)| (span, matches!(form, Form::Formula))).collect()
}

/// The names of parts in the value of a key of a list's parts.
pub(super) fn in_value(text: &str, list: &str, key: &str, span: Span) -> Vec<String> {
    let mut names = Vec::new();
    for (span, is_formula) in named(text, list, key, span) {
        let Some(word) = word(text, span) else { continue };
        if !is_formula {
            names.push(word);
        } else if let Ok(formula) = formula::parse(&word) {
            names.extend(formula.names().map(|name| name.text.to_owned()));
        }
    }
    names
}

/// The names of parts that an entry of a list names. Linear in its length.
pub(super) fn in_part(text: &str, list: &str, body: Span) -> Vec<String> {
    if !text[body.range()].starts_with('{') {
        return Vec::new();
    }
    let members = Container::new(text, body).chunks.into_iter();
    let members = members.map(|chunk| member(text, chunk.body));
    members.flat_map(|member| in_value(text, list, &member.key, member.value)).collect()
}

/// New names for old ones.
#[derive(Debug, Default)]
pub(super) struct Renames {
    /// Ids of parts.
    pub ids: FxHashMap<String, String>,
    /// Prefixes of imports.
    pub aliases: FxHashMap<String, String>,
}

impl Renames {
    /// Whether nothing gets another name.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty() && self.aliases.is_empty()
    }

    fn of(&self, name: &str) -> Option<String> {
        match name.split_once('/') {
            Some((alias, rest)) => self.aliases.get(alias).map(|alias| format!("{alias}/{rest}")),
            None => self.ids.get(name).cloned(),
        }
    }

    fn of_formula(&self, text: &str) -> Option<String> {
        let formula = formula::parse(text).ok()?;
        let mut places: Vec<_> = formula
            .names()
            .filter_map(|name| Some((name.range.clone(), self.of(name.text)?)))
            .collect();
        places.sort_by_key(|(range, _)| range.start);
        let mut renamed = text.to_owned();
        for (range, name) in places.iter().rev() {
            renamed.replace_range(range.clone(), name);
        }
        (!places.is_empty()).then_some(renamed)
    }
}

/// The text of a side with the new names wherever the old ones stand, and nothing else changed.
/// Linear in its length.
pub(super) fn renamed(side: &Side, names: &Renames) -> String {
    let text = side.text;
    if names.is_empty() {
        return text.to_owned();
    }
    let mut edits: Vec<(Span, String)> = Vec::new();
    let mut edit = |span: Span, new: Option<String>| {
        if let Some(new) = new {
            edits.push((span, serde_json::Value::from(new).to_string()));
        }
    };
    let mut look = |list: &str, key: &str, span: Span| {
        for (span, is_formula) in named(text, list, key, span) {
            let Some(word) = word(text, span) else { continue };
            edit(span, if is_formula { names.of_formula(&word) } else { names.of(&word) });
        }
        let own = match (list, key) {
            ("imports", "as") => {
                word(text, span).and_then(|word| names.aliases.get(&word).cloned())
            }
            ("" | "imports" | "glossary" | "schemes" | "allow", _) => None,
            (_, "id") => word(text, span).and_then(|word| names.ids.get(&word).cloned()),
            _ => None,
        };
        edit(span, own);
    };
    for member in &side.members {
        look("", &member.key, member.value);
    }
    for (number, list) in side.lists.iter().enumerate() {
        let items = list.iter().flat_map(|list| &list.items);
        for member in items.flat_map(|item| &item.members) {
            look(list_name(number), &member.key, member.value);
        }
    }
    debug_assert_eq!(list_name(IMPORTS), "imports");
    edits.sort_by_key(|(span, _)| *span);
    let mut renamed = String::with_capacity(text.len());
    let mut at = 0;
    for (span, new) in edits {
        renamed.push_str(&text[at..span.range().start]);
        renamed.push_str(&new);
        at = span.range().end;
    }
    renamed + &text[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_wherever_they_stand_and_nothing_else_does() {
        let text = r#"{ "argmap": 1, "title": "a", "theses": ["a", /* a */ "b"],
  "imports": [{ "as": "o", "path": "o" }],
  "claims": [{ "id": "a", "text": "a", "tags": ["a"], "formula": "!b & (a | o/a)" },
    { "id": "b", "text": "b", "commitments": [{ "holder": "a", "quote": "a" }], "same-as": ["o/a", { "claim": "a", "note": "a" }] }],
  "supports": [{ "from": ["a"], "to": "b", "roles": { "a": "a" }, "note": "a" }] }"#;
        let mut names = Renames::default();
        names.ids.insert("a".into(), "new".into());
        names.aliases.insert("o".into(), "p".into());
        let wanted = r#"{ "argmap": 1, "title": "a", "theses": ["new", /* a */ "b"],
  "imports": [{ "as": "p", "path": "o" }],
  "claims": [{ "id": "new", "text": "a", "tags": ["a"], "formula": "!b & (new | p/a)" },
    { "id": "b", "text": "b", "commitments": [{ "holder": "new", "quote": "a" }], "same-as": ["p/a", { "claim": "new", "note": "a" }] }],
  "supports": [{ "from": ["new"], "to": "b", "roles": { "a": "new" }, "note": "a" }] }"#;
        assert_eq!(renamed(&Side::new(text), &names), wanted);
    }

    #[test]
    fn a_part_tells_what_it_names() {
        let part = r#"{ "id": "x", "formula": "a & !b", "group": "g", "cite": [{ "source": "s", "at": "t" }] }"#;
        let found = in_part(part, "claims", Span::new(0, part.len()));
        assert_eq!(found, ["a", "b", "g", "s"]);
    }
}
