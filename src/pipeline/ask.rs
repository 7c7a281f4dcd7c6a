//! One question to the index: a query with its fields in their place, compiled, and what it finds.

use super::conditions::with_rows;
use super::selection::Selection;
use super::subcorpus_names::{Resolver, names_appendices};
use super::{Open, PipelineError};
use crate::index::{Explained, Match, Ranking};
use crate::model::{Field, RowSet, Span};
use crate::store::TextRow;
use crate::tally::{Inclusion, ModeratedOption, OrganiserOption};
use crate::text::{Expr, Passage, Plan, spans};
use crate::textometry::CHUNK;
use rayon::prelude::*;

/// A query compiled for a corpus, with the records that may answer it.
pub struct Question<'o> {
    open: &'o Open,
    /// The query as it was understood, fields and all.
    pub asked: Expr,
    /// The compiled query.
    pub plan: Plan,
    selection: &'o Selection,
    /// Whether it names the kind of appendices, which are not searched else.
    appendices: bool,
}

impl<'o> Question<'o> {
    /// Reads a query.
    pub fn new(
        open: &'o Open,
        query: &str,
        selection: &'o Selection,
    ) -> Result<Self, PipelineError> {
        Question::of(open, open.parse(query)?, selection)
    }

    /// A query that was read before.
    pub fn of(
        open: &'o Open,
        asked: Expr,
        selection: &'o Selection,
    ) -> Result<Self, PipelineError> {
        let expr = resolve(open, with_rows(open, asked.clone())?)?;
        Ok(Question {
            open,
            appendices: names_appendices(&open.corpus, &asked),
            asked,
            plan: Plan::new([&expr], open.lexicon()?),
            selection,
        })
    }

    /// Every record that matches, by ordinal.
    pub fn matches(&self) -> Result<Vec<Match>, PipelineError> {
        self.ranked_by(Ranking::SHIPPED)
    }

    /// The same, scored in another way.
    pub fn ranked_by(&self, ranking: Ranking) -> Result<Vec<Match>, PipelineError> {
        let keep = self.selection.counts(self.open.facts()?, self.appendices);
        let lengths = self.open.lengths()?;
        let index = self.open.index()?;
        self.open
            .answered(index.matches(&self.plan, &keep, lengths, ranking))
    }

    /// The occurrences in every record that matches, by ordinal.
    pub fn passages(&self) -> Result<Vec<(u32, Vec<Passage>)>, PipelineError> {
        let keep = self.selection.counts(self.open.facts()?, self.appendices);
        let index = self.open.index()?;
        self.open.answered(index.passages(&self.plan, &keep))
    }

    /// The occurrences in some of the records that match (`rows`, ascending), and what each term adds to their
    /// scores.
    pub fn explained(&self, rows: &[u32]) -> Result<Vec<(u32, Explained)>, PipelineError> {
        let (index, lengths) = (self.open.index()?, self.open.lengths()?);
        self.open
            .answered(index.explain(&self.plan, rows, lengths, Ranking::SHIPPED))
    }

    /// How often some forms occur in some of the records that match (`rows`, ascending), where every occurrence is one
    /// word; `None` where some are several.
    pub fn form_counts(
        &self,
        rows: &[u32],
        forms: &[u32],
    ) -> Result<Option<Vec<u64>>, PipelineError> {
        let index = self.open.index()?;
        self.open
            .answered(index.form_counts(&self.plan, rows, forms))
    }

    /// The bytes of some occurrences that [`Question::passages`] gave, in their order. Reads the texts of their
    /// records.
    pub fn spans(
        &self,
        passages: &[(u32, Vec<Passage>)],
    ) -> Result<Vec<(u32, Vec<Span>)>, PipelineError> {
        let texts = self.open.texts()?;
        let found: Vec<Vec<(u32, Vec<Span>)>> = passages
            .par_chunks(CHUNK)
            .map(|chunk| {
                let ordinals: Vec<u32> = chunk.iter().map(|c| c.0).collect();
                let rows = texts.get(&ordinals)?;
                let both = chunk.iter().zip(&rows);
                Ok(both.map(|((o, p), row)| (*o, spans_of(row, p))).collect())
            })
            .collect::<Result<_, PipelineError>>()?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The records that are searched, ascending.
    pub fn searched(&self) -> Result<Vec<u32>, PipelineError> {
        Ok(self.selection.ordinals(self.open.facts()?, self.appendices))
    }

    /// The corpus that is asked.
    pub fn open(&self) -> &'o Open {
        self.open
    }
}

/// The records that an expression matches, whatever their moderation and whether they are the organiser's.
pub(super) fn rows_of_expr(open: &Open, expr: &Expr) -> Result<RowSet, PipelineError> {
    let all = Selection::from(Inclusion {
        moderated: ModeratedOption::Include,
        organiser: OrganiserOption::Include,
    });
    let found = Question::of(open, expr.clone(), &all)?.matches()?;
    Ok(found.into_iter().map(|hit| hit.ordinal).collect())
}

/// A query with the records of each sub-corpus in the place of its name (`in:agents`).
pub(super) fn resolve(open: &Open, expr: Expr) -> Result<Expr, PipelineError> {
    let parse = |query: &str| open.parse(query);
    let mut resolver = Resolver::new(&open.corpus, parse, |expr| rows_of_expr(open, expr));
    resolver.replace(expr, None)
}

/// The bytes of a record's passages, in reading order.
pub(super) fn spans_of(text: &TextRow, passages: &[Passage]) -> Vec<Span> {
    let mut found = spans(&text.title, Field::Title, passages);
    found.extend(spans(&text.body, Field::Body, passages));
    found
}
