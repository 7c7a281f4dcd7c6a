//! Spreadsheets as tables: the sheet that holds one, its header, its rows, and what else the workbook holds.

mod cells;
mod ods;
#[cfg(test)]
pub(in crate::ingest) mod ods_tests;
mod package;
mod table;
#[cfg(test)]
mod tests;
mod xlsx;
mod xlsx_common;
mod xlsx_sheet;
mod xml;

pub(super) use table::SheetTable;

use crate::ingest::clean::dates::Epoch;
use crate::ingest::other_document::OtherDocument;
use crate::ingest::table::csv_rows::MAX_CELL_BYTES;
use crate::ingest::{InputFile, ReadError};
use crate::model::Refusal;
use package::Package;

/// The last column of a sheet, from 0: `XFD`, in both formats.
const LAST_COLUMN: usize = 16_383;
/// The last row of a sheet, from 1.
const LAST_ROW: u64 = 1_048_576;
/// How many bytes of text one row may hold.
const MAX_ROW: usize = 32 << 20;
/// How many bytes of text one sheet may hold, repeated ones counted each time; little in tests, which would
/// take long to fill it.
const MAX_SHEET: usize = if cfg!(test) { 64 << 20 } else { 2 << 30 };

/// The formats of spreadsheets that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Spreadsheet {
    Xlsx,
    Ods,
}

/// Which spreadsheet a file is, by the members of its package.
pub(super) fn which(file: &InputFile) -> Option<Spreadsheet> {
    let mut package = Package::open(file)?;
    if xlsx::workbook_member(&mut package).is_some() {
        Some(Spreadsheet::Xlsx)
    } else if ods::is_ods(&mut package) {
        Some(Spreadsheet::Ods)
    } else {
        None
    }
}

/// What an office file that is no table is.
pub(in crate::ingest) fn other_document(file: &InputFile) -> Option<OtherDocument> {
    if file.head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(OtherDocument::OldOffice);
    }
    let mut package = Package::open(file)?;
    let kind = package.text("mimetype").ok().flatten().unwrap_or_default();
    if package.has_below("word/") || kind.starts_with("application/vnd.oasis.opendocument.text") {
        Some(OtherDocument::TextDocument)
    } else if package.has_below("ppt/") {
        Some(OtherDocument::Presentation)
    } else {
        let binary = package.has("xl/workbook.bin");
        binary.then_some(OtherDocument::BinaryWorkbook)
    }
}

fn open(which: Spreadsheet, file: &InputFile) -> Result<Box<dyn Workbook + '_>, ReadError> {
    Ok(match which {
        Spreadsheet::Xlsx => Box::new(xlsx::Xlsx::open(file)?),
        Spreadsheet::Ods => Box::new(ods::Ods::open(file)?),
    })
}

/// A workbook as a stream: its sheets one after the other, and the rows of each.
trait Workbook {
    /// Goes to the next sheet, past what is left of the one before.
    fn next_sheet(&mut self) -> Result<Option<SheetName>, String>;
    /// The next row of the sheet.
    fn next_row(&mut self) -> Option<Result<SheetRow, BadSheetRow>>;
    /// What was met in the sheet so far.
    fn tally(&self) -> &Tally;
    /// From which day days are counted.
    fn epoch(&self) -> Epoch;
}

/// A sheet's name, and whether it is hidden.
struct SheetName {
    name: String,
    hidden: bool,
}

/// A row as a sheet lists it: only cells that hold something.
#[derive(Clone, Debug)]
struct SheetRow {
    /// Its number in the sheet, from 1.
    number: u64,
    cells: Vec<(usize, String)>,
    bytes: usize,
}

impl SheetRow {
    fn new(number: u64) -> Self {
        SheetRow {
            number,
            cells: Vec::new(),
            bytes: 0,
        }
    }

    fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

/// A row that cannot be kept.
#[derive(Debug)]
struct BadSheetRow {
    number: u64,
    reason: Refusal,
    detail: String,
}

impl BadSheetRow {
    fn too_wide(number: u64) -> Self {
        BadSheetRow {
            number,
            reason: Refusal::Cells,
            detail: "it has more columns than a sheet can have (XFD)".to_string(),
        }
    }

    /// The end of what can be read.
    fn end(number: u64, detail: &str) -> Self {
        BadSheetRow {
            number,
            reason: Refusal::Malformed,
            detail: format!("{detail}; what follows it was not read"),
        }
    }
}

/// What was met in a sheet and is in none of its rows.
#[derive(Clone, Debug, Default)]
struct Tally {
    /// Cells that hold an error, and the first of them.
    errors: u64,
    first_error: Option<String>,
    /// Formulas without a computed value.
    uncomputed: u64,
    /// Hidden rows that hold something.
    hidden: u64,
    /// Merged areas.
    merged: u64,
    /// Texts as long as a cell of Excel can hold.
    full: u64,
}

impl Tally {
    fn error(&mut self, column: usize, row: u64, what: &str) {
        self.errors += 1;
        self.first_error.get_or_insert_with(|| {
            let what = crate::ingest::clean::kept::shown(what);
            format!("{}{row} ({what})", cells::column_name(column))
        });
    }
}

/// How much text a sheet may still give: one shared text may be in a million cells.
struct Budget {
    left: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { left: MAX_SHEET }
    }
}

impl Budget {
    /// Puts a text into a row; gives what is wrong with the row, or with the sheet as a whole.
    fn put(
        &mut self,
        row: &mut SheetRow,
        column: usize,
        text: &str,
    ) -> Result<Option<BadSheetRow>, String> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        if text.len() > MAX_CELL_BYTES || row.bytes + text.len() > MAX_ROW {
            return Ok(Some(BadSheetRow {
                number: row.number,
                reason: Refusal::TooLong,
                detail: format!(
                    "column {}: a cell of more than {MAX_CELL_BYTES} bytes or a row of more than {MAX_ROW}: cut it",
                    cells::column_name(column)
                ),
            }));
        }
        self.spend(text.len())?;
        row.bytes += text.len();
        row.cells.push((column, text.to_string()));
        Ok(None)
    }

    /// Spends what a repeated row takes.
    fn again(&mut self, row: &SheetRow) -> Result<(), String> {
        self.spend(row.bytes)
    }

    fn spend(&mut self, bytes: usize) -> Result<(), String> {
        self.left = self
            .left
            .checked_sub(bytes)
            .ok_or_else(|| format!("the sheet's texts unfold to more than {MAX_SHEET} bytes"))?;
        Ok(())
    }
}
