//! JSON Lines: one object a line, flattened into cells; bad lines are reported and passed over.

use super::ordered::Ordered;
use super::responses;
use super::row::BadRow;
use crate::ingest::clean::repair::{Repairs, repair};
use crate::ingest::io::decode::Stream;
use crate::ingest::table::csv_rows::MAX_CELL_BYTES;
use crate::ingest::{InputFile, ReadError};
use crate::model::{Place, Refusal};
use serde_json::Value;
use std::io::{self, BufRead, BufReader, Read};

/// The longest name of a column, the names of the objects around it counted.
const MAX_NAME: usize = 1000;

/// Whether the first line is a JSON object as a whole.
pub(in crate::ingest) fn begins_with_object(file: &InputFile) -> bool {
    let Ok(mut rows) = JsonLines::open(file) else {
        return false;
    };
    rows.next_object().is_some_and(|first| first.is_ok())
}

/// An object of a file: where it is, on which line, and its values as text under dotted keys, in the
/// order of the file.
pub(super) struct Object {
    pub place: Place,
    pub line: u64,
    pub values: Vec<(String, String)>,
    /// What an encoding had spoilt and was put right.
    pub mojibake_fixes: Repairs,
}

/// The objects of a JSON Lines file.
pub(super) struct JsonLines<'f> {
    reader: BufReader<Box<dyn Read + 'f>>,
    line: u64,
    buffer: Vec<u8>,
    ended: bool,
}

impl<'f> JsonLines<'f> {
    pub(super) fn open(file: &'f InputFile) -> Result<Self, ReadError> {
        Ok(JsonLines {
            reader: BufReader::new(Stream::open(file)?.reader),
            line: 0,
            buffer: Vec::new(),
            ended: false,
        })
    }

    /// The next object.
    pub(super) fn next_object(&mut self) -> Option<Result<Object, BadRow>> {
        loop {
            if self.ended {
                return None;
            }
            let size = match self.read_line() {
                Ok(0) => return None,
                Ok(size) => size,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(self.bad(Refusal::Malformed, error.to_string())));
                }
            };
            if size > MAX_CELL_BYTES as u64 {
                let detail = format!(
                    "a line of {size} bytes, more than the {MAX_CELL_BYTES} that are read: cut it"
                );
                return Some(Err(self.bad(Refusal::TooLong, detail)));
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
                    return Some(Err(self.bad(Refusal::Malformed, detail)));
                }
            };
            return Some(match object(text) {
                Ok((values, mojibake_fixes)) => Ok(Object {
                    place: self.place(),
                    line: self.line,
                    values,
                    mojibake_fixes,
                }),
                Err(detail) => Err(self.bad(Refusal::Malformed, detail)),
            });
        }
    }

    fn place(&self) -> Place {
        Place::Line(u32::try_from(self.line).unwrap_or(u32::MAX))
    }

    fn bad(&self, reason: Refusal, detail: String) -> BadRow {
        BadRow {
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
            if size <= MAX_CELL_BYTES as u64 {
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
pub(super) fn object(text: &str) -> Result<(Vec<(String, String)>, Repairs), String> {
    let mut object = match serde_json::from_str::<Ordered>(text) {
        Ok(Ordered::Object(object)) => object,
        Ok(Ordered::Other(_)) => return Err("no JSON object: a row begins with {".into()),
        Err(error) => {
            let column = error.column();
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or("");
            return Err(format!("column {column}: {said}; is it cut or edited?"));
        }
    };
    let mut out = Vec::with_capacity(object.len());
    let mut mojibake_fixes = Repairs::default();
    let is_feature = object.iter().any(|(key, value)| {
        key == "type" && matches!(value, Ordered::Other(Value::String(kind)) if kind == "Feature")
    });
    let properties = object
        .iter()
        .position(|(key, value)| key == "properties" && matches!(value, Ordered::Object(_)))
        .filter(|_| is_feature);
    if let Some(at) = properties {
        let (_, properties) = object.remove(at);
        object.retain(|(key, _)| key != "type");
        flatten("", object, &mut out, &mut mojibake_fixes)?;
        if let Ordered::Object(properties) = properties {
            flatten("", properties, &mut out, &mut mojibake_fixes)?;
        }
    } else {
        flatten("", object, &mut out, &mut mojibake_fixes)?;
    }
    Ok((out, mojibake_fixes))
}

fn flatten(
    prefix: &str,
    object: Vec<(String, Ordered)>,
    out: &mut Vec<(String, String)>,
    mojibake_fixes: &mut Repairs,
) -> Result<(), String> {
    for (key, value) in object {
        let key = format!("{prefix}{}", right(key, mojibake_fixes));
        if key.len() > MAX_NAME {
            // Every value inside would carry the name.
            return Err(format!(
                "a key of {} bytes, more than the {MAX_NAME} of a name",
                key.len()
            ));
        }
        match value {
            // serde_json refuses nesting beyond 128, so this recursion ends.
            Ordered::Object(inner) => flatten(&format!("{key}."), inner, out, mojibake_fixes)?,
            Ordered::Other(Value::Array(list)) if responses::is_responses(&list) => {
                let cells = responses::cells(&list).into_iter();
                out.extend(cells.map(|(name, cell)| {
                    (right(name, mojibake_fixes), right(cell, mojibake_fixes))
                }));
            }
            Ordered::Other(value) => out.push((key, right(scalar(value), mojibake_fixes))),
        }
    }
    Ok(())
}

/// A text whose characters are put right.
pub(super) fn right(text: String, mojibake_fixes: &mut Repairs) -> String {
    let (right, repairs) = repair(&text);
    if repairs.is_empty() {
        return text;
    }
    mojibake_fixes.add(repairs);
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
