//! What every command returns: a serde value with its envelope, and the same as rows of a table.

use crate::store::Table;
use serde::Serialize;

/// The JSON object of a command.
#[derive(Clone, Debug, Serialize)]
pub struct Answer<T> {
    /// The command.
    pub command: &'static str,
    /// The corpus's title.
    pub corpus: String,
    /// The sub-corpus that it looked at; absent where that is the whole corpus.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// The program's version.
    pub version: &'static str,
    /// What was asked for.
    #[serde(flatten)]
    pub body: T,
}

impl<T> Answer<T> {
    /// Wraps an answer.
    pub fn new(command: &'static str, corpus: String, body: T) -> Self {
        Answer {
            command,
            corpus,
            within: None,
            version: env!("CARGO_PKG_VERSION"),
            body,
        }
    }

    /// The same answer, which says what it looked at.
    pub fn within(mut self, selection: &super::Selection) -> Self {
        self.within = selection.name().map(str::to_string);
        self
    }
}

/// An answer as a table, for terminals and CSV.
pub trait Tabular {
    /// The columns' names: the keys of the JSON rows.
    fn header(&self) -> Vec<String>;
    /// The rows, one cell a column.
    fn rows(&self) -> Vec<Vec<String>>;
    /// Lines that a terminal shows above the table.
    fn summary(&self) -> Vec<String> {
        Vec::new()
    }
    /// What a terminal shows in place of the table, line by line, where that is no table.
    fn lines(&self) -> Option<Vec<String>> {
        None
    }
    /// Lines that a terminal shows below it.
    fn footer(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The names of a table's columns.
pub(super) fn header(table: &Table) -> Vec<String> {
    table.columns.iter().map(|c| c.0.to_string()).collect()
}

/// A cell of an optional value.
pub fn cell<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(String::new, T::to_string)
}

/// How many authors there are, as a line for a terminal lists it; nothing where nobody is named.
pub(super) fn authors_counted(authors: Option<u64>) -> String {
    authors.map_or_else(String::new, |n| format!(", authors: {n}"))
}

/// Four decimals: more of them say nothing, and the last ones differ between machines.
pub(super) fn rounded(x: f64) -> f64 {
    // Never a negative zero.
    (x * 1e4).round() / 1e4 + 0.0
}
