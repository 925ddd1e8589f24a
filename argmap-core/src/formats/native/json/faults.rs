//! What is said of keys and values that are not as they should be, and how it is mended.

use std::borrow::Cow;

use super::super::shape::Shape;
use super::Json;
use crate::document::layout::{Token, comments, removal, tokens};
use crate::document::problems::{duplicate_key, unknown_field, wrong_type};
use crate::document::{Text, nearest, one_slip};
use crate::text::Span;

/// A key that is not known: the number of the problem, and the word.
pub(super) type Unknown<'t> = (usize, Cow<'t, str>);

impl<'t> Json<'t> {
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
        let found = match self.text.as_bytes()[start] {
            b'"' => "a string",
            b'{' => "an object",
            b'[' => "a list",
            b't' | b'f' => "a truth value",
            b'n' => "`null`",
            b'-' | b'0'..=b'9' => "a number",
            _ => {
                return self.fault(Span::new(start, self.at), "this is not JSON");
            }
        };
        let place = self.place(Span::new(start, self.at));
        self.problems.push(wrong_type::found(self.what, self.key, expected, found, place));
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
    ) {
        let near = nearest(word, shape.keys().chain(further.iter().copied()));
        let known: Vec<&str> = shape.keys().collect();
        let place = self.place(key.span);
        self.problems.push(unknown_field::found(shape.what, word, near, &known, place));
    }

    /// Says of unknown keys how to mend them: where each is a slip of a key that the object does
    /// not have, and no other is.
    pub(super) fn mend_unknown(&mut self, unknown: &[Unknown], absent: &[&str]) {
        let meant = |word: &str| one_slip(word, absent.iter().copied());
        let all: Vec<Option<&str>> = unknown.iter().map(|(_, word)| meant(word)).collect();
        for ((problem, _), key) in unknown.iter().zip(&all) {
            if let Some(key) = key
                && all.iter().filter(|other| **other == Some(key)).count() == 1
            {
                unknown_field::meant(&mut self.problems[*problem], key);
            }
        }
    }
}
