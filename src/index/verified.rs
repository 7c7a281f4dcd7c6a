//! A folder of tantivy's, read only, every block of whose files is verified before its bytes are first used.
//!
//! tantivy maps files into memory and checks no checksum while it searches. Here a block is read and compared the
//! first time that some of its bytes are asked for, and not again while the index is open.

use crate::model::{BlockSums, FileBlocks};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, WatchCallback,
    WatchHandle, WritePtr,
};

/// Begins the sentence of every error that says that a file is not as it was written.
pub(super) const DAMAGED: &str = "a file is not as it was written";

/// A folder of a build, of whose files the checksums are known.
#[derive(Clone, Debug)]
pub(super) struct VerifiedDirectory {
    inner: MmapDirectory,
    sums: Arc<BlockSums>,
    /// What the names of its files begin with in `sums`.
    prefix: String,
}

impl VerifiedDirectory {
    /// Opens a folder; `prefix` is its name in `sums`.
    pub(super) fn open(
        folder: &Path,
        prefix: &str,
        sums: &Arc<BlockSums>,
    ) -> Result<VerifiedDirectory, tantivy::TantivyError> {
        Ok(VerifiedDirectory {
            inner: MmapDirectory::open(folder)?,
            sums: sums.clone(),
            prefix: prefix.to_string(),
        })
    }

    fn blocks(&self, path: &Path) -> Result<&FileBlocks, OpenReadError> {
        let name = format!("{}/{}", self.prefix, path.to_string_lossy());
        self.sums
            .get(&name)
            .ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_path_buf()))
    }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("{DAMAGED}: {what}"))
}

fn refused() -> io::Error {
    io::Error::new(
        io::ErrorKind::Unsupported,
        "a published index is never changed",
    )
}

/// A file of which blocks are verified when they are first read.
#[derive(Debug)]
struct VerifiedHandle {
    inner: Arc<dyn FileHandle>,
    blocks: FileBlocks,
    path: PathBuf,
    /// One bit a block: whether it was verified.
    verified: Vec<AtomicU64>,
}

impl VerifiedHandle {
    fn verify(&self, block: usize) -> io::Result<()> {
        let (word, bit) = (&self.verified[block / 64], 1 << (block % 64));
        // Two threads that verify one block at once come to the same result.
        if word.load(Ordering::Relaxed) & bit != 0 {
            return Ok(());
        }
        let range = self.blocks.range(block);
        // A file that is mapped into memory is shorter than memory.
        let bytes = self
            .inner
            .read_bytes(range.start as usize..range.end as usize)?;
        if !self.blocks.holds(block, bytes.as_slice()) {
            let place = format!("{} from byte {} on", self.path.display(), range.start);
            return Err(damaged(&place));
        }
        word.fetch_or(bit, Ordering::Relaxed);
        Ok(())
    }
}

impl HasLen for VerifiedHandle {
    fn len(&self) -> usize {
        self.inner.len()
    }
}

impl FileHandle for VerifiedHandle {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        for block in self
            .blocks
            .covering(&(range.start as u64..range.end as u64))
        {
            self.verify(block)?;
        }
        self.inner.read_bytes(range)
    }
}

impl Directory for VerifiedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let blocks = self.blocks(path)?;
        let inner = self.inner.get_file_handle(path)?;
        if inner.len() as u64 != blocks.length() {
            let what = format!(
                "{} has {} bytes, and {} were written",
                path.display(),
                inner.len(),
                blocks.length()
            );
            return Err(OpenReadError::wrap_io_error(
                damaged(&what),
                path.to_path_buf(),
            ));
        }
        let words = blocks.count().div_ceil(64);
        Ok(Arc::new(VerifiedHandle {
            inner,
            blocks: blocks.clone(),
            path: path.to_path_buf(),
            verified: (0..words).map(|_| AtomicU64::new(0)).collect(),
        }))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let blocks = self.blocks(path)?;
        let bytes = self.inner.atomic_read(path)?;
        let whole = bytes.len() as u64 == blocks.length() && blocks.verify(0, &bytes).is_ok();
        if !whole {
            let error = damaged(&path.display().to_string());
            return Err(OpenReadError::wrap_io_error(error, path.to_path_buf()));
        }
        Ok(bytes)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.blocks(path).is_ok())
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(refused()),
            filepath: path.to_path_buf(),
        })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(refused(), path.to_path_buf()))
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(refused())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Ok(())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Err(LockError::wrap_io_error(refused()))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
