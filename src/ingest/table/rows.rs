//! One reader of rows over every container of tables: a header, then rows of cells, bad ones reported.

use super::csv_rows::{CsvRows, sniff};
use super::header_row::number_repeated;
use super::joined_headers::join;
use super::json::JsonRows;
use super::jsonl::{JsonLines, Object};
use super::parquet::ParquetRows;
use super::row::{BadRow, Row};
use super::sheets::{SheetTable, Spreadsheet};
use crate::ingest::clean::dates::Epoch;
use crate::ingest::clean::repair::Repairs;
use crate::ingest::io::decode::decode_head;
use crate::ingest::{InputFile, ReadError};
use crate::model::{Place, WarningKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// How many rows are looked at to guess columns.
pub(in crate::ingest) const SAMPLE: usize = 200;
/// How many bytes of text, and how many cells, are looked at to guess columns.
const SAMPLE_BYTES: usize = 4 << 20;
/// How many different keys of objects are columns; those that come after them are not read.
const MAX_KEYS: usize = 20_000;
/// How many cells are: a few rows of a very wide table.
const SAMPLE_CELLS: usize = 1 << 20;

/// How a table is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Container {
    Csv,
    JsonLines,
    Json,
    Parquet,
    Sheet(Spreadsheet),
}

impl Container {
    /// The container that a file is, by its first bytes or its members; `None` where it is no table.
    pub(in crate::ingest) fn of(file: &InputFile) -> Option<Container> {
        let sheet = super::sheets::which(file).map(Container::Sheet);
        let mut others = [
            Container::Parquet,
            Container::Json,
            Container::JsonLines,
            Container::Csv,
        ]
        .into_iter();
        sheet.or_else(|| {
            others.find(|container| match container {
                Container::Json => super::json::holds_list(file),
                Container::JsonLines => {
                    is_table(*container, file) && super::jsonl::begins_with_object(file)
                }
                other => is_table(*other, file),
            })
        })
    }
}

/// An open table.
pub(in crate::ingest) struct Rows<'f> {
    pub headers: Vec<String>,
    /// What was put right in the header.
    pub mojibake_fixes: Repairs,
    inner: Inner<'f>,
    /// Rows that are still to come and are a part of the header.
    skip: usize,
}

enum Inner<'f> {
    Csv(Box<CsvRows<'f>>),
    /// With the place of each column.
    Objects(Box<Objects<'f>>, FxHashMap<String, usize>),
    Parquet(Box<ParquetRows<'f>>),
    Sheet(Box<SheetTable<'f>>),
}

/// Objects of JSON, from either form of it.
enum Objects<'f> {
    Lines(JsonLines<'f>),
    List(JsonRows<'f>),
}

impl<'f> Objects<'f> {
    fn open(container: Container, file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        Ok(match container {
            Container::Json => JsonRows::open(file)?.map(Objects::List),
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

    fn next_object(&mut self) -> Option<Result<Object, BadRow>> {
        match self {
            Objects::Lines(rows) => rows.next_object(),
            Objects::List(rows) => rows.next_object(),
        }
    }

    /// What is to be reported besides the rows, once they are read.
    fn notes(&self) -> Vec<(WarningKind, String)> {
        match self {
            Objects::Lines(_) => Vec::new(),
            Objects::List(rows) => rows.notes(),
        }
    }

    /// The keys of the first objects.
    fn first_keys(&mut self) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        let mut bytes = 0;
        for _ in 0..SAMPLE {
            match self.next_object() {
                Some(Ok(object)) => {
                    let size = |(k, v): &(String, String)| k.len() + v.len();
                    bytes += object.values.iter().map(size).sum::<usize>();
                    out.extend(object.values.into_iter().map(|v| v.0));
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

    /// All keys of all objects, in the order in which they are met.
    fn all_keys(mut self) -> Vec<String> {
        let mut met = FxHashSet::default();
        let mut out = Vec::new();
        while let Some(next) = self.next_object() {
            for (key, _) in next.into_iter().flat_map(|object| object.values) {
                // Most objects have the keys of the one before.
                if !met.contains(&key) && out.len() < MAX_KEYS {
                    met.insert(key.clone());
                    out.push(key);
                }
            }
        }
        out
    }

    /// Whether each of these keys is in some object.
    fn have(mut self, mut missing: BTreeSet<&str>) -> bool {
        while !missing.is_empty()
            && let Some(next) = self.next_object()
        {
            if let Ok(object) = next {
                for (key, _) in &object.values {
                    missing.remove(key.as_str());
                }
            }
        }
        missing.is_empty()
    }
}

/// Opens objects with their columns: all keys of the first ones to look at, or the wanted ones alone to read.
/// A key may appear late, so that the whole file is looked through for one that the first objects lack.
fn objects<'f>(
    container: Container,
    file: &'f InputFile,
    wanted: &[&str],
) -> Result<Option<Rows<'f>>, ReadError> {
    let Some(mut objects) = Objects::open(container, file)? else {
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
    let objects = objects.again(file)?;
    Ok(Some(Rows::of_objects(
        objects,
        headers.into_iter().collect(),
    )))
}

impl<'f> Rows<'f> {
    /// Opens a table; `None` where it is none. `wanted` are columns that a mapping names: other columns need
    /// not be read.
    pub(in crate::ingest) fn open(
        container: Container,
        file: &'f InputFile,
        wanted: &[&str],
    ) -> Result<Option<Self>, ReadError> {
        let mut found = Self::open_joined(container, file, wanted)?;
        // A mapping names columns: those of one name are numbered.
        if let Some(rows) = &mut found {
            number_repeated(&mut rows.headers);
        }
        Ok(found)
    }

    /// Opens a table whose header may be of several rows; columns may have one name.
    fn open_joined(
        container: Container,
        file: &'f InputFile,
        wanted: &[&str],
    ) -> Result<Option<Self>, ReadError> {
        let mut found = Self::open_as_written(container, file, wanted)?;
        let first_lines = match &found {
            Some(rows) if rows.is_headerless() => Vec::new(),
            Some(Rows {
                inner: Inner::Sheet(rows),
                ..
            }) => rows.first_lines(HEADER_ROWS),
            Some(Rows {
                inner: Inner::Csv(_),
                ..
            }) => first_lines(file)?,
            _ => Vec::new(),
        };
        // Where a mapping names the columns of a row further down, that is the header.
        if let Some(rows) = &mut found
            && first_lines.first() == Some(&rows.headers)
            && let Some(joined) = join(&first_lines)
        {
            rows.headers.clone_from(&joined.headers);
            rows.skip = joined.rows;
            if let Inner::Sheet(sheet) = &mut rows.inner {
                sheet.rename(joined.headers);
            }
        }
        Ok(found)
    }

    /// Opens a table under its first header row.
    fn open_as_written(
        container: Container,
        file: &'f InputFile,
        wanted: &[&str],
    ) -> Result<Option<Self>, ReadError> {
        Ok(match container {
            Container::Csv => {
                let rows = match CsvRows::open_with(file, wanted)? {
                    None => CsvRows::open_single(file)?,
                    found => found,
                };
                rows.map(|rows| Rows {
                    skip: 0,
                    headers: rows.headers.clone(),
                    mojibake_fixes: rows.mojibake_fixes.clone(),
                    inner: Inner::Csv(Box::new(rows)),
                })
            }
            Container::JsonLines | Container::Json => objects(container, file, wanted)?,
            Container::Parquet => ParquetRows::open(file, wanted)?.map(|mut rows| Rows {
                skip: 0,
                headers: std::mem::take(&mut rows.headers),
                mojibake_fixes: Repairs::default(),
                inner: Inner::Parquet(Box::new(rows)),
            }),
            Container::Sheet(which) => SheetTable::open(which, file, wanted)?.map(|rows| Rows {
                skip: 0,
                headers: rows.headers.clone(),
                mojibake_fixes: Repairs::default(),
                inner: Inner::Sheet(Box::new(rows)),
            }),
        })
    }

    /// Opens a table with every column that it has; `None` where it is none.
    pub(in crate::ingest) fn open_whole(
        container: Container,
        file: &'f InputFile,
    ) -> Result<Option<Self>, ReadError> {
        if !matches!(container, Container::Json | Container::JsonLines) {
            return Self::open_joined(container, file, &[]);
        }
        let Some(objects) = Objects::open(container, file)? else {
            return Ok(None);
        };
        let again = objects.again(file)?;
        Ok(Some(Rows::of_objects(again, objects.all_keys())))
    }

    /// The same rows from their beginning, of a file that was opened with every column.
    pub(in crate::ingest) fn again(&self, file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        if let Inner::Objects(objects, _) = &self.inner {
            // Their columns are known: the file need not be looked through for them.
            let objects = objects.again(file)?;
            return Ok(Some(Rows::of_objects(objects, self.headers.clone())));
        }
        match Container::of(file) {
            Some(container) => Rows::open_whole(container, file),
            None => Ok(None),
        }
    }

    fn of_objects(objects: Objects<'f>, headers: Vec<String>) -> Self {
        let places = headers.iter().enumerate().map(|(at, h)| (h.clone(), at));
        let places = places.collect();
        Rows {
            skip: 0,
            headers,
            mojibake_fixes: Repairs::default(),
            inner: Inner::Objects(Box::new(objects), places),
        }
    }

    /// Whether the table is of a spreadsheet, in which a date may be a number.
    pub(in crate::ingest) fn is_sheet(&self) -> bool {
        matches!(self.inner, Inner::Sheet(_))
    }

    /// Only these columns will be looked at: the cells of others may come empty, and nothing is swallowed.
    pub(in crate::ingest) fn only(&mut self, columns: &[usize]) {
        if let Inner::Csv(rows) = &mut self.inner {
            rows.only(columns);
        }
    }

    /// The next row.
    pub(in crate::ingest) fn next_row(&mut self) -> Option<Result<Row, BadRow>> {
        while self.skip > 0 {
            self.skip -= 1;
            self.next_written()?.ok();
        }
        self.next_written()
    }

    /// The next row below the first header row.
    fn next_written(&mut self) -> Option<Result<Row, BadRow>> {
        match &mut self.inner {
            Inner::Csv(rows) => Some(match rows.next_row()? {
                Ok(row) => Ok(Row {
                    place: Place::Row(row.number),
                    line: row.line,
                    cells: row.cells,
                    repaired: row.repaired,
                    mojibake_fixes: row.mojibake_fixes,
                }),
                Err(bad) => Err(BadRow {
                    place: Place::Row(bad.number),
                    reason: bad.reason,
                    detail: bad.detail,
                }),
            }),
            Inner::Objects(rows, places) => Some(rows.next_object()?.map(|object| {
                let mut cells = vec![String::new(); self.headers.len()];
                for (key, value) in object.values {
                    if let Some(at) = places.get(&key) {
                        cells[*at] = value;
                    }
                }
                Row {
                    place: object.place,
                    line: object.line,
                    mojibake_fixes: object.mojibake_fixes,
                    cells: cells.into(),
                    repaired: 0,
                }
            })),
            Inner::Parquet(rows) => rows.next_row(),
            Inner::Sheet(rows) => rows.next_row(),
        }
    }

    /// Whether the row given last seems to hold others: see [`CsvRows::swallowed`].
    pub(in crate::ingest) fn swallowed(&self) -> Option<String> {
        match &self.inner {
            Inner::Csv(rows) => rows.swallowed(),
            _ => None,
        }
    }

    /// From which day plain numbers in a column of dates count.
    pub(in crate::ingest) fn epoch(&self) -> Epoch {
        match &self.inner {
            Inner::Sheet(rows) => rows.epoch(),
            _ => Epoch::default(),
        }
    }

    /// What is to be reported besides the rows, once they are read.
    pub(in crate::ingest) fn notes(&self) -> Vec<(WarningKind, String)> {
        match &self.inner {
            Inner::Sheet(rows) => rows.notes(),
            Inner::Parquet(rows) => rows.notes(),
            Inner::Objects(objects, _) => objects.notes(),
            Inner::Csv(rows) => rows.notes(),
        }
    }

    /// Whether the first row is data, so that columns have numbers for names.
    pub(in crate::ingest) fn is_headerless(&self) -> bool {
        match &self.inner {
            Inner::Sheet(rows) => rows.is_headerless(),
            Inner::Csv(rows) => rows.is_headerless(),
            _ => false,
        }
    }

    /// The first rows, to guess columns from.
    pub(in crate::ingest) fn sample(mut self) -> (Vec<String>, Vec<Vec<String>>) {
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

/// How many rows below its first one a header may have.
const HEADER_ROWS: usize = 2;

/// The first lines of a CSV, its header among them.
fn first_lines(file: &InputFile) -> Result<Vec<Vec<String>>, ReadError> {
    // The head is enough: what it cuts off is no header.
    let head = InputFile::from_bytes(&file.path, file.head.clone());
    let Some(mut rows) = CsvRows::open(&head)? else {
        return Ok(Vec::new());
    };
    let mut out = vec![rows.headers.clone()];
    while out.len() <= HEADER_ROWS
        && let Some(Ok(row)) = rows.next_row()
    {
        out.push(row.cells.iter().map(|c| c.trim().to_string()).collect());
    }
    Ok(out)
}

/// Whether a head can be a table's: what a mapping by hand is enough for.
pub(in crate::ingest) fn is_table(container: Container, file: &InputFile) -> bool {
    let begins = |marks: &[char]| {
        decode_head(&file.head)
            .0
            .trim_ascii_start()
            .starts_with(marks)
    };
    match container {
        Container::Csv => sniff(&file.head).is_some(),
        Container::JsonLines => begins(&['{']),
        Container::Json => begins(&['{', '[']),
        Container::Parquet => super::parquet::is_parquet(file),
        Container::Sheet(which) => super::sheets::which(file) == Some(which),
    }
}
