//! `palabre trace`.

use super::Session;
use crate::cli::args::TableArgs;
use crate::cli::output;
use crate::pipeline::{self, PipelineError, TraceOptions};
use std::path::Path;

pub(super) fn run(
    session: &Session,
    corpus: &Path,
    figure: &str,
    limit: Option<usize>,
    table: &TableArgs,
) -> Result<u8, PipelineError> {
    output::check(corpus, table)?;
    let (open, selection) = session.open(corpus)?;
    let options = TraceOptions {
        figure: figure.to_string(),
        lang: session.lang,
        // A file holds all rows unless somebody says how many.
        limit: limit.or(table.out.as_ref().map(|_| usize::MAX)),
    };
    let answer = pipeline::trace(&open, &selection, &options, &session.progress)?;
    output::give(corpus, table, &answer, session.common.format)?;
    Ok(0)
}
