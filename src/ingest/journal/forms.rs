//! The choices of a form that repeats another one are held against those that were kept.

use super::Journal;
use crate::model::{Origin, Sink, Vote, WarningKind, side_print, text_print};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What is known of the choices of forms.
#[derive(Default)]
pub(super) struct Forms {
    /// The form taken last.
    pub last: Option<u32>,
    /// The place of the votes of each form among all votes: they are kept one after the other.
    kept: FxHashMap<u32, Range<u32>>,
    /// The choices of a form that was merged, until its row ends.
    repeat: Option<Repeat>,
}

/// A form that was merged with another one.
struct Repeat {
    /// The form that was kept.
    form: u32,
    origin: Origin,
    choices: Vec<Choice>,
}

/// A question, and a fingerprint of what was chosen.
type Choice = (String, u64);

fn choice(vote: &Vote) -> Choice {
    let print = vote.choice.as_deref().map_or(0, text_print);
    (vote.record.clone(), print)
}

impl Journal {
    /// A vote of a form that was kept.
    pub(super) fn part_vote(&mut self, mut vote: Vote) {
        if let Some(older) = &mut self.older {
            older.gone(&mut vote.moderation);
            older.holds_vote(self.imported.votes.len() as u32, side_print(vote.side));
        }
        // Votes are numbered by u32 everywhere here.
        let at = self.imported.votes.len() as u32;
        if let Some(form) = self.forms.last {
            self.forms.kept.entry(form).or_insert(at..at).end = at + 1;
        }
        self.signatures.note(&vote.origin, vote.author);
        let author = self.author(vote.author);
        self.imported.votes.push((vote, Some(author)));
    }

    /// A vote of a form that was merged: it was kept with the form that this one repeats, or contradicts it.
    pub(super) fn repeated_vote(&mut self, vote: &Vote) {
        let Some(form) = self.forms.last else { return };
        let repeat = self.forms.repeat.get_or_insert_with(|| Repeat {
            form,
            origin: vote.origin.clone(),
            choices: Vec::new(),
        });
        repeat.choices.push(choice(vote));
    }

    /// The row of a form ends: where it was merged, reports the questions that it answers otherwise. A question
    /// that it does not answer at all is none: the shapes of one export do not all have the closed questions.
    pub(super) fn end_form(&mut self) {
        let Some(mut repeat) = self.forms.repeat.take() else {
            return;
        };
        let range = self.forms.kept.get(&repeat.form).cloned();
        let range = range.map_or(0..0, |r| r.start as usize..r.end as usize);
        let aside = &self.imported.records[repeat.form as usize].moderation;
        let mut kept: Vec<Choice> = Vec::with_capacity(range.len());
        for (at, (vote, _)) in (range.start..).zip(&mut self.imported.votes[range.clone()]) {
            // The repeat may be the first to say that the form was set aside.
            vote.moderation.clone_from(aside);
            let known = choice(vote);
            if let Some(older) = &mut self.older
                && repeat.choices.contains(&known)
            {
                // Numbers of votes are u32, see above.
                older.holds_vote(at as u32, side_print(vote.side));
            }
            kept.push(known);
        }
        kept.sort();
        kept.dedup();
        repeat.choices.sort();
        repeat.choices.dedup();
        let of = |all: &[Choice], question: &str| -> Vec<u64> {
            let from = all.partition_point(|c| c.0.as_str() < question);
            let to = all.partition_point(|c| c.0.as_str() <= question);
            all[from..to].iter().map(|c| c.1).collect()
        };
        let mut differ: Vec<&str> = Vec::new();
        for (question, _) in &repeat.choices {
            if differ.last() != Some(&question.as_str())
                && of(&kept, question) != of(&repeat.choices, question)
            {
                differ.push(question);
            }
        }
        if differ.is_empty() {
            return;
        }
        let record = &self.imported.records[repeat.form as usize];
        if let Some(older) = self
            .older
            .as_mut()
            .filter(|o| o.follows_record(repeat.form))
        {
            return older.says_otherwise(repeat.form);
        }
        let message = format!(
            "form {} is at {} with other choices in {}: those are kept; keep one of the two rows",
            record.id,
            record.origin,
            differ.join(", ")
        );
        self.warn(WarningKind::Conflict, repeat.origin, message);
    }
}
