//! The full-text index: the postings of all forms.

use super::super::PipelineError;
use super::run::{Run, Wanted};
use super::stage::{Stage, hash};
use crate::index::write_index;
use crate::store::files;
use std::path::Path;

/// The version of the index's schema and shards.
const LAYOUT: &str = "index 1";

pub(super) fn stage<'c>() -> Stage<Wanted<'c>, Run<'c>> {
    Stage {
        name: "index",
        key: |_| hash([LAYOUT]),
        inputs: &[files::TEXTS, files::LEXICON],
        outputs: &[files::INDEX],
        run,
    }
}

fn run(run: &mut Run<'_>, folder: &Path) -> Result<(), PipelineError> {
    let analysed = &run.words()?.analysed;
    run.progress.stage("index", Some(analysed.len() as u64));
    Ok(write_index(
        &folder.join(files::INDEX),
        analysed,
        run.progress,
    )?)
}
