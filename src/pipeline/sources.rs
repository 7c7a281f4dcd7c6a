//! The files behind a corpus: listed, hashed, and named so that no path of the machine shows.

use super::PipelineError;
use super::error::Changed;
use super::own_spec::OwnSpec;
use super::usage::SourceError;
use crate::ingest::{
    Importer, Limits, ReadError, Unread, list_files, members, recognise, sha256_file, sha256_hex,
};
use crate::model::{Origin, Progress, SourceFile, SourceSpec};
use crate::store::{Corpus, HashCache, Manifest, SourceInfo, StoreError, Watched, current_build};
use std::path::{Path, PathBuf};

/// A source with its files, hashed.
pub(super) struct Source {
    pub spec: SourceSpec,
    /// The analyst's own spec, where the source names one.
    pub own: Option<OwnSpec>,
    pub info: SourceInfo,
    /// What to open for each of `info.files`.
    pub paths: Vec<PathBuf>,
    /// How each of them looked before it was hashed.
    watched: Vec<Watched>,
    /// Where it is.
    path: PathBuf,
    /// Where nothing in it is of a known format: the first thing in an archive that could not be read.
    pub trouble: Option<Unread>,
    /// Where it should be, where it is not there any more.
    pub gone: Option<PathBuf>,
}

impl Source {
    /// An error where the source is gone: it cannot be read again.
    pub(super) fn is_there(&self) -> Result<(), PipelineError> {
        match &self.gone {
            None => Ok(()),
            Some(path) => Err(list_files(path).err().map_or_else(
                || SourceError::SourceCameBack(path.clone()).into(),
                PipelineError::from,
            )),
        }
    }

    /// An error where the source is not what it was when it was hashed: a file was written or replaced meanwhile,
    /// or came or went. What was read of it is then of no version of it.
    pub(super) fn is_unchanged(&self) -> Result<(), PipelineError> {
        if self.gone.is_some() {
            return Ok(());
        }
        let changed = |path: &Path| {
            PipelineError::Changed(Changed {
                path: path.to_path_buf(),
            })
        };
        let listed = list_files(&self.path).map_err(|_| changed(&self.path))?;
        if !listed.iter().map(|l| &l.1).eq(&self.paths) {
            return Err(changed(&self.path));
        }
        for ((path, watched), file) in self.paths.iter().zip(&self.watched).zip(&self.info.files) {
            let is_same = |path: &Path| -> Result<bool, ReadError> {
                Ok(sha256_file(path)?.0 == file.sha256)
            };
            if !watched.still(path, is_same).unwrap_or(false) {
                return Err(changed(path));
            }
        }
        Ok(())
    }

    /// Whether a place is in this source: in one of its files, or in an archive of them.
    pub(super) fn holds(&self, origin: &Origin) -> bool {
        let inside = |file: &SourceFile| {
            let rest = origin.file.strip_prefix(file.path.as_str());
            rest.is_some_and(|r| r.is_empty() || r.starts_with('/'))
        };
        *origin.source == *self.info.name && self.info.files.iter().any(inside)
    }
}

/// An error where one of some sources is not what it was when it was hashed: see [`Source::is_unchanged`].
pub(super) fn all_unchanged(sources: &[Source]) -> Result<(), PipelineError> {
    sources.iter().try_for_each(Source::is_unchanged)
}

/// The sources of a corpus, listed and hashed.
pub(super) fn sources(
    corpus: &Corpus,
    progress: &dyn Progress,
) -> Result<Vec<Source>, PipelineError> {
    corpus.must_name_sources()?;
    corpus
        .config
        .sources
        .iter()
        .map(|spec| {
            let own = OwnSpec::of(corpus, spec)?;
            let hash = |_: &str, path: &Path| sha256_file(path);
            listed(spec, own, &corpus.resolve(spec), progress, hash)
        })
        .collect()
}

/// The same without reading files that have not changed since they were hashed. A source that is gone is as
/// the current build read it, which is said.
pub(super) fn sources_cached(
    corpus: &Corpus,
    cache: &mut HashCache,
    progress: &dyn Progress,
) -> Result<Vec<Source>, PipelineError> {
    corpus.must_name_sources()?;
    let built = current_build(&corpus.root).map(|b| b.0);
    if let Some(built) = &built {
        report_dropped(corpus, built, progress);
    }
    let mut keys = Vec::new();
    let mut found = Vec::new();
    for (at, spec) in corpus.config.sources.iter().enumerate() {
        let path = corpus.resolve(spec);
        let own = OwnSpec::of(corpus, spec)?;
        let known = built.as_ref().and_then(|m| m.sources.get(at));
        let gone = !path.exists() && !path.is_symlink();
        if let Some(info) =
            known.filter(|k| gone && k.name == spec.name && k.label == label(spec, &path))
        {
            progress.note(&format!(
                "{}: no such file or folder: what the last build read of it is used",
                path.display()
            ));
            found.push(Source {
                spec: spec.clone(),
                own,
                info: info.clone(),
                paths: Vec::new(),
                watched: Vec::new(),
                trouble: None,
                path: path.clone(),
                gone: Some(path),
            });
            continue;
        }
        found.push(listed(spec, own, &path, progress, |shown, path| {
            let key = format!("{}\n{shown}", spec.path);
            let hashed = cache.source(&key, path, sha256_file);
            keys.push(key);
            hashed
        })?);
    }
    cache.retain(&keys);
    Ok(found)
}

/// Says which sources of the last build `corpus.toml` no longer names: an edit that was meant, or a file that
/// was cut.
fn report_dropped(corpus: &Corpus, built: &Manifest, progress: &dyn Progress) {
    let mut named: Vec<(&str, String)> = corpus
        .config
        .sources
        .iter()
        .map(|spec| (spec.name.as_str(), label(spec, &corpus.resolve(spec))))
        .collect();
    for source in &built.sources {
        let of = |n: &(&str, String)| n.0 == source.name && n.1 == source.label;
        match named.iter().position(of) {
            Some(at) => drop(named.swap_remove(at)),
            None => progress.note(&format!(
                "corpus.toml does not name {} (source {}) any more, which the last build read: its records are \
                 left out",
                source.label, source.name
            )),
        }
    }
}

/// Lists and hashes a source without a spec of its own.
pub(super) fn source(
    spec: &SourceSpec,
    path: &Path,
    progress: &dyn Progress,
) -> Result<Source, PipelineError> {
    listed(spec, None, path, progress, |_, path| sha256_file(path))
}

/// What a source is called by its file or folder.
fn label(spec: &SourceSpec, path: &Path) -> String {
    path.file_name()
        .map_or_else(|| spec.name.clone(), |n| n.to_string_lossy().into_owned())
}

fn listed(
    spec: &SourceSpec,
    own: Option<OwnSpec>,
    path: &Path,
    progress: &dyn Progress,
    mut hash: impl FnMut(&str, &Path) -> Result<(String, u64), ReadError>,
) -> Result<Source, PipelineError> {
    let listed = list_files(path)?;
    progress.stage("hash", Some(listed.len() as u64));
    let mut files = Vec::with_capacity(listed.len());
    let mut paths = Vec::with_capacity(listed.len());
    let mut watched = Vec::with_capacity(listed.len());
    // A source set to `auto` is of the format of its first file, or member of an archive, that is of one.
    let wanted = spec.format == "auto" && own.is_none();
    let (mut format, mut trouble) = (None, None);
    for (shown, path) in listed {
        progress.check()?;
        watched.push(Watched::begin(&path).map_err(|e| StoreError::io(&path, &e))?);
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
        let (sha256, bytes) = hash(&shown, &path)?;
        files.push(SourceFile {
            sha256,
            bytes,
            path: shown,
        });
        paths.push(path);
        progress.advance(1);
    }
    let label = label(spec, path);
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
    let own_format = own.as_ref().map(|own| own.platform.name());
    let format = match own_format.unwrap_or(&spec.format) {
        named if own_format.is_some() => named.to_string(),
        "auto" => format.unwrap_or_else(|| "unknown".to_string()),
        named if crate::ingest::importer(named).is_some() => named.to_string(),
        other => {
            let known: Vec<&str> = crate::ingest::importers()
                .iter()
                .map(|i| i.name())
                .collect();
            return Err(SourceError::UnknownFormat {
                source: spec.name.clone(),
                format: other.to_string(),
                known,
            }
            .into());
        }
    };
    Ok(Source {
        spec: spec.clone(),
        own,
        info: SourceInfo {
            name: spec.name.clone(),
            format,
            label,
            sha256,
            files,
        },
        paths,
        watched,
        path: path.to_path_buf(),
        trouble,
        gone: None,
    })
}
