//! The journal: the sink that decides about doubles, numbers records and authors, and forgets no row.

mod consistency;
mod counters;
mod forms;
pub(in crate::ingest) mod imported;
mod merge;
mod older;
mod records;
mod signatures;
mod signs;
mod votes;

use crate::ingest::clean::kept::Masked;
use crate::ingest::journal::imported::Imported;
use crate::model::{
    AuthorId, ConsultationState, Import, ImportRow, Origin, Outcome, Pseudonym, RowKind, Sink,
};
use forms::Forms;
use older::{Held, Older};
use rayon::prelude::*;
use records::Repeats;
use rustc_hash::{FxHashMap, FxHashSet};
use signatures::Signatures;
use votes::Voted;

/// Fills an [`Imported`].
#[derive(Default)]
pub struct Journal {
    imported: Imported,
    /// Fingerprints of the title and body of each record in `imported.records`.
    prints: Vec<[u64; 2]>,
    /// Whether texts are dropped once they are compared.
    textless: bool,
    authors: FxHashMap<Pseudonym, AuthorId>,
    signatures: Signatures,
    next_author: u32,
    /// The place of the record of an id in `imported.records`.
    kept: FxHashMap<String, u32>,
    /// Records of which no source row said whether they were set aside.
    unstated: FxHashSet<u32>,
    /// Records that a reader made and no source row has described yet.
    made: FxHashSet<u32>,
    repeats: Repeats,
    voted: Voted,
    forms: Forms,
    /// The number of the file that is being read, and how many records it gave so far.
    file: u32,
    in_file: u32,
    /// What became of the source row taken last: what is in it shares its fate.
    last: Fate,
    /// The older export that is being read, after the one that replaces it.
    older: Option<Older>,
    /// What the older export that was read last holds, and its family: what a still older one is compared
    /// with.
    read: Option<(String, Held)>,
}

/// What became of a source row, for what is in it.
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
    /// It is in the row taken last.
    Part,
    /// The reader made it.
    Made,
}

/// The end of an id that means «this row has none»: the journal replaces it by a content hash.
pub(super) const NO_ID: &str = "?";

/// How many records of each file keep their texts where texts are dropped: what `new` shows.
const SAMPLE: u32 = 3;

impl Journal {
    /// An empty journal that keeps texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty journal that drops each text once it is compared, but for the first records of a file: what
    /// it gives has ids, counts and fingerprints, in memory that does not grow with the texts.
    pub fn without_texts() -> Self {
        Journal {
            textless: true,
            ..Self::default()
        }
    }

    /// How many rows and how many warnings there are so far.
    pub fn lengths(&self) -> (usize, usize) {
        (self.imported.rows.len(), self.imported.warnings.len())
    }

    /// What is read from here on is the older export `name`, whose ids begin with `family`: the records
    /// read so far replace it.
    pub fn begin_older(&mut self, name: &str, family: &str) {
        self.end_older();
        let newer = match self.read.take() {
            Some((of, held)) if of == family => held,
            _ => Held::newest(&self.imported, &self.prints, family),
        };
        self.older = Some(Older::new(
            name,
            family,
            self.imported.records.len(),
            self.imported.votes.len(),
            newer,
        ));
    }

    /// The older export ends here: reports how it differs from what replaces it.
    pub fn end_older(&mut self) {
        self.end_form();
        if let Some(older) = self.older.take() {
            let family = older.family.clone();
            let (difference, held) = older.difference(&self.imported);
            self.imported.differences.push(difference);
            self.read = Some((family, held));
        }
    }

    /// Ends the import: parents that are nowhere become warnings.
    pub fn finish(mut self) -> Imported {
        self.end_older();
        merge::find_parents(&mut self.imported, &self.kept);
        let mut renamed = std::mem::take(&mut self.repeats.renamed);
        let records = self.imported.records.par_iter_mut().zip(&self.prints);
        records.for_each(|(record, prints)| {
            record.content = record.content_print(*prints);
        });
        merge::name_questions(&mut self.imported, &mut self.kept, &mut renamed);
        self.end_signatures();
        if !renamed.is_empty() {
            for row in &mut self.imported.rows {
                if let Outcome::Imported(id) | Outcome::Merged(id) = &mut row.outcome
                    && let Some(new) = renamed.get(id)
                {
                    id.clone_from(new);
                }
            }
        }
        let noticed = crate::ingest::journal::consistency::warnings(&self.imported);
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

    fn row(&mut self, origin: Origin, what: RowKind, outcome: Outcome, detail: Option<String>) {
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
        self.end_form();
        self.file += 1;
        self.in_file = 0;
    }

    fn masked(&mut self, masked: Masked) {
        self.imported.masked += masked;
    }

    fn take(&mut self, import: Import) {
        if matches!(
            import,
            Import::Record(_) | Import::Vote(_) | Import::Refused { .. }
        ) {
            self.end_form();
        }
        match import {
            Import::Record(draft) => self.record(*draft, Row::Own),
            Import::Made(draft) => self.record(*draft, Row::Made),
            // What is in a refused row is refused with it.
            Import::Part(_) if self.last == Fate::Refused => {}
            Import::Part(draft) => self.record(*draft, Row::Part),
            Import::Vote(vote) => self.vote(*vote),
            Import::PartVote(vote) if self.last == Fate::Imported => self.part_vote(*vote),
            Import::PartVote(vote) if self.last == Fate::Merged => self.repeated_vote(&vote),
            Import::PartVote(_) => {}
            Import::Refused {
                origin,
                what,
                reason,
                detail,
            } => self.row(origin, what, Outcome::Refused(reason), detail),
            // An older export's counts were of its time.
            Import::Stated { .. } if self.older.is_some() => {}
            Import::Stated {
                record,
                comments,
                origin,
            } => self.imported.stated.push((record, comments, origin)),
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
            Import::NoAuthors(origin) => self.signatures.note_without(&origin),
            Import::Warning(warning) => self.imported.warnings.push(warning),
        }
    }
}

#[cfg(test)]
mod tests;
