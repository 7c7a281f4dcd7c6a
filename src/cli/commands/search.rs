//! `palabre search`.

use super::Session;
use crate::cli::output;
use crate::pipeline::{self, Open, PipelineError, SearchOptions};
use std::path::Path;

pub fn run(
    session: &Session,
    corpus: &Path,
    query: &[String],
    count: bool,
    limit: usize,
) -> Result<u8, PipelineError> {
    let query = query.join(" ");
    // A query that cannot be understood is told before anything is built.
    crate::text::parse(&query)?;
    let open = Open::corpus(corpus, &session.progress)?;
    if count {
        let answer = pipeline::count(&open, &query, session.moderated)?;
        output::print(&answer, session.common.format)?;
    } else {
        let options = SearchOptions {
            moderated: session.moderated,
            limit,
        };
        let answer = pipeline::search(&open, &query, &options)?;
        output::print(&answer, session.common.format)?;
    }
    Ok(0)
}
