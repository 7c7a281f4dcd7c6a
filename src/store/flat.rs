//! The flat files of a build: facts of records, listed votes, the themes of each, and the forms of the corpus.

use super::files::{BALLOTS, FACTS, LEXICON, THEME_ROWS};
use super::{BuildFiles, StoreError};
use crate::model::{Ballots, Damaged, Facts, RecordThemes};
use crate::text::Lexicon;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Writes a file of a build whole, down to the disk.
///
/// # Errors
/// Where it cannot be written.
pub fn write_flat(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let io = |e: std::io::Error| StoreError::io(path, &e);
    let mut file = File::create(path).map_err(io)?;
    file.write_all(bytes).map_err(io)?;
    file.sync_all().map_err(io)
}

fn read<T>(
    build: &BuildFiles,
    name: &str,
    open: impl FnOnce(Vec<u8>) -> Result<T, Damaged>,
) -> Result<T, StoreError> {
    open(build.read(name)?).map_err(|Damaged(what)| super::files::damaged(&build.path(name), &what))
}

/// Reads the facts of records.
///
/// # Errors
/// Where the file is absent or damaged.
pub fn read_facts(build: &BuildFiles) -> Result<Facts, StoreError> {
    read(build, FACTS, Facts::read)
}

/// Reads the listed votes as columns.
///
/// # Errors
/// Where the file is absent or damaged.
pub fn read_ballots(build: &BuildFiles) -> Result<Ballots, StoreError> {
    read(build, BALLOTS, Ballots::read)
}

/// Reads the themes of each record.
///
/// # Errors
/// Where the file is absent or damaged.
pub fn read_record_themes(build: &BuildFiles) -> Result<RecordThemes, StoreError> {
    read(build, THEME_ROWS, RecordThemes::read)
}

/// Opens the forms of a corpus.
///
/// # Errors
/// Where the file is absent or damaged.
pub fn read_lexicon(build: &BuildFiles) -> Result<Lexicon, StoreError> {
    read(build, LEXICON, Lexicon::from_bytes)
}
