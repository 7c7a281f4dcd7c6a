//! What a report is made of: handed over by the composer, nothing read here.

use crate::annotate::themes::Dictionary;
use crate::locale::Lang;
use crate::model::{Ballots, Record};
use crate::store::{Manifest, ReadImport, ReadWarning, ThemeHit};
use crate::tally::{Evaluator, ThemeRows, View};
use serde::{Deserialize, Serialize};

/// The sub-corpus that a report is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// Its name on the command line.
    pub name: String,
    /// Its name for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its query, as `corpus.toml` has it.
    pub query: String,
}

impl Scope {
    /// The name for readers.
    pub fn shown(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.name)
    }
}

/// Everything that a report counts and quotes.
pub struct Material<'a> {
    /// The consultation's title.
    pub title: String,
    /// The report's language.
    pub lang: Lang,
    /// What the build was made of.
    pub manifest: &'a Manifest,
    /// The dictionary.
    pub dictionary: &'a Dictionary,
    /// The sub-corpus that `view` is narrowed to; `None`: the whole corpus.
    pub scope: Option<Scope>,
    /// All records, with their texts; `records[i].ordinal == i`.
    pub records: &'a [Record],
    /// All listed votes.
    pub ballots: &'a Ballots,
    /// The records that count.
    pub view: View<'a>,
    /// Where each theme is found.
    pub themes: &'a ThemeRows,
    /// Occurrences of themes, by record.
    pub hits: &'a [ThemeHit],
    /// What became of each source row.
    pub imports: &'a [ReadImport],
    /// What the readers noticed: kind, place, message.
    pub warnings: &'a [ReadWarning],
}

impl<'a> Material<'a> {
    /// The record of that number.
    pub fn record(&self, ordinal: u32) -> &'a Record {
        &self.records[ordinal as usize]
    }

    /// What counts recipes in this material; `ids` are those of the dictionary's themes.
    pub fn evaluator<'e>(&'e self, ids: &'e [String]) -> Evaluator<'e> {
        let within = self.scope.as_ref().map(|scope| scope.name.as_str());
        Evaluator::new(&self.view, self.themes, ids, self.ballots, within)
    }

    /// A theme's name in the report's language.
    pub fn label(&self, theme: usize) -> &'a str {
        let theme = &self.dictionary.themes[theme];
        match self.lang {
            Lang::Fr => &theme.label,
            Lang::En => &theme.label_en,
        }
    }

    /// The place of a theme in the dictionary.
    pub fn theme(&self, id: &str) -> Option<usize> {
        self.dictionary.themes.iter().position(|t| t.id == id)
    }

    /// The occurrences of themes in one record.
    pub fn hits_of(&self, ordinal: u32) -> &'a [ThemeHit] {
        let from = self.hits.partition_point(|h| h.ordinal < ordinal);
        let to = self.hits.partition_point(|h| h.ordinal <= ordinal);
        &self.hits[from..to]
    }
}
