//! The order of words in a French dictionary, and passages on one line.
//!
//! Letters first, whatever their case, accents and ligatures; then accents, compared from the left, an
//! unaccented letter before an accented one (`cote`, `coté`, `côte`, `côté`), as the Unicode CLDR orders French
//! of France; then small letters before capitals. Apostrophes, hyphens and points count for nothing
//! unless all else is equal.

use crate::text::fold;
use unicode_normalization::UnicodeNormalization;

/// A word or passage as dictionaries compare it. The order of the fields is the order of comparison.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Collated {
    /// Letters and digits, folded; words are separated by one space.
    pub letters: String,
    /// The same with their accents, in lower case, decomposed.
    pub accents: String,
}

/// The key of a word or passage.
pub fn collated(text: &str) -> Collated {
    let folded = fold(text);
    let mut letters = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_alphanumeric() {
            letters.push(c);
        } else if c.is_whitespace() && !letters.is_empty() && !letters.ends_with(' ') {
            letters.push(' ');
        }
    }
    letters.truncate(letters.trim_end().len());
    let accents = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfd().flat_map(char::to_lowercase).collect()
    };
    Collated { letters, accents }
}

/// White space at which a line may be broken: no-break spaces are none.
pub(super) fn breaks(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}')
}

/// A passage on one line: every run of white space, line feeds included, is one space. No-break spaces,
/// guillemets and apostrophes stay as they are, and no sign is added that the author did not write.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.chars() {
        if breaks(c) {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        out.push(c);
    }
    if space {
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(words: &[&'static str]) -> Vec<&'static str> {
        let mut words = words.to_vec();
        words.sort_by_key(|w| (collated(w), *w));
        words
    }

    #[test]
    fn a_french_dictionary() {
        let order = [
            "cote",
            "coté",
            "côte",
            "côté",
            "coteau",
            "cœur",
            "coffre",
            "e-administration",
            "eau",
        ];
        let mut mixed = order;
        mixed.reverse();
        assert_eq!(
            sorted(&mixed),
            [
                "cœur",
                "coffre",
                "cote",
                "coté",
                "côte",
                "côté",
                "coteau",
                "e-administration",
                "eau"
            ]
        );
        assert_eq!(
            sorted(&["œuvre", "oeuvre", "odeur"]),
            ["odeur", "oeuvre", "œuvre"]
        );
        assert_eq!(collated("S.N.C.F.").letters, collated("sncf").letters);
        assert_eq!(collated("e\u{301}te\u{301}"), collated("été"));
        assert_eq!(collated("  l’\n eau ").letters, "l eau");
    }

    #[test]
    fn one_line_adds_nothing_and_keeps_what_is_french() {
        assert_eq!(
            one_line("« l’œuvre\u{A0}»\u{202F}!\n\n-\tsuite "),
            "« l’œuvre\u{A0}»\u{202F}! - suite "
        );
        assert_eq!(one_line(" a"), " a");
        assert_eq!(one_line(""), "");
    }
}
