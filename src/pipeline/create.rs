//! `new` and `add`: a corpus made from files, and another source for it.

use super::check::{CheckAnswer, SampleRecord, answer};
use super::copies::{Copies, clean};
use super::import::import;
use super::named::{columns, read_named, unread};
use super::sources::{Source, all_unchanged, sources};
use super::usage::SourceError;
use super::{Answer, PipelineError};
use crate::ingest::{Journal, Limits, members};
use crate::model::{
    ImportRow, LeftOut, MappingNotes, Origin, Outcome, Progress, Record, Refusal, SourceSpec,
};
use crate::store::{Corpus, CorpusConfig, Replaces, StoreError, passing_key, write};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// How a corpus is made.
#[derive(Clone, Debug, Default)]
pub struct NewOptions {
    /// The consultation's title.
    pub title: Option<String>,
    /// Copy the files under `sources/` instead of pointing at them.
    pub copy: bool,
}

/// The answer of `new` and `add`: what was read of each file.
pub type Added = Answer<CheckAnswer>;

fn io(path: &Path, error: &std::io::Error) -> PipelineError {
    PipelineError::Store(StoreError::io(path, error))
}

fn refuse_corpus(dir: &Path) -> Result<(), PipelineError> {
    if dir.join("corpus.toml").exists() {
        return Err(SourceError::CorpusExists(dir.to_path_buf()).into());
    }
    Ok(())
}

/// Makes a corpus in `dir` from files and folders. Nothing is left where it fails.
pub fn create(
    dir: &Path,
    files: &[PathBuf],
    options: &NewOptions,
    progress: &dyn Progress,
) -> Result<Added, PipelineError> {
    refuse_corpus(dir)?;
    if dir.is_file() {
        return Err(SourceError::CorpusIsFile(dir.to_path_buf()).into());
    }
    // What a `new` that was killed left here is of no use to anyone.
    clean(dir)?;
    write::sweep(&dir.join("corpus.toml"));
    let filled = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if filled {
        return Err(SourceError::CorpusNotEmpty(dir.to_path_buf()).into());
    }
    let (read, notes) = read_named(files, progress)?;
    let (mut body, sources) = examine(Vec::new(), read, progress)?;
    body.unread = unread(&notes);
    body.columns = columns(&sources, &notes);
    if let Some(parent) = dir.parent() {
        fs::create_dir_all(parent).map_err(|e| io(parent, &e))?;
    }
    let existed = match fs::create_dir(dir) {
        Ok(()) => false,
        Err(_) if dir.is_dir() => true,
        Err(e) => return Err(io(dir, &e)),
    };
    let made = (|| -> Result<CorpusConfig, PipelineError> {
        let copies = options.copy.then(|| Copies::make(dir, &sources));
        let copies = copies.transpose()?;
        let config = CorpusConfig {
            title: options.title.clone(),
            sources: settle(dir, &sources, files, copies.as_ref())?,
            ..CorpusConfig::default()
        };
        all_unchanged(&sources)?;
        // Another program may have made one here while this one read.
        refuse_corpus(dir)?;
        Corpus::write(dir, &config, &notes)?;
        if let Some(copies) = copies {
            copies.keep();
        }
        Ok(config)
    })();
    if made.is_err() && !existed {
        // The folder was made a moment ago by this call and holds nothing of the user's.
        let _ = fs::remove_dir_all(dir);
    }
    let config = made?;
    let title = config
        .title
        .or_else(|| sources.first().map(|s| s.info.label.clone()))
        .unwrap_or_default();
    Ok(Answer::new("new", title, body))
}

/// How sources are added.
#[derive(Clone, Debug, Default)]
pub struct AddOptions {
    /// Copy the files under `sources/` instead of pointing at them.
    pub copy: bool,
    /// The older source that they are a newer export of.
    pub replaces: Option<String>,
}

/// Adds sources to a corpus, or a newer export of one.
pub fn add(
    root: &Path,
    files: &[PathBuf],
    options: &AddOptions,
    progress: &dyn Progress,
) -> Result<Added, PipelineError> {
    let corpus = Corpus::open(root)?;
    let (mut read, mut notes) = read_named(files, progress)?;
    if let Some(older) = &options.replaces {
        replace(&corpus, older, &mut read, &mut notes)?;
    }
    let existing = match corpus.config.sources.is_empty() {
        true => Vec::new(),
        false => sources(&corpus, progress)?,
    };
    let (mut body, sources) = examine(existing, read, progress)?;
    body.unread = unread(&notes);
    body.columns = columns(&sources, &notes);
    let copies = options.copy.then(|| Copies::make(root, &sources));
    let copies = copies.transpose()?;
    let added = settle(root, &sources, files, copies.as_ref())?;
    all_unchanged(&sources)?;
    // Reading took its time: what is added is added to what the corpus names now.
    let config = Corpus::edit(root, |now| {
        may_add(now, &added, options)?;
        Ok::<_, PipelineError>(now.with_sources(&added, &notes)?)
    })?;
    if let Some(copies) = copies {
        copies.keep();
    }
    let title = config
        .title
        .clone()
        .or_else(|| config.sources.first().map(|s| s.name.clone()))
        .unwrap_or_default();
    Ok(Answer::new("add", title, body))
}

/// An error where a corpus has one of the sources already, or no place for them any more.
fn may_add(
    corpus: &Corpus,
    added: &[SourceSpec],
    options: &AddOptions,
) -> Result<(), PipelineError> {
    if let Some(older) = &options.replaces {
        may_replace(corpus, older)?;
    }
    let known = &corpus.config.sources;
    for (i, spec) in added.iter().enumerate() {
        let mut others = known.iter().chain(&added[..i]);
        if others.any(|s| s.name == spec.name && s.path == spec.path) {
            return Err(SourceError::SourceExists(spec.path.clone()).into());
        }
    }
    Ok(())
}

/// The source that a newer export may replace, or why none can.
fn may_replace<'c>(corpus: &'c Corpus, older: &str) -> Result<&'c SourceSpec, SourceError> {
    let known = &corpus.config.sources;
    let Some(old) = known.iter().find(|s| s.name == older) else {
        return Err(SourceError::UnknownOlderSource {
            name: older.to_string(),
            known: known.iter().map(|s| s.name.clone()).collect(),
        });
    };
    if let Some(newer) = corpus.replaces.newer(older) {
        return Err(SourceError::ReplacedAlready {
            older: older.to_string(),
            newer: newer.to_string(),
        });
    }
    Ok(old)
}

/// Makes the named files one newer export of `older`: a name of their own, and the columns that the analyst
/// gave the older one, where they have them.
fn replace(
    corpus: &Corpus,
    older: &str,
    read: &mut [Source],
    notes: &mut [MappingNotes],
) -> Result<(), PipelineError> {
    let known = &corpus.config.sources;
    let old = may_replace(corpus, older)?;
    let family = corpus.replaces.family(older);
    // Names are few: the first free number is found at once.
    let name = (2..)
        .map(|n| format!("{family}-{n}"))
        .find(|name| known.iter().all(|s| s.name != *name))
        .unwrap_or_else(|| family.to_string());
    for (source, notes) in read.iter_mut().zip(notes) {
        source.spec.name.clone_from(&name);
        source.info.name.clone_from(&name);
        source.spec.replaces = Some(older.to_string());
        if old.format != source.spec.format {
            continue;
        }
        // A platform's table may lack some of them: that is a warning of its reader.
        let mapped = old.mapping.is_some();
        if !mapped || has_columns(source, old.variables.values().map(String::as_str))? {
            source.spec.variables.clone_from(&old.variables);
        }
        let Some(mapping) = &old.mapping else {
            continue;
        };
        let named = mapping.columns().into_iter().flat_map(|c| c.1);
        if has_columns(source, named)? {
            source.spec.mapping = Some(mapping.clone());
            *notes = MappingNotes {
                left_out: vec![LeftOut::OfOlder(older.to_string())],
                variables: std::mem::take(&mut notes.variables),
                ..MappingNotes::default()
            };
        }
    }
    Ok(())
}

/// Whether every table of a source has these columns.
fn has_columns<'c>(
    source: &Source,
    wanted: impl Iterator<Item = &'c str>,
) -> Result<bool, PipelineError> {
    let wanted: Vec<&str> = wanted.collect();
    let Some(importer) = crate::ingest::importer(&source.info.format) else {
        return Ok(false);
    };
    for (file, path) in source.info.files.iter().zip(&source.paths) {
        for file in members(&file.path, path, Limits::default())?.flatten() {
            let has = importer
                .columns(&file)
                .is_some_and(|columns| wanted.iter().all(|w| columns.iter().any(|c| c == w)));
            if !has {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Reads everything once, as `check` would, and refuses sources without a row.
///
/// Files of one consultation share their source's name, so that its shapes merge. A source of which most
/// contributions bear ids that an earlier one gives other texts is another consultation: it gets a name of
/// its own.
///
/// `existing` are the sources that the corpus has already: they keep their names.
fn examine(
    existing: Vec<Source>,
    added: Vec<Source>,
    progress: &dyn Progress,
) -> Result<(CheckAnswer, Vec<Source>), PipelineError> {
    let fixed = existing.len();
    let mut sources = existing;
    sources.extend(added);
    let replaces = Replaces::new(sources.iter().map(|s| &s.spec)).map_err(SourceError::Replaces)?;
    let (imported, mut tallies) = loop {
        let (imported, tallies) = import(
            &sources,
            &replaces,
            &passing_key(),
            Journal::without_texts(),
            progress,
        )?;
        let other = tallies.iter().enumerate().position(|(i, t)| {
            i >= fixed
                && sources[i].spec.replaces.is_none()
                && 2 * t.conflicts > t.contributions
                && tallies[..i].iter().any(|e| e.name == t.name)
        });
        let Some(at) = other else {
            break (imported, tallies);
        };
        let family = sources[at].info.format.clone();
        // Names are few: the first free number is found at once.
        let name = (2..)
            .map(|n| format!("{family}-{n}"))
            .find(|name| sources.iter().all(|s| s.spec.name != *name))
            .unwrap_or(family);
        sources[at].spec.name.clone_from(&name);
        sources[at].info.name = name;
    };
    let added = sources.split_off(fixed);
    let tallies = tallies.split_off(fixed);
    for tally in &tallies {
        let is_header = |row: &ImportRow| {
            *row.origin.source == *tally.name && row.outcome == Outcome::Refused(Refusal::NoRows)
        };
        if tally.rows == 0 || tally.rows == 1 && imported.rows.iter().any(is_header) {
            return Err(SourceError::SourceWithoutRow(tally.label.clone()).into());
        }
    }
    let samples = added
        .iter()
        .filter(|s| s.spec.mapping.is_some())
        .flat_map(|source| first_records(source, &imported.records))
        .collect();
    let only = |origin: &Origin| added.iter().any(|s| s.holds(origin));
    let mut body = answer(imported, tallies, &replaces, &only, false);
    // Differences between exports that the corpus had before are reported by `check`.
    body.differences
        .retain(|d| added.iter().any(|s| s.spec.name == d.source));
    body.samples = samples;
    Ok((body, added))
}

/// The first three records of a table as they were understood: never their authors.
fn first_records(source: &Source, records: &[Record]) -> Vec<SampleRecord> {
    records
        .iter()
        .filter(|r| source.holds(&r.origin))
        .take(3)
        .map(|r| SampleRecord {
            id: r.id.clone(),
            kind: r.kind,
            title: r.title.clone(),
            body: r.body.chars().take(80).collect(),
            section: r.section.clone(),
            published_at: r.published_at.map(crate::locale::rfc3339),
            stance: r.declared.map(|s| s.name()),
        })
        .collect()
}

/// The entries of `corpus.toml`.
fn settle(
    root: &Path,
    sources: &[Source],
    files: &[PathBuf],
    copies: Option<&Copies>,
) -> Result<Vec<SourceSpec>, PipelineError> {
    let mut specs = Vec::new();
    for (i, (source, path)) in sources.iter().zip(files).enumerate() {
        let shown = match copies {
            Some(copies) => copies.path(i).to_string(),
            None => relative(root, path)?,
        };
        specs.push(SourceSpec {
            path: shown,
            ..source.spec.clone()
        });
    }
    Ok(specs)
}

/// `path` as seen from `root`.
fn relative(root: &Path, path: &Path) -> Result<String, PipelineError> {
    if path.to_str().is_none() {
        return Err(SourceError::NameIsNotUtf8(path.to_path_buf()).into());
    }
    let root = fs::canonicalize(root).map_err(|e| io(root, &e))?;
    let path = fs::canonicalize(path).map_err(|e| io(path, &e))?;
    let a: Vec<Component<'_>> = root.components().collect();
    let b: Vec<Component<'_>> = path.components().collect();
    let common = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let mut out = PathBuf::new();
    for _ in common..a.len() {
        out.push("..");
    }
    for part in &b[common..] {
        out.push(part);
    }
    Ok(out.to_string_lossy().replace('\\', "/"))
}
