//! One reader of rows over every form of a table: a header, then rows of cells, bad ones told.

use super::json::JsonRows;
use super::jsonl::{JsonLines, Object};
use super::parquet::ParquetRows;
use super::sheets::{SheetTable, Spreadsheet};
use crate::ingest::csv_rows::{CsvRows, sniff};
use crate::ingest::dates::Epoch;
use crate::ingest::decode::decode_head;
use crate::ingest::repair::Repairs;
use crate::ingest::{Cells, InputFile, ReadError};
use crate::model::{Place, WarningKind};
use std::collections::BTreeSet;

/// How many rows are looked at to guess columns.
pub(super) const SAMPLE: usize = 200;
/// How many bytes of text, and how many cells, are looked at to guess columns.
const SAMPLE_BYTES: usize = 4 << 20;
/// How many cells are: a few rows of a very wide table.
const SAMPLE_CELLS: usize = 1 << 20;

/// The forms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Csv,
    JsonLines,
    Json,
    Parquet,
    Sheet(Spreadsheet),
}

/// A row: one cell a column of the header.
pub(super) struct TableRow {
    pub place: Place,
    pub line: u64,
    pub cells: Cells,
    /// How many cells were read as Windows-1252.
    pub repaired: u64,
    /// What an encoding had spoilt and was put right.
    pub mended: Repairs,
}

/// A row that cannot be kept.
#[derive(Debug)]
pub(super) struct BadTableRow {
    pub place: Place,
    pub reason: &'static str,
    pub detail: String,
}

/// An open table.
pub(super) struct Rows<'f> {
    pub headers: Vec<String>,
    /// What was put right in the header.
    pub mended: Repairs,
    form: Inner<'f>,
}

enum Inner<'f> {
    Csv(Box<CsvRows<'f>>),
    Objects(Objects<'f>),
    Parquet(Box<ParquetRows<'f>>),
    Sheet(Box<SheetTable<'f>>),
}

/// Objects of JSON, from either form of it.
enum Objects<'f> {
    Lines(JsonLines<'f>),
    List(JsonRows<'f>),
}

impl<'f> Objects<'f> {
    fn open(form: Form, file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        Ok(match form {
            Form::Json => JsonRows::open(file)?.map(Objects::List),
            _ => Some(Objects::Lines(JsonLines::open(file)?)),
        })
    }

    /// The same from its beginning.
    fn again(&self, file: &'f InputFile) -> Result<Self, ReadError> {
        Ok(match self {
            Objects::Lines(_) => Objects::Lines(JsonLines::open(file)?),
            Objects::List(rows) => Objects::List(rows.again(file)?),
        })
    }

    fn next_object(&mut self) -> Option<Result<Object, BadTableRow>> {
        match self {
            Objects::Lines(rows) => rows.next_object(),
            Objects::List(rows) => rows.next_object(),
        }
    }

    /// The keys of the first objects.
    fn first_keys(&mut self) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let mut bytes = 0;
        for _ in 0..SAMPLE {
            match self.next_object() {
                Some(Ok(object)) => {
                    let size = |(k, v): (&String, &String)| k.len() + v.len();
                    bytes += object.values.iter().map(size).sum::<usize>();
                    out.extend(object.values.into_keys());
                }
                Some(Err(_)) => {}
                None => break,
            }
            if bytes > SAMPLE_BYTES {
                break;
            }
        }
        out
    }

    /// Whether each of these keys stands in some object.
    fn have(mut self, mut missing: BTreeSet<&str>) -> bool {
        while !missing.is_empty()
            && let Some(next) = self.next_object()
        {
            if let Ok(object) = next {
                missing.retain(|key| !object.values.contains_key(*key));
            }
        }
        missing.is_empty()
    }
}

/// Opens objects with their columns: all keys of the first ones to look at, or the wanted ones alone to read.
/// A key may appear late, so that the whole file is looked through for one that the first objects lack.
fn objects<'f>(
    form: Form,
    file: &'f InputFile,
    wanted: &[&str],
) -> Result<Option<Rows<'f>>, ReadError> {
    let Some(mut objects) = Objects::open(form, file)? else {
        return Ok(None);
    };
    let first = objects.first_keys();
    let missing: BTreeSet<&str> = wanted
        .iter()
        .copied()
        .filter(|w| !first.contains(*w))
        .collect();
    let found = missing.is_empty() || objects.again(file)?.have(missing);
    let headers: BTreeSet<String> = if wanted.is_empty() || !found {
        first
    } else {
        wanted.iter().map(|w| w.to_string()).collect()
    };
    Ok(Some(Rows {
        headers: headers.into_iter().collect(),
        mended: Repairs::default(),
        form: Inner::Objects(objects.again(file)?),
    }))
}

impl<'f> Rows<'f> {
    /// Opens a table; `None` where it is none. `wanted` are columns that a mapping names: other columns need
    /// not be read.
    pub fn open(
        form: Form,
        file: &'f InputFile,
        wanted: &[&str],
    ) -> Result<Option<Self>, ReadError> {
        Ok(match form {
            Form::Csv => {
                let rows = match CsvRows::open(file)? {
                    None => CsvRows::open_single(file)?,
                    found => found,
                };
                rows.map(|rows| Rows {
                    headers: rows.headers.clone(),
                    mended: rows.mended.clone(),
                    form: Inner::Csv(Box::new(rows)),
                })
            }
            Form::JsonLines | Form::Json => objects(form, file, wanted)?,
            Form::Parquet => ParquetRows::open(file, wanted)?.map(|mut rows| Rows {
                headers: std::mem::take(&mut rows.headers),
                mended: Repairs::default(),
                form: Inner::Parquet(Box::new(rows)),
            }),
            Form::Sheet(which) => SheetTable::open(which, file, wanted)?.map(|rows| Rows {
                headers: rows.headers.clone(),
                mended: Repairs::default(),
                form: Inner::Sheet(Box::new(rows)),
            }),
        })
    }

    /// The place of a column by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|h| h == name)
    }

    /// The next row.
    pub fn next_row(&mut self) -> Option<Result<TableRow, BadTableRow>> {
        match &mut self.form {
            Inner::Csv(rows) => Some(match rows.next_row()? {
                Ok(row) => Ok(TableRow {
                    place: Place::Row(row.number),
                    line: row.line,
                    cells: row.cells,
                    repaired: row.repaired,
                    mended: row.mended,
                }),
                Err(bad) => Err(BadTableRow {
                    place: Place::Row(bad.number),
                    reason: bad.reason,
                    detail: bad.detail,
                }),
            }),
            Inner::Objects(rows) => Some(rows.next_object()?.map(|mut object| {
                TableRow {
                    place: object.place,
                    line: object.line,
                    mended: std::mem::take(&mut object.mended),
                    cells: self
                        .headers
                        .iter()
                        .map(|h| object.values.remove(h).unwrap_or_default())
                        .collect(),
                    repaired: 0,
                }
            })),
            Inner::Parquet(rows) => rows.next_row(),
            Inner::Sheet(rows) => rows.next_row(),
        }
    }

    /// Whether the row given last seems to hold others: see [`CsvRows::swallowed`].
    pub fn swallowed(&self) -> Option<String> {
        match &self.form {
            Inner::Csv(rows) => rows.swallowed(),
            _ => None,
        }
    }

    /// From which day plain numbers in a column of dates count.
    pub fn epoch(&self) -> Epoch {
        match &self.form {
            Inner::Sheet(rows) => rows.epoch(),
            _ => Epoch::default(),
        }
    }

    /// What the rows do not tell, once they are read.
    pub fn notes(&self) -> Vec<(WarningKind, String)> {
        match &self.form {
            Inner::Sheet(rows) => rows.notes(),
            Inner::Parquet(rows) => rows.notes(),
            Inner::Objects(Objects::List(rows)) => rows.notes(),
            _ => Vec::new(),
        }
    }

    /// The first rows, to guess columns from.
    pub fn sample(mut self) -> (Vec<String>, Vec<Vec<String>>) {
        let mut out = Vec::new();
        let (mut bytes, mut cells) = (0, 0);
        while out.len() < SAMPLE && bytes < SAMPLE_BYTES && cells < SAMPLE_CELLS {
            match self.next_row() {
                Some(Ok(row)) => {
                    bytes += row.cells.iter().map(str::len).sum::<usize>();
                    cells += row.cells.width();
                    out.push(row.cells.iter().map(str::to_string).collect());
                }
                Some(Err(_)) => {}
                None => break,
            }
        }
        (self.headers, out)
    }
}

/// Whether a head can be a table's: what a mapping by hand is enough for.
pub(super) fn is_table(form: Form, file: &InputFile) -> bool {
    let begins = |marks: &[char]| {
        decode_head(&file.head)
            .0
            .trim_ascii_start()
            .starts_with(marks)
    };
    match form {
        Form::Csv => sniff(&file.head).is_some(),
        Form::JsonLines => begins(&['{']),
        Form::Json => begins(&['{', '[']),
        Form::Parquet => super::parquet::is_parquet(file),
        Form::Sheet(which) => super::sheets::which(file) == Some(which),
    }
}
