//! The analyser: from a text to its tokens.

use super::RawToken;
use super::intern::Interner;
use super::scan::numbers::without_groups;
use super::scan::scan_packed;
use super::token::{Flags, Token, UNKNOWN};

/// The tokens of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysed {
    /// Tokens of the title.
    pub title: Vec<Token>,
    /// Tokens of the body.
    pub body: Vec<Token>,
}

/// Analyses texts and counts their forms.
///
/// Forms are numbered as they come. A [`Lexicon`](super::Lexicon) made of one analyser, or of several that
/// worked side by side, gives each form its number in the corpus and its headword; the
/// [`FormMap`](super::FormMap) that comes with it puts these into the tokens.
#[derive(Default)]
pub struct Analyser {
    pub(super) forms: Interner,
    tokens: Vec<Token>,
}

impl Analyser {
    /// An analyser that has met no form.
    pub fn new() -> Self {
        Self::default()
    }

    /// The tokens of a kept text (NFC, under 4 GiB), each counted. Their forms have this analyser's numbers,
    /// their headwords none yet ([`UNKNOWN`]).
    pub fn analyse(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = std::mem::take(&mut self.tokens);
        self.analyse_into(text, &mut tokens);
        // As long as it has to be: a corpus keeps millions of these.
        let exact = tokens.as_slice().to_vec();
        self.tokens = tokens;
        exact
    }

    /// The same into a vector that is emptied first: nothing is allocated a token.
    pub fn analyse_into(&mut self, text: &str, tokens: &mut Vec<Token>) {
        tokens.clear();
        let forms = &mut self.forms;
        tokens_of(text, forms, |token| tokens.push(token));
    }
}

/// Calls `found` for each word of `text` with its number in `forms` and no headword.
#[inline]
pub(super) fn tokens_of(text: &str, forms: &mut Interner, mut found: impl FnMut(Token)) {
    scan_packed(text, |raw, packed| {
        let (form, stop) = forms.meet(packed, |out| {
            write_form(&text[raw.start..raw.end], raw, out);
        });
        let mut flags = raw.flags;
        if stop {
            flags.set(Flags::STOP);
        }
        found(Token {
            // Kept texts are under 4 GiB: ingest refuses a longer field.
            start: raw.start as u32,
            // The scanner cuts runs at 65,535 bytes.
            len: (raw.end - raw.start) as u16,
            flags,
            form,
            headword: UNKNOWN,
        });
    });
}

/// What the forms of words inside addresses begin with, and no other form: they are found by `lien:` alone.
pub(super) const LINK_MARK: char = '\u{E000}';

/// Writes the form of a word into `out`: lower case, `'` for every apostrophe, `·` for every middle dot,
/// acronyms without points, numbers without marks between groups of digits, `m2` for `m²`, `fi` for the
/// ligature of typesetters.
pub(super) fn write_form(word: &str, raw: RawToken, out: &mut String) {
    out.clear();
    if raw.flags.has(Flags::LINK) {
        out.push(LINK_MARK);
    }
    if raw.flags.has(Flags::DIGIT)
        && let Some(number) = without_groups(word)
    {
        out.push_str(&number);
        return;
    }
    let acronym = !raw.flags.has(Flags::INCLUSIVE)
        && !raw.flags.has(Flags::DIGIT)
        && word.contains('.')
        && word.chars().next().is_some_and(char::is_alphabetic);
    for c in word.chars() {
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '’' | 'ʼ' | '\u{92}' | '´' | '‘' | '`' => out.push('\''),
            '¹' => out.push('1'),
            '²' => out.push('2'),
            '³' => out.push('3'),
            '⁰' | '⁴'..='⁹' | '₀'..='₉' => {
                // Both rows of digits end with their value.
                out.extend(char::from_digit(c as u32 & 0xF, 10));
            }
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            '•' | '⋅' | '‧' => out.push('·'),
            '.' if acronym => {}
            c if c.is_ascii() => out.push(c),
            c => out.extend(c.to_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    #[test]
    fn one_form_for_every_spelling_of_case_and_apostrophe() {
        let mut a = Analyser::new();
        let mut t = a.analyse("Aujourd’hui AUJOURD'HUI S.N.C.F. sncf FORMÉ•E•S formé·e·s");
        assert_eq!(t[0].form, t[1].form);
        assert_eq!(t[2].form, t[3].form);
        assert_eq!(t[4].form, t[5].form);
        let (lexicon, map) = Lexicon::of(a);
        map.apply(&mut t);
        assert_eq!(lexicon.headword(t[4].headword), "former");
        assert_eq!(lexicon.count_of(t[0].form), 2);
    }

    #[test]
    fn stop_words_keep_their_positions() {
        let mut a = Analyser::new();
        let t = a.analyse("Former les agents");
        assert!(t[1].flags.has(Flags::STOP));
        assert_eq!(t.len(), 3);
        let mut again = vec![t[0]; 9];
        a.analyse_into("Former les agents", &mut again);
        assert_eq!(again, t);
    }
}
