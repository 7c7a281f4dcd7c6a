//! Cuts a stream of bytes into the records and cells of CSV, in bounded memory.
//!
//! As spreadsheets write it: a cell that begins with a quotation mark ends with the next one that is not
//! doubled, and what follows up to the separator belongs to it; a quotation mark elsewhere is a character;
//! LF and CRLF end a record, and so does a lone CR, except in a file whose lines end in LF; empty lines are none.

use super::cell_ends::CellEnds;
use memchr::{memchr, memchr_iter};
use std::io::{self, Read};

/// The longest record that is kept, in bytes.
pub(super) const MAX_RECORD: usize = 64 << 20;

/// How much is read at once.
const CHUNK: usize = 256 << 10;

/// A cell: where it is in its record, without the quotation marks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub start: u32,
    pub end: u32,
    /// It holds doubled quotation marks, or something behind the closing one: see [`unquote`].
    pub quotes: bool,
}

/// A record that was met. Its bytes and cells are [`Records::bytes`] and [`Records::cells`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The line it begins on, from 1.
    pub line: u64,
    /// Its length where it is longer than [`MAX_RECORD`]; nothing of it is kept then.
    pub too_long: Option<u64>,
    /// The file ends inside a quotation that swallowed at least one line end.
    pub unclosed: bool,
}

/// The records of a stream.
pub(super) struct Records<R> {
    reader: R,
    separator: u8,
    /// Whether a lone CR ends a record.
    cr_ends: bool,
    buffer: Vec<u8>,
    /// Where the next record begins in the buffer.
    at: usize,
    /// Where the bytes that were read end.
    filled: usize,
    ended: bool,
    /// What the reader failed with, reported once what was read before is given.
    failed: Option<io::Error>,
    line: u64,
    /// The record met last.
    found: std::ops::Range<usize>,
    cells: Vec<Cell>,
}

/// How a look at the buffer ended.
enum Scan {
    /// The record goes on behind what was read.
    More,
    /// The record ends here; its line ends, and whether it ends in an open quotation.
    Whole { end: usize, lines: u64, open: bool },
}

impl<R: Read> Records<R> {
    /// The records of a stream behind its first `skip` bytes; `line` is the number of its first line.
    pub(super) fn new(reader: R, separator: u8, skip: usize, line: u64) -> Self {
        Records {
            reader,
            separator,
            cr_ends: true,
            buffer: Vec::new(),
            at: skip,
            filled: 0,
            ended: false,
            failed: None,
            line,
            found: 0..0,
            cells: Vec::new(),
        }
    }

    /// The same where a lone CR is a character of a cell.
    pub(super) fn with_cr_in_cells(mut self, in_cells: bool) -> Self {
        self.cr_ends = !in_cells;
        self
    }

    /// The record met last comes again; nothing was read since.
    pub(super) fn unread(&mut self, record: Record) {
        if record.too_long.is_none() {
            self.at = self.found.start;
            self.line = record.line;
        }
    }

    /// The bytes of the record met last, its line end left out.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.found.clone()]
    }

    /// The cells of the record met last.
    pub(super) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What has been read from the record met last on, and whether the file ends there.
    pub(super) fn ahead(&self) -> (&[u8], bool) {
        (&self.buffer[self.found.start..self.filled], self.ended)
    }

    /// The line that is read.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The most memory that was taken.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.buffer.capacity()
    }

    /// The next record.
    pub(super) fn read(&mut self) -> io::Result<Option<Record>> {
        if !self.skip_empty_lines()? {
            self.found = 0..0;
            self.cells.clear();
            return Ok(None);
        }
        let line = self.line;
        loop {
            match self.scan() {
                Scan::Whole { end, lines, open } => {
                    self.found = self.at..end;
                    self.at = end;
                    self.line += lines;
                    return Ok(Some(Record {
                        line,
                        too_long: None,
                        unclosed: open && lines > 0,
                    }));
                }
                Scan::More if self.filled - self.at >= MAX_RECORD => {
                    self.found = 0..0;
                    self.cells.clear();
                    let (length, unclosed) = self.skip_record()?;
                    return Ok(Some(Record {
                        line,
                        too_long: Some(length),
                        unclosed,
                    }));
                }
                Scan::More => self.fill()?,
            }
        }
    }

    /// Goes to the next record's first byte; whether there is one.
    fn skip_empty_lines(&mut self) -> io::Result<bool> {
        loop {
            while self.at < self.filled {
                match self.buffer[self.at] {
                    b'\n' => self.line += 1,
                    // Of CRLF the line feed counts; which one it is may be behind the buffer.
                    b'\r' if self.at + 1 == self.filled && !self.ended => break,
                    b'\r' => {
                        let pair = self.at + 1 < self.filled && self.buffer[self.at + 1] == b'\n';
                        self.line += u64::from(!pair && self.cr_ends);
                    }
                    _ => return Ok(true),
                }
                self.at += 1;
            }
            if self.ended {
                return Ok(false);
            }
            self.fill()?;
        }
    }

    /// Reads on: what was not given yet moves to the front, and the rest of the buffer is filled.
    fn fill(&mut self) -> io::Result<()> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if self.at > 0 && self.at <= self.filled {
            self.buffer.copy_within(self.at..self.filled, 0);
            self.filled -= self.at;
            self.at = 0;
        }
        if self.buffer.len() - self.filled < CHUNK / 2 {
            // Doubled, so that a long record is looked at twice in all.
            let size = (2 * self.buffer.len()).clamp(CHUNK, MAX_RECORD + CHUNK);
            self.buffer.resize(size.max(self.filled + 1), 0);
        }
        let before = self.filled;
        while self.filled < self.buffer.len() {
            match self.reader.read(&mut self.buffer[self.filled..]) {
                Ok(0) => {
                    self.ended = true;
                    self.at = self.at.min(self.filled);
                    break;
                }
                Ok(n) => self.filled += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) if self.filled > before => {
                    self.failed = Some(e);
                    break;
                }
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// Looks for the record's cells and its end in what was read.
    fn scan(&mut self) -> Scan {
        self.cells.clear();
        let bytes = &self.buffer[self.at..self.filled];
        let (separator, cells) = (self.separator, &mut self.cells);
        let ends = CellEnds {
            separator,
            cr_ends: self.cr_ends,
            last: self.ended,
        };
        // A record in the buffer is shorter than 4 GiB: its places are u32.
        let mut add = |start: usize, end: usize, quotes: bool| {
            cells.push(Cell {
                start: start as u32,
                end: end as u32,
                quotes,
            });
        };
        let (mut i, mut lines) = (0, 0);
        let whole = |end: usize, lines: u64, open: bool| Scan::Whole {
            end: self.at + end,
            lines,
            open,
        };
        loop {
            let (start, end, quotes);
            match bytes.get(i) {
                None if !self.ended => return Scan::More,
                None => {
                    add(i, i, false);
                    return whole(i, lines, false);
                }
                // Most columns of an export are empty in most rows.
                Some(b) if *b == separator => {
                    add(i, i, false);
                    i += 1;
                    continue;
                }
                Some(b'"') => {
                    start = i + 1;
                    let (mut at, mut doubled) = (start, false);
                    loop {
                        let Some(n) = memchr(b'"', &bytes[at..]) else {
                            if !self.ended {
                                return Scan::More;
                            }
                            lines += line_feeds(&bytes[start..]);
                            add(start, bytes.len(), doubled);
                            return whole(bytes.len(), lines, true);
                        };
                        at += n + 1;
                        if bytes.get(at) != Some(&b'"') {
                            break;
                        }
                        doubled = true;
                        at += 1;
                    }
                    lines += line_feeds(&bytes[start..at]);
                    match bytes.get(at) {
                        None if !self.ended => return Scan::More,
                        None => {
                            i = at;
                            (end, quotes) = (at - 1, doubled);
                        }
                        Some(_) => match ends.after(bytes, at) {
                            Some(n) if n == at => {
                                i = at;
                                (end, quotes) = (at - 1, doubled);
                            }
                            Some(n) => {
                                i = n;
                                (end, quotes) = (i, true);
                            }
                            None => return Scan::More,
                        },
                    }
                }
                Some(_) => {
                    start = i;
                    match ends.after(bytes, i) {
                        Some(n) => i = n,
                        None => return Scan::More,
                    }
                    (end, quotes) = (i, false);
                }
            }
            add(start, end, quotes);
            if bytes.get(i) != Some(&separator) {
                // The line end itself is skipped with the empty lines before the next record.
                return whole(i, lines, false);
            }
            i += 1;
        }
    }

    /// Goes to the end of a record that is too long, keeping nothing of it; gives its length, and whether
    /// the file ends inside a quotation.
    fn skip_record(&mut self) -> io::Result<(u64, bool)> {
        #[derive(Clone, Copy)]
        enum State {
            Start,
            Bare,
            Quoted,
            Closing,
        }
        let mut state = State::Start;
        let mut length = 0u64;
        loop {
            let bytes = &self.buffer[self.at..self.filled];
            let ends = CellEnds {
                separator: self.separator,
                cr_ends: self.cr_ends,
                last: self.ended,
            };
            let (mut i, mut last) = (0, bytes.len());
            while let Some(b) = bytes.get(i) {
                match state {
                    State::Quoted => match memchr(b'"', &bytes[i..]) {
                        Some(n) => {
                            self.line += line_feeds(&bytes[i..i + n]);
                            i += n + 1;
                            state = State::Closing;
                        }
                        None => {
                            self.line += line_feeds(&bytes[i..]);
                            i = bytes.len();
                        }
                    },
                    State::Start | State::Closing if *b == b'"' => {
                        state = State::Quoted;
                        i += 1;
                    }
                    _ => {
                        let Some(n) = ends.after(bytes, i).filter(|n| *n < bytes.len()) else {
                            state = State::Bare;
                            // A CR at the end is looked at again with what follows it.
                            let undecided = !self.ended && bytes.ends_with(b"\r");
                            last = bytes.len() - usize::from(undecided);
                            i = bytes.len();
                            continue;
                        };
                        i = n;
                        if bytes[i] != self.separator {
                            self.at += i;
                            return Ok((length + i as u64, false));
                        }
                        state = State::Start;
                        i += 1;
                    }
                }
            }
            length += last as u64;
            self.at += last;
            if self.ended {
                return Ok((length, matches!(state, State::Quoted)));
            }
            self.fill()?;
        }
    }
}

fn line_feeds(bytes: &[u8]) -> u64 {
    memchr_iter(b'\n', bytes).count() as u64
}

/// Writes a cell whose quotation marks are doubled, or that goes on behind the closing one.
pub(super) fn unquote(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = memchr(b'"', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(inside) => {
                out.push('"');
                rest = inside;
            }
            // The quotation is closed; what follows is as it is.
            None => break,
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives bytes a few at a time, so that every state meets the end of a buffer.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let n = self.0.len().min(self.1).min(out.len());
            out[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn ours(text: &str, step: usize) -> Vec<Vec<String>> {
        let mut records = Records::new(Drip(text.as_bytes(), step), b',', 0, 1);
        let mut out = Vec::new();
        while records.read().unwrap().is_some() {
            let text = std::str::from_utf8(records.bytes()).unwrap();
            let cell = |c: &Cell| {
                let raw = &text[c.start as usize..c.end as usize];
                let mut cell = String::new();
                if c.quotes {
                    unquote(raw, &mut cell);
                } else {
                    cell.push_str(raw);
                }
                cell
            };
            out.push(records.cells().iter().map(cell).collect());
        }
        out
    }

    fn theirs(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        reader
            .records()
            .map(|r| r.unwrap().iter().map(str::to_string).collect())
            .collect()
    }

    #[test]
    fn lines_are_counted_however_they_end() {
        let text = b"a,b\r\n\r\n1,\"x\ny\"\r\n2,z\n\n\n3,w\r4,v";
        for step in [1, 1000] {
            let mut records = Records::new(Drip(text, step), b',', 0, 1);
            let mut lines = Vec::new();
            while let Some(record) = records.read().unwrap() {
                lines.push(record.line);
            }
            assert_eq!(lines, [1, 3, 5, 8, 9]);
        }
    }

    #[test]
    fn a_long_record_is_skipped_in_bounded_memory() {
        let head = b"a,b\n\"x\"\"y\",\"".to_vec();
        let tail = b"\"\n3,4\n".to_vec();
        let long = io::repeat(b'z').take(2 * MAX_RECORD as u64);
        let stream = io::Cursor::new(head)
            .chain(long)
            .chain(io::Cursor::new(tail));
        let mut records = Records::new(stream, b',', 0, 1);
        assert_eq!(records.read().unwrap().unwrap().too_long, None);
        let record = records.read().unwrap().unwrap();
        assert_eq!(record.too_long, Some(2 * MAX_RECORD as u64 + 9));
        assert!(!record.unclosed);
        let last = records.read().unwrap().unwrap();
        assert_eq!((last.line, records.bytes()), (3, &b"3,4"[..]));
        assert!(records.read().unwrap().is_none());
        assert!(records.capacity() <= MAX_RECORD + 2 * CHUNK);
    }

    proptest! {
        #[test]
        fn records_are_those_of_the_csv_crate(
            pieces in proptest::collection::vec(
                prop_oneof!["[a,\"\n\r]{0,6}", "(\"[a,\n\r]{0,4}\"|a?)[,\n\r]"], 0..12),
            step in 1usize..20,
        ) {
            let text = pieces.concat();
            prop_assert_eq!(ours(&text, step), theirs(&text), "{:?}", text);
        }
    }
}
