//! Terms of several words: where they are, read from the positions of their words.

use super::IndexError;
use super::lists::{Place, Scratch, count, places};
use super::shard::{List, Shard};
use crate::model::Field;
use crate::text::{Passage, Pattern};

/// Records of a shard that hold a pattern, ascending, with its occurrences in each, overlapping ones
/// included.
#[derive(Clone, Debug, Default)]
pub(super) struct Passages {
    pub docs: Vec<u32>,
    /// `hits[starts[i]..starts[i + 1]]` are those of `docs[i]`.
    pub starts: Vec<u32>,
    pub hits: Vec<Passage>,
}

impl Passages {
    /// The occurrences in the record at that place of `docs`.
    pub(super) fn of(&self, at: usize) -> &[Passage] {
        &self.hits[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// Passages from `(record, passage)` in ascending order of records.
    pub(super) fn from_sorted(found: impl IntoIterator<Item = (u32, Passage)>) -> Self {
        let mut passages = Passages::default();
        for (doc, passage) in found {
            if passages.docs.last() != Some(&doc) {
                passages.docs.push(doc);
                passages.starts.push(passages.hits.len() as u32);
            }
            passages.hits.push(passage);
        }
        passages.starts.push(passages.hits.len() as u32);
        passages
    }
}

/// Where a pattern of several words is in a field; `items` has the lists of each word.
pub(super) fn phrase(
    shard: &Shard,
    pattern: &Pattern,
    field: Field,
    items: &[Vec<List>],
    within: Option<&[u32]>,
    scratch: &mut Scratch,
) -> Result<Vec<(u32, Passage)>, IndexError> {
    if items.iter().any(Vec::is_empty) {
        return Ok(Vec::new());
    }
    // The rarest word first: the others are sought in its records alone.
    let mut order: Vec<usize> = (0..items.len()).collect();
    let records = |lists: &[List]| lists.iter().map(|l| u64::from(l.records())).sum::<u64>();
    order.sort_by_key(|i| (records(&items[*i]), *i));
    let mut docs = count(shard, &items[order[0]], within, scratch)?.docs;
    for i in &order[1..] {
        if docs.is_empty() {
            return Ok(Vec::new());
        }
        docs = count(shard, &items[*i], Some(&docs), scratch)?.docs;
    }
    let mut found = Vec::with_capacity(items.len());
    for lists in items {
        found.push(places(shard, lists, &docs)?);
    }
    let mut out = Vec::new();
    let mut at = vec![0; items.len()];
    let mut words: Vec<&[Place]> = Vec::with_capacity(items.len());
    for (i, &doc) in docs.iter().enumerate() {
        words.clear();
        words.extend(found.iter().zip(&mut at).map(|(places, from)| {
            let rest = &places[*from..];
            // A word occurs few times in one record: counting is quicker than halving.
            let end = rest.iter().take_while(|p| p.at as usize <= i).count();
            *from += end;
            &rest[..end]
        }));
        let mut hit = |first: u32, last: u32| out.push((doc, Passage { field, first, last }));
        match pattern.slop {
            None => adjacent(&words, &mut hit),
            Some(_) => near(pattern, &words, &mut hit),
        }
    }
    Ok(out)
}

/// The places where each word follows the one before.
fn adjacent(words: &[&[Place]], hit: &mut impl FnMut(u32, u32)) {
    // Around the word that occurs least often there.
    let rarest = (0..words.len())
        .min_by_key(|i| words[*i].len())
        .unwrap_or(0);
    for anchor in words[rarest] {
        let Some(first) = anchor.position.checked_sub(rarest as u32) else {
            continue;
        };
        let follows = |i: usize| {
            let wanted = first.saturating_add(i as u32);
            words[i].iter().any(|p| p.position == wanted)
        };
        if (0..words.len()).filter(|i| *i != rarest).all(follows) {
            hit(first, first.saturating_add(words.len() as u32 - 1));
        }
    }
}

/// The places where the words are near each other, decided as in a text: only the words that the pattern
/// asks for are known, the others are of no form.
fn near(pattern: &Pattern, words: &[&[Place]], hit: &mut impl FnMut(u32, u32)) {
    let mut known: Vec<(u32, u32)> = words
        .iter()
        .flat_map(|w| w.iter().map(|p| (p.position, p.form)))
        .collect();
    known.sort_unstable();
    known.dedup();
    // Past the last known word no window can grow.
    let len = known.last().map_or(0, |k| k.0 as usize + 1);
    let form = |at: usize| {
        known
            .binary_search_by_key(&(at as u32), |k| k.0)
            .map_or(u32::MAX, |i| known[i].1)
    };
    for &(position, _) in &known {
        if let Some(last) = pattern.at(position as usize, len, form) {
            hit(position, last as u32);
        }
    }
}
