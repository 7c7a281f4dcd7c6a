//! Any table of contributions, CSV or JSON Lines: columns named in `corpus.toml`, or guessed.

mod columns;
mod guess;
mod key;
mod read;
mod rows;
#[cfg(test)]
mod tests;
mod values;
mod words;

use super::{Context, Importer, InputFile, decode};
use crate::model::{Mapping, MappingNotes, Sink};
use guess::{Guess, guess};
use rows::{Form, Rows};

/// The importer of CSV tables.
pub(super) struct Csv;

/// The importer of JSON Lines: one object a line.
pub(super) struct JsonLines;

impl Importer for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn recognises(&self, file: &InputFile) -> bool {
        looks_like_csv(file)
    }

    fn can_read(&self, file: &InputFile) -> bool {
        rows::is_table(Form::Csv, &file.head)
    }

    fn guess(&self, file: &InputFile) -> Option<(Mapping, MappingNotes)> {
        look(Form::Csv, file).map(|g| (g.mapping, g.notes))
    }

    fn columns(&self, file: &InputFile) -> Option<Vec<String>> {
        headers(Form::Csv, file)
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        read::read(Form::Csv, file, context, sink)
    }
}

impl Importer for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn recognises(&self, file: &InputFile) -> bool {
        rows::is_table(Form::JsonLines, &file.head)
            && rows::begins_with_object(file)
            && look(Form::JsonLines, file).is_some_and(|g| g.mapping.has_text())
    }

    fn can_read(&self, file: &InputFile) -> bool {
        rows::is_table(Form::JsonLines, &file.head)
    }

    fn guess(&self, file: &InputFile) -> Option<(Mapping, MappingNotes)> {
        look(Form::JsonLines, file).map(|g| (g.mapping, g.notes))
    }

    fn columns(&self, file: &InputFile) -> Option<Vec<String>> {
        headers(Form::JsonLines, file)
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        read::read(Form::JsonLines, file, context, sink)
    }
}

/// The columns of a file; `None` where it is no table or cannot be read.
fn headers(form: Form, file: &InputFile) -> Option<Vec<String>> {
    Some(Rows::open(form, file, &[]).ok()??.headers)
}

/// The guess for a file; `None` where it is no table or cannot be read.
fn look(form: Form, file: &InputFile) -> Option<Guess> {
    let (headers, sample) = Rows::open(form, file, &[]).ok()??.sample();
    Some(guess(&headers, &sample))
}

/// Whether a file is a table of contributions: prose has commas too, so that headers must be headers and
/// rows as long as they.
fn looks_like_csv(file: &InputFile) -> bool {
    // The head alone: a file that is none is not read further. A row that the head cuts is a short one.
    let head = InputFile::from_bytes(&file.path, file.head.clone());
    let Ok(Some(rows)) = Rows::open(Form::Csv, &head, &[]) else {
        return false;
    };
    let named = rows.headers.iter().filter(|h| !h.is_empty()).count();
    let is_header = rows.headers.iter().all(|h| {
        h.chars().count() <= 300 && !h.starts_with(['{', '[', '<']) && !h.starts_with("%PDF")
    });
    let control = file.head.contains(&0) && !decode::charset(&file.head, false).0.is_wide();
    if named < 2 || !is_header || control {
        return false;
    }
    let cut = file.head.len() >= super::HEAD;
    let (headers, sample) = rows.sample();
    if !guess(&headers, &sample).mapping.has_text() {
        return false;
    }
    let known = headers.iter().filter(|h| words::is_known(h)).count();
    // A row that the end of the head cuts may be short.
    let whole = &sample[..sample.len() - usize::from(cut && !sample.is_empty())];
    let full = whole.iter().all(|r| filled(r) >= 2);
    known >= 2 || (full && whole.len() >= if known == 1 { 1 } else { 3 })
}

fn filled(cells: &[String]) -> usize {
    cells.iter().filter(|c| !c.trim().is_empty()).count()
}
