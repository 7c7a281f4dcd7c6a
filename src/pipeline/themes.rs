//! `themes`: what people talk about, counted.

use super::answer::header;
use super::kwic::OpenTexts;
use super::search::{FormCount, MAX_FORMS};
use super::table::{counts, texts};
use super::{Answer, Exported, Open, PipelineError, Selection, Tabular};
use crate::annotate::themes::SHIPPED;
use crate::locale::Lang;
use crate::store::write::plain_rows;
use crate::store::{Corpus, Table};
use crate::tally::{theme_counts, uncovered};
use crate::textometry::{self, Occurrence};
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
    /// The forms of its occurrences, the most frequent first, where they were asked for: together they are all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forms: Option<Vec<FormCount>>,
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
        .zip(theme_counts(&view, found))
        .map(|(theme, counts)| ThemeRow {
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
            forms: None,
        })
        .collect();
    let body = ThemesAnswer {
        contributions: view.contributions().and(&view.searched).len(),
        uncovered: uncovered(&view, found).len(),
        rows,
    };
    Ok(Answer::new("themes", open.title(), body).within(selection))
}

/// The same, each theme with the forms of its occurrences. Reads the texts of all records that have one.
pub fn themes_with_forms(
    open: &Open,
    selection: &Selection,
    lang: Lang,
) -> Result<Answer<ThemesAnswer>, PipelineError> {
    let mut answer = themes(open, selection, lang)?;
    let view = open.view(selection)?;
    let found = open.themes()?;
    let mut occurrences: Vec<Vec<Occurrence>> = vec![Vec::new(); answer.body.rows.len()];
    for hit in open.hits()? {
        let theme = hit.theme as usize;
        let (Some(span), Some(own)) = (hit.span, found.rows.get(theme)) else {
            continue;
        };
        let counts = own.contains(hit.ordinal) && view.searched.contains(hit.ordinal);
        if let Some(all) = occurrences.get_mut(theme).filter(|_| counts) {
            let ordinal = hit.ordinal;
            all.push(Occurrence { ordinal, span });
        }
    }
    for (row, occurrences) in answer.body.rows.iter_mut().zip(&occurrences) {
        let forms = textometry::forms(&OpenTexts(open), occurrences)?;
        row.forms = Some(forms.into_iter().map(FormCount::from).collect());
    }
    Ok(answer)
}

/// The forms of a theme as a cell.
fn forms_cell(forms: &[FormCount]) -> String {
    let first = forms.iter().take(MAX_FORMS);
    let mut parts: Vec<String> = first
        .map(|f| format!("{} {}", f.form, f.occurrences))
        .collect();
    let others: u64 = forms.iter().skip(MAX_FORMS).map(|f| f.occurrences).sum();
    if others > 0 {
        parts.push(format!("others {others}"));
    }
    parts.join(", ")
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
        let mut columns = vec![
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
        ];
        if rows.iter().any(|r| r.forms.is_some()) {
            let forms = |r: &ThemeRow| r.forms.as_deref().map(forms_cell);
            columns.push(("forms", texts(rows, forms)));
        }
        Table::new(columns)
    }
}
