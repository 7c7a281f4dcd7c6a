//! The file `headwords.bin`: a header, a table of transformations, then the automaton.
//!
//! ```text
//! magic          8 bytes   "PALABLEX"
//! format         1 byte    1
//! version        1 byte    its length, then its text (UTF-8)
//! transformations          u32, their number; then 8 bytes each:
//!                          letters to cut (bytes), what the form may be, what the headword is,
//!                          length of the text to add, where it starts (u32) in the text
//! text           u32       its length, then the text (UTF-8)
//! automaton                fst::Map: form -> number of its transformation
//! ```
//! All numbers are little-endian. Nothing is copied and nothing is parsed ahead of a lookup.

use super::pos::Pos;

/// The first bytes of the file.
const MAGIC: &[u8; 8] = b"PALABLEX";
/// The format this module reads.
const FORMAT: u8 = 1;
/// Bytes of one transformation.
const RECORD: usize = 8;

/// How to go from a form to its headword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Transformation<'t> {
    /// Bytes to cut at the end of the form.
    pub cut: usize,
    /// Text to add.
    pub add: &'t str,
    /// What the form may be.
    pub form: Pos,
    /// What the headword is.
    pub head: Pos,
}

/// The table of transformations, over the bytes of the file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Table<'t> {
    records: &'t [u8],
    text: &'t str,
}

impl<'t> Table<'t> {
    /// The table of a file, and the bytes of the automaton; `None` if the file is not one of ours.
    pub(super) fn open(file: &'t [u8]) -> Option<(Table<'t>, &'t [u8])> {
        let rest = file.strip_prefix(MAGIC)?;
        let (format, rest) = rest.split_first()?;
        if *format != FORMAT {
            return None;
        }
        let (length, rest) = rest.split_first()?;
        let rest = rest.get(usize::from(*length)..)?;
        let (number, rest) = take_u32(rest)?;
        let (records, rest) = take(rest, number.checked_mul(RECORD)?)?;
        let (length, rest) = take_u32(rest)?;
        let (text, automaton) = take(rest, length)?;
        let text = std::str::from_utf8(text).ok()?;
        Some((Table { records, text }, automaton))
    }

    /// The transformation with this number.
    pub(super) fn get(&self, number: u64) -> Option<Transformation<'t>> {
        let start = usize::try_from(number).ok()?.checked_mul(RECORD)?;
        let record = self.records.get(start..)?.get(..RECORD)?;
        let &[cut, form, head, length, a, b, c, d] = record else {
            return None;
        };
        let start = usize::try_from(u32::from_le_bytes([a, b, c, d])).ok()?;
        Some(Transformation {
            cut: usize::from(cut),
            add: self
                .text
                .get(start..start.checked_add(usize::from(length))?)?,
            form: Pos::from_bits(form),
            head: Pos::from_bits(head),
        })
    }
}

/// The version written in the header of a file; empty if there is none.
pub(super) const fn version_of(file: &[u8]) -> &str {
    if file.len() < 10 {
        return "";
    }
    let (_, rest) = file.split_at(9);
    let Some((length, rest)) = rest.split_first() else {
        return "";
    };
    let length = *length as usize;
    if rest.len() < length {
        return "";
    }
    let (version, _) = rest.split_at(length);
    match std::str::from_utf8(version) {
        Ok(version) => version,
        Err(_) => "",
    }
}

fn take(bytes: &[u8], length: usize) -> Option<(&[u8], &[u8])> {
    Some((bytes.get(..length)?, bytes.get(length..)?))
}

fn take_u32(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (head, rest) = take(bytes, 4)?;
    let number = u32::from_le_bytes(head.try_into().ok()?);
    Some((usize::try_from(number).ok()?, rest))
}
