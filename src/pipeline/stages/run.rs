//! What the stages of a build are made of, and what they share while they run.

use super::super::PipelineError;
use super::super::analyse;
use super::super::sources::Source;
use super::found::Found;
use super::stage::Shared;
use crate::annotate::themes::Dictionary;
use crate::model::{AuthorKey, ConsultationState, ListedVote, Masked, Progress, Record};
use crate::store::{self, BuildFiles, Corpus, Manifest, Replaces, StoreError, files};
use crate::text::{Analysed, Lexicon};
use std::cell::OnceCell;

/// What a build has to be of.
pub(in crate::pipeline) struct Wanted<'c> {
    /// The corpus.
    pub corpus: &'c Corpus,
    /// Its sources, as they are now.
    pub sources: Vec<Source>,
    /// The SHA-256 of its dictionary.
    pub dictionary: String,
}

/// The tokens of all records, by ordinal, and the forms that they are numbered by.
pub(in crate::pipeline) struct Words {
    /// The tokens.
    pub analysed: Vec<Analysed>,
    /// The forms.
    pub lexicon: Lexicon,
}

/// What the manifest says of an import.
#[derive(Clone, Default)]
pub(in crate::pipeline) struct Summary {
    /// Consultations that the sources name.
    pub consultations: Vec<(String, ConsultationState)>,
    /// Passages masked in texts.
    pub masked: Masked,
    /// Records, and listed votes, without an author in a file that names some.
    pub anonymous: [u64; 2],
}

/// A run of stages: where they read, and the records, votes and tokens that several need. Each of these is made when
/// it is first asked for, and dropped once no stage to come reads the files that it is of.
pub(in crate::pipeline) struct Run<'c> {
    /// The sources.
    pub sources: &'c [Source],
    /// Which sources replace which.
    pub replaces: &'c Replaces,
    /// The key of authors' identities.
    pub key: AuthorKey,
    /// The dictionary.
    pub dictionary: &'c Dictionary,
    /// Follows the work.
    pub progress: &'c dyn Progress,
    /// What the import found, or what the published build says of its own.
    pub summary: Summary,
    /// The files of the published build: those of stages that do not run are read from it.
    older: Option<&'c BuildFiles>,
    records: OnceCell<Vec<Record>>,
    votes: OnceCell<Vec<ListedVote>>,
    words: OnceCell<Words>,
}

impl Summary {
    /// What a published build says.
    fn of(manifest: &Manifest) -> Summary {
        Summary {
            consultations: manifest.consultations.clone(),
            masked: manifest.masked,
            anonymous: manifest.anonymous,
        }
    }
}

impl<'c> Run<'c> {
    /// A run that has made nothing yet; `found` is the published build.
    pub(in crate::pipeline) fn new(
        wanted: &'c Wanted<'_>,
        key: AuthorKey,
        dictionary: &'c Dictionary,
        found: Option<&'c Found>,
        progress: &'c dyn Progress,
    ) -> Self {
        Run {
            sources: &wanted.sources,
            replaces: &wanted.corpus.replaces,
            key,
            dictionary,
            progress,
            summary: found.map_or_else(Summary::default, |f| Summary::of(&f.manifest)),
            older: found.map(|f| &f.files),
            records: OnceCell::new(),
            votes: OnceCell::new(),
            words: OnceCell::new(),
        }
    }

    /// Shares the records and votes of an import.
    pub(super) fn share_import(&mut self, records: Vec<Record>, votes: Vec<ListedVote>) {
        self.records = records.into();
        self.votes = votes.into();
    }

    /// Shares the words of an analysis, and gives them back.
    pub(super) fn share_words(&mut self, words: Words) -> &Words {
        self.words = OnceCell::new();
        self.words.get_or_init(|| words)
    }

    /// The published build, to read a file of it.
    fn older(&self, file: &str) -> Result<&BuildFiles, StoreError> {
        self.older.ok_or_else(|| StoreError::Damaged {
            path: file.into(),
            what: "no stage has written it".to_string(),
        })
    }

    /// The records, by ordinal: of [`files::RECORDS`] and [`files::TEXTS`].
    pub(super) fn records(&self) -> Result<&[Record], PipelineError> {
        let read = || Ok(store::read_records(self.older(files::RECORDS)?)?);
        Ok(made(&self.records, read)?)
    }

    /// The listed votes: of [`files::VOTES`].
    pub(super) fn votes(&self) -> Result<&[ListedVote], PipelineError> {
        let read = || Ok(store::read_votes(self.older(files::VOTES)?)?);
        Ok(made(&self.votes, read)?)
    }

    /// The tokens and the forms: of [`files::TEXTS`] and [`files::LEXICON`].
    pub(super) fn words(&self) -> Result<&Words, PipelineError> {
        made(&self.words, || {
            let records = self.records()?;
            let lexicon = store::read_lexicon(self.older(files::LEXICON)?)?;
            let analysed = analyse::reread(records, &lexicon, self.progress)?;
            Ok(Words { analysed, lexicon })
        })
    }
}

impl Shared for Run<'_> {
    fn keep(&mut self, inputs: &[&str]) {
        // Tokens that are still to be made are made of records.
        let for_words = inputs.contains(&files::LEXICON) && self.words.get().is_none();
        if !inputs.contains(&files::RECORDS) && !for_words {
            self.records.take();
        }
        if !inputs.contains(&files::VOTES) {
            self.votes.take();
        }
        if !inputs.contains(&files::LEXICON) {
            self.words.take();
        }
    }
}

/// What is in a cell, made first where it is empty.
fn made<T>(
    cell: &OnceCell<T>,
    make: impl FnOnce() -> Result<T, PipelineError>,
) -> Result<&T, PipelineError> {
    match cell.get() {
        Some(value) => Ok(value),
        None => {
            let value = make()?;
            Ok(cell.get_or_init(|| value))
        }
    }
}
