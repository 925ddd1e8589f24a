//! The one place where texts enter DOT.
//!
//! DOT as printed is what these functions return and words of our own, so nothing that stands
//! in a map can end a string or be taken for markup:
//!
//! - [`quoted`] returns a double-quoted string. Inside of it only `"` ends it and only `\` takes
//!   it away from that, and both are escaped. Graphviz replaces entities in such strings, so `&`
//!   becomes one.
//! - [`markup`] returns text for an HTML-like label. Graphviz counts `<` and `>` to find the
//!   label's end, reads the rest as XML, and in the text that results replaces `\N` and its like
//!   and `\\`; of the former characters none is left, and every `\` is doubled.
//!
//! Control characters, which XML cannot hold, are replaced by U+FFFD.

use graphviz_rust::dot_structures::Id;

/// The longest string: Graphviz 2 gives up at 16 KB.
const MAX_BYTES: usize = 8_000;

/// A text as a double-quoted string.
pub(super) fn quoted(text: &str) -> Id {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            _ => out.push(printable(character)),
        }
        if out.len() > MAX_BYTES {
            out.push('…');
            break;
        }
    }
    out.push('"');
    Id::Escaped(out)
}

/// Markup, the texts in which come from [`markup`], as a label.
pub(super) fn label(markup: &str) -> Id {
    Id::Html(format!("<<FONT>{markup}</FONT>>"))
}

/// A text for an HTML-like label.
pub(super) fn markup(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(printable(character)),
        }
        if out.len() > MAX_BYTES {
            out.push('…');
            break;
        }
    }
    out
}

fn printable(character: char) -> char {
    let in_xml = !character.is_control() && !matches!(character, '\u{fffe}' | '\u{ffff}');
    if in_xml { character } else { char::REPLACEMENT_CHARACTER }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_string() {
        let Id::Escaped(text) = quoted("a\"; b \\ & \u{0}\n\u{7}") else { panic!("it is quoted") };
        assert_eq!(text, "\"a\\\"; b \\\\ &amp; \u{fffd}\\n\u{fffd}\"");
        let Id::Escaped(text) = quoted(&"\\".repeat(100_000)) else { panic!("it is quoted") };
        assert!(text.len() < 9_000 && text.ends_with("\\\\…\""));
    }

    #[test]
    fn nothing_is_taken_for_markup() {
        assert_eq!(markup("</B>\\N &lt; ]]>"), "&lt;/B&gt;\\\\N &amp;lt; ]]&gt;");
        assert!(!markup(&"<>&\"'\\".repeat(9)).contains(['<', '>', '"', '\'']));
    }
}
