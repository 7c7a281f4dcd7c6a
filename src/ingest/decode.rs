//! From bytes to characters: UTF-8 with or without mark, UTF-16 with mark, else Windows-1252.

use std::borrow::Cow;

/// The encoding that a file turned out to be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-8 with so many bytes that are none: those were read as Windows-1252.
    Repaired(u64),
    /// UTF-16 with a byte order mark.
    Utf16,
    /// Windows-1252: what remains of French text that is not valid UTF-8.
    Windows1252,
}

/// The text of a file and its encoding. Never fails: in Windows-1252 every byte is a character.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let name = if encoding == encoding_rs::UTF_8 {
            Encoding::Utf8
        } else {
            Encoding::Utf16
        };
        return (text, name);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
        Err(_) if mostly_utf8(bytes) => {
            let (text, repaired) = repair(bytes);
            (Cow::Owned(text), Encoding::Repaired(repaired))
        }
        Err(_) => (
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0,
            Encoding::Windows1252,
        ),
    }
}

/// Whether bytes are ASCII alone or hold at least one character of several bytes in UTF-8: what a file in
/// Windows-1252 hardly ever does.
pub(super) fn holds_utf8(bytes: &[u8]) -> bool {
    bytes.is_ascii()
        || bytes
            .utf8_chunks()
            .any(|chunk| chunk.valid().bytes().any(|b| !b.is_ascii()))
}

/// Whether more characters of several bytes are valid UTF-8 than bytes are not.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut wrong) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += chunk.invalid().len();
    }
    valid > wrong
}

/// UTF-8 whose wrong bytes are read as Windows-1252, and how many those were.
fn repair(bytes: &[u8]) -> (String, u64) {
    let mut out = String::with_capacity(bytes.len());
    let mut wrong = 0;
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        wrong += chunk.invalid().len() as u64;
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        out.push_str(&text);
    }
    (out, wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        assert_eq!(decode("débat".as_bytes()), ("débat".into(), Encoding::Utf8));
        assert_eq!(decode(b"\xEF\xBB\xBFd\xC3\xA9bat").0, "débat");
        assert_eq!(
            decode(b"l\x92\xE9lu c\x9Cur \x80"),
            ("l’élu cœur €".into(), Encoding::Windows1252)
        );
        assert_eq!(decode(b"\xFF\xFEo\x00k\x00").0, "ok");
        let mixed = ["déjà ".as_bytes(), b"\xE9t\xE9", " d’œuvre".as_bytes()].concat();
        let (text, encoding) = decode(&mixed);
        assert_eq!(
            (text.as_ref(), encoding),
            ("déjà été d’œuvre", Encoding::Repaired(2))
        );
    }
}
