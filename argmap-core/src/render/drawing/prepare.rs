//! Making texts such that the renderer sets them as they should be set.
//!
//! It would set a whole text in an added font if that has all of its characters, and would give up
//! where fonts join letters differently. So the characters in question are put into spans of their
//! own, which ask for their font by name.
//!
//! It takes every line for one that runs from left to right. So lines that begin with a letter of
//! a script that does not are embedded: in the terms of Unicode's annex 9 (rules P2 and X2).

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};
use usvg::roxmltree::{Document, Node};

use super::{Fonts, is_seen};

/// What the name of an added font begins with; its place among them follows.
const NAME: &str = "argmap-added-";

/// The place of the added font of that name.
pub(super) fn place(name: &str) -> Option<usize> {
    name.strip_prefix(NAME)?.parse().ok()
}

/// Begins an embedding from right to left, and ends it.
const EMBEDDED: [char; 2] = ['\u{202b}', '\u{202c}'];

/// The SVG with texts prepared; `None` if none has to be.
///
/// Linear in the SVG.
pub(super) fn prepared(svg: &str, document: &Document, fonts: &Fonts) -> Option<String> {
    let texts = || document.descendants().filter(is_shown);
    let all: String = texts().filter_map(|node| node.text()).collect();
    let places = fonts.places(&all);
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for node in texts() {
        let (range, text) = (node.range(), node.text().unwrap_or_default());
        // What is put together from several parts is left to the renderer.
        let plain = svg.get(range.clone()).is_some_and(|part| !part.contains('<'));
        let adds = text.chars().any(|one| places.contains_key(&one));
        if !plain || !(adds || is_rtl(text)) {
            continue;
        }
        let parent = node.parent_element().filter(|_| adds);
        if let Some(length) = parent.and_then(|parent| parent.attribute_node("textLength")) {
            // It would hold for each part.
            edits.push((length.range(), String::new()));
        }
        edits.push((range, parted(text, &places)));
    }
    if edits.is_empty() {
        return None;
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
    let [begin, end] = EMBEDDED;
    out.extend(is_rtl(text).then_some(begin));
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
    out.extend(is_rtl(text).then_some(end));
    out
}

/// Whether the first letter of a text is of a script that runs from right to left.
pub(super) fn is_rtl(text: &str) -> bool {
    let strong = |class: &BidiClass| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL);
    text.chars().map(bidi_class).find(strong).is_some_and(|class| class != BidiClass::L)
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
    fn lines_from_right_to_left_are_embedded() {
        let none = BTreeMap::new();
        assert_eq!(parted("1. \u{5d0}, a", &none), "\u{202b}1. \u{5d0}, a\u{202c}");
        assert_eq!(parted("a \u{5d0}", &none), "a \u{5d0}");
        let svg =
            "<svg xmlns='http://www.w3.org/2000/svg'><text textLength='9'>\u{5d0}!</text></svg>";
        let prepared = prepared(svg, &Document::parse(svg).unwrap(), &Fonts::new()).unwrap();
        assert!(prepared.contains("<text textLength='9'>\u{202b}\u{5d0}!\u{202c}</text>"));
    }

    #[test]
    fn texts_without_such_characters_stay_as_they_are() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg'><text>漢</text></svg>";
        let document = Document::parse(svg).unwrap();
        assert_eq!(prepared(svg, &document, &Fonts::new()), None);
    }
}
