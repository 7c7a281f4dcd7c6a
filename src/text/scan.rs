//! The scanner: where the words of a French text are.
//!
//! A run of letters, digits and underscores is a word. Words are those of Unicode (UAX 29, words with a
//! letter or digit) save where French on platforms wants otherwise; each difference has an example in
//! `scan/uax29.rs`, which holds the scanner to the standard everywhere else:
//! 1. an elided particle (`l'`, `qu'` ...) is no word, and neither is its apostrophe inside one: `l'agent` is
//!    `agent`; a right quotation mark, `ʼ` and U+0092 are apostrophes as `'` is; behind an apostrophe is
//!    whatever a word begins with, digits and underscores too;
//! 2. a word ends at its second apostrophe: `rock'n'roll` is `rock'n` and `roll`;
//! 3. a point, a colon and a middle dot between letters separate them («services.Ce que»);
//! 4. endings of inclusive writing belong to the word: `formé·e·s`, `agent(e)s`, `agent-e-s`, `agent.e.s`;
//! 5. single capitals with points between are one word: `S.N.C.F`;
//! 6. a semicolon does not join digits;
//! 7. what stands for masked personal data (`[courriel]`) is no word;
//! 8. marks, joiners and signs that UAX 29 lets a letter carry end a word, but for the accents of U+0300 to
//!    U+036F; an accent after a space is part of the word that follows;
//! 9. runs that hold letters outside Latin, Greek and Cyrillic are cut as UAX 29 cuts them, each run by
//!    itself; a run ends at every character that is not a letter, a digit or an accent;
//! 10. a raised or circled digit or a fraction belongs to its run: `m²` is one word;
//! 11. a run of more than 65,535 bytes is cut;
//! 12. digits in groups of three are one word: `1 000`, `1.000`; a unit behind digits is a word of its own: `80km` is
//!     `80` and `km`;
//! 13. a hash before a run with underscores cuts it at these: `#logement_social`;
//! 14. an address that begins with `http://`, `https://`, `ftp://` or `www.`, or is a domain with a path
//!     (`gouv.fr/avis`), is the words between its signs, which are flagged as those of a link.

use super::intern::Packed;
use super::letters::{Letters, letters, sixteen};
use super::token::Flags;
use super::words::{is_elided_particle, is_whole};
use quick::End;
use unicode_segmentation::UnicodeSegmentation;

mod addresses;
mod joins;
pub(super) mod numbers;
mod quick;

/// A word found by the scanner: bytes `start..end` of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawToken {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Elision, sentence start, digit, capital, inclusive.
    pub flags: Flags,
}

/// What replaces, in a kept text, an e-mail address, a telephone number, a profile, the number of an
/// account, a card, a person or a machine, and the name of the text's author. No word: a search for `courriel` does not find masked addresses.
pub const MASKS: [&str; 5] = [
    "[courriel]",
    "[téléphone]",
    "[profil]",
    "[numéro]",
    "[auteur]",
];

/// Words after which a point ends no sentence before a small letter.
const ABBREVIATIONS: [&str; 9] = ["art", "cf", "etc", "ex", "fig", "mr", "no", "pp", "vol"];

/// The longest run kept as one token, in bytes.
const MAX_TOKEN: usize = 65_535;

/// Finds the words of `text`, in order, and calls `found` for each.
pub fn scan(text: &str, mut found: impl FnMut(RawToken)) {
    scan_packed(text, |raw, _| found(raw));
}

/// The same, with the form of each word where it came up on the way, else 0. A form that is given is the
/// word in lower case.
#[inline]
pub(super) fn scan_packed(text: &str, mut found: impl FnMut(RawToken, Packed)) {
    let mut scanner = Scanner {
        text,
        at: 0,
        elided: false,
        boundary: Boundary::Start,
        last: None,
        lower: String::new(),
        next_lower: String::new(),
    };
    while scanner.next(&mut found) {}
}

/// What is between the last word and the next.
#[derive(Clone, Copy, PartialEq)]
enum Boundary {
    /// Nothing that ends a sentence.
    None,
    /// The text begins, or a blank line or a list item does.
    Start,
    /// A point directly followed by a letter or a digit: a sentence only before a capital.
    GluedPoint,
    /// A point, then space: a sentence unless the last word was an abbreviation before a small letter.
    Point,
    /// An exclamation or question mark, or an ellipsis.
    Strong,
    /// One line feed: a sentence before a capital.
    Line,
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    elided: bool,
    boundary: Boundary,
    last: Option<(usize, usize)>,
    /// Room for a word in lower case, and for the one after it.
    lower: String,
    next_lower: String,
}

/// Writes `text` in lower case into `out`.
fn lower_case(text: &str, out: &mut String) {
    out.clear();
    out.extend(text.chars().flat_map(char::to_lowercase));
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '\u{92}')
}

/// What people type for an apostrophe behind an elided particle: `d´emploi`, `d‘emploi`, d`emploi.
fn is_like_apostrophe(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '´' | '‘' | '`')
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c == '_'
        || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)) && !matches!(c, 'ʼ'))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Letters that the scanner cuts itself: Latin, Greek, Cyrillic and their marks.
fn is_plain(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' | '\u{2070}'..='\u{209C}' | 'ﬀ'..='ﬄ')
}

fn is_middle_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '⋅' | '‧')
}

impl<'t> Scanner<'t> {
    fn peek(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Skips to the next word and reports it; `false` at the end of the text.
    #[inline]
    fn next(&mut self, found: &mut impl FnMut(RawToken, Packed)) -> bool {
        self.skip();
        let start = self.at;
        if start >= self.text.len() {
            return false;
        }
        let word = letters(sixteen(self.text.as_bytes(), start));
        if addresses::may_begin(word.lower)
            && let Some(end) = self.address(start, start + word.len)
        {
            self.emit_address(start, end, found);
            return true;
        }
        if self.text.as_bytes().get(start + word.len) == Some(&b'.')
            && let Some(end) = self.bare_address(start)
        {
            self.emit_address(start, end, found);
            return true;
        }
        match quick::end(self.text.as_bytes(), start, word) {
            End::Word => self.emit_letters(start, word, found),
            End::Elided(after) => {
                self.at = after;
                self.elided = true;
            }
            End::Open => self.any(start, found),
        }
        true
    }

    /// Reports a word of letters that nothing can join.
    #[inline]
    fn emit_letters(
        &mut self,
        start: usize,
        word: Letters,
        found: &mut impl FnMut(RawToken, Packed),
    ) {
        let end = start + word.len;
        let mut flags = Flags::default();
        if word.capital {
            flags.set(Flags::CAPITAL);
        }
        if std::mem::take(&mut self.elided) {
            flags.set(Flags::ELIDED_BEFORE);
        }
        if self.boundary != Boundary::None {
            if self.starts_sentence(word.capital) {
                flags.set(Flags::SENTENCE_START);
            }
            self.boundary = Boundary::None;
        }
        self.last = Some((start, end));
        self.at = end;
        found(RawToken { start, end, flags }, word.lower);
    }

    /// Reports what begins at `start`, whatever it is.
    #[inline(never)]
    fn any(&mut self, start: usize, found: &mut impl FnMut(RawToken, Packed)) {
        let (end, plain) = self.run(start);
        if !self.text[start..end].chars().any(char::is_alphanumeric) {
            // Underscores or marks alone: signs, not a word.
            self.at = end;
            return;
        }
        if !plain {
            self.foreign(start, end, found);
            return;
        }
        if self.hashtag(start, end, found) {
            return;
        }
        let after = self.peek(end);
        if after == Some(' ') && self.is_spaced_particle(start, end) {
            self.at = end + 1 + self.peek(end + 1).map_or(0, char::len_utf8);
            self.elided = true;
            return;
        }
        if after.is_some_and(is_like_apostrophe) {
            let quote = end + after.map_or(0, char::len_utf8);
            lower_case(&self.text[start..end], &mut self.lower);
            let (next_end, next_plain) = if self.peek(quote).is_some_and(is_word) {
                self.run(quote)
            } else {
                (quote, false)
            };
            lower_case(&self.text[quote..next_end], &mut self.next_lower);
            if next_plain && is_whole(&self.lower, &self.next_lower) {
                self.emit(start, next_end, Flags::default(), found);
                return;
            }
            if is_elided_particle(&self.lower) {
                self.at = quote;
                self.elided = true;
                return;
            }
            if next_plain && after.is_some_and(is_apostrophe) {
                // O'Neill, p'tit: one word, as UAX 29 has it.
                self.emit(start, next_end, Flags::default(), found);
                return;
            }
        }
        if let Some(end) = self.acronym(start, end) {
            self.emit(start, end, Flags::default(), found);
            return;
        }
        let whole = self.inclusive(start, end);
        let flags = if whole > end {
            Flags::INCLUSIVE
        } else {
            Flags::default()
        };
        let whole = match whole == end {
            true => self.number(start, end),
            false => whole,
        };
        self.emit(start, whole, flags, found);
    }

    /// Whether a run is an elided particle with a space before its apostrophe: `d 'emploi`.
    fn is_spaced_particle(&mut self, start: usize, end: usize) -> bool {
        let quote = self.peek(end + 1);
        if !quote.is_some_and(is_apostrophe) {
            return false;
        }
        let behind = end + 1 + quote.map_or(0, char::len_utf8);
        lower_case(&self.text[start..end], &mut self.lower);
        is_elided_particle(&self.lower) && self.peek(behind).is_some_and(char::is_alphabetic)
    }

    /// Reports the words of a hashtag, `#logement_social`; whether there is one.
    fn hashtag(
        &mut self,
        start: usize,
        end: usize,
        found: &mut impl FnMut(RawToken, Packed),
    ) -> bool {
        let text = self.text;
        if !text[..start].ends_with('#') || !text[start..end].contains('_') {
            return false;
        }
        let mut from = start;
        for part in text[start..end].split('_') {
            if part.contains(char::is_alphanumeric) {
                self.emit(from, from + part.len(), Flags::default(), found);
            }
            from += part.len() + 1;
        }
        self.at = end;
        true
    }

    /// The end of the run of word characters at `start`, and whether all are plain.
    fn run(&self, start: usize) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        let mut at = start;
        let mut plain = true;
        loop {
            while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_') {
                at += 1;
            }
            match self.text[at..].chars().next() {
                Some(c) if !c.is_ascii() && is_word(c) => {
                    plain &= is_plain(c);
                    at += c.len_utf8();
                }
                _ => return (at, plain),
            }
        }
    }

    /// Cuts a run that holds letters of another script as UAX 29 does.
    fn foreign(&mut self, start: usize, end: usize, found: &mut impl FnMut(RawToken, Packed)) {
        let text = self.text;
        let mut any = false;
        for (offset, word) in text[start..end].unicode_word_indices() {
            any = true;
            self.emit(
                start + offset,
                start + offset + word.len(),
                Flags::default(),
                found,
            );
        }
        if !any {
            self.elided = false;
        }
        self.at = end;
    }

    /// Moves to the next word character and notes what is between.
    #[inline]
    fn skip(&mut self) {
        let bytes = self.text.as_bytes();
        let mut line_feeds = 0;
        while let Some(&b) = bytes.get(self.at) {
            if b == b' ' {
                self.at += 1;
                continue;
            }
            if b.is_ascii_alphanumeric() || b == b'_' {
                break;
            }
            let c = if b.is_ascii() {
                b as char
            } else {
                let c = self.peek(self.at).unwrap_or(' ');
                if is_word(c) {
                    break;
                }
                c
            };
            self.between(c, &mut line_feeds);
        }
    }

    /// Passes a character between words, a space aside.
    fn between(&mut self, c: char, line_feeds: &mut u32) {
        if c == '['
            && let Some(mask) = MASKS.iter().find(|m| self.text[self.at..].starts_with(*m))
        {
            self.at += mask.len();
            return;
        }
        match c {
            '!' | '?' | '…' => self.boundary = Boundary::Strong,
            '.' => {
                if self.text.as_bytes().get(self.at + 1) == Some(&b'.') {
                    self.boundary = Boundary::Strong;
                } else if self.boundary == Boundary::None {
                    self.boundary = if self.peek(self.at + 1).is_some_and(is_word) {
                        Boundary::GluedPoint
                    } else {
                        Boundary::Point
                    };
                }
            }
            '\n' => {
                *line_feeds += 1;
                if *line_feeds > 1 {
                    self.boundary = Boundary::Start;
                } else if self.boundary == Boundary::None {
                    self.boundary = Boundary::Line;
                }
            }
            '-' | '–' | '—' | '*' | '•' if self.boundary == Boundary::Line => {
                self.boundary = Boundary::Start;
            }
            _ => {}
        }
        if !matches!(c, '\n' | '\t' | '\u{A0}') {
            *line_feeds = 0;
        }
        self.at += c.len_utf8();
    }

    fn starts_sentence(&self, capital: bool) -> bool {
        match self.boundary {
            Boundary::None => false,
            Boundary::Start | Boundary::Strong => true,
            Boundary::GluedPoint | Boundary::Line => capital,
            Boundary::Point => capital || !self.last_is_abbreviation(),
        }
    }

    fn last_is_abbreviation(&self) -> bool {
        let Some((start, end)) = self.last else {
            return false;
        };
        let word = &self.text[start..end];
        word.chars().nth(1).is_none() || ABBREVIATIONS.iter().any(|a| a.eq_ignore_ascii_case(word))
    }

    fn emit(
        &mut self,
        start: usize,
        end: usize,
        mut flags: Flags,
        found: &mut impl FnMut(RawToken, Packed),
    ) {
        let word = &self.text[start..end];
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if capital {
            flags.set(Flags::CAPITAL);
        }
        if word.bytes().any(|b| b.is_ascii_digit()) {
            flags.set(Flags::DIGIT);
        }
        if std::mem::take(&mut self.elided) {
            flags.set(Flags::ELIDED_BEFORE);
        }
        if self.starts_sentence(capital) {
            flags.set(Flags::SENTENCE_START);
        }
        self.boundary = Boundary::None;
        self.last = Some((start, end));
        self.at = end;
        let mut from = start;
        while end - from > MAX_TOKEN {
            let mut to = from + MAX_TOKEN;
            while !self.text.is_char_boundary(to) {
                to -= 1;
            }
            found(
                RawToken {
                    start: from,
                    end: to,
                    flags,
                },
                0,
            );
            flags = Flags::default();
            from = to;
        }
        found(
            RawToken {
                start: from,
                end,
                flags,
            },
            0,
        );
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod uax29;
