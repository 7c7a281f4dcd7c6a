//! Reads the files of sources into one journal, and tallies each source.

use super::PipelineError;
use super::recorder::record;
use super::sources::Source;
use crate::ingest::{
    Imported, Importer, Journal, Limits, comparable_name, members, read_as, read_by, recognise,
    refuse_unread,
};
use crate::model::{
    AuthorKey, Kind, Organisers, Origin, Outcome, Place, Progress, Refusal, RowKind, Sink,
    SourceSpec, Warning, WarningKind,
};
use crate::store::{Corpus, Replaces};
use std::borrow::Cow;
use std::ops::Range;

/// What became of one source.
pub(super) struct SourceTally {
    pub name: String,
    pub label: String,
    pub format: String,
    pub rows: u64,
    pub imported: u64,
    pub merged: u64,
    pub refused: u64,
    pub warnings: u64,
    /// Rows that are contributions, or forms, whose answers are contributions in their row.
    pub contributions: u64,
    /// Of them, those whose id is in an earlier source with other content.
    pub conflicts: u64,
}

/// Reads all files of all sources into a journal: an older export after the one that replaces it. The
/// tallies are in the order of the sources.
pub(super) fn import(
    sources: &[Source],
    replaces: &Replaces,
    key: &AuthorKey,
    journal: Journal,
    progress: &dyn Progress,
) -> Result<(Imported, Vec<SourceTally>), PipelineError> {
    let total = sources.iter().map(|s| s.paths.len() as u64).sum();
    progress.stage("import", Some(total));
    let specs: Vec<&SourceSpec> = sources.iter().map(|s| &s.spec).collect();
    let (journal, parts) = record(journal, sources.len(), |recorder| {
        let mut reading = None;
        for (at, older) in replaces.order(&specs) {
            let source = &sources[at];
            let name = &source.spec.name;
            if older && reading != Some(name) {
                recorder.end_older();
                recorder.begin_older(name, replaces.family(name));
            } else if !older {
                recorder.end_older();
            }
            reading = Some(name);
            recorder.begin_source();
            read(source, replaces.family(name), key, recorder, progress)?;
            recorder.end_source(at);
        }
        Ok(())
    })?;
    let during = journal.lengths().1;
    let mut imported = journal.finish();
    let not_found = key.organisers().not_found().into_iter();
    imported.warnings.extend(not_found.map(unknown_organiser));
    let tallies = sources
        .iter()
        .zip(parts)
        .map(|(source, part)| tally(source, &imported, part, during))
        .collect();
    Ok((imported, tallies))
}

/// The organiser's names in `corpus.toml`, as they are compared with authors' names.
pub(super) fn organisers(corpus: &Corpus) -> Organisers {
    let names = corpus.organiser_names();
    Organisers::new(names.map(|(name, line)| (comparable_name(name), line)))
}

/// A warning of a name of the organiser that no author has; the name itself is not shown.
fn unknown_organiser(line: u32) -> Warning {
    Warning {
        kind: WarningKind::UnknownOrganiser,
        origin: Origin {
            source: "".into(),
            file: "corpus.toml".into(),
            place: Place::Line(line),
        },
        message:
            "this name of [organiser] is that of no author of the sources: write it as the source \
                  prints it"
                .to_string(),
    }
}

/// Reads the files of a source. In a source set to `auto` each file is read as what it is.
fn read(
    source: &Source,
    name: &str,
    key: &AuthorKey,
    sink: &mut dyn Sink,
    progress: &dyn Progress,
) -> Result<(), PipelineError> {
    for (file, path) in source.info.files.iter().zip(&source.paths) {
        for member in members(&file.path, path, Limits::default())? {
            progress.check()?;
            match (member, &source.own) {
                (Ok(file), Some(own)) => {
                    read_by(&own.platform, &file, &source.spec, name, key, sink);
                }
                (Ok(file), None) => {
                    let found = recognise(&file);
                    let family = family(found, source, name);
                    read_as(&file, found, &source.spec, &family, key, sink);
                }
                (Err(unread), _) => refuse_unread(unread, &source.spec, sink),
            }
        }
        progress.advance(1);
    }
    Ok(())
}

/// The name that the ids of a file begin with. Where a source holds files of several platforms, each has its
/// own numbers: those that are not of the source's first format bear their format's name as well.
fn family<'f>(
    found: Option<&'static dyn Importer>,
    source: &Source,
    family: &'f str,
) -> Cow<'f, str> {
    if source.spec.format != "auto" {
        return Cow::Borrowed(family);
    }
    match found.map(|i| i.name()) {
        Some(format) if format != source.info.format => Cow::Owned(format!("{family}-{format}")),
        _ => Cow::Borrowed(family),
    }
}

/// `during`: how many warnings were given while files were read.
fn tally(
    source: &Source,
    imported: &Imported,
    (rows, warnings): (Range<usize>, Range<usize>),
    during: usize,
) -> SourceTally {
    let rows = &imported.rows[rows];
    let count = |f: fn(&Outcome) -> bool| rows.iter().filter(|r| f(&r.outcome)).count() as u64;
    let contributions = rows.iter().filter(|r| match r.what {
        RowKind::Record(kind) => kind.is_contribution() || kind == Kind::Reply,
        _ => false,
    });
    let conflicts = contributions
        .clone()
        .filter(|r| r.outcome == Outcome::Refused(Refusal::Conflict))
        .count() as u64;
    // Warnings about the whole (missing parents) come after all sources and name theirs.
    let late = imported.warnings[during..]
        .iter()
        .filter(|w| source.holds(&w.origin))
        .count();
    SourceTally {
        name: source.info.name.clone(),
        label: source.info.label.clone(),
        format: source.info.format.clone(),
        rows: rows.len() as u64,
        imported: count(|o| matches!(o, Outcome::Imported(_))),
        merged: count(|o| matches!(o, Outcome::Merged(_))),
        refused: count(|o| matches!(o, Outcome::Refused(_))),
        warnings: (warnings.len() + late) as u64,
        contributions: contributions.count() as u64,
        conflicts,
    }
}
