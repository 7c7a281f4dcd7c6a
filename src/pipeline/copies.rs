//! Copies of sources in a corpus folder: taken back where the work ends early, by this program or, after a kill, by
//! the next one.
//!
//! What is to be copied is written down in `.palabre/copying` before the first byte, under a lock of the system. A
//! list that nobody has locked is of a killed program: the files that it names go, unless `corpus.toml` names
//! their source by now, and no other file does.

use super::PipelineError;
use super::sources::Source;
use super::usage::SourceError;
use crate::store::{Corpus, StoreError};
use serde::{Deserialize, Serialize};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

/// The list of what is being copied.
const LIST: &str = ".palabre/copying";

/// The copy of one source.
#[derive(Serialize, Deserialize)]
struct Planned {
    /// Its path in `corpus.toml`.
    path: String,
    /// Its files, as seen from the corpus folder.
    files: Vec<String>,
}

/// The copies of some sources, removed with this value unless they are kept.
pub(super) struct Copies {
    root: PathBuf,
    /// Holds the lock.
    _list: File,
    planned: Vec<Planned>,
    kept: bool,
}

fn io_at(path: &Path, error: &io::Error) -> PipelineError {
    PipelineError::Store(StoreError::io(path, error))
}

impl Copies {
    /// Copies sources below `sources/` of the corpus folder `root`.
    pub(super) fn make(root: &Path, sources: &[Source]) -> Result<Copies, PipelineError> {
        let path = root.join(LIST);
        let mut list = locked(root, &path)?;
        remove_left(root, &mut list);
        let mut planned: Vec<Planned> = Vec::new();
        for source in sources {
            planned.push(plan(root, source, &planned));
        }
        let text = serde_json::to_vec(&planned).unwrap_or_default();
        let written = list
            .set_len(0)
            .and_then(|()| io::Seek::rewind(&mut list))
            .and_then(|()| list.write_all(&text))
            .and_then(|()| list.sync_all());
        let copies = Copies {
            root: root.to_path_buf(),
            _list: list,
            planned,
            kept: false,
        };
        written.map_err(|e| io_at(&path, &e))?;
        for (source, planned) in sources.iter().zip(&copies.planned) {
            for (from, to) in source.paths.iter().zip(&planned.files) {
                let to = root.join(to);
                if let Some(parent) = to.parent() {
                    fs::create_dir_all(parent).map_err(|e| io_at(parent, &e))?;
                }
                fs::copy(from, &to).map_err(|e| io_at(&to, &e))?;
            }
        }
        Ok(copies)
    }

    /// The path of the copy of a source, for `corpus.toml`.
    pub(super) fn path(&self, source: usize) -> &str {
        &self.planned[source].path
    }

    /// Keeps the copies, which `corpus.toml` names now.
    pub(super) fn keep(mut self) {
        self.kept = true;
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        if !self.kept {
            // An error behind the rename of `corpus.toml` leaves it naming them.
            remove_unnamed(&self.root, std::mem::take(&mut self.planned));
        }
        forget(&self.root);
    }
}

/// Removes what a killed `new` or `add` left in a folder. Nothing is touched while another one copies into it.
pub(super) fn clean(root: &Path) -> Result<(), PipelineError> {
    let path = root.join(LIST);
    let Ok(mut list) = File::options().read(true).write(true).open(&path) else {
        return Ok(());
    };
    match list.try_lock() {
        Ok(()) => {
            remove_left(root, &mut list);
            forget(root);
            Ok(())
        }
        Err(TryLockError::WouldBlock) => {
            Err(SourceError::CorpusBeingFilled(root.to_path_buf()).into())
        }
        Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// The list, locked: a program that copies into the same corpus is waited for.
fn locked(root: &Path, path: &Path) -> Result<File, PipelineError> {
    let folder = root.join(".palabre");
    loop {
        fs::create_dir_all(&folder).map_err(|e| io_at(&folder, &e))?;
        let list = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path);
        let list = match list {
            Ok(list) => list,
            // The folder went with the end of the program that was waited for.
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            Err(e) => return Err(io_at(path, &e)),
        };
        // A file system without locks has no list that anybody could have locked.
        let _ = list.lock();
        if path.exists() {
            return Ok(list);
        }
    }
}

/// Removes the copies that a killed program wrote down and `corpus.toml` does not name.
fn remove_left(root: &Path, list: &mut File) {
    let mut text = String::new();
    let read = list.read_to_string(&mut text).is_ok();
    let planned: Vec<Planned> = serde_json::from_str(&text).unwrap_or_default();
    if read {
        remove_unnamed(root, planned);
    }
}

/// Removes the copies that `corpus.toml` does not name.
fn remove_unnamed(root: &Path, mut planned: Vec<Planned>) {
    let named: Vec<String> = match Corpus::open(root) {
        Ok(corpus) => corpus.config.sources.into_iter().map(|s| s.path).collect(),
        Err(StoreError::NoCorpus(_)) => Vec::new(),
        // What the analyst's file names cannot be known: nothing is removed.
        Err(_) => return,
    };
    planned.retain(|p| !named.contains(&p.path));
    remove_copies(root, &planned);
}

fn remove_copies(root: &Path, planned: &[Planned]) {
    let Ok(base) = fs::canonicalize(root) else {
        return;
    };
    for file in planned.iter().flat_map(|p| &p.files) {
        let path = Path::new(file);
        let mut parts = path.components();
        // The list is a file that anybody could have written: it names nothing outside `sources/`.
        let inside = parts.next() == Some(Component::Normal("sources".as_ref()))
            && parts.all(|c| matches!(c, Component::Normal(_)))
            && path
                .parent()
                .and_then(|parent| fs::canonicalize(root.join(parent)).ok())
                .is_some_and(|parent| parent.starts_with(base.join("sources")));
        if !inside {
            continue;
        }
        // What cannot be removed stays; the error that ended the work is what the user must see.
        let _ = fs::remove_file(root.join(path));
        for folder in path.ancestors().skip(1) {
            // A folder that holds something else is not removed.
            if folder.as_os_str().is_empty() || fs::remove_dir(root.join(folder)).is_err() {
                break;
            }
        }
    }
}

/// Removes the list, and the folder where it was alone in it.
fn forget(root: &Path) {
    let _ = fs::remove_file(root.join(LIST));
    let _ = fs::remove_dir(root.join(".palabre"));
}

fn plan(root: &Path, source: &Source, before: &[Planned]) -> Planned {
    let label = &source.info.label;
    let free = |name: &String| {
        let path = format!("sources/{name}");
        !root.join(&path).exists() && before.iter().all(|p| p.path != path)
    };
    // Names are few: the first free one is found at once.
    let name = std::iter::once(label.clone())
        .chain((2..).map(|n| format!("{n}-{label}")))
        .find(free)
        .unwrap_or_else(|| label.clone());
    let path = format!("sources/{name}");
    let single = source.info.files.len() == 1 && source.info.files[0].path == *label;
    let files = source.info.files.iter();
    Planned {
        files: files
            .map(|file| match single {
                true => path.clone(),
                false => format!("{path}/{}", file.path),
            })
            .collect(),
        path,
    }
}
