//! Tables as OpenDocument spreadsheets: a small writer of strings, numbers and truth values.

use super::beside;
use super::sheet::{Cell, Sheet, SheetNotes};
use super::xml::push_xml;
use crate::store::{StoreError, Table};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    "\n",
    r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">"#,
    r#"<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>"#,
    r#"<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>"#,
    "</manifest:manifest>\n",
);

const OPENING: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8"?>"#,
    "\n",
    r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" "#,
    r#"xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" "#,
    r#"xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">"#,
    "<office:body><office:spreadsheet>",
);

const CLOSING: &str = "</office:spreadsheet></office:body></office:document-content>\n";

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
    zip.write_all(MANIFEST.as_bytes())?;
    // Where the content may be beyond 4 GiB the sizes need the longer form.
    zip.start_file("content.xml", options.large_file(true))?;
    zip.write_all(OPENING.as_bytes())?;
    let headers = sheet.headers();
    let mut line = String::new();
    for n in 0..sheet.sheets() {
        let (rows, name) = sheet.rows(n);
        line.clear();
        line.push_str(&format!("<table:table table:name=\"{name}\">"));
        line.push_str(&format!(
            "<table:table-column table:number-columns-repeated=\"{}\"/>",
            headers.len()
        ));
        let header = headers.iter().map(|h| Cell::Text(h));
        push_row(&mut line, header, removed);
        zip.write_all(line.as_bytes())?;
        for row in rows {
            line.clear();
            push_row(&mut line, sheet.row(row).into_iter(), removed);
            zip.write_all(line.as_bytes())?;
        }
        zip.write_all(b"</table:table>")?;
    }
    zip.write_all(CLOSING.as_bytes())?;
    zip.finish()?.flush()
}

fn push_row<'t>(out: &mut String, cells: impl Iterator<Item = Cell<'t>>, removed: &mut u64) {
    out.push_str("<table:table-row>");
    for cell in cells {
        match cell {
            Cell::Empty => out.push_str("<table:table-cell/>"),
            Cell::Text(text) => push_text(out, text, removed),
            Cell::Owned(text) => push_text(out, &text, removed),
            Cell::Number(number) => out.push_str(&format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{number}\">\
                 <text:p>{number}</text:p></table:table-cell>"
            )),
            Cell::Bool(yes) => out.push_str(&format!(
                "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"{yes}\">\
                 <text:p>{yes}</text:p></table:table-cell>"
            )),
        }
    }
    out.push_str("</table:table-row>\n");
}

/// A string: a paragraph a line. Blanks that follow another one, or begin or end a line, have a sign of
/// their own, because readers draw them together.
fn push_text(out: &mut String, text: &str, removed: &mut u64) {
    out.push_str("<table:table-cell office:value-type=\"string\">");
    for line in text.split('\n') {
        out.push_str("<text:p>");
        let mut from = 0;
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            let last = at + c.len_utf8() == line.len();
            let sign = match c {
                ' ' if before == ' ' || last => "<text:s/>",
                '\t' => "<text:tab/>",
                _ => "",
            };
            before = c;
            if !sign.is_empty() {
                *removed += push_xml(out, &line[from..at]);
                out.push_str(sign);
                from = at + c.len_utf8();
            }
        }
        *removed += push_xml(out, &line[from..]);
        out.push_str("</text:p>");
    }
    out.push_str("</table:table-cell>");
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
