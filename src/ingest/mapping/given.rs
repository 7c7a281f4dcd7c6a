//! What some rows that follow one another give, kept until it is handed over in the order of the file.

use super::above::Link;
use super::oddities::Odd;
use crate::ingest::clean::kept::Masked;
use crate::model::{Draft, Import, Sink};
use rustc_hash::FxHashSet;

/// What the rows of a batch gave.
#[derive(Default)]
pub(super) struct Given<'t> {
    pub(super) imports: Vec<Import>,
    /// What rows say of those above them, each with the place of what the row gives.
    pub(super) links: Vec<(usize, Link<'t>)>,
    pub masked: Masked,
    pub odd: Vec<Odd>,
    /// Rows, those without an author, and those with several.
    pub(super) rows: u64,
    pub(super) unsigned: u64,
    pub(super) shared: u64,
    /// What was made because a row of the batch answers it.
    made: FxHashSet<String>,
    /// What was masked in each of them, in order.
    pub(super) masked_in_made: Vec<Masked>,
}

impl<'t> Given<'t> {
    /// What the next import says of rows above.
    pub(super) fn link(&mut self, link: Link<'t>) {
        self.links.push((self.imports.len(), link));
    }

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

impl Sink for Given<'_> {
    fn take(&mut self, import: Import) {
        self.imports.push(import);
    }

    fn masked(&mut self, masked: Masked) {
        self.masked += masked;
    }
}
