//! A spreadsheet's container: a ZIP whose members are read as streams, none of them larger than it may be.

use crate::ingest::io::files::ReadSeek;
use crate::ingest::{InputFile, ReadError};
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufRead, BufReader, Read, SeekFrom};
use zip::{CompressionMethod, ZipArchive};

/// The largest member that is read, in bytes once decompressed.
pub(super) const MAX_MEMBER: u64 = 512 << 20;
/// Beyond this many bytes a member may be at most [`DENSEST`] times what it is in the archive: sheets are
/// well below, bombs far above.
const FREE: u64 = 64 << 20;
/// See [`FREE`].
const DENSEST: u64 = 200;
/// More members than any spreadsheet has.
const MAX_MEMBERS: usize = 100_000;

/// An open container.
pub(super) struct Package<'f> {
    file: &'f InputFile,
    archive: ZipArchive<Box<dyn ReadSeek + 'f>>,
}

impl<'f> Package<'f> {
    /// Opens a ZIP; `None` where the file is none.
    pub(super) fn open(file: &'f InputFile) -> Option<Self> {
        if !file.head.starts_with(b"PK\x03\x04") {
            return None;
        }
        let archive = ZipArchive::new(file.seekable().ok()?).ok()?;
        (archive.len() <= MAX_MEMBERS).then_some(Package { file, archive })
    }

    /// The place of a member; case does not matter, nor which slash some programs write.
    fn find(&self, name: &str) -> Option<usize> {
        let plain = |n: &str| n.replace('\\', "/").trim_start_matches('/').to_lowercase();
        let name = plain(name);
        self.archive
            .file_names()
            .position(|n| n.is_ok_and(|n| plain(&n) == name))
    }

    /// Whether there is a member of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Whether a member's name begins so.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        self.archive
            .file_names()
            .any(|n| n.is_ok_and(|n| n.starts_with(folder)))
    }

    /// A member as a stream; `None` where there is none.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Box<dyn BufRead + 'f>>, ReadError> {
        let Some(at) = self.find(name) else {
            return Ok(None);
        };
        let wrong = |why: String| bad(self.file, format!("its member {name} {why}"));
        let member = self
            .archive
            .by_index_raw(at)
            .map_err(|e| wrong(format!("cannot be found: {e}")))?;
        if member.encrypted() {
            return Err(wrong("is encrypted: save the file without password".into()));
        }
        let (size, packed) = (member.size(), member.compressed_size());
        if size > most(packed) {
            return Err(wrong(too_large(size)));
        }
        let start = member
            .data_start()
            .ok_or_else(|| wrong("has no place".into()))?;
        let method = member.compression();
        drop(member);
        let mut raw = self.file.seekable()?;
        raw.seek(SeekFrom::Start(start))
            .map_err(|e| wrong(e.to_string()))?;
        let raw = BufReader::new(raw.take(packed));
        let plain: Box<dyn Read + 'f> = match method {
            CompressionMethod::Stored => Box::new(raw),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(raw)),
            other => return Err(wrong(format!("is packed as {other}, which is not read"))),
        };
        // What the archive says of the size may be wrong: what comes out is counted too.
        Ok(Some(Box::new(BufReader::new(Metered {
            inner: plain,
            left: most(packed),
        }))))
    }

    /// A small member as text.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(reader) = self.read(name)? else {
            return Ok(None);
        };
        let mut out = Vec::new();
        reader
            .take(1 << 20)
            .read_to_end(&mut out)
            .map_err(|e| bad(self.file, format!("its member {name}: {e}")))?;
        Ok(Some(String::from_utf8_lossy(&out).into_owned()))
    }
}

/// An error about a file as a whole.
pub(super) fn bad(file: &InputFile, reason: String) -> ReadError {
    ReadError {
        path: file.path.clone().into(),
        reason,
    }
}

/// How large a member of this compressed size may be.
fn most(packed: u64) -> u64 {
    packed.saturating_mul(DENSEST).clamp(FREE, MAX_MEMBER)
}

fn too_large(size: u64) -> String {
    format!(
        "unpacks to {size} bytes or more, which no table of contributions does: save the sheet as CSV"
    )
}

/// Stops where more comes out than may.
struct Metered<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        match self.left.checked_sub(n as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other("it unpacks to more than may be read")),
        }
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bombs_are_told_by_what_they_say_and_by_what_they_do() {
        assert_eq!(most(10), FREE);
        assert_eq!(most(1 << 20), 200 << 20);
        assert_eq!(most(u64::MAX), MAX_MEMBER);
        let mut metered = Metered {
            inner: io::repeat(0),
            left: 100_000,
        };
        let mut out = Vec::new();
        assert!(metered.read_to_end(&mut out).is_err());
        assert!(out.len() <= 100_000);
    }
}
