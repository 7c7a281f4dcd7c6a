//! One question to the index: a query with its fields in their place, compiled, and what it finds.

use super::conditions::with_rows;
use super::{Open, PipelineError, Selection, subcorpus};
use crate::index::{Match, Ranking};
use crate::model::{MODERATED, RowSet};
use crate::text::{Expr, Passage, Plan, parse};

/// A query compiled for a corpus, with the records that may answer it.
pub struct Question<'o> {
    open: &'o Open,
    /// The query as it was understood, fields and all.
    pub asked: Expr,
    /// The compiled query.
    pub plan: Plan,
    selection: &'o Selection,
}

impl<'o> Question<'o> {
    /// Reads a query.
    pub fn new(
        open: &'o Open,
        query: &str,
        selection: &'o Selection,
    ) -> Result<Self, PipelineError> {
        Question::of(open, parse(query)?, selection)
    }

    /// A query that was read before.
    pub fn of(
        open: &'o Open,
        asked: Expr,
        selection: &'o Selection,
    ) -> Result<Self, PipelineError> {
        let expr = subcorpus::resolve(open, with_rows(open, asked.clone())?)?;
        Ok(Question {
            open,
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
        let keep = self.keep()?;
        let lengths = self.open.lengths()?;
        Ok(self
            .open
            .index()?
            .matches(&self.plan, &keep, lengths, ranking)?)
    }

    /// The occurrences in every record that matches, by ordinal.
    pub fn passages(&self) -> Result<Vec<(u32, Vec<Passage>)>, PipelineError> {
        let keep = self.keep()?;
        Ok(self.open.index()?.passages(&self.plan, &keep)?)
    }

    /// The occurrences in some of the records that match: `rows` ascending.
    pub fn passages_in(&self, rows: &[u32]) -> Result<Vec<(u32, Vec<Passage>)>, PipelineError> {
        Ok(self.open.index()?.passages_in(&self.plan, rows)?)
    }

    /// Which records count.
    fn keep(&self) -> Result<impl Fn(u32) -> bool + Sync + 'o, PipelineError> {
        let flags = self.open.facts()?.flags();
        let option = self.selection.moderated;
        let within: Option<&RowSet> = self.selection.within.as_ref().map(|w| &w.rows);
        Ok(move |ordinal: u32| {
            option.counts(flags[ordinal as usize] & MODERATED != 0)
                && within.is_none_or(|rows| rows.contains(ordinal))
        })
    }

    /// The corpus that is asked.
    pub fn open(&self) -> &'o Open {
        self.open
    }
}
