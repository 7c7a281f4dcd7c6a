//! What a concordance is made of: occurrences, and the kept texts of the records that hold them.

use crate::model::{Field, Span};
use std::borrow::Cow;

/// An occurrence of a query. Occurrences are ordered as they are read: by record, title first, by place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The record.
    pub ordinal: u32,
    /// Where it is in the record's kept text.
    pub span: Span,
}

/// The kept texts of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept<'t> {
    /// Its title.
    pub title: Cow<'t, str>,
    /// Its body.
    pub body: Cow<'t, str>,
}

impl Kept<'_> {
    /// The text of a field.
    pub fn of(&self, field: Field) -> &str {
        match field {
            Field::Title => &self.title,
            Field::Body => &self.body,
        }
    }
}

/// How many records' texts are asked for at once.
pub const CHUNK: usize = 4096;

/// Where kept texts are read.
pub trait Texts: Sync {
    /// What can go wrong.
    type Error: From<Misplaced>;

    /// The texts of these records, in the same order. `ordinals` ascend and hold none twice; they are
    /// [`CHUNK`] at most.
    fn read(&self, ordinals: &[u32]) -> Result<Vec<Kept<'_>>, Self::Error>;
}

/// An occurrence that does not fit its text: what was searched and what is read are not of one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "an occurrence does not fit the {} of record number {ordinal} (bytes {start} to {end}): the index and the \
     texts are not of one build; remove the folder .palabre of the corpus, and it is built anew",
    field.name()
)]
pub struct Misplaced {
    /// The record.
    pub ordinal: u32,
    /// The field.
    pub field: Field,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Occurrence {
    /// Its letters in the text of its field.
    pub fn of<'t>(&self, text: &'t str) -> Result<&'t str, Misplaced> {
        self.span.of(text).ok_or(Misplaced {
            ordinal: self.ordinal,
            field: self.span.field,
            start: self.span.start,
            end: self.span.end,
        })
    }
}

/// Calls `visit` for chunks of records that hold occurrences: the occurrences of each record, with its texts.
/// `occurrences` are in reading order.
pub(super) fn each_chunk<'o, T: Texts>(
    texts: &T,
    occurrences: &'o [Occurrence],
    mut visit: impl FnMut(&[(&'o [Occurrence], Kept<'_>)]) -> Result<(), T::Error>,
) -> Result<(), T::Error> {
    let of_records: Vec<&[Occurrence]> = occurrences
        .chunk_by(|a, b| a.ordinal == b.ordinal)
        .collect();
    for chunk in of_records.chunks(CHUNK) {
        let ordinals: Vec<u32> = chunk.iter().map(|o| o[0].ordinal).collect();
        let kept = texts.read(&ordinals)?;
        let both: Vec<_> = chunk.iter().copied().zip(kept).collect();
        visit(&both)?;
    }
    Ok(())
}
