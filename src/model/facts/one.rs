//! The facts of one record, read without unpacking a column.

use super::{COUNTED, Facts, LISTED, ORGANISER};
use crate::model::{AuthorId, Counters, Kind, Origin, Place, Side};
use jiff::Timestamp;

/// All panic where there is no such record.
impl Facts {
    fn cell(&self, name: &str, ordinal: u32) -> Option<i64> {
        assert!((ordinal as usize) < self.rows, "an ordinal of the build");
        self.packed(name).get(ordinal as usize)
    }

    /// Its kind.
    pub fn kind(&self, ordinal: u32) -> Kind {
        // `read` saw that every kind is one of them.
        Kind::ALL[self.cell("kind", ordinal).unwrap_or(0) as usize]
    }

    /// Its author.
    pub fn author(&self, ordinal: u32) -> Option<AuthorId> {
        self.cell("author", ordinal).map(|n| AuthorId(n as u32))
    }

    /// Whether who runs the consultation wrote it.
    pub fn is_organiser(&self, ordinal: u32) -> bool {
        self.cell("flags", ordinal).unwrap_or(0) as u8 & ORGANISER != 0
    }

    /// Its section.
    pub fn section(&self, ordinal: u32) -> Option<&str> {
        let at = self.cell("section", ordinal)?;
        Some(&self.section_names[at as usize])
    }

    /// The side that it declares.
    pub fn side(&self, ordinal: u32) -> Option<Side> {
        let at = self.cell("side", ordinal)?;
        Some(Side::ALL[at as usize])
    }

    /// When it was published.
    pub fn published_at(&self, ordinal: u32) -> Option<Timestamp> {
        Timestamp::from_microsecond(self.cell("moment", ordinal)?).ok()
    }

    /// The votes on it, and whether they are listed (else the platform's counters); `None` without votes.
    pub fn votes_on(&self, ordinal: u32) -> Option<(Counters, bool)> {
        let flags = self.cell("flags", ordinal).unwrap_or(0) as u8;
        let votes = |name| self.cell(name, ordinal).map(|n| n as u64);
        (flags & (LISTED | COUNTED) != 0).then(|| {
            let counts = Counters {
                favourable: votes("favourable"),
                mixed: votes("mixed"),
                against: votes("against"),
                abstention: votes("abstention"),
            };
            (counts, flags & LISTED != 0)
        })
    }

    /// Votes in support that the platform states.
    pub fn support(&self, ordinal: u32) -> Option<u64> {
        self.cell("support", ordinal).map(|n| n as u64)
    }

    /// The way back to its source.
    pub fn origin(&self, ordinal: u32) -> Origin {
        let cell = |name| self.cell(name, ordinal).unwrap_or(0);
        let (from, to) = (cell("place_from") as u64, cell("place_to") as u64);
        Origin {
            source: self.source_names[cell("source") as usize].clone(),
            file: self.file_names[cell("file") as usize].clone(),
            place: match cell("place") {
                0 => Place::Line(from as u32),
                1 => Place::Row(from),
                _ => Place::Bytes(from, to),
            },
        }
    }
}
