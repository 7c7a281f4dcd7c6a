//! A corpus open for questions: each table and file of its build is read when it is first asked for.

use super::build::files;
use super::dictionary::{dictionary, title};
use super::ensure::ensure;
use super::{PipelineError, Selection};
use crate::annotate::themes::Dictionary;
use crate::index::{IndexError, Lengths, MeanLengths, SearchIndex};
use crate::model::{AuthorId, Facts, Progress, Record, RecordThemes, Vote};
use crate::store::{self, Corpus, Manifest, Seen, StoreError, TextStore, ThemeHit};
use crate::tally::{ThemeRows, View};
use crate::text::Lexicon;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A corpus with its current build. What was read once is kept; an error is given to whoever asks, and
/// asking again reads again.
pub struct Open {
    /// The corpus folder.
    pub corpus: Corpus,
    /// What the build was made of.
    pub manifest: Manifest,
    /// The build's folder.
    pub path: PathBuf,
    records: OnceLock<Vec<Record>>,
    votes: OnceLock<Vec<(Vote, AuthorId)>>,
    dictionary: OnceLock<Dictionary>,
    hits: OnceLock<Vec<ThemeHit>>,
    themes: OnceLock<ThemeRows>,
    facts: OnceLock<Facts>,
    theme_rows: OnceLock<RecordThemes>,
    texts: OnceLock<TextStore>,
    lexicon: OnceLock<Lexicon>,
    index: OnceLock<SearchIndex>,
    mean: OnceLock<MeanLengths>,
}

impl Open {
    /// Opens a corpus, building first what is absent, stale or damaged.
    pub fn corpus(root: &Path, progress: &dyn Progress) -> Result<Open, PipelineError> {
        let corpus = Corpus::open(root)?;
        let (manifest, path) = ensure(&corpus, progress)?;
        Ok(Open {
            corpus,
            manifest,
            path,
            records: OnceLock::new(),
            votes: OnceLock::new(),
            dictionary: OnceLock::new(),
            hits: OnceLock::new(),
            themes: OnceLock::new(),
            facts: OnceLock::new(),
            theme_rows: OnceLock::new(),
            texts: OnceLock::new(),
            lexicon: OnceLock::new(),
            index: OnceLock::new(),
            mean: OnceLock::new(),
        })
    }

    /// The corpus's title.
    pub fn title(&self) -> String {
        title(&self.corpus, &self.manifest)
    }

    /// What is kept, read first where it is not there yet. Where it turns out to be damaged though it looks as
    /// it did when it was whole, the next command looks closer and mends it.
    fn kept<'o, T>(
        &self,
        place: &'o OnceLock<T>,
        read: impl FnOnce() -> Result<T, PipelineError>,
    ) -> Result<&'o T, PipelineError> {
        if let Some(value) = place.get() {
            return Ok(value);
        }
        let value = read().inspect_err(|e| {
            if matches!(e, PipelineError::Store(StoreError::Damaged { .. })) {
                Seen::forget_build(&self.corpus.root);
            }
        })?;
        Ok(place.get_or_init(|| value))
    }

    fn at(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// All records, whole: their facts and their texts.
    pub fn records(&self) -> Result<&[Record], PipelineError> {
        let read = || Ok(store::read_records(&self.at(files::RECORDS))?);
        Ok(self.kept(&self.records, read)?)
    }

    /// The listed votes.
    pub fn votes(&self) -> Result<&[(Vote, AuthorId)], PipelineError> {
        let read = || Ok(store::read_votes(&self.at(files::VOTES))?);
        Ok(self.kept(&self.votes, read)?)
    }

    /// The dictionary.
    pub fn dictionary(&self) -> Result<&Dictionary, PipelineError> {
        self.kept(&self.dictionary, || Ok(dictionary(&self.corpus)?.0))
    }

    /// Occurrences of themes, by record, then theme, then place.
    pub fn hits(&self) -> Result<&[ThemeHit], PipelineError> {
        let themes = &self.manifest.dictionary.themes;
        let read = || Ok(store::read_theme_hits(&self.at(files::THEMES), themes)?);
        Ok(self.kept(&self.hits, read)?)
    }

    /// The occurrences of themes in one record.
    pub fn hits_of(&self, ordinal: u32) -> Result<&[ThemeHit], PipelineError> {
        let hits = self.hits()?;
        let from = hits.partition_point(|h| h.ordinal < ordinal);
        let to = hits.partition_point(|h| h.ordinal <= ordinal);
        Ok(&hits[from..to])
    }

    /// Where each theme is found, as row sets.
    pub fn themes(&self) -> Result<&ThemeRows, PipelineError> {
        self.kept(&self.themes, || Ok(ThemeRows::of(self.theme_rows()?)))
    }

    /// Facts of all records as columns.
    pub fn facts(&self) -> Result<&Facts, PipelineError> {
        let read = || Ok(store::read_facts(&self.at(files::FACTS))?);
        self.kept(&self.facts, read)
    }

    /// The themes of each record.
    pub fn theme_rows(&self) -> Result<&RecordThemes, PipelineError> {
        let read = || Ok(store::read_record_themes(&self.at(files::THEME_ROWS))?);
        self.kept(&self.theme_rows, read)
    }

    /// The texts of all records, of which some are read without the rest.
    pub fn texts(&self) -> Result<&TextStore, PipelineError> {
        let read = || Ok(TextStore::open(&self.at(files::TEXTS))?);
        self.kept(&self.texts, read)
    }

    /// The forms of the corpus.
    pub fn lexicon(&self) -> Result<&Lexicon, PipelineError> {
        let read = || Ok(store::read_lexicon(&self.at(files::LEXICON))?);
        self.kept(&self.lexicon, read)
    }

    /// What the index answered. Where it is damaged, the next command checks every file and mends the build.
    pub(super) fn answered<T>(&self, answer: Result<T, IndexError>) -> Result<T, PipelineError> {
        if let Err(IndexError::Damaged(_)) = &answer {
            Seen::forget_build(&self.corpus.root);
        }
        Ok(answer?)
    }

    /// The full-text index.
    pub fn index(&self) -> Result<&SearchIndex, PipelineError> {
        self.kept(&self.index, || {
            self.answered(SearchIndex::open(&self.at(files::INDEX)))
        })
    }

    /// The lengths of all titles and bodies in words.
    pub fn lengths(&self) -> Result<Lengths<'_>, PipelineError> {
        let facts = self.facts()?;
        let (title, body) = (facts.title_words(), facts.body_words());
        let mean = self.mean.get_or_init(|| MeanLengths::new(title, body));
        Ok(Lengths::new(title, body, *mean))
    }

    /// The ids of all records, read anew at each call.
    pub fn ids(&self) -> Result<Vec<String>, PipelineError> {
        Ok(store::read_ids(&self.at(files::RECORDS))?)
    }

    /// The ordinal of the record of that id.
    pub fn ordinal_of(&self, id: &str) -> Result<u32, PipelineError> {
        let ids = self.ids()?;
        // A corpus has fewer than four thousand million records.
        ids.iter()
            .position(|i| i == id)
            .map(|at| at as u32)
            .ok_or_else(|| {
                PipelineError::Usage(format!(
                    "there is no record «{id}»: ids are as `palabre search` prints them"
                ))
            })
    }

    /// A view of the records.
    pub fn view(&self, selection: &Selection) -> Result<View<'_>, PipelineError> {
        let view = View::new(self.records()?, self.votes()?, selection.moderated);
        Ok(match &selection.within {
            Some(within) => view.within(&within.rows),
            None => view,
        })
    }
}
