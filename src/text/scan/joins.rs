//! Runs of letters and digits that signs between them join to one word: acronyms and inclusive writing.

use super::{Scanner, is_mark, is_middle_dot, is_word, lower_case};
use crate::text::words::{is_doubled_ending, is_inclusive_ending};

impl Scanner<'_> {
    /// `S.N.C.F.`: two or more single capitals, each followed by a point (the last point optional).
    pub(super) fn acronym(&self, start: usize, end: usize) -> Option<usize> {
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
    pub(super) fn inclusive(&mut self, start: usize, end: usize) -> usize {
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
        // «services.E» begins a sentence: an ending after a point is in small letters, unless the whole word
        // is in capitals.
        let shouted = self.text[start..end].chars().all(char::is_uppercase);
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
            lower_case(&self.text[from..to], &mut self.lower);
            if c == '.' && !shouted && self.lower != self.text[from..to] {
                break;
            }
            let plural = self.text[to..].starts_with(&format!("{c}s"))
                && !self.peek(to + 2).is_some_and(char::is_alphanumeric);
            let doubled = first && plural && is_doubled_ending(c, &self.lower);
            if !doubled && !is_inclusive_ending(c, &self.lower, first) {
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
}
