//! `trace`: a figure led back to its source rows, with its recipe in words, its dictionary and its parameters.

use super::answer::header;
use super::report::{in_memory, material};
use super::table::texts;
use super::{Answer, Exported, Open, PipelineError, Selection, Tabular, UsageError, subcorpus};
use crate::locale::Lang;
use crate::model::{FigureId, JournalRecipe, Origin, Progress, Recipe, RowOutcome};
use crate::report::{DictionaryOrigin, PROVENANCE, Provenance, recipe_words};
use crate::store::write::plain_rows;
use crate::store::{StoreError, Table};
use crate::tally::evaluate;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Rows that are shown where nobody says how many.
const DEFAULT_ROWS: usize = 20;

/// One row behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TraceRow {
    /// The id of the record; null where the row is of none (a refused row, a warning, a vote on nothing known).
    pub record: Option<String>,
    /// What the row is: a kind's name, `vote`, `row`, `file` or `warning`.
    pub what: String,
    /// The name of its source.
    pub source: String,
    /// Its file, as the source names it.
    pub file: String,
    /// Where in the file: `line 12`, `row 3`, `bytes 10-42`.
    pub place: String,
}

/// The answer of `trace`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TraceAnswer {
    /// The figure's id.
    pub figure: FigureId,
    /// Its recipe, as it is printed.
    pub recipe: String,
    /// The same as data.
    pub counts: Recipe,
    /// The same in words of the language that was asked for.
    pub words: String,
    /// The number; null where nothing states it.
    pub value: Option<u64>,
    /// What its share is of; absent where it is a part of nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// The recipe of that base.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The dictionary of the themes.
    pub dictionary: DictionaryOrigin,
    /// What forms of words belong to.
    pub word_forms: String,
    /// The SHA-256 of each source, by its name.
    pub sources: Vec<SourceHash>,
    /// How many rows are behind the figure.
    pub total_rows: u64,
    /// The rows, in source order: the first of them, or all, as was asked for.
    pub rows: Vec<TraceRow>,
}

/// A source with its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceHash {
    /// Its name.
    pub name: String,
    /// The file's or folder's name.
    pub label: String,
    /// Its SHA-256.
    pub sha256: String,
}

/// A figure as it is typed: its id, alone or behind the report that it is in.
struct Named {
    report: Option<PathBuf>,
    id: String,
}

impl Named {
    fn of(typed: &str) -> Named {
        let (report, id) = match typed.rsplit_once('#') {
            Some((report, id)) => (Some(PathBuf::from(report)), id),
            None => (None, typed),
        };
        Named {
            report,
            id: id.to_string(),
        }
    }
}

/// What is asked of `trace`.
pub struct TraceOptions {
    /// The figure: its id, or `REPORT#ID`, as addresses in a report are.
    pub figure: String,
    /// The language of the recipe in words.
    pub lang: Lang,
    /// How many rows are given; `None`: 20. `usize::MAX` gives all.
    pub limit: Option<usize>,
}

/// Leads a figure back to its rows. An id alone is looked for in the report of the selection, then in those of the
/// sub-corpora; behind a report it is looked up in its `provenance.json`.
///
/// # Errors
/// Where no such figure is found, or the corpus cannot be read.
pub fn trace(
    open: &Open,
    selection: &Selection,
    options: &TraceOptions,
    progress: &dyn Progress,
) -> Result<Answer<TraceAnswer>, PipelineError> {
    let named = Named::of(&options.figure);
    let (recipe, selection) = match &named.report {
        Some(report) => in_report(open, report, &named.id)?,
        None => in_corpus(open, selection, &named.id, options.lang, progress)?,
    };
    let material = material(open, options.lang, &selection)?;
    let ids = material.dictionary.ids();
    let evaluator = material.evaluator(&ids);
    let counted = evaluate(&recipe, &evaluator, material.imports, material.warnings)?;
    let whole = match recipe.base() {
        Some(base) => evaluate(&base, &evaluator, material.imports, material.warnings)?,
        None => None,
    };
    let rows = match &recipe {
        Recipe::Journal(recipe) => journal_rows(open, recipe)?,
        Recipe::Corpus(counts) => {
            let votes = evaluator.votes_behind(counts)?;
            match votes.is_empty() {
                true => {
                    let rows = counted.iter().flat_map(|c| c.rows.iter());
                    rows.map(|o| record_row(open, o))
                        .collect::<Result<_, _>>()?
                }
                false => vote_rows(open, &votes)?,
            }
        }
    };
    let manifest = &open.manifest;
    let body = TraceAnswer {
        figure: recipe.id(),
        words: recipe_words(&material, &recipe),
        recipe: recipe.to_string(),
        value: counted.map(|counted| counted.value),
        of: whole.map(|whole| whole.value),
        base: recipe.base().map(|base| base.to_string()),
        counts: recipe,
        dictionary: DictionaryOrigin {
            origin: manifest.dictionary.origin.clone(),
            version: manifest.dictionary.version.clone(),
            sha256: manifest.dictionary.sha256.clone(),
        },
        word_forms: manifest.words.clone(),
        sources: manifest
            .sources
            .iter()
            .map(|source| SourceHash {
                name: source.name.clone(),
                label: source.label.clone(),
                sha256: source.sha256.clone(),
            })
            .collect(),
        total_rows: rows.len() as u64,
        rows: {
            let mut rows = rows;
            rows.truncate(options.limit.unwrap_or(DEFAULT_ROWS));
            rows
        },
    };
    Ok(Answer::new("trace", open.title(), body).within(&selection))
}

/// Reads the `provenance.json` of a report; `report` is its folder, or a page of it.
pub(super) fn provenance(report: &Path) -> Result<(PathBuf, Provenance), PipelineError> {
    // An address that a reader copies names a page: `reports/demo/index.html`, `reports/demo/lists/f-....html`.
    let folders = report
        .ancestors()
        .take(3)
        .filter(|f| !f.as_os_str().is_empty());
    let found = folders.map(|f| f.join(PROVENANCE)).find(|f| f.is_file());
    let path = found.unwrap_or_else(|| report.join(PROVENANCE));
    let bytes = std::fs::read(&path).map_err(|e| StoreError::io(&path, &e))?;
    let read = Provenance::read(&bytes).map_err(|e| StoreError::File {
        path: path.clone(),
        what: format!(
            "{e}: it is no provenance of a report that this version writes; make the report again"
        ),
    })?;
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    Ok((folder, read))
}

fn in_report(open: &Open, report: &Path, id: &str) -> Result<(Recipe, Selection), PipelineError> {
    let (folder, provenance) = provenance(report)?;
    let found = provenance.figures.iter().find(|f| f.figure.as_str() == id);
    let Some(found) = found else {
        return Err(unknown(id, Some(folder)));
    };
    let origin = &provenance.origin;
    let within = origin.within.as_ref().map(|scope| scope.name.as_str());
    let selection = subcorpus::select(open, origin.inclusion, within)?;
    Ok((found.counts.clone(), selection))
}

fn in_corpus(
    open: &Open,
    selection: &Selection,
    id: &str,
    lang: Lang,
    progress: &dyn Progress,
) -> Result<(Recipe, Selection), PipelineError> {
    let find = |selection: &Selection| -> Result<Option<Recipe>, PipelineError> {
        progress.check()?;
        let made = in_memory(open, lang, selection)?;
        let found = made.figures.iter().find(|f| f.id.as_str() == id);
        Ok(found.map(|f| f.recipe.clone()))
    };
    progress.stage("trace", None);
    if let Some(recipe) = find(selection)? {
        return Ok((recipe, selection.clone()));
    }
    if selection.within.is_none() {
        for part in open.corpus.config.subcorpus.iter() {
            let name = part.name.get_ref();
            let part = subcorpus::select(open, selection.inclusion, Some(name))?;
            if let Some(recipe) = find(&part)? {
                return Ok((recipe, part));
            }
        }
    }
    Err(unknown(id, None))
}

fn unknown(id: &str, report: Option<PathBuf>) -> PipelineError {
    let id = id.to_string();
    UsageError::UnknownFigure { id, report }.into()
}

fn row(record: Option<String>, what: &str, origin: &Origin) -> TraceRow {
    TraceRow {
        record,
        what: what.to_string(),
        source: origin.source.to_string(),
        file: origin.file.to_string(),
        place: origin.place.to_string(),
    }
}

fn record_row(open: &Open, ordinal: u32) -> Result<TraceRow, PipelineError> {
    let record = &open.records()?[ordinal as usize];
    Ok(row(
        Some(record.id.clone()),
        record.kind.name(),
        &record.origin,
    ))
}

fn vote_rows(open: &Open, votes: &[usize]) -> Result<Vec<TraceRow>, PipelineError> {
    let all = open.votes()?;
    let rows = votes.iter().map(|at| {
        let vote = &all[*at].0;
        row(Some(vote.record.clone()), "vote", &vote.origin)
    });
    Ok(rows.collect())
}

fn journal_rows(open: &Open, recipe: &JournalRecipe) -> Result<Vec<TraceRow>, PipelineError> {
    if let JournalRecipe::Warnings(kind) = recipe {
        let warnings = open.warnings()?.iter().filter(|w| w.0 == *kind);
        return Ok(warnings.map(|w| row(None, "warning", &w.1)).collect());
    }
    let counts = |found: &&crate::store::ReadImport| match recipe {
        JournalRecipe::SourceRows(None) => true,
        JournalRecipe::SourceRows(Some(outcome)) => found.outcome == outcome.name(),
        JournalRecipe::Refused { reason, what } => {
            found.outcome == RowOutcome::Refused.name()
                && found.reason.as_deref().unwrap_or("") == reason
                && found.what == *what
        }
        JournalRecipe::Warnings(_) => false,
    };
    let rows = open.imports()?.iter().filter(counts);
    Ok(rows
        .map(|r| row(r.record.clone(), &r.what, &r.origin))
        .collect())
}

impl Tabular for TraceAnswer {
    fn header(&self) -> Vec<String> {
        header(&self.table())
    }

    fn rows(&self) -> Vec<Vec<String>> {
        plain_rows(&self.table())
    }

    fn summary(&self) -> Vec<String> {
        let of = match (&self.of, &self.base) {
            (Some(of), Some(base)) => format!(" of {of} ({base})"),
            _ => String::new(),
        };
        let value = self
            .value
            .map_or_else(|| "–".to_string(), |n| n.to_string());
        let dictionary = &self.dictionary;
        let mut lines = vec![
            format!("{}: {value}{of}", self.figure),
            format!("recipe: {}", self.recipe),
            format!("in words: {}", self.words),
            format!(
                "dictionary: {} {}, SHA-256 {}",
                dictionary.origin, dictionary.version, dictionary.sha256
            ),
            format!("words: {}", self.word_forms),
        ];
        let sources = self.sources.iter();
        lines.extend(
            sources.map(|s| format!("source {} ({}): SHA-256 {}", s.name, s.label, s.sha256)),
        );
        lines
    }

    fn footer(&self) -> Vec<String> {
        let shown = self.rows.len() as u64;
        match shown < self.total_rows {
            true => vec![format!(
                "{shown} of {} rows shown: --limit N shows more",
                self.total_rows
            )],
            false => vec![format!("rows: {}", self.total_rows)],
        }
    }
}

impl Exported for TraceAnswer {
    fn table(&self) -> Table {
        let rows = &self.rows;
        Table::new(vec![
            ("record", texts(rows, |r| r.record.clone())),
            ("what", texts(rows, |r| Some(r.what.clone()))),
            ("source", texts(rows, |r| Some(r.source.clone()))),
            ("file", texts(rows, |r| Some(r.file.clone()))),
            ("place", texts(rows, |r| Some(r.place.clone()))),
        ])
    }
}
