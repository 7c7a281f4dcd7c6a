//! CSV as a stream of rows: separator and encoding found, every bad row reported, no row lost.

use super::csv_ahead::{CutAhead, OwnedCutter};
use super::csv_cut::Cutter;
use super::csv_split::{Records, unquote};
use crate::ingest::clean::repair::{Repairs, repair};
use crate::ingest::io::decode::{Charset, Stream, charset, decode_head};
use crate::ingest::{HEAD, InputFile, ReadError};
use std::io::Read;

pub use super::csv_cut::{BadCsvRow, CsvRow, MAX_CELL_BYTES};

/// The separators that are tried, in this order.
pub(in crate::ingest) const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What is taken as the separator of a table with one column: a character that no text has.
const NONE: u8 = 0x1F;

/// The longest header of a table with one column, in bytes.
const MAX_HEADER: usize = 1000;

/// How many records are looked at to find the separator.
const LOOKED_AT: usize = 10;

/// From which row on another thread cuts rows: a sample, and most files of forms, are read before.
const CUT_HERE: u64 = 500;

/// An open CSV file.
pub struct CsvRows<'f> {
    /// The header's cells, trimmed, in one line each, the byte order mark cut.
    pub headers: Vec<String>,
    /// The separator that was found.
    pub separator: u8,
    /// What was put right in the header.
    pub mojibake_fixes: Repairs,
    rows: Source<'f>,
    /// How many rows were asked for.
    asked: u64,
}

/// Who cuts the rows.
enum Source<'f> {
    /// This thread: the stream is borrowed from the file.
    Borrowed(Box<Cutter<Box<dyn Read + 'f>>>),
    /// This thread, which may hand the work over.
    Owned(Box<OwnedCutter>),
    /// Another thread.
    Ahead(CutAhead),
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
    // Excel names the separator in a line of its own.
    let first = &text[..text.find(['\n', '\r']).unwrap_or(text.len())];
    let named = first.trim_matches('"').strip_prefix("sep=");
    if let Some(separator) = named.and_then(|t| <[u8; 1]>::try_from(t.as_bytes()).ok()) {
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
    let header = first.len() <= MAX_HEADER
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
/// that is most frequent in the header, outside quotation marks.
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
        match layout(&file.head) {
            Some((_, layout)) => Self::with(layout, file),
            None => Ok(None),
        }
    }

    /// Opens a table with one column, whose first line has no separator; `None` where it cannot be one. Any
    /// text can: that its first line is a header is for others to know.
    pub fn open_single(file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        match single(&file.head) {
            Some(layout) => Self::with(layout, file),
            None => Ok(None),
        }
    }

    fn with(layout: Layout, file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        let head = &file.head;
        let (charset, mark) = charset(head, head.len() < HEAD);
        if !charset.is_wide()
            && let Some(reader) = file.owned_reader()?
        {
            let opened = begin(&layout, head, reader, charset, mark);
            return Ok(opened.map(|(cutter, mojibake_fixes)| {
                let (headers, separator) = (cutter.headers.clone(), cutter.separator);
                Self::of(
                    headers,
                    separator,
                    mojibake_fixes,
                    Source::Owned(Box::new(cutter)),
                )
            }));
        }
        Ok(Self::borrowed(&layout, head, file.reader()?))
    }

    /// The rows of a stream of bytes that begin with the head.
    fn borrowed(layout: &Layout, head: &[u8], reader: Box<dyn Read + 'f>) -> Option<Self> {
        let stream = Stream::over(head, reader);
        let (cutter, mojibake_fixes) =
            begin(layout, head, stream.reader, stream.charset, stream.mark)?;
        let (headers, separator) = (cutter.headers.clone(), cutter.separator);
        let rows = Source::Borrowed(Box::new(cutter));
        Some(Self::of(headers, separator, mojibake_fixes, rows))
    }

    fn of(headers: Vec<String>, separator: u8, mojibake_fixes: Repairs, rows: Source<'f>) -> Self {
        CsvRows {
            headers,
            separator,
            mojibake_fixes,
            rows,
            asked: 0,
        }
    }

    /// The place of a column by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|h| h == name)
    }

    /// Cells of other columns than these come empty; to be said before any row is asked for.
    pub(super) fn only(&mut self, columns: &[usize]) {
        match &mut self.rows {
            Source::Borrowed(cutter) => cutter.only(columns),
            Source::Owned(cutter) => cutter.only(columns),
            Source::Ahead(_) => {}
        }
    }

    /// The next row. Empty lines are no rows.
    pub fn next_row(&mut self) -> Option<Result<CsvRow, BadCsvRow>> {
        self.asked += 1;
        if self.asked == CUT_HERE && rayon::current_num_threads() > 1 {
            self.rows.go_ahead();
        }
        match &mut self.rows {
            Source::Borrowed(cutter) => cutter.next_row(),
            Source::Owned(cutter) => cutter.next_row(),
            Source::Ahead(ahead) => ahead.next_row(),
        }
    }

    /// Whether the row given last seems to hold others, which an open quotation mark swallowed.
    pub fn swallowed(&self) -> Option<String> {
        match &self.rows {
            Source::Borrowed(cutter) => cutter.swallowed(),
            Source::Owned(cutter) => cutter.swallowed(),
            Source::Ahead(ahead) => ahead.swallowed(),
        }
    }
}

impl Source<'_> {
    /// Has another thread cut the rows that follow, where that can be.
    fn go_ahead(&mut self) {
        if let Source::Owned(_) = self
            && let Some((ahead, give)) = CutAhead::begin()
            && let Source::Owned(cutter) = std::mem::replace(self, Source::Ahead(ahead))
        {
            // The thread waits for it.
            let _ = give.send(cutter);
        }
    }
}

/// Reads the header of a stream; gives what cuts its rows, and what was put right in the header.
fn begin<R: Read>(
    layout: &Layout,
    head: &[u8],
    reader: R,
    charset: Charset,
    mark: usize,
) -> Option<(Cutter<R>, Repairs)> {
    let line = 1 + u64::from(layout.skip > 0);
    let mut records = Records::new(reader, layout.separator, mark + layout.skip, line);
    let mut error = None;
    let (names, mojibake_fixes) = match records.read() {
        Ok(Some(record)) if record.too_long.is_none() => headers(&records, charset),
        Ok(_) => return None,
        Err(e) => {
            error = Some(e);
            (sniff(head)?.0, Repairs::default())
        }
    };
    let mut cutter = Cutter::new(records, layout.separator, charset, line);
    cutter.headers = names;
    cutter.undecided = head.is_ascii() && head.len() >= HEAD;
    cutter.error = error;
    Some((cutter, mojibake_fixes))
}

#[cfg(test)]
mod tests;
