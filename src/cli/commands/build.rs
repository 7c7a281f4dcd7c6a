//! `palabre build`.

use super::Session;
use crate::cli::output;
use crate::pipeline::{self, PipelineError};
use std::path::Path;

pub(super) fn run(session: &Session, corpus: &Path, timings: bool) -> Result<u8, PipelineError> {
    let answer = pipeline::build(corpus, timings, &session.progress)?;
    output::print(&answer, session.common.format)?;
    Ok(0)
}
