//! The journal: the sink that decides about doubles, numbers records and authors, and forgets no row.

use super::clean::Masked;
use crate::model::{
    AuthorId, ConsultationState, Draft, Import, ImportRow, Kind, Outcome, Pseudonym, Record, Sink,
    Vote, Warning, WarningKind,
};
use rustc_hash::FxHashMap;

/// What a corpus's sources gave.
#[derive(Default)]
pub struct Imported {
    /// The records, in source order; `records[i].ordinal == i`.
    pub records: Vec<Record>,
    /// The listed votes, each with its author's number.
    pub votes: Vec<(Vote, AuthorId)>,
    /// What became of each source row, in source order.
    pub rows: Vec<ImportRow>,
    /// What the readers noticed.
    pub warnings: Vec<Warning>,
    /// Consultations as the sources state them: title and state, first come first.
    pub consultations: Vec<(String, ConsultationState)>,
    /// How many authors there are.
    pub authors: u32,
    /// What was masked in texts.
    pub masked: Masked,
}

/// Fills an [`Imported`].
#[derive(Default)]
pub struct Journal {
    imported: Imported,
    authors: FxHashMap<Pseudonym, AuthorId>,
    next_author: u32,
    /// For each id, the content hash of the record that was kept under it and where it stood.
    kept: FxHashMap<String, (blake3::Hash, String)>,
    /// How many rows without an id had the same content.
    equal: FxHashMap<String, u32>,
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
        let mut missing = Vec::new();
        for record in &self.imported.records {
            if let Some(parent) = &record.parent
                && !self.kept.contains_key(parent)
            {
                missing.push(Warning {
                    kind: WarningKind::MissingParent,
                    origin: record.origin.clone(),
                    message: format!(
                        "{} answers {parent}, which is in no source; it is kept without its parent's themes",
                        record.id
                    ),
                });
            }
        }
        self.imported.warnings.extend(missing);
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

    fn record(&mut self, mut draft: Draft) {
        if let Some(prefix) = draft.id.strip_suffix(NO_ID) {
            let hash = row_hash(&draft);
            let id = format!("{prefix}{hash}");
            let n = self.equal.entry(id.clone()).or_insert(0);
            *n += 1;
            draft.id = if *n == 1 { id } else { format!("{id}-{n}") };
        }
        let what = draft.kind.name();
        if draft.title.is_empty() && draft.body.is_empty() && draft.declared.is_none() {
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
        let content = content_hash(&draft);
        if let Some((hash, place)) = self.kept.get(&draft.id) {
            if *hash == content {
                self.row(draft.origin, what, Outcome::Merged(draft.id), None);
            } else {
                let detail = format!(
                    "{} stands at {place} with other content: keep one of the two rows",
                    draft.id
                );
                self.row(
                    draft.origin,
                    what,
                    Outcome::Refused("conflict"),
                    Some(detail),
                );
            }
            return;
        }
        self.kept
            .insert(draft.id.clone(), (content, draft.origin.to_string()));
        let author = match draft.kind {
            Kind::Appendix | Kind::Question => None,
            _ => Some(self.author(draft.author)),
        };
        // Ordinals are u32: a corpus of four thousand million records is out of this program's range.
        let ordinal = self.imported.records.len() as u32;
        self.row(
            draft.origin.clone(),
            what,
            Outcome::Imported(draft.id.clone()),
            None,
        );
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
            moderation: draft.moderation,
            declared: draft.declared,
            counters: draft.counters,
            support: draft.support,
            origin: draft.origin,
        });
    }

    fn row(
        &mut self,
        origin: crate::model::Origin,
        what: &'static str,
        outcome: Outcome,
        detail: Option<String>,
    ) {
        self.imported.rows.push(ImportRow {
            origin,
            what,
            outcome,
            detail,
        });
    }
}

impl Sink for Journal {
    fn masked(&mut self, emails: u64, phones: u64, profiles: u64) {
        self.imported.masked += Masked {
            emails,
            phones,
            profiles,
        };
    }

    fn take(&mut self, import: Import) {
        match import {
            Import::Record(draft) => self.record(*draft),
            Import::Vote(vote) => {
                let author = self.author(vote.author);
                self.row(
                    vote.origin.clone(),
                    "vote",
                    Outcome::Imported(vote.record.clone()),
                    None,
                );
                self.imported.votes.push((*vote, author));
            }
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
fn row_hash(draft: &Draft) -> String {
    let mut hasher = blake3::Hasher::new();
    let side = draft.declared.map_or("", |s| s.name());
    let date = draft.published_at.map_or(String::new(), |t| t.to_string());
    for part in [draft.kind.name(), &date, side, &draft.title, &draft.body] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("h{}", &hasher.finalize().to_hex()[..16])
}

fn content_hash(draft: &Draft) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    let side = draft.declared.map_or("", |s| s.name());
    let date = draft.published_at.map_or(String::new(), |t| t.to_string());
    let parent = draft.parent.as_deref().unwrap_or("");
    for part in [side, &date, parent, &draft.title, &draft.body] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize()
}
