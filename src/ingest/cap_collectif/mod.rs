//! Exports of Cap Collectif: consultations, debates, proposals and questionnaires, in two generations
//! of column names.
//!
//! A consultation comes as one file whose rows are opinions, arguments, sources, votes; a debate as one of
//! arguments and one of votes; a collection or a selection as one of proposals, comments and votes; a
//! questionnaire as one of forms. Each comes in shapes (full, simplified, grouped by participant) that tell
//! more or less of the same things under the same ids, so that the journal merges them.

mod columns;
mod consultation;
mod debate;
mod proposals;
mod questions;
#[cfg(test)]
mod tests;

use super::clean::{Masked, keep, keep_line, public_url as url, shown};
use super::dates::{Epoch, column_date, iso_date, sql_date};
use super::html::readable;
use super::mapping::CAP_COLLECTIF_REPLIES;
use super::set_aside::warn_personal;
use super::table::{Candidate, PlatformRows, Row};
use super::{Context, Importer, InputFile};
use crate::model::{Import, Moderation, Origin, Place, Pseudonym, Sink, WarningKind};
use columns::{Columns, is_hidden, is_no, is_yes, platform_id};
use consultation::Consultation;
use debate::Debate;
use jiff::Timestamp;
use proposals::Proposals;

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
    /// Proposals of a collection or a selection, and what stands below them.
    Proposals,
    /// Reports of abuse.
    Reportings,
    /// The organiser's texts about opinions.
    Context,
    /// People.
    Participants,
    /// What administrators did.
    Log,
}

/// The shape of a file with this header, and its columns.
fn shape(headers: &[String]) -> Option<(Shape, Columns)> {
    // First where unknown names are questions: one of them may be «Title».
    let columns = Columns::with_questions(headers);
    let has = |fields: &[&str]| fields.iter().all(|f| columns.has(f));
    if has(&["proposal_id", "proposal_title"]) {
        return Some((Shape::Proposals, columns));
    }
    let columns = Columns::new(headers);
    let has = |fields: &[&str]| fields.iter().all(|f| columns.has(f));
    let shape = if has(&["type", "id", "consultation_title"]) && columns.any("arguments_") {
        Shape::Consultation
    } else if has(&["argument_content", "argument_type"]) {
        Shape::Arguments
    } else if has(&["vote_type", "vote_author_id"]) {
        Shape::Votes
    } else if columns.has("reportings_id") {
        Shape::Reportings
    } else if columns.has("context_element_body_text") {
        Shape::Context
    } else if has(&["participant_user_id", "participant_user_email"]) && !columns.has("type")
        || has(&["email", "user_name", "roles_text"])
    {
        Shape::Participants
    } else if columns.any("log_admin_") || columns.any("app_log_") {
        Shape::Log
    } else {
        return None;
    };
    Some((shape, columns))
}

impl Importer for CapCollectif {
    fn name(&self) -> &'static str {
        "cap-collectif"
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        let shape = candidate.headers().and_then(shape);
        shape.is_some() || CAP_COLLECTIF_REPLIES.recognises(candidate)
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let whole = context.origin(Place::Line(1));
        let candidate = Candidate::new(file);
        let found = candidate.headers().and_then(shape).map(|f| f.0);
        if found != Some(Shape::Proposals) && CAP_COLLECTIF_REPLIES.recognises(&candidate) {
            return CAP_COLLECTIF_REPLIES.read(file, context, sink);
        }
        let Some(mut rows) = PlatformRows::open(file, context, sink) else {
            return;
        };
        let Some((shape, columns)) = shape(rows.headers()) else {
            let detail = "its columns are none that this format knows".to_string();
            return super::refuse_file(sink, whole, "unknown_format", detail);
        };
        warn_personal(sink, &whole, &columns.personal);
        let mut reader = Reader {
            columns,
            context,
            sink,
            epoch: rows.epoch(),
            masked: Masked::default(),
        };
        let mut consultation = Consultation::default();
        let mut debate = Debate::new(&reader.columns);
        let mut proposals = Proposals::new(&reader.columns);
        if shape == Shape::Arguments {
            debate.warn_grouped(&mut reader, &whole);
        }
        while let Some(row) = rows.next(context, reader.sink) {
            match shape {
                Shape::Consultation => consultation.row(&mut reader, &row),
                Shape::Arguments => debate.argument(&mut reader, &row),
                Shape::Votes => debate.vote(&mut reader, &row),
                Shape::Proposals => proposals.row(&mut reader, &row),
                Shape::Context => {
                    let origin = reader.origin(&row);
                    consultation.context(&mut reader, &row, origin);
                }
                Shape::Reportings => {
                    let detail = "a report of abuse is no contribution".to_string();
                    reader.refuse(reader.origin(&row), "row", "reporting", detail);
                }
                Shape::Participants => {
                    let detail = "a row about a person: nothing of it is read".to_string();
                    reader.refuse(reader.origin(&row), "participant", "personal", detail);
                }
                Shape::Log => {
                    let detail = "what an administrator did: nothing of it is read".to_string();
                    reader.refuse(reader.origin(&row), "row", "personal", detail);
                }
            }
        }
        consultation.finish(&mut reader);
        proposals.finish(&mut reader);
        let masked = reader.masked;
        rows.finish(context, sink, masked);
    }
}

/// What reading a row needs.
struct Reader<'a, 's> {
    columns: Columns,
    context: &'a Context<'a>,
    sink: &'s mut dyn Sink,
    /// From which day numbers count days, where the table is of a spreadsheet.
    epoch: Option<Epoch>,
    masked: Masked,
}

impl Reader<'_, '_> {
    fn origin(&self, row: &Row) -> Origin {
        self.context.origin(row.place)
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
        let at = sql_date(cell)
            .or_else(|| iso_date(cell))
            .or_else(|| column_date(cell, self.epoch?));
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
    fn moderation(&mut self, row: &Row, prefix: &str, origin: &Origin) -> Option<Moderation> {
        let name = |field: &str| format!("{prefix}{field}");
        let tells = ["trashed", "trashed_at", "published", "publication_status"];
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
        let status = get("publication_status");
        let hidden = is_hidden(status);
        if hidden.is_none() {
            let message = format!(
                "its status is «{}», which is none that is known; it is kept as published",
                shown(status)
            );
            let kind = WarningKind::UnexplainedLine;
            self.sink.warn(kind, origin.clone(), message);
        }
        let trashed = is_yes(get("trashed")) || !get("trashed_at").is_empty();
        let reason = get("trashed_reason");
        let moderated = trashed || unpublished || hidden == Some(true);
        let reason = (moderated && !reason.is_empty()).then(|| keep_line(reason, &mut self.masked));
        Some(Moderation {
            moderated,
            reason,
            gone: false,
        })
    }

    /// When a thing was published; where the cell is empty, when it was written.
    fn published(&mut self, row: &Row, prefix: &str, origin: &Origin) -> Option<Timestamp> {
        let (published, created) = (
            format!("{prefix}published_at"),
            format!("{prefix}created_at"),
        );
        let cell = self.columns.first(row, &[&published, &created]);
        self.date(cell, origin)
    }
}
