//! A picture in SVG, read to be made into pixels or PDF.
//!
//! Texts are set in the fonts that come with the library and in those that the caller adds, never
//! in the machine's: the same SVG gives the same bytes everywhere. Nothing outside of the SVG is
//! looked at: images and whatever else it refers to are left out.

mod prepare;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use skrifa::MetadataProvider;
use usvg::fontdb::{Database, ID, Source};
use usvg::{FontFamily, FontResolver, ImageHrefResolver, Node, Tree};

use super::{DrawError, Options, Overlay, Tools};
use crate::model::Map;
use crate::render::lettering::{BOLD, FAMILY, REGULAR};

/// A note names so many characters that the fonts lack.
const MOST_NAMED: usize = 12;

/// Weights from that on are set in the bold face.
const BOLD_FROM: u16 = 600;

/// What reading a picture in SVG or a font can meet with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DrawingError {
    /// It is no SVG, or one without size or with very many elements.
    #[error("the SVG cannot be read: {0}")]
    Svg(#[from] usvg::Error),
    /// It is no font in OpenType or TrueType.
    #[error("this is no OpenType or TrueType font")]
    Font,
}

/// The fonts that texts are set in.
#[derive(Clone)]
pub struct Fonts {
    database: Arc<Database>,
    regular: ID,
    bold: ID,
    /// Fonts of the caller, which stand in for what the library's own lack.
    added: Vec<ID>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fonts {{ added: {} }}", self.added.len())
    }
}

impl Default for Fonts {
    fn default() -> Self {
        Fonts::new()
    }
}

impl Fonts {
    /// The fonts that come with the library.
    pub fn new() -> Fonts {
        let mut database = Database::new();
        let mut load = |file: &'static [u8]| {
            let ids = database.load_font_source(Source::Binary(Arc::new(file)));
            *ids.first().expect("the library's own fonts can be read")
        };
        let (regular, bold) = (load(REGULAR), load(BOLD));
        Fonts { database: Arc::new(database), regular, bold, added: Vec::new() }
    }

    /// Adds a font file for characters that those before it lack.
    ///
    /// # Errors
    ///
    /// [`DrawingError::Font`] if it cannot be read.
    pub fn add(&mut self, file: Vec<u8>) -> Result<(), DrawingError> {
        let database = Arc::make_mut(&mut self.database);
        let ids = database.load_font_source(Source::Binary(Arc::new(file)));
        // Of a collection the first face will do: the others mostly have the same characters.
        let id = *ids.first().ok_or(DrawingError::Font)?;
        self.added.push(id);
        Ok(())
    }

    /// Those characters of a text that none of the fonts has, each once, in order.
    ///
    /// White space, and signs that are not seen such as joiners, are left out.
    pub fn lacking(&self, text: &str) -> BTreeSet<char> {
        let mut characters: BTreeSet<char> = text.chars().filter(|one| is_seen(*one)).collect();
        for id in self.order() {
            self.take(id, &mut characters);
        }
        characters
    }

    /// Takes those characters out that a font has, and returns them.
    fn take(&self, id: ID, characters: &mut BTreeSet<char>) -> BTreeSet<char> {
        let has = |file: &[u8], index: u32| {
            let font = skrifa::FontRef::from_index(file, index).ok()?;
            let known = font.charmap();
            Some(characters.iter().copied().filter(|one| known.map(*one).is_some()).collect())
        };
        let found: BTreeSet<char> =
            self.database.with_face_data(id, has).flatten().unwrap_or_default();
        characters.retain(|character| !found.contains(character));
        found
    }

    /// Those characters of a text that only added fonts have, with the place of the first one.
    fn places(&self, text: &str) -> BTreeMap<char, usize> {
        let mut places = BTreeMap::new();
        if self.added.is_empty() {
            return places;
        }
        let mut characters: BTreeSet<char> = text.chars().filter(|one| is_seen(*one)).collect();
        for id in [self.regular, self.bold] {
            self.take(id, &mut characters);
        }
        for (place, id) in self.added.iter().enumerate() {
            let found = self.take(*id, &mut characters);
            places.extend(found.into_iter().map(|character| (character, place)));
        }
        places
    }

    /// The face that a text asks for.
    fn select(&self, font: &usvg::Font) -> ID {
        let bold = font.weight() >= BOLD_FROM;
        let named = font.families().iter().find_map(|family| match family {
            FontFamily::Named(name) => prepare::place(name),
            _ => None,
        });
        if let Some(id) = named.and_then(|place| self.added.get(place)) {
            return if bold { self.bolder(*id) } else { *id };
        }
        if bold { self.bold } else { self.regular }
    }

    /// The bold face of the family of an added font if that was added as well.
    fn bolder(&self, id: ID) -> ID {
        let family = |id: ID| Some(&self.database.face(id)?.families.first()?.0);
        let weight = |id: ID| self.database.face(id).map_or(0, |face| face.weight.0);
        let same = |other: &&ID| weight(**other) >= BOLD_FROM && family(**other) == family(id);
        self.added.iter().find(same).copied().unwrap_or(id)
    }

    /// All fonts, the earlier ones preferred.
    fn order(&self) -> impl Iterator<Item = ID> {
        [self.regular, self.bold].into_iter().chain(self.added.iter().copied())
    }

    fn options(&self) -> usvg::Options<'_> {
        // Characters of added fonts have been put into spans that ask for them.
        let fallback = |character: char, tried: &[ID], database: &mut Arc<Database>| {
            let has = |id: &ID| {
                let found = database.with_face_data(*id, |file, index| {
                    let font = skrifa::FontRef::from_index(file, index).ok();
                    font.is_some_and(|font| font.charmap().map(character).is_some())
                });
                found == Some(true)
            };
            [self.regular, self.bold].into_iter().filter(|id| !tried.contains(id)).find(has)
        };
        usvg::Options {
            font_family: FAMILY.to_owned(),
            font_resolver: FontResolver {
                select_font: Box::new(|font, _| Some(self.select(font))),
                select_fallback: Box::new(fallback),
            },
            fontdb: Arc::clone(&self.database),
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..usvg::Options::default()
        }
    }
}

/// A picture, its texts set.
pub struct Drawing {
    pub(super) tree: Tree,
}

impl std::fmt::Debug for Drawing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (width, height) = self.size();
        write!(f, "Drawing {{ {width} × {height} }}")
    }
}

impl Drawing {
    /// Reads SVG, without a document type, and sets its texts.
    ///
    /// # Errors
    ///
    /// [`DrawingError::Svg`] if it cannot be read.
    pub fn read(svg: &str, fonts: &Fonts) -> Result<Drawing, DrawingError> {
        // Entities could make much of little, and pictures have none.
        let options = usvg::roxmltree::ParsingOptions { allow_dtd: false, ..Default::default() };
        let document = usvg::roxmltree::Document::parse_with_options(svg, options)
            .map_err(usvg::Error::ParsingFailed)?;
        let tree = match prepare::prepared(svg, &document, fonts) {
            Some(svg) => {
                let document = usvg::roxmltree::Document::parse(&svg);
                let document = document.map_err(usvg::Error::ParsingFailed)?;
                Tree::from_xmltree(&document, &fonts.options())?
            }
            None => Tree::from_xmltree(&document, &fonts.options())?,
        };
        Ok(Drawing { tree })
    }

    /// Width and height in points.
    pub fn size(&self) -> (f32, f32) {
        (self.tree.size().width(), self.tree.size().height())
    }

    /// The characters in it that none of the fonts has and a box stands for, each once, in order.
    pub fn lacking(&self, fonts: &Fonts) -> BTreeSet<char> {
        let mut texts = String::new();
        let mut groups = vec![self.tree.root()];
        while let Some(group) = groups.pop() {
            for node in group.children() {
                match node {
                    Node::Group(inner) => groups.push(inner),
                    Node::Text(text) => {
                        let glyphs =
                            text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                        texts.extend(
                            glyphs.filter(|glyph| glyph.id.0 == 0).map(|glyph| &*glyph.text),
                        );
                    }
                    Node::Path(_) | Node::Image(_) => {}
                }
            }
        }
        fonts.lacking(&texts)
    }
}

/// Draws a map as SVG and sets its texts: the title, the picture, and what must be known of it.
pub(super) fn drawing(
    map: &Map,
    overlay: &Overlay,
    options: &Options,
    tools: &Tools,
) -> Result<(Drawing, Vec<String>), DrawError> {
    let mut fonts = Fonts::new();
    for file in tools.fonts {
        fonts.add(file.clone())?;
    }
    let drawn = (super::svg::SVG.draw)(map, overlay, options, tools)?;
    let svg = String::from_utf8_lossy(&drawn.bytes);
    let drawing = Drawing::read(&svg, &fonts)?;
    let mut notes = drawn.notes;
    let lacking: Vec<char> = drawing.lacking(&fonts).into_iter().collect();
    if !lacking.is_empty() {
        let first: Vec<String> = lacking
            .iter()
            .take(MOST_NAMED)
            .map(|character| format!("U+{:04X}", u32::from(*character)))
            .collect();
        let more = lacking.len() - first.len();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        let first = first.join(", ");
        notes.push(format!("a box stands for characters that the fonts lack: {first}{more}"));
    }
    Ok((drawing, notes))
}

/// Whether a character leaves a mark.
fn is_seen(character: char) -> bool {
    use unicode_width::UnicodeWidthChar;
    let width = character.width().unwrap_or(0);
    // What has no width is a mark on another character, or a sign for those who set texts.
    let sign = matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}');
    !sign
        && !character.is_whitespace()
        && !character.is_control()
        && (width > 0 || !character.is_ascii())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::render::lettering::{Face, Font, Lettering};

    fn text(text: &str, font: Font) -> String {
        let weight = if font.face == Face::Bold { "bold" } else { "normal" };
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='100'>\
             <text y='50' font-family='Any' font-size='{}' font-weight='{weight}' \
             xml:space='preserve'>{text}</text></svg>",
            font.size
        )
    }

    fn drawn(svg: &str) -> Drawing {
        Drawing::read(svg, &Fonts::new()).unwrap()
    }

    /// Whether a text is drawn as wide as it is measured, with both widths.
    fn agree(words: &str, font: Font) -> (bool, f64, f64) {
        let svg = text(words, font);
        let drawn = f64::from(drawn(&svg).tree.root().abs_bounding_box().width());
        let measured = Lettering::new().width(words, font);
        // The renderer's box counts a sign of no width, such as ends an embedding, as a point wide.
        let same = |points: f64| (drawn - measured - points).abs() < 0.01;
        (same(0.0) || (prepare::is_rtl(words) && same(1.0)), measured, drawn)
    }

    #[test]
    fn texts_are_drawn_as_wide_as_they_are_measured() {
        for face in [Face::Regular, Face::Bold] {
            for size in [9.0, 12.0, 17.5] {
                let font = Font { face, size };
                for words in [
                    "Up-front capital of 48 M€ exceeds the town's borrowing limit",
                    "AVATAR To. Ty, WAVE “Yes” fi ffi ffl final offline",
                    "Der Zähler läuft – façade, naïve, Łódź, e\u{301}te\u{301}s",
                    "Все люди смертны; Σωκράτης ἄνθρωπος",
                    "¬(p ∧ q) → r ⊢ ∀x ∃y, 1⁄2 ≤ ½",
                    "אבג abc דהו 12",
                    "العربية سلام 12 abc",
                    "a\u{ad}b\u{200b}c\u{2060}d\u{200d}e",
                ] {
                    let (same, measured, drawn) = agree(words, font);
                    assert!(same, "{words}: {measured} {drawn}");
                }
            }
        }
    }

    #[test]
    fn letters_rise_as_high_as_they_are_said_to() {
        let font = Font { face: Face::Regular, size: 20.0 };
        let drawing = drawn(&text("Xg", font));
        let bounds = drawing.tree.root().abs_bounding_box();
        assert!((f64::from(bounds.top()) - (50.0 - font.ascent())).abs() < 0.01);
        assert!((f64::from(bounds.bottom()) - (50.0 + font.descent())).abs() < 0.01);
    }

    #[test]
    fn what_no_font_has_is_told_of() {
        let fonts = Fonts::new();
        let lacking = fonts.lacking("a漢字\u{200d}漢 é\u{301}\u{fe0f}\n→");
        assert_eq!(lacking.into_iter().collect::<String>(), "字漢");
        let svg = text("x 漢 y", Font { face: Face::Bold, size: 12.0 });
        assert_eq!(drawn(&svg).lacking(&fonts), BTreeSet::from(['漢']));
    }

    #[test]
    fn fonts_can_be_added() {
        let mut fonts = Fonts::new();
        assert!(matches!(fonts.add(b"no font".to_vec()), Err(DrawingError::Font)));
        fonts.add(REGULAR.to_vec()).unwrap();
        let svg = text("x 漢 y", Font { face: Face::Bold, size: 12.0 });
        assert_eq!(Drawing::read(&svg, &fonts).unwrap().lacking(&fonts), BTreeSet::from(['漢']));
    }

    #[test]
    fn added_fonts_are_asked_for_by_name() {
        let mut fonts = Fonts::new();
        for file in [REGULAR, BOLD] {
            fonts.add(file.to_vec()).unwrap();
        }
        let face = |place: usize, weight: u16| {
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
                 <text font-family='argmap-added-{place}' font-weight='{weight}'>a</text></svg>"
            );
            let drawing = Drawing::read(&svg, &fonts).unwrap();
            let Node::Text(text) = &drawing.tree.root().children()[0] else { panic!("a text") };
            text.layouted()[0].positioned_glyphs[0].font
        };
        assert_eq!(face(0, 400), fonts.added[0]);
        assert_eq!(face(0, 700), fonts.added[1], "the bold face of the same family");
        assert_eq!(face(1, 400), fonts.added[1]);
        assert_eq!(face(7, 400), fonts.regular);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let fonts = Fonts::new();
        for svg in [
            "",
            "no markup",
            "<svg xmlns='http://www.w3.org/2000/svg' width='0' height='9'/>",
            "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
        ] {
            assert!(matches!(Drawing::read(svg, &fonts), Err(DrawingError::Svg(_))), "{svg}");
        }
    }

    #[test]
    fn depth_does_not_matter() {
        for depth in [500, 100_000] {
            let (begin, end) = ("<g>".repeat(depth), "</g>".repeat(depth));
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
                 {begin}<rect width='9' height='9'/>{end}</svg>"
            );
            let read = Drawing::read(&svg, &Fonts::new());
            assert_eq!(read.is_ok(), depth == 500);
        }
    }

    #[test]
    fn nothing_outside_is_looked_at() {
        let image = "&lt;svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>";
        for address in
            ["/etc/passwd", "https://example.org/a.svg", &format!("data:image/svg+xml,{image}")]
        {
            let svg = format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
                 <image href=\"{address}\" width='9' height='9'/></svg>"
            );
            assert!(!drawn(&svg).tree.root().has_children());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None, cases: 64, ..ProptestConfig::default()
        })]

        #[test]
        fn any_words_are_as_wide_as_measured(words in "[a-zA-Z .,’fäßŁЖцλΩאבג0-9-]{0,30}[a-z]") {
            let font = Font { face: Face::Regular, size: 12.0 };
            let (same, measured, drawn) = agree(&words, font);
            prop_assert!(same, "{}: {} {}", words, measured, drawn);
        }
    }
}
