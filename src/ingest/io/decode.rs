//! From bytes to characters: one rule for the encoding of files that are read whole, by rows or by lines.

use super::files::{HEAD, InputFile, ReadError};
use super::single_byte::{SingleByte, single_byte};
use encoding_rs::{ISO_8859_15, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::borrow::Cow;
use std::io::Read;

/// The encoding that a file turned out to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-8 with so many bytes that are none: those were read as Windows-1252.
    Repaired(u64),
    /// UTF-16, with or without byte order mark.
    Utf16,
    /// Windows-1252: what remains of French text that is not valid UTF-8.
    Windows1252,
    /// ISO-8859-15: as Windows-1252, with œ and € where that has ½ and ¤.
    Iso8859_15,
    /// Mac Roman, of Macintosh computers before 2001 and of their spreadsheets since.
    MacRoman,
    /// CP850, of DOS and of programs that still write as it did.
    Cp850,
    /// CP437, of DOS in the United States.
    Cp437,
}

/// What the bytes of a file are taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Charset {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1252,
    Iso8859_15,
    Other(SingleByte),
}

/// The encoding of a file by what is seen of it, and the length of its byte order mark; `whole` where
/// nothing follows what is seen. The rule, in this order:
///
/// 1. A byte order mark of UTF-8 or UTF-16 says what it says.
/// 2. Where in the first 4 KiB three in five pairs of bytes have a zero on one side, and a tenth
///    of that at most on the other, the file is in UTF-16 without a mark: the zeros are the high bytes of Latin
///    letters.
/// 3. ASCII alone is UTF-8, and so are bytes in which there are at least as many characters of several
///    bytes as bytes that are in none: what is wrong among them is read as Windows-1252, and reported.
/// 4. What remains has one byte a character. It is ISO-8859-15 where no byte is 0x80 to 0x9F (controls
///    there, quotation marks, œ and € in Windows-1252) and 0xBC or 0xBD stands where a letter does (Œ and œ
///    there; ¼ and ½ are by digits), or 0xA4 by a number (€ there; nobody writes ¤). Else it is
///    Windows-1252, in which every byte is a character; unless Mac Roman, CP850 or CP437 make better French of
///    the bytes (`single_byte`).
pub(in crate::ingest) fn charset(seen: &[u8], whole: bool) -> (Charset, usize) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(seen) {
        return if encoding == UTF_16LE {
            (Charset::Utf16Le, mark)
        } else if encoding == UTF_16BE {
            (Charset::Utf16Be, mark)
        } else {
            (Charset::Utf8, mark)
        };
    }
    let found = if seen.is_ascii() && !seen.contains(&0) {
        Charset::Utf8
    } else if let Some(wide) = wide(seen) {
        wide
    } else if mostly_utf8(if whole { seen } else { uncut(seen) }) {
        Charset::Utf8
    } else {
        let usual = match is_latin9(seen) {
            true => Charset::Iso8859_15,
            false => Charset::Windows1252,
        };
        single_byte(seen, usual.encoding()).map_or(usual, Charset::Other)
    };
    (found, 0)
}

/// UTF-16 without a mark, by where the zeros are.
fn wide(seen: &[u8]) -> Option<Charset> {
    let (mut pairs, mut zeros) = (0usize, [0usize; 2]);
    for pair in seen.chunks_exact(2).take(2048) {
        pairs += 1;
        zeros[0] += usize::from(pair[0] == 0);
        zeros[1] += usize::from(pair[1] == 0);
    }
    let so = |many: usize, few: usize| pairs >= 2 && 5 * many >= 3 * pairs && 10 * few <= many;
    match zeros {
        [first, second] if so(second, first) => Some(Charset::Utf16Le),
        [first, second] if so(first, second) => Some(Charset::Utf16Be),
        _ => None,
    }
}

/// The bytes without the beginning of a character that the end of what was seen cuts.
fn uncut(seen: &[u8]) -> &[u8] {
    for back in 1..=3.min(seen.len()) {
        let at = seen.len() - back;
        let needed = match seen[at] {
            0x80..=0xBF => continue,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        return if needed > back { &seen[..at] } else { seen };
    }
    seen
}

/// Whether at least as many characters of several bytes are valid UTF-8 as bytes are not.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut wrong) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        let text = chunk.valid().as_bytes();
        let letter = |n: Option<usize>| {
            n.and_then(|n| text.get(n))
                .is_some_and(u8::is_ascii_alphabetic)
        };
        let counts = |(n, b): &(usize, &u8)| match b {
            // A letter of another alphabet inside a Latin word is two bytes of Mac Roman: `’é`.
            0xD0..=0xDF => !letter(n.checked_sub(1)) || !letter(Some(n + 2)),
            b => **b >= 0xC0,
        };
        valid += text.iter().enumerate().filter(counts).count();
        wrong += chunk.invalid().len();
    }
    valid >= wrong
}

/// Whether bytes are none of a text: there are many zeros among them, or other controls beside zeros. A zero or
/// two in a text are those of a program that wrote them by mistake.
pub(in crate::ingest) fn is_binary(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().filter(|b| **b == 0).count();
    let control = |b: &u8| matches!(b, 1..=8 | 0x0E..=0x19 | 0x1B..=0x1E);
    let wide = || charset(bytes, false).0.is_wide();
    zeros > 0 && !wide() && (100 * zeros > bytes.len() || bytes.iter().any(control))
}

/// Whether bytes that are not UTF-8 are ISO-8859-15 rather than Windows-1252.
fn is_latin9(bytes: &[u8]) -> bool {
    if bytes.iter().any(|b| matches!(b, 0x80..=0x9F)) {
        return false;
    }
    let at = |n: Option<usize>| n.and_then(|n| bytes.get(n)).copied().unwrap_or(b' ');
    let letter = |b: u8| b.is_ascii_alphabetic() || (b >= 0xC0 && b != 0xD7 && b != 0xF7);
    let blank = |b: u8| matches!(b, b' ' | 0xA0);
    bytes.iter().enumerate().any(|(n, b)| {
        let (before, after) = (at(n.checked_sub(1)), at(Some(n + 1)));
        match b {
            0xBC | 0xBD => {
                letter(after) && (letter(before) || (blank(before) && letter(at(Some(n + 2)))))
            }
            0xA4 => {
                before.is_ascii_digit()
                    || (blank(before) && at(n.checked_sub(2)).is_ascii_digit())
                    || after.is_ascii_digit()
            }
            _ => false,
        }
    })
}

impl Charset {
    fn encoding(self) -> &'static encoding_rs::Encoding {
        match self {
            Charset::Utf8 => encoding_rs::UTF_8,
            Charset::Utf16Le => UTF_16LE,
            Charset::Utf16Be => UTF_16BE,
            Charset::Windows1252 | Charset::Other(_) => WINDOWS_1252,
            Charset::Iso8859_15 => ISO_8859_15,
        }
    }

    /// Whether a piece that is valid UTF-8 is UTF-8, whatever the file is in.
    pub(in crate::ingest) fn may_be_utf8(self) -> bool {
        !matches!(self, Charset::Other(_))
    }

    /// What is reported of a file whose encoding was found by what its bytes make.
    pub(in crate::ingest) fn note(self) -> Option<String> {
        let name = match self {
            Charset::Utf8 | Charset::Utf16Le | Charset::Utf16Be => return None,
            Charset::Windows1252 => "Windows-1252",
            Charset::Iso8859_15 => "ISO-8859-15",
            Charset::Other(found) => found.name(),
        };
        Some(note(name))
    }

    /// Whether it has two bytes a character.
    pub(in crate::ingest) fn is_wide(self) -> bool {
        matches!(self, Charset::Utf16Le | Charset::Utf16Be)
    }

    /// A piece of a file of this encoding as text, and how many of its bytes are not of UTF-8 where the
    /// file is: those are read as Windows-1252. Valid UTF-8 is UTF-8 in every file of one byte a character.
    pub(in crate::ingest) fn read(self, bytes: &[u8]) -> (Cow<'_, str>, u64) {
        if let Charset::Other(found) = self
            && !bytes.is_ascii()
        {
            return (found.read(bytes), 0);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => (Cow::Borrowed(text), 0),
            Err(_) if self == Charset::Utf8 && mostly_utf8(bytes) => {
                let (text, wrong) = patch(bytes);
                (Cow::Owned(text), wrong)
            }
            Err(_) if self == Charset::Utf8 => {
                let wrong = bytes.iter().filter(|b| !b.is_ascii()).count() as u64;
                (WINDOWS_1252.decode_without_bom_handling(bytes).0, wrong)
            }
            Err(_) => (self.encoding().decode_without_bom_handling(bytes).0, 0),
        }
    }
}

impl Encoding {
    /// What is reported of a file whose encoding was found by what its bytes make.
    pub(in crate::ingest) fn note(self) -> Option<String> {
        let name = match self {
            Encoding::Utf8 | Encoding::Repaired(_) | Encoding::Utf16 => return None,
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Iso8859_15 => "ISO-8859-15",
            Encoding::MacRoman => SingleByte::MacRoman.name(),
            Encoding::Cp850 => SingleByte::Cp850.name(),
            Encoding::Cp437 => SingleByte::Cp437.name(),
        };
        Some(note(name))
    }
}

fn note(name: &str) -> String {
    format!(
        "the file is not in UTF-8; it was read as {name}, of which its bytes make the most French words and \
         letters; save it as UTF-8 where an accent is wrong"
    )
}

/// UTF-8 whose wrong bytes are read as Windows-1252, and how many those were.
fn patch(bytes: &[u8]) -> (String, u64) {
    let mut out = String::with_capacity(bytes.len());
    let mut wrong = 0;
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        wrong += chunk.invalid().len() as u64;
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        out.push_str(&text);
    }
    (out, wrong)
}

/// The text of a file and its encoding. Never fails: in Windows-1252 every byte is a character.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    read_as(bytes, true)
}

/// The text of a file's head and its encoding.
pub(in crate::ingest) fn decode_head(head: &[u8]) -> (Cow<'_, str>, Encoding) {
    read_as(head, head.len() < HEAD)
}

fn read_as(bytes: &[u8], whole: bool) -> (Cow<'_, str>, Encoding) {
    let (charset, mark) = charset(bytes, whole);
    let bytes = &bytes[mark..];
    if charset.is_wide() {
        let text = charset.encoding().decode_without_bom_handling(bytes).0;
        return (text, Encoding::Utf16);
    }
    let (text, wrong) = charset.read(bytes);
    let encoding = match charset {
        Charset::Windows1252 => Encoding::Windows1252,
        Charset::Iso8859_15 => Encoding::Iso8859_15,
        Charset::Other(SingleByte::MacRoman) => Encoding::MacRoman,
        Charset::Other(SingleByte::Cp850) => Encoding::Cp850,
        Charset::Other(SingleByte::Cp437) => Encoding::Cp437,
        _ if wrong > 0 => Encoding::Repaired(wrong),
        _ => Encoding::Utf8,
    };
    (text, encoding)
}

/// A file that is read as it goes: its bytes, those of UTF-16 already turned into UTF-8.
pub(in crate::ingest) struct Stream<'f> {
    pub reader: Box<dyn Read + 'f>,
    /// What the bytes that come are in.
    pub charset: Charset,
    /// How many of them are a byte order mark.
    pub mark: usize,
    /// The file is in UTF-16: places in the stream are none in the file.
    pub wide: bool,
}

impl<'f> Stream<'f> {
    /// Opens a file; its head decides.
    pub(in crate::ingest) fn open(file: &'f InputFile) -> Result<Self, ReadError> {
        Ok(Self::over(&file.head, file.reader()?))
    }

    /// A stream of bytes that begin with the head.
    pub(in crate::ingest) fn over(head: &[u8], reader: Box<dyn Read + 'f>) -> Self {
        let (charset, mark) = charset(head, head.len() < HEAD);
        if !charset.is_wide() {
            return Stream {
                reader,
                charset,
                mark,
                wide: false,
            };
        }
        let reader = DecodeReaderBytesBuilder::new()
            .encoding(Some(charset.encoding()))
            .strip_bom(true)
            .build(reader);
        Stream {
            reader: Box::new(reader),
            charset: Charset::Utf8,
            mark: 0,
            wide: true,
        }
    }
}

/// From places in the text of a file to places in its bytes.
pub(in crate::ingest) struct Places {
    mark: usize,
    /// UTF-16 units before each block of the text; empty where text and bytes are the same.
    units: Vec<usize>,
}

/// The length of a block, in bytes of text.
const BLOCK: usize = 1 << 10;

impl Places {
    /// For a file in UTF-8 or UTF-16, and its text.
    pub(in crate::ingest) fn new(bytes: &[u8], text: &str) -> Self {
        let (charset, mark) = charset(bytes, true);
        let mut units = Vec::new();
        if charset.is_wide() {
            let mut before = 0;
            for block in text.as_bytes().chunks(BLOCK) {
                units.push(before);
                before += wide_units(block);
            }
            // The end of a text that fills its last block.
            units.push(before);
        }
        Places { mark, units }
    }

    /// The place in the file of a place in its text.
    pub(in crate::ingest) fn raw(&self, text: &str, at: usize) -> u64 {
        let at = at.min(text.len());
        let units = match self.units.get(at / BLOCK) {
            Some(before) => {
                let block = &text.as_bytes()[at / BLOCK * BLOCK..at];
                2 * (before + wide_units(block))
            }
            None => at,
        };
        (self.mark + units) as u64
    }
}

/// How many units of UTF-16 the characters that begin in some bytes of UTF-8 take.
fn wide_units(bytes: &[u8]) -> usize {
    let begins = |b: &&u8| **b & 0xC0 != 0x80;
    let pairs = bytes.iter().filter(|b| **b >= 0xF0).count();
    bytes.iter().filter(begins).count() + pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::testing::wide;

    #[test]
    fn encodings() {
        assert_eq!(decode("débat".as_bytes()), ("débat".into(), Encoding::Utf8));
        assert_eq!(decode(b"\xEF\xBB\xBFd\xC3\xA9bat").0, "débat");
        assert_eq!(
            decode(b"l\x92\xE9lu c\x9Cur \x80"),
            ("l’élu cœur €".into(), Encoding::Windows1252)
        );
        assert_eq!(decode(b"\xFF\xFEo\x00k\x00").0, "ok");
        let mixed = ["déjà ".as_bytes(), b"\xE9t\xE9", " d’œuvre".as_bytes()].concat();
        let (text, encoding) = decode(&mixed);
        assert_eq!(
            (text.as_ref(), encoding),
            ("déjà été d’œuvre", Encoding::Repaired(2))
        );
        // A mark says UTF-8, and what is wrong is no question mark.
        assert_eq!(
            decode(b"\xEF\xBB\xBFd\xE9bat \xC3\xA9"),
            ("débat é".into(), Encoding::Repaired(1))
        );
    }

    #[test]
    fn one_byte_a_character_is_told_by_its_signs() {
        for (bytes, text, encoding) in [
            (
                &b"le c\xBDur et l'\xE9t\xE9"[..],
                "le cœur et l'été",
                Encoding::Iso8859_15,
            ),
            (b"\xBCuvre : 12 \xA4", "Œuvre : 12 €", Encoding::Iso8859_15),
            (b"une \xBDuvre", "une œuvre", Encoding::Iso8859_15),
            (
                b"1\xBD heure, \xE9t\xE9",
                "1½ heure, été",
                Encoding::Windows1252,
            ),
            (
                b"\xBD heure d'\xE9t\xE9",
                "½ heure d'été",
                Encoding::Windows1252,
            ),
            // Windows-1252 has its own œ, so that this is one half.
            (
                b"un \x9Cuf et un dem\xBDi",
                "un œuf et un dem½i",
                Encoding::Windows1252,
            ),
            (b"\xE9t\xE9", "été", Encoding::Windows1252),
        ] {
            assert_eq!(decode(bytes), (text.into(), encoding), "{text}");
        }
    }

    #[test]
    fn utf16_is_known_with_and_without_its_mark() {
        let text = "id;texte\n1;L’œuvre « réelle » 😀\n";
        for (big, mark) in [(false, false), (false, true), (true, false), (true, true)] {
            let bytes = wide(text, big, mark);
            assert_eq!(
                decode(&bytes),
                (text.into(), Encoding::Utf16),
                "{big} {mark}"
            );
            let mut read = String::new();
            let mut stream = Stream::over(&bytes, Box::new(bytes.as_slice()));
            stream.reader.read_to_string(&mut read).unwrap();
            assert_eq!((read.as_str(), stream.mark), (text, 0));
            // Half a character at the end and half a pair are characters too.
            let _ = decode(&bytes[..bytes.len() - 1]);
            let places = Places::new(&bytes, text);
            let at = text.find("😀").unwrap();
            let expected = wide(&text[..at], big, mark).len() as u64;
            assert_eq!(places.raw(text, at), expected);
            assert_eq!(places.raw(text, text.len()), bytes.len() as u64);
        }
        assert_ne!(decode(b"PK\x03\x04\x14\0\x08\0abcdefgh").1, Encoding::Utf16);
        assert_ne!(decode(&[0; 64]).1, Encoding::Utf16);
    }

    #[test]
    fn a_head_that_cuts_a_character_is_still_utf8() {
        let mut head = vec![b'a'; HEAD - 1];
        head.extend("é".as_bytes());
        head.truncate(HEAD);
        assert_eq!(charset(&head, false).0, Charset::Utf8);
        assert_eq!(charset(b"caf\xE9", true).0, Charset::Windows1252);
        let long = "é".repeat(2000);
        let bytes = long.as_bytes();
        let places = Places::new(bytes, &long);
        assert_eq!(places.raw(&long, 3000), 3000);
    }
}
