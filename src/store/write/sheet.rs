//! A table as spreadsheets can hold it: cells that are not too long, sheets that are not too high.

use crate::locale::rfc3339;
use crate::store::{Column, Table};

/// The longest text of a cell, in UTF-16 units: what Excel and LibreOffice hold.
pub(super) const MAX_CELL: usize = 32_767;

/// The rows of a sheet, without its header.
pub(super) const MAX_ROWS: usize = 1_048_575;

/// What a spreadsheet could not hold as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SheetNotes {
    /// Texts longer than a cell, which go on in the columns `NAME_2`, `NAME_3` ...
    pub split: u64,
    /// Characters that no XML document may hold, left out.
    pub removed: u64,
    /// Sheets, where the rows do not fit in one.
    pub sheets: u64,
}

/// A cell.
pub(super) enum Cell<'t> {
    Empty,
    Text(&'t str),
    Owned(String),
    Number(f64),
    Bool(bool),
}

/// The columns of a table, each with as many columns of the sheet as its longest text needs.
pub(super) struct Sheet<'t> {
    table: &'t Table,
    /// For each column of the table, how many the sheet has.
    widths: Vec<usize>,
    /// How many texts are longer than a cell.
    pub split: u64,
}

impl<'t> Sheet<'t> {
    pub(super) fn new(table: &'t Table) -> Self {
        let mut split = 0;
        let widths = table
            .columns
            .iter()
            .map(|(_, column)| match column {
                Column::Text(cells) => {
                    let mut widest = 1;
                    for text in cells.iter().flatten() {
                        // A text has no more UTF-16 units than bytes.
                        if text.len() > MAX_CELL {
                            let pieces = pieces(text).count();
                            split += u64::from(pieces > 1);
                            widest = widest.max(pieces);
                        }
                    }
                    widest
                }
                _ => 1,
            })
            .collect();
        Sheet {
            table,
            widths,
            split,
        }
    }

    /// The names of the sheet's columns.
    pub(super) fn headers(&self) -> Vec<String> {
        let mut out = Vec::new();
        for ((name, _), width) in self.table.columns.iter().zip(&self.widths) {
            out.push(name.to_string());
            out.extend((2..=*width).map(|n| format!("{name}_{n}")));
        }
        out
    }

    /// The cells of a row.
    pub(super) fn row(&self, row: usize) -> Vec<Cell<'t>> {
        let mut out = Vec::new();
        for ((_, column), width) in self.table.columns.iter().zip(&self.widths) {
            let from = out.len();
            match column {
                Column::Integer(c) => out.push(c[row].map_or(Cell::Empty, |n| {
                    let number = n as f64;
                    // Beyond 2^53 a spreadsheet has no exact whole numbers.
                    if number as i64 == n && n.unsigned_abs() <= 1 << 53 {
                        Cell::Number(number)
                    } else {
                        Cell::Owned(n.to_string())
                    }
                })),
                Column::Number(c) => out.push(c[row].map_or(Cell::Empty, |x| {
                    if x.is_finite() {
                        Cell::Number(x)
                    } else {
                        Cell::Owned(x.to_string())
                    }
                })),
                Column::Bool(c) => out.push(c[row].map_or(Cell::Empty, Cell::Bool)),
                Column::Time(c) => {
                    out.push(c[row].map_or(Cell::Empty, |t| Cell::Owned(rfc3339(t))))
                }
                Column::Text(c) => out.extend(pieces(c[row].as_deref().unwrap_or("")).map(|p| {
                    if p.is_empty() {
                        Cell::Empty
                    } else {
                        Cell::Text(p)
                    }
                })),
            }
            while out.len() < from + width {
                out.push(Cell::Empty);
            }
        }
        out
    }

    /// How many sheets its rows need: one at least.
    pub(super) fn sheets(&self) -> usize {
        self.table.height().div_ceil(MAX_ROWS).max(1)
    }

    /// The rows of a sheet, and its name.
    pub(super) fn rows(&self, sheet: usize) -> (std::ops::Range<usize>, String) {
        let from = sheet * MAX_ROWS;
        let to = (from + MAX_ROWS).min(self.table.height());
        let name = match sheet {
            0 => "records".to_string(),
            n => format!("records_{}", n + 1),
        };
        (from..to, name)
    }
}

/// A text in pieces that a cell holds; put together they are the text. An empty text is one empty piece.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let mut units = 0;
        for (at, c) in text.char_indices() {
            units += c.len_utf16();
            if units > MAX_CELL {
                rest = Some(&text[at..]);
                return Some(&text[..at]);
            }
        }
        Some(text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_go_on_in_another_column() {
        let long = "é😀".repeat(22_000);
        let table = Table::new(vec![
            ("id", Column::text(["1", "2"])),
            ("body", Column::text(["court", &long])),
        ]);
        let sheet = Sheet::new(&table);
        assert_eq!(sheet.headers(), ["id", "body", "body_2", "body_3"]);
        assert_eq!(sheet.split, 1);
        let parts: Vec<&str> = pieces(&long).collect();
        assert_eq!(parts.concat(), long);
        assert!(parts.iter().all(|p| p.encode_utf16().count() <= MAX_CELL));
        assert_eq!(sheet.row(0).len(), 4);
        assert_eq!(pieces("").collect::<Vec<_>>(), [""]);
    }
}
