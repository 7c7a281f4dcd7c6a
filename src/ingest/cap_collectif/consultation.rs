//! Consultation files: opinions, their versions, arguments, sources and votes, and the counters compared.

use super::columns::{platform_id, side};
use super::{Reader, url};
use crate::ingest::clean::kept::shown;
use crate::ingest::journal::NO_ID;
use crate::ingest::table::Row;
use crate::model::{Counters, Draft, Import, Kind, Moderation, Origin, Side, Vote, WarningKind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// What the rows of one file gave so far.
#[derive(Default)]
pub(super) struct Consultation {
    /// What each opinion states and has, by its id.
    opinions: FxHashMap<String, Opinion>,
    /// The opinions' ids, in source order.
    order: Vec<String>,
    /// The versions' ids.
    versions: FxHashSet<String>,
    /// The opinion that a row without a parent's id follows.
    last: Option<String>,
}

/// What is counted of an opinion.
const COUNTED: [(&str, &str); 6] = [
    ("arguments_count", "arguments"),
    ("arguments_count_for", "arguments for"),
    ("arguments_count_against", "arguments against"),
    ("sources_count", "sources"),
    ("versions_count", "versions"),
    ("votes_count", "votes"),
];
const ARGUMENTS: usize = 0;
const FOR: usize = 1;
const AGAINST: usize = 2;
const SOURCES: usize = 3;
const VERSIONS: usize = 4;
const VOTES: usize = 5;

#[derive(Default)]
struct Opinion {
    /// Where it stands; none while only its children were met.
    origin: Option<Origin>,
    section: Option<Arc<str>>,
    consultation: Arc<str>,
    stated: [Option<u64>; COUNTED.len()],
    found: [u64; COUNTED.len()],
}

/// What a row is.
enum What {
    Opinion,
    Version,
    Argument,
    Source,
    Vote,
    Reporting,
    Context,
    Unknown,
}

fn what(cell: &str) -> What {
    let lower = cell.to_lowercase();
    let name = lower
        .strip_prefix("export_contribution_type_")
        .unwrap_or(&lower);
    let is = |end: &str| name == end || name.strip_suffix(end).is_some_and(|n| n.ends_with('_'));
    if is("report") || is("reporting") {
        What::Reporting
    } else if name.contains("context") || is("appendix") {
        What::Context
    } else if is("argument_vote") || is("source_vote") {
        What::Unknown
    } else if is("vote") {
        What::Vote
    } else if is("argument") {
        What::Argument
    } else if is("source") {
        What::Source
    } else if is("version") {
        What::Version
    } else if name == "opinion" {
        What::Opinion
    } else {
        What::Unknown
    }
}

impl Consultation {
    /// Reads a row.
    pub fn row(&mut self, reader: &mut Reader<'_, '_>, row: &Row) {
        let kind = reader.columns.get(row, "type");
        let origin = reader.origin(row);
        match what(kind) {
            What::Opinion => self.opinion(reader, row, origin),
            What::Version => self.version(reader, row, origin),
            What::Argument => self.argument(reader, row, origin),
            What::Source => self.source(reader, row, origin),
            What::Vote => self.vote(reader, row, origin, kind),
            What::Reporting => {
                let detail = "a report of abuse is no contribution".to_string();
                reader.refuse(origin, "row", "reporting", detail);
            }
            What::Context => self.context(reader, row, origin),
            What::Unknown if row.cells.iter().all(|c| c.trim().is_empty()) => {
                reader.refuse(origin, "row", "empty", "an empty row".to_string());
            }
            What::Unknown => {
                let detail = format!("its type is «{}»", shown(kind));
                reader.refuse(origin, "row", "unknown_type", detail);
            }
        }
    }

    /// Compares what the opinions state with the rows.
    pub fn finish(self, reader: &mut Reader<'_, '_>) {
        for id in &self.order {
            let opinion = &self.opinions[id];
            let Some(origin) = &opinion.origin else {
                continue;
            };
            for (n, (_, name)) in COUNTED.iter().enumerate() {
                let found = opinion.found[n];
                if let Some(stated) = opinion.stated[n].filter(|stated| *stated != found) {
                    let message = format!(
                        "{id}: the platform counts {stated} {name}, the file has {found} rows"
                    );
                    let kind = WarningKind::CounterDisagrees;
                    reader.sink.warn(kind, origin.clone(), message);
                }
            }
        }
    }

    fn id(reader: &Reader<'_, '_>, row: &Row, kind: Kind, field: &str) -> String {
        let found = platform_id(reader.columns.get(row, field));
        let number = found.map_or(NO_ID.to_string(), |f| f.1);
        format!("{}/{}/{number}", reader.context.source, kind.name())
    }

    /// The record that a row stands below: the one that it names, or else the opinion that it follows.
    fn parent(&self, reader: &Reader<'_, '_>, row: &Row, prefix: &str) -> Option<String> {
        let related = reader.columns.get(row, &format!("{prefix}_related_id"));
        let Some((class, id)) = platform_id(related) else {
            return self.last.clone();
        };
        let kind = reader.columns.get(row, &format!("{prefix}_related_kind"));
        let told = if kind.is_empty() {
            class.unwrap_or_default()
        } else {
            kind.to_string()
        };
        let source = reader.context.source;
        let version = format!("{source}/{}/{id}", Kind::Version.name());
        let is_version = told.to_lowercase().contains("version")
            || (told.is_empty() && self.versions.contains(&version));
        if is_version {
            Some(version)
        } else {
            Some(format!("{source}/{}/{id}", Kind::Proposal.name()))
        }
    }

    fn count(&mut self, parent: Option<&String>, what: usize) {
        let Some(parent) = parent.filter(|p| !self.versions.contains(*p)) else {
            return;
        };
        if let Some(opinion) = self.opinions.get_mut(parent) {
            opinion.found[what] += 1;
            return;
        }
        let mut opinion = Opinion::default();
        opinion.found[what] = 1;
        self.opinions.insert(parent.clone(), opinion);
    }

    /// The draft of a record below an opinion, in its section.
    fn draft(&self, id: String, kind: Kind, parent: Option<String>, origin: Origin) -> Draft {
        let above = parent.as_ref().and_then(|p| self.opinions.get(p));
        Draft {
            consultation: above.map_or(String::new(), |o| o.consultation.to_string()),
            section: above.and_then(|o| o.section.as_ref().map(|s| s.to_string())),
            parent,
            ..Draft::new(id, kind, origin)
        }
    }

    /// Reads a text that the organiser joins to an opinion. Its row repeats the opinion's id.
    pub fn context(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: Origin) {
        let source = reader.context.source;
        let parent = match platform_id(reader.columns.get(row, "id")) {
            Some((_, id)) => Some(format!("{source}/{}/{id}", Kind::Proposal.name())),
            None => self.last.clone(),
        };
        let Some(parent) = parent else {
            let detail = "a text of the organiser that is joined to no opinion".to_string();
            return reader.refuse(origin, "row", "context", detail);
        };
        let id = format!("{source}/{}/{NO_ID}", Kind::Appendix.name());
        let mut draft = self.draft(id, Kind::Appendix, Some(parent), origin);
        draft.title = reader.line(reader.columns.get(row, "context_element_title"));
        draft.body = reader.text(reader.columns.get(row, "context_element_body_text"));
        reader.sink.take(Import::Record(Box::new(draft)));
    }

    fn opinion(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: Origin) {
        let id = Self::id(reader, row, Kind::Proposal, "id");
        let title = reader.line(reader.columns.get(row, "consultation_title"));
        let section = reader.line(reader.columns.get(row, "section_title"));
        // A row without an id has no children that name it.
        if !id.ends_with(NO_ID) {
            let opinion = self.opinions.entry(id.clone()).or_default();
            if opinion.origin.is_none() {
                self.order.push(id.clone());
            }
            opinion.origin = Some(origin.clone());
            opinion.section = Some(section.as_str().into()).filter(|s: &Arc<str>| !s.is_empty());
            opinion.consultation = title.as_str().into();
            for (stated, (field, _)) in opinion.stated.iter_mut().zip(COUNTED) {
                *stated = reader.columns.number(row, field);
            }
            self.last = Some(id.clone());
        } else {
            self.last = None;
        }
        let mut draft = self.draft(id, Kind::Proposal, None, origin);
        draft.consultation = title;
        draft.section = Some(section).filter(|s| !s.is_empty());
        draft.title = reader.line(reader.columns.get(row, "title"));
        draft.body = reader.text(reader.columns.get(row, "body_text"));
        draft.url = url(reader.columns.get(row, "url"));
        draft.counters = counters(reader, row, "");
        finish_draft(reader, row, draft, "");
    }

    fn version(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: Origin) {
        let id = Self::id(reader, row, Kind::Version, "versions_id");
        let parent = self.parent(reader, row, "versions");
        self.count(parent.as_ref(), VERSIONS);
        if !id.ends_with(NO_ID) {
            self.versions.insert(id.clone());
        }
        let mut draft = self.draft(id, Kind::Version, parent, origin);
        draft.title = reader.line(reader.columns.get(row, "versions_title"));
        draft.body = reader.text(reader.columns.get(row, "versions_body_text"));
        let explanation = reader.text(reader.columns.get(row, "versions_explanation"));
        if !explanation.is_empty() {
            if !draft.body.is_empty() {
                draft.body.push_str("\n\n");
            }
            draft.body.push_str(&explanation);
        }
        draft.counters = counters(reader, row, "versions_");
        finish_draft(reader, row, draft, "versions_");
    }

    fn argument(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: Origin) {
        let id = Self::id(reader, row, Kind::Argument, "arguments_id");
        let parent = self.parent(reader, row, "arguments");
        let cell = reader.columns.get(row, "arguments_type");
        let declared = side(cell);
        self.count(parent.as_ref(), ARGUMENTS);
        match declared {
            Some(Side::Favourable) => self.count(parent.as_ref(), FOR),
            Some(Side::Against) => self.count(parent.as_ref(), AGAINST),
            _ if cell.is_empty() => {}
            _ => {
                let message = format!(
                    "{id}: its side is «{}», neither for nor against; its side is unknown",
                    shown(cell)
                );
                let kind = WarningKind::UnexplainedLine;
                reader.sink.warn(kind, origin.clone(), message);
            }
        }
        let mut draft = self.draft(id, Kind::Argument, parent, origin);
        draft.declared = declared.filter(|s| *s != Side::Mixed);
        draft.body = reader.text(reader.columns.get(row, "arguments_body"));
        draft.url = url(reader.columns.get(row, "arguments_url"));
        draft.support = reader.columns.number(row, "arguments_votes_count");
        finish_draft(reader, row, draft, "arguments_");
    }

    fn source(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: Origin) {
        let id = Self::id(reader, row, Kind::Source, "sources_id");
        let parent = self.parent(reader, row, "sources");
        self.count(parent.as_ref(), SOURCES);
        let mut draft = self.draft(id, Kind::Source, parent, origin);
        draft.body = reader.text(reader.columns.get(row, "sources_body"));
        draft.support = reader.columns.number(row, "sources_votes_count");
        finish_draft(reader, row, draft, "sources_");
    }

    fn vote(&mut self, reader: &mut Reader<'_, '_>, row: &Row, origin: Origin, kind: &str) {
        let mut parent = self.parent(reader, row, "votes");
        if kind.to_lowercase().contains("version") {
            let proposal = format!("/{}/", Kind::Proposal.name());
            let version = format!("/{}/", Kind::Version.name());
            parent = parent.map(|p| p.replacen(&proposal, &version, 1));
        }
        self.count(parent.as_ref(), VOTES);
        let cell = reader.columns.get(row, "votes_value");
        let Some(side) = side(cell) else {
            let detail = if cell.is_empty() {
                "the vote tells no side".to_string()
            } else {
                format!(
                    "its value is «{}», which is none that is known",
                    shown(cell)
                )
            };
            return reader.refuse(origin, "vote", "no_side", detail);
        };
        let Some(record) = parent else {
            let detail = "the vote names no opinion and follows none".to_string();
            return reader.refuse(origin, "vote", "malformed", detail);
        };
        // A vote of nobody known that has an id is still the same vote in another shape.
        let name = match platform_id(reader.columns.get(row, "votes_id")) {
            Some((_, id)) => format!("vote {id}"),
            None => String::new(),
        };
        let author = author_cell(reader, row, "votes_");
        let author = reader.author(author, &name);
        let published_at = reader.date(reader.columns.get(row, "votes_created_at"), &origin);
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

/// The author's id: `grouped` files have one column for all kinds of rows.
fn author_cell<'r>(reader: &Reader<'_, '_>, row: &'r Row, prefix: &str) -> &'r str {
    let own = format!("{prefix}author_id");
    reader.columns.first(row, &[&own, "author_id"])
}

/// What all kinds of records have; `prefix` names the kind's columns.
fn finish_draft(reader: &mut Reader<'_, '_>, row: &Row, mut draft: Draft, prefix: &str) {
    let author = author_cell(reader, row, prefix);
    let name = reader.columns.get(row, "participant_username");
    draft.author = reader.author(author, name);
    let created = format!("{prefix}created_at");
    draft.published_at = reader.date(reader.columns.get(row, &created), &draft.origin);
    draft.moderation = reader.moderation(row, prefix, &draft.origin);
    reader.sink.take(Import::Record(Box::new(draft)));
}

fn counters(reader: &Reader<'_, '_>, row: &Row, prefix: &str) -> Option<Counters> {
    let number = |name: &str| reader.columns.number(row, &format!("{prefix}{name}"));
    Some(Counters {
        favourable: number("votes_count_ok")?,
        mixed: number("votes_count_mitige").unwrap_or(0),
        against: number("votes_count_nok").unwrap_or(0),
    })
}
