//! `trace`: a figure led back to its source rows, with its recipe in words, its dictionary and its parameters.

use super::answer::header;
use super::report::{in_memory, material};
use super::table::texts;
use super::{Answer, Exported, Open, PipelineError, Selection, Tabular, UsageError, subcorpus};
use crate::locale::Lang;
use crate::model::{
    CorpusRecipe, Count, FigureId, JournalRecipe, Origin, Progress, Recipe, RowOutcome,
};
use crate::report::{DictionaryOrigin, PROVENANCE, Provenance, recipe_words};
use crate::store::write::plain_rows;
use crate::store::{SourceInfo, StoreError, Table};
use crate::tally::evaluate;
use serde::Serialize;
use std::collections::BTreeSet;
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
    /// What the reader should know: what the report that was named says otherwise; absent where that is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
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
    let asked = match &named.report {
        Some(report) => in_report(open, report, &named.id)?,
        None => in_corpus(open, selection, &named.id, options.lang, progress)?,
    };
    let Asked {
        recipe,
        selection,
        shared,
        stated,
    } = asked;
    let material = material(open, options.lang, &selection)?;
    let ids = material.dictionary.ids();
    let evaluator = material.evaluator(&ids);
    let counted = evaluate(&recipe, &evaluator, material.imports, material.warnings)?;
    // A base is given where the report gives the share, and nowhere else: other counts are parts of nothing.
    let base = recipe.base().filter(|_| shared);
    let whole = match &base {
        Some(base) => evaluate(base, &evaluator, material.imports, material.warnings)?,
        None => None,
    };
    let rows = match &recipe {
        Recipe::Journal(recipe) => journal_rows(open, recipe)?,
        Recipe::Corpus(counts) => match evaluator.votes_behind(counts)? {
            Some(votes) => vote_rows(open, counts, &votes)?,
            None => {
                let rows = counted.iter().flat_map(|c| c.rows.iter());
                rows.map(|o| record_row(open, o))
                    .collect::<Result<_, _>>()?
            }
        },
    };
    let value = counted.map(|counted| counted.value);
    let notes = stated.map_or_else(Vec::new, |stated| notes(open, &stated, &named.id, value));
    let manifest = &open.manifest;
    let body = TraceAnswer {
        figure: recipe.id(),
        words: recipe_words(&material, &recipe),
        recipe: recipe.to_string(),
        value,
        of: whole.map(|whole| whole.value),
        base: base.map(|base| base.to_string()),
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
        notes,
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
    let bytes = std::fs::read(&path).map_err(|e| match path.is_file() {
        true => StoreError::io(&path, &e),
        false => StoreError::File {
            path: path.clone(),
            what: "no such file: this is no folder of a report, or of one that `palabre report` has to make again"
                .to_string(),
        },
    })?;
    let read = Provenance::read(&bytes).map_err(|e| StoreError::File {
        path: path.clone(),
        what: format!(
            "{e}: it is no provenance of a report that this version writes; make the report again"
        ),
    })?;
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
    Ok((folder, read))
}

/// A figure that was found.
struct Asked {
    recipe: Recipe,
    selection: Selection,
    /// Whether the report gives its share.
    shared: bool,
    /// What the report says, where one was named.
    stated: Option<Provenance>,
}

fn in_report(open: &Open, report: &Path, id: &str) -> Result<Asked, PipelineError> {
    let (folder, provenance) = provenance(report)?;
    let found = provenance.figures.iter().find(|f| f.figure.as_str() == id);
    let Some(found) = found else {
        return Err(unknown(id, Some(folder)));
    };
    if found.counts.id() != found.figure {
        return Err(StoreError::File {
            path: folder.join(PROVENANCE),
            what: format!(
                "the recipe of {id} is that of {}: the file was changed; make the report again",
                found.counts.id()
            ),
        }
        .into());
    }
    let origin = &provenance.origin;
    let within = origin.within.as_ref().map(|scope| scope.name.as_str());
    Ok(Asked {
        recipe: found.counts.clone(),
        selection: subcorpus::select(open, origin.inclusion, within)?,
        shared: found.of.is_some(),
        stated: Some(provenance),
    })
}

/// What a report says otherwise than its corpus does now.
fn notes(open: &Open, stated: &Provenance, id: &str, value: Option<u64>) -> Vec<String> {
    let mut notes = Vec::new();
    let figure = stated.figures.iter().find(|f| f.figure.as_str() == id);
    if let Some(figure) = figure.filter(|f| Some(f.value) != value) {
        notes.push(format!(
            "the report says {}, and the corpus gives another number now",
            figure.value
        ));
    }
    let hashes = |sources: &[SourceInfo]| -> Vec<String> {
        sources.iter().map(|s| s.sha256.clone()).collect()
    };
    if hashes(&stated.origin.sources) != hashes(&open.manifest.sources) {
        notes.push("the report was made of other sources than the corpus has now".to_string());
    }
    if stated.origin.dictionary.sha256 != open.manifest.dictionary.sha256 {
        notes.push(
            "the report was made with another dictionary than the corpus has now".to_string(),
        );
    }
    notes
}

fn in_corpus(
    open: &Open,
    selection: &Selection,
    id: &str,
    lang: Lang,
    progress: &dyn Progress,
) -> Result<Asked, PipelineError> {
    let find = |selection: &Selection| -> Result<Option<Asked>, PipelineError> {
        progress.check()?;
        let made = in_memory(open, lang, selection)?;
        let found = made.figures.iter().find(|f| f.id.as_str() == id);
        Ok(found.map(|figure| Asked {
            recipe: figure.recipe.clone(),
            selection: selection.clone(),
            shared: figure.counted.of.is_some(),
            stated: None,
        }))
    };
    progress.stage("trace", None);
    if let Some(asked) = find(selection)? {
        return Ok(asked);
    }
    if selection.within.is_none() {
        for part in open.corpus.config.subcorpus.iter() {
            let name = part.name.get_ref();
            let part = subcorpus::select(open, selection.inclusion, Some(name))?;
            if let Some(asked) = find(&part)? {
                return Ok(asked);
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

/// The rows of votes; of the forms that answer a closed question each row once.
fn vote_rows(
    open: &Open,
    recipe: &CorpusRecipe,
    votes: &[usize],
) -> Result<Vec<TraceRow>, PipelineError> {
    let all = open.votes()?;
    let mut seen = BTreeSet::new();
    let forms = matches!(recipe.count, Count::Forms | Count::Respondents);
    let rows = votes.iter().map(|at| &all[*at].0);
    let rows = rows.filter(|vote| !forms || seen.insert(&vote.origin));
    Ok(rows
        .map(|vote| row(Some(vote.record.clone()), "vote", &vote.origin))
        .collect())
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
        let notes = self.notes.iter().map(|note| format!("note: {note}"));
        let mut lines: Vec<String> = notes.collect();
        lines.push(match shown < self.total_rows {
            true => format!(
                "{shown} of {} rows shown: --limit N shows more",
                self.total_rows
            ),
            false => format!("rows: {}", self.total_rows),
        });
        lines
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
