//! Edits of `corpus.toml`, in place: what the analyst wrote stays as it is, whoever else writes at the same time.

use super::build::Lock;
use super::corpus::source_text;
use super::subcorpora::table_text;
use super::{Corpus, CorpusConfig, StoreError};
use crate::model::{MappingNotes, SourceSpec};
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Value};

/// How often an edit is tried again where another program changes the file in the middle of it.
const MAX_TRIES: usize = 20;

impl Corpus {
    /// Edits `corpus.toml`: under the lock that every writer of the analyst's files takes, the file is read as it
    /// is now, `edit` gives its new text and an answer, and the file is replaced in one rename. Where a program
    /// that takes no lock (an editor) changed the file meanwhile, `edit` is asked again.
    ///
    /// # Errors
    /// Those of `edit`; where the file cannot be read or written, or is changed all the time.
    pub fn edit<T, E: From<StoreError>>(
        root: &Path,
        mut edit: impl FnMut(&Corpus) -> Result<(String, T), E>,
    ) -> Result<T, E> {
        let path = root.join("corpus.toml");
        // A folder that is no corpus gets no lock file.
        Corpus::open(root)?;
        let _lock = Lock::editing(root)?;
        for _ in 0..MAX_TRIES {
            let corpus = Corpus::open(root)?;
            let (text, answer) = edit(&corpus)?;
            let unchanged = || fs::read(&path).is_ok_and(|now| now == corpus.text.as_bytes());
            if super::write::atomic_if(&path, text.as_bytes(), unchanged)? {
                return Ok(answer);
            }
        }
        let what = "another program keeps changing it: try again when it is done".to_string();
        Err(E::from(StoreError::File { path, what }))
    }

    /// Makes a file of the analyst's in the corpus folder, under the same lock; an existing one is never replaced.
    /// Gives its path.
    ///
    /// # Errors
    /// Where there is such a file, or it cannot be written.
    pub fn write_own(root: &Path, name: &str, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        Corpus::open(root)?;
        let _lock = Lock::editing(root)?;
        let path = root.join(name);
        let is_new = || fs::symlink_metadata(&path).is_err();
        if is_new() && super::write::atomic_if(&path, bytes, is_new)? {
            return Ok(path);
        }
        let what = "it is there already: edit it, or move it away first".to_string();
        Err(StoreError::File { path, what })
    }

    /// The text of `corpus.toml` with a sub-corpus more, and the table that was added.
    ///
    /// # Errors
    /// Where there is one of that name, or it cannot be named so.
    pub fn with_subcorpus(&self, name: &str, query: &str) -> Result<(String, String), StoreError> {
        self.may_add_subcorpus(name)?;
        let mut config = self.config.clone();
        config.subcorpus.push(name, query);
        let table = config.subcorpus.get(name).map_or(String::new(), table_text);
        let text = self.extended(&table, &config, |document| {
            let subcorpora = document.get_mut("subcorpus")?.as_inline_table_mut()?;
            let mut added = InlineTable::new();
            added.insert("query", query.into());
            subcorpora.insert(name, Value::InlineTable(added));
            Some(())
        })?;
        Ok((text, table.trim().to_string()))
    }

    /// The text of `corpus.toml` with sources more; `notes[i]` says why the mapping of source `i` is as it is.
    ///
    /// # Errors
    /// Where what the file holds cannot be followed by them.
    pub fn with_sources(
        &self,
        added: &[SourceSpec],
        notes: &[MappingNotes],
    ) -> Result<(String, CorpusConfig), StoreError> {
        let mut config = self.config.clone();
        config.sources.extend_from_slice(added);
        let tables: String = added
            .iter()
            .enumerate()
            .map(|(i, spec)| source_text(spec, notes.get(i)))
            .collect();
        let text = self.extended(&tables, &config, |document| {
            let sources = document.get_mut("sources")?.as_array_mut()?;
            for spec in added {
                sources.push(in_one_line(spec)?);
            }
            Some(())
        })?;
        Ok((text, config))
    }

    /// The text with tables below it; where values in one line (`sources = [...]`) cannot be followed by tables,
    /// the text with the same inside those values. `config` is what the text must then be read as.
    fn extended(
        &self,
        tables: &str,
        config: &CorpusConfig,
        in_place: impl FnOnce(&mut DocumentMut) -> Option<()>,
    ) -> Result<String, StoreError> {
        let as_wanted =
            |text: &str| toml::from_str::<CorpusConfig>(text).is_ok_and(|c| c == *config);
        let mut text = self.text.clone();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(tables);
        if as_wanted(&text) {
            return Ok(text);
        }
        let edited = self
            .text
            .parse::<DocumentMut>()
            .ok()
            .and_then(|mut document| {
                in_place(&mut document)?;
                Some(document.to_string())
            });
        edited.filter(|text| as_wanted(text)).ok_or_else(|| {
            let tables = tables.trim();
            StoreError::File {
                path: self.root.join("corpus.toml"),
                what: format!(
                    "nothing can be added to what it holds: write into it, by hand,\n{tables}"
                ),
            }
        })
    }
}

/// A source as a value in one line; `None` where it has no such form.
fn in_one_line(spec: &SourceSpec) -> Option<Value> {
    let text = toml::to_string(spec).ok()?;
    let document = text.parse::<DocumentMut>().ok()?;
    inline(document.as_item())
}

/// An item as a value in one line.
fn inline(item: &Item) -> Option<Value> {
    match item {
        Item::Table(table) => {
            let mut out = InlineTable::new();
            for (key, item) in table {
                out.insert(key, inline(item)?);
            }
            Some(Value::InlineTable(out))
        }
        Item::ArrayOfTables(tables) => {
            let each = tables.iter().map(|t| inline(&Item::Table(t.clone())));
            Some(Value::Array(each.collect::<Option<Array>>()?))
        }
        Item::Value(value) => Some(value.clone().decorated(" ", "")),
        Item::None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn written(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("corpus.toml"), text).unwrap();
        folder
    }

    fn text_of(folder: &tempfile::TempDir) -> String {
        fs::read_to_string(folder.path().join("corpus.toml")).unwrap()
    }

    fn save(root: &Path, name: &str, query: &str) -> Result<String, StoreError> {
        Corpus::edit(root, |corpus| corpus.with_subcorpus(name, query))
    }

    fn add(root: &Path, name: &str) -> Result<CorpusConfig, StoreError> {
        Corpus::edit(root, |corpus| {
            let source = SourceSpec {
                name: name.to_string(),
                ..corpus.config.sources[0].clone()
            };
            corpus.with_sources(&[source], &[])
        })
    }

    #[test]
    fn a_subcorpus_is_added_below_the_text_of_the_analyst() {
        let mine = "# à moi\ntitle = \"t\"   # titre\n\n[[sources]] # un\nname = 'a'\npath = 'b'";
        let folder = written(mine);
        let before = Corpus::open(folder.path()).unwrap();
        let query = "\"l’agent d'accueil\" HORS 'x' \\ « été »";
        save(folder.path(), "agents", query).unwrap();
        let text = text_of(&folder);
        assert!(text.starts_with(mine), "{text}");
        let again = Corpus::open(folder.path()).unwrap();
        let known = again.config.subcorpus.get("agents").unwrap();
        assert_eq!(known.query.get_ref(), query);
        assert_eq!(again.config.sources, before.config.sources);
        let error = save(folder.path(), "agents", "x").unwrap_err().to_string();
        assert!(
            error.contains("corpus.toml:8: there is a sub-corpus agents already"),
            "{error}"
        );
        assert!(save(folder.path(), "Élus", "x").is_err());
        // A source that is added afterwards leaves the sub-corpora where they are.
        add(folder.path(), "c").unwrap();
        let last = Corpus::open(folder.path()).unwrap();
        assert_eq!(last.config.subcorpus, again.config.subcorpus);
        assert_eq!(last.config.sources.len(), 2);
    }

    #[test]
    fn values_in_one_line_are_edited_in_place() {
        let folder = written(
            "# une\nsubcorpus = { a = { query = 'x' } } # deux\n\
             sources = [\n  # trois\n  { name = 'a', path = 'b', format = 'csv', mapping = { body = 't' } },\n]\n",
        );
        save(folder.path(), "b", "y").unwrap();
        add(folder.path(), "c").unwrap();
        let text = text_of(&folder);
        for comment in ["# une\n", "# deux\n", "# trois\n"] {
            assert!(text.contains(comment), "{text}");
        }
        let corpus = Corpus::open(folder.path()).unwrap();
        assert_eq!(corpus.config.sources.len(), 2);
        assert_eq!(
            corpus.config.sources[0].mapping,
            corpus.config.sources[1].mapping
        );
        assert_eq!(
            corpus.config.subcorpus.get("b").unwrap().query.get_ref(),
            "y"
        );
    }

    #[test]
    fn twelve_writers_at_once_keep_twelve_subcorpora() {
        let folder = written("title = 't'\n");
        std::thread::scope(|scope| {
            for i in 0..12 {
                let root = folder.path();
                scope.spawn(move || save(root, &format!("s{i}"), "x").unwrap());
            }
        });
        let corpus = Corpus::open(folder.path()).unwrap();
        assert_eq!(corpus.config.subcorpus.iter().count(), 12);
    }

    #[test]
    fn an_edit_that_another_program_makes_meanwhile_is_kept() {
        let folder = written("title = 't'\n");
        let path = folder.path().join("corpus.toml");
        let tries = AtomicUsize::new(0);
        Corpus::edit(folder.path(), |corpus| {
            if tries.fetch_add(1, Ordering::Relaxed) == 0 {
                fs::write(&path, "title = 'u' # mine\n").unwrap();
            }
            corpus.with_subcorpus("a", "x")
        })
        .unwrap();
        assert_eq!(tries.into_inner(), 2);
        let text = text_of(&folder);
        assert!(text.starts_with("title = 'u' # mine\n"), "{text}");
        assert!(text.contains("[subcorpus.a]"), "{text}");
    }

    #[test]
    fn what_is_no_corpus_gets_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(
            save(folder.path(), "a", "x"),
            Err(StoreError::NoCorpus(_))
        ));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
