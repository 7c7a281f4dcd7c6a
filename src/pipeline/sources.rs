//! The files behind a corpus: listed, hashed, and named so that no path of the machine shows.

use super::PipelineError;
use crate::ingest::{Limits, Unread, list_files, members, recognise, sha256_file, sha256_hex};
use crate::model::{Origin, Progress, SourceFile, SourceSpec};
use crate::store::{Corpus, SourceInfo};
use std::path::{Path, PathBuf};

/// A source with its files, hashed.
pub(super) struct Source {
    pub spec: SourceSpec,
    pub info: SourceInfo,
    /// What to open for each of `info.files`.
    pub paths: Vec<PathBuf>,
    /// Where nothing in it is of a known format: the first thing in an archive that could not be read.
    pub trouble: Option<Unread>,
}

impl Source {
    /// Whether a place is in this source: in one of its files, or in an archive of them.
    pub fn holds(&self, origin: &Origin) -> bool {
        let inside = |file: &SourceFile| {
            let rest = origin.file.strip_prefix(file.path.as_str());
            rest.is_some_and(|r| r.is_empty() || r.starts_with('/'))
        };
        *origin.source == *self.info.name && self.info.files.iter().any(inside)
    }
}

/// The sources of a corpus, listed and hashed.
pub(super) fn sources(
    corpus: &Corpus,
    progress: &dyn Progress,
) -> Result<Vec<Source>, PipelineError> {
    corpus
        .config
        .sources
        .iter()
        .map(|spec| source(spec, &corpus.resolve(spec), progress))
        .collect()
}

/// Lists and hashes one source.
pub(super) fn source(
    spec: &SourceSpec,
    path: &Path,
    progress: &dyn Progress,
) -> Result<Source, PipelineError> {
    let listed = list_files(path)?;
    progress.stage("hash", Some(listed.len() as u64));
    let mut files = Vec::with_capacity(listed.len());
    let mut paths = Vec::with_capacity(listed.len());
    // A source set to `auto` is of the format of its first file, or member of an archive, that is of one.
    let wanted = spec.format == "auto";
    let (mut format, mut trouble) = (None, None);
    for (shown, path) in listed {
        progress.check()?;
        if wanted && format.is_none() {
            for member in members(&shown, &path, Limits::default())? {
                progress.check()?;
                match member {
                    Ok(file) => format = recognise(&file).map(|i| i.name().to_string()),
                    Err(unread) => trouble = trouble.or(Some(unread)),
                }
                if format.is_some() {
                    break;
                }
            }
        }
        let (sha256, bytes) = sha256_file(&path)?;
        files.push(SourceFile {
            sha256,
            bytes,
            path: shown,
        });
        paths.push(path);
        progress.advance(1);
    }
    let label = path
        .file_name()
        .map_or_else(|| spec.name.clone(), |n| n.to_string_lossy().into_owned());
    let sha256 = match (&files[..], path.is_file()) {
        ([only], true) => only.sha256.clone(),
        _ => {
            let mut list = String::new();
            for f in &files {
                list.push_str(&format!("{}  {}\n", f.sha256, f.path));
            }
            sha256_hex(list.as_bytes())
        }
    };
    let format = match spec.format.as_str() {
        "auto" => format.unwrap_or_else(|| "unknown".to_string()),
        named if crate::ingest::importer(named).is_some() => named.to_string(),
        other => {
            let known: Vec<&str> = crate::ingest::importers()
                .iter()
                .map(|i| i.name())
                .collect();
            return Err(PipelineError::Usage(format!(
                "the source {} has the unknown format «{other}»; known are auto, {}",
                spec.name,
                known.join(", ")
            )));
        }
    };
    Ok(Source {
        spec: spec.clone(),
        info: SourceInfo {
            name: spec.name.clone(),
            format,
            label,
            sha256,
            files,
        },
        paths,
        trouble,
    })
}
