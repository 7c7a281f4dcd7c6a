//! Exports of a Pol.is conversation: its statements (`comments.csv`) and the history of the votes on them
//! (`votes.csv`). Its other files say the same again.
//!
//! Statements count from zero in each conversation, so that a source holds one conversation.

#[cfg(test)]
mod tests;

use super::clean::{Masked, keep, shown};
use super::dates::{Epoch, date_in};
use super::journal::NO_ID;
use super::set_aside::tell_columns;
use super::table::{Candidate, PlatformRows, Row};
use super::{Context, Importer, InputFile, refuse_file};
use crate::model::{
    Counters, Draft, Import, Kind, Moderation, Origin, Place, Pseudonym, Side, Sink, Vote,
    WarningKind,
};
use jiff::Timestamp;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// Who a participant is in the system of the site that shows the conversation.
const PEOPLE: [&str; 1] = ["xid"];

/// The importer of this format.
pub(super) struct Polis;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Table {
    Comments,
    Votes,
    /// A file that is not read: the reason's code, and why.
    Other(&'static str, &'static str),
}

const COMMENTS: &[&str] = &[
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "importance",
    "comment-body",
];
const VOTES: &[&str] = &[
    "timestamp",
    "datetime",
    "comment-id",
    "voter-id",
    "vote",
    "important",
];
const MATRIX: &str = "a table of participants and statements: the votes in it are those of votes.csv, one a \
                      row there; give that file";
const GROUPS: &str =
    "counts and groups of statements, computed from the votes: give comments.csv and votes.csv";
const HISTORY: &str =
    "counts over time, computed from the other files: give comments.csv and votes.csv";
const SUMMARY: &str = "the conversation's title and totals: no statement and no vote; give comments.csv and \
                       votes.csv";
const XIDS: &str = "who the participants are in another system: personal data, which is not read";

/// The table of a file with these columns.
fn table(headers: &[String], head: &[u8]) -> Option<Table> {
    let has = |names: &[&str]| names.iter().all(|n| headers.iter().any(|h| h == n));
    let line = |begin: &[u8]| {
        head.split(|b| *b == b'\n')
            .take(32)
            .any(|l| l.starts_with(begin))
    };
    if has(&[
        "comment-id",
        "author-id",
        "agrees",
        "disagrees",
        "comment-body",
    ]) {
        Some(Table::Comments)
    } else if has(&["comment-id", "voter-id", "vote"]) {
        Some(Table::Votes)
    } else if has(&["participant", "group-id", "n-votes"]) {
        Some(Table::Other("same_votes", MATRIX))
    } else if has(&["comment-id", "comment", "total-votes"])
        || has(&["comment-id", "active", "comment-body"])
    {
        Some(Table::Other("computed", GROUPS))
    } else if has(&["n-votes", "n-visitors", "n-voters"]) {
        Some(Table::Other("computed", HISTORY))
    } else if headers == ["participant", "xid"] {
        Some(Table::Other("personal", XIDS))
    } else if headers.first().is_some_and(|h| h == "topic") && line(b"url,") && line(b"voters,") {
        Some(Table::Other("computed", SUMMARY))
    } else {
        None
    }
}

impl Importer for Polis {
    fn name(&self) -> &'static str {
        "polis"
    }

    fn recognises(&self, candidate: &Candidate<'_>) -> bool {
        let head = &candidate.file.head;
        candidate
            .headers()
            .is_some_and(|headers| table(headers, head).is_some())
    }

    fn read(&self, file: &InputFile, context: &Context<'_>, sink: &mut dyn Sink) {
        let whole = context.origin(Place::Line(1));
        let Some(mut rows) = PlatformRows::open(file, context, sink) else {
            return;
        };
        let last = match table(rows.headers(), &file.head) {
            Some(Table::Comments) => {
                tell_columns(sink, &whole, rows.headers(), COMMENTS, &PEOPLE);
                None
            }
            Some(Table::Votes) => {
                tell_columns(sink, &whole, rows.headers(), VOTES, &PEOPLE);
                Some(last_votes(file))
            }
            Some(Table::Other(reason, detail)) => {
                return refuse_file(sink, whole, reason, detail.to_string());
            }
            None => {
                let detail = "its columns are none that this format knows".to_string();
                return refuse_file(sink, whole, "unknown_format", detail);
            }
        };
        let mut reader = Reader {
            headers: rows.headers().to_vec(),
            context,
            sink,
            epoch: rows.epoch(),
            masked: Masked::default(),
        };
        while let Some(row) = rows.next(context, reader.sink) {
            match &last {
                None => reader.comment(&row),
                Some(last) => reader.vote(&row, last),
            }
        }
        let masked = reader.masked;
        rows.finish(context, sink, masked);
    }
}

/// A row's cell in a column, trimmed; nothing where the file has no such column.
fn get<'r>(headers: &[String], row: &'r Row, name: &str) -> &'r str {
    let at = headers.iter().position(|h| h == name);
    at.and_then(|n| row.cells.get(n)).map_or("", str::trim)
}

/// When a row was written. The `datetime` of older exports has the zone of whoever made them (`WIB`), so
/// that the number is preferred.
fn moment(headers: &[String], row: &Row, epoch: Option<Epoch>) -> Option<Timestamp> {
    date_in(get(headers, row, "timestamp"), epoch).or_else(|| {
        let written = get(headers, row, "datetime");
        // `GMT+0000 (Coordinated Universal Time)`: what stands in brackets repeats the zone.
        let date = written.split_once('(').map_or(written, |(date, _)| date);
        date_in(date, epoch)
    })
}

/// Which statement a vote is on and who votes.
type Cast = (u32, u32);

/// The vote of a participant on a statement that counts.
struct Last {
    at: Option<Timestamp>,
    row: Place,
    vote: i8,
    /// Whether another row says otherwise.
    changed: bool,
}

/// What a row of `votes.csv` says: on what, who, how. `None` where one of the three cannot be read.
fn cast(headers: &[String], row: &Row) -> Option<(Cast, i8)> {
    let number = |name| get(headers, row, name).parse().ok();
    let cast = (number("comment-id")?, number("voter-id")?);
    let vote = match get(headers, row, "vote") {
        "1" => 1,
        "0" => 0,
        "-1" => -1,
        _ => return None,
    };
    Some((cast, vote))
}

/// A first pass: the file lists every change of mind, in no order that can be trusted, and the platform
/// counts the last vote of a participant on a statement. Votes that were never changed are not listed.
fn last_votes(file: &InputFile) -> FxHashMap<Cast, Last> {
    let mut out: FxHashMap<Cast, Last> = FxHashMap::default();
    // What cannot be opened or read is told by the second pass.
    let Ok(Some(mut rows)) = PlatformRows::rows(file) else {
        return out;
    };
    let headers = rows.headers.clone();
    let epoch = rows.is_sheet().then(|| rows.epoch());
    while let Some(row) = rows.next_row() {
        let Ok(row) = row else { continue };
        let Some((cast, vote)) = cast(&headers, &row) else {
            continue;
        };
        let mut found = Last {
            at: moment(&headers, &row, epoch),
            row: row.place,
            vote,
            changed: false,
        };
        match out.entry(cast) {
            Entry::Vacant(place) => {
                place.insert(found);
            }
            Entry::Occupied(mut place) => {
                let known = place.get_mut();
                known.changed |= known.vote != vote;
                // Of two at the same second the one that stands later.
                if known.at <= found.at {
                    found.changed = known.changed;
                    *known = found;
                }
            }
        }
    }
    out.retain(|_, last| last.changed);
    out.shrink_to_fit();
    out
}

/// What reading a row needs.
struct Reader<'a, 's> {
    headers: Vec<String>,
    context: &'a Context<'a>,
    sink: &'s mut dyn Sink,
    /// From which day numbers count days, where the table is of a spreadsheet.
    epoch: Option<Epoch>,
    masked: Masked,
}

impl Reader<'_, '_> {
    fn get<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        get(&self.headers, row, name)
    }

    fn statement(&self, number: impl std::fmt::Display) -> String {
        format!("{}/{}/{number}", self.context.source, Kind::Proposal.name())
    }

    /// Authors and voters are numbered together: whoever writes and votes is one person.
    fn person(&self, number: u32) -> Pseudonym {
        let key = self.context.key;
        key.pseudonym(self.context.source, &number.to_string())
    }

    fn refuse(&mut self, origin: Origin, what: &'static str, reason: &'static str, detail: String) {
        self.sink.take(Import::Refused {
            origin,
            what,
            reason,
            detail: Some(detail),
        });
    }

    fn unexplained(&mut self, origin: &Origin, column: &str, cell: &str, what: &str) {
        let message = format!("{column} is «{}»: {what}", shown(cell));
        let kind = WarningKind::UnexplainedLine;
        self.sink.warn(kind, origin.clone(), message);
    }

    fn date(&mut self, row: &Row, origin: &Origin) -> Option<Timestamp> {
        let at = moment(&self.headers, row, self.epoch);
        let cells = [self.get(row, "timestamp"), self.get(row, "datetime")];
        if at.is_none()
            && let Some(cell) = cells.into_iter().find(|c| !c.is_empty())
        {
            let message = format!("«{}» is no date; the row is kept without one", shown(cell));
            self.sink
                .warn(WarningKind::BadDate, origin.clone(), message);
        }
        at
    }

    /// A row of `comments.csv`: a statement that participants vote on.
    fn comment(&mut self, row: &Row) {
        let origin = self.context.origin(row.place);
        if row.cells.iter().all(|c| c.trim().is_empty()) {
            return self.refuse(origin, "row", "empty", "an empty row".to_string());
        }
        let number: Option<u32> = self.get(row, "comment-id").parse().ok();
        let id = match number {
            Some(number) => self.statement(number),
            None => self.statement(NO_ID),
        };
        let author = self.number(row, "author-id", &origin);
        let agrees = self.number(row, "agrees", &origin);
        let disagrees = self.number(row, "disagrees", &origin);
        let draft = Draft {
            author: author.map(|a| self.person(a)),
            body: keep(self.get(row, "comment-body"), &mut self.masked),
            published_at: self.date(row, &origin),
            moderation: self.moderation(row, &origin),
            // Passes are not counted by the platform's export, and are neither for nor against.
            counters: agrees.zip(disagrees).map(|(favourable, against)| Counters {
                favourable: favourable.into(),
                mixed: 0,
                against: against.into(),
            }),
            ..Draft::new(id, Kind::Proposal, origin)
        };
        self.sink.take(Import::Record(Box::new(draft)));
    }

    fn number(&mut self, row: &Row, column: &str, origin: &Origin) -> Option<u32> {
        let cell = self.get(row, column);
        let number = cell.parse().ok();
        if number.is_none() && !cell.is_empty() {
            self.unexplained(origin, column, cell, "no number, not read");
        }
        number
    }

    fn moderation(&mut self, row: &Row, origin: &Origin) -> Option<Moderation> {
        let cell = self.get(row, "moderated");
        let moderated = match cell {
            "-1" => true,
            // Accepted, or not looked at yet: nobody set it aside.
            "1" | "0" => false,
            "" => return None,
            _ => {
                let what = "neither -1, 0 nor 1; the statement is kept as not set aside";
                self.unexplained(origin, "moderated", cell, what);
                return None;
            }
        };
        Some(Moderation {
            moderated,
            ..Moderation::default()
        })
    }

    /// A row of `votes.csv`. Rows that a participant's last vote contradicts are refused; those that say
    /// the same are merged with it.
    fn vote(&mut self, row: &Row, last: &FxHashMap<Cast, Last>) {
        let origin = self.context.origin(row.place);
        if row.cells.iter().all(|c| c.trim().is_empty()) {
            return self.refuse(origin, "vote", "empty", "an empty row".to_string());
        }
        let Some((cast, vote)) = cast(&self.headers, row) else {
            return self.unreadable_vote(row, origin);
        };
        if let Some(later) = last.get(&cast).filter(|l| l.vote != vote) {
            let detail = format!(
                "the participant changed this vote at {}: the last one counts",
                later.row
            );
            return self.refuse(origin, "vote", "superseded", detail);
        }
        // A pass is no opinion: it stands in the table of votes, and counts for and against nothing.
        let (side, choice) = match vote {
            1 => (Some(Side::Favourable), None),
            -1 => (Some(Side::Against), None),
            _ => (None, Some("pass".to_string())),
        };
        let vote = Vote {
            record: self.statement(cast.0),
            author: Some(self.person(cast.1)),
            side,
            choice,
            published_at: self.date(row, &origin),
            moderation: Moderation::default(),
            origin,
        };
        self.sink.take(Import::Vote(Box::new(vote)));
    }

    fn unreadable_vote(&mut self, row: &Row, origin: Origin) {
        for column in ["comment-id", "voter-id"] {
            let cell = self.get(row, column);
            if cell.parse::<u32>().is_err() {
                let detail = format!(
                    "its {column} is «{}», no number of the platform: correct it",
                    shown(cell)
                );
                return self.refuse(origin, "vote", "malformed", detail);
            }
        }
        let detail = format!(
            "its vote is «{}»: neither 1 (agree), 0 (pass) nor -1 (disagree)",
            shown(self.get(row, "vote"))
        );
        self.refuse(origin, "vote", "no_side", detail);
    }
}
