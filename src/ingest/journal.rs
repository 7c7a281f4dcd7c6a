//! The journal: the sink that decides about doubles, numbers records and authors, and forgets no row.

use super::clean::Masked;
use super::imported::Imported;
use super::merge::{self, NO_NAME};
use crate::model::{
    AuthorId, ConsultationState, Draft, Import, ImportRow, Kind, Outcome, Pseudonym, Record, Side,
    Sink, Vote, WarningKind,
};
use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};

/// Fills an [`Imported`].
#[derive(Default)]
pub struct Journal {
    imported: Imported,
    authors: FxHashMap<Pseudonym, AuthorId>,
    next_author: u32,
    /// Where the record of an id stands in `imported.records`.
    kept: FxHashMap<String, u32>,
    /// Records of which no source row told whether they were set aside.
    untold: FxHashSet<u32>,
    /// Records without an id, by a hash of what they say but for their side, in source order.
    equal: FxHashMap<String, Vec<Seen>>,
    /// Ids that changed when a later row told a side, each with its new one.
    renamed: FxHashMap<String, String>,
    /// Numbers of the records voted on.
    voted_on: FxHashMap<String, u32>,
    /// Where the vote of an author on a record stands.
    voted: FxHashMap<(u32, AuthorId), u32>,
    /// Votes of nobody known, by record, side and date.
    unnamed: FxHashMap<(u32, Option<Side>, Timestamp), Vec<Seen>>,
    /// The number of the file that is being read.
    file: u32,
    /// What became of the source row taken last: what stands in it shares its fate.
    last: Fate,
}

/// What became of a source row, for what stands in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fate {
    #[default]
    Imported,
    Merged,
    Refused,
}

/// Whether something has a source row of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// It has: the journal accounts for it.
    Own,
    /// It stands in the row taken last.
    Part,
    /// The reader made it.
    Made,
}

/// Something without an id of its own that was kept: where it stands, and the last file that held it.
struct Seen {
    at: u32,
    file: u32,
}

/// The end of an id that stands for «this row has none»: the journal replaces it by a content hash.
pub(super) const NO_ID: &str = "?";

impl Journal {
    /// An empty journal.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many rows and how many warnings there are so far.
    pub fn lengths(&self) -> (usize, usize) {
        (self.imported.rows.len(), self.imported.warnings.len())
    }

    /// Ends the import: parents that are nowhere become warnings.
    pub fn finish(mut self) -> Imported {
        merge::name_questions(&mut self.imported, &mut self.kept, &mut self.renamed);
        if !self.renamed.is_empty() {
            for row in &mut self.imported.rows {
                if let Outcome::Imported(id) | Outcome::Merged(id) = &mut row.outcome
                    && let Some(new) = self.renamed.get(id)
                {
                    id.clone_from(new);
                }
            }
        }
        let noticed = super::consistency::warnings(&self.imported);
        self.imported.warnings.extend(noticed);
        self.imported.authors = self.next_author;
        self.imported
    }

    fn author(&mut self, pseudonym: Option<Pseudonym>) -> AuthorId {
        match pseudonym {
            Some(p) if self.authors.contains_key(&p) => self.authors[&p],
            known => {
                self.next_author += 1;
                let id = AuthorId(self.next_author);
                if let Some(p) = known {
                    self.authors.insert(p, id);
                }
                id
            }
        }
    }

    /// Keeps a record, merges it or refuses it.
    fn record(&mut self, mut draft: Draft, row: Row) {
        let what = draft.kind.name();
        let made = row == Row::Made;
        // A form's texts are its answers.
        let empty = draft.title.is_empty() && draft.body.is_empty() && draft.declared.is_none();
        if row == Row::Own && empty && draft.kind != Kind::Reply {
            self.row(draft.origin, what, Outcome::Refused("empty"), None);
            return;
        }
        // Offsets are u32.
        if u32::try_from(draft.body.len()).is_err() || u32::try_from(draft.title.len()).is_err() {
            let detail = "a text of more than 4 GiB: cut the source".to_string();
            self.row(
                draft.origin,
                what,
                Outcome::Refused("too_long"),
                Some(detail),
            );
            return;
        }
        if let Some(parent) = &mut draft.parent
            && let Some(prefix) = parent.strip_suffix(NO_ID)
        {
            *parent = format!("{prefix}{NO_NAME}");
        }
        let known = match draft.id.strip_suffix(NO_ID).map(str::to_string) {
            Some(prefix) if made => {
                draft.id = format!("{prefix}{NO_NAME}");
                self.kept.get(&draft.id).copied()
            }
            Some(prefix) => self.by_content(&prefix, &mut draft),
            None => self.kept.get(&draft.id).copied(),
        };
        if let Some(at) = known {
            let kept = &mut self.imported.records[at as usize];
            let outcome = match merge::contradiction(kept, &draft) {
                _ if made => return,
                None if row == Row::Part => {
                    merge::fill(kept, draft, false);
                    return;
                }
                None => {
                    let (id, origin) = (draft.id.clone(), draft.origin.clone());
                    if merge::fill(kept, draft, self.untold.contains(&at)) {
                        self.untold.remove(&at);
                    }
                    return self.row(origin, what, Outcome::Merged(id), None);
                }
                Some(field) => format!(
                    "{} stands at {} with another {field}: keep one of the two rows",
                    draft.id, kept.origin
                ),
            };
            if row == Row::Part {
                let message = format!("part of a row that was merged: {outcome}");
                return self.warn(WarningKind::Conflict, draft.origin, message);
            }
            self.row(
                draft.origin,
                what,
                Outcome::Refused("conflict"),
                Some(outcome),
            );
            return;
        }
        let author = match draft.kind {
            Kind::Appendix | Kind::Question => None,
            _ => Some(self.author(draft.author)),
        };
        // Ordinals are u32: a corpus of four thousand million records is out of this program's range.
        let ordinal = self.imported.records.len() as u32;
        self.kept.insert(draft.id.clone(), ordinal);
        if draft.moderation.is_none() {
            self.untold.insert(ordinal);
        }
        if row == Row::Own {
            self.row(
                draft.origin.clone(),
                what,
                Outcome::Imported(draft.id.clone()),
                None,
            );
        }
        self.imported.records.push(Record {
            ordinal,
            id: draft.id,
            kind: draft.kind,
            parent: draft.parent,
            consultation: draft.consultation,
            section: draft.section,
            author,
            title: draft.title,
            body: draft.body,
            published_at: draft.published_at,
            url: draft.url,
            moderation: draft.moderation.unwrap_or_default(),
            declared: draft.declared,
            counters: draft.counters,
            support: draft.support,
            variables: draft.variables,
            origin: draft.origin,
        });
    }

    /// Names a row that has no id, and finds the record that it repeats.
    ///
    /// Rows that say the same are two things where they stand in one file, and one where they stand in
    /// two, unless something in them contradicts (another parent). Where only one of the two tells its
    /// side, the record takes it, and the id that goes with it.
    fn by_content(&mut self, prefix: &str, draft: &mut Draft) -> Option<u32> {
        let seen = self
            .equal
            .entry(format!("{prefix}{}", row_hash(draft, None)))
            .or_default();
        let records = &self.imported.records;
        let mut best = None;
        for (n, other) in seen.iter().enumerate() {
            let kept = &records[other.at as usize];
            if other.file == self.file || merge::contradiction(kept, draft).is_some() {
                continue;
            }
            if kept.declared == draft.declared {
                best = Some(n);
                break;
            }
            best = best.or(Some(n));
        }
        if let Some(n) = best {
            seen[n].file = self.file;
            let at = seen[n].at;
            let kept = &self.imported.records[at as usize];
            if kept.declared.is_some() || draft.declared.is_none() {
                draft.id.clone_from(&kept.id);
                return Some(at);
            }
            let (old, id) = (kept.id.clone(), row_hash(draft, draft.declared));
            draft.id = self.free(format!("{prefix}{id}"));
            self.kept.remove(&old);
            self.kept.insert(draft.id.clone(), at);
            self.imported.records[at as usize].id.clone_from(&draft.id);
            self.renamed.insert(old, draft.id.clone());
            return Some(at);
        }
        seen.push(Seen {
            at: records.len() as u32,
            file: self.file,
        });
        let id = row_hash(draft, draft.declared);
        draft.id = self.free(format!("{prefix}{id}"));
        None
    }

    /// The id itself, or with the first number that is free behind it.
    fn free(&self, id: String) -> String {
        let taken = |id: &str| self.kept.contains_key(id) || self.renamed.contains_key(id);
        if !taken(&id) {
            return id;
        }
        let mut n = 2;
        while taken(&format!("{id}-{n}")) {
            n += 1;
        }
        format!("{id}-{n}")
    }

    /// Keeps a vote, or merges it with the same vote of another shape or row.
    fn vote(&mut self, mut vote: Vote) {
        if let Some(prefix) = vote.record.strip_suffix(NO_ID) {
            vote.record = format!("{prefix}{NO_NAME}");
        }
        let next = self.voted_on.len() as u32;
        let on = *self.voted_on.entry(vote.record.clone()).or_insert(next);
        let at = self.imported.votes.len() as u32;
        let mut known = None;
        let author = vote.author.map(|p| self.author(Some(p)));
        match (author, vote.published_at) {
            (Some(author), _) => {
                let first = *self.voted.entry((on, author)).or_insert(at);
                known = Some(first).filter(|first| *first != at);
            }
            (None, Some(date)) => {
                let seen = self.unnamed.entry((on, vote.side, date)).or_default();
                match seen.iter_mut().find(|s| s.file != self.file) {
                    Some(other) => {
                        other.file = self.file;
                        known = Some(other.at);
                    }
                    None => seen.push(Seen {
                        at,
                        file: self.file,
                    }),
                }
            }
            (None, None) => {}
        }
        let (outcome, detail) = match known {
            None => (Outcome::Imported(vote.record.clone()), None),
            Some(at) => {
                let kept = &mut self.imported.votes[at as usize].0;
                if kept.side == vote.side {
                    kept.published_at = kept.published_at.or(vote.published_at);
                    (Outcome::Merged(vote.record.clone()), None)
                } else {
                    let detail = format!(
                        "the same author votes {} on {} at {}: keep one of the two rows",
                        kept.side.map_or("for something else", Side::name),
                        kept.record,
                        kept.origin
                    );
                    (Outcome::Refused("conflict"), Some(detail))
                }
            }
        };
        self.row(vote.origin.clone(), "vote", outcome, detail);
        if known.is_none() {
            let author = author.unwrap_or_else(|| self.author(None));
            self.imported.votes.push((vote, author));
        }
    }

    fn row(
        &mut self,
        origin: crate::model::Origin,
        what: &'static str,
        outcome: Outcome,
        detail: Option<String>,
    ) {
        self.last = match outcome {
            Outcome::Imported(_) => Fate::Imported,
            Outcome::Merged(_) => Fate::Merged,
            Outcome::Refused(_) => Fate::Refused,
        };
        self.imported.rows.push(ImportRow {
            origin,
            what,
            outcome,
            detail,
        });
    }
}

impl Sink for Journal {
    fn begin_file(&mut self) {
        self.file += 1;
    }

    fn masked(&mut self, emails: u64, phones: u64, profiles: u64) {
        self.imported.masked += Masked {
            emails,
            phones,
            profiles,
        };
    }

    fn take(&mut self, import: Import) {
        match import {
            Import::Record(draft) => self.record(*draft, Row::Own),
            Import::Made(draft) => self.record(*draft, Row::Made),
            // What stands in a refused row is refused with it.
            Import::Part(_) if self.last == Fate::Refused => {}
            Import::Part(draft) => self.record(*draft, Row::Part),
            Import::Vote(vote) => self.vote(*vote),
            // A merged row's votes were kept with the row that it repeats.
            Import::PartVote(vote) if self.last == Fate::Imported => {
                let author = self.author(vote.author);
                self.imported.votes.push((*vote, author));
            }
            Import::PartVote(_) => {}
            Import::Refused {
                origin,
                what,
                reason,
                detail,
            } => self.row(origin, what, Outcome::Refused(reason), detail),
            Import::Consultation { title, state, .. } => {
                let known = self
                    .imported
                    .consultations
                    .iter_mut()
                    .find(|c| c.0 == title);
                match known {
                    Some(known) if state == ConsultationState::Open => known.1 = state,
                    Some(_) => {}
                    None => self.imported.consultations.push((title, state)),
                }
            }
            Import::Warning(warning) => self.imported.warnings.push(warning),
        }
    }
}

/// The name of a row that has no id: its kind, date, side and text, never its author.
fn row_hash(draft: &Draft, side: Option<Side>) -> String {
    let mut hasher = blake3::Hasher::new();
    let side = side.map_or("", |s| s.name());
    let date = draft.published_at.map_or(String::new(), |t| t.to_string());
    for part in [draft.kind.name(), &date, side, &draft.title, &draft.body] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("h{}", &hasher.finalize().to_hex()[..16])
}
