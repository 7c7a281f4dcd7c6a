//! `synth`: a made-up corpus of any size, to measure speed and memory on. Its texts mean nothing.
//!
//! Words follow the frequencies of the demo corpus (`words.txt`) under Zipf's law, with terms of the
//! shipped dictionary strewn in; sections are few, authors have a heavy tail, one text in twenty is a copy
//! of an earlier one. The same rows and seed give the same bytes.

use super::PipelineError;
use crate::annotate::themes::{Dictionary, SHIPPED};
use crate::model::Random;
use crate::store::StoreError;
use std::io::{self, Write};
use std::path::Path;

const WORDS: &str = include_str!("words.txt");

/// What is made.
#[derive(Clone, Copy, Debug)]
pub struct SynthOptions {
    /// Contributions.
    pub rows: u64,
    /// Arguments.
    pub arguments: u64,
    /// The seed.
    pub seed: u64,
}

/// A number under `n`, small ones far more often: the cube of a uniform number.
fn tail(random: &mut Random, n: u64) -> u64 {
    let u = (random.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
    ((u * u * u) * n as f64) as u64
}

/// The words with their cumulated frequencies.
struct Words {
    words: Vec<&'static str>,
    cumulated: Vec<u64>,
}

impl Words {
    fn new() -> Self {
        let mut words = Vec::new();
        let mut cumulated = Vec::new();
        let mut total = 0;
        for line in WORDS.lines() {
            if let Some((word, count)) = line.split_once(' ')
                && let Ok(count) = count.parse::<u64>()
            {
                total += count;
                words.push(word);
                cumulated.push(total);
            }
        }
        Words { words, cumulated }
    }

    fn draw(&self, random: &mut Random) -> &'static str {
        let total = self.cumulated.last().copied().unwrap_or(1);
        let at = random.below(total);
        self.words[self.cumulated.partition_point(|c| *c <= at)]
    }
}

struct Maker {
    random: Random,
    words: Words,
    terms: Vec<String>,
    texts: Vec<String>,
}

/// How many earlier texts are kept to be copied.
const KEPT: usize = 1_000;

impl Maker {
    fn text(&mut self, least: u64, spread: u64) -> String {
        if self.random.below(20) == 0 && !self.texts.is_empty() {
            let at = self.random.below(self.texts.len() as u64) as usize;
            return self.texts[at].clone();
        }
        let n = least + tail(&mut self.random, spread);
        let mut out = String::new();
        let mut sentence = 0;
        for i in 0..n {
            let word = if self.random.below(40) == 0 {
                let at = self.random.below(self.terms.len() as u64) as usize;
                self.terms[at].clone()
            } else {
                self.words.draw(&mut self.random).to_string()
            };
            if i > 0 {
                out.push(' ');
            }
            if sentence == 0 {
                let mut chars = word.chars();
                out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
                out.push_str(chars.as_str());
            } else {
                out.push_str(&word);
            }
            sentence += 1;
            if sentence > 4 && self.random.below(12) == 0 {
                out.push('.');
                sentence = 0;
            }
        }
        out.push('.');
        if self.texts.len() < KEPT {
            self.texts.push(out.clone());
        } else {
            let at = self.random.below(KEPT as u64) as usize;
            self.texts[at].clone_from(&out);
        }
        out
    }

    fn date(&mut self) -> String {
        let day = self.random.below(90);
        let (month, day) = match day {
            0..31 => (1, day + 1),
            31..59 => (2, day - 30),
            _ => (3, day - 58),
        };
        let (hour, minute) = (self.random.below(24), self.random.below(60));
        format!("2015-{month:02}-{day:02} {hour:02}:{minute:02}:00")
    }
}

/// Writes a table of contributions and arguments as CSV.
pub fn synth(options: SynthOptions, out: &mut dyn Write) -> Result<(), PipelineError> {
    let dictionary = Dictionary::parse(SHIPPED, "the shipped dictionary")?;
    let terms: Vec<String> = dictionary
        .themes
        .iter()
        .flat_map(|t| &t.terms)
        .map(|t| {
            let plain: String = t
                .chars()
                .filter(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-'))
                .collect();
            plain.trim().to_string()
        })
        .filter(|t| !t.is_empty())
        .collect();
    let mut maker = Maker {
        random: Random::new(options.seed),
        words: Words::new(),
        terms,
        texts: Vec::new(),
    };
    match write_rows(&mut maker, options, out) {
        // A reader that has gone (`| head`) has read what it wanted.
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(e) => Err(StoreError::io(Path::new("standard output"), &e).into()),
        Ok(()) => Ok(()),
    }
}

fn write_rows(maker: &mut Maker, options: SynthOptions, out: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "id",
        "type",
        "parent_id",
        "titre",
        "texte",
        "auteur_id",
        "date",
        "section",
        "position",
        "votes",
    ])
    .map_err(disk)?;
    let authors = (options.rows / 4).max(10);
    for i in 0..options.rows {
        let title = maker.text(3, 6);
        let title = title.split('.').next().unwrap_or("").to_string();
        let body = maker.text(20, 400);
        let author = format!("auteur-{}", tail(&mut maker.random, authors));
        let date = maker.date();
        let section = format!("Section {}", tail(&mut maker.random, 12) + 1);
        csv.write_record([
            &format!("c{i}"),
            "proposition",
            "",
            &title,
            &body,
            &author,
            &date,
            &section,
            "",
            "",
        ])
        .map_err(disk)?;
    }
    for i in 0..options.arguments {
        let parent = format!("c{}", tail(&mut maker.random, options.rows.max(1)));
        let body = maker.text(8, 120);
        let author = format!("auteur-{}", tail(&mut maker.random, authors));
        let date = maker.date();
        let side = if maker.random.below(2) == 0 {
            "pour"
        } else {
            "contre"
        };
        let votes = tail(&mut maker.random, 50).to_string();
        csv.write_record([
            &format!("a{i}"),
            "argument",
            &parent,
            "",
            &body,
            &author,
            &date,
            "",
            side,
            &votes,
        ])
        .map_err(disk)?;
    }
    csv.flush()
}

/// The error of the stream that an error of the table comes from.
fn disk(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(seed: u64) -> Vec<u8> {
        let mut out = Vec::new();
        let options = SynthOptions {
            rows: 200,
            arguments: 100,
            seed,
        };
        synth(options, &mut out).unwrap();
        out
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        let a = made(1);
        assert_eq!(a, made(1));
        assert_ne!(a, made(2));
        let rows = csv::Reader::from_reader(&a[..]).records().count();
        assert_eq!(rows, 300);
    }
}
