//! The flat files of a build: facts of records, the themes of each, and the forms of the corpus.

use super::StoreError;
use crate::model::{Damaged, Facts, RecordThemes};
use crate::text::Lexicon;
use std::fs::{self, File};
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

fn read<T>(path: &Path, open: impl FnOnce(Vec<u8>) -> Result<T, Damaged>) -> Result<T, StoreError> {
    let bytes = fs::read(path).map_err(|e| StoreError::io(path, &e))?;
    open(bytes).map_err(|Damaged(what)| StoreError::Damaged {
        path: path.to_path_buf(),
        what,
    })
}

/// Reads the facts of records.
///
/// # Errors
/// Where the file is absent or damaged.
pub fn read_facts(path: &Path) -> Result<Facts, StoreError> {
    read(path, Facts::read)
}

/// Reads the themes of each record.
///
/// # Errors
/// Where the file is absent or damaged.
pub fn read_record_themes(path: &Path) -> Result<RecordThemes, StoreError> {
    read(path, RecordThemes::read)
}

/// Opens the forms of a corpus.
///
/// # Errors
/// Where the file is absent or damaged.
pub fn read_lexicon(path: &Path) -> Result<Lexicon, StoreError> {
    read(path, Lexicon::from_bytes)
}
