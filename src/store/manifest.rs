//! The manifest: which build is current, and everything that it was made of.

use super::sealed::seal;
use super::{FileSum, StoreError};
use crate::model::{ConsultationState, Masked, SourceFile};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The version of the manifest and of the tables: a build of another version is rebuilt from the sources. What is made
/// of the tables has versions of its own, in the keys of its stages.
pub const VERSION: u32 = 9;

/// A source as a build read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInfo {
    /// Its name.
    pub name: String,
    /// The format that its files turned out to be of.
    pub format: String,
    /// The file's or folder's name, never its path.
    pub label: String,
    /// The SHA-256 of the file, or of the sorted list of (path, SHA-256) of a folder.
    pub sha256: String,
    /// Its files.
    pub files: Vec<SourceFile>,
}

/// A dictionary as a build used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DictionaryInfo {
    /// `shipped`, or `themes.toml` of the corpus.
    pub origin: String,
    /// Its version, as it states it.
    pub version: String,
    /// Its SHA-256.
    pub sha256: String,
    /// The ids of its themes, in order.
    pub themes: Vec<String>,
}

/// What `.palabre/manifest.json` says, which is a file under a checksum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The program's version.
    pub palabre: String,
    /// What forms belong to, and which program says so: the headwords' name and version, and the stemmer's.
    pub words: String,
    /// The current build's number.
    pub build: u64,
    /// The key of each stage, by its name: the hash of everything that its files depend on.
    pub stages: BTreeMap<String, String>,
    /// The sources, in the order of `corpus.toml`.
    pub sources: Vec<SourceInfo>,
    /// The dictionary.
    pub dictionary: DictionaryInfo,
    /// Consultations (or debates) that the sources name, and whether they are over.
    pub consultations: Vec<(String, ConsultationState)>,
    /// Passages masked in texts.
    pub masked: Masked,
    /// Records, and listed votes, that name no author in a file that names some: each is of an author of its own.
    pub anonymous: [u64; 2],
    /// The files of the build's folder.
    pub files: BTreeMap<String, FileSum>,
}

impl Manifest {
    /// Replaces the manifest in one rename: the publication of a build.
    pub(super) fn publish(&self, root: &Path) -> Result<(), StoreError> {
        let path = root.join(".palabre/manifest.json");
        let bytes = seal(VERSION, self).map_err(|e| StoreError::File {
            path: path.clone(),
            what: e.to_string(),
        })?;
        super::write::atomic(&path, &bytes)
    }
}
