//! `palabre themes`.

use super::Session;
use crate::cli::output;
use crate::pipeline::{self, Open, PipelineError};
use std::path::Path;

pub fn run(session: &Session, corpus: &Path, write: bool) -> Result<u8, PipelineError> {
    if write {
        let path = pipeline::write_dictionary(corpus)?;
        if !session.common.quiet {
            eprintln!("palabre: wrote {}", path.display());
        }
        return Ok(0);
    }
    let open = Open::corpus(corpus, &session.progress)?;
    let answer = pipeline::themes(&open, session.moderated, session.lang)?;
    output::print(&answer, session.common.format)?;
    Ok(0)
}
