//! `palabre check`.

use super::Session;
use crate::cli::output;
use crate::pipeline::{self, PipelineError};
use std::path::Path;

pub fn run(session: &Session, corpus: &Path, full: bool) -> Result<u8, PipelineError> {
    let answer = pipeline::check(corpus, full, &session.progress)?;
    output::print(&answer, session.common.format)?;
    Ok(u8::from(session.common.strict && !answer.body.clean()))
}
