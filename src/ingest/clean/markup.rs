//! HTML cut into texts and tags, in one pass.

use super::tags::{HIDDEN, TYPED, name};
use memchr::memchr;
use rustc_hash::FxHashSet;

/// A piece of HTML.
pub(in crate::ingest) enum Piece<'t> {
    /// What is between two tags, its entities as written.
    Text(&'t str),
    /// A beginning tag.
    Open { name: &'static str, tag: Tag<'t> },
    /// An ending tag.
    Close(&'static str),
}

/// What is in a tag behind its name.
pub(in crate::ingest) struct Tag<'t>(&'t str);

impl<'t> Tag<'t> {
    /// The value of an attribute, its entities as written.
    pub(in crate::ingest) fn attribute(&self, wanted: &str) -> Option<&'t str> {
        let mut rest = self.0;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .find(|c: char| c == '=' || c.is_ascii_whitespace())
                .unwrap_or(rest.len());
            let name = &rest[..end];
            rest = rest[end..].trim_ascii_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_ascii_start();
                let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
                (value, rest) = match quote {
                    Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                    None => {
                        let end = after.find(|c: char| c.is_ascii_whitespace());
                        after.split_at(end.unwrap_or(after.len()))
                    }
                };
            }
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
        }
    }
}

/// Cuts a text into its pieces.
pub(in crate::ingest) struct Pieces<'t> {
    text: &'t str,
    at: usize,
    /// What does not occur behind here any more, so that it is not looked for again and again: the ends of
    /// comments and tags, the two quotation marks.
    none: [bool; 4],
    /// The names, in lower case, of the elements that the text ends and begins, once they are looked for.
    ends: Option<FxHashSet<String>>,
    begins: Option<FxHashSet<String>>,
}

const END: usize = 0;
const COMMENT: usize = 1;
const DOUBLE: usize = 2;
const SINGLE: usize = 3;

impl<'t> Pieces<'t> {
    /// The pieces of a text.
    pub(in crate::ingest) fn new(text: &'t str) -> Self {
        Pieces {
            text,
            at: 0,
            none: [false; 4],
            ends: None,
            begins: None,
        }
    }

    /// Whether the text ends an element of that name, wherever.
    fn is_ended(&mut self, name: &str) -> bool {
        let text = self.text;
        let ends = self.ends.get_or_insert_with(|| names(text, "</"));
        ends.contains(&name.to_ascii_lowercase())
    }

    /// Whether the text begins one.
    fn is_begun(&mut self, name: &str) -> bool {
        let text = self.text;
        let begins = self.begins.get_or_insert_with(|| names(text, "<"));
        begins.contains(&name.to_ascii_lowercase())
    }

    /// The next piece.
    pub(in crate::ingest) fn next(&mut self) -> Option<Piece<'t>> {
        let start = self.at;
        let mut from = start;
        while let Some(n) = memchr(b'<', &self.text.as_bytes()[from..]) {
            let at = from + n;
            let Some((piece, end)) = self.tag(at) else {
                from = at + 1;
                continue;
            };
            if at > start {
                // The tag is looked at again behind the text; both looks are short.
                self.at = at;
                return Some(Piece::Text(&self.text[start..at]));
            }
            self.at = end;
            match piece {
                Some(piece) => return Some(piece),
                None => return self.next_after_nothing(),
            }
        }
        self.at = self.text.len();
        (start < self.text.len()).then(|| Piece::Text(&self.text[start..]))
    }

    /// An empty text takes the place of what is dropped, so that no call calls itself.
    fn next_after_nothing(&self) -> Option<Piece<'t>> {
        Some(Piece::Text(&self.text[self.at..self.at]))
    }

    /// The tag or comment at a place and where it ends; `None` where there is none. No piece: it is dropped.
    fn tag(&mut self, at: usize) -> Option<(Option<Piece<'t>>, usize)> {
        let text = self.text;
        let inside = &text.as_bytes()[at + 1..];
        match inside.first()? {
            b'!' if inside.starts_with(b"!--") => {
                let end = self.find(COMMENT, at + 4, |rest| {
                    memchr::memmem::find(rest, b"-->").map(|n| n + 3)
                })?;
                Some((None, end))
            }
            b'!' | b'?' => {
                let end = self.find(END, at + 2, |rest| memchr(b'>', rest).map(|n| n + 1))?;
                Some((None, end))
            }
            b'/' => {
                let close = &inside[1..];
                let known = name(close);
                if known.is_none() && !close.first()?.is_ascii_alphabetic() {
                    return None;
                }
                let Some((name, _)) = known else {
                    let end = unknown_end(text, at + 2)?;
                    let name = tag_name(&text[at + 2..end]);
                    return (name.contains([':', '-']) || self.is_begun(name))
                        .then_some((None, end));
                };
                let end = self.find(END, at + 2, |rest| memchr(b'>', rest).map(|n| n + 1))?;
                Some((Some(Piece::Close(name)), end))
            }
            b if b.is_ascii_alphabetic() => {
                let Some((name, length)) = name(inside) else {
                    let end = unknown_end(text, at + 1)?;
                    let tag = &text[at + 1..end - 1];
                    let name = tag_name(tag);
                    // What nothing ends and has no attribute is a word in angle brackets: `<Nom>`.
                    let written =
                        name.contains([':', '-']) || tag.contains('=') || tag.ends_with('/');
                    return (written || self.is_ended(name)).then_some((None, end));
                };
                let end = self.tag_end(at + 1)?;
                let tag = &text[at + 1 + length..end - 1];
                let closed = tag.ends_with('/');
                if TYPED.contains(&name) && tag.trim().is_empty() && !self.is_ended(name) {
                    return None;
                }
                if HIDDEN.contains(&name) && !closed {
                    return Some((None, self.hidden_end(name, end)));
                }
                let tag = Tag(tag);
                Some((Some(Piece::Open { name, tag }), end))
            }
            _ => None,
        }
    }

    /// Looks for something once it is known that it may be there.
    fn find(
        &mut self,
        what: usize,
        from: usize,
        look: impl Fn(&[u8]) -> Option<usize>,
    ) -> Option<usize> {
        if self.none[what] {
            return None;
        }
        let found = self.text.as_bytes().get(from..).and_then(look);
        self.none[what] = found.is_none();
        found.map(|n| from + n)
    }

    /// The end of a tag: a `>` inside a value in quotation marks does not end it.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        loop {
            if self.none[END] {
                return None;
            }
            let Some(n) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) else {
                self.none[END] = true;
                return None;
            };
            at += n;
            if bytes[at] == b'>' {
                return Some(at + 1);
            }
            let value = bytes[..at].trim_ascii_end().last() == Some(&b'=');
            let (which, quote) = if bytes[at] == b'"' {
                (DOUBLE, b'"')
            } else {
                (SINGLE, b'\'')
            };
            at += 1;
            if value && let Some(end) = self.find(which, at, |r| memchr(quote, r)) {
                at = end + 1;
            }
        }
    }

    /// The end of an element whose content is dropped.
    fn hidden_end(&self, name: &str, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(n) = memchr(b'<', &bytes[at..]) {
            at += n + 1;
            let Some(close) = bytes[at..].strip_prefix(b"/") else {
                continue;
            };
            let begins = close
                .get(..name.len())
                .is_some_and(|c| c.eq_ignore_ascii_case(name.as_bytes()));
            if begins && let Some(end) = memchr(b'>', close) {
                return at + 1 + end + 1;
            }
        }
        bytes.len()
    }
}

/// The names of the tags that begin in a text as `start` says.
fn names(text: &str, start: &str) -> FxHashSet<String> {
    let found = memchr::memmem::find_iter(text.as_bytes(), start);
    let name = found.map(|at| tag_name(&text[at + start.len()..]).to_ascii_lowercase());
    name.filter(|n| !n.is_empty()).collect()
}

/// The name at the beginning of what is in a tag.
fn tag_name(tag: &str) -> &str {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':');
    // No element has a longer name.
    let end = tag.bytes().take(64).position(|b| !fits(char::from(b)));
    &tag[..end.unwrap_or(tag.len().min(64))]
}

/// The end of a tag that is not known. It is short, so that what is none is not searched through.
fn unknown_end(text: &str, from: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[from..];
    let end = from + memchr(b'>', &bytes[..bytes.len().min(400)])?;
    is_plain_tag(&text[from..end]).then_some(end + 1)
}

/// Whether what is between `<` and `>` is a tag that is not known, rather than an address or words.
fn is_plain_tag(inside: &str) -> bool {
    let name = inside.split(|c: char| c.is_ascii_whitespace()).next();
    let name = name.unwrap_or("").trim_end_matches('/');
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':');
    let attributes = inside.contains('=') || !inside.trim().contains(' ');
    attributes && !name.ends_with(':') && !name.contains("://") && name.chars().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_however_they_are_quoted() {
        let tag = Tag(" class=x data-a='1 > 0' HREF = \"http://x\" hidden");
        assert_eq!(tag.attribute("href"), Some("http://x"));
        assert_eq!(tag.attribute("class"), Some("x"));
        assert_eq!(tag.attribute("data-a"), Some("1 > 0"));
        assert_eq!(tag.attribute("hidden"), Some(""));
        assert_eq!(tag.attribute("title"), None);
        assert_eq!(Tag(" href=\"ouvert").attribute("href"), Some("ouvert"));
        assert_eq!(Tag(" é=à / =").attribute("href"), None);
    }
}
