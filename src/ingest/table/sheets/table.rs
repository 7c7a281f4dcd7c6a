//! The table of a workbook: the first sheet with a header and rows, read from its header on.

use super::{BadSheetRow, SheetRow, Spreadsheet, Tally, Workbook, open};
use crate::ingest::clean::dates::Epoch;
use crate::ingest::table::headers::words;
use crate::ingest::table::jsonl::right;
use crate::ingest::table::row::{BadRow, Row};
use crate::ingest::{InputFile, ReadError, Repairs};
use crate::model::{Place, WarningKind};
use std::collections::VecDeque;

/// How many rows that hold something are looked at to find the header.
const LOOKED_AT: usize = 40;
/// How many other sheets are named.
const NAMED: usize = 10;

/// An open table.
pub(in crate::ingest) struct SheetTable<'f> {
    which: Spreadsheet,
    file: &'f InputFile,
    workbook: Box<dyn Workbook + 'f>,
    /// The header's cells, trimmed.
    pub headers: Vec<String>,
    /// Rows that were read to find the header.
    ahead: VecDeque<Result<SheetRow, BadSheetRow>>,
    /// Which sheet of the workbook it is, from 0, its name, and whether it is hidden.
    at: usize,
    name: String,
    hidden: bool,
    /// The number of the header's row, and how many rows that hold something are above it.
    header_row: u64,
    above: usize,
    /// Cells that are under no header.
    beside: u64,
}

/// What a sheet begins with.
struct Beginning {
    rows: Vec<Result<SheetRow, BadSheetRow>>,
    header: usize,
}

impl<'f> SheetTable<'f> {
    /// Opens the table of a workbook: the first sheet that has a header with all `wanted` columns, else the
    /// first with a header and rows. `None` where no sheet has one.
    pub(in crate::ingest) fn open(
        which: Spreadsheet,
        file: &'f InputFile,
        wanted: &[&str],
    ) -> Result<Option<Self>, ReadError> {
        let Some(at) = choose(which, file, wanted)? else {
            return Ok(None);
        };
        let wrong = |why: String| super::package::bad(file, why);
        let mut workbook = open(which, file)?;
        let mut name = None;
        for _ in 0..=at {
            name = workbook.next_sheet().map_err(wrong)?;
        }
        let (Some(name), Some(begin)) = (name, beginning(workbook.as_mut(), wanted)) else {
            return Ok(None);
        };
        let mut rows = begin.rows.into_iter();
        // What is above is reported by its number only: titles may name people.
        let above = rows.by_ref().take(begin.header).count();
        let Some(Ok(header)) = rows.next() else {
            return Ok(None);
        };
        let width = header.cells.iter().map(|c| c.0 + 1).max().unwrap_or(0);
        let mut headers = vec![String::new(); width];
        for (column, text) in &header.cells {
            headers[*column] = text.trim().to_string();
        }
        Ok(Some(SheetTable {
            which,
            file,
            workbook,
            headers,
            ahead: rows.collect(),
            at,
            name: name.name,
            hidden: name.hidden,
            header_row: header.number,
            above,
            beside: 0,
        }))
    }

    /// The cells of the header, and of the first rows below it.
    pub(in crate::ingest) fn first_lines(&self, count: usize) -> Vec<Vec<String>> {
        let cells = |row: &SheetRow| {
            let mut cells = vec![String::new(); self.headers.len()];
            for (column, text) in &row.cells {
                if let Some(cell) = cells.get_mut(*column) {
                    *cell = text.trim().to_string();
                }
            }
            cells
        };
        let below = self.ahead.iter().flatten().take(count).map(cells);
        std::iter::once(self.headers.clone()).chain(below).collect()
    }

    /// Gives the columns other names.
    pub(in crate::ingest) fn rename(&mut self, headers: Vec<String>) {
        self.headers = headers;
    }

    /// From which day plain numbers in a column of dates count.
    pub(in crate::ingest) fn epoch(&self) -> Epoch {
        self.workbook.epoch()
    }

    /// The next row that holds something.
    pub(in crate::ingest) fn next_row(&mut self) -> Option<Result<Row, BadRow>> {
        loop {
            let row = match self.ahead.pop_front() {
                Some(row) => row,
                None => self.workbook.next_row()?,
            };
            match row {
                Ok(row) if row.is_empty() => {}
                Ok(row) => return Some(Ok(self.table_row(row))),
                Err(bad) => {
                    return Some(Err(BadRow {
                        place: self.place(bad.number),
                        reason: bad.reason,
                        detail: format!("line {}: {}", bad.number, bad.detail),
                    }));
                }
            }
        }
    }

    fn place(&self, number: u64) -> Place {
        Place::Row(number.saturating_sub(self.header_row).max(1))
    }

    fn table_row(&mut self, row: SheetRow) -> Row {
        let mut cells = vec![String::new(); self.headers.len()];
        let mut mojibake_fixes = Repairs::default();
        for (column, text) in row.cells {
            match cells.get_mut(column) {
                Some(cell) if !self.headers[column].is_empty() => {
                    *cell = right(text, &mut mojibake_fixes);
                }
                _ => self.beside += 1,
            }
        }
        Row {
            place: self.place(row.number),
            line: row.number,
            cells: cells.into(),
            repaired: 0,
            mojibake_fixes,
        }
    }

    /// What is to be reported besides the rows, once they are read.
    pub(in crate::ingest) fn notes(&self) -> Vec<(WarningKind, String)> {
        let mut out = Vec::new();
        let mut say = |kind, text: String| out.push((kind, text));
        let sheet = shown(&self.name);
        let Tally {
            errors,
            first_error,
            uncomputed,
            hidden,
            merged,
            full,
        } = self.workbook.tally().clone();
        if self.hidden {
            let text = format!("the sheet {sheet} is hidden, and was read");
            say(WarningKind::UnexplainedLine, text);
        }
        if self.above > 0 {
            let text = format!(
                "rows above the header (line {}) of the sheet {sheet} were not read: {}",
                self.header_row, self.above
            );
            say(WarningKind::UnexplainedLine, text);
        }
        if self.beside > 0 {
            let text = format!(
                "cells that are under no header were not read: {}",
                self.beside
            );
            say(WarningKind::UnexplainedLine, text);
        }
        if hidden > 0 {
            let text = format!("hidden rows were read: {hidden}");
            say(WarningKind::UnexplainedLine, text);
        }
        if merged > 0 {
            let text = format!(
                "merged areas: {merged}; each has a value in its first cell only, the other cells are empty"
            );
            say(WarningKind::UnexplainedLine, text);
        }
        if let Some(first) = first_error {
            let text =
                format!("cells that hold an error were read as empty: {errors}; first {first}");
            say(WarningKind::UnexplainedLine, text);
        }
        if uncomputed > 0 {
            let text = format!(
                "formulas without a computed value were read as empty: {uncomputed}; open the file in a spreadsheet and save it, unless they are meant to be empty"
            );
            say(WarningKind::UnexplainedLine, text);
        }
        if full > 0 {
            let text = format!(
                "texts of 32,767 characters, all that a cell of Excel holds: {full}; they were perhaps cut before"
            );
            say(WarningKind::CutShort, text);
        }
        let others = self.others();
        if !others.is_empty() {
            let text = format!(
                "only the sheet {sheet} was read; other sheets hold rows: {}; save each as a file of its own",
                others.join(", ")
            );
            say(WarningKind::NotInSource, text);
        }
        out
    }

    /// The other sheets that hold rows, each with how many.
    fn others(&self) -> Vec<String> {
        let mut out = Vec::new();
        let Ok(mut workbook) = open(self.which, self.file) else {
            return out;
        };
        let mut at = 0;
        while let Ok(Some(name)) = workbook.next_sheet() {
            let mut rows = 0u64;
            while at != self.at
                && let Some(row) = workbook.next_row()
            {
                rows += u64::from(!row.is_ok_and(|r| r.is_empty()));
            }
            if rows > 0 && out.len() < NAMED {
                let hidden = if name.hidden { ", hidden" } else { "" };
                out.push(format!("{} ({rows}{hidden})", shown(&name.name)));
            } else if rows > 0 {
                out.push("more".to_string());
                break;
            }
            at += 1;
        }
        out
    }
}

fn shown(name: &str) -> String {
    format!("«{}»", crate::ingest::clean::kept::shown(name))
}

/// Which sheet is the table.
fn choose(
    which: Spreadsheet,
    file: &InputFile,
    wanted: &[&str],
) -> Result<Option<usize>, ReadError> {
    let mut workbook = open(which, file)?;
    let wrong = |why: String| super::package::bad(file, why);
    let mut first = None;
    let mut at = 0;
    while let Some(_name) = workbook.next_sheet().map_err(wrong)? {
        if let Some(begin) = beginning(workbook.as_mut(), wanted) {
            if has_all(&begin.rows[begin.header], wanted) {
                return Ok(Some(at));
            }
            first.get_or_insert(at);
        }
        at += 1;
    }
    Ok(first)
}

/// The first rows of a sheet that hold something, and which is the header; `None` where there is none with
/// a row below.
fn beginning(workbook: &mut dyn Workbook, wanted: &[&str]) -> Option<Beginning> {
    let mut rows = Vec::new();
    while rows.len() < LOOKED_AT
        && let Some(row) = workbook.next_row()
    {
        if !row.as_ref().is_ok_and(SheetRow::is_empty) {
            rows.push(row);
        }
    }
    let header = header(&rows, wanted)?;
    (header + 1 < rows.len()).then_some(Beginning { rows, header })
}

fn has_all(row: &Result<SheetRow, BadSheetRow>, wanted: &[&str]) -> bool {
    let Ok(row) = row else {
        return false;
    };
    wanted
        .iter()
        .all(|w| row.cells.iter().any(|c| c.1.trim() == *w))
}

/// Which of the first rows is the header: the one with all wanted columns; else the first that is at least
/// half as wide as the widest and has two headers that tables have; else the first that is two thirds as
/// wide; titles and notes above a table are narrow.
fn header(rows: &[Result<SheetRow, BadSheetRow>], wanted: &[&str]) -> Option<usize> {
    if !wanted.is_empty()
        && let Some(at) = rows.iter().position(|r| has_all(r, wanted))
    {
        return Some(at);
    }
    let width = |row: &Result<SheetRow, BadSheetRow>| row.as_ref().map_or(0, |r| r.cells.len());
    let widest = rows.iter().map(width).max().filter(|w| *w > 0)?;
    let known = |row: &Result<SheetRow, BadSheetRow>| {
        let cells = row.as_ref().map_or(&[][..], |r| &r.cells);
        let mut known = cells.iter().filter(|c| words::is_known(&c.1));
        known.by_ref().take(2).count() == 2
    };
    rows.iter()
        .position(|r| 2 * width(r) >= widest && known(r))
        .or_else(|| rows.iter().position(|r| 3 * width(r) >= 2 * widest))
}
