//! JSON: a file that holds one list of objects, wherever it is in it; objects are read one by one.

use super::jsonl::{Object, object};
use super::row::BadRow;
use crate::ingest::io::decode::Stream;
use crate::ingest::table::csv_rows::MAX_CELL_BYTES;
use crate::ingest::{InputFile, ReadError};
use crate::model::{Place, Refusal, WarningKind};
use std::io::{self, BufRead, BufReader, Read};

/// How deep objects are looked into for a list, and how many lists are remembered.
const DEEPEST: usize = 8;
const MAX_LISTS: usize = 100;
/// How much of a key is kept.
const MAX_KEY: usize = 200;

/// A list of objects in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct List {
    /// The keys that lead to it, with dots; empty where it is the file.
    path: String,
    /// Where its `[` is, and on which line.
    start: u64,
    line: u64,
    objects: u64,
}

/// What stops a look through a file.
enum Stop {
    Io(io::Error),
    /// It is no JSON, or it ends early.
    Broken(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Io(error)
    }
}

fn broken<T>(why: &str) -> Result<T, Stop> {
    Err(Stop::Broken(why.to_string()))
}

fn unreadable(file: &InputFile, error: &io::Error) -> ReadError {
    ReadError {
        path: file.path.clone().into(),
        reason: error.to_string(),
    }
}

/// The bytes of a file one after the other.
struct Bytes<'f> {
    reader: BufReader<Box<dyn Read + 'f>>,
    at: u64,
    line: u64,
    /// The file is in UTF-16: places in it are no places of the stream.
    wide: bool,
}

impl<'f> Bytes<'f> {
    fn open(file: &'f InputFile) -> Result<Self, ReadError> {
        let stream = Stream::open(file)?;
        let mut bytes = Bytes {
            reader: BufReader::with_capacity(64 << 10, stream.reader),
            at: 0,
            line: 1,
            wide: stream.wide,
        };
        if file.head.starts_with(b"\xEF\xBB\xBF") {
            bytes.skip_to(3).map_err(|e| unreadable(file, &e))?;
        }
        Ok(bytes)
    }

    /// What lies between `start` and here; in UTF-16, where bytes do not say, its line.
    fn place(&self, start: u64, line: u64) -> Place {
        if self.wide {
            Place::Line(u32::try_from(line).unwrap_or(u32::MAX))
        } else {
            Place::Bytes(start, self.at)
        }
    }

    fn skip_to(&mut self, place: u64) -> io::Result<()> {
        while self.at < place {
            let n = self.reader.fill_buf()?.len() as u64;
            if n == 0 {
                break;
            }
            let n = n.min(place - self.at);
            // It fits: it is at most the length of the buffer.
            self.reader.consume(n as usize);
            self.at += n;
        }
        Ok(())
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.reader.fill_buf()?.first().copied())
    }

    fn next(&mut self) -> io::Result<Option<u8>> {
        let next = self.peek()?;
        if let Some(byte) = next {
            self.reader.consume(1);
            self.at += 1;
            self.line += u64::from(byte == b'\n');
        }
        Ok(next)
    }

    /// The next byte that is no blank, not taken.
    fn peek_mark(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.next()?;
        }
        Ok(None)
    }

    /// Takes a value to its end; what of it fits into `limit` bytes is put into `out`.
    fn value(&mut self, out: &mut Vec<u8>, limit: usize) -> Result<(), Stop> {
        let mut depth = 0u64;
        let (mut text, mut escaped, mut ended) = (false, false, false);
        while !ended {
            let piece = self.reader.fill_buf()?;
            if piece.is_empty() {
                return if depth == 0 && !text {
                    Ok(())
                } else {
                    broken("the file ends inside a value")
                };
            }
            let mut taken = 0;
            for byte in piece {
                if text {
                    text = escaped || *byte != b'"';
                    escaped = !escaped && *byte == b'\\';
                    ended = depth == 0 && !text;
                } else {
                    match byte {
                        b'"' => text = true,
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' | b',' if depth == 0 => {
                            ended = true;
                            break;
                        }
                        b'}' | b']' => {
                            depth -= 1;
                            ended = depth == 0;
                        }
                        _ => {}
                    }
                }
                taken += 1;
                if ended {
                    break;
                }
            }
            let room = limit.saturating_sub(out.len()).min(taken);
            out.extend_from_slice(&piece[..room]);
            self.line += memchr::memchr_iter(b'\n', &piece[..taken]).count() as u64;
            self.at += taken as u64;
            self.reader.consume(taken);
        }
        Ok(())
    }

    /// A key and its colon.
    fn key(&mut self) -> Result<String, Stop> {
        let mut raw = Vec::new();
        if self.peek_mark()? != Some(b'"') {
            return broken("a key is missing");
        }
        self.value(&mut raw, MAX_KEY)?;
        if self.peek_mark()? != Some(b':') {
            return broken("a colon is missing");
        }
        self.next()?;
        let key = serde_json::from_slice(&raw);
        Ok(key.unwrap_or_else(|_| String::from_utf8_lossy(&raw).into_owned()))
    }

    /// Goes on to the next element or past the end; gives whether another one follows.
    fn another(&mut self, end: u8) -> Result<bool, Stop> {
        match self.peek_mark()? {
            Some(b',') => {
                self.next()?;
                Ok(true)
            }
            Some(byte) if byte == end => {
                self.next()?;
                Ok(false)
            }
            Some(_) => broken("a comma is missing"),
            None => broken("the file ends inside a list"),
        }
    }

    /// Whether a list or object that was opened is empty; an empty one is taken to its end.
    fn is_empty(&mut self, end: u8) -> io::Result<bool> {
        let empty = self.peek_mark()? == Some(end);
        if empty {
            self.next()?;
        }
        Ok(empty)
    }

    /// Takes a value and remembers the lists of objects in it that are in no other list.
    fn lists(&mut self, path: &str, depth: usize, out: &mut Vec<List>) -> Result<(), Stop> {
        match self.peek_mark()? {
            Some(b'[') => {
                let (start, line) = (self.at, self.line);
                let list = List {
                    path: path.to_string(),
                    start,
                    line,
                    objects: 0,
                };
                self.next()?;
                let place = out.len();
                let kept = place < MAX_LISTS;
                if kept {
                    // Before its elements: where the file ends inside it, it is known all the same.
                    out.push(list);
                }
                let mut scrap = Vec::new();
                let mut more = !self.is_empty(b']')?;
                while more {
                    if self.peek_mark()? == Some(b'{') && kept {
                        out[place].objects += 1;
                    }
                    self.value(&mut scrap, 0)?;
                    more = self.another(b']')?;
                }
                Ok(())
            }
            Some(b'{') if depth < DEEPEST => {
                self.next()?;
                let mut more = !self.is_empty(b'}')?;
                while more {
                    let key = self.key()?;
                    let dot = if path.is_empty() { "" } else { "." };
                    self.lists(&format!("{path}{dot}{key}"), depth + 1, out)?;
                    more = self.another(b'}')?;
                }
                Ok(())
            }
            _ => Ok(self.value(&mut Vec::new(), 0)?),
        }
    }
}

/// The lists of objects of a file, most objects first. A file that ends early has those that were begun;
/// one where something follows the first value (JSON Lines) has none.
fn lists(file: &InputFile) -> Result<Vec<List>, ReadError> {
    let mut bytes = Bytes::open(file)?;
    let mut out = Vec::new();
    match bytes.lists("", 0, &mut out) {
        Ok(()) => {
            if bytes
                .peek_mark()
                .map_err(|e| unreadable(file, &e))?
                .is_some()
            {
                return Ok(Vec::new());
            }
        }
        Err(Stop::Io(error)) => return Err(unreadable(file, &error)),
        Err(Stop::Broken(_)) => {}
    }
    out.retain(|l| l.objects > 0);
    out.sort_by_key(|l| std::cmp::Reverse(l.objects));
    Ok(out)
}

/// Whether a file begins as a list of objects, or is one value that holds such a list.
pub(in crate::ingest) fn holds_list(file: &InputFile) -> bool {
    let Ok(mut bytes) = Bytes::open(file) else {
        return false;
    };
    match bytes.peek_mark() {
        Ok(Some(b'[')) => {
            let begins = bytes.next().and_then(|_| bytes.peek_mark());
            matches!(begins, Ok(Some(b'{')))
        }
        Ok(Some(b'{')) => lists(file).is_ok_and(|l| !l.is_empty()),
        _ => false,
    }
}

/// The objects of the list.
pub(super) struct JsonRows<'f> {
    bytes: Bytes<'f>,
    list: List,
    others: Vec<List>,
    buffer: Vec<u8>,
    begun: bool,
    ended: bool,
    /// Whether the file ends before the list does.
    cut: bool,
}

impl<'f> JsonRows<'f> {
    /// Opens the list that is the file, else the list with most objects; `None` where there is none.
    pub(super) fn open(file: &'f InputFile) -> Result<Option<Self>, ReadError> {
        let mut bytes = Bytes::open(file)?;
        let first = bytes.peek_mark().map_err(|e| unreadable(file, &e))?;
        if first == Some(b'[') {
            let whole = List {
                path: String::new(),
                start: bytes.at,
                line: bytes.line,
                objects: 0,
            };
            return Self::at(file, whole, Vec::new()).map(Some);
        }
        let mut others = lists(file)?;
        if others.is_empty() {
            return Ok(None);
        }
        let list = others.remove(0);
        Self::at(file, list, others).map(Some)
    }

    /// The same list from its beginning.
    pub(super) fn again(&self, file: &'f InputFile) -> Result<Self, ReadError> {
        Self::at(file, self.list.clone(), self.others.clone())
    }

    fn at(file: &'f InputFile, list: List, others: Vec<List>) -> Result<Self, ReadError> {
        let mut bytes = Bytes::open(file)?;
        bytes
            .skip_to(list.start + 1)
            .map_err(|e| unreadable(file, &e))?;
        bytes.line = list.line;
        Ok(JsonRows {
            bytes,
            list,
            others,
            buffer: Vec::new(),
            begun: false,
            ended: false,
            cut: false,
        })
    }

    /// The next object.
    pub(super) fn next_object(&mut self) -> Option<Result<Object, BadRow>> {
        if self.ended {
            return None;
        }
        match self.read() {
            Ok(None) => {
                self.ended = true;
                None
            }
            Ok(Some(row)) => Some(row),
            Err(stop) => {
                self.ended = true;
                self.cut = matches!(self.bytes.peek(), Ok(None));
                let why = match stop {
                    Stop::Io(error) => error.to_string(),
                    Stop::Broken(why) => why,
                };
                let detail = format!("{why}: is it cut? what follows was not read");
                Some(Err(self.bad(self.bytes.at, Refusal::Malformed, &detail)))
            }
        }
    }

    fn read(&mut self) -> Result<Option<Result<Object, BadRow>>, Stop> {
        let more = if self.begun {
            self.bytes.another(b']')?
        } else {
            !self.bytes.is_empty(b']')?
        };
        self.begun = true;
        if !more {
            return Ok(None);
        }
        self.bytes.peek_mark()?;
        let (start, line) = (self.bytes.at, self.bytes.line);
        self.buffer.clear();
        self.bytes.value(&mut self.buffer, MAX_CELL_BYTES + 1)?;
        if self.buffer.len() > MAX_CELL_BYTES {
            let detail =
                format!("an object of more than the {MAX_CELL_BYTES} bytes that are read: cut it");
            return Ok(Some(Err(self.bad(start, Refusal::TooLong, &detail))));
        }
        let text = match std::str::from_utf8(&self.buffer) {
            Ok(text) => text,
            Err(error) => {
                let at = start + error.valid_up_to() as u64 + 1;
                let detail = format!("byte {at} of the file is not UTF-8, which JSON must be");
                return Ok(Some(Err(self.bad(start, Refusal::Malformed, &detail))));
            }
        };
        Ok(Some(match object(text) {
            Ok((values, mojibake_fixes)) => Ok(Object {
                place: self.bytes.place(start, line),
                line,
                values,
                mojibake_fixes,
            }),
            Err(detail) => Err(self.bad(start, Refusal::Malformed, &detail)),
        }))
    }

    fn bad(&self, start: u64, reason: Refusal, detail: &str) -> BadRow {
        BadRow {
            place: self.bytes.place(start, self.bytes.line),
            reason,
            detail: format!("line {}: {detail}", self.bytes.line),
        }
    }

    /// What is to be reported besides the rows.
    pub(super) fn notes(&self) -> Vec<(WarningKind, String)> {
        let name = |l: &List| match l.path.is_empty() {
            true => "the file itself".to_string(),
            false => format!("«{}»", crate::ingest::clean::kept::shown(&l.path)),
        };
        let others: Vec<String> = self
            .others
            .iter()
            .take(10)
            .map(|l| format!("{} ({})", name(l), l.objects))
            .collect();
        let mut notes = Vec::new();
        if self.cut {
            let message = "the list is not closed: the file is cut short".to_string();
            notes.push((WarningKind::CutShort, message));
        }
        if others.is_empty() {
            return notes;
        }
        let message = format!(
            "only the list {} was read; other lists hold objects: {}; save each as a file of its own",
            name(&self.list),
            others.join(", ")
        );
        notes.push((WarningKind::NotInSource, message));
        notes
    }
}
