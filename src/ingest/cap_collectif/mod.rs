//! CSV exports of Cap Collectif: consultations and debates, in two generations of column names.
//!
//! A consultation comes as one file whose rows are opinions, arguments, sources, votes; a debate as one of
//! arguments and one of votes. Each comes in shapes (full, simplified, grouped by participant) that tell
//! more or less of the same things under the same ids, so that the journal merges them.

mod columns;
mod consultation;
mod debate;
#[cfg(test)]
mod tests;

use super::clean::{Masked, keep, keep_line, shown};
use super::csv_rows::{CsvRows, Row, sniff};
use super::dates::{iso_date, sql_date};
use super::html::readable;
use super::repair::Mended;
use super::{Context, Importer, InputFile};
use crate::model::{Import, Moderation, Origin, Place, Pseudonym, Sink, WarningKind};
use columns::{Columns, is_no, is_yes, platform_id};
use consultation::Consultation;
use debate::Debate;
use jiff::Timestamp;

/// The importer of this format.
pub(super) struct CapCollectif;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Opinions and what stands below them.
    Consultation,
    /// Arguments of a debate.
    Arguments,
    /// Votes of a debate.
    Votes,
    /// People.
    Participants,
}

/// The shape of a file with these columns.
fn shape(columns: &Columns) -> Option<Shape> {
    let has = |fields: &[&str]| fields.iter().all(|f| columns.has(f));
    if has(&["type", "id", "consultation_title"]) && columns.any("arguments_") {
        Some(Shape::Consultation)
    } else if has(&["argument_content", "argument_type"]) {
        Some(Shape::Arguments)
    } else if has(&["vote_type", "vote_author_id"]) {
        Some(Shape::Votes)
    } else if has(&["participant_user_id", "participant_user_email"]) && !columns.has("type") {
        Some(Shape::Participants)
    } else {
        None
    }
}

impl Importer for CapCollectif {
    fn name(&self) -> &'static str {
        "cap-collectif"
    }

    fn recognises(&self, file: &InputFile) -> bool {
        sniff(&file.head).is_some_and(|(headers, _)| shape(&Columns::new(&headers)).is_some())
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let whole = context.origin(Place::Line(1));
        let mut rows = match CsvRows::open(file) {
            Ok(Some(rows)) => rows,
            Ok(None) => {
                let detail = "its first line is no header of a table".to_string();
                return super::refuse_file(sink, whole, "malformed", detail);
            }
            Err(error) => return super::refuse_file(sink, whole, "unreadable", error.reason),
        };
        let columns = Columns::new(&rows.headers);
        let Some(shape) = shape(&columns) else {
            let detail = "its columns are none that this format knows".to_string();
            return super::refuse_file(sink, whole, "unknown_format", detail);
        };
        if !columns.personal.is_empty() {
            let message = format!(
                "columns of personal data, set aside: {}",
                columns.personal.join(", ")
            );
            sink.warn(WarningKind::PersonalColumns, whole.clone(), message);
        }
        let mut reader = Reader {
            columns,
            context,
            sink,
            masked: Masked::default(),
        };
        let mut consultation = Consultation::default();
        let mut debate = Debate::new(&reader.columns);
        if shape == Shape::Arguments {
            debate.warn_grouped(&mut reader, &whole);
        }
        let mut repaired = 0;
        let mut mended = Mended::default();
        mended.tell(reader.sink, whole.clone(), &rows.mended);
        while let Some(row) = rows.next_row() {
            let row = match row {
                Ok(row) => row,
                Err(bad) => {
                    let origin = context.origin(Place::Row(bad.number));
                    reader.refuse(origin, "row", bad.reason, bad.detail);
                    continue;
                }
            };
            repaired += row.repaired;
            if !row.mended.is_empty() {
                let origin = reader.origin(&row);
                mended.tell(reader.sink, origin, &row.mended);
            }
            match shape {
                Shape::Consultation => consultation.row(&mut reader, &row),
                Shape::Arguments => debate.argument(&mut reader, &row),
                Shape::Votes => debate.vote(&mut reader, &row),
                Shape::Participants => {
                    let detail = "a row about a person: nothing of it is read".to_string();
                    reader.refuse(reader.origin(&row), "participant", "personal", detail);
                }
            }
        }
        consultation.finish(&mut reader);
        let masked = reader.masked;
        if repaired > 0 {
            let message = format!(
                "cells that are not UTF-8, read as Windows-1252: {repaired}; save the file as UTF-8"
            );
            sink.warn(WarningKind::BadEncoding, whole.clone(), message);
        }
        mended.finish(sink, whole.clone());
        super::warn_masked(sink, whole, masked);
    }
}

/// What reading a row needs.
struct Reader<'a, 's> {
    columns: Columns,
    context: &'a Context<'a>,
    sink: &'s mut dyn Sink,
    masked: Masked,
}

impl Reader<'_, '_> {
    fn origin(&self, row: &Row) -> Origin {
        self.context.origin(Place::Row(row.number))
    }

    fn refuse(&mut self, origin: Origin, what: &'static str, reason: &'static str, detail: String) {
        self.sink.take(Import::Refused {
            origin,
            what,
            reason,
            detail: Some(detail),
        });
    }

    fn date(&mut self, cell: &str, origin: &Origin) -> Option<Timestamp> {
        if cell.is_empty() {
            return None;
        }
        let at = sql_date(cell).or_else(|| iso_date(cell));
        if at.is_none() {
            let message = format!("«{}» is no date; the row is kept without one", shown(cell));
            self.sink
                .warn(WarningKind::BadDate, origin.clone(), message);
        }
        at
    }

    /// A text as what it is: HTML where it is HTML, else plain text.
    fn text(&mut self, cell: &str) -> String {
        keep(&readable(cell), &mut self.masked)
    }

    fn line(&mut self, cell: &str) -> String {
        keep_line(cell, &mut self.masked)
    }

    /// The pseudonym of an author's id, or else of the name that the row prints.
    fn author(&self, id: &str, name: &str) -> Option<Pseudonym> {
        let identity = match platform_id(id) {
            Some((_, id)) => id,
            None => {
                let found = if id.is_empty() { name } else { id };
                let printed = crate::text::normalise(found);
                // Apart from ids: somebody may call himself «user36».
                Some(printed.trim())
                    .filter(|n| !n.is_empty())
                    .map(|n| format!("name:{n}"))?
            }
        };
        let key = &self.context.key;
        Some(key.pseudonym(self.context.source, &identity))
    }

    /// Whether the organiser set a row aside, where the shape tells; `prefix` names what the row is.
    fn moderation(&mut self, row: &Row, prefix: &str) -> Option<Moderation> {
        let name = |field: &str| format!("{prefix}{field}");
        let tells = ["trashed", "trashed_at", "published"];
        if !tells.iter().any(|f| self.columns.has(&name(f))) {
            return None;
        }
        let get = |field: &str| self.columns.get(row, &name(field));
        let published = get("published");
        let unpublished = if self.columns.older {
            self.columns.has(&name("published")) && !is_yes(published)
        } else {
            is_no(published)
        };
        let trashed = is_yes(get("trashed")) || !get("trashed_at").is_empty();
        let reason = get("trashed_reason");
        let moderated = trashed || unpublished;
        let reason = (moderated && !reason.is_empty()).then(|| keep_line(reason, &mut self.masked));
        Some(Moderation {
            moderated,
            reason,
            gone: false,
        })
    }
}
