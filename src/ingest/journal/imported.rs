//! What the sources of a corpus gave, once read.

use crate::ingest::clean::kept::Masked;
use crate::model::{ConsultationState, ImportRow, ListedVote, Origin, Record, Warning};
use std::collections::BTreeMap;

/// How many things of each kind; a listed vote is a `vote`.
pub type ByKind = BTreeMap<&'static str, u64>;

/// How an older export differs from the newer one that replaces it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The older source's name.
    pub older: String,
    /// What the newer one alone holds.
    pub new: ByKind,
    /// What both hold and says something else now.
    pub changed: ByKind,
    /// What the older one alone holds.
    pub gone: ByKind,
    /// What both hold and says the same.
    pub same: ByKind,
}

/// What a corpus's sources gave.
#[derive(Default)]
pub struct Imported {
    /// The records, in source order; `records[i].ordinal == i`.
    pub records: Vec<Record>,
    /// The listed votes, each with its author's number.
    pub votes: Vec<ListedVote>,
    /// What became of each source row, in source order.
    pub rows: Vec<ImportRow>,
    /// What the readers noticed.
    pub warnings: Vec<Warning>,
    /// How many comments platforms count below records: id, number, where it is said.
    pub stated: Vec<(String, u64, Origin)>,
    /// Consultations as the sources state them: title and state, first come first.
    pub consultations: Vec<(String, ConsultationState)>,
    /// How many authors there are.
    pub authors: u32,
    /// How many records, and how many listed votes, name no author, in files that name some.
    pub anonymous: [u64; 2],
    /// How each older export that was read differs from what replaces it.
    pub differences: Vec<Difference>,
    /// What was masked in texts.
    pub masked: Masked,
}
