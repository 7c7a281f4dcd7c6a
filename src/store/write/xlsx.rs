//! Tables as XLSX: texts stay texts, and the same table gives the same bytes.

use super::beside;
use super::sheet::{Cell, Sheet, SheetNotes};
use super::xml::is_xml;
use crate::store::{StoreError, Table};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;
use std::io::BufWriter;
use std::path::Path;

/// Writes a table as XLSX. A text that begins with `=` is written as a text, not as a formula.
pub fn write_xlsx(table: &Table, path: &Path) -> Result<SheetNotes, StoreError> {
    let failed = |e: XlsxError| StoreError::File {
        path: path.to_path_buf(),
        what: e.to_string(),
    };
    let sheet = Sheet::new(table);
    let mut notes = SheetNotes {
        split: sheet.split,
        sheets: sheet.sheets() as u64,
        removed: 0,
    };
    let mut book = Workbook::new();
    // The day of a file that is made anew each time would make two of the same table differ.
    let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for n in 0..sheet.sheets() {
        let (rows, name) = sheet.rows(n);
        let page = book.add_worksheet();
        fill(page, &sheet, rows, &name, &mut notes.removed).map_err(failed)?;
    }
    beside(path, |file| {
        let mut out = BufWriter::new(file);
        book.save_to_writer(&mut out).map_err(|e| match e {
            XlsxError::IoError(error) => error,
            // The parts of the file are written through zip, which wraps errors of the disk.
            other => std::io::Error::other(other),
        })?;
        std::io::Write::flush(&mut out)
    })?;
    Ok(notes)
}

fn fill(
    page: &mut Worksheet,
    sheet: &Sheet<'_>,
    rows: std::ops::Range<usize>,
    name: &str,
    removed: &mut u64,
) -> Result<(), XlsxError> {
    page.set_name(name)?;
    page.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (column, header) in sheet.headers().iter().enumerate() {
        page.write_string_with_format(0, at(column), header, &bold)?;
    }
    for (line, row) in (1u32..).zip(rows) {
        for (column, cell) in sheet.row(row).into_iter().enumerate() {
            let column = at(column);
            match cell {
                Cell::Empty => continue,
                Cell::Text(text) => page.write_string(line, column, &*clean(text, removed))?,
                Cell::Owned(text) => page.write_string(line, column, &*clean(&text, removed))?,
                Cell::Number(number) => page.write_number(line, column, number)?,
                Cell::Bool(yes) => page.write_boolean(line, column, yes)?,
            };
        }
    }
    Ok(())
}

/// A sheet has 16,384 columns at most; the writer refuses what is beyond.
fn at(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn clean<'t>(text: &'t str, removed: &mut u64) -> Cow<'t, str> {
    let wrong = text.chars().filter(|c| !is_xml(*c)).count();
    if wrong == 0 {
        return Cow::Borrowed(text);
    }
    *removed += wrong as u64;
    Cow::Owned(text.chars().filter(|c| is_xml(*c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::write::tests::{read_back, sample};
    use calamine::Xlsx;

    #[test]
    fn texts_stay_texts_and_bytes_stay_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a.xlsx"), folder.path().join("b.xlsx"));
        let (table, wanted) = sample();
        let notes = write_xlsx(&table, &a).unwrap();
        write_xlsx(&table, &b).unwrap();
        assert_eq!((notes.removed, notes.split, notes.sheets), (1, 1, 1));
        assert_eq!(std::fs::read(&a).unwrap(), std::fs::read(&b).unwrap());
        assert_eq!(read_back::<Xlsx<_>>(&a), wanted);
    }
}
