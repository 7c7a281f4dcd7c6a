//! The characters of an HTML file: by its mark, by its own words, else as browsers saved pages.

use crate::ingest::{Encoding, decode};
use std::borrow::Cow;

/// How far a page's own words about its encoding are looked for, in bytes.
const DECLARED: usize = 4096;

/// A page as text.
pub(super) struct Decoded<'b> {
    pub text: Cow<'b, str>,
    /// How many bytes of a page in UTF-8 were read as Windows-1252.
    pub repaired: u64,
    /// The encoding that the page names, where its bytes say otherwise.
    pub contradicted: Option<&'static str>,
}

/// Decodes a page. Bytes that are valid UTF-8 are UTF-8 whatever the page says, which French text in another
/// encoding practically never is; then what the page says counts; without a word, Windows-1252.
pub(super) fn decode_page(bytes: &[u8]) -> Decoded<'_> {
    let declared = declared(&bytes[..bytes.len().min(DECLARED)]);
    let (text, encoding) = decode(bytes);
    let wide = declared.is_some_and(|d| d != encoding_rs::UTF_8);
    let (text, repaired, contradicted) = match (encoding, declared) {
        (Encoding::Utf8, Some(named)) if wide && !bytes.is_ascii() => (text, 0, Some(named.name())),
        (Encoding::Utf8 | Encoding::Utf16, _) => (text, 0, None),
        // Bytes that are not UTF-8, and a page that says what they are.
        (_, Some(named)) if wide => (named.decode_without_bom_handling(bytes).0, 0, None),
        (Encoding::Repaired(n), _) => (text, n, None),
        // In an encoding of one byte a character.
        (_, Some(named)) => (text, 0, Some(named.name())),
        (_, None) => (text, 0, None),
    };
    Decoded {
        text,
        repaired,
        contradicted,
    }
}

/// The encoding that `<meta charset>` or `<meta http-equiv>` names. A page that can be read as ASCII so far
/// is not in UTF-16, whatever it says.
fn declared(head: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = head.to_ascii_lowercase();
    let mut rest = &head[..];
    while let Some(at) = find(rest, b"<meta") {
        rest = &rest[at + 5..];
        let tag = &rest[..rest.iter().position(|b| *b == b'>').unwrap_or(rest.len())];
        let Some(at) = find(tag, b"charset") else {
            continue;
        };
        let value = tag[at + 7..].trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else {
            continue;
        };
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").unwrap_or(value);
        let value = value.strip_prefix(b"'").unwrap_or(value);
        let end = value
            .iter()
            .position(|b| matches!(b, b'"' | b'\'' | b';' | b'/') || b.is_ascii_whitespace())
            .unwrap_or(value.len());
        let named = encoding_rs::Encoding::for_label(&value[..end])?;
        let wide = named == encoding_rs::UTF_16LE || named == encoding_rs::UTF_16BE;
        return Some(if wide { encoding_rs::UTF_8 } else { named });
    }
    None
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode_page(bytes).text.into_owned()
    }

    #[test]
    fn marks_words_and_bytes() {
        let words = "l’élu, un cœur";
        let windows = b"l\x92\xE9lu, un c\x9Cur";
        for meta in [
            "<meta charset=windows-1252>",
            "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=iso-8859-1\">",
            "<meta name=x><meta charset = 'latin1'/>",
            "",
        ] {
            let bytes = [meta.as_bytes(), windows].concat();
            assert_eq!(text(&bytes), format!("{meta}{words}"));
        }
        assert_eq!(
            text(&[&b"<meta charset=iso-8859-15>"[..], b"\xA4 \xBDuvre"].concat()),
            "<meta charset=iso-8859-15>€ œuvre"
        );
        // A page that names one encoding and is in another.
        let bytes = [b"<meta charset=windows-1252>", words.as_bytes()].concat();
        assert_eq!(decode_page(&bytes).contradicted, Some("windows-1252"));
        assert!(text(&bytes).ends_with(words));
        let bytes = [&b"<meta charset=utf-8>"[..], b"d\xE9j\xE0"].concat();
        let decoded = decode_page(&bytes);
        assert_eq!((decoded.contradicted, decoded.repaired), (Some("UTF-8"), 0));
        assert!(decoded.text.ends_with("déjà"));
        assert_eq!(text(b"\xFF\xFE<\0p\0"), "<p");
    }
}
