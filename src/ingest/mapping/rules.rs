//! What a spec says of the rows of a table: which are not kept or set aside, what is in them, and what they answer.

use super::columns::{Column, Said};
use super::one_or_many::OneOrMany;
use crate::model::{Kind, Refusal, RowKind};
use serde::de;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// Why rows or files are not kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RefusalRule {
    /// One short word.
    #[serde(deserialize_with = "refusal")]
    pub reason: Refusal,
    /// A sentence that says what to do.
    pub detail: String,
    /// What the rows are.
    #[serde(default, deserialize_with = "row_kind")]
    pub what: Option<RowKind>,
}

/// A row that is not kept.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct RowRefusal {
    /// The columns; of several the first that is filled.
    pub column: OneOrMany<String>,
    /// The values for which rows are not kept, where the file has the column.
    #[serde(default)]
    pub is: Vec<String>,
    /// The only values for which they are.
    #[serde(default)]
    pub is_not: Vec<String>,
    /// What the value of every row that is kept holds, where it is filled.
    pub lacks: Option<String>,
    /// Whether rows are not kept where it is no number, or zero.
    #[serde(default)]
    pub is_zero: bool,
    /// What the rows are.
    #[serde(default, deserialize_with = "row_kind")]
    pub what: Option<RowKind>,
    /// One short word.
    #[serde(deserialize_with = "refusal")]
    pub reason: Refusal,
    /// A sentence that says what to do.
    pub detail: String,
}

/// A kind that columns decide.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct KindWhen {
    pub column: String,
    pub is: Vec<String>,
    pub kind: Kind,
}

/// What says that a row was set aside.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct SetAside {
    pub column: String,
    /// Whether any value says so.
    #[serde(default)]
    pub filled: bool,
    /// The values that say so, in lower case; `*` as in `personal`.
    #[serde(default)]
    pub is: Vec<String>,
    /// The only values that do not say so.
    #[serde(default)]
    pub is_not: Vec<String>,
    /// Where this is a list, other values than these and those of `is` are reported.
    #[serde(default)]
    pub known: Vec<String>,
    /// Columns; in a file that has one, this says nothing.
    #[serde(default)]
    pub unless_file_has: Vec<String>,
    /// Whether it says nothing of rows for which it does not hold, which otherwise are not set aside.
    #[serde(default)]
    pub or_nothing: bool,
}

/// A record that is in a row which is another one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Part {
    pub kind: Kind,
    /// What is written behind the row's number in the id.
    pub suffix: String,
    pub body: OneOrMany<Column>,
}

/// What is reported of files that have a column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Note {
    pub if_file_has: Vec<String>,
    pub text: String,
}

/// A counter of the platform and the rows that it counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Compare {
    /// What is counted, for the message.
    pub what: String,
    /// The counter; of several columns the first that is a number.
    pub stated: OneOrMany<Column>,
    /// The kind of record that is counted; none where these are the votes that are not set aside.
    pub kind: Option<Kind>,
    /// The side that is counted.
    pub side: Option<Said>,
    /// Columns; only files that have one list what is counted.
    #[serde(default)]
    pub if_file_has: Vec<String>,
}

/// What the number of a parent is the number of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Parent {
    /// The kind of all parents; where neither this nor `class` is given, a row of the same table.
    pub kind: Option<Kind>,
    /// What is written before the number in the parent's id.
    #[serde(default)]
    pub prefix: String,
    /// The column that names the parent's class, as `Decidim::Proposals::Proposal` does: its last word counts.
    pub class: Option<String>,
    /// What each class is, in lower case with `*` as in `personal`; `*` alone are all others. Where nothing says the
    /// class, it is that of a row above which has the number.
    #[serde(default)]
    pub classes: BTreeMap<String, Class>,
    /// A column such as `1/7/12`: the rows of this table above this one, the nearest last.
    pub ancestry: Option<String>,
    /// The columns with the address of a parent that no row of the source is known for.
    #[serde(default)]
    pub url: OneOrMany<String>,
    /// Whether rows may lack a parent.
    #[serde(default)]
    pub may_lack: bool,
    /// Whether a parent of `kind` is made where no row of the source is it, its title the words of its number; rows that
    /// name none are below one that has no number.
    #[serde(default)]
    pub made: bool,
    /// Whether a row that names no parent is below the last row that leads.
    #[serde(default)]
    pub follows: bool,
    /// Whether a row that is repeated with another parent is below the first.
    #[serde(default)]
    pub first: bool,
    /// Why a record without a parent is not kept.
    pub refuse_without: Option<RefusalRule>,
}

/// What a class of parents is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::ingest) struct Class {
    pub kind: Kind,
    /// What is written before the number in the parent's id; `{class}` is the class in lower case.
    #[serde(default)]
    pub prefix: String,
    /// Whether the parent is of the organiser, and is made where no row of the source is it.
    #[serde(default)]
    pub made: bool,
    /// Whether only a class of letters and digits is one.
    #[serde(default)]
    pub one_word: bool,
}

/// What is known of the authors of a table's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::ingest) enum Authors {
    /// A row without one is nobody's, which is nothing to report.
    #[default]
    MayLack,
    /// Rows without one, or with several, are counted and reported.
    Counted,
    /// The platform publishes none, which is reported.
    NotPublished,
}

/// A reason of the program, or a word of the spec's own.
fn refusal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Refusal, D::Error> {
    let word = word(deserializer)?;
    Ok(Refusal::from_name(&word).unwrap_or_else(|| Refusal::Own(kept(word))))
}

/// What rows are, as the program calls it or in a word of the spec's own.
fn row_kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<RowKind>, D::Error> {
    let word = word(deserializer)?;
    let known = RowKind::from_name(&word);
    Ok(Some(known.unwrap_or_else(|| RowKind::Own(kept(word)))))
}

fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let word = String::deserialize(deserializer)?;
    let fits = |b: u8| b.is_ascii_lowercase() || b == b'_';
    if word.is_empty() || word.len() > 40 || !word.bytes().all(fits) {
        let message = "a reason is one short word of lower-case letters and underscores";
        return Err(de::Error::custom(message));
    }
    Ok(word)
}

/// A word of the journal, which lives as long as the program: specs are read once, and name few words.
fn kept(word: String) -> &'static str {
    Box::leak(word.into_boxed_str())
}
