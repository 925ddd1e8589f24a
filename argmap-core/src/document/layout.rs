//! How a file is laid out: its tokens and comments, and what must go with an element that is
//! taken out of a list or an object.

use crate::text::Span;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// An opening brace or bracket.
    Open,
    /// A closing one.
    Close,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A string with its quotation marks.
    Text,
    /// A comment.
    Comment,
    /// A number, a word, or what does not belong there.
    Other,
}

/// The tokens within a span that begins outside of strings and comments. Linear in its length.
pub(crate) fn tokens(text: &str, span: Span) -> impl Iterator<Item = (Token, Span)> + '_ {
    let bytes = &text.as_bytes()[..span.end as usize];
    let mut at = span.start as usize;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        let start = at;
        let (token, end) = match bytes.get(at)? {
            b'{' | b'[' => (Token::Open, at + 1),
            b'}' | b']' => (Token::Close, at + 1),
            b',' => (Token::Comma, at + 1),
            b':' => (Token::Colon, at + 1),
            b'"' => (Token::Text, end_of_string(bytes, at)),
            b'/' => match end_of_comment(bytes, at) {
                Some(end) => (Token::Comment, end),
                None => (Token::Other, at + 1),
            },
            _ => {
                let ends = |byte: &u8| byte.is_ascii_whitespace() || b"{}[],:\"/".contains(byte);
                let length = bytes[at..].iter().position(ends);
                (Token::Other, length.map_or(bytes.len(), |length| at + length))
            }
        };
        at = end;
        Some((token, Span::new(start, end)))
    })
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    loop {
        match memchr::memchr3(b'"', b'\\', b'\n', bytes.get(at..).unwrap_or(&[])) {
            Some(length) if bytes[at + length] == b'\\' => at += length + 2,
            Some(length) if bytes[at + length] == b'"' => return at + length + 1,
            Some(length) => return at + length,
            None => return bytes.len(),
        }
    }
}

fn end_of_comment(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = &bytes[start..];
    match rest.get(1)? {
        b'/' => Some(memchr::memchr(b'\n', rest).map_or(bytes.len(), |length| start + length)),
        b'*' => {
            let closed = memchr::memmem::find(&rest[2..], b"*/");
            Some(closed.map_or(bytes.len(), |length| start + length + 4))
        }
        _ => None,
    }
}

/// The comments within a span that begins outside of strings and comments, in order.
pub(crate) fn comments(text: &str, span: Span) -> Vec<Span> {
    let found = tokens(text, span).filter(|(token, _)| *token == Token::Comment);
    found.map(|(_, span)| span).collect()
}

/// The elements of the list, or the members of the object, that a span holds; each from its first
/// token to its last, without commas. Linear in the span's length.
pub(crate) fn elements(text: &str, container: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut element: Option<Span> = None;
    for (token, span) in tokens(text, container) {
        match token {
            Token::Comment => continue,
            Token::Close if depth <= 1 => break,
            Token::Comma if depth == 1 => {
                found.extend(element.take());
                continue;
            }
            Token::Open => depth += 1,
            Token::Close => depth -= 1,
            _ => {}
        }
        // The container's own bracket is no element.
        if depth > 1 || (depth == 1 && token != Token::Open) {
            element.get_or_insert(span).end = span.end;
        }
    }
    found.extend(element);
    found
}

/// The key of a member of an object, as it is written between its quotation marks.
pub(crate) fn key(text: &str, member: Span) -> Option<&str> {
    let written = text.get(member.range())?.strip_prefix('"')?;
    written.split_once('"').map(|(key, _)| key)
}

/// The value behind a key that ends at an offset; nothing if no colon follows it.
pub(crate) fn value_of(text: &str, key_end: u32) -> Option<Span> {
    let mut rest = tokens(text, Span::new(key_end as usize, text.len()))
        .filter(|(token, _)| *token != Token::Comment);
    if rest.next()?.0 != Token::Colon {
        return None;
    }
    let mut depth = 0_usize;
    let mut value: Option<Span> = None;
    for (token, span) in rest {
        match token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.checked_sub(1)?,
            Token::Comma | Token::Colon if depth == 0 => return None,
            _ => {}
        }
        value.get_or_insert(span).end = span.end;
        if depth == 0 {
            return value;
        }
    }
    None
}

/// The value at a span; nothing if it is not JSON. Linear in its length.
pub(crate) fn value(text: &str, span: Span) -> Option<serde_json::Value> {
    let options = jsonc_parser::ParseOptions::default();
    jsonc_parser::parse_to_serde_value(&text[span.range()], &options).ok()
}

/// A text that is the same for equal values, in whatever order the keys of objects stand.
pub(crate) fn canonical(mut value: serde_json::Value) -> String {
    value.sort_all_objects();
    value.to_string()
}

/// The key by whose value the entries of one of a file's lists are known.
pub(crate) fn name_key(list: &str) -> &'static str {
    match list {
        "imports" => "as",
        "glossary" => "term",
        "schemes" => "name",
        "allow" => "rule",
        _ => "id",
    }
}

/// What to delete so that an element of a list, or a member of an object, is gone with one of the
/// commas beside it and nothing else is: a span or two, in order. Nothing if it has a comment
/// inside, which would be lost.
///
/// `comments` are the text's comments, or at least those since the element before. Logarithmic in
/// their number, and linear in the length of the element and of the space beside it.
pub(crate) fn removal(text: &str, comments: &[Span], element: Span) -> Option<Vec<Span>> {
    let inside = comments.partition_point(|comment| comment.start < element.start);
    if comments.get(inside).is_some_and(|comment| comment.start < element.end) {
        return None;
    }
    let bytes = text.as_bytes();
    let (start, end) = (element.range().start, element.range().end);
    let before = back(text, comments, start);
    let close_before = back(text, &[], start) == before;
    let space = space_after(bytes, end);
    let mut after = tokens(text, Span::new(end, text.len()));
    let next = after.find(|(token, _)| *token != Token::Comment)?;
    let comma_follows = next.0 == Token::Comma;
    let comma = next.1.range();
    let close_after = comma.start == space;
    let remark_follows = {
        let past = if comma_follows && close_after { comma.end } else { end };
        let line = text[past..].trim_start_matches([' ', '\t']);
        line.starts_with("//") || line.starts_with("/*")
    };
    match before.checked_sub(1).map(|at| bytes[at])? {
        // A remark on the element's line stays on a line of its own.
        b',' if remark_follows && comma_follows && close_after => {
            Some(vec![Span::new(start, comma.end)])
        }
        b',' if close_before && !remark_follows => Some(vec![Span::new(before - 1, end)]),
        b',' => Some(vec![Span::new(before - 1, before), element]),
        b'[' | b'{' if comma_follows && close_after => {
            let end = if remark_follows { comma.end } else { space_after(bytes, comma.end) };
            Some(vec![Span::new(start, end)])
        }
        b'[' | b'{' if comma_follows => Some(vec![element, next.1]),
        b'[' | b'{' if next.0 == Token::Close => {
            let is_alone = close_before && close_after;
            Some(vec![if is_alone { Span::new(before, space) } else { element }])
        }
        _ => None,
    }
}

/// Where the space and the comments before an offset begin.
fn back(text: &str, comments: &[Span], offset: usize) -> usize {
    let mut at = offset;
    loop {
        at = text[..at].trim_end_matches([' ', '\t', '\r', '\n']).len();
        match comments.binary_search_by_key(&at, |comment| comment.range().end) {
            Ok(found) => at = comments[found].range().start,
            Err(_) => return at,
        }
    }
}

fn space_after(bytes: &[u8], at: usize) -> usize {
    let space = bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace());
    at + space.count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Span {
        Span::new(0, text.len())
    }

    /// The text without its element of that number.
    fn without(text: &str, number: usize) -> Option<String> {
        let element = elements(text, all(text))[number];
        let mut left = text.to_owned();
        for span in removal(text, &comments(text, all(text)), element)?.into_iter().rev() {
            left.replace_range(span.range(), "");
        }
        Some(left)
    }

    #[test]
    fn an_element_goes_with_one_comma() {
        let gone = |text, number| without(text, number).unwrap();
        assert_eq!(gone(r#"["a", "b", "c"]"#, 0), r#"["b", "c"]"#);
        assert_eq!(gone(r#"["a", "b", "c"]"#, 1), r#"["a", "c"]"#);
        assert_eq!(gone(r#"["a", "b", "c"]"#, 2), r#"["a", "b"]"#);
        assert_eq!(gone(r#"["a", "b",]"#, 1), r#"["a",]"#);
        assert_eq!(gone(r#"[ "a" ]"#, 0), "[]");
        assert_eq!(gone(r#"["a",]"#, 0), "[]");
        assert_eq!(gone("[\n  {},\n  [1]\n]", 1), "[\n  {}\n]");
        assert_eq!(gone(r#"{"a": [1, {}], "b": 2}"#, 0), r#"{"b": 2}"#);
    }

    #[test]
    fn comments_beside_an_element_stay() {
        let gone = |text, number| without(text, number).unwrap();
        assert_eq!(
            gone("[\n  1, // one\n  2, // two\n  3\n]", 1),
            "[\n  1, // one\n   // two\n  3\n]"
        );
        assert_eq!(gone("[\n  1, // one\n  2 // two\n]", 1), "[\n  1 // one\n   // two\n]");
        assert_eq!(gone("[1 /* , */ , /* [ */ 2]", 1), "[1 /* , */  /* [ */ ]");
        assert_eq!(gone("[/* a */ 1 /* b */, 2]", 0), "[/* a */  /* b */ 2]");
        assert_eq!(gone("[// [\n1// ]\n]", 0), "[// [\n// ]\n]");
        assert_eq!(without("[1, [/* kept */]]", 1), None);
    }

    #[test]
    fn values_are_found_behind_their_keys() {
        let text = r#"{"a" /* : */ : {"b": [1, "}"]} , "c" 1}"#;
        let slice = |span: Span| &text[span.range()];
        assert_eq!(value_of(text, 4).map(slice), Some(r#"{"b": [1, "}"]}"#));
        assert_eq!(value_of(text, text.find(r#" 1}"#).unwrap() as u32), None);
        let members: Vec<&str> = elements(text, all(text)).into_iter().map(slice).collect();
        assert_eq!(members.len(), 2);
        assert_eq!(key(members[1], all(members[1])), Some("c"));
    }

    fn list() -> impl Strategy<Value = (String, usize)> {
        let gap = prop::sample::select(vec!["", " ", "\n", "/*,*/", " // ]\n", "\n  "]);
        let value = prop::sample::select(vec!["1", "\"a,]\"", "[2, 3]", "{\"k\": [4]}"]);
        let element = (gap.clone(), value, gap.clone());
        (prop::collection::vec(element, 1..6), any::<prop::sample::Index>(), any::<bool>(), gap)
            .prop_map(|(elements, index, trailing, last)| {
                let number = index.index(elements.len());
                let all = elements.iter().map(|(a, value, b)| format!("{a}{value}{b}"));
                let all = all.collect::<Vec<_>>().join(",");
                let trailing = if trailing { "," } else { "" };
                (format!("[{all}{trailing}{last}]"), number)
            })
    }

    fn parsed(text: &str) -> Vec<serde_json::Value> {
        let options = jsonc_parser::ParseOptions::default();
        jsonc_parser::parse_to_serde_value(text, &options).expect("a list")
    }

    proptest! {
        #[test]
        fn all_but_the_element_stays((text, number) in list()) {
            let left = without(&text, number).expect("no comment is inside");
            let mut wanted = parsed(&text);
            wanted.remove(number);
            prop_assert_eq!(parsed(&left), wanted);
            let kept = |text: &str| {
                let spans = comments(text, all(text)).into_iter();
                spans.map(|span| text[span.range()].to_owned()).collect::<Vec<_>>()
            };
            prop_assert_eq!(kept(&left), kept(&text));
        }

        #[test]
        fn nothing_is_past_the_end(text in any::<String>()) {
            let ends = tokens(&text, all(&text)).map(|(_, span)| span.end as usize).max();
            prop_assert!(ends.is_none_or(|end| end <= text.len()));
            elements(&text, all(&text));
            value_of(&text, 0);
        }
    }
}
