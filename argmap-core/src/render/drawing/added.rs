//! Setting only those characters in added fonts that the library's own lack.
//!
//! The renderer would set a whole text in an added font if that has all of its characters, and would
//! give up where fonts join letters differently. So the characters in question are put into spans
//! of their own, which ask for their font by name.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use usvg::roxmltree::{Document, Node};

use super::{Fonts, is_seen};

/// What the name of an added font begins with; its place among them follows.
const NAME: &str = "argmap-added-";

/// The place of the added font of that name.
pub(super) fn place(name: &str) -> Option<usize> {
    name.strip_prefix(NAME)?.parse().ok()
}

/// The SVG with spans for characters that only added fonts have; `None` if there are none.
///
/// Linear in the SVG.
pub(super) fn with_spans(svg: &str, document: &Document, fonts: &Fonts) -> Option<String> {
    let texts = || document.descendants().filter(is_shown);
    let all: String = texts().filter_map(|node| node.text()).collect();
    let places = fonts.places(&all);
    if places.is_empty() {
        return None;
    }
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for node in texts() {
        let (range, text) = (node.range(), node.text().unwrap_or_default());
        // What is put together from several parts is left to the renderer.
        let plain = svg.get(range.clone()).is_some_and(|part| !part.contains('<'));
        if !plain || !text.chars().any(|one| places.contains_key(&one)) {
            continue;
        }
        let parent = node.parent_element();
        if let Some(length) = parent.and_then(|parent| parent.attribute_node("textLength")) {
            // It would hold for each part.
            edits.push((length.range(), String::new()));
        }
        edits.push((range, parted(text, &places)));
    }
    edits.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::with_capacity(svg.len()), 0);
    for (range, text) in edits {
        // The length of a text is taken away once, however many parts there are.
        if range.start >= at {
            out.push_str(&svg[at..range.start]);
            out.push_str(&text);
            at = range.end;
        }
    }
    out.push_str(&svg[at..]);
    Some(out)
}

/// Whether a node is a text that is drawn.
fn is_shown(node: &Node) -> bool {
    let parent = node.parent_element().map(|parent| parent.tag_name().name());
    node.is_text() && matches!(parent, Some("text" | "tspan"))
}

/// A text as markup, with spans of characters from added fonts.
fn parted(text: &str, places: &BTreeMap<char, usize>) -> String {
    let mut out = String::new();
    let mut open = None;
    for character in text.chars() {
        // Marks and signs that are not seen go with what they belong to.
        let follows = !is_seen(character) || is_mark(character);
        let place = if follows { open } else { places.get(&character).copied() };
        if place != open {
            if open.is_some() {
                out.push_str("</tspan>");
            }
            if let Some(place) = place {
                // Writing to a string cannot fail.
                let _ = write!(out, "<tspan style=\"font-family:{NAME}{place}\">");
            }
            open = place;
        }
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(character),
        }
    }
    if open.is_some() {
        out.push_str("</tspan>");
    }
    out
}

fn is_mark(character: char) -> bool {
    unicode_width::UnicodeWidthChar::width(character) == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_added_fonts_get_spans_of_their_own() {
        let places = BTreeMap::from([('漢', 0), ('字', 0), ('ก', 1)]);
        assert_eq!(
            parted("a & 漢\u{301} 字<ก", &places),
            "a &amp; <tspan style=\"font-family:argmap-added-0\">漢\u{301} 字</tspan>&lt;\
             <tspan style=\"font-family:argmap-added-1\">ก</tspan>"
        );
        assert_eq!(parted("\u{301}a", &places), "\u{301}a");
        assert_eq!(place("argmap-added-1"), Some(1));
        assert_eq!(place("serif"), None);
    }

    #[test]
    fn texts_without_such_characters_stay_as_they_are() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg'><text>漢</text></svg>";
        let document = Document::parse(svg).unwrap();
        assert_eq!(with_spans(svg, &document, &Fonts::new()), None);
    }
}
