//! What can go wrong on the way, each with what to do.

use super::usage::{OptionError, SourceError, UsageError};
use crate::annotate::themes::DictionaryError;
use crate::index::IndexError;
use crate::ingest::ReadError;
use crate::model::Cancelled;
use crate::store::StoreError;
use crate::text::QueryError;

/// An error that ends a command. Its sentence is for the user: what is wrong, and what to do.
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
    #[error("{}", .0.sentence().whole())]
    Usage(UsageError),
    /// More themes, or more of their occurrences, than a build can hold.
    #[error("the dictionary: {0}")]
    ThemeRows(crate::model::Damaged),
    /// An answer that JSON has no form for.
    #[error("the answer has no JSON form: {0}")]
    Json(#[from] serde_json::Error),
    /// Threads that the system does not give.
    #[error(
        "threads cannot be started ({0}): there are too many of them or too little memory; end other programs, or \
         use fewer (--threads 1)"
    )]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// A recipe that cannot be counted in what was selected.
    #[error(transparent)]
    Recipe(#[from] crate::tally::RecipeError),
    /// A file was not the same at the end of the work as at its beginning.
    #[error(transparent)]
    Changed(#[from] Changed),
    /// The user stopped the work.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

/// A file that was written or replaced by another program while it was read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{}: changed while it was read: wait until it is written, then run the command again (nothing was published)",
    path.display()
)]
pub struct Changed {
    /// The file, or the folder in which files came or went.
    pub path: std::path::PathBuf,
}

impl From<UsageError> for PipelineError {
    fn from(error: UsageError) -> Self {
        PipelineError::Usage(error)
    }
}

impl From<OptionError> for PipelineError {
    fn from(error: OptionError) -> Self {
        PipelineError::Usage(error.into())
    }
}

impl From<SourceError> for PipelineError {
    fn from(error: SourceError) -> Self {
        PipelineError::Usage(error.into())
    }
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
    /// Whether a file of the build is not as it was written: then the build can be checked and rebuilt.
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            PipelineError::Store(StoreError::Damaged { .. })
                | PipelineError::Index(IndexError::Damaged(_))
        )
    }

    /// The name of what went wrong, in lower case with underscores: of a usage error its own
    /// ([`UsageError::kind`]), of any other that of its variant here.
    pub fn kind(&self) -> &'static str {
        match self {
            PipelineError::Store(_) => "store",
            PipelineError::Read(_) => "read",
            PipelineError::Dictionary(_) => "dictionary",
            PipelineError::Index(_) => "index",
            PipelineError::Query(_) => "query",
            PipelineError::Chart(_) => "chart",
            PipelineError::Misplaced(_) => "misplaced",
            PipelineError::Usage(error) => error.kind(),
            PipelineError::Recipe(_) => "recipe",
            PipelineError::ThemeRows(_) => "theme_rows",
            PipelineError::Json(_) => "json",
            PipelineError::Threads(_) => "threads",
            PipelineError::Changed(_) => "changed",
            PipelineError::Cancelled(_) => "cancelled",
        }
    }

    /// What to do about a usage error, which is the end of its sentence here; `None` where nothing is known, and for
    /// errors that say it within their sentence.
    pub fn hint(&self) -> Option<String> {
        match self {
            PipelineError::Usage(error) => error.hint(),
            _ => None,
        }
    }

    /// The exit code of the command line: 130 where the user stopped the work, else 2.
    pub fn exit_code(&self) -> u8 {
        match self {
            PipelineError::Cancelled(_) => 130,
            _ => 2,
        }
    }
}
