//! What can go wrong with a corpus folder, said so that the user knows what to do.

use std::io;
use std::path::{Path, PathBuf};

/// An error of the corpus folder.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder is no corpus.
    #[error("{}: not a corpus (no corpus.toml); make one with: palabre new {} FILE...", .0.display(), .0.display())]
    NoCorpus(PathBuf),
    /// A file cannot be read or written.
    #[error("{}: {what}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong and what to do.
        what: String,
    },
    /// A file of the analyst does not say what it should.
    #[error("{}:{line}: {what}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong and what to do.
        what: String,
    },
    /// A query in a file of the analyst cannot be understood.
    #[error("{}:{line}:{column}: {what}", path.display())]
    Place {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The character of the line, from 1.
        column: usize,
        /// What is wrong and what to do.
        what: String,
    },
    /// A table of a build is damaged.
    #[error("{}: damaged ({what}); run the command again: what is damaged is rebuilt", path.display())]
    Damaged {
        /// The table.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
}

impl StoreError {
    /// What an error of the disk means for the user.
    pub fn io(path: &Path, error: &io::Error) -> Self {
        let what = match error.kind() {
            io::ErrorKind::NotFound => "no such file or folder".to_string(),
            io::ErrorKind::PermissionDenied => {
                "permission denied: check who owns the folder".to_string()
            }
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                "a file stands where a folder is wanted: choose another path".to_string()
            }
            _ => crate::model::advice_on_cause(error)
                .map_or_else(|| error.to_string(), str::to_string),
        };
        StoreError::File {
            path: path.to_path_buf(),
            what,
        }
    }
}
