//! `palabre verify`.

use super::Session;
use crate::cli::args::TableArgs;
use crate::cli::output;
use crate::pipeline::{self, PipelineError};
use std::path::Path;

/// The exit code of a report that its corpus does not give.
const DIFFERS: u8 = 3;

pub(super) fn run(
    session: &Session,
    corpus: &Path,
    report: &Path,
    table: &TableArgs,
) -> Result<u8, PipelineError> {
    output::check(corpus, table)?;
    let answer = pipeline::verify(corpus, report, &session.progress)?;
    output::give(corpus, table, &answer, session.common.format)?;
    Ok(match answer.body.verified {
        true => 0,
        false => DIFFERS,
    })
}
