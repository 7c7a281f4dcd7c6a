//! Text inside XML: escaped, without the characters that XML does not have.

/// Appends `text` to `out` as the content of an element or of an attribute; gives how many characters were
/// left out because no XML document may hold them.
pub fn push_xml(out: &mut String, text: &str) -> u64 {
    let mut removed = 0;
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would turn them into blanks in an attribute, and a carriage return everywhere.
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            c if is_xml(c) => out.push(c),
            _ => removed += 1,
        }
    }
    removed
}

/// Whether a document of XML 1.0 may hold the character.
pub fn is_xml(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_xml_and_characters_that_it_lacks() {
        let mut out = String::new();
        let removed = push_xml(&mut out, "« a < b & \"c\" »\u{1}\n\u{FFFF}😀");
        assert_eq!(out, "« a &lt; b &amp; &quot;c&quot; »&#10;😀");
        assert_eq!(removed, 2);
    }
}
