//! `palabre new` and `palabre add`.

use super::Session;
use crate::cli::output;
use crate::pipeline::{self, Added, NewOptions, PipelineError};
use std::path::{Path, PathBuf};

pub fn new(
    session: &Session,
    dir: &Path,
    files: &[PathBuf],
    title: Option<String>,
    copy: bool,
) -> Result<u8, PipelineError> {
    let options = NewOptions { title, copy };
    let answer = pipeline::create(dir, files, &options, &session.progress)?;
    finish(session, &answer, dir)
}

pub fn add(
    session: &Session,
    corpus: &Path,
    files: &[PathBuf],
    copy: bool,
) -> Result<u8, PipelineError> {
    let answer = pipeline::add(corpus, files, copy, &session.progress)?;
    finish(session, &answer, corpus)
}

fn finish(session: &Session, answer: &Added, corpus: &Path) -> Result<u8, PipelineError> {
    output::print(answer, session.common.format)?;
    if !session.common.quiet {
        for row in &answer.body.rows {
            if row.imported + row.merged == 0 {
                eprintln!(
                    "palabre: warning: every row of {} was refused; see: palabre check {}",
                    row.file,
                    corpus.display()
                );
            }
        }
        eprintln!("palabre: next: palabre report {}", corpus.display());
    }
    Ok(u8::from(session.common.strict && !answer.body.clean()))
}
