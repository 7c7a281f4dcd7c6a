//! The forms of the corpus. The tokens on the way are shared with the stages behind it.

use super::super::PipelineError;
use super::super::analyse;
use super::run::{Run, Wanted, Words};
use super::stage::{Stage, hash};
use crate::store::{self, files};
use crate::text::words_version;
use std::path::Path;

/// The version of the lexicon's layout.
const LAYOUT: &str = "lexicon 2";

pub(super) fn stage<'c>() -> Stage<Wanted<'c>, Run<'c>> {
    Stage {
        name: "analyse",
        key: |_| hash([LAYOUT, &words_version()]),
        inputs: &[files::RECORDS, files::TEXTS],
        outputs: &[files::LEXICON],
        run,
    }
}

fn run(run: &mut Run<'_>, folder: &Path) -> Result<(), PipelineError> {
    let (analysed, lexicon) = analyse::analyse(run.records()?, run.progress)?;
    let words = run.share_words(Words { analysed, lexicon });
    let path = folder.join(files::LEXICON);
    Ok(store::write_flat(&path, words.lexicon.as_bytes())?)
}
