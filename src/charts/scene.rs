//! The layout's result: shapes at whole pixels, in drawing order, and the boxes that they fill.

use super::data::{Frame, Mark};
use super::font::{ASCENT, DESCENT, Weight, width};
use super::palette::Rgb;
use crate::model::FigureId;

/// Which point of a text `x` is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Its left end.
    #[default]
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The anchor's place, in px from the left.
    pub x: i32,
    /// The baseline, in px from the top.
    pub y: i32,
    /// What is written; no line break, no control character.
    pub text: String,
    /// Which point of the text `x` is.
    pub anchor: Anchor,
    /// The font's size in px.
    pub size: i32,
    /// The font's weight.
    pub weight: Weight,
    /// The colour.
    pub fill: Rgb,
}

/// A rectangle of the canvas, in px; `x` and `y` are its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Extent {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Its width.
    pub w: f32,
    /// Its height.
    pub h: f32,
}

impl Extent {
    /// Whether the two share more than a border.
    pub fn overlaps(&self, other: &Extent) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }

    /// Whether the whole of `other` is inside.
    pub fn holds(&self, other: &Extent) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.x + other.w <= self.x + self.w
            && other.y + other.h <= self.y + self.h
    }
}

/// One thing to draw; all lengths are in px.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A filled rectangle.
    Rect {
        /// Left edge.
        x: i32,
        /// Upper edge.
        y: i32,
        /// Width.
        w: i32,
        /// Height.
        h: i32,
        /// Colour.
        fill: Rgb,
    },
    /// A straight line, 1 px thick.
    Line {
        /// Where it starts.
        from: (i32, i32),
        /// Where it ends.
        to: (i32, i32),
        /// Colour.
        stroke: Rgb,
    },
    /// A line through points, 2 px thick.
    Curve {
        /// Where it goes.
        points: Vec<(i32, i32)>,
        /// Colour.
        stroke: Rgb,
    },
    /// A line of text.
    Text(Text),
    /// The place where a pointer finds a mark; draws nothing.
    Area {
        /// Left edge.
        x: i32,
        /// Upper edge.
        y: i32,
        /// Width.
        w: i32,
        /// Height.
        h: i32,
        /// What is behind the value drawn there.
        mark: Mark,
    },
}

impl Shape {
    /// The room that the shape takes: for a text from the font's ascent to its descent, and as wide as
    /// its glyphs without kerning.
    pub fn extent(&self) -> Extent {
        match self {
            Shape::Rect { x, y, w, h, .. } | Shape::Area { x, y, w, h, .. } => Extent {
                x: *x as f32,
                y: *y as f32,
                w: *w as f32,
                h: *h as f32,
            },
            Shape::Line { from, to, .. } => Extent {
                x: from.0.min(to.0) as f32,
                y: from.1.min(to.1) as f32,
                w: (from.0 - to.0).abs() as f32,
                h: (from.1 - to.1).abs() as f32,
            },
            Shape::Curve { points, .. } => {
                let range = |of: fn(&(i32, i32)) -> i32| {
                    let least = points.iter().map(of).min().unwrap_or(0);
                    (least, points.iter().map(of).max().unwrap_or(0) - least)
                };
                let ((x, w), (y, h)) = (range(|p| p.0), range(|p| p.1));
                Extent {
                    x: x as f32,
                    y: y as f32,
                    w: w as f32,
                    h: h as f32,
                }
            }
            Shape::Text(text) => {
                let w = width(&text.text, text.size, text.weight);
                let size = text.size as f32;
                Extent {
                    x: text.x as f32
                        - match text.anchor {
                            Anchor::Start => 0.0,
                            Anchor::Middle => w / 2.0,
                            Anchor::End => w,
                        },
                    y: text.y as f32 - ASCENT * size,
                    w,
                    h: (ASCENT + DESCENT) * size,
                }
            }
        }
    }
}

/// A chart laid out for one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// Width of the canvas in px.
    pub width: u32,
    /// Height of the canvas in px; follows from the data.
    pub height: u32,
    /// What is drawn, the first at the bottom.
    pub shapes: Vec<Shape>,
    /// The words around the chart: the drawing's accessible title, description and language.
    pub frame: Frame,
}

impl Scene {
    /// The same scene, each mark with the address of its figure's rows.
    pub fn linked(mut self, href: &dyn Fn(&FigureId) -> Option<String>) -> Scene {
        for shape in &mut self.shapes {
            if let Shape::Area { mark, .. } = shape {
                mark.href = mark.figure.as_ref().and_then(href);
            }
        }
        self
    }
}
