//! The kept form of a text: normalised, trimmed, personal data masked, once.

use super::look::{Look, may_be_email, may_be_phone, may_be_profile};
use crate::text::{MASKS, normalise};
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// How many passages were masked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masked {
    /// E-mail addresses.
    pub emails: u64,
    /// Telephone numbers.
    pub phones: u64,
    /// Addresses of personal profiles.
    pub profiles: u64,
}

impl Masked {
    /// All of them.
    pub fn total(&self) -> u64 {
        self.emails + self.phones + self.profiles
    }
}

impl std::ops::AddAssign for Masked {
    fn add_assign(&mut self, other: Masked) {
        self.emails += other.emails;
        self.phones += other.phones;
        self.profiles += other.profiles;
    }
}

fn regex(pattern: &str) -> Regex {
    // The patterns below are constants and a test compiles each.
    Regex::new(pattern).expect("a constant pattern compiles")
}

/// E-mail addresses, disguised ones too: spaces around the sign, `[at]`, `(arobase)`, `(dot)`.
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)(?:mailto:)?[\p{L}0-9._%+\-]+",
        r"(?:\s?[@＠]\s?|\s?[\[(]\s?(?:at|arobase|a|@)\s?[\])]\s?|\sarobase\s|\s?_at_\s?)",
        r"[\p{L}0-9\-]+",
        r"(?:(?:\.|\s?[\[(]\s?(?:dot|point)\s?[\])]\s?|\spoint\s)[\p{L}0-9\-]+)*",
        r"(?:\.|\s?[\[(]\s?(?:dot|point)\s?[\])]\s?|\spoint\s)[a-z]{2,}",
    ))
});

/// French numbers of ten digits however they are spaced, and numbers with a country's prefix.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?:\+|\b00)[1-9][0-9]{0,2}(?:[\s.\-–_/]?\(0\))?(?:[\s.\-–_/]?[0-9]){8,11}\b",
        r"|\(0[1-9]\)(?:[\s.\-–_/]?[0-9]{2}){4}\b",
        r"|\b0[\s.]?[1-9](?:[\s.\-–_/]?[0-9]){8}\b",
    ))
});

/// What looks like a telephone number and begins as a date: `01-02-2015 10`, `03/04/15 10 30`.
static DATE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^[0-3][0-9][.\-/\s](?:0[1-9]|1[0-2])[.\-/\s](?:19|20)[0-9]{2}"));

/// Addresses that lead to a person: social networks and a platform's own profile pages.
static PROFILE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)(?:https?://)?(?:[a-z\-]+\.)?",
        r"(?:facebook\.com/|fb\.(?:com|me)/|twitter\.com/|\bx\.com/|instagram\.com/|t\.me/|",
        r"tiktok\.com/@|plus\.google\.com/|viadeo\.com/|linkedin\.com/(?:in|pub)/)",
        r"[^\s<>()«»]*[^\s<>()«».,;:!?]",
        r"|https?://[^\s<>()«»]+/(?:profile|profil|users?|membres?)/[^\s<>()«»]*[^\s<>()«».,;:!?]",
        r"|https?://[^\s<>()«»/]+/@[\p{L}0-9_]+",
    ))
});

/// The name of an account: `@quelqu_un`.
static HANDLE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(^|[\s(«“,;:.!?])@[\p{L}_][\p{L}0-9_]{2,}"));

/// Masks e-mails, phones and profile addresses; counts what it masked.
pub fn mask(text: &str, counts: &mut Masked) -> String {
    masked(Cow::Borrowed(text), Look::at(text), counts)
}

/// Masks a text of which a look was taken. Most texts have no sign of an address or a number and are spared
/// the patterns.
fn masked(mut out: Cow<'_, str>, look: Look, counts: &mut Masked) -> String {
    if look.slash && may_be_profile(&out) {
        replace(&mut out, &PROFILE, &mut counts.profiles, |_| {
            Some(MASKS[2].to_string())
        });
    }
    if may_be_email(&out, look) {
        replace(&mut out, &EMAIL, &mut counts.emails, |_| {
            Some(MASKS[0].to_string())
        });
    }
    if look.digits >= 8 && may_be_phone(&out) {
        replace(&mut out, &PHONE, &mut counts.phones, |found| {
            (!DATE.is_match(&found[0])).then(|| MASKS[1].to_string())
        });
    }
    if look.at {
        replace(&mut out, &HANDLE, &mut counts.profiles, |found| {
            Some(format!("{}{}", &found[1], MASKS[2]))
        });
    }
    out.into_owned()
}

/// Replaces what `pattern` finds by what `mark` says, and counts it; `None` leaves it as it is.
fn replace(
    text: &mut Cow<'_, str>,
    pattern: &Regex,
    count: &mut u64,
    mark: impl Fn(&regex::Captures<'_>) -> Option<String>,
) {
    let mut n = 0;
    let replaced = pattern
        .replace_all(text, |found: &regex::Captures<'_>| match mark(found) {
            Some(mark) => {
                n += 1;
                mark
            }
            None => found[0].to_string(),
        })
        .into_owned();
    if n > 0 {
        *count += n;
        *text = Cow::Owned(replaced);
    }
}

/// The kept form of a text: NFC, LF, no invisible characters, trimmed, lines without trailing blanks,
/// at most one blank line in a row, masked.
pub(super) fn keep(text: &str, counts: &mut Masked) -> String {
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
pub(super) fn keep_line(text: &str, counts: &mut Masked) -> String {
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

/// A value as a message shows it: short, in one line, masked.
pub(super) fn shown(text: &str) -> String {
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

    /// All patterns, whatever a text looks like.
    fn every_pattern(text: String) -> (String, Masked) {
        let mut n = Masked::default();
        let mut out = Cow::Owned(text);
        replace(&mut out, &PROFILE, &mut n.profiles, |_| {
            Some(MASKS[2].into())
        });
        replace(&mut out, &EMAIL, &mut n.emails, |_| Some(MASKS[0].into()));
        replace(&mut out, &PHONE, &mut n.phones, |found| {
            (!DATE.is_match(&found[0])).then(|| MASKS[1].into())
        });
        replace(&mut out, &HANDLE, &mut n.profiles, |found| {
            Some(format!("{}{}", &found[1], MASKS[2]))
        });
        (out.into_owned(), n)
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
            prop_assert_eq!((out, n), every_pattern(tidied(&text)));
            let mut n = Masked::default();
            let out = keep_line(&text, &mut n);
            prop_assert_eq!((out, n), every_pattern(in_one_line(&text)));
        }
    }
}
