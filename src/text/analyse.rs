//! The analyser: from a text to its tokens, every form stemmed once.

use super::scan::scan;
use super::token::{Flags, Token};
use super::{Lexicon, RawToken};

/// The tokens of one record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysed {
    /// Tokens of the title.
    pub title: Vec<Token>,
    /// Tokens of the body.
    pub body: Vec<Token>,
}

/// Analyses texts into one lexicon.
#[derive(Default)]
pub struct Analyser {
    lexicon: Lexicon,
    buffer: String,
}

impl Analyser {
    /// An analyser with an empty lexicon.
    pub fn new() -> Self {
        Self::default()
    }

    /// An analyser that goes on with the lexicon of a build.
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        Analyser {
            lexicon,
            buffer: String::new(),
        }
    }

    /// What was learnt so far.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Gives the lexicon back.
    pub fn into_lexicon(self) -> Lexicon {
        self.lexicon
    }

    /// The tokens of a kept text (NFC), each counted in the lexicon.
    pub fn analyse(&mut self, text: &str) -> Vec<Token> {
        self.tokens(text, true)
    }

    /// The tokens of a text whose forms were counted before: nothing is counted again.
    pub fn reread(&mut self, text: &str) -> Vec<Token> {
        self.tokens(text, false)
    }

    fn tokens(&mut self, text: &str, counting: bool) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 6);
        let (lexicon, buffer) = (&mut self.lexicon, &mut self.buffer);
        scan(text, |raw| {
            write_form(&text[raw.start..raw.end], raw, buffer);
            let form = lexicon.intern(buffer);
            if counting {
                lexicon.count(form);
            }
            let info = lexicon.form(form);
            let mut flags = raw.flags;
            if info.stop {
                flags.set(Flags::STOP);
            }
            tokens.push(Token {
                // Kept texts are under 4 GiB: ingest refuses a longer field.
                start: raw.start as u32,
                // The scanner cuts runs at 65,535 bytes.
                len: (raw.end - raw.start) as u16,
                flags,
                form,
                stem: info.stem,
            });
        });
        tokens
    }
}

/// Writes the form of a word into `out`: lower case, `'` for every apostrophe, `·` for every middle dot,
/// acronyms without points.
pub(super) fn write_form(word: &str, raw: RawToken, out: &mut String) {
    out.clear();
    let acronym = !raw.flags.has(Flags::INCLUSIVE)
        && word.contains('.')
        && word.chars().next().is_some_and(char::is_alphabetic);
    for c in word.chars() {
        match c {
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '’' | 'ʼ' | '\u{92}' => out.push('\''),
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

    #[test]
    fn one_form_for_every_spelling_of_case_and_apostrophe() {
        let mut a = Analyser::new();
        let t = a.analyse("Aujourd’hui AUJOURD'HUI S.N.C.F. sncf FORMÉ•E•S formé·e·s");
        assert_eq!(t[0].form, t[1].form);
        assert_eq!(t[2].form, t[3].form);
        assert_eq!(t[4].form, t[5].form);
        assert_eq!(a.lexicon().stem(t[4].stem), "form");
        assert_eq!(a.lexicon().form(t[0].form).count, 2);
    }

    #[test]
    fn stop_words_keep_their_positions() {
        let mut a = Analyser::new();
        let t = a.analyse("Former les agents");
        assert!(t[1].flags.has(Flags::STOP));
        assert_eq!(t.len(), 3);
    }
}
