//! Pictures as pixels.

use resvg::tiny_skia::{Pixmap, Transform};

use super::drawing::{Drawing, drawing};
use super::{Drawn, Picture};

/// Pixels, with the letters that come with the library.
pub const PNG: Picture = Picture {
    name: "png",
    extension: "png",
    summary: "PNG: pixels, for everything that shows pictures",
    is_text: false,
    draw: |map, overlay, options, tools| {
        let (drawing, notes) = drawing(map, overlay, options, tools)?;
        Ok(Drawn { bytes: png(&drawing, options.scale, MOST_PIXELS)?, notes })
    },
};

/// As many pixels as a picture may have unless the caller says otherwise: they take 256 MB while
/// it is drawn.
pub const MOST_PIXELS: u64 = 64_000_000;

/// Why there are no pixels.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PngError {
    /// There would be too many.
    #[error(
        "the picture would have {width:.0} × {height:.0} pixels, which are more than {most} in all"
    )]
    TooLarge {
        /// The width in pixels.
        width: f64,
        /// The height in pixels.
        height: f64,
        /// How many there may be.
        most: u64,
    },
    /// The scale is no positive number.
    #[error("a picture cannot be drawn at a scale of {0}")]
    Scale(f64),
    /// The pixels could not be packed.
    #[error("the pixels cannot be packed: {0}")]
    Encoding(String),
}

/// The picture as PNG, `scale` pixels to a point, of at most `most` pixels.
///
/// What the picture leaves blank is transparent. The same picture gives the same bytes. Takes time
/// and memory for each pixel.
///
/// # Errors
///
/// [`PngError::TooLarge`] if it would have more pixels, before any memory is taken;
/// [`PngError::Scale`] if the scale is not a positive number.
pub fn png(drawing: &Drawing, scale: f64, most: u64) -> Result<Vec<u8>, PngError> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(PngError::Scale(scale));
    }
    let (width, height) = drawing.size();
    let pixels = |points: f32| (f64::from(points) * scale).ceil().max(1.0);
    let (width, height) = (pixels(width), pixels(height));
    let too_large = PngError::TooLarge { width, height, most };
    let side = f64::from(u32::MAX);
    if width > side || height > side || width * height > most as f64 {
        return Err(too_large);
    }
    let mut pixmap = Pixmap::new(width as u32, height as u32).ok_or(too_large)?;
    let transform = Transform::from_scale(scale as f32, scale as f32);
    resvg::render(&drawing.tree, transform, &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| PngError::Encoding(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::drawing::Fonts;

    fn drawing(inside: &str) -> Drawing {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='120' height='40'>\
             <rect width='120' height='40' fill='white'/>{inside}</svg>"
        );
        Drawing::read(&svg, &Fonts::new()).unwrap()
    }

    /// How many pixels are rather dark.
    fn ink(drawing: &Drawing, scale: f64) -> usize {
        let pixels = Pixmap::decode_png(&png(drawing, scale, MOST_PIXELS).unwrap()).unwrap();
        pixels.pixels().iter().filter(|pixel| pixel.red() < 128).count()
    }

    #[test]
    fn texts_are_there_whatever_fonts_the_machine_has() {
        assert_eq!(ink(&drawing(""), 1.0), 0);
        for family in ["DejaVu Sans Condensed", "No Such Font", "serif"] {
            let label = |text: &str, weight: &str| {
                let font = format!("font-family='{family}' font-weight='{weight}'");
                ink(&drawing(&format!("<text x='10' y='25' {font}>{text}</text>")), 2.0)
            };
            assert!(label("It rained.", "normal") > 200);
            assert!(label("It rained.", "bold") > label("It rained.", "normal"));
            assert!(label("漢字", "normal") > 50, "a box stands for what no font has");
            assert!(label("ก", "bold") > 20);
        }
    }

    #[test]
    fn the_same_picture_gives_the_same_bytes() {
        let drawn = || png(&drawing("<text y='25'>It rained.</text>"), 1.5, MOST_PIXELS).unwrap();
        assert_eq!(drawn(), drawn());
        assert!(drawn().starts_with(b"\x89PNG"));
    }

    #[test]
    fn pictures_are_as_large_as_asked_for() {
        let pixels = Pixmap::decode_png(&png(&drawing(""), 2.5, MOST_PIXELS).unwrap()).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (300, 100));
    }

    #[test]
    fn too_many_pixels_are_refused() {
        assert!(png(&drawing(""), 1.0, 4_800).is_ok());
        let error = png(&drawing(""), 1.0, 4_799).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the picture would have 120 × 40 pixels, which are more than 4799 in all"
        );
        for scale in [1e9, 1e300] {
            let error = png(&drawing(""), scale, u64::MAX).unwrap_err();
            assert!(matches!(error, PngError::TooLarge { .. }));
        }
        for scale in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(png(&drawing(""), scale, u64::MAX), Err(PngError::Scale(_))));
        }
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='1e30' height='1e30'/>";
        let huge = Drawing::read(svg, &Fonts::new()).unwrap();
        assert!(matches!(png(&huge, 1.0, MOST_PIXELS), Err(PngError::TooLarge { .. })));
    }
}
