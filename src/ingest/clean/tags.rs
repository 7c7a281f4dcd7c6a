//! Tags of HTML: the elements that are known, and whether a text holds tags as editors write them.

use memchr::memchr_iter;

/// The elements that mean something here; others are dropped, their text kept.
pub(super) const NAMES: [&str; 66] = [
    "a",
    "address",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "label",
    "li",
    "main",
    "mark",
    "meta",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "s",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "template",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
];

/// Elements whose content is no text of the contribution.
pub(super) const HIDDEN: [&str; 6] = ["script", "style", "head", "noscript", "template", "title"];

/// The known name at the beginning of a tag, and its length.
pub(super) fn name(bytes: &[u8]) -> Option<(&'static str, usize)> {
    let length = bytes
        .iter()
        .take(16)
        .position(|b| !b.is_ascii_alphanumeric())?;
    let ends = matches!(bytes[length], b'>' | b'/' | b' ' | b'\n' | b'\r' | b'\t');
    let is = |n: &&&str| n.as_bytes().eq_ignore_ascii_case(&bytes[..length]);
    let found = NAMES.iter().find(is).filter(|_| ends)?;
    Some((found, length))
}

/// Elements that editors write and nobody types into a sentence: one that touches a word is enough.
const FLOWING: [&str; 37] = [
    "blockquote",
    "center",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "img",
    "iframe",
    "figure",
    "figcaption",
];

/// Elements that are typed where somebody writes of pages: without their end they are words.
pub(super) const TYPED: [&str; 19] = [
    "address", "article", "aside", "cite", "code", "footer", "head", "header", "label", "main",
    "mark", "meta", "nav", "noscript", "script", "section", "style", "template", "title",
];

/// Whether a text is HTML: it holds a tag as editors write them. A lone `<br>` is none, nor is a tag that somebody
/// typed into a sentence (`le champ <title> est vide`, `<p et q>`): it has no end and no attribute, and is apart
/// like a word.
pub(in crate::ingest) fn holds_tag(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut open, mut comments_end) = (0u128, None);
    memchr_iter(b'<', bytes).any(|at| {
        let inside = &bytes[at + 1..];
        if let Some(close) = inside.strip_prefix(b"/") {
            return name(close).is_some_and(|(n, length)| {
                let whole = n != "br" && close[length] == b'>';
                whole && (open & bit(n) != 0 || !is_apart(bytes, at, at + 3 + length))
            });
        }
        if inside.starts_with(b"!--") {
            return *comments_end.get_or_insert_with(|| memchr::memmem::rfind(bytes, b"-->"))
                > Some(at);
        }
        let Some((name, length)) = name(inside).filter(|(n, _)| *n != "br") else {
            return false;
        };
        open |= bit(name);
        let rest = inside[length..].trim_ascii_start();
        // Every attribute that editors write has a value.
        let named = rest
            .iter()
            .take(40)
            .position(|b| !b.is_ascii_alphanumeric() && *b != b'-')
            .is_some_and(|n| n > 0 && rest[n] == b'=');
        let end = bytes.len() - rest.len() + 1;
        let flowing = || rest.starts_with(b">") && FLOWING.contains(&name);
        named || rest.starts_with(b"/>") || flowing() && (at == 0 || !is_apart(bytes, at, end))
    })
}

/// The place of a known name among the others.
fn bit(name: &str) -> u128 {
    let at = NAMES.iter().position(|n| *n == name);
    at.map_or(0, |n| 1 << n)
}

/// Whether what is between two places is apart like a word: a blank or a sign is before and after it.
fn is_apart(bytes: &[u8], from: usize, to: usize) -> bool {
    let before = from.checked_sub(1).map_or(b' ', |n| bytes[n]);
    let after = bytes.get(to).copied().unwrap_or(b' ');
    let apart =
        |b: u8| b.is_ascii_whitespace() || (b.is_ascii_punctuation() && !matches!(b, b'<' | b'>'));
    // The last byte of a no-break space and of «.
    (apart(before) || matches!(before, 0xA0 | 0xAB)) && (apart(after) || after == 0xC2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_flowing_text() {
        for text in [
            "a<p>b",
            "<p>a",
            "voir <strong>ici",
            "<title>a</title>",
            "<b> gras </b>",
            "<P class=\"x\">",
            "x</strong>",
            "<!-- -->",
            "<td\n width=1>",
            "<hr/>",
        ] {
            assert!(holds_tag(text), "{text}");
        }
        for text in [
            "Le champ <title> est vide",
            "<select> ne marche pas",
            "la balise <p>, puis <div>.",
            "il manque </body> ici",
            "un <code> de <Nom>",
            "a<b>c",
            "<br>",
            "<br />",
            "<3",
            "<x@y.fr>",
            "<p",
            "<p et q>",
            "</",
            "<pas>",
            "a<b,c>d",
        ] {
            assert!(!holds_tag(text), "{text}");
        }
    }
}
