//! Builds: one folder each, written beside the current one, published by one rename.

use super::files::{BLOCK_SUMS, is_of};
use super::sealed::{Unsealed, unseal};
use super::whole::Sums;
use super::{BuildFiles, FileSum, HashCache, Manifest, StoreError, VERSION};
use crate::model::BlockSums;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The right to write to a part of a corpus, held while this value lives.
pub struct Lock(#[allow(dead_code)] File);

impl Lock {
    /// Takes the lock of the corpus's builds, and waits for the program that has it. A program that was killed has
    /// none.
    pub fn take(root: &Path) -> Result<Lock, StoreError> {
        Lock::of(root, "lock")
    }

    /// Takes the lock of the analyst's own files (`corpus.toml`, `themes.toml`), which is held for a moment only.
    pub(super) fn editing(root: &Path) -> Result<Lock, StoreError> {
        Lock::of(root, "edit.lock")
    }

    fn of(root: &Path, name: &str) -> Result<Lock, StoreError> {
        let folder = root.join(".palabre");
        fs::create_dir_all(&folder).map_err(|e| StoreError::io(&folder, &e))?;
        let path = folder.join(name);
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
    /// The sums of files that are in the folder. Those that were brought over from an older build have the sums that
    /// they were published with: summed anew, a byte that the disk has changed meanwhile would pass for one that was
    /// written.
    sums: BTreeMap<String, Sums>,
}

impl BuildDir {
    /// Begins a build, after the highest number that is there; what an interrupted build left is removed.
    pub fn begin(root: &Path, _lock: &Lock) -> Result<BuildDir, StoreError> {
        let builds = root.join(".palabre/builds");
        fs::create_dir_all(&builds).map_err(|e| StoreError::io(&builds, &e))?;
        let current = published_number(root);
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
        Ok(BuildDir {
            number,
            path,
            sums: BTreeMap::new(),
        })
    }

    /// Brings over a file or a folder that has not changed from an older build, as links where the disk allows.
    pub fn reuse(
        &mut self,
        older: &BuildFiles,
        manifest: &Manifest,
        name: &str,
    ) -> Result<(), StoreError> {
        for (file, sum) in manifest.files.iter().filter(|(file, _)| is_of(file, name)) {
            let blocks = older.sums().get(file).cloned().ok_or_else(|| {
                let what = "its checksums are gone";
                super::files::damaged(&older.path(file), what)
            })?;
            let to = self.path.join(file);
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(|e| StoreError::io(folder, &e))?;
            }
            link_or_copy(&older.path(file), &to)?;
            self.sums.insert(file.clone(), (sum.clone(), blocks));
        }
        Ok(())
    }

    /// Whether a file or a folder has the same bytes as in an older build. What is in the folder by now is summed for
    /// that, once, and must not be written again.
    pub fn has_same(&mut self, manifest: &Manifest, name: &str) -> Result<bool, StoreError> {
        self.sum()?;
        let here = self.sums.iter().filter(|(file, _)| is_of(file, name));
        let older = manifest.files.iter().filter(|(file, _)| is_of(file, name));
        Ok(here.map(|(file, sums)| (file, &sums.0)).eq(older))
    }

    /// Sums the files that are not summed yet.
    fn sum(&mut self) -> Result<(), StoreError> {
        let sums = super::whole::sums(&self.path, &self.sums)?;
        self.sums.extend(sums);
        Ok(())
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

/// Publishes a build: its files are summed, the manifest takes down the sums and replaces the old one, then all
/// builds but it and the one before go.
pub fn publish(
    root: &Path,
    mut dir: BuildDir,
    manifest: &mut Manifest,
    cache: &mut HashCache,
    _lock: &Lock,
) -> Result<BuildFiles, StoreError> {
    dir.sum()?;
    let BuildDir { path, sums, .. } = dir;
    let folder = &path;
    let blocks = sums.iter().map(|(name, sum)| (name.clone(), sum.1.clone()));
    let files = BuildFiles::of(folder, BlockSums(blocks.collect()));
    let block_sums = files.sums().to_bytes();
    super::write_flat(&folder.join(BLOCK_SUMS), &block_sums)?;
    manifest.files = sums.into_iter().map(|(name, sum)| (name, sum.0)).collect();
    let sum = FileSum::of(&block_sums);
    manifest.files.insert(BLOCK_SUMS.to_string(), sum);
    super::whole::sync_folders(folder, manifest)?;
    let before = published_number(root);
    manifest.publish(root)?;
    let builds = root.join(".palabre/builds");
    for n in numbers(&builds)? {
        if n != manifest.build && Some(n) != before {
            remove(&builds.join(n.to_string()))?;
        }
    }
    // Links come and go with builds, and change how files look: this is taken down last.
    let stamps = super::whole::stamps(folder, manifest);
    cache.remember_build(manifest.build, stamps);
    cache.keep(root);
    Ok(files)
}

/// The number of the build that is published.
fn published_number(root: &Path) -> Option<u64> {
    current_build(root).map(|b| b.0.build)
}

/// What is published in a corpus folder.
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
    let manifest = match unseal::<Manifest>(VERSION, &text) {
        Ok(manifest) => manifest,
        Err(Unsealed::Format(format)) => {
            let what = format!("is of format {format}, this program writes {VERSION}");
            return Published::Unusable(what);
        }
        Err(Unsealed::Damaged) => {
            return Published::Unusable("has a damaged manifest".to_string());
        }
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
