//! Questionnaires: a row is a reply, and each of its answers is a record of its own, or votes for choices.
//!
//! Which columns are questions the header says (`columns`). Which of them are closed no export says: a first pass
//! over the answers decides it (`survey`). The second one cuts every cell into choices and a free text (`answer`)
//! and hands the replies over (`replies`). What a platform's tables look like is data (`spec`).

mod answer;
mod asked;
mod columns;
mod cut;
mod listed;
mod replies;
mod slug;
mod spec;
mod survey;

use crate::model::Side;
pub(super) use asked::Asked;
pub(super) use columns::find;
pub(super) use cut::cut;
pub(super) use listed::{is_common, is_number};
pub(super) use replies::Questionnaire;
use rustc_hash::FxHashMap;
pub(super) use spec::Questions;
#[cfg(test)]
pub(super) use survey::Survey;

/// A question of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Question {
    /// Its column.
    pub column: usize,
    /// What names it in ids: the platform's number, else its words.
    pub id: String,
    /// Its words.
    pub title: String,
    /// How it is known how it is answered.
    pub reading: Reading,
    /// How it is answered.
    pub answering: Answering,
    /// The sides that its choices take, by their plain words; those of the table where it has none of its own.
    pub sides: Option<FxHashMap<String, Side>>,
}

/// How it is known how a question is answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Reading {
    /// By its answers, and the rules of the spec.
    #[default]
    Surveyed,
    /// The mapping says that it is closed: its choices are learned from its answers, between which this is written.
    Closed(String),
    /// The mapping says it all.
    Said,
}

/// How a question is answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Answering {
    /// In the participant's own words.
    #[default]
    Open,
    /// By one of these choices, which are in alphabetical order, or in the participant's own words.
    One(Vec<String>),
    /// By some of these choices, between which this is written; a free text may follow them.
    Several(Vec<String>, String),
    /// By columns that are one choice each.
    Ticked(Vec<(usize, String)>),
}
