//! A count, what it is out of, and the rows behind it.

use crate::model::RowSet;

/// What every count returns.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The number.
    pub value: u64,
    /// What it is out of, where it is part of something.
    pub of: Option<u64>,
    /// The records behind it: for a number of records, those records; for a number of authors or
    /// occurrences, the records that they were counted in.
    pub rows: RowSet,
}

impl Counted {
    /// The number of these records.
    pub fn rows(rows: RowSet) -> Self {
        Counted {
            value: rows.len(),
            of: None,
            rows,
        }
    }

    /// Some number counted in these records.
    pub fn of_rows(value: u64, rows: RowSet) -> Self {
        Counted {
            value,
            of: None,
            rows,
        }
    }

    /// The same count, out of `of`.
    pub fn out_of(mut self, of: u64) -> Self {
        self.of = Some(of);
        self
    }
}
