//! `palabre evaluate`.

use super::Session;
use crate::cli::args::{Evaluate, Format};
use crate::cli::output;
use crate::pipeline::{self, PipelineError};

pub fn run(session: &Session, what: Evaluate) -> Result<u8, PipelineError> {
    let Evaluate::Themes { corpus, errors } = what;
    let (open, selection) = session.open(&corpus)?;
    let mut answer = pipeline::evaluate(&open, &selection)?;
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
