//! Texts of pictures: how wide they are, and where their lines end.
//!
//! Widths are those of the fonts that come with the library, so that boxes fit their texts in
//! every picture and the same map is laid out alike on every machine.
//!
//! ```
//! use argmap_core::render::lettering::{Face, Font, Lettering};
//!
//! let lettering = Lettering::new();
//! let font = Font { face: Face::Regular, size: 12.0 };
//! let fitted = lettering.fit("It rained all night, and the street is wet.", font, 120.0, 3);
//! assert!(!fitted.cut);
//! assert!(fitted.lines.iter().all(|line| line.width <= 120.0));
//! ```

mod measure;

pub use measure::Lettering;

use super::wrap;

/// The family that a picture asks for first: the one that texts are measured with.
pub const FAMILY: &str = "DejaVu Sans Condensed";

/// The file of the regular face, in TrueType.
pub const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/DejaVuSansCondensed.ttf");

/// The file of the bold face, in TrueType.
pub const BOLD: &[u8] = include_bytes!("../../../assets/fonts/DejaVuSansCondensed-Bold.ttf");

/// A cut of the letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// Plain letters.
    Regular,
    /// Bold letters.
    Bold,
}

/// Letters of one cut and size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Font {
    /// The cut.
    pub face: Face,
    /// The size in points: the em, not the height of a letter.
    pub size: f64,
}

impl Font {
    /// How far letters rise above the baseline, in points; accents on capitals included.
    pub fn ascent(self) -> f64 {
        self.size * measure::ASCENT / measure::EM
    }

    /// How far letters go below the baseline, in points; not negative.
    pub fn descent(self) -> f64 {
        self.size * measure::DESCENT / measure::EM
    }

    /// The height of a line in points: from baseline to baseline, letters never touching.
    pub fn line_height(self) -> f64 {
        self.ascent() + self.descent()
    }

    /// Points in units of the font, of which an em has 2048; 0 of what is no number.
    fn units(self, points: f64) -> u64 {
        // The casts saturate. What is lost in rounding must not make a line that fits too long.
        (points / self.size * measure::EM + 1e-6).floor() as u64
    }

    /// Units of the font in points.
    fn points(self, units: u64) -> f64 {
        units as f64 * self.size / measure::EM
    }
}

/// A line of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What stands in it, in logical order; XML can hold it.
    pub text: String,
    /// How wide that is, in points.
    pub width: f64,
}

/// A text in lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fitted {
    /// The lines; none of a blank text.
    pub lines: Vec<Line>,
    /// Whether some of the text is left out, for which the last line ends in an ellipsis.
    pub cut: bool,
}

impl Fitted {
    /// The width of the widest line in points.
    pub fn width(&self) -> f64 {
        self.lines.iter().map(|line| line.width).fold(0.0, f64::max)
    }
}

impl Lettering {
    /// How wide a text is on one line, in points.
    ///
    /// As wide as it is drawn, kerning and ligatures included. Characters that the fonts lack
    /// count for as much as other fonts mostly give them: an em for wide ones, such as Chinese,
    /// and three fifths of it for others.
    pub fn width(&self, text: &str, font: Font) -> f64 {
        font.points(self.face(font.face).advance(text))
    }

    /// The text in as few lines of at most `limit` points as it takes, and these as even as can
    /// be; if it takes more than `most` lines, the beginning that fits, full lines and an
    /// ellipsis.
    ///
    /// White space is collapsed. Words stay whole but where they are longer than a line; a soft
    /// hyphen and a space of no width are places to break. No line is wider than `limit`, but for
    /// a single character that is. Linear in what is kept of the text.
    pub fn fit(&self, text: &str, font: Font, limit: f64, most: usize) -> Fitted {
        let (lines, cut) = wrap::fit(self.face(font.face), text, font.units(limit), most);
        let line = |line: wrap::Line| Line { text: line.text, width: font.points(line.width) };
        Fitted { lines: lines.into_iter().map(line).collect(), cut }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    const FONT: Font = Font { face: Face::Regular, size: 12.0 };

    fn texts(fitted: &Fitted) -> Vec<&str> {
        fitted.lines.iter().map(|line| line.text.as_str()).collect()
    }

    #[test]
    fn lines_are_few_and_even() {
        let lettering = Lettering::new();
        let text = "Up-front capital of 48 M€ exceeds the town's borrowing limit";
        let fitted = lettering.fit(text, FONT, 180.0, 9);
        assert_eq!(
            texts(&fitted),
            ["Up-front capital of 48", "M€ exceeds the", "town's borrowing limit"]
        );
        let narrow = lettering.fit(text, FONT, fitted.width(), 9);
        assert_eq!(narrow, fitted, "what it takes is enough");
        let short = lettering.fit(text, FONT, 180.0, 2);
        assert!(short.cut && short.lines.len() == 2);
        assert_eq!(short.lines[1].text, "exceeds the town's borrowing…");
    }

    #[test]
    fn a_line_is_as_high_as_the_tallest_letters() {
        assert!(FONT.line_height() > FONT.size && FONT.line_height() < 1.2 * FONT.size);
        assert!(FONT.descent() > 0.0 && FONT.descent() < FONT.ascent());
    }

    #[test]
    fn odd_sizes_are_borne() {
        let lettering = Lettering::new();
        for limit in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            for size in [12.0, 0.0, f64::NAN, f64::INFINITY] {
                lettering.fit("some words", Font { face: Face::Bold, size }, limit, 3);
            }
        }
    }

    #[test]
    fn a_long_text_takes_no_longer_than_what_is_shown_of_it() {
        let lettering = Lettering::new();
        for word in ["word ", "x", "e\u{301}", "\u{301}", "漢", "ب", "אa", "👩\u{200d}"] {
            let fitted = lettering.fit(&word.repeat(100_000), FONT, 180.0, 6);
            assert!(fitted.cut && fitted.lines.len() <= 6);
        }
    }

    fn any_text() -> impl Strategy<Value = String> {
        let sign = prop_oneof![
            4 => "[a-zA-Z,. -]",
            1 => any::<char>().prop_map(String::from),
            2 => "[\u{590}-\u{6ff}]",
            1 => "[\u{300}-\u{36f}\u{900}-\u{97f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{ad}]",
            1 => "[\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}\u{1f600}-\u{1f64f}漢字]",
            1 => Just("ffi".to_owned()),
        ];
        proptest::collection::vec(sign, 0..60).prop_map(|signs| signs.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_line_of_any_text_is_too_wide(text in any_text(), limit in 0.0..200.0, most in 1usize..9) {
            let lettering = Lettering::new();
            let fitted = lettering.fit(&text, FONT, limit, most);
            prop_assert!(fitted.lines.len() <= most);
            for line in &fitted.lines {
                let one = line.text.graphemes(true).filter(|one| lettering.width(one, FONT) > 0.0).count() <= 1;
                prop_assert!(line.width <= limit + 1e-6 || one, "{line:?}");
                prop_assert_eq!(line.width, lettering.width(&line.text, FONT));
            }
        }
    }
}
