//! Votes that a source lists one by one, on texts: how many, of how many people, on which records.

use super::View;
use crate::model::{AuthorId, RowSet, Side};
use rustc_hash::{FxHashMap, FxHashSet};

/// Votes listed on one side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// How many.
    pub votes: u64,
    /// Of how many distinct people; a vote of nobody known is of a person of its own. `None` where nothing names voters.
    pub voters: Option<u64>,
    /// The records voted on.
    pub records: RowSet,
}

/// The votes of one side: those that count, those set aside, those that are gone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListedSide {
    /// On records that count, themselves not set aside.
    pub counted: Listed,
    /// Set aside by their own row, or with the record voted on; whatever the view's option.
    pub moderated: Listed,
    /// What a newer export holds no more, or votes on such a record.
    pub gone: Listed,
    /// On a record that is in no source: they count nowhere.
    pub orphans: u64,
}

/// Votes listed for, mixed and against. The choices of closed questions are not among them.
pub fn listed_votes(view: &View<'_>) -> [ListedSide; 3] {
    let mut voters: [[FxHashSet<AuthorId>; 3]; 3] = Default::default();
    let mut out: [ListedSide; 3] = Default::default();
    let plain = || view.votes.iter().filter(|(v, _)| v.choice.is_none());
    if plain().next().is_none() {
        return out;
    }
    let by_id: FxHashMap<&str, u32> = view
        .records
        .iter()
        .map(|r| (r.id.as_str(), r.ordinal))
        .collect();
    for (vote, author) in plain() {
        let at = match vote.side {
            Some(Side::Favourable) => 0,
            Some(Side::Mixed) => 1,
            Some(Side::Against) => 2,
            None => continue,
        };
        let side = &mut out[at];
        let Some(&on) = by_id.get(vote.record.as_str()) else {
            side.orphans += u64::from(view.is_inside(None));
            continue;
        };
        let mut add = |listed: &mut Listed, kind: usize| {
            listed.votes += 1;
            listed.records.insert(on);
            voters[at][kind].extend(*author);
        };
        // As `View::votes_on` counts them: never a vote that was set aside itself.
        if !vote.moderation.moderated && view.voted.contains(on) {
            add(&mut side.counted, 0);
        }
        if vote.moderation.gone || view.gone.contains(on) {
            add(&mut side.gone, 1);
        } else if vote.moderation.moderated || view.moderated.contains(on) {
            add(&mut side.moderated, 2);
        }
    }
    for (side, voters) in out.iter_mut().zip(voters) {
        let parts = [&mut side.counted, &mut side.gone, &mut side.moderated];
        for (listed, voters) in parts.into_iter().zip(voters) {
            // No vote is of no voter.
            let known = !voters.is_empty() || listed.votes == 0;
            listed.voters = known.then_some(voters.len() as u64);
        }
    }
    out
}
