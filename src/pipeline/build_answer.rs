//! `build`: brings the build of a corpus up to date and says what was done.

use super::PipelineError;
use super::dictionary::title;
use super::ensure::{Built, ensure};
use super::stages::IMPORT;
use super::timing::{StageTiming, Timed};
use crate::model::Progress;
use crate::store::{self, Corpus, current_build};
use serde::Serialize;
use std::path::Path;

/// What `build` did.
#[derive(Clone, Debug, Serialize)]
pub struct BuildAnswer {
    /// The current build's number.
    pub build: u64,
    /// Whether sources were read again.
    pub imported: bool,
    /// Whether themes were marked again.
    pub annotated: bool,
    /// Records in the build.
    pub records: u64,
    /// Source rows accounted for.
    pub rows: u64,
    /// Its stages, with `--timings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timings: Option<Vec<StageTiming>>,
}

impl super::Tabular for BuildAnswer {
    fn footer(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for t in self.timings.iter().flatten() {
            let peak = t
                .peak_mib
                .map_or_else(|| "?".to_string(), |m| m.to_string());
            let cpu = t
                .cpu_seconds
                .map_or_else(|| "?".to_string(), |s| format!("{s:.2}"));
            lines.push(format!(
                "{:<8} {:>9.3} s {cpu:>8} s cpu {:>10.1} MB {:>9.1} MB/s   peak {peak} MiB",
                t.stage,
                t.seconds,
                t.bytes as f64 / 1e6,
                t.mb_per_second
            ));
        }
        lines
    }

    fn header(&self) -> Vec<String> {
        ["build", "imported", "annotated", "records", "rows"]
            .map(str::to_string)
            .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.build.to_string(),
            self.imported.to_string(),
            self.annotated.to_string(),
            self.records.to_string(),
            self.rows.to_string(),
        ]]
    }
}

/// Builds what is absent or stale and says what it did.
pub fn build(
    root: &Path,
    timings: bool,
    progress: &dyn Progress,
) -> Result<super::Answer<BuildAnswer>, PipelineError> {
    let corpus = Corpus::open(root)?;
    let before = current_build(root).map(|b| b.0);
    let timed = Timed::new(progress);
    let Built { manifest, files } = ensure(&corpus, &timed)?;
    timed.close();
    if let Some(warning) = store::exposed_key(root) {
        progress.note(&warning);
    }
    let texts = store::TextStore::open(&files)?;
    let sources = manifest.sources.iter().flat_map(|s| &s.files);
    let bytes = sources.map(|f| f.bytes).sum();
    let body = BuildAnswer {
        build: manifest.build,
        imported: before
            .as_ref()
            .is_none_or(|b| b.stages.get(IMPORT) != manifest.stages.get(IMPORT)),
        annotated: before.as_ref().is_none_or(|b| b.build != manifest.build),
        records: u64::from(texts.len()),
        rows: store::read_imports(&files)?.len() as u64,
        timings: match timings {
            true => Some(timed.finish(bytes, texts.bytes()?)),
            false => None,
        },
    };
    Ok(super::Answer::new("build", title(&corpus, &manifest), body))
}
