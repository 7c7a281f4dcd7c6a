//! `search`: the index narrows and ranks, the matcher decides on the text.

use super::build::files;
use super::{Answer, Open, PipelineError, Tabular, cell};
use crate::index::SearchIndex;
use crate::locale::rfc3339;
use crate::model::{Field, Kind, Place, Record, RowSet, Span};
use crate::tally::ModeratedOption;
use crate::text::{Analysed, Hit, Matcher, parse};
use serde::Serialize;

/// What is asked of a search.
#[derive(Clone, Debug)]
pub struct SearchOptions {
    /// What is done with moderated records.
    pub moderated: ModeratedOption,
    /// How many hits to give.
    pub limit: usize,
}

/// A record that matches.
#[derive(Clone, Debug, Serialize)]
pub struct SearchRow {
    /// Its place in the ranking, from 1.
    pub rank: u64,
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its section.
    pub section: Option<String>,
    /// Its author's number.
    pub author: Option<String>,
    /// RFC 3339 with the Paris offset.
    pub published_at: Option<String>,
    /// The side that its author declared.
    pub stance: Option<&'static str>,
    /// Its title.
    pub title: Option<String>,
    /// A passage around its first occurrence, occurrences between « and ».
    pub snippet: String,
    /// Its occurrences: field, first byte, one past the last byte.
    pub spans: Vec<Span>,
    /// BM25.
    pub score: f32,
    /// The source, file and place that it came from.
    pub source: String,
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: Place,
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
    /// Their distinct authors.
    pub authors: u64,
    /// The best of them.
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
    /// Their distinct authors.
    pub authors: u64,
}

struct Found {
    /// Matching records, best first, with their scores and occurrences.
    hits: Vec<(u32, f32, Vec<Hit>)>,
    occurrences: u64,
    authors: u64,
}

fn find(open: &Open, query: &str, moderated: ModeratedOption) -> Result<Found, PipelineError> {
    let expr = parse(query)?;
    let lexicon = open.lexicon()?;
    let index = SearchIndex::open(&open.path.join(files::INDEX))?;
    let candidates = index.candidates(&expr, lexicon)?;
    let matcher = Matcher::new([&expr], lexicon);
    let view = open.view(moderated)?;
    let mut reader = lexicon.reader();
    let mut hits = Vec::new();
    let mut rows = RowSet::new();
    let mut occurrences = 0;
    for candidate in candidates {
        if !view.rows.contains(candidate.ordinal) {
            continue;
        }
        let record = &view.records[candidate.ordinal as usize];
        let analysed = Analysed {
            title: reader.reread(&record.title),
            body: reader.reread(&record.body),
        };
        if let Some((_, found)) = matcher.matches(candidate.ordinal, &analysed).pop() {
            occurrences += found.len() as u64;
            rows.insert(candidate.ordinal);
            hits.push((candidate.ordinal, candidate.score, found));
        }
    }
    Ok(Found {
        authors: view.authors(&rows),
        hits,
        occurrences,
    })
}

/// Counts the records that match a query.
pub fn count(
    open: &Open,
    query: &str,
    moderated: ModeratedOption,
) -> Result<Answer<CountAnswer>, PipelineError> {
    let found = find(open, query, moderated)?;
    let body = CountAnswer {
        query: query.to_string(),
        count: found.hits.len() as u64,
        occurrences: found.occurrences,
        authors: found.authors,
    };
    Ok(Answer::new("search", open.title(), body))
}

/// Searches a corpus.
pub fn search(
    open: &Open,
    query: &str,
    options: &SearchOptions,
) -> Result<Answer<SearchAnswer>, PipelineError> {
    let found = find(open, query, options.moderated)?;
    let records = open.records()?;
    let rows = found
        .hits
        .iter()
        .take(options.limit)
        .enumerate()
        .map(|(i, (ordinal, score, hits))| {
            row(i as u64 + 1, &records[*ordinal as usize], *score, hits)
        })
        .collect();
    let body = SearchAnswer {
        query: query.to_string(),
        count: found.hits.len() as u64,
        occurrences: found.occurrences,
        authors: found.authors,
        rows,
    };
    Ok(Answer::new("search", open.title(), body))
}

fn row(rank: u64, record: &Record, score: f32, hits: &[Hit]) -> SearchRow {
    SearchRow {
        rank,
        id: record.id.clone(),
        kind: record.kind,
        section: record.section.clone(),
        author: record.author.map(|a| a.to_string()),
        published_at: record.published_at.map(rfc3339),
        stance: record.declared.map(|s| s.name()),
        title: Some(record.title.clone()).filter(|t| !t.is_empty()),
        snippet: snippet(record, hits),
        spans: hits.iter().map(|h| h.span).collect(),
        score,
        source: record.origin.source.to_string(),
        file: record.origin.file.to_string(),
        place: record.origin.place,
    }
}

/// Bytes shown before and after the first occurrence.
const AROUND: usize = 80;

/// A passage around the first occurrence in the body (else in the title), on one line, its occurrences
/// marked with guillemets.
fn snippet(record: &Record, hits: &[Hit]) -> String {
    let first = hits
        .iter()
        .find(|h| h.span.field == Field::Body)
        .or(hits.first());
    let field = first.map_or(Field::Body, |h| h.span.field);
    let text = record.text(field);
    let (from, to) = first.map_or((0, 0), |h| (h.span.start as usize, h.span.end as usize));
    let mut start = from.saturating_sub(AROUND);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    // Begin and end at a space where there is one near.
    if start > 0
        && let Some(space) = text[start..from].find(char::is_whitespace)
    {
        start += space + 1;
    }
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let mut end = (to + AROUND).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if end < text.len()
        && let Some(space) = text[to..end].rfind(char::is_whitespace)
    {
        end = to + space;
    }
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    let mut at = start;
    for hit in hits.iter().filter(|h| h.span.field == field) {
        let (s, e) = (hit.span.start as usize, hit.span.end as usize);
        if s < at || e > end {
            continue;
        }
        out.push_str(&text[at..s]);
        out.push('«');
        out.push_str(&text[s..e]);
        out.push('»');
        at = e;
    }
    out.push_str(&text[at..end]);
    if end < text.len() {
        out.push('…');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Tabular for SearchAnswer {
    fn header(&self) -> Vec<String> {
        [
            "rank",
            "score",
            "id",
            "author",
            "published_at",
            "stance",
            "title",
            "snippet",
            "file",
        ]
        .map(str::to_string)
        .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.rows
            .iter()
            .map(|r| {
                vec![
                    r.rank.to_string(),
                    format!("{:.2}", r.score),
                    r.id.clone(),
                    cell(&r.author),
                    r.published_at
                        .as_deref()
                        .map_or("", |p| &p[..10])
                        .to_string(),
                    cell(&r.stance),
                    cell(&r.title),
                    r.snippet.clone(),
                    r.file.clone(),
                ]
            })
            .collect()
    }

    fn footer(&self) -> Vec<String> {
        vec![format!(
            "records: {}, authors: {}, occurrences: {}; shown: {} (--limit)",
            self.count,
            self.authors,
            self.occurrences,
            self.rows.len()
        )]
    }
}

impl Tabular for CountAnswer {
    fn header(&self) -> Vec<String> {
        ["query", "count", "occurrences", "authors"]
            .map(str::to_string)
            .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.query.clone(),
            self.count.to_string(),
            self.occurrences.to_string(),
            self.authors.to_string(),
        ]]
    }
}
