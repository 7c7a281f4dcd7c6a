//! `palabre evaluate`.

use super::Session;
use crate::cli::args::{Evaluate, Format, TableArgs};
use crate::cli::output;
use crate::pipeline::{self, PipelineError};
use std::path::Path;

pub fn run(session: &Session, what: &Evaluate) -> Result<u8, PipelineError> {
    match what {
        Evaluate::Themes {
            corpus,
            errors,
            table,
        } => themes(session, corpus, *errors, table),
        Evaluate::Search { corpus, table } => search(session, corpus, table),
    }
}

fn search(session: &Session, corpus: &Path, table: &TableArgs) -> Result<u8, PipelineError> {
    output::check(corpus, table)?;
    let (open, selection) = session.open(corpus)?;
    let answer = pipeline::evaluate_search(&open, &selection)?;
    output::give(corpus, table, &answer, session.common.format)?;
    Ok(0)
}

fn themes(
    session: &Session,
    corpus: &Path,
    errors: bool,
    table: &TableArgs,
) -> Result<u8, PipelineError> {
    output::check(corpus, table)?;
    let (open, selection) = session.open(corpus)?;
    let mut answer = pipeline::evaluate(&open, &selection)?;
    if !errors {
        answer.body.dev_errors.clear();
    }
    output::give(corpus, table, &answer, session.common.format)?;
    if errors && session.common.format == Format::Table {
        let mut text = String::new();
        for (theme, ids) in &answer.body.dev_errors {
            text.push_str(&format!("{theme}: {}\n", ids.join(" ")));
        }
        output::write(&text)?;
    }
    Ok(0)
}
