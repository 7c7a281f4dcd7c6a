//! `--similar`: the records that share the distinctive words of one.
//!
//! The words of the record are weighed by how often it has them and how rare they are in the corpus (tf-idf,
//! Salton and Buckley 1988); the best of them are asked as one query, any of them, and ranked as every query
//! is. Copies of the record come first.

use super::super::ask::Question;
use super::super::{Answer, Open, PipelineError, UsageError};
use super::{SearchAnswer, SearchOptions, page};
use crate::model::RowSet;
use crate::text::{Expr, Flags, Item, Reader, Term};
use rustc_hash::FxHashMap;

/// Words that are asked at most.
const MAX_WORDS: usize = 20;
/// A word in fewer places than this in all is of this record alone.
const MIN_PLACES: u64 = 2;

/// The records most similar to the one of that id, itself left out; `query` narrows them where it is given.
pub fn similar(
    open: &Open,
    id: &str,
    query: Option<&str>,
    options: &SearchOptions,
) -> Result<Answer<SearchAnswer>, PipelineError> {
    let ordinal = open.ordinal_of(id)?;
    let words = telling_words(open, ordinal)?;
    if words.is_empty() {
        return Err(UsageError::NothingSimilar(id.to_string()).into());
    }
    let any = Expr::Or(words.into_iter().map(word).collect());
    let itself: RowSet = std::iter::once(ordinal).collect();
    let mut parts = vec![any, Expr::Not(Box::new(Expr::Rows(itself)))];
    if let Some(query) = query {
        parts.push(open.parse(query)?);
    }
    let question = Question::of(open, Expr::And(parts), &options.selection)?;
    let matches = question.matches()?;
    let asked = match query {
        Some(query) => format!("similar to {id}: {query}"),
        None => format!("similar to {id}"),
    };
    let body = page(&question, asked, matches, options)?;
    Ok(Answer::new("search", open.title(), body).within(&options.selection))
}

fn word(form: String) -> Expr {
    Expr::Term(Term {
        items: vec![Item::Word(form)],
        slop: None,
        field: None,
    })
}

/// The record's most distinctive words, each as its most frequent form.
fn telling_words(open: &Open, ordinal: u32) -> Result<Vec<String>, PipelineError> {
    let lexicon = open.lexicon()?;
    let rows = open.texts()?.get(&[ordinal])?;
    let Some(row) = rows.first() else {
        return Ok(Vec::new());
    };
    let mut reader = Reader::new(lexicon);
    let mut counts: FxHashMap<u32, u64> = FxHashMap::default();
    for text in [&row.title, &row.body] {
        for token in reader.reread(text) {
            if ![Flags::STOP, Flags::DIGIT, Flags::LINK]
                .iter()
                .any(|f| token.flags.has(*f))
            {
                *counts.entry(token.headword).or_insert(0) += 1;
            }
        }
    }
    let facts = open.facts()?;
    let total: u64 = (0..facts.len()).map(|o| facts.words(o)).sum();
    let mut weighed: Vec<(f64, String)> = counts
        .into_iter()
        .filter_map(|(headword, tf)| {
            let label = lexicon.label(headword)?;
            let all: u64 = lexicon
                .of_headword(headword)
                .map(|f| lexicon.count_of(f))
                .sum();
            // One letter is a list's, not a word.
            let distinctive = all >= MIN_PLACES && all > tf && label.chars().count() > 1;
            distinctive.then(|| {
                (
                    tf as f64 * (total as f64 / all as f64).ln(),
                    label.to_string(),
                )
            })
        })
        .collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    weighed.truncate(MAX_WORDS);
    Ok(weighed.into_iter().map(|w| w.1).collect())
}
