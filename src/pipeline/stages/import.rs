//! The tables of a corpus, from its sources.

use super::super::PipelineError;
use super::super::import::import;
use super::super::sources::Source;
use super::run::{Run, Summary, Wanted};
use super::stage::Stage;
use crate::ingest::{Imported, Journal, comparable_name};
use crate::model::{MappedField, Mapping};
use crate::store::{self, Corpus, VERSION, files};
use std::path::Path;

/// The name of the stage.
pub(in crate::pipeline) const IMPORT: &str = "import";

pub(super) fn stage<'c>() -> Stage<Wanted<'c>, Run<'c>> {
    Stage {
        name: IMPORT,
        key: |wanted| key(wanted.corpus, &wanted.sources),
        inputs: &[],
        outputs: &[
            files::RECORDS,
            files::TEXTS,
            files::VOTES,
            files::IMPORTS,
            files::WARNINGS,
        ],
        run,
    }
}

fn run(run: &mut Run<'_>, folder: &Path) -> Result<(), PipelineError> {
    let journal = Journal::new();
    let (imported, _) = import(run.sources, run.replaces, &run.key, journal, run.progress)?;
    write_tables(&imported, folder)?;
    run.summary = Summary {
        consultations: imported.consultations,
        masked: imported.masked,
        anonymous: imported.anonymous,
    };
    run.share_import(imported.records, imported.votes);
    Ok(())
}

/// Writes the tables of an import, at once where there are several threads: none depends on another.
fn write_tables(imported: &Imported, folder: &Path) -> Result<(), PipelineError> {
    let at = |name: &str| folder.join(name);
    let records = &imported.records;
    let texts = || store::write_texts(&at(files::TEXTS), records, |r| [&r.id, &r.title, &r.body]);
    let others = || {
        store::records_table(records).write_parquet(&at(files::RECORDS))?;
        store::imports_table(&imported.rows).write_parquet(&at(files::IMPORTS))?;
        store::votes_table(&imported.votes).write_parquet(&at(files::VOTES))?;
        store::warnings_table(&imported.warnings).write_parquet(&at(files::WARNINGS))
    };
    let (texts, others) = rayon::join(texts, others);
    texts?;
    Ok(others?)
}

/// What the tables depend on.
pub(in crate::pipeline) fn key(corpus: &Corpus, sources: &[Source]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(&VERSION.to_string());
    add(env!("CARGO_PKG_VERSION"));
    for (name, _) in corpus.organiser_names() {
        add("organiser");
        add(&comparable_name(name));
    }
    for source in sources {
        add(&source.info.name);
        add(source.spec.replaces.as_deref().unwrap_or(""));
        add(&source.spec.format);
        add(&source.info.format);
        add(&source.info.label);
        add(&source.info.sha256);
        if let Some(own) = &source.own {
            add("spec");
            add(&own.sha256);
        }
        for (key, columns) in source.spec.mapping.iter().flat_map(|m| m.columns()) {
            add(key);
            columns.into_iter().for_each(&mut add);
            let field = MappedField::from_name(key);
            let mapping = source.spec.mapping.as_ref().zip(field);
            for (said, words) in mapping.map_or_else(Vec::new, |(m, f)| m.words(f)) {
                add(said);
                words.iter().for_each(|word| add(word));
            }
        }
        let mapping = source.spec.mapping.as_ref();
        if let Some(questions) = mapping.and_then(Mapping::questions) {
            // Separators, sides, and the words of questions that are no columns.
            add(&serde_json::to_string(questions).unwrap_or_default());
        }
        for (name, column) in &source.spec.variables {
            add("variable");
            add(name);
            add(column);
        }
    }
    hasher.finalize().to_hex().to_string()
}
