//! An organiser's questions: the columns whose names are not the platform's.

use crate::ingest::clean::{Masked, keep_line};
use crate::ingest::headers::asks_who;

/// A question that is in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// The number of its column.
    pub at: usize,
    /// Its words, as kept.
    pub title: String,
}

/// The questions among columns of unknown names, and those that ask who somebody is, set aside.
pub(super) fn questions<'h>(
    unknown: impl Iterator<Item = (usize, &'h String)>,
) -> (Vec<Question>, Vec<String>) {
    let (aside, asked): (Vec<_>, Vec<_>) = unknown.partition(|(_, header)| asks_who(header));
    let asked = asked.into_iter().map(|(at, header)| Question {
        at,
        title: keep_line(header, &mut Masked::default()),
    });
    let aside = aside.into_iter().map(|(_, header)| header.clone());
    (asked.collect(), aside.collect())
}
