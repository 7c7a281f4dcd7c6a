//! Exports of Decidim and its open data: proposals, comments, debates, meetings, results.
//!
//! Each kind of file is known by its columns, in the generations that the platform has had. Nothing in a
//! file says what its consultation is, and comments name what they answer by its number alone.

mod columns;
mod rows;
#[cfg(test)]
mod tests;

use super::clean::{Masked, keep, keep_line, shown};
use super::dates::{Epoch, date_in};
use super::html::readable;
use super::set_aside::warn_personal;
use super::table::{Candidate, PlatformRows, Row};
use super::{Context, Importer, InputFile};
use crate::model::{Import, Origin, Place, Pseudonym, Sink, WarningKind};
use columns::Columns;
use jiff::Timestamp;
use rows::Rows;

/// The importer of this format.
pub(super) struct Decidim;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Proposals,
    Comments,
    Debates,
    Meetings,
    Results,
}

/// The shape of a file with these columns.
fn shape(columns: &Columns) -> Option<Shape> {
    let any = |names: &[&str]| names.iter().any(|n| columns.has(n));
    let component = any(&["component/id", "feature/id"]);
    if !columns.has("id") {
        None
    } else if columns.has("commentable_id") && columns.has("commentable_type") {
        // Consul Democracy has comments on commentables as well, without these.
        let own = ["alignment", "depth", "author/id", "root_commentable_url"];
        (any(&own) && columns.has_text("body")).then_some(Shape::Comments)
    } else if !component || !columns.has_text("title") {
        None
    } else if columns.has_text("body") {
        let own = [
            "meeting_urls",
            "related_proposals",
            "is_amend",
            "supports",
            "state",
        ];
        any(&own).then_some(Shape::Proposals)
    } else if !columns.has_text("description") {
        None
    } else if any(&["progress", "proposal_urls"]) && columns.has("status/id") {
        Some(Shape::Results)
    } else if any(&["last_comment_at", "comments_enabled"])
        || columns.has_text("information_updates")
    {
        Some(Shape::Debates)
    } else if columns.has("start_time") && any(&["attendees", "address", "attendees_count"]) {
        Some(Shape::Meetings)
    } else {
        None
    }
}

impl Importer for Decidim {
    fn name(&self) -> &'static str {
        "decidim"
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        candidate
            .headers()
            .is_some_and(|headers| shape(&Columns::new(headers)).is_some())
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let whole = context.origin(Place::Line(1));
        let Some(mut rows) = PlatformRows::open(file, context, sink) else {
            return;
        };
        let columns = Columns::new(rows.headers());
        let Some(shape) = shape(&columns) else {
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
        let mut state = Rows::default();
        while let Some(row) = rows.next(context, reader.sink) {
            if row.cells.iter().all(|c| c.trim().is_empty()) {
                let origin = reader.origin(&row);
                reader.refuse(origin, "row", "empty", "an empty row".to_string());
                continue;
            }
            match shape {
                Shape::Proposals => state.proposal(&mut reader, &row),
                Shape::Comments => state.comment(&mut reader, &row),
                Shape::Debates => state.debate(&mut reader, &row),
                Shape::Meetings => state.meeting(&mut reader, &row),
                Shape::Results => state.result(&mut reader, &row),
            }
        }
        state.finish(&mut reader, &whole);
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

    fn unexplained(&mut self, origin: &Origin, message: String) {
        let kind = WarningKind::UnexplainedLine;
        self.sink.warn(kind, origin.clone(), message);
    }

    /// The first of these columns that is filled, as a moment.
    fn date(&mut self, row: &Row, names: &[&str], origin: &Origin) -> Option<Timestamp> {
        let cell = self.columns.first(row, names);
        if cell.is_empty() {
            return None;
        }
        let at = date_in(cell, self.epoch);
        if at.is_none() {
            let message = format!("«{}» is no date; the row is kept without one", shown(cell));
            self.sink
                .warn(WarningKind::BadDate, origin.clone(), message);
        }
        at
    }

    /// A text in its language, as what it is: HTML where it is HTML, else plain text.
    fn text(&mut self, row: &Row, name: &str) -> String {
        let cell = self.columns.text(row, name);
        keep(&readable(cell), &mut self.masked)
    }

    fn line(&mut self, cell: &str) -> String {
        keep_line(&readable(cell), &mut self.masked)
    }

    fn pseudonym(&self, identity: &str) -> Option<Pseudonym> {
        let key = &self.context.key;
        (!identity.is_empty()).then(|| key.pseudonym(self.context.source, identity))
    }
}
