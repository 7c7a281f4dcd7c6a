//! `search`: ranked records with their passages, how many there are in all, and of what they are.

mod explain;
mod facets;
mod forms;
mod rows;
mod similar;
mod tabular;

pub use explain::{Explanation, TermScore};
pub use facets::{FacetAnswer, FacetRow, VariableFacet};
pub(super) use forms::MAX_FORMS;
pub use forms::{Counted, FormCount, UnusedWord};
pub use rows::SearchRow;
pub use similar::similar;

use super::ask::Question;
use super::{Answer, Open, PageOptions, PipelineError, Selection};
use crate::index::Match;
use crate::model::{Facts, NO_COUNT, NO_MOMENT, Side};
use crate::tally::facets;
use serde::Serialize;
use std::cmp::{Ordering, Reverse};
use std::ops::Range;

/// In which order records come. Ties are broken by source order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best answer first.
    #[default]
    Relevance,
    /// The oldest first; records without a date last.
    Date,
    /// The newest first; records without a date last.
    Newest,
    /// The most votes in support first: the platform's number of supports, else votes for.
    Votes,
}

/// What is asked of a search.
#[derive(Clone, Debug)]
pub struct SearchOptions {
    /// What is searched.
    pub selection: Selection,
    /// How many records a page has.
    pub limit: usize,
    /// Which page, from 1.
    pub page: usize,
    /// The order.
    pub sort: Sort,
    /// Whether each record says why it matched and scored so.
    pub explain: bool,
    /// Whether every form of the occurrences is listed.
    pub forms: bool,
}

impl SearchOptions {
    /// The first `limit` records of a selection, the best first.
    pub fn first(selection: Selection, limit: usize) -> Self {
        SearchOptions {
            selection,
            limit,
            page: 1,
            sort: Sort::Relevance,
            explain: false,
            forms: false,
        }
    }
}

/// The answer of `search`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchAnswer {
    /// The query.
    pub query: String,
    /// Records that match.
    pub count: u64,
    /// Occurrences in them.
    pub occurrences: u64,
    /// Their distinct authors; null where nothing names them.
    pub authors: Option<u64>,
    /// The forms that were counted, and what the query does without.
    #[serde(flatten)]
    pub counted: Counted,
    /// The page, from 1.
    pub page: u64,
    /// Pages in all.
    pub pages: u64,
    /// Of what all the records that match are.
    pub facets: FacetAnswer,
    /// The records of the page.
    pub rows: Vec<SearchRow>,
}

/// The answer of `search --count`.
#[derive(Clone, Debug, Serialize)]
pub struct CountAnswer {
    /// The query.
    pub query: String,
    /// Records that match.
    pub count: u64,
    /// Occurrences in them.
    pub occurrences: u64,
    /// Their distinct authors; null where nothing names them.
    pub authors: Option<u64>,
    /// The forms that were counted, and what the query does without.
    #[serde(flatten)]
    pub counted: Counted,
}

/// Counts the records that match a query.
pub fn count(
    open: &Open,
    query: &str,
    selection: &Selection,
) -> Result<Answer<CountAnswer>, PipelineError> {
    count_forms(open, query, selection, false)
}

/// The same; `forms`: lists every form of their occurrences.
pub fn count_forms(
    open: &Open,
    query: &str,
    selection: &Selection,
    forms: bool,
) -> Result<Answer<CountAnswer>, PipelineError> {
    let question = Question::new(open, query, selection)?;
    let matches = question.matches()?;
    let body = CountAnswer {
        counted: Counted::new(&question, query, &matches, forms)?,
        query: query.to_string(),
        count: matches.len() as u64,
        occurrences: occurrences(&matches),
        authors: authors(open.facts()?, &matches),
    };
    Ok(Answer::new("search", open.title(), body).within(selection))
}

/// Searches a corpus.
pub fn search(
    open: &Open,
    query: &str,
    options: &SearchOptions,
) -> Result<Answer<SearchAnswer>, PipelineError> {
    let question = Question::new(open, query, &options.selection)?;
    let matches = question.matches()?;
    let body = page(&question, query.to_string(), matches, options)?;
    Ok(Answer::new("search", open.title(), body).within(&options.selection))
}

impl Question<'_> {
    /// All records that match, by ordinal, and the first `limit` of them in an order.
    pub fn best(
        &self,
        sort: Sort,
        limit: usize,
    ) -> Result<(Vec<Match>, Vec<Match>), PipelineError> {
        let matches = self.matches()?;
        let first = ordered(&matches, 0..limit, sort, self.open().facts()?);
        Ok((matches, first))
    }
}

/// The page that was asked for, of all records that match.
fn page(
    question: &Question<'_>,
    query: String,
    matches: Vec<Match>,
    options: &SearchOptions,
) -> Result<SearchAnswer, PipelineError> {
    let open = question.open();
    let facts = open.facts()?;
    let count = matches.len();
    let ordinals: Vec<u32> = matches.iter().map(|m| m.ordinal).collect();
    let facets = facets(facts, open.theme_rows()?, &ordinals);
    let (occurrences, authors) = (occurrences(&matches), authors(facts, &matches));
    let asked = PageOptions {
        limit: options.limit,
        page: options.page,
    };
    let places = asked.places(count)?;
    let from = places.start;
    let counted = Counted::new(question, &query, &matches, options.forms)?;
    let shown = ordered(&matches, places, options.sort, facts);
    Ok(SearchAnswer {
        query,
        count: count as u64,
        occurrences,
        authors,
        counted,
        page: options.page as u64,
        pages: asked.pages(count).max(1),
        facets: FacetAnswer::new(open, &facets, &ordinals)?,
        rows: rows::rows(question, &shown, from, options)?,
    })
}

fn occurrences(matches: &[Match]) -> u64 {
    matches.iter().map(|m| u64::from(m.occurrences)).sum()
}

fn authors(facts: &Facts, matches: &[Match]) -> Option<u64> {
    facts.distinct_authors(matches.iter().map(|m| m.ordinal))
}

/// The matches at some places of an order.
fn ordered(matches: &[Match], places: Range<usize>, sort: Sort, facts: &Facts) -> Vec<Match> {
    match sort {
        Sort::Relevance => select(matches, places, |a, b| {
            b.score.total_cmp(&a.score).then(a.ordinal.cmp(&b.ordinal))
        }),
        Sort::Date | Sort::Newest => {
            let moments = facts.moments();
            let key = |m: &Match| {
                let moment = moments[m.ordinal as usize];
                let key = match sort {
                    Sort::Newest => -i128::from(moment),
                    _ => i128::from(moment),
                };
                (moment == NO_MOMENT, key, m.ordinal)
            };
            select(matches, places, |a, b| key(a).cmp(&key(b)))
        }
        Sort::Votes => {
            let (supports, votes) = (facts.supports(), facts.votes(Side::Favourable));
            let key = |m: &Match| {
                let at = m.ordinal as usize;
                let counts = [supports[at], votes[at]].into_iter();
                let n = counts.into_iter().find(|n| *n != NO_COUNT);
                (Reverse(n.unwrap_or(0)), m.ordinal)
            };
            select(matches, places, |a, b| key(a).cmp(&key(b)))
        }
    }
}

/// What is at some places of an order. Most matches are behind the last place that is asked for, which one
/// comparison tells: a page of many thousands costs little more than reading them.
fn select(
    matches: &[Match],
    places: Range<usize>,
    compare: impl Fn(&Match, &Match) -> Ordering,
) -> Vec<Match> {
    let to = places.end.min(matches.len());
    let from = places.start.min(to);
    if from == to {
        return Vec::new();
    }
    let room = (2 * to).max(64);
    let mut kept: Vec<Match> = Vec::with_capacity(room.min(matches.len()));
    let mut last: Option<Match> = None;
    for m in matches {
        if last.is_some_and(|last| compare(m, &last) == Ordering::Greater) {
            continue;
        }
        if kept.len() == room {
            kept.select_nth_unstable_by(to - 1, &compare);
            kept.truncate(to);
            last = kept.last().copied();
        }
        kept.push(*m);
    }
    kept.sort_unstable_by(compare);
    kept[from..to].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_selection_are_those_of_a_sort() {
        let compare =
            |a: &Match, b: &Match| b.score.total_cmp(&a.score).then(a.ordinal.cmp(&b.ordinal));
        let all: Vec<Match> = (0..570u32)
            .map(|i| Match {
                ordinal: i,
                occurrences: 1,
                score: (i * 7 % 11) as f32,
            })
            .collect();
        let mut sorted = all.clone();
        sorted.sort_by(compare);
        for limit in [1, 10, 20, 31, 57, 100] {
            let mut found = Vec::new();
            for page in 0..all.len().div_ceil(limit) {
                let from = page * limit;
                found.extend(select(&all, from..from + limit, compare));
            }
            assert_eq!(found, sorted, "pages of {limit}");
        }
    }
}
