//! What some rows of a table gave, before it is handed over.

use super::oddities::Odd;
use crate::ingest::clean::kept::Masked;
use crate::model::{Draft, Import, Sink};
use rustc_hash::FxHashSet;

/// What the rows of a batch gave.
#[derive(Default)]
pub(super) struct Given {
    pub(super) imports: Vec<Import>,
    pub(super) masked: Masked,
    pub(super) odd: Vec<Odd>,
    /// Rows, those without an author, and those with several.
    pub(super) rows: u64,
    pub(super) unsigned: u64,
    pub(super) shared: u64,
    /// What was made because a row of the batch answers it.
    made: FxHashSet<String>,
    /// What was masked in each of them, in order.
    pub(super) masked_in_made: Vec<Masked>,
}

impl Given {
    /// Whether nothing of that id was made for the batch.
    pub(super) fn is_new(&self, id: &str) -> bool {
        !self.made.contains(id)
    }

    /// Gives a record that is made because a row answers it.
    pub(super) fn make(&mut self, draft: Draft, masked: Masked) {
        self.made.insert(draft.id.clone());
        self.masked_in_made.push(masked);
        self.imports.push(Import::Made(Box::new(draft)));
    }
}

impl Sink for Given {
    fn take(&mut self, import: Import) {
        self.imports.push(import);
    }

    fn masked(&mut self, masked: Masked) {
        self.masked += masked;
    }
}
