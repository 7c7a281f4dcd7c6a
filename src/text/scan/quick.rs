//! What a run of plain letters is, decided from the few bytes after it: nearly always a word that ends there.

use crate::text::letters::{Letters, letters, sixteen};
use crate::text::words::{is_always_elided, is_ending};

/// How a run of letters ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As a word: nothing after it can join it.
    Word,
    /// As an elided particle; the text goes on behind the apostrophe.
    Elided(usize),
    /// It has to be looked at one character at a time.
    Open,
}

/// How the letters at `start` end.
#[inline]
pub(super) fn end(bytes: &[u8], start: usize, word: Letters) -> End {
    if word.len == 0 || word.len == 16 {
        return End::Open;
    }
    let end = start + word.len;
    match bytes.get(end) {
        None | Some(b',' | b'\n' | b')' | b'?' | b'!' | b':' | b';' | b'"') => End::Word,
        // `d 'emploi`
        Some(b' ') => match bytes.get(end + 1) {
            Some(b'\'' | 0xE2) if word.len <= 7 => End::Open,
            _ => End::Word,
        },
        Some(b'`') => End::Open,
        Some(b'\'') => elided(word, end + 1),
        Some(b'.' | b'-' | b'(' | b'/') => joined(bytes, end, word),
        Some(0xC2 | 0xE2) => {
            let c = [bytes.get(end), bytes.get(end + 1), bytes.get(end + 2)];
            match c.map(|b| b.copied().unwrap_or(0)) {
                // ’
                [0xE2, 0x80, 0x99] => elided(word, end + 3),
                // A space that does not break, « and ».
                [0xC2, 0xA0 | 0xAB | 0xBB, _] => End::Word,
                // – — … and a narrow space that does not break.
                [0xE2, 0x80, 0x93 | 0x94 | 0xA6 | 0xAF] => End::Word,
                _ => End::Open,
            }
        }
        Some(b) if b.is_ascii() && !b.is_ascii_alphanumeric() && *b != b'_' => End::Word,
        Some(_) => End::Open,
    }
}

#[inline]
fn elided(word: Letters, after: usize) -> End {
    if is_always_elided(word.lower) {
        End::Elided(after)
    } else {
        End::Open
    }
}

/// After letters and a sign of inclusive writing: a word, unless what follows may be an inclusive ending or
/// go on an acronym.
#[inline]
fn joined(bytes: &[u8], end: usize, word: Letters) -> End {
    let single = word.len <= 2 && word.capital && bytes[end] == b'.';
    let next = letters(sixteen(bytes, end + 1));
    let letter = next.len > 0 || bytes.get(end + 1).is_some_and(|b| !b.is_ascii());
    if letter && (single || next.len == 0 || is_ending(next.lower)) {
        End::Open
    } else {
        End::Word
    }
}
