//! A reader of JSON that knows the place of everything and goes on after a fault.
//!
//! It pulls values out of the text in one pass without building a tree: the caller says what it
//! expects and is called back for each key or element. Comments (`//`, `/* */`) and trailing
//! commas are allowed. Every fault is reported once, at its place, and reading goes on behind it.
//! What is nested is skipped with a counter, never by recursion.

mod faults;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::shape::Shape;
use crate::diagnostic::Diagnostic;
use crate::document::problems::{missing_field, wrong_type};
use crate::document::{Document, Text};
use crate::text::{Place, Span, Spanned};
use faults::Unknown;

/// The text, the place that reading has reached, and what was found so far.
pub(super) struct Json<'t> {
    text: &'t str,
    at: usize,
    /// Where the text of decoded strings goes.
    pub document: Document<'t>,
    /// What was wrong.
    pub problems: Vec<Diagnostic>,
    /// Faults at this offset were already reported in other words.
    quiet_at: usize,
    /// Behind the comma that was passed last.
    after_comma: usize,
    syntax_faults: usize,
    /// Whether Git left a conflict in the text before this place.
    in_conflict: bool,
    /// What is being read, for messages: the object's sort and the key.
    what: &'static str,
    key: &'static str,
    /// Whether it is an entry of the key's list or object.
    is_entry: bool,
}

impl<'t> Json<'t> {
    pub(super) fn new(document: Document<'t>, text: &'t str) -> Json<'t> {
        let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Json {
            text,
            at,
            document,
            problems: Vec::new(),
            quiet_at: usize::MAX,
            after_comma: at,
            syntax_faults: 0,
            in_conflict: false,
            what: "the file",
            key: "",
            is_entry: false,
        }
    }

    /// Reads an object of a known shape, or reports that there is none; `each` is called with
    /// the known key before whose value the reader stands, and must read or skip it. `other` is
    /// called for unknown keys and says whether it took the value.
    pub(super) fn object(
        &mut self,
        shape: &'static Shape,
        mut each: impl FnMut(&mut Self, &'static str),
    ) -> Option<Span> {
        self.open_object(shape, &[], &mut each, &mut |_, _| false)
    }

    /// The same, with a say on keys that the shape does not have; `further` are those that are
    /// known nevertheless.
    pub(super) fn open_object(
        &mut self,
        shape: &'static Shape,
        further: &[&'static str],
        each: &mut dyn FnMut(&mut Self, &'static str),
        other: &mut dyn FnMut(&mut Self, &str) -> bool,
    ) -> Option<Span> {
        if self.peek() != Some(b'{') {
            self.wrong_type("an object in braces");
            return None;
        }
        let outer = (self.what, self.key, self.is_entry);
        let faults = self.syntax_faults;
        let start = self.at;
        self.at += 1;
        let mut known = [None::<Span>; 32];
        let mut others: Vec<(Cow<str>, Span)> = Vec::new();
        let mut unknown: Vec<Unknown> = Vec::new();
        let mut name = None;
        while let Some(key) = self.next_key(start) {
            let word = self.word_of(key);
            let position = shape.position(word.as_ref());
            if let Some(position) = position {
                if let Some(first) = known[position] {
                    self.duplicate_key(&word, key, first);
                    continue;
                }
                known[position] = Some(key.span);
                (self.what, self.key) = (shape.what, shape.keys().nth(position).unwrap_or(""));
                self.is_entry = false;
                let before = self.at;
                if self.value_follows() {
                    if self.key == "id" {
                        name = Some(self.at);
                    }
                    each(self, self.key);
                    self.ensure_progress(before);
                }
            } else if let Some((_, first)) = others.iter().find(|(other, _)| *other == word) {
                self.duplicate_key(&word, key, *first);
                continue;
            } else if self.value_follows() {
                let before = self.at;
                (self.what, self.is_entry) = (shape.what, false);
                if other(self, word.as_ref()) {
                    others.push((word, key.span));
                } else {
                    let near = self.unknown_key(shape, further, key, &word);
                    unknown.push(Unknown { problem: self.problems.len() - 1, word, near });
                    self.at = before;
                    self.skip();
                }
            }
            self.end_of_value(b'}');
        }
        (self.what, self.key, self.is_entry) = outer;
        let span = Span::new(start, self.at);
        if !unknown.is_empty() {
            let absent = shape.keys().enumerate().filter(|(number, _)| known[*number].is_none());
            let is_absent = |key: &&&str| !others.iter().any(|(other, _)| other == **key);
            let further = further.iter().filter(is_absent).copied();
            let absent: Vec<&str> = absent.map(|(_, key)| key).chain(further).collect();
            self.mend_unknown(&unknown, &absent);
        }
        // Where the text has faults, or a key is near, that is what has become of one that is missing.
        let is_near = |key: &str| unknown.iter().any(|unknown| unknown.near == Some(key));
        for (position, key) in shape.required.iter().enumerate() {
            if known[position].is_none() && self.syntax_faults == faults && !is_near(key) {
                let name = name.and_then(|at| self.word_at(at));
                let brace = self.place(Span::new(start, start + 1));
                self.problems.push(missing_field::found(shape.what, name, key, brace));
            }
        }
        Some(span)
    }

    /// Reads an object whose keys are free; `each` is called with the key.
    pub(super) fn free_object(&mut self, mut each: impl FnMut(&mut Self, Text)) {
        if self.peek() != Some(b'{') {
            return self.wrong_type("an object in braces");
        }
        let start = self.at;
        self.at += 1;
        let outer = std::mem::replace(&mut self.is_entry, true);
        let mut keys: FxHashMap<Cow<str>, Span> = FxHashMap::default();
        while let Some(key) = self.next_key(start) {
            let word = self.word_of(key);
            if let Some(first) = keys.get(&word).copied() {
                self.duplicate_key(&word, key, first);
                continue;
            }
            keys.insert(word, key.span);
            let before = self.at;
            if self.value_follows() {
                each(self, key);
                self.ensure_progress(before);
            }
            self.end_of_value(b'}');
        }
        self.is_entry = outer;
    }

    /// Reads a list; `each` is called before every element and must read or skip it.
    pub(super) fn list(&mut self, mut each: impl FnMut(&mut Self)) -> Option<Span> {
        if self.peek() != Some(b'[') {
            self.wrong_type("a list in brackets");
            return None;
        }
        let outer = std::mem::replace(&mut self.is_entry, true);
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => {
                    self.fault(Span::new(start, start + 1), "this `[` is never closed");
                    break;
                }
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b'}') => {
                    self.fault_here("a `]` is missing before this");
                    break;
                }
                Some(b',') => {
                    self.fault_here("a value was expected before this comma");
                    self.at += 1;
                }
                Some(b'"') if self.is_key() => {
                    self.fault_here("a `]` is missing before this key");
                    break;
                }
                Some(_) => {
                    let before = self.at;
                    each(self);
                    self.ensure_progress(before);
                    self.end_of_value(b']');
                }
            }
        }
        self.is_entry = outer;
        Some(Span::new(start, self.at))
    }

    /// Reads a list of strings.
    pub(super) fn texts(&mut self) -> Vec<Text> {
        let mut texts = Vec::new();
        self.list(|json| texts.extend(json.text()));
        texts
    }

    /// Reads a string.
    pub(super) fn text(&mut self) -> Option<Text> {
        if self.peek() == Some(b'"') {
            return Some(self.string());
        }
        self.wrong_type("a string");
        None
    }

    /// Reads a string that says something: one of nothing but white space is reported as missing.
    pub(super) fn words(&mut self) -> Option<Text> {
        let text = self.text()?;
        if self.document.str(text).trim().is_empty() {
            let place = self.place(text.span);
            self.problems.push(missing_field::blank(self.what, self.key, place));
        }
        Some(text)
    }

    /// Reads `true` or `false`.
    pub(super) fn boolean(&mut self) -> Option<Spanned<bool>> {
        let span = self.bare("`true` or `false`")?;
        match &self.text[span.range()] {
            "true" => Some(Spanned { value: true, span }),
            "false" => Some(Spanned { value: false, span }),
            _ => {
                self.wrong_type_from(span.range().start, "`true` or `false`");
                None
            }
        }
    }

    /// Reads a number.
    pub(super) fn number(&mut self) -> Option<Spanned<f64>> {
        let span = self.bare("a number")?;
        match serde_json::from_str(&self.text[span.range()]) {
            Ok(value) => Some(Spanned { value, span }),
            Err(_) => {
                self.wrong_type_from(span.range().start, "a number");
                None
            }
        }
    }

    /// Passes over a value without quotation marks and brackets; anything else is reported.
    fn bare(&mut self, expected: &str) -> Option<Span> {
        if matches!(self.peek(), Some(b'"' | b'{' | b'[')) {
            self.wrong_type(expected);
            return None;
        }
        Some(self.literal())
    }

    /// Reads a string that must be one of some words.
    pub(super) fn word<W>(
        &mut self,
        words: &[&'static str],
        from_word: impl Fn(&str) -> Option<W>,
    ) -> Option<Spanned<W>> {
        let text = self.text()?;
        let word = self.document.str(text);
        if let Some(value) = from_word(word) {
            return Some(Spanned { value, span: text.span });
        }
        let place = self.place(text.span);
        let problem = wrong_type::unknown_word(self.what, self.key, word, words, place);
        self.problems.push(problem);
        None
    }

    /// Reads any value as it is.
    pub(super) fn any(&mut self) -> Option<Spanned<serde_json::Value>> {
        self.peek();
        let start = self.at;
        self.skip();
        let raw = &self.text[start..self.at];
        let options = jsonc_parser::ParseOptions::default();
        match jsonc_parser::parse_to_serde_value::<serde_json::Value>(raw, &options) {
            Ok(value) => Some(Spanned { value, span: Span::new(start, self.at) }),
            Err(error) => {
                let at = start + error.range().start;
                self.fault(Span::new(at, self.at.max(at)), "this is not JSON");
                None
            }
        }
    }

    /// Passes over a value of whatever sort, nested as deeply as may be.
    pub(super) fn skip(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                None => return,
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']') => {
                    if depth == 0 {
                        return;
                    }
                    depth -= 1;
                    self.at += 1;
                }
                Some(b'"') => {
                    self.string();
                }
                Some(b',' | b':') => {
                    if depth == 0 {
                        return;
                    }
                    self.at += 1;
                }
                Some(_) => {
                    self.literal();
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Whether nothing is left but space and comments.
    pub(super) fn is_empty(&mut self) -> bool {
        self.peek().is_none() && self.problems.is_empty()
    }

    /// Reports what stands after the value.
    pub(super) fn end(&mut self) {
        if self.peek().is_some() {
            self.fault_here("nothing may follow the map's closing brace");
        }
    }

    /// The next key of an object that began at `start`; nothing at its end, which is passed.
    fn next_key(&mut self, start: usize) -> Option<Text> {
        loop {
            match self.peek() {
                None => {
                    self.fault(Span::new(start, start + 1), "this `{` is never closed");
                    return None;
                }
                Some(b'}') => {
                    self.at += 1;
                    return None;
                }
                Some(b'"') => break,
                Some(b'{' | b']') => {
                    self.fault_here("a `}` is missing before this");
                    return None;
                }
                Some(b'[') => {
                    self.fault_here("a key in double quotation marks was expected");
                    self.skip();
                }
                Some(b',') => {
                    self.fault_here("a key was expected before this comma");
                    self.at += 1;
                }
                Some(_) => {
                    let before = self.at;
                    let span = self.literal();
                    let behind = std::mem::replace(&mut self.at, before);
                    self.fault(span, "a key in double quotation marks was expected");
                    self.at = behind;
                    self.pass_rubble();
                    if self.peek() == Some(b',') {
                        self.at += 1;
                    }
                }
            }
        }
        let key = self.string();
        if self.peek() == Some(b':') {
            self.at += 1;
        } else {
            self.fault_here("a `:` was expected after the key");
        }
        Some(key)
    }

    /// Whether a value follows; if not, that is reported.
    fn value_follows(&mut self) -> bool {
        match self.peek() {
            None | Some(b',' | b'}' | b']' | b':') => {
                self.fault_here("a value was expected");
                false
            }
            Some(_) => true,
        }
    }

    /// Passes the comma after a value, or reports that it is missing.
    fn end_of_value(&mut self, close: u8) {
        match self.peek() {
            None => {}
            Some(b',') => {
                self.at += 1;
                self.after_comma = self.at;
            }
            Some(b'}' | b']') => {}
            Some(b':') => {
                self.fault_here("a `,` was expected");
                self.at += 1;
                self.skip();
            }
            Some(_) if close == b'}' => {
                self.fault_here("a `,` or `}` was expected");
                self.pass_rubble();
            }
            Some(_) => self.fault_here("a `,` or `]` was expected"),
        }
    }

    /// Whether the string here is followed by a colon.
    fn is_key(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.at + 1..];
        let Some(close) = memchr::memchr3(b'"', b'\\', b'\n', rest) else { return false };
        let after = rest[close..].iter().skip(1).find(|byte| !byte.is_ascii_whitespace());
        rest[close] == b'"' && after == Some(&b':')
    }

    /// Passes over space and comments and tells what follows.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                b'/' if bytes.get(self.at + 1) == Some(&b'/') => {
                    let rest = &bytes[self.at..];
                    self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                }
                b'/' if bytes.get(self.at + 1) == Some(&b'*') => {
                    let start = self.at;
                    match self.text[self.at + 2..].find("*/") {
                        Some(length) => self.at += length + 4,
                        None => {
                            self.at = self.text.len();
                            let span = Span::new(start, start + 2);
                            self.fault(span, "this comment is never closed");
                        }
                    }
                }
                b'<' | b'|' | b'=' | b'>' if self.pass_marker() => {}
                byte => return Some(*byte),
            }
        }
    }

    /// Reads the string that starts here. One that is not closed on its line ends there.
    fn string(&mut self) -> Text {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start + 1;
        let mut escaped = false;
        let closed = loop {
            match memchr::memchr3(b'"', b'\\', b'\n', &bytes[at.min(bytes.len())..]) {
                Some(length) if bytes[at + length] == b'\\' => {
                    escaped = true;
                    at += length + 2;
                }
                Some(length) => {
                    at += length;
                    break bytes[at] == b'"';
                }
                None => {
                    at = bytes.len();
                    break false;
                }
            }
        };
        if !closed {
            if at > start + 1 && bytes[at - 1] == b'\r' {
                at -= 1;
            }
            self.at = at;
            let span = Span::new(start, at);
            self.fault(span, "this string is not closed on its line");
            let value = self.text[start + 1..at].trim_end_matches(',').to_owned();
            return self.document.decoded(span, value);
        }
        self.at = at + 1;
        let span = Span::new(start, self.at);
        let inner = &self.text[start + 1..at];
        if let Some(control) = inner.bytes().position(|byte| byte < 0x20) {
            let at = start + 1 + control;
            self.fault(Span::new(at, at + 1), "a control character in a string must be escaped");
            return self.document.plain(span);
        }
        if !escaped {
            return self.document.plain(span);
        }
        match serde_json::from_str::<String>(&self.text[span.range()]) {
            Ok(value) => self.document.decoded(span, value),
            Err(_) => {
                self.fault(span, "this string has an escape that JSON does not know");
                self.document.plain(span)
            }
        }
    }

    /// Reads what is neither a string nor a bracket nor a separator.
    fn literal(&mut self) -> Span {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let ends = |byte: &u8| {
            matches!(
                byte,
                b',' | b':'
                    | b'{'
                    | b'}'
                    | b'['
                    | b']'
                    | b'"'
                    | b'/'
                    | b' '
                    | b'\n'
                    | b'\t'
                    | b'\r'
            )
        };
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
        // A slash that begins no comment is passed over, so that reading goes on.
        if self.at == start && rest.first() == Some(&b'/') {
            self.at += 1;
        }
        Span::new(start, self.at)
    }

    fn ensure_progress(&mut self, before: usize) {
        if self.at == before {
            self.fault_here("this is not JSON");
            let width = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
            self.at += width;
        }
    }

    /// A key's word, which does not keep the document borrowed.
    fn word_of(&self, key: Text) -> Cow<'t, str> {
        match self.document.as_written(key) {
            Some(word) => Cow::Borrowed(word),
            None => Cow::Owned(self.document.str(key).to_owned()),
        }
    }

    fn word_at(&self, at: usize) -> Option<&'t str> {
        let rest = self.text[at..].strip_prefix('"')?;
        rest.split_once('"').map(|(word, _)| word)
    }

    fn fault_here(&mut self, message: &str) {
        self.peek();
        let width = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        self.fault(Span::new(self.at, self.at + width), message);
    }

    fn place(&self, span: Span) -> Place {
        self.document.place(span)
    }
}
