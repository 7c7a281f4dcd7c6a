//! A published build, and what of it can be used.

use super::stage::{Keys, Stage};
use crate::store::{
    BuildFiles, HashCache, Manifest, damaged, files::BLOCK_SUMS, is_of, summed_again,
};
use std::path::Path;

/// A published build whose every file was checked.
pub(in crate::pipeline) struct Found {
    /// What it was made of.
    pub manifest: Manifest,
    /// Its files.
    pub files: BuildFiles,
    /// The names of its damaged files.
    pub damaged: Vec<String>,
}

impl Found {
    /// Checks the files of a build. Those that look as they did when they were last known to be whole are not read.
    pub(in crate::pipeline) fn check(
        manifest: Manifest,
        path: &Path,
        cache: &mut HashCache,
    ) -> Found {
        let opened = BuildFiles::open(path, &manifest);
        if opened.is_err() {
            // What else the disk has changed under the same times is not known: every file is read.
            cache.distrust_build();
        }
        let damaged = damaged(path, &manifest, cache);
        let files = opened.unwrap_or_else(|_| BuildFiles::of(path, summed_again(path, &manifest)));
        Found {
            manifest,
            files,
            damaged,
        }
    }

    /// Whether a file or a folder is there and as it was published.
    fn has_whole(&self, name: &str) -> bool {
        self.manifest.files.keys().any(|file| is_of(file, name))
            && !self.damaged.iter().any(|file| is_of(file, name))
    }

    /// Whether a stage of that build was made under the same key, and its outputs are whole.
    pub(in crate::pipeline) fn has<W, C>(&self, stage: &Stage<W, C>, keys: &Keys) -> bool {
        self.manifest.stages.get(stage.name) == keys.get(stage.name)
            && stage.outputs.iter().all(|name| self.has_whole(name))
    }

    /// Whether all stages are so, and the list of checksums as well.
    pub(in crate::pipeline) fn has_all<W, C>(&self, stages: &[Stage<W, C>], keys: &Keys) -> bool {
        stages.iter().all(|stage| self.has(stage, keys)) && self.has_whole(BLOCK_SUMS)
    }
}
