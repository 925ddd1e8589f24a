//! What of a text stays on one line.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Measure;

/// A place to break at a hyphen, and one to break at nothing.
const SOFT_HYPHEN: char = '\u{ad}';
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// No piece has more bytes.
const MAX_PIECE: usize = 512;

/// Longer clusters are parted: no letter bears so many marks.
const MAX_CLUSTER: usize = 128;

/// A part of a text that stays on one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'t> {
    /// It as it stands in the text, with the signs at its end that allow a break.
    pub(super) raw: &'t str,
    /// How wide it is without these.
    pub(super) width: u64,
    /// Whether a space divides it from the piece before if both are on one line.
    pub(super) spaced: bool,
    /// Whether a hyphen stands behind it if the line ends there.
    pub(super) hyphen: bool,
}

impl<'t> Piece<'t> {
    /// What of it is shown.
    pub(super) fn text(&self) -> &'t str {
        visible(self.raw)
    }
}

/// The pieces of a text, read as they are asked for.
///
/// Each is no wider than the limit, but for single characters. Linear in what is read.
pub(super) struct Pieces<'t, 'm, M> {
    rest: &'t str,
    /// What is left of the word that is being read.
    word: &'t str,
    spaced: bool,
    measure: &'m M,
    limit: u64,
}

impl<'t, 'm, M: Measure> Pieces<'t, 'm, M> {
    /// The pieces of a text that fit into lines of that width.
    pub(super) fn of(text: &'t str, measure: &'m M, limit: u64) -> Self {
        Pieces { rest: text, word: "", spaced: false, measure, limit }
    }
}

impl<'t, M: Measure> Iterator for Pieces<'t, '_, M> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        loop {
            if self.word.is_empty() {
                let rest = self.rest.trim_start_matches(is_blank);
                (self.word, self.rest) = rest.split_at(rest.find(is_blank).unwrap_or(rest.len()));
                self.spaced = true;
                if self.word.is_empty() {
                    return None;
                }
            }
            let whole = unbroken(self.word)
                .map(|end| (end, self.measure.width(visible(&self.word[..end]))))
                .filter(|(_, width)| *width <= self.limit);
            let (end, width) = whole.unwrap_or_else(|| self.broken());
            let (raw, word) = self.word.split_at(end);
            self.word = word;
            if visible(raw).is_empty() {
                continue;
            }
            let hyphen = raw[visible(raw).len()..].contains(SOFT_HYPHEN) && !word.is_empty();
            let spaced = std::mem::replace(&mut self.spaced, false);
            return Some(Piece { raw, width, spaced, hyphen });
        }
    }
}

impl<M: Measure> Pieces<'_, '_, M> {
    /// Where a word that is longer than a line is broken, and how wide what stands before is.
    ///
    /// After signs as in addresses if that leaves no line too short, otherwise between any
    /// characters; where that can be avoided not before punctuation.
    fn broken(&self) -> (usize, u64) {
        let window = beginning(self.word, MAX_PIECE);
        let (mut ends, mut good) = (Vec::new(), None);
        let (mut before, mut width) = ("", 0u64);
        let mut full = window.len();
        for (at, cluster) in window.grapheme_indices(true) {
            if at > 0 {
                if may_be_parted(before, cluster) {
                    ends.push(at);
                    let after_sign = before.ends_with(ends_part) && !cluster.starts_with(ends_part);
                    if after_sign && width >= self.limit / 3 {
                        good = Some(at);
                    }
                }
                width = width.saturating_add(self.measure.width(cluster));
                if width > self.limit || cluster.len() > MAX_CLUSTER {
                    full = at;
                    break;
                }
            } else {
                if cluster.len() > MAX_CLUSTER {
                    full = beginning(cluster, MAX_CLUSTER).len();
                    break;
                }
                width = self.measure.width(cluster);
            }
            before = cluster;
        }
        let fits = |end: usize| {
            let width = self.measure.width(visible(&self.word[..end]));
            (width <= self.limit).then_some((end, width))
        };
        if full == window.len() && full == self.word.len() {
            ends.push(full);
        }
        let chosen = good.and_then(fits);
        let chosen = chosen.or_else(|| ends.iter().rev().copied().find_map(fits));
        chosen.unwrap_or_else(|| {
            // Nothing fits that may be parted well.
            let first = window.graphemes(true).next().map_or(full, str::len).min(MAX_PIECE);
            let mut ends = window[..full].grapheme_indices(true).map(|(at, _)| at);
            let end = ends.rfind(|at| *at > 0 && fits(*at).is_some());
            let end = end.unwrap_or(first.min(beginning(window, MAX_CLUSTER).len()));
            (end, self.measure.width(visible(&self.word[..end])))
        })
    }
}

/// The length of the part of a word before the first place to break; `None` if that is far.
fn unbroken(word: &str) -> Option<usize> {
    if word.is_ascii() {
        return (word.len() <= MAX_PIECE).then_some(word.len());
    }
    let window = beginning(word, MAX_PIECE);
    // The last characters with and without width.
    let (mut seen, mut before) = ("", "");
    for (at, cluster) in window.grapheme_indices(true) {
        let marked = before.ends_with([SOFT_HYPHEN, ZERO_WIDTH_SPACE]);
        let wide = cluster.width() > 1 || seen.width() > 1;
        let dashed = seen == "—" && cluster.starts_with(char::is_alphanumeric);
        if at > 0 && (marked || wide || dashed) && may_be_parted(before, cluster) {
            return Some(at);
        }
        if cluster.width() > 0 {
            seen = cluster;
        }
        before = cluster;
    }
    (window.len() == word.len()).then_some(word.len())
}

/// Whether a line may end between two characters at all.
fn may_be_parted(before: &str, after: &str) -> bool {
    let kept = before.ends_with(|character| is_glue(character) || opens(character));
    // What has no width belongs to the character before it.
    let keeps = after.starts_with(|character| is_glue(character) || clings(character));
    !kept && !keeps && after.width() > 0
}

/// Whether a line may end at the character as at a blank.
fn is_blank(character: char) -> bool {
    let blank = character.is_whitespace() || character.is_control();
    blank && !matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Signs that keep what stands around them on one line.
fn is_glue(character: char) -> bool {
    "\u{a0}\u{2007}\u{202f}\u{2011}\u{2060}\u{feff}\u{200d}".contains(character)
}

/// Punctuation that must not begin a line.
fn clings(character: char) -> bool {
    "、。，．・：；？！）」』】〉》〕｝］…—–,.;:!?)]}%’”»›".contains(character)
}

/// Punctuation that must not end a line.
fn opens(character: char) -> bool {
    "（「『【〈《〔｛［([{“‘„«‹¿¡".contains(character)
}

/// Signs after which long words, such as addresses, may be broken.
fn ends_part(character: char) -> bool {
    "/?&-.=_,;:#+|\\—–".contains(character)
}

/// The text without the signs at its end that allow a break.
fn visible(text: &str) -> &str {
    text.trim_end_matches([SOFT_HYPHEN, ZERO_WIDTH_SPACE])
}

/// As many whole characters as there are in so many bytes.
fn beginning(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = (0..=bytes).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    &text[..end]
}
