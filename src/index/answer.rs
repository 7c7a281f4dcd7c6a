//! What the index answers: which records match, how well, and why.

use crate::text::Passage;

/// A record that matches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The record.
    pub ordinal: u32,
    /// Its occurrences.
    pub occurrences: u32,
    /// How well it matches ([`Ranking`](super::Ranking)).
    pub score: f32,
}

/// What a pattern adds to the score of a record.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PatternScore {
    /// The pattern's number in the plan.
    pub pattern: usize,
    /// Its occurrences in title and body.
    pub tf: [u32; 2],
    /// Its inverse document frequency: the rarer the pattern, the more.
    pub idf: f32,
    /// What it adds.
    pub score: f32,
}

/// Why a record matches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explained {
    /// Its occurrences, in reading order.
    pub passages: Vec<Passage>,
    /// What each pattern that it has adds to its score.
    pub scores: Vec<PatternScore>,
}
