//! The corpus folder: `corpus.toml`, the key, the builds with their tables, one atomic publication.

mod build;
mod corpus;
mod error;
mod gold;
mod key;
mod manifest;
mod records;
mod table;
pub mod write;

pub use build::{BuildDir, Lock, current_build, publish};
pub use corpus::{Corpus, CorpusConfig};
pub use error::StoreError;
pub use gold::{GoldRow, read_gold};
pub use key::{author_key, passing_key};
pub use manifest::{DictionaryInfo, Manifest, SourceInfo, VERSION};
pub use records::{
    ReadImport, ThemeHit, forms_table, imports_table, read_forms, read_imports, read_records,
    read_theme_hits, read_votes, read_warnings, records_table, theme_hits_table, votes_table,
    warnings_table,
};
pub use table::{Column, Table};
