//! Listed votes: kept, or merged with the same vote of another shape or row.

use super::{Journal, NO_ID};
use crate::ingest::journal::merge::NO_NAME;
use crate::model::{AuthorId, Outcome, Refusal, RowKind, Side, Vote, side_print, text_print};
use jiff::Timestamp;
use rustc_hash::FxHashMap;

/// What is known of the votes that were kept.
#[derive(Default)]
pub(super) struct Voted {
    /// Numbers of the records voted on.
    on: FxHashMap<String, u32>,
    /// The place of the vote of an author on a record; of several choices, each.
    by: FxHashMap<(u32, AuthorId, u64), u32>,
    /// Votes of nobody known.
    unnamed: FxHashMap<Unnamed, Equal>,
}

/// Votes of nobody known that are equal, in source order.
#[derive(Default)]
struct Equal {
    at: Vec<u32>,
    /// The file that is being read holds those before `next` of the ones that other files gave (`before`).
    file: u32,
    next: usize,
    before: usize,
}

/// A vote of nobody known: on what, how, when.
type Unnamed = (u32, Option<Side>, u64, Option<Timestamp>);

impl Journal {
    /// Keeps a vote, or merges it with the same vote of another shape or row.
    pub(super) fn vote(&mut self, mut vote: Vote) {
        if let Some(prefix) = vote.record.strip_suffix(NO_ID) {
            vote.record = format!("{prefix}{NO_NAME}");
        }
        let next = self.voted.on.len() as u32;
        let on = *self.voted.on.entry(vote.record.clone()).or_insert(next);
        let at = self.imported.votes.len() as u32;
        let author = vote.author.map(|p| self.author(Some(p)));
        let choice = vote.choice.as_deref().map_or(0, text_print);
        let known = match author {
            Some(author) => {
                let first = *self.voted.by.entry((on, author, choice)).or_insert(at);
                Some(first).filter(|first| *first != at)
            }
            None => self.unnamed(at, (on, vote.side, choice, vote.published_at)),
        };
        let Some(known) = known else {
            return self.keep_vote(vote, author);
        };
        let kept = &mut self.imported.votes[known as usize].0;
        let same = kept.side == vote.side;
        let (outcome, detail) = match &mut self.older {
            Some(older) if older.follows_vote(known) => {
                older.holds_vote(known, side_print(vote.side));
                (Outcome::Merged(vote.record), None)
            }
            _ if same => {
                kept.published_at = kept.published_at.or(vote.published_at);
                (Outcome::Merged(vote.record), None)
            }
            _ => {
                let detail = format!(
                    "the same author votes {} on {} at {}: keep one of the two rows",
                    kept.side.map_or("for something else", Side::name),
                    kept.record,
                    kept.origin
                );
                (Outcome::Refused(Refusal::Conflict), Some(detail))
            }
        };
        self.row(vote.origin, RowKind::Vote, outcome, detail);
    }

    fn keep_vote(&mut self, mut vote: Vote, author: Option<AuthorId>) {
        let at = self.imported.votes.len() as u32;
        let detail = self.older.as_mut().map(|older| {
            older.holds_vote(at, side_print(vote.side));
            older.gone(&mut vote.moderation)
        });
        let outcome = Outcome::Imported(vote.record.clone());
        self.row(vote.origin.clone(), RowKind::Vote, outcome, detail);
        self.signatures.note(&vote.origin, vote.author);
        if author.is_none() {
            self.signatures.note_anonymous(&vote.origin, 1);
        }
        let author = author.unwrap_or_else(|| self.author(None));
        self.imported.votes.push((vote, Some(author)));
    }

    /// The place of a vote of nobody known that is the same in another file. Without a date two files of one
    /// export may hold two votes, and only an older export is known to hold the same.
    fn unnamed(&mut self, at: u32, key: Unnamed) -> Option<u32> {
        let dated = key.3.is_some();
        let equal = self.voted.unnamed.entry(key).or_default();
        if equal.file != self.file {
            (equal.file, equal.next, equal.before) = (self.file, 0, equal.at.len());
        }
        if (dated || self.older.is_some()) && equal.next < equal.before {
            equal.next += 1;
            return Some(equal.at[equal.next - 1]);
        }
        equal.at.push(at);
        None
    }
}
