//! `build`: import, analyse, index, annotate; only what changed, published at once.

use super::PipelineError;
use super::analyse;
use super::dictionary::title;
use super::ensure::{Built, ensure};
use super::import::import;
use super::sources::Source;
use super::timing::{StageTiming, Timed};
use crate::annotate::themes::{Dictionary, Marker};
use crate::index::write_index;
use crate::locale::paris_day;
use crate::model::{AuthorId, Facts, Progress, Record, RecordThemes, Span, Vote};
use crate::store::{self, BuildDir, Corpus, Manifest, ThemeHit, VERSION, current_build, files};
use crate::text::{Analysed, Lexicon, STEMMER_VERSION};
use rayon::prelude::*;
use serde::Serialize;
use std::path::Path;

/// What `build` did.
#[derive(Clone, Debug, Serialize)]
pub struct BuildAnswer {
    /// The current build's number.
    pub build: u64,
    /// Whether sources were read again.
    pub imported: bool,
    /// Whether themes were marked again.
    pub annotated: bool,
    /// Records in the build.
    pub records: u64,
    /// Source rows accounted for.
    pub rows: u64,
    /// Its stages, with `--timings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timings: Option<Vec<StageTiming>>,
}

impl super::Tabular for BuildAnswer {
    fn footer(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for t in self.timings.iter().flatten() {
            let peak = t
                .peak_mib
                .map_or_else(|| "?".to_string(), |m| m.to_string());
            lines.push(format!(
                "{:<8} {:>9.3} s {:>10.1} MB {:>9.1} MB/s   peak {peak} MiB",
                t.stage,
                t.seconds,
                t.bytes as f64 / 1e6,
                t.mb_per_second
            ));
        }
        lines
    }

    fn header(&self) -> Vec<String> {
        ["build", "imported", "annotated", "records", "rows"]
            .map(str::to_string)
            .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.build.to_string(),
            self.imported.to_string(),
            self.annotated.to_string(),
            self.records.to_string(),
            self.rows.to_string(),
        ]]
    }
}

/// Builds what is absent or stale and says what it did.
pub fn build(
    root: &Path,
    timings: bool,
    progress: &dyn Progress,
) -> Result<super::Answer<BuildAnswer>, PipelineError> {
    let corpus = Corpus::open(root)?;
    let before = current_build(root).map(|b| b.0);
    let timed = Timed::new(progress);
    let Built { manifest, files } = ensure(&corpus, &timed)?;
    timed.close();
    if let Some(warning) = store::exposed_key(root) {
        progress.note(&warning);
    }
    let texts = store::TextStore::open(&files)?;
    let sources = manifest.sources.iter().flat_map(|s| &s.files);
    let bytes = sources.map(|f| f.bytes).sum();
    let body = BuildAnswer {
        build: manifest.build,
        imported: before
            .as_ref()
            .is_none_or(|b| b.import_key != manifest.import_key),
        annotated: before.as_ref().is_none_or(|b| b.build != manifest.build),
        records: u64::from(texts.len()),
        rows: store::read_imports(&files)?.len() as u64,
        timings: match timings {
            true => Some(timed.finish(bytes, texts.bytes()?)),
            false => None,
        },
    };
    Ok(super::Answer::new("build", title(&corpus, &manifest), body))
}

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
    manifest.masked = [
        imported.masked.emails,
        imported.masked.phones,
        imported.masked.profiles,
    ];
    manifest.anonymous = imported.anonymous;
    let at = |name: &str| dir.path.join(name);
    store::records_table(&imported.records).write_parquet(&at(files::RECORDS))?;
    store::write_texts(&at(files::TEXTS), &imported.records, |r| {
        [&r.id, &r.title, &r.body]
    })?;
    store::votes_table(&imported.votes).write_parquet(&at(files::VOTES))?;
    store::imports_table(&imported.rows).write_parquet(&at(files::IMPORTS))?;
    store::warnings_table(&imported.warnings).write_parquet(&at(files::WARNINGS))?;
    let records = imported.records;
    let (analysed, lexicon) = derive(&records, &imported.votes, dir, progress)?;
    Ok((records, analysed, lexicon))
}

/// What is made of the tables: facts, index, forms; with the tokens on the way.
pub(super) fn derive(
    records: &[Record],
    votes: &[(Vote, AuthorId)],
    dir: &BuildDir,
    progress: &dyn Progress,
) -> Result<(Vec<Analysed>, Lexicon), PipelineError> {
    let at = |name: &str| dir.path.join(name);
    let (analysed, lexicon) = analyse::analyse(records, progress)?;
    let words: Vec<[u32; 2]> = analysed
        .iter()
        .map(|a| [a.title.len() as u32, a.body.len() as u32])
        .collect();
    let facts = Facts::bytes(records, votes, &words, paris_day);
    store::write_flat(&at(files::FACTS), &facts)?;
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
pub(super) fn import_key(sources: &[Source]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(&VERSION.to_string());
    add(env!("CARGO_PKG_VERSION"));
    add(STEMMER_VERSION);
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
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// What themes depend on besides: the dictionary, by its SHA-256.
pub(super) fn annotate_key(import_key: &str, dictionary: &str) -> String {
    blake3::hash(format!("{import_key}{dictionary}").as_bytes())
        .to_hex()
        .to_string()
}
