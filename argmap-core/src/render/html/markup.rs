//! The one place where texts enter the page.
//!
//! The page is read as HTML, and is well-formed XML as well. What [`text`] returns can end neither
//! an element's content nor a quoted attribute, and holds no character that XML does not know.
//! What [`json`] returns can end no `script` element and is JSON still.

use std::fmt::{Arguments, Write};

use serde::Serialize;

pub(super) use crate::render::svg::xml as text;

/// A sentence of ours: what stands in backticks is code.
pub(super) fn prose(words: &str) -> String {
    let parts: Vec<&str> = words.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return text(words);
    }
    let mut out = String::new();
    for (number, part) in parts.into_iter().enumerate() {
        match number % 2 {
            0 => out.push_str(&text(part)),
            _ => put(&mut out, format_args!("<code>{}</code>", text(part))),
        }
    }
    out
}

/// Data as the content of a `script` element.
pub(super) fn json(data: &impl Serialize) -> String {
    let plain = serde_json::to_string(data).expect("the data have no keys but texts");
    let mut out = String::with_capacity(plain.len());
    for letter in plain.chars() {
        match letter {
            // They stand in strings only, where each may be written by its number.
            '<'
            | '>'
            | '&'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{7f}'..='\u{9f}'
            | '\u{FFFE}'
            | '\u{FFFF}' => put(&mut out, format_args!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out
}

/// Writes to a page.
pub(super) fn put(out: &mut String, what: Arguments) {
    out.write_fmt(what).expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOSTILE: &str = "</script><!--<script>]]>&\u{2028}\"'\0\u{FFFF}\u{9b}";

    #[test]
    fn hostile_texts_stay_texts() {
        assert_eq!(
            text(HOSTILE),
            "&lt;/script&gt;&lt;!--&lt;script&gt;]]&gt;&amp;\u{2028}&quot;&#39;\u{FFFD}\u{FFFD}\u{FFFD}"
        );
        assert_eq!(prose("`<a>` & `b"), "`&lt;a&gt;` &amp; `b");
        assert_eq!(prose("`<a>` &"), "<code>&lt;a&gt;</code> &amp;");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn data_come_back_and_end_nothing(words in any::<String>()) {
            let words = words + HOSTILE;
            let written = json(&words);
            let ends = |letter: char| {
                matches!(letter, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') || letter.is_control()
            };
            prop_assert!(!written.contains(ends));
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), words);
        }
    }
}
