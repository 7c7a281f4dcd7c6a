//! The themes of all records: their occurrences, and the themes of each record.

use super::super::PipelineError;
use super::run::{Run, Wanted, Words};
use super::stage::{Stage, hash};
use crate::annotate::themes::{Dictionary, Marker};
use crate::model::{Progress, RecordThemes, Span};
use crate::store::{self, ThemeHit, files};
use rayon::prelude::*;
use std::path::Path;

/// The version of what themes are matched by, and of the layout of their files.
const LAYOUT: &str = "themes 1";

pub(super) fn stage<'c>() -> Stage<Wanted<'c>, Run<'c>> {
    Stage {
        name: "themes",
        key: |wanted| hash([LAYOUT, &wanted.dictionary]),
        inputs: &[files::TEXTS, files::LEXICON],
        outputs: &[files::THEMES, files::THEME_ROWS],
        run,
    }
}

fn run(run: &mut Run<'_>, folder: &Path) -> Result<(), PipelineError> {
    let words = run.words()?;
    let hits = mark(run.dictionary, words, run.progress)?;
    let ids = run.dictionary.ids();
    store::theme_hits_table(&hits, &ids).write_parquet(&folder.join(files::THEMES))?;
    let found = hits
        .iter()
        .map(|h| (h.ordinal, h.theme, u32::from(h.span.is_some())));
    // A corpus has fewer than four thousand million records.
    let rows = RecordThemes::build(words.analysed.len() as u32, ids.len(), found)
        .map_err(PipelineError::ThemeRows)?;
    store::write_flat(&folder.join(files::THEME_ROWS), &rows.bytes())?;
    Ok(())
}

fn mark(
    dictionary: &Dictionary,
    words: &Words,
    progress: &dyn Progress,
) -> Result<Vec<ThemeHit>, PipelineError> {
    progress.stage("themes", Some(words.analysed.len() as u64));
    let marker = Marker::new(dictionary, &words.lexicon);
    let marked: Vec<_> = words
        .analysed
        .par_iter()
        .enumerate()
        .map(|(ordinal, tokens)| {
            progress.check()?;
            progress.advance(1);
            Ok(marker.mark(ordinal as u32, tokens))
        })
        .collect::<Result<_, PipelineError>>()?;
    let mut hits = Vec::new();
    for (ordinal, found) in (0..).zip(marked) {
        for (theme, occurrences) in found {
            let mut push = |span: Option<Span>| {
                hits.push(ThemeHit {
                    ordinal,
                    // A dictionary has fewer than four thousand million themes.
                    theme: theme as u32,
                    span,
                });
            };
            if occurrences.is_empty() {
                push(None);
            }
            for hit in occurrences {
                push(Some(hit.span));
            }
        }
    }
    Ok(hits)
}
