//! Archives: what a listed file gives when it is read. A zip and a gzip are recognised by content and read without
//! unpacking anything to the disk; every member that cannot be read is reported with its reason.

#[cfg(test)]
mod any_tests;
mod content;
mod gzip;
mod limits;
mod names;
#[cfg(test)]
mod tests;
mod zip;

pub use limits::Limits;

use crate::ingest::io::files::{InputFile, ReadError};
use crate::model::Refusal;
use content::Content;
use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something of an archive that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The member as it would be shown, or the archive itself.
    pub path: String,
    /// The reason's code: `unsafe_name`, `nested_archive`, `zip_bomb`, `malformed` ...
    pub reason: Refusal,
    /// What is wrong and what to do.
    pub detail: String,
}

/// What is wrong with the bytes of an archive: it travels inside an error of input and output, so that
/// readers of streams meet it like any other.
#[derive(Debug)]
struct Damage {
    reason: Refusal,
    detail: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Damage {}

fn damage(reason: Refusal, detail: impl Into<String>) -> io::Error {
    let detail = detail.into();
    io::Error::new(io::ErrorKind::InvalidData, Damage { reason, detail })
}

/// The reason and the sentence for an error that reading a member gave.
fn reason_of(error: &io::Error) -> (Refusal, String) {
    if let Some(damage) = error.get_ref().and_then(|e| e.downcast_ref::<Damage>()) {
        return (damage.reason, damage.detail.clone());
    }
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            (
                Refusal::Malformed,
                format!(
                    "its packed bytes are broken ({error}): the archive is damaged or cut short; copy it again"
                ),
            )
        }
        _ => (Refusal::Unreadable, error.to_string()),
    }
}

/// Bytes that are packed on the disk.
#[derive(Clone, Debug)]
pub(in crate::ingest) enum Packed {
    Gzip {
        path: Arc<Path>,
        limits: Limits,
    },
    Member {
        path: Arc<Path>,
        entry: zip::Entry,
        limits: Limits,
    },
}

impl Packed {
    /// The archive.
    pub(in crate::ingest) fn path(&self) -> &Path {
        match self {
            Packed::Gzip { path, .. } | Packed::Member { path, .. } => path,
        }
    }

    /// A reader of the unpacked bytes from the first. It fails where the archive is damaged or its limits
    /// are passed, and goes on failing.
    pub(in crate::ingest) fn reader(&self) -> io::Result<Box<dyn Read>> {
        let reader: Box<dyn Read> = match self {
            Packed::Gzip { path, limits } => Box::new(gzip::reader(path, limits)?),
            Packed::Member { path, entry, .. } => Box::new(zip::reader(path, entry)?),
        };
        Ok(Box::new(Steadfast {
            inner: reader,
            failed: None,
        }))
    }

    /// All unpacked bytes, where they are few enough to be held at once.
    pub(in crate::ingest) fn bytes(&self) -> io::Result<Vec<u8>> {
        let most = match self {
            Packed::Gzip { limits, .. } | Packed::Member { limits, .. } => limits.whole,
        };
        let mut bytes = Vec::new();
        self.reader()?.take(most + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > most {
            return Err(damage(
                Refusal::TooLarge,
                format!("more than {most} bytes of a format that is read whole: unpack it"),
            ));
        }
        Ok(bytes)
    }

    /// The same as a sentence for people.
    pub(in crate::ingest) fn read_error(&self, error: &io::Error) -> ReadError {
        ReadError {
            path: self.path().to_path_buf(),
            reason: reason_of(error).1,
        }
    }
}

/// A reader that fails for good once it has failed: no importer can take what follows an error for more.
struct Steadfast {
    inner: Box<dyn Read>,
    failed: Option<(Refusal, String)>,
}

impl Read for Steadfast {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some((reason, detail)) = &self.failed {
            return Err(damage(*reason, detail.clone()));
        }
        loop {
            match self.inner.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let (reason, detail) = reason_of(&error);
                    self.failed = Some((reason, detail.clone()));
                    return Err(damage(reason, detail));
                }
                read => return read,
            }
        }
    }
}

/// The files that a listed file gives: itself, or the members of an archive, sorted by name byte by byte.
/// One member is open at a time.
pub struct Members {
    shown: String,
    inner: Inner,
}

enum Inner {
    One(Option<Result<InputFile, Unread>>),
    Zip {
        path: Arc<Path>,
        limits: Limits,
        listed: std::vec::IntoIter<Result<zip::Entry, Unread>>,
    },
}

/// Opens a listed file: a plain file gives itself, an archive its members. `shown` is its path to print.
///
/// An error is only what keeps the file itself from being read (it is gone, or its permissions forbid it);
/// everything wrong inside an archive comes as an [`Unread`] among the members.
pub fn members(shown: &str, path: &Path, limits: Limits) -> Result<Members, ReadError> {
    let file = InputFile::open(shown, path)?;
    let packed = || -> Arc<Path> { Arc::from(PathBuf::from(path)) };
    let inner = match content::of(&file.head) {
        Content::Plain => Inner::One(Some(Ok(file))),
        Content::Gzip => {
            let path = packed();
            Inner::One(Some(open(shown, Packed::Gzip { path, limits })))
        }
        Content::OtherArchive(name) => Inner::One(Some(Err(Unread {
            path: shown.to_string(),
            reason: Refusal::UnsupportedArchive,
            detail: format!("{name} is not read: unpack it, or pack its files as a zip"),
        }))),
        Content::Zip => match zip::list(shown, path, &limits) {
            Ok(zip::Listing::Document) => Inner::One(Some(Ok(file))),
            Ok(zip::Listing::Members(listed)) => Inner::Zip {
                path: packed(),
                limits,
                listed: listed.into_iter(),
            },
            Err(unread) => Inner::One(Some(Err(unread))),
        },
    };
    Ok(Members {
        shown: shown.to_string(),
        inner,
    })
}

/// Opens a packed file and looks at its beginning.
fn open(shown: &str, packed: Packed) -> Result<InputFile, Unread> {
    let file = InputFile::packed(shown, packed).map_err(|error| {
        let (reason, detail) = reason_of(&error);
        Unread {
            path: shown.to_string(),
            reason,
            detail,
        }
    })?;
    match content::of(&file.head) {
        Content::Plain => Ok(file),
        Content::Zip if content::is_document(&file.head) => Ok(file),
        other => Err(Unread {
            path: shown.to_string(),
            reason: Refusal::NestedArchive,
            detail: format!("{} inside an archive: unpack it", other.name()),
        }),
    }
}

impl Iterator for Members {
    type Item = Result<InputFile, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.inner {
            Inner::One(one) => one.take(),
            Inner::Zip {
                path,
                limits,
                listed,
            } => Some(listed.next()?.and_then(|entry| {
                let shown = format!("{}/{}", self.shown, entry.name);
                let packed = Packed::Member {
                    path: path.clone(),
                    entry,
                    limits: *limits,
                };
                open(&shown, packed)
            })),
        }
    }
}
