//! `palabre stances`.

use super::Session;
use crate::cli::args::TableArgs;
use crate::cli::output;
use crate::pipeline::{self, PipelineError};
use std::path::Path;

pub(super) fn run(
    session: &Session,
    corpus: &Path,
    by: &[String],
    table: &TableArgs,
) -> Result<u8, PipelineError> {
    output::check(corpus, table)?;
    let (open, selection) = session.open(corpus)?;
    let by = open.dimensions(by)?;
    let answer = pipeline::stances(&open, &selection, &by)?;
    output::give(corpus, table, &answer, session.common.format)?;
    Ok(0)
}
