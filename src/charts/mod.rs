//! Charts: data -> layout -> drawing.
//!
//! The caller gives numbers and finished words ([`Timeline`], [`Bars`], [`Diverging`], [`Heatmap`],
//! [`Progression`]);
//! `layout(width)` measures the words with the embedded font and places every shape on whole pixels
//! ([`Scene`], pure and testable); [`Scene::draw`] gives the shapes to plotters and the values their
//! links; [`Drawing`] is an element of a page, an SVG file or a PNG. Nothing depends on the machine: the
//! same data give the same bytes.

mod bars;
mod data;
mod diverging;
mod drawing;
pub mod font;
mod heatmap;
pub mod palette;
mod progression;
mod scale;
mod scene;
mod sheet;
mod timeline;
mod wrap;

#[cfg(test)]
mod tests;

pub use data::{
    Bar, Bars, Bin, Cell, Curve, Diverging, Frame, HeatRow, Heatmap, Limit, Mark, Progression,
    Split, Timeline, Tone,
};
pub use drawing::{ChartError, Drawing};
pub use font::Weight;
pub use scene::{Anchor, Extent, Scene, Shape, Text};
pub use sheet::WIDTHS;

/// The style sheet that inline drawings need in a page, beside [`font::face_css`]: drawings take the
/// width of their container, and what a pointer is on is tinted.
pub const CSS: &str = "\
.chart{display:block;width:100%;height:auto}
.chart-marks a:hover rect{fill:#18222D1A}
";
