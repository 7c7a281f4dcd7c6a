//! `build`: import, analyse, index, annotate; only what changed, published at once.

use super::PipelineError;
use super::analyse;
use super::dictionary::{dictionary, title};
use super::import::import;
use super::sources::{Source, sources};
use super::timing::{StageTiming, Timed};
use crate::annotate::themes::{Dictionary, Marker};
use crate::index::IndexBuilder;
use crate::locale::paris_day;
use crate::model::{Facts, Progress, Record, RecordThemes, Span};
use crate::store::{
    self, BuildDir, Corpus, DictionaryInfo, Lock, Manifest, ThemeHit, VERSION, current_build,
};
use crate::text::{Analysed, Lexicon, STEMMER_VERSION};
use rayon::prelude::*;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// The names of a build's files.
pub(super) mod files {
    pub const RECORDS: &str = "records.parquet";
    pub const TEXTS: &str = "texts.parquet";
    pub const VOTES: &str = "votes.parquet";
    pub const IMPORTS: &str = "imports.parquet";
    pub const WARNINGS: &str = "warnings.parquet";
    pub const THEMES: &str = "themes.parquet";
    pub const FACTS: &str = "facts";
    pub const THEME_ROWS: &str = "theme-rows";
    pub const INDEX: &str = "index";
    pub const LEXICON: &str = "index/lexicon";
}

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
    let (manifest, path) = ensure(&corpus, &timed)?;
    let records = store::read_records(&path.join(files::RECORDS))?;
    let sources = manifest.sources.iter().flat_map(|s| &s.files);
    let bytes = sources.map(|f| f.bytes).sum();
    let text = records
        .iter()
        .map(|r| r.title.len() + r.body.len())
        .sum::<usize>();
    let body = BuildAnswer {
        build: manifest.build,
        imported: before
            .as_ref()
            .is_none_or(|b| b.import_key != manifest.import_key),
        annotated: before.as_ref().is_none_or(|b| b.build != manifest.build),
        records: records.len() as u64,
        rows: store::read_imports(&path.join(files::IMPORTS))?.len() as u64,
        timings: timings.then(|| timed.finish(bytes, text as u64)),
    };
    Ok(super::Answer::new("build", title(&corpus, &manifest), body))
}

/// The current build of a corpus, made first where it is absent or stale.
pub fn ensure(
    corpus: &Corpus,
    progress: &dyn Progress,
) -> Result<(Manifest, PathBuf), PipelineError> {
    let read = sources(corpus, progress)?;
    let (dictionary, info) = dictionary(corpus)?;
    let import_key = import_key(&read);
    let annotate_key = annotate_key(&import_key, &info);
    let fresh = |(manifest, _): &(Manifest, PathBuf)| {
        manifest.annotate_key == annotate_key && manifest.import_key == import_key
    };
    if let Some(current) = current_build(&corpus.root).filter(fresh) {
        return Ok(current);
    }
    let lock = Lock::take(&corpus.root)?;
    // Another program may have built the same while this one waited.
    let current = current_build(&corpus.root);
    if let Some(current) = current.clone().filter(fresh) {
        return Ok(current);
    }
    let key = store::author_key(&corpus.root)?;
    let dir = BuildDir::begin(&corpus.root, &lock)?;
    let mut manifest = Manifest {
        format: VERSION,
        palabre: env!("CARGO_PKG_VERSION").to_string(),
        stemmer: STEMMER_VERSION.to_string(),
        build: dir.number,
        import_key,
        annotate_key,
        sources: read.iter().map(|s| s.info.clone()).collect(),
        dictionary: info,
        consultations: Vec::new(),
        masked: [0; 3],
        anonymous: [0; 2],
    };
    let (records, analysed, lexicon) = match current {
        Some((old, older)) if old.import_key == manifest.import_key => {
            for name in [
                files::RECORDS,
                files::TEXTS,
                files::VOTES,
                files::IMPORTS,
                files::WARNINGS,
                files::FACTS,
                files::INDEX,
            ] {
                dir.reuse(&older, name)?;
            }
            manifest.consultations = old.consultations;
            manifest.masked = old.masked;
            manifest.anonymous = old.anonymous;
            let records = store::read_records(&dir.path.join(files::RECORDS))?;
            let lexicon = store::read_lexicon(&dir.path.join(files::LEXICON))?;
            let analysed = analyse::reread(&records, &lexicon, progress)?;
            (records, analysed, lexicon)
        }
        _ => {
            let replaces = &corpus.replaces;
            import_and_index(&read, replaces, &key, &dir, &mut manifest, progress)?
        }
    };
    let hits = mark(&dictionary, &records, &analysed, &lexicon, progress)?;
    store::theme_hits_table(&hits, &manifest.dictionary.themes)
        .write_parquet(&dir.path.join(files::THEMES))?;
    let found = hits
        .iter()
        .map(|h| (h.ordinal, h.theme, u32::from(h.span.is_some())));
    let themes = manifest.dictionary.themes.len();
    let rows = RecordThemes::build(records.len() as u32, themes, found)
        .map_err(|e| PipelineError::Usage(format!("the dictionary: {e}")))?;
    store::write_flat(&dir.path.join(files::THEME_ROWS), &rows.bytes())?;
    progress.check()?;
    store::publish(&corpus.root, &manifest, &lock)?;
    Ok((manifest, dir.path))
}

fn import_and_index(
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
    let (analysed, lexicon) = analyse::analyse(&records, progress)?;
    let words: Vec<[u32; 2]> = analysed
        .iter()
        .map(|a| [a.title.len() as u32, a.body.len() as u32])
        .collect();
    let facts = Facts::bytes(&records, &imported.votes, &words, paris_day);
    store::write_flat(&at(files::FACTS), &facts)?;
    progress.stage("index", Some(records.len() as u64));
    let mut builder = IndexBuilder::begin(&at(files::INDEX))?;
    for (record, tokens) in records.iter().zip(&analysed) {
        progress.check()?;
        builder.add(record.ordinal, tokens, &lexicon)?;
        progress.advance(1);
    }
    builder.finish()?;
    store::write_lexicon(&lexicon, &at(files::LEXICON))?;
    Ok((records, analysed, lexicon))
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
        for (key, columns) in source.spec.mapping.iter().flat_map(|m| m.columns()) {
            add(key);
            columns.into_iter().for_each(&mut add);
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// What themes depend on besides.
fn annotate_key(import_key: &str, dictionary: &DictionaryInfo) -> String {
    blake3::hash(format!("{import_key}{}", dictionary.sha256).as_bytes())
        .to_hex()
        .to_string()
}
