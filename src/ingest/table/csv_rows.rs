//! CSV as a stream of rows: separator and encoding found, every bad row told, no row lost.

use super::Cells;
use super::csv_split::{LONGEST_RECORD, Records, unquote};
use super::csv_swallow;
use crate::ingest::decode::{Charset, Stream, charset, decode_head};
use crate::ingest::repair::{Repairs, is_suspect, repair};
use crate::ingest::{HEAD, InputFile, ReadError};
use std::io::{self, Read};

/// The longest cell that is kept, in bytes.
pub const LONGEST_CELL: usize = 8 << 20;

/// The separators that are tried, in this order.
pub(in crate::ingest) const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What stands for the separator of a table with one column: a character that no text has.
const NONE: u8 = 0x1F;

/// The longest header of a table with one column, in bytes.
const LONGEST_HEADER: usize = 1000;

/// How many records are looked at to find the separator.
const LOOKED_AT: usize = 10;

/// A row: its number from 1 (the header not counted), the line it begins on, its cells as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvRow {
    /// From 1, the header not counted.
    pub number: u64,
    /// From 1, the header counted.
    pub line: u64,
    /// One cell a column of the header.
    pub cells: Cells,
    /// How many cells of a UTF-8 file were not valid and were read as Windows-1252.
    pub repaired: u64,
    /// What an encoding had spoilt before and was put right.
    pub mended: Repairs,
}

/// A row that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCsvRow {
    /// From 1, the header not counted.
    pub number: u64,
    /// From 1.
    pub line: u64,
    /// The reason's code: `cells`, `too_long`, `unclosed_quote`, `malformed`.
    pub reason: &'static str,
    /// What is wrong and what to do.
    pub detail: String,
}

/// An open CSV file.
pub struct CsvRows<'f> {
    /// The header's cells, trimmed, in one line each, the byte order mark cut.
    pub headers: Vec<String>,
    /// The separator that was found.
    pub separator: u8,
    /// What was put right in the header.
    pub mended: Repairs,
    records: Records<Box<dyn Read + 'f>>,
    number: u64,
    /// The line that the record met last begins on.
    line: u64,
    charset: Charset,
    /// Only ASCII was seen so far, and the head ended before the file.
    undecided: bool,
    /// The disk failed in the header; the first row tells.
    error: Option<io::Error>,
    /// The disk failed and it was told: nothing more comes.
    failed: bool,
}

/// How a file's rows are written.
struct Layout {
    separator: u8,
    /// The length of a line `sep=;` before the header, its end included.
    skip: usize,
}

/// The cells of a file's header and its separator, or `None` where the head is no CSV header: it holds a
/// zero byte, or no separator in its first line.
pub fn sniff(head: &[u8]) -> Option<(Vec<String>, u8)> {
    let (text, layout) = layout(head)?;
    let text = &text.as_bytes()[layout.skip..];
    let mut records = Records::new(text, layout.separator, 0, 1);
    records.read().ok()??;
    let (headers, _) = headers(&records, Charset::Utf8);
    Some((headers, layout.separator))
}

/// The head as text, and how its rows are written.
fn layout(head: &[u8]) -> Option<(String, Layout)> {
    let text = decode_head(head).0.into_owned();
    if text.contains('\0') {
        return None;
    }
    // Excel tells the separator in a line of its own.
    let first = &text[..text.find(['\n', '\r']).unwrap_or(text.len())];
    let told = first.trim_matches('"').strip_prefix("sep=");
    if let Some(separator) = told.and_then(|t| <[u8; 1]>::try_from(t.as_bytes()).ok()) {
        let end = &text[first.len()..];
        let end = if end.starts_with("\r\n") { 2 } else { 1 };
        let layout = Layout {
            separator: separator[0],
            skip: (first.len() + end).min(text.len()),
        };
        return Some((text, layout));
    }
    let separator = separator(text.as_bytes())?;
    Some((text, Layout { separator, skip: 0 }))
}

/// The layout of a table with one column, where a head can be that of one.
fn single(head: &[u8]) -> Option<Layout> {
    let text = decode_head(head).0;
    let first = first_line(text.as_bytes());
    let header = first.len() <= LONGEST_HEADER
        && !first.trim_ascii().is_empty()
        && !first.starts_with(b"{")
        && !first.starts_with(b"[")
        && !first.starts_with(b"<")
        && !first.iter().any(|b| SEPARATORS.contains(b));
    let binary = text.contains(|c: char| c.is_control() && !c.is_whitespace());
    (header && !binary).then_some(Layout {
        separator: NONE,
        skip: 0,
    })
}

/// The first line; a line feed inside quotation marks does not end it.
fn first_line(bytes: &[u8]) -> &[u8] {
    let mut inside = false;
    for (i, b) in bytes.iter().enumerate() {
        match b {
            b'"' => inside = !inside,
            b'\n' | b'\r' if !inside => return &bytes[..i],
            _ => {}
        }
    }
    bytes
}

/// The separator that cuts most of the first records into as many cells as the header; of several, the one
/// that stands most often in the header, outside quotation marks.
fn separator(text: &[u8]) -> Option<u8> {
    let mut counts = [0usize; SEPARATORS.len()];
    let mut inside = false;
    for b in first_line(text) {
        if *b == b'"' {
            inside = !inside;
        } else if !inside && let Some(at) = SEPARATORS.iter().position(|s| s == b) {
            counts[at] += 1;
        }
    }
    let found = SEPARATORS.into_iter().zip(counts).filter(|f| f.1 > 0);
    // The first of equals: `max_by_key` would give the last.
    let best = found.rev().max_by_key(|(s, n)| (agreeing(text, *s), *n))?;
    Some(best.0)
}

/// How many of the first records have as many cells as the header.
fn agreeing(text: &[u8], separator: u8) -> usize {
    let mut records = Records::new(text, separator, 0, 1);
    let mut cells = None;
    let mut agree = 0;
    while let Ok(Some(_)) = records.read() {
        let found = records.cells().len();
        match cells {
            None => cells = Some(found),
            Some(cells) => agree += usize::from(found == cells),
        }
        if agree >= LOOKED_AT {
            break;
        }
    }
    agree
}

/// The cells of the record met last, as a header's.
fn headers<R: Read>(records: &Records<R>, charset: Charset) -> (Vec<String>, Repairs) {
    let (mut headers, mut repairs) = (Vec::new(), Repairs::default());
    for cell in records.cells() {
        let raw = &records.bytes()[cell.start as usize..cell.end as usize];
        let (text, _) = charset.read(raw);
        let (text, repaired) = repair(&text);
        repairs.add(repaired);
        let mut name = String::with_capacity(text.len());
        if cell.quotes {
            unquote(&text, &mut name);
        } else {
            name.push_str(&text);
        }
        if name.contains(['\n', '\r']) {
            name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        headers.push(name.trim().to_string());
    }
    (headers, repairs)
}

impl<'f> CsvRows<'f> {
    /// Opens a file that [`sniff`] knows as CSV; `None` where it is none.
    pub fn open(file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        Ok(Self::over(&file.head, file.reader()?))
    }

    /// Opens a table with one column, whose first line has no separator; `None` where it cannot be one. Any
    /// text can: that its first line is a header is for others to know.
    pub fn open_single(file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        let Some(layout) = single(&file.head) else {
            return Ok(None);
        };
        Ok(Self::with(layout, &file.head, file.reader()?))
    }

    /// The rows of a stream of bytes that begin with the head.
    fn over(head: &[u8], reader: Box<dyn Read + 'f>) -> Option<Self> {
        Self::with(layout(head)?.1, head, reader)
    }

    fn with(layout: Layout, head: &[u8], reader: Box<dyn Read + 'f>) -> Option<Self> {
        let stream = Stream::over(head, reader);
        let skip = stream.mark + layout.skip;
        let line = 1 + u64::from(layout.skip > 0);
        let mut records = Records::new(stream.reader, layout.separator, skip, line);
        let mut error = None;
        let (names, mended) = match records.read() {
            Ok(Some(record)) if record.too_long.is_none() => headers(&records, stream.charset),
            Ok(_) => return None,
            Err(e) => {
                error = Some(e);
                (sniff(head)?.0, Repairs::default())
            }
        };
        Some(CsvRows {
            headers: names,
            separator: layout.separator,
            mended,
            records,
            number: 0,
            line,
            charset: stream.charset,
            undecided: head.is_ascii() && head.len() >= HEAD,
            error,
            failed: false,
        })
    }

    /// The place of a column by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|h| h == name)
    }

    /// The next row. Empty lines are no rows.
    pub fn next_row(&mut self) -> Option<Result<CsvRow, BadCsvRow>> {
        if self.failed {
            return None;
        }
        let read = match self.error.take() {
            Some(error) => Err(error),
            None => self.records.read(),
        };
        self.number += 1;
        let number = self.number;
        let bad = |line: u64, reason, detail: String| {
            Some(Err(BadCsvRow {
                number,
                line,
                reason,
                detail: format!("line {line}{detail}"),
            }))
        };
        let record = match read {
            Ok(record) => record?,
            Err(error) => {
                self.failed = true;
                let line = self.records.line();
                return bad(
                    line,
                    "malformed",
                    format!(": {error}; nothing behind it was read"),
                );
            }
        };
        let line = record.line;
        self.line = line;
        let lines = self.records.line() - line;
        if record.unclosed {
            let followed = lines - u64::from(self.records.bytes().ends_with(b"\n")).min(lines);
            let followed = match followed {
                0 => "it".to_string(),
                n => format!("what follows it, {} to the end of the file,", counted(n)),
            };
            let detail = format!(
                ": a quotation mark is opened and never closed: close it; {followed} was not read"
            );
            return bad(line, "unclosed_quote", detail);
        }
        if let Some(length) = record.too_long {
            let detail = format!(
                ": a row of {length} bytes, more than the {LONGEST_RECORD} that are read: is a line end missing?"
            );
            return bad(line, "too_long", detail);
        }
        let (bytes, cells) = (self.records.bytes(), self.records.cells());
        if bytes.len() > LONGEST_CELL {
            let length = |c: &super::csv_split::Cell| (c.end - c.start) as usize;
            if let Some(at) = cells.iter().position(|c| length(c) > LONGEST_CELL) {
                let name = self.headers.get(at).map_or("?", String::as_str);
                let detail = format!(
                    ", column {name}: a cell of {} bytes, more than the {LONGEST_CELL} that are read: cut it",
                    length(&cells[at])
                );
                return bad(line, "too_long", detail);
            }
        }
        if let Some(extra) = cells.get(self.headers.len()..) {
            let blank = |c: &super::csv_split::Cell| {
                let raw = &bytes[c.start as usize..c.end as usize];
                raw.iter().all(u8::is_ascii_whitespace)
            };
            if !extra.iter().all(blank) {
                let mut detail = format!(
                    ": {} cells for {} columns: is a separator inside a text without quotation marks?",
                    cells.len(),
                    self.headers.len()
                );
                if lines > 0 {
                    detail += &format!(
                        " or is a quotation mark left open? it goes on for {}, not read either",
                        counted(lines)
                    );
                }
                return bad(line, "cells", detail);
            }
        }
        Some(Ok(self.row(number, line)))
    }

    /// Whether the row given last seems to hold others, which an open quotation mark swallowed.
    pub fn swallowed(&self) -> Option<String> {
        // Most records stand in one line.
        if self.records.line() == self.line {
            return None;
        }
        let (bytes, cells) = (self.records.bytes(), self.records.cells());
        csv_swallow::swallowed(&self.headers, self.separator, bytes, cells, self.line)
    }

    /// The record met last as a row.
    fn row(&mut self, number: u64, line: u64) -> CsvRow {
        let width = self.headers.len();
        let bytes = self.records.bytes();
        let cells = self.records.cells();
        let cells = &cells[..cells.len().min(width)];
        let text = std::str::from_utf8(bytes);
        if self.undecided && !bytes.is_ascii() {
            self.undecided = false;
            let (ahead, whole) = self.records.ahead();
            self.charset = match charset(ahead, whole).0 {
                wide if wide.is_wide() => Charset::Utf8,
                found => found,
            };
        }
        if let Ok(text) = text
            && !is_suspect(text)
        {
            return CsvRow {
                number,
                line,
                cells: Cells::cut(text, cells, width),
                repaired: 0,
                mended: Repairs::default(),
            };
        }
        let (mut repaired, mut mended) = (0, Repairs::default());
        let mut out = Cells::with_width(width);
        for cell in cells {
            let raw = &bytes[cell.start as usize..cell.end as usize];
            let (text, wrong) = self.charset.read(raw);
            repaired += u64::from(wrong > 0);
            let (text, repairs) = repair(&text);
            mended.add(repairs);
            if cell.quotes {
                out.push_with(|to| unquote(&text, to));
            } else {
                out.push_with(|to| to.push_str(&text));
            }
        }
        CsvRow {
            number,
            line,
            cells: out,
            repaired,
            mended,
        }
    }
}

fn counted(lines: u64) -> String {
    format!("{lines} {}", if lines == 1 { "line" } else { "lines" })
}

#[cfg(test)]
mod tests;
