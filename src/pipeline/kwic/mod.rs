//! `search --kwic`: the occurrences of a query in context, in order, grouped, sampled, in pages.

mod tabular;

use super::usage::UsageError;
use super::{Answer, Open, PipelineError, Question, Selection};
use crate::locale::rfc3339;
use crate::model::{Facts, Field, Kind, Place, Span};
use crate::text::Passage;
use crate::textometry::{
    Around, GroupRow, Kept, Line, Occurrence, Order, Texts, arrange, group, lines, sample,
};
use serde::Serialize;
use std::ops::Range;

/// What is asked of a concordance.
#[derive(Clone, Debug)]
pub struct KwicOptions {
    /// What is searched.
    pub selection: Selection,
    /// Words of context on either side.
    pub context: usize,
    /// The order of lines.
    pub order: Order,
    /// How many lines to choose, and the seed.
    pub sample: Option<(usize, u64)>,
    /// The page.
    pub page: PageOptions,
}

/// A page of rows.
#[derive(Clone, Copy, Debug)]
pub struct PageOptions {
    /// Rows a page.
    pub limit: usize,
    /// Which page, from 1.
    pub page: usize,
}

impl PageOptions {
    /// Everything on one page.
    pub const ALL: PageOptions = PageOptions {
        limit: usize::MAX,
        page: 1,
    };

    /// The rows of the page.
    pub(super) fn of<'r, T>(&self, rows: &'r [T]) -> Result<&'r [T], PipelineError> {
        Ok(&rows[self.places(rows.len())?])
    }

    /// The places of the page's rows among all.
    pub(super) fn places(&self, rows: usize) -> Result<Range<usize>, PipelineError> {
        let pages = self.pages(rows).max(1);
        if !(1..=pages).contains(&(self.page as u64)) {
            return Err(UsageError::NoPage {
                page: self.page,
                last: pages,
                limit: self.limit,
            }
            .into());
        }
        let from = (self.page - 1).saturating_mul(self.limit).min(rows);
        Ok(from..from.saturating_add(self.limit).min(rows))
    }

    pub(super) fn pages(&self, rows: usize) -> u64 {
        rows.div_ceil(self.limit.max(1)) as u64
    }
}

/// Lines that were chosen of all.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Sampled {
    /// How many were chosen.
    pub size: u64,
    /// Of how many.
    pub of: u64,
    /// The seed.
    pub seed: u64,
}

/// A line of a concordance, with the way back to its source.
#[derive(Clone, Debug, Serialize)]
pub struct KwicRow {
    /// Its record.
    pub id: String,
    /// What the record is.
    pub kind: Kind,
    /// The field.
    pub field: Field,
    /// The occurrence's first byte in the kept text of the field.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The words before it, on one line.
    pub left: String,
    /// The occurrence, on one line.
    pub keyword: String,
    /// The words after it, on one line.
    pub right: String,
    /// The record's author, as a number.
    pub author: Option<String>,
    /// Its section.
    pub section: Option<String>,
    /// RFC 3339 with the Paris offset.
    pub published_at: Option<String>,
    /// The side that its author declared.
    pub stance: Option<&'static str>,
    /// The source, file and place that it came from.
    pub source: String,
    /// The file.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// Whether the field has more words before and after.
    #[serde(skip)]
    cut: (bool, bool),
}

/// The answer of `search --kwic`.
#[derive(Clone, Debug, Serialize)]
pub struct KwicAnswer {
    /// The query.
    pub query: String,
    /// Records that match.
    pub count: u64,
    /// Occurrences in them.
    pub occurrences: u64,
    /// Their distinct authors; null where nothing names them.
    pub authors: Option<u64>,
    /// The lines that were chosen, where a sample was asked for.
    pub sampled: Option<Sampled>,
    /// The page, from 1.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
    /// Words of context on either side, at most.
    pub context: u64,
    /// The lines of the page.
    pub rows: Vec<KwicRow>,
}

/// A group of lines.
#[derive(Clone, Debug, Serialize)]
pub struct KwicGroup {
    /// What its lines share, folded; empty where a field begins or ends there.
    pub text: String,
    /// What is there most often, as written.
    pub form: String,
    /// Lines.
    pub count: u64,
    /// Distinct records.
    pub records: u64,
    /// Distinct authors of those records; null where nothing names them.
    pub authors: Option<u64>,
}

/// The answer of `search --kwic --group`.
#[derive(Clone, Debug, Serialize)]
pub struct KwicGroupsAnswer {
    /// The query.
    pub query: String,
    /// Records that match.
    pub count: u64,
    /// Occurrences in them.
    pub occurrences: u64,
    /// Their distinct authors; null where nothing names them.
    pub authors: Option<u64>,
    /// The lines that were chosen, where a sample was asked for; else all are counted.
    pub sampled: Option<Sampled>,
    /// How many groups there are.
    pub groups: u64,
    /// The page, from 1.
    pub page: u64,
    /// How many pages there are.
    pub pages: u64,
    /// The groups of the page.
    pub rows: Vec<KwicGroup>,
}

/// The kept texts of an open corpus.
pub(super) struct OpenTexts<'o>(pub &'o Open);

impl Texts for OpenTexts<'_> {
    type Error = PipelineError;

    fn read(&self, ordinals: &[u32]) -> Result<Vec<Kept<'_>>, PipelineError> {
        let rows = self.0.texts()?.get(ordinals)?;
        let kept = rows.into_iter().map(|row| Kept {
            title: row.title.into(),
            body: row.body.into(),
        });
        Ok(kept.collect())
    }
}

/// The occurrences of a query, the texts of their records not read yet.
struct Base<'o> {
    question: Question<'o>,
    passages: Vec<(u32, Vec<Passage>)>,
    authors: Option<u64>,
    all: u64,
}

impl<'o> Base<'o> {
    fn new(
        open: &'o Open,
        query: &str,
        selection: &'o Selection,
    ) -> Result<Base<'o>, PipelineError> {
        let question = Question::new(open, query, selection)?;
        let passages = question.passages()?;
        Ok(Base {
            question,
            authors: open.facts()?.distinct_authors(passages.iter().map(|p| p.0)),
            all: passages.iter().map(|p| p.1.len() as u64).sum(),
            passages,
        })
    }

    /// All occurrences in reading order, or those that are chosen.
    fn occurrences(
        &self,
        chosen: Option<(usize, u64)>,
    ) -> Result<(Vec<Occurrence>, Option<Sampled>), PipelineError> {
        let occurrences = occurrences(self.question.spans(&self.passages)?);
        let Some((size, seed)) = chosen else {
            return Ok((occurrences, None));
        };
        let occurrences = sample(&occurrences, size, seed);
        let sampled = Sampled {
            size: occurrences.len() as u64,
            of: self.all,
            seed,
        };
        Ok((occurrences, Some(sampled)))
    }

    /// The occurrences at some places of the reading order; no other record's text is read.
    fn part(&self, places: Range<usize>) -> Result<Vec<Occurrence>, PipelineError> {
        let mut part = Vec::new();
        let mut at = 0;
        for (ordinal, passages) in &self.passages {
            let from = places.start.saturating_sub(at).min(passages.len());
            let to = places.end.saturating_sub(at).min(passages.len());
            if from < to {
                part.push((*ordinal, passages[from..to].to_vec()));
            }
            at += passages.len();
        }
        Ok(occurrences(self.question.spans(&part)?))
    }
}

fn occurrences(spans: Vec<(u32, Vec<Span>)>) -> Vec<Occurrence> {
    let of = |(ordinal, spans): (u32, Vec<Span>)| {
        let spans = spans.into_iter();
        spans.map(move |span| Occurrence { ordinal, span })
    };
    spans.into_iter().flat_map(of).collect()
}

/// The concordance of a query.
pub fn kwic(
    open: &Open,
    query: &str,
    options: &KwicOptions,
) -> Result<Answer<KwicAnswer>, PipelineError> {
    let base = Base::new(open, query, &options.selection)?;
    let texts = OpenTexts(open);
    let (shown, total, sampled) = match (options.order, options.sample) {
        // As the corpus is read: the page is known before any text is.
        (Order::Record, None) => {
            let total = base.all as usize;
            (base.part(options.page.places(total)?)?, total, None)
        }
        (order, chosen) => {
            let (occurrences, sampled) = base.occurrences(chosen)?;
            let ordered = arrange(&texts, &occurrences, order)?;
            let shown = options.page.of(&ordered)?.to_vec();
            (shown, ordered.len(), sampled)
        }
    };
    let lines = lines(&texts, &shown, options.context)?;
    let ordinals: Vec<u32> = lines.iter().map(|l| l.occurrence.ordinal).collect();
    let ids = open.texts()?.get(&ordinals)?.into_iter().map(|row| row.id);
    let facts = open.facts()?;
    let rows = lines
        .into_iter()
        .zip(ids)
        .map(|(line, id)| row(facts, id, line))
        .collect();
    let body = KwicAnswer {
        query: query.to_string(),
        count: base.passages.len() as u64,
        occurrences: base.all,
        authors: base.authors,
        sampled,
        page: options.page.page as u64,
        pages: options.page.pages(total),
        context: options.context as u64,
        rows,
    };
    Ok(Answer::new("search", open.title(), body).within(&options.selection))
}

/// The concordance of a query in groups.
pub fn kwic_groups(
    open: &Open,
    query: &str,
    what: Around,
    options: &KwicOptions,
) -> Result<Answer<KwicGroupsAnswer>, PipelineError> {
    let base = Base::new(open, query, &options.selection)?;
    let (occurrences, sampled) = base.occurrences(options.sample)?;
    let authors = open.facts()?.authors();
    // 0 is no author.
    let author = |o: u32| Some(authors[o as usize]).filter(|a| *a > 0);
    let groups = group(&OpenTexts(open), &occurrences, what, author)?;
    let rows = options
        .page
        .of(&groups)?
        .iter()
        .cloned()
        .map(|g: GroupRow| KwicGroup {
            text: g.text,
            form: g.form,
            count: g.count,
            records: g.records,
            authors: Some(g.authors).filter(|n| *n > 0),
        })
        .collect();
    let body = KwicGroupsAnswer {
        query: query.to_string(),
        count: base.passages.len() as u64,
        occurrences: base.all,
        authors: base.authors,
        sampled,
        groups: groups.len() as u64,
        page: options.page.page as u64,
        pages: options.page.pages(groups.len()),
        rows,
    };
    Ok(Answer::new("search", open.title(), body).within(&options.selection))
}

fn row(facts: &Facts, id: String, line: Line) -> KwicRow {
    let Occurrence { ordinal, span } = line.occurrence;
    let origin = facts.origin(ordinal);
    KwicRow {
        id,
        kind: facts.kind(ordinal),
        field: span.field,
        start: span.start,
        end: span.end,
        left: line.left,
        keyword: line.keyword,
        right: line.right,
        author: facts.author(ordinal).map(|a| a.to_string()),
        section: facts.section(ordinal).map(str::to_string),
        published_at: facts.published_at(ordinal).map(rfc3339),
        stance: facts.side(ordinal).map(|s| s.name()),
        source: origin.source.to_string(),
        file: origin.file.to_string(),
        place: origin.place,
        cut: (line.cut_left, line.cut_right),
    }
}
