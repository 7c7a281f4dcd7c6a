//! A query as its characters in NFC, each with the column where it was typed.

use super::QueryError;
use crate::text::normalise::is_invisible;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Whether a character opens or closes quoted words.
pub(in crate::text) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The characters of a query, invisible ones left out.
pub(super) struct Source {
    /// The characters, accents composed.
    pub chars: Vec<char>,
    columns: Vec<usize>,
    end: usize,
}

impl Source {
    /// Reads a query. A letter and its combining accents are one character, at the letter's column.
    pub(super) fn new(query: &str) -> Self {
        let mut source = Source {
            chars: Vec::with_capacity(query.len()),
            columns: Vec::with_capacity(query.len()),
            end: 1,
        };
        let mut cluster = String::new();
        let mut from = 1;
        for (i, c) in query.chars().enumerate() {
            source.end = i + 2;
            if is_invisible(c) {
                continue;
            }
            if !is_combining_mark(c) {
                source.take(&mut cluster, from);
                from = i + 1;
            }
            cluster.push(c);
        }
        source.take(&mut cluster, from);
        source
    }

    fn take(&mut self, cluster: &mut String, column: usize) {
        for c in cluster.nfc() {
            self.chars.push(c);
            self.columns.push(column);
        }
        cluster.clear();
    }

    /// The character at `at`.
    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The column of the character at `at`, from 1; one past the last where there is none.
    pub(super) fn column(&self, at: usize) -> usize {
        self.columns.get(at).copied().unwrap_or(self.end)
    }

    /// The characters of a range.
    pub(super) fn slice(&self, range: &Range<usize>) -> &[char] {
        &self.chars[range.clone()]
    }

    /// The text of a range.
    pub(super) fn text(&self, range: &Range<usize>) -> String {
        self.slice(range).iter().collect()
    }

    /// The parts of a range between white space.
    pub(super) fn pieces(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut from = range.start;
        for at in range.clone() {
            if self.chars[at].is_whitespace() && !self.joins_digits(at) {
                if from < at {
                    out.push(from..at);
                }
                from = at + 1;
            }
        }
        if from < range.end {
            out.push(from..range.end);
        }
        out
    }

    /// Whether the blank at `at` is between groups of three digits: `1 000` is one number.
    pub(super) fn joins_digits(&self, at: usize) -> bool {
        let digit = |at: usize| self.get(at).is_some_and(|c| c.is_ascii_digit());
        let three = (1..=3).all(|n| digit(at + n)) && !digit(at + 4);
        let before = (1..=3).take_while(|n| *n <= at && digit(at - n)).count();
        // A word ends at a fourth digit: «2014 100» is two numbers.
        let first = at.checked_sub(before + 1).and_then(|b| self.get(b));
        let whole = first.is_none_or(|c| !c.is_alphanumeric());
        let blank = matches!(self.get(at), Some(' ' | '\u{A0}' | '\u{202F}' | '\u{2009}'));
        blank && three && before > 0 && whole
    }

    /// An error at the character `at`.
    pub(super) fn error<T>(&self, at: usize, message: impl Into<String>) -> Result<T, QueryError> {
        Err(QueryError {
            column: self.column(at),
            message: message.into(),
        })
    }
}
