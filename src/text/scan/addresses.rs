//! Addresses of the web: their words are those of a link, and of no sentence.

use super::{Scanner, is_word};
use crate::text::intern::Packed;
use crate::text::letters::word;
use crate::text::scan::RawToken;
use crate::text::token::Flags;

/// Whether letters, as the scanner packs them, may begin an address.
#[inline]
pub(super) fn may_begin(lower: Packed) -> bool {
    const BEGINNINGS: [Packed; 4] = [word("http"), word("https"), word("www"), word("ftp")];
    BEGINNINGS.contains(&lower)
}

/// What ends an address, white space aside.
fn is_end(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '<' | '>' | '«' | '»' | '“' | '”' | '|' | '{' | '}' | '…'
        )
}

impl Scanner<'_> {
    /// The end of the address that begins at `start`, whose first letters end at `end`.
    pub(super) fn address(&self, start: usize, end: usize) -> Option<usize> {
        let rest = &self.text[end..];
        let www = self.text[start..end].eq_ignore_ascii_case("www");
        let mark = if www { "." } else { "://" };
        let behind = rest.strip_prefix(mark)?;
        if !behind.starts_with(|c: char| is_word(c)) {
            return None;
        }
        Some(self.address_end(start, end + mark.len()))
    }

    /// The end of the address without a beginning of its own that is at `start`: a domain and a path, `gouv.fr/avis`.
    pub(super) fn bare_address(&self, start: usize) -> Option<usize> {
        let rest = &self.text.as_bytes()[start..];
        let is_domain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
        let length = rest.iter().take_while(|b| is_domain(b)).count();
        let domain = std::str::from_utf8(&rest[..length]).ok()?;
        let (_, top) = domain.rsplit_once('.')?;
        let is_top = (2..=6).contains(&top.len()) && top.bytes().all(|b| b.is_ascii_lowercase());
        let whole = domain.split('.').all(|label| !label.is_empty());
        let path = rest.get(length) == Some(&b'/');
        let goes_on = rest.get(length + 1).is_some_and(u8::is_ascii_alphanumeric);
        (is_top && whole && path && goes_on).then(|| self.address_end(start, start + length))
    }

    /// The end of the address that begins at `start` and goes on at `from`.
    fn address_end(&self, start: usize, from: usize) -> usize {
        let mut last = from;
        let mut open = 0;
        for c in self.text[from..].chars() {
            match c {
                '(' => open += 1,
                // What is in brackets ends where they do.
                ')' if open == 0 => break,
                ')' => open -= 1,
                c if is_end(c) => break,
                _ => {}
            }
            last += c.len_utf8();
        }
        // What ends a sentence is no part of it.
        let found = &self.text[start..last];
        let kept = found.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', ']']);
        start + kept.len()
    }

    /// Reports the words of an address: letters and digits between its signs.
    pub(super) fn emit_address(
        &mut self,
        start: usize,
        end: usize,
        found: &mut impl FnMut(RawToken, Packed),
    ) {
        let text = self.text;
        self.elided = false;
        let mut from = None;
        for (at, c) in text[start..end].char_indices().chain([(end - start, '/')]) {
            let inside = is_word(c) && c != '_';
            match (inside, from) {
                (true, None) => from = Some(start + at),
                (false, Some(first)) => {
                    let to = start + at;
                    if text[first..to].contains(char::is_alphanumeric)
                        && to - first <= super::MAX_TOKEN
                    {
                        let mut flags = Flags::LINK;
                        if text[first..to].bytes().any(|b| b.is_ascii_digit()) {
                            flags.set(Flags::DIGIT);
                        }
                        found(
                            RawToken {
                                start: first,
                                end: to,
                                flags,
                            },
                            0,
                        );
                    }
                    from = None;
                }
                _ => {}
            }
        }
        // An address ends no sentence and begins none.
        self.boundary = super::Boundary::None;
        self.last = None;
        self.at = end;
    }
}
