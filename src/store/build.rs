//! Builds: one folder each, written beside the current one, published by one rename.

use super::{Manifest, Seen, StoreError, VERSION};
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

    /// Keeps builds from being removed while one is read for long; nothing is written. `None` where there is no lock
    /// to take, as on media that are read-only.
    pub fn shared(root: &Path) -> Option<Lock> {
        let file = File::open(root.join(".palabre/lock")).ok()?;
        file.lock_shared().ok()?;
        Some(Lock(file))
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
                self.reuse(
                    older,
                    &format!("{name}/{}", entry.file_name().to_string_lossy()),
                )?;
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

/// Publishes a build: the manifest takes down its files and replaces the old one, then all builds but it
/// and the one before go.
pub fn publish(
    root: &Path,
    manifest: &mut Manifest,
    seen: &mut Seen,
    _lock: &Lock,
) -> Result<(), StoreError> {
    let folder = root
        .join(".palabre/builds")
        .join(manifest.build.to_string());
    manifest.files = super::whole::sums(&folder)?;
    let before = Manifest::read(root).map(|m| m.build);
    manifest.publish(root)?;
    let builds = root.join(".palabre/builds");
    for n in numbers(&builds)? {
        if n != manifest.build && Some(n) != before {
            remove(&builds.join(n.to_string()))?;
        }
    }
    // Links come and go with builds, and change how files look: this is taken down last.
    let stamps = super::whole::stamps(&folder, manifest);
    seen.saw_build(manifest.build, stamps);
    seen.keep(root);
    Ok(())
}

/// What stands published in a corpus folder.
pub enum Published {
    /// Nothing: it was never built.
    Nothing,
    /// A build that this program cannot use, in words that follow «the build».
    Unusable(String),
    /// A build: its manifest and its folder.
    Build(Box<Manifest>, PathBuf),
}

/// Reads what is published.
pub fn published(root: &Path) -> Published {
    let path = root.join(".palabre/manifest.json");
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            let builds = numbers(&root.join(".palabre/builds")).unwrap_or_default();
            return match builds.last() {
                Some(_) => Published::Unusable("has no manifest".to_string()),
                None => Published::Nothing,
            };
        }
        Err(e) => return Published::Unusable(format!("has a manifest that cannot be read ({e})")),
    };
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(&text) else {
        return Published::Unusable("has a damaged manifest".to_string());
    };
    match value["format"].as_u64() {
        Some(format) if format != u64::from(VERSION) => {
            let what = format!("is of format {format}, this program writes {VERSION}");
            return Published::Unusable(what);
        }
        Some(_) => {}
        None => return Published::Unusable("has a damaged manifest".to_string()),
    }
    let Ok(manifest) = serde_json::from_value::<Manifest>(value) else {
        return Published::Unusable("has a damaged manifest".to_string());
    };
    let number = manifest.build;
    let path = root.join(".palabre/builds").join(number.to_string());
    if path.is_dir() {
        Published::Build(Box::new(manifest), path)
    } else {
        Published::Unusable(format!("{number}, which the manifest names, is gone"))
    }
}

/// The current build of a corpus: its manifest and its folder.
pub fn current_build(root: &Path) -> Option<(Manifest, PathBuf)> {
    match published(root) {
        Published::Build(manifest, path) => Some((*manifest, path)),
        _ => None,
    }
}
