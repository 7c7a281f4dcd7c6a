//! Fingerprints: what a record says, in eight bytes, so that two exports can be compared without their texts.

use super::{Draft, Record, Side};
use jiff::Timestamp;

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash of a text's characters that are no white space: one shape of an export holds HTML and another the
/// same without its tags, so that blanks and line ends differ. 0 for a text without any.
///
/// The characters' bytes are taken eight at a time through a multiply-xorshift step (the finaliser of
/// MurmurHash3, Appleby 2011). It tells honest texts apart; it is no protection against a forger.
pub fn text_print(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut kept = Kept::new();
    let mut at = 0;
    while at < bytes.len() {
        let block = &bytes[at..bytes.len().min(at + BLOCK)];
        let mut found = marks(block);
        // Where the next run of what is no white space begins in the block.
        let mut start = 0;
        while found != 0 {
            let mark = found.trailing_zeros() as usize;
            found &= found - 1;
            // A character of several bytes may have ended behind this one.
            if mark < start {
                continue;
            }
            if let Some(size) = blank(&bytes[at + mark..]) {
                kept.add(&bytes[at..], start, mark);
                start = mark + size;
            }
        }
        kept.add(&bytes[at..], start, block.len());
        at += start.max(block.len());
    }
    kept.finish()
}

/// How many bytes are looked at together.
const BLOCK: usize = 64;

/// The bytes that are hashed: gathered, then taken eight at a time.
struct Kept {
    bytes: [u8; 4 * BLOCK],
    filled: usize,
    hash: u64,
    length: u64,
}

impl Kept {
    fn new() -> Self {
        Kept {
            bytes: [0; 4 * BLOCK],
            filled: 0,
            hash: 0,
            length: 0,
        }
    }

    /// Adds a run within a block, of bytes of which more may follow.
    #[inline]
    fn add(&mut self, bytes: &[u8], start: usize, end: usize) {
        if end <= start {
            return;
        }
        if self.filled > self.bytes.len() - 2 * BLOCK {
            self.hash();
        }
        let size = end - start;
        let to = self.filled;
        // Most words fit in sixteen bytes: what is behind the run is written over.
        match bytes[start..].first_chunk::<16>() {
            Some(first) if size <= 16 => self.bytes[to..to + 16].copy_from_slice(first),
            _ => self.bytes[to..to + size].copy_from_slice(&bytes[start..end]),
        }
        self.filled += size;
    }

    /// Hashes what fills eight bytes.
    fn hash(&mut self) {
        let whole = self.filled / 8;
        let (words, _) = self.bytes.as_chunks();
        self.hash = words[..whole].iter().fold(self.hash, mix_bytes);
        self.length += 8 * whole as u64;
        self.bytes.copy_within(8 * whole..self.filled, 0);
        self.filled -= 8 * whole;
    }

    fn finish(mut self) -> u64 {
        self.hash();
        let length = self.length + self.filled as u64;
        if length == 0 {
            return 0;
        }
        let mut last = [0; 8];
        last[..self.filled].copy_from_slice(&self.bytes[..self.filled]);
        mix(mix_bytes(self.hash, &last), length).max(1)
    }
}

/// A bit for each of up to 64 bytes: whether it may be white space or its first byte.
#[inline]
fn marks(block: &[u8]) -> u64 {
    let (words, rest) = block.as_chunks::<8>();
    let mut found = 0;
    for (n, word) in words.iter().enumerate() {
        found |= marks_in_word(u64::from_le_bytes(*word)) << (8 * n);
    }
    if !rest.is_empty() {
        // No byte of 0xFF is white space.
        let mut last = [0xFF; 8];
        last[..rest.len()].copy_from_slice(rest);
        found |= marks_in_word(u64::from_le_bytes(last)) << (8 * words.len());
    }
    found
}

/// The same of eight bytes: those below 0x21, and the first bytes of the characters above ASCII that are white
/// space, see [`blank`]: 0xC2, and 0xE0 to 0xE3.
#[inline]
fn marks_in_word(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    const LOW: u64 = 0x7F * ONES;
    // The highest bit of each byte that is not zero; no byte carries into the next.
    let not_zero = |bytes: u64| ((bytes & LOW) + LOW) | bytes;
    let high = ((word & LOW) + (0x80 - 0x21) * ONES) | word;
    let two = not_zero(word ^ (0xC2 * ONES));
    let three = not_zero((word & (0xFC * ONES)) ^ (0xE0 * ONES));
    let found = !(high & two & three) & HIGH;
    // One bit a byte.
    (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
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
/// variables and whether its own row set it aside. Counters and votes in support change from one export to the next and
/// are left out, as is its place.
pub fn content(record: &Record, prints: [u64; 2]) -> u64 {
    fold(
        prints,
        record.declared,
        record.moderation.moderated && !record.moderation.gone,
        record.published_at,
        [record.section.as_deref(), record.parent.as_deref()],
        &record.variables,
    )
}

/// The same of a record on its way to the tables; `untold` is whether it counts as set aside where its row
/// does not state.
pub fn draft_content(draft: &Draft, prints: [u64; 2], untold: bool) -> u64 {
    fold(
        prints,
        draft.declared,
        draft.moderation.as_ref().map_or(untold, |m| m.moderated),
        draft.published_at,
        [draft.section.as_deref(), draft.parent.as_deref()],
        &draft.variables,
    )
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

fn fold(
    prints: [u64; 2],
    side: Option<Side>,
    aside: bool,
    at: Option<Timestamp>,
    names: [Option<&str>; 2],
    variables: &[(String, String)],
) -> u64 {
    let side = side_print(side);
    let date = at.map_or(i64::MIN, Timestamp::as_second);
    let mut hash = mix(mix(1, prints[0]), prints[1]);
    let [section, parent] = names.map(|name| name.map_or(0, text_print));
    for word in [side, u64::from(aside), date as u64, section, parent] {
        hash = mix(hash, word);
    }
    for (name, value) in variables {
        hash = mix(mix(hash, text_print(name)), text_print(value));
    }
    hash
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
