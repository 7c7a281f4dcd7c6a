//! What a format is to the rest of the program: a name, how it is recognised, how it is read.

use super::io::files::InputFile;
use super::table::Candidate;
use crate::model::{AuthorKey, Mapping, MappingNotes, Origin, Place, Sink, SourceSpec};
use crate::text::{fold, normalise};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What an importer needs to know besides the file.
pub struct Context<'a> {
    /// First part of ids: the source's name, or that of the oldest export that it replaces.
    pub source: &'a str,
    /// The name of the `[[sources]]` entry, for origins.
    pub entry: Arc<str>,
    /// The file that is read, for origins.
    pub file: Arc<str>,
    /// The key of authors' pseudonyms.
    pub key: &'a AuthorKey,
    /// Which columns of a table say what, where `corpus.toml` says so.
    pub mapping: Option<&'a Mapping>,
    /// Which columns are kept as variables, by the names that `corpus.toml` gives them.
    pub variables: &'a BTreeMap<String, String>,
}

impl<'a> Context<'a> {
    /// What reading a file of a source needs; `family` is the name that ids begin with.
    pub(super) fn of(
        file: &InputFile,
        spec: &'a SourceSpec,
        family: &'a str,
        key: &'a AuthorKey,
    ) -> Self {
        Context {
            source: family,
            entry: spec.name.as_str().into(),
            file: file.path.as_str().into(),
            key,
            mapping: spec.mapping.as_ref(),
            variables: &spec.variables,
        }
    }

    /// Whether one of the printed names of an author is one that `corpus.toml` gives as the organiser's; `None` where
    /// it gives none, or the author has no name.
    pub(super) fn is_organiser<N: AsRef<str>>(
        &self,
        printed: impl IntoIterator<Item = N>,
    ) -> Option<bool> {
        let organisers = self.key.organisers();
        if organisers.is_empty() {
            return None;
        }
        let names = printed.into_iter();
        let mut names = names.map(|name| comparable_name(name.as_ref()));
        let mut named = false;
        let found = names.any(|name| {
            named |= !name.is_empty();
            organisers.has(&name)
        });
        named.then_some(found)
    }

    /// A place in the file that is read.
    pub fn origin(&self, place: Place) -> Origin {
        Origin {
            source: self.entry.clone(),
            file: self.file.clone(),
            place,
        }
    }
}

/// An author's name in the form in which names are compared: without case, accents, invisible characters and
/// repeated blanks.
pub fn comparable_name(printed: &str) -> String {
    let folded = fold(&normalise(printed)).into_owned();
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
}

/// A format that Palabre reads.
pub trait Importer: Sync {
    /// The format's name, which is also its family and the default name of its sources.
    fn name(&self) -> &str;
    /// Whether the file is of this format, from its content alone.
    fn recognises(&self, candidate: &Candidate<'_>) -> bool;
    /// Whether the file can be read as this format where `corpus.toml` names it.
    fn can_read(&self, file: &InputFile) -> bool {
        self.recognises(&Candidate::new(file))
    }
    /// The columns that a table seems to have, and why; `None` for formats that need no mapping.
    fn guess(&self, _file: &InputFile) -> Option<(Mapping, MappingNotes)> {
        None
    }
    /// The columns of a table, by name; `None` for formats that need no mapping.
    fn columns(&self, _file: &InputFile) -> Option<Vec<String>> {
        None
    }
    /// Whether its files have columns, which can be kept as variables.
    fn has_columns(&self) -> bool {
        true
    }
    /// Reads a file into the sink: a record, a refusal or a warning for everything in it. Bad content is
    /// never an error and never a panic: it is reported to the sink.
    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink);
}
