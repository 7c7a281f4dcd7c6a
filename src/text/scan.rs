//! The scanner: where the words of a French text stand.
//!
//! A run of letters and digits is a word. It agrees with Unicode's word boundaries (UAX 29) save where
//! French on platforms wants otherwise:
//! - an elided particle (`l'`, `qu'` ...) is no word, and `aujourd'hui`, `prud'homme` ... are one;
//! - a point, a colon or a middle dot between letters separates them («services.Ce que»), except in
//!   inclusive writing (`formé·e·s`, `agent(e)s`, `agent-e-s`), whose endings belong to the word;
//! - a semicolon never joins digits, and capitals with points are one word (`S.N.C.F.`);
//! - runs of letters outside Latin, Greek and Cyrillic are cut as UAX 29 cuts them.

use super::intern::Packed;
use super::token::Flags;
use super::words::{is_elided_particle, is_inclusive_ending, is_whole};
use unicode_segmentation::UnicodeSegmentation;

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

/// What stands in a kept text where an e-mail address, a telephone number or a profile was masked. No
/// word: a search for `courriel` does not find masked addresses.
pub const MASKS: [&str; 3] = ["[courriel]", "[téléphone]", "[profil]"];

/// The longest run kept as one token, in bytes.
const LONGEST: usize = 65_535;

/// Finds the words of `text`, in order, and calls `found` for each.
pub fn scan(text: &str, mut found: impl FnMut(RawToken)) {
    let mut scanner = Scanner {
        text,
        at: 0,
        elided: false,
        boundary: Boundary::Start,
        last: None,
    };
    while scanner.next(&mut found) {}
}

/// The same, with the form of each word where it is at hand.
pub(super) fn scan_packed(text: &str, mut found: impl FnMut(RawToken, Packed)) {
    scan(text, |raw| found(raw, 0));
}

/// What stands between the last word and the next.
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
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '\u{92}')
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
    matches!(c, '\u{0}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' | '\u{2070}'..='\u{209C}')
}

fn is_middle_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '⋅' | '‧')
}

impl<'t> Scanner<'t> {
    fn peek(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Skips to the next word and reports it; `false` at the end of the text.
    fn next(&mut self, found: &mut impl FnMut(RawToken)) -> bool {
        self.skip();
        let start = self.at;
        if start >= self.text.len() {
            return false;
        }
        let (end, plain) = self.run(start);
        if !self.text[start..end].chars().any(char::is_alphanumeric) {
            // Underscores or marks alone: signs, not a word.
            self.at = end;
            return true;
        }
        if !plain {
            self.foreign(start, end, found);
            return true;
        }
        let after = self.peek(end);
        if after.is_some_and(is_apostrophe) {
            let quote = end + after.map_or(0, char::len_utf8);
            let lower = self.text[start..end].to_lowercase();
            let (next_end, next_plain) = if self.peek(quote).is_some_and(is_word) {
                self.run(quote)
            } else {
                (quote, false)
            };
            let next = self.text[quote..next_end].to_lowercase();
            if next_plain && is_whole(&lower, &next) {
                self.emit(start, next_end, Flags::default(), found);
                return true;
            }
            if is_elided_particle(&lower) {
                self.at = quote;
                self.elided = true;
                return true;
            }
            if next_plain {
                // O'Neill, p'tit: one word, as UAX 29 has it.
                self.emit(start, next_end, Flags::default(), found);
                return true;
            }
        }
        if let Some(end) = self.acronym(start, end) {
            self.emit(start, end, Flags::default(), found);
            return true;
        }
        let whole = self.inclusive(start, end);
        let flags = if whole > end {
            Flags::INCLUSIVE
        } else {
            Flags::default()
        };
        let whole = if whole == end {
            self.number(start, end)
        } else {
            whole
        };
        self.emit(start, whole, flags, found);
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
    fn foreign(&mut self, start: usize, end: usize, found: &mut impl FnMut(RawToken)) {
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

    /// `S.N.C.F.`: two or more single capitals, each followed by a point (the last point optional).
    fn acronym(&self, start: usize, end: usize) -> Option<usize> {
        let single = |from: usize, to: usize| {
            let mut chars = self.text[from..to].chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        };
        if !single(start, end) {
            return None;
        }
        let mut last = end;
        let mut letters = 1;
        while self.peek(last) == Some('.') && self.peek(last + 1).is_some_and(is_word) {
            let (next, _) = self.run(last + 1);
            if !single(last + 1, next) {
                break;
            }
            last = next;
            letters += 1;
        }
        (letters > 1).then_some(last)
    }

    /// The end of the word with its inclusive endings, or `end` where it has none.
    fn inclusive(&self, start: usize, end: usize) -> usize {
        let c = match self.peek(end) {
            Some(c) if is_middle_dot(c) => '·',
            Some(c @ ('(' | '-' | '.' | '/')) => c,
            _ => return end,
        };
        let alphabetic = |from: usize, to: usize| {
            self.text[from..to]
                .chars()
                .all(|c| c.is_alphabetic() || is_mark(c))
        };
        // One letter before a separator is a list item or an initial, not a word («a) e-mail»).
        if self.text[start..end].chars().nth(1).is_none() || !alphabetic(start, end) {
            return end;
        }
        let mut last = end;
        let mut first = true;
        while let Some(found) = self.peek(last) {
            let same = if c == '·' {
                is_middle_dot(found)
            } else {
                found == c
            };
            if !same {
                break;
            }
            let from = last + found.len_utf8();
            if !self.peek(from).is_some_and(char::is_alphabetic) {
                break;
            }
            let (to, _) = self.run(from);
            let part = self.text[from..to].to_lowercase();
            // «services.E» begins a sentence: an ending after a point is in small letters, unless the
            // whole word is in capitals.
            let shouted = self.text[start..end].chars().all(char::is_uppercase);
            if c == '.' && !shouted && part != self.text[from..to] {
                break;
            }
            if !is_inclusive_ending(c, &part, first) {
                break;
            }
            if c == '(' {
                if self.peek(to) != Some(')') {
                    break;
                }
                last = to + 1;
                // The plural letter after the bracket: agent(e)s.
                let (tail, _) = self.run(last);
                if matches!(&self.text[last..tail], "s" | "x" | "S" | "X") {
                    last = tail;
                }
            } else {
                last = to;
            }
            first = false;
        }
        last
    }

    /// `3,5` and `12.000` are one word each: a comma or point between digits joins, as in UAX 29.
    fn number(&self, start: usize, end: usize) -> usize {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mut last = end;
        while digit(self.text[start..last].chars().next_back())
            && matches!(self.peek(last), Some(',' | '.'))
            && digit(self.peek(last + 1))
        {
            let (next, plain) = self.run(last + 1);
            if !plain {
                break;
            }
            last = next;
        }
        last
    }

    /// Moves to the next word character and notes what stands between.
    fn skip(&mut self) {
        let bytes = self.text.as_bytes();
        let mut line_feeds = 0;
        while self.at < bytes.len() {
            let b = bytes[self.at];
            let c = if b.is_ascii() {
                b as char
            } else {
                self.peek(self.at).unwrap_or(' ')
            };
            if is_word(c) {
                break;
            }
            if c == '['
                && let Some(mask) = MASKS.iter().find(|m| self.text[self.at..].starts_with(*m))
            {
                self.at += mask.len();
                continue;
            }
            match c {
                '!' | '?' | '…' => self.boundary = Boundary::Strong,
                '.' => {
                    let glued = self.peek(self.at + 1).is_some_and(is_word);
                    if bytes.get(self.at + 1) == Some(&b'.') {
                        self.boundary = Boundary::Strong;
                    } else if self.boundary == Boundary::None {
                        self.boundary = if glued {
                            Boundary::GluedPoint
                        } else {
                            Boundary::Point
                        };
                    }
                }
                '\n' => {
                    line_feeds += 1;
                    if line_feeds > 1 {
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
            if !matches!(c, '\n' | ' ' | '\t' | '\u{A0}') {
                line_feeds = 0;
            }
            self.at += c.len_utf8();
        }
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
        word.chars().nth(1).is_none()
            || matches!(
                word.to_lowercase().as_str(),
                "art" | "cf" | "etc" | "ex" | "fig" | "mr" | "no" | "p" | "pp" | "vol"
            )
    }

    fn emit(
        &mut self,
        start: usize,
        end: usize,
        mut flags: Flags,
        found: &mut impl FnMut(RawToken),
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
        while end - from > LONGEST {
            let mut to = from + LONGEST;
            while !self.text.is_char_boundary(to) {
                to -= 1;
            }
            found(RawToken {
                start: from,
                end: to,
                flags,
            });
            flags = Flags::default();
            from = to;
        }
        found(RawToken {
            start: from,
            end,
            flags,
        });
    }
}

#[cfg(test)]
mod tests;
