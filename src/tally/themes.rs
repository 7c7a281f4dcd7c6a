//! Themes counted: contributions, arguments, occurrences, authors, and the sides of arguments.

use super::View;
use crate::model::{Kind, RecordThemes, RowSet, Side};
use rustc_hash::FxHashMap;

/// Where each theme of a dictionary is found.
#[derive(Clone, Debug, Default)]
pub struct ThemeRows {
    /// For each theme, the records whose own text has it.
    pub rows: Vec<RowSet>,
    /// For each theme, how many occurrences each record has.
    pub occurrences: Vec<FxHashMap<u32, u64>>,
}

impl ThemeRows {
    /// No record, for `themes` themes.
    pub fn new(themes: usize) -> Self {
        ThemeRows {
            rows: vec![RowSet::new(); themes],
            occurrences: vec![FxHashMap::default(); themes],
        }
    }

    /// The same as the themes of each record.
    pub fn of(themes: &RecordThemes) -> Self {
        let mut rows = ThemeRows::new(themes.themes());
        for (ordinal, theme, occurrences) in themes.iter() {
            rows.add(usize::from(theme), ordinal, u64::from(occurrences));
        }
        rows
    }

    /// Adds a record that a theme matches, and `occurrences` more of its occurrences.
    pub fn add(&mut self, theme: usize, ordinal: u32, occurrences: u64) {
        self.rows[theme].insert(ordinal);
        *self.occurrences[theme].entry(ordinal).or_insert(0) += occurrences;
    }
}

/// One theme counted.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeCounts {
    /// Contributions whose own text has the theme.
    pub contributions: RowSet,
    /// Arguments whose own text has it.
    pub arguments: RowSet,
    /// Records of every kind whose own text has it.
    pub records: RowSet,
    /// Its occurrences in those records.
    pub occurrences: u64,
    /// Distinct authors of those contributions; `None` where nothing names them.
    pub authors: Option<u64>,
    /// Arguments for, under a contribution that has the theme in its own text.
    pub favourable: RowSet,
    /// Arguments against, under a contribution that has the theme in its own text.
    pub against: RowSet,
}

/// Counts one theme in a view.
pub fn theme_counts(view: &View<'_>, themes: &ThemeRows, theme: usize) -> ThemeCounts {
    let own = &themes.rows[theme];
    let records = own.and(&view.searched);
    let contributions = view.contributions().and(&records);
    let arguments = view.arguments();
    // The nearest contribution counts even where it is moderated itself.
    let under = |side: Side| -> RowSet {
        arguments
            .iter()
            .filter(|o| {
                view.records[*o as usize].declared == Some(side)
                    && view.contribution_of(*o).is_some_and(|c| own.contains(c))
            })
            .collect()
    };
    ThemeCounts {
        authors: view.authors(&contributions),
        arguments: view.of_kind(Kind::Argument).and(&records),
        occurrences: records
            .iter()
            .map(|o| themes.occurrences[theme].get(&o).copied().unwrap_or(0))
            .sum(),
        favourable: under(Side::Favourable),
        against: under(Side::Against),
        contributions,
        records,
    }
}

/// The contributions of a view that no theme covers.
pub fn uncovered(view: &View<'_>, themes: &ThemeRows) -> RowSet {
    uncovered_of(&view.contributions().and(&view.searched), themes)
}

/// Those of some records that no theme covers.
pub fn uncovered_of(rows: &RowSet, themes: &ThemeRows) -> RowSet {
    let mut covered = RowSet::new();
    for rows in &themes.rows {
        covered = covered.or(rows);
    }
    rows.minus(&covered)
}
