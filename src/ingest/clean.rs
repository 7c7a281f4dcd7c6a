//! The kept form of a text: normalised, trimmed, personal data masked, once.

use crate::text::normalise;
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

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)(?:mailto:)?[\p{L}0-9._%+\-]+@[\p{L}0-9\-]+(?:\.[\p{L}0-9\-]+)*\.[a-z]{2,}")
});

/// French numbers of ten digits, or with +33 / 0033, however they are spaced.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:(?:\+|\b00)33[\s.\-]?(?:\(0\)[\s.\-]?)?|\b0)[1-9](?:[\s.\-]?[0-9]{2}){4}\b")
});

/// Addresses that lead to a person: social networks and a platform's own profile pages.
static PROFILE: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)(?:https?://)?(?:[a-z\-]+\.)?",
        r"(?:facebook\.com/|twitter\.com/|instagram\.com/|plus\.google\.com/|",
        r"viadeo\.com/|linkedin\.com/(?:in|pub)/)[^\s<>()«»]*[^\s<>()«».,;:!?]",
        r"|https?://[^\s<>()«»]+/(?:profile|profil|users?|membres?)/[^\s<>()«»]*[^\s<>()«».,;:!?]"
    ))
});

/// Masks e-mails, phones and profile addresses; counts what it masked.
pub fn mask(text: &str, counts: &mut Masked) -> String {
    let mut out = Cow::Borrowed(text);
    for (pattern, mark, count) in [
        (&PROFILE, "[profil]", &mut counts.profiles),
        (&EMAIL, "[courriel]", &mut counts.emails),
        (&PHONE, "[téléphone]", &mut counts.phones),
    ] {
        let n = pattern.find_iter(&out).count() as u64;
        if n > 0 {
            *count += n;
            out = Cow::Owned(pattern.replace_all(&out, mark).into_owned());
        }
    }
    out.into_owned()
}

/// The kept form of a text: NFC, LF, no invisible characters, trimmed, lines without trailing blanks,
/// at most one blank line in a row, masked.
pub(super) fn keep(text: &str, counts: &mut Masked) -> String {
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
    mask(&out, counts)
}

/// The kept form of a title: one line.
pub(super) fn keep_line(text: &str, counts: &mut Masked) -> String {
    let text = normalise(text);
    let mut words = text.split(['\n', '\t', ' ']);
    let mut out = String::with_capacity(text.len());
    for word in words.by_ref().filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    mask(out.trim(), counts)
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn ordinary_numbers_and_links_stay() {
        let mut n = Masked::default();
        for text in [
            "55 % des agents, 1 000 000 d'euros en 2014",
            "https://www.data.gouv.fr/fr/datasets/",
            "le 15/12/2014 à 22:03",
            "Facebook et Twitter",
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
}
