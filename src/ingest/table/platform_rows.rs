//! The rows of a platform's table, in any container: bad ones are refused on the way, what was repaired is
//! reported.

use super::row::Row;
use super::rows::{Container, Rows};
use crate::ingest::clean::dates::Epoch;
use crate::ingest::clean::kept::Masked;
use crate::ingest::clean::repair::RepairWarnings;
use crate::ingest::{Context, InputFile, ReadError, refuse_file, warn_masked};
use crate::model::{Place, Refusal, RowKind, Sink, WarningKind};

/// An open table, for a reader that keeps its own state.
pub(in crate::ingest) struct PlatformRows<'f> {
    rows: Rows<'f>,
    repaired: u64,
    mojibake_fixes: RepairWarnings,
}

impl<'f> PlatformRows<'f> {
    /// Opens a file; where it cannot be read, or is no table, it is refused.
    pub(in crate::ingest) fn open(
        file: &'f InputFile,
        context: &Context<'_>,
        sink: &mut dyn Sink,
    ) -> Option<Self> {
        let whole = context.origin(Place::Line(1));
        match Self::rows(file) {
            Ok(Some(rows)) => Some(Self::of(rows, context, sink)),
            Ok(None) => {
                let detail = "its first line is no header of a table".to_string();
                refuse_file(sink, whole, Refusal::Malformed, detail);
                None
            }
            Err(error) => {
                refuse_file(sink, whole, Refusal::Unreadable, error.reason);
                None
            }
        }
    }

    /// Rows that are open.
    pub(in crate::ingest) fn of(
        rows: Rows<'f>,
        context: &Context<'_>,
        sink: &mut dyn Sink,
    ) -> Self {
        let mut mojibake_fixes = RepairWarnings::default();
        mojibake_fixes.report(sink, context.origin(Place::Line(1)), &rows.mojibake_fixes);
        PlatformRows {
            rows,
            repaired: 0,
            mojibake_fixes,
        }
    }

    /// The rows of a file with all its columns, for a pass that reports nothing; `None` where it is no table.
    pub(in crate::ingest) fn rows(file: &'f InputFile) -> Result<Option<Rows<'f>>, ReadError> {
        match Container::of(file) {
            Some(container) => Rows::open_whole(container, file),
            None => Ok(None),
        }
    }

    /// The same rows from their beginning, for a pass that reports nothing.
    pub(in crate::ingest) fn again(&self, file: &'f InputFile) -> Option<Rows<'f>> {
        self.rows.again(file).ok().flatten()
    }

    /// The header's cells.
    pub(in crate::ingest) fn headers(&self) -> &[String] {
        &self.rows.headers
    }

    /// From which day plain numbers in a column of dates count.
    pub(in crate::ingest) fn epoch(&self) -> Option<Epoch> {
        self.rows.is_sheet().then(|| self.rows.epoch())
    }

    /// The next row that can be read; those before it that cannot are refused.
    pub(in crate::ingest) fn next(
        &mut self,
        context: &Context<'_>,
        sink: &mut dyn Sink,
    ) -> Option<Row> {
        loop {
            match self.rows.next_row()? {
                Ok(row) => {
                    self.repaired += row.repaired;
                    if !row.mojibake_fixes.is_empty() {
                        let origin = context.origin(row.place);
                        self.mojibake_fixes
                            .report(sink, origin, &row.mojibake_fixes);
                    }
                    if let Some(message) = self.rows.swallowed() {
                        let origin = context.origin(row.place);
                        sink.warn(WarningKind::SwallowedRows, origin, message);
                    }
                    return Some(row);
                }
                Err(bad) => {
                    sink.refuse(
                        context.origin(bad.place),
                        RowKind::Row,
                        bad.reason,
                        &bad.detail,
                    );
                }
            }
        }
    }

    /// Reports what was repaired and masked in the file, and what its rows do not say.
    pub(in crate::ingest) fn finish(
        self,
        context: &Context<'_>,
        sink: &mut dyn Sink,
        masked: Masked,
    ) {
        let whole = context.origin(Place::Line(1));
        for (kind, message) in self.rows.notes() {
            sink.warn(kind, whole.clone(), message);
        }
        if self.repaired > 0 {
            let message = format!(
                "cells that are not UTF-8, read as Windows-1252: {}; save the file as UTF-8",
                self.repaired
            );
            sink.warn(WarningKind::BadEncoding, whole.clone(), message);
        }
        self.mojibake_fixes.finish(sink, whole.clone());
        warn_masked(sink, whole, masked);
    }
}
