//! Values as JSON, with places.
//!
//! Lines and columns count from 1, offsets are bytes from 0, and a place's end lies after its last
//! character.

use std::fmt::Write;

use schemars::JsonSchema;
use serde::Serialize;

use crate::document::Reading;
use crate::report::escape::is_hostile;
use crate::report::findings::Counts;
use crate::report::results::{File, Results, Unreadable};
use crate::report::{Form, Pieces, Report};
use crate::text::Place;

/// Findings as one object, for programs; each finding in a line of its own.
pub const REPORT: Report = Report {
    name: "json",
    summary: "one object with everything, for programs",
    form: Form::Pieces(Pieces {
        first: FIRST,
        file: |findings| {
            let lines: String = findings.iter().map(to_line).collect();
            // No value has a line break in it.
            lines.trim_end().replace('\n', ",\n")
        },
        between: ",\n",
        last: |results| format!("\n],{}", &to_line(&Rest::of(results))[1..]),
    }),
};

/// With [`VERSION`].
const FIRST: &str = "{\"version\":1,\"findings\":[\n";

/// Everything after the findings.
#[derive(Serialize)]
struct Rest<'r> {
    files: &'r [File],
    unreadable: &'r [Unreadable],
    summary: Counts,
}

impl Rest<'_> {
    fn of(results: &Results) -> Rest<'_> {
        let Results { files, unreadable, summary, .. } = results;
        Rest { files, unreadable, summary: *summary }
    }
}

/// The version of the objects that this module and its neighbours describe: it changes when a
/// field goes or changes its meaning, not when one is added.
pub const VERSION: u32 = 1;

/// A place in a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Range {
    /// The file's name.
    pub file: String,
    /// The first character.
    pub start: Point,
    /// After the last character.
    pub end: Point,
}

/// One point of a text.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Point {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The column in UTF-16 code units, from 1.
    pub utf16: usize,
    /// The column in bytes of UTF-8, from 1.
    pub bytes: usize,
    /// The offset in bytes, from 0.
    pub offset: u32,
}

impl Range {
    /// A place with its lines and columns.
    pub fn new(reading: &Reading, place: Place) -> Range {
        let file = reading.file(place);
        let point = |offset| {
            let position = file.position(offset);
            Point {
                line: position.line,
                column: position.column,
                utf16: position.column_utf16,
                bytes: position.column_bytes,
                offset,
            }
        };
        Range {
            file: file.name().to_owned(),
            start: point(place.span.start),
            end: point(place.span.end),
        }
    }
}

/// The place where it starts: `file:line:column`.
impl std::fmt::Display for Range {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}:{}", self.file, self.start.line, self.start.column)
    }
}

/// A value as indented JSON with a last line break, in which everything that a terminal would
/// obey is escaped.
pub fn to_text(value: &impl Serialize) -> String {
    harmless(serde_json::to_string_pretty(value))
}

/// The same in one line.
pub fn to_line(value: &impl Serialize) -> String {
    harmless(serde_json::to_string(value))
}

fn harmless(text: serde_json::Result<String>) -> String {
    let text = text.expect("keys are strings and no value refuses to be written");
    // Only strings can hold such characters, beside the line breaks between the values.
    let hostile = |letter: char| is_hostile(letter) && letter != '\n';
    let mut shown = String::with_capacity(text.len() + 1);
    for letter in text.chars() {
        if hostile(letter) {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(shown, "\\u{unit:04x}").expect("writing to a string cannot fail");
            }
        } else {
            shown.push(letter);
        }
    }
    shown.push('\n');
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_said() {
        assert!(FIRST.contains(&format!("\"version\":{VERSION},")));
    }

    #[test]
    fn hostile_characters_are_escaped_and_read_back() {
        let text = "a\u{9b}\u{202e}\u{e0041}\n\u{7f}b";
        let shown = to_text(&text);
        assert_eq!(shown, "\"a\\u009b\\u202e\\udb40\\udc41\\n\\u007fb\"\n");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), text);
    }
}
