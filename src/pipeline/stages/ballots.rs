//! Listed votes as columns of numbers, for counts.

use super::super::PipelineError;
use super::run::{Run, Wanted};
use super::stage::{Stage, hash};
use crate::model::Ballots;
use crate::store::{self, files};
use std::path::Path;

/// The version of the layout of ballots.
const LAYOUT: &str = "ballots 1";

pub(super) fn stage<'c>() -> Stage<Wanted<'c>, Run<'c>> {
    Stage {
        name: "ballots",
        key: |_| hash([LAYOUT]),
        inputs: &[files::RECORDS, files::VOTES],
        outputs: &[files::BALLOTS],
        run,
    }
}

fn run(run: &mut Run<'_>, folder: &Path) -> Result<(), PipelineError> {
    let bytes = Ballots::bytes(run.records()?, run.votes()?);
    Ok(store::write_flat(&folder.join(files::BALLOTS), &bytes)?)
}
