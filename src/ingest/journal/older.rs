//! An older export, read after the one that replaces it: what both hold, what is new, what is gone.

use crate::ingest::journal::imported::{ByKind, Difference, Imported};
use crate::model::{Moderation, side_print};
use rustc_hash::FxHashMap;

/// What an export holds, by place in what was imported, and a fingerprint of what it says of each.
#[derive(Default)]
pub(super) struct Held {
    records: FxHashMap<u32, u64>,
    votes: FxHashMap<u32, u64>,
}

impl Held {
    /// What was imported so far of a family and is in its newest export.
    pub(super) fn newest(imported: &Imported, prints: &[[u64; 2]], family: &str) -> Self {
        // Files of several formats in one source: see `pipeline::import`.
        let of_family = |id: &str| {
            let name = id.split('/').next().unwrap_or("");
            let rest = name.strip_prefix(family);
            rest.is_some_and(|rest| {
                let format = rest.strip_prefix('-');
                rest.is_empty() || format.is_some_and(|f| crate::ingest::importer(f).is_some())
            })
        };
        let records = imported.records.iter().zip(prints);
        let records = records
            .filter(|(r, _)| !r.moderation.gone && of_family(&r.id))
            .map(|(r, prints)| (r.ordinal, r.content_print(*prints)));
        // Places are u32, as ordinals are.
        let votes = imported.votes.iter().enumerate();
        let votes = votes
            .filter(|(_, (v, _))| !v.moderation.gone && of_family(&v.record))
            .map(|(at, (v, _))| (at as u32, side_print(v.side)));
        Held {
            records: records.collect(),
            votes: votes.collect(),
        }
    }
}

/// What is known of an older export while it is read.
pub(super) struct Older {
    name: String,
    /// The name that its ids begin with.
    pub family: String,
    /// How many records and votes were kept before it.
    before: (usize, usize),
    /// What the export that replaces it holds.
    newer: Held,
    /// What it holds itself.
    held: Held,
}

impl Older {
    /// `records` and `votes`: how many were kept before it; `newer`: what the export that replaces it holds.
    pub(super) fn new(name: &str, family: &str, records: usize, votes: usize, newer: Held) -> Self {
        Older {
            name: name.to_string(),
            family: family.to_string(),
            before: (records, votes),
            newer,
            held: Held::default(),
        }
    }

    /// Whether a record was kept before this export was begun.
    pub(super) fn follows_record(&self, at: u32) -> bool {
        (at as usize) < self.before.0
    }

    /// Whether a vote was kept before this export was begun.
    pub(super) fn follows_vote(&self, at: u32) -> bool {
        (at as usize) < self.before.1
    }

    /// It holds a record, and says this of it.
    pub(super) fn holds_record(&mut self, at: u32, says: u64) {
        self.held.records.insert(at, says);
    }

    /// It holds a vote, and says this of it.
    pub(super) fn holds_vote(&mut self, at: u32, says: u64) {
        self.held.votes.insert(at, says);
    }

    /// Something that is in a record that it holds is said otherwise.
    pub(super) fn says_otherwise(&mut self, at: u32) {
        if let Some(says) = self.held.records.get_mut(&at) {
            *says = !*says;
        }
    }

    /// No newer export holds something that it does: marks it, and says so for the journal.
    pub(super) fn gone(&self, moderation: &mut Moderation) -> String {
        moderation.moderated = true;
        moderation.gone = true;
        format!(
            "gone: the export that replaces {} holds it no more; it is kept, marked and not counted",
            self.name
        )
    }

    /// How it differs from the export that replaces it, and what it holds.
    pub(super) fn difference(self, imported: &Imported) -> (Difference, Held) {
        let mut difference = Difference {
            older: self.name,
            ..Difference::default()
        };
        let kind = |at: &u32| imported.records[*at as usize].kind.name();
        compare(
            &mut difference,
            &self.newer.records,
            &self.held.records,
            kind,
        );
        compare(
            &mut difference,
            &self.newer.votes,
            &self.held.votes,
            |_| "vote",
        );
        (difference, self.held)
    }
}

fn compare(
    difference: &mut Difference,
    newer: &FxHashMap<u32, u64>,
    older: &FxHashMap<u32, u64>,
    kind: impl Fn(&u32) -> &'static str,
) {
    let count = |counts: &mut ByKind, at: &u32| *counts.entry(kind(at)).or_insert(0) += 1;
    for (at, says) in newer {
        match older.get(at) {
            None => count(&mut difference.new, at),
            Some(said) if said == says => count(&mut difference.same, at),
            Some(_) => count(&mut difference.changed, at),
        }
    }
    for at in older.keys().filter(|at| !newer.contains_key(at)) {
        count(&mut difference.gone, at);
    }
}
