//! The one stemmer: Snowball French, after inclusive endings are cut.

use super::words::{is_doubled_ending, is_inclusive_ending};
use std::borrow::Cow;

/// The stemmer's name and version, for the manifest. `Cargo.lock` pins it; a test holds it to that.
pub const STEMMER_VERSION: &str = "rust-stemmers 1.2.0 (Snowball French)";

/// Stems forms.
///
/// Porter, «Snowball: a language for stemming algorithms» (2001), French algorithm. It needs accents, so
/// it is given forms as written (lower case), never folded ones.
pub struct Stemmer(rust_stemmers::Stemmer);

impl Default for Stemmer {
    fn default() -> Self {
        Stemmer(rust_stemmers::Stemmer::create(
            rust_stemmers::Algorithm::French,
        ))
    }
}

impl Stemmer {
    /// The stem of a form in lower case. Never empty where `form` is not.
    pub fn stem<'f>(&self, form: &'f str) -> Cow<'f, str> {
        let base = Self::without_inclusive_ending(form);
        let stem = self.0.stem(base);
        if stem.is_empty() {
            Cow::Borrowed(base)
        } else {
            stem
        }
    }

    /// `formé·e·s` gives `formé`, `agent(e)s` gives `agent`; other forms are given back as they are.
    pub(super) fn without_inclusive_ending(form: &str) -> &str {
        if form.is_ascii() && !form.bytes().any(|b| matches!(b, b'(' | b'-' | b'.' | b'/')) {
            return form;
        }
        let Some((at, separator)) = form
            .char_indices()
            .find(|(i, c)| *i > 0 && matches!(c, '·' | '(' | '-' | '.' | '/'))
        else {
            return form;
        };
        let rest = &form[at + separator.len_utf8()..];
        let part: &str = rest
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        let plural = rest.strip_prefix(part).is_some_and(|behind| {
            let mut behind = behind.chars();
            behind.next() == Some(separator) && behind.as_str() == "s"
        });
        if is_inclusive_ending(separator, part, true)
            || plural && is_doubled_ending(separator, part)
        {
            &form[..at]
        } else {
            form
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stems_that_the_design_measured() {
        let s = Stemmer::default();
        for (form, stem) in [
            ("données", "don"),
            ("donnees", "donne"),
            ("accès", "acces"),
            ("acces", "acce"),
            ("former", "form"),
            ("formé", "form"),
            ("formés", "form"),
            ("forme", "form"),
            ("formel", "formel"),
            ("formation", "format"),
            ("format", "format"),
            ("formee", "forme"),
        ] {
            assert_eq!(s.stem(form), stem, "{form}");
        }
    }

    #[test]
    fn inclusive_endings_are_cut_before_stemming() {
        let s = Stemmer::default();
        for form in [
            "formé·e·s",
            "formé·e",
            "formé(e)s",
            "formé-e-s",
            "formé.e.s",
        ] {
            assert_eq!(s.stem(form), "form", "{form}");
        }
        assert_eq!(s.stem("agent(e)s"), s.stem("agent"));
        assert_eq!(s.stem("citoyen·ne·s"), s.stem("citoyen"));
    }

    #[test]
    fn the_version_is_the_lock_files() {
        let lock = include_str!("../../Cargo.lock");
        let version = STEMMER_VERSION.split(' ').nth(1).unwrap_or_default();
        assert!(lock.contains(&format!(
            "name = \"rust-stemmers\"\nversion = \"{version}\""
        )));
    }
}
