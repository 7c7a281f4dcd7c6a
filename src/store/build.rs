//! Builds: one folder each, written beside the current one, published by one rename.

use super::{Manifest, StoreError};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The right to write to a corpus, held while this value lives.
pub struct Lock(#[allow(dead_code)] File);

impl Lock {
    /// Takes the corpus's lock, and waits for the program that has it. A program that was killed has none.
    pub fn take(root: &Path) -> Result<Lock, StoreError> {
        let folder = root.join(".palabre");
        fs::create_dir_all(&folder).map_err(|e| StoreError::io(&folder, &e))?;
        let path = folder.join("lock");
        let file = File::create(&path).map_err(|e| StoreError::io(&path, &e))?;
        file.lock().map_err(|e| StoreError::io(&path, &e))?;
        Ok(Lock(file))
    }
}

/// A build that is being written.
pub struct BuildDir {
    /// Its number.
    pub number: u64,
    /// Its folder.
    pub path: PathBuf,
}

impl BuildDir {
    /// Begins a build, after the highest number that is there; what an interrupted build left is removed.
    pub fn begin(root: &Path, _lock: &Lock) -> Result<BuildDir, StoreError> {
        let builds = root.join(".palabre/builds");
        fs::create_dir_all(&builds).map_err(|e| StoreError::io(&builds, &e))?;
        let current = Manifest::read(root).map(|m| m.build);
        let mut highest = current.unwrap_or(0);
        for n in numbers(&builds)? {
            highest = highest.max(n);
            if Some(n) > current {
                remove(&builds.join(n.to_string()))?;
            }
        }
        let number = highest + 1;
        let path = builds.join(number.to_string());
        fs::create_dir(&path).map_err(|e| StoreError::io(&path, &e))?;
        Ok(BuildDir { number, path })
    }

    /// Brings over what has not changed from an older build, as links where the disk allows.
    pub fn reuse(&self, older: &Path, name: &str) -> Result<(), StoreError> {
        let (from, to) = (older.join(name), self.path.join(name));
        if from.is_dir() {
            fs::create_dir_all(&to).map_err(|e| StoreError::io(&to, &e))?;
            let entries = fs::read_dir(&from).map_err(|e| StoreError::io(&from, &e))?;
            for entry in entries {
                let entry = entry.map_err(|e| StoreError::io(&from, &e))?;
                link_or_copy(&entry.path(), &to.join(entry.file_name()))?;
            }
            Ok(())
        } else {
            link_or_copy(&from, &to)
        }
    }
}

fn link_or_copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    fs::copy(from, to)
        .map(|_| ())
        .map_err(|e| StoreError::io(to, &e))
}

fn numbers(builds: &Path) -> Result<Vec<u64>, StoreError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(builds).map_err(|e| StoreError::io(builds, &e))? {
        let entry = entry.map_err(|e| StoreError::io(builds, &e))?;
        found.extend(entry.file_name().to_string_lossy().parse::<u64>());
    }
    found.sort_unstable();
    Ok(found)
}

fn remove(path: &Path) -> Result<(), StoreError> {
    fs::remove_dir_all(path).map_err(|e| StoreError::io(path, &e))
}

/// Publishes a build: its manifest replaces the old one, then all builds but it and the one before go.
pub fn publish(root: &Path, manifest: &Manifest, _lock: &Lock) -> Result<(), StoreError> {
    let before = Manifest::read(root).map(|m| m.build);
    manifest.publish(root)?;
    let builds = root.join(".palabre/builds");
    for n in numbers(&builds)? {
        if n != manifest.build && Some(n) != before {
            remove(&builds.join(n.to_string()))?;
        }
    }
    Ok(())
}

/// The current build of a corpus: its manifest and its folder.
pub fn current_build(root: &Path) -> Option<(Manifest, PathBuf)> {
    let manifest = Manifest::read(root)?;
    let path = root
        .join(".palabre/builds")
        .join(manifest.build.to_string());
    path.is_dir().then_some((manifest, path))
}
