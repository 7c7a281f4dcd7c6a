//! A folder put in the place of another one in one step: at every moment the old one or the new one is there.

use super::work::{Purpose, Work, parent, sync_folder, unique};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What stopped a replacement.
pub enum Refused<E> {
    /// The old folder must not go: what its check said.
    Check(E),
    /// The disk.
    Io(PathBuf, io::Error),
}

/// A new version of a folder under way, in a hidden folder beside it, which is removed where the work ends
/// early. The folder's parents are made.
pub fn begin_folder(out: &Path) -> io::Result<Work> {
    fs::create_dir_all(parent(out))?;
    Work::folder(out)
}

/// Puts the new folder in the place of `out`, or makes it `out` where there is none. `check` says whether a
/// folder may be replaced; it is asked before and, where the system can exchange folders, again once the old
/// one is out of the way, so that a file which was put there meanwhile is not lost.
///
/// Gives the path of the old folder where it could not be removed, with the reason.
pub fn replace_folder<E>(
    new: Work,
    out: &Path,
    check: impl Fn(&Path) -> io::Result<Result<(), E>>,
) -> Result<Option<(PathBuf, io::Error)>, Refused<E>> {
    let at_out = |e: io::Error| Refused::Io(out.to_path_buf(), e);
    sync_all(&new).map_err(|e| Refused::Io(new.path().to_path_buf(), e))?;
    // Two programs that replace folders here at once do so one after the other; a file system without locks
    // only loses this.
    let folder = File::open(parent(out)).ok();
    if let Some(folder) = &folder {
        let _ = folder.lock();
    }
    let old = match fs::symlink_metadata(out) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            fs::rename(new.path(), out).map_err(at_out)?;
            new.renamed();
            None
        }
        Err(e) => return Err(at_out(e)),
        Ok(_) => {
            check(out).map_err(at_out)?.map_err(Refused::Check)?;
            if exchange(new.path(), out).map_err(at_out)? {
                if let Ok(Err(refused)) = check(new.path()) {
                    exchange(new.path(), out).map_err(at_out)?;
                    return Err(Refused::Check(refused));
                }
                Some(new)
            } else {
                Some(two_renames(new, out).map_err(at_out)?)
            }
        }
    };
    sync_folder(parent(out)).map_err(at_out)?;
    drop(folder);
    let Some(old) = old else { return Ok(None) };
    let path = old.path().to_path_buf();
    Ok(old.remove().err().map(|error| (path, error)))
}

/// Exchanges two folders in one step; `false` where the system or the file system cannot.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::NOSYS | Errno::INVAL | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Moves `out` away and the new folder to its place, and gives the old one. Where the second fails, `out` is put
/// back; where the program ends between the two, the next writer of `out` puts it back.
fn two_renames(new: Work, out: &Path) -> io::Result<Work> {
    let away = unique(out, Purpose::Old);
    // Locked before it moves, it is never taken for what a killed program left.
    let old = Work::of(out, &away)?;
    if let Err(error) = fs::rename(new.path(), out) {
        let back = fs::rename(&away, out);
        old.renamed();
        return Err(match back {
            Ok(()) => error,
            Err(_) => io::Error::other(format!(
                "{error}; the folder that was there is at {} now: rename it",
                away.display()
            )),
        });
    }
    new.renamed();
    Ok(old)
}

/// Writes all that a new folder holds to the disk.
#[cfg(target_os = "linux")]
fn sync_all(new: &Work) -> io::Result<()> {
    // One request for the whole file system: a report has thousands of small files, and one request for each of
    // them takes many times longer.
    match new.handle() {
        Some(folder) => Ok(rustix::fs::syncfs(folder)?),
        None => Ok(()),
    }
}

#[cfg(not(target_os = "linux"))]
fn sync_all(new: &Work) -> io::Result<()> {
    fn sync(folder: &Path) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                sync(&entry.path())?;
            } else {
                fs::OpenOptions::new()
                    .write(true)
                    .open(entry.path())?
                    .sync_all()?;
            }
        }
        sync_folder(folder)
    }
    sync(new.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(out: &Path, text: &str) -> Work {
        let new = begin_folder(out).unwrap();
        fs::write(new.path().join("index.html"), text).unwrap();
        new
    }

    fn read(out: &Path) -> String {
        fs::read_to_string(out.join("index.html")).unwrap()
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn a_folder_replaces_another_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/report");
        for text in ["1", "2"] {
            let fine = |_: &Path| Ok(Ok::<(), ()>(()));
            assert!(matches!(
                replace_folder(filled(&out, text), &out, fine),
                Ok(None)
            ));
            assert_eq!(read(&out), text);
            assert_eq!(names(&folder.path().join("a")), 1);
        }
        let refuse = |_: &Path| Ok(Err("kept"));
        assert!(matches!(
            replace_folder(filled(&out, "3"), &out, refuse),
            Err(Refused::Check("kept"))
        ));
        assert_eq!(
            (read(&out).as_str(), names(out.parent().unwrap())),
            ("2", 1)
        );
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_file_that_comes_in_the_last_moment_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("report");
        let fine = |_: &Path| Ok(Ok::<(), ()>(()));
        assert!(replace_folder(filled(&out, "1"), &out, fine).is_ok());
        // The first look finds nothing, the second one finds the file.
        let looks = std::cell::Cell::new(0);
        let check = |_: &Path| {
            looks.set(looks.get() + 1);
            Ok(if looks.get() == 1 { Ok(()) } else { Err(()) })
        };
        assert!(matches!(
            replace_folder(filled(&out, "2"), &out, check),
            Err(Refused::Check(()))
        ));
        assert_eq!((read(&out).as_str(), names(folder.path())), ("1", 1));
    }

    #[test]
    fn two_renames_put_the_old_folder_back() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("report");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("index.html"), "old").unwrap();
        let new = filled(&out, "new");
        let gone = new.path().to_path_buf();
        fs::remove_dir_all(&gone).unwrap();
        assert!(two_renames(new, &out).is_err());
        assert_eq!((read(&out).as_str(), names(folder.path())), ("old", 1));
        let old = two_renames(filled(&out, "new"), &out).unwrap();
        assert_eq!(read(&out), "new");
        assert_eq!(read(old.path()), "old");
        // While it is there, no other writer removes it.
        drop(begin_folder(&out).unwrap());
        assert!(old.path().exists());
        drop(old);
        assert_eq!(names(folder.path()), 1);
    }
}
