//! Records: kept, merged with one that was kept before, or refused; rows without an id named by content.

use super::{Journal, NO_ID, Row};
use crate::ingest::journal::merge::{self, NO_NAME};
use crate::model::{
    Draft, Entry, Kind, Outcome, Record, Refusal, RowKind, Side, Sink, WarningKind, content,
    text_print,
};
use rustc_hash::FxHashMap;

/// What is known of rows that have no id.
#[derive(Default)]
pub(super) struct Repeats {
    /// Records without an id, by a hash of what they say but for their side.
    equal: FxHashMap<String, Equal>,
    /// The next number to try behind an id that is taken.
    next: FxHashMap<String, u32>,
    /// Ids that changed when a later row gave a side, each with its new one.
    pub renamed: FxHashMap<String, String>,
}

/// Something without an id of its own that was kept: where it is, and the last file that held it.
struct Seen {
    at: u32,
    file: u32,
}

/// Records that say the same, in source order.
#[derive(Default)]
struct Equal {
    seen: Vec<Seen>,
    /// The file for which `from` holds.
    file: u32,
    /// Those before this place were held by the file that is being read.
    from: usize,
}

impl Journal {
    /// Keeps a record, merges it or refuses it.
    pub(super) fn record(&mut self, mut draft: Draft, row: Row) {
        let what = RowKind::from(draft.kind);
        let made = row == Row::Made;
        // A form's texts are its answers.
        let empty = draft.title.is_empty() && draft.body.is_empty() && draft.declared.is_none();
        if row == Row::Own && empty && draft.kind != Kind::Reply {
            self.row(
                draft.entry.origin,
                what,
                Outcome::Refused(Refusal::Empty),
                None,
            );
            return;
        }
        // Offsets are u32.
        if u32::try_from(draft.body.len()).is_err() || u32::try_from(draft.title.len()).is_err() {
            let detail = "a text of more than 4 GiB: cut the source".to_string();
            self.row(
                draft.entry.origin,
                what,
                Outcome::Refused(Refusal::TooLong),
                Some(detail),
            );
            return;
        }
        if let Some(parent) = &mut draft.parent
            && let Some(prefix) = parent.strip_suffix(NO_ID)
        {
            *parent = format!("{prefix}{NO_NAME}");
        }
        if draft.parent.as_ref() == Some(&draft.id) {
            draft.parent = None;
            let message = format!(
                "{} is said to answer itself; it is kept without a parent",
                draft.id
            );
            self.warn(WarningKind::MissingParent, draft.origin.clone(), message);
        }
        let prints = [text_print(&draft.title), text_print(&draft.body)];
        let known = match draft.id.strip_suffix(NO_ID).map(str::to_string) {
            Some(prefix) if made => {
                draft.id = format!("{prefix}{NO_NAME}");
                self.kept.get(&draft.id).copied()
            }
            Some(prefix) => self.by_content(&prefix, &mut draft, prints),
            None => self.kept.get(&draft.id).copied(),
        };
        if self.textless {
            self.in_file += 1;
            if self.in_file > super::SAMPLE {
                draft.title = String::new();
                draft.body = String::new();
            }
        }
        if row == Row::Own {
            // Ordinals are u32, see `keep`.
            let at = known.unwrap_or(self.imported.records.len() as u32);
            self.forms.last = (draft.kind == Kind::Reply).then_some(at);
        }
        match known {
            Some(at) if self.is_newer(at) => self.met_again(at, draft, prints, row),
            Some(at) => self.again(at, draft, prints, row),
            None => self.keep(draft, prints, row),
        }
    }

    /// Whether a record is of the export that replaces the one that is being read.
    fn is_newer(&self, at: u32) -> bool {
        self.older.as_ref().is_some_and(|o| o.follows_record(at))
    }

    /// Something of an older export that the newer one still holds: the newer export's version wins.
    fn met_again(&mut self, at: u32, draft: Draft, prints: [u64; 2], row: Row) {
        let Some(older) = &mut self.older else { return };
        let what = RowKind::from(draft.kind);
        let kept = &mut self.imported.records[at as usize];
        if let Some(stated) = &draft.moderation
            && self.unstated.remove(&at)
        {
            kept.moderation = stated.clone();
        }
        kept.organiser = kept.organiser.or(draft.organiser);
        // Where its row does not say, it counts as set aside if the newer one is.
        let aside = draft.moderation.as_ref().unwrap_or(&kept.moderation);
        let says = content(&draft, prints, aside.is_by_its_row());
        let changed = says != kept.content_print(self.prints[at as usize]);
        older.holds_record(at, says);
        if row == Row::Own {
            let detail =
                changed.then(|| format!("changed since; the text of {} is kept", kept.origin));
            let Entry { id, origin, .. } = draft.entry;
            self.row(origin, what, Outcome::Merged(id), detail);
        }
    }

    /// Something that was kept before: merged, or refused where the two contradict.
    fn again(&mut self, at: u32, draft: Draft, prints: [u64; 2], row: Row) {
        let what = RowKind::from(draft.kind);
        if row == Row::Own && self.made.remove(&at) {
            return self.describe(at, draft, prints);
        }
        let kept = &self.imported.records[at as usize];
        let kept_prints = self.prints[at as usize];
        let outcome = match merge::contradiction(kept, kept_prints, &draft, prints) {
            // A question that was made before may lack words that this row has.
            _ if row == Row::Made => return self.fill(at, draft, prints),
            None if row == Row::Part => return self.fill(at, draft, prints),
            None => {
                let (id, origin) = (draft.id.clone(), draft.origin.clone());
                self.fill(at, draft, prints);
                return self.row(origin, what, Outcome::Merged(id), None);
            }
            Some(field) => format!(
                "{} is at {} with another {field}: keep one of the two rows",
                draft.id, kept.origin
            ),
        };
        if row == Row::Part {
            let message = format!("part of a row that was merged: {outcome}");
            return self.warn(WarningKind::Conflict, draft.entry.origin, message);
        }
        self.row(
            draft.entry.origin,
            what,
            Outcome::Refused(Refusal::Conflict),
            Some(outcome),
        );
    }

    /// Gives a kept record what it lacks.
    fn fill(&mut self, at: u32, draft: Draft, prints: [u64; 2]) {
        let kept = &mut self.imported.records[at as usize];
        let kept_prints = &mut self.prints[at as usize];
        let unstated = self.unstated.contains(&at);
        if merge::fill(kept, kept_prints, draft, prints, unstated) {
            self.unstated.remove(&at);
        }
    }

    /// The row of something that a reader had to make before: it is the first row of it.
    fn describe(&mut self, at: u32, mut draft: Draft, prints: [u64; 2]) {
        let kept = &mut self.imported.records[at as usize];
        let kept_prints = &mut self.prints[at as usize];
        if prints[0] != 0 {
            (kept.title, kept_prints[0]) = (std::mem::take(&mut draft.title), prints[0]);
        }
        kept.origin = draft.origin.clone();
        kept.url = draft.url.take().or(kept.url.take());
        let (id, origin, what) = (draft.id.clone(), draft.origin.clone(), draft.kind.into());
        self.fill(at, draft, prints);
        self.row(origin, what, Outcome::Imported(id), None);
    }

    /// Something new.
    fn keep(&mut self, mut draft: Draft, prints: [u64; 2], row: Row) {
        let author = match draft.kind {
            kind if kind.is_of_organiser() => None,
            _ => {
                self.signatures.note(&draft.origin, draft.author);
                if draft.author.is_none() {
                    self.signatures.note_anonymous(&draft.origin, 0);
                }
                Some(self.author(draft.author))
            }
        };
        // Ordinals are u32: a corpus of four thousand million records is out of this program's range.
        let ordinal = self.imported.records.len() as u32;
        self.kept.insert(draft.id.clone(), ordinal);
        if draft.moderation.is_none() {
            self.unstated.insert(ordinal);
        }
        let mut moderation = draft.moderation.take().unwrap_or_default();
        let mut detail = None;
        if let Some(older) = &mut self.older {
            detail = Some(older.gone(&mut moderation));
        }
        if row == Row::Own {
            self.row(
                draft.origin.clone(),
                draft.kind.into(),
                Outcome::Imported(draft.id.clone()),
                detail,
            );
        } else if row == Row::Made {
            self.made.insert(ordinal);
        }
        self.prints.push(prints);
        let record = Record {
            ordinal,
            entry: draft.entry,
            author,
            moderation,
            content: 0,
        };
        if let Some(older) = &mut self.older {
            older.holds_record(ordinal, record.content_print(prints));
        }
        self.imported.records.push(record);
    }

    /// Names a row that has no id, and finds the record that it repeats.
    ///
    /// Rows that say the same are two things where they are in one file, and one where they are in
    /// two, unless something in them contradicts (another parent). Where only one of the two gives its
    /// side, the record takes it, and the id that goes with it.
    fn by_content(&mut self, prefix: &str, draft: &mut Draft, prints: [u64; 2]) -> Option<u32> {
        let equal = self
            .repeats
            .equal
            .entry(format!("{prefix}{}", row_hash(draft, None)))
            .or_default();
        if equal.file != self.file {
            (equal.file, equal.from) = (self.file, 0);
        }
        // A file of a million equal rows looks at none of them twice.
        while equal
            .seen
            .get(equal.from)
            .is_some_and(|s| s.file == self.file)
        {
            equal.from += 1;
        }
        let records = &self.imported.records;
        let mut best = None;
        for (n, other) in equal.seen.iter().enumerate().skip(equal.from) {
            let at = other.at as usize;
            if other.file == self.file
                || merge::contradiction(&records[at], self.prints[at], draft, prints).is_some()
            {
                continue;
            }
            if records[at].declared == draft.declared {
                best = Some(n);
                break;
            }
            best = best.or(Some(n));
        }
        if let Some(n) = best {
            equal.seen[n].file = self.file;
            let at = equal.seen[n].at;
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
            self.repeats.renamed.insert(old, draft.id.clone());
            return Some(at);
        }
        equal.seen.push(Seen {
            at: records.len() as u32,
            file: self.file,
        });
        let id = row_hash(draft, draft.declared);
        draft.id = self.free(format!("{prefix}{id}"));
        None
    }

    /// The id itself, or with the first number that is free behind it.
    fn free(&mut self, id: String) -> String {
        let taken = |journal: &Journal, id: &str| {
            journal.kept.contains_key(id) || journal.repeats.renamed.contains_key(id)
        };
        if !taken(self, &id) {
            return id;
        }
        let mut n = self.repeats.next.get(&id).copied().unwrap_or(2);
        while taken(self, &format!("{id}-{n}")) {
            n += 1;
        }
        let free = format!("{id}-{n}");
        self.repeats.next.insert(id, n + 1);
        free
    }
}

/// The name of a row that has no id: its kind, date, side and text, never its author.
fn row_hash(draft: &Entry, side: Option<Side>) -> String {
    let mut hasher = blake3::Hasher::new();
    let side = side.map_or("", |s| s.name());
    let date = draft.published_at.map_or(String::new(), |t| t.to_string());
    for part in [draft.kind.name(), &date, side, &draft.title, &draft.body] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    format!("h{}", &hasher.finalize().to_hex()[..16])
}
