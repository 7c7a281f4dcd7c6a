//! The sheet that a layout fills: margins, the words above and below, and shapes from top to bottom.

use super::data::{Frame, Mark};
use super::font::{CAPITAL, Weight};
use super::palette::{GREY, INK, Rgb};
use super::scene::{Anchor, Scene, Shape, Text};
use super::wrap::{clean, leading, wrap};

/// The widths that a layout serves, in px; others are brought inside.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 340..=1200;
/// Below this width labels go above bars.
const NARROW: i32 = 600;

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    /// px.
    pub size: i32,
    pub weight: Weight,
    pub fill: Rgb,
}

impl Type {
    pub(super) const fn new(size: i32, weight: Weight, fill: Rgb) -> Self {
        Type { size, weight, fill }
    }

    /// The width of `text`, rounded up, in px.
    pub(super) fn width(self, text: &str) -> i32 {
        super::font::width(text, self.size, self.weight).ceil() as i32
    }

    /// The distance between baselines, in px.
    pub(super) fn leading(self) -> i32 {
        leading(self.size)
    }

    /// The baseline of a line whose upper edge is `top`: its capitals are in the middle of the line.
    pub(super) fn baseline(self, top: i32) -> i32 {
        let capital = CAPITAL * self.size as f32;
        top + ((self.leading() as f32 + capital) / 2.0).round() as i32
    }

    /// `text` in at most `most` lines of `room` px.
    pub(super) fn wrap(self, text: &str, room: i32, most: usize) -> Vec<String> {
        wrap(text, self.size, self.weight, room, most)
    }
}

/// A sheet under way; `y` is where the next thing goes.
pub(super) struct Sheet {
    pub narrow: bool,
    /// The content's left edge.
    pub left: i32,
    /// The content's right edge.
    pub right: i32,
    /// The free upper edge.
    pub y: i32,
    width: i32,
    margin: i32,
    shapes: Vec<Shape>,
}

impl Sheet {
    /// A sheet of `width` px with the title and subtitle on it.
    pub(super) fn open(frame: &Frame, width: u32) -> Self {
        let width = width.clamp(*WIDTHS.start(), *WIDTHS.end()) as i32;
        let narrow = width < NARROW;
        let margin = if narrow { 12 } else { 20 };
        let mut sheet = Sheet {
            narrow,
            left: margin,
            right: width - margin,
            y: margin,
            width,
            margin,
            shapes: Vec::new(),
        };
        let title = Type::new(if narrow { 18 } else { 20 }, Weight::SemiBold, INK);
        sheet.paragraph(&frame.title, title);
        let subtitle = Type::new(if narrow { 13 } else { 14 }, Weight::Regular, GREY);
        if !frame.subtitle.is_empty() {
            sheet.y += 3;
            sheet.paragraph(&frame.subtitle, subtitle);
        }
        sheet.y += 14;
        sheet
    }

    /// Writes the note and the source below everything, and closes the sheet.
    pub(super) fn close(mut self, frame: &Frame) -> Scene {
        let small = Type::new(12, Weight::Regular, GREY);
        self.y += 14;
        self.paragraph(&frame.note, small);
        if !frame.note.is_empty() && !frame.source.is_empty() {
            self.y += 3;
        }
        self.paragraph(&frame.source, small);
        Scene {
            width: self.width as u32,
            height: (self.y + self.margin - 4) as u32,
            shapes: self.shapes,
            frame: frame.clone(),
        }
    }

    /// The width between the margins, in px.
    pub(super) fn room(&self) -> i32 {
        self.right - self.left
    }

    /// A text over the sheet's whole width, as many lines as it needs; moves `y` below it.
    fn paragraph(&mut self, text: &str, kind: Type) {
        let lines = kind.wrap(text, self.room(), usize::MAX);
        self.y = self.lines(self.left, self.y, &lines, Anchor::Start, kind);
    }

    /// Lines of text below each other from the upper edge `top`; returns their lower edge.
    pub(super) fn lines(
        &mut self,
        x: i32,
        top: i32,
        lines: &[String],
        anchor: Anchor,
        kind: Type,
    ) -> i32 {
        for (i, line) in lines.iter().enumerate() {
            let y = kind.baseline(top + i as i32 * kind.leading());
            self.text(x, y, line, anchor, kind);
        }
        top + lines.len() as i32 * kind.leading()
    }

    /// One line of text on the baseline `y`.
    pub(super) fn text(&mut self, x: i32, y: i32, text: &str, anchor: Anchor, kind: Type) {
        let text = clean(text);
        if !text.is_empty() {
            self.shapes.push(Shape::Text(Text {
                x,
                y,
                text,
                anchor,
                size: kind.size,
                weight: kind.weight,
                fill: kind.fill,
            }));
        }
    }

    /// A filled rectangle; nothing where it has no width or height.
    pub(super) fn rect(&mut self, x: i32, y: i32, w: i32, h: i32, fill: Rgb) {
        if w > 0 && h > 0 {
            self.shapes.push(Shape::Rect { x, y, w, h, fill });
        }
    }

    /// A line of 1 px.
    pub(super) fn line(&mut self, from: (i32, i32), to: (i32, i32), stroke: Rgb) {
        self.shapes.push(Shape::Line { from, to, stroke });
    }

    /// A line of 2 px through points; nothing where there are fewer than two.
    pub(super) fn curve(&mut self, points: Vec<(i32, i32)>, stroke: Rgb) {
        if points.len() > 1 {
            self.shapes.push(Shape::Curve { points, stroke });
        }
    }

    /// The place of a mark; nothing where it is too small for a pointer or the mark is empty.
    pub(super) fn area(&mut self, x: i32, y: i32, w: i32, h: i32, mark: &Mark) {
        if w > 0 && h > 0 && !mark.is_empty() {
            self.shapes.push(Shape::Area {
                x,
                y,
                w,
                h,
                mark: mark.clone(),
            });
        }
    }
}
