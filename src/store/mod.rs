//! The corpus folder: `corpus.toml`, the key, the builds with their tables, one atomic publication.

mod annotations;
mod build;
mod build_table;
mod corpus;
mod edit;
mod error;
mod file_sum;
pub mod files;
mod flat;
mod gold;
mod hash_cache;
mod imports;
mod key;
mod manifest;
mod organiser;
mod questions_text;
mod records;
mod replaces;
mod sealed;
mod subcorpora;
mod table;
mod texts;
mod texts_write;
mod toml_text;
mod variables;
mod whole;
pub mod write;

pub use annotations::{ThemeHit, read_theme_hits, theme_hits_table};
pub use build::{BuildDir, Lock, Published, current_build, publish, published};
pub use build_table::BuildTable;
pub use corpus::{Corpus, CorpusConfig, read_text, toml_error};
pub use error::StoreError;
pub use file_sum::FileSum;
pub use files::{BuildFiles, VerifiedFile, is_of};
pub use flat::{read_ballots, read_facts, read_lexicon, read_record_themes, write_flat};
pub use gold::{GoldRow, JudgedQuery, Judgement, read_gold, read_relevance};
pub use hash_cache::{HashCache, Stamp, Watched};
pub use imports::{
    ReadImport, ReadWarning, imports_table, read_imports, read_warnings, warnings_table,
};
pub use key::{author_key, exposed_key, passing_key};
pub use manifest::{DictionaryInfo, Manifest, SourceInfo, VERSION};
pub use organiser::OrganiserConfig;
pub use records::{read_contents, read_ids, read_records, read_votes, records_table, votes_table};
pub use replaces::{Replaces, ReplacesError};
pub use subcorpora::{Subcorpora, Subcorpus, is_subcorpus_name};
pub use table::{Column, Table};
pub use texts::{TextGroup, TextRow, TextStore};
pub use texts_write::write_texts;
pub use whole::{damaged, summed_again};
