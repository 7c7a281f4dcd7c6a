//! A look at a text, byte by byte and once: what it may hold that has to be changed.

use memchr::memmem::Finder;
use memchr::{memchr_iter, memchr2_iter};
use regex::Regex;
use std::sync::LazyLock;

/// What was seen of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Look {
    /// It is in NFC and holds no invisible character: none that a common French text does not have.
    pub plain: bool,
    /// It holds line feeds or tabs.
    pub lines: bool,
    /// It holds `@`.
    pub at: bool,
    /// It holds `/`.
    pub slash: bool,
    /// It holds a bracket, `_`, `%`, `&`, `*`, `|` or a backslash: what disguised addresses have.
    pub disguise: bool,
    /// It holds `@` of another width, or digits of full width or of another script.
    pub wide: bool,
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
/// A character of full width, a digit of another script.
const WIDE: u8 = 128;

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
            b'(' | b'[' | b'{' | b'<' | b'_' | b'%' | b'&' | b'*' | b'|' | b'\\' => DISGUISE,
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
    pub(in crate::ingest) fn at(text: &str) -> Look {
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
            wide: seen & WIDE != 0,
            digits,
        }
    }
}

/// What a character of several bytes is: the Latin letters and the punctuation of French texts are in NFC
/// whatever comes beside them, as long as nothing else does.
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
        // Full width, the small ﹫; Arabic-Indic digits; mathematical digits.
        [0xEF, 0xBC | 0xB9, ..] | [0xD9 | 0xDB, ..] | [0xF0, 0x9D, ..] => OTHER | WIDE,
        _ => OTHER,
    }
}

/// Whether a text may hold the address of a page or its path: `://`, `.com/`, ` /profiles`.
pub(in crate::ingest) fn may_be_profile(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'/', bytes).any(|at| {
        let before = &bytes[..at];
        // What a top may have; none is longer.
        let top = before
            .iter()
            .rev()
            .take(64)
            .position(|b| !(b.is_ascii_alphabetic() || *b >= 0x80));
        match top.map(|n| before[before.len() - n - 1]) {
            Some(b':') => true,
            Some(b'.') => top >= Some(2),
            // A port, or a path that begins.
            Some(b'0'..=b'9') => before.contains(&b':'),
            _ => {
                let path = bytes
                    .get(at + 1)
                    .is_some_and(|b| b.is_ascii_alphabetic() || *b == b'@');
                path && (top == Some(0) || before.is_empty())
            }
        }
    })
}

/// Whether a text may hold a path without its host: a slash after a blank or a sign, before a letter.
pub(in crate::ingest) fn may_be_path(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b'/', bytes).any(|at| {
        let before = at.checked_sub(1).map_or(b' ', |n| bytes[n]);
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        let apart =
            !(before.is_ascii_alphanumeric() || matches!(before, b'/' | b'.' | b'_' | b'-'));
        apart && (after.is_ascii_alphabetic() || after == b'@')
    })
}

/// What stands for `@` in disguised e-mail addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct Disguises {
    /// `%40`, `&#64;`.
    pub encoded: bool,
    /// `[at]`, `_at_`, `-at-`.
    pub bracketed: bool,
    /// `arobase`.
    pub spelt: bool,
    /// `at`, `chez`.
    pub said: bool,
}

impl Disguises {
    /// Looks at a text for words and signs; all may be there where characters are of full width.
    pub(super) fn of(text: &str, look: Look) -> Disguises {
        if look.wide {
            return Disguises {
                encoded: true,
                bracketed: true,
                spelt: true,
                said: true,
            };
        }
        let bytes = text.as_bytes();
        let spelt = memchr2_iter(b'b', b'B', bytes).any(|at| {
            let word = at.checked_sub(3).and_then(|from| bytes.get(from..at + 3));
            word.is_some_and(|w| {
                w.eq_ignore_ascii_case(b"arobas") || w.eq_ignore_ascii_case(b"rrobas")
            })
        });
        Disguises {
            encoded: look.disguise && ENCODED.is_match(text),
            bracketed: spelt
                || (look.disguise && BRACKETED.is_match(text))
                || has_word(&DASHED, bytes),
            spelt,
            said: has_word(&SAID, bytes),
        }
    }

    /// Whether any is there.
    #[cfg(test)]
    fn any(self) -> bool {
        self.encoded || self.bracketed || self.spelt || self.said
    }
}

/// Whether a text holds one of some words, with a blank, perhaps of several bytes, or a dash after it.
fn has_word(words: &[Finder<'_>], bytes: &[u8]) -> bool {
    words.iter().any(|word| {
        let mut found = word.find_iter(bytes);
        found.any(|at| {
            let next = bytes.get(at + word.needle().len());
            matches!(next, Some(b' ' | 0xC2 | 0xE2 | b'\n' | b'\t' | b'-' | b'_'))
        })
    })
}

static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        r"(?i)[\[({<*|]\s?(?:at|arobas[ez]?|arobaze|a|à|chez|@)\s?[\])}>*|]|[_-](?:at|arobase)[_-]";
    Regex::new(pattern).expect("a constant pattern compiles")
});

static ENCODED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?i)%(?:25)*40|&#0*64;|&#x0*40;|&commat;|\\u0040";
    Regex::new(pattern).expect("a constant pattern compiles")
});

fn finders<const N: usize>(words: [&str; N]) -> Vec<Finder<'static>> {
    words
        .iter()
        .map(|word| Finder::new(word.as_bytes()).into_owned())
        .collect()
}

static SAID: LazyLock<Vec<Finder<'static>>> =
    LazyLock::new(|| finders([" at", " AT", " At", " chez", " CHEZ"]));

static DASHED: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| finders(["-at", "-AT", "-At"]));

/// The most digits in a row with no letter and little else between any two.
pub(in crate::ingest) fn longest_chain(text: &str) -> usize {
    // Six separators of three bytes.
    const APART: usize = 18;
    let (mut longest, mut chain, mut apart) = (0, 0, 0);
    for b in text.bytes() {
        match b {
            b'0'..=b'9' => {
                chain += 1;
                apart = 0;
                longest = longest.max(chain);
            }
            // What may be written for a zero.
            b'o' | b'O' => {}
            b'a'..=b'z' | b'A'..=b'Z' => chain = 0,
            _ => {
                apart += 1;
                if apart > APART {
                    chain = 0;
                }
            }
        }
    }
    longest
}

/// Whether a text may hold the address of a machine: three points between digits, or two colons, with little
/// between them.
pub(in crate::ingest) fn may_be_machine(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: Option<usize>| {
        let byte = at.and_then(|at| bytes.get(at));
        byte.is_some_and(u8::is_ascii_digit)
    };
    let near = |sign: u8, count: usize| {
        let mut last = [usize::MAX; 3];
        let between = |at: &usize| {
            sign == b':' || (is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1)))
        };
        memchr_iter(sign, bytes).filter(between).any(|at| {
            last.rotate_left(1);
            last[2] = at;
            let first = last[3 - count];
            first != usize::MAX && at - first <= 5 * (count - 1)
        })
    };
    near(b'.', 3) || near(b':', 2)
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
        let email = |t: &str| {
            let look = Look::at(t);
            look.at || Disguises::of(t, look).any()
        };
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
        for text in ["(a b)", "[at home", "a_b", "(atelier)", "aroba", "état de"] {
            assert!(!email(text), "{text}");
        }
        assert!(
            may_be_profile("FACEBOOK.COM/x")
                && may_be_profile("http://x")
                && may_be_profile("t.me/x")
        );
        assert!(!may_be_profile("et/ou, 3/4, /"));
        assert!(may_be_path("voir /users/x") && !may_be_path("et/ou, 3/4, /"));
        assert_eq!(longest_chain("06 - 12–34 et 5678901"), 7);
        assert_eq!(longest_chain("+33 (0) 1 23"), 6);
        assert!(may_be_machine("de 192.0.2.7") && may_be_machine("2001:db8::1"));
        assert!(!may_be_machine("à 12:30. Puis. Ensuite : rien... 3 ..."));
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
