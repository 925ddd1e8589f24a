//! Pictures as PDF.
//!
//! One page as large as the picture. Texts stay texts: they can be searched and copied, and the
//! letters that they use are part of the file. Shapes stay shapes. There are no dates and no random
//! numbers in the file, so the same picture gives the same bytes.
//!
//! It draws what pictures of maps are made of: shapes and texts in plain colours and patterns,
//! clipped and transparent groups. Of what else SVG has, it says so. The format is that of
//! ISO 32000-1 (PDF 1.7).

mod fonts;
mod paint;
mod texts;

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{Filter, Finish, Name, Rect, Ref, TextStr};
use usvg::Transform;

use super::drawing::{Drawing, drawing};
use super::{Drawn, Picture};
use paint::Painter;

/// The longest side of a page that readers bear, in units (ISO 32000-1, annex C).
const LONGEST_SIDE: f32 = 14_400.0;

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PdfError {
    /// The picture has something that is not drawn.
    #[error("{0} cannot be drawn in PDF")]
    Unsupported(&'static str),
    /// The letters of a font could not be taken from it.
    #[error("the font {name} cannot be embedded: {error}")]
    Font {
        /// The font's name.
        name: String,
        /// What is wrong with it.
        error: String,
    },
}

/// PDF, with the letters that come with the library.
pub const PDF: Picture = Picture {
    name: "pdf",
    extension: "pdf",
    summary: "PDF, for print; its texts can be searched",
    is_text: false,
    draw: |map, overlay, options, tools| {
        let (drawing, notes) = drawing(map, overlay, options, tools)?;
        Ok(Drawn { bytes: pdf(&drawing, &map.title)?, notes })
    },
};

/// The picture as PDF, a point of it a point of the page, and with that title.
///
/// Linear in the size of the picture.
///
/// # Errors
///
/// [`PdfError::Unsupported`] if there are gradients, masks, filters, images or blend modes in the
/// picture; [`PdfError::Font`] if the letters of an added font cannot be embedded.
pub fn pdf(drawing: &Drawing, title: &str) -> Result<Vec<u8>, PdfError> {
    let (width, height) = drawing.size();
    // Larger pages have larger units.
    let unit = (width.max(height) / LONGEST_SIDE).max(1.0);
    let (width, height) = (width / unit, height / unit);
    // In PDF what is up is more.
    let upright = Transform::from_row(1.0 / unit, 0.0, 0.0, -1.0 / unit, 0.0, height);

    let mut painter = Painter::new(drawing.tree.fontdb());
    let content = painter.page(drawing.tree.root(), upright)?;
    let (mut pdf, mut next, resources) = painter.finish()?;
    let [catalog, pages, page, info, stream] = [(); 5].map(|()| next.bump());
    pdf.catalog(catalog).pages(pages).viewer_preferences().display_doc_title(true);
    pdf.pages(pages).kids([page]).count(1);
    let mut written = pdf.page(page);
    written.parent(pages).media_box(Rect::new(0.0, 0.0, width, height)).contents(stream);
    if unit > 1.0 {
        written.user_unit(unit);
    }
    written.pair(Name(b"Resources"), resources);
    let mut group = written.group();
    group.transparency().isolated(true).color_space().device_rgb();
    group.finish();
    written.finish();
    pdf.stream(stream, &packed(&content)).filter(Filter::FlateDecode);
    pdf.document_info(info).title(TextStr(title)).producer(TextStr("argmap"));
    Ok(pdf.finish())
}

/// Bytes as they are stored in streams.
fn packed(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, 6)
}

/// What numbers objects.
struct Numbers(Ref);

impl Numbers {
    fn bump(&mut self) -> Ref {
        self.0.bump()
    }
}

/// A transformation as PDF writes it.
fn matrix(transform: Transform) -> [f32; 6] {
    let Transform { sx, ky, kx, sy, tx, ty } = transform;
    [sx, ky, kx, sy, tx, ty]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::render::drawing::Fonts;
    use crate::render::lettering::BOLD;

    fn drawing(inside: &str) -> Drawing {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'>{inside}</svg>"
        );
        Drawing::read(&svg, &Fonts::new()).unwrap()
    }

    fn written(inside: &str) -> Vec<u8> {
        pdf(&drawing(inside), "Rain").unwrap()
    }

    /// The streams of a file, unpacked.
    fn streams(file: &[u8]) -> Vec<Vec<u8>> {
        let find = |from: usize, what: &[u8]| {
            file[from..].windows(what.len()).position(|bytes| bytes == what).map(|at| from + at)
        };
        let (mut out, mut at) = (Vec::new(), 0);
        while let Some(start) = find(at, b"\nstream\n") {
            let start = start + 8;
            let end = find(start, b"\nendstream").unwrap();
            out.push(miniz_oxide::inflate::decompress_to_vec_zlib(&file[start..end]).unwrap());
            at = end;
        }
        out
    }

    fn has(file: &[u8], what: &str) -> bool {
        file.windows(what.len()).any(|bytes| bytes == what.as_bytes())
    }

    /// What is drawn on the page: the last stream.
    fn page(inside: &str) -> String {
        String::from_utf8_lossy(streams(&written(inside)).last().unwrap()).into_owned()
    }

    /// What the letters of the file read as, from its tables of letters.
    fn readable(inside: &str) -> String {
        let mut out = String::new();
        for stream in streams(&written(inside)) {
            let Ok(table) = String::from_utf8(stream) else { continue };
            let rows = table.lines().filter(|line| line.starts_with('<') && line.contains("> <"));
            for row in rows.filter(|_| table.contains("beginbfchar")) {
                let digits = row.split('<').nth(2).unwrap().trim_end_matches('>');
                let units: Vec<u16> = digits
                    .as_bytes()
                    .chunks(4)
                    .map(|four| u16::from_str_radix(std::str::from_utf8(four).unwrap(), 16))
                    .map(Result::unwrap_or_default)
                    .collect();
                out += &String::from_utf16_lossy(&units);
            }
        }
        out
    }

    #[test]
    fn texts_stay_texts() {
        let read = readable("<text y='50'>Es r\u{e4}gnet \u{2192} \u{43d}\u{430}</text>");
        for letter in "Es r\u{e4}gnt\u{2192}\u{43d}\u{430}".chars() {
            assert!(read.contains(letter), "{letter} in {read}");
        }
        let drawn = page("<text y='50'>It rained.</text>");
        assert!(drawn.contains("TJ") && !drawn.contains("ActualText"), "{drawn}");
    }

    #[test]
    fn letters_that_read_as_others_are_told_of() {
        // The box that stands for what no font has, letters of two parts, and the other way round.
        for text in ["\u{6f22}", "x\u{323}\u{301}", "(a) \u{5d0}(\u{5d1})\u{5d2}"] {
            assert!(page(&format!("<text y='50'>{text}</text>")).contains("ActualText"), "{text}");
        }
    }

    #[test]
    fn lines_around_letters_are_not_read_twice() {
        let halo = "<text y='50' stroke='white' paint-order='stroke'>It rained.</text>";
        let drawn = page(halo);
        assert_eq!(drawn.matches("TJ").count(), 1);
        assert!(drawn.find("\nS").unwrap() < drawn.find("TJ").unwrap(), "the line is below");
        let line = "<text y='50' stroke='white'>It rained.</text>";
        let drawn = page(line);
        assert!(drawn.find("TJ").unwrap() < drawn.find("\nS").unwrap(), "the line is above");
    }

    #[test]
    fn only_letters_that_are_used_are_part_of_the_file() {
        let file = written("<text y='50'>It rained.</text>");
        assert!(file.len() < 20_000, "{}", file.len());
        assert!(has(&file, "/AAAAAA+DejaVuSansCondensed") && !has(&file, "Bold"));
        let both = written("<text y='50'>a<tspan font-weight='bold'>b</tspan></text>");
        assert!(has(&both, "+DejaVuSansCondensed-Bold"));
    }

    #[test]
    fn the_same_picture_gives_the_same_bytes() {
        let all = "<g opacity='.5'><text y='50'>a<tspan font-weight='bold'>b</tspan></text></g>";
        assert_eq!(written(all), written(all));
        let file = written(all);
        assert!(file.starts_with(b"%PDF-1.7") && has(&file, "/Title (Rain)"));
        assert!(!has(&file, "Date"));
        assert!(has(&file, "/MediaBox [0 0 200 100]"));
    }

    #[test]
    fn groups_are_clipped_and_transparent_as_a_whole() {
        let file =
            written("<g opacity='.5'><rect width='9' height='9'/><rect width='9' height='9'/></g>");
        assert!(has(&file, "/ca 0.5") && has(&file, "/Subtype /Form"));
        let clipped = page(
            "<clipPath id='c'><rect width='5' height='5'/></clipPath>\
             <g clip-path='url(#c)'><rect width='9' height='9'/></g>",
        );
        assert!(clipped.contains("\nW\nn"), "{clipped}");
        let hatched = written(
            "<pattern id='p' width='0.5' height='0.5'>\
             <path d='M0 0L4 4' stroke='red'/></pattern><rect width='9' height='9' fill='url(#p)'/>",
        );
        assert!(has(&hatched, "/PatternType 1"));
    }

    #[test]
    fn what_is_not_drawn_is_told_of() {
        let gradient = "<linearGradient id='g'><stop offset='0' stop-color='red'/>\
             <stop offset='1'/></linearGradient><rect width='9' height='9' fill='url(#g)'/>";
        let mask = "<mask id='m'><rect width='9' height='9' fill='white'/></mask>\
             <rect width='9' height='9' mask='url(#m)'/>";
        for (inside, what) in [(gradient, "a gradient"), (mask, "a mask")] {
            let error = pdf(&drawing(inside), "").unwrap_err();
            assert_eq!(error.to_string(), format!("{what} cannot be drawn in PDF"));
        }
    }

    #[test]
    fn pages_are_never_too_large_for_readers() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='28800' height='7200'/>";
        let file = pdf(&Drawing::read(svg, &Fonts::new()).unwrap(), "").unwrap();
        assert!(has(&file, "/MediaBox [0 0 14400 3600]") && has(&file, "/UserUnit 2"));
    }

    #[test]
    fn groups_in_groups_are_never_too_deep() {
        let deep = format!(
            "{}<rect width='9' height='9'/>{}",
            "<g opacity='.9'>".repeat(300),
            "</g>".repeat(300)
        );
        assert!(!written(&deep).is_empty());
    }

    #[test]
    fn added_fonts_are_embedded() {
        let mut fonts = Fonts::new();
        fonts.add(BOLD.to_vec()).unwrap();
        let svg =
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>a</text></svg>";
        let drawing = Drawing::read(svg, &fonts).unwrap();
        assert!(has(&pdf(&drawing, "").unwrap(), "+DejaVuSansCondensed"));
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None, cases: 64, ..ProptestConfig::default()
        })]

        #[test]
        fn any_text_is_drawn(signs in proptest::collection::vec(any::<char>(), 0..40),
            common in "[a-z \u{300}\u{301}\u{5d0}-\u{5ea}()\u{627}-\u{64a}\u{200b}-\u{202e}1-3]{0,20}") {
            let in_xml = |one: &char| !one.is_control() && !matches!(one, '\u{fffe}' | '\u{ffff}');
            let text: String = signs.into_iter().filter(in_xml).chain(common.chars()).collect();
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            written(&format!("<text y='50' stroke='red' textLength='90'>{text}</text>"));
        }
    }
}
