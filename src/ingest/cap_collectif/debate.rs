//! Debate files: arguments on one question, and votes on it. No row has an id.

use super::Reader;
use super::columns::{Columns, platform_id, side};
use crate::ingest::clean::kept::shown;
use crate::ingest::journal::NO_ID;
use crate::ingest::table::Row;
use crate::model::{Draft, Import, Kind, Moderation, Origin, Side, Vote, WarningKind};
use rustc_hash::FxHashSet;

/// What the rows of one file gave so far.
pub(super) struct Debate {
    /// Whether the file is grouped by participant: its column of sides repeats the participant's vote.
    grouped: bool,
    /// The questions that were made.
    questions: FxHashSet<String>,
}

impl Debate {
    /// A file with these columns, nothing read yet.
    pub fn new(columns: &Columns) -> Self {
        Debate {
            grouped: columns.any("participant_"),
            questions: FxHashSet::default(),
        }
    }

    /// Says once that a grouped file tells no side.
    pub fn warn_grouped(&self, reader: &mut Reader<'_, '_>, whole: &Origin) {
        if self.grouped {
            let message =
                "grouped by participant: the column argument_type repeats the participant's \
                           vote, so that no argument's side is taken from it; add the full export"
                    .to_string();
            let kind = WarningKind::UnexplainedLine;
            reader.sink.warn(kind, whole.clone(), message);
        }
    }

    /// The id of the question that a row answers; the first time, the question is made.
    fn question(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: &Origin) -> String {
        let fields = ["debate_url", "argument_debate_url", "vote_debate_url"];
        let url = reader.columns.first(row, &fields);
        let path = url.split(['?', '#']).next().unwrap_or("");
        let slug = path.rsplit('/').find(|part| !part.is_empty());
        let slug = slug.and_then(platform_id).map(|found| found.1);
        let name = slug.as_deref().unwrap_or(NO_ID);
        let kind = Kind::Question;
        let id = format!("{}/{}/{name}", reader.context.source, kind.name());
        if self.questions.insert(id.clone()) {
            reader.sink.take(Import::Made(Box::new(Draft {
                title: slug.as_deref().map_or(String::new(), title),
                url: (!url.is_empty() && name != NO_ID).then(|| url.to_string()),
                ..Draft::new(id.clone(), kind, origin.clone())
            })));
        }
        id
    }

    /// Reads an argument.
    pub fn argument(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let origin = reader.origin(row);
        let cell = reader.columns.get(row, "argument_type");
        let body = reader.text(reader.columns.get(row, "argument_content"));
        let mut declared = None;
        if !self.grouped {
            declared = side(cell).filter(|s| *s != Side::Mixed);
            if declared.is_none() && !cell.is_empty() {
                let message = format!(
                    "its type is «{}», neither for nor against; its side is unknown",
                    shown(cell)
                );
                let kind = WarningKind::UnexplainedLine;
                reader.sink.warn(kind, origin.clone(), message);
            }
        }
        let ids = ["argument_author_id", "participant_user_id"];
        let names = ["argument_author_username", "participant_username"];
        let author = reader.author(
            reader.columns.first(row, &ids),
            reader.columns.first(row, &names),
        );
        // The date of publication alone: it is the only one that all shapes have, and ids stand on it.
        let date = reader.columns.get(row, "argument_published_at");
        let published_at = reader.date(date, &origin);
        let parent = if body.is_empty() && declared.is_none() {
            None
        } else {
            Some(self.question(reader, row, &origin))
        };
        let kind = Kind::Argument;
        let id = format!("{}/{}/{NO_ID}", reader.context.source, kind.name());
        let draft = Draft {
            parent,
            author,
            body,
            published_at,
            moderation: reader.moderation(row, "argument_", &origin),
            declared,
            support: reader.columns.number(row, "argument_vote_number"),
            ..Draft::new(id, kind, origin)
        };
        reader.sink.take(Import::Record(Box::new(draft)));
    }

    /// Reads a vote. Where it was cast (the platform, a newspaper's widget, a mail) is not kept.
    pub fn vote(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let origin = reader.origin(row);
        let cell = reader.columns.get(row, "vote_type");
        let Some(side) = side(cell) else {
            let detail = format!("its type is «{}», neither for nor against", shown(cell));
            return reader.refuse(origin, "vote", "no_side", detail);
        };
        let author = reader.author(
            reader.columns.get(row, "vote_author_id"),
            reader.columns.get(row, "vote_author_username"),
        );
        let published_at = reader.date(reader.columns.get(row, "vote_published_at"), &origin);
        let record = self.question(reader, row, &origin);
        reader.sink.take(Import::Vote(Box::new(Vote {
            record,
            author,
            side: Some(side),
            choice: None,
            published_at,
            moderation: Moderation::default(),
            origin,
        })));
    }
}

/// The words of a question's address: all that an export tells of it.
fn title(slug: &str) -> String {
    let words = slug.replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
