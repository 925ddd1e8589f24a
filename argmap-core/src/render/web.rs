//! What pages need to know of the web: digests of their parts, languages, addresses.

use sha2::{Digest, Sha256};

/// What a content security policy calls a script or style by.
pub(crate) fn hash(content: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(content.as_bytes())))
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
pub(crate) fn is_language(tag: &str) -> bool {
    let part = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    tag.split('-').all(part) && tag.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// Whether an address leads to the web, and so may be a link: anything else, such as
/// `javascript:`, is shown as text.
pub(crate) fn is_web(address: &str) -> bool {
    let scheme = ["http://", "https://"].into_iter().find(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let rest = scheme.map_or("", |scheme| &address[scheme.len()..]);
    let odd = |letter: char| letter.is_whitespace() || letter.is_control();
    rest.starts_with(|first: char| first.is_alphanumeric() || first == '[') && !rest.contains(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        let known = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
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
            "ftp://example.org",
            "vbscript:x",
            "file:///etc/passwd",
            "mailto:a@b",
        ] {
            assert!(!is_web(bad), "{bad}");
        }
    }
}
