//! What a map draws on.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::page::Section;
use super::{Subjects, foreign, lang};
use crate::model::{Edge, Map, Source, SourceId};
use crate::report::findings::count;
use crate::report::markup::{is_web, lines, put, text};
use crate::text::FileId;

pub(super) fn section(about: &Subjects) -> Option<Section> {
    let map = &about.reading.map;
    let own = map.sources().filter(|(id, _)| map.file_of(*id) == FileId::ROOT);
    let own: Vec<(SourceId, &Source)> = own.collect();
    if own.is_empty() {
        return None;
    }
    let uses = uses(map);
    let mut content = String::from("<ul class=\"sources\">\n");
    for (id, source) in own {
        one(&mut content, map, source, uses.get(&id).copied().unwrap_or_default());
    }
    content.push_str("</ul>\n");
    Some(Section { id: "sources", title: "Sources", content, parts: Vec::new() })
}

/// How often each source is named as the place of a stand or offered as evidence.
fn uses(map: &Map) -> FxHashMap<SourceId, usize> {
    let mut uses: FxHashMap<SourceId, usize> = FxHashMap::default();
    for edge in map.graph().edge_weights() {
        let source = match edge {
            Edge::Commits(stand) => stand.source,
            Edge::Cites(citation) => Some(citation.passage.source),
            _ => None,
        };
        if let Some(source) = source {
            *uses.entry(source).or_default() += 1;
        }
    }
    uses
}

fn one(page: &mut String, map: &Map, source: &Source, uses: usize) {
    let lang = lang(foreign(map).as_deref());
    page.push_str("<li>\n<p>");
    let field = |name: &str| source.further.iter().find(|(key, _)| &**key == name).map(|it| &it.1);
    if let Some(author) = field("author").and_then(people) {
        put(page, format_args!("<span{lang}>{}</span>: ", text(&author)));
    }
    put(page, format_args!("<cite{lang}>{}</cite>", text(&source.title)));
    for name in ["container-title", "publisher"] {
        if let Some(Value::String(within)) = field(name) {
            put(page, format_args!(", <span{lang}>{}</span>", text(within)));
        }
    }
    if let Some(year) = field("issued").and_then(date) {
        put(page, format_args!(", {}", text(&year)));
    }
    put(page, format_args!(".</p>\n<p class=\"remark\">{}", text(&source.kind)));
    match uses {
        0 => {}
        1 => page.push_str(" · named once"),
        number => put(page, format_args!(" · named {number} times")),
    }
    if let Some(via) = source.via {
        put(page, format_args!(" · known through <cite{lang}>{}</cite>", text(&map[via].title)));
    }
    if !source.sections.is_empty() {
        put(page, format_args!(" · {}", count(source.sections.len(), "section")));
    }
    if let Some(Value::String(address)) = field("URL") {
        let shown = text(address);
        // Anything but the web, such as `javascript:`, is text.
        if is_web(address) {
            put(page, format_args!(" · <a href=\"{shown}\" rel=\"noreferrer\">{shown}</a>"));
        } else {
            put(page, format_args!(" · {shown}"));
        }
    }
    page.push_str("</p>\n");
    if let Some(note) = &source.note {
        put(page, format_args!("<p class=\"remark note\"{lang}>{}</p>\n", lines(note)));
    }
    page.push_str("</li>\n");
}

/// Names of people as a text, or as CSL-JSON has them.
fn people(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name.clone()),
        Value::Array(people) => {
            let part = |person: &Value, key: &str| Some(person.get(key)?.as_str()?.to_owned());
            let name = |person: &Value| {
                let whole = part(person, "literal").or_else(|| person.as_str().map(str::to_owned));
                let parts = [part(person, "given"), part(person, "family")];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                whole.or_else(|| (!parts.is_empty()).then(|| parts.join(" ")))
            };
            let names: Vec<String> = people.iter().filter_map(name).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

/// A date as a text or number, or as CSL-JSON has it.
fn date(value: &Value) -> Option<String> {
    match value {
        Value::String(date) => Some(date.clone()),
        Value::Number(year) => Some(year.to_string()),
        Value::Object(parts) => {
            let first = parts.get("date-parts").and_then(|parts| parts.get(0)?.as_array());
            let shown = |part: &Value| match part {
                Value::String(part) => Some(part.clone()),
                Value::Number(part) => Some(part.to_string()),
                _ => None,
            };
            match first {
                Some(first) => {
                    let first: Vec<String> = first.iter().filter_map(shown).collect();
                    (!first.is_empty()).then(|| first.join("-"))
                }
                None => Some(parts.get("raw")?.as_str()?.to_owned()),
            }
        }
        _ => None,
    }
}
