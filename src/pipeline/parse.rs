//! Queries read for a corpus, whose variables are fields of them.

use super::{Open, PipelineError};
use crate::model::RowSet;
use crate::store::Corpus;
use crate::text::{Expr, QueryError, ignored_words, parse_with};
use std::path::Path;

/// Formats whose files name variables themselves: which, a build says.
const NAMED_IN_FILES: [&str; 2] = ["iramuteq", "auto"];

impl Open {
    /// Reads a query.
    pub fn parse(&self, query: &str) -> Result<Expr, PipelineError> {
        Ok(parse_with(query, self.variables()?.names())?)
    }

    /// The function words that a query does without.
    pub(super) fn ignored_words(&self, query: &str) -> Result<Vec<String>, PipelineError> {
        Ok(ignored_words(query, self.variables()?.names()))
    }
}

/// Whether a query can be understood, before anything is built.
///
/// # Errors
/// Where it cannot. What only a build can say (whether a section, a value of a variable exists) is no error here.
pub fn check_query(root: &Path, query: &str) -> Result<(), PipelineError> {
    parse_before(&Corpus::open(root)?, query)?;
    Ok(())
}

/// Reads a query by the variables that `corpus.toml` names. Where sources name variables of their own, a query that
/// cannot be understood so is left to be read after a build: then it finds nothing.
pub(super) fn parse_before(corpus: &Corpus, query: &str) -> Result<Expr, QueryError> {
    let sources = &corpus.config.sources;
    let names: Vec<String> = sources
        .iter()
        .flat_map(|s| s.variables.keys().cloned())
        .collect();
    let read = parse_with(query, &names);
    let elsewhere = |s: &crate::model::SourceSpec| NAMED_IN_FILES.contains(&s.format.as_str());
    match read {
        Err(_) if sources.iter().any(elsewhere) && !query.trim().is_empty() => {
            Ok(Expr::Rows(RowSet::new()))
        }
        read => read,
    }
}
