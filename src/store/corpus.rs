//! `corpus.toml`: what a corpus is made of.

use super::StoreError;
use crate::model::SourceSpec;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// The content of `corpus.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorpusConfig {
    /// The consultation's title; by default the source's own, else its file's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The sources.
    #[serde(default)]
    pub sources: Vec<SourceSpec>,
}

/// A corpus folder.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The folder.
    pub root: PathBuf,
    /// Its `corpus.toml`.
    pub config: CorpusConfig,
}

impl Corpus {
    /// Opens a corpus folder.
    pub fn open(root: &Path) -> Result<Corpus, StoreError> {
        let path = root.join("corpus.toml");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(e)
                if e.kind() == std::io::ErrorKind::NotFound
                    || e.kind() == std::io::ErrorKind::NotADirectory =>
            {
                return Err(StoreError::NoCorpus(root.to_path_buf()));
            }
            Err(e) => return Err(StoreError::io(&path, &e)),
        };
        let config: CorpusConfig =
            toml::from_str(&text).map_err(|e| toml_error(&path, &text, &e))?;
        for (i, a) in config.sources.iter().enumerate() {
            if a.name.is_empty() || a.name.contains('/') {
                return Err(StoreError::File {
                    path,
                    what: format!("the source name «{}» must be a word without /", a.name),
                });
            }
            if a.replaces.is_some() {
                return Err(StoreError::File {
                    path,
                    what: format!(
                        "`replaces` (source {}) is not built yet: point `path` at the newer export",
                        a.name
                    ),
                });
            }
            if config.sources[..i]
                .iter()
                .any(|b| a.name == b.name && a.path == b.path)
            {
                return Err(StoreError::File {
                    path,
                    what: format!(
                        "the source {} with path {} stands twice: remove one",
                        a.name, a.path
                    ),
                });
            }
        }
        Ok(Corpus {
            root: root.to_path_buf(),
            config,
        })
    }

    /// Where a source's path leads.
    pub fn resolve(&self, spec: &SourceSpec) -> PathBuf {
        self.root.join(&spec.path)
    }

    /// The folder's own name, for `reports/NAME`.
    pub fn name(&self) -> String {
        let absolute = fs::canonicalize(&self.root).unwrap_or_else(|_| self.root.clone());
        absolute.file_name().map_or_else(
            || "corpus".to_string(),
            |n| n.to_string_lossy().into_owned(),
        )
    }

    /// Writes `corpus.toml`.
    pub fn write(root: &Path, config: &CorpusConfig) -> Result<(), StoreError> {
        let path = root.join("corpus.toml");
        let mut text =
            String::from("# What this corpus is made of. Paths are relative to this file.\n");
        let body = toml::to_string(config).map_err(|e| StoreError::File {
            path: path.clone(),
            what: e.to_string(),
        })?;
        text.push_str(&body);
        super::write::atomic(&path, text.as_bytes())
    }
}

/// A TOML error with its line, and the nearest known key where one is unknown.
pub fn toml_error(path: &Path, text: &str, error: &toml::de::Error) -> StoreError {
    let line = error.span().map_or(1, |s| {
        text[..s.start.min(text.len())].matches('\n').count() + 1
    });
    let mut what = error.message().to_string();
    if let Some(rest) = what.strip_prefix("unknown field `")
        && let Some((key, known)) = rest.split_once('`')
    {
        let nearest = known
            .split('`')
            .skip(1)
            .step_by(2)
            .map(|k| (strsim::damerau_levenshtein(k, key), k))
            .min();
        if let Some((distance, near)) = nearest
            && distance <= 3
        {
            what = format!("unknown key `{key}`: did you mean `{near}`?");
        } else {
            what = what.replace("field", "key");
        }
    }
    StoreError::Line {
        path: path.to_path_buf(),
        line,
        what,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("corpus.toml"),
            "title = \"t\"\n[[sources]]\nname = \"a\"\npaht = \"b\"\n",
        )
        .unwrap();
        let error = Corpus::open(folder.path()).unwrap_err().to_string();
        assert!(
            error.ends_with("corpus.toml:4: unknown key `paht`: did you mean `path`?"),
            "{error}"
        );
    }
}
