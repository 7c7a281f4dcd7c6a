//! The elements of a JSON array, one at a time: a broken one is told and the rest is read.

use crate::ingest::table::csv_rows::MAX_CELL_BYTES;
use crate::ingest::{InputFile, ReadError};
use std::io::{BufRead, BufReader, Read};

/// The longest element that is kept, in bytes.
pub(super) const LONGEST: u64 = 4 * MAX_CELL_BYTES as u64;

/// An element: where it stands, its bytes.
pub(super) struct Element {
    pub start: u64,
    pub end: u64,
    pub bytes: Vec<u8>,
}

/// What is no whole element.
pub(super) struct BadElement {
    pub start: u64,
    pub end: u64,
    pub reason: &'static str,
    pub detail: String,
}

/// An open array.
pub(super) struct Objects<'f> {
    reader: BufReader<Box<dyn Read + 'f>>,
    /// How many bytes were taken.
    at: u64,
    state: State,
    /// Whether the array was closed.
    pub closed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Before,
    Inside,
    Over,
}

impl<'f> Objects<'f> {
    /// Opens a file that begins with an array.
    pub fn open(file: &'f InputFile) -> Result<Self, ReadError> {
        Ok(Objects {
            reader: BufReader::with_capacity(64 << 10, file.reader()?),
            at: 0,
            state: State::Before,
            closed: false,
        })
    }

    /// The next element, from its first byte to the comma or bracket behind it.
    pub fn next_element(&mut self) -> Option<Result<Element, BadElement>> {
        let mut bytes = Vec::new();
        let mut start = self.at;
        // Blanks behind an element are not of it.
        let mut end = self.at;
        let mut size = 0u64;
        let (mut depth, mut text, mut escaped) = (0u32, false, false);
        let bad = |start, end, reason, detail: String| {
            Some(Err(BadElement {
                start,
                end,
                reason,
                detail,
            }))
        };
        loop {
            if self.state == State::Over {
                return None;
            }
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) => {
                    self.state = State::Over;
                    return bad(start, self.at, "malformed", error.to_string());
                }
            };
            if available.is_empty() {
                self.state = State::Over;
                if size == 0 {
                    return None;
                }
                let detail = "the file ends inside this object: it is cut short".to_string();
                return bad(start, end, "malformed", detail);
            }
            let mut taken = 0;
            let mut whole = false;
            for b in available {
                taken += 1;
                if self.state == State::Before {
                    // The byte order mark and blanks.
                    if *b == b'[' {
                        self.state = State::Inside;
                    }
                    continue;
                }
                if text {
                    match b {
                        _ if escaped => escaped = false,
                        b'\\' => escaped = true,
                        b'"' => text = false,
                        _ => {}
                    }
                } else {
                    match b {
                        b'"' => text = true,
                        b'{' | b'[' => depth = depth.saturating_add(1),
                        b'}' | b']' if depth > 0 => depth -= 1,
                        b',' | b']' if depth == 0 => {
                            self.closed = *b == b']';
                            whole = true;
                            break;
                        }
                        _ => {}
                    }
                }
                if size == 0 && b.is_ascii_whitespace() {
                    continue;
                }
                if size == 0 {
                    start = self.at + taken as u64 - 1;
                }
                size += 1;
                if !b.is_ascii_whitespace() {
                    end = self.at + taken as u64;
                }
                if size <= LONGEST {
                    bytes.push(*b);
                }
            }
            self.reader.consume(taken);
            self.at += taken as u64;
            if !whole {
                continue;
            }
            if self.closed {
                self.state = State::Over;
            }
            if size == 0 {
                continue;
            }
            if size > LONGEST {
                let detail =
                    format!("an object of {size} bytes, more than the {LONGEST} that are read");
                return bad(start, end, "too_long", detail);
            }
            return Some(Ok(Element { start, end, bytes }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(text: &str) -> (Vec<Result<String, &'static str>>, bool) {
        let file = InputFile::from_bytes("x.json", text.into());
        let mut objects = Objects::open(&file).unwrap();
        let mut out = Vec::new();
        while let Some(found) = objects.next_element() {
            out.push(match found {
                Ok(e) => {
                    assert!(text[e.start as usize..e.end as usize].len() <= e.bytes.len());
                    assert!(text.is_char_boundary(e.end as usize));
                    Ok(String::from_utf8(e.bytes).unwrap().trim().to_string())
                }
                Err(bad) => Err(bad.reason),
            });
        }
        (out, objects.closed)
    }

    #[test]
    fn elements_are_cut_at_commas_of_the_array_alone() {
        let ok = |t: &str| Ok(t.to_string());
        assert_eq!(
            elements("\u{FEFF}[\n{\"a\":\"x,]}\\\"\"}\n,\n{\"b\":[1,{}]} ,3]\n"),
            (
                vec![ok("{\"a\":\"x,]}\\\"\"}"), ok("{\"b\":[1,{}]}"), ok("3")],
                true
            )
        );
        assert_eq!(elements("[]"), (vec![], true));
        assert_eq!(elements("[ , ]"), (vec![], true));
        assert_eq!(elements(""), (vec![], false));
        // Cut short: what is whole is read, the rest is told.
        assert_eq!(
            elements("[{\"a\":1},{\"b\""),
            (vec![ok("{\"a\":1}"), Err("malformed")], false)
        );
        assert_eq!(elements("[{\"a\":1},"), (vec![ok("{\"a\":1}")], false));
        let long = format!("[\"{}\",1]", "x".repeat(LONGEST as usize));
        assert_eq!(elements(&long), (vec![Err("too_long"), ok("1")], true));
    }
}
