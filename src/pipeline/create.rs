//! `new` and `add`: a corpus made from files, and another source for it.

use super::check::{CheckAnswer, SampleRecord, answer};
use super::import::import;
use super::sources::{Source, source};
use super::{Answer, PipelineError};
use crate::ingest::{Limits, members, recognise};
use crate::model::{Mapping, MappingNotes, Progress, Record, SourceSpec};
use crate::store::{Corpus, CorpusConfig, StoreError, passing_key};
use std::collections::BTreeSet;
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

/// Makes a corpus in `dir` from files and folders. Nothing is left where it fails.
pub fn create(
    dir: &Path,
    files: &[PathBuf],
    options: &NewOptions,
    progress: &dyn Progress,
) -> Result<Added, PipelineError> {
    if dir.join("corpus.toml").exists() {
        return Err(PipelineError::Usage(format!(
            "{} is a corpus already: add a source with palabre add {} FILE...",
            dir.display(),
            dir.display()
        )));
    }
    if dir.is_file() {
        return Err(PipelineError::Usage(format!(
            "{} is a file: name a folder that does not exist yet",
            dir.display()
        )));
    }
    let filled = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if filled {
        return Err(PipelineError::Usage(format!(
            "{} is not empty: name a folder that does not exist yet",
            dir.display()
        )));
    }
    let (read, notes) = read_named(files, progress)?;
    let (body, sources) = examine(read, progress)?;
    let existed = dir.is_dir();
    let made = (|| -> Result<CorpusConfig, PipelineError> {
        fs::create_dir_all(dir).map_err(|e| io(dir, &e))?;
        let config = CorpusConfig {
            title: options.title.clone(),
            sources: settle(dir, &sources, files, options.copy)?,
        };
        Corpus::write(dir, &config, &notes)?;
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

/// Adds sources to a corpus.
pub fn add(
    root: &Path,
    files: &[PathBuf],
    copy: bool,
    progress: &dyn Progress,
) -> Result<Added, PipelineError> {
    let corpus = Corpus::open(root)?;
    let (read, notes) = read_named(files, progress)?;
    let (body, sources) = examine(read, progress)?;
    let added = settle(root, &sources, files, copy)?;
    for (i, spec) in added.iter().enumerate() {
        if corpus
            .config
            .sources
            .iter()
            .chain(&added[..i])
            .any(|s| s.name == spec.name && s.path == spec.path)
        {
            return Err(PipelineError::Usage(format!(
                "{} is a source of this corpus already",
                spec.path
            )));
        }
    }
    let config = corpus.append(&added, &notes)?;
    let title = corpus
        .config
        .title
        .clone()
        .or_else(|| config.sources.first().map(|s| s.name.clone()))
        .unwrap_or_default();
    Ok(Answer::new("add", title, body))
}

/// Lists, hashes and recognises the named files, and guesses the columns of tables.
fn read_named(
    files: &[PathBuf],
    progress: &dyn Progress,
) -> Result<(Vec<Source>, Vec<MappingNotes>), PipelineError> {
    let mut out = Vec::new();
    let mut notes = Vec::new();
    for (i, path) in files.iter().enumerate() {
        if files[..i].contains(path) {
            return Err(PipelineError::Usage(format!(
                "{} is named twice",
                path.display()
            )));
        }
        let spec = SourceSpec {
            name: String::new(),
            path: String::new(),
            format: "auto".to_string(),
            replaces: None,
            mapping: None,
        };
        let mut found = source(&spec, path, progress)?;
        if found.info.format == "unknown" {
            let known: Vec<&str> = crate::ingest::importers()
                .iter()
                .map(|i| i.name())
                .collect();
            let what = if found.info.files.is_empty() {
                "the folder holds no file".to_string()
            } else if found.info.files.iter().all(|f| f.bytes == 0) {
                "the file is empty".to_string()
            } else if let Some(unread) = &found.trouble {
                format!(
                    "nothing in it can be read: {}: {}",
                    unread.path, unread.detail
                )
            } else {
                format!(
                    "nothing in it is of a format that Palabre reads ({})",
                    known.join(", ")
                )
            };
            return Err(PipelineError::Usage(format!("{}: {what}", path.display())));
        }
        let (format, mapping, told) = understand(&found, progress)?;
        found.spec.format = format;
        found.spec.mapping = mapping;
        found.spec.name = found.info.format.clone();
        found.info.name = found.info.format.clone();
        notes.push(told);
        out.push(found);
    }
    Ok((out, notes))
}

/// The format to write for a source, and the mapping that its tables seem to have.
///
/// Where files of several formats stand in a folder or archive, the format is `auto`, which reads each as
/// what it is. Where its tables differ, no mapping is written, and each table is guessed as it is read.
fn understand(
    source: &Source,
    progress: &dyn Progress,
) -> Result<(String, Option<Mapping>, MappingNotes), PipelineError> {
    let (mut first, mut differ, mut formats) = (None, false, BTreeSet::new());
    for (file, path) in source.info.files.iter().zip(&source.paths) {
        for file in members(&file.path, path, Limits::default())?.flatten() {
            progress.check()?;
            let Some(importer) = recognise(&file) else {
                continue;
            };
            formats.insert(importer.name());
            if differ || importer.name() != source.info.format {
                continue;
            }
            if let Some((mapping, notes)) = importer.guess(&file) {
                match &first {
                    None => first = Some((mapping, notes)),
                    Some((known, _)) => differ = *known != mapping,
                }
            }
        }
    }
    let without = |lines: [String; 2]| {
        let notes = MappingNotes {
            left_out: lines.to_vec(),
            ..MappingNotes::default()
        };
        (None, notes)
    };
    let several = formats.len() > 1;
    let (mapping, notes) = match first {
        Some(_) if several => without([
            "no mapping: files of several formats stand here, each read as what it is; columns of"
                .into(),
            "tables are guessed; give each table a [[sources]] entry to name them".into(),
        ]),
        Some(_) if differ => without([
            "no mapping: the tables of this folder have different columns, which are".into(),
            "guessed for each; give each table a [[sources]] entry to name them".into(),
        ]),
        Some((mapping, notes)) => (Some(mapping), notes),
        None => (None, MappingNotes::default()),
    };
    let format = if several { "auto" } else { &source.info.format };
    Ok((format.to_string(), mapping, notes))
}

/// Reads everything once, as `check` would, and refuses sources without a row.
///
/// Files of one consultation share their source's name, so that its shapes merge. A source of which most
/// contributions bear ids that an earlier one gives other texts is another consultation: it gets a name of
/// its own.
fn examine(
    mut sources: Vec<Source>,
    progress: &dyn Progress,
) -> Result<(CheckAnswer, Vec<Source>), PipelineError> {
    let (imported, tallies) = loop {
        let (imported, tallies) = import(&sources, &passing_key(), progress)?;
        let other = tallies.iter().enumerate().position(|(i, t)| {
            2 * t.conflicts > t.contributions && tallies[..i].iter().any(|e| e.name == t.name)
        });
        let Some(at) = other else {
            break (imported, tallies);
        };
        let family = sources[at].info.format.clone();
        // Names are few: the first free number is found at once.
        let name = (2..)
            .map(|n| format!("{family}-{n}"))
            .find(|name| sources[..at].iter().all(|s| s.spec.name != *name))
            .unwrap_or(family);
        sources[at].spec.name.clone_from(&name);
        sources[at].info.name = name;
    };
    for tally in &tallies {
        if tally.rows == 0 {
            return Err(PipelineError::Usage(format!(
                "{}: it holds no row to read",
                tally.label
            )));
        }
    }
    let samples = sources
        .iter()
        .filter(|s| s.spec.mapping.is_some())
        .flat_map(|source| first_records(source, &imported.records))
        .collect();
    let mut body = answer(imported, tallies, false);
    body.samples = samples;
    Ok((body, sources))
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

/// The entries of `corpus.toml`, the files copied first where that was asked.
fn settle(
    root: &Path,
    sources: &[Source],
    files: &[PathBuf],
    copy: bool,
) -> Result<Vec<SourceSpec>, PipelineError> {
    let mut specs = Vec::new();
    for (source, path) in sources.iter().zip(files) {
        let shown = if copy {
            copy_source(root, source)?
        } else {
            relative(root, path)?
        };
        specs.push(SourceSpec {
            path: shown,
            ..source.spec.clone()
        });
    }
    Ok(specs)
}

fn copy_source(root: &Path, source: &Source) -> Result<String, PipelineError> {
    let base = root.join("sources");
    let mut name = source.info.label.clone();
    let mut n = 1;
    while base.join(&name).exists() {
        n += 1;
        name = format!("{n}-{}", source.info.label);
    }
    let single = source.info.files.len() == 1 && source.info.files[0].path == source.info.label;
    for (file, from) in source.info.files.iter().zip(&source.paths) {
        let to = if single {
            base.join(&name)
        } else {
            base.join(&name).join(&file.path)
        };
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(|e| io(parent, &e))?;
        }
        fs::copy(from, &to).map_err(|e| io(&to, &e))?;
    }
    Ok(format!("sources/{name}"))
}

/// `path` as seen from `root`.
fn relative(root: &Path, path: &Path) -> Result<String, PipelineError> {
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
