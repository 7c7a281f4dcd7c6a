//! A first pass over a table whose rows name what they answer by a number alone: which kinds each number has.

use super::plan::Plan;
use super::values::What;
use crate::ingest::table::Rows;
use crate::model::{Kind, MappedField};
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

/// The kinds of each id of a table. Ids are kept as fingerprints of 128 bits: a table has millions of them.
#[derive(Default)]
pub(super) struct Kinds(FxHashMap<u128, KindSet>);

/// Some kinds.
#[derive(Clone, Copy, Default)]
pub(super) struct KindSet(u16);

impl KindSet {
    /// Whether a kind is among them.
    pub(super) fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u16) != 0
    }
}

impl Kinds {
    /// Reads the rows. What cannot be read is reported by the second pass.
    pub(super) fn look(mut rows: Rows<'_>, plan: &Plan<'_>) -> Self {
        rows.only(&plan.columns_of_kinds());
        let mut out = Kinds::default();
        while let Some(row) = rows.next_row() {
            if let Ok(row) = row
                && let Some(id) = plan.text(&row, MappedField::Id)
                && let What::Record(kind) = plan.what(&row)
            {
                let known = out.0.entry(xxh3_128(id.as_bytes())).or_default();
                known.0 |= 1 << kind as u16;
            }
        }
        out
    }

    /// The kinds of the rows with that id.
    pub(super) fn of(&self, id: &str) -> KindSet {
        let known = self.0.get(&xxh3_128(id.as_bytes()));
        known.copied().unwrap_or_default()
    }
}
