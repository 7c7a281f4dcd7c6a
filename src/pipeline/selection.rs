//! What a command looks at: the whole corpus or a sub-corpus, with or without moderated records and the
//! organiser's own texts.

use crate::model::{Facts, Kind, MODERATED, ORGANISER, RowSet};
use crate::tally::{Inclusion, ModeratedOption};

/// What a command looks at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Which records count.
    pub inclusion: Inclusion,
    /// The kinds whose own texts are searched and themed; empty: all, but appendices only where the query names
    /// their kind.
    pub kinds: Vec<Kind>,
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

impl From<Inclusion> for Selection {
    /// The whole corpus.
    fn from(inclusion: Inclusion) -> Self {
        Selection {
            inclusion,
            ..Selection::default()
        }
    }
}

impl From<ModeratedOption> for Selection {
    /// The whole corpus, the organiser's own texts set aside.
    fn from(moderated: ModeratedOption) -> Self {
        Inclusion::from(moderated).into()
    }
}

impl Selection {
    /// Which records are searched, asked by ordinal; `appendices`: whether a query names their kind.
    pub(super) fn counts<'s>(
        &'s self,
        facts: &'s Facts,
        appendices: bool,
    ) -> impl Fn(u32) -> bool + Sync + 's {
        let (flags, kinds) = (facts.flags(), facts.kinds());
        let within: Option<&RowSet> = self.within.as_ref().map(|w| &w.rows);
        let searched = Kind::ALL.map(|kind| match self.kinds.is_empty() {
            true => appendices || kind != Kind::Appendix,
            false => self.kinds.contains(&kind),
        });
        let Inclusion {
            moderated,
            organiser,
        } = self.inclusion;
        move |ordinal: u32| {
            let at = ordinal as usize;
            moderated.counts(flags[at] & MODERATED != 0)
                && organiser.counts(flags[at] & ORGANISER != 0)
                && searched[usize::from(kinds[at])]
                && within.is_none_or(|rows| rows.contains(ordinal))
        }
    }

    /// The records that are searched, ascending.
    pub(super) fn ordinals(&self, facts: &Facts, appendices: bool) -> Vec<u32> {
        let counts = self.counts(facts, appendices);
        (0..facts.len()).filter(|o| counts(*o)).collect()
    }

    /// Searches these kinds alone, where there are some.
    pub fn search_kinds(&mut self, kinds: Vec<Kind>) {
        if !kinds.is_empty() {
            self.kinds = kinds;
        }
    }

    /// The name of the sub-corpus.
    pub fn name(&self) -> Option<&str> {
        self.within.as_ref().map(|w| w.name.as_str())
    }
}
