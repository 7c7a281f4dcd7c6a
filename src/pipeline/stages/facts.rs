//! The facts of records as columns of numbers, for filters, facets and counts.

use super::super::PipelineError;
use super::run::{Run, Wanted};
use super::stage::{Stage, hash};
use crate::locale::paris_day;
use crate::model::Facts;
use crate::store::{self, files};
use crate::text::{Flags, Token};
use std::path::Path;

/// The version of the layout of facts: with another one they are made anew from the tables.
const LAYOUT: &str = "facts 1";

pub(super) fn stage<'c>() -> Stage<Wanted<'c>, Run<'c>> {
    Stage {
        name: "facts",
        key: |_| hash([LAYOUT]),
        inputs: &[files::RECORDS, files::TEXTS, files::VOTES, files::LEXICON],
        outputs: &[files::FACTS],
        run,
    }
}

fn run(run: &mut Run<'_>, folder: &Path) -> Result<(), PipelineError> {
    let (words, records, votes) = (run.words()?, run.records()?, run.votes()?);
    run.progress.stage("facts", None);
    let counts: Vec<[u32; 2]> = words
        .analysed
        .iter()
        .map(|a| [count(&a.title), count(&a.body)])
        .collect();
    let facts = Facts::bytes(records, votes, &counts, paris_day);
    Ok(store::write_flat(&folder.join(files::FACTS), &facts)?)
}

/// How many words a text has, those of addresses aside.
fn count(tokens: &[Token]) -> u32 {
    let words = tokens.iter().filter(|t| !t.flags.has(Flags::LINK));
    words.count() as u32
}
