//! Folding: the key under which forms that differ only in case, accents or ligatures meet.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in lower case without accents, `œ` and `æ` as `oe` and `ae`, every apostrophe as `'`.
///
/// Folding only keys the list of forms; stems are taken of forms as written.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd() {
        if is_combining_mark(c) {
            continue;
        }
        for l in c.to_lowercase() {
            match l {
                'œ' => out.push_str("oe"),
                'æ' => out.push_str("ae"),
                'ß' => out.push_str("ss"),
                '’' | 'ʼ' | '\u{92}' => out.push('\''),
                c if is_combining_mark(c) => {}
                c => out.push(c),
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        assert_eq!(fold("Libertés"), "libertes");
        assert_eq!(fold("CŒUR"), "coeur");
        assert_eq!(fold("Aujourd’hui"), "aujourd'hui");
        assert_eq!(fold("e\u{301}te\u{301}"), "ete");
        assert_eq!(fold("ÎLE"), "ile");
    }
}
