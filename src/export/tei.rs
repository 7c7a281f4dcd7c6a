//! A TEI document for TXM: one file a corpus, a division a record, what is known of it in attributes.

use super::{Notes, Numbers, Variables, Words};
use crate::locale::paris;
use crate::model::Record;
use crate::store::write::Xml;
use crate::text::{Piece, fold, lemmas};
use std::io::{self, Write};

/// What is in the document's header.
pub struct Header<'a> {
    /// The corpus's title.
    pub title: &'a str,
    /// The names of its sources' files.
    pub sources: &'a [String],
    /// The program's version.
    pub version: &'a str,
    /// The sub-corpus that the records are of: its name for readers and its query.
    pub within: Option<(&'a str, &'a str)>,
}

/// Attributes that a variable may not take.
const TAKEN: [&str; 15] = [
    "type",
    "n",
    "id",
    "section",
    "consultation",
    "author",
    "date",
    "month",
    "stance",
    "parent",
    "moderated",
    "organiser",
    "votes",
    "xml",
    "xmlns",
];

/// Writes records as one TEI document.
pub fn write(
    records: &[&Record],
    header: &Header<'_>,
    with: Variables,
    words: Words,
    out: &mut dyn Write,
) -> io::Result<Notes> {
    let mut notes = Notes::default();
    let numbers = Numbers::new(records, str::to_string);
    let mut xml = Xml::default();
    open(&mut xml, header);
    out.write_all(&xml.take())?;
    for record in records {
        if record.title.is_empty() && record.body.is_empty() {
            notes.without_text += 1;
            continue;
        }
        write_division(&mut xml, record, &numbers, (with, words), &mut notes);
        out.write_all(&xml.take())?;
        notes.records += 1;
    }
    // TEI wants something in a body.
    if notes.records == 0 {
        xml.empty("p", &[]);
        xml.line();
    }
    xml.close("body");
    xml.close("text");
    xml.line();
    xml.close("TEI");
    xml.line();
    out.write_all(&xml.take())?;
    notes.removed += xml.removed;
    Ok(notes)
}

/// Everything before the first division.
fn open(xml: &mut Xml, header: &Header<'_>) {
    xml.declaration();
    let about = [("xmlns", "http://www.tei-c.org/ns/1.0"), ("xml:lang", "fr")];
    xml.open("TEI", &about);
    xml.line();
    xml.open("teiHeader", &[]);
    xml.open("fileDesc", &[]);
    xml.line();
    xml.open("titleStmt", &[]);
    xml.holding("title", header.title);
    xml.close("titleStmt");
    xml.line();
    xml.open("publicationStmt", &[]);
    xml.holding("p", &format!("Palabre {}", header.version));
    xml.close("publicationStmt");
    xml.line();
    xml.open("sourceDesc", &[]);
    for source in header.sources {
        xml.holding("p", source);
    }
    if header.sources.is_empty() {
        xml.empty("p", &[]);
    }
    xml.close("sourceDesc");
    xml.line();
    xml.close("fileDesc");
    if let Some((name, query)) = header.within {
        xml.line();
        xml.open("encodingDesc", &[]);
        xml.open("samplingDecl", &[]);
        xml.holding("p", name);
        xml.open("p", &[]);
        xml.holding("code", query);
        xml.close("p");
        xml.close("samplingDecl");
        xml.close("encodingDesc");
    }
    xml.close("teiHeader");
    xml.line();
    xml.open("text", &[]);
    xml.open("body", &[]);
    xml.line();
}

fn write_division(
    xml: &mut Xml,
    record: &Record,
    numbers: &Numbers<'_>,
    (with, words): (Variables, Words),
    notes: &mut Notes,
) {
    let mut attributes: Vec<(String, String)> = Vec::new();
    let mut say = |name: &str, value: String| {
        if !value.is_empty() {
            attributes.push((name.to_string(), value));
        }
    };
    say("type", record.kind.name().to_string());
    say("n", numbers.own(record).into_owned());
    say("id", record.id.clone());
    say("section", record.section.clone().unwrap_or_default());
    say("consultation", record.consultation.clone());
    say(
        "author",
        record.author.map_or(String::new(), |a| a.to_string()),
    );
    if let Some(at) = record.published_at {
        let day = paris(at).date().to_string();
        say("month", day[..7.min(day.len())].to_string());
        say("date", day);
    }
    say(
        "stance",
        record
            .declared
            .map_or(String::new(), |s| s.name().to_string()),
    );
    match numbers.parent(record) {
        Some(_) => say("parent", record.parent.clone().unwrap_or_default()),
        None => notes.parents_missing += u64::from(record.parent.is_some()),
    }
    if record.moderation.moderated {
        say("moderated", "yes".to_string());
    }
    if record.is_organiser() {
        say("organiser", "yes".to_string());
    }
    say(
        "votes",
        record.support.map_or(String::new(), |n| n.to_string()),
    );
    let written = record
        .variables
        .iter()
        .filter(|_| with == Variables::Written);
    for (name, value) in written {
        let name = attribute(name);
        // A variable without a value is there or not.
        let value = if value.is_empty() { "yes" } else { value };
        match attributes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => {
                known.push('|');
                known.push_str(value);
            }
            None => attributes.push((name, value.to_string())),
        }
    }
    let attributes: Vec<(&str, &str)> = attributes
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    xml.open("div", &attributes);
    xml.line();
    if !record.title.is_empty() {
        xml.open("head", &[]);
        write_text(xml, &record.title, words);
        xml.close("head");
        xml.line();
    }
    // A division holds a paragraph in any case.
    for paragraph in record.body.split("\n\n") {
        xml.open("p", &[]);
        for (n, line) in paragraph.split('\n').enumerate() {
            if n > 0 {
                xml.empty("lb", &[]);
            }
            write_text(xml, line, words);
        }
        xml.close("p");
        xml.line();
    }
    xml.close("div");
    xml.line();
}

/// Writes a line of text: words with their headwords and parts of speech where these are asked for, as TXM reads them.
fn write_text(xml: &mut Xml, text: &str, words: Words) {
    if words == Words::AsWritten {
        return xml.text(text);
    }
    lemmas(text, |piece| match piece {
        Piece::Between(between) => xml.text(between),
        Piece::Word { text, lemma, pos } => {
            let pos: Vec<&str> = pos.names().collect();
            let pos = match pos.is_empty() {
                true => "unknown".to_string(),
                false => pos.join("|"),
            };
            xml.open("w", &[("lemma", &lemma), ("pos", &pos)]);
            xml.text(text);
            xml.close("w");
        }
    });
}

/// A variable's name as the name of an attribute that TXM can ask for: lower-case letters without accents
/// and digits, a letter first.
fn attribute(name: &str) -> String {
    let mut out: String = fold(name)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    if !out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.insert_str(0, "var");
    }
    if TAKEN.contains(&out.as_str()) {
        out.push('2');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::numbers::tests::record;
    use super::*;
    use crate::model::AuthorId;
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    fn written(records: &[Record]) -> (String, Notes) {
        let records: Vec<&Record> = records.iter().collect();
        let header = Header {
            title: "Débat & avis",
            sources: &["a<b>.txt".to_string()],
            version: "1",
            within: Some(("Les « agents »", "agent & \"œuvre\"")),
        };
        let mut out = Vec::new();
        let notes = write(
            &records,
            &header,
            Variables::Written,
            Words::AsWritten,
            &mut out,
        )
        .unwrap();
        (String::from_utf8(out).unwrap(), notes)
    }

    /// The title and text of each division, as a parser of XML gives them.
    fn read_back(xml: &str) -> Vec<(String, String)> {
        let mut reader = Reader::from_str(xml);
        let mut out: Vec<(String, String)> = Vec::new();
        let (mut inside, mut text, mut paragraphs) = (false, String::new(), 0);
        loop {
            match reader.read_event().expect("it is well-formed") {
                Event::Start(e) => {
                    for attribute in e.attributes() {
                        attribute.expect("attributes are well-formed and occur once");
                    }
                    match e.name().as_ref() {
                        "div" => {
                            out.push(Default::default());
                            paragraphs = 0;
                        }
                        "head" | "p" => {
                            inside = true;
                            text.clear();
                        }
                        _ => {}
                    }
                }
                Event::Text(t) if inside => text.push_str(&t),
                Event::GeneralRef(r) if inside => {
                    let c = r.resolve_char_ref().unwrap();
                    let name: &str = &r;
                    match c {
                        Some(c) => text.push(c),
                        None => text
                            .push_str(quick_xml::escape::resolve_predefined_entity(name).unwrap()),
                    }
                }
                Event::Empty(e) if e.name().as_ref() == "lb" => text.push('\n'),
                Event::End(e) => {
                    let last = out.last_mut();
                    match (e.name().as_ref(), last) {
                        ("head", Some(last)) => last.0 = std::mem::take(&mut text),
                        ("p", Some(last)) => {
                            if paragraphs > 0 {
                                last.1.push_str("\n\n");
                            }
                            paragraphs += 1;
                            last.1.push_str(&text);
                        }
                        _ => {}
                    }
                    inside = false;
                }
                Event::Eof => return out,
                _ => {}
            }
        }
    }

    #[test]
    fn a_division_a_record() {
        let mut one = record("s/proposal/7");
        one.title = "L’« œuvre » & l’État".into();
        one.body = "a < b\nc\n\nd\u{1}".into();
        one.author = Some(AuthorId(12));
        one.published_at = "2014-12-15T23:03:00Z".parse().ok();
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        one.variables = vec![
            pair("Métier", "cadre \"sup\""),
            pair("metier", "x"),
            pair("date", "2014"),
            pair("2", ""),
        ];
        let (xml, notes) = written(&[one, record("s/argument/1")]);
        assert!(xml.contains(
            "<div type=\"proposal\" n=\"7\" id=\"s/proposal/7\" author=\"P0012\" month=\"2014-12\" \
             date=\"2014-12-16\" metier=\"cadre &quot;sup&quot;|x\" date2=\"2014\" var2=\"yes\">\n\
             <head>L’« œuvre » &amp; l’État</head>\n<p>a &lt; b<lb/>c</p>\n<p>d</p>\n</div>"
        ), "{xml}");
        assert_eq!(
            (notes.records, notes.without_text, notes.removed),
            (1, 1, 1)
        );
        let sampled = "</fileDesc>\n<encodingDesc><samplingDecl><p>Les « agents »</p>\
                       <p><code>agent &amp; &quot;œuvre&quot;</code></p></samplingDecl></encodingDesc>\
                       </teiHeader>";
        assert!(xml.contains(sampled), "{xml}");
        read_back(&xml);
        read_back(&written(&[]).0);
    }

    #[test]
    fn words_with_their_headwords() {
        let mut one = record("s/proposal/7");
        one.body = "L’usagère & les données\nblorgues".into();
        let header = Header {
            title: "t",
            sources: &[],
            version: "1",
            within: None,
        };
        let mut out = Vec::new();
        write(
            &[&one],
            &header,
            Variables::LeftOut,
            Words::Lemmatised,
            &mut out,
        )
        .unwrap();
        let xml = String::from_utf8(out).unwrap();
        assert!(
            xml.contains(
                "<p>L’<w lemma=\"usager\" pos=\"noun\">usagère</w> &amp; <w lemma=\"le\" pos=\"function\">les</w> \
                 <w lemma=\"donnée\" pos=\"noun|verb|adjective\">données</w><lb/><w lemma=\"blorgue\" pos=\"unknown\">blorgues</w></p>"
            ),
            "{xml}"
        );
    }

    proptest! {
        #[test]
        fn texts_come_back_from_a_parser(
            texts in proptest::collection::vec(
                ("\\PC{0,20}", "[\\PC&<>\"']{1,30}(\n{1,2}[\\PC&<]{1,20}){0,3}", "\\PC{0,6}", "\\PC{0,6}"),
                0..6,
            ),
        ) {
            let records: Vec<Record> = texts
                .iter()
                .map(|(title, body, name, value)| {
                    let mut r = record("s/proposal/1");
                    r.title = title.clone();
                    r.body = body.clone();
                    r.variables = vec![(name.clone(), value.clone()), (value.clone(), name.clone())];
                    r
                })
                .collect();
            let (xml, notes) = written(&records);
            prop_assume!(notes.removed == 0);
            let wanted: Vec<(String, String)> =
                records.into_iter().map(|r| (r.entry.title, r.entry.body)).collect();
            prop_assert_eq!(read_back(&xml), wanted);
        }
    }
}
