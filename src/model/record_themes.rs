//! The themes of each record with their numbers of occurrences, as a flat file beside the occurrences.

use super::packed::{Packed, pack};
use super::{Damaged, RowSet, Sections, u32_bytes};

/// The themes of all records of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordThemes {
    /// Themes of the dictionary.
    themes: u32,
    /// Where the themes of each record begin, then how many there are in all.
    offsets: Vec<u32>,
    theme: Vec<u16>,
    occurrences: Vec<u32>,
}

impl RecordThemes {
    /// Of `records` records and a dictionary of `themes` themes; `found` gives record, theme and number of
    /// occurrences (0 where a theme matches without one), sorted by record and theme, each pair once or in
    /// a row.
    ///
    /// # Errors
    /// A dictionary of more than 65,536 themes, records that are out of order or nowhere, or more than
    /// 4 thousand million rows.
    pub fn build(
        records: u32,
        themes: usize,
        found: impl IntoIterator<Item = (u32, u32, u32)>,
    ) -> Result<Self, Damaged> {
        if themes > usize::from(u16::MAX) + 1 {
            return Err(Damaged(format!("{themes} themes are more than 65536")));
        }
        let mut out = RecordThemes {
            themes: themes as u32,
            offsets: Vec::with_capacity(records as usize + 1),
            theme: Vec::new(),
            occurrences: Vec::new(),
        };
        let mut last = None;
        for (record, theme, occurrences) in found {
            if record >= records
                || theme as usize >= themes
                || last.is_some_and(|l| (record, theme) < l)
            {
                return Err(Damaged(format!(
                    "record {record} with theme {theme} is out of its place"
                )));
            }
            if last == Some((record, theme)) {
                // `last` says that a row was pushed.
                if let Some(n) = out.occurrences.last_mut() {
                    *n = n.saturating_add(occurrences);
                }
                continue;
            }
            last = Some((record, theme));
            out.begin(record)?;
            out.theme.push(theme as u16);
            out.occurrences.push(occurrences);
        }
        out.begin(records)?;
        Ok(out)
    }

    /// Ends the records before this one.
    fn begin(&mut self, record: u32) -> Result<(), Damaged> {
        let at = u32::try_from(self.theme.len())
            .map_err(|_| Damaged::new("too many themes of records"))?;
        self.offsets
            .resize((record as usize + 1).max(self.offsets.len()), at);
        Ok(())
    }

    /// The bytes of a file.
    pub fn bytes(&self) -> Vec<u8> {
        let number = |n: u32| Some(i64::from(n));
        Sections::new()
            .push(
                "themes",
                u32_bytes([self.themes, self.len(), self.theme.len() as u32]),
            )
            .push("offset", pack(self.offsets.iter().map(|n| number(*n))))
            .push(
                "theme",
                pack(self.theme.iter().map(|n| number(u32::from(*n)))),
            )
            .push(
                "occurrences",
                pack(self.occurrences.iter().map(|n| number(*n))),
            )
            .to_bytes()
    }

    /// Reads a file; every byte is checked.
    ///
    /// # Errors
    /// Where the bytes are not what [`RecordThemes::bytes`] gave.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Damaged> {
        let open = Sections::read(bytes)?;
        let sizes: Vec<u32> = open.u32s("themes")?.iter().collect();
        let [themes, records, rows] = sizes[..] else {
            return Err(Damaged::new("it does not say how many rows it has"));
        };
        let column = |name: &str, rows: usize| Packed::read(name, open.require(name)?, rows);
        let offsets = column("offset", records as usize + 1)?.map(|n| n.unwrap_or(0) as u32);
        let theme = column("theme", rows as usize)?;
        if theme
            .largest()
            .is_some_and(|most| most >= i64::from(themes))
            || themes > 1 << 16
        {
            return Err(Damaged::new("a theme is none of the dictionary's"));
        }
        if !offsets.is_sorted() || offsets.last() != Some(&rows) {
            return Err(Damaged::new("its rows do not follow each other"));
        }
        Ok(RecordThemes {
            themes,
            offsets,
            theme: theme.map(|n| n.unwrap_or(0) as u16),
            occurrences: column("occurrences", rows as usize)?.map(|n| n.unwrap_or(0) as u32),
        })
    }

    /// How many records.
    pub fn len(&self) -> u32 {
        // There is an offset a record, and one more.
        self.offsets.len() as u32 - 1
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many themes the dictionary has.
    pub fn themes(&self) -> usize {
        self.themes as usize
    }

    /// The themes of a record, ascending, and how many occurrences each has in it.
    ///
    /// # Panics
    /// Where there is no such record.
    pub fn of(&self, ordinal: u32) -> (&[u16], &[u32]) {
        let at = ordinal as usize;
        let range = self.offsets[at] as usize..self.offsets[at + 1] as usize;
        (&self.theme[range.clone()], &self.occurrences[range])
    }

    /// Every record with each of its themes and its occurrences there, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u16, u32)> + '_ {
        (0..self.len()).flat_map(|ordinal| {
            let (themes, occurrences) = self.of(ordinal);
            let pairs = themes.iter().zip(occurrences);
            pairs.map(move |(theme, n)| (ordinal, *theme, *n))
        })
    }

    /// The records that have a theme.
    pub fn rows(&self, theme: u16) -> RowSet {
        let has = |o: &u32| self.of(*o).0.binary_search(&theme).is_ok();
        (0..self.len()).filter(has).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_of_records_come_back() {
        let found = [(1, 0, 2), (1, 3, 1), (1, 3, 1), (4, 2, 0)];
        let themes = RecordThemes::build(6, 4, found).unwrap();
        assert_eq!(themes.of(0), (&[][..], &[][..]));
        assert_eq!(themes.of(1), (&[0, 3][..], &[2, 2][..]));
        assert_eq!(themes.of(4), (&[2][..], &[0][..]));
        assert_eq!((themes.len(), themes.themes()), (6, 4));
        assert_eq!(themes.rows(3).iter().collect::<Vec<_>>(), [1]);
        assert_eq!(
            themes.iter().collect::<Vec<_>>(),
            [(1, 0, 2), (1, 3, 2), (4, 2, 0)]
        );
        assert_eq!(RecordThemes::read(themes.bytes()).unwrap(), themes);
        let none = RecordThemes::build(0, 0, []).unwrap();
        assert_eq!(RecordThemes::read(none.bytes()).unwrap(), none);
        assert!(none.is_empty());
    }

    #[test]
    fn what_is_out_of_place_is_refused() {
        assert!(RecordThemes::build(2, 1, [(1, 0, 1), (0, 0, 1)]).is_err());
        assert!(RecordThemes::build(2, 1, [(2, 0, 1)]).is_err());
        assert!(RecordThemes::build(2, 1, [(0, 1, 1)]).is_err());
        assert!(RecordThemes::build(2, 65_537, []).is_err());
        let mut bytes = RecordThemes::build(2, 1, [(0, 0, 1)]).unwrap().bytes();
        bytes.truncate(bytes.len() - 8);
        assert!(RecordThemes::read(bytes).is_err());
    }
}
