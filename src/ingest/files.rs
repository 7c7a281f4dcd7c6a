//! The files of a source: listed in one order, read, hashed.

use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file as read: its raw bytes and the path that origins and reports print.
pub struct InputFile {
    /// The file's name, or its path inside the folder that was named, with `/`.
    pub path: String,
    /// The raw bytes.
    pub bytes: Vec<u8>,
}

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
/// A file gives itself; a folder gives every file below it, hidden ones (`.name`) left out. Links to
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
        if kind.is_dir() {
            walk(&entry.path(), &format!("{shown}/"), found)?;
        } else if kind.is_file() || fs::metadata(entry.path()).is_ok_and(|m| m.is_file()) {
            found.push((shown, entry.path()));
        }
    }
    Ok(())
}

impl InputFile {
    /// Reads a file.
    pub fn read(shown: &str, path: &Path) -> Result<Self, ReadError> {
        let bytes = fs::read(path).map_err(|e| ReadError::new(path, &e))?;
        Ok(InputFile {
            path: shown.to_string(),
            bytes,
        })
    }
}

/// SHA-256 of bytes, in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(64);
    for b in Sha256::digest(bytes) {
        // Writing to a String cannot fail.
        let _ = write!(out, "{b:02x}");
    }
    out
}
