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

/// An error of the index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// It cannot be read or written.
    #[error("the index: {0}; run the command again: it is checked and rebuilt")]
    Damaged(String),
    /// The user stopped the work.
    #[error("interrupted")]
    Cancelled,
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        IndexError::Damaged(error.to_string())
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        IndexError::Damaged(error.to_string())
    }
}
