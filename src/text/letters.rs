//! Sixteen bytes of a text at once: how many of them are French letters, and these in lower case.
//!
//! Letters here are those of ASCII and of Latin-1 (`C3 80` to `C3 BF` without × and ÷): nearly all words of
//! a French text are made of them alone. Bytes are compared side by side in one wide number (Lamport,
//! «Multiple byte processing with full-word instructions», 1975); a mark is the highest bit of a byte.

use super::intern::Packed;

/// The letters that sixteen bytes begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letters {
    /// How many bytes they have, 0 to 16.
    pub len: usize,
    /// In lower case.
    pub lower: Packed,
    /// Whether the first is a capital.
    pub capital: bool,
}

const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

const MARK: u128 = each(0x80);
const REST: u128 = each(0x7F);

/// Marks the bytes that are zero.
#[inline]
fn zeros(x: u128) -> u128 {
    !(((x & REST) + REST) | x) & MARK
}

/// The letters that the bytes of `x`, the first lowest, begin with.
#[inline]
pub(super) fn letters(x: u128) -> Letters {
    let small = (x | each(0x20)) & REST;
    let from_a = small + each(0x80 - b'a');
    let past_z = small + each(0x80 - b'z' - 1);
    let ascii = from_a & !past_z & !x & MARK;
    // A bit of weight 0x20, moved to the mark: small letters have it.
    let has_small_bit = x << 2;
    let lead = zeros(x ^ each(0xC3));
    let continues = x & !(x << 1) & MARK;
    let sign = zeros((x & each(0xDF)) ^ each(0x97));
    let second = continues & !sign & (lead << 8);
    // ß has no capital below it.
    let sharp = zeros(x ^ each(0x9F));
    let capitals = (ascii | (second & !sharp)) & !has_small_bit;
    let word = ascii | second | (second >> 8);
    let others = !word & MARK;
    let len = if others == 0 {
        16
    } else {
        others.trailing_zeros() as usize / 8
    };
    let kept = if len == 16 {
        u128::MAX
    } else {
        (1 << (8 * len)) - 1
    };
    let first = (capitals & ascii) | ((capitals & second) >> 8);
    Letters {
        len,
        lower: (x | (capitals >> 2)) & kept,
        capital: first & 0x80 != 0,
    }
}

/// The sixteen bytes at a place, zeros after the end.
#[inline]
pub(super) fn sixteen(bytes: &[u8], at: usize) -> u128 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk::<16>() {
        Some(sixteen) => u128::from_le_bytes(*sixteen),
        None => {
            let mut padded = [0; 16];
            padded[..rest.len()].copy_from_slice(rest);
            u128::from_le_bytes(padded)
        }
    }
}

/// Letters of at most eight bytes as they are in [`Letters::lower`], to be compared with.
pub(super) const fn word(letters: &str) -> u128 {
    let bytes = letters.as_bytes();
    let (mut out, mut i) = (0, 0);
    while i < bytes.len() {
        out |= (bytes[i] as u128) << (8 * i);
        i += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same, character by character. A letter that the sixteen bytes cut is none.
    fn one_by_one(text: &str) -> Letters {
        let mut lower = [0; 16];
        let mut len = 0;
        for c in text.chars() {
            let letter =
                c.is_ascii_alphabetic() || (matches!(c, 'À'..='ÿ') && !matches!(c, '×' | '÷'));
            if !letter || len + c.len_utf8() > 16 {
                break;
            }
            for small in c.to_lowercase() {
                small.encode_utf8(&mut lower[len..]);
            }
            len += c.len_utf8();
        }
        Letters {
            len,
            lower: u128::from_le_bytes(lower),
            capital: len > 0 && text.chars().next().is_some_and(char::is_uppercase),
        }
    }

    #[test]
    fn every_character_alone_and_inside() {
        for c in ('\0'..='\u{FFFF}').chain(['😀']) {
            for text in [
                format!("{c}"),
                format!("É{c}a"),
                format!("abcdefghijklmn{c}É"),
            ] {
                assert_eq!(
                    letters(sixteen(text.as_bytes(), 0)),
                    one_by_one(&text),
                    "{text:?}"
                );
            }
        }
        assert_eq!(
            letters(sixteen("École,".as_bytes(), 0)).lower,
            word("école")
        );
    }

    proptest! {
        #[test]
        fn as_one_by_one(text in "[a-zA-ZÀ-ÿœŒ’' 0-9«]{0,20}|\\PC{0,20}") {
            prop_assert_eq!(letters(sixteen(text.as_bytes(), 0)), one_by_one(&text));
        }
    }
}
