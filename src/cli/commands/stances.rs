//! `palabre stances`.

use super::Session;
use crate::cli::args::TableArgs;
use crate::cli::output;
use crate::pipeline::{self, PipelineError};
use crate::tally::Dimension;
use std::path::Path;

pub fn run(
    session: &Session,
    corpus: &Path,
    by: &[String],
    table: &TableArgs,
) -> Result<u8, PipelineError> {
    let by = by
        .iter()
        .map(|name| {
            Dimension::from_name(name).ok_or_else(|| {
                PipelineError::Usage(format!(
                    "--by {name}: known are theme, section, month, contribution"
                ))
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    output::check(corpus, table)?;
    let (open, selection) = session.open(corpus)?;
    let answer = pipeline::stances(&open, &selection, &by)?;
    output::give(corpus, table, &answer, session.common.format)?;
    Ok(0)
}
