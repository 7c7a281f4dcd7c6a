//! The embedded font, Inter in two weights: how wide a text is, and the font as pages and resvg take it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use resvg::usvg::fontdb;
use std::sync::{Arc, LazyLock};

/// The family's name, in style sheets too.
pub const FAMILY: &str = "Inter";
/// The family and what may stand in for it, as CSS and SVG write it.
pub const STACK: &str = "Inter, Arial, sans-serif";

const TTF: [&[u8]; 2] = [
    include_bytes!("font/inter-400.ttf"),
    include_bytes!("font/inter-600.ttf"),
];
const WOFF2: [&[u8]; 2] = [
    include_bytes!("font/inter-400.woff2"),
    include_bytes!("font/inter-600.woff2"),
];

/// The two weights of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    /// 400.
    #[default]
    Regular,
    /// 600.
    SemiBold,
}

impl Weight {
    /// The weight as CSS counts it: 400 or 600.
    pub fn number(self) -> u16 {
        match self {
            Weight::Regular => 400,
            Weight::SemiBold => 600,
        }
    }

    fn index(self) -> usize {
        match self {
            Weight::Regular => 0,
            Weight::SemiBold => 1,
        }
    }
}

/// How far a line of text reaches above its baseline, in em.
pub const ASCENT: f32 = 1984.0 / 2048.0;
/// How far a line of text reaches below its baseline, in em.
pub const DESCENT: f32 = 494.0 / 2048.0;
/// The height of a capital and of a digit, in em.
pub const CAPITAL: f32 = 1490.0 / 2048.0;

/// The subset holds no glyph from here on.
const END: u32 = 0x2800;
/// The width of a character that the font does not have, in em: another font of the reader draws it.
const UNKNOWN: f32 = 1.0;

/// Advance widths in em by code point, 0 where the font has no glyph.
static ADVANCES: LazyLock<[Vec<f32>; 2]> = LazyLock::new(|| {
    TTF.map(|data| {
        // The two files are compiled in, and a test parses them.
        let face = ttf_parser::Face::parse(data, 0).expect("an embedded font");
        let em = f32::from(face.units_per_em());
        (0..END)
            .map(|code| {
                char::from_u32(code)
                    .and_then(|c| face.glyph_index(c))
                    .and_then(|glyph| face.glyph_hor_advance(glyph))
                    .map_or(0.0, |advance| f32::from(advance) / em)
            })
            .collect()
    })
});

/// The width of `text` in px at `size` px. Kerning is left out: it moves a line by a pixel or two.
pub fn width(text: &str, size: i32, weight: Weight) -> f32 {
    let advances = &ADVANCES[weight.index()];
    let em: f32 = text
        .chars()
        .map(|c| match advances.get(c as usize) {
            Some(&advance) if advance > 0.0 => advance,
            // Combining accents and zero-width characters take no room.
            _ if matches!(c as u32, 0x300..=0x36F | 0x200B..=0x200F | 0xFE00..=0xFE0F | 0xAD) => {
                0.0
            }
            _ => UNKNOWN,
        })
        .sum();
    em * size as f32
}

/// The style sheet that brings both weights into a page: two `@font-face` rules with the WOFF2 files in
/// base64, about 35 KB. Once a page is enough for all its charts.
pub fn face_css() -> String {
    [Weight::Regular, Weight::SemiBold]
        .map(|weight| {
            format!(
                "@font-face{{font-family:{FAMILY};font-style:normal;font-weight:{};font-display:swap;\
                 src:url(data:font/woff2;base64,{}) format(\"woff2\")}}\n",
                weight.number(),
                STANDARD.encode(WOFF2[weight.index()]),
            )
        })
        .concat()
}

/// The only fonts that a PNG is drawn with: both weights, and none of the machine's.
pub(super) fn database() -> Arc<fontdb::Database> {
    static DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut database = fontdb::Database::new();
        for data in TTF {
            database.load_font_data(data.to_vec());
        }
        database.set_sans_serif_family(FAMILY);
        database.set_serif_family(FAMILY);
        Arc::new(database)
    });
    DATABASE.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_what_french_needs_and_figures_of_one_width() {
        let text =
            "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»’‘“”–—…€%‰·•×−°→↗✓≤≥\u{A0}\u{202F}\u{2009}\u{2011}";
        for weight in [Weight::Regular, Weight::SemiBold] {
            for c in text.chars() {
                assert!(ADVANCES[weight.index()][c as usize] > 0.0, "no {c}");
            }
            let one = width("1", 100, weight);
            assert!(('0'..='9').all(|d| width(&d.to_string(), 100, weight) == one));
        }
    }

    #[test]
    fn the_metrics_are_the_file_s() {
        for data in TTF {
            let face = ttf_parser::Face::parse(data, 0).unwrap();
            let em = f32::from(face.units_per_em());
            assert_eq!(f32::from(face.ascender()) / em, ASCENT);
            assert_eq!(-f32::from(face.descender()) / em, DESCENT);
            assert_eq!(
                face.capital_height().map(|h| f32::from(h) / em),
                Some(CAPITAL)
            );
        }
        assert_eq!(database().len(), 2);
    }

    #[test]
    fn the_style_sheet_has_both_weights() {
        let css = face_css();
        assert_eq!(css.matches("@font-face").count(), 2);
        assert!(css.contains("font-weight:400") && css.contains("font-weight:600"));
        assert!(css.len() < 60_000);
    }
}
