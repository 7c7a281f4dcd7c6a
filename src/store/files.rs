//! The files of a build, every byte of which is verified where it is read.
//!
//! A disk may give other bytes than were written though the file looks as it did: same length, same times. So
//! the manifest, which is sealed, knows the BLAKE3 of `block-sums`; that file knows the checksum of every block
//! of every other file; and whoever reads some bytes of a file verifies the blocks that hold them.

use super::{FileSum, Manifest, StoreError};
use crate::model::{BlockSums, FileBlocks};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The table of records without their texts.
pub const RECORDS: &str = "records.parquet";
/// The table of ids, titles and bodies.
pub const TEXTS: &str = "texts.parquet";
/// The table of listed votes.
pub const VOTES: &str = "votes.parquet";
/// The table of source rows.
pub const IMPORTS: &str = "imports.parquet";
/// The table of warnings.
pub const WARNINGS: &str = "warnings.parquet";
/// The table of occurrences of themes.
pub const THEMES: &str = "themes.parquet";
/// Facts of records as columns.
pub const FACTS: &str = "facts";
/// Listed votes as columns.
pub const BALLOTS: &str = "ballots";
/// The themes of each record.
pub const THEME_ROWS: &str = "theme-rows";
/// The folder of the index.
pub const INDEX: &str = "index";
/// The forms of the corpus.
pub const LEXICON: &str = "lexicon";
/// The checksums of the blocks of all other files.
pub const BLOCK_SUMS: &str = "block-sums";

/// Whether a file of a build is that of a name, or is in the folder of that name.
pub fn is_of(file: &str, name: &str) -> bool {
    let rest = file.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The files of a published build.
#[derive(Clone, Debug)]
pub struct BuildFiles {
    folder: PathBuf,
    sums: Arc<BlockSums>,
}

impl BuildFiles {
    /// Opens the files of a build: reads their checksums.
    ///
    /// # Errors
    /// Where the checksums are not those that the manifest knows, or cannot be read.
    pub fn open(folder: &Path, manifest: &Manifest) -> Result<BuildFiles, StoreError> {
        let path = folder.join(BLOCK_SUMS);
        let bytes = fs::read(&path).map_err(|e| reading(&path, &e))?;
        let published = manifest.files.get(BLOCK_SUMS);
        let as_published = published.is_some_and(|sum| *sum == FileSum::of(&bytes));
        if !as_published {
            return Err(damaged(&path, "it is not as it was written"));
        }
        let sums = BlockSums::from_bytes(&bytes).map_err(|e| damaged(&path, &e.0))?;
        Ok(BuildFiles::of(folder, sums))
    }

    /// The files of a folder whose checksums are known.
    pub fn of(folder: &Path, sums: BlockSums) -> BuildFiles {
        BuildFiles {
            folder: folder.to_path_buf(),
            sums: Arc::new(sums),
        }
    }

    /// The files of a folder as they are now: what a test wrote a moment ago.
    ///
    /// # Errors
    /// Where a file cannot be read.
    #[cfg(test)]
    pub(crate) fn as_they_are(folder: &Path) -> Result<BuildFiles, StoreError> {
        let sums = super::whole::sums(folder, &Default::default())?;
        let sums = sums.into_iter().map(|(name, (_, blocks))| (name, blocks));
        Ok(BuildFiles::of(folder, BlockSums(sums.collect())))
    }

    /// The folder of the build.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a file is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The checksums of all files.
    pub fn sums(&self) -> &Arc<BlockSums> {
        &self.sums
    }

    /// A whole file, verified.
    ///
    /// # Errors
    /// Where the file cannot be read, or is not as it was written.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, StoreError> {
        let path = self.path(name);
        let blocks = self.blocks(name, &path)?;
        let bytes = fs::read(&path).map_err(|e| reading(&path, &e))?;
        check_length(&path, blocks, bytes.len() as u64)?;
        blocks.verify(0, &bytes).map_err(|e| damaged(&path, &e.0))?;
        Ok(bytes)
    }

    /// A file of which parts are read, each verified when it is.
    ///
    /// # Errors
    /// Where the file cannot be opened, or has another length than was written.
    pub fn file(&self, name: &str) -> Result<VerifiedFile, StoreError> {
        let path = self.path(name);
        let blocks = self.blocks(name, &path)?.clone();
        let file = File::open(&path).map_err(|e| reading(&path, &e))?;
        let length = file.metadata().map_err(|e| reading(&path, &e))?.len();
        check_length(&path, &blocks, length)?;
        Ok(VerifiedFile {
            path,
            file: Mutex::new(file),
            blocks,
        })
    }

    fn blocks(&self, name: &str, path: &Path) -> Result<&FileBlocks, StoreError> {
        let known = self.sums.get(name);
        known.ok_or_else(|| damaged(path, "the build has no such file"))
    }
}

fn check_length(path: &Path, blocks: &FileBlocks, length: u64) -> Result<(), StoreError> {
    if blocks.length() == length {
        return Ok(());
    }
    let written = blocks.length();
    let what = format!("it has {length} bytes, and {written} were written");
    Err(damaged(path, &what))
}

/// A file of a build of which parts are read. Several threads may read at once.
pub struct VerifiedFile {
    path: PathBuf,
    file: Mutex<File>,
    blocks: FileBlocks,
}

impl VerifiedFile {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its length in bytes.
    pub fn length(&self) -> u64 {
        self.blocks.length()
    }

    /// Some of its bytes, verified.
    ///
    /// # Errors
    /// Where the bytes are not in the file, cannot be read, or are not as they were written.
    pub fn read(&self, range: Range<u64>) -> Result<Vec<u8>, StoreError> {
        if range.start > range.end || range.end > self.length() {
            return Err(damaged(&self.path, "it is cut"));
        }
        let covering = self.blocks.covering(&range);
        if covering.is_empty() {
            return Ok(Vec::new());
        }
        let from = self.blocks.range(covering.start).start;
        let to = self.blocks.range(covering.end - 1).end;
        // The range lies in the file, whose length is known.
        let mut bytes = vec![0; (to - from) as usize];
        {
            // A thread that panicked while reading leaves nothing half-done: each reader seeks first.
            let mut file = self.file.lock().unwrap_or_else(|e| e.into_inner());
            file.seek(SeekFrom::Start(from))
                .and_then(|_| file.read_exact(&mut bytes))
                .map_err(|e| reading(&self.path, &e))?;
        }
        self.blocks
            .verify(covering.start, &bytes)
            .map_err(|e| damaged(&self.path, &e.0))?;
        bytes.truncate((range.end - from) as usize);
        bytes.drain(..(range.start - from) as usize);
        Ok(bytes)
    }

    /// A reader of the file from its beginning.
    pub fn reader(&self) -> VerifiedReader<'_> {
        VerifiedReader { file: self, at: 0 }
    }
}

/// Reads a [`VerifiedFile`] like a file.
pub struct VerifiedReader<'f> {
    file: &'f VerifiedFile,
    at: u64,
}

impl Read for VerifiedReader<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = self.file.length().saturating_sub(self.at);
        let n = (out.len() as u64).min(left);
        let bytes = self.file.read(self.at..self.at + n);
        let bytes = bytes.map_err(io::Error::other)?;
        out[..bytes.len()].copy_from_slice(&bytes);
        self.at += n;
        Ok(bytes.len())
    }
}

impl Seek for VerifiedReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.file.length().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

pub(super) fn damaged(path: &Path, what: &str) -> StoreError {
    StoreError::Damaged {
        path: path.to_path_buf(),
        what: what.to_string(),
    }
}

/// A file of a build that is gone or cut is a damaged one, which is rebuilt; other errors are of the disk.
fn reading(path: &Path, error: &io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::NotFound => damaged(path, "it is gone"),
        io::ErrorKind::UnexpectedEof => damaged(path, "it is cut"),
        _ => StoreError::io(path, error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BLOCK;

    fn written(n: usize) -> (tempfile::TempDir, Vec<u8>, BuildFiles) {
        let folder = tempfile::tempdir().unwrap();
        let bytes: Vec<u8> = (0..n).map(|i| (i * 7 % 253) as u8).collect();
        fs::create_dir(folder.path().join("index")).unwrap();
        fs::write(folder.path().join("index/a"), &bytes).unwrap();
        let files = BuildFiles::as_they_are(folder.path()).unwrap();
        (folder, bytes, files)
    }

    #[test]
    fn any_bytes_come_back_and_no_changed_byte_does() {
        let n = 2 * BLOCK + 77;
        let (folder, bytes, files) = written(n);
        let file = files.file("index/a").unwrap();
        for (from, to) in [(0, 0), (0, n), (5, 9), (BLOCK - 1, BLOCK + 1), (n - 1, n)] {
            let read = file.read(from as u64..to as u64).unwrap();
            assert_eq!(read, bytes[from..to], "{from}..{to}");
        }
        assert!(file.read(0..n as u64 + 1).is_err());
        assert_eq!(files.read("index/a").unwrap(), bytes);
        let mut all = Vec::new();
        file.reader().read_to_end(&mut all).unwrap();
        assert_eq!(all, bytes);
        // A byte changes where the file is, as on a bad disk.
        let mut rotten = bytes.clone();
        rotten[BLOCK + 3] ^= 4;
        fs::write(folder.path().join("index/a"), &rotten).unwrap();
        let damaged = |e: StoreError| matches!(e, StoreError::Damaged { .. });
        assert!(damaged(files.read("index/a").unwrap_err()));
        assert!(damaged(
            file.read(BLOCK as u64 + 3..BLOCK as u64 + 4).unwrap_err()
        ));
        assert_eq!(file.read(0..9).unwrap(), bytes[..9]);
        fs::write(folder.path().join("index/a"), &bytes[..BLOCK]).unwrap();
        assert!(damaged(files.file("index/a").err().unwrap()));
        assert!(damaged(files.read("index/b").unwrap_err()));
    }
}
