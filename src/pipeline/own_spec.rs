//! `spec = "ma-plateforme.toml"` of a source: the analyst's own description of a platform.

use super::PipelineError;
use crate::ingest::{Importer, Platform, SpecError, importer, sha256_hex};
use crate::model::SourceSpec;
use crate::store::{Corpus, StoreError, read_text, toml_error};
use std::path::{Component, Path, PathBuf};

/// A spec that was read.
pub(super) struct OwnSpec {
    /// What it describes.
    pub platform: Platform,
    /// The SHA-256 of its bytes: what is imported by it depends on them.
    pub sha256: String,
}

impl OwnSpec {
    /// The spec of a source; `None` where it names none.
    ///
    /// # Errors
    /// Where it is outside the corpus folder, cannot be read, or says what cannot be done.
    pub(super) fn of(
        corpus: &Corpus,
        source: &SourceSpec,
    ) -> Result<Option<OwnSpec>, PipelineError> {
        let Some(named) = &source.spec else {
            return Ok(None);
        };
        let wrong = |what: String| StoreError::File {
            path: corpus.root.join("corpus.toml"),
            what: format!("the source {}: {what}", source.name),
        };
        if source.mapping.is_some() {
            let what = "it has a spec and a [sources.mapping]: remove one of them";
            return Err(wrong(what.to_string()).into());
        }
        let path = inside(&corpus.root, named).map_err(wrong)?;
        let Some(text) = read_text(&path)? else {
            return Err(wrong(format!("its spec {named} is not in the corpus folder")).into());
        };
        let platform = Platform::parse(&text).map_err(|error| match error {
            SpecError::Toml(error) => toml_error(&path, &text, &error),
            SpecError::Rule { line, what } => StoreError::Line {
                path: path.clone(),
                line,
                what,
            },
        })?;
        let name = platform.name();
        if importer(name).is_some() {
            let what = format!("{named}: «{name}» is a format of the program: choose another name");
            return Err(wrong(what).into());
        }
        if source.format != "auto" && source.format != name {
            let what = format!(
                "its format is «{}», and its spec describes «{name}»: remove the line `format`",
                source.format
            );
            return Err(wrong(what).into());
        }
        Ok(Some(OwnSpec {
            sha256: sha256_hex(text.as_bytes()),
            platform,
        }))
    }
}

/// The path of a spec, which must be in the corpus folder, also where links lead.
fn inside(root: &Path, named: &str) -> Result<PathBuf, String> {
    let outside =
        || format!("its spec {named} is outside the corpus folder: copy it beside corpus.toml");
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if !Path::new(named).components().all(plain) {
        return Err(outside());
    }
    let path = root.join(named);
    match (path.canonicalize(), root.canonicalize()) {
        (Ok(found), Ok(root)) if !found.starts_with(&root) => Err(outside()),
        _ => Ok(path),
    }
}
