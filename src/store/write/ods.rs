//! Tables as OpenDocument spreadsheets: a small writer of strings, numbers and truth values.

use super::beside;
use super::sheet::{Cell, Sheet, SheetNotes};
use super::xml::Xml;
use crate::store::{StoreError, Table};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// Writes a table as ODS. Every text is a string cell; the same table gives the same bytes.
pub fn write_ods(table: &Table, path: &Path) -> Result<SheetNotes, StoreError> {
    let sheet = Sheet::new(table);
    let mut notes = SheetNotes {
        split: sheet.split,
        sheets: sheet.sheets() as u64,
        removed: 0,
    };
    beside(path, |file| write(file, &sheet, &mut notes.removed))?;
    Ok(notes)
}

fn write(file: &mut File, sheet: &Sheet<'_>, removed: &mut u64) -> io::Result<()> {
    let mut zip = ZipWriter::new(io::BufWriter::new(file));
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    // The type is first and uncompressed, so that it can be read without unpacking.
    zip.start_file(
        "mimetype",
        options.compression_method(CompressionMethod::Stored),
    )?;
    zip.write_all(TYPE.as_bytes())?;
    let options = options.compression_method(CompressionMethod::Deflated);
    zip.start_file("META-INF/manifest.xml", options)?;
    zip.write_all(&manifest())?;
    // Where the content may be beyond 4 GiB the sizes need the longer form.
    zip.start_file("content.xml", options.large_file(true))?;
    let mut xml = Xml::default();
    open(&mut xml);
    let headers = sheet.headers();
    let columns = headers.len().to_string();
    for n in 0..sheet.sheets() {
        let (rows, name) = sheet.rows(n);
        xml.open("table:table", &[("table:name", name.as_str())]);
        let repeated = [("table:number-columns-repeated", columns.as_str())];
        xml.empty("table:table-column", &repeated);
        write_row(&mut xml, headers.iter().map(|h| Cell::Text(h)));
        for row in rows {
            write_row(&mut xml, sheet.row(row).into_iter());
            zip.write_all(&xml.take())?;
        }
        xml.close("table:table");
    }
    for element in ELEMENTS.iter().rev() {
        xml.close(element);
    }
    xml.line();
    zip.write_all(&xml.take())?;
    *removed += xml.removed;
    zip.finish()?.flush()
}

/// The list of the package's files.
fn manifest() -> Vec<u8> {
    let mut xml = Xml::default();
    let version = ("manifest:version", "1.3");
    let space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    xml.declaration();
    xml.open("manifest:manifest", &[("xmlns:manifest", space), version]);
    for (path, kind) in [("/", TYPE), ("content.xml", "text/xml")] {
        let mut about = vec![("manifest:full-path", path)];
        about.extend((path == "/").then_some(version));
        about.push(("manifest:media-type", kind));
        xml.empty("manifest:file-entry", &about);
    }
    xml.close("manifest:manifest");
    xml.line();
    xml.take()
}

/// The elements around all tables, the outermost first.
const ELEMENTS: [&str; 3] = [
    "office:document-content",
    "office:body",
    "office:spreadsheet",
];

/// Begins the elements around all tables.
fn open(xml: &mut Xml) {
    const SPACES: [(&str, &str); 4] = [
        (
            "xmlns:office",
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        ),
        (
            "xmlns:table",
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        ),
        (
            "xmlns:text",
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        ),
        ("office:version", "1.3"),
    ];
    xml.declaration();
    xml.open(ELEMENTS[0], &SPACES);
    xml.open(ELEMENTS[1], &[]);
    xml.open(ELEMENTS[2], &[]);
}

fn write_row<'t>(xml: &mut Xml, cells: impl Iterator<Item = Cell<'t>>) {
    xml.open("table:table-row", &[]);
    for cell in cells {
        match cell {
            Cell::Empty => xml.empty("table:table-cell", &[]),
            Cell::Text(text) => write_text(xml, text),
            Cell::Owned(text) => write_text(xml, &text),
            Cell::Number(number) => write_value(xml, "float", "office:value", &number.to_string()),
            Cell::Bool(yes) => {
                write_value(xml, "boolean", "office:boolean-value", &yes.to_string());
            }
        }
    }
    xml.close("table:table-row");
    xml.line();
}

/// A number or a truth value, with what a reader shows of it.
fn write_value(xml: &mut Xml, kind: &str, attribute: &str, value: &str) {
    let about = [("office:value-type", kind), (attribute, value)];
    xml.open("table:table-cell", &about);
    xml.holding("text:p", value);
    xml.close("table:table-cell");
}

/// A string: a paragraph a line. Blanks that follow another one, or begin or end a line, have a sign of
/// their own, because readers draw them together.
fn write_text(xml: &mut Xml, text: &str) {
    xml.open("table:table-cell", &[("office:value-type", "string")]);
    for line in text.split('\n') {
        xml.open("text:p", &[]);
        let mut from = 0;
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            let last = at + c.len_utf8() == line.len();
            let sign = match c {
                ' ' if before == ' ' || last => "text:s",
                '\t' => "text:tab",
                _ => "",
            };
            before = c;
            if !sign.is_empty() {
                xml.text(&line[from..at]);
                xml.empty(sign, &[]);
                from = at + c.len_utf8();
            }
        }
        xml.text(&line[from..]);
        xml.close("text:p");
    }
    xml.close("table:table-cell");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::write::tests::{read_back, sample};
    use calamine::Ods;

    #[test]
    fn texts_stay_texts_and_bytes_stay_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a.ods"), folder.path().join("b.ods"));
        let (table, wanted) = sample();
        let notes = write_ods(&table, &a).unwrap();
        write_ods(&table, &b).unwrap();
        assert_eq!((notes.removed, notes.split, notes.sheets), (1, 1, 1));
        let bytes = std::fs::read(&a).unwrap();
        assert_eq!(bytes, std::fs::read(&b).unwrap());
        // What finds a file's type by its first bytes finds it at this place.
        assert_eq!(&bytes[30..38], b"mimetype");
        assert_eq!(&bytes[38..38 + TYPE.len()], TYPE.as_bytes());
        assert_eq!(read_back::<Ods<_>>(&a), wanted);
    }
}
