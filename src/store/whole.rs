//! Whether a build is whole: each of its files against the hash that the manifest keeps.

use super::{Manifest, Seen, Stamp, StoreError};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

/// A file of a build as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSum {
    /// Its length.
    pub bytes: u64,
    /// Its BLAKE3, in hexadecimal digits.
    pub blake3: String,
}

/// The files of a build by their names inside its folder, with `/`. Locks are none of them.
pub(super) fn sums(folder: &Path) -> Result<BTreeMap<String, FileSum>, StoreError> {
    let mut names = Vec::new();
    list(folder, "", &mut names)?;
    let sum = |name: String| {
        let sum = sum(&folder.join(&name))?;
        Ok((name, sum))
    };
    names.into_par_iter().map(sum).collect()
}

fn list(folder: &Path, prefix: &str, names: &mut Vec<String>) -> Result<(), StoreError> {
    for entry in fs::read_dir(folder).map_err(|e| StoreError::io(folder, &e))? {
        let entry = entry.map_err(|e| StoreError::io(folder, &e))?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{name}/"), names)?;
        } else if !name.ends_with(".lock") {
            names.push(name);
        }
    }
    Ok(())
}

fn sum(path: &Path) -> Result<FileSum, StoreError> {
    let io = |e: std::io::Error| StoreError::io(path, &e);
    let mut hasher = blake3::Hasher::new();
    hasher
        .update_reader(File::open(path).map_err(io)?)
        .map_err(io)?;
    Ok(FileSum {
        bytes: hasher.count(),
        blake3: hasher.finalize().to_hex().to_string(),
    })
}

/// How the files of a build look; those that are not there are left out.
pub(super) fn stamps(folder: &Path, manifest: &Manifest) -> BTreeMap<String, Stamp> {
    let stamp = |name: &String| Some((name.clone(), Stamp::of(&folder.join(name)).ok()?));
    manifest.files.keys().filter_map(stamp).collect()
}

/// The names of a build's files that are not as they were published. Only those are read that look other
/// than when they were last known to be whole; where all are whole, `seen` takes down how they look.
pub fn damaged(folder: &Path, manifest: &Manifest, seen: &mut Seen) -> Vec<String> {
    let stamps = stamps(folder, manifest);
    let broken = |(name, published): &(&String, &FileSum)| match stamps.get(*name) {
        None => true,
        Some(stamp) if seen.knows(manifest.build, name, stamp) => false,
        Some(_) => sum(&folder.join(name)).ok().as_ref() != Some(*published),
    };
    let files: Vec<(&String, &FileSum)> = manifest.files.iter().collect();
    let broken: Vec<String> = files
        .into_par_iter()
        .filter(broken)
        .map(|(name, _)| name.clone())
        .collect();
    if broken.is_empty() {
        seen.saw_build(manifest.build, stamps);
    }
    broken
}
