//! From shapes to a picture: plotters writes the SVG, which is then brought to this program's fonts,
//! given its marks, and rendered where a PNG is wanted.

use super::data::{Frame, Mark};
use super::font::{STACK, Weight, database, face_css};
use super::palette::{PAPER, Rgb};
use super::scene::{Anchor, Scene, Shape};
use crate::store::write::is_xml;
use plotters::element::{PathElement, Rectangle, Text};
use plotters::prelude::{DrawingBackend, IntoDrawingArea, IntoFont, RGBColor, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, FontStyle, TextStyle};
use resvg::{tiny_skia, usvg};
use std::fmt::Write as _;

/// Why a chart could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// plotters refused a shape.
    #[error("the chart could not be drawn: {0}")]
    Draw(String),
    /// The SVG is not one that resvg reads.
    #[error("the chart's SVG could not be read back: {0}")]
    Svg(#[from] usvg::Error),
    /// The picture would have no pixel, or too many.
    #[error("a chart of {width} × {height} px cannot be scaled by {scale}")]
    Size {
        /// px.
        width: u32,
        /// px.
        height: u32,
        /// Pixels a px.
        scale: f32,
    },
    /// The pixels could not be packed.
    #[error("the chart could not be written as PNG: {0}")]
    Png(String),
}

/// A drawn chart. The same scene and prefix give the same bytes.
#[derive(Clone, Debug)]
pub struct Drawing {
    frame: Frame,
    width: u32,
    height: u32,
    prefix: String,
    /// The elements inside `<svg>`.
    body: String,
}

/// Text as XML holds it, in content and in attributes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || !is_xml(c) => {}
            c => out.push(c),
        }
    }
    out
}

fn colour(rgb: Rgb) -> RGBColor {
    RGBColor(rgb.0, rgb.1, rgb.2)
}

/// The most pixels of a PNG: 400 MB while it is drawn.
const MOST_PIXELS: f32 = 1e8;
/// plotters divides every font size by this before it writes it.
const PLOTTERS_EM: f64 = 1.24;

impl Scene {
    /// Draws the scene. `prefix` begins the ids inside, so that several drawings fit into one page: two
    /// drawings of one chart need two prefixes. It should hold letters, digits and hyphens only.
    pub fn draw(&self, prefix: &str) -> Result<Drawing, ChartError> {
        let mut svg = String::new();
        {
            let backend = SVGBackend::with_string(&mut svg, (self.width, self.height));
            plot(&self.shapes, backend).map_err(|e| ChartError::Draw(e.to_string()))?;
        }
        let mut body = tidy(&svg);
        marks(&self.shapes, &mut body);
        Ok(Drawing {
            frame: self.frame.clone(),
            width: self.width,
            height: self.height,
            prefix: escape(prefix),
            body,
        })
    }
}

/// Gives the shapes to plotters, in their order. Areas are not its business.
fn plot<B: DrawingBackend>(
    shapes: &[Shape],
    backend: B,
) -> Result<(), plotters::drawing::DrawingAreaErrorKind<B::ErrorType>> {
    let area = backend.into_drawing_area();
    for shape in shapes {
        match shape {
            Shape::Rect { x, y, w, h, fill } => {
                let corners = [(*x, *y), (x + w, y + h)];
                area.draw(&Rectangle::new(corners, colour(*fill).filled()))?;
            }
            Shape::Line { from, to, stroke } => {
                area.draw(&PathElement::new(
                    [*from, *to],
                    colour(*stroke).stroke_width(1),
                ))?;
            }
            Shape::Curve { points, stroke } => {
                area.draw(&PathElement::new(
                    points.clone(),
                    colour(*stroke).stroke_width(2),
                ))?;
            }
            Shape::Text(text) => {
                let h_pos = match text.anchor {
                    Anchor::Start => HPos::Left,
                    Anchor::Middle => HPos::Center,
                    Anchor::End => HPos::Right,
                };
                let weight = match text.weight {
                    Weight::Regular => FontStyle::Normal,
                    Weight::SemiBold => FontStyle::Bold,
                };
                let size = f64::from(text.size) * PLOTTERS_EM;
                let style: TextStyle<'_> = (FontFamily::Name(STACK), size, weight)
                    .into_font()
                    .color(&colour(text.fill))
                    .pos(Pos::new(h_pos, VPos::Bottom));
                area.draw(&Text::new(text.text.as_str(), (text.x, text.y), style))?;
            }
            Shape::Area { .. } => {}
        }
    }
    area.present()
}

/// plotters' elements as this program wants them: baselines where the layout put them (plotters shifts
/// by a share of the reader's font), 600 for bold, whole font sizes, one line an element, and nothing
/// that the root element or SVG says already.
fn tidy(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut lines = svg.lines().skip(1); // the root element is written anew
    while let Some(line) = lines.next() {
        if line == "</svg>" {
            break;
        }
        let mut element = line.to_string();
        for said in [
            " opacity=\"1\"",
            " stroke=\"none\"",
            " text-anchor=\"start\"",
            " stroke-width=\"1\"",
        ] {
            element = element.replacen(said, "", 1);
        }
        if element.starts_with("<text") {
            attribute(&mut element, "dy", |_| None);
            attribute(&mut element, "font-family", |_| None);
            attribute(&mut element, "font-weight", |_| Some("600".to_string()));
            attribute(&mut element, "font-size", |size| {
                size.parse::<f64>()
                    .ok()
                    .map(|size| size.round().to_string())
            });
            // Content and end tag stand on lines of their own; the white space would be content too.
            element.push_str(lines.next().unwrap_or_default());
            element.push_str(lines.next().unwrap_or_default());
        } else if element.starts_with("<polyline") {
            element = element.replacen(
                "<polyline fill=\"none\"",
                if element.contains(" stroke-width=") {
                    // Curves alone are thicker than 1 px, which was said above to be left out.
                    "<polyline fill=\"none\" stroke-linejoin=\"round\""
                } else {
                    "<polyline fill=\"none\" shape-rendering=\"crispEdges\""
                },
                1,
            );
            element = element.replacen(" \"/>", "\"/>", 1);
        }
        out.push_str(&element);
        out.push('\n');
    }
    out
}

/// Rewrites the value of an attribute of one start tag, or takes the attribute away. Values hold no
/// quotation mark: plotters escapes them.
fn attribute(element: &mut String, name: &str, rewrite: impl Fn(&str) -> Option<String>) {
    let opening = format!(" {name}=\"");
    let Some(start) = element.find(&opening) else {
        return;
    };
    let from = start + opening.len();
    let Some(end) = element[from..].find('"').map(|i| from + i) else {
        return;
    };
    match rewrite(&element[from..end]) {
        Some(value) => element.replace_range(from..end, &value),
        None => element.replace_range(start..=end, ""),
    }
}

/// Writes the places of the marks over the drawing: invisible, but found by the pointer.
fn marks(shapes: &[Shape], body: &mut String) {
    let areas: Vec<(i32, i32, i32, i32, &Mark)> = shapes
        .iter()
        .filter_map(|shape| match shape {
            Shape::Area { x, y, w, h, mark } => Some((*x, *y, *w, *h, mark)),
            _ => None,
        })
        .collect();
    if areas.is_empty() {
        return;
    }
    body.push_str("<g class=\"chart-marks\" fill=\"none\" pointer-events=\"all\">\n");
    for (x, y, w, h, mark) in areas {
        let figure = mark.figure.as_ref().map_or(String::new(), |id| {
            format!(" data-figure=\"{}\"", escape(id.as_str()))
        });
        let tag = match &mark.href {
            Some(_) => "a",
            None => "g",
        };
        let href = mark.href.as_ref().map_or(String::new(), |href| {
            // The drawing is one image to assistive technology, and a table beside it has the same
            // links: the keyboard does not stop at each of hundreds of cells.
            format!(" href=\"{}\" tabindex=\"-1\"", escape(href))
        });
        let tip = if mark.tip.is_empty() {
            String::new()
        } else {
            format!("<title>{}</title>", escape(&mark.tip))
        };
        // Writing to a string does not fail.
        let _ = writeln!(
            body,
            "<{tag}{href}{figure}>{tip}<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/></{tag}>"
        );
    }
    body.push_str("</g>\n");
}

impl Drawing {
    /// Width and height in px.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// The drawing as an element of an HTML page: as wide as its container ([`super::CSS`]), in the font
    /// of the page ([`super::font::face_css`]).
    pub fn inline(&self) -> String {
        self.svg("", " class=\"chart\"", "", "")
    }

    /// The drawing as an SVG file, with its font inside and on white.
    pub fn standalone(&self) -> String {
        let size = format!(" width=\"{}\" height=\"{}\"", self.width, self.height);
        self.svg(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
            &size,
            &face_css(),
            &self.paper(),
        )
    }

    /// The drawing as a PNG on white, `scale` pixels a px (2 for print and sharp screens), drawn with
    /// the embedded font only.
    pub fn png(&self, scale: f32) -> Result<Vec<u8>, ChartError> {
        let refused = || ChartError::Size {
            width: self.width,
            height: self.height,
            scale,
        };
        let pixels = |px: u32| (px as f32 * scale).round();
        let (across, down) = (pixels(self.width), pixels(self.height));
        // A scale that is no number fails this too.
        if !(1.0..=MOST_PIXELS).contains(&(across * down)) {
            return Err(refused());
        }
        let size = format!(" width=\"{}\" height=\"{}\"", self.width, self.height);
        let options = usvg::Options {
            font_family: super::font::FAMILY.to_string(),
            languages: vec![self.frame.lang.tag().to_string()],
            fontdb: database(),
            ..usvg::Options::default()
        };
        // The font is registered, so the file need not bring it.
        let tree = usvg::Tree::from_str(&self.svg("", &size, "", &self.paper()), &options)?;
        let mut map = tiny_skia::Pixmap::new(across as u32, down as u32).ok_or_else(refused)?;
        map.fill(tiny_skia::Color::WHITE);
        resvg::render(
            &tree,
            tiny_skia::Transform::from_scale(scale, scale),
            &mut map.as_mut(),
        );
        map.encode_png().map_err(|e| ChartError::Png(e.to_string()))
    }

    fn paper(&self) -> String {
        format!(
            "<rect width=\"{}\" height=\"{}\" fill=\"{PAPER}\"/>\n",
            self.width, self.height
        )
    }

    fn svg(&self, prolog: &str, attributes: &str, style: &str, ground: &str) -> String {
        let Drawing {
            width,
            height,
            prefix,
            body,
            frame,
        } = self;
        let style = if style.is_empty() {
            String::new()
        } else {
            format!("<style>\n{style}</style>\n")
        };
        let (describedby, description) = if frame.description.is_empty() {
            (String::new(), String::new())
        } else {
            (
                format!(" aria-describedby=\"{prefix}-desc\""),
                format!(
                    "<desc id=\"{prefix}-desc\">{}</desc>\n",
                    escape(&frame.description)
                ),
            )
        };
        let lang = frame.lang.tag();
        format!(
            "{prolog}<svg xmlns=\"http://www.w3.org/2000/svg\"{attributes} viewBox=\"0 0 {width} {height}\" \
             role=\"img\" lang=\"{lang}\" aria-labelledby=\"{prefix}-title\"{describedby} \
             font-family=\"{STACK}\" text-rendering=\"geometricPrecision\">\n\
             <title id=\"{prefix}-title\">{}</title>\n{description}{style}{ground}{body}</svg>\n",
            escape(&frame.title),
        )
    }
}
