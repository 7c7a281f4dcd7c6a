//! Sub-corpora: which records a named query of `corpus.toml` gives.
//!
//! A sub-corpus holds the records that its query matches themselves, whatever their moderation; the arguments
//! under them only where they match too. What is done with moderated records and the organiser's comes after.

use super::ask::{resolve, rows_of_expr};
use super::parse::check_query;
use super::selection::{Selection, Within};
use super::subcorpus_names::{Resolver, check_names, known, names_appendices};
use super::{Open, PipelineError};
use crate::model::{Kind, Progress, RowSet};
use crate::store::Corpus;
use crate::tally::Inclusion;
use std::path::Path;

/// Opens a corpus, building first what is absent or stale, and selects what a command looks at. A name
/// that no sub-corpus has is an error before anything is built.
pub fn open(
    root: &Path,
    inclusion: impl Into<Inclusion>,
    within: Option<&str>,
    progress: &dyn Progress,
) -> Result<(Open, Selection), PipelineError> {
    if within.is_some() {
        check_names(&Corpus::open(root)?, within)?;
    }
    let open = Open::corpus(root, progress)?;
    let selection = select(&open, inclusion, within)?;
    Ok((open, selection))
}

/// What a command looks at: the records of the sub-corpus of that name, or all.
pub fn select(
    open: &Open,
    inclusion: impl Into<Inclusion>,
    within: Option<&str>,
) -> Result<Selection, PipelineError> {
    let inclusion = inclusion.into();
    let Some(name) = within else {
        return Ok(inclusion.into());
    };
    let known = known(&open.corpus, name)?;
    let parse = |query: &str| open.parse(query);
    let mut resolver = Resolver::new(&open.corpus, parse, |expr| rows_of_expr(open, expr));
    let query = open.parse(known.query.get_ref())?;
    // The appendices of a sub-corpus that names their kind are searched: all that is in it is.
    let kinds = match names_appendices(&open.corpus, &query) {
        true => Kind::ALL.to_vec(),
        false => Vec::new(),
    };
    Ok(Selection {
        inclusion,
        kinds,
        within: Some(Within {
            name: name.to_string(),
            label: known.label.clone(),
            query: known.query.get_ref().clone(),
            rows: resolver.rows_of(known)?,
        }),
    })
}

/// The records that a query matches, whatever their moderation.
pub fn rows_of(open: &Open, query: &str) -> Result<RowSet, PipelineError> {
    let expr = resolve(open, open.parse(query)?)?;
    rows_of_expr(open, &expr)
}

/// Whether a query can be kept under that name; where it cannot, why.
pub fn may_save(root: &Path, name: &str) -> Result<(), PipelineError> {
    Ok(Corpus::open(root)?.may_add_subcorpus(name)?)
}

/// Keeps a query in `corpus.toml` as the sub-corpus `name`, as it was typed; gives the table that was
/// written. Nothing is rebuilt: tables and index do not depend on it.
pub fn save(root: &Path, name: &str, query: &str) -> Result<String, PipelineError> {
    check_query(root, query)?;
    Ok(Corpus::edit(root, |corpus| {
        corpus.with_subcorpus(name, query)
    })?)
}
