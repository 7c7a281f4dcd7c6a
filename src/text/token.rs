//! A token: sixteen bytes that say where a word is and which word it is.

/// What the scanner and the analyser noticed about a token, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u16);

impl Flags {
    /// An elided particle (`l'`, `qu'` ...) is before the word.
    pub const ELIDED_BEFORE: Flags = Flags(1);
    /// The word begins a sentence.
    pub const SENTENCE_START: Flags = Flags(2);
    /// The word is a stop word. Stop words are kept and keep their positions.
    pub const STOP: Flags = Flags(4);
    /// The word holds a digit.
    pub const DIGIT: Flags = Flags(8);
    /// The word begins with a capital.
    pub const CAPITAL: Flags = Flags(16);
    /// An elided particle and a never-split word aside, the word ends with an inclusive ending.
    pub const INCLUSIVE: Flags = Flags(32);

    /// The word is in an address of the web: it is a word of that link, and of no sentence.
    pub const LINK: Flags = Flags(64);

    /// Whether all bits of `other` are set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets the bits of `other`.
    pub fn set(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}

/// The number of a form that a lexicon does not know, and of its headword. No form and no headword has it.
pub const UNKNOWN: u32 = u32::MAX;

/// A word of a field. Its position is its index among the field's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the field's kept text.
    pub start: u32,
    /// Length in bytes; a longer run is cut into several tokens.
    pub len: u16,
    /// What was noticed.
    pub flags: Flags,
    /// The number of its form (lower case, accents kept).
    pub form: u32,
    /// The number of its headword.
    pub headword: u32,
}

const _: () = assert!(std::mem::size_of::<Token>() == 16);

impl Token {
    /// One past the last byte.
    pub fn end(&self) -> u32 {
        self.start + u32::from(self.len)
    }
}
