//! Open data of a Consul Democracy platform: one table each of proposals, debates, comments, votes,
//! notifications, tags and taggings.
//!
//! The platform publishes no author. Files of one platform share a source name: their ids refer to each
//! other, and proposals and debates, which count from one each, are told apart by `debate-`.

mod rows;
#[cfg(test)]
mod tests;

use super::clean::Masked;
use super::set_aside::tell_columns;
use super::table::{Candidate, PlatformRows};
use super::{Context, Importer, InputFile};
use crate::model::{Place, Sink, WarningKind};
use rows::Reader;

/// Columns that would say who somebody is.
const PEOPLE: [&str; 5] = ["author", "author_id", "user", "user_id", "username"];

/// The importer of this format.
pub(super) struct Consul;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Table {
    Proposals,
    Debates,
    Comments,
    Votes,
    Notifications,
    Tags,
    Taggings,
}

impl Table {
    /// The columns that the platform gives its table.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Table::Proposals => &[
                "id",
                "title",
                "description",
                "external_url",
                "cached_votes_up",
                "comments_count",
                "hot_score",
                "confidence_score",
                "created_at",
                "summary",
                "video_url",
                "geozone_id",
                "retired_at",
                "retired_reason",
                "retired_explanation",
                "proceeding",
                "sub_proceeding",
            ],
            Table::Debates => &[
                "id",
                "title",
                "description",
                "created_at",
                "cached_votes_total",
                "cached_votes_up",
                "cached_votes_down",
                "comments_count",
                "hot_score",
                "confidence_score",
                "geozone_id",
            ],
            Table::Comments => &[
                "id",
                "commentable_id",
                "commentable_type",
                "body",
                "created_at",
                "cached_votes_total",
                "cached_votes_up",
                "cached_votes_down",
                "ancestry",
                "confidence_score",
            ],
            Table::Votes => &["votable_id", "votable_type", "vote_flag", "created_at"],
            Table::Notifications => &["title", "body", "proposal_id", "created_at"],
            Table::Tags => &["id", "name", "taggings_count", "kind"],
            Table::Taggings => &["tag_id", "taggable_id", "taggable_type"],
        }
    }

    /// Whether the rows are by people, whom the platform does not name.
    fn is_by_people(self) -> bool {
        !matches!(self, Table::Tags | Table::Taggings)
    }
}

/// The table of a file with these columns.
fn table(headers: &[String]) -> Option<Table> {
    let one = |name: &str| headers.iter().any(|h| h == name);
    let has = |names: &[&str]| names.iter().all(|n| one(n));
    if has(&["votable_id", "votable_type", "vote_flag"]) {
        Some(Table::Votes)
    } else if has(&["commentable_id", "commentable_type", "body"])
        // Other platforms have the first three.
        && (one("ancestry") || one("cached_votes_total"))
    {
        Some(Table::Comments)
    } else if has(&[
        "id",
        "title",
        "cached_votes_total",
        "cached_votes_up",
        "cached_votes_down",
    ]) {
        Some(Table::Debates)
    } else if has(&["id", "title", "cached_votes_up"]) && (one("summary") || one("retired_at")) {
        Some(Table::Proposals)
    } else if has(&["tag_id", "taggable_id", "taggable_type"]) {
        Some(Table::Taggings)
    } else if has(&["name", "taggings_count", "kind"]) {
        Some(Table::Tags)
    } else if headers.len() == 4 && has(Table::Notifications.columns()) {
        Some(Table::Notifications)
    } else {
        None
    }
}

impl Importer for Consul {
    fn name(&self) -> &'static str {
        "consul"
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        candidate
            .headers()
            .is_some_and(|headers| table(headers).is_some())
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let whole = context.origin(Place::Line(1));
        let Some(mut rows) = PlatformRows::open(file, context, sink) else {
            return;
        };
        let Some(table) = table(rows.headers()) else {
            let detail = "its columns are none that this format knows".to_string();
            return super::refuse_file(sink, whole, "unknown_format", detail);
        };
        tell_columns(sink, &whole, rows.headers(), table.columns(), &PEOPLE);
        let mut reader = Reader {
            headers: rows.headers().to_vec(),
            context,
            sink,
            epoch: rows.epoch(),
            masked: Masked::default(),
        };
        let mut read = 0u64;
        while let Some(row) = rows.next(context, reader.sink) {
            read += 1;
            reader.row(table, &row);
        }
        let masked = reader.masked;
        if table.is_by_people() && read > 0 {
            let message = "the platform publishes no authors: each row counts as a participant of \
                           its own"
                .to_string();
            sink.warn(WarningKind::NotInSource, whole.clone(), message);
        }
        rows.finish(context, sink, masked);
    }
}
