//! Any table of contributions, in any form: columns named in `corpus.toml`, or guessed.

mod answers;
mod column;
mod columns;
mod counters;
mod explained;
mod form;
#[cfg(test)]
mod form_tests;
mod guess;
mod guess_form;
mod other;
#[cfg(test)]
mod private_tests;
mod propose;
mod read;
#[cfg(test)]
pub(in crate::ingest) mod tests;

use crate::ingest::io::decode;
use crate::ingest::table::headers::words;
use crate::ingest::table::{
    Candidate, Container, Rows, Spreadsheet, begins_with_object, holds_list, is_table,
};
use crate::ingest::{Context, Importer, InputFile};
use crate::model::{Mapping, MappingNotes, NotRead, Sink};
use guess::{Guess, guess};
pub(in crate::ingest) use other::other_document;
use propose::propose;

/// The importer of one form of table.
pub(in crate::ingest) struct Table(Container);

/// CSV, whatever its separator.
pub(in crate::ingest) const CSV: Table = Table(Container::Csv);
/// JSON Lines: one object a line.
pub(in crate::ingest) const JSON_LINES: Table = Table(Container::JsonLines);
/// JSON: one list of objects.
pub(in crate::ingest) const JSON: Table = Table(Container::Json);
/// Parquet.
pub(in crate::ingest) const PARQUET: Table = Table(Container::Parquet);
/// Excel workbooks since 2007.
pub(in crate::ingest) const XLSX: Table = Table(Container::Sheet(Spreadsheet::Xlsx));
/// OpenDocument workbooks.
pub(in crate::ingest) const ODS: Table = Table(Container::Sheet(Spreadsheet::Ods));

impl Importer for Table {
    fn name(&self) -> &'static str {
        match self.0 {
            Container::Csv => "csv",
            Container::JsonLines => "jsonl",
            Container::Json => "json",
            Container::Parquet => "parquet",
            Container::Sheet(Spreadsheet::Xlsx) => "xlsx",
            Container::Sheet(Spreadsheet::Ods) => "ods",
        }
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        let file = candidate.file;
        let has_text = || look(self.0, file).is_some_and(|g| g.has_content());
        match self.0 {
            Container::Csv => looks_like_csv(file),
            Container::JsonLines => self.can_read(file) && begins_with_object(file) && has_text(),
            Container::Json => holds_list(file) && has_text(),
            // What these are is recognised by their first bytes or members; a file that cannot be opened is
            // refused with a reason of its own.
            Container::Parquet | Container::Sheet(_) => self.can_read(file),
        }
    }

    fn can_read(&self, file: &InputFile) -> bool {
        is_table(self.0, file)
    }

    fn guess(&self, file: &InputFile) -> Option<(Mapping, MappingNotes)> {
        let (headers, sample) = Rows::open(self.0, file, &[]).ok()??.sample();
        let Guess {
            mapping, mut notes, ..
        } = guess(&headers, &sample);
        let (variables, kept_out) = propose(&headers, &sample, &mapping);
        // Of these columns more is known than that they are not read.
        let proposed = variables.iter().map(|v| v.column.as_str());
        let known: Vec<&str> = proposed
            .chain(kept_out.iter().filter_map(|k| Some(k.column()?.0)))
            .collect();
        notes.left_out.retain(|left_out| match left_out.column() {
            // These say what to write where a column is more than a variable.
            Some((_, NotRead::MaybeCodes(_) | NotRead::MaybeSetAside(_))) | None => true,
            Some((name, _)) => !known.contains(&name),
        });
        notes.left_out.extend(kept_out);
        notes.variables = variables;
        Some((mapping, notes))
    }

    fn columns(&self, file: &InputFile) -> Option<Vec<String>> {
        headers(self.0, file)
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        read::read(self.0, file, context, sink)
    }
}

/// The columns of a file; `None` where it is no table or cannot be read.
fn headers(container: Container, file: &InputFile) -> Option<Vec<String>> {
    Some(Rows::open(container, file, &[]).ok()??.headers)
}

/// The guess for a file; `None` where it is no table or cannot be read.
fn look(container: Container, file: &InputFile) -> Option<Guess> {
    let (headers, sample) = Rows::open(container, file, &[]).ok()??.sample();
    Some(guess(&headers, &sample))
}

/// Whether a file is a table of contributions: prose has commas too, so that headers must be headers and
/// rows as long as they.
fn looks_like_csv(file: &InputFile) -> bool {
    // The head alone: a file that is none is not read further. A row that the head cuts is a short one.
    let head = InputFile::from_bytes(&file.path, file.head.clone());
    let Ok(Some(rows)) = Rows::open(Container::Csv, &head, &[]) else {
        return false;
    };
    let named = rows.headers.iter().filter(|h| !h.is_empty()).count();
    let is_header = rows.headers.iter().all(|h| {
        h.chars().count() <= 300 && !h.starts_with(['{', '[', '<']) && !h.starts_with("%PDF")
    });
    let control = decode::is_binary(&file.head);
    if control || !is_header {
        return false;
    }
    if rows.headers.len() == 1 {
        return is_single_column(rows);
    }
    if named < 2 {
        return false;
    }
    let cut = file.head.len() >= crate::ingest::HEAD;
    let (headers, sample) = rows.sample();
    if !guess(&headers, &sample).has_content() {
        return false;
    }
    let known = headers.iter().filter(|h| words::is_known(h)).count();
    // A row that the end of the head cuts may be short.
    let whole = &sample[..sample.len() - usize::from(cut && !sample.is_empty())];
    let full = whole.iter().all(|r| filled(r) >= 2);
    known >= 2 || (full && whole.len() >= if known == 1 { 1 } else { 3 })
}

/// Whether what has no separator is a column of texts: its first line is a known header as a whole, and at
/// least three rows follow at once; below a letter's title comes an empty line.
fn is_single_column(mut rows: Rows<'_>) -> bool {
    let header = rows.is_headerless() || words::is_text(&rows.headers[0]);
    let follows = matches!(rows.next_row(), Some(Ok(row)) if row.line == 2 || rows.is_headerless());
    let (headers, sample) = rows.sample();
    header && follows && sample.len() >= 2 && guess(&headers, &sample).mapping.has_text()
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|c| !c.trim().is_empty()).count()
}
