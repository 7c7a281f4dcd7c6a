//! The lines of a text file as a stream: any encoding, any line end, however long.

use crate::ingest::clean::repair::{Repairs, repair};
use crate::ingest::io::decode::{Charset, Stream};
use crate::ingest::{InputFile, ReadError};
use std::io::{self, BufRead, BufReader, Read};

/// The longest text that is kept, in bytes; of a longer line no more is read into memory.
pub(super) const MAX_LINE_BYTES: usize = 64 << 20;

/// A line without its end.
pub(super) struct Line {
    /// From 1.
    pub number: u64,
    pub text: String,
    /// It was read as Windows-1252 in a file of UTF-8.
    pub repaired: bool,
    /// What an encoding had spoilt before and was put right.
    pub mojibake_fixes: Repairs,
    /// It is longer than [`MAX_LINE_BYTES`], and its end is missing.
    pub cut: bool,
}

/// The lines of a file.
pub(super) struct Lines<'f> {
    reader: BufReader<Box<dyn Read + 'f>>,
    number: u64,
    buffer: Vec<u8>,
    /// The last line ended with a carriage return: a line feed next belongs to it.
    after_return: bool,
    charset: Charset,
}

impl<'f> Lines<'f> {
    /// Opens a file; its head decides its encoding.
    pub(super) fn open(file: &'f InputFile) -> Result<Self, ReadError> {
        let stream = Stream::open(file)?;
        let mut reader = BufReader::new(stream.reader);
        // The mark is in the first buffer, which holds more than its three bytes where the file does.
        if stream.mark > 0
            && let Ok(head) = reader.fill_buf()
        {
            let mark = stream.mark.min(head.len());
            reader.consume(mark);
        }
        Ok(Lines {
            reader,
            number: 0,
            buffer: Vec::new(),
            after_return: false,
            charset: stream.charset,
        })
    }

    /// The next line; `None` after the last.
    pub(super) fn next_line(&mut self) -> Option<io::Result<Line>> {
        self.buffer.clear();
        let (mut any, mut cut) = (false, false);
        loop {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Some(Err(e)),
            };
            if available.is_empty() {
                break;
            }
            if std::mem::take(&mut self.after_return) && available[0] == b'\n' {
                self.reader.consume(1);
                continue;
            }
            any = true;
            let end = memchr::memchr2(b'\n', b'\r', available);
            let size = end.unwrap_or(available.len());
            let kept = size.min(MAX_LINE_BYTES - self.buffer.len());
            self.buffer.extend_from_slice(&available[..kept]);
            cut |= kept < size;
            if let Some(end) = end {
                self.after_return = available[end] == b'\r';
                self.reader.consume(end + 1);
                break;
            }
            self.reader.consume(size);
        }
        if !any {
            return None;
        }
        self.number += 1;
        let (text, wrong) = self.charset.read(&self.buffer);
        let (text, mojibake_fixes) = repair(&text);
        Some(Ok(Line {
            number: self.number,
            text: text.into_owned(),
            repaired: wrong > 0,
            mojibake_fixes,
            cut,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(u64, String)> {
        let file = InputFile::from_bytes("f", bytes.to_vec());
        let mut lines = Lines::open(&file).unwrap();
        std::iter::from_fn(|| lines.next_line())
            .map(|line| line.unwrap())
            .map(|line| (line.number, line.text))
            .collect()
    }

    #[test]
    fn line_ends_of_three_systems() {
        let wanted: Vec<(u64, String)> = [(1, "été"), (2, ""), (3, "œuvre")]
            .map(|(n, t)| (n, t.to_string()))
            .to_vec();
        for text in [
            "été\n\nœuvre",
            "été\r\n\r\nœuvre\r\n",
            "\u{FEFF}été\r\rœuvre\r",
        ] {
            assert_eq!(read(text.as_bytes()), wanted, "{text:?}");
        }
        assert!(read(b"").is_empty());
    }

    #[test]
    fn encodings_of_three_systems() {
        assert_eq!(read(b"l\x92\xE9lu c\x9Cur")[0].1, "l’élu cœur");
        let wide: Vec<u8> = "\u{FEFF}été\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(&wide), [(1, "été".to_string())]);
    }
}
