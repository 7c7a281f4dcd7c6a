//! Whether a build is whole: each of its files against the hash that the manifest keeps.

use super::{Manifest, Seen, Stamp, StoreError};
use crate::model::{BLOCK, BlockSums, FileBlocks};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// A file of a build as it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSum {
    /// Its length.
    pub bytes: u64,
    /// Its BLAKE3, in hexadecimal digits.
    pub blake3: String,
}

/// A file's sum and the checksums of its blocks.
pub(super) type Sums = (FileSum, FileBlocks);

impl FileSum {
    /// The sum of a file that holds these bytes.
    pub fn of(bytes: &[u8]) -> FileSum {
        FileSum {
            bytes: bytes.len() as u64,
            blake3: blake3::hash(bytes).to_hex().to_string(),
        }
    }
}

/// The files of a folder by their names inside it, with `/`, all but those of `known`. Locks are none of them.
pub(super) fn sums(
    folder: &Path,
    known: &BTreeMap<String, Sums>,
) -> Result<BTreeMap<String, Sums>, StoreError> {
    let mut names = Vec::new();
    list(folder, "", &mut names)?;
    names.retain(|name| !known.contains_key(name));
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

/// Bytes that are read at once, a whole number of blocks.
const READ: usize = 64 * BLOCK;

/// The sums of one file, which is read once.
fn sum(path: &Path) -> Result<Sums, StoreError> {
    let io = |e: std::io::Error| StoreError::io(path, &e);
    let mut hasher = blake3::Hasher::new();
    let mut blocks = FileBlocks::default();
    let mut file = File::open(path).map_err(io)?;
    let mut buffer = Vec::with_capacity(READ);
    loop {
        buffer.clear();
        let mut next = Read::by_ref(&mut file).take(READ as u64);
        if next.read_to_end(&mut buffer).map_err(io)? == 0 {
            break;
        }
        hasher.update(&buffer);
        buffer.chunks(BLOCK).for_each(|block| blocks.push(block));
    }
    let sum = FileSum {
        bytes: hasher.count(),
        blake3: hasher.finalize().to_hex().to_string(),
    };
    Ok((sum, blocks))
}

/// The checksums of the blocks of those files of a build that are as they were published, all of them read
/// anew: for a build whose own list of checksums is damaged.
pub fn summed_again(folder: &Path, manifest: &Manifest) -> BlockSums {
    let files: Vec<(&String, &FileSum)> = manifest.files.iter().collect();
    let whole = |(name, published): (&String, &FileSum)| {
        let (sum, blocks) = sum(&folder.join(name)).ok()?;
        (sum == *published).then(|| (name.clone(), blocks))
    };
    BlockSums(files.into_par_iter().filter_map(whole).collect())
}

/// Has the disk keep the names of a build's files, which are on it already.
pub(super) fn sync_folders(folder: &Path, manifest: &Manifest) -> Result<(), StoreError> {
    let mut folders: Vec<&Path> = vec![folder];
    let inside: Vec<_> = manifest.files.keys().map(|f| folder.join(f)).collect();
    folders.extend(inside.iter().filter_map(|f| f.parent()));
    folders.extend(folder.parent());
    folders.sort();
    folders.dedup();
    folders.into_iter().try_for_each(|folder| {
        super::write::sync_folder(folder).map_err(|e| StoreError::io(folder, &e))
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
        Some(_) => sum(&folder.join(name)).map(|s| s.0).ok().as_ref() != Some(*published),
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
