//! The one place where texts enter SVG.

/// A text for XML, between tags or in quotation marks: what has a meaning there is escaped, and
/// what XML cannot hold is replaced by U+FFFD.
pub(crate) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(character),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            _ if character.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_taken_for_markup() {
        let hostile = "</text><a>&\"'\u{0}\u{7}\u{fffe}";
        let harmless = "&lt;/text&gt;&lt;a&gt;&amp;&quot;&#39;\u{fffd}\u{fffd}\u{fffd}";
        assert_eq!(xml(hostile), harmless);
        assert_eq!(xml("two\nlines"), "two\nlines");
    }
}
