//! The rows of a CSV file whose header is known: records as text, bad ones reported, no row lost.

use super::Cells;
use super::csv_layout::{inner, may_be_record};
use super::csv_split::{MAX_RECORD, Records, unquote};
use super::csv_swallow;
use crate::ingest::clean::repair::{Repairs, is_suspect, repair};
use crate::ingest::io::decode::{Charset, charset};
use crate::model::Refusal;
use std::borrow::Cow;
use std::io::{self, Read};

/// The longest cell that is kept, in bytes.
pub const MAX_CELL_BYTES: usize = 8 << 20;

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
    pub mojibake_fixes: Repairs,
    /// How many NUL characters were dropped.
    pub zeros: u64,
    /// It was in one quoted cell.
    pub in_one_cell: bool,
    /// What the file is in, where this row is the first that shows it.
    pub(super) charset: Option<Charset>,
}

/// A row that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadCsvRow {
    /// From 1, the header not counted.
    pub number: u64,
    /// From 1.
    pub line: u64,
    /// The reason's code: `cells`, `too_long`, `unclosed_quote`, `malformed`.
    pub reason: Refusal,
    /// What is wrong and what to do.
    pub detail: String,
}

/// Cuts rows from a stream behind its header.
pub(super) struct Cutter<R> {
    pub headers: Vec<String>,
    pub separator: u8,
    pub records: Records<R>,
    pub charset: Charset,
    /// Only ASCII was seen so far, and the head ended before the file.
    pub undecided: bool,
    /// What the bytes turned out to be in, until a row says so.
    newly_found: Option<Charset>,
    /// The disk failed in the header; the first row reports it.
    pub error: Option<io::Error>,
    /// Which columns are cut; all where it is `None`.
    only: Option<Vec<bool>>,
    number: u64,
    /// The line that the record met last begins on.
    line: u64,
    /// The disk failed and it was reported: nothing more comes.
    failed: bool,
}

impl<R: Read> Cutter<R> {
    /// Cuts what follows the header; `line` is the header's.
    pub(super) fn new(records: Records<R>, separator: u8, charset: Charset, line: u64) -> Self {
        Cutter {
            headers: Vec::new(),
            separator,
            records,
            charset,
            undecided: false,
            newly_found: None,
            error: None,
            only: None,
            number: 0,
            line,
            failed: false,
        }
    }

    /// Cells of other columns than these come empty.
    pub(super) fn only(&mut self, columns: &[usize]) {
        let wanted = (0..self.headers.len()).map(|at| columns.contains(&at));
        self.only = Some(wanted.collect());
    }

    /// The next row. Empty lines are no rows.
    pub(super) fn next_row(&mut self) -> Option<Result<CsvRow, BadCsvRow>> {
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
                    Refusal::Malformed,
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
            return bad(line, Refusal::UnclosedQuote, detail);
        }
        if let Some(length) = record.too_long {
            let detail = format!(
                ": a row of {length} bytes, more than the {MAX_RECORD} that are read: is a line end missing?"
            );
            return bad(line, Refusal::TooLong, detail);
        }
        let (bytes, cells) = (self.records.bytes(), self.records.cells());
        if bytes.len() > MAX_CELL_BYTES {
            let length = |c: &super::csv_split::Cell| (c.end - c.start) as usize;
            if let Some(at) = cells.iter().position(|c| length(c) > MAX_CELL_BYTES) {
                let name = self.headers.get(at).map_or("?", String::as_str);
                let detail = format!(
                    ", column {name}: a cell of {} bytes, more than the {MAX_CELL_BYTES} that are read: cut it",
                    length(&cells[at])
                );
                return bad(line, Refusal::TooLong, detail);
            }
        }
        if cells.len() == 1
            && let Some(row) = self.unwrapped(number, line)
        {
            return Some(Ok(row));
        }
        let (bytes, cells) = (self.records.bytes(), self.records.cells());
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
                return bad(line, Refusal::Cells, detail);
            }
        }
        Some(Ok(self.row(number, line)))
    }

    /// Whether the row given last seems to hold others, which an open quotation mark swallowed.
    pub(super) fn swallowed(&self) -> Option<String> {
        // Most records are in one line.
        if self.records.line() == self.line || self.only.is_some() {
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
        let decided = (self.undecided && !bytes.is_ascii()).then(|| {
            self.undecided = false;
            let (ahead, whole) = self.records.ahead();
            match charset(ahead, whole).0 {
                wide if wide.is_wide() => Charset::Utf8,
                found => found,
            }
        });
        if let Some(found) = decided {
            self.charset = found;
            self.newly_found = decided;
        }
        let zeros = memchr::memchr_iter(0, bytes).count() as u64;
        if self.only.is_none()
            && zeros == 0
            && (self.charset.may_be_utf8() || bytes.is_ascii())
            && let Ok(text) = std::str::from_utf8(bytes)
            && !is_suspect(text)
        {
            return CsvRow {
                number,
                line,
                cells: Cells::cut(text, cells, width),
                repaired: 0,
                mojibake_fixes: Repairs::default(),
                zeros: 0,
                in_one_cell: false,
                charset: self.newly_found.take(),
            };
        }
        let (mut repaired, mut mojibake_fixes) = (0, Repairs::default());
        let mut out = Cells::with_width(width);
        for (at, cell) in cells.iter().enumerate() {
            if self.only.as_ref().is_some_and(|only| !only[at]) {
                out.push_with(|_| ());
                continue;
            }
            let raw = &bytes[cell.start as usize..cell.end as usize];
            let (text, wrong) = self.charset.read(raw);
            repaired += u64::from(wrong > 0);
            let (mut text, repairs) = repair(&text);
            mojibake_fixes.add(repairs);
            if zeros > 0 && text.contains('\0') {
                text = Cow::Owned(text.replace('\0', ""));
            }
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
            mojibake_fixes,
            zeros,
            in_one_cell: false,
            charset: self.newly_found.take(),
        }
    }

    /// The row that a record of one quoted cell is, where that holds as many cells as there are columns.
    fn unwrapped(&mut self, number: u64, line: u64) -> Option<CsvRow> {
        let cell = *self.records.cells().first()?;
        let before = (cell.start as usize).checked_sub(1)?;
        let columns = self.headers.len();
        if self.records.bytes().get(before) != Some(&b'"') || columns < 2 {
            return None;
        }
        let only = self.only.take();
        let row = self.row(number, line);
        self.only = only;
        let text = row.cells.get(0).unwrap_or("");
        let cells = match may_be_record(text, self.separator, columns) {
            true => inner(text, self.separator),
            false => Vec::new(),
        };
        if cells.len() != columns {
            self.newly_found = row.charset;
            return None;
        }
        Some(CsvRow {
            cells: cells.into(),
            in_one_cell: true,
            ..row
        })
    }
}

fn counted(lines: u64) -> String {
    format!("{lines} {}", if lines == 1 { "line" } else { "lines" })
}
