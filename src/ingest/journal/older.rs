//! An older export, read after the one that replaces it: what both hold, what is new, what is gone.

use crate::ingest::imported::{ByKind, Difference, Imported};
use crate::model::Moderation;

/// What is known of an older export while it is read.
pub(super) struct Older {
    name: String,
    /// The beginning of its ids, `source/`.
    prefix: String,
    /// Whether it holds each record that was kept before it, and how.
    records: Vec<Met>,
    /// The same of votes.
    votes: Vec<Met>,
    gone: ByKind,
}

/// Whether an older export holds something of a newer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Met {
    No,
    Same,
    Changed,
}

impl Met {
    fn meet(&mut self, changed: bool) {
        if changed {
            *self = Met::Changed;
        } else if *self == Met::No {
            *self = Met::Same;
        }
    }
}

impl Older {
    /// `records` and `votes`: how many were kept before it.
    pub fn new(name: &str, family: &str, records: usize, votes: usize) -> Self {
        Older {
            name: name.to_string(),
            prefix: format!("{family}/"),
            records: vec![Met::No; records],
            votes: vec![Met::No; votes],
            gone: ByKind::new(),
        }
    }

    /// Whether a record was kept before this export was begun.
    pub fn follows_record(&self, at: u32) -> bool {
        (at as usize) < self.records.len()
    }

    /// Whether a vote was kept before this export was begun.
    pub fn follows_vote(&self, at: u32) -> bool {
        (at as usize) < self.votes.len()
    }

    /// It holds a record that was kept before it.
    pub fn met_record(&mut self, at: u32, changed: bool) {
        if let Some(met) = self.records.get_mut(at as usize) {
            met.meet(changed);
        }
    }

    /// It holds a vote that was kept before it.
    pub fn met_vote(&mut self, at: u32, changed: bool) {
        if let Some(met) = self.votes.get_mut(at as usize) {
            met.meet(changed);
        }
    }

    /// It alone holds something of this kind: marks it, and says so for the journal.
    pub fn gone(&mut self, what: &'static str, moderation: &mut Moderation) -> String {
        *self.gone.entry(what).or_insert(0) += 1;
        moderation.moderated = true;
        moderation.gone = true;
        format!(
            "gone: the export that replaces {} holds it no more; it is kept, marked and not counted",
            self.name
        )
    }

    /// How it differs from what was kept before it.
    pub fn difference(self, imported: &Imported) -> Difference {
        let mut difference = Difference {
            older: self.name,
            gone: self.gone,
            ..Difference::default()
        };
        let records = imported.records.iter().zip(&self.records);
        let records = records
            .filter(|(r, _)| !r.moderation.gone && r.id.starts_with(&self.prefix))
            .map(|(r, met)| (r.kind.name(), *met));
        let votes = imported.votes.iter().zip(&self.votes);
        let votes = votes
            .filter(|((v, _), _)| !v.moderation.gone && v.record.starts_with(&self.prefix))
            .map(|(_, met)| ("vote", *met));
        for (what, met) in records.chain(votes) {
            let counts = match met {
                Met::No => &mut difference.new,
                Met::Same => &mut difference.same,
                Met::Changed => &mut difference.changed,
            };
            *counts.entry(what).or_insert(0) += 1;
        }
        difference
    }
}
