//! `corpus.toml`: what a corpus is made of.

use super::{Replaces, StoreError};
use crate::model::{MappingNotes, SourceSpec};
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
    /// Which source replaces which.
    pub replaces: Replaces,
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
        let replaces =
            Replaces::new(config.sources.iter()).map_err(|what| StoreError::File { path, what })?;
        Ok(Corpus {
            root: root.to_path_buf(),
            config,
            replaces,
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

    /// Writes `corpus.toml`; `notes[i]` says why the mapping of source `i` is as it is.
    pub fn write(
        root: &Path,
        config: &CorpusConfig,
        notes: &[MappingNotes],
    ) -> Result<(), StoreError> {
        let path = root.join("corpus.toml");
        let mut text =
            String::from("# What this corpus is made of. Paths are relative to this file.\n");
        if let Some(title) = &config.title {
            text.push_str(&format!("title = {}\n", quoted(title)));
        }
        for (i, spec) in config.sources.iter().enumerate() {
            text.push_str(&source_text(spec, notes.get(i)));
        }
        super::write::atomic(&path, text.as_bytes())
    }

    /// Adds sources at the end of `corpus.toml`, whose text stays as the analyst wrote it.
    pub fn append(
        &self,
        added: &[SourceSpec],
        notes: &[MappingNotes],
    ) -> Result<CorpusConfig, StoreError> {
        let path = self.root.join("corpus.toml");
        let mut text = fs::read_to_string(&path).map_err(|e| StoreError::io(&path, &e))?;
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        for (i, spec) in added.iter().enumerate() {
            text.push_str(&source_text(spec, notes.get(i)));
        }
        let mut config = self.config.clone();
        config.sources.extend_from_slice(added);
        if toml::from_str::<CorpusConfig>(&text).is_ok_and(|read| read == config) {
            super::write::atomic(&path, text.as_bytes())?;
        } else {
            // `sources = [...]` in one line cannot be followed by tables.
            let first = vec![MappingNotes::default(); self.config.sources.len()];
            Self::write(&self.root, &config, &[&first, notes].concat())?;
        }
        Ok(config)
    }
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// A `[[sources]]` table, with a comment above each key of its mapping.
fn source_text(spec: &SourceSpec, notes: Option<&MappingNotes>) -> String {
    let mut text = String::from("\n[[sources]]\n");
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key} = {}\n", quoted(value)));
    line("name", &spec.name);
    line("path", &spec.path);
    line("format", &spec.format);
    if let Some(replaces) = &spec.replaces {
        line("replaces", replaces);
    }
    let no_notes = MappingNotes::default();
    let notes = notes.unwrap_or(&no_notes);
    if let Some(mapping) = &spec.mapping {
        text.push_str("\n[sources.mapping]\n");
        for (key, columns) in mapping.columns() {
            for (_, why) in notes.reasons.iter().filter(|(k, _)| *k == key) {
                text.push_str(&comment(why));
            }
            let value = match &columns[..] {
                [one] => quoted(one),
                many => {
                    let many: Vec<String> = many.iter().map(|c| quoted(c)).collect();
                    format!("[{}]", many.join(", "))
                }
            };
            text.push_str(&format!("{key} = {value}\n"));
        }
    }
    if !notes.left_out.is_empty() {
        text.push_str("# Not read:\n");
        for column in &notes.left_out {
            text.push_str(&comment(&format!("  {column}")));
        }
    }
    text
}

/// A comment of one line: no line end or other control character may stand in it.
fn comment(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!("# {line}\n")
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
