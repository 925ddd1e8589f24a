//! Objects and lists of a text, taken apart so that they can be put together again with other
//! elements: what is kept stays as it was, byte for byte.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::document::layout::{Token, comments, tokens, value};
use crate::text::Span;

/// An element of a list or a member of an object, with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    /// The space and the comments before it.
    pub lead: Span,
    /// The element itself.
    pub body: Span,
    /// What stands between it and its comma.
    pub mid: Span,
    /// Whether a comma follows it.
    pub has_comma: bool,
    /// The comments behind it on its line.
    pub trail: Span,
}

impl Chunk {
    /// All of it.
    pub fn whole(&self) -> Span {
        Span { start: self.lead.start, end: self.trail.end }
    }
}

/// A list or an object.
#[derive(Clone, Debug)]
pub(super) struct Container {
    /// All of it, brackets included.
    pub span: Span,
    /// Its elements.
    pub chunks: Vec<Chunk>,
    /// What stands behind the last.
    pub tail: Span,
}

impl Container {
    /// Takes the list or object apart that a span holds; linear in its length.
    pub fn new(text: &str, span: Span) -> Container {
        let mut chunks = Vec::new();
        let mut depth = 0_usize;
        let mut lead = span.start + 1;
        let mut body: Option<Span> = None;
        let mut close = span.end.saturating_sub(1).max(lead);
        let mut all = tokens(text, span).peekable();
        while let Some((token, at)) = all.next() {
            match token {
                Token::Comment => {}
                Token::Comma if depth == 1 => {
                    let Some(body) = body.take() else { continue };
                    let mut end = at.end;
                    while let Some((Token::Comment, next)) = all.peek()
                        && is_remark(text, end, *next)
                    {
                        end = next.end;
                        all.next();
                    }
                    chunks.push(Chunk {
                        lead: Span { start: lead, end: body.start },
                        body,
                        mid: Span { start: body.end, end: at.start },
                        has_comma: true,
                        trail: Span { start: at.end, end },
                    });
                    lead = end;
                }
                Token::Close if depth <= 1 => {
                    close = at.start;
                    break;
                }
                Token::Open if depth == 0 => depth = 1,
                _ => {
                    depth = match token {
                        Token::Open => depth + 1,
                        Token::Close => depth - 1,
                        _ => depth,
                    };
                    body.get_or_insert(at).end = at.end;
                }
            }
        }
        if let Some(body) = body {
            let mut end = body.end;
            for comment in comments(text, Span { start: end, end: close }) {
                if !is_remark(text, end, comment) {
                    break;
                }
                end = comment.end;
            }
            let mid = Span { start: body.end, end: body.end };
            let trail = Span { start: body.end, end };
            let lead_span = Span { start: lead, end: body.start };
            chunks.push(Chunk { lead: lead_span, body, mid, has_comma: false, trail });
            lead = end;
        }
        Container { span, chunks, tail: Span { start: lead, end: close } }
    }

    /// Whether a comma stands behind the last element.
    pub fn has_trailing_comma(&self) -> bool {
        self.chunks.last().is_some_and(|last| last.has_comma)
    }
}

/// Whether a comment ends the line on which an offset is.
fn is_remark(text: &str, offset: u32, comment: Span) -> bool {
    let between = &text[offset as usize..comment.start as usize];
    let behind = text[comment.range().end..].trim_start_matches([' ', '\t', '\r']);
    let is_last = behind.starts_with("//") || behind.starts_with(['\n', ']', '}']);
    !between.contains('\n') && (behind.is_empty() || is_last)
}

/// A member of an object: its key, and its value's place.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The key.
    pub key: String,
    /// The value.
    pub value: Span,
}

/// The key and the value of a member that a span holds.
pub(super) fn member(text: &str, body: Span) -> Member {
    let mut all = tokens(text, body).filter(|(token, _)| *token != Token::Comment);
    let key = all.next().map_or(body, |(_, span)| span);
    let _colon = all.next();
    let start = all.next().map_or(body.end, |(_, span)| span.start);
    let key = match value(text, key) {
        Some(serde_json::Value::String(key)) => key,
        _ => text[key.range()].to_owned(),
    };
    Member { key, value: Span { start, end: body.end } }
}

/// An element on its way into a text.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    /// The space and the comments before it.
    pub lead: Cow<'t, str>,
    /// The element itself.
    pub body: Cow<'t, str>,
    /// What stands between it and its comma, if it has one.
    pub mid: Cow<'t, str>,
    /// Whether a comma followed it where it comes from.
    pub has_comma: bool,
    /// The comments behind it on its line.
    pub trail: Cow<'t, str>,
}

impl<'t> Piece<'t> {
    /// An element as it stands in a text.
    pub fn of(text: &'t str, chunk: &Chunk) -> Piece<'t> {
        let slice = |span: Span| Cow::Borrowed(&text[span.range()]);
        Piece {
            lead: slice(chunk.lead),
            body: slice(chunk.body),
            mid: slice(chunk.mid),
            has_comma: chunk.has_comma,
            trail: slice(chunk.trail),
        }
    }
}

/// Writes a list or an object of elements: a comma stands behind each but the last, and behind that
/// if `trailing`. Linear in the length of the result.
pub(super) fn written(
    brackets: (char, char),
    pieces: &[Piece],
    trailing: bool,
    tail: &str,
) -> String {
    let mut out = String::from(brackets.0);
    // Whether what was written last is a comment that goes on to the end of its line.
    let mut open = false;
    for (number, piece) in pieces.iter().enumerate() {
        open = add(&mut out, &piece.lead, open);
        open = add(&mut out, &piece.body, open);
        let comma = if number + 1 < pieces.len() || trailing { "," } else { "" };
        if piece.has_comma {
            open = add(&mut out, &piece.mid, open);
            open = add(&mut out, comma, open);
        } else {
            open = add(&mut out, comma, open);
            open = add(&mut out, &piece.mid, open);
        }
        open = add(&mut out, &piece.trail, open);
    }
    open = add(&mut out, tail, open);
    add(&mut out, brackets.1.encode_utf8(&mut [0; 4]), open);
    out
}

/// Adds text; what follows a comment to the end of the line gets a line of its own.
fn add(out: &mut String, text: &str, after_comment: bool) -> bool {
    if text.is_empty() {
        return after_comment;
    }
    if after_comment && !text.starts_with(['\n', '\r']) {
        out.push('\n');
    }
    out.push_str(text);
    let last = tokens(text, Span::new(0, text.len())).last();
    last.is_some_and(|(token, span)| {
        let rest = &text[span.range().end..];
        token == Token::Comment && text[span.range()].starts_with("//") && !rest.contains('\n')
    })
}

/// How the elements of a list or an object are laid out.
#[derive(Clone, Debug)]
pub(super) struct Style<'t> {
    /// Whether each stands on a line of its own.
    pub is_spread: bool,
    /// The space before each.
    pub indent: &'t str,
    /// How lines end.
    pub newline: &'static str,
}

impl<'t> Style<'t> {
    /// The style of the first element before which there is `lead`.
    pub fn of(lead: &'t str, newline: &'static str) -> Style<'t> {
        let line = lead.rfind('\n').map(|at| &lead[at + 1..]);
        let indent = line.filter(|line| line.trim().is_empty()).unwrap_or("");
        Style { is_spread: line.is_some(), indent, newline }
    }

    /// The comments and the space before an element of this style.
    pub fn lead(&self, comments: &[&str], blank_line: bool) -> String {
        let mut lead = String::new();
        let (newline, indent) = (self.newline, self.indent);
        if !self.is_spread {
            lead.push(' ');
            for comment in comments {
                lead.push_str(comment);
                lead.push_str(if comment.starts_with("//") { newline } else { " " });
            }
            return lead;
        }
        if blank_line {
            lead.push_str(newline);
        }
        for comment in comments {
            lead += &format!("{newline}{indent}{comment}");
        }
        lead + newline + indent
    }

    /// An element that was indented by `from`, as it stands in this style.
    pub fn body(&self, body: &str, from: &str) -> String {
        let mut out = String::with_capacity(body.len());
        for (number, line) in body.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if number == 0 {
                out.push_str(line);
                continue;
            }
            out.push_str(self.newline);
            match line.strip_prefix(from).filter(|_| self.is_spread) {
                Some(rest) => {
                    out.push_str(self.indent);
                    out.push_str(rest);
                }
                None => out.push_str(line),
            }
        }
        out
    }
}

/// The comments of a text, in order.
pub(super) fn remarks(text: &str) -> Vec<&str> {
    comments(text, Span::new(0, text.len()))
        .into_iter()
        .map(|span| text[span.range()].trim_end())
        .collect()
}

/// What some texts have more than each of some others, each as often. Linear in their number.
pub(super) fn beyond<'t>(texts: Vec<&'t str>, others: &[&[&str]]) -> Vec<&'t str> {
    if texts.is_empty() {
        return texts;
    }
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for other in others {
        let mut own: FxHashMap<&str, usize> = FxHashMap::default();
        other.iter().for_each(|text| *own.entry(text).or_default() += 1);
        for (text, count) in own {
            // A text that two others have is there as often as in the one that has it more often.
            let most = counts.entry(text).or_default();
            *most = (*most).max(count);
        }
    }
    let mut is_more = |text: &&str| match counts.get_mut(*text) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    texts.into_iter().filter(|text| is_more(text)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn again(text: &str) -> String {
        let container = Container::new(text, Span::new(0, text.len()));
        let pieces: Vec<Piece> =
            container.chunks.iter().map(|chunk| Piece::of(text, chunk)).collect();
        let tail = &text[container.tail.range()];
        let brackets = (text.chars().next().unwrap(), text.chars().last().unwrap());
        written(brackets, &pieces, container.has_trailing_comma(), tail)
    }

    #[test]
    fn what_stands_behind_an_element_on_its_line_belongs_to_it() {
        let text = "[\n  // one\n  1, // of one\n  2 /* of two */ // too\n  // last\n]";
        let container = Container::new(text, Span::new(0, text.len()));
        let slice = |span: Span| &text[span.range()];
        assert_eq!(slice(container.chunks[0].lead), "\n  // one\n  ");
        assert_eq!(slice(container.chunks[0].trail), " // of one");
        assert_eq!(slice(container.tail), "\n  // last\n");
        assert_eq!(again(text), text);
    }

    #[test]
    fn nothing_is_written_into_a_comment() {
        let piece = |lead, body, trail| Piece {
            lead: Cow::Borrowed(lead),
            body: Cow::Borrowed(body),
            mid: Cow::Borrowed(""),
            has_comma: true,
            trail: Cow::Borrowed(trail),
        };
        let pieces = [piece("", "1", " // one"), piece(" ", "2", " // two")];
        assert_eq!(written(('[', ']'), &pieces, false, ""), "[1, // one\n 2 // two\n]");
    }

    fn list() -> impl Strategy<Value = String> {
        let gap = prop::sample::select(vec!["", " ", "\n", "/*,*/", " // ]\n", "\n  ", "\r\n"]);
        let value = prop::sample::select(vec!["1", "\"a,]\"", "[2, 3]", "{\"k\": [4]}"]);
        let element = (gap.clone(), value, gap.clone());
        (prop::collection::vec(element, 0..6), any::<bool>(), gap).prop_map(
            |(elements, trailing, last)| {
                let all = elements.iter().map(|(a, value, b)| format!("{a}{value}{b}"));
                let all = all.collect::<Vec<_>>().join(",");
                let comma = if trailing && !elements.is_empty() { "," } else { "" };
                format!("[{all}{comma}{last}]")
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_taken_apart_goes_together_again(text in list()) {
            prop_assert_eq!(again(&text), text);
        }
    }
}
