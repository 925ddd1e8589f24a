//! Breaking a text into lines of about equal width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A part of a text that stays on one line.
struct Piece<'t> {
    text: &'t str,
    width: usize,
    /// Whether a space divides it from the piece before if both are on one line.
    spaced: bool,
}

/// The text in as few lines of at most `limit` columns as it takes, and these as even as can be.
///
/// White space is collapsed, but for no-break spaces. Columns are those of a terminal: wide
/// characters count for two and may be parted; words are broken only where they are longer than a
/// line. Linear in the length of the text, times the logarithm of `limit`.
pub(super) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let pieces = pieces(text, limit);
    let lines = count_lines(&pieces, limit);
    let (mut low, mut high) = (1, limit);
    while low < high {
        let middle = (low + high) / 2;
        if count_lines(&pieces, middle) <= lines {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    fill(&pieces, high)
}

/// The text, or as many of its words as fit into `limit` columns and an ellipsis.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    let mut out = String::new();
    let mut width = 0;
    for piece in pieces(text, limit) {
        let spaced = piece.spaced && !out.is_empty();
        width += piece.width + usize::from(spaced);
        if width > limit {
            out.push('…');
            break;
        }
        if spaced {
            out.push(' ');
        }
        out.push_str(piece.text);
    }
    out
}

/// Whether a line may end at the character as at a blank.
fn is_blank(character: char) -> bool {
    let blank = character.is_whitespace() || character.is_control();
    blank && !matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

fn pieces(text: &str, limit: usize) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        let mut spaced = true;
        for text in parts(word, limit) {
            pieces.push(Piece { text, width: text.width(), spaced });
            spaced = false;
        }
    }
    pieces
}

/// Parts a word at its wide characters and where it is longer than a line.
fn parts(word: &str, limit: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut width, mut after_wide, mut joined) = (0, 0, false, false);
    for (at, character) in word.char_indices() {
        let own = character.width().unwrap_or(0);
        let parted = (own == 2 || after_wide) && !clings(character);
        if at > start && own > 0 && !joined && (parted || width + own > limit) {
            parts.push(&word[start..at]);
            (start, width) = (at, 0);
        }
        width += own;
        // What has no width belongs to the character before it.
        if own > 0 {
            after_wide = own == 2;
        }
        joined = character == '\u{200d}';
    }
    parts.push(&word[start..]);
    parts
}

/// Punctuation that must not begin a line.
fn clings(character: char) -> bool {
    "、。，．・：；？！）」』】〉》〕…—,.;:!?)]}%’”".contains(character)
}

fn count_lines(pieces: &[Piece], limit: usize) -> usize {
    let (mut lines, mut width) = (0, usize::MAX);
    for piece in pieces {
        let more = piece.width + usize::from(piece.spaced);
        if width.saturating_add(more) > limit {
            lines += 1;
            width = piece.width;
        } else {
            width += more;
        }
    }
    lines
}

fn fill(pieces: &[Piece], limit: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut width = usize::MAX;
    for piece in pieces {
        let more = piece.width + usize::from(piece.spaced);
        match lines.last_mut() {
            Some(line) if width.saturating_add(more) <= limit => {
                if piece.spaced {
                    line.push(' ');
                }
                line.push_str(piece.text);
                width += more;
            }
            _ => {
                lines.push(piece.text.to_owned());
                width = piece.width;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_few_and_even() {
        let text = "Up-front capital of 48 M€ exceeds the town's borrowing limit";
        assert_eq!(
            wrap(text, 28),
            ["Up-front capital of 48", "M€ exceeds the town's", "borrowing limit"]
        );
        assert_eq!(wrap("one two", 28), ["one two"]);
        assert!(wrap(" \n\t", 28).is_empty());
    }

    #[test]
    fn no_line_is_too_wide_and_nothing_is_lost() {
        for text in [
            "漢字かな交じり文は、空白なしに書かれる。",
            &"x".repeat(100),
            "a 漢b👨‍👩‍👧 e\u{301}e\u{301} c",
        ] {
            for limit in 4..30 {
                let lines = wrap(text, limit);
                assert!(lines.iter().all(|line| line.width() <= limit + 4), "{lines:?}");
                let bare = |text: &str| text.replace(' ', "");
                assert_eq!(bare(&lines.concat()), bare(text));
            }
        }
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shorten("one two three", 8), "one two…");
        assert_eq!(shorten("one  two", 80), "one two");
        assert_eq!(shorten("abcdefgh", 4), "abcd…");
    }
}
