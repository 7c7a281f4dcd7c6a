//! A text cut into its words, each with its headword and parts of speech, and what is between them.

use super::analyse::write_form;
use super::headwords::ROOT_MARK;
use super::token::Flags;
use super::{Headwords, Pos, Stemmer, scan};
use std::borrow::Cow;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Signs, blanks, elided particles, addresses: as they are written.
    Between(&'t str),
    /// A word.
    Word {
        /// As it is written.
        text: &'t str,
        /// Its headword; of a word that the dictionary lacks what it is known to belong to, else its own form.
        lemma: String,
        /// What it may be; nothing where the dictionary lacks it.
        pos: Pos,
    },
}

/// Calls `found` for every piece of a kept text, in order: together they are the text.
pub fn lemmas<'t>(text: &'t str, mut found: impl FnMut(Piece<'t>)) {
    let known = Headwords::builtin();
    let stemmer = Stemmer::default();
    let mut form = String::new();
    let mut end = 0;
    scan(text, |raw| {
        // What an address holds is no word of a sentence.
        if raw.flags.has(Flags::LINK) {
            return;
        }
        if raw.start > end {
            found(Piece::Between(&text[end..raw.start]));
        }
        end = raw.end;
        let word = &text[raw.start..raw.end];
        write_form(word, raw, &mut form);
        let key = known.key_of(&form, &stemmer);
        let lemma = match key.ends_with(ROOT_MARK) {
            // A root is no word.
            true => Cow::Borrowed(form.as_str()),
            false => key,
        };
        let pos = known.headword(&form).or_else(|| known.headword(&lemma));
        found(Piece::Word {
            text: word,
            pos: pos.map_or(Pos::NONE, |p| p.pos),
            lemma: lemma.into_owned(),
        });
    });
    if end < text.len() {
        found(Piece::Between(&text[end..]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_text_and_words_have_their_headword() {
        let text = "L’élue parle des données : https://a.fr/x (1 000 fois), ETAT !";
        let (mut whole, mut lemmas_of) = (String::new(), Vec::new());
        lemmas(text, |piece| match piece {
            Piece::Between(text) => whole.push_str(text),
            Piece::Word { text, lemma, .. } => {
                whole.push_str(text);
                lemmas_of.push(lemma);
            }
        });
        assert_eq!(whole, text);
        assert_eq!(
            lemmas_of,
            ["élu", "parler", "des", "donnée", "1000", "fois", "état"]
        );
    }
}
