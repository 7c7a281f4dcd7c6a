//! Texts with the vocabulary of a large consultation: hundreds of thousands of forms, most of them rare.
//!
//! Six words in seven are drawn by the frequencies of the demo corpus, as in the small vocabulary. The others
//! are drawn from half a million forms by Zipf's law: each is built from its rank alone, by French prefixes
//! and suffixes around a word of the demo corpus, from syllables (names and technical terms), or as a
//! misspelling of such a form. Elisions, accents, punctuation, line breaks, figures and a few addresses and
//! telephone numbers (of the ranges kept for fiction) are as frequent as in texts that people send.

use super::Words;
use crate::model::Random;
use std::fmt::Write;

/// One word in so many is of the long tail.
const TAIL: u64 = 7;
/// The tail's ranks begin at this one, about as frequent as the rarest words of the demo corpus, and double so
/// many times.
const FIRST: u64 = 512;
const OCTAVES: u64 = 10;

const PREFIXES: [&str; 16] = [
    "re", "dé", "pré", "sur", "sous", "anti", "co", "inter", "multi", "auto", "non-", "éco",
    "micro", "télé", "mal", "in",
];
const SUFFIXES: [&str; 32] = [
    "ation", "ations", "ement", "ements", "iste", "istes", "isme", "eur", "eurs", "euse", "able",
    "ables", "ité", "ités", "er", "ez", "ons", "aient", "ait", "ant", "é", "ée", "és", "ées",
    "ique", "iques", "age", "ages", "eront", "erait", "iez", "al",
];
const SYLLABLES: [&str; 48] = [
    "ba", "ber", "bou", "ca", "char", "che", "cour", "da", "dan", "do", "fa", "fon", "ga", "ger",
    "gui", "jo", "la", "lan", "le", "lin", "lo", "ma", "mar", "mé", "mi", "mon", "na", "ni", "no",
    "pa", "per", "pi", "pon", "que", "ra", "ri", "ro", "rou", "sa", "sé", "so", "ta", "ter", "tou",
    "va", "ver", "vi", "zé",
];
/// Words that lose their vowel before another one.
const ELIDED: [&str; 9] = ["le", "la", "de", "que", "ne", "se", "je", "me", "te"];
/// What a sentence ends with, the frequent ones several times.
const ENDS: [&str; 12] = [
    ".", ".", ".", ".", ".", ".", ".", " !", "!", " ?", "?", "...",
];
const INSIDE: [&str; 10] = [",", ",", ",", ",", ",", ",", ",", " ;", " :", " -"];
const FIGURES: [&str; 10] = [
    "10",
    "2030",
    "15 %",
    "1 500 €",
    "3",
    "2",
    "50",
    "30 km/h",
    "20 ans",
    "1er",
];

/// What makes texts.
pub(super) struct Natural {
    words: Words,
    /// The beginnings of longer words, which take suffixes.
    stems: Vec<&'static str>,
}

impl Natural {
    pub(super) fn new() -> Self {
        let words = Words::new();
        let stem = |word: &&'static str| {
            let plain = word.chars().all(char::is_alphabetic) && word.chars().count() >= 5;
            plain.then(|| word.trim_end_matches(['e', 'é', 's', 'r', 'x', 'a', 'i', 't']))
        };
        let mut stems: Vec<&str> = words.words.iter().filter_map(stem).collect();
        stems.retain(|stem| stem.chars().count() >= 3);
        stems.sort_unstable();
        stems.dedup();
        Natural { words, stems }
    }

    /// A text of some `n` words.
    pub(super) fn text(&self, random: &mut Random, n: u64) -> String {
        let mut out = String::new();
        // People type one of two apostrophes, and some of them a space that does not break.
        let apostrophe = if random.below(3) == 0 { '’' } else { '\'' };
        let unbreakable = random.below(8) == 0;
        let mut sentence = 0;
        let mut word = String::new();
        self.word(random, &mut word);
        let mut next = String::new();
        for i in 0..n {
            self.word(random, &mut next);
            if sentence == 0 {
                capital(&word, &mut out);
            } else if random.below(300) == 0 {
                out.extend(word.chars().flat_map(char::to_uppercase));
            } else {
                out.push_str(&word);
            }
            sentence += 1;
            let last = i + 1 == n;
            if !last && begins_with_vowel(&next) && elides(&word) {
                out.pop();
                out.push(apostrophe);
            } else if last || sentence > 4 && random.below(13) == 0 {
                push(pick(random, &ENDS), unbreakable, &mut out);
                sentence = 0;
                if !last {
                    out.push_str(match random.below(14) {
                        0 => "\n\n",
                        1 => "\n",
                        2 => "\n- ",
                        _ => " ",
                    });
                }
            } else if random.below(9) == 0 {
                push(pick(random, &INSIDE), unbreakable, &mut out);
                out.push(' ');
            } else if random.below(60) == 0 {
                out.push(' ');
                out.push_str(pick(random, &FIGURES));
                out.push(' ');
            } else if random.below(90) == 0 {
                let marks = [[" (", ") "], [" « ", " » "], [" \"", "\" "]];
                let [open, close] = marks[random.below(3) as usize];
                out.push_str(open);
                self.word(random, &mut word);
                out.push_str(&word);
                out.push_str(close);
            } else {
                out.push(' ');
            }
            std::mem::swap(&mut word, &mut next);
        }
        if n > 30 {
            address(random, &mut out);
        }
        out
    }

    fn word(&self, random: &mut Random, out: &mut String) {
        out.clear();
        if random.below(TAIL) > 0 {
            out.push_str(self.words.draw(random));
            return;
        }
        // Every octave of ranks is as likely: a rank's frequency is the inverse of it.
        let octave = FIRST << random.below(OCTAVES);
        self.rare(octave + random.below(octave), out);
    }

    /// The word of a rank in the tail.
    fn rare(&self, rank: u64, out: &mut String) {
        // The numbers that follow from the rank, whatever the seed of the table.
        let mut by_rank = Random::new(rank);
        match by_rank.below(8) {
            0 | 1 => {
                for _ in 0..2 + by_rank.below(3) {
                    out.push_str(pick(&mut by_rank, &SYLLABLES));
                }
                if by_rank.below(2) == 0 {
                    out.push_str(pick(
                        &mut by_rank,
                        &["s", "x", "t", "ien", "ienne", "ville", "ac"],
                    ));
                }
            }
            kind => {
                if by_rank.below(3) == 0 {
                    out.push_str(pick(&mut by_rank, &PREFIXES));
                }
                out.push_str(pick(&mut by_rank, &self.stems));
                out.push_str(pick(&mut by_rank, &SUFFIXES));
                if kind == 2 {
                    misspell(&mut by_rank, out);
                }
            }
        }
    }
}

/// Drops, doubles or swaps a letter that is not the first.
fn misspell(random: &mut Random, word: &mut String) {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + random.below(letters.len() as u64 - 2) as usize;
    match random.below(3) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    word.clear();
    word.extend(letters);
}

/// At times a link, an e-mail address or a telephone number.
fn address(random: &mut Random, out: &mut String) {
    let number = random.below(100);
    // Writing to a string cannot fail.
    let _ = match random.below(3_000) {
        0..8 => write!(out, " https://www.exemple.fr/articles/{number}.html"),
        8 => write!(out, " contact{number}@exemple.fr"),
        9 => write!(out, " 01 99 00 12 {number:02}"),
        _ => Ok(()),
    };
}

fn pick<'a>(random: &mut Random, of: &[&'a str]) -> &'a str {
    of[random.below(of.len() as u64) as usize]
}

fn push(mark: &str, unbreakable: bool, out: &mut String) {
    match mark.strip_prefix(' ') {
        Some(mark) if unbreakable => {
            out.push('\u{a0}');
            out.push_str(mark);
        }
        _ => out.push_str(mark),
    }
}

fn capital(word: &str, out: &mut String) {
    let mut chars = word.chars();
    out.extend(chars.next().into_iter().flat_map(char::to_uppercase));
    out.push_str(chars.as_str());
}

fn elides(word: &str) -> bool {
    ELIDED.contains(&word)
}

fn begins_with_vowel(word: &str) -> bool {
    word.starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'è', 'ê', 'à', 'â', 'î', 'ô'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_word_follows_from_its_rank_and_most_ranks_have_a_word_of_their_own() {
        let natural = Natural::new();
        let word = |rank| {
            let mut out = String::new();
            natural.rare(rank, &mut out);
            out
        };
        assert_eq!(word(77), word(77));
        let words: BTreeSet<String> = (0..100_000).map(word).collect();
        assert!(words.len() > 85_000, "{}", words.len());
        assert!(words.iter().all(|w| w.chars().count() >= 2));
    }

    #[test]
    fn texts_have_elisions_accents_and_sentences() {
        let natural = Natural::new();
        let text = natural.text(&mut Random::new(3), 20_000);
        for sign in ["d'", "qu'", "é", "?", ", ", "«", "\n\n"] {
            assert!(text.contains(sign), "{sign}");
        }
        assert!(!text.contains("  "), "no two spaces in a row");
    }
}
