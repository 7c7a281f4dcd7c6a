//! What a word may be.

use std::fmt;
use std::ops::BitOr;

/// What a word may be: a small set of parts of speech.
///
/// The bits are those of `scripts/headwords.py` and of the file `headwords.bin`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Pos(u8);

impl Pos {
    /// Nothing known.
    pub const NONE: Pos = Pos(0);
    /// Noun.
    pub const NOUN: Pos = Pos(1);
    /// Verb, in any form.
    pub const VERB: Pos = Pos(2);
    /// Adjective.
    pub const ADJECTIVE: Pos = Pos(4);
    /// Adverb.
    pub const ADVERB: Pos = Pos(8);
    /// Function word: determiner, pronoun, preposition, conjunction, number.
    pub const FUNCTION: Pos = Pos(16);
    /// Proper name: of a person, a place… The lexicon knows forms in lower case only:
    /// «pierre» is a noun and a name, so look at the capital before you believe the name.
    pub const NAME: Pos = Pos(32);
    /// Something else: interjection, title, prefix, part of a Latin phrase.
    pub const OTHER: Pos = Pos(64);

    /// The parts of speech one by one, with their English names.
    pub const ALL: [(Pos, &'static str); 7] = [
        (Pos::NOUN, "noun"),
        (Pos::VERB, "verb"),
        (Pos::ADJECTIVE, "adjective"),
        (Pos::ADVERB, "adverb"),
        (Pos::FUNCTION, "function"),
        (Pos::NAME, "name"),
        (Pos::OTHER, "other"),
    ];

    /// The set with these bits; bits without a meaning are dropped.
    pub const fn from_bits(bits: u8) -> Pos {
        Pos(bits & 0x7F)
    }

    /// The bits of the set.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether nothing is known.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the set has every part of speech of `other`.
    pub const fn contains(self, other: Pos) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the set has one of the parts of speech of `other`.
    pub const fn intersects(self, other: Pos) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the word can be a function word and nothing else.
    pub const fn is_function_only(self) -> bool {
        self.0 == Pos::FUNCTION.0
    }

    /// The names of the parts of speech of the set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Pos::ALL
            .into_iter()
            .filter(move |(one, _)| self.contains(*one))
            .map(|(_, name)| name)
    }
}

impl BitOr for Pos {
    type Output = Pos;

    fn bitor(self, other: Pos) -> Pos {
        Pos(self.0 | other.0)
    }
}

impl fmt::Debug for Pos {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.names()).finish()
    }
}
