//! `corpus.toml`: what a corpus is made of.

use super::organiser::OrganiserConfig;
use super::questions_text::{questions_text, words_text};
use super::subcorpora::{byte_of_character, line_and_column, table_text};
use super::toml_text::{comment, list, quoted};
use super::variables::{check_variables, variables_text};
use super::{Replaces, StoreError, Subcorpora, Subcorpus, is_subcorpus_name};
use crate::model::{LeftOut, MappedField, MappingNotes, SourceSpec};
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
    /// Who runs the consultation.
    #[serde(default, skip_serializing_if = "OrganiserConfig::is_empty")]
    pub organiser: OrganiserConfig,
    /// The parts of it that bear a name.
    #[serde(default, skip_serializing_if = "Subcorpora::is_empty")]
    pub subcorpus: Subcorpora,
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
    /// The text of `corpus.toml`, in which errors find their line.
    pub(super) text: String,
}

impl Corpus {
    /// Opens a corpus folder.
    pub fn open(root: &Path) -> Result<Corpus, StoreError> {
        let path = root.join("corpus.toml");
        let Some(text) = read_text(&path)? else {
            return Err(StoreError::NoCorpus(root.to_path_buf()));
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
                        "the source {} with path {} is there twice: remove one",
                        a.name, a.path
                    ),
                });
            }
        }
        if let Some(at) = config.organiser.blank() {
            return Err(StoreError::Line {
                path,
                line: line_and_column(&text, at).0,
                what: "[organiser]: a name of `authors` is empty: write it as the source prints it"
                    .to_string(),
            });
        }
        for subcorpus in config.subcorpus.iter() {
            let name = subcorpus.name.get_ref();
            if !is_subcorpus_name(name) {
                return Err(StoreError::Line {
                    path,
                    line: line_and_column(&text, subcorpus.name.span().start).0,
                    what: format!("the sub-corpus «{name}»: {NAME_RULE}"),
                });
            }
        }
        check_variables(&path, &text)?;
        let replaces = Replaces::new(config.sources.iter()).map_err(|error| {
            let hint = error
                .hint()
                .map_or(String::new(), |hint| format!(": {hint}"));
            let what = format!("{error}{hint}");
            StoreError::File { path, what }
        })?;
        Ok(Corpus {
            root: root.to_path_buf(),
            config,
            replaces,
            text,
        })
    }

    /// What is wrong with the query of a sub-corpus of this corpus, with its place in `corpus.toml`;
    /// `column` is the character of the query, from 1.
    pub fn query_error(&self, subcorpus: &Subcorpus, column: usize, what: &str) -> StoreError {
        let span = subcorpus.query.span();
        let at = byte_of_character(&self.text, span, column.saturating_sub(1));
        let (line, column) = line_and_column(&self.text, at);
        StoreError::Place {
            path: self.root.join("corpus.toml"),
            line,
            column,
            what: format!(
                "the query of the sub-corpus {}: {what}",
                subcorpus.name.get_ref()
            ),
        }
    }

    /// The organiser's names as `corpus.toml` writes them, each with its line.
    pub fn organiser_names(&self) -> impl Iterator<Item = (&str, u32)> {
        let names = self.config.organiser.authors.iter();
        // A file of four thousand million lines is no corpus.toml.
        names.map(|n| {
            let line = line_and_column(&self.text, n.span().start).0;
            (n.get_ref().as_str(), line as u32)
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
        text.push_str(&config.organiser.text());
        for (i, spec) in config.sources.iter().enumerate() {
            text.push_str(&source_text(spec, notes.get(i)));
        }
        for subcorpus in config.subcorpus.iter() {
            text.push_str(&table_text(subcorpus));
        }
        super::write::atomic(&path, text.as_bytes())
    }

    /// Whether a sub-corpus of that name can be added; where it cannot, why.
    pub fn may_add_subcorpus(&self, name: &str) -> Result<(), StoreError> {
        let path = self.root.join("corpus.toml");
        if !is_subcorpus_name(name) {
            let what = format!("a sub-corpus cannot be named «{name}»: {NAME_RULE}");
            return Err(StoreError::File { path, what });
        }
        match self.config.subcorpus.get(name) {
            None => Ok(()),
            Some(known) => Err(StoreError::Line {
                path,
                line: line_and_column(&self.text, known.name.span().start).0,
                what: format!(
                    "there is a sub-corpus {name} already: choose another name, or edit its query here"
                ),
            }),
        }
    }

    /// An error where `corpus.toml` names no source, as when it was emptied or cut: no count can be made then.
    pub fn must_name_sources(&self) -> Result<(), StoreError> {
        if !self.config.sources.is_empty() {
            return Ok(());
        }
        let root = self.root.display();
        Err(StoreError::File {
            path: self.root.join("corpus.toml"),
            what: format!(
                "it names no source: put back what it held, or add a source with: palabre add {root} FILE..."
            ),
        })
    }
}

/// What a sub-corpus may be called.
const NAME_RULE: &str = "a name is of small letters without accents, digits and hyphens";

/// A `[[sources]]` table, with a comment above each key of its mapping.
pub(super) fn source_text(spec: &SourceSpec, notes: Option<&MappingNotes>) -> String {
    let mut text = String::from("\n[[sources]]\n");
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key} = {}\n", quoted(value)));
    line("name", &spec.name);
    line("path", &spec.path);
    line("format", &spec.format);
    if let Some(replaces) = &spec.replaces {
        line("replaces", replaces);
    }
    if let Some(own) = &spec.spec {
        line("spec", own);
    }
    let no_notes = MappingNotes::default();
    let notes = notes.unwrap_or(&no_notes);
    if let Some(mapping) = &spec.mapping {
        text.push_str("\n[sources.mapping]\n");
        for (key, columns) in mapping.fields() {
            for reason in notes.reasons.iter().filter(|r| r.field.name() == key) {
                text.push_str(&comment(&reason.to_string()));
            }
            let value = match &columns[..] {
                [one] => quoted(one),
                many => list(many),
            };
            let words = MappedField::from_name(key).map_or_else(Vec::new, |f| mapping.words(f));
            let value = match words.is_empty() {
                true => value,
                false => format!("{{ column = {value}, {} }}", words_text(&words)),
            };
            text.push_str(&format!("{key} = {value}\n"));
        }
        if let Some(questions) = mapping.questions() {
            text.push_str(&questions_text(questions, &notes.questions));
        }
    }
    text.push_str(&variables_text(spec, &notes.variables));
    if !notes.left_out.is_empty() {
        text.push_str("# Not read:\n");
        for line in notes.left_out.iter().flat_map(LeftOut::lines) {
            text.push_str(&comment(&format!("  {line}")));
        }
    }
    text
}

/// A text file of the analyst; `None` where there is none.
///
/// # Errors
/// Where it cannot be read, or is not UTF-8, with its line.
pub fn read_text(path: &Path) -> Result<Option<String>, StoreError> {
    use std::io::ErrorKind::{NotADirectory, NotFound};
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if matches!(e.kind(), NotFound | NotADirectory) => return Ok(None),
        Err(e) => return Err(StoreError::io(path, &e)),
    };
    String::from_utf8(bytes).map(Some).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let before = &e.as_bytes()[..at];
        StoreError::Line {
            path: path.to_path_buf(),
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            what: "this line is not UTF-8: save the file with the encoding UTF-8".to_string(),
        }
    })
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

    fn written(text: &str) -> (tempfile::TempDir, Result<Corpus, StoreError>) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("corpus.toml"), text).unwrap();
        let corpus = Corpus::open(folder.path());
        (folder, corpus)
    }

    #[test]
    fn what_is_wrong_with_a_subcorpus_is_told_with_its_line() {
        for (text, wanted) in [
            (
                "[subcorpus.a]\nqery = 'x'\n",
                "corpus.toml:2: unknown key `qery`: did you mean `query`?",
            ),
            (
                "title = 't'\n\n[subcorpus.Agents]\nquery = 'x'\n",
                "corpus.toml:3: the sub-corpus «Agents»: a name is of small letters without accents, \
                 digits and hyphens",
            ),
            ("[subcorpus.a]\nlabel = 'x'\n", "missing field `query`"),
        ] {
            let error = written(text).1.unwrap_err().to_string();
            assert!(error.ends_with(wanted), "{error}");
        }
        let (_folder, corpus) = written("[subcorpus.a]\nquery = \"né (vu\"\n");
        let corpus = corpus.unwrap();
        let known = corpus.config.subcorpus.get("a").unwrap();
        let error = corpus.query_error(known, 4, "this ( is never closed");
        let wanted = "corpus.toml:2:13: the query of the sub-corpus a: this ( is never closed";
        assert!(error.to_string().ends_with(wanted), "{error}");
    }

    #[test]
    fn a_file_that_is_not_utf_8_is_reported_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let text = b"title = \"t\"\n\n# caf\xe9\n";
        fs::write(folder.path().join("corpus.toml"), text).unwrap();
        let error = Corpus::open(folder.path()).unwrap_err().to_string();
        assert!(
            error.contains("corpus.toml:3: this line is not UTF-8"),
            "{error}"
        );
    }

    #[test]
    fn a_corpus_that_names_no_source_is_refused_when_sources_are_needed() {
        let (_folder, corpus) = written("");
        let error = corpus.unwrap().must_name_sources().unwrap_err().to_string();
        assert!(error.contains("corpus.toml: it names no source"), "{error}");
    }
}
