//! `search --compare A,B`: how often a query is said in two parts of a corpus.

use super::answer::rounded;
use super::subcorpus_names::check_names;
use super::table::{counts, numbers, texts};
use super::usage::OptionError;
use super::{Answer, Exported, Open, PipelineError, Question, Selection, Tabular, cell, select};
use crate::locale::{DECIMAL_BASE, Lang, MIN_BASE, decimal, share};
use crate::model::RowSet;
use crate::store::{Corpus, Table};
use crate::tally::{Difference, difference};
use crate::textometry::{Frequency, log_ratio, signed_g2};
use serde::Serialize;
use std::path::Path;

/// The name of a part that holds all records that count and are not in the other part.
pub const REST: &str = "*";

/// One part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompareRow {
    /// The name of the sub-corpus, or `*`.
    pub part: String,
    /// The query that defines it; null for `*`.
    pub defined_by: Option<String>,
    /// Records of the part that match.
    pub records: u64,
    /// Records of the part.
    pub of: u64,
    /// `records` of `of`, from 0 to 1; null under 30 records.
    pub share: Option<f64>,
    /// Occurrences in them.
    pub occurrences: u64,
    /// Words of all records of the part, titles and bodies.
    pub words: u64,
    /// Occurrences per 10,000 words; null where there is no word.
    pub per_10000: Option<f64>,
    /// Distinct authors of the records that match; null where nothing names them.
    pub authors: Option<u64>,
}

/// A difference of two shares, with its interval at 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ShareDifference {
    /// The first share less the second.
    pub value: f64,
    /// The lower end (Newcombe 1998).
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The answer of `search --compare`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompareAnswer {
    /// The query.
    pub query: String,
    /// Records that are in both parts.
    pub both: u64,
    /// Dunning's G2 of occurrences in words, positive where the first part has relatively more; null where a
    /// part has no word.
    pub g2: Option<f64>,
    /// Hardie's log ratio of occurrences in words; null where it cannot be computed ([`log_ratio`]).
    pub log_ratio: Option<f64>,
    /// The first share less the second; null where a part has fewer than 30 records.
    pub difference: Option<ShareDifference>,
    /// The two parts, as they were named.
    pub rows: Vec<CompareRow>,
}

/// Reads the names of the two parts that `--compare` gives. What makes no sense is reported before a build.
pub fn compare_parts(root: &Path, names: &[String]) -> Result<[String; 2], PipelineError> {
    let [a, b] = names else {
        return Err(OptionError::CompareWantsTwo(names.len()).into());
    };
    if a == b {
        return Err(OptionError::CompareWithItself(a.clone()).into());
    }
    let named = [a, b].into_iter().map(String::as_str);
    let named = named.filter(|n| *n != REST);
    check_names(&Corpus::open(root)?, named)?;
    Ok([a.clone(), b.clone()])
}

/// A part with its records that count.
struct Side {
    name: String,
    query: Option<String>,
    rows: RowSet,
}

/// Compares what a query finds in two parts of what `selection` looks at: sub-corpora, or one and its rest
/// (`*`).
pub fn compare(
    open: &Open,
    query: &str,
    names: [&str; 2],
    selection: &Selection,
) -> Result<Answer<CompareAnswer>, PipelineError> {
    let question = Question::new(open, query, selection)?;
    let found = question.matches()?;
    let facts = open.facts()?;
    let all: RowSet = question.searched()?.into_iter().collect();
    let side = |name: &str| -> Result<Side, PipelineError> {
        let part = select(open, selection.inclusion, Some(name).filter(|n| *n != REST))?;
        let within = part.within.as_ref();
        Ok(Side {
            name: name.to_string(),
            query: within.map(|w| w.query.clone()),
            rows: within.map(|w| w.rows.and(&all)).unwrap_or_default(),
        })
    };
    let mut sides = [side(names[0])?, side(names[1])?];
    for (this, other) in [(0, 1), (1, 0)] {
        if sides[this].name == REST {
            sides[this].rows = all.minus(&sides[other].rows);
        }
    }
    let both = sides[0].rows.and(&sides[1].rows).len();
    let rows: Vec<CompareRow> = sides
        .into_iter()
        .map(|side| {
            let inside = found.iter().filter(|m| side.rows.contains(m.ordinal));
            let matched: RowSet = inside.clone().map(|m| m.ordinal).collect();
            let frequency = Frequency {
                occurrences: inside.map(|m| u64::from(m.occurrences)).sum(),
                words: side.rows.iter().map(|o| facts.words(o)).sum(),
            };
            let of = side.rows.len();
            CompareRow {
                part: side.name,
                defined_by: side.query,
                records: matched.len(),
                of,
                share: (of >= MIN_BASE).then(|| rounded(matched.len() as f64 / of as f64)),
                occurrences: frequency.occurrences,
                words: frequency.words,
                per_10000: frequency.per_10_000().map(rounded),
                authors: facts.distinct_authors(matched.iter()),
            }
        })
        .collect();
    let [a, b] = [0, 1].map(|i| Frequency {
        occurrences: rows[i].occurrences,
        words: rows[i].words,
    });
    let wide = rows.iter().all(|r| r.of >= MIN_BASE);
    let apart = difference(rows[0].records, rows[0].of, rows[1].records, rows[1].of);
    let body = CompareAnswer {
        query: query.to_string(),
        both,
        g2: signed_g2(a, b).map(rounded),
        log_ratio: log_ratio(a, b).map(rounded),
        difference: apart.filter(|_| wide).map(shares),
        rows,
    };
    Ok(Answer::new("search", open.title(), body).within(selection))
}

fn shares(d: Difference) -> ShareDifference {
    ShareDifference {
        value: rounded(d.value),
        low: rounded(d.low),
        high: rounded(d.high),
    }
}

impl Exported for CompareAnswer {
    fn table(&self) -> Table {
        let rows = &self.rows;
        Table::new(vec![
            ("part", texts(rows, |r| Some(r.part.clone()))),
            ("defined_by", texts(rows, |r| r.defined_by.clone())),
            ("records", counts(rows, |r| r.records)),
            ("of", counts(rows, |r| r.of)),
            ("share", numbers(rows, |r| r.share)),
            ("occurrences", counts(rows, |r| r.occurrences)),
            ("words", counts(rows, |r| r.words)),
            ("per_10000", numbers(rows, |r| r.per_10000)),
            ("authors", counts(rows, |r| r.authors)),
        ])
    }
}

impl Tabular for CompareAnswer {
    fn header(&self) -> Vec<String> {
        [
            "part",
            "records",
            "of",
            "share",
            "occurrences",
            "words",
            "per_10000",
            "authors",
        ]
        .map(str::to_string)
        .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.rows
            .iter()
            .map(|r| {
                vec![
                    r.part.clone(),
                    r.records.to_string(),
                    r.of.to_string(),
                    share(Lang::En, r.records, r.of),
                    r.occurrences.to_string(),
                    r.words.to_string(),
                    cell(&r.per_10000.map(|x| format!("{x:.2}"))),
                    cell(&r.authors),
                ]
            })
            .collect()
    }

    fn footer(&self) -> Vec<String> {
        let signed = |x: Option<f64>| x.map_or("-".to_string(), |x| format!("{x:+.2}"));
        let [a, b] = [0, 1].map(|i| self.rows[i].part.as_str());
        let mut lines = vec![format!(
            "occurrences in words, {a} against {b}: G2 {} (beyond 3.84: once in twenty by chance), log ratio {}",
            signed(self.g2),
            signed(self.log_ratio)
        )];
        lines.push(match &self.difference {
            Some(d) => {
                let places = usize::from(self.rows.iter().all(|r| r.of >= DECIMAL_BASE));
                let points = |x: f64| decimal(Lang::En, 100.0 * x, places);
                format!(
                    "records, {a} less {b}: {} points (95% interval {} to {})",
                    points(d.value),
                    points(d.low),
                    points(d.high)
                )
            }
            None => format!(
                "records: no difference of shares is given, a part has fewer than {MIN_BASE}"
            ),
        });
        if self.both > 0 {
            lines.push(format!(
                "records in both parts: {}; they count in each, and the measures take the parts as separate: \
                 compare one of them with {REST}",
                self.both
            ));
        }
        lines
    }
}
