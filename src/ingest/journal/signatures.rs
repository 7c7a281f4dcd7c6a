//! Which files name authors. Where a table has no column of authors, or a source names none at all, who wrote its rows
//! is unknown: they are not of as many people as there are rows.

use super::Journal;
use crate::model::{AuthorId, Origin, Pseudonym};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// A file of a source, by both names.
type Name = (Arc<str>, Arc<str>);

fn name(origin: &Origin) -> Name {
    (origin.source.clone(), origin.file.clone())
}

fn is(name: &Name, origin: &Origin) -> bool {
    *name.0 == *origin.source && *name.1 == *origin.file
}

/// What is known of authors in files and sources.
#[derive(Default)]
pub(super) struct Signatures {
    /// Tables that have no column of authors.
    without: FxHashSet<Name>,
    /// Sources of which a row names somebody.
    named: FxHashSet<Arc<str>>,
    /// The source that was noted last: most rows say nothing new.
    last: Option<Arc<str>>,
    /// How many records and how many listed votes of a file name nobody.
    anonymous: FxHashMap<Name, [u64; 2]>,
}

impl Signatures {
    /// Notes a table without a column of authors.
    pub(super) fn note_without(&mut self, origin: &Origin) {
        self.without.insert(name(origin));
    }

    /// Notes whether the author of a record or a vote is named.
    pub(super) fn note(&mut self, origin: &Origin, author: Option<Pseudonym>) {
        if author.is_some_and(Pseudonym::is_named)
            && self.last.as_ref().is_none_or(|s| *s != origin.source)
        {
            self.named.insert(origin.source.clone());
            self.last = Some(origin.source.clone());
        }
    }

    /// Notes a record (0) or a listed vote (1) whose row names nobody.
    pub(super) fn note_anonymous(&mut self, origin: &Origin, what: usize) {
        self.anonymous.entry(name(origin)).or_default()[what] += 1;
    }

    /// Whether a file names authors.
    fn names(&self, file: &Name) -> bool {
        self.named.contains(&file.0) && !self.without.contains(file)
    }
}

impl Journal {
    /// Takes the authors of files that name none away, and numbers the others without gaps.
    pub(super) fn end_signatures(&mut self) {
        let known = std::mem::take(&mut self.signatures);
        for (file, anonymous) in &known.anonymous {
            if known.names(file) {
                self.imported.anonymous[0] += anonymous[0];
                self.imported.anonymous[1] += anonymous[1];
            }
        }
        let (records, votes) = (&mut self.imported.records, &mut self.imported.votes);
        let mut unsigned = false;
        let mut last: Option<(Name, bool)> = None;
        let mut take = |origin: &Origin, author: &mut Option<AuthorId>| {
            if author.is_none() {
                return;
            }
            // Rows of one file follow one another.
            let named = match &last {
                Some((file, named)) if is(file, origin) => *named,
                _ => {
                    let file = name(origin);
                    let named = known.names(&file);
                    last = Some((file, named));
                    named
                }
            };
            if !named {
                *author = None;
                unsigned = true;
            }
        };
        for record in records.iter_mut() {
            take(&record.entry.origin, &mut record.author);
        }
        for (vote, author) in votes.iter_mut() {
            take(&vote.origin, author);
        }
        if !unsigned {
            return;
        }
        let mut numbers = vec![0; self.next_author as usize + 1];
        let authors = || {
            let records = records.iter().filter_map(|r| r.author);
            records.chain(votes.iter().filter_map(|v| v.1))
        };
        for author in authors() {
            numbers[author.0 as usize] = 1;
        }
        let mut next = 0;
        for number in numbers.iter_mut().filter(|n| **n > 0) {
            next += 1;
            *number = next;
        }
        let number = |author: &mut Option<AuthorId>| {
            if let Some(author) = author {
                *author = AuthorId(numbers[author.0 as usize]);
            }
        };
        records.iter_mut().for_each(|r| number(&mut r.author));
        votes.iter_mut().for_each(|v| number(&mut v.1));
        self.next_author = next;
    }
}
