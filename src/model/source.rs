//! What `corpus.toml` says of a source, and what a build knows of its files.

use super::Mapping;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One `[[sources]]` entry of `corpus.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceSpec {
    /// The source's name, first part of its records' ids. By default the format's family.
    pub name: String,
    /// The file or folder, relative to `corpus.toml` (or absolute).
    pub path: String,
    /// The format's name (`page-2014`, `api-2015`, `cap-collectif`), or `auto`.
    #[serde(default = "auto")]
    pub format: String,
    /// The name of an older source that this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// The spec of a platform of the analyst's own: a TOML file in the corpus folder, relative to `corpus.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spec: Option<String>,
    /// Which columns say what, for tables (`csv`, `jsonl`); guessed where it is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// Columns that no field of a record holds and that are kept as its variables: each name with its column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, String>,
}

fn auto() -> String {
    "auto".to_string()
}

/// A file of a source, as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The file's name, or its path inside the folder that was named, with `/`.
    pub path: String,
    /// SHA-256 of its raw bytes, in hexadecimal.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

/// Whether a page says that its consultation is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationState {
    /// Contributions are no longer taken.
    Closed,
    /// Nothing says that it is closed.
    Open,
}
