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

/// A word of a text: where it is, and its form.
struct Found {
    start: usize,
    end: usize,
    form: String,
}

/// Calls `found` for every piece of a kept text, in order: together they are the text. A word with hyphens that the
/// dictionary has is one.
pub fn lemmas<'t>(text: &'t str, mut found: impl FnMut(Piece<'t>)) {
    let known = Headwords::builtin();
    let stemmer = Stemmer::default();
    let mut words: Vec<Found> = Vec::new();
    scan(text, |raw| {
        // What an address holds is no word of a sentence.
        if !raw.flags.has(Flags::LINK) {
            let (start, end) = (raw.start, raw.end);
            let mut form = String::new();
            write_form(&text[start..end], raw, &mut form);
            words.push(Found { start, end, form });
        }
    });
    let (mut at, mut end) = (0, 0);
    while at < words.len() {
        let count = compound(text, &words[at..], known);
        let (first, last) = (&words[at], &words[at + count - 1]);
        at += count;
        if first.start > end {
            found(Piece::Between(&text[end..first.start]));
        }
        end = last.end;
        let word = &text[first.start..end];
        let form = match count {
            1 => Cow::Borrowed(first.form.as_str()),
            _ => Cow::Owned(word.to_lowercase()),
        };
        let key = known.key_of(&form, &stemmer);
        let lemma = match key.ends_with(ROOT_MARK) {
            // A root is no word.
            true => form.clone(),
            false => key,
        };
        let pos = known.headword(&form).or_else(|| known.headword(&lemma));
        found(Piece::Word {
            text: word,
            pos: pos.map_or(Pos::NONE, |p| p.pos),
            lemma: lemma.into_owned(),
        });
    }
    if end < text.len() {
        found(Piece::Between(&text[end..]));
    }
}

/// The most words of a word with hyphens.
const MAX_PARTS: usize = 4;

/// How many of some words are, from the first on, one word with hyphens that the dictionary has; 1 where none is.
fn compound(text: &str, words: &[Found], known: &Headwords) -> usize {
    let hyphened = words
        .windows(2)
        .take(MAX_PARTS - 1)
        .take_while(|pair| &text[pair[0].end..pair[1].start] == "-");
    let longest = hyphened.count() + 1;
    let is_word = |count: &usize| {
        let whole = &text[words[0].start..words[count - 1].end];
        known.contains(&whole.to_lowercase())
    };
    (2..=longest).rev().find(is_word).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_text_and_words_have_their_headword() {
        let text = "Peut-être : l’élue parle des données : https://a.fr/x (1 000 fois), ETAT !";
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
            [
                "peut-être",
                "élu",
                "parler",
                "des",
                "donnée",
                "1000",
                "fois",
                "état"
            ]
        );
    }
}
