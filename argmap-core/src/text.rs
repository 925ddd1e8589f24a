//! Texts and places in them: files, spans, lines and columns.

use std::ops::Range;
use std::sync::OnceLock;

/// The longest text that can be read, in bytes: places are kept in 32 bits.
pub const MAX_BYTES: usize = u32::MAX as usize - 1;

/// A half-open range of bytes in a text, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, byte offsets below [`MAX_BYTES`].
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// The span as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

/// One of the files of a reading; the root, the file that was asked for, is number 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

impl FileId {
    /// The file that was asked for, as against those that it imports.
    pub const ROOT: FileId = FileId(0);

    /// The file's number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A file and a span in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

/// A line and column, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column in characters (Unicode scalar values).
    pub column: usize,
    /// The column in UTF-16 code units, which editors' protocols count.
    pub column_utf16: usize,
    /// The column in bytes of UTF-8.
    pub column_bytes: usize,
}

/// A named text with an index of its lines.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    invalid: Option<u32>,
    index: OnceLock<Index>,
}

/// How far apart marks stand, in bytes.
const MARK: usize = 4096;

/// What makes positions quick to find, however long the lines are.
#[derive(Clone, Debug)]
struct Index {
    /// The first byte of each line.
    lines: Vec<u32>,
    /// The characters and UTF-16 units before each multiple of [`MARK`]; a character counts where
    /// it starts.
    marks: Vec<(u32, u32)>,
}

impl Index {
    fn new(text: &str) -> Index {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let lines = std::iter::once(0).chain(newlines.map(|at| at as u32 + 1)).collect();
        let mut marks = vec![(0, 0)];
        let (mut characters, mut units) = (0, 0);
        for block in text.as_bytes().chunks(MARK) {
            let (more, wide) = count(block);
            characters += more;
            units += more + wide;
            marks.push((characters as u32, units as u32));
        }
        Index { lines, marks }
    }

    /// The characters and UTF-16 units before an offset.
    fn before(&self, text: &str, offset: usize) -> (usize, usize) {
        let (characters, units) = self.marks[offset / MARK];
        let (more, wide) = count(&text.as_bytes()[offset / MARK * MARK..offset]);
        (characters as usize + more, units as usize + more + wide)
    }
}

/// How many characters start among the bytes, and how many of them take two UTF-16 units.
fn count(bytes: &[u8]) -> (usize, usize) {
    let starts = bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    (starts, bytes.iter().filter(|byte| **byte >= 0xF0).count())
}

impl SourceFile {
    /// A file of that name and content. Bytes that are not UTF-8 become U+FFFD, and
    /// [`first_invalid`](Self::first_invalid) says where the first stood; a file above
    /// [`MAX_BYTES`] is cut there.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> SourceFile {
        let mut bytes: Vec<u8> = bytes.into();
        bytes.truncate(MAX_BYTES);
        let (text, invalid) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to() as u32;
                let mut text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let mut end = text.len().min(MAX_BYTES);
                while !text.is_char_boundary(end) {
                    end -= 1;
                }
                text.truncate(end);
                (text, Some(at))
            }
        };
        SourceFile { name: name.into(), text, invalid, index: OnceLock::new() }
    }

    /// The name under which the file is spoken of, commonly its path.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The content.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of a span, or nothing where the span is not of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Where the first bytes stood that were not UTF-8.
    pub fn first_invalid(&self) -> Option<Span> {
        self.invalid.map(|at| Span { start: at, end: at + '\u{FFFD}'.len_utf8() as u32 })
    }

    /// The line and column of a byte offset. The first call is linear in the text, the others are
    /// logarithmic in the number of lines.
    pub fn position(&self, offset: u32) -> Position {
        let index = self.index.get_or_init(|| Index::new(&self.text));
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = index.lines.partition_point(|start| *start as usize <= offset);
        let first = index.lines[line - 1] as usize;
        let (characters, units) = if offset - first <= MARK {
            let (characters, wide) = count(&self.text.as_bytes()[first..offset]);
            (characters, characters + wide)
        } else {
            let start = index.before(&self.text, first);
            let here = index.before(&self.text, offset);
            (here.0 - start.0, here.1 - start.1)
        };
        let (column, column_utf16) = (characters + 1, units + 1);
        Position { line, column, column_utf16, column_bytes: offset - first + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_from_one() {
        let file = SourceFile::new("a", "é𝄞x\ny");
        let of = |offset| {
            let at = file.position(offset);
            (at.line, at.column, at.column_utf16, at.column_bytes)
        };
        assert_eq!(of(0), (1, 1, 1, 1));
        assert_eq!(of(2), (1, 2, 2, 3));
        assert_eq!(of(6), (1, 3, 4, 7));
        assert_eq!(of(8), (2, 1, 1, 1));
        assert_eq!(of(99), (2, 2, 2, 2));
        assert_eq!(of(1), (1, 1, 1, 1), "an offset inside a character is its start");
    }

    #[test]
    fn positions_in_long_lines_are_those_counted_from_their_start() {
        let text = format!("{}\n{}", "aé𝄞".repeat(3000), "é𝄞b".repeat(3000));
        let file = SourceFile::new("a", text.clone());
        for (offset, _) in text.char_indices().step_by(7) {
            let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
            let before = &text[start..offset];
            let found = file.position(offset as u32);
            assert_eq!(found.column, before.chars().count() + 1);
            assert_eq!(found.column_utf16, before.encode_utf16().count() + 1);
        }
    }

    #[test]
    fn bytes_that_are_not_text_are_replaced_and_placed() {
        let file = SourceFile::new("a", b"ab\xffc".to_vec());
        assert_eq!(file.text(), "ab\u{FFFD}c");
        assert_eq!(file.first_invalid(), Some(Span::new(2, 5)));
        assert_eq!(file.slice(Span::new(2, 5)), "\u{FFFD}");
    }
}
