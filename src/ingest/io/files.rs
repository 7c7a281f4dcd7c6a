//! The files of a source: listed in one order, read, hashed.

use crate::ingest::io::archive::Packed;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// A file of a source. Only its beginning is read at once: what is large is read as it goes.
pub struct InputFile {
    /// The file's name, or its path inside the folder that was named, with `/`.
    pub path: String,
    /// Its first bytes, at most [`HEAD`]: what formats are recognised by.
    pub head: Vec<u8>,
    body: Body,
}

/// What reads and goes to any place.
pub(in crate::ingest) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Where the bytes of a file are.
enum Body {
    /// All of them are in the head.
    Head,
    /// In memory.
    Memory(Vec<u8>),
    /// On the disk.
    Disk(PathBuf),
    /// In an archive on the disk.
    Packed(Packed),
}

/// How much of a file is read to recognise its format.
pub const HEAD: usize = 64 << 10;

/// A source that cannot be listed or read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct ReadError {
    /// The path as given.
    pub path: PathBuf,
    /// What is wrong and what to do.
    pub reason: String,
}

impl ReadError {
    fn new(path: &Path, error: &io::Error) -> Self {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => {
                "no such file or folder: check the path (paths in corpus.toml are relative to it)"
                    .to_string()
            }
            io::ErrorKind::PermissionDenied => "cannot be read: check its permissions".to_string(),
            _ => error.to_string(),
        };
        ReadError {
            path: path.to_path_buf(),
            reason,
        }
    }
}

/// The files of a source path, as `(path to print, path to open)`, sorted by the first, byte by byte.
///
/// A file gives itself; a folder gives every file below it, hidden ones (`.name`) left out, and so are the
/// pictures and scripts that a browser saves beside a page (`page_files/` beside `page.html`). Links to
/// folders are not followed, so a link to itself ends nothing.
pub fn list_files(path: &Path) -> Result<Vec<(String, PathBuf)>, ReadError> {
    let meta = fs::metadata(path).map_err(|e| ReadError::new(path, &e))?;
    if meta.is_file() {
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        return Ok(vec![(name, path.to_path_buf())]);
    }
    let mut found = Vec::new();
    walk(path, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<(String, PathBuf)>) -> Result<(), ReadError> {
    let entries = fs::read_dir(folder).map_err(|e| ReadError::new(folder, &e))?;
    for entry in entries {
        let entry = entry.map_err(|e| ReadError::new(folder, &e))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let shown = format!("{prefix}{name}");
        let kind = entry
            .file_type()
            .map_err(|e| ReadError::new(&entry.path(), &e))?;
        if kind.is_dir() && is_beside_page(&name, |page| folder.join(page).is_file()) {
            continue;
        }
        if kind.is_dir() {
            walk(&entry.path(), &format!("{shown}/"), found)?;
        } else if kind.is_file() || fs::metadata(entry.path()).is_ok_and(|m| m.is_file()) {
            found.push((shown, entry.path()));
        }
    }
    Ok(())
}

/// Whether a folder of that name holds what a browser saved beside a page: `exists` knows the page.
pub(in crate::ingest) fn is_beside_page(folder: &str, exists: impl Fn(&str) -> bool) -> bool {
    ["_files", "_fichiers"].iter().any(|ending| {
        folder.strip_suffix(ending).is_some_and(|page| {
            !page.is_empty()
                && [".html", ".htm"]
                    .iter()
                    .any(|e| exists(&format!("{page}{e}")))
        })
    })
}

impl InputFile {
    /// Opens a file and reads its head.
    pub fn open(shown: &str, path: &Path) -> Result<Self, ReadError> {
        let fail = |e| ReadError::new(path, &e);
        let file = File::open(path).map_err(fail)?;
        let head = head_of(&file).map_err(fail)?;
        let body = if head.len() < HEAD {
            Body::Head
        } else {
            Body::Disk(path.to_path_buf())
        };
        Ok(InputFile {
            path: shown.to_string(),
            head,
            body,
        })
    }

    /// Opens a file that is in an archive and reads its head.
    pub(in crate::ingest) fn packed(shown: &str, packed: Packed) -> io::Result<Self> {
        let head = head_of(packed.reader()?)?;
        let body = if head.len() < HEAD {
            Body::Head
        } else {
            Body::Packed(packed)
        };
        Ok(InputFile {
            path: shown.to_string(),
            head,
            body,
        })
    }

    /// A file that is in memory.
    pub fn from_bytes(shown: &str, bytes: Vec<u8>) -> Self {
        InputFile {
            path: shown.to_string(),
            head: bytes[..bytes.len().min(HEAD)].to_vec(),
            body: Body::Memory(bytes),
        }
    }

    /// All bytes, for formats that are read whole.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, ReadError> {
        match &self.body {
            Body::Head => Ok(Cow::Borrowed(&self.head)),
            Body::Memory(bytes) => Ok(Cow::Borrowed(bytes)),
            Body::Disk(path) => fs::read(path)
                .map(Cow::Owned)
                .map_err(|e| ReadError::new(path, &e)),
            Body::Packed(packed) => packed
                .bytes()
                .map(Cow::Owned)
                .map_err(|e| packed.read_error(&e)),
        }
    }

    /// A reader that goes to any place, for formats that keep a list of their parts at the end.
    pub(in crate::ingest) fn seekable(&self) -> Result<Box<dyn ReadSeek + '_>, ReadError> {
        match &self.body {
            Body::Head => Ok(Box::new(io::Cursor::new(self.head.as_slice()))),
            Body::Memory(bytes) => Ok(Box::new(io::Cursor::new(bytes.as_slice()))),
            Body::Disk(path) => File::open(path)
                .map(|f| Box::new(f) as Box<dyn ReadSeek>)
                .map_err(|e| ReadError::new(path, &e)),
            // What is packed has no places: it is read whole, within the limits of archives.
            Body::Packed(_) => Ok(Box::new(io::Cursor::new(self.bytes()?.into_owned()))),
        }
    }

    /// The same as [`InputFile::reader`] for a file on the disk: a reader that another thread can have.
    pub(in crate::ingest) fn owned_reader(
        &self,
    ) -> Result<Option<Box<dyn Read + Send>>, ReadError> {
        match &self.body {
            Body::Disk(path) => File::open(path)
                .map(|f| Some(Box::new(f) as Box<dyn Read + Send>))
                .map_err(|e| ReadError::new(path, &e)),
            _ => Ok(None),
        }
    }

    /// A reader of all bytes from the first, for formats that are read as a stream.
    pub fn reader(&self) -> Result<Box<dyn Read + '_>, ReadError> {
        match &self.body {
            Body::Head => Ok(Box::new(self.head.as_slice())),
            Body::Memory(bytes) => Ok(Box::new(bytes.as_slice())),
            Body::Disk(path) => File::open(path)
                .map(|f| Box::new(f) as Box<dyn Read>)
                .map_err(|e| ReadError::new(path, &e)),
            Body::Packed(packed) => packed.reader().map_err(|e| packed.read_error(&e)),
        }
    }
}

/// The first bytes of a file, at most [`HEAD`].
pub(in crate::ingest) fn head_of(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// SHA-256 (in hexadecimal) and size of a file, read as a stream.
pub fn sha256_file(path: &Path) -> Result<(String, u64), ReadError> {
    let fail = |e| ReadError::new(path, &e);
    let mut file = File::open(path).map_err(fail)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 << 10];
    let mut size = 0;
    loop {
        let n = file.read(&mut buffer).map_err(fail)?;
        if n == 0 {
            return Ok((hex(&hasher.finalize()), size));
        }
        hasher.update(&buffer[..n]);
        size += n as u64;
    }
}

/// SHA-256 of bytes, in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(2 * bytes.len());
    for b in bytes {
        // Writing to a String cannot fail.
        let _ = write!(out, "{b:02x}");
    }
    out
}
