//! What each row of a Consul table becomes.

use super::Table;
use crate::ingest::Context;
use crate::ingest::clean::{Masked, keep, keep_line, public_url, shown};
use crate::ingest::dates::{Epoch, any_date, date_in};
use crate::ingest::html::readable;
use crate::ingest::journal::NO_ID;
use crate::ingest::table::Row;
use crate::model::{
    Counters, Draft, Import, Kind, Moderation, Origin, Side, Sink, Vote, WarningKind,
};
use jiff::Timestamp;

/// What reading a row needs.
pub(super) struct Reader<'a, 's> {
    /// The file's header.
    pub headers: Vec<String>,
    pub context: &'a Context<'a>,
    pub sink: &'s mut dyn Sink,
    /// From which day numbers count days, where the table is of a spreadsheet.
    pub epoch: Option<Epoch>,
    pub masked: Masked,
}

impl Reader<'_, '_> {
    /// Reads a row of a table.
    pub fn row(&mut self, table: Table, row: &Row) {
        let origin = self.context.origin(row.place);
        if row.cells.iter().all(|c| c.trim().is_empty()) {
            return self.refuse(origin, "row", "empty", "an empty row".to_string());
        }
        match table {
            Table::Proposals => self.proposal(row, origin),
            Table::Debates => self.debate(row, origin),
            Table::Comments => self.comment(row, origin),
            Table::Votes => self.vote(row, origin),
            Table::Notifications => self.notification(row, origin),
            Table::Tags | Table::Taggings => {
                let detail = "a tag is no contribution: sections are not made of tags".to_string();
                self.refuse(origin, "row", "tag", detail);
            }
        }
    }

    /// A row's cell in a column, trimmed; nothing where the file has no such column.
    fn get<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        let at = self.headers.iter().position(|h| h == name);
        at.and_then(|n| row.cells.get(n)).map_or("", |c| c.trim())
    }

    fn number(&self, row: &Row, name: &str) -> Option<u64> {
        self.get(row, name).parse().ok()
    }

    fn refuse(&mut self, origin: Origin, what: &'static str, reason: &'static str, detail: String) {
        self.sink.take(Import::Refused {
            origin,
            what,
            reason,
            detail: Some(detail),
        });
    }

    /// A text as what it is: HTML where it is HTML, else plain text.
    fn text(&mut self, cell: &str) -> String {
        keep(&readable(cell), &mut self.masked)
    }

    /// The texts of several columns, each a paragraph.
    fn texts(&mut self, row: &Row, names: &[&str]) -> String {
        let mut out = String::new();
        for name in names {
            let text = self.text(self.get(row, name));
            if !text.is_empty() {
                if !out.is_empty() {
                    out.push_str("\n\n");
                }
                out.push_str(&text);
            }
        }
        out
    }

    fn date(&mut self, row: &Row, origin: &Origin) -> Option<Timestamp> {
        let cell = self.get(row, "created_at");
        if cell.is_empty() {
            return None;
        }
        let at = date_in(cell, self.epoch).or_else(|| hour(cell));
        if at.is_none() {
            let message = format!("«{}» is no date; the row is kept without one", shown(cell));
            self.sink
                .warn(WarningKind::BadDate, origin.clone(), message);
        }
        at
    }

    fn id(&self, row: &Row, kind: Kind, before: &str) -> String {
        let cell = self.get(row, "id");
        let number = if is_number(cell) {
            format!("{before}{cell}")
        } else {
            NO_ID.to_string()
        };
        format!("{}/{}/{number}", self.context.source, kind.name())
    }

    /// The id of the thing of a class and number that a row names.
    fn named(&self, class: &str, number: &str) -> Option<String> {
        if !is_number(number) {
            return None;
        }
        let (kind, before) = match class {
            "Proposal" => (Kind::Proposal, String::new()),
            "Comment" => (Kind::Comment, String::new()),
            // Debates, budget investments and what else is proposed: `Budget::Investment` ...
            other => {
                let name = other.rsplit("::").next().unwrap_or(other);
                let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
                if !plain {
                    return None;
                }
                (Kind::Proposal, format!("{}-", name.to_ascii_lowercase()))
            }
        };
        let source = self.context.source;
        Some(format!("{source}/{}/{before}{number}", kind.name()))
    }

    fn take(&mut self, row: &Row, mut draft: Draft) {
        draft.published_at = self.date(row, &draft.origin);
        self.sink.take(Import::Record(Box::new(draft)));
    }

    fn proposal(&mut self, row: &Row, origin: Origin) {
        let id = self.id(row, Kind::Proposal, "");
        let section = keep_line(self.get(row, "proceeding"), &mut self.masked);
        let url = self.get(row, "external_url");
        let draft = Draft {
            section: Some(section).filter(|s| !s.is_empty()),
            title: keep_line(self.get(row, "title"), &mut self.masked),
            // Why its author gave it up is a text of his too.
            body: self.texts(row, &["summary", "description", "retired_explanation"]),
            url: public_url(url),
            support: self.number(row, "cached_votes_up"),
            ..Draft::new(id, Kind::Proposal, origin)
        };
        self.take(row, draft);
    }

    fn debate(&mut self, row: &Row, origin: Origin) {
        let id = self.id(row, Kind::Proposal, "debate-");
        let up = self.number(row, "cached_votes_up");
        let down = self.number(row, "cached_votes_down");
        let draft = Draft {
            section: Some("Débats".to_string()),
            title: keep_line(self.get(row, "title"), &mut self.masked),
            body: self.texts(row, &["description"]),
            counters: up.zip(down).map(|(favourable, against)| Counters {
                favourable,
                mixed: 0,
                against,
            }),
            ..Draft::new(id, Kind::Proposal, origin)
        };
        self.take(row, draft);
    }

    fn comment(&mut self, row: &Row, origin: Origin) {
        let id = self.id(row, Kind::Comment, "");
        // `1/7/12`: the comments above, the nearest last.
        let ancestry = self.get(row, "ancestry");
        let above = ancestry.rsplit('/').next().unwrap_or("");
        let class = self.get(row, "commentable_type");
        let parent = self
            .named("Comment", above)
            .or_else(|| self.named(class, self.get(row, "commentable_id")));
        if parent.is_none() {
            let message = format!(
                "it answers «{}», which is nothing that is known; it is kept without a parent",
                shown(&format!("{class} {}", self.get(row, "commentable_id")))
            );
            let kind = WarningKind::UnexplainedLine;
            self.sink.warn(kind, origin.clone(), message);
        }
        let draft = Draft {
            parent,
            body: self.texts(row, &["body"]),
            support: self.number(row, "cached_votes_up"),
            ..Draft::new(id, Kind::Comment, origin)
        };
        self.take(row, draft);
    }

    /// What the author of a proposal writes to its supporters.
    fn notification(&mut self, row: &Row, origin: Origin) {
        let id = format!("{}/{}/{NO_ID}", self.context.source, Kind::Comment.name());
        let draft = Draft {
            parent: self.named("Proposal", self.get(row, "proposal_id")),
            title: keep_line(self.get(row, "title"), &mut self.masked),
            body: self.texts(row, &["body"]),
            ..Draft::new(id, Kind::Comment, origin)
        };
        self.take(row, draft);
    }

    fn vote(&mut self, row: &Row, origin: Origin) {
        let class = self.get(row, "votable_type");
        if class == "Comment" {
            let detail = "a vote for or against a comment: only votes on proposals and debates are \
                          counted";
            return self.refuse(origin, "vote", "comment_vote", detail.to_string());
        }
        let Some(record) = self.named(class, self.get(row, "votable_id")) else {
            let detail = format!(
                "it is on «{}», which is nothing that is known",
                shown(&format!("{class} {}", self.get(row, "votable_id")))
            );
            return self.refuse(origin, "vote", "malformed", detail);
        };
        let flag = self.get(row, "vote_flag");
        let side = match flag.to_ascii_lowercase().as_str() {
            "true" | "t" | "1" => Side::Favourable,
            "false" | "f" | "0" => Side::Against,
            _ => {
                let detail = format!("its vote_flag is «{}», neither true nor false", shown(flag));
                return self.refuse(origin, "vote", "no_side", detail);
            }
        };
        let published_at = self.date(row, &origin);
        self.sink.take(Import::Vote(Box::new(Vote {
            record,
            author: None,
            side: Some(side),
            choice: None,
            published_at,
            moderation: Moderation::default(),
            origin,
        })));
    }
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.len() <= 20 && cell.bytes().all(|b| b.is_ascii_digit())
}

/// `2016-11-03 17`: the platform cuts minutes off, so that nobody is known by them.
fn hour(cell: &str) -> Option<Timestamp> {
    let (day, hour) = cell.trim().split_once(' ')?;
    let digits = (1..=2).contains(&hour.len()) && hour.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        return None;
    }
    any_date(&format!("{day} {hour}:00"))
}
