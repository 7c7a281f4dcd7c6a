//! A corpus open for questions: each table and file of its build is read when it is first asked for.

use super::dictionary::{built_dictionary, title};
use super::ensure::{Built, build_anew, ensure};
use super::usage::UsageError;
use super::{PipelineError, Selection};
use crate::annotate::themes::Dictionary;
use crate::index::{IndexError, Lengths, MeanLengths, SearchIndex};
use crate::model::{Ballots, Facts, ListedVote, Progress, Record, RecordThemes};
use crate::store::{
    self, BuildFiles, Corpus, HashCache, Manifest, ReadImport, ReadWarning, StoreError, TextStore,
    ThemeHit, files,
};
use crate::tally::{ThemeRows, Variables, View};
use crate::text::Lexicon;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// A corpus with its current build. What was read once is kept; an error is given to whoever asks, and
/// asking again reads again.
pub struct Open {
    /// The corpus folder.
    pub corpus: Corpus,
    /// What the build was made of.
    pub manifest: Manifest,
    /// The build's files.
    pub files: BuildFiles,
    records: OnceLock<Vec<Record>>,
    votes: OnceLock<Vec<ListedVote>>,
    dictionary: OnceLock<Dictionary>,
    hits: OnceLock<Vec<ThemeHit>>,
    themes: OnceLock<ThemeRows>,
    facts: OnceLock<Facts>,
    variables: OnceLock<Variables>,
    ballots: OnceLock<Ballots>,
    theme_rows: OnceLock<Arc<RecordThemes>>,
    texts: OnceLock<TextStore>,
    lexicon: OnceLock<Lexicon>,
    index: OnceLock<SearchIndex>,
    mean: OnceLock<MeanLengths>,
    imports: OnceLock<Vec<ReadImport>>,
    warnings: OnceLock<Vec<ReadWarning>>,
}

impl Open {
    /// Opens a corpus, building first what is absent, stale or damaged.
    pub fn corpus(root: &Path, progress: &dyn Progress) -> Result<Open, PipelineError> {
        let corpus = Corpus::open(root)?;
        let built = ensure(&corpus, progress)?;
        Ok(Open::of(corpus, built))
    }

    /// Opens a corpus whose build is made of the sources now, and of nothing that was built before.
    pub(super) fn anew(root: &Path, progress: &dyn Progress) -> Result<Open, PipelineError> {
        let corpus = Corpus::open(root)?;
        let built = build_anew(&corpus, progress)?;
        Ok(Open::of(corpus, built))
    }

    fn of(corpus: Corpus, built: Built) -> Open {
        let Built { manifest, files } = built;
        Open {
            corpus,
            manifest,
            files,
            records: OnceLock::new(),
            votes: OnceLock::new(),
            dictionary: OnceLock::new(),
            hits: OnceLock::new(),
            themes: OnceLock::new(),
            facts: OnceLock::new(),
            variables: OnceLock::new(),
            ballots: OnceLock::new(),
            theme_rows: OnceLock::new(),
            texts: OnceLock::new(),
            lexicon: OnceLock::new(),
            index: OnceLock::new(),
            mean: OnceLock::new(),
            imports: OnceLock::new(),
            warnings: OnceLock::new(),
        }
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
                HashCache::forget_build(&self.corpus.root);
            }
        })?;
        Ok(place.get_or_init(|| value))
    }

    /// All records, whole: their facts and their texts.
    pub fn records(&self) -> Result<&[Record], PipelineError> {
        let read = || Ok(store::read_records(&self.files)?);
        Ok(self.kept(&self.records, read)?)
    }

    /// The listed votes.
    pub fn votes(&self) -> Result<&[ListedVote], PipelineError> {
        let read = || Ok(store::read_votes(&self.files)?);
        Ok(self.kept(&self.votes, read)?)
    }

    /// What became of each source row.
    pub fn imports(&self) -> Result<&[ReadImport], PipelineError> {
        let read = || Ok(store::read_imports(&self.files)?);
        Ok(self.kept(&self.imports, read)?)
    }

    /// What readers of the sources noticed.
    pub fn warnings(&self) -> Result<&[ReadWarning], PipelineError> {
        let read = || Ok(store::read_warnings(&self.files)?);
        Ok(self.kept(&self.warnings, read)?)
    }

    /// The dictionary.
    pub fn dictionary(&self) -> Result<&Dictionary, PipelineError> {
        self.kept(&self.dictionary, || {
            built_dictionary(&self.corpus, &self.manifest)
        })
    }

    /// Occurrences of themes, by record, then theme, then place.
    pub fn hits(&self) -> Result<&[ThemeHit], PipelineError> {
        let themes = &self.manifest.dictionary.themes;
        let read = || Ok(store::read_theme_hits(&self.files, themes)?);
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
        self.kept(&self.themes, || {
            Ok(ThemeRows::new(self.theme_rows()?.clone()))
        })
    }

    /// Facts of all records as columns.
    pub fn facts(&self) -> Result<&Facts, PipelineError> {
        let read = || Ok(store::read_facts(&self.files)?);
        self.kept(&self.facts, read)
    }

    /// The listed votes as columns.
    pub fn ballots(&self) -> Result<&Ballots, PipelineError> {
        let read = || Ok(store::read_ballots(&self.files)?);
        self.kept(&self.ballots, read)
    }

    /// The variables of all records, as they are counted.
    pub fn variables(&self) -> Result<&Variables, PipelineError> {
        self.kept(&self.variables, || {
            Ok(Variables::new(self.facts()?.variables()))
        })
    }

    /// The themes of each record.
    pub fn theme_rows(&self) -> Result<&Arc<RecordThemes>, PipelineError> {
        let read = || Ok(Arc::new(store::read_record_themes(&self.files)?));
        self.kept(&self.theme_rows, read)
    }

    /// The texts of all records, of which some are read without the rest.
    pub fn texts(&self) -> Result<&TextStore, PipelineError> {
        let read = || Ok(TextStore::open(&self.files)?);
        self.kept(&self.texts, read)
    }

    /// The forms of the corpus.
    pub fn lexicon(&self) -> Result<&Lexicon, PipelineError> {
        let read = || Ok(store::read_lexicon(&self.files)?);
        self.kept(&self.lexicon, read)
    }

    /// What the index answered. Where it is damaged, the next command checks every file and mends the build.
    pub(super) fn answered<T>(&self, answer: Result<T, IndexError>) -> Result<T, PipelineError> {
        if let Err(IndexError::Damaged(_)) = &answer {
            HashCache::forget_build(&self.corpus.root);
        }
        Ok(answer?)
    }

    /// The full-text index.
    pub fn index(&self) -> Result<&SearchIndex, PipelineError> {
        self.kept(&self.index, || {
            let (folder, sums) = (self.files.folder(), self.files.sums());
            self.answered(SearchIndex::open(folder, files::INDEX, sums))
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
        Ok(store::read_ids(&self.files)?)
    }

    /// The ordinal of the record of that id.
    pub fn ordinal_of(&self, id: &str) -> Result<u32, PipelineError> {
        let ids = self.ids()?;
        // A corpus has fewer than four thousand million records.
        ids.iter()
            .position(|i| i == id)
            .map(|at| at as u32)
            .ok_or_else(|| UsageError::UnknownRecord(id.to_string()).into())
    }

    /// A view of the records; no text is read for it.
    pub fn view(&self, selection: &Selection) -> Result<View<'_>, PipelineError> {
        let mut view = View::new(self.facts()?, selection.inclusion);
        if let Some(within) = &selection.within {
            view = view.within(&within.rows);
        }
        if !selection.kinds.is_empty() {
            view = view.of_kinds(&selection.kinds);
        }
        Ok(view)
    }
}
