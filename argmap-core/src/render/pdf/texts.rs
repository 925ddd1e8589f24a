//! Texts that stay texts.

use pdf_writer::{Content, Name, Str, TextStr};
use unicode_bidi::{BidiClass, bidi_class};
use usvg::fontdb::ID;
use usvg::layout::{PositionedGlyph, Span};
use usvg::{Group, Node, PaintOrder, Text, Transform};

use super::fonts::UsedFont;
use super::paint::Painter;
use super::{PdfError, matrix};

/// How far a letter may be off its place, in thousandths of an em.
const SLACK: f32 = 0.5;

impl Painter<'_> {
    /// Draws a text; `false` if its letters cannot be part of the file, so that their outlines
    /// have to be drawn.
    pub(super) fn text(&mut self, text: &Text) -> Result<bool, PdfError> {
        let glyphs = || text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
        for glyph in glyphs() {
            if glyph.id.0 > u32::from(u16::MAX) || self.font(glyph.font).is_none() {
                return Ok(false);
            }
        }
        // Lines around letters are drawn as shapes: as text they would be read twice.
        let halo = |span: &Span| span.paint_order == PaintOrder::StrokeAndFill;
        let under = text.layouted().iter().any(halo);
        if under {
            self.outlines(text.flattened())?;
        }
        for span in text.layouted().iter().filter(|span| span.visible) {
            for line in span.underline.iter().chain(&span.overline) {
                self.path(line)?;
            }
            if let Some(fill) = &span.fill {
                self.fill(fill)?;
                self.span(span);
            }
            if let Some(line) = &span.line_through {
                self.path(line)?;
            }
        }
        if !under {
            self.outlines(text.flattened())?;
        }
        Ok(true)
    }

    /// Draws the lines around the letters of a text.
    fn outlines(&mut self, letters: &Group) -> Result<(), PdfError> {
        for node in letters.children() {
            if let Node::Path(path) = node {
                self.stroked(path)?;
            }
        }
        Ok(())
    }

    /// The place of a font among those that are used.
    fn font(&mut self, id: ID) -> Option<usize> {
        if let Some(known) = self.fonts.iter().position(|font| font.id == id) {
            return Some(known);
        }
        if self.refused.contains(&id) {
            return None;
        }
        let reference = self.next.bump();
        match UsedFont::new(self.database, id, reference) {
            Some(font) => self.fonts.push(font),
            None => {
                self.refused.push(id);
                return None;
            }
        }
        Some(self.fonts.len() - 1)
    }

    /// Draws the letters of a span.
    fn span(&mut self, span: &Span) {
        let size = span.font_size.get();
        let mut pieces: Vec<Piece> = Vec::new();
        for cluster in clusters(&span.positioned_glyphs) {
            let text: String = cluster.iter().map(|glyph| &*glyph.text).collect();
            if !text.is_empty() && text.chars().all(is_bidi_sign) {
                continue;
            }
            let mut piece = Piece { runs: Vec::new(), says: None };
            let mut reads = cluster.len() == 1;
            // A cluster that reads as it should goes on where the one before it ends.
            if reads && pieces.last().is_some_and(|last| last.says.is_none()) {
                piece = pieces.pop().unwrap_or(piece);
            }
            let mut before = None;
            for glyph in cluster {
                let Some(at) = self.font(glyph.font) else { continue };
                let font = &mut self.fonts[at];
                let (number, width, same) = font.letter(glyph.id.0, &glyph.text);
                if !same && reads {
                    reads = false;
                    before = Some(std::mem::take(&mut piece.runs));
                }
                let em = glyph.outline_transform().pre_scale(font.units_per_em, font.units_per_em);
                piece.add(at, em, number, width);
            }
            pieces.extend(before.map(|runs| Piece { runs, says: None }));
            piece.says = (!reads).then_some(text);
            pieces.push(piece);
        }
        let content = &mut self.level.content;
        content.begin_text();
        for piece in &pieces {
            if let Some(text) = &piece.says {
                let mut mark = content.begin_marked_content_with_properties(Name(b"Span"));
                mark.properties().actual_text(TextStr(text));
            }
            for run in &piece.runs {
                run.show(content, size);
            }
            if piece.says.is_some() {
                content.end_marked_content();
            }
        }
        content.end_text();
    }
}

/// The letters that stand for the same characters together.
///
/// Of several only one bears their text: the last from left to right, the first from right to left.
fn clusters(glyphs: &[PositionedGlyph]) -> Vec<&[PositionedGlyph]> {
    let (mut out, mut start, mut open) = (Vec::new(), 0, true);
    for (at, glyph) in glyphs.iter().enumerate() {
        let goes_on = open || (glyph.text.is_empty() && ends_rtl(&glyphs[start..at]));
        if !goes_on {
            out.push(&glyphs[start..at]);
            start = at;
        }
        open = glyph.text.is_empty() && !(goes_on && ends_rtl(&glyphs[start..at]));
    }
    if start < glyphs.len() {
        out.push(&glyphs[start..]);
    }
    out
}

/// Whether a character only says which way others run: letters in PDF stand where they stand.
fn is_bidi_sign(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn ends_rtl(cluster: &[PositionedGlyph]) -> bool {
    let text = cluster.iter().rev().map(|glyph| &*glyph.text).find(|text| !text.is_empty());
    let first = text.and_then(|text| text.chars().next());
    first.is_some_and(|first| matches!(bidi_class(first), BidiClass::R | BidiClass::AL))
}

/// Letters, and what they say if they do not read as that.
struct Piece {
    runs: Vec<Run>,
    says: Option<String>,
}

impl Piece {
    fn add(&mut self, font: usize, em: Transform, number: u16, width: f32) {
        let goes_on = self.runs.last_mut().is_some_and(|run| run.take(font, em, number, width));
        if !goes_on {
            self.runs.push(Run::new(font, em, number, width));
        }
    }
}

/// Letters of one font on one line.
struct Run {
    font: usize,
    /// From ems at the first letter to the picture.
    start: Transform,
    /// Where the next letter would come to stand, in thousandths of an em.
    pen: f32,
    /// Letters, and how far back the next ones stand.
    letters: Vec<(Vec<u8>, f32)>,
}

impl Run {
    fn new(font: usize, start: Transform, number: u16, width: f32) -> Run {
        Run { font, start, pen: width, letters: vec![(number.to_be_bytes().to_vec(), 0.0)] }
    }

    fn show(&self, content: &mut Content, size: f32) {
        content.set_font(Name(format!("F{}", self.font).as_bytes()), size);
        content.set_text_matrix(matrix(self.start.pre_scale(1.0 / size, 1.0 / size)));
        let mut shown = content.show_positioned();
        let mut items = shown.items();
        for (letters, move_back) in &self.letters {
            items.show(Str(letters));
            if *move_back != 0.0 {
                items.adjust(*move_back);
            }
        }
    }

    /// Takes a letter on if it stands on the same line and is of the same kind.
    fn take(&mut self, font: usize, em: Transform, number: u16, width: f32) -> bool {
        let slopes = |em: Transform| [em.sx, em.ky, em.kx, em.sy];
        let (x, y) = (self.start.sx, self.start.ky);
        let square = x * x + y * y;
        if font != self.font || slopes(em) != slopes(self.start) || square <= 0.0 {
            return false;
        }
        let (right, down) = (em.tx - self.start.tx, em.ty - self.start.ty);
        let along = (right * x + down * y) / square * 1000.0;
        let off = (right * y - down * x) / square * 1000.0;
        if off.abs() > SLACK {
            return false;
        }
        let back = self.pen - along;
        let Some((letters, move_back)) = self.letters.last_mut() else { return false };
        if back.abs() > SLACK {
            *move_back = back;
            self.letters.push((number.to_be_bytes().to_vec(), 0.0));
            self.pen = along;
        } else {
            letters.extend(number.to_be_bytes());
        }
        self.pen += width;
        true
    }
}
