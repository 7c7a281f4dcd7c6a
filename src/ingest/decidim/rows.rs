//! One row of each kind of file becomes a record.

use super::Reader;
use super::columns::taxonomy;
use crate::ingest::clean::public_url;
use crate::ingest::clean::shown;
use crate::ingest::journal::NO_ID;
use crate::ingest::table::Row;
use crate::model::{Draft, Import, Kind, Moderation, Origin, Side, WarningKind};
use rustc_hash::FxHashSet;

/// What the rows of one file gave so far.
#[derive(Default)]
pub(super) struct Rows {
    /// What was made because a comment answers it.
    made: FxHashSet<String>,
    /// Proposals that no column says the author of, or several.
    unsigned: u64,
    shared: u64,
    rows: u64,
}

/// A platform's number as the end of an id; nothing where the cell holds none.
fn number(cell: &str) -> Option<&str> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    let is = !cell.is_empty() && cell.len() <= 64 && cell.bytes().all(fits);
    is.then_some(cell)
}

/// What a comment answers: the kind of record that it is here, and what its number stands behind in an id.
///
/// Arguments are numbered among comments, and amendments among proposals: the journal finds which of the two
/// a parent turned out to be.
fn commentable(class: &str) -> (Kind, String) {
    let name = class.rsplit("::").next().unwrap_or("").to_lowercase();
    match name.as_str() {
        "comment" => (Kind::Comment, String::new()),
        "proposal" => (Kind::Proposal, String::new()),
        "result" => (Kind::Appendix, "result-".to_string()),
        _ => {
            let fits = |c: &char| c.is_ascii_alphanumeric();
            let word: String = name.chars().filter(fits).take(40).collect();
            (Kind::Question, format!("{word}-"))
        }
    }
}

fn web(cell: &str) -> Option<String> {
    public_url(cell).filter(|url| !url.contains(char::is_whitespace))
}

fn is_yes(cell: &str) -> bool {
    ["true", "1", "yes", "oui", "t"].contains(&cell.to_lowercase().as_str())
}

impl Reader<'_, '_> {
    /// The id of a row.
    fn id(&self, row: &Row, kind: Kind, prefix: &str) -> String {
        let source = self.context.source;
        match number(self.columns.get(row, "id")) {
            Some(number) => format!("{source}/{}/{prefix}{number}", kind.name()),
            None => format!("{source}/{}/{NO_ID}", kind.name()),
        }
    }

    /// The section of a row: its category, its taxonomy, or else its scope.
    fn section(&mut self, row: &Row) -> Option<String> {
        let category = self.columns.text(row, "category/name");
        let taxonomies = self.columns.get(row, "taxonomies/name");
        let scope = self.columns.text(row, "scope/name");
        let name = [
            category.to_string(),
            taxonomy(taxonomies),
            scope.to_string(),
        ]
        .into_iter()
        .find(|n| !n.trim().is_empty())?;
        Some(self.line(&name)).filter(|n| !n.is_empty())
    }

    /// Whether moderators hid the row, where a column tells.
    fn hidden(&self, row: &Row) -> Option<Moderation> {
        let (flag, date) = (self.columns.has("hidden"), self.columns.has("hidden_at"));
        (flag || date).then(|| Moderation {
            moderated: is_yes(self.columns.get(row, "hidden"))
                || !self.columns.get(row, "hidden_at").is_empty(),
            ..Moderation::default()
        })
    }

    /// Hands over how many comments the platform counts below a record.
    fn state_comments(&mut self, row: &Row, id: &str, origin: &Origin) {
        let names = ["comments", "comments_count"];
        if let Some(comments) = self.columns.number(row, &names)
            && !id.ends_with(NO_ID)
        {
            self.sink.take(Import::Stated {
                record: id.to_string(),
                comments,
                origin: origin.clone(),
            });
        }
    }
}

impl Rows {
    /// A proposal, or an amendment of one.
    pub fn proposal(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let origin = reader.origin(row);
        let original = reader.columns.get(row, "original_proposal/url");
        let amends = is_yes(reader.columns.get(row, "is_amend"));
        let kind = if amends {
            Kind::Version
        } else {
            Kind::Proposal
        };
        let id = reader.id(row, kind, "");
        let mut draft = Draft::new(id.clone(), kind, origin.clone());
        if amends {
            draft.parent = last_number(original)
                .map(|n| format!("{}/{}/{n}", reader.context.source, Kind::Proposal.name()));
        }
        draft.section = reader.section(row);
        let title = reader.columns.text(row, "title");
        draft.title = reader.line(title);
        draft.body = reader.text(row, "body");
        // An organisation and a user may have one number; only a user has a profile.
        let authors = reader.columns.get(row, "author/id");
        let address = reader.columns.get(row, "author/url");
        let first = authors.split(',').next().unwrap_or("").trim();
        let official = !address.is_empty() && !address.contains("/profiles/");
        self.rows += 1;
        self.unsigned += u64::from(first.is_empty());
        self.shared += u64::from(authors.split(',').filter(|a| !a.trim().is_empty()).count() > 1);
        draft.author = if official && !first.is_empty() {
            reader.pseudonym(&format!("official:{first}"))
        } else {
            reader.pseudonym(first)
        };
        draft.published_at = reader.date(row, &["published_at", "created_at"], &origin);
        draft.url = web(reader.columns.get(row, "url"));
        draft.moderation = reader.hidden(row);
        draft.support = reader.columns.number(
            row,
            &[
                "votes",
                "supports",
                "endorsements/total_count",
                "likes/total_count",
                "endorsements",
                "endorsements_count",
                "likes_count",
            ],
        );
        reader.sink.take(Import::Record(Box::new(draft)));
        reader.state_comments(row, &id, &origin);
    }

    /// A comment, or an argument where its author took a side.
    pub fn comment(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let origin = reader.origin(row);
        let body = reader.text(row, "body");
        let cell = reader.columns.get(row, "alignment");
        let declared = match cell {
            "1" => Some(Side::Favourable),
            "-1" => Some(Side::Against),
            "" | "0" => None,
            other => {
                let message = format!(
                    "its alignment is «{}», none of 1, 0 and -1; it is kept as a comment",
                    shown(other)
                );
                reader.unexplained(&origin, message);
                None
            }
        };
        let kind = match declared {
            Some(_) => Kind::Argument,
            None => Kind::Comment,
        };
        let id = reader.id(row, kind, "");
        // A side without a text is what an argument can be; a comment without one is refused.
        let parent = if body.is_empty() && declared.is_none() {
            None
        } else {
            self.parent(reader, row, &origin, &id)
        };
        let mut draft = Draft::new(id, kind, origin.clone());
        draft.parent = parent;
        draft.body = body;
        draft.declared = declared;
        let group = reader.columns.get(row, "user_group/id");
        draft.author = if group.is_empty() {
            reader.pseudonym(reader.columns.get(row, "author/id"))
        } else {
            reader.pseudonym(&format!("group:{group}"))
        };
        draft.published_at = reader.date(row, &["created_at"], &origin);
        draft.moderation = reader.hidden(row);
        reader.sink.take(Import::Record(Box::new(draft)));
    }

    /// The id of what a comment answers. What has no text in this file is made, to be filled by its own.
    fn parent(
        &mut self,
        reader: &mut Reader<'_, '_>,
        row: &Row,
        origin: &Origin,
        id: &str,
    ) -> Option<String> {
        let class = reader.columns.get(row, "commentable_type");
        let Some(number) = number(reader.columns.get(row, "commentable_id")) else {
            let message = format!(
                "{id}: its commentable_id is «{}», which is no number; it is kept without a parent",
                shown(reader.columns.get(row, "commentable_id"))
            );
            reader.unexplained(origin, message);
            return None;
        };
        let (kind, prefix) = commentable(class);
        let parent = format!("{}/{}/{prefix}{number}", reader.context.source, kind.name());
        let organisers = matches!(kind, Kind::Question | Kind::Appendix);
        if organisers && self.made.insert(parent.clone()) {
            let mut made = Draft::new(parent.clone(), kind, origin.clone());
            made.url = web(reader.columns.get(row, "root_commentable_url"));
            reader.sink.take(Import::Made(Box::new(made)));
        }
        Some(parent)
    }

    /// A debate: the organiser's question, or a participant's under the organiser's name.
    pub fn debate(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let dates = ["created_at", "start_time"];
        self.organisers(reader, row, Kind::Question, "debate-", &dates);
    }

    /// A meeting: no contribution, and kept only where somebody answers it.
    pub fn meeting(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let comments = reader.columns.number(row, &["comments", "comments_count"]);
        if comments.unwrap_or(0) == 0 {
            let detail = "a meeting that nobody comments on is no contribution".to_string();
            return reader.refuse(reader.origin(row), "row", "event", detail);
        }
        let dates = ["created_at", "start_time"];
        self.organisers(reader, row, Kind::Question, "meeting-", &dates);
    }

    /// A result: the organiser's account of what was done.
    pub fn result(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let dates = ["created_at"];
        self.organisers(reader, row, Kind::Appendix, "result-", &dates);
    }

    fn organisers(
        &mut self,
        reader: &mut Reader<'_, '_>,
        row: &Row,
        kind: Kind,
        prefix: &str,
        dates: &[&str],
    ) {
        let origin = reader.origin(row);
        let id = reader.id(row, kind, prefix);
        let mut draft = Draft::new(id.clone(), kind, origin.clone());
        draft.section = reader.section(row);
        let title = reader.columns.text(row, "title");
        draft.title = reader.line(title);
        draft.body = reader.text(row, "description");
        draft.published_at = reader.date(row, dates, &origin);
        draft.url = web(reader.columns.get(row, "url"));
        draft.moderation = reader.hidden(row);
        reader.sink.take(Import::Record(Box::new(draft)));
        reader.state_comments(row, &id, &origin);
    }

    /// Says once for the file what its columns do not tell.
    pub fn finish(self, reader: &mut Reader<'_, '_>, whole: &Origin) {
        if self.unsigned > 0 {
            let message = format!(
                "{} of {} proposals name no author: each is counted as by an author of its own",
                self.unsigned, self.rows
            );
            let kind = WarningKind::NotInSource;
            reader.sink.warn(kind, whole.clone(), message);
        }
        if self.shared > 0 {
            let message = format!(
                "{} proposals have several authors: only the first of each is counted",
                self.shared
            );
            reader.unexplained(whole, message);
        }
    }
}

/// The number at the end of an address.
fn last_number(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or("");
    let last = path.rsplit('/').find(|p| !p.is_empty())?;
    (last.len() <= 20 && last.bytes().all(|b| b.is_ascii_digit())).then_some(last)
}
