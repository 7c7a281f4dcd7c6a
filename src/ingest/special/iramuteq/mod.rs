//! Corpora of IRaMuTeQ and Alceste: texts below lines of stars, whose variables say whose they are.

mod lines;
mod read;
#[cfg(test)]
mod tests;
mod variables;

use crate::ingest::{Candidate, Context, Importer, InputFile, decode};
use crate::model::Sink;

/// The importer of starred corpora.
pub(in crate::ingest) struct Iramuteq;

impl Importer for Iramuteq {
    fn name(&self) -> &'static str {
        "iramuteq"
    }

    fn has_columns(&self) -> bool {
        false
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        let file = candidate.file;
        mark(&file.head).is_some()
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        read::read(file, context, sink)
    }
}

/// What begins a text in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// `**** *variable_value`.
    Stars,
    /// `0001 *variable_value`.
    Number,
}

impl Mark {
    /// What is behind the mark, where a line begins with it.
    fn cut(self, line: &str) -> Option<&str> {
        match self {
            Mark::Stars => line.strip_prefix("****"),
            Mark::Number => {
                let digits = line.bytes().take_while(u8::is_ascii_digit).count();
                let rest = &line[digits..];
                let words = rest.trim_start();
                let variable = words
                    .strip_prefix('*')
                    .is_some_and(|w| w.starts_with(|c: char| c.is_alphanumeric()));
                (digits >= 4 && words.len() < rest.len() && variable).then_some(rest)
            }
        }
    }
}

/// The mark of a file, from its head; `None` where it is no such corpus.
fn mark(head: &[u8]) -> Option<Mark> {
    let text = decode(head).0;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let (mut first, mut quotes) = (true, 0);
    for line in text.split(['\n', '\r']) {
        let blank = line.trim().is_empty();
        if starred(line) && (first || quotes % 2 == 0) {
            return Some(Mark::Stars);
        }
        // Numbers begin lines of prose and tables too: here they must begin the file.
        if first && !blank && Mark::Number.cut(line).is_some() {
            return Some(Mark::Number);
        }
        if first && !blank {
            if line.trim_start().starts_with(['{', '[', '<']) || line.contains('\0') {
                return None;
            }
            first = false;
        }
        // A line of stars inside a cell of a table is that cell's.
        quotes += line.matches('"').count();
    }
    None
}

/// Whether a line is four stars, a blank and a variable.
fn starred(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("****") else {
        return false;
    };
    let words = rest.trim_start();
    words.len() < rest.len()
        && words
            .strip_prefix('*')
            .is_some_and(|w| w.starts_with(|c: char| c.is_alphanumeric()))
}

/// The line without one of its leading blanks, where they keep a line of text from being a mark: IRaMuTeQ
/// looks at the first characters alone, and the export of a corpus puts such a blank before them.
fn unguarded(line: &str) -> &str {
    let rest = line.trim_start_matches(' ');
    let guarded = rest.len() < line.len() && (rest.starts_with("****") || rest.starts_with("-*"));
    if guarded { &line[1..] } else { line }
}
