//! `check`: what the sources hold, what would be imported and what not. Writes nothing.

use super::answer::header;
use super::groups::{self, WarningGroup};
use super::import::{SourceTally, import, organisers};
use super::sources::{Source, all_unchanged, sources};
use super::stages::{IMPORT, import_key};
use super::table::{counts, texts};
use super::{Answer, Exported, PipelineError, Tabular};
use crate::ingest::{ByKind, Imported, Journal};
use crate::locale::rfc3339;
use crate::model::{Kind, Origin, Progress, Record};
use crate::store::write::plain_rows;
use crate::store::{self, Column, Corpus, Replaces, Table, current_build, passing_key};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What became of one source. `imported + merged + refused == rows`.
#[derive(Clone, Debug, Serialize)]
pub struct CheckRow {
    /// The source's name.
    pub source: String,
    /// The file's or folder's name.
    pub file: String,
    /// The format that it was read as.
    pub format: String,
    /// Source rows.
    pub rows: u64,
    /// Rows kept as records or votes.
    pub imported: u64,
    /// Rows with the same content as one kept before.
    pub merged: u64,
    /// Rows not kept.
    pub refused: u64,
    /// Warnings.
    pub warnings: u64,
}

/// How an older export differs from the one that replaces it.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceRow {
    /// The newer source's name.
    pub source: String,
    /// The older source's name.
    pub replaces: String,
    /// What the newer one alone holds, by kind; a listed vote is a `vote`.
    pub new: ByKind,
    /// What both hold and says something else now: its text, title, side, section, parent, date or
    /// moderation. Counters are not compared.
    pub changed: ByKind,
    /// What the older one alone holds: kept, marked and counted nowhere by default.
    pub gone: ByKind,
    /// What both hold and says the same.
    pub same: ByKind,
}

/// What changed in the sources since a build.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Since {
    /// The build's number.
    pub build: u64,
    /// Records that the build does not have, by kind.
    pub new: ByKind,
    /// Records that say something else in the build.
    pub changed: ByKind,
    /// Records of the build that no source holds any more.
    pub gone: ByKind,
}

/// A record as `check --full` lists it.
#[derive(Clone, Debug, Serialize)]
pub struct RecordRow {
    /// Its id.
    pub id: String,
    /// Its number as the platform prints it.
    pub number: String,
    /// Its kind.
    pub kind: Kind,
    /// The id of what it answers.
    pub parent: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// RFC 3339 with the Paris offset.
    pub published_at: Option<String>,
    /// `favourable`, `against`, `mixed`, `unknown` (an argument of unknown side), or null.
    pub stance: Option<&'static str>,
    /// Whether its own row says that it was set aside.
    pub moderated: bool,
    /// Whether who runs the consultation wrote it; null where its source does not say.
    pub organiser: Option<bool>,
    /// Whether a newer export holds it no more.
    pub gone: bool,
}

/// A record as `new` shows it, so that a wrong column is seen at once.
#[derive(Clone, Debug)]
pub struct SampleRecord {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The first 80 characters of its body.
    pub body: String,
    /// Its section.
    pub section: Option<String>,
    /// RFC 3339 with the Paris offset.
    pub published_at: Option<String>,
    /// The declared side.
    pub stance: Option<&'static str>,
}

/// The answer of `check`.
#[derive(Clone, Debug, Serialize)]
pub struct CheckAnswer {
    /// One row a source.
    pub rows: Vec<CheckRow>,
    /// Warnings by kind.
    pub warnings: Vec<WarningGroup>,
    /// Refused rows by reason.
    pub refused: Vec<WarningGroup>,
    /// Records by kind.
    pub by_kind: BTreeMap<&'static str, u64>,
    /// Records and votes that the organiser set aside, by their own rows.
    pub moderated: u64,
    /// How each older export differs from the source that replaces it.
    pub differences: Vec<DifferenceRow>,
    /// What changed in the sources since the current build; null where there is no build.
    pub since_build: Option<Since>,
    /// Every record, with `--full`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub records: Option<Vec<RecordRow>>,
    /// The first records of each table, for `new` and `add`; in no JSON.
    #[serde(skip)]
    pub samples: Vec<SampleRecord>,
    /// Columns of texts that no key of a mapping reads, for `new` and `add`; in no JSON.
    #[serde(skip)]
    pub unread: Vec<String>,
    /// How the columns of each table are read, for `new` and `add`; in no JSON.
    #[serde(skip)]
    pub columns: Vec<ColumnCounts>,
}

/// How many columns of a table are read how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnCounts {
    /// The file or folder.
    pub file: String,
    /// Columns that are fields: title, date, section ...
    pub fields: usize,
    /// Questions whose answers are contributions.
    pub open: usize,
    /// Questions whose choices are counted, however many columns each has.
    pub closed: usize,
    /// Columns that can be variables.
    pub variables: usize,
    /// Columns that are not read.
    pub set_aside: usize,
    /// Whether something is a text: a question or a field.
    pub has_texts: bool,
    /// Whether each row is an answer, whose question is in a column: those that are open are not counted here.
    pub asked: bool,
}

impl CheckAnswer {
    /// Whether everything was imported without a warning.
    pub fn clean(&self) -> bool {
        self.rows.iter().all(|r| r.refused == 0 && r.warnings == 0)
    }
}

impl Exported for CheckAnswer {
    fn table(&self) -> Table {
        let Some(records) = &self.records else {
            let rows = &self.rows;
            return Table::new(vec![
                ("source", texts(rows, |r| Some(r.source.clone()))),
                ("file", texts(rows, |r| Some(r.file.clone()))),
                ("format", texts(rows, |r| Some(r.format.clone()))),
                ("rows", counts(rows, |r| r.rows)),
                ("imported", counts(rows, |r| r.imported)),
                ("merged", counts(rows, |r| r.merged)),
                ("refused", counts(rows, |r| r.refused)),
                ("warnings", counts(rows, |r| r.warnings)),
            ]);
        };
        let moderated = records.iter().map(|r| Some(r.moderated)).collect();
        let organiser = records.iter().map(|r| r.organiser).collect();
        Table::new(vec![
            ("id", texts(records, |r| Some(r.id.clone()))),
            ("number", texts(records, |r| Some(r.number.clone()))),
            ("kind", texts(records, |r| Some(r.kind.name().to_string()))),
            ("parent", texts(records, |r| r.parent.clone())),
            ("title", texts(records, |r| r.title.clone())),
            ("published_at", texts(records, |r| r.published_at.clone())),
            ("stance", texts(records, |r| r.stance.map(str::to_string))),
            ("moderated", Column::Bool(moderated)),
            ("organiser", Column::Bool(organiser)),
        ])
    }
}

impl Tabular for CheckAnswer {
    fn header(&self) -> Vec<String> {
        header(&self.table())
    }

    fn rows(&self) -> Vec<Vec<String>> {
        plain_rows(&self.table())
    }

    fn footer(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let kinds: Vec<String> = self
            .by_kind
            .iter()
            .map(|(kind, n)| format!("{kind} {n}"))
            .collect();
        lines.push(format!("records: {}", kinds.join(", ")));
        if self.moderated > 0 {
            lines.push(format!(
                "moderated: {} (set aside by their own rows)",
                self.moderated
            ));
        }
        for d in &self.differences {
            lines.push(format!("{} replaces {}:", d.source, d.replaces));
            lines.extend(changes(&[
                ("new", &d.new),
                ("changed", &d.changed),
                ("gone", &d.gone),
                ("same", &d.same),
            ]));
        }
        if let Some(since) = &self.since_build {
            let parts = [
                ("new", &since.new),
                ("changed", &since.changed),
                ("gone", &since.gone),
            ];
            let changes = changes(&parts);
            if changes.is_empty() {
                lines.push(format!("nothing changed since build {}", since.build));
            } else {
                lines.push(format!("since build {}:", since.build));
                lines.extend(changes);
            }
        }
        for (name, groups) in [("refused", &self.refused), ("warning", &self.warnings)] {
            for group in groups {
                lines.push(format!("{name}: {} ({})", group.kind, group.count));
                lines.extend(group.lines.iter().map(|line| format!("  {line}")));
            }
        }
        lines
    }
}

/// Checks a corpus.
pub fn check(
    root: &Path,
    full: bool,
    progress: &dyn Progress,
) -> Result<Answer<CheckAnswer>, PipelineError> {
    let corpus = Corpus::open(root)?;
    let sources = sources(&corpus, progress)?;
    let journal = if full {
        Journal::new()
    } else {
        Journal::without_texts()
    };
    let (imported, tallies) = import(
        &sources,
        &corpus.replaces,
        &passing_key().with_organisers(organisers(&corpus)),
        journal,
        progress,
    )?;
    all_unchanged(&sources)?;
    let since_build = since_build(&corpus, &sources, &imported);
    let title = corpus
        .config
        .title
        .clone()
        .or_else(|| sources.first().map(|s| s.info.label.clone()))
        .unwrap_or_else(|| corpus.name());
    let mut body = answer(imported, tallies, &corpus.replaces, &|_| true, full);
    body.since_build = since_build;
    Ok(Answer::new("check", title, body))
}

/// What changed since the current build of a corpus; `None` where there is none or it cannot be read, which
/// the next build mends.
fn since_build(corpus: &Corpus, sources: &[Source], imported: &Imported) -> Option<Since> {
    let (manifest, path) = current_build(&corpus.root)?;
    let mut since = Since {
        build: manifest.build,
        ..Since::default()
    };
    if manifest.stages.get(IMPORT) == Some(&import_key(corpus, sources)) {
        return Some(since);
    }
    let files = store::BuildFiles::open(&path, &manifest).ok()?;
    let built = store::read_contents(&files).ok()?;
    let mut built: FxHashMap<String, (Kind, u64)> = built
        .into_iter()
        .map(|(id, kind, content)| (id, (kind, content)))
        .collect();
    let count = |by: &mut ByKind, kind: Kind| *by.entry(kind.name()).or_insert(0) += 1;
    for record in imported.records.iter().filter(|r| !r.moderation.gone) {
        match built.remove(&record.id) {
            None => count(&mut since.new, record.kind),
            Some((_, content)) if content != record.content => {
                count(&mut since.changed, record.kind);
            }
            Some(_) => {}
        }
    }
    for (kind, _) in built.into_values() {
        count(&mut since.gone, kind);
    }
    Some(since)
}

/// The answer for what was imported; `only` picks the places that it is about.
pub(super) fn answer(
    imported: Imported,
    tallies: Vec<SourceTally>,
    replaces: &Replaces,
    only: &dyn Fn(&Origin) -> bool,
    full: bool,
) -> CheckAnswer {
    let warnings = imported.warnings.iter().filter(|w| only(&w.origin));
    let warnings = groups::warnings(warnings);
    let rows = imported.rows.iter().filter(|r| only(&r.origin));
    let refused = groups::refusals(rows);
    let votes = imported
        .votes
        .iter()
        .filter(|v| only(&v.0.origin) && v.0.moderation.is_by_its_row());
    let records = || imported.records.iter().filter(|r| only(&r.origin));
    let moderated = votes.count() + records().filter(|r| r.moderation.is_by_its_row()).count();
    let differences = imported
        .differences
        .iter()
        .map(|d| DifferenceRow {
            source: replaces.newer(&d.older).unwrap_or_default().to_string(),
            replaces: d.older.clone(),
            new: d.new.clone(),
            changed: d.changed.clone(),
            gone: d.gone.clone(),
            same: d.same.clone(),
        })
        .collect();
    let mut by_kind = BTreeMap::new();
    for record in records().filter(|r| !r.moderation.gone) {
        *by_kind.entry(record.kind.name()).or_insert(0) += 1;
    }
    CheckAnswer {
        rows: tallies
            .into_iter()
            .map(|t| CheckRow {
                source: t.name,
                file: t.label,
                format: t.format,
                rows: t.rows,
                imported: t.imported,
                merged: t.merged,
                refused: t.refused,
                warnings: t.warnings,
            })
            .collect(),
        warnings,
        refused,
        by_kind,
        moderated: moderated as u64,
        differences,
        since_build: None,
        records: full.then(|| records().map(record_row).collect()),
        samples: Vec::new(),
        unread: Vec::new(),
        columns: Vec::new(),
    }
}

/// One line for each part that is not empty: `  new: argument 3, proposal 1`.
fn changes(parts: &[(&str, &ByKind)]) -> Vec<String> {
    let filled = parts.iter().filter(|(_, by)| !by.is_empty());
    filled
        .map(|(name, by)| {
            let kinds: Vec<String> = by.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
            format!("  {name}: {}", kinds.join(", "))
        })
        .collect()
}

fn record_row(record: &Record) -> RecordRow {
    RecordRow {
        id: record.id.clone(),
        number: record.platform_number().unwrap_or("").to_string(),
        kind: record.kind,
        parent: record.parent.clone(),
        title: Some(record.title.clone()).filter(|t| !t.is_empty()),
        published_at: record.published_at.map(rfc3339),
        stance: match (record.kind, record.declared) {
            (_, Some(side)) => Some(side.name()),
            (Kind::Argument, None) => Some("unknown"),
            _ => None,
        },
        moderated: record.moderation.is_by_its_row(),
        organiser: record.organiser,
        gone: record.moderation.gone,
    }
}
