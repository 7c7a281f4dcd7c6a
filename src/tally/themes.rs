//! Themes counted: contributions, arguments, occurrences, authors, and the sides of arguments.

use super::View;
use crate::model::{Kind, RecordThemes, RowSet, Side};
use std::sync::Arc;

/// Where each theme of a dictionary is found.
#[derive(Clone, Debug)]
pub struct ThemeRows {
    /// For each theme, the records whose own text has it.
    pub rows: Vec<RowSet>,
    /// The records that have one.
    covered: RowSet,
    /// The themes of each record, with their occurrences.
    of_records: Arc<RecordThemes>,
}

impl ThemeRows {
    /// The same as the themes of each record.
    pub fn new(of_records: impl Into<Arc<RecordThemes>>) -> Self {
        let of_records = of_records.into();
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); of_records.themes()];
        let mut covered: Vec<u32> = Vec::new();
        for (ordinal, theme, _) in of_records.iter() {
            rows[usize::from(theme)].push(ordinal);
            if covered.last() != Some(&ordinal) {
                covered.push(ordinal);
            }
        }
        ThemeRows {
            rows: rows.into_iter().map(RowSet::sorted).collect(),
            covered: RowSet::sorted(covered),
            of_records,
        }
    }

    /// The themes that a record's own text has, ascending, and how many occurrences each has there.
    ///
    /// # Panics
    /// Where there is no such record.
    pub fn of(&self, ordinal: u32) -> (&[u16], &[u32]) {
        self.of_records.of(ordinal)
    }

    /// How many occurrences each theme has in some records.
    pub fn occurrences(&self, rows: &RowSet) -> Vec<u64> {
        let mut occurrences = vec![0; self.rows.len()];
        for ordinal in rows.and(&self.covered).iter() {
            let (themes, counts) = self.of(ordinal);
            for (theme, n) in themes.iter().zip(counts) {
                occurrences[usize::from(*theme)] += u64::from(*n);
            }
        }
        occurrences
    }

    /// Those of some records whose nearest contribution has each theme in its own text. That counts even where it is
    /// moderated itself, or outside of the view.
    pub fn under(&self, view: &View<'_>, rows: &RowSet) -> Vec<RowSet> {
        let mut under: Vec<Vec<u32>> = vec![Vec::new(); self.rows.len()];
        for ordinal in rows.iter() {
            for theme in view
                .contribution_of(ordinal)
                .map_or(&[][..], |c| self.of(c).0)
            {
                under[usize::from(*theme)].push(ordinal);
            }
        }
        under.into_iter().map(RowSet::sorted).collect()
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

/// Counts all themes in a view, in the dictionary's order.
pub fn theme_counts(view: &View<'_>, themes: &ThemeRows) -> Vec<ThemeCounts> {
    let arguments = view.arguments();
    let under = |side| themes.under(view, &view.of_side(&arguments, Some(side)));
    let sides = under(Side::Favourable)
        .into_iter()
        .zip(under(Side::Against));
    let contributions = view.contributions();
    let counted = themes.rows.iter().zip(themes.occurrences(&view.searched));
    counted
        .zip(sides)
        .map(|((own, occurrences), (favourable, against))| {
            let records = own.and(&view.searched);
            let contributions = contributions.and(&records);
            ThemeCounts {
                authors: view.authors(&contributions),
                arguments: view.of_kind(Kind::Argument).and(&records),
                occurrences,
                favourable,
                against,
                contributions,
                records,
            }
        })
        .collect()
}

/// The contributions of a view that no theme covers.
pub fn uncovered(view: &View<'_>, themes: &ThemeRows) -> RowSet {
    uncovered_of(&view.contributions().and(&view.searched), themes)
}

/// Those of some records that no theme covers.
pub fn uncovered_of(rows: &RowSet, themes: &ThemeRows) -> RowSet {
    rows.minus(&themes.covered)
}
