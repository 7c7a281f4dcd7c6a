//! Reads the files of sources into one journal, and tallies each source.

use super::PipelineError;
use super::sources::Source;
use crate::ingest::{Imported, Journal, Limits, members, read_file, refuse_unread};
use crate::model::{AuthorKey, Kind, Outcome, Progress};

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
    /// Rows that are contributions.
    pub contributions: u64,
    /// Of them, those whose id stands in an earlier source with other content.
    pub conflicts: u64,
}

/// Reads all files of all sources, in order.
pub(super) fn import(
    sources: &[Source],
    key: &AuthorKey,
    progress: &dyn Progress,
) -> Result<(Imported, Vec<SourceTally>), PipelineError> {
    let total = sources.iter().map(|s| s.paths.len() as u64).sum();
    progress.stage("import", Some(total));
    let mut journal = Journal::new();
    let mut ends = Vec::with_capacity(sources.len());
    for source in sources {
        // In a source set to `auto` each file is read as what it is.
        for (file, path) in source.info.files.iter().zip(&source.paths) {
            for member in members(&file.path, path, Limits::default())? {
                progress.check()?;
                match member {
                    Ok(file) => read_file(&file, &source.spec, key, &mut journal),
                    Err(unread) => refuse_unread(unread, &source.spec, &mut journal),
                }
            }
            progress.advance(1);
        }
        ends.push(journal.lengths());
    }
    let imported = journal.finish();
    let mut tallies = Vec::with_capacity(sources.len());
    let (mut rows_at, mut warnings_at) = (0, 0);
    let during = ends.last().map_or(0, |e| e.1);
    for (source, (rows_end, warnings_end)) in sources.iter().zip(ends) {
        let rows = &imported.rows[rows_at..rows_end];
        let count = |f: fn(&Outcome) -> bool| rows.iter().filter(|r| f(&r.outcome)).count() as u64;
        let contributions = rows
            .iter()
            .filter(|r| Kind::from_name(r.what).is_some_and(Kind::is_contribution));
        let conflicts = contributions
            .clone()
            .filter(|r| r.outcome == Outcome::Refused("conflict"))
            .count() as u64;
        let contributions = contributions.count() as u64;
        // Warnings about the whole (missing parents) come after all sources and name theirs.
        let late = imported.warnings[during..]
            .iter()
            .filter(|w| source.holds(&w.origin))
            .count();
        tallies.push(SourceTally {
            name: source.info.name.clone(),
            label: source.info.label.clone(),
            format: source.info.format.clone(),
            rows: rows.len() as u64,
            imported: count(|o| matches!(o, Outcome::Imported(_))),
            merged: count(|o| matches!(o, Outcome::Merged(_))),
            refused: count(|o| matches!(o, Outcome::Refused(_))),
            warnings: (warnings_end - warnings_at + late) as u64,
            contributions,
            conflicts,
        });
        (rows_at, warnings_at) = (rows_end, warnings_end);
    }
    Ok((imported, tallies))
}
