//! What the counts look at: the records, the tree of parents, and what is set aside.

use crate::model::{
    AuthorId, Counters, Kind, Record, RowSet, Vote, listed_sides, nearest_contributions,
};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// What is done with moderated records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModeratedOption {
    /// They are set aside and counted apart: the default, in every command and in the report.
    #[default]
    Exclude,
    /// They count like the others.
    Include,
    /// Only they count.
    Only,
}

impl ModeratedOption {
    /// Whether what is moderated, or is not, counts.
    pub fn counts(self, moderated: bool) -> bool {
        match self {
            ModeratedOption::Exclude => !moderated,
            ModeratedOption::Include => true,
            ModeratedOption::Only => moderated,
        }
    }
}

/// Records under a choice of what counts.
pub struct View<'a> {
    /// All records; `records[i].ordinal == i`.
    pub records: &'a [Record],
    /// All listed votes, with their authors.
    pub votes: &'a [(Vote, AuthorId)],
    /// What is done with moderated records.
    pub option: ModeratedOption,
    /// The ordinals that count.
    pub rows: RowSet,
    /// The ordinals of moderated records, whatever the option.
    pub moderated: RowSet,
    /// Of those, the records that a newer export of their source holds no more.
    pub gone: RowSet,
    /// For each record, the nearest contribution above it (itself where it is one).
    ancestors: Vec<Option<u32>>,
    kinds: Vec<RowSet>,
    /// All contributions, moderated ones included.
    contributions: RowSet,
    /// Listed votes that are not moderated, by the record voted on; a record is here as soon as its
    /// source lists a vote with a side, even a moderated one.
    votes_on: FxHashMap<&'a str, Counters>,
}

impl<'a> View<'a> {
    /// A view of records. Records link to their parents by id; a parent that is nowhere ends the way up.
    pub fn new(
        records: &'a [Record],
        votes: &'a [(Vote, AuthorId)],
        option: ModeratedOption,
    ) -> Self {
        let moderated: RowSet = records
            .iter()
            .filter(|r| r.moderation.moderated)
            .map(|r| r.ordinal)
            .collect();
        let gone: RowSet = records
            .iter()
            .filter(|r| r.moderation.gone)
            .map(|r| r.ordinal)
            .collect();
        let all = RowSet::all(records.len() as u32);
        let rows = match option {
            ModeratedOption::Exclude => all.minus(&moderated),
            ModeratedOption::Include => all,
            ModeratedOption::Only => moderated.clone(),
        };
        let kinds: Vec<RowSet> = Kind::ALL
            .iter()
            .map(|k| {
                records
                    .iter()
                    .filter(|r| r.kind == *k)
                    .map(|r| r.ordinal)
                    .collect()
            })
            .collect();
        View {
            records,
            votes,
            option,
            rows,
            moderated,
            gone,
            ancestors: nearest_contributions(records),
            contributions: kinds[Kind::Proposal as usize].or(&kinds[Kind::Answer as usize]),
            kinds,
            votes_on: listed_sides(votes),
        }
    }

    /// The listed votes on a record, moderated ones left out; `None` where its source lists none with a
    /// side.
    pub fn votes_on(&self, id: &str) -> Option<Counters> {
        self.votes_on.get(id).copied()
    }

    /// All contributions, moderated ones included.
    pub fn all_contributions(&self) -> &RowSet {
        &self.contributions
    }

    /// The nearest contribution above a record, itself included.
    pub fn contribution_of(&self, ordinal: u32) -> Option<u32> {
        self.ancestors.get(ordinal as usize).copied().flatten()
    }

    /// All records of a kind, moderated ones included.
    pub fn of_kind(&self, kind: Kind) -> &RowSet {
        // `kinds` has a set for each kind, in the order of `Kind::ALL`, which is the enum's.
        &self.kinds[kind as usize]
    }

    /// The contributions that count.
    pub fn contributions(&self) -> RowSet {
        self.contributions.and(&self.rows)
    }

    /// The arguments that count.
    pub fn arguments(&self) -> RowSet {
        self.of_kind(Kind::Argument).and(&self.rows)
    }

    /// Whether the corpus has no contribution at all, but arguments: then these are what themes are counted
    /// in.
    pub fn speaks_by_arguments(&self) -> bool {
        self.contributions.is_empty() && !self.of_kind(Kind::Argument).is_empty()
    }

    /// The texts in which themes are counted: the contributions that count, or the arguments of a corpus
    /// without contributions.
    pub fn texts(&self) -> RowSet {
        if self.speaks_by_arguments() {
            self.arguments()
        } else {
            self.contributions()
        }
    }

    /// How many distinct authors wrote these records.
    pub fn authors(&self, rows: &RowSet) -> u64 {
        let distinct: FxHashSet<AuthorId> = rows
            .iter()
            .filter_map(|o| self.records[o as usize].author)
            .collect();
        distinct.len() as u64
    }
}
