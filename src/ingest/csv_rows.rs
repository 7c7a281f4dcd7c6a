//! CSV as a stream of rows: separator and encoding found, every bad row told, no row lost.

use super::{InputFile, ReadError};
use std::borrow::Cow;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// The longest cell that is kept, in bytes.
pub const LONGEST_CELL: usize = 8 << 20;

/// The separators that are tried, in this order.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A row: its number from 1 (the header not counted), the line it begins on, its cells as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// From 1, the header not counted.
    pub number: u64,
    /// From 1, the header counted.
    pub line: u64,
    /// One cell a column of the header.
    pub cells: Vec<String>,
    /// How many cells of a UTF-8 file were not valid and were read as Windows-1252.
    pub repaired: u64,
}

/// A row that cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
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
    /// The header's cells, trimmed, the byte order mark cut.
    pub headers: Vec<String>,
    /// The separator that was found.
    pub separator: u8,
    reader: csv::Reader<Counting<'f>>,
    record: csv::ByteRecord,
    number: u64,
    seen: Arc<Seen>,
    /// The reader counts a CRLF's line only when it meets what follows: 1 where lines end so, else 0.
    late: u64,
    /// The file is in Windows-1252 as a whole: such a cell is no repair.
    windows: bool,
}

/// What passed so far.
#[derive(Default)]
struct Seen {
    quotes: AtomicU64,
    end: AtomicBool,
}

/// Counts quotation marks as they pass: in a whole CSV file their number is even.
struct Counting<'f> {
    inner: Box<dyn Read + 'f>,
    seen: Arc<Seen>,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let quotes = buffer[..n].iter().filter(|b| **b == b'"').count();
        self.seen.quotes.fetch_add(quotes as u64, Ordering::Relaxed);
        if n == 0 && !buffer.is_empty() {
            self.seen.end.store(true, Ordering::Relaxed);
        }
        Ok(n)
    }
}

/// The cells of a file's header and its separator, or `None` where the head is no CSV header: it holds a
/// zero byte, or no separator in its first line.
pub fn sniff(head: &[u8]) -> Option<(Vec<String>, u8)> {
    let head = without_bom(head);
    let text = match utf16(head) {
        Some(text) => text,
        None if head.contains(&0) => return None,
        None => decode(first_line(head)).0.into_owned(),
    };
    let line = first_line(text.as_bytes());
    let separator = separator(line)?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(line);
    let record = reader.records().next()?.ok()?;
    let headers = record.iter().map(|h| h.trim().to_string()).collect();
    Some((headers, separator))
}

fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes)?;
    (encoding != encoding_rs::UTF_8).then(|| {
        encoding
            .decode_without_bom_handling(&bytes[mark..])
            .0
            .into_owned()
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

/// The separator that stands most often outside quotation marks.
fn separator(line: &[u8]) -> Option<u8> {
    let mut counts = [0usize; SEPARATORS.len()];
    let mut inside = false;
    for b in line {
        if *b == b'"' {
            inside = !inside;
        } else if !inside && let Some(at) = SEPARATORS.iter().position(|s| s == b) {
            counts[at] += 1;
        }
    }
    let most = *counts.iter().max()?;
    let at = counts.iter().position(|c| *c == most)?;
    (most > 0).then_some(SEPARATORS[at])
}

/// A cell as text, and whether it was not the UTF-8 that it should be.
fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (super::decode(bytes).0, true),
    }
}

impl<'f> CsvRows<'f> {
    /// Opens a file that [`sniff`] knows as CSV; `None` where it is none.
    pub fn open(file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        let Some((headers, separator)) = sniff(&file.head) else {
            return Ok(None);
        };
        let seen = Arc::new(Seen::default());
        let head = without_bom(&file.head);
        let late = u64::from(head[first_line(head).len()..].starts_with(b"\r\n"));
        let wide = utf16(&file.head).is_some();
        let inner: Box<dyn Read + 'f> = if wide {
            // UTF-16 is rare and is read whole.
            let bytes = file.bytes()?;
            Box::new(io::Cursor::new(
                utf16(&bytes).unwrap_or_default().into_bytes(),
            ))
        } else {
            file.reader()?
        };
        let reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(true)
            .flexible(true)
            .from_reader(Counting {
                inner,
                seen: seen.clone(),
            });
        Ok(Some(CsvRows {
            headers,
            separator,
            reader,
            record: csv::ByteRecord::new(),
            number: 0,
            seen,
            late,
            windows: !super::decode::holds_utf8(&file.head),
        }))
    }

    /// The place of a column by its name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|h| h == name)
    }

    /// The next row. Empty lines are no rows.
    pub fn next_row(&mut self) -> Option<Result<Row, BadRow>> {
        let read = self.reader.read_byte_record(&mut self.record);
        self.number += 1;
        let number = self.number;
        let line = self.record.position().map_or(0, csv::Position::line) + self.late;
        let bad = |reason, detail: String| {
            Some(Err(BadRow {
                number,
                line,
                reason,
                detail,
            }))
        };
        match read {
            Ok(false) => return None,
            Ok(true) => {}
            Err(error) => {
                // The reader cannot go on after an error of the disk.
                self.record.clear();
                return bad("malformed", format!("line {line}: {error}"));
            }
        }
        let open = self.seen.quotes.load(Ordering::Relaxed) % 2 == 1;
        // An odd number may also be an inch sign: only a cell that swallowed line ends is told.
        let swallowed = self.record.iter().any(|c| c.contains(&b'\n'));
        if open && swallowed && self.seen.end.load(Ordering::Relaxed) {
            return bad(
                "unclosed_quote",
                format!(
                    "line {line}: a quotation mark is opened and never closed: close it; what follows it was not read"
                ),
            );
        }
        if let Some(at) = self.record.iter().position(|c| c.len() > LONGEST_CELL) {
            let name = self.headers.get(at).map_or("?", String::as_str);
            return bad(
                "too_long",
                format!(
                    "line {line}, column {name}: a cell of {} bytes, more than the {LONGEST_CELL} that are read: cut it",
                    self.record[at].len()
                ),
            );
        }
        let extra = self.record.iter().skip(self.headers.len());
        let filled_extra = extra
            .filter(|c| !c.iter().all(u8::is_ascii_whitespace))
            .count();
        if filled_extra > 0 {
            return bad(
                "cells",
                format!(
                    "line {line}: {} cells for {} columns: is a separator inside a text without quotation marks?",
                    self.record.len(),
                    self.headers.len()
                ),
            );
        }
        let mut repaired = 0;
        let mut cells: Vec<String> = self
            .record
            .iter()
            .take(self.headers.len())
            .map(|c| {
                let (text, wrong) = decode(c);
                repaired += u64::from(wrong && !self.windows);
                text.into_owned()
            })
            .collect();
        // A short row lacks its last cells: spreadsheets cut empty ones.
        cells.resize(self.headers.len(), String::new());
        Some(Ok(Row {
            number,
            line,
            cells,
            repaired,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8]) -> (Vec<String>, Vec<Result<Row, BadRow>>) {
        let file = InputFile::from_bytes("t.csv", text.to_vec());
        let mut csv = CsvRows::open(&file).unwrap().expect("a CSV file");
        let mut out = Vec::new();
        while let Some(row) = csv.next_row() {
            out.push(row);
        }
        (csv.headers, out)
    }

    #[test]
    fn separators_encodings_and_quotes() {
        let (headers, found) =
            rows(b"\xEF\xBB\xBFid;texte\r\n1;\"a;b \"\"c\"\"\nsuite\"\r\n2;\xE9t\xE9\r\n");
        assert_eq!(headers, ["id", "texte"]);
        assert_eq!(found[0].as_ref().unwrap().cells, ["1", "a;b \"c\"\nsuite"]);
        let second = found[1].as_ref().unwrap();
        // The mark says UTF-8, the cell is none.
        assert_eq!((second.line, second.repaired), (4, 1));
        // A file that is in Windows-1252 as a whole has nothing to repair.
        let plain = rows(b"a;b\n\xE9;2\n").1;
        assert_eq!(plain[0].as_ref().unwrap().repaired, 0);
        let (_, mixed) = rows(
            "a;b\né;1\n"
                .as_bytes()
                .iter()
                .chain(b"\xE9;2\n")
                .copied()
                .collect::<Vec<_>>()
                .as_slice(),
        );
        assert_eq!(mixed[1].as_ref().unwrap().repaired, 1);
        assert_eq!(second.cells[1], "été");
        assert_eq!(
            rows(b"a\tb\n1\t2\n").1[0].as_ref().unwrap().cells,
            ["1", "2"]
        );
        let wide: Vec<u8> = std::iter::once(0xFEFFu16)
            .chain("a,b\n1,é\n".encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(rows(&wide).1[0].as_ref().unwrap().cells, ["1", "é"]);
    }

    #[test]
    fn bad_rows_are_told_and_good_ones_kept() {
        let (_, found) = rows(b"a,b\n1,2\n1,2,3\n4\n5,6\n");
        assert_eq!(found.len(), 4);
        assert_eq!(found[1].as_ref().unwrap_err().reason, "cells");
        assert_eq!(found[2].as_ref().unwrap().cells, ["4", ""]);
        let (_, found) = rows(b"a,b\n1,2\n3,\"open\n4,5\n6,7\n");
        assert_eq!(found.len(), 2);
        let bad = found[1].as_ref().unwrap_err();
        assert_eq!((bad.reason, bad.line), ("unclosed_quote", 3));
        let long = [
            b"a,b\n1,".to_vec(),
            vec![b'x'; LONGEST_CELL + 1],
            b"\n2,3\n".to_vec(),
        ]
        .concat();
        let (_, found) = rows(&long);
        assert_eq!(found[0].as_ref().unwrap_err().reason, "too_long");
        assert!(found[1].is_ok());
    }

    #[test]
    fn what_is_no_csv() {
        assert!(sniff(b"\0\0\0,\0").is_none());
        assert!(sniff(b"une phrase sans rien").is_none());
        assert!(sniff(b"").is_none());
    }
}
