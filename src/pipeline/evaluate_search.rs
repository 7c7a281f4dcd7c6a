//! `evaluate search`: rankings held against a judge's grades.

use super::answer::rounded;
use super::table::{counts, numbers, texts};
use super::usage::{Line, UsageError};
use super::{Answer, Exported, Open, PipelineError, Question, Selection, Tabular};
use crate::index::Ranking;
use crate::store::{JudgedQuery, Table, read_relevance};
use crate::tally::{Mean, mean, ndcg, precision, reciprocal_rank};
use crate::text::Expr;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::path::Path;

/// The ranks that nDCG looks at: what an analyst reads before asking otherwise.
const DEPTH: usize = 10;
/// The ranks that precision looks at.
const FIRST: usize = 5;
/// The grade of a record that answers the need.
const ANSWERS: u8 = 2;

/// One query. Measures of BM25 alone are those of the same matches in its order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelevanceRow {
    /// Its id in `relevance.csv`.
    pub query_id: String,
    /// `dev`: the ranking may be tuned on it; `test`: it may not.
    pub half: &'static str,
    /// The query as typed.
    pub query: String,
    /// What whoever types it wants to find.
    pub need: String,
    /// Records that match.
    pub matches: u64,
    /// Records that the judge graded 1 or 2, whether or not they match.
    pub relevant: u64,
    /// Records among the first 10 that are judged.
    pub judged10: u64,
    /// Records among the first 10 that nobody judged: they count as 0.
    pub unjudged10: u64,
    /// Normalised discounted cumulated gain of the first 10.
    pub ndcg10: f64,
    /// One over the rank of the first record graded 2; null where no record is graded so.
    pub rr: Option<f64>,
    /// Share of the first 5 ranks that hold a record graded 1 or 2.
    pub p5: f64,
    /// `unjudged10` of BM25 alone.
    pub bm25_unjudged10: u64,
    /// `ndcg10` of BM25 alone.
    pub bm25_ndcg10: f64,
    /// `rr` of BM25 alone.
    pub bm25_rr: Option<f64>,
    /// `p5` of BM25 alone.
    pub bm25_p5: f64,
}

/// Means over the queries of a half, each with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RelevanceMeans {
    /// Queries.
    pub queries: u64,
    /// Records among their first 10 that nobody judged.
    pub unjudged10: u64,
    /// `unjudged10` of BM25 alone.
    pub bm25_unjudged10: u64,
    /// Mean `ndcg10`.
    pub ndcg10: Mean,
    /// Mean `rr` over the queries that have one.
    pub rr: Option<Mean>,
    /// Mean `p5`.
    pub p5: Mean,
    /// Mean `ndcg10` of BM25 alone.
    pub bm25_ndcg10: Mean,
    /// Mean `rr` of BM25 alone.
    pub bm25_rr: Option<Mean>,
    /// Mean `p5` of BM25 alone.
    pub bm25_p5: Mean,
    /// Mean over queries of `ndcg10` less `bm25_ndcg10`: an interval without 0 tells the two apart.
    pub difference: Mean,
}

/// The answer of `evaluate search`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelevanceAnswer {
    /// Queries judged.
    pub queries: u64,
    /// Means over the half that ranking may be tuned on.
    pub dev: Option<RelevanceMeans>,
    /// Means over the other half.
    pub test: Option<RelevanceMeans>,
    /// What a reader must know of these figures.
    pub note: String,
    /// One row a query, in the order of `relevance.csv`.
    pub rows: Vec<RelevanceRow>,
}

/// What must be said beside the figures.
const NOTE: &str = "Grades are one reading: no agreement between judges is measured. The ideal order is that of all judged records, those \
that the query does not match among them. nDCG: gain 2^grade - 1, discount log2(rank + 1). Intervals: 95 %, \
bootstrap over queries.";

/// Evaluates the ranking of a corpus's search against its `relevance.csv`.
pub fn evaluate_search(
    open: &Open,
    selection: &Selection,
) -> Result<Answer<RelevanceAnswer>, PipelineError> {
    let path = open.corpus.root.join("relevance.csv");
    let queries = read_relevance(&path)?;
    let ids = open.ids()?;
    let expressions = checked(open, &ids, &path, &queries)?;
    let rankings = Rankings {
        open,
        selection,
        ids,
    };
    let rows = queries
        .iter()
        .zip(&expressions)
        .map(|(query, expr)| row(&rankings, query, expr))
        .collect::<Result<Vec<_>, _>>()?;
    let body = RelevanceAnswer {
        queries: rows.len() as u64,
        dev: means(&rows, "dev"),
        test: means(&rows, "test"),
        note: NOTE.to_string(),
        rows,
    };
    Ok(Answer::new("evaluate", open.title(), body))
}

/// The queries as expressions: every one can be understood, and every judged record is of the corpus.
fn checked(
    open: &Open,
    ids: &[String],
    path: &Path,
    queries: &[JudgedQuery],
) -> Result<Vec<Expr>, PipelineError> {
    let known: HashSet<&str> = ids.iter().map(String::as_str).collect();
    let place = |line: usize| Line {
        path: path.to_path_buf(),
        line,
    };
    queries
        .iter()
        .map(|q| {
            if let Some(j) = q
                .judgements
                .iter()
                .find(|j| !known.contains(j.record.as_str()))
            {
                return Err(UsageError::JudgedRecordUnknown {
                    place: place(j.line),
                    column: Some("record"),
                    id: j.record.clone(),
                }
                .into());
            }
            open.parse(&q.query).map_err(|e| match e {
                PipelineError::Query(error) => UsageError::JudgedQuery {
                    place: place(q.line),
                    query: q.query.clone(),
                    error,
                }
                .into(),
                other => other,
            })
        })
        .collect()
}

/// What ranks queries over one corpus.
struct Rankings<'a> {
    open: &'a Open,
    selection: &'a Selection,
    ids: Vec<String>,
}

impl Rankings<'_> {
    /// The ids of all records that match a query, best first, ties in source order.
    fn of(&self, expr: &Expr, ranking: Ranking) -> Result<Vec<&str>, PipelineError> {
        let question = Question::of(self.open, expr.clone(), self.selection)?;
        let mut found = question.ranked_by(ranking)?;
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.ordinal.cmp(&b.ordinal)));
        let id = |ordinal: u32| self.ids[ordinal as usize].as_str();
        Ok(found.iter().map(|m| id(m.ordinal)).collect())
    }
}

/// What one order of a query's matches is worth.
struct Measured {
    matches: u64,
    judged: u64,
    unjudged: u64,
    ndcg: f64,
    rr: Option<f64>,
    p5: f64,
}

fn measured(
    rankings: &Rankings<'_>,
    query: &JudgedQuery,
    expr: &Expr,
    ranking: Ranking,
) -> Result<Measured, PipelineError> {
    let ids = rankings.of(expr, ranking)?;
    let of: HashMap<&str, u8> = query
        .judgements
        .iter()
        .map(|j| (j.record.as_str(), j.grade))
        .collect();
    let judged: Vec<u8> = query.judgements.iter().map(|j| j.grade).collect();
    let found: Vec<Option<u8>> = ids.iter().map(|id| of.get(*id).copied()).collect();
    let ranked: Vec<u8> = found.iter().map(|g| g.unwrap_or(0)).collect();
    let first = &found[..found.len().min(DEPTH)];
    let known = first.iter().flatten().count();
    Ok(Measured {
        matches: ids.len() as u64,
        judged: known as u64,
        unjudged: (first.len() - known) as u64,
        // The file's reader refuses a query without a record graded above 0.
        ndcg: ndcg(&ranked, &judged, DEPTH).unwrap_or(0.0),
        rr: reciprocal_rank(&ranked, &judged, ANSWERS),
        p5: precision(&ranked, FIRST),
    })
}

fn row(
    rankings: &Rankings<'_>,
    query: &JudgedQuery,
    expr: &Expr,
) -> Result<RelevanceRow, PipelineError> {
    let shipped = measured(rankings, query, expr, Ranking::SHIPPED)?;
    let bm25 = measured(rankings, query, expr, Ranking::BM25)?;
    Ok(RelevanceRow {
        query_id: query.id.clone(),
        half: if query.dev { "dev" } else { "test" },
        query: query.query.clone(),
        need: query.need.clone(),
        matches: shipped.matches,
        relevant: query.judgements.iter().filter(|j| j.grade > 0).count() as u64,
        judged10: shipped.judged,
        unjudged10: shipped.unjudged,
        ndcg10: shipped.ndcg,
        rr: shipped.rr,
        p5: shipped.p5,
        bm25_unjudged10: bm25.unjudged,
        bm25_ndcg10: bm25.ndcg,
        bm25_rr: bm25.rr,
        bm25_p5: bm25.p5,
    })
}

fn means(rows: &[RelevanceRow], half: &str) -> Option<RelevanceMeans> {
    let rows: Vec<&RelevanceRow> = rows.iter().filter(|r| r.half == half).collect();
    let over = |f: fn(&RelevanceRow) -> Option<f64>| {
        mean(&rows.iter().filter_map(|r| f(r)).collect::<Vec<f64>>())
    };
    Some(RelevanceMeans {
        queries: rows.len() as u64,
        unjudged10: rows.iter().map(|r| r.unjudged10).sum(),
        bm25_unjudged10: rows.iter().map(|r| r.bm25_unjudged10).sum(),
        ndcg10: over(|r| Some(r.ndcg10))?,
        rr: over(|r| r.rr),
        p5: over(|r| Some(r.p5))?,
        bm25_ndcg10: over(|r| Some(r.bm25_ndcg10))?,
        bm25_rr: over(|r| r.bm25_rr),
        bm25_p5: over(|r| Some(r.bm25_p5))?,
        difference: over(|r| Some(r.ndcg10 - r.bm25_ndcg10))?,
    })
}

fn decimal(value: f64) -> String {
    format!("{value:.3}")
}

fn interval(mean: &Mean) -> String {
    format!("{:.3} [{:.3}, {:.3}]", mean.value, mean.low, mean.high)
}

impl Tabular for RelevanceAnswer {
    fn header(&self) -> Vec<String> {
        [
            "query_id",
            "half",
            "query",
            "matches",
            "relevant",
            "judged10",
            "unjudged10",
            "ndcg10",
            "rr",
            "p5",
            "bm25_unjudged10",
            "bm25_ndcg10",
            "bm25_rr",
            "bm25_p5",
        ]
        .map(str::to_string)
        .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let optional = |value: Option<f64>| value.map_or_else(|| "-".to_string(), decimal);
        self.rows
            .iter()
            .map(|r| {
                vec![
                    r.query_id.clone(),
                    r.half.to_string(),
                    r.query.clone(),
                    r.matches.to_string(),
                    r.relevant.to_string(),
                    r.judged10.to_string(),
                    r.unjudged10.to_string(),
                    decimal(r.ndcg10),
                    optional(r.rr),
                    decimal(r.p5),
                    r.bm25_unjudged10.to_string(),
                    decimal(r.bm25_ndcg10),
                    optional(r.bm25_rr),
                    decimal(r.bm25_p5),
                ]
            })
            .collect()
    }

    fn footer(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (half, means) in [("dev", &self.dev), ("test", &self.test)] {
            let Some(m) = means else {
                lines.push(format!("{half}: no query"));
                continue;
            };
            let line = |name: &str, ndcg: &Mean, rr: &Option<Mean>, p5: &Mean| {
                format!(
                    "{half}, {name}: nDCG@10 {}, reciprocal rank {}, precision@5 {}",
                    interval(ndcg),
                    rr.as_ref().map_or_else(|| "-".to_string(), interval),
                    interval(p5)
                )
            };
            lines.push(line("as shipped", &m.ndcg10, &m.rr, &m.p5));
            lines.push(line("BM25 alone", &m.bm25_ndcg10, &m.bm25_rr, &m.bm25_p5));
            lines.push(format!(
                "{half}: {} queries, difference in nDCG@10 {}, unjudged among the first 10: {} (BM25 alone: {})",
                m.queries,
                interval(&m.difference),
                m.unjudged10,
                m.bm25_unjudged10
            ));
        }
        lines.push(self.note.clone());
        lines
    }
}

impl Exported for RelevanceAnswer {
    fn table(&self) -> Table {
        let rows = &self.rows;
        let measure = |f: fn(&RelevanceRow) -> f64| numbers(rows, |r| Some(rounded(f(r))));
        Table::new(vec![
            ("query_id", texts(rows, |r| Some(r.query_id.clone()))),
            ("half", texts(rows, |r| Some(r.half.to_string()))),
            ("query", texts(rows, |r| Some(r.query.clone()))),
            ("need", texts(rows, |r| Some(r.need.clone()))),
            ("matches", counts(rows, |r| r.matches)),
            ("relevant", counts(rows, |r| r.relevant)),
            ("judged10", counts(rows, |r| r.judged10)),
            ("unjudged10", counts(rows, |r| r.unjudged10)),
            ("ndcg10", measure(|r| r.ndcg10)),
            ("rr", numbers(rows, |r| r.rr.map(rounded))),
            ("p5", measure(|r| r.p5)),
            ("bm25_unjudged10", counts(rows, |r| r.bm25_unjudged10)),
            ("bm25_ndcg10", measure(|r| r.bm25_ndcg10)),
            ("bm25_rr", numbers(rows, |r| r.bm25_rr.map(rounded))),
            ("bm25_p5", measure(|r| r.bm25_p5)),
        ])
    }
}
