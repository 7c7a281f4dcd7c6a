//! XLSX: the rows of one sheet, read cell by cell; what a sheet declares of its size is not believed.

use super::cells::{column_at, date_text, number_text, unescape};
use super::xlsx_common::Common;
use super::xml::{Node, Tag, Xml, closes};
use super::{BadSheetRow, Budget, LAST_COLUMN, LAST_ROW, SheetRow, Tally};
use crate::model::Refusal;
use std::rc::Rc;

/// How long a text Excel keeps in a cell, in units of UTF-16: one of this length was perhaps longer.
const FULL: usize = 32_767;

/// An open sheet.
pub(super) struct XlsxSheet<'f> {
    xml: Xml<'f>,
    common: Rc<Common>,
    budget: Budget,
    /// The number of the row read last.
    row: u64,
    ended: bool,
}

/// What a cell says of itself before its value.
#[derive(Default)]
struct Cell {
    column: usize,
    style: usize,
    kind: String,
    value: String,
    has_value: bool,
    formula: bool,
}

impl<'f> XlsxSheet<'f> {
    /// A sheet from its XML.
    pub(super) fn new(xml: Xml<'f>, common: Rc<Common>) -> Self {
        XlsxSheet {
            xml,
            common,
            budget: Budget::default(),
            row: 0,
            ended: false,
        }
    }

    /// The next row that the sheet lists; after an error of the file there is none.
    pub(super) fn next_row(&mut self, tally: &mut Tally) -> Option<Result<SheetRow, BadSheetRow>> {
        if self.ended {
            return None;
        }
        match self.read(tally) {
            Ok(Some(row)) => Some(row),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(detail) => {
                self.ended = true;
                Some(Err(BadSheetRow {
                    number: self.row + 1,
                    reason: Refusal::Malformed,
                    detail: format!("{detail}; what follows it was not read"),
                }))
            }
        }
    }

    fn read(&mut self, tally: &mut Tally) -> Result<Option<Result<SheetRow, BadSheetRow>>, String> {
        let hidden = loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.is("row") => {
                    self.row = tag.number("r").unwrap_or(self.row + 1);
                    break tag.flag("hidden");
                }
                Node::Open(tag) if tag.is("mergeCell") => tally.merged += 1,
                Node::End => return Ok(None),
                _ => {}
            }
        };
        if self.row > LAST_ROW {
            return Err(format!("a row has the number {}", self.row));
        }
        let mut row = SheetRow::new(self.row);
        let mut wrong = None;
        let mut column = 0;
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.is("c") => {
                    let mut cell = begin(&tag, column);
                    column = cell.column + 1;
                    self.cell(&mut cell)?;
                    if wrong.is_none() && cell.column > LAST_COLUMN {
                        wrong = Some(BadSheetRow::too_wide(self.row));
                    } else if wrong.is_none() {
                        wrong = self.put(&cell, &mut row, tally)?;
                    }
                }
                Node::Close(tag) if closes(&tag, "row") => break,
                Node::End => return Err("the sheet stops inside a row".to_string()),
                _ => {}
            }
        }
        if hidden && !row.is_empty() {
            tally.hidden += 1;
        }
        Ok(Some(wrong.map_or(Ok(row), Err)))
    }

    /// Reads a cell to its end.
    fn cell(&mut self, cell: &mut Cell) -> Result<(), String> {
        let (mut inside, mut reading) = (false, false);
        loop {
            match self.xml.next()? {
                Node::Open(tag) if tag.is("f") => cell.formula = true,
                Node::Open(tag) if tag.is("rPh") => reading = true,
                Node::Open(tag) if tag.is("v") || tag.is("t") => {
                    inside = !reading;
                    cell.has_value = true;
                }
                Node::Text(piece) if inside => cell.value.push_str(&piece),
                Node::Close(tag) if closes(&tag, "v") || closes(&tag, "t") => inside = false,
                Node::Close(tag) if closes(&tag, "rPh") => reading = false,
                Node::Close(tag) if closes(&tag, "c") => return Ok(()),
                Node::End => return Err("the sheet stops inside a cell".to_string()),
                _ => {}
            }
        }
    }

    /// Puts a cell's text into the row; gives what is wrong with the row.
    fn put(
        &mut self,
        cell: &Cell,
        row: &mut SheetRow,
        tally: &mut Tally,
    ) -> Result<Option<BadSheetRow>, String> {
        // An empty cached value: either nothing computed it, or it is the empty text; the file does not say.
        let empty = cell.formula && cell.value.is_empty();
        if !cell.has_value || empty {
            tally.uncomputed += u64::from(cell.formula);
            return Ok(None);
        }
        let common = self.common.clone();
        let made;
        let text: &str = match cell.kind.as_str() {
            "s" => {
                let at = cell.value.trim().parse().ok();
                match at.and_then(|at| common.shared(at)) {
                    Some(text) => text,
                    None => {
                        return Err(format!(
                            "a cell of row {} names a text that the workbook does not have",
                            self.row
                        ));
                    }
                }
            }
            "e" => {
                tally.error(cell.column, self.row, &cell.value);
                return Ok(None);
            }
            "b" => match cell.value.trim() {
                "1" | "true" => "true",
                "0" | "false" => "false",
                other => other,
            },
            "str" | "inlineStr" => {
                made = unescape(&cell.value).into_owned();
                &made
            }
            "d" => cell.value.trim(),
            _ if common.is_date(cell.style) => {
                made = date_text(&cell.value, common.epoch);
                &made
            }
            _ => {
                made = number_text(&cell.value);
                &made
            }
        };
        tally.full += u64::from(text.len() >= FULL && text.encode_utf16().count() == FULL);
        self.budget.put(row, cell.column, text)
    }
}

fn begin(tag: &Tag<'_>, next: usize) -> Cell {
    let named = tag.attr("r");
    Cell {
        column: named.as_deref().and_then(column_at).unwrap_or(next),
        style: tag.number("s").and_then(|n| n.try_into().ok()).unwrap_or(0),
        kind: tag.attr("t").unwrap_or_default(),
        ..Cell::default()
    }
}
