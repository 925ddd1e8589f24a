//! Findings as JSON: one object for a whole run.
//!
//! The object is an [`Output`]; its `version` changes when a field goes or changes its meaning,
//! not when one is added. Lines and columns count from 1, offsets are bytes from 0, and a
//! place's end lies after its last character.

use std::fmt::Write;

use serde::Serialize;

use crate::check::quotations::Unverified;
use crate::diagnostic::{Diagnostic, Label};
use crate::document::Reading;
use crate::report::escape::is_hostile;
use crate::report::findings::Counts;
use crate::text::Place;

/// The version of the objects that this module and its neighbours describe.
pub const VERSION: u32 = 1;

/// The result of checking some files.
#[derive(Debug, Serialize)]
pub struct Output {
    /// The version of this object: [`VERSION`].
    pub version: u32,
    /// The files that were checked, in order.
    pub files: Vec<File>,
    /// What was named and could not be read.
    pub unreadable: Vec<Unreadable>,
    /// What was found, file by file in the order of places.
    pub findings: Vec<Finding>,
    /// How many findings there are.
    pub summary: Counts,
}

impl Default for Output {
    fn default() -> Self {
        let summary = Counts::default();
        Output {
            version: VERSION,
            files: Vec::new(),
            unreadable: Vec::new(),
            findings: Vec::new(),
            summary,
        }
    }
}

impl Output {
    /// Adds a file and its findings.
    pub fn add(
        &mut self,
        name: &str,
        reading: &Reading,
        findings: &[Diagnostic],
        unverified: &Unverified,
    ) {
        let counts = Counts::of(findings);
        self.summary.add(counts);
        self.files.push(File {
            name: name.to_owned(),
            findings: counts,
            incomplete: reading.origins.is_incomplete(),
            unverified_quotations: unverified.quotations,
            missing_texts: unverified.texts.clone(),
        });
        self.findings.extend(findings.iter().map(|finding| Finding::new(reading, finding)));
    }
}

/// A file that was checked.
#[derive(Debug, Serialize)]
pub struct File {
    /// Its name.
    pub name: String,
    /// How many findings it has.
    pub findings: Counts,
    /// Whether faults of its text kept something out of the map; rules about what is missing
    /// were silent then.
    pub incomplete: bool,
    /// How many quotations could not be held against their sources' texts.
    pub unverified_quotations: usize,
    /// The texts that were not at hand.
    pub missing_texts: Vec<String>,
}

/// What was named and could not be read.
#[derive(Debug, Serialize)]
pub struct Unreadable {
    /// The name.
    pub name: String,
    /// Why.
    pub message: String,
}

/// One finding.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// The rule's stable code.
    pub code: &'static str,
    /// The rule's name.
    pub name: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// The finding in one sentence.
    pub message: String,
    /// Its places; the first is where it is reported. Empty if it has none.
    pub labels: Vec<JsonLabel>,
    /// The ids of the parts that it is about.
    pub about: Vec<String>,
    /// Further facts.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Finding {
    /// A finding with its places in lines and columns.
    pub fn new(reading: &Reading, finding: &Diagnostic) -> Finding {
        Finding {
            code: finding.rule.code,
            name: finding.rule.name,
            severity: finding.severity.word(),
            message: finding.message.clone(),
            labels: finding.labels.iter().filter_map(|label| place(reading, label)).collect(),
            about: finding.about.clone(),
            notes: finding.notes.clone(),
            help: finding.help.as_deref().map(str::to_owned),
        }
    }
}

/// A place of a finding.
#[derive(Debug, Serialize)]
pub struct JsonLabel {
    /// Where.
    #[serde(flatten)]
    pub range: Range,
    /// What is to be seen there; may be empty.
    pub message: String,
}

/// A place in a file.
#[derive(Debug, Serialize)]
pub struct Range {
    /// The file's name.
    pub file: String,
    /// The first character.
    pub start: Point,
    /// After the last character.
    pub end: Point,
}

/// One point of a text.
#[derive(Debug, Serialize)]
pub struct Point {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The column in UTF-16 code units, from 1.
    pub utf16: usize,
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

fn place(reading: &Reading, label: &Label) -> Option<JsonLabel> {
    let range = Range::new(reading, label.place?);
    Some(JsonLabel { range, message: label.message.to_string() })
}

/// A value as indented JSON with a last line break, in which everything that a terminal would
/// obey is escaped.
pub fn to_text(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value)
        .expect("keys are strings and no value refuses to be written");
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
    fn hostile_characters_are_escaped_and_read_back() {
        let text = "a\u{9b}\u{202e}\u{e0041}\n\u{7f}b";
        let shown = to_text(&text);
        assert_eq!(shown, "\"a\\u009b\\u202e\\udb40\\udc41\\n\\u007fb\"\n");
        assert_eq!(serde_json::from_str::<String>(&shown).unwrap(), text);
    }
}
