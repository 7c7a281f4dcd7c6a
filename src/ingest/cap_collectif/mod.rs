//! Questionnaires of Cap Collectif, in two generations of column names. All other exports are read by the spec
//! `cap-collectif.toml`.

mod closed;
mod columns;
mod questionnaire;
mod questions;

use super::clean::{Masked, keep, keep_line, shown};
use super::dates::{Epoch, column_date, iso_date, sql_date};
use super::html::readable;
use super::mapping::CAP_COLLECTIF;
use super::set_aside::warn_personal;
use super::table::{Candidate, PlatformRows, Row};
use super::{Context, Importer, InputFile};
use crate::model::{Import, Moderation, Origin, Place, Pseudonym, Sink, WarningKind};
use columns::{Columns, is_hidden, is_no, is_yes, platform_id};
use jiff::Timestamp;
use questionnaire::Questionnaire;

/// The importer of this format.
pub(super) struct CapCollectif;

/// The columns of a file of forms.
fn forms(headers: &[String]) -> Option<Columns> {
    // Where unknown names are questions: one of them may be «Title».
    let columns = Columns::with_questions(headers);
    let has = |fields: &[&str]| fields.iter().all(|f| columns.has(f));
    let title = ["title", "body_text", "consultation_title"];
    let reply = if columns.older {
        has(&[
            "id",
            "published",
            "author_id",
            "updated_at",
            "anonymous",
            "draft",
        ])
    } else {
        has(&["id", "published_at"]) && (columns.has("author_id") || columns.any("participant_"))
    };
    let other = has(&["proposal_id", "proposal_title"]) || title.iter().any(|f| columns.has(f));
    (reply && !other).then_some(columns)
}

impl Importer for CapCollectif {
    fn name(&self) -> &'static str {
        "cap-collectif"
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        let forms = candidate.headers().is_some_and(|h| forms(h).is_some());
        forms || CAP_COLLECTIF.recognises(candidate)
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let candidate = Candidate::new(file);
        let Some(columns) = candidate.headers().and_then(forms) else {
            return CAP_COLLECTIF.read(file, context, sink);
        };
        let whole = context.origin(Place::Line(1));
        let Some(mut rows) = PlatformRows::open(file, context, sink) else {
            return;
        };
        warn_personal(sink, &whole, &columns.personal);
        let mut questionnaire = Questionnaire::new(closed::answers(file, &columns));
        let mut reader = Reader {
            columns,
            context,
            sink,
            epoch: rows.epoch(),
            masked: Masked::default(),
        };
        while let Some(row) = rows.next(context, reader.sink) {
            questionnaire.row(&mut reader, &row);
        }
        questionnaire.finish(&mut reader, &whole);
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
