//! `synth`: a made-up corpus of any size, to measure speed and memory on. Its texts mean nothing.
//!
//! Words follow the frequencies of the demo corpus (`words.txt`) under Zipf's law, with terms of the
//! shipped dictionary strewn in; sections are few, authors have a heavy tail, one text in twenty is a copy
//! of an earlier one. The same rows and seed give the same bytes. That vocabulary has 5,200 forms; `natural`
//! has hundreds of thousands, see [`natural`].

mod natural;

use super::PipelineError;
use crate::annotate::themes::{Dictionary, SHIPPED};
use crate::model::Random;
use crate::store::StoreError;
use natural::Natural;
use std::io::{self, Write};
use std::path::Path;

const WORDS: &str = include_str!("words.txt");

/// Where the words of a made-up table come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vocabulary {
    /// The words of the demo corpus and terms of the dictionary: 5,200 forms.
    #[default]
    Demo,
    /// The same and a long tail: hundreds of thousands of forms in a large table.
    Natural,
}

/// What is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct SynthOptions {
    /// Contributions.
    pub rows: u64,
    /// Arguments.
    pub arguments: u64,
    /// The seed.
    pub seed: u64,
    /// Where the words come from.
    pub vocabulary: Vocabulary,
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
    natural: Option<Natural>,
}

/// How many earlier texts are kept to be copied.
const KEPT: usize = 1_000;

impl Maker {
    /// A title of one sentence.
    fn title(&mut self) -> String {
        if let Some(natural) = &self.natural {
            let n = 3 + tail(&mut self.random, 16);
            return natural.text(&mut self.random, n).replace('\n', " ");
        }
        let title = self.text(3, 6);
        title.split('.').next().unwrap_or("").to_string()
    }

    /// A body: at least so many words, and at most `spread` more in the small vocabulary.
    fn text(&mut self, least: u64, spread: u64) -> String {
        if self.random.below(20) == 0 && !self.texts.is_empty() {
            let at = self.random.below(self.texts.len() as u64) as usize;
            return self.texts[at].clone();
        }
        let n = least + tail(&mut self.random, spread);
        let out = match &self.natural {
            Some(natural) => {
                // Most texts are short, and a few are very long.
                let longer = if self.random.below(50) == 0 { 8 } else { 1 };
                natural.text(&mut self.random, n * 2 * longer / 3)
            }
            None => self.plain(n),
        };
        if self.texts.len() < KEPT {
            self.texts.push(out.clone());
        } else {
            let at = self.random.below(KEPT as u64) as usize;
            self.texts[at].clone_from(&out);
        }
        out
    }

    /// A text of so many words of the small vocabulary.
    fn plain(&mut self, n: u64) -> String {
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
        natural: (options.vocabulary == Vocabulary::Natural).then(Natural::new),
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
        let title = maker.title();
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

    fn made(seed: u64, vocabulary: Vocabulary) -> Vec<u8> {
        let mut out = Vec::new();
        let options = SynthOptions {
            rows: 200,
            arguments: 100,
            seed,
            vocabulary,
        };
        synth(options, &mut out).unwrap();
        out
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        for vocabulary in [Vocabulary::Demo, Vocabulary::Natural] {
            let a = made(1, vocabulary);
            assert_eq!(a, made(1, vocabulary));
            assert_ne!(a, made(2, vocabulary));
            let rows = csv::Reader::from_reader(&a[..]).records().count();
            assert_eq!(rows, 300);
        }
    }

    #[test]
    fn the_default_table_is_what_earlier_versions_made() {
        let sum = crate::ingest::sha256_hex(&made(1, Vocabulary::Demo));
        let kept = "e4dd61a76bf88dc279330e912951106c50db998f5078ea93bbbf659665f72a40";
        assert_eq!(sum, kept);
    }

    #[test]
    fn natural_texts_have_many_more_forms() {
        let forms = |vocabulary| {
            let table = String::from_utf8(made(1, vocabulary)).unwrap();
            let words = table.split(|c: char| !c.is_alphabetic());
            words
                .map(str::to_lowercase)
                .collect::<std::collections::BTreeSet<_>>()
                .len()
        };
        let (demo, natural) = (forms(Vocabulary::Demo), forms(Vocabulary::Natural));
        assert!(natural > demo, "{natural} and {demo}");
    }
}
