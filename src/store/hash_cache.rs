//! What files looked like when they were last hashed, so that what has not changed is not read again.

use super::VERSION;
use super::sealed::{seal, unseal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// A file changed less than so many nanoseconds before it was hashed may have changed again within one
/// tick of the disk's clock, the coarsest of which has two seconds.
const RACY: i64 = 2_000_000_000;

/// What the disk says of a file without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    bytes: u64,
    /// Nanoseconds since 1970.
    modified: i64,
    /// On Unix: the file's number, and when its content, name or owner last changed; else 0.
    inode: u64,
    changed: i64,
}

impl Stamp {
    /// The stamp of a file.
    ///
    /// # Errors
    /// Where the file is not there, or the disk does not say.
    pub fn of(path: &Path) -> io::Result<Stamp> {
        let meta = fs::metadata(path)?;
        let (inode, changed) = unix(&meta);
        Ok(Stamp {
            bytes: meta.len(),
            modified: nanoseconds(meta.modified()?),
            inode,
            changed,
        })
    }

    /// Whether the file had not changed for so long at a moment, in nanoseconds since 1970, that a later change
    /// gives another stamp.
    fn is_settled(&self, at: i64) -> bool {
        let changed = self.modified.max(self.changed);
        changed.saturating_add(RACY) <= at
    }
}

/// A file as it was before it was read: whether it is still the same is asked after.
#[derive(Clone, Debug)]
pub struct Watched {
    stamp: Stamp,
    /// When the stamp was taken, in nanoseconds since 1970.
    at: i64,
}

impl Watched {
    /// Takes the stamp of a file that is about to be read.
    ///
    /// # Errors
    /// Where the file is not there, or the disk does not say.
    pub fn begin(path: &Path) -> io::Result<Watched> {
        let stamp = Stamp::of(path)?;
        let at = nanoseconds(SystemTime::now());
        Ok(Watched { stamp, at })
    }

    /// Whether the file is the one that was read. A stamp that is too young to trust is not enough, nor one of a
    /// system that gives only length and time of modification, which a copy can keep: then `is_same` reads the
    /// file again.
    pub fn still<E>(
        &self,
        path: &Path,
        is_same: impl FnOnce(&Path) -> Result<bool, E>,
    ) -> Result<bool, E> {
        if Stamp::of(path).ok().as_ref() != Some(&self.stamp) {
            return Ok(false);
        }
        if cfg!(unix) && self.stamp.is_settled(self.at) {
            return Ok(true);
        }
        is_same(path)
    }
}

#[cfg(unix)]
fn unix(meta: &Metadata) -> (u64, i64) {
    use std::os::unix::fs::MetadataExt;
    let seconds = meta.ctime().saturating_mul(1_000_000_000);
    (meta.ino(), seconds.saturating_add(meta.ctime_nsec()))
}

#[cfg(not(unix))]
fn unix(_meta: &Metadata) -> (u64, i64) {
    (0, 0)
}

fn nanoseconds(at: SystemTime) -> i64 {
    let n = |d: std::time::Duration| i64::try_from(d.as_nanos()).unwrap_or(i64::MAX);
    match at.duration_since(UNIX_EPOCH) {
        Ok(after) => n(after),
        Err(before) => -n(before.duration()),
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct CachedFile {
    stamp: Stamp,
    /// When its hashing began, in nanoseconds since 1970.
    at: i64,
    sha256: String,
}

/// The content of `.palabre/seen.json`, which is a file under a checksum. It is a memory and no truth: where it
/// is absent or damaged, files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HashCache {
    sources: BTreeMap<String, CachedFile>,
    build: u64,
    files: BTreeMap<String, Stamp>,
    #[serde(skip)]
    changed: bool,
}

impl HashCache {
    /// Reads the cache; it is empty where its file cannot be read.
    pub fn read(root: &Path) -> HashCache {
        let bytes = fs::read(root.join(".palabre/seen.json")).unwrap_or_default();
        unseal(VERSION, &bytes).unwrap_or_default()
    }

    /// Writes the cache, where something is new and the folder can be written to. Of a corpus that was
    /// never built, nothing is kept.
    pub fn keep(&mut self, root: &Path) {
        let folder = root.join(".palabre");
        if !self.changed || !folder.is_dir() {
            return;
        }
        self.changed = false;
        if let Ok(bytes) = seal(VERSION, self) {
            // A folder that cannot be written to only costs time.
            let _ = super::write::atomic(&folder.join("seen.json"), &bytes);
        }
    }

    /// Forgets all that is known of files: the next command reads sources and build.
    pub fn forget(root: &Path) {
        let mut cache = HashCache {
            changed: true,
            ..HashCache::default()
        };
        cache.keep(root);
    }

    /// Forgets what is known of the build on the disk: the next command reads its files.
    pub fn forget_build(root: &Path) {
        let mut cache = HashCache::read(root);
        cache.distrust_build();
        cache.keep(root);
    }

    /// Forgets what is known of the build: its files are read before they are used.
    pub fn distrust_build(&mut self) {
        self.files.clear();
        self.build = 0;
        self.changed = true;
    }

    /// The SHA-256 and length of a source file, from memory where it has not changed, else from `hash`.
    /// `key` names the file in the corpus.
    ///
    /// # Errors
    /// Those of `hash`.
    pub fn source<E>(
        &mut self,
        key: &str,
        path: &Path,
        hash: impl FnOnce(&Path) -> Result<(String, u64), E>,
    ) -> Result<(String, u64), E> {
        let before = Stamp::of(path).ok();
        if let (Some(stamp), Some(known)) = (&before, self.sources.get(key))
            && known.stamp == *stamp
            && stamp.is_settled(known.at)
        {
            return Ok((known.sha256.clone(), stamp.bytes));
        }
        let at = nanoseconds(SystemTime::now());
        let (sha256, bytes) = hash(path)?;
        let after = Stamp::of(path).ok();
        self.changed |= match before.filter(|b| Some(b) == after.as_ref()) {
            Some(stamp) => {
                let sha256 = sha256.clone();
                let cached = CachedFile { stamp, at, sha256 };
                self.sources.insert(key.to_string(), cached);
                true
            }
            // It changed while it was read: it is unknown.
            None => self.sources.remove(key).is_some(),
        };
        Ok((sha256, bytes))
    }

    /// Forgets source files that are no more in the corpus.
    pub fn retain(&mut self, keys: &[String]) {
        let before = self.sources.len();
        self.sources.retain(|key, _| keys.contains(key));
        self.changed |= self.sources.len() != before;
    }

    /// Whether a file of a build looks as it did when it was known to be whole.
    pub(super) fn knows(&self, build: u64, name: &str, stamp: &Stamp) -> bool {
        self.build == build && self.files.get(name) == Some(stamp)
    }

    /// Remembers the stamps of the files of a whole build.
    pub(super) fn remember_build(&mut self, build: u64, files: BTreeMap<String, Stamp>) {
        self.changed |= self.build != build || self.files != files;
        self.build = build;
        self.files = files;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn an_old_file_is_hashed_once_and_a_new_one_each_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let mut seen = HashCache::default();
        let mut hashed = 0;
        let mut ask = |seen: &mut HashCache, expected: &str| {
            let hash = |p: &Path| -> io::Result<(String, u64)> {
                hashed += 1;
                let text = fs::read_to_string(p)?;
                let bytes = text.len() as u64;
                Ok((text, bytes))
            };
            let found = seen.source("a", &path, hash).unwrap();
            assert_eq!(found, (expected.to_string(), expected.len() as u64));
            hashed
        };
        fs::write(&path, "un").unwrap();
        assert_eq!(ask(&mut seen, "un"), 1);
        // Changed just now: an edit of the same length in the same tick would not show.
        assert_eq!(ask(&mut seen, "un"), 2);
        let known = seen.sources.get_mut("a").unwrap();
        known.at += 3 * RACY;
        assert_eq!(ask(&mut seen, "un"), 2);
        fs::write(&path, "dé").unwrap();
        assert_eq!(ask(&mut seen, "dé"), 3);
        let known = seen.sources.get_mut("a").unwrap();
        known.at += 3 * RACY;
        assert_eq!(ask(&mut seen, "dé"), 3);
        // Same length and time of modification, another file.
        let modified = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, "ça").unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(modified).unwrap();
        if cfg!(unix) {
            assert_eq!(ask(&mut seen, "ça"), 4);
        }
        file.set_modified(SystemTime::now() + Duration::from_secs(3600))
            .unwrap();
        let before = ask(&mut seen, "ça");
        assert_eq!(ask(&mut seen, "ça"), before + 1);
    }

    #[test]
    fn a_watched_file_is_read_again_where_its_stamp_is_young() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        fs::write(&path, "un").unwrap();
        let young = Watched::begin(&path).unwrap();
        let still = |watched: &Watched, same: Option<bool>| {
            watched.still(&path, |_| same.ok_or("the file was read"))
        };
        assert_eq!(still(&young, Some(true)), Ok(true));
        assert_eq!(still(&young, Some(false)), Ok(false));
        let settled = Watched {
            at: young.at + 3 * RACY,
            ..young.clone()
        };
        if cfg!(unix) {
            assert_eq!(still(&settled, None), Ok(true));
        }
        fs::write(&path, "deux").unwrap();
        assert_eq!(still(&settled, None), Ok(false));
        fs::remove_file(&path).unwrap();
        assert_eq!(still(&settled, None), Ok(false));
    }

    #[test]
    fn what_was_seen_is_kept_only_where_there_is_a_build() {
        let folder = tempfile::tempdir().unwrap();
        let mut seen = HashCache::default();
        seen.remember_build(
            3,
            BTreeMap::from([("index/a".to_string(), Stamp::default())]),
        );
        seen.clone().keep(folder.path());
        assert!(!folder.path().join(".palabre").exists());
        fs::create_dir(folder.path().join(".palabre")).unwrap();
        seen.keep(folder.path());
        assert_eq!(HashCache::read(folder.path()), seen);
        assert!(seen.knows(3, "index/a", &Stamp::default()));
        assert!(!seen.knows(2, "index/a", &Stamp::default()));
        HashCache::forget_build(folder.path());
        assert!(!HashCache::read(folder.path()).knows(3, "index/a", &Stamp::default()));
        fs::write(folder.path().join(".palabre/seen.json"), "{").unwrap();
        assert_eq!(HashCache::read(folder.path()), HashCache::default());
    }
}
