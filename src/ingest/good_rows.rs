//! The rows of a CSV file that can be read: bad ones are refused on the way, what was repaired is told.

use super::clean::Masked;
use super::csv_rows::{CsvRows, Row};
use super::repair::Mended;
use super::{Context, InputFile, refuse_file, warn_masked};
use crate::model::{Import, Place, Sink, WarningKind};

/// An open CSV file, for a reader that keeps its own state.
pub(super) struct GoodRows<'f> {
    rows: CsvRows<'f>,
    repaired: u64,
    mended: Mended,
}

impl<'f> GoodRows<'f> {
    /// Opens a file; where it cannot be read, or is no table, it is refused.
    pub fn open(file: &'f InputFile, context: &Context<'_>, sink: &mut dyn Sink) -> Option<Self> {
        let whole = context.origin(Place::Line(1));
        match CsvRows::open(file) {
            Ok(Some(rows)) => {
                let mut mended = Mended::default();
                mended.tell(sink, whole, &rows.mended);
                Some(GoodRows {
                    rows,
                    repaired: 0,
                    mended,
                })
            }
            Ok(None) => {
                let detail = "its first line is no header of a table".to_string();
                refuse_file(sink, whole, "malformed", detail);
                None
            }
            Err(error) => {
                refuse_file(sink, whole, "unreadable", error.reason);
                None
            }
        }
    }

    /// The header's cells.
    pub fn headers(&self) -> &[String] {
        &self.rows.headers
    }

    /// The next row that can be read; those before it that cannot are refused.
    pub fn next(&mut self, context: &Context<'_>, sink: &mut dyn Sink) -> Option<Row> {
        loop {
            match self.rows.next_row()? {
                Ok(row) => {
                    self.repaired += row.repaired;
                    if !row.mended.is_empty() {
                        let origin = context.origin(Place::Row(row.number));
                        self.mended.tell(sink, origin, &row.mended);
                    }
                    if let Some(message) = self.rows.swallowed() {
                        let origin = context.origin(Place::Row(row.number));
                        sink.warn(WarningKind::SwallowedRows, origin, message);
                    }
                    return Some(row);
                }
                Err(bad) => sink.take(Import::Refused {
                    origin: context.origin(Place::Row(bad.number)),
                    what: "row",
                    reason: bad.reason,
                    detail: Some(bad.detail),
                }),
            }
        }
    }

    /// Tells what was repaired and masked in the file.
    pub fn finish(self, context: &Context<'_>, sink: &mut dyn Sink, masked: Masked) {
        let whole = context.origin(Place::Line(1));
        if self.repaired > 0 {
            let message = format!(
                "cells that are not UTF-8, read as Windows-1252: {}; save the file as UTF-8",
                self.repaired
            );
            sink.warn(WarningKind::BadEncoding, whole.clone(), message);
        }
        self.mended.finish(sink, whole.clone());
        warn_masked(sink, whole, masked);
    }
}
