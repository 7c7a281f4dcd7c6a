//! What the sources of a corpus gave, once read.

use super::clean::Masked;
use crate::model::{AuthorId, ConsultationState, ImportRow, Origin, Record, Vote, Warning};

/// What a corpus's sources gave.
#[derive(Default)]
pub struct Imported {
    /// The records, in source order; `records[i].ordinal == i`.
    pub records: Vec<Record>,
    /// The listed votes, each with its author's number.
    pub votes: Vec<(Vote, AuthorId)>,
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
    /// What was masked in texts.
    pub masked: Masked,
}
