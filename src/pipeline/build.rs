//! The stages of a build: import, tables, analysis, index, themes; and the keys of what each depends on.

use super::PipelineError;
use super::analyse;
use super::import::import;
use super::sources::Source;
use crate::annotate::themes::{Dictionary, Marker};
use crate::index::write_index;
use crate::ingest::{Imported, comparable_name};
use crate::locale::paris_day;
use crate::model::{
    Ballots, Facts, ListedVote, MappedField, Mapping, Progress, Record, RecordThemes, Span,
};
use crate::store::{self, BuildDir, Corpus, Manifest, ThemeHit, VERSION, files};
use crate::text::{Analysed, Flags, Lexicon, Token};
use rayon::prelude::*;

/// Imports the sources, writes the tables and what is derived from them.
pub(super) fn import_and_index(
    read: &[Source],
    replaces: &store::Replaces,
    key: &crate::model::AuthorKey,
    dir: &BuildDir,
    manifest: &mut Manifest,
    progress: &dyn Progress,
) -> Result<(Vec<Record>, Vec<Analysed>, Lexicon), PipelineError> {
    let journal = crate::ingest::Journal::new();
    let (imported, _) = import(read, replaces, key, journal, progress)?;
    manifest.consultations = imported.consultations.clone();
    manifest.masked = imported.masked;
    manifest.anonymous = imported.anonymous;
    write_tables(&imported, dir)?;
    // What the tables alone need is not kept while the index is built.
    drop((imported.rows, imported.warnings));
    let records = imported.records;
    let (analysed, lexicon) = derive(&records, &imported.votes, dir, progress)?;
    Ok((records, analysed, lexicon))
}

/// Writes the tables of an import, at once where there are several threads: none depends on another.
fn write_tables(imported: &Imported, dir: &BuildDir) -> Result<(), PipelineError> {
    let at = |name: &str| dir.path.join(name);
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

/// What is made of the tables: facts, index, forms; with the tokens on the way.
pub(super) fn derive(
    records: &[Record],
    votes: &[ListedVote],
    dir: &BuildDir,
    progress: &dyn Progress,
) -> Result<(Vec<Analysed>, Lexicon), PipelineError> {
    let at = |name: &str| dir.path.join(name);
    let (analysed, lexicon) = analyse::analyse(records, progress)?;
    let words: Vec<[u32; 2]> = analysed
        .iter()
        .map(|a| [words(&a.title), words(&a.body)])
        .collect();
    let facts = Facts::bytes(records, votes, &words, paris_day);
    store::write_flat(&at(files::FACTS), &facts)?;
    store::write_flat(&at(files::BALLOTS), &Ballots::bytes(records, votes))?;
    progress.stage("index", Some(records.len() as u64));
    write_index(&at(files::INDEX), &analysed, progress)?;
    store::write_flat(&at(files::LEXICON), lexicon.as_bytes())?;
    Ok((analysed, lexicon))
}

/// Marks the themes of all records, and writes their occurrences and the themes of each record.
pub(super) fn write_themes(
    dir: &BuildDir,
    dictionary: &Dictionary,
    records: &[Record],
    analysed: &[Analysed],
    lexicon: &Lexicon,
    progress: &dyn Progress,
) -> Result<(), PipelineError> {
    let hits = mark(dictionary, records, analysed, lexicon, progress)?;
    let ids = dictionary.ids();
    store::theme_hits_table(&hits, &ids).write_parquet(&dir.path.join(files::THEMES))?;
    let found = hits
        .iter()
        .map(|h| (h.ordinal, h.theme, u32::from(h.span.is_some())));
    let rows = RecordThemes::build(records.len() as u32, ids.len(), found)
        .map_err(|e| PipelineError::Usage(format!("the dictionary: {e}")))?;
    store::write_flat(&dir.path.join(files::THEME_ROWS), &rows.bytes())?;
    Ok(())
}

fn mark(
    dictionary: &Dictionary,
    records: &[Record],
    analysed: &[Analysed],
    lexicon: &Lexicon,
    progress: &dyn Progress,
) -> Result<Vec<ThemeHit>, PipelineError> {
    progress.stage("themes", Some(records.len() as u64));
    let marker = Marker::new(dictionary, lexicon);
    let marked: Vec<_> = records
        .par_iter()
        .zip(analysed)
        .map(|(record, tokens)| {
            progress.check()?;
            progress.advance(1);
            Ok(marker.mark(record.ordinal, tokens))
        })
        .collect::<Result<_, PipelineError>>()?;
    let mut hits = Vec::new();
    for (record, found) in records.iter().zip(marked) {
        for (theme, occurrences) in found {
            let mut push = |span: Option<Span>| {
                hits.push(ThemeHit {
                    ordinal: record.ordinal,
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

/// What records, lexicon and index depend on.
pub(super) fn import_key(corpus: &Corpus, sources: &[Source]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(&VERSION.to_string());
    add(env!("CARGO_PKG_VERSION"));
    // Tables do not depend on words. Older builds had their stemmer's name here: with it their tables stay current.
    add("rust-stemmers 1.2.0 (Snowball French)");
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

/// How many words a text has, those of addresses aside.
fn words(tokens: &[Token]) -> u32 {
    let words = tokens.iter().filter(|t| !t.flags.has(Flags::LINK));
    words.count() as u32
}

/// What themes depend on besides: the dictionary, by its SHA-256.
pub(super) fn annotate_key(import_key: &str, dictionary: &str) -> String {
    blake3::hash(format!("{import_key}{dictionary}").as_bytes())
        .to_hex()
        .to_string()
}
