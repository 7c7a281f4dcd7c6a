//! `palabre themes`.

use super::Session;
use crate::cli::output;
use crate::pipeline::{self, PipelineError};
use std::path::Path;

pub fn run(session: &Session, corpus: &Path, write: bool) -> Result<u8, PipelineError> {
    if write {
        let path = pipeline::write_dictionary(corpus)?;
        if !session.common.quiet {
            eprintln!("palabre: wrote {}", path.display());
        }
        return Ok(0);
    }
    let (open, selection) = session.open(corpus)?;
    let answer = pipeline::themes(&open, &selection, session.lang)?;
    output::print(&answer, session.common.format)?;
    Ok(0)
}
