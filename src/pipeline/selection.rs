//! What a command looks at: the whole corpus or a sub-corpus, with or without moderated records.

use crate::model::{Facts, MODERATED, RowSet};
use crate::tally::ModeratedOption;

/// What a command looks at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// What is done with moderated records.
    pub moderated: ModeratedOption,
    /// The sub-corpus; `None`: the whole corpus.
    pub within: Option<Within>,
}

/// A sub-corpus with its records.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    /// Its name on the command line.
    pub name: String,
    /// Its name for readers.
    pub label: Option<String>,
    /// Its query, as `corpus.toml` has it.
    pub query: String,
    /// The records that the query matches, moderated ones included.
    pub rows: RowSet,
}

impl From<ModeratedOption> for Selection {
    /// The whole corpus.
    fn from(moderated: ModeratedOption) -> Self {
        Selection {
            moderated,
            within: None,
        }
    }
}

impl Selection {
    /// Which records count, asked by ordinal.
    pub(super) fn counts<'s>(&'s self, facts: &'s Facts) -> impl Fn(u32) -> bool + Sync + 's {
        let flags = facts.flags();
        let within: Option<&RowSet> = self.within.as_ref().map(|w| &w.rows);
        move |ordinal: u32| {
            self.moderated
                .counts(flags[ordinal as usize] & MODERATED != 0)
                && within.is_none_or(|rows| rows.contains(ordinal))
        }
    }

    /// The records that count, ascending.
    pub(super) fn ordinals(&self, facts: &Facts) -> Vec<u32> {
        let counts = self.counts(facts);
        (0..facts.len()).filter(|o| counts(*o)).collect()
    }

    /// The name of the sub-corpus.
    pub fn name(&self) -> Option<&str> {
        self.within.as_ref().map(|w| w.name.as_str())
    }
}
