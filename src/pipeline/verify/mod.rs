//! `verify`: a report held against its corpus. Its sources are hashed anew, each figure is counted anew from its recipe,
//! each quotation is looked up in its record, and each file is compared with the one that the corpus gives today.

mod files;
mod page;
mod sources;

use super::answer::header;
use super::report::{in_memory, material, write_all};
use super::table::texts;
use super::trace::provenance;
use super::{Answer, Exported, Open, PipelineError, Selection, Tabular, subcorpus};
use crate::model::{Inclusion, Progress, Recipe};
use crate::report::{PROVENANCE, Provenance, Scope};
use crate::store::write::{begin_folder, plain_rows};
use crate::store::{Corpus, StoreError, Table};
use crate::tally::evaluate;
use serde::Serialize;
use std::path::Path;

/// What kind of thing differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// The version of the program that made the report.
    Version,
    /// A source, or a file of one.
    Source,
    /// The dictionary of themes.
    Dictionary,
    /// The sub-corpus of the report.
    Subcorpus,
    /// A number.
    Figure,
    /// A quotation.
    Quotation,
    /// A cell of a table.
    Cell,
    /// A file of the report: it is absent, foreign, or has other bytes.
    File,
}

impl DifferenceKind {
    /// Its name in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            DifferenceKind::Version => "version",
            DifferenceKind::Source => "source",
            DifferenceKind::Dictionary => "dictionary",
            DifferenceKind::Subcorpus => "subcorpus",
            DifferenceKind::Figure => "figure",
            DifferenceKind::Quotation => "quotation",
            DifferenceKind::Cell => "cell",
            DifferenceKind::File => "file",
        }
    }
}

/// Something in a report that its corpus does not give.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    /// What kind of thing.
    pub kind: DifferenceKind,
    /// The file of the report, or of the source.
    pub file: String,
    /// Which thing in it: a figure's id, a record's passage, the row and column of a cell, a byte.
    pub at: String,
    /// What the report says.
    pub printed: Option<String>,
    /// What the corpus gives.
    pub recomputed: Option<String>,
}

/// The answer of `verify`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VerifyAnswer {
    /// Whether nothing differs.
    pub verified: bool,
    /// The program's version that made the report.
    pub made_by: String,
    /// Source files hashed.
    pub source_files: u64,
    /// Figures counted anew.
    pub figures: u64,
    /// Numbers of pages compared with their figures.
    pub numbers: u64,
    /// Quotations of pages compared with their records.
    pub quotations: u64,
    /// Files of the report compared with those that the corpus gives.
    pub files: u64,
    /// What could not be compared, and why; absent where that is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What differs, by kind, file and place.
    pub rows: Vec<Difference>,
}

/// Holds a report against its corpus.
///
/// Nothing is believed that was known before: every source file is hashed, and the build is made of the sources anew,
/// whatever was built before. Where a source has changed, the figures are those of today.
///
/// # Errors
/// Where the report or the corpus cannot be read. What differs is no error.
pub fn verify(
    root: &Path,
    report: &Path,
    progress: &dyn Progress,
) -> Result<Answer<VerifyAnswer>, PipelineError> {
    let (folder, stated) = provenance(report)?;
    let corpus = Corpus::open(root)?;
    let mut found: Vec<Difference> = Vec::new();
    let source_files = sources::compare(&corpus, &stated, progress, &mut found)?;
    let open = Open::anew(root, progress)?;
    let (selection, note) = selection(&open, &stated, &mut found)?;
    sources::compare_dictionary(&open, &stated, &mut found);
    progress.stage("verify", None);
    figures(&open, &stated, &selection, &mut found)?;
    // The report that the corpus gives today, in a folder of its own that goes with this command.
    let lang = stated.origin.lang;
    let made = in_memory(&open, lang, &selection)?;
    let place = open.corpus.root.join(".palabre/verify");
    let new = begin_folder(&place).map_err(|e| StoreError::io(&place, &e))?;
    write_all(&made, new.path(), progress)?;
    let compared = files::compare(&open, &made, &folder, new.path(), &mut found)?;
    if stated.origin.palabre != open.manifest.palabre {
        // Another version may write other pages: that they differ is then no proof that somebody changed them, and that
        // they are right cannot be said.
        found.push(Difference {
            kind: DifferenceKind::Version,
            file: PROVENANCE.to_string(),
            at: "palabre".to_string(),
            printed: Some(stated.origin.palabre.clone()),
            recomputed: Some(open.manifest.palabre.clone()),
        });
    }
    let notes: Vec<String> = note.into_iter().collect();
    found.sort();
    found.dedup();
    let body = VerifyAnswer {
        verified: found.is_empty(),
        made_by: stated.origin.palabre.clone(),
        source_files,
        figures: stated.figures.len() as u64,
        numbers: compared.numbers,
        quotations: compared.quotations,
        files: compared.files,
        notes,
        rows: found,
    };
    Ok(Answer::new("verify", open.title(), body).within(&selection))
}

/// What the report looked at. Where its sub-corpus is no more, or has another query, that is said, and what is counted
/// is the sub-corpus as it is now, or all.
fn selection(
    open: &Open,
    stated: &Provenance,
    found: &mut Vec<Difference>,
) -> Result<(Selection, Option<String>), PipelineError> {
    let inclusion: Inclusion = stated.origin.inclusion;
    let Some(scope) = &stated.origin.within else {
        return Ok((inclusion.into(), None));
    };
    let known = open.corpus.config.subcorpus.iter();
    let known = known
        .map(|s| s.name.get_ref())
        .any(|name| *name == scope.name);
    if !known {
        found.push(other_scope(scope, None));
        let note = format!(
            "the sub-corpus {} is not in corpus.toml: all records were counted",
            scope.name
        );
        return Ok((inclusion.into(), Some(note)));
    }
    let selection = subcorpus::select(open, inclusion, Some(&scope.name))?;
    if let Some(within) = selection.within.as_ref().filter(|w| w.query != scope.query) {
        found.push(other_scope(scope, Some(&within.query)));
    }
    Ok((selection, None))
}

fn other_scope(scope: &Scope, now: Option<&str>) -> Difference {
    Difference {
        kind: DifferenceKind::Subcorpus,
        file: "corpus.toml".to_string(),
        at: scope.name.clone(),
        printed: Some(scope.query.clone()),
        recomputed: now.map(str::to_string),
    }
}

/// Counts each figure anew from its recipe.
fn figures(
    open: &Open,
    stated: &Provenance,
    selection: &Selection,
    found: &mut Vec<Difference>,
) -> Result<(), PipelineError> {
    let material = material(open, stated.origin.lang, selection)?;
    let ids = material.dictionary.ids();
    let evaluator = material.evaluator(&ids);
    for figure in &stated.figures {
        let mut differs = |at: String, printed: Option<String>, recomputed: Option<String>| {
            found.push(Difference {
                kind: DifferenceKind::Figure,
                file: PROVENANCE.to_string(),
                at,
                printed,
                recomputed,
            });
        };
        let recipe = figure.counts.to_string();
        if recipe != figure.recipe || figure.counts.id() != figure.figure {
            differs(
                figure.figure.to_string(),
                Some(figure.recipe.clone()),
                Some(recipe),
            );
            continue;
        }
        // A recipe that cannot be counted any more, as of a theme that is gone, gives nothing.
        let count = |recipe: &Recipe| {
            evaluate(recipe, &evaluator, material.imports, material.warnings).unwrap_or_default()
        };
        let counted = count(&figure.counts);
        let value = counted.as_ref().map(|c| c.value);
        if value != Some(figure.value) {
            let shown = value.map(|n| n.to_string());
            differs(
                figure.figure.to_string(),
                Some(figure.value.to_string()),
                shown,
            );
        }
        if let Some(of) = figure.of {
            let whole = figure.counts.base().and_then(|base| count(&base));
            let whole = whole.map(|c| c.value);
            if whole != Some(of) {
                let at = format!("{}, base", figure.figure);
                differs(at, Some(of.to_string()), whole.map(|n| n.to_string()));
            }
        }
        if let Some(stated) = &figure.rows_blake3 {
            let rows = counted.and_then(|c| material.rows_hash(&c.rows));
            if rows.as_ref() != Some(stated) {
                let at = format!("{}, rows", figure.figure);
                differs(at, Some(stated.clone()), rows);
            }
        }
    }
    Ok(())
}

impl Tabular for VerifyAnswer {
    fn header(&self) -> Vec<String> {
        header(&self.table())
    }

    fn rows(&self) -> Vec<Vec<String>> {
        plain_rows(&self.table())
    }

    fn summary(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "source files: {}; figures: {}; numbers in pages: {}; quotations: {}; files: {}",
            self.source_files, self.figures, self.numbers, self.quotations, self.files
        )];
        lines.extend(self.notes.clone());
        lines
    }

    fn lines(&self) -> Option<Vec<String>> {
        // Where nothing differs there is no table.
        self.rows.is_empty().then(Vec::new)
    }

    fn footer(&self) -> Vec<String> {
        vec![match self.rows.len() {
            0 => "verified: nothing differs".to_string(),
            1 => "NOT VERIFIED: 1 difference".to_string(),
            n => format!("NOT VERIFIED: {n} differences"),
        }]
    }
}

impl Exported for VerifyAnswer {
    fn table(&self) -> Table {
        let rows = &self.rows;
        Table::new(vec![
            ("kind", texts(rows, |r| Some(r.kind.name().to_string()))),
            ("file", texts(rows, |r| Some(r.file.clone()))),
            ("at", texts(rows, |r| Some(r.at.clone()))),
            ("printed", texts(rows, |r| r.printed.clone())),
            ("recomputed", texts(rows, |r| r.recomputed.clone())),
        ])
    }
}
