//! Rows of a table into records, by a mapping that is given or guessed.

use super::columns::{Columns, kinds};
use super::values::{self, Reach, What};
use super::{Guess, look};
use crate::ingest::clean::{Masked, keep, keep_line, shown};
use crate::ingest::dates::{Epoch, column_date};
use crate::ingest::html::readable;
use crate::ingest::journal::NO_ID;
use crate::ingest::repair::Mended;
use crate::ingest::table::{BadRow, Container, Row, Rows};
use crate::ingest::{Context, InputFile, refuse_file, warn_masked};
use crate::model::{
    Counters, Draft, Import, Kind, Mapping, Moderation, Origin, Place, Pseudonym, Side, Sink, Vote,
    WarningKind,
};
use rustc_hash::FxHashMap;

/// Reads a table into the sink.
pub(super) fn read(
    container: Container,
    file: &InputFile,
    context: &Context<'_>,
    sink: &mut dyn Sink,
) {
    let start = context.origin(Place::Line(1));
    let guessed = look(container, file);
    let mapping = match (context.mapping, &guessed) {
        (Some(mapping), _) => mapping.clone(),
        (None, Some(guess)) => guess.mapping.clone(),
        (None, None) => Mapping::default(),
    };
    let wanted: Vec<&str> = mapping.columns().into_iter().flat_map(|c| c.1).collect();
    let rows = match Rows::open(container, file, &wanted) {
        Ok(Some(rows)) => rows,
        Ok(None) => {
            return refuse_file(sink, start, "malformed", "it is no table".to_string());
        }
        Err(error) => return refuse_file(sink, start, "unreadable", error.reason),
    };
    let columns = match Columns::new(&mapping, &rows, &file.path) {
        Ok(columns) => columns,
        Err((reason, detail)) => return refuse_file(sink, start, reason, detail),
    };
    if let Some(guess) = &guessed {
        tell_guess(guess, context.mapping, start.clone(), sink);
    }
    let kinds = match columns.parent {
        Some(_) => kinds(container, file, &wanted, &columns),
        None => FxHashMap::default(),
    };
    let mut reader = Reader {
        context,
        sink,
        columns,
        headers: rows.headers.clone(),
        epoch: rows.epoch(),
        kinds,
        masked: Masked::default(),
        oddities: Vec::new(),
        repaired: 0,
        mended: Mended::default(),
    };
    reader.run(rows, start);
}

/// Warns of columns that look personal, and of columns that nobody named.
fn tell_guess(guess: &Guess, mapping: Option<&Mapping>, start: Origin, sink: &mut dyn Sink) {
    if mapping.is_none() {
        let read: Vec<String> = guess
            .notes
            .reasons
            .iter()
            .map(|(key, why)| format!("{key} is {why}"))
            .collect();
        let message = format!(
            "corpus.toml names no columns for this table; guessed: {}; name them in [sources.mapping]",
            read.join("; ")
        );
        sink.warn(WarningKind::GuessedColumns, start.clone(), message);
    }
    let named: Vec<&str> = mapping
        .map(|m| m.columns().into_iter().flat_map(|c| c.1).collect())
        .unwrap_or_default();
    let left: Vec<String> = guess
        .personal
        .iter()
        .filter(|c| !named.contains(&c.as_str()))
        .map(|c| format!("«{c}»"))
        .collect();
    if !left.is_empty() {
        let message = format!(
            "columns that look personal were not read: {}",
            left.join(", ")
        );
        sink.warn(WarningKind::PersonalColumns, start, message);
    }
}

/// Values that no rule explains, each told once a file.
struct Oddity {
    what: &'static str,
    value: String,
    origin: Origin,
    line: u64,
    rows: u64,
}

/// How many different values are told for one column.
const TOLD: usize = 20;

struct Reader<'a, 's> {
    context: &'a Context<'a>,
    sink: &'s mut dyn Sink,
    columns: Columns,
    headers: Vec<String>,
    /// From which day plain numbers in the column of dates count.
    epoch: Epoch,
    kinds: FxHashMap<String, Vec<Kind>>,
    masked: Masked,
    oddities: Vec<Oddity>,
    repaired: u64,
    mended: Mended,
}

impl Reader<'_, '_> {
    fn run(&mut self, mut rows: Rows<'_>, start: Origin) {
        self.mended.tell(self.sink, start.clone(), &rows.mended);
        while let Some(row) = rows.next_row() {
            match row {
                Ok(row) => {
                    if let Some(message) = rows.swallowed() {
                        let origin = self.context.origin(row.place);
                        self.sink.warn(WarningKind::SwallowedRows, origin, message);
                    }
                    self.repaired += row.repaired;
                    if !row.mended.is_empty() {
                        let origin = self.context.origin(row.place);
                        self.mended.tell(self.sink, origin, &row.mended);
                    }
                    self.row(&row);
                }
                Err(BadRow {
                    place,
                    reason,
                    detail,
                }) => {
                    let origin = self.context.origin(place);
                    self.sink.take(Import::Refused {
                        origin,
                        what: "row",
                        reason,
                        detail: Some(detail),
                    });
                }
            }
        }
        for odd in std::mem::take(&mut self.oddities) {
            let message = format!(
                "«{}» is no {}; first at line {}, rows in all: {}",
                odd.value, odd.what, odd.line, odd.rows
            );
            self.sink
                .warn(WarningKind::UnexplainedLine, odd.origin, message);
        }
        for (kind, message) in rows.notes() {
            self.sink.warn(kind, start.clone(), message);
        }
        if self.repaired > 0 {
            let message = format!(
                "{} cells are not UTF-8 and were read as Windows-1252",
                self.repaired
            );
            self.sink
                .warn(WarningKind::BadEncoding, start.clone(), message);
        }
        self.mended.finish(self.sink, start.clone());
        warn_masked(self.sink, start, self.masked);
    }

    fn row(&mut self, row: &Row) {
        let origin = self.context.origin(row.place);
        if let Some(text) = self.columns.cell(row, self.columns.kind)
            && values::kind(text).is_none()
        {
            self.odd("kind of row, and was left aside", text, &origin, row.line);
        }
        let side = self.side(row, &origin);
        let author = self.author(row);
        match self.columns.what(row) {
            What::Vote => self.vote(row, origin, side, author),
            What::Record(kind) => self.record(row, origin, kind, side, author),
        }
    }

    fn record(
        &mut self,
        row: &Row,
        origin: Origin,
        kind: Kind,
        declared: Option<Side>,
        author: Option<Pseudonym>,
    ) {
        let number = self.number(row, &origin);
        let id = self.id(kind, number.as_deref().unwrap_or(NO_ID));
        let counts: Vec<Option<u64>> = self
            .columns
            .counters
            .into_iter()
            .map(|at| self.count(row, at, &origin))
            .collect();
        let counters = counts.iter().any(Option::is_some).then(|| Counters {
            favourable: counts[0].unwrap_or(0),
            mixed: counts[1].unwrap_or(0),
            against: counts[2].unwrap_or(0),
        });
        let draft = Draft {
            parent: self.parent(row, &id, &origin),
            kind,
            consultation: self
                .line(row, self.columns.consultation)
                .unwrap_or_default(),
            section: self.line(row, self.columns.section),
            author: author.filter(|_| !matches!(kind, Kind::Appendix | Kind::Question)),
            title: self.line(row, self.columns.title).unwrap_or_default(),
            body: self.body(row),
            published_at: self.date(row, &origin),
            url: self.url(row),
            moderation: self.moderation(row, &origin),
            declared,
            counters,
            support: self.count(row, self.columns.votes, &origin),
            variables: Vec::new(),
            id,
            origin,
        };
        self.sink.take(Import::Record(Box::new(draft)));
    }

    fn vote(&mut self, row: &Row, origin: Origin, side: Option<Side>, author: Option<Pseudonym>) {
        let refused = match (self.parent(row, "", &origin), side) {
            (Some(record), Some(side)) => {
                let vote = Vote {
                    record,
                    author,
                    side: Some(side),
                    choice: None,
                    published_at: self.date(row, &origin),
                    moderation: self.moderation(row, &origin).unwrap_or_default(),
                    origin,
                };
                self.sink.take(Import::Vote(Box::new(vote)));
                return;
            }
            (None, _) => ("malformed", "the vote does not tell what it is on"),
            (_, None) => ("no_side", "the vote tells no side"),
        };
        self.sink.take(Import::Refused {
            origin,
            what: "vote",
            reason: refused.0,
            detail: Some(format!("line {}: {}", row.line, refused.1)),
        });
    }

    /// A row's number as it can stand in an id: no slash, and no question mark at its end, which means
    /// «none».
    fn number(&mut self, row: &Row, origin: &Origin) -> Option<String> {
        let text = self.columns.cell(row, self.columns.id)?;
        if let Some(reached) = values::reaches(text) {
            let what = match reached {
                Reach::Mail => "id: it is an e-mail address, and the row is named by its content",
                Reach::Phone => "id: it is a telephone number, and the row is named by its content",
                Reach::Profile => "id: it is a person's page, and the row is named by its content",
                Reach::Number => {
                    "id: it is the number of an account or a person, and the row is named by its content"
                }
            };
            self.odd(what, reached.mask(), origin, row.line);
            return None;
        }
        Some(written(text))
    }

    fn id(&self, kind: Kind, number: &str) -> String {
        format!("{}/{}/{number}", self.context.source, kind.name())
    }

    /// The id of the row that this one answers. Where the table has that number under several kinds, the
    /// one that is most often answered; where it has it not, a proposal of another file.
    fn parent(&mut self, row: &Row, own: &str, origin: &Origin) -> Option<String> {
        let text = self.columns.cell(row, self.columns.parent)?;
        if let Some(reached) = values::reaches(text) {
            let what = match reached {
                Reach::Mail => {
                    "number of a parent, and its rows have none: the parent's number is an e-mail address"
                }
                Reach::Phone => {
                    "number of a parent, and its rows have none: the parent's number is a telephone number"
                }
                Reach::Profile => {
                    "number of a parent, and its rows have none: the parent's number is a person's page"
                }
                Reach::Number => {
                    "number of a parent, and its rows have none: the parent's number is that of an account or a person"
                }
            };
            self.odd(what, reached.mask(), origin, row.line);
            return None;
        }
        let number = written(text);
        let known = self.kinds.get(text);
        Kind::AS_PARENTS
            .into_iter()
            .filter(|k| known.is_some_and(|known| known.contains(k)))
            .map(|k| self.id(k, &number))
            .find(|id| id != own)
            .or_else(|| Some(self.id(Kind::Proposal, &number)).filter(|id| id != own))
    }

    fn author(&self, row: &Row) -> Option<Pseudonym> {
        let text = self.columns.cell(row, self.columns.author)?;
        let identity = crate::text::normalise(text);
        let identity = identity.trim();
        (!identity.is_empty()).then(|| self.context.key.pseudonym(self.context.source, identity))
    }

    fn side(&mut self, row: &Row, origin: &Origin) -> Option<Side> {
        let text = self.columns.cell(row, self.columns.stance)?;
        let side = values::side(text);
        if side.is_none() {
            self.odd("side, and its rows have none", text, origin, row.line);
        }
        side
    }

    fn count(&mut self, row: &Row, at: Option<usize>, origin: &Origin) -> Option<u64> {
        let text = self.columns.cell(row, at)?;
        let number = values::number(text);
        if number.is_none() {
            self.odd(
                "number of votes, and was left aside",
                text,
                origin,
                row.line,
            );
        }
        number
    }

    fn moderation(&mut self, row: &Row, origin: &Origin) -> Option<Moderation> {
        let text = self.columns.cell(row, self.columns.moderated);
        let moderated = text.map(values::moderated);
        if let (Some(text), Some(None)) = (text, moderated) {
            self.odd(
                "yes or no, and its rows are taken as not moderated",
                text,
                origin,
                row.line,
            );
        }
        moderated.flatten().map(|moderated| Moderation {
            moderated,
            ..Moderation::default()
        })
    }

    fn date(&mut self, row: &Row, origin: &Origin) -> Option<jiff::Timestamp> {
        let text = self.columns.cell(row, self.columns.date)?;
        let at = column_date(text, self.epoch);
        if at.is_none() {
            let message = format!(
                "line {}, column {}: «{}» is no date; the record is kept without one",
                row.line,
                self.columns
                    .date
                    .map_or("?", |at| self.headers[at].as_str()),
                shown(text)
            );
            self.sink
                .warn(WarningKind::BadDate, origin.clone(), message);
        }
        at
    }

    fn line(&mut self, row: &Row, at: Option<usize>) -> Option<String> {
        let text = self.columns.cell(row, at)?;
        Some(keep_line(&readable(text), &mut self.masked)).filter(|t| !t.is_empty())
    }

    fn body(&mut self, row: &Row) -> String {
        let mut out = String::new();
        for at in &self.columns.body {
            let Some(text) = self.columns.cell(row, Some(*at)) else {
                continue;
            };
            let plain = readable(text);
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(&plain);
        }
        keep(&out, &mut self.masked)
    }

    /// A public address; one that leads to a person is masked, and so is none.
    fn url(&mut self, row: &Row) -> Option<String> {
        let text = self.columns.cell(row, self.columns.url)?;
        if !(text.starts_with("http://") || text.starts_with("https://")) {
            return None;
        }
        let mut masked = Masked::default();
        let kept = keep_line(text, &mut masked);
        self.masked += masked;
        (masked.total() == 0).then_some(kept)
    }

    fn odd(&mut self, what: &'static str, value: &str, origin: &Origin, line: u64) {
        let mut value = shown(value);
        let of_kind = self.oddities.iter().filter(|o| o.what == what);
        if of_kind.clone().count() >= TOLD && !of_kind.clone().any(|o| o.value == value) {
            value = "another value".to_string();
        }
        match self
            .oddities
            .iter_mut()
            .find(|o| o.what == what && o.value == value)
        {
            Some(known) => known.rows += 1,
            None => self.oddities.push(Oddity {
                what,
                value,
                origin: origin.clone(),
                line,
                rows: 1,
            }),
        }
    }
}

/// A number as it stands in an id.
fn written(text: &str) -> String {
    // Most are as they are to be.
    let plain = |b: u8| b.is_ascii_graphic() && b != b'/' && b != b'?';
    if text.bytes().all(plain) {
        return text.to_string();
    }
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.replace('/', "%2F");
    match text.strip_suffix('?') {
        Some(rest) => format!("{rest}%3F"),
        None => text,
    }
}
