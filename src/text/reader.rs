//! The reader: texts analysed again, after the lexicon of their corpus was made.

use super::Lexicon;
use super::analyse::tokens_of;
use super::intern::Interner;
use super::token::{Token, UNKNOWN};

/// Analyses texts with the numbers of a lexicon. What it has looked up once it knows.
pub struct Reader<'l> {
    lexicon: &'l Lexicon,
    met: Interner,
    /// For each form met, its number and its headword's in the lexicon.
    numbers: Vec<[u32; 2]>,
}

impl<'l> Reader<'l> {
    /// A reader that knows no form yet.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Reader {
            lexicon,
            met: Interner::default(),
            numbers: Vec::new(),
        }
    }

    /// The tokens of a kept text. A form that the lexicon does not know, and its headword, are
    /// [`UNKNOWN`](super::UNKNOWN).
    pub fn reread(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 6);
        tokens_of(text, &mut self.met, |token| tokens.push(token));
        for form in self.numbers.len()..self.met.len() {
            let found = self.lexicon.form_id(self.met.text(form));
            self.numbers.push(found.map_or([UNKNOWN; 2], |form| {
                [form, self.lexicon.headword_of_form(form)]
            }));
        }
        for token in &mut tokens {
            [token.form, token.headword] = self.numbers[token.form as usize];
        }
        tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Analyser;

    #[test]
    fn a_text_read_again_has_the_same_tokens() {
        let text =
            "L’œuvre des élèves, une e-administration et l'anticonstitutionnellement : l'œuvre";
        let mut a = Analyser::new();
        let mut tokens = a.analyse(text);
        let (lexicon, map) = Lexicon::of(a);
        map.apply(&mut tokens);
        let mut reader = Reader::new(&lexicon);
        assert_eq!(reader.reread(text), tokens);
        assert_eq!(reader.reread(text), tokens);
    }

    #[test]
    fn unknown_forms_have_no_number() {
        let mut a = Analyser::new();
        a.analyse("des élèves");
        let (lexicon, _) = Lexicon::of(a);
        let tokens = Reader::new(&lexicon).reread("des élèves inconnus");
        assert_eq!((tokens[2].form, tokens[2].headword), (UNKNOWN, UNKNOWN));
        assert_eq!(lexicon.text(tokens[1].form), "élèves");
    }
}
