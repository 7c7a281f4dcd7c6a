//! What a spec says of the questions of a table.

use crate::model::QuestionColumns;
use serde::Deserialize;

/// The questions of a table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Questions {
    /// Which columns are questions, each by how it is read, as in `[sources.mapping.questions]`; then no other column is
    /// one, and the rules of `closed` do not apply.
    pub columns: Option<QuestionColumns>,
    /// How the names of columns that are questions are written; where absent, every column that the table does not
    /// know is a question, and named by its words.
    pub pattern: Option<Pattern>,
    /// Whether they are beside the text of a contribution, which each row is.
    #[serde(skip)]
    pub beside: bool,
    /// What may be written between the choices of a cell; nothing where the whole cell is one choice. Of several the
    /// one that gives the fewest choices.
    #[serde(default = "whole")]
    pub separators: Vec<String>,
    /// Which questions are closed.
    #[serde(default)]
    pub closed: Closed,
    /// Whether a reply without an id is refused; else it is named by its content.
    #[serde(default)]
    pub needs_id: bool,
    /// Whether a reply without a title and answers is kept.
    #[serde(default)]
    pub keep_empty: bool,
    /// The name under which whoever filled in a reply that names nobody is one author: `{number}` is the reply's
    /// number, `{id}` its id.
    #[serde(default = "own_id")]
    pub unnamed: String,
}

impl Questions {
    /// Whether the table is one of a mapping, whose program of forms may say which questions it did not ask.
    pub(super) fn says_what_was_asked(&self) -> bool {
        self.columns.is_some()
    }
}

fn whole() -> Vec<String> {
    vec![String::new()]
}

fn own_id() -> String {
    "{id}".to_string()
}

/// When a question is closed, by its answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::ingest) struct Closed {
    /// Words of which a question whose answers are nothing else is closed, however few they are.
    pub always: Vec<String>,
    /// Whether answers may hold a free text behind the choices, or instead of them.
    pub free_text: bool,
    /// It has so many answers,
    pub min_answers: u64,
    /// so many different choices,
    pub min_choices: usize,
    pub max_choices: usize,
    /// which have so many characters,
    pub max_length: usize,
    /// each of which is given so often, and in one of so many answers (0: however rarely),
    pub min_times: u64,
    pub one_in: u64,
    /// and so often on average;
    pub average: u64,
    /// and of a hundred answers so many begin with a choice; without free texts, of a hundred values so many are one.
    pub covered: u64,
}

impl Default for Closed {
    fn default() -> Self {
        Closed {
            always: Vec::new(),
            free_text: false,
            min_answers: 1,
            min_choices: 1,
            max_choices: 20,
            max_length: 120,
            min_times: 1,
            one_in: 0,
            average: 3,
            covered: 100,
        }
    }
}

/// How names of columns with a question's number are written: `Q{id} - {title}`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
pub(in crate::ingest) struct Pattern {
    /// What is before the number.
    pub before: String,
    /// What is between the number and the words.
    pub between: String,
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parts = text
            .split_once("{id}")
            .and_then(|(before, rest)| Some((before, rest.strip_suffix("{title}")?)));
        match parts {
            Some((before, between)) if !between.trim().is_empty() => Ok(Pattern {
                before: before.to_string(),
                between: between.to_string(),
            }),
            _ => Err(format!(
                "«{text}» is no pattern of questions: write it as `Q{{id}} - {{title}}`"
            )),
        }
    }
}
