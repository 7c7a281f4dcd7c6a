//! The kept form of a text: normalised, trimmed, personal data masked, once.

use crate::ingest::clean::look::Look;
pub use crate::ingest::clean::masks::mask;
use crate::ingest::clean::masks::masked;
pub use crate::model::Masked;
use crate::text::normalise;
use std::borrow::Cow;

/// The kept form of a text: NFC, LF, no invisible characters, trimmed, lines without trailing blanks,
/// at most one blank line in a row, masked.
pub(in crate::ingest) fn keep(text: &str, counts: &mut Masked) -> String {
    let text = text.trim();
    let look = Look::at(text);
    if look.plain && (!look.lines || is_tidy(text)) {
        return masked(Cow::Borrowed(text), look, counts);
    }
    mask(&tidied(text), counts)
}

/// A text whose characters and lines are put in order.
fn tidied(text: &str) -> String {
    let text = normalise(text);
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.lines() {
        let line = line.trim_end();
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        out.push_str(if out.is_empty() {
            line.trim_start()
        } else {
            line
        });
    }
    out
}

/// Whether no line ends in a blank and no two lines in a row are empty; the text is trimmed.
fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\n', bytes).all(|at| {
        let before = &text[..at];
        match before.strip_suffix('\n') {
            Some(above) => !above.ends_with('\n'),
            None => !before.ends_with(char::is_whitespace),
        }
    })
}

/// The kept form of a title: one line.
pub(in crate::ingest) fn keep_line(text: &str, counts: &mut Masked) -> String {
    let text = text.trim();
    let look = Look::at(text);
    if look.plain && !look.lines && memchr::memmem::find(text.as_bytes(), b"  ").is_none() {
        return masked(Cow::Borrowed(text), look, counts);
    }
    mask(&in_one_line(text), counts)
}

/// A text whose characters are put in order, in one line.
fn in_one_line(text: &str) -> String {
    let text = normalise(text);
    let mut words = text.split(['\n', '\t', ' ']);
    let mut out = String::with_capacity(text.len());
    for word in words.by_ref().filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.trim().to_string()
}

/// What a text links to, as it is written; nothing where that leads to a person.
pub(in crate::ingest) fn link(text: &str) -> Option<String> {
    unmasked(text).0
}

/// The kept line of a text in which nothing is masked, and what is masked in one that is none.
pub(in crate::ingest) fn unmasked(text: &str) -> (Option<String>, Masked) {
    let mut masked = Masked::default();
    let kept = keep_line(text, &mut masked);
    let whole = masked.total() == 0 && !kept.is_empty();
    (whole.then_some(kept), masked)
}

/// A value as a message shows it: short, in one line, masked.
pub(in crate::ingest) fn shown(text: &str) -> String {
    let line = keep_line(text, &mut Masked::default());
    if line.chars().count() <= 40 {
        return line;
    }
    let mut cut: String = line.chars().take(39).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::clean::masks::every_row;
    use proptest::prelude::*;

    #[test]
    fn emails_phones_and_profiles_are_masked_and_counted() {
        let mut n = Masked::default();
        let text = "Écrivez à jean.dupont@exemple.fr ou au 01 99 00 12 34, +33 6 39 98 12 34, \
                    0639981234. Voir https://www.facebook.com/jean.dupont.1, et \
                    http://debat.exemple.fr/profile/jean-dupont.";
        let out = mask(text, &mut n);
        assert_eq!(
            out,
            "Écrivez à [courriel] ou au [téléphone], [téléphone], [téléphone]. Voir [profil], et \
             [profil]."
        );
        assert_eq!((n.emails, n.phones, n.profiles), (1, 3, 2));
    }

    #[test]
    fn disguises() {
        for (text, mark) in [
            ("x @ exemple.fr", "[courriel]"),
            ("x [at] exemple.fr", "[courriel]"),
            ("x (at) exemple (dot) fr", "[courriel]"),
            ("x arobase exemple point fr", "[courriel]"),
            ("x＠exemple.fr", "[courriel]"),
            ("06/12/34/56/08", "[téléphone]"),
            ("06 123 456 09", "[téléphone]"),
            ("(06) 12 34 56 10", "[téléphone]"),
            ("06–12–34–56–18", "[téléphone]"),
            ("0 612 345 619", "[téléphone]"),
            ("+32 475 12 34 15", "[téléphone]"),
            ("+590 690 12 34 21", "[téléphone]"),
            ("https://fb.com/x.y", "[profil]"),
            ("https://mastodon.social/@quelquun", "[profil]"),
            ("@quelqu_un", "[profil]"),
        ] {
            assert_eq!(mask(text, &mut Masked::default()), mark, "{text}");
        }
    }

    #[test]
    fn ordinary_numbers_and_links_stay() {
        let mut n = Masked::default();
        for text in [
            "55 % des agents, 1 000 000 d'euros en 2014",
            "https://www.data.gouv.fr/fr/datasets/",
            "le 15/12/2014 à 22:03",
            "Facebook et Twitter",
            "le 01-02-2015 10 h, le 01.02.2015 10:30",
            "loi n° 78-753 du 17 juillet 1978, 0,5 % et 1 000 000 000 euros",
            "un cœur @ la mairie",
        ] {
            assert_eq!(mask(text, &mut n), text);
        }
        assert_eq!(n.total(), 0);
    }

    #[test]
    fn kept_texts_have_tidy_lines() {
        let mut n = Masked::default();
        assert_eq!(keep("  a \r\n\r\n\r\n\n b  \n", &mut n), "a\n\n b");
        assert_eq!(
            keep_line(" S'adapter\n aux  attentes ", &mut n),
            "S'adapter aux attentes"
        );
    }

    proptest! {
        #[test]
        fn short_cuts_change_nothing(
            pieces in proptest::collection::vec(prop_oneof![
                "[a-zéèœ’«»€ ,.()\\[\\]\n\t\u{A0}\r-]{0,6}",
                "(\\+33|0[1-9]|00 ?33)[ .–/]?[0-9 .()]{4,14}",
                "[a-z.]{1,4} ?(@|\\(at\\)|\\[ a \\]| arobase |_AT_) ?[a-z]{1,4}(\\.| point )fr",
                "(https?://)?(www\\.)?(facebook\\.com|t\\.me|x\\.fr)/(profil/)?@?[a-z]{1,5}",
                "( @|@)[a-z_]{2,5}",
            ], 0..6)
        ) {
            let text = pieces.concat();
            let mut n = Masked::default();
            let out = keep(&text, &mut n);
            prop_assert_eq!((out, n), every_row(tidied(&text)));
            let mut n = Masked::default();
            let out = keep_line(&text, &mut n);
            prop_assert_eq!((out, n), every_row(in_one_line(&text)));
        }
    }
}
