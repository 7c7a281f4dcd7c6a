//! `palabre report`.

use super::Session;
use crate::cli::output;
use crate::pipeline::{self, PipelineError, ReportOptions};
use std::path::{Path, PathBuf};

pub fn run(session: &Session, corpus: &Path, out: Option<&Path>) -> Result<u8, PipelineError> {
    // What cannot be written is refused before anything is built.
    pipeline::check_report_folder(corpus, session.common.within.as_deref(), out)?;
    let (open, selection) = session.open(corpus)?;
    let options = ReportOptions {
        lang: session.lang,
        selection,
        out: out.map(PathBuf::from),
    };
    let answer = pipeline::report(&open, &options, &session.progress)?;
    output::print(&answer, session.common.format)?;
    Ok(0)
}
