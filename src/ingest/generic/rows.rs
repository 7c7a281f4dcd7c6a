//! One reader of rows over CSV and JSON Lines: a header, then rows of cells, bad ones told.

use crate::ingest::csv_rows::{CsvRows, LONGEST_CELL, sniff};
use crate::ingest::decode::{Stream, decode_head};
use crate::ingest::repair::{Repairs, repair};
use crate::ingest::{Cells, InputFile, ReadError};
use crate::model::Place;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read};

/// How many rows are looked at to guess columns.
pub(super) const SAMPLE: usize = 200;
/// How many bytes of text are looked at to guess columns.
const SAMPLE_BYTES: usize = 4 << 20;
/// How many cells are: a few rows of a very wide table.
const SAMPLE_CELLS: usize = 1 << 20;

/// The two forms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Csv,
    JsonLines,
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
    Json(JsonRows<'f>),
}

impl<'f> Rows<'f> {
    /// Opens a table; `None` where it is none. `wanted` are columns that a mapping names: in JSON Lines a
    /// key may appear late, so that the whole file is looked through for one that the sample lacks.
    pub fn open(
        form: Form,
        file: &'f InputFile,
        wanted: &[&str],
    ) -> Result<Option<Self>, ReadError> {
        match form {
            Form::Csv => Ok(CsvRows::open(file)?.map(|rows| Rows {
                headers: rows.headers.clone(),
                mended: rows.mended.clone(),
                form: Inner::Csv(Box::new(rows)),
            })),
            Form::JsonLines => {
                let mut headers = keys(JsonRows::open(file)?, Some(SAMPLE));
                if wanted.iter().any(|w| !headers.contains(*w)) {
                    headers = keys(JsonRows::open(file)?, None);
                }
                Ok(Some(Rows {
                    headers: headers.into_iter().collect(),
                    mended: Repairs::default(),
                    form: Inner::Json(JsonRows::open(file)?),
                }))
            }
        }
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
            Inner::Json(rows) => Some(rows.next_object()?.map(|mut row| {
                let mut object = std::mem::take(&mut row.values);
                TableRow {
                    place: place(row.line),
                    line: row.line,
                    cells: self
                        .headers
                        .iter()
                        .map(|h| object.remove(h).unwrap_or_default())
                        .collect(),
                    repaired: 0,
                    mended: row.mended,
                }
            })),
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
pub(super) fn is_table(form: Form, head: &[u8]) -> bool {
    match form {
        Form::Csv => sniff(head).is_some(),
        Form::JsonLines => decode_head(head).0.trim_ascii_start().starts_with('{'),
    }
}

/// Whether the first line is a JSON object as a whole.
pub(super) fn begins_with_object(file: &InputFile) -> bool {
    let Ok(mut rows) = JsonRows::open(file) else {
        return false;
    };
    rows.next_object().is_some_and(|first| first.is_ok())
}

fn place(line: u64) -> Place {
    Place::Line(u32::try_from(line).unwrap_or(u32::MAX))
}

/// The keys of the first objects, or of all, in alphabetical order.
fn keys(mut rows: JsonRows<'_>, limit: Option<usize>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let mut seen = 0;
    while limit.is_none_or(|l| seen < l) {
        match rows.next_object() {
            Some(Ok(object)) => out.extend(object.values.into_keys()),
            Some(Err(_)) => {}
            None => break,
        }
        seen += 1;
    }
    out
}

/// An object of a JSON Lines file: its values as text under dotted keys.
struct Object {
    line: u64,
    values: BTreeMap<String, String>,
    mended: Repairs,
}

/// The objects of a JSON Lines file.
struct JsonRows<'f> {
    reader: BufReader<Box<dyn Read + 'f>>,
    line: u64,
    buffer: Vec<u8>,
    ended: bool,
}

impl<'f> JsonRows<'f> {
    fn open(file: &'f InputFile) -> Result<Self, ReadError> {
        Ok(JsonRows {
            reader: BufReader::new(Stream::open(file)?.reader),
            line: 0,
            buffer: Vec::new(),
            ended: false,
        })
    }

    /// The next object, flattened: `{"author": {"id": 1}}` has the column `author.id`.
    fn next_object(&mut self) -> Option<Result<Object, BadTableRow>> {
        loop {
            if self.ended {
                return None;
            }
            let size = match self.read_line() {
                Ok(0) => return None,
                Ok(size) => size,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.bad("malformed", error.to_string())));
                }
            };
            if size > LONGEST_CELL as u64 {
                let detail = format!(
                    "a line of {size} bytes, more than the {LONGEST_CELL} that are read: cut it"
                );
                return Some(Err(self.bad("too_long", detail)));
            }
            let mut bytes = self.buffer.trim_ascii();
            if self.line == 1 {
                bytes = bytes
                    .strip_prefix(b"\xEF\xBB\xBF")
                    .unwrap_or(bytes)
                    .trim_ascii();
            }
            if bytes.is_empty() {
                continue;
            }
            let text = match std::str::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => {
                    let detail = format!(
                        "byte {} of the line is not UTF-8, which JSON must be",
                        error.valid_up_to() + 1
                    );
                    return Some(Err(self.bad("malformed", detail)));
                }
            };
            return Some(match serde_json::from_str::<Value>(text) {
                Ok(Value::Object(object)) => {
                    let mut out = Object {
                        line: self.line,
                        values: BTreeMap::new(),
                        mended: Repairs::default(),
                    };
                    flatten("", object, &mut out);
                    Ok(out)
                }
                Ok(_) => Err(self.bad("malformed", "no JSON object: a row begins with {".into())),
                Err(error) => {
                    let column = error.column();
                    let said = error.to_string();
                    let said = said.split(" at line ").next().unwrap_or("");
                    let detail = format!("column {column}: {said}; is the line cut or edited?");
                    Err(self.bad("malformed", detail))
                }
            });
        }
    }

    fn bad(&self, reason: &'static str, detail: String) -> BadTableRow {
        BadTableRow {
            place: place(self.line),
            reason,
            detail: format!("line {}: {detail}", self.line),
        }
    }

    /// Reads a line into the buffer, at most a little more than is kept of it; gives its whole length.
    fn read_line(&mut self) -> io::Result<u64> {
        self.buffer.clear();
        let mut size = 0u64;
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                break;
            }
            let end = available.iter().position(|b| *b == b'\n').map(|i| i + 1);
            let n = end.unwrap_or(available.len());
            size += n as u64;
            if size <= LONGEST_CELL as u64 {
                self.buffer.extend_from_slice(&available[..n]);
            }
            self.reader.consume(n);
            if end.is_some() {
                break;
            }
        }
        self.line += u64::from(size > 0);
        Ok(size)
    }
}

fn flatten(prefix: &str, object: Map<String, Value>, out: &mut Object) {
    for (key, value) in object {
        let key = format!("{prefix}{}", out.right(key));
        match value {
            // serde_json refuses nesting beyond 128, so this recursion ends.
            Value::Object(inner) => flatten(&format!("{key}."), inner, out),
            value => {
                let text = out.right(scalar(value));
                out.values.insert(key, text);
            }
        }
    }
}

impl Object {
    /// A text whose characters are put right.
    fn right(&mut self, text: String) -> String {
        let (right, repairs) = repair(&text);
        if repairs.is_empty() {
            return text;
        }
        self.mended.add(repairs);
        right.into_owned()
    }
}

fn scalar(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(list) if list.iter().all(|v| !v.is_array() && !v.is_object()) => {
            let parts: Vec<String> = list.into_iter().map(scalar).collect();
            parts.join(", ")
        }
        other => other.to_string(),
    }
}
