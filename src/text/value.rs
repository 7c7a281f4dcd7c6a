//! Values of variables: the key under which those meet that are written alike but for case and accents.

use super::fold;

/// A value as it is compared: folded, without quotation marks, its blanks one each, nothing that ends a sentence
/// at its end.
pub fn value_key(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c: char| c.is_whitespace() || super::query::is_quote(c)) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let ends = |c: char| c == ' ' || matches!(c, ',' | ';' | '!' | '?' | '.');
    out.truncate(out.trim_end_matches(ends).len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_meet_whatever_their_case_accents_and_blanks() {
        for (a, b) in [
            ("Élu", "elu"),
            ("Accueil du\u{A0}public ", "accueil  du public"),
            ("« l’eau »", "L'eau"),
            ("Oui, vite !", "oui, vite"),
        ] {
            assert_eq!(value_key(a), value_key(b));
        }
        assert_ne!(value_key("25-34"), value_key("25 34"));
        assert_eq!(value_key(" ! "), "");
    }
}
