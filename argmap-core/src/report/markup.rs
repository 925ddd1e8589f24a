//! Foreign text in pages for a browser, which are well-formed XML as well.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::escape::{is_hostile, visible};

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

/// What a content security policy calls a style by.
pub(super) fn hash(style: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(style.as_bytes())))
}

/// Base64 as in RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at)) as usize & 63];
            out.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

/// Whether a word has the form of a language's tag in BCP 47.
pub(super) fn is_language(tag: &str) -> bool {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    tag.split('-').all(part) && tag.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// Whether an address leads to the web, and so may be a link: anything else, such as
/// `javascript:`, is shown as text.
pub(super) fn is_web(address: &str) -> bool {
    let scheme = ["http://", "https://"].into_iter().find(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let rest = scheme.map_or("", |scheme| &address[scheme.len()..]);
    let is_odd = |letter: char| letter.is_whitespace() || is_hostile(letter);
    rest.starts_with(|first: char| first.is_alphanumeric() || first == '[')
        && !rest.contains(is_odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let known =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (bytes, text) in known {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn languages_have_a_form() {
        assert!(["en", "de-CH", "zh-Hant"].into_iter().all(is_language));
        assert!(!["", "\"x", "en us", "1", "en--"].into_iter().any(is_language));
    }

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
