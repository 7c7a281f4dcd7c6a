//! How the questions of a table are read: `[sources.mapping.questions]` of `corpus.toml`.

use super::SideWords;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The columns of a table that are questions, by name, each under how it is read.
///
/// In a table of one row an answer, whose mapping has a field `question`, these are the words of the questions in place
/// of columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QuestionColumns {
    /// Each filled cell is a contribution under the question.
    pub open: Vec<String>,
    /// Each filled cell is one choice; a text that no other reply gives is a free answer.
    pub closed: Vec<String>,
    /// Each filled cell holds choices, and this is between them.
    pub several: BTreeMap<String, String>,
    /// Of each question the columns that are one choice each: filled, or yes, where it was made.
    pub ticked: BTreeMap<String, Vec<String>>,
    /// Which choices of a question are a side. Where a question has none here, its choices are none.
    pub sides: BTreeMap<String, SideWords>,
}

impl QuestionColumns {
    /// Every column that is a question, or a choice of one, by how it is read.
    pub fn columns(&self) -> Vec<(&'static str, Vec<&str>)> {
        let lists: [(&str, Vec<&str>); 4] = [
            ("open", self.open.iter().map(String::as_str).collect()),
            ("closed", self.closed.iter().map(String::as_str).collect()),
            ("several", self.several.keys().map(String::as_str).collect()),
            (
                "ticked",
                self.ticked.values().flatten().map(String::as_str).collect(),
            ),
        ];
        lists.into_iter().filter(|l| !l.1.is_empty()).collect()
    }

    /// Whether no column is a question.
    pub fn is_empty(&self) -> bool {
        self.columns().is_empty()
    }
}
