//! The full-text index: tantivy keeps the postings of every form with its positions, in parts that were
//! written side by side; expressions are evaluated over them here, exactly as the matcher does over texts.

mod build;
mod candidates;
mod evaluate;
mod lists;
mod part;
mod phrase;
mod rank;
mod schema;
mod search;
mod sets;
mod verified;

pub use build::write_index;
pub use rank::{Lengths, MeanLengths, Ranking};
pub use search::{Explained, Match, PatternScore, SearchIndex};

use crate::model::advice_on_cause;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

/// An error of the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// It cannot be read or written.
    #[error("the index: {0}; run the command again: it is checked and rebuilt")]
    Damaged(String),
    /// The system lacks something: space, memory, descriptors.
    #[error("the index: {0}")]
    System(&'static str),
    /// The user stopped the work.
    #[error("interrupted")]
    Cancelled,
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        let advice = match &error {
            tantivy::TantivyError::IoError(error) => advice_on_cause(&**error),
            tantivy::TantivyError::OpenDirectoryError(error) => open_directory(error),
            tantivy::TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
            | tantivy::TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })
            | tantivy::TantivyError::LockFailure(LockError::IoError(io_error), _) => {
                advice_on_cause(&**io_error)
            }
            // «We failed spawning a new thread», in tantivy's words.
            tantivy::TantivyError::SystemError(_) => Some(
                "no thread could be started: there are too many of them or too little memory; end other \
                 programs, or use fewer threads (--threads 1)",
            ),
            _ => advice_on_cause(&error),
        };
        match advice {
            Some(advice) => IndexError::System(advice),
            None => IndexError::Damaged(error.to_string()),
        }
    }
}

fn open_directory(error: &OpenDirectoryError) -> Option<&'static str> {
    match error {
        OpenDirectoryError::IoError { io_error, .. }
        | OpenDirectoryError::FailedToCreateTempDir(io_error) => advice_on_cause(&**io_error),
        _ => None,
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        match advice_on_cause(&error) {
            Some(advice) => IndexError::System(advice),
            None => IndexError::Damaged(error.to_string()),
        }
    }
}
