//! The full-text index (tantivy): stems with positions, one document a record, no text and no theme.

mod build;
mod collect;
mod query;
mod schema;
mod search;

pub use build::IndexBuilder;
pub use search::{Scored, SearchIndex};

/// An error of the index.
#[derive(Debug, thiserror::Error)]
#[error("the index: {0}; delete the folder .palabre and run the command again: it is rebuilt")]
pub struct IndexError(String);

impl From<tantivy::TantivyError> for IndexError {
    fn from(error: tantivy::TantivyError) -> Self {
        IndexError(error.to_string())
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        IndexError(error.to_string())
    }
}
