//! The tables of the journal: what became of each source row, and what readers noticed.

use super::files::{IMPORTS, WARNINGS};
use super::records::{add_origins, origin_wanted, take_origins};
use super::table::{Column, Table};
use super::{BuildFiles, BuildTable, StoreError};
use crate::model::{ImportRow, Origin, Outcome, Warning};

/// The table of source rows: what became of each.
pub fn imports_table(rows: &[ImportRow]) -> BuildTable {
    let all = || rows.iter();
    let outcome = |r: &ImportRow| match &r.outcome {
        Outcome::Imported(_) => "imported",
        Outcome::Merged(_) => "merged",
        Outcome::Refused(_) => "refused",
    };
    let reason = |r: &ImportRow| match r.outcome {
        Outcome::Refused(reason) => Some(reason.name()),
        _ => None,
    };
    let mut t = BuildTable::new(rows.len());
    t.text("what", all().map(|r| Some(r.what.name())));
    t.text("outcome", all().map(|r| Some(outcome(r))));
    t.text("record", all().map(|r| record_of(&r.outcome)));
    t.text("reason", all().map(reason));
    t.text("detail", all().map(|r| r.detail.as_ref()));
    add_origins(&mut t, all().map(|r| &r.origin));
    t
}

/// The record that a row became or was merged with.
fn record_of(outcome: &Outcome) -> Option<&str> {
    match outcome {
        Outcome::Imported(id) | Outcome::Merged(id) => Some(id),
        Outcome::Refused(_) => None,
    }
}

/// One source row and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadImport {
    /// Where the row is.
    pub origin: Origin,
    /// A kind's name, `vote` or `file`.
    pub what: String,
    /// `imported`, `merged` or `refused`.
    pub outcome: String,
    /// The record that it became or was merged with.
    pub record: Option<String>,
    /// Why it was refused.
    pub reason: Option<String>,
    /// One sentence.
    pub detail: Option<String>,
}

/// Reads the table of source rows.
pub fn read_imports(build: &BuildFiles) -> Result<Vec<ReadImport>, StoreError> {
    let mut wanted = vec![
        ("what", Column::Text(vec![])),
        ("outcome", Column::Text(vec![])),
        ("record", Column::Text(vec![])),
        ("reason", Column::Text(vec![])),
        ("detail", Column::Text(vec![])),
    ];
    wanted.extend(origin_wanted());
    let mut t = Table::read_parquet(build, IMPORTS, wanted)?;
    let origins = take_origins(&mut t);
    let mut what = t.take_text("what").into_iter();
    let mut outcome = t.take_text("outcome").into_iter();
    let mut record = t.take_text("record").into_iter();
    let mut reason = t.take_text("reason").into_iter();
    let mut detail = t.take_text("detail").into_iter();
    let next = |column: &mut std::vec::IntoIter<Option<String>>| column.next().flatten();
    Ok(origins
        .into_iter()
        .map(|origin| ReadImport {
            origin,
            what: next(&mut what).unwrap_or_default(),
            outcome: next(&mut outcome).unwrap_or_default(),
            record: next(&mut record),
            reason: next(&mut reason),
            detail: next(&mut detail),
        })
        .collect())
}

/// The table of warnings.
pub fn warnings_table(warnings: &[Warning]) -> BuildTable {
    let mut t = BuildTable::new(warnings.len());
    t.text("kind", warnings.iter().map(|w| Some(w.kind.name())));
    t.text("message", warnings.iter().map(|w| Some(&w.message)));
    add_origins(&mut t, warnings.iter().map(|w| &w.origin));
    t
}

/// A warning of the table: its kind, where, and its message.
pub type ReadWarning = (String, Origin, String);

/// Reads the table of warnings.
pub fn read_warnings(build: &BuildFiles) -> Result<Vec<ReadWarning>, StoreError> {
    let mut wanted = vec![
        ("kind", Column::Text(vec![])),
        ("message", Column::Text(vec![])),
    ];
    wanted.extend(origin_wanted());
    let mut t = Table::read_parquet(build, WARNINGS, wanted)?;
    let origins = take_origins(&mut t);
    let kinds = t.take_text("kind");
    let messages = t.take_text("message");
    Ok(origins
        .into_iter()
        .zip(kinds)
        .zip(messages)
        .map(|((origin, kind), message)| {
            (
                kind.unwrap_or_default(),
                origin,
                message.unwrap_or_default(),
            )
        })
        .collect())
}
