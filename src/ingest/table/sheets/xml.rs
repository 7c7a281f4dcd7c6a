//! XML of spreadsheets as a stream of tags and texts: no document types, no piece without end.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// The longest tag or text that is read, in bytes.
const MAX_PIECE: usize = 32 << 20;

/// What comes next.
pub(super) enum Node<'b> {
    /// An element begins; an empty one ends at once.
    Open(Tag<'b>),
    /// An element ends.
    Close(BytesEnd<'b>),
    /// Text, entities resolved; one text may come in several pieces.
    Text(Cow<'b, str>),
    /// The end of the member.
    End,
}

/// The beginning of an element.
pub(super) struct Tag<'b>(BytesStart<'b>);

impl Tag<'_> {
    /// Its name without prefix.
    pub(super) fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }

    /// An attribute by its name as written, prefix and all; the first of equals.
    pub(super) fn attr(&self, name: &str) -> Option<String> {
        // Without the check for doubles, which is quadratic.
        let found = self
            .0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|a| a.key.as_ref() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
        Some(value.into_owned())
    }

    /// An attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.attr(name)?.trim().parse().ok()
    }

    /// An attribute that says yes.
    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.attr(name).as_deref(), Some("1" | "true" | "on"))
    }
}

/// Whether an end tag is of this name.
pub(super) fn closes(end: &BytesEnd<'_>, name: &str) -> bool {
    end.local_name().as_ref() == name
}

/// An open member.
pub(super) struct Xml<'f> {
    reader: quick_xml::Reader<Guard<Box<dyn BufRead + 'f>>>,
    buffer: Vec<u8>,
}

impl<'f> Xml<'f> {
    /// Reads XML from a stream.
    pub(super) fn new(reader: Box<dyn BufRead + 'f>) -> Self {
        let mut reader = quick_xml::Reader::from_reader(Guard {
            inner: reader,
            left: MAX_PIECE,
        });
        reader.config_mut().expand_empty_elements = true;
        Xml {
            reader,
            buffer: Vec::new(),
        }
    }

    /// The next tag or text; else what is wrong.
    pub(super) fn next(&mut self) -> Result<Node<'_>, String> {
        // A closure over the buffer cannot give it back, so that what is skipped is skipped in one call.
        self.buffer.clear();
        self.reader.get_mut().left = MAX_PIECE;
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => Ok(Node::Open(Tag(tag))),
            Ok(Event::End(tag)) => Ok(Node::Close(tag)),
            Ok(Event::Text(text)) => Ok(Node::Text(text.xml10_content())),
            Ok(Event::CData(text)) => Ok(Node::Text(text.xml10_content())),
            Ok(Event::GeneralRef(entity)) => entity_text(&entity).map(Node::Text),
            Ok(Event::DocType(_)) => Err(
                "it declares a document type of its own, which no spreadsheet does: it is not read"
                    .to_string(),
            ),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {
                Ok(Node::Text(Cow::Borrowed("")))
            }
            Ok(Event::Eof) => Ok(Node::End),
            Err(error) => Err(format!("its XML is broken: {error}")),
        }
    }
}

/// The text of `&amp;`, `&#233;`; an entity of a document's own is none.
fn entity_text(entity: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'static, str>, String> {
    if entity.is_char_ref() {
        return match entity.resolve_char_ref() {
            Ok(Some(c)) => Ok(Cow::Owned(c.to_string())),
            _ => Ok(Cow::Borrowed("\u{FFFD}")),
        };
    }
    match &*entity.xml10_content() {
        "amp" => Ok(Cow::Borrowed("&")),
        "lt" => Ok(Cow::Borrowed("<")),
        "gt" => Ok(Cow::Borrowed(">")),
        "quot" => Ok(Cow::Borrowed("\"")),
        "apos" => Ok(Cow::Borrowed("'")),
        _ => Err("it uses an entity of its own, which no spreadsheet does".to_string()),
    }
}

/// Stops a piece that does not end: the parser would gather it whole.
struct Guard<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n = available.len().min(out.len());
        out[..n].copy_from_slice(&available[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("a tag or a text is longer than 32 MiB"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.left = self.left.saturating_sub(n);
        self.inner.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(xml: &str) -> Result<String, String> {
        let mut xml = Xml::new(Box::new(io::Cursor::new(xml.as_bytes())));
        let mut out = String::new();
        loop {
            match xml.next()? {
                Node::Text(text) => out.push_str(&text),
                Node::End => return Ok(out),
                _ => {}
            }
        }
    }

    #[test]
    fn entities_are_the_five_of_xml_and_numbers() {
        assert_eq!(
            texts("<a>l&#8217;&#x153;uvre &lt;&amp;&gt; &quot;&apos;<![CDATA[<b>]]></a>")
                .as_deref(),
            Ok("l’œuvre <&> \"'<b>")
        );
        assert!(texts("<a>&lol;</a>").unwrap_err().contains("entity"));
        assert!(
            texts("<!DOCTYPE a [<!ENTITY lol \"lol\">]><a>&lol;</a>")
                .unwrap_err()
                .contains("document type")
        );
        assert!(texts("<a></b>").is_err());
    }

    #[test]
    fn a_piece_without_end_is_stopped() {
        let endless = io::BufReader::new(io::repeat(b'x'));
        let mut xml = Xml::new(Box::new(endless));
        assert!(xml.next().is_err());
    }

    #[test]
    fn many_attributes_are_not_quadratic() {
        let many: String = (0..20_000).map(|i| format!(" a{i}='1'")).collect();
        let text = format!("<a{many} b='2'/>");
        let mut xml = Xml::new(Box::new(io::Cursor::new(text.into_bytes())));
        let Ok(Node::Open(tag)) = xml.next() else {
            panic!("a tag");
        };
        assert_eq!(tag.number("b"), Some(2));
    }
}
