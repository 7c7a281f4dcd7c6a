//! What the cells of every sheet of a workbook refer to: shared texts, styles, the first day.

use crate::ingest::clean::dates::Epoch;

/// What the cells of every sheet refer to.
#[derive(Default)]
pub(super) struct Common {
    /// All shared texts, one after the other.
    pub(super) text: String,
    /// Where each ends.
    pub(super) ends: Vec<usize>,
    /// Of each cell style, whether it shows a date.
    pub(super) dates: Vec<bool>,
    /// From which day days are counted.
    pub epoch: Epoch,
}

impl Common {
    /// A shared text.
    pub(super) fn shared(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }

    /// Whether a style shows a date.
    pub(super) fn is_date(&self, style: usize) -> bool {
        self.dates.get(style).copied().unwrap_or(false)
    }
}
