//! A row of a table, whatever contains it.

use super::cells::Cells;
use crate::ingest::clean::repair::Repairs;
use crate::model::{Place, Refusal};

/// A row: one cell a column of the header.
pub(in crate::ingest) struct Row {
    pub place: Place,
    pub line: u64,
    pub cells: Cells,
    /// How many cells were read as Windows-1252.
    pub repaired: u64,
    /// What an encoding had spoilt and was put right.
    pub mojibake_fixes: Repairs,
}

impl Row {
    /// A cell, trimmed; nothing where the row has none there.
    pub(in crate::ingest) fn trimmed(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", str::trim)
    }
}

/// A row that cannot be kept.
#[derive(Debug)]
pub(in crate::ingest) struct BadRow {
    pub place: Place,
    pub reason: Refusal,
    pub detail: String,
}
