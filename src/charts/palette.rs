//! One family of colours, for charts and for the style sheet of a report.
//!
//! Counts are a deep blue. Favourable is a blue-teal and against an ochre: a colour-blind reader tells
//! them apart by hue (blue against yellow) and by lightness. A test holds every contrast named here.

use std::fmt;

/// A colour of sRGB: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The sheet: white.
pub const PAPER: Rgb = Rgb(0xFF, 0xFF, 0xFF);
/// Text.
pub const INK: Rgb = Rgb(0x18, 0x22, 0x2D);
/// Secondary text: subtitles, notes, axis numbers. 4.5:1 or more on [`PAPER`] and on [`EMPTY`].
pub const GREY: Rgb = Rgb(0x5A, 0x66, 0x72);
/// The zero line of an axis.
pub const AXIS: Rgb = Rgb(0x9A, 0xA5, 0xB1);
/// Gridlines and separators.
pub const RULE: Rgb = Rgb(0xDD, 0xE2, 0xE7);
/// Lines that lead the eye along a row, lighter still.
pub const HAIRLINE: Rgb = Rgb(0xEC, 0xEF, 0xF2);
/// A cell that counts nothing, and quiet backgrounds.
pub const EMPTY: Rgb = Rgb(0xF3, 0xF5, 0xF7);

/// Counts. 3:1 or more on [`PAPER`], as every colour of a bar; links may use it (8.7:1).
pub const COUNT: Rgb = Rgb(0x1F, 0x4B, 0x86);
/// Counts of a part, for example of a sub-theme: the same blue, lighter.
pub const COUNT_LIGHT: Rgb = Rgb(0x70, 0x97, 0xC6);
/// Favourable. Dark enough for text (5.6:1).
pub const FAVOURABLE: Rgb = Rgb(0x0B, 0x72, 0x85);
/// Against.
pub const AGAINST: Rgb = Rgb(0xCF, 0x76, 0x18);
/// Against, as text: the same ochre, darker (5.8:1).
pub const AGAINST_INK: Rgb = Rgb(0x9C, 0x52, 0x08);

/// Curves that are compared, the first for a single one: blue, vermilion, green, purple, ochre, slate. Every one is
/// 4.5:1 or more on [`PAPER`], since numbers are written in them.
pub const CURVES: [Rgb; 6] = [
    COUNT,
    Rgb(0xC2, 0x41, 0x0C),
    Rgb(0x0F, 0x7B, 0x5F),
    Rgb(0x8B, 0x3F, 0x9E),
    Rgb(0x8F, 0x66, 0x00),
    Rgb(0x52, 0x5F, 0x6E),
];

/// The blue of counts in six steps, from few to many. No step lies between L* 46 and 63, where neither
/// white nor [`INK`] would be legible on it.
pub const SEQUENTIAL: [Rgb; 6] = [
    Rgb(0xE3, 0xEC, 0xF7),
    Rgb(0xC3, 0xD6, 0xEC),
    Rgb(0x9D, 0xBC, 0xE0),
    Rgb(0x7B, 0xA5, 0xD4),
    Rgb(0x35, 0x68, 0xA8),
    Rgb(0x16, 0x38, 0x6B),
];

impl Rgb {
    /// The colour as CSS and SVG write it: `#1F4B86`.
    pub fn hex(self) -> String {
        format!("#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }

    /// The relative luminance of WCAG 2: 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2)
    }

    /// The contrast ratio of WCAG 2 between two colours: 1 to 21.
    pub fn contrast(self, other: Rgb) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if a > b { a / b } else { b / a }
    }

    /// White or ink, whichever is more legible on this colour.
    pub fn ink(self) -> Rgb {
        if self.contrast(PAPER) > self.contrast(INK) {
            PAPER
        } else {
            INK
        }
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

/// The step of [`SEQUENTIAL`] for class `class` of `classes`: the last class is always the darkest, the
/// others are spread evenly below it.
pub fn sequential(class: usize, classes: usize) -> Rgb {
    let last = SEQUENTIAL.len() - 1;
    let from_top = (classes.saturating_sub(1)).saturating_sub(class);
    let step = match classes {
        0..=2 => from_top * 3,
        _ => (from_top * last).div_euclid(classes - 1),
    };
    SEQUENTIAL[last - step.min(last)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_legible_on_white() {
        for text in [INK, GREY, COUNT, FAVOURABLE, AGAINST_INK] {
            assert!(text.contrast(PAPER) >= 4.5, "{text}");
        }
        for curve in CURVES {
            assert!(curve.contrast(PAPER) >= 4.5, "{curve}");
        }
        for mark in [COUNT, COUNT_LIGHT, FAVOURABLE, AGAINST] {
            assert!(mark.contrast(PAPER) >= 3.0, "{mark}");
        }
        assert!(GREY.contrast(EMPTY) >= 4.5);
        for step in SEQUENTIAL {
            assert!(step.ink().contrast(step) >= 4.5, "{step}");
        }
    }

    #[test]
    fn the_two_sides_differ_in_lightness_too() {
        assert!(FAVOURABLE.contrast(AGAINST) >= 1.5);
        assert!(COUNT.contrast(COUNT_LIGHT) >= 2.0);
    }

    #[test]
    fn classes_go_from_light_to_dark_and_never_share_a_step() {
        for classes in 1..=6 {
            let steps: Vec<Rgb> = (0..classes).map(|c| sequential(c, classes)).collect();
            assert_eq!(steps.last(), Some(&SEQUENTIAL[5]));
            assert!(
                steps
                    .windows(2)
                    .all(|w| w[0].luminance() > w[1].luminance())
            );
        }
    }
}
