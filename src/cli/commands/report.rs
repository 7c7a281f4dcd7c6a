//! `palabre report`.

use super::Session;
use crate::cli::output;
use crate::pipeline::{self, Open, PipelineError, ReportOptions};
use std::path::{Path, PathBuf};

pub fn run(session: &Session, corpus: &Path, out: Option<&Path>) -> Result<u8, PipelineError> {
    let open = Open::corpus(corpus, &session.progress)?;
    let options = ReportOptions {
        lang: session.lang,
        moderated: session.moderated,
        out: out.map(PathBuf::from),
    };
    let answer = pipeline::report(&open, &options, &session.progress)?;
    output::print(&answer, session.common.format)?;
    Ok(0)
}
