//! The corpus folder: `corpus.toml`, the key, the builds with their tables, one atomic publication.

mod annotations;
mod build;
mod corpus;
mod error;
mod gold;
mod imports;
mod key;
mod manifest;
mod records;
mod replaces;
mod table;
pub mod write;

pub use annotations::{ThemeHit, forms_table, read_forms, read_theme_hits, theme_hits_table};
pub use build::{BuildDir, Lock, current_build, publish};
pub use corpus::{Corpus, CorpusConfig};
pub use error::StoreError;
pub use gold::{GoldRow, JudgedQuery, Judgement, read_gold, read_relevance};
pub use imports::{ReadImport, imports_table, read_imports, read_warnings, warnings_table};
pub use key::{author_key, passing_key};
pub use manifest::{DictionaryInfo, Manifest, SourceInfo, VERSION};
pub use records::{read_contents, read_records, read_votes, records_table, votes_table};
pub use replaces::Replaces;
pub use table::{Column, Table};
