//! Foreign text in pages for a browser, which are well-formed XML as well.

use std::fmt::Write;

use super::escape::{is_hostile, visible};
use crate::render::web;

/// Writes to a page.
pub(super) fn put(page: &mut String, what: std::fmt::Arguments) {
    page.write_fmt(what).expect("writing to a string cannot fail");
}

/// A text in one line, escaped.
pub(super) fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // No characters of XML.
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The same with what stands in backticks as code.
pub(super) fn marked(words: &str) -> String {
    let parts: Vec<&str> = words.split('`').collect();
    // A last backtick without its fellow is a character like others.
    let paired = parts.len() - usize::from(parts.len().is_multiple_of(2));
    let mut marked = String::new();
    for (number, part) in parts.iter().enumerate() {
        let part = text(part);
        match number {
            _ if number >= paired => put(&mut marked, format_args!("`{part}")),
            _ if number % 2 == 1 => put(&mut marked, format_args!("<code>{part}</code>")),
            _ => marked.push_str(&part),
        }
    }
    marked
}

/// The same for a text of several lines.
pub(super) fn lines(words: &str) -> String {
    words.lines().map(marked).collect::<Vec<_>>().join("<br />\n")
}

/// Whether an address leads to the web, and so may be a link, and holds nothing that deceives.
pub(super) fn is_web(address: &str) -> bool {
    web::is_web(address) && !address.contains(is_hostile)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked_to() {
        for good in
            ["http://example.org", "https://example.org/a?b=c#d", "HTTPS://x", "http://[::1]/"]
        {
            assert!(is_web(good), "{good}");
        }
        for bad in [
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "http:",
            "http://",
            "https:///x",
            "//example.org",
            " http://example.org",
            "http://a b",
            "java\nscript:x",
            "http://a\u{0}",
            "http://a\u{202e}b",
            "file:///etc/passwd",
            "mailto:a@b",
        ] {
            assert!(!is_web(bad), "{bad}");
        }
    }
}
