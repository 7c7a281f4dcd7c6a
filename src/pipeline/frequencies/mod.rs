//! `search --frequencies`: the forms under queries, their rates and dispersion, their progression.

mod chart;
mod queries;
mod tabular;

pub use chart::{Along, ChartAnswer, check_chart, write_chart};

use super::answer::rounded;
use super::kwic::OpenTexts;
use super::parse::parse_before;
use super::{Answer, Open, PipelineError, Question, Selection};
use crate::locale::paris_month;
use crate::model::RowSet;
use crate::store::Corpus;
use crate::textometry::{self, Frequency, Occurrence, PartCounts, dispersion, forms};
use queries::split;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The least base of a rate per 10,000 words: under it only counts are given.
pub(super) const MIN_WORDS: u64 = 1_000;
/// The most queries at once: as many curves as can be told apart.
pub(super) const MAX_QUERIES: usize = 6;

/// A form under a query.
#[derive(Clone, Debug, Serialize)]
pub struct FormFrequency {
    /// Its letters, in lower case.
    pub form: String,
    /// Occurrences.
    pub occurrences: u64,
    /// Records that hold it.
    pub records: u64,
}

/// A query in a part of the corpus.
#[derive(Clone, Debug, Serialize)]
pub struct PartFrequency {
    /// The section, or the month as `2015-03`; null for records that have none.
    pub name: Option<String>,
    /// Occurrences.
    pub occurrences: u64,
    /// Words of the records that count, stop words included: the base of the rate.
    pub words: u64,
    /// Occurrences per 10,000 words, to two decimals; null under 1,000 words.
    pub per_10000: Option<f64>,
    /// Records that match.
    pub records: u64,
}

/// A query over the parts of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct PartsFrequency {
    /// Parts that have a name and words: dispersion is over these.
    pub parts: u64,
    /// Occurrences in them.
    pub occurrences: u64,
    /// Words in them.
    pub words: u64,
    /// Gries' deviation of proportions; this and the next two to four decimals, null where not defined.
    pub dp: Option<f64>,
    /// The same over the most that it can be.
    pub dp_norm: Option<f64>,
    /// Juilland's D.
    pub juilland_d: Option<f64>,
    /// The parts: sections by first appearance, months in time, what has no name last.
    pub rows: Vec<PartFrequency>,
}

/// A query.
#[derive(Clone, Debug, Serialize)]
pub struct QueryFrequency {
    /// The query.
    pub query: String,
    /// Records that match.
    pub count: u64,
    /// Occurrences in them.
    pub occurrences: u64,
    /// Their distinct authors; null where nothing names them.
    pub authors: Option<u64>,
    /// Occurrences per 10,000 words, to two decimals; null under 1,000 words.
    pub per_10000: Option<f64>,
    /// The forms, the most frequent first.
    pub forms: Vec<FormFrequency>,
    /// Over sections.
    pub sections: PartsFrequency,
    /// Over months of publication, in Paris.
    pub months: PartsFrequency,
}

/// The answer of `search --frequencies`.
#[derive(Clone, Debug, Serialize)]
pub struct FrequenciesAnswer {
    /// Records that count.
    pub records: u64,
    /// Their words, titles and stop words included.
    pub words: u64,
    /// The queries, in the order in which they were asked.
    pub rows: Vec<QueryFrequency>,
}

/// Queries counted in a corpus: what answer and chart are made of.
pub struct Frequencies<'o> {
    open: &'o Open,
    selection: &'o Selection,
    /// The records that count, in source order.
    ordinals: Vec<u32>,
    /// For each of them its words.
    words: Vec<u64>,
    queries: Vec<Counted>,
}

struct Counted {
    query: String,
    matching: RowSet,
    occurrences: Vec<Occurrence>,
    /// Occurrences by record.
    of: FxHashMap<u32, u64>,
}

/// Checks queries, several of them separated by `;`, before anything is built.
pub fn check_queries(root: &Path, query: &str) -> Result<(), PipelineError> {
    let corpus = Corpus::open(root)?;
    split(query, |query| Ok(parse_before(&corpus, query)?)).map(|_| ())
}

/// Counts queries, several of them separated by `;`.
pub fn frequencies<'o>(
    open: &'o Open,
    query: &str,
    selection: &'o Selection,
) -> Result<Frequencies<'o>, PipelineError> {
    let mut queries = Vec::new();
    // What any of the queries searches: one that names appendices searches these too.
    let mut searched = RowSet::new();
    for query in split(query, |query| open.parse(query))? {
        let question = Question::new(open, &query, selection)?;
        searched = searched.or(&question.searched()?.into_iter().collect());
        let found = question.spans(&question.passages()?)?;
        let mut counted = Counted {
            query,
            matching: found.iter().map(|f| f.0).collect(),
            occurrences: Vec::new(),
            of: FxHashMap::default(),
        };
        for (ordinal, spans) in found {
            if !spans.is_empty() {
                counted.of.insert(ordinal, spans.len() as u64);
            }
            let occurrences = spans.into_iter();
            counted
                .occurrences
                .extend(occurrences.map(|span| Occurrence { ordinal, span }));
        }
        queries.push(counted);
    }
    let ordinals: Vec<u32> = searched.iter().collect();
    let facts = open.facts()?;
    let words = ordinals.iter().map(|o| facts.words(*o)).collect();
    Ok(Frequencies {
        open,
        selection,
        ordinals,
        words,
        queries,
    })
}

impl Frequencies<'_> {
    /// The answer.
    pub fn answer(&self) -> Result<Answer<FrequenciesAnswer>, PipelineError> {
        let words: u64 = self.words.iter().sum();
        let facts = self.open.facts()?;
        let section = self.parts(|o| facts.section(o).map(str::to_string), false);
        let month = self.parts(|o| facts.published_at(o).map(paris_month), true);
        let rows = self
            .queries
            .iter()
            .map(|q| {
                let occurrences = q.occurrences.len() as u64;
                Ok(QueryFrequency {
                    query: q.query.clone(),
                    count: q.matching.len(),
                    occurrences,
                    authors: facts.distinct_authors(q.matching.iter()),
                    per_10000: rate(occurrences, words),
                    forms: forms(&OpenTexts(self.open), &q.occurrences)?
                        .into_iter()
                        .map(|f| FormFrequency {
                            form: f.form,
                            occurrences: f.occurrences,
                            records: f.records,
                        })
                        .collect(),
                    sections: self.over(q, &section),
                    months: self.over(q, &month),
                })
            })
            .collect::<Result<_, PipelineError>>()?;
        let body = FrequenciesAnswer {
            records: self.ordinals.len() as u64,
            words,
            rows,
        };
        Ok(Answer::new("search", self.open.title(), body).within(self.selection))
    }

    /// The parts that a key makes, and for each record that counts its part's number: by first appearance, or by
    /// name; records without a key are the last part, where there are some.
    fn parts(&self, key: impl Fn(u32) -> Option<String>, sorted: bool) -> Parts {
        let keys: Vec<Option<String>> = self.ordinals.iter().map(|o| key(*o)).collect();
        let mut names: Vec<&String> = Vec::new();
        let mut numbers: BTreeMap<&String, usize> = BTreeMap::new();
        for key in keys.iter().flatten() {
            numbers.entry(key).or_insert_with(|| {
                names.push(key);
                names.len() - 1
            });
        }
        if sorted {
            for (n, (name, number)) in numbers.iter_mut().enumerate() {
                *number = n;
                names[n] = name;
            }
        }
        let mut out = Parts {
            names: names.iter().map(|n| Some(n.to_string())).collect(),
            of: Vec::with_capacity(keys.len()),
        };
        if keys.iter().any(Option::is_none) {
            out.names.push(None);
        }
        let last = out.names.len().saturating_sub(1);
        for key in &keys {
            let number = key.as_ref().and_then(|k| numbers.get(k).copied());
            out.of.push(number.unwrap_or(last));
        }
        out
    }

    fn over(&self, query: &Counted, parts: &Parts) -> PartsFrequency {
        let mut rows: Vec<PartFrequency> = parts
            .names
            .iter()
            .map(|name| PartFrequency {
                name: name.clone(),
                occurrences: 0,
                words: 0,
                per_10000: None,
                records: 0,
            })
            .collect();
        for ((ordinal, words), part) in self.ordinals.iter().zip(&self.words).zip(&parts.of) {
            let row = &mut rows[*part];
            row.words += words;
            row.occurrences += query.of.get(ordinal).copied().unwrap_or(0);
            row.records += u64::from(query.matching.contains(*ordinal));
        }
        for row in &mut rows {
            row.per_10000 = rate(row.occurrences, row.words);
        }
        let named: Vec<PartCounts> = rows
            .iter()
            .filter(|r| r.name.is_some())
            .map(|r| PartCounts {
                occurrences: r.occurrences,
                words: r.words,
            })
            .collect();
        let textometry::Dispersion {
            parts,
            dp,
            dp_norm,
            juilland_d,
        } = dispersion(&named);
        PartsFrequency {
            parts,
            occurrences: named.iter().map(|p| p.occurrences).sum(),
            words: named.iter().map(|p| p.words).sum(),
            dp: dp.map(rounded),
            dp_norm: dp_norm.map(rounded),
            juilland_d: juilland_d.map(rounded),
            rows,
        }
    }
}

struct Parts {
    names: Vec<Option<String>>,
    of: Vec<usize>,
}

fn rate(occurrences: u64, words: u64) -> Option<f64> {
    let rate = Frequency { occurrences, words }.per_10_000();
    rate.filter(|_| words >= MIN_WORDS)
        .map(|rate| (rate * 100.0).round() / 100.0)
}
