//! Rows of a table into records, votes and refusals, by a plan.

use super::given::Given;
use super::kinds::Kinds;
use super::last_votes::LastVotes;
use super::oddities::Odd;
use super::plan::{Plan, cell, is_one_of};
use super::values::{self, What};
use crate::ingest::Context;
use crate::ingest::clean::dates::Epoch;
use crate::ingest::clean::kept::shown;
use crate::ingest::journal::NO_ID;
use crate::ingest::table::{Row, Rows};
use crate::model::{Draft, Import, Kind, MappedField, Origin, Sink, Vote, WarningKind};
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
    pub(super) plan: Plan<'a>,
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
        plan: Plan<'a>,
        context: &'a Context<'a>,
        epoch: Option<Epoch>,
        again: impl FnOnce() -> Option<Rows<'f>>,
    ) -> Self {
        let table = plan.table;
        let by_number = table.parent.kind.is_none() && table.parent.class.is_none();
        let (mut kinds, mut last_votes) = (Kinds::default(), LastVotes::default());
        // What cannot be opened or read is reported by the second pass.
        if table.last_vote_counts {
            last_votes = again().map_or(last_votes, |rows| LastVotes::look(rows, &plan, epoch));
        } else if by_number && !plan.of(MappedField::Parent).is_empty() {
            kinds = again().map_or(kinds, |rows| Kinds::look(rows, &plan));
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
    pub(super) plan: &'e Plan<'a>,
    pub(super) context: &'e Context<'a>,
    /// The source and the file, for origins: not shared with the threads that read other rows.
    names: [Arc<str>; 2],
    pub(super) sink: Given,
}

impl<'e, 'a> RowReader<'e, 'a> {
    pub(super) fn new(engine: &'e Engine<'a>) -> Self {
        let Context { entry, file, .. } = engine.context;
        RowReader {
            engine,
            plan: &engine.plan,
            context: engine.context,
            names: [entry, file].map(|name| Arc::from(&**name)),
            sink: Given::default(),
        }
    }

    /// What the rows gave.
    pub(super) fn finish(self) -> Given {
        self.sink
    }

    pub(super) fn row(&mut self, row: &Row) {
        let [source, file] = self.names.clone();
        let origin = Origin {
            source,
            file,
            place: row.place,
        };
        let table = self.plan.table;
        if !table.mapped && row.cells.iter().all(|c| c.trim().is_empty()) {
            return self.refuse(origin, table.what(), "empty", "an empty row");
        }
        self.sink.rows += 1;
        if let Some(refusal) = &table.refuse {
            let what = refusal.what.map_or("row", |w| w.0);
            return self.refuse(origin, what, refusal.reason.0, &refusal.detail);
        }
        for (columns, refusal) in &self.plan.refusals {
            let mut cells = columns.iter().map(|at| cell(row, *at));
            let text = cells.find(|c| !c.is_empty()).unwrap_or("");
            let zero = refusal.is_zero && values::number(text).unwrap_or(0) == 0;
            if zero || is_one_of(text, &refusal.is) {
                return self.refuse(origin, table.what(), refusal.reason.0, &refusal.detail);
            }
        }
        if let Some(text) = self.plan.text(row, MappedField::Kind)
            && values::kind(&text).is_none()
        {
            self.odd("kind of row, and was left aside", &text, &origin, row.line);
        }
        match self.plan.what(row) {
            What::Vote => self.vote(row, origin),
            What::Record(kind) => self.record(row, origin, kind),
        }
    }

    pub(super) fn refuse(
        &mut self,
        origin: Origin,
        what: &'static str,
        reason: &'static str,
        detail: &str,
    ) {
        self.sink.take(Import::Refused {
            origin,
            what,
            reason,
            detail: Some(detail.to_string()),
        });
    }

    fn record(&mut self, row: &Row, origin: Origin, kind: Kind) {
        let declared = self.stance(row, &origin).and_then(|s| s.1);
        let author = self.author(row, &origin);
        let id = self.id(row, kind, &origin);
        let counters = self.counters(row, &origin);
        let title = self.line(row, MappedField::Title).unwrap_or_default();
        let body = self.body(row);
        let table = self.plan.table;
        // A row without a text is refused, and makes no parent. A side without one is what an argument can be.
        let empty = !table.mapped && title.is_empty() && body.is_empty() && declared.is_none();
        let parent = match empty {
            true => None,
            false => self.parent(row, &id, &origin),
        };
        let comments = Plan::number(&self.plan.comments, row).ok().flatten();
        let stated = comments.filter(|_| !id.ends_with(NO_ID));
        let stated = stated.map(|comments| (id.clone(), comments, origin.clone()));
        let draft = Draft {
            parent,
            kind,
            consultation: self
                .line(row, MappedField::Consultation)
                .unwrap_or_default(),
            section: self.line(row, MappedField::Section),
            author: author.filter(|_| !matches!(kind, Kind::Appendix | Kind::Question)),
            title,
            body,
            published_at: self.date(row, &origin),
            url: self.url(row),
            moderation: self.moderation(row, &origin),
            declared,
            counters,
            support: self.count(row, MappedField::Votes, &origin),
            variables: Vec::new(),
            id,
            origin,
        };
        self.sink.take(Import::Record(Box::new(draft)));
        if let Some((record, comments, origin)) = stated {
            self.sink.take(Import::Stated {
                record,
                comments,
                origin,
            });
        }
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
        let record = match self.reference(row, "", &origin) {
            Reference::Found(id) => id,
            Reference::Absent => {
                let detail = "the vote does not say what it is on: correct it";
                return self.refuse(origin, "vote", "malformed", detail);
            }
            Reference::Unknown(shown) => {
                let detail = format!("it is on «{shown}», which is nothing that is known");
                return self.refuse(origin, "vote", "malformed", &detail);
            }
        };
        let table = self.plan.table;
        let numbered = table.last_vote_counts;
        if let Some((text, column)) = self.not_an_author(row).filter(|_| numbered) {
            let detail = format!(
                "its {column} is «{}», no number of the platform: correct it",
                shown(&text)
            );
            return self.refuse(origin, "vote", "malformed", &detail);
        }
        let author = self.author(row, &origin);
        let said = self.plan.first(row, MappedField::Stance);
        let stance = said.as_ref().and_then(|(text, _)| self.plan.stance(text));
        let Some((_, side, choice)) = stance.filter(|s| s.1.is_some() || s.2.is_some()) else {
            let detail = match said {
                Some((text, column)) => format!(
                    "its {} is «{}», none of the sides that are known",
                    column.column,
                    shown(&text)
                ),
                None => "the vote states no side".to_string(),
            };
            return self.refuse(origin, "vote", "no_side", &detail);
        };
        if let Some(later) = self.engine.last_votes.later(self.plan, row) {
            let detail =
                format!("the participant changed this vote at {later}: the last one counts");
            return self.refuse(origin, "vote", "superseded", &detail);
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
        self.sink.take(Import::Vote(Box::new(vote)));
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
