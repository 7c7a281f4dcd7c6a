//! The files that `new` and `add` are given: listed, hashed, recognised, and the columns of their tables guessed.

use super::PipelineError;
use super::check::ColumnCounts;
use super::sources::{Source, source};
use super::usage::{NotReadable, SourceError};
use crate::ingest::{Importer, InputFile, Limits, OtherDocument, members, recognise};
use crate::model::{
    LeftOut, MappedField, Mapping, MappingNotes, Progress, QuestionColumns, SourceSpec,
};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Lists, hashes and recognises the named files, and guesses the columns of tables.
pub(super) fn read_named(
    files: &[PathBuf],
    progress: &dyn Progress,
) -> Result<(Vec<Source>, Vec<MappingNotes>), PipelineError> {
    let mut out = Vec::new();
    let mut notes = Vec::new();
    for (i, path) in files.iter().enumerate() {
        if files[..i].contains(path) {
            return Err(SourceError::NamedTwice(path.clone()).into());
        }
        let spec = SourceSpec {
            name: String::new(),
            path: String::new(),
            format: "auto".to_string(),
            replaces: None,
            spec: None,
            mapping: None,
            variables: Default::default(),
        };
        let mut found = source(&spec, path, progress)?;
        if found.info.format == "unknown"
            && let Some((importer, guessed)) = table_without_texts(&found)
        {
            found.info.format = importer.name().to_string();
            found.spec.format.clone_from(&found.info.format);
            found.spec.name.clone_from(&found.info.format);
            found.info.name.clone_from(&found.info.format);
            found.spec.mapping = Some(guessed.0);
            notes.push(guessed.1);
            out.push(found);
            continue;
        }
        if found.info.format == "unknown" {
            let why = if found.info.files.is_empty() {
                NotReadable::EmptyFolder
            } else if found.info.files.iter().all(|f| f.bytes == 0) {
                NotReadable::EmptyFile
            } else if let Some(unread) = &found.trouble {
                NotReadable::Member {
                    path: unread.path.clone(),
                    detail: unread.detail.clone(),
                }
            } else if let Some(what) = other_document(&found) {
                NotReadable::OtherDocument(what)
            } else {
                let known = crate::ingest::importers().iter();
                NotReadable::NoFormat(known.map(|i| i.name()).collect())
            };
            return Err(not_readable(path, why));
        }
        let (format, mapping, noted) = understand(&found, progress)?;
        let unread = |m: &Mapping| !m.has_text() && m.questions().is_none();
        if mapping.as_ref().is_some_and(unread)
            && let Some(what) = other_document(&found)
        {
            return Err(not_readable(path, NotReadable::OtherDocument(what)));
        }
        found.spec.format = format;
        found.spec.mapping = mapping;
        found.spec.name = found.info.format.clone();
        found.info.name = found.info.format.clone();
        notes.push(noted);
        out.push(found);
    }
    Ok((out, notes))
}

fn not_readable(path: &Path, why: NotReadable) -> PipelineError {
    let path = path.to_path_buf();
    SourceError::NotReadable { path, why }.into()
}

/// A single table of which no column is known to be a text, and what its columns seem to be: the analyst names one.
fn table_without_texts(
    source: &Source,
) -> Option<(&'static dyn Importer, (Mapping, MappingNotes))> {
    let ([file], [path]) = (&source.info.files[..], &source.paths[..]) else {
        return None;
    };
    let file = InputFile::open(&file.path, path).ok()?;
    if crate::ingest::other_document(&file).is_some() {
        return None;
    }
    let tables = crate::ingest::importers().iter().copied();
    let mut tables = tables.filter(|i| i.can_read(&file));
    let (importer, (mapping, mut notes)) = tables.find_map(|i| Some((i, i.guess(&file)?)))?;
    let columns = importer.columns(&file)?;
    let named = columns.iter().filter(|c| !c.trim().is_empty()).count();
    notes.left_out.insert(0, LeftOut::NoText);
    (named > 1).then_some((importer, (mapping, notes)))
}

/// What a single file that no format fits is.
fn other_document(source: &Source) -> Option<OtherDocument> {
    let ([file], [path]) = (&source.info.files[..], &source.paths[..]) else {
        return None;
    };
    crate::ingest::other_document(&InputFile::open(&file.path, path).ok()?)
}

/// The format to write for a source, and the mapping that its tables seem to have.
///
/// Where a folder or an archive holds files of several formats, the format is `auto`, which reads each as
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
    let without = |why: LeftOut| {
        let notes = MappingNotes {
            left_out: vec![why],
            ..MappingNotes::default()
        };
        (None, notes)
    };
    let several = formats.len() > 1;
    let (mapping, notes) = match first {
        Some(_) if several => without(LeftOut::SeveralFormats),
        Some(_) if differ => without(LeftOut::DifferentTables),
        Some((mapping, notes)) => (Some(mapping), notes),
        None => (None, MappingNotes::default()),
    };
    let format = if several { "auto" } else { &source.info.format };
    Ok((format.to_string(), mapping, notes))
}

/// The columns of texts that were guessed to be none of the body, each with how often it is filled.
pub(super) fn unread(notes: &[MappingNotes]) -> Vec<String> {
    let left_out = notes.iter().flat_map(|n| &n.left_out);
    left_out
        .filter_map(|left_out| {
            let (name, why) = left_out.column()?;
            Some(format!("«{name}» ({})", why.filled()?))
        })
        .collect()
}

/// How the columns of each table that has a mapping are read.
pub(super) fn columns(sources: &[Source], notes: &[MappingNotes]) -> Vec<ColumnCounts> {
    let mapped = sources.iter().zip(notes).filter_map(|(source, notes)| {
        let mapping = source.spec.mapping.as_ref()?;
        let no_questions = QuestionColumns::default();
        let questions = mapping.questions().unwrap_or(&no_questions);
        Some(ColumnCounts {
            file: source.info.label.clone(),
            fields: mapping.fields().iter().map(|f| f.1.len()).sum(),
            open: questions.open.len(),
            closed: questions.closed.len() + questions.several.len() + questions.ticked.len(),
            variables: notes.variables.len(),
            set_aside: notes
                .left_out
                .iter()
                .filter(|l| l.column().is_some())
                .count(),
            has_texts: mapping.has_text() || !questions.open.is_empty(),
            asked: mapping.has(MappedField::Question),
        })
    });
    mapped.collect()
}
