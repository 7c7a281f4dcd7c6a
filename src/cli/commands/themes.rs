//! `palabre themes`.

use super::Session;
use crate::cli::args::TableArgs;
use crate::cli::output::{self, say};
use crate::pipeline::{self, PipelineError, searched_kinds};
use std::path::Path;

pub(super) fn run(
    session: &Session,
    corpus: &Path,
    (write, forms): (bool, bool),
    kind: &[String],
    table: &TableArgs,
) -> Result<u8, PipelineError> {
    if write {
        let path = pipeline::write_dictionary(corpus)?;
        if !session.common.quiet {
            say!("palabre: wrote {}", path.display());
        }
        return Ok(0);
    }
    output::check(corpus, table)?;
    let kinds = searched_kinds(kind)?;
    let (open, mut selection) = session.open(corpus)?;
    selection.search_kinds(kinds);
    let answer = match forms {
        true => pipeline::themes_with_forms(&open, &selection, session.lang)?,
        false => pipeline::themes(&open, &selection, session.lang)?,
    };
    output::give(corpus, table, &answer, session.common.format)?;
    Ok(0)
}
