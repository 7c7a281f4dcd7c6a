//! The «Grand Débat national» of 2019, as its own generator wrote it: forms, as CSV and as JSON.
//!
//! A row is a form that somebody filled in: a reply, whose answers to open questions are contributions
//! and whose choices in closed questions are votes. No file tells which questions are closed: a first
//! pass over it does.

mod columns;
mod emit;
mod forms;
mod objects;
#[cfg(test)]
mod tests;

use super::mapping::GRAND_DEBAT;
use super::table::Candidate;
use super::{Context, Importer, InputFile, ReadError};
use crate::ingest::clean::kept::shown;
use crate::ingest::mapping::forms::Survey;
use crate::ingest::mapping::set_aside::warn_personal;
use crate::model::{Place, Sink, WarningKind};
use emit::Emitter;
use forms::{Entry, Given, Source};

/// The importer of this format.
pub(super) struct GrandDebat;

/// Whether a file holds forms, and whether it is JSON.
fn forms_in(candidate: &Candidate<'_>) -> Option<bool> {
    if columns::is_json_of_forms(&candidate.file.head) {
        return Some(true);
    }
    columns::is_table_of_forms(candidate.headers()?).then_some(false)
}

impl Importer for GrandDebat {
    fn name(&self) -> &str {
        "grand-debat"
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        forms_in(candidate).is_some() || GRAND_DEBAT.recognises(candidate)
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let whole = context.origin(Place::Line(1));
        let Some(json) = forms_in(&Candidate::new(file)) else {
            return GRAND_DEBAT.read(file, context, sink);
        };
        match read_forms(file, json, context, sink) {
            Ok(true) => {}
            Ok(false) => {
                let detail = "its first line is no header of a table".to_string();
                super::refuse_file(sink, whole, "malformed", detail);
            }
            Err(error) => super::refuse_file(sink, whole, "unreadable", error.reason),
        }
    }
}

/// Reads a file of forms: once to know its questions, once to hand its forms over.
fn read_forms(
    file: &InputFile,
    json: bool,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) -> Result<bool, ReadError> {
    let Some(mut source) = Source::open(file, json)? else {
        return Ok(false);
    };
    let mut survey = Survey::default();
    for name in source.named() {
        survey.question(&name.number, || name.title.clone());
    }
    while let Some((_, entry)) = source.next_entry() {
        let form = match entry {
            Entry::Form(form) => form,
            Entry::Refused { last: true, .. } => break,
            Entry::Refused { .. } => continue,
        };
        for (name, given) in &form.answers {
            let Some(at) = survey.question(&name.number, || name.title.clone()) else {
                continue;
            };
            match given {
                Some(Given::Cell(cell)) => survey.answer(at, cell),
                Some(Given::Told(choices, _)) => {
                    survey.choices(at, choices.iter().map(String::as_str))
                }
                None => {}
            }
        }
    }
    let whole = context.origin(Place::Line(1));
    let list = |names: &std::collections::BTreeSet<String>| {
        let shown = names.iter().take(20).map(|n| shown(n));
        shown.collect::<Vec<_>>().join(", ")
    };
    // All of them: who set what aside must be seen, however many there are.
    let personal: Vec<String> = source.personal.iter().map(|n| shown(n)).collect();
    warn_personal(sink, &whole, &personal);
    if !source.unknown.is_empty() {
        let message = format!(
            "columns that are no question and that this format does not know, not read: {}",
            list(&source.unknown)
        );
        sink.warn(WarningKind::UnexplainedLine, whole.clone(), message);
    }
    if source.lost > 0 {
        let message = format!(
            "{} responses whose questionId is none: they were not read",
            source.lost
        );
        sink.warn(WarningKind::UnexplainedLine, whole.clone(), message);
    }
    if !source.whole() {
        let message = "the array is not closed: the file is cut short".to_string();
        sink.warn(WarningKind::CutShort, whole.clone(), message);
    }
    let forms = survey.finish();
    let Some(mut source) = Source::open(file, json)? else {
        return Ok(false);
    };
    let mut emitter = Emitter::new(forms, context, sink);
    while let Some((place, entry)) = source.next_entry() {
        let origin = context.origin(place);
        if let Some(message) = source.swallowed.take() {
            emitter.warn(WarningKind::SwallowedRows, origin.clone(), message);
        }
        match entry {
            Entry::Form(form) => emitter.form(form, origin),
            Entry::Refused {
                what,
                reason,
                detail,
                last,
            } => {
                emitter.refuse(origin, what, reason, detail);
                if last {
                    break;
                }
            }
        }
    }
    emitter.finish(whole, source.repaired, &source.mojibake_fixes);
    Ok(true)
}
