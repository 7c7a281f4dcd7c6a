//! XML as quick-xml writes it, piece by piece: every element is closed, every text escaped, and what XML does not have
//! is left out and counted.

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;
use std::borrow::Cow;

/// A piece of a document that is being written.
pub struct Xml {
    out: Writer<Vec<u8>>,
    /// How many characters were left out because no XML document may hold them.
    pub removed: u64,
}

impl Default for Xml {
    fn default() -> Self {
        Xml {
            out: Writer::new(Vec::new()),
            removed: 0,
        }
    }
}

impl Xml {
    fn write(&mut self, event: Event<'_>) {
        let written = self.out.write_event(event);
        written.expect("memory takes every byte");
    }

    /// The line that begins every document.
    pub fn declaration(&mut self) {
        self.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        self.line();
    }

    /// The beginning of an element; its attributes are escaped.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let element = self.element(name, attributes);
        self.write(Event::Start(element));
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let element = self.element(name, attributes);
        self.write(Event::Empty(element));
    }

    /// The end of an element.
    pub fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// A text, escaped.
    pub fn text(&mut self, text: &str) {
        let text = self.escaped(text);
        self.write(Event::Text(BytesText::from_escaped(text)));
    }

    /// An element that holds a text.
    pub fn holding(&mut self, name: &str, text: &str) {
        self.open(name, &[]);
        self.text(text);
        self.close(name);
    }

    /// A line end between elements.
    pub fn line(&mut self) {
        self.write(Event::Text(BytesText::from_escaped("\n")));
    }

    /// What was written since this was asked last.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(self.out.get_mut())
    }

    fn element<'n>(&mut self, name: &'n str, attributes: &[(&str, &str)]) -> BytesStart<'n> {
        let mut element = BytesStart::new(name);
        for (name, value) in attributes {
            let value = self.escaped(value);
            element.push_attribute(Attribute {
                key: QName(name),
                value: Cow::Owned(value),
            });
        }
        element
    }

    /// A text as the content of an element or an attribute. quick-xml's own escaping keeps what no document may hold,
    /// and leaves white space that a parser would change.
    fn escaped(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
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
                _ => self.removed += 1,
            }
        }
        out
    }
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
        let mut xml = Xml::default();
        xml.open("p", &[("n", "a\tb \"c\"\u{2}")]);
        xml.text("« a < b & \"c\" »\u{1}\n\u{FFFF}😀");
        xml.empty("lb", &[]);
        xml.close("p");
        let wanted =
            "<p n=\"a&#9;b &quot;c&quot;\">« a &lt; b &amp; &quot;c&quot; »&#10;😀<lb/></p>";
        assert_eq!(String::from_utf8(xml.take()).unwrap(), wanted);
        assert_eq!((xml.removed, xml.take()), (3, Vec::new()));
    }
}
