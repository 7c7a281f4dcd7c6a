//! `palabre evaluate`.

use super::Session;
use crate::cli::args::{Evaluate, Format};
use crate::cli::output;
use crate::pipeline::{self, Open, PipelineError};
use std::path::Path;

pub fn run(session: &Session, what: Evaluate) -> Result<u8, PipelineError> {
    match what {
        Evaluate::Themes { corpus, errors } => themes(session, &corpus, errors),
        Evaluate::Search { corpus } => search(session, &corpus),
    }
}

fn search(session: &Session, corpus: &Path) -> Result<u8, PipelineError> {
    let open = Open::corpus(corpus, &session.progress)?;
    let answer = pipeline::evaluate_search(&open, session.moderated)?;
    output::print(&answer, session.common.format)?;
    Ok(0)
}

fn themes(session: &Session, corpus: &Path, errors: bool) -> Result<u8, PipelineError> {
    let open = Open::corpus(corpus, &session.progress)?;
    let mut answer = pipeline::evaluate(&open)?;
    if !errors {
        answer.body.dev_errors.clear();
    }
    output::print(&answer, session.common.format)?;
    if errors && session.common.format == Format::Table {
        let mut text = String::new();
        for (theme, ids) in &answer.body.dev_errors {
            text.push_str(&format!("{theme}: {}\n", ids.join(" ")));
        }
        output::write(&text)?;
    }
    Ok(0)
}
