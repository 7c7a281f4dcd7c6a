//! Files that cannot be sources, and corpora that cannot be made of them.

use super::sentence::Sentence;
use crate::ingest::OtherDocument;
use crate::store::ReplacesError;
use std::path::{Path, PathBuf};

/// What is wrong with what a corpus is to be made of. Each is listed with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// `corpus_exists`: the folder is a corpus already.
    CorpusExists(PathBuf),
    /// `corpus_is_file`: a file where the folder of a corpus is wanted.
    CorpusIsFile(PathBuf),
    /// `corpus_not_empty`: the folder of a new corpus holds something.
    CorpusNotEmpty(PathBuf),
    /// `corpus_being_filled`: another program is copying files into the corpus.
    CorpusBeingFilled(PathBuf),
    /// `named_twice`: one file is named twice.
    NamedTwice(PathBuf),
    /// `source_exists`: the corpus has the source already, under this path.
    SourceExists(String),
    /// `source_came_back`: a source that was gone is there again.
    SourceCameBack(PathBuf),
    /// `source_without_row`: nothing is in the source.
    SourceWithoutRow(String),
    /// `name_is_not_utf8`: the file's name cannot be written into `corpus.toml`.
    NameIsNotUtf8(PathBuf),
    /// `not_readable`: nothing can be read of a file or folder.
    NotReadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        why: NotReadable,
    },
    /// `unknown_format`: `corpus.toml` gives a source a format that does not exist.
    UnknownFormat {
        /// The source's name.
        source: String,
        /// The format.
        format: String,
        /// Those that exist.
        known: Vec<&'static str>,
    },
    /// `unknown_older_source`: `--replaces` names no source of the corpus.
    UnknownOlderSource {
        /// The name.
        name: String,
        /// The names of its sources.
        known: Vec<String>,
    },
    /// `replaced_already`: another source replaces the one that `--replaces` names.
    ReplacedAlready {
        /// The source that was named.
        older: String,
        /// The one that replaces it.
        newer: String,
    },
    /// `replaces`: the sources would replace one another in a way that makes no sense.
    Replaces(ReplacesError),
}

/// Why nothing can be read of a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotReadable {
    /// The folder is empty.
    EmptyFolder,
    /// The file is empty.
    EmptyFile,
    /// A member of an archive cannot be read.
    Member {
        /// Its path.
        path: String,
        /// What is wrong with it, and what to do.
        detail: String,
    },
    /// It is something that holds no contributions.
    OtherDocument(OtherDocument),
    /// It is of none of these formats.
    NoFormat(Vec<&'static str>),
}

impl SourceError {
    pub(super) fn sentence(&self) -> Sentence {
        let say = Sentence::new;
        match self {
            SourceError::CorpusExists(dir) => {
                let dir = dir.display();
                say("corpus_exists", format!("{dir} is a corpus already"))
                    .hint(format!("add a source with palabre add {dir} FILE..."))
            }
            SourceError::CorpusIsFile(dir) => {
                say("corpus_is_file", format!("{} is a file", dir.display())).hint(NEW_FOLDER)
            }
            SourceError::CorpusNotEmpty(dir) => say(
                "corpus_not_empty",
                format!("{} is not empty", dir.display()),
            )
            .hint(NEW_FOLDER),
            SourceError::CorpusBeingFilled(root) => say(
                "corpus_being_filled",
                format!(
                    "{}: another program is copying files into it",
                    root.display()
                ),
            )
            .hint("wait for its end"),
            SourceError::NamedTwice(path) => {
                say("named_twice", format!("{} is named twice", path.display()))
            }
            SourceError::SourceExists(path) => say(
                "source_exists",
                format!("{path} is a source of this corpus already"),
            ),
            SourceError::SourceCameBack(path) => {
                say("source_came_back", format!("{} came back", path.display())).hint("try again")
            }
            SourceError::SourceWithoutRow(label) => say(
                "source_without_row",
                format!("{label}: it holds no row to read"),
            ),
            SourceError::NameIsNotUtf8(path) => say(
                "name_is_not_utf8",
                format!(
                    "{}: its name is not UTF-8 and cannot be written into corpus.toml",
                    path.display()
                ),
            )
            .hint("rename it, or use --copy"),
            SourceError::NotReadable { path, why } => why.sentence(path),
            SourceError::UnknownFormat {
                source,
                format,
                known,
            } => say(
                "unknown_format",
                format!("the source {source} has the unknown format «{format}»"),
            )
            .then(format!("known are auto, {}", known.join(", "))),
            SourceError::UnknownOlderSource { name, known } => say(
                "unknown_older_source",
                format!("--replaces {name}: no source of this corpus is called so"),
            )
            .then(format!("its sources are {}", known.join(", "))),
            SourceError::ReplacedAlready { older, newer } => say(
                "replaced_already",
                format!("--replaces {older}: {newer} replaces it already"),
            )
            .then(format!("to add a still newer export: --replaces {newer}")),
            SourceError::Replaces(error) => {
                let said = say("replaces", error.to_string());
                match error.hint() {
                    Some(hint) => said.hint(hint),
                    None => said,
                }
            }
        }
    }
}

/// What to do where a new corpus has no folder of its own.
const NEW_FOLDER: &str = "name a folder that does not exist yet";

impl NotReadable {
    fn sentence(&self, path: &Path) -> Sentence {
        let say = |what: &str| Sentence::new("not_readable", format!("{}: {what}", path.display()));
        match self {
            NotReadable::EmptyFolder => say("the folder holds no file"),
            NotReadable::EmptyFile => say("the file is empty"),
            NotReadable::Member { path, detail } => {
                say(&format!("nothing in it can be read: {path}: {detail}"))
            }
            NotReadable::OtherDocument(other) => say(other.what()).hint(other.hint()),
            NotReadable::NoFormat(known) => say(&format!(
                "nothing in it is of a format that Palabre reads ({})",
                known.join(", ")
            ))
            .hint(crate::ingest::SAVE_AS),
        }
    }
}
