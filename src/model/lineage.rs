//! What is above a record, and which listed votes count for it: said once, for counts and for facts.

use super::{Counters, ListedVote, Record, Side};
use rustc_hash::FxHashMap;

/// For each record the nearest contribution above it, itself included. Records link to their parents by id;
/// a parent that is nowhere, and parents that form a circle, end the way up.
pub fn nearest_contributions(records: &[Record]) -> Vec<Option<u32>> {
    let by_id: FxHashMap<&str, u32> = records.iter().map(|r| (r.id.as_str(), r.ordinal)).collect();
    let mut known: Vec<Option<Option<u32>>> = vec![None; records.len()];
    let mut way = Vec::new();
    for record in records {
        let mut at = record.ordinal;
        let found = loop {
            if let Some(known) = known[at as usize] {
                break known;
            }
            let record = &records[at as usize];
            if record.kind.is_contribution() {
                known[at as usize] = Some(Some(at));
                break Some(at);
            }
            // What leads back here finds nothing, until the way's end is known.
            known[at as usize] = Some(None);
            way.push(at);
            match record.parent.as_deref().and_then(|p| by_id.get(p)) {
                Some(parent) => at = *parent,
                None => break None,
            }
        };
        for step in way.drain(..) {
            known[step as usize] = Some(found);
        }
    }
    known.into_iter().map(Option::flatten).collect()
}

/// Listed votes that are not moderated, by the record voted on. A record is here as soon as its source lists
/// a vote with a side, even a moderated one. A choice that is no side counts for and against nothing.
pub fn listed_sides(votes: &[ListedVote]) -> FxHashMap<&str, Counters> {
    let mut sides: FxHashMap<&str, Counters> = FxHashMap::default();
    for (vote, _) in votes {
        let Some(side) = vote.side else { continue };
        let counts = sides.entry(vote.record.as_str()).or_insert(Counters::ZERO);
        if !vote.moderation.moderated {
            let one = Some(1);
            let none = Counters::default();
            *counts += match side {
                Side::Favourable => Counters {
                    favourable: one,
                    ..none
                },
                Side::Mixed => Counters { mixed: one, ..none },
                Side::Against => Counters {
                    against: one,
                    ..none
                },
            };
        }
    }
    sides
}
