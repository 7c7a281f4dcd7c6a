//! JSON Lines: one object a line, flattened into cells; bad lines are told and passed over.

use super::rows::BadTableRow;
use crate::ingest::csv_rows::LONGEST_CELL;
use crate::ingest::decode::Stream;
use crate::ingest::repair::{Repairs, repair};
use crate::ingest::{InputFile, ReadError};
use crate::model::Place;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};

/// The longest name of a column, the names of the objects around it counted.
const LONGEST_NAME: usize = 1000;

/// Whether the first line is a JSON object as a whole.
pub(super) fn begins_with_object(file: &InputFile) -> bool {
    let Ok(mut rows) = JsonLines::open(file) else {
        return false;
    };
    rows.next_object().is_some_and(|first| first.is_ok())
}

/// An object of a file: where it stands, on which line, and its values as text under dotted keys.
pub(super) struct Object {
    pub place: Place,
    pub line: u64,
    pub values: BTreeMap<String, String>,
    /// What an encoding had spoilt and was put right.
    pub mended: Repairs,
}

/// The objects of a JSON Lines file.
pub(super) struct JsonLines<'f> {
    reader: BufReader<Box<dyn Read + 'f>>,
    line: u64,
    buffer: Vec<u8>,
    ended: bool,
}

impl<'f> JsonLines<'f> {
    pub fn open(file: &'f InputFile) -> Result<Self, ReadError> {
        Ok(JsonLines {
            reader: BufReader::new(Stream::open(file)?.reader),
            line: 0,
            buffer: Vec::new(),
            ended: false,
        })
    }

    /// The next object.
    pub fn next_object(&mut self) -> Option<Result<Object, BadTableRow>> {
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
            return Some(match object(text) {
                Ok((values, mended)) => Ok(Object {
                    place: self.place(),
                    line: self.line,
                    values,
                    mended,
                }),
                Err(detail) => Err(self.bad("malformed", detail)),
            });
        }
    }

    fn place(&self) -> Place {
        Place::Line(u32::try_from(self.line).unwrap_or(u32::MAX))
    }

    fn bad(&self, reason: &'static str, detail: String) -> BadTableRow {
        BadTableRow {
            place: self.place(),
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

/// The values of an object in JSON, as text under dotted keys: `{"author": {"id": 1}}` has `author.id`.
/// Of a GeoJSON feature the properties are the row's own values.
/// What an encoding had spoilt in them is put right.
pub(super) fn object(text: &str) -> Result<(BTreeMap<String, String>, Repairs), String> {
    let mut object = match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return Err("no JSON object: a row begins with {".into()),
        Err(error) => {
            let column = error.column();
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or("");
            return Err(format!("column {column}: {said}; is it cut or edited?"));
        }
    };
    let mut out = BTreeMap::new();
    let mut mended = Repairs::default();
    if object.get("type").is_some_and(|t| t == "Feature")
        && let Some(Value::Object(properties)) = object.remove("properties")
    {
        object.remove("type");
        flatten("", object, &mut out, &mut mended)?;
        flatten("", properties, &mut out, &mut mended)?;
    } else {
        flatten("", object, &mut out, &mut mended)?;
    }
    Ok((out, mended))
}

fn flatten(
    prefix: &str,
    object: Map<String, Value>,
    out: &mut BTreeMap<String, String>,
    mended: &mut Repairs,
) -> Result<(), String> {
    for (key, value) in object {
        let key = format!("{prefix}{}", right(key, mended));
        if key.len() > LONGEST_NAME {
            // Every value inside would carry the name.
            return Err(format!(
                "a key of {} bytes, more than the {LONGEST_NAME} of a name",
                key.len()
            ));
        }
        match value {
            // serde_json refuses nesting beyond 128, so this recursion ends.
            Value::Object(inner) => flatten(&format!("{key}."), inner, out, mended)?,
            value => {
                out.insert(key, right(scalar(value), mended));
            }
        }
    }
    Ok(())
}

/// A text whose characters are put right.
pub(super) fn right(text: String, mended: &mut Repairs) -> String {
    let (right, repairs) = repair(&text);
    if repairs.is_empty() {
        return text;
    }
    mended.add(repairs);
    right.into_owned()
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
