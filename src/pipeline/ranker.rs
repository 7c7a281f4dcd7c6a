//! The rankings that `evaluate search` compares: the one that `search` ships, and BM25 alone.

use super::search::{SearchOptions, search};
use super::{Open, PipelineError};
use crate::model::RowSet;
use crate::tally::ModeratedOption;
use crate::text::{Analysed, Analyser, Expr, Matcher};
use std::collections::HashMap;

/// A way to order the records that match a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ranker {
    /// As `search` orders them.
    Shipped,
    /// BM25 (Robertson and Zaragoza 2009, k1 = 1.2, b = 0.75) over title and body as one text, nothing else.
    Bm25,
}

/// How fast a term's repetitions count less.
const K1: f64 = 1.2;
/// How much a long text's words count less.
const B: f64 = 0.75;

/// Ranks the matches of several queries over one corpus. Both rankers order the same records: what `search`
/// finds.
pub struct Rankings<'a> {
    open: &'a Open,
    moderated: ModeratedOption,
    ordinals: HashMap<&'a str, u32>,
    /// For each record that counts, its length in words over the mean length.
    lengths: HashMap<u32, f64>,
    /// For each query, its terms' numbers of occurrences by record.
    terms: Vec<Vec<HashMap<u32, u32>>>,
}

impl<'a> Rankings<'a> {
    /// Counts the terms of the queries in all records that count.
    pub fn new(
        open: &'a Open,
        queries: &[Expr],
        moderated: ModeratedOption,
    ) -> Result<Self, PipelineError> {
        let lexicon = open.lexicon()?;
        let of_query: Vec<Vec<Expr>> = queries.iter().map(sought).collect();
        let matcher = Matcher::new(of_query.iter().flatten(), &lexicon);
        let mut analyser = Analyser::with_lexicon(lexicon);
        let mut counts = vec![HashMap::new(); of_query.iter().map(Vec::len).sum()];
        let mut lengths = HashMap::new();
        let rows: &RowSet = &open.view(moderated).rows;
        for record in open.records.iter().filter(|r| rows.contains(r.ordinal)) {
            let analysed = Analysed {
                title: analyser.reread(&record.title),
                body: analyser.reread(&record.body),
            };
            for (term, hits) in matcher.matches(record.ordinal, &analysed) {
                // No text holds 2^32 words.
                counts[term].insert(record.ordinal, hits.len() as u32);
            }
            let words = analysed.title.len() + analysed.body.len();
            lengths.insert(record.ordinal, words as f64);
        }
        let mean = lengths.values().sum::<f64>() / (lengths.len().max(1)) as f64;
        for length in lengths.values_mut() {
            *length /= mean.max(1.0);
        }
        let mut counts = counts.into_iter();
        let terms = of_query
            .iter()
            .map(|terms| counts.by_ref().take(terms.len()).collect())
            .collect();
        Ok(Rankings {
            open,
            moderated,
            ordinals: open
                .records
                .iter()
                .map(|r| (r.id.as_str(), r.ordinal))
                .collect(),
            lengths,
            terms,
        })
    }

    /// The ids of the records that match a query, best first. `number` is its place in what
    /// [`Rankings::new`] was given.
    pub fn of(
        &self,
        number: usize,
        query: &str,
        ranker: Ranker,
    ) -> Result<Vec<String>, PipelineError> {
        let options = SearchOptions {
            moderated: self.moderated,
            limit: usize::MAX,
        };
        let found = search(self.open, query, &options)?.body.rows;
        let mut ids: Vec<String> = found.into_iter().map(|r| r.id).collect();
        if ranker == Ranker::Bm25 {
            let mut scored: Vec<(f64, u32, String)> = ids
                .into_iter()
                .map(|id| {
                    // What a search finds is a record of the corpus.
                    let ordinal = self.ordinals[id.as_str()];
                    (self.bm25(number, ordinal), ordinal, id)
                })
                .collect();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            ids = scored.into_iter().map(|(_, _, id)| id).collect();
        }
        Ok(ids)
    }

    fn bm25(&self, number: usize, ordinal: u32) -> f64 {
        let length = self.lengths.get(&ordinal).copied().unwrap_or(1.0);
        self.terms[number]
            .iter()
            .map(|records| {
                let times = f64::from(records.get(&ordinal).copied().unwrap_or(0));
                bm25_term(times, length, records.len(), self.lengths.len())
            })
            .sum()
    }
}

/// What one term gives a text in which it stands `times` times, `length` times as long as the mean, where
/// `with` of `all` texts hold it.
fn bm25_term(times: f64, length: f64, with: usize, all: usize) -> f64 {
    let rarity = (1.0 + (all as f64 - with as f64 + 0.5) / (with as f64 + 0.5)).ln();
    rarity * times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * length))
}

/// The terms whose occurrences a query seeks, each an expression of its own: those under NOT and those that
/// HORS takes away are none.
fn sought(expr: &Expr) -> Vec<Expr> {
    match expr {
        Expr::Term(_) => vec![expr.clone()],
        Expr::And(parts) | Expr::Or(parts) => parts.iter().flat_map(sought).collect(),
        Expr::Except(a, _) => sought(a),
        Expr::Not(_) | Expr::Test(..) | Expr::Rows(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[test]
    fn only_what_is_sought_counts() {
        let of = |query: &str| sought(&parse(query).unwrap()).len();
        assert_eq!(of("former agents"), 2);
        assert_eq!(of("former OU \"mode d'emploi\" OU =cours"), 3);
        assert_eq!(of("carte HORS \"carte bleue\""), 1);
        assert_eq!(of("serveur SAUF vocal"), 1);
    }

    #[test]
    fn a_term_weighs_what_the_formula_says() {
        // By hand: ln(1 + 7.5 / 3.5) * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 0.5)).
        let weight = bm25_term(2.0, 0.5, 3, 10);
        assert!((weight - 1.145_132_304_303_002_6 * 4.4 / 2.75).abs() < 1e-12);
        assert_eq!(bm25_term(0.0, 1.0, 0, 10), 0.0);
        assert!(bm25_term(1.0, 1.0, 10, 10) > 0.0);
    }
}
