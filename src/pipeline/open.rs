//! A corpus open for questions: its build's tables in memory.

use super::build::{ensure, files};
use super::dictionary::{dictionary, title};
use super::{PipelineError, Selection};
use crate::annotate::themes::Dictionary;
use crate::model::{AuthorId, Progress, Record, Vote};
use crate::store::{self, Corpus, Manifest, ThemeHit};
use crate::tally::{ThemeRows, View};
use crate::text::Lexicon;
use std::path::{Path, PathBuf};

/// A corpus with its current build.
pub struct Open {
    /// The corpus folder.
    pub corpus: Corpus,
    /// What the build was made of.
    pub manifest: Manifest,
    /// The build's folder.
    pub path: PathBuf,
    /// The records.
    pub records: Vec<Record>,
    /// The listed votes.
    pub votes: Vec<(Vote, AuthorId)>,
    /// The dictionary.
    pub dictionary: Dictionary,
    /// Occurrences of themes, by record, then theme, then place.
    pub hits: Vec<ThemeHit>,
    /// The same as row sets.
    pub themes: ThemeRows,
}

impl Open {
    /// Opens a corpus, building first what is absent or stale.
    pub fn corpus(root: &Path, progress: &dyn Progress) -> Result<Open, PipelineError> {
        let corpus = Corpus::open(root)?;
        let (manifest, path) = ensure(&corpus, progress)?;
        let records = store::read_records(&path.join(files::RECORDS))?;
        let votes = store::read_votes(&path.join(files::VOTES))?;
        let (dictionary, _) = dictionary(&corpus)?;
        let hits = store::read_theme_hits(&path.join(files::THEMES), &manifest.dictionary.themes)?;
        let mut themes = ThemeRows::new(manifest.dictionary.themes.len());
        for hit in &hits {
            let occurrences = u64::from(hit.span.is_some());
            themes.add(hit.theme as usize, hit.ordinal, occurrences);
        }
        Ok(Open {
            corpus,
            manifest,
            path,
            records,
            votes,
            dictionary,
            hits,
            themes,
        })
    }

    /// The corpus's title.
    pub fn title(&self) -> String {
        title(&self.corpus, &self.manifest)
    }

    /// A view of the records.
    pub fn view(&self, selection: &Selection) -> View<'_> {
        let view = View::new(&self.records, &self.votes, selection.moderated);
        match &selection.within {
            Some(within) => view.within(&within.rows),
            None => view,
        }
    }

    /// The forms of the corpus.
    pub fn lexicon(&self) -> Result<Lexicon, PipelineError> {
        Ok(store::read_forms(&self.path.join(files::FORMS))?)
    }

    /// The occurrences of themes in one record.
    pub fn hits_of(&self, ordinal: u32) -> &[ThemeHit] {
        let from = self.hits.partition_point(|h| h.ordinal < ordinal);
        let to = self.hits.partition_point(|h| h.ordinal <= ordinal);
        &self.hits[from..to]
    }
}
