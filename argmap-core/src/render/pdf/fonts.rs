//! The letters that are part of the file.

use std::collections::BTreeMap;
use std::sync::Arc;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider, Tag};
use subsetter::GlyphRemapper;
use usvg::fontdb::{Database, ID, Source};

use super::{Numbers, PdfError, packed};

const SYSTEM: SystemInfo =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A font and what of it is used.
pub(super) struct UsedFont {
    pub(super) id: ID,
    pub(super) reference: Ref,
    pub(super) units_per_em: f32,
    file: Arc<dyn AsRef<[u8]> + Send + Sync>,
    index: u32,
    name: String,
    letters: GlyphRemapper,
    /// Each letter's number in the file, what it reads as and how wide it is in thousandths.
    used: BTreeMap<u16, Letter>,
}

struct Letter {
    text: String,
    width: f32,
}

impl UsedFont {
    /// A font whose letters are outlines; `None` of pictures, and of what cannot be parted.
    pub(super) fn new(database: &Database, id: ID, reference: Ref) -> Option<UsedFont> {
        // Other sources are there if another crate asks for them.
        #[allow(irrefutable_let_patterns)]
        let (Source::Binary(file), index) = database.face_source(id)? else { return None };
        let font = FontRef::from_index((*file).as_ref(), index).ok()?;
        let has = |tag: &[u8; 4]| font.data_for_tag(Tag::new(tag)).is_some();
        let outlines = has(b"glyf") || has(b"CFF ");
        let pictures = [b"COLR", b"CBDT", b"sbix", b"SVG ", b"fvar"].into_iter().any(has);
        if !outlines || pictures {
            return None;
        }
        let name = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
        let name = name.map(|name| name.to_string()).unwrap_or_default();
        let plain = |one: &char| one.is_ascii_alphanumeric() || *one == '-';
        let name: String = name.chars().filter(plain).take(60).collect();
        Some(UsedFont {
            id,
            reference,
            units_per_em: f32::from(font.head().ok()?.units_per_em()),
            file: Arc::clone(&file),
            index,
            name: if name.is_empty() { "Font".to_owned() } else { name },
            letters: GlyphRemapper::new(),
            used: BTreeMap::new(),
        })
    }

    fn bytes(&self) -> &[u8] {
        (*self.file).as_ref()
    }

    /// The number and the width of a letter, and whether it reads as what it stands for here.
    pub(super) fn letter(&mut self, glyph: u32, text: &str) -> (u16, f32, bool) {
        let number = self.letters.remap(glyph as u16);
        let (file, index) = (&self.file, self.index);
        let letter = self.used.entry(number).or_insert_with(|| {
            let width = FontRef::from_index((**file).as_ref(), index).ok().and_then(|font| {
                let metrics = GlyphMetrics::new(&font, Size::unscaled(), LocationRef::default());
                metrics.advance_width(GlyphId::new(glyph))
            });
            let width = width.unwrap_or(0.0) * 1000.0 / self.units_per_em;
            // The box for lacking characters reads as another one each time.
            let text = if number == 0 { String::new() } else { text.to_owned() };
            Letter { text, width }
        });
        if letter.text.is_empty() && number != 0 {
            text.clone_into(&mut letter.text);
        }
        (number, letter.width, !text.is_empty() && letter.text == text)
    }

    /// Writes the font with the letters that are used; the `at`-th of the file.
    pub(super) fn write(
        &self,
        pdf: &mut Pdf,
        next: &mut Numbers,
        at: usize,
    ) -> Result<(), PdfError> {
        let fault = |error: String| PdfError::Font { name: self.name.clone(), error };
        let subset = subsetter::subset(self.bytes(), self.index, &self.letters)
            .map_err(|error| fault(error.to_string()))?;
        let font = FontRef::from_index(self.bytes(), self.index)
            .map_err(|error| fault(error.to_string()))?;
        let compact = FontRef::new(&subset)
            .ok()
            .and_then(|font| font.data_for_tag(Tag::new(b"CFF ")).map(|data| data.as_bytes()));
        let name = format!("{}+{}", tag(at), self.name);
        let [cid, descriptor, cmap, data] = [(); 4].map(|()| next.bump());

        pdf.type0_font(self.reference)
            .base_font(Name(name.as_bytes()))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap);

        let mut written = pdf.cid_font(cid);
        written
            .subtype(if compact.is_some() { CidFontType::Type0 } else { CidFontType::Type2 })
            .base_font(Name(name.as_bytes()))
            .system_info(SYSTEM)
            .font_descriptor(descriptor)
            .default_width(0.0);
        if compact.is_none() {
            written.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        let mut widths = written.widths();
        for (number, letter) in &self.used {
            widths.consecutive(*number, [letter.width]);
        }
        widths.finish();
        written.finish();

        let metrics = font.metrics(Size::unscaled(), LocationRef::default());
        let thousandths = |units: f32| units * 1000.0 / self.units_per_em;
        let bounds = metrics.bounds.unwrap_or_default();
        let mut written = pdf.font_descriptor(descriptor);
        written
            .name(Name(name.as_bytes()))
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(
                thousandths(bounds.x_min),
                thousandths(bounds.y_min),
                thousandths(bounds.x_max),
                thousandths(bounds.y_max),
            ))
            .italic_angle(metrics.italic_angle)
            .ascent(thousandths(metrics.ascent))
            .descent(thousandths(metrics.descent))
            .cap_height(thousandths(metrics.cap_height.unwrap_or(metrics.ascent)))
            .stem_v(80.0);
        if compact.is_some() {
            written.font_file3(data);
        } else {
            written.font_file2(data);
        }
        written.finish();

        let bytes = compact.unwrap_or(&subset);
        let stored = packed(bytes);
        let mut stream = pdf.stream(data, &stored);
        stream.filter(Filter::FlateDecode);
        if compact.is_some() {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        } else {
            stream.pair(Name(b"Length1"), bytes.len() as i32);
        }
        stream.finish();

        let mut texts = UnicodeCmap::new(Name(b"Texts"), SYSTEM);
        for (number, letter) in self.used.iter().filter(|(_, letter)| !letter.text.is_empty()) {
            texts.pair_with_multiple(*number, letter.text.chars());
        }
        let stored = packed(texts.finish().as_slice());
        pdf.cmap(cmap, &stored)
            .name(Name(b"Texts"))
            .system_info(SYSTEM)
            .filter(Filter::FlateDecode);
        Ok(())
    }
}

/// The six letters that tell the parts of a font in a file apart.
fn tag(mut at: usize) -> String {
    let mut out = ['A'; 6];
    for letter in out.iter_mut().rev() {
        *letter = char::from(b'A' + (at % 26) as u8);
        at /= 26;
    }
    out.iter().collect()
}
