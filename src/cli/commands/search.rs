//! `palabre search`.

use super::Session;
use crate::cli::output;
use crate::pipeline::{self, PipelineError, SearchOptions};
use std::path::Path;

pub fn run(
    session: &Session,
    corpus: &Path,
    query: &[String],
    count: bool,
    limit: usize,
    save: Option<&str>,
) -> Result<u8, PipelineError> {
    let query = query.join(" ");
    // A query that cannot be understood, or not be kept, is told before anything is built.
    crate::text::parse(&query)?;
    if let Some(name) = save {
        pipeline::may_save(corpus, name)?;
    }
    let (open, selection) = session.open(corpus)?;
    if count {
        let answer = pipeline::count(&open, &query, &selection)?;
        output::print(&answer, session.common.format)?;
    } else {
        let options = SearchOptions { selection, limit };
        let answer = pipeline::search(&open, &query, &options)?;
        output::print(&answer, session.common.format)?;
    }
    if let Some(name) = save {
        let written = pipeline::save(corpus, name, &query)?;
        if !session.common.quiet {
            let path = corpus.join("corpus.toml");
            eprintln!("palabre: wrote into {}:\n{written}", path.display());
            eprintln!(
                "palabre: next: palabre themes {} --in {name}",
                corpus.display()
            );
        }
    }
    Ok(0)
}

/// `--compare A,B`.
pub fn compare(
    session: &Session,
    corpus: &Path,
    query: &[String],
    names: &[String],
) -> Result<u8, PipelineError> {
    let query = query.join(" ");
    crate::text::parse(&query)?;
    let [a, b] = pipeline::compare_parts(corpus, names)?;
    let (open, selection) = session.open(corpus)?;
    let answer = pipeline::compare(&open, &query, [&a, &b], &selection)?;
    output::print(&answer, session.common.format)?;
    Ok(0)
}
