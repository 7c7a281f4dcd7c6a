//! Rows of a table into records, votes and refusals, by a plan.

use super::above::Link;
use super::given::Given;
use super::kinds::Kinds;
use super::last_votes::LastVotes;
use super::oddities::Odd;
use super::plan::{Plan, cell, is_one_of};
use super::rules::RowRefusal;
use super::values::{self, What};
use crate::ingest::Context;
use crate::ingest::clean::dates::Epoch;
use crate::ingest::clean::kept::{Masked, keep_line, shown};
use crate::ingest::clean::own_name::OwnName;
use crate::ingest::journal::NO_ID;
use crate::ingest::table::{Row, Rows};
use crate::model::{
    Draft, Entry, Import, Kind, MappedField, Origin, Refusal, RowKind, Sink, Vote, WarningKind,
};
use std::borrow::Cow;
use std::sync::Arc;

/// What a row names as its parent, or as what a vote is on.
pub(super) enum Reference {
    /// The id of a record.
    Found(String),
    /// Something that is no record of the platform.
    Unknown(String),
    /// Nothing.
    Absent,
}

/// What reading the rows of one file needs. No row changes it, so that threads can share it.
pub(in crate::ingest) struct Engine<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) context: &'a Context<'a>,
    /// From which day numbers count days, where they may.
    pub(super) epoch: Option<Epoch>,
    /// The kinds that each id of the table has, where parents are named by their number alone.
    pub(super) kinds: Kinds,
    last_votes: LastVotes,
}

impl<'a> Engine<'a> {
    /// An engine for one file; `again` opens its rows for a first pass, where the table needs one.
    pub(in crate::ingest) fn new<'f>(
        plan: &'a Plan<'a>,
        context: &'a Context<'a>,
        epoch: Option<Epoch>,
        again: impl FnOnce() -> Option<Rows<'f>>,
    ) -> Self {
        let table = plan.table;
        // The first pass over a questionnaire is that of its questions.
        let by_number = table.questions.is_none()
            && table.parent.kind.is_none()
            && table.parent.class.is_none();
        let (mut kinds, mut last_votes) = (Kinds::default(), LastVotes::default());
        // What cannot be opened or read is reported by the second pass.
        if table.last_vote_counts {
            last_votes = again().map_or(last_votes, |rows| LastVotes::look(rows, plan, epoch));
        } else if by_number && !plan.of(MappedField::Parent).is_empty() {
            kinds = again().map_or(kinds, |rows| Kinds::look(rows, plan));
        }
        Engine {
            plan,
            context,
            epoch,
            kinds,
            last_votes,
        }
    }
}

/// Reads some rows of a file that follow one another, and keeps what they give.
pub(super) struct RowReader<'e, 'a> {
    pub(super) engine: &'e Engine<'a>,
    /// The plan of the kind of rows that is read.
    pub(super) plan: &'a Plan<'a>,
    pub(super) context: &'e Context<'a>,
    /// The source and the file, for origins: not shared with the threads that read other rows.
    names: [Arc<str>; 2],
    /// What is made once the row that answers it is kept, and what was masked in it.
    pub(super) to_make: Option<Box<(Draft, Masked)>>,
    pub(super) sink: Given<'a>,
    /// The printed name of the row's author, to be masked in their texts.
    pub(super) own_name: Option<OwnName>,
}

impl<'e, 'a> RowReader<'e, 'a> {
    pub(super) fn new(engine: &'e Engine<'a>) -> Self {
        let Context { entry, file, .. } = engine.context;
        RowReader {
            engine,
            plan: engine.plan,
            context: engine.context,
            names: [entry, file].map(|name| Arc::from(&**name)),
            to_make: None,
            sink: Given::default(),
            own_name: None,
        }
    }

    /// What the rows gave.
    pub(super) fn finish(self) -> Given<'a> {
        self.sink
    }

    /// Finds what kind of row it is, and where it comes from; `None` where it is refused.
    pub(super) fn begin(&mut self, row: &Row) -> Option<Origin> {
        let [source, file] = self.names.clone();
        let origin = Origin {
            source,
            file,
            place: row.place,
        };
        let table = self.engine.plan.table;
        if !table.mapped && row.cells.iter().all(|c| c.trim().is_empty()) {
            self.sink
                .refuse(origin, table.what(), Refusal::Empty, "an empty row");
            return None;
        }
        self.sink.rows += 1;
        self.to_make = None;
        self.plan = match self.engine.plan.of_row(row) {
            Ok(plan) => plan,
            Err(kind) => {
                let detail = format!("its type is «{}»", shown(kind));
                self.sink
                    .refuse(origin, table.what(), Refusal::UnknownType, &detail);
                return None;
            }
        };
        self.own_name = self.plan.names.of_row(row);
        let table = self.plan.table;
        if let Some(refusal) = &table.refuse {
            let what = refusal.what.unwrap_or(RowKind::Row);
            self.sink
                .refuse(origin, what, refusal.reason, &refusal.detail);
            return None;
        }
        for (columns, refusal) in &self.plan.refusals {
            let mut cells = columns.iter().map(|at| cell(row, *at));
            let text = cells.find(|c| !c.is_empty()).unwrap_or("");
            if refuses(refusal, text, columns.is_empty()) {
                let what = refusal.what.unwrap_or(table.what());
                self.sink
                    .refuse(origin, what, refusal.reason, &refusal.detail);
                return None;
            }
        }
        Some(origin)
    }

    /// Reads a row that is no reply to a questionnaire.
    pub(super) fn row(&mut self, row: &Row, origin: Origin) {
        if let Some(text) = self.plan.text(row, MappedField::Kind)
            && values::kind(&text).is_none()
        {
            self.odd("kind of row, and was left aside", &text, &origin, row.line);
        }
        if self.choices(row, &origin) {
            return;
        }
        match self.plan.what(row) {
            What::Vote => self.vote(row, origin),
            What::Record(kind) => self.record(row, origin, kind),
        }
    }

    fn record(&mut self, row: &Row, origin: Origin, kind: Kind) {
        let declared = self.stance(row, &origin).and_then(|s| s.1);
        let author = self.author(row, &origin);
        let id = self.id(row, kind, &origin);
        let counters = self.counters(row, &origin);
        let title = self.title(row);
        let body = self.body(row);
        let table = self.plan.table;
        // A row without a text is refused, and makes no parent. A side without one is what an argument can be.
        let empty = !table.mapped && title.is_empty() && body.is_empty() && declared.is_none();
        let link = self.link(row, &id, &origin);
        let parent = match empty || link.is_some() {
            true => None,
            false => self.parent(row, &id, &origin),
        };
        let comments = Plan::number(&self.plan.comments, row).ok().flatten();
        let stated = comments.filter(|_| !id.ends_with(NO_ID));
        let stated = stated.map(|comments| (id.clone(), comments, origin.clone()));
        let published_at = self.date(row, &origin);
        let moderation = self.moderation(row, &origin);
        let entry = Entry {
            parent,
            consultation: self
                .line(row, MappedField::Consultation)
                .unwrap_or_default(),
            section: self
                .line(row, MappedField::Question)
                .or_else(|| self.line(row, MappedField::Section)),
            title,
            body,
            published_at,
            url: self.url(row),
            organiser: self.organiser(row, &origin),
            declared,
            counters,
            support: self.count(row, MappedField::Votes, &origin),
            variables: self.variables(row),
            ..Entry::new(id, kind, origin)
        };
        let draft = Draft {
            entry,
            author: author.filter(|_| !kind.is_of_organiser()),
            moderation,
        };
        let parts = self.parts(row, &draft);
        self.give(Import::Record(Box::new(draft)), link);
        for part in parts {
            self.sink.take(Import::Part(Box::new(part)));
        }
        if let Some((record, comments, origin)) = stated {
            self.sink.take(Import::Stated {
                record,
                comments,
                origin,
            });
        }
    }

    /// Reads a row that answers a closed question, where it is one of a table of one row an answer.
    fn choices(&mut self, row: &Row, origin: &Origin) -> bool {
        let Some(question) = self.plan.text(row, MappedField::Question) else {
            return false;
        };
        let answer = self.plan.text(row, MappedField::Body).unwrap_or_default();
        let masked = &mut self.sink.masked;
        let plan = self.plan;
        let Some((id, choices)) = plan.asked.choices(&question, &answer, masked) else {
            return false;
        };
        let title = keep_line(&question, masked);
        let record = self.id_of(Kind::Question, "", id);
        if choices.is_empty() {
            let detail = "the question is not answered";
            self.sink
                .refuse(origin.clone(), RowKind::Vote, Refusal::Empty, detail);
            return true;
        }
        if self.sink.is_new(&record) {
            let mut question = Draft::new(record.clone(), Kind::Question, origin.clone());
            question.title = title;
            self.sink.make(question, Masked::default());
        }
        let (author, published_at) = (self.author(row, origin), self.date(row, origin));
        let moderation = self.moderation(row, origin).unwrap_or_default();
        for (n, (choice, side)) in choices.into_iter().enumerate() {
            let vote = Box::new(Vote {
                record: record.clone(),
                author,
                side,
                choice: Some(choice),
                published_at,
                moderation: moderation.clone(),
                origin: origin.clone(),
            });
            self.sink.take(match n {
                0 => Import::Vote(vote),
                _ => Import::PartVote(vote),
            });
        }
        true
    }

    /// The records that are in a row besides the one that it is.
    fn parts(&mut self, row: &Row, whole: &Draft) -> Vec<Draft> {
        let mut out = Vec::new();
        for n in 0..self.plan.parts.len() {
            let part = self.plan.parts[n].1;
            let Some((_, number)) = whole.id.rsplit_once('/').filter(|id| id.1 != NO_ID) else {
                continue;
            };
            let id = self.id_of(part.kind, "", &format!("{number}{}", part.suffix));
            let body = self.part(row, n);
            if !body.is_empty() {
                let entry = Entry {
                    parent: Some(whole.id.clone()),
                    section: whole.section.clone(),
                    organiser: whole.organiser,
                    body,
                    ..Entry::new(id, part.kind, whole.origin.clone())
                };
                out.push(entry.into());
            }
        }
        out
    }

    /// Hands over what a row gives, and before it what it answers and is made.
    fn give(&mut self, import: Import, link: Option<Link<'a>>) {
        if let Some(made) = self.to_make.take()
            && !matches!(import, Import::Refused { .. })
        {
            self.sink.make(made.0, made.1);
        }
        if let Some(link) = link {
            self.sink.link(link);
        }
        self.sink.take(import);
    }

    /// The id of what a row answers.
    fn parent(&mut self, row: &Row, own: &str, origin: &Origin) -> Option<String> {
        match self.reference(row, own, origin) {
            Reference::Found(id) => Some(id),
            Reference::Absent => None,
            Reference::Unknown(_) if self.plan.table.parent.may_lack => None,
            Reference::Unknown(shown) => {
                let message = format!(
                    "it answers «{shown}», which is nothing that is known; it is kept without a parent"
                );
                let kind = WarningKind::UnexplainedLine;
                self.sink.warn(kind, origin.clone(), message);
                None
            }
        }
    }

    /// A vote. Those that a participant's last vote contradicts are refused; those that say the same are merged
    /// with it.
    fn vote(&mut self, row: &Row, origin: Origin) {
        let link = self.link(row, "", &origin);
        let reference = match link {
            Some(_) => Reference::Found(String::new()),
            None => self.reference(row, "", &origin),
        };
        let record = match reference {
            Reference::Found(id) => id,
            Reference::Absent => {
                let detail = "the vote does not say what it is on: correct it";
                return self
                    .sink
                    .refuse(origin, RowKind::Vote, Refusal::Malformed, detail);
            }
            Reference::Unknown(shown) => {
                let detail = format!("it is on «{shown}», which is nothing that is known");
                return self
                    .sink
                    .refuse(origin, RowKind::Vote, Refusal::Malformed, &detail);
            }
        };
        let table = self.plan.table;
        let numbered = table.last_vote_counts;
        if let Some((text, column)) = self.not_an_author(row).filter(|_| numbered) {
            let detail = format!(
                "its {column} is «{}», no number of the platform: correct it",
                shown(&text)
            );
            return self
                .sink
                .refuse(origin, RowKind::Vote, Refusal::Malformed, &detail);
        }
        let author = self.author(row, &origin);
        let said = self.plan.first(row, MappedField::Stance);
        let always = table.constants.get(&MappedField::Stance);
        let stance = match &said {
            Some((text, _)) => self.plan.stance(text),
            None => always.and_then(|text| self.plan.stance(text)),
        };
        let Some((_, side, choice)) = stance.filter(|s| s.1.is_some() || s.2.is_some()) else {
            let detail = match said {
                Some((text, column)) => format!(
                    "its {} is «{}», none of the sides that are known",
                    column.column,
                    shown(&text)
                ),
                None => "the vote states no side".to_string(),
            };
            let refused = Import::refused(origin, RowKind::Vote, Refusal::NoSide, &detail);
            return self.give(refused, link);
        };
        if let Some(later) = self.engine.last_votes.later(self.plan, row) {
            let detail =
                format!("the participant changed this vote at {later}: the last one counts");
            return self
                .sink
                .refuse(origin, RowKind::Vote, Refusal::Superseded, &detail);
        }
        let vote = Vote {
            record,
            author,
            side,
            // A choice that is no side is in the table of votes, and counts for and against nothing.
            choice: choice.map(str::to_string),
            published_at: self.date(row, &origin),
            moderation: self.moderation(row, &origin).unwrap_or_default(),
            origin,
        };
        self.give(Import::Vote(Box::new(vote)), link);
    }

    /// Keeps a value that no rule explains, to be reported when the file is read.
    pub(super) fn odd(
        &mut self,
        what: impl Into<Cow<'static, str>>,
        value: &str,
        origin: &Origin,
        line: u64,
    ) {
        self.sink.odd.push(Odd {
            what: what.into(),
            value: shown(value),
            origin: origin.clone(),
            line,
        });
    }
}

/// Whether rows with this value are not kept; `absent` where the file has no such column.
fn refuses(refusal: &RowRefusal, text: &str, absent: bool) -> bool {
    let only = &refusal.is_not;
    let lacks = |part: &String| !text.is_empty() && !text.to_lowercase().contains(part.as_str());
    refusal.is_zero && values::number(text).unwrap_or(0) == 0
        || !absent
            && (is_one_of(text, &refusal.is)
                || !only.is_empty() && !is_one_of(text, only)
                || refusal.lacks.as_ref().is_some_and(lacks))
}
