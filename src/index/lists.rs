//! Reading lists of postings: which records hold some forms, how often, and where.

use super::IndexError;
use super::sets::gallop;
use super::shard::{List, Shard};
use crate::model::Field;
use tantivy::postings::Postings;
use tantivy::{DocSet, TERMINATED};

/// Records of a shard that hold some forms, ascending, and how often: in the title, in the body.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    pub docs: Vec<u32>,
    pub tfs: Vec<[u32; 2]>,
}

/// Under so many postings they are sorted; over it they are added up in an array of all records.
const MAX_SORTED: u64 = 2_048;
/// What seeking one record in a list costs, in postings read one after the other.
const SEEK: u64 = 24;

/// The array in which long lists are added up, kept from one search to the next.
#[derive(Default)]
pub(super) struct Scratch {
    /// Title's count in the upper half, body's in the lower.
    counts: Vec<u64>,
    /// One bit a record.
    seen: Vec<u64>,
}

fn packed(field: Field, tf: u32) -> u64 {
    match field {
        Field::Title => u64::from(tf) << 32,
        Field::Body => u64::from(tf),
    }
}

fn unpacked(count: u64) -> [u32; 2] {
    [(count >> 32) as u32, count as u32]
}

/// Counts the forms of `lists` in the records of a shard, or in those of `within` (ascending) alone.
pub(super) fn count(
    shard: &Shard,
    lists: &[List],
    within: Option<&[u32]>,
    scratch: &mut Scratch,
) -> Result<Counts, IndexError> {
    let total: u64 = lists.iter().map(|l| u64::from(l.records())).sum();
    if let Some(docs) = within
        && docs.len() as u64 * lists.len() as u64 * SEEK < total
    {
        return sought(shard, lists, docs);
    }
    let counts = if total <= MAX_SORTED {
        sorted(shard, lists)?
    } else {
        added(shard, lists, scratch).inspect_err(|_| *scratch = Scratch::default())?
    };
    Ok(match within {
        None => counts,
        Some(docs) => counts.only(docs),
    })
}

/// Calls `found` for every posting of a list.
fn each(shard: &Shard, list: &List, mut found: impl FnMut(u32, u32)) -> Result<(), IndexError> {
    let mut blocks = shard.blocks(list)?;
    let mut left = list.records() as usize;
    while left > 0 {
        let len = blocks.block_len().min(left);
        if len == 0 {
            return Err(IndexError::Damaged("a list of postings ends early".into()));
        }
        let (docs, freqs) = (&blocks.docs()[..len], &blocks.freqs()[..len]);
        for (doc, tf) in docs.iter().zip(freqs) {
            found(*doc, *tf);
        }
        left -= len;
        if left > 0 {
            blocks.advance();
        }
    }
    Ok(())
}

fn sorted(shard: &Shard, lists: &[List]) -> Result<Counts, IndexError> {
    let mut all: Vec<(u32, u64)> = Vec::new();
    for list in lists {
        each(shard, list, |doc, tf| {
            all.push((doc, packed(list.field, tf)))
        })?;
    }
    if lists.len() > 1 {
        // Every list is in order: the stable sort merges their runs.
        all.sort_by_key(|p| p.0);
    }
    let mut counts = Counts::default();
    for (doc, tf) in all {
        let [title, body] = unpacked(tf);
        match counts.tfs.last_mut() {
            Some(last) if counts.docs.last() == Some(&doc) => {
                last[0] += title;
                last[1] += body;
            }
            _ => counts.push(doc, [title, body]),
        }
    }
    Ok(counts)
}

fn added(shard: &Shard, lists: &[List], scratch: &mut Scratch) -> Result<Counts, IndexError> {
    let n = shard.len as usize;
    scratch.counts.resize(n, 0);
    scratch.seen.resize(n.div_ceil(64), 0);
    let mut strange = false;
    for list in lists {
        each(shard, list, |doc, tf| {
            let at = doc as usize;
            match scratch.counts.get_mut(at) {
                Some(count) => {
                    *count += packed(list.field, tf);
                    scratch.seen[at / 64] |= 1 << (at % 64);
                }
                None => strange = true,
            }
        })?;
    }
    let mut counts = Counts::default();
    for (w, word) in scratch.seen.iter_mut().enumerate() {
        let mut bits = std::mem::take(word);
        while bits != 0 {
            let at = w * 64 + bits.trailing_zeros() as usize;
            bits &= bits - 1;
            counts.push(at as u32, unpacked(std::mem::take(&mut scratch.counts[at])));
        }
    }
    if strange {
        return Err(IndexError::Damaged(
            "a posting names a record that is not there".into(),
        ));
    }
    Ok(counts)
}

fn sought(shard: &Shard, lists: &[List], docs: &[u32]) -> Result<Counts, IndexError> {
    let mut tfs = vec![0u64; docs.len()];
    for list in lists {
        let mut cursor = shard.cursor(list)?;
        meet(docs, &mut cursor, |i, cursor| {
            tfs[i] += packed(list.field, cursor.term_freq());
        });
    }
    let mut counts = Counts::default();
    for (doc, tf) in docs.iter().zip(tfs) {
        if tf > 0 {
            counts.push(*doc, unpacked(tf));
        }
    }
    Ok(counts)
}

/// Calls `met` with the place in `docs` (ascending) of each that a cursor holds too.
fn meet<C: DocSet>(docs: &[u32], cursor: &mut C, mut met: impl FnMut(usize, &mut C)) {
    let mut i = 0;
    let mut doc = cursor.doc();
    while i < docs.len() && doc != TERMINATED {
        if doc < docs[i] {
            doc = cursor.seek(docs[i]);
        } else if doc > docs[i] {
            i += gallop(&docs[i..], doc);
        } else {
            met(i, cursor);
            i += 1;
            doc = cursor.advance();
        }
    }
}

impl Counts {
    fn push(&mut self, doc: u32, tf: [u32; 2]) {
        self.docs.push(doc);
        self.tfs.push(tf);
    }

    /// The counts of the records in `docs` (ascending).
    pub(super) fn only(self, docs: &[u32]) -> Counts {
        let mut kept = Counts::default();
        let mut at = 0;
        for &doc in docs {
            at += gallop(&self.docs[at..], doc);
            match self.docs.get(at) {
                Some(found) if *found == doc => kept.push(doc, self.tfs[at]),
                Some(_) => {}
                None => break,
            }
        }
        kept
    }
}

/// A word that one of some lists has: the place of its record in the records asked for, its position, its
/// form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub at: u32,
    pub position: u32,
    pub form: u32,
}

/// Where the forms of `lists` (of one field) are in the records `docs` (ascending), in reading order.
pub(super) fn places(
    shard: &Shard,
    lists: &[List],
    docs: &[u32],
) -> Result<Vec<Place>, IndexError> {
    let mut found = Vec::new();
    let mut positions = Vec::new();
    for list in lists {
        let mut cursor = shard.positions(list)?;
        meet(docs, &mut cursor, |i, cursor| {
            positions.clear();
            cursor.append_positions_with_offset(0, &mut positions);
            found.extend(positions.iter().map(|p| Place {
                at: i as u32,
                position: *p,
                form: list.form,
            }));
        });
    }
    if lists.len() > 1 {
        // Every list is in order: the stable sort merges their runs.
        found.sort();
    }
    Ok(found)
}
