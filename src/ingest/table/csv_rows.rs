//! CSV as a stream of rows: separator and encoding found, every bad row reported, no row lost.

use super::csv_ahead::{CutAhead, OwnedCutter};
use super::csv_cut::Cutter;
pub(in crate::ingest) use super::csv_layout::SEPARATORS;
use super::csv_layout::{Layout, inner, layout, single};
use super::csv_split::{Record, Records, unquote};
use super::header_row::{NO_HEADER, column_names};
use crate::ingest::clean::repair::{Repairs, repair};
use crate::ingest::io::decode::{Charset, Stream, charset};
use crate::ingest::{HEAD, InputFile, ReadError};
use crate::model::WarningKind;
use std::io::Read;

pub use super::csv_cut::{BadCsvRow, CsvRow, MAX_CELL_BYTES};

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
    layout: Layout,
    met: Met,
}

/// What was met in the rows given so far.
struct Met {
    /// What the bytes are in.
    charset: Charset,
    /// Zeros that were dropped, and the line of the first.
    zeros: u64,
    first_zero: u64,
    /// Rows that were in one quoted cell, and the line of the first.
    in_one_cell: u64,
    first_in_one_cell: u64,
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

/// The cells of a file's header and its separator, or `None` where the head is no CSV header: it is no text, or
/// there is no separator in its first lines.
pub fn sniff(head: &[u8]) -> Option<(Vec<String>, u8)> {
    let (text, layout) = layout(head, &[])?;
    let text = &text.as_bytes()[layout.skip..];
    let records = Records::new(text, layout.separator, 0, 1);
    let mut records = records.with_cr_in_cells(layout.cr_in_cells);
    header_record(&mut records, &layout).ok()??;
    let (headers, _) = headers(&records, &layout, Charset::Utf8);
    Some((headers, layout.separator))
}

/// Reads up to the record that is the header.
fn header_record<R: Read>(
    records: &mut Records<R>,
    layout: &Layout,
) -> std::io::Result<Option<Record>> {
    for _ in &layout.above {
        records.read()?;
    }
    records.read()
}

/// The names of columns, by the record met last.
fn headers<R: Read>(
    records: &Records<R>,
    layout: &Layout,
    charset: Charset,
) -> (Vec<String>, Repairs) {
    if let Some(width) = layout.headerless {
        return (column_names(width), Repairs::default());
    }
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
        if name.contains('\0') {
            name.retain(|c| c != '\0');
        }
        if name.contains(['\n', '\r']) {
            name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        headers.push(name.trim().to_string());
    }
    if layout.in_one_cell {
        headers = inner(&headers.concat(), layout.separator);
    }
    (headers, repairs)
}

impl<'f> CsvRows<'f> {
    /// Opens a file that [`sniff`] knows as CSV; `None` where it is none.
    pub fn open(file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        Self::open_with(file, &[])
    }

    /// The same where a mapping names columns: the first row that has all of them is the header.
    pub(super) fn open_with(
        file: &'f InputFile,
        wanted: &[&str],
    ) -> Result<Option<Self>, ReadError> {
        match layout(&file.head, wanted) {
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
                let (headers, charset) = (cutter.headers.clone(), cutter.charset);
                let rows = Source::Owned(Box::new(cutter));
                Self::of(headers, layout, mojibake_fixes, rows, charset)
            }));
        }
        Ok(Self::borrowed(layout, head, file.reader()?))
    }

    /// The rows of a stream of bytes that begin with the head.
    fn borrowed(layout: Layout, head: &[u8], reader: Box<dyn Read + 'f>) -> Option<Self> {
        let stream = Stream::over(head, reader);
        let (cutter, mojibake_fixes) =
            begin(&layout, head, stream.reader, stream.charset, stream.mark)?;
        let (headers, charset) = (cutter.headers.clone(), cutter.charset);
        let rows = Source::Borrowed(Box::new(cutter));
        Some(Self::of(headers, layout, mojibake_fixes, rows, charset))
    }

    fn of(
        headers: Vec<String>,
        layout: Layout,
        mojibake_fixes: Repairs,
        rows: Source<'f>,
        charset: Charset,
    ) -> Self {
        CsvRows {
            headers,
            separator: layout.separator,
            mojibake_fixes,
            rows,
            asked: 0,
            layout,
            met: Met {
                charset,
                zeros: 0,
                first_zero: 0,
                in_one_cell: 0,
                first_in_one_cell: 0,
            },
        }
    }

    /// Whether the first row is data.
    pub(super) fn is_headerless(&self) -> bool {
        self.layout.headerless.is_some()
    }

    /// What is to be reported besides the rows, once they are read.
    pub(super) fn notes(&self) -> Vec<(WarningKind, String)> {
        let mut out = Vec::new();
        if let Some(message) = self.met.charset.note() {
            out.push((WarningKind::GuessedEncoding, message));
        }
        if self.is_headerless() {
            out.push((WarningKind::NoHeader, NO_HEADER.to_string()));
        }
        if !self.layout.above.is_empty() {
            let message = format!(
                "lines above the header were not read: {}",
                self.layout
                    .above
                    .iter()
                    .map(|l| format!("«{l}»"))
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            out.push((WarningKind::UnexplainedLine, message));
        }
        if self.met.zeros > 0 {
            let message = format!(
                "NUL characters, which no text has, were dropped: {}; first in line {}",
                self.met.zeros, self.met.first_zero
            );
            out.push((WarningKind::BadEncoding, message));
        }
        if self.met.in_one_cell > 0 {
            let message = format!(
                "rows that a spreadsheet had put into one quoted cell were read as the rows that they are: {}; \
                 first in line {}",
                self.met.in_one_cell, self.met.first_in_one_cell
            );
            out.push((WarningKind::UnexplainedLine, message));
        }
        out
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
        let row = match &mut self.rows {
            Source::Borrowed(cutter) => cutter.next_row(),
            Source::Owned(cutter) => cutter.next_row(),
            Source::Ahead(ahead) => ahead.next_row(),
        };
        if let Some(Ok(row)) = &row {
            self.met.add(row);
        }
        row
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

impl Met {
    fn add(&mut self, row: &CsvRow) {
        if row.zeros > 0 && self.zeros == 0 {
            self.first_zero = row.line;
        }
        self.zeros += row.zeros;
        if row.in_one_cell && self.in_one_cell == 0 {
            self.first_in_one_cell = row.line;
        }
        self.in_one_cell += u64::from(row.in_one_cell);
        if let Some(charset) = row.charset {
            self.charset = charset;
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
    let records = Records::new(reader, layout.separator, mark + layout.skip, line);
    let mut records = records.with_cr_in_cells(layout.cr_in_cells);
    let mut error = None;
    let (names, mojibake_fixes) = match header_record(&mut records, layout) {
        Ok(Some(record)) if record.too_long.is_none() => {
            let named = headers(&records, layout, charset);
            if layout.headerless.is_some() {
                records.unread(record);
            }
            named
        }
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
