//! The form in which texts are kept: NFC, line feeds, no invisible characters.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Characters that show nothing and would hide inside words: zero-width spaces and joiners, the byte
/// order mark, soft hyphens, controls other than tab and line feed, and what is no character (U+FFFE).
pub(super) fn is_invisible(c: char) -> bool {
    let no_character = c as u32 & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}');
    no_character
        || matches!(
            c,
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'
        )
        || (c.is_control() && !matches!(c, '\n' | '\t' | '\u{80}'..='\u{9F}'))
}

/// `text` in NFC with LF line ends, invisible characters dropped. Borrowed where nothing changes.
pub fn normalise(text: &str) -> Cow<'_, str> {
    let clean = !text.chars().any(|c| c == '\r' || is_invisible(c));
    if clean && is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(
        unified
            .chars()
            .filter(|c| !is_invisible(*c))
            .nfc()
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decomposed_accents_line_ends_and_invisible_characters() {
        assert_eq!(normalise("de\u{301}bat\r\nouvert\r"), "débat\nouvert\n");
        assert_eq!(normalise("\u{FEFF}in\u{AD}tra\u{200B}net"), "intranet");
        assert_eq!(normalise("Accueil\u{FFFE}\u{1FFFF}\u{FDD0}"), "Accueil");
        assert!(matches!(normalise("débat\u{A0}: œuvre"), Cow::Borrowed(_)));
    }
}
