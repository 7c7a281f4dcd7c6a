//! Collections and selections: proposals with the organiser's questions, comments, votes, news.
//!
//! A row below a proposal repeats the proposal's columns; what is its own stands under a prefix.

use super::columns::{Columns, is_no, is_yes, platform_id};
use super::{Reader, url};
use crate::ingest::clean::kept::shown;
use crate::ingest::journal::NO_ID;
use crate::ingest::table::Row;
use crate::model::{Draft, Import, Kind, Moderation, Origin, Pseudonym, Side, Vote, WarningKind};
use rustc_hash::FxHashMap;

/// What the rows of one file gave so far.
pub(super) struct Proposals {
    /// What each proposal states and has, by its id.
    counts: FxHashMap<String, Count>,
    /// The proposals' ids, in source order.
    order: Vec<String>,
    /// The proposal of a reference: rows of votes grouped by participant name no id.
    references: FxHashMap<String, String>,
    /// The proposal below which a piece of news was met first.
    news: FxHashMap<String, String>,
    /// Whether the shape lists votes.
    lists_votes: bool,
}

/// The votes on a proposal.
#[derive(Default)]
struct Count {
    stated: Option<u64>,
    found: u64,
    origin: Option<Origin>,
}

/// What a row is.
enum What {
    Proposal,
    Vote,
    Comment,
    CommentVote,
    News,
    NewsComment,
    Reporting,
    Unknown,
}

fn what(columns: &Columns, row: &Row) -> What {
    if !columns.has("type") {
        return What::Proposal;
    }
    let lower = columns.get(row, "type").to_lowercase();
    let name = lower
        .strip_prefix("export_contribution_type_")
        .unwrap_or(&lower);
    // `proposalNewsComment` and `proposal_news_comment` are the two generations' names.
    match name.replace('_', "").as_str() {
        "proposal" => What::Proposal,
        "proposalvote" => What::Vote,
        "proposalcomment" => What::Comment,
        "proposalnews" => What::News,
        "proposalnewscomment" => What::NewsComment,
        "proposalcommentvote" | "proposalnewscommentvote" => What::CommentVote,
        "proposalreporting" | "proposalcommentreporting" | "proposalnewscommentreporting" => {
            What::Reporting
        }
        _ => What::Unknown,
    }
}

impl Proposals {
    /// A file with these columns, nothing read yet.
    pub fn new(columns: &Columns) -> Self {
        Proposals {
            counts: FxHashMap::default(),
            order: Vec::new(),
            references: FxHashMap::default(),
            news: FxHashMap::default(),
            lists_votes: columns.has("proposal_votes_id")
                || columns.has("proposal_votes_author_id"),
        }
    }

    /// Reads a row.
    pub fn row(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let origin = reader.origin(row);
        match what(&reader.columns, row) {
            What::Proposal => self.proposal(reader, row, origin),
            What::Vote => self.vote(reader, row, origin),
            What::Comment => {
                let parent = self.parent(reader, row);
                self.comment(reader, row, origin, "proposal_comments_", parent);
            }
            What::News => self.news(reader, row, origin),
            What::NewsComment => {
                let cell = reader.columns.get(row, "proposal_news_id");
                let parent = platform_id(cell).map(|f| record_id(reader, Kind::Appendix, &f.1));
                let parent = parent.or_else(|| self.parent(reader, row));
                self.comment(reader, row, origin, "proposal_news_comments_", parent);
            }
            What::CommentVote => {
                let detail = "a vote for a comment: only votes for proposals are counted";
                reader.refuse(origin, "vote", "comment_vote", detail.to_string());
            }
            What::Reporting => {
                let detail = "a report of abuse is no contribution".to_string();
                reader.refuse(origin, "row", "reporting", detail);
            }
            What::Unknown if row.cells.iter().all(|c| c.trim().is_empty()) => {
                reader.refuse(origin, "row", "empty", "an empty row".to_string());
            }
            What::Unknown => {
                let detail = format!("its type is «{}»", shown(reader.columns.get(row, "type")));
                reader.refuse(origin, "row", "unknown_type", detail);
            }
        }
    }

    /// Compares the votes that the proposals state with the rows.
    pub fn finish(self, reader: &mut Reader<'_, '_>) {
        if !self.lists_votes {
            return;
        }
        for id in &self.order {
            let count = &self.counts[id];
            let (Some(stated), Some(origin)) = (count.stated, &count.origin) else {
                continue;
            };
            if stated != count.found {
                let found = count.found;
                let message =
                    format!("{id}: the platform counts {stated} votes, the file has {found} rows");
                let kind = WarningKind::CounterDisagrees;
                reader.sink.warn(kind, origin.clone(), message);
            }
        }
    }

    /// The proposal that a row stands below: by its id, else by its reference.
    fn parent(&self, reader: &Reader<'_, '_>, row: &Row) -> Option<String> {
        match platform_id(reader.columns.get(row, "proposal_id")) {
            Some((_, id)) => Some(record_id(reader, Kind::Proposal, &id)),
            None => {
                let reference = reader.columns.get(row, "proposal_reference");
                self.references.get(reference).cloned()
            }
        }
    }

    fn proposal(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: Origin) {
        let number = platform_id(reader.columns.get(row, "proposal_id")).map(|f| f.1);
        let id = record_id(reader, Kind::Proposal, number.as_deref().unwrap_or(NO_ID));
        let total = reader.columns.number(row, "proposal_votes_total_count");
        if number.is_some() {
            let reference = reader.columns.get(row, "proposal_reference");
            if !reference.is_empty() {
                self.references.insert(reference.to_string(), id.clone());
            }
            let count = self.counts.entry(id.clone()).or_default();
            if count.origin.is_none() {
                self.order.push(id.clone());
            }
            // Votes on paper have no rows.
            let digital = reader.columns.number(row, "proposal_votes_digital_count");
            count.stated = digital.or(total);
            count.origin = Some(origin.clone());
        }
        let mut body = String::new();
        for field in ["proposal_summary", "proposal_description"] {
            let text = reader.text(reader.columns.get(row, field));
            paragraph(&mut body, &text);
        }
        for n in 0..reader.columns.questions.len() {
            let at = reader.columns.questions[n].at;
            let answer = reader.text(row.cells.get(at).map_or("", |c| c.trim()));
            if !answer.is_empty() {
                let title = &reader.columns.questions[n].title;
                paragraph(&mut body, &format!("{title}\n{answer}"));
            }
        }
        let author = author(reader, row, "proposal_", "");
        let moderation = reader.moderation(row, "proposal_", &origin);
        let published_at = reader.published(row, "proposal_", &origin);
        let draft = Draft {
            section: section(reader, row),
            author,
            title: reader.line(reader.columns.get(row, "proposal_title")),
            body,
            published_at,
            url: url(reader.columns.get(row, "proposal_link")),
            moderation,
            support: total,
            ..Draft::new(id.clone(), Kind::Proposal, origin.clone())
        };
        let section = draft.section.clone();
        reader.sink.take(Import::Record(Box::new(draft)));
        let response = reader.text(reader.columns.get(row, "proposal_official_response"));
        if let Some(number) = number.filter(|_| !response.is_empty()) {
            // The response has no row and no number of its own.
            let number = format!("{number}-response");
            reader.sink.take(Import::Part(Box::new(Draft {
                parent: Some(id),
                section,
                body: response,
                ..Draft::new(
                    record_id(reader, Kind::Appendix, &number),
                    Kind::Appendix,
                    origin,
                )
            })));
        }
    }

    fn vote(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: Origin) {
        let Some(record) = self.parent(reader, row) else {
            let detail = "the vote names no proposal of this file".to_string();
            return reader.refuse(origin, "vote", "malformed", detail);
        };
        let get = |field: &str| reader.columns.get(row, &format!("proposal_votes_{field}"));
        // The platform counts neither a vote that was not confirmed nor one of an unfinished ballot.
        let aside = is_no(get("published")) || is_no(get("accounted"));
        let hidden = is_yes(get("anonymous"));
        let name = vote_name(get("id"));
        if !aside {
            self.counts.entry(record.clone()).or_default().found += 1;
        }
        let author = if hidden {
            reader.author("", &name)
        } else {
            author(reader, row, "proposal_votes_", &name)
        };
        let published_at = reader.published(row, "proposal_votes_", &origin);
        reader.sink.take(Import::Vote(Box::new(Vote {
            record,
            author,
            // A proposal is supported or left alone: there is no vote against one.
            side: Some(Side::Favourable),
            choice: None,
            published_at,
            moderation: Moderation {
                moderated: aside,
                reason: None,
                gone: false,
            },
            origin,
        })));
    }

    fn comment(
        &mut self,
        reader: &mut Reader<'_, '_>,
        row: &Row,
        origin: Origin,
        prefix: &str,
        below: Option<String>,
    ) {
        let cell = |field: &str| reader.columns.get(row, &format!("{prefix}{field}"));
        let above = platform_id(cell("parent")).map(|f| record_id(reader, Kind::Comment, &f.1));
        let number = platform_id(cell("id")).map_or(NO_ID.to_string(), |f| f.1);
        let id = record_id(reader, Kind::Comment, &number);
        let body = reader.text(reader.columns.get(row, &format!("{prefix}body")));
        let author = author(reader, row, prefix, "");
        let moderation = reader.moderation(row, prefix, &origin);
        let published_at = reader.published(row, prefix, &origin);
        let section = section(reader, row);
        reader.sink.take(Import::Record(Box::new(Draft {
            parent: above.or(below),
            section,
            author,
            body,
            published_at,
            moderation,
            ..Draft::new(id, Kind::Comment, origin)
        })));
    }

    /// A piece of the organiser's news: only its title is told.
    fn news(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: Origin) {
        let number = platform_id(reader.columns.get(row, "proposal_news_id")).map(|f| f.1);
        let parent = self.parent(reader, row);
        // Linked to several proposals it stands below each; it is one text, below the first.
        let parent = match (&number, parent) {
            (Some(number), Some(parent)) => {
                Some(self.news.entry(number.clone()).or_insert(parent).clone())
            }
            (_, parent) => parent,
        };
        let id = record_id(reader, Kind::Appendix, number.as_deref().unwrap_or(NO_ID));
        let moderation = reader.moderation(row, "proposal_news_", &origin);
        let published_at = reader.published(row, "proposal_news_", &origin);
        let section = section(reader, row);
        let title = reader.line(reader.columns.get(row, "proposal_news_title"));
        reader.sink.take(Import::Record(Box::new(Draft {
            parent,
            section,
            title,
            published_at,
            moderation,
            ..Draft::new(id, Kind::Appendix, origin)
        })));
    }
}

fn record_id(reader: &Reader<'_, '_>, kind: Kind, number: &str) -> String {
    format!("{}/{}/{number}", reader.context.source, kind.name())
}

/// What names the voter where the row does not: the vote itself, which other shapes repeat.
fn vote_name(cell: &str) -> String {
    platform_id(cell).map_or(String::new(), |(_, id)| format!("vote {id}"))
}

/// The author's id: a grouped file has one column for all kinds of rows; `name` stands for nobody known.
fn author(reader: &Reader<'_, '_>, row: &Row, prefix: &str, name: &str) -> Option<Pseudonym> {
    let own = format!("{prefix}author_id");
    let id = reader.columns.first(row, &[&own, "participant_user_id"]);
    reader.author(id, name)
}

/// The category that the organiser gave, else the theme.
fn section(reader: &mut Reader<'_, '_>, row: &Row) -> Option<String> {
    let fields = ["proposal_category_name", "proposal_theme_title"];
    let section = reader.line(reader.columns.first(row, &fields));
    (!section.is_empty()).then_some(section)
}

fn paragraph(body: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    if !body.is_empty() {
        body.push_str("\n\n");
    }
    body.push_str(text);
}
