//! `palabre check`.

use super::Session;
use crate::cli::args::TableArgs;
use crate::cli::output;
use crate::pipeline::{self, PipelineError};
use std::path::Path;

pub fn run(
    session: &Session,
    corpus: &Path,
    full: bool,
    table: &TableArgs,
) -> Result<u8, PipelineError> {
    output::check(corpus, table)?;
    let answer = pipeline::check(corpus, full, &session.progress)?;
    output::give(corpus, table, &answer, session.common.format)?;
    Ok(u8::from(session.common.strict && !answer.body.clean()))
}
