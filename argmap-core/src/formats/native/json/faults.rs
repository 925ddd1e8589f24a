//! What is said of keys and values that are not as they should be, and how it is mended.

use std::borrow::Cow;

use super::super::shape::Shape;
use super::Json;
use crate::document::layout::{Token, comments, removal, tokens};
use crate::document::problems::{duplicate_key, syntax, unknown_field, wrong_type};
use crate::document::{Text, nearest, one_slip};
use crate::text::Span;

/// The most faults of syntax that are reported of one file.
const MOST_SYNTAX_FAULTS: usize = 100;

/// A key that is not known.
pub(super) struct Unknown<'t> {
    /// The number of the problem that says so.
    pub(super) problem: usize,
    /// The key.
    pub(super) word: Cow<'t, str>,
    /// The known key that is most like it.
    pub(super) near: Option<&'static str>,
}

impl<'t> Json<'t> {
    /// Reports a fault of syntax, unless one was reported where reading stands now.
    pub(super) fn fault(&mut self, span: Span, message: &str) {
        let rest = self.text.as_bytes()[self.at..].iter();
        let next = self.at + rest.take_while(|byte| byte.is_ascii_whitespace()).count();
        if self.quiet_at == next {
            return;
        }
        self.quiet_at = next;
        self.syntax_faults += 1;
        if self.syntax_faults <= MOST_SYNTAX_FAULTS {
            self.problems.push(syntax::found(message, self.place(span)));
        }
    }

    /// Passes over the marker of a conflict that Git left in the text, if one stands here, and from
    /// the marker behind our side's lines on over theirs, so that ours are read. The first marker
    /// of a conflict is reported.
    pub(super) fn pass_marker(&mut self) -> bool {
        let (before, rest) = self.text.split_at(self.at);
        let is_marker = |sign: &str| rest.starts_with(sign);
        let to_line_end = |from: usize| {
            let line = memchr::memchr(b'\n', &self.text.as_bytes()[from..]);
            line.map_or(self.text.len(), |length| from + length)
        };
        if !before.is_empty() && !before.ends_with('\n') {
            return false;
        }
        if is_marker("<<<<<<<") {
            let place = self.place(Span::new(self.at, self.at + "<<<<<<<".len()));
            self.in_conflict = true;
            self.syntax_faults += 1;
            if self.syntax_faults <= MOST_SYNTAX_FAULTS {
                self.problems.push(syntax::found_conflict(place));
            }
            self.at = to_line_end(self.at);
            return true;
        }
        if !self.in_conflict || !["|||||||", "=======", ">>>>>>>"].into_iter().any(is_marker) {
            return false;
        }
        let end = match rest.find("\n>>>>>>>") {
            _ if is_marker(">>>>>>>") => self.at,
            Some(length) => self.at + length + 1,
            None => self.text.len(),
        };
        self.at = to_line_end(end);
        self.in_conflict = false;
        true
    }

    /// Passes over words and strings where a key was expected, as a text leaves them behind whose
    /// quotation marks end too early, up to the next key or the end of the object or of what would
    /// be a value. If that is a fault, it was told of with them.
    pub(super) fn pass_rubble(&mut self) {
        loop {
            match self.peek() {
                Some(b'"') if self.is_key() => break,
                Some(b'"') => self.at += self.string_length().unwrap_or(1),
                None | Some(b'{' | b'}' | b'[' | b']' | b',') => break,
                Some(b':') => {
                    self.at += 1;
                    self.skip();
                }
                Some(_) => {
                    self.literal();
                }
            }
        }
        self.quiet_at = self.at;
    }

    /// How long the string is that starts here; nothing if it is not closed on its line.
    fn string_length(&self) -> Option<usize> {
        let rest = &self.text.as_bytes()[self.at..];
        let mut at = 1;
        loop {
            at += memchr::memchr3(b'"', b'\\', b'\n', rest.get(at..)?)?;
            match rest[at] {
                b'"' => return Some(at + 1),
                b'\\' => at += 2,
                _ => return None,
            }
        }
    }

    /// Reports a value that is not what was expected, and passes over it.
    pub(in super::super) fn wrong_type(&mut self, expected: &str) {
        self.peek();
        let start = self.at;
        self.skip();
        self.wrong_type_from(start, expected);
    }

    pub(super) fn wrong_type_from(&mut self, start: usize, expected: &str) {
        if start == self.at {
            return;
        }
        let span = Span::new(start, self.at);
        let found = match (self.text.as_bytes()[start], &self.text[span.range()]) {
            (b'"', _) => "a string",
            (b'{', _) => "an object",
            (b'[', _) => "a list",
            (_, "true" | "false") => "a truth value",
            (_, "null") => "`null`",
            (_, word) if serde_json::from_str::<f64>(word).is_ok() => "a number",
            (b'-' | b'0'..=b'9', _) => return self.no_value(start, "this number cannot be read"),
            _ => return self.no_value(start, "this is not JSON"),
        };
        let place = self.place(span);
        let key = if self.key.is_empty() { String::new() } else { format!("`{}` of ", self.key) };
        let entry = if self.is_entry { "an entry of " } else { "" };
        let subject = format!("{entry}{key}{}", self.what);
        self.problems.push(wrong_type::found(&subject, expected, found, place));
    }

    /// Reports what is no value, and passes over further words on its line that are none either.
    fn no_value(&mut self, start: usize, message: &str) {
        let end = self.at;
        self.at = start;
        self.fault(Span::new(start, end), message);
        self.at = end;
        let bytes = self.text.as_bytes();
        loop {
            self.at += bytes[self.at..].iter().take_while(|byte| **byte == b' ').count();
            let before = self.at;
            if bytes[before..].starts_with(b"/") || self.literal() == Span::new(before, before) {
                break;
            }
        }
        self.quiet_at = self.peek().map_or(self.text.len(), |_| self.at);
    }

    /// Reports a key that came before, and passes over its value.
    pub(super) fn duplicate_key(&mut self, word: &str, key: Text, first: Span) {
        let since = self.after_comma;
        self.peek();
        let start = self.at;
        self.skip();
        let value = Span::new(start, self.at);
        let gone = if self.is_repeated(value, first) {
            let element = Span { start: key.span.start, end: value.end };
            let comments = comments(self.text, Span::new(since, self.at));
            removal(self.text, &comments, element)
        } else {
            None
        };
        let (second, first) = (self.place(key.span), self.place(first));
        self.problems.push(duplicate_key::found(word, second, first, gone));
        self.end_of_value(b'}');
    }

    /// Whether a value is written as the one behind the first key of its name is. Linear in the
    /// value's length.
    fn is_repeated(&self, value: Span, first: Span) -> bool {
        let behind = Span::new(first.range().end, value.range().start);
        let is_comment = |found: &(Token, Span)| found.0 == Token::Comment;
        let mut behind = tokens(self.text, behind).skip_while(is_comment);
        if behind.next().is_none_or(|(token, _)| token != Token::Colon) {
            return false;
        }
        let Some((_, first)) = behind.find(|found| !is_comment(found)) else { return false };
        let (written, rest) = (&self.text[value.range()], &self.text[first.range().start..]);
        let (Some(rest), false) = (rest.strip_prefix(written), written.is_empty()) else {
            return false;
        };
        // A number or word may go on.
        written.ends_with(['"', '}', ']'])
            || !rest.starts_with(|c: char| c.is_alphanumeric() || ".+-".contains(c))
    }

    /// Reports a key that the shape does not have.
    pub(super) fn unknown_key(
        &mut self,
        shape: &Shape,
        further: &[&'static str],
        key: Text,
        word: &str,
    ) -> Option<&'static str> {
        let near = nearest(word, shape.keys().chain(further.iter().copied()));
        let known: Vec<&str> = shape.keys().collect();
        let place = self.place(key.span);
        self.problems.push(unknown_field::found(shape.what, word, near, &known, place));
        near
    }

    /// Says of unknown keys how to mend them: where each is a slip of a key that the object does
    /// not have, and no other is.
    pub(super) fn mend_unknown(&mut self, unknown: &[Unknown], absent: &[&str]) {
        let meant = |word: &str| one_slip(word, absent.iter().copied());
        let all: Vec<Option<&str>> = unknown.iter().map(|unknown| meant(&unknown.word)).collect();
        for (unknown, key) in unknown.iter().zip(&all) {
            if let Some(key) = key
                && all.iter().filter(|other| **other == Some(key)).count() == 1
            {
                unknown_field::meant(&mut self.problems[unknown.problem], key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::no_imports;

    #[test]
    fn conflicts_of_git_are_told_once_each_and_ours_is_read() {
        let text = "{ \"argmap\": 1,\n<<<<<<< HEAD\n  \"title\": \"A\",\n||||||| base\n  \"title\": \"B\",\n=======\n  \"title\": \"C\",\n>>>>>>> other\n  \"claims\": [\n<<<<<<< HEAD\n=======\n    { \"id\": \"c\", \"text\": \"C\" }\n>>>>>>> other\n  ] }";
        let reading = crate::read("map.json", text, &mut no_imports);
        let told =
            reading.problems.iter().map(|p| (p.rule.code, reading.slice(p.place().unwrap())));
        assert_eq!(told.collect::<Vec<_>>(), [("AM014", "<<<<<<<"), ("AM014", "<<<<<<<")]);
        assert_eq!((&*reading.map.title, reading.map.claims().count()), ("A", 0));
        let help = reading.problems[0].help.as_deref().expect("there is help");
        assert!(help.contains("argmap merge"), "{help}");
    }

    #[test]
    fn markers_elsewhere_are_what_they_were() {
        let faults = |text: &str| {
            let reading = crate::read("map.json", text, &mut no_imports);
            reading.problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
        };
        let ok = "{ \"argmap\": 1, \"title\": \"<<<<<<<\" // <<<<<<<\n/*\n<<<<<<< a\n*/ }";
        assert_eq!(faults(ok), Vec::<String>::new());
        let conflict = "Git left a conflict here: two versions of these lines";
        assert_eq!(faults("{ \"argmap\": 1, \"title\": \"T\"\n<<<<<<< a\n}"), [conflict]);
        let stray = faults("{ \"argmap\": 1, \"title\": \"T\"\n=======\n}");
        assert!(stray.len() == 1 && stray[0] != conflict, "{stray:?}");
        assert_eq!(
            faults("{ \"argmap\": 1, \"title\": \"T\",\n<<<<<<< a\n\n=======\n\"x\": 1").len(),
            2
        );
    }
}
