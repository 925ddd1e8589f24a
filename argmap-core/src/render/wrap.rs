//! Breaking a text into lines of about equal width.

mod pieces;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use pieces::{Piece, Pieces};

/// What says how wide a text is, in units of its own.
pub(super) trait Measure {
    /// The width of a text on one line.
    fn width(&self, text: &str) -> u64;
}

/// The columns of a terminal, of which wide characters take two.
struct Columns;

impl Measure for Columns {
    fn width(&self, text: &str) -> u64 {
        text.width() as u64
    }
}

/// A line and its width.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) width: u64,
}

/// A line of that many bytes is full, however narrow it is.
const MAX_LINE: usize = 4_096;

/// The text in as few lines of at most `limit` columns as it takes, and these as even as can be.
///
/// White space is collapsed, but for no-break spaces. Columns are those of a terminal: wide
/// characters count for two and may be parted; words are broken only where they are longer than a
/// line. Linear in the length of the text, times the logarithm of `limit`.
pub(super) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let (lines, _) = fit(&Columns, text, limit as u64, usize::MAX);
    lines.into_iter().map(|line| line.text).collect()
}

/// The text, or as many of its words as fit into `limit` columns and an ellipsis.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    let mut out = String::new();
    let mut width = 0;
    for piece in Pieces::of(text, &Columns, limit as u64) {
        let spaced = piece.spaced && !out.is_empty();
        width += piece.width + u64::from(spaced);
        if width > limit as u64 {
            out.push('…');
            break;
        }
        if spaced {
            out.push(' ');
        }
        out.push_str(piece.raw);
    }
    out
}

/// The text in at most `most` lines no wider than `limit`, and whether some of it is left out.
///
/// As few lines as it takes, and these as even as can be; of a text of too many lines the
/// beginning, full lines and an ellipsis. Only a single character may be wider than a line. No
/// more of the text is looked at than fits.
pub(super) fn fit(
    measure: &impl Measure,
    text: &str,
    limit: u64,
    most: usize,
) -> (Vec<Line>, bool) {
    let filler = Filler { measure, space: measure.width(" "), limit };
    let (mut rows, more) = filler.fill(Pieces::of(text, measure, limit), limit, most);
    if more {
        if let Some(last) = rows.last_mut() {
            filler.end_early(last);
        }
        return (rows.into_iter().map(|row| row.line).collect(), true);
    }
    if rows.len() > 1 {
        let pieces: Vec<Piece> = rows.iter().flat_map(|row| &row.pieces).copied().collect();
        let aim = filler.narrowest(&pieces, rows.len());
        let (even, more) = filler.fill(pieces.iter().copied(), aim, rows.len());
        // Lines may be wider than their parts together, so that the even ones are too many.
        if !more {
            rows = even;
        }
    }
    (rows.into_iter().map(|row| row.line).collect(), false)
}

/// A line and what it is made of.
struct Row<'t> {
    pieces: Vec<Piece<'t>>,
    line: Line,
}

/// What fills lines.
struct Filler<'m, M> {
    measure: &'m M,
    space: u64,
    limit: u64,
}

impl<M: Measure> Filler<'_, M> {
    /// Fills at most `most` lines up to about `aim` and never more than the limit; says whether
    /// pieces are left.
    fn fill<'t>(
        &self,
        mut pieces: impl Iterator<Item = Piece<'t>>,
        aim: u64,
        most: usize,
    ) -> (Vec<Row<'t>>, bool) {
        let mut rows = Vec::new();
        let mut row: Vec<Piece> = Vec::new();
        // What did not fit, the next on top.
        let mut back: Vec<Piece> = Vec::new();
        let (mut width, mut bytes) = (0u64, 0);
        loop {
            let next = back.pop().or_else(|| pieces.next());
            if rows.len() == most {
                return (rows, next.is_some());
            }
            if let Some(piece) = next {
                let more = self.room(&piece, row.is_empty());
                let fits = width.saturating_add(more) <= aim && bytes < MAX_LINE;
                if fits || row.is_empty() {
                    width = width.saturating_add(more);
                    bytes += piece.raw.len();
                    row.push(piece);
                    continue;
                }
                back.push(piece);
            }
            if row.is_empty() {
                return (rows, false);
            }
            let line = loop {
                let line = self.line(&row);
                if line.width <= self.limit || row.len() == 1 {
                    break line;
                }
                back.extend(row.pop());
            };
            rows.push(Row { pieces: std::mem::take(&mut row), line });
            (width, bytes) = (0, 0);
        }
    }

    /// What a piece takes of a line.
    fn room(&self, piece: &Piece, first: bool) -> u64 {
        if piece.spaced && !first { piece.width.saturating_add(self.space) } else { piece.width }
    }

    /// The narrowest lines that so many suffice of.
    fn narrowest(&self, pieces: &[Piece], lines: usize) -> u64 {
        let mut high = self.limit;
        let mut low = pieces.iter().map(|piece| piece.width).max().unwrap_or(0).min(high);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.count(pieces, middle) <= lines {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        high
    }

    /// How many lines of that width the pieces take.
    fn count(&self, pieces: &[Piece], aim: u64) -> usize {
        let (mut lines, mut width) = (0, u64::MAX);
        for piece in pieces {
            let more = self.room(piece, false);
            if width.saturating_add(more) > aim {
                lines += 1;
                width = piece.width;
            } else {
                width += more;
            }
        }
        lines
    }

    /// The line of those pieces.
    fn line(&self, pieces: &[Piece]) -> Line {
        let text = joined(pieces);
        if pieces.last().is_some_and(|piece| piece.hyphen) {
            let hyphened = self.measured(format!("{text}-"));
            if hyphened.width <= self.limit || pieces.len() > 1 {
                return hyphened;
            }
        }
        self.measured(text)
    }

    /// Makes the line end in an ellipsis.
    fn end_early(&self, row: &mut Row) {
        loop {
            let text = joined(&row.pieces);
            let shown = text.trim_end_matches([' ', ',', ';', ':', '.', '…', '—', '–', '-', '(']);
            row.line = self.measured(format!("{shown}…"));
            if row.line.width <= self.limit {
                return;
            }
            if row.pieces.len() > 1 {
                row.pieces.pop();
                continue;
            }
            // As much of the one word as leaves room.
            let mut ends: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            while let Some(end) = ends.pop() {
                row.line = self.measured(format!("{}…", &text[..end]));
                if row.line.width <= self.limit {
                    return;
                }
            }
            return;
        }
    }

    fn measured(&self, text: String) -> Line {
        Line { width: self.measure.width(&text), text }
    }
}

/// The text of pieces on one line, which XML can hold.
fn joined(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in pieces {
        if piece.spaced && !out.is_empty() {
            out.push(' ');
        }
        let printable = |character| match character {
            '\u{fffe}' | '\u{ffff}' => char::REPLACEMENT_CHARACTER,
            _ => character,
        };
        out.extend(piece.text().chars().map(printable));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn lines_end_where_signs_allow_it() {
        assert_eq!(wrap("super\u{ad}cali\u{ad}fragilistic", 12), ["supercali-", "fragilistic"]);
        assert_eq!(wrap("super\u{ad}cali", 12), ["supercali"]);
        assert_eq!(wrap("one\u{200b}two", 4), ["one", "two"]);
        assert_eq!(wrap("a word—another word", 9), ["a word—", "another", "word"]);
        assert_eq!(wrap("10\u{a0}000 men", 6), ["10\u{a0}000", "men"]);
        assert_eq!(wrap("漢\u{2060}字漢字", 4), ["漢\u{2060}字", "漢字"]);
        assert_eq!(wrap("彼は「漢字」と。", 6), ["彼は", "「漢", "字」", "と。"]);
    }

    #[test]
    fn addresses_are_broken_after_their_signs() {
        let address = "https://example.org/some/page?with=parts&and=more";
        assert_eq!(
            wrap(address, 24),
            ["https://example.org/", "some/page?with=parts&", "and=more"]
        );
        assert_eq!(wrap("x".repeat(10).as_str(), 4), ["xxxx", "xxxx", "xx"]);
    }

    #[test]
    fn texts_of_too_many_lines_end_in_an_ellipsis() {
        let fitted = |text: &str, most| {
            let (lines, cut) = fit(&Columns, text, 9, most);
            (lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("|"), cut)
        };
        assert_eq!(fitted("one two three, four", 2), ("one two|three…".into(), true));
        assert_eq!(fitted("one two three, four", 3), ("one two|three,|four".into(), false));
        assert_eq!(fitted("abcdefghijklm", 1), ("abcdefgh…".into(), true));
        assert_eq!(fitted("one", 0), (String::new(), true));
        assert_eq!(fitted(" ", 0), (String::new(), false));
    }

    #[test]
    fn what_does_not_fit_is_not_looked_at() {
        for text in ["word ", "x", "e\u{301}", "\u{301}", "\u{200d}", "漢", "\u{ad}", "\u{2060}"] {
            let text = text.repeat(200_000);
            let (lines, cut) = fit(&Columns, &text, 30, 4);
            assert!(lines.len() <= 4 && lines.iter().all(|line| line.width <= 30));
            assert!(lines.iter().map(|line| line.text.len()).sum::<usize>() < 5 * MAX_LINE);
            assert_eq!(cut, text.starts_with(|c| c != '\u{ad}'), "{:?}", text.chars().next());
        }
    }

    /// Texts of all that could go wrong.
    fn any_text() -> impl Strategy<Value = String> {
        let sign = prop_oneof![
            6 => "[a-zA-Z]".prop_map(|letter| letter),
            3 => Just(" ".to_owned()),
            2 => any::<char>().prop_map(String::from),
            3 => proptest::sample::select(
                "漢字。「」—-/?&.,;()\u{ad}\u{200b}\u{a0}\u{2060}\u{200d}\u{200e}\u{202e}\u{2067}\u{301}\u{fe0f}👩👧🏽🇩🇪אבגعربيไทย\u{fffe}\u{ffff}\u{d7ff}\u{e000}\u{0}\n\u{85}\u{2028}"
                    .chars().collect::<Vec<_>>()
            ).prop_map(String::from),
        ];
        proptest::collection::vec(sign, 0..60).prop_map(|signs| signs.concat())
    }

    fn bare(text: &str) -> String {
        let text = text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
        let dropped = |character: &char| {
            !character.is_whitespace()
                && !character.is_control()
                && !"\u{ad}\u{200b}-".contains(*character)
        };
        text.chars().filter(dropped).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_broken_without_loss(text in any_text(), limit in 0u64..40) {
            let (lines, cut) = fit(&Columns, &text, limit, usize::MAX);
            prop_assert!(!cut);
            for line in &lines {
                let one = line.text.graphemes(true).filter(|one| one.width() > 0).count() <= 1;
                prop_assert!(line.width <= limit || one, "{line:?}");
                prop_assert!(!line.text.contains(char::is_control));
            }
            let whole: String = lines.iter().map(|line| line.text.as_str()).collect();
            prop_assert_eq!(bare(&whole), bare(&text));
        }

        #[test]
        fn any_text_is_cut(text in any_text(), limit in 2u64..40, most in 0usize..4) {
            let (lines, cut) = fit(&Columns, &text, limit, most);
            prop_assert!(lines.len() <= most);
            let whole: String = lines.iter().map(|line| line.text.as_str()).collect();
            match cut {
                true => prop_assert!(whole.ends_with('…') || most == 0),
                false => prop_assert_eq!(bare(&whole), bare(&text)),
            }
            for line in &lines {
                let one = line.text.graphemes(true).filter(|one| one.width() > 0).count() <= 1;
                prop_assert!(line.width <= limit || one, "{line:?}");
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
