//! The progression of queries along a corpus as a chart.

use super::Frequencies;
use crate::charts::{Curve, Frame, Limit, Progression};
use crate::locale::{Arg, Catalogue, Lang, Piece, integer, month_short, paris, paris_month};
use crate::pipeline::{Answer, PipelineError, UsageError, Written, check_file, target};
use crate::store::write;
use crate::textometry::{Step, progression};
use serde::Serialize;
use std::fs;
use std::path::Path;

/// The order in which a corpus is gone through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Along {
    /// By moment of publication; records without one come last. Parts are months in Paris.
    #[default]
    Date,
    /// Section by section, as they first appear, each in source order.
    Section,
}

/// Width of the drawing in px, and pixels a px of a PNG.
const WIDTH: u32 = 960;
const SCALE: f32 = 2.0;

/// What was drawn.
#[derive(Clone, Debug, Serialize)]
pub struct ChartAnswer {
    /// The file, as it was named.
    pub chart: String,
    /// Bytes written.
    pub bytes: Option<u64>,
}

/// Whether a file can hold a chart, by its name: SVG or PNG.
pub fn check_chart(root: &Path, path: &Path) -> Result<(), PipelineError> {
    check_file(root, path)?;
    is_png(path).map(|_| ())
}

fn is_png(path: &Path) -> Result<bool, PipelineError> {
    let extension = path
        .extension()
        .map(|e| e.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    match extension.as_str() {
        "png" => Ok(true),
        "svg" => Ok(false),
        _ => Err(UsageError::UnknownEnding {
            path: path.to_path_buf(),
            of: Written::Chart,
            known: vec!["svg", "png"],
        }
        .into()),
    }
}

/// Draws the progression of queries into a file, which it replaces once it is whole.
pub fn write_chart(
    frequencies: &Frequencies<'_>,
    along: Along,
    lang: Lang,
    path: &Path,
) -> Result<Answer<ChartAnswer>, PipelineError> {
    let png = is_png(path)?;
    target::file(&frequencies.open.corpus, path)?;
    let drawing = frequencies
        .chart(along, lang)?
        .layout(WIDTH)
        .draw("progression")?;
    let bytes = match png {
        true => drawing.png(SCALE)?,
        false => drawing.standalone().into_bytes(),
    };
    write::atomic(path, &bytes)?;
    let body = ChartAnswer {
        chart: path.display().to_string(),
        bytes: fs::metadata(path).ok().map(|m| m.len()),
    };
    Ok(Answer::new("search", frequencies.open.title(), body))
}

impl Frequencies<'_> {
    /// The progression of the queries along the corpus.
    pub fn chart(&self, along: Along, lang: Lang) -> Result<Progression, PipelineError> {
        let words = Words(Catalogue::new(lang));
        let facts = self.open.facts()?;
        let date = |i: usize| facts.published_at(self.ordinals[i]);
        let section = |i: usize| facts.section(self.ordinals[i]).map(str::to_string);
        // Places among the records that count.
        let mut order: Vec<usize> = (0..self.ordinals.len()).collect();
        let sections = self.parts(|o| facts.section(o).map(str::to_string), false);
        match along {
            Along::Date => order.sort_by_key(|&i| (date(i).is_none(), date(i), i)),
            Along::Section => order.sort_by_key(|&i| (sections.of[i], i)),
        }
        let names = sections.names.len();
        let curves = self
            .queries
            .iter()
            .map(|q| Curve {
                label: q.query.clone(),
                points: progression(order.iter().map(|&i| Step {
                    words: self.words[i],
                    occurrences: q.of.get(&self.ordinals[i]).copied().unwrap_or(0),
                })),
            })
            .collect();
        let mut limits: Vec<Limit> = Vec::new();
        let mut part: Option<Option<String>> = None;
        let mut read = 0;
        for &i in &order {
            let now = match along {
                Along::Date => date(i).map(paris_month),
                Along::Section => section(i),
            };
            if part.as_ref() != Some(&now) {
                limits.push(Limit {
                    at: read,
                    label: match along {
                        Along::Date => words.month(date(i)),
                        Along::Section if names <= LETTERS => letter(sections.of[i]),
                        Along::Section => String::new(),
                    },
                });
                part = Some(now);
            }
            read += self.words[i];
        }
        let more = match along {
            Along::Date => {
                let undated = order.iter().filter(|i| date(**i).is_none());
                let undated = undated.count() as u64;
                let args = [("n", integer(lang, undated), undated)];
                (undated > 0).then(|| words.with("progression-undated", &args))
            }
            Along::Section if names <= LETTERS => Some(words.sections(&sections.names)),
            Along::Section => {
                let args = [("n", integer(lang, names as u64), names as u64)];
                Some(words.with("progression-many", &args))
            }
        };
        Ok(Progression {
            frame: self.frame(&words, along, more),
            length: read,
            curves,
            limits,
        })
    }

    fn frame(&self, words: &Words, along: Along, more: Option<String>) -> Frame {
        let lang = words.0.lang();
        let (title, subtitle) = (
            match &self.queries[..] {
                [one] => words.with(
                    "progression-title-one",
                    &[("query", quoted(lang, &one.query), 0)],
                ),
                _ => words.0.text("progression-title"),
            },
            words.0.text(match along {
                Along::Date => "progression-date",
                Along::Section => "progression-section",
            }),
        );
        let all: u64 = self.words.iter().sum();
        let texts = self.ordinals.len() as u64;
        let count = |name, n: u64| (name, integer(lang, n), n);
        let mut note = words.with(
            "progression-note",
            &[count("words", all), count("texts", texts)],
        );
        if let Some(sentence) = more {
            note.push(' ');
            note.push_str(&sentence);
        }
        let totals: Vec<String> = self
            .queries
            .iter()
            .map(|q| {
                words.with(
                    "progression-total",
                    &[
                        ("query", quoted(lang, &q.query), 0),
                        count("n", q.occurrences.len() as u64),
                    ],
                )
            })
            .collect();
        Frame {
            title,
            subtitle,
            note,
            source: format!("{} {}", words.0.text("chart-source"), self.open.title()),
            description: totals.join(" "),
            lang,
        }
    }
}

/// The most sections that letters stand for.
const LETTERS: usize = 26;

/// The letter of a section: A for the first.
fn letter(number: usize) -> String {
    // Fewer than 26, hence an ASCII letter.
    char::from(b'A' + (number % LETTERS) as u8).to_string()
}

fn quoted(lang: Lang, text: &str) -> String {
    match lang {
        Lang::Fr => format!("«\u{A0}{text}\u{A0}»"),
        Lang::En => format!("“{text}”"),
    }
}

/// The catalogue's sentences as plain text.
struct Words(Catalogue);

impl Words {
    /// A sentence with its arguments: name, text, number for the plural.
    fn with(&self, id: &str, arguments: &[(&'static str, String, u64)]) -> String {
        let arguments = arguments
            .iter()
            .map(|(name, value, count)| Arg {
                name,
                count: Some(*count),
                value: value.clone(),
            })
            .collect();
        self.0
            .sentence(id, arguments)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Value(text) => text,
            })
            .collect()
    }

    /// The month of a record, short: «mars 2015».
    fn month(&self, at: Option<jiff::Timestamp>) -> String {
        match at.map(paris) {
            Some(at) => format!("{} {}", month_short(self.0.lang(), at.month()), at.year()),
            None => self.0.text("progression-no-date"),
        }
    }

    /// Which letter is which section.
    fn sections(&self, names: &[Option<String>]) -> String {
        let between = match self.0.lang() {
            Lang::Fr => "\u{A0}:\u{A0}",
            Lang::En => ":\u{A0}",
        };
        let named: Vec<String> = names
            .iter()
            .enumerate()
            .map(|(i, name)| {
                let name = name
                    .clone()
                    .unwrap_or_else(|| self.0.text("progression-no-section"));
                format!("{}{between}{name}", letter(i))
            })
            .collect();
        format!("{}.", named.join(" · "))
    }
}
