//! `themes`: what people talk about, counted.

use super::answer::header;
use super::table::{counts, texts};
use super::{Answer, Exported, Open, PipelineError, Selection, Tabular};
use crate::annotate::themes::SHIPPED;
use crate::locale::Lang;
use crate::store::write::plain_rows;
use crate::store::{Corpus, Table};
use crate::tally::{theme_counts, uncovered};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// One theme counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeRow {
    /// Its id.
    pub theme: String,
    /// Its name.
    pub label: String,
    /// The id of its parent.
    pub parent: Option<String>,
    /// Contributions whose own text has it.
    pub contributions: u64,
    /// Arguments whose own text has it.
    pub arguments: u64,
    /// Records of every kind whose own text has it.
    pub records: u64,
    /// Its occurrences in those records.
    pub occurrences: u64,
    /// Distinct authors of those contributions; null where nothing names them.
    pub authors: Option<u64>,
    /// Arguments for, under contributions that have it.
    pub favourable: u64,
    /// Arguments against, under contributions that have it.
    pub against: u64,
}

/// The answer of `themes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemesAnswer {
    /// Contributions, with and without themes.
    pub contributions: u64,
    /// Contributions without any theme.
    pub uncovered: u64,
    /// One row a theme, in the dictionary's order.
    pub rows: Vec<ThemeRow>,
}

/// Counts the themes of a corpus.
pub fn themes(
    open: &Open,
    selection: &Selection,
    lang: Lang,
) -> Result<Answer<ThemesAnswer>, PipelineError> {
    let view = open.view(selection)?;
    let found = open.themes()?;
    let themes = &open.dictionary()?.themes;
    let rows = themes
        .iter()
        .enumerate()
        .map(|(i, theme)| {
            let counts = theme_counts(&view, found, i);
            ThemeRow {
                theme: theme.id.clone(),
                label: match lang {
                    Lang::Fr => theme.label.clone(),
                    Lang::En => theme.label_en.clone(),
                },
                parent: theme.parent.map(|p| themes[p].id.clone()),
                contributions: counts.contributions.len(),
                arguments: counts.arguments.len(),
                records: counts.records.len(),
                occurrences: counts.occurrences,
                authors: counts.authors,
                favourable: counts.favourable.len(),
                against: counts.against.len(),
            }
        })
        .collect();
    let body = ThemesAnswer {
        contributions: view.contributions().and(&view.searched).len(),
        uncovered: uncovered(&view, found).len(),
        rows,
    };
    Ok(Answer::new("themes", open.title(), body).within(selection))
}

/// Copies the shipped dictionary into a corpus, for editing. An existing one is never replaced.
pub fn write_dictionary(root: &Path) -> Result<PathBuf, PipelineError> {
    Ok(Corpus::write_own(root, "themes.toml", SHIPPED.as_bytes())?)
}

impl Tabular for ThemesAnswer {
    fn header(&self) -> Vec<String> {
        header(&self.table())
    }

    fn rows(&self) -> Vec<Vec<String>> {
        plain_rows(&self.table())
    }

    fn footer(&self) -> Vec<String> {
        vec![format!(
            "uncovered: {} of {} contributions have no theme",
            self.uncovered, self.contributions
        )]
    }
}

impl Exported for ThemesAnswer {
    fn table(&self) -> Table {
        let rows = &self.rows;
        Table::new(vec![
            ("theme", texts(rows, |r| Some(r.theme.clone()))),
            ("label", texts(rows, |r| Some(r.label.clone()))),
            ("parent", texts(rows, |r| r.parent.clone())),
            ("contributions", counts(rows, |r| r.contributions)),
            ("arguments", counts(rows, |r| r.arguments)),
            ("records", counts(rows, |r| r.records)),
            ("occurrences", counts(rows, |r| r.occurrences)),
            ("authors", counts(rows, |r| r.authors)),
            ("favourable", counts(rows, |r| r.favourable)),
            ("against", counts(rows, |r| r.against)),
        ])
    }
}
