//! What is reported once where a build took words otherwise than this program does: which themes' records move, and
//! which sub-corpora may.

use crate::model::RecordThemes;
use crate::store::{self, BuildFiles, Corpus, Manifest};
use crate::text::words_version;

/// The most themes that a message names.
const MAX_NAMED: usize = 12;

/// The records of each theme, as a build counted them whose words were taken otherwise.
pub(super) struct Before {
    /// What its words belong to.
    words: String,
    /// The SHA-256 of its dictionary, its themes, and how many records each has.
    dictionary: String,
    themes: Vec<(String, u64)>,
}

impl Before {
    /// What a build counted; `None` where its words are today's, or its counts cannot be read.
    pub(super) fn of(manifest: &Manifest, files: &BuildFiles) -> Option<Self> {
        if manifest.words == words_version() {
            return None;
        }
        Some(Before {
            words: manifest.words.clone(),
            dictionary: manifest.dictionary.sha256.clone(),
            themes: counts(manifest, &store::read_record_themes(files).ok()?),
        })
    }

    /// What changed, as a sentence; `None` where nothing that the analyst wrote is concerned.
    pub(super) fn message(
        &self,
        manifest: &Manifest,
        files: &BuildFiles,
        corpus: &Corpus,
    ) -> Option<String> {
        let now = counts(manifest, &store::read_record_themes(files).ok()?);
        // With another dictionary the counts differ for another reason.
        let same = self.dictionary == manifest.dictionary.sha256;
        let pairs = self.themes.iter().zip(&now).filter(|_| same);
        let moved: Vec<String> = pairs
            .filter(|((was, before), (is, after))| was == is && before != after)
            .map(|((theme, before), (_, after))| format!("{theme} {before} -> {after}"))
            .collect();
        let subcorpora = corpus.config.subcorpus.iter();
        let subcorpora: Vec<&str> = subcorpora.map(|s| s.name.get_ref().as_str()).collect();
        if moved.is_empty() && subcorpora.is_empty() {
            return None;
        }
        let mut said = vec![format!(
            "a word in themes and queries may mean other forms than before: the headwords were those of {}, and are those \
             of {}",
            self.words, manifest.words
        )];
        if !moved.is_empty() {
            let more = match moved.len().saturating_sub(MAX_NAMED) {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            let named = &moved[..moved.len().min(MAX_NAMED)];
            said.push(format!("records of themes: {}{more}", named.join(", ")));
        }
        if !subcorpora.is_empty() {
            said.push(format!(
                "sub-corpora that a query makes may hold other records: {}",
                subcorpora.join(", ")
            ));
        }
        Some(said.join("; "))
    }
}

/// How many records each theme of a build has.
fn counts(manifest: &Manifest, themes: &RecordThemes) -> Vec<(String, u64)> {
    let names = manifest.dictionary.themes.iter().enumerate();
    // A dictionary has fewer than 65,536 themes.
    names
        .map(|(at, name)| (name.clone(), themes.rows(at as u16).len()))
        .collect()
}
