//! One reader of rows over CSV and JSON Lines: a header, then rows of cells, bad ones told.

use crate::ingest::csv_rows::{CsvRows, LONGEST_CELL, sniff};
use crate::ingest::{InputFile, ReadError};
use crate::model::Place;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read};

/// How many rows are looked at to guess columns.
pub(super) const SAMPLE: usize = 200;
/// How many bytes of text are looked at to guess columns.
const SAMPLE_BYTES: usize = 4 << 20;

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
    pub cells: Vec<String>,
    /// How many cells were read as Windows-1252.
    pub repaired: u64,
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
                form: Inner::Csv(Box::new(rows)),
            })),
            Form::JsonLines => {
                let mut headers = keys(JsonRows::open(file)?, Some(SAMPLE));
                if wanted.iter().any(|w| !headers.contains(*w)) {
                    headers = keys(JsonRows::open(file)?, None);
                }
                Ok(Some(Rows {
                    headers: headers.into_iter().collect(),
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
                }),
                Err(bad) => Err(BadTableRow {
                    place: Place::Row(bad.number),
                    reason: bad.reason,
                    detail: bad.detail,
                }),
            }),
            Inner::Json(rows) => Some(rows.next_object()?.map(|(line, mut object)| {
                TableRow {
                    place: place(line),
                    line,
                    cells: self
                        .headers
                        .iter()
                        .map(|h| object.remove(h).unwrap_or_default())
                        .collect(),
                    repaired: 0,
                }
            })),
        }
    }

    /// The first rows, to guess columns from.
    pub fn sample(mut self) -> (Vec<String>, Vec<Vec<String>>) {
        let mut out = Vec::new();
        let mut bytes = 0;
        while out.len() < SAMPLE && bytes < SAMPLE_BYTES {
            match self.next_row() {
                Some(Ok(row)) => {
                    bytes += row.cells.iter().map(String::len).sum::<usize>();
                    out.push(row.cells);
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
        Form::JsonLines => head
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(head)
            .iter()
            .find(|b| !b.is_ascii_whitespace())
            .is_some_and(|b| *b == b'{'),
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
            Some(Ok((_, object))) => out.extend(object.into_keys()),
            Some(Err(_)) => {}
            None => break,
        }
        seen += 1;
    }
    out
}

/// An object of a JSON Lines file: its line, and its values as text under dotted keys.
type Object = (u64, BTreeMap<String, String>);

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
            reader: BufReader::new(file.reader()?),
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
                    let mut out = BTreeMap::new();
                    flatten("", object, &mut out);
                    Ok((self.line, out))
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

fn flatten(prefix: &str, object: Map<String, Value>, out: &mut BTreeMap<String, String>) {
    for (key, value) in object {
        let key = format!("{prefix}{key}");
        match value {
            // serde_json refuses nesting beyond 128, so this recursion ends.
            Value::Object(inner) => flatten(&format!("{key}."), inner, out),
            value => {
                out.insert(key, scalar(value));
            }
        }
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
