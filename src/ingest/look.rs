//! A look at a text, byte by byte and once: what it may hold that has to be changed.

use memchr::{memchr_iter, memchr2_iter};

/// What was seen of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// It is in NFC and holds no invisible character: none that a common French text does not have.
    pub plain: bool,
    /// It holds line feeds or tabs.
    pub lines: bool,
    /// It holds `@`.
    pub at: bool,
    /// It holds `/`.
    pub slash: bool,
    /// It holds `(`, `[`, `_` or `@` of full width: what disguised addresses have.
    pub disguise: bool,
    /// How many digits it holds.
    pub digits: usize,
}

const AT: u8 = 1;
const SLASH: u8 = 2;
const DISGUISE: u8 = 4;
const LINES: u8 = 8;
/// A character that is changed, or may be.
const OTHER: u8 = 16;
/// The first byte of a character of several bytes.
const HIGH: u8 = 32;
const DIGIT: u8 = 64;

/// What each byte is.
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut b = 0;
    while b < 256 {
        classes[b] = match b as u8 {
            b'\n' | b'\t' => LINES,
            0..=0x1F | 0x7F => OTHER,
            b'@' => AT,
            b'/' => SLASH,
            b'(' | b'[' | b'_' => DISGUISE,
            b'0'..=b'9' => DIGIT,
            0xC0.. => HIGH,
            _ => 0,
        };
        b += 1;
    }
    classes
};

impl Look {
    /// Looks at a text.
    pub fn at(text: &str) -> Look {
        let bytes = text.as_bytes();
        let (mut seen, mut digits) = (0, 0);
        for (n, b) in bytes.iter().enumerate() {
            let class = CLASSES[*b as usize];
            seen |= class;
            digits += usize::from(class == DIGIT);
            if class == HIGH {
                seen |= high(&bytes[n..]);
            }
        }
        Look {
            plain: seen & OTHER == 0,
            lines: seen & LINES != 0,
            at: seen & AT != 0,
            slash: seen & SLASH != 0,
            disguise: seen & DISGUISE != 0,
            digits,
        }
    }
}

/// What a character of several bytes is: the Latin letters and the punctuation of French texts are in NFC
/// whatever stands beside them, as long as nothing else does.
fn high(bytes: &[u8]) -> u8 {
    match *bytes {
        // U+00A0 to U+00BF, the soft hyphen left out.
        [0xC2, 0xA0..=0xAC | 0xAE.., ..] => 0,
        // U+00C0 to U+017F.
        [0xC3..=0xC5, ..] => 0,
        // U+2010 to U+2027, U+202F to U+203E: dashes, quotation marks, the ellipsis, the narrow blank.
        [0xE2, 0x80, 0x90..=0xA7 | 0xAF..=0xBE, ..] => 0,
        // €
        [0xE2, 0x82, 0xAC, ..] => 0,
        // ＠
        [0xEF, 0xBC, 0xA0, ..] => OTHER | DISGUISE,
        _ => OTHER,
    }
}

/// Whether a text may hold the address of a person's page: each has `://`, `.com/` or `.me/` in it.
pub(super) fn may_be_profile(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = |at: usize, with: &[u8]| {
        at.checked_sub(with.len())
            .is_some_and(|from| bytes[from..at].eq_ignore_ascii_case(with))
    };
    memchr_iter(b'/', bytes).any(|at| ends(at, b":") || ends(at, b".com") || ends(at, b".me"))
}

/// Whether a text may hold an e-mail address, disguised or not.
pub(super) fn may_be_email(text: &str, look: Look) -> bool {
    if look.at {
        return true;
    }
    let bytes = text.as_bytes();
    let is = |at: usize, word: &[u8]| {
        let found = bytes.get(at..at + word.len());
        found.is_some_and(|f| f.eq_ignore_ascii_case(word))
    };
    let around = || {
        memchr2_iter(b'(', b'[', bytes).any(|at| is_disguise(&text[at + 1..]))
            || memchr_iter(b'_', bytes).any(|at| is(at, b"_at_"))
            || text.contains('＠')
    };
    (look.disguise && around())
        || memchr2_iter(b'b', b'B', bytes).any(|at| at >= 3 && is(at - 3, b"arobase"))
}

/// Whether what follows a bracket is `at)`, ` arobase ]` or the like.
fn is_disguise(text: &str) -> bool {
    let blank = |text: &'_ str| -> usize {
        let first = text.chars().next().filter(|c| c.is_whitespace());
        first.map_or(0, char::len_utf8)
    };
    let text = &text[blank(text)..];
    ["arobase", "at", "a", "@", "＠"].iter().any(|word| {
        let Some(found) = text.get(..word.len()) else {
            return false;
        };
        let rest = &text[word.len()..];
        found.eq_ignore_ascii_case(word) && rest[blank(rest)..].starts_with([')', ']'])
    })
}

/// Whether a text may hold a telephone number: nine digits with little between any two.
pub(super) fn may_be_phone(text: &str) -> bool {
    // A blank of three bytes and a bracket.
    const APART: usize = 5;
    let (mut chain, mut last) = (0, 0);
    for (at, b) in text.bytes().enumerate() {
        if b.is_ascii_digit() {
            chain = if chain > 0 && at - last <= APART {
                chain + 1
            } else {
                1
            };
            last = at;
            if chain >= 9 {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalise;
    use proptest::prelude::*;
    use std::borrow::Cow;

    #[test]
    fn what_is_plain() {
        let look = Look::at("L’œuvre « réelle » — 3 €…\u{202F}! (12)");
        assert!(look.plain && look.disguise && !look.lines && !look.at && !look.slash);
        assert_eq!(look.digits, 3);
        for other in [
            "a\r",
            "a\u{AD}b",
            "e\u{301}",
            "a\u{200B}",
            "\u{2126}",
            "a\u{92}",
            "中",
            "\0",
        ] {
            assert!(!Look::at(other).plain, "{other:?}");
        }
        assert!(Look::at("a\nb\tc").lines && Look::at("x@y").at && Look::at("et/ou").slash);
    }

    #[test]
    fn signs_of_addresses_and_numbers() {
        let email = |t: &str| may_be_email(t, Look::at(t));
        for text in [
            "x@y",
            "x (at) y",
            "x[ A ]y",
            "x AroBase y",
            "x_At_y",
            "x＠y",
            "(@)",
        ] {
            assert!(email(text), "{text}");
        }
        for text in ["(a b)", "[at home", "a_b", "(atelier)", "arobas", "robase"] {
            assert!(!email(text), "{text}");
        }
        assert!(
            may_be_profile("FACEBOOK.COM/x")
                && may_be_profile("http://x")
                && may_be_profile("t.me/x")
        );
        assert!(!may_be_profile("et/ou, 3/4, /"));
        assert!(may_be_phone("+33 (0) 1 23 45 67 8") && may_be_phone("01–23–45–67–89"));
        assert!(!may_be_phone("12345678 ou bien 12345678"));
    }

    proptest! {
        #[test]
        fn plain_texts_are_normal(text in "[a-z\u{A0}-\u{180}\u{2010}-\u{2040}€\u{300}\u{200B}\r\n]{0,12}") {
            if Look::at(&text).plain {
                prop_assert!(matches!(normalise(&text), Cow::Borrowed(_)));
            }
        }
    }
}
