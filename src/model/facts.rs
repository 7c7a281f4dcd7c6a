//! Facts of records as columns of numbers: what filters, facets and sorting look at, and the rows that a
//! search shows. Opening a file of them makes no text a record; a column is unpacked when it is first asked for.

use super::names::{Names, names};
use super::packed::{Packed, pack};
use super::variables::{self, Variables};
use super::{
    Counters, Damaged, Kind, ListedVote, OpenSections, Place, Record, RowSet, Sections, Side,
    listed_sides, nearest_contributions, u32_bytes,
};
use distinct::Distinct;
use jiff::Timestamp;
use rustc_hash::FxHashSet;
use std::sync::{Arc, OnceLock};

/// No section, no contribution above: in [`Facts::sections`] and [`Facts::contributions`].
pub const NO_ROW: u32 = u32::MAX;
/// No date, in [`Facts::days`].
pub const NO_DAY: i32 = i32::MIN;
/// No date, in [`Facts::moments`].
pub const NO_MOMENT: i64 = i64::MIN;
/// Nothing counts it, in [`Facts::votes`] and [`Facts::supports`].
pub const NO_COUNT: u64 = u64::MAX;
/// In [`Facts::flags`]: the record is set aside.
pub const MODERATED: u8 = 1;
/// In [`Facts::flags`]: it is set aside because a newer export holds it no more.
pub const GONE: u8 = 2;
/// In [`Facts::flags`]: who runs the consultation wrote it.
pub const ORGANISER: u8 = 16;
/// In [`Facts::flags`]: its source says whether who runs the consultation wrote it.
pub const ORGANISER_STATED: u8 = 32;
/// In [`Facts::flags`]: its votes are those that its source lists.
pub const LISTED: u8 = 4;
/// In [`Facts::flags`]: its votes are the platform's counters, and no rows are behind them.
pub const COUNTED: u8 = 8;

/// The columns of the file, in order.
const COLUMNS: [&str; 20] = [
    "kind",
    "author",
    "section",
    "side",
    "flags",
    "day",
    "moment",
    "contribution",
    "favourable",
    "mixed",
    "against",
    "abstention",
    "support",
    "title_words",
    "body_words",
    "source",
    "file",
    "place",
    "place_from",
    "place_to",
];

/// The columns of votes, in the order of [`Side`]'s numbers, then abstentions.
const VOTES: [&str; 4] = ["favourable", "mixed", "against", "abstention"];

/// Facts of all records of a build, by ordinal.
pub struct Facts {
    open: OpenSections,
    rows: usize,
    lists_sides: bool,
    section_names: Vec<String>,
    source_names: Vec<Arc<str>>,
    file_names: Vec<Arc<str>>,
    kinds: OnceLock<Vec<u8>>,
    authors: OnceLock<Vec<u32>>,
    largest_author: OnceLock<u32>,
    sections: OnceLock<Vec<u32>>,
    sides: OnceLock<Vec<u8>>,
    flags: OnceLock<Vec<u8>>,
    days: OnceLock<Vec<i32>>,
    moments: OnceLock<Vec<i64>>,
    contributions: OnceLock<Vec<u32>>,
    votes: [OnceLock<Vec<u64>>; 4],
    supports: OnceLock<Vec<u64>>,
    words: [OnceLock<Vec<u32>>; 2],
    variables: OnceLock<Variables>,
}

impl Facts {
    /// The facts of records. `votes` are all listed votes, `words` the numbers of tokens of each title and
    /// body, and `day` gives the day of a moment at the place of the consultation, in days since 1970-01-01.
    ///
    /// # Panics
    /// Where `words` has not one row a record: a mistake of the caller.
    pub fn build(
        records: &[Record],
        votes: &[ListedVote],
        words: &[[u32; 2]],
        day: impl Fn(Timestamp) -> i32,
    ) -> Facts {
        let bytes = Facts::bytes(records, votes, words, day);
        // What was just written reads back.
        Facts::read(bytes).expect("facts that were just written")
    }

    /// The same as the bytes of a file.
    ///
    /// # Panics
    /// Like [`Facts::build`].
    pub fn bytes(
        records: &[Record],
        votes: &[ListedVote],
        words: &[[u32; 2]],
        day: impl Fn(Timestamp) -> i32,
    ) -> Vec<u8> {
        assert_eq!(words.len(), records.len(), "one row of words a record");
        let (mut sections, mut sources, mut files) = (Names::new(), Names::new(), Names::new());
        let listed = listed_sides(votes);
        let above = nearest_contributions(records);
        let mut columns: [Vec<Option<i64>>; COLUMNS.len()] = Default::default();
        for column in &mut columns {
            column.reserve(records.len());
        }
        for ((r, words), above) in records.iter().zip(words).zip(above) {
            let (counts, origin) = match (listed.get(r.id.as_str()), r.counters) {
                (Some(listed), _) => (*listed, LISTED),
                (None, Some(counters)) => (counters, COUNTED),
                (None, None) => (Counters::default(), 0),
            };
            let moderated = if r.moderation.moderated { MODERATED } else { 0 };
            let gone = if r.moderation.gone { GONE } else { 0 };
            let organiser = match r.organiser {
                Some(true) => ORGANISER | ORGANISER_STATED,
                Some(false) => ORGANISER_STATED,
                None => 0,
            };
            let (place, from, to) = match r.origin.place {
                Place::Line(n) => (0, u64::from(n), 0),
                Place::Row(n) => (1, n, 0),
                Place::Bytes(a, b) => (2, a, b),
            };
            let moment = r.published_at.map(|at| at.as_microsecond());
            let number = |n: u64| Some(i64::try_from(n).unwrap_or(i64::MAX));
            let row = [
                Some(r.kind as i64),
                r.author.map(|a| i64::from(a.0)),
                r.section.as_deref().map(|s| sections.place(s)),
                r.declared.map(|s| s as i64),
                Some(i64::from(moderated | gone | organiser | origin)),
                r.published_at.map(|at| i64::from(day(at))),
                moment,
                above.map(i64::from),
                counts.favourable.and_then(number),
                counts.mixed.and_then(number),
                counts.against.and_then(number),
                counts.abstention.and_then(number),
                r.support.and_then(number),
                Some(i64::from(words[0])),
                Some(i64::from(words[1])),
                Some(sources.place(&r.origin.source)),
                Some(files.place(&r.origin.file)),
                Some(place),
                number(from),
                number(to),
            ];
            for (column, cell) in columns.iter_mut().zip(row) {
                column.push(cell);
            }
        }
        let sizes = [records.len() as u32, u32::from(!listed.is_empty())];
        let mut out = Sections::new().push("rows", u32_bytes(sizes));
        for (name, column) in COLUMNS.into_iter().zip(&columns) {
            out = out.push(name, pack(column.iter().copied()));
        }
        for (names, name) in [(sections, "section"), (sources, "source"), (files, "file")] {
            out = names.write(out, name);
        }
        variables::write(records, out).to_bytes()
    }

    /// Reads a file of facts; every byte is checked.
    ///
    /// # Errors
    /// Where the bytes are not what [`Facts::bytes`] gave.
    pub fn read(bytes: Vec<u8>) -> Result<Facts, Damaged> {
        let open = Sections::read(bytes)?;
        let sizes: Vec<u32> = open.u32s("rows")?.iter().collect();
        let [rows, lists_sides] = sizes[..] else {
            return Err(Damaged::new("it does not say how many rows it has"));
        };
        let rows = rows as usize;
        let shared = |name| names(&open, name).map(|n| n.into_iter().map(Arc::from).collect());
        let (source_names, file_names): (Vec<Arc<str>>, Vec<Arc<str>>) =
            (shared("source")?, shared("file")?);
        let section_names = names(&open, "section")?;
        for name in COLUMNS {
            let column = Packed::read(name, open.require(name)?, rows)?;
            let below = match name {
                "kind" => Kind::ALL.len(),
                "side" => Side::ALL.len(),
                "contribution" => rows,
                "section" => section_names.len(),
                "source" => source_names.len(),
                "file" => file_names.len(),
                _ => continue,
            };
            if column.largest().is_some_and(|most| most >= below as i64) {
                return Err(Damaged(format!(
                    "the column «{name}» holds what is nowhere"
                )));
            }
        }
        variables::check(&open, rows)?;
        Ok(Facts {
            open,
            rows,
            lists_sides: lists_sides != 0,
            section_names,
            source_names,
            file_names,
            kinds: OnceLock::new(),
            authors: OnceLock::new(),
            largest_author: OnceLock::new(),
            sections: OnceLock::new(),
            sides: OnceLock::new(),
            flags: OnceLock::new(),
            days: OnceLock::new(),
            moments: OnceLock::new(),
            contributions: OnceLock::new(),
            votes: Default::default(),
            supports: OnceLock::new(),
            words: Default::default(),
            variables: OnceLock::new(),
        })
    }

    fn packed(&self, name: &str) -> Packed<'_> {
        // `read` has read every column once.
        let bytes = self.open.get(name).unwrap_or_default();
        Packed::read(name, bytes, self.rows).expect("a column that was read before")
    }

    fn column<'f, T: Clone>(
        &'f self,
        kept: &'f OnceLock<Vec<T>>,
        name: &str,
        make: impl Fn(Option<i64>) -> T,
    ) -> &'f [T] {
        kept.get_or_init(|| self.packed(name).map(make))
    }

    /// How many records.
    pub fn len(&self) -> u32 {
        self.rows as u32
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The place of each record's kind in [`Kind::ALL`].
    pub fn kinds(&self) -> &[u8] {
        self.column(&self.kinds, "kind", |v| v.unwrap_or(0) as u8)
    }

    /// Each record's author number; 0 where it has none.
    pub fn authors(&self) -> &[u32] {
        self.column(&self.authors, "author", |v| v.unwrap_or(0) as u32)
    }

    /// Words of a record, title and body.
    ///
    /// # Panics
    /// Where there is no such record.
    pub fn words(&self, ordinal: u32) -> u64 {
        let at = ordinal as usize;
        u64::from(self.title_words()[at]) + u64::from(self.body_words()[at])
    }

    /// Whether a record of the corpus has an author.
    pub fn has_authors(&self) -> bool {
        self.largest_author() > 0
    }

    fn largest_author(&self) -> u32 {
        let largest = || self.authors().iter().copied().max().unwrap_or(0);
        *self.largest_author.get_or_init(largest)
    }

    /// How many distinct authors some records have; `None` where that is unknown: no record of the corpus has one, or
    /// none of these, which are not all of the organiser.
    ///
    /// # Panics
    /// Where there is no such record.
    pub fn distinct_authors(&self, ordinals: impl Iterator<Item = u32>) -> Option<u64> {
        let (authors, kinds) = (self.authors(), self.kinds());
        let words = self.largest_author() as usize / 64 + 1;
        let mut seen = Distinct::new(words);
        let mut unsigned = !self.has_authors();
        for ordinal in ordinals {
            let author = authors[ordinal as usize];
            let kind = Kind::ALL[usize::from(kinds[ordinal as usize])];
            unsigned |= author == 0 && !kind.is_of_organiser();
            // 0 is no author.
            if author > 0 {
                seen.add(author);
            }
        }
        let distinct = seen.count();
        (distinct > 0 || !unsigned).then_some(distinct)
    }

    /// Whether a record lacks an author though its kind could have one: its file names none.
    ///
    /// # Panics
    /// Where there is no such record.
    pub fn is_unsigned(&self, ordinal: u32) -> bool {
        let at = ordinal as usize;
        let kind = Kind::ALL[usize::from(self.kinds()[at])];
        self.authors()[at] == 0 && !kind.is_of_organiser()
    }

    /// The place of each record's section in [`Facts::section_names`]; [`NO_ROW`] where it has none.
    pub fn sections(&self) -> &[u32] {
        let none = i64::from(NO_ROW);
        self.column(&self.sections, "section", |v| v.unwrap_or(none) as u32)
    }

    /// The sections, in the order of their first appearance.
    pub fn section_names(&self) -> &[String] {
        &self.section_names
    }

    /// The side that each record declares: 0 none, 1 favourable, 2 mixed, 3 against.
    pub fn sides(&self) -> &[u8] {
        self.column(&self.sides, "side", |v| v.map_or(0, |v| v as u8 + 1))
    }

    /// The contributions of files in which some contribution declares a side: in the others that nobody does says
    /// nothing.
    pub fn declaring(&self) -> RowSet {
        let (kinds, sides) = (self.kinds(), self.sides());
        let contributes = |at: &usize| Kind::ALL[usize::from(kinds[*at])].is_contribution();
        let sided = |at: &usize| sides[*at] > 0 && contributes(at);
        if !(0..self.rows).any(|at| sided(&at)) {
            return RowSet::new();
        }
        let [sources, files] = ["source", "file"].map(|name| self.packed(name).map(|v| v));
        let file = |at: usize| (sources[at], files[at]);
        let declaring: FxHashSet<_> = (0..self.rows).filter(sided).map(file).collect();
        let is = |at: &usize| contributes(at) && declaring.contains(&file(*at));
        (0..self.rows).filter(is).map(|at| at as u32).collect()
    }

    /// What each record is besides: [`MODERATED`], [`GONE`], [`ORGANISER`], [`ORGANISER_STATED`], [`LISTED`],
    /// [`COUNTED`].
    pub fn flags(&self) -> &[u8] {
        self.column(&self.flags, "flags", |v| v.unwrap_or(0) as u8)
    }

    /// Each record's day in Paris, in days since 1970-01-01; [`NO_DAY`] where it has no date.
    pub fn days(&self) -> &[i32] {
        let none = i64::from(NO_DAY);
        self.column(&self.days, "day", |v| v.unwrap_or(none) as i32)
    }

    /// Each record's moment, in microseconds since 1970 UTC; [`NO_MOMENT`] where it has no date.
    pub fn moments(&self) -> &[i64] {
        self.column(&self.moments, "moment", |v| v.unwrap_or(NO_MOMENT))
    }

    /// The nearest contribution above each record, itself included; [`NO_ROW`] where there is none.
    pub fn contributions(&self) -> &[u32] {
        let none = i64::from(NO_ROW);
        self.column(&self.contributions, "contribution", |v| {
            v.unwrap_or(none) as u32
        })
    }

    /// Votes on each record of a side; [`NO_COUNT`] where nothing counts them. `flags` says which votes they are.
    pub fn votes(&self, side: Side) -> &[u64] {
        self.vote_column(side as usize)
    }

    fn vote_column(&self, at: usize) -> &[u64] {
        let none = |v: Option<i64>| v.map_or(NO_COUNT, |v| v as u64);
        self.column(&self.votes[at], VOTES[at], none)
    }

    /// The votes that are listed on a record, moderated ones left out; `None` where its source lists none with a side.
    ///
    /// # Panics
    /// Where there is no such record.
    pub fn listed_votes(&self, ordinal: u32) -> Option<Counters> {
        self.counts_of(ordinal, LISTED)
    }

    /// The platform's counters of a record whose source lists no vote with a side; `None` where it states none.
    ///
    /// # Panics
    /// Where there is no such record.
    pub fn counters(&self, ordinal: u32) -> Option<Counters> {
        self.counts_of(ordinal, COUNTED)
    }

    fn counts_of(&self, ordinal: u32, flag: u8) -> Option<Counters> {
        let at = ordinal as usize;
        let count = |n: usize| Some(self.vote_column(n)[at]).filter(|n| *n != NO_COUNT);
        (self.flags()[at] & flag != 0).then(|| Counters {
            favourable: count(0),
            mixed: count(1),
            against: count(2),
            abstention: count(3),
        })
    }

    /// Whether a source lists a vote with a side, even on a record that is in no source.
    pub fn lists_sides(&self) -> bool {
        self.lists_sides
    }

    /// Votes in support that the platform states of each record; [`NO_COUNT`] where it states none.
    pub fn supports(&self) -> &[u64] {
        self.column(&self.supports, "support", |v| {
            v.map_or(NO_COUNT, |v| v as u64)
        })
    }

    /// The variables of all records.
    pub fn variables(&self) -> &Variables {
        self.variables
            .get_or_init(|| Variables::read(&self.open, self.rows))
    }

    /// Words of each record's title.
    pub fn title_words(&self) -> &[u32] {
        self.column(&self.words[0], "title_words", |v| v.unwrap_or(0) as u32)
    }

    /// Words of each record's body.
    pub fn body_words(&self) -> &[u32] {
        self.column(&self.words[1], "body_words", |v| v.unwrap_or(0) as u32)
    }
}

mod distinct;
mod one;

#[cfg(test)]
mod tests;
