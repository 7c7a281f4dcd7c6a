//! Work files and folders: they are written beside what they become, under unique names that bear the
//! program's mark, and what a killed process left is removed by the next writer of the same thing.
//!
//! The name is `.NAME.palabre-RANDOM-CHECK`, where CHECK is a hash of NAME, of what it is for and of RANDOM: no
//! file of a user bears it by accident. Whoever writes holds a lock of the system on the file or folder, which
//! ends with the process: what is not locked belongs to nobody.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Between the name of the target and the random digits.
const MARK: &str = ".palabre-";
/// How much of the target's name is repeated: file systems hold names of 255 bytes.
const NAME_BYTES: usize = 200;

/// What a work file or folder is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It becomes the target.
    New,
    /// It is what the target was, until the new one is in its place.
    Old,
}

/// The files and folders under way, for a program that has to end at once.
static UNDER_WAY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Notes that a path is under way; a panic of another thread has left the list whole.
fn begun(path: &Path) {
    let mut paths = UNDER_WAY.lock().unwrap_or_else(|e| e.into_inner());
    paths.push(path.to_path_buf());
}

fn ended(path: &Path) {
    let mut paths = UNDER_WAY.lock().unwrap_or_else(|e| e.into_inner());
    paths.retain(|p| p != path);
}

/// Removes what is under way, for a program that ends where it is, as when the system gives no more memory. What
/// cannot be removed now is removed by the next writer of the same thing.
pub fn abandon() {
    // Where another thread has the list, waiting for it could take for ever.
    if let Ok(paths) = UNDER_WAY.try_lock() {
        for path in paths.iter() {
            let _ = remove(path);
        }
    }
}

/// A file or folder under way, locked while this value lives and removed with it.
pub struct Work {
    path: PathBuf,
    handle: Option<File>,
    removed: bool,
}

impl Work {
    /// An empty file beside `target`. What killed writers of the same target left is removed first.
    pub(super) fn file(target: &Path, private: bool) -> io::Result<Work> {
        sweep(target);
        Work::make(target, |path| {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create_new(true);
            #[cfg(unix)]
            if private {
                use std::os::unix::fs::OpenOptionsExt;
                options.mode(0o600);
            }
            let _ = private;
            options.open(path).map(Some)
        })
    }

    /// An empty folder beside `target`. What killed writers of the same target left is removed first.
    pub(super) fn folder(target: &Path) -> io::Result<Work> {
        sweep(target);
        Work::make(target, |path| {
            fs::create_dir(path)?;
            // Where a folder cannot be opened, as on Windows, it has no lock and is never swept.
            Ok(File::open(path).ok())
        })
    }

    fn make(
        target: &Path,
        mut create: impl FnMut(&Path) -> io::Result<Option<File>>,
    ) -> io::Result<Work> {
        loop {
            let path = unique(target, Purpose::New);
            let handle = match create(&path) {
                Ok(handle) => handle,
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(e) => return Err(e),
            };
            // A sweep that saw it before it was locked has it now, and removes it.
            if matches!(&handle, Some(file) if matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
                || fs::symlink_metadata(&path).is_err()
            {
                continue;
            }
            begun(&path);
            return Ok(Work {
                path,
                handle,
                removed: false,
            });
        }
    }

    /// Moves what is at `from` to the work name `to`, locked from before it moves.
    pub(super) fn of(from: &Path, to: &Path) -> io::Result<Work> {
        let handle = File::open(from).ok();
        if let Some(file) = &handle {
            // Where it cannot be locked, no sweep can lock it either.
            let _ = file.try_lock();
        }
        // It is none of what `abandon` removes: until the new one is in its place, it is the only one.
        fs::rename(from, to)?;
        Ok(Work {
            path: to.to_path_buf(),
            handle,
            removed: false,
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The open file or folder; a folder has none where the system cannot open folders.
    pub(super) fn handle(&self) -> Option<&File> {
        self.handle.as_ref()
    }

    /// It has another name now, or none: nothing is left to remove.
    pub(super) fn renamed(mut self) {
        self.removed = true;
        ended(&self.path);
    }

    /// Removes it, with all that it holds.
    pub(super) fn remove(mut self) -> io::Result<()> {
        self.removed = true;
        ended(&self.path);
        remove(&self.path)
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        if !self.removed {
            // It is of no use to anyone; where it cannot be removed now, the next writer tries again.
            let _ = remove(&self.path);
            ended(&self.path);
        }
    }
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(e) => Err(e),
    };
    match removed {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// The folder that a path is in.
pub(super) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The name of a target, and what of it the names of its work files begin with.
fn names(target: &Path) -> (String, String) {
    let name = target
        .file_name()
        .map_or_else(Default::default, |n| n.to_string_lossy().into_owned());
    let mut cut = name.len().min(NAME_BYTES);
    while !name.is_char_boundary(cut) {
        cut -= 1;
    }
    let prefix = format!(".{}{MARK}", &name[..cut]);
    (name, prefix)
}

fn check(name: &str, purpose: Purpose, random: &str) -> String {
    let purpose = match purpose {
        Purpose::New => "new",
        Purpose::Old => "old",
    };
    let hash = blake3::hash(format!("palabre work file\0{name}\0{purpose}\0{random}").as_bytes());
    hash.to_hex()[..8].to_string()
}

/// A path beside the target that no other writer has.
pub(super) fn unique(target: &Path, purpose: Purpose) -> PathBuf {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    let mut bytes = [0; 8];
    let number = match getrandom::fill(&mut bytes) {
        Ok(()) => u64::from_le_bytes(bytes),
        // Without random numbers, the process and a count are as unique on one machine.
        Err(_) => (u64::from(std::process::id()) << 32) | COUNTER.fetch_add(1, Ordering::Relaxed),
    };
    let (name, prefix) = names(target);
    let random = format!("{number:016x}");
    let check = check(&name, purpose, &random);
    target.with_file_name(format!("{prefix}{random}-{check}"))
}

/// What a file beside the target is for, where its name bears the program's mark.
fn purpose(entry: &OsString, name: &str, prefix: &str) -> Option<Purpose> {
    let (random, found) = entry.to_str()?.strip_prefix(prefix)?.split_once('-')?;
    [Purpose::New, Purpose::Old]
        .into_iter()
        .find(|p| random.len() == 16 && check(name, *p, random) == found)
}

/// Removes what killed writers of the target left beside it. A target that one of them had moved away is put
/// back first. That something cannot be removed is no error: it is tried again by the next writer.
pub fn sweep(target: &Path) {
    let (name, prefix) = names(target);
    let Ok(entries) = fs::read_dir(parent(target)) else {
        return;
    };
    for entry in entries.flatten() {
        let Some(purpose) = purpose(&entry.file_name(), &name, &prefix) else {
            continue;
        };
        let ours = entry.file_type().is_ok_and(|t| t.is_file() || t.is_dir());
        let Some(file) = Some(entry.path())
            .filter(|_| ours)
            .and_then(|path| File::open(path).ok())
        else {
            continue;
        };
        // Locked: its writer lives. Another error: this file system has no locks, and nobody knows.
        if file.try_lock().is_err() {
            continue;
        }
        if purpose == Purpose::Old && fs::symlink_metadata(target).is_err() {
            let _ = fs::rename(entry.path(), target);
        } else {
            let _ = remove(&entry.path());
        }
    }
}

/// Writes a folder's list of names to the disk, so that a rename in it outlives a power cut. File systems that
/// cannot do this are no error.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder).and_then(|f| f.sync_all()) {
        Err(e)
            if !matches!(
                e.kind(),
                io::ErrorKind::InvalidInput
                    | io::ErrorKind::Unsupported
                    | io::ErrorKind::PermissionDenied
                    | io::ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            Err(e)
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn only_what_is_marked_and_nobodys_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("été.csv");
        let users = [".été.csv.new", ".été.csv.palabre-0123456789abcdef-01234567"];
        for name in users {
            fs::write(folder.path().join(name), "mine").unwrap();
        }
        // A killed process leaves a file and no lock.
        fs::write(unique(&target, Purpose::New), "left").unwrap();
        fs::create_dir_all(unique(&target, Purpose::New).join("lists")).unwrap();
        let other = unique(&folder.path().join("other.csv"), Purpose::New);
        fs::write(&other, "left by a writer of another file").unwrap();
        let running = Work::file(&target, false).unwrap();
        let second = Work::folder(&target).unwrap();
        assert_ne!(running.path(), second.path());
        assert!(running.path().exists() && second.path().exists() && other.exists());
        assert_eq!(left(folder.path()).len(), users.len() + 3);
        drop(running);
        drop(second);
        fs::remove_file(other).unwrap();
        assert_eq!(left(folder.path()), users);
    }

    #[test]
    fn what_was_moved_away_is_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("report");
        fs::create_dir(unique(&target, Purpose::Old)).unwrap();
        drop(Work::folder(&target).unwrap());
        assert_eq!(left(folder.path()), ["report"]);
        // Where the new one is in its place, the old one goes.
        fs::create_dir(unique(&target, Purpose::Old)).unwrap();
        drop(Work::folder(&target).unwrap());
        assert_eq!(left(folder.path()), ["report"]);
    }

    #[test]
    fn a_name_of_255_bytes_has_work_files() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("é".repeat(127));
        let work = Work::file(&target, true).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(work.path()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        drop(work);
        fs::write(unique(&target, Purpose::New), "left").unwrap();
        drop(Work::file(&target, false).unwrap());
        assert_eq!(left(folder.path()).len(), 0);
    }
}
