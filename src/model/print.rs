//! Fingerprints: what a record says, in eight bytes, so that two exports can be compared without their texts.

use super::{Entry, Record, Side};
use jiff::Timestamp;

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash of a text's characters that are no white space: one shape of an export holds HTML and another the
/// same without its tags, so that blanks and line ends differ. 0 for a text without any.
///
/// The characters' bytes are taken eight at a time through a multiply-xorshift step (the finaliser of
/// MurmurHash3, Appleby 2011). It tells honest texts apart; it is no protection against a forger.
pub fn text_print(text: &str) -> u64 {
    let bytes = text.as_bytes();
    // What is no white space is gathered without a branch for each byte, and hashed when there is enough of it.
    let mut kept = [0; KEPT];
    let (mut hash, mut filled, mut length) = (0, 0, 0u64);
    let mut at = 0;
    while at < bytes.len() {
        if filled > KEPT - 8 {
            let (words, _) = kept.as_chunks();
            let whole = filled / 8;
            hash = words[..whole].iter().fold(hash, mix_bytes);
            length += 8 * whole as u64;
            kept.copy_within(8 * whole..filled, 0);
            filled -= 8 * whole;
        }
        let next = bytes[at..].first_chunk::<8>();
        let mut run = next.map_or(0, plain);
        if run == 0 {
            if let Some(size) = blank(&bytes[at..]) {
                at += size;
                continue;
            }
            run = 1;
        }
        match next {
            // Those behind the run are written over.
            Some(next) => kept[filled..filled + 8].copy_from_slice(next),
            None => kept[filled] = bytes[at],
        }
        at += run;
        filled += run;
        // Most words end with one space.
        at += usize::from(bytes.get(at) == Some(&b' '));
    }
    length += filled as u64;
    if length == 0 {
        return 0;
    }
    let (words, rest) = kept[..filled].as_chunks();
    hash = words.iter().fold(hash, mix_bytes);
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    mix(mix_bytes(hash, &last), length).max(1)
}

/// How many bytes are gathered before they are hashed.
const KEPT: usize = 256;

/// How many of eight bytes, from the first, are surely no part of white space; those that follow have to be
/// looked at.
#[inline]
fn plain(bytes: &[u8; 8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let bytes = u64::from_le_bytes(*bytes);
    // The lowest bit that is set is exact: a borrow only reaches the bytes above the first that is found.
    let spaces = bytes.wrapping_sub(0x21 * ONES) & !bytes;
    let first = |byte: u64| {
        let zero = bytes ^ (byte * ONES);
        zero.wrapping_sub(ONES) & !zero
    };
    // The first bytes of the characters above ASCII that are white space, see `blank`.
    let others = first(0xC2) | first(0xE1) | first(0xE2) | first(0xE3);
    let found = (spaces | others) & HIGH;
    // 8 where none is found.
    found.trailing_zeros() as usize / 8
}

/// How many bytes of white space a text begins with, where it begins with some.
#[inline]
fn blank(bytes: &[u8]) -> Option<usize> {
    match bytes[0] {
        b' ' | b'\t'..=b'\r' => Some(1),
        // The first bytes of the characters above ASCII that are white space.
        0xC2 | 0xE1 | 0xE2 | 0xE3 => {
            let end = bytes.len().min(3);
            let text = match std::str::from_utf8(&bytes[..end]) {
                Ok(text) => text,
                // Cut inside the second character: the first is whole.
                Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?,
            };
            let first = text.chars().next()?;
            first.is_whitespace().then(|| first.len_utf8())
        }
        _ => None,
    }
}

#[inline]
fn mix_bytes(hash: u64, bytes: &[u8; 8]) -> u64 {
    mix(hash, u64::from_le_bytes(*bytes))
}

#[inline]
fn mix(hash: u64, word: u64) -> u64 {
    let hash = (hash ^ word).wrapping_mul(FACTOR);
    (hash ^ (hash >> 32)).wrapping_mul(FACTOR)
}

/// The fingerprint of what a record says: its title and body (`prints`), side, section, parent, date,
/// variables and whether its own row set it aside (`aside`). Counters and votes in support change from one export to
/// the next and are left out, as is its place.
pub fn content(entry: &Entry, prints: [u64; 2], aside: bool) -> u64 {
    let date = entry.published_at.map_or(i64::MIN, Timestamp::as_second);
    let [section, parent] =
        [&entry.section, &entry.parent].map(|name| name.as_deref().map_or(0, text_print));
    let side = side_print(entry.declared);
    let mut hash = mix(mix(1, prints[0]), prints[1]);
    for word in [side, u64::from(aside), date as u64, section, parent] {
        hash = mix(hash, word);
    }
    for (name, value) in &entry.variables {
        hash = mix(mix(hash, text_print(name)), text_print(value));
    }
    hash
}

impl Record {
    /// The fingerprint of what it says, whose title and body have these `prints`: what [`Record::content`] is.
    pub fn content_print(&self, prints: [u64; 2]) -> u64 {
        content(self, prints, self.moderation.is_by_its_row())
    }
}

/// The fingerprint of a side: of a vote, which says nothing else.
pub fn side_print(side: Option<Side>) -> u64 {
    match side {
        None => 0,
        Some(Side::Favourable) => 1,
        Some(Side::Mixed) => 2,
        Some(Side::Against) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same hash, character by character.
    fn plainly(text: &str) -> u64 {
        let kept: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if kept.is_empty() {
            return 0;
        }
        let (words, rest) = kept.as_bytes().as_chunks();
        let hash = words.iter().fold(0, mix_bytes);
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        mix(mix_bytes(hash, &last), kept.len() as u64).max(1)
    }

    proptest! {
        #[test]
        fn eight_bytes_at_a_time_are_as_one_by_one(
            pieces in proptest::collection::vec(
                prop_oneof![
                    "[a-zé ’\u{A0}\u{85}\u{2003}\u{202F}\u{3000}\u{1680}\u{180E}\u{FEFF}\0\t\n]{0,12}",
                    "\\PC{0,6}",
                    "[a-z]{200,300}"
                ], 0..12),
        ) {
            let text = pieces.concat();
            prop_assert_eq!(text_print(&text), plainly(&text), "{:?}", text);
        }
    }

    #[test]
    fn blanks_do_not_count_and_everything_else_does() {
        let print = text_print("Pour l’œuvre, d’abord : former les agents !");
        assert_eq!(
            print,
            text_print("Pour\u{A0}l’œuvre,\n d’abord\u{202F}:\u{3000}former  les agents\u{A0}!")
        );
        assert_ne!(
            print,
            text_print("Pour l’œuvre, d’abord : former les agents ?")
        );
        assert_ne!(text_print("abcdefgh"), text_print("abcdefg"));
        assert_ne!(text_print("ab"), text_print("ab\0"));
        assert_eq!(text_print(" \u{A0}\n"), 0);
        assert_eq!(text_print("\u{1680}é\u{2003}\u{85}"), text_print("é"));
    }
}
