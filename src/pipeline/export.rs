//! `export`: the records of a corpus for another program, into a file or a stream.

use super::usage::UsageError;
use super::{Answer, Open, PipelineError, Selection, Tabular, target};
use crate::export::{Notes, Variables, Words, iramuteq, table, tei};
use crate::model::{Kind, Progress, Record};
use crate::store::StoreError;
use crate::store::write::{self, CsvStyle, csv_bytes};
use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A format of exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A starred corpus.
    Iramuteq,
    /// A TEI document.
    Tei,
    /// A table as CSV.
    Csv,
    /// A table as JSON Lines.
    Jsonl,
    /// A table as Parquet.
    Parquet,
    /// A table as XLSX.
    Xlsx,
    /// A table as ODS.
    Ods,
}

impl ExportFormat {
    /// Whether its files are of bytes that a terminal cannot show.
    pub fn is_binary(self) -> bool {
        matches!(
            self,
            ExportFormat::Parquet | ExportFormat::Xlsx | ExportFormat::Ods
        )
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            ExportFormat::Iramuteq => "iramuteq",
            ExportFormat::Tei => "tei",
            ExportFormat::Csv => "csv",
            ExportFormat::Jsonl => "jsonl",
            ExportFormat::Parquet => "parquet",
            ExportFormat::Xlsx => "xlsx",
            ExportFormat::Ods => "ods",
        }
    }
}

/// What is exported, and how.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// The format.
    pub format: ExportFormat,
    /// The kinds of records.
    pub kinds: Vec<Kind>,
    /// What it looks at.
    pub selection: Selection,
    /// How CSV is written.
    pub csv: CsvStyle,
    /// Whether the variables of records are written.
    pub variables: Variables,
    /// How the words of texts are written, in TEI and starred corpora.
    pub words: Words,
}

/// Where an export goes.
pub enum ExportTo<'w> {
    /// A file, which it replaces once it is whole.
    File(PathBuf),
    /// A stream, for formats that are text.
    Stream(&'w mut dyn Write),
}

/// What was written.
#[derive(Clone, Debug, Serialize)]
pub struct ExportAnswer {
    /// The format.
    pub format: &'static str,
    /// The file, as it was named.
    pub file: Option<String>,
    /// Records written.
    pub records: u64,
    /// Bytes written, where it is a file.
    pub bytes: Option<u64>,
    /// What the format could not say, a sentence a matter.
    pub notes: Vec<String>,
}

impl Tabular for ExportAnswer {
    fn header(&self) -> Vec<String> {
        ["file", "format", "records", "bytes"]
            .map(str::to_string)
            .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        vec![vec![
            super::cell(&self.file),
            self.format.to_string(),
            self.records.to_string(),
            super::cell(&self.bytes),
        ]]
    }

    fn footer(&self) -> Vec<String> {
        self.notes.clone()
    }
}

/// The kinds that are exported where none are named: contributions and arguments.
pub const DEFAULT_KINDS: [Kind; 3] = [Kind::Proposal, Kind::Answer, Kind::Argument];

/// Reads names of kinds; `all` is every kind, none is [`DEFAULT_KINDS`].
pub fn export_kinds(names: &[String]) -> Result<Vec<Kind>, PipelineError> {
    if names.is_empty() {
        return Ok(DEFAULT_KINDS.to_vec());
    }
    let mut kinds = Vec::new();
    for name in names {
        match (name.as_str(), Kind::from_name(name)) {
            ("all", _) => kinds.extend(Kind::ALL),
            (_, Some(kind)) => kinds.push(kind),
            (_, None) => {
                return Err(UsageError::UnknownKind {
                    name: name.clone(),
                    known: Kind::ALL.map(Kind::name).to_vec(),
                }
                .into());
            }
        }
    }
    Ok(kinds)
}

/// Reads names of kinds whose texts are searched; `all` is every kind, none is what is searched by default.
pub fn searched_kinds(names: &[String]) -> Result<Vec<Kind>, PipelineError> {
    match names.is_empty() {
        true => Ok(Vec::new()),
        false => export_kinds(names),
    }
}

/// Exports records of a corpus.
pub fn export(
    open: &Open,
    options: &ExportOptions,
    to: ExportTo<'_>,
    progress: &dyn Progress,
) -> Result<Answer<ExportAnswer>, PipelineError> {
    let rows = open.view(&options.selection)?.rows;
    let records: Vec<&Record> = open
        .records()?
        .iter()
        .filter(|r| options.kinds.contains(&r.kind) && rows.contains(r.ordinal))
        .collect();
    progress.stage("export", None);
    progress.check()?;
    let title = open.title();
    let sources: Vec<String> = open
        .manifest
        .sources
        .iter()
        .map(|s| s.label.clone())
        .collect();
    let header = tei::Header {
        title: &title,
        sources: &sources,
        version: env!("CARGO_PKG_VERSION"),
        within: options
            .selection
            .within
            .as_ref()
            .map(|w| (w.label.as_deref().unwrap_or(&w.name), w.query.as_str())),
    };
    let text = |out: &mut dyn Write| -> io::Result<Notes> {
        match options.format {
            ExportFormat::Iramuteq => {
                iramuteq::write(&records, options.variables, options.words, out)
            }
            ExportFormat::Tei => {
                tei::write(&records, &header, options.variables, options.words, out)
            }
            ExportFormat::Jsonl => {
                let (table, notes) = table::table(&records, options.variables);
                table::write_json_lines(&table, out)?;
                Ok(notes)
            }
            _ => {
                let (table, notes) = table::table(&records, options.variables);
                out.write_all(&csv_bytes(&table, options.csv))?;
                Ok(notes)
            }
        }
    };
    let mut body = ExportAnswer {
        format: options.format.name(),
        file: None,
        records: 0,
        bytes: None,
        notes: Vec::new(),
    };
    let notes = match to {
        ExportTo::Stream(_) if options.format.is_binary() => {
            return Err(UsageError::ExportIsNoText(options.format.name()).into());
        }
        ExportTo::Stream(out) => match text(out).and_then(|notes| out.flush().map(|()| notes)) {
            Ok(notes) => notes,
            // A reader that has gone (`| head`) has read what it wanted.
            Err(e) if e.kind() == io::ErrorKind::BrokenPipe => Notes::default(),
            Err(e) => return Err(StoreError::io(Path::new("standard output"), &e).into()),
        },
        ExportTo::File(path) => {
            target::file(&open.corpus, &path)?;
            let notes = if options.format.is_binary() {
                write_binary(options, &records, &path)?
            } else {
                let mut notes = Notes::default();
                write::beside(&path, |file| {
                    let mut out = BufWriter::new(file);
                    notes = text(&mut out)?;
                    out.flush()
                })?;
                notes
            };
            body.bytes = fs::metadata(&path).ok().map(|m| m.len());
            body.file = Some(path.display().to_string());
            notes
        }
    };
    body.records = notes.records;
    body.notes = notes.sentences();
    Ok(Answer::new("export", title, body).within(&options.selection))
}

fn write_binary(
    options: &ExportOptions,
    records: &[&Record],
    path: &Path,
) -> Result<Notes, StoreError> {
    let (table, mut notes) = table::table(records, options.variables);
    let sheet = match options.format {
        ExportFormat::Xlsx => write::write_xlsx(&table, path)?,
        ExportFormat::Ods => write::write_ods(&table, path)?,
        _ => {
            write::parquet(&table, path)?;
            return Ok(notes);
        }
    };
    notes.split = sheet.split;
    notes.removed = sheet.removed;
    Ok(notes)
}
