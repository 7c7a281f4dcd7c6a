//! What can go wrong on the way, each with what to do.

use crate::annotate::themes::DictionaryError;
use crate::index::IndexError;
use crate::ingest::ReadError;
use crate::model::Cancelled;
use crate::store::StoreError;
use crate::text::QueryError;

/// An error that ends a command. Its sentence is for the user.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The corpus folder.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A source that cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A dictionary.
    #[error(transparent)]
    Dictionary(#[from] DictionaryError),
    /// The index.
    #[error(transparent)]
    Index(IndexError),
    /// A query.
    #[error("the query, {0}")]
    Query(#[from] QueryError),
    /// A chart.
    #[error("a chart cannot be drawn: {0}")]
    Chart(#[from] crate::charts::ChartError),
    /// Occurrences that do not fit their texts.
    #[error(transparent)]
    Misplaced(#[from] crate::textometry::Misplaced),
    /// What was asked for makes no sense, and what to ask instead.
    #[error("{0}")]
    Usage(String),
    /// The user stopped the work.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl From<IndexError> for PipelineError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::Cancelled => PipelineError::Cancelled(Cancelled),
            other => PipelineError::Index(other),
        }
    }
}

impl PipelineError {
    /// The exit code of the command line: 130 where the user stopped the work, else 2.
    pub fn exit_code(&self) -> u8 {
        match self {
            PipelineError::Cancelled(_) => 130,
            _ => 2,
        }
    }
}
