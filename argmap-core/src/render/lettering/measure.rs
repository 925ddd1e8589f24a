//! Shaping texts to see how wide they are.

use std::cell::RefCell;
use std::sync::LazyLock;

use harfrust::{
    Direction, FontRef, ShapeOptions, ShapePlan, ShapePlanKey, Shaper, ShaperData, UnicodeBuffer,
};
use rustc_hash::FxHashMap;
use unicode_bidi::{BidiInfo, Level};
use unicode_width::UnicodeWidthStr;

use super::{BOLD, Face, REGULAR};
use crate::render::wrap::Measure;

/// Units of an em, in both faces; and of what rises above the baseline and goes below it.
pub(super) const EM: f64 = 2048.0;
pub(super) const ASCENT: f64 = 1901.0;
pub(super) const DESCENT: f64 = 483.0;

/// What a wide character takes in another font, and what a narrow one.
const WIDE: u64 = 2048;
const NARROW: u64 = 1229;

/// Words of up to that many bytes are kept, and up to that many of them.
const LONGEST_KEPT: usize = 40;
const MOST_KEPT: usize = 50_000;

/// A face as it is read once.
struct Source {
    font: FontRef<'static>,
    data: ShaperData,
}

impl Source {
    fn new(file: &'static [u8]) -> Source {
        let font = FontRef::new(file).expect("the library's own fonts can be read");
        let data = ShaperData::new(&font);
        Source { font, data }
    }

    fn shaper(&'static self) -> Shaper<'static> {
        self.data.shaper(&self.font).build()
    }
}

static REGULAR_SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(REGULAR));
static BOLD_SOURCE: LazyLock<Source> = LazyLock::new(|| Source::new(BOLD));

/// What measures texts: the fonts, and the words that were measured already.
///
/// Making one is cheap. It gets faster as it measures, so use one for a picture.
pub struct Lettering {
    regular: FaceMeasure,
    bold: FaceMeasure,
}

impl Default for Lettering {
    fn default() -> Self {
        Lettering::new()
    }
}

impl std::fmt::Debug for Lettering {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lettering { .. }")
    }
}

impl Lettering {
    /// The fonts that come with the library.
    pub fn new() -> Lettering {
        Lettering {
            regular: FaceMeasure::new(REGULAR_SOURCE.shaper()),
            bold: FaceMeasure::new(BOLD_SOURCE.shaper()),
        }
    }

    pub(super) fn face(&self, face: Face) -> &FaceMeasure {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }
}

/// What measures texts in one face.
pub(super) struct FaceMeasure {
    shaper: Shaper<'static>,
    /// One for each script and direction that was met: making one takes longer than shaping a word.
    plans: RefCell<Vec<ShapePlan>>,
    words: RefCell<FxHashMap<Box<str>, u64>>,
}

impl Measure for FaceMeasure {
    fn width(&self, text: &str) -> u64 {
        if text.len() > LONGEST_KEPT {
            return self.advance(text);
        }
        if let Some(width) = self.words.borrow().get(text) {
            return *width;
        }
        let width = self.advance(text);
        let mut words = self.words.borrow_mut();
        if words.len() < MOST_KEPT {
            words.insert(text.into(), width);
        }
        width
    }
}

impl FaceMeasure {
    fn new(shaper: Shaper<'static>) -> FaceMeasure {
        FaceMeasure { shaper, plans: RefCell::default(), words: RefCell::default() }
    }

    /// How wide a text is, in units of the font.
    pub(super) fn advance(&self, text: &str) -> u64 {
        if text.is_ascii() {
            return self.run(text, Direction::LeftToRight);
        }
        let bidi = BidiInfo::new(text, Some(Level::ltr()));
        let mut width = 0;
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs.into_iter().filter(|run| !run.is_empty()) {
                let direction = match levels[run.start].is_ltr() {
                    true => Direction::LeftToRight,
                    false => Direction::RightToLeft,
                };
                width += self.run(&text[run], direction);
            }
        }
        width
    }

    /// How wide a text of one direction is.
    fn run(&self, text: &str, direction: Direction) -> u64 {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(direction);
        buffer.guess_segment_properties();
        let mut plans = self.plans.borrow_mut();
        let (script, language) = (buffer.script(), buffer.language());
        let key = ShapePlanKey::new(Some(script), direction).language(language.as_ref());
        let known = plans.iter().position(|plan| key.matches(plan));
        let known = known.unwrap_or_else(|| {
            let language = language.as_ref();
            plans.push(ShapePlan::new(&self.shaper, direction, Some(script), language, &[]));
            plans.len() - 1
        });
        let options = ShapeOptions::new().plan(Some(&plans[known]));
        let shaped = self.shaper.shape(buffer, options);
        let (infos, positions) = (shaped.glyph_infos(), shaped.glyph_positions());
        // Glyphs of a cluster are neighbours; those of text from right to left come last first.
        let (mut total, mut at, mut end) = (0, 0, text.len());
        while at < infos.len() {
            let start = infos[at].cluster;
            let (mut found, mut lacking, mut next) = (0, false, at);
            while next < infos.len() && infos[next].cluster == start {
                if infos[next].glyph_id == 0 {
                    lacking = true;
                } else {
                    found += i64::from(positions[next].x_advance);
                }
                next += 1;
            }
            let until = match direction {
                Direction::RightToLeft => std::mem::replace(&mut end, start as usize),
                _ => infos.get(next).map_or(text.len(), |info| info.cluster as usize),
            };
            if lacking {
                let estimate = text.get(start as usize..until).map_or(WIDE, elsewhere);
                found = found.max(estimate as i64);
            }
            total += found;
            at = next;
        }
        total.max(0) as u64
    }
}

/// How wide characters are that the fonts lack.
fn elsewhere(cluster: &str) -> u64 {
    let columns = cluster.width() as u64;
    columns / 2 * WIDE + columns % 2 * NARROW
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::lettering::Font;

    const FONT: Font = Font { face: Face::Regular, size: 2048.0 };

    fn width(text: &str) -> f64 {
        Lettering::new().width(text, FONT)
    }

    #[test]
    fn letters_are_kerned_and_joined() {
        assert!(width("AVAVAV") < 3.0 * (width("A") + width("V")));
        assert!(width("بببب") < 4.0 * width("ب"));
        let bold = Font { face: Face::Bold, ..FONT };
        assert!(Lettering::new().width("word", bold) > width("word"));
        assert_eq!(width(""), 0.0);
    }

    #[test]
    fn what_the_fonts_lack_is_estimated() {
        assert_eq!(width("漢字"), 2.0 * 2048.0);
        assert_eq!(width("ก"), 1229.0);
        assert_eq!(width("a漢"), width("a") + 2048.0);
        assert_eq!(width("א漢ב"), width("א") + 2048.0 + width("ב"));
        assert_eq!(width("\u{1F1E9}\u{1F1EA}"), 2048.0);
        assert_eq!(width("\u{e000}"), 1229.0);
    }

    #[test]
    fn no_text_is_too_odd() {
        for text in ["\0", "a\nb\u{2029}c", "\u{202e}abc\u{2067}", "\u{301}", "\u{fffe}\u{10ffff}"]
        {
            assert!(width(text).is_finite());
        }
    }
}
