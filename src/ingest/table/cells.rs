//! The cells of a row: one piece of memory for all of them.

use super::csv_split::{Cell, unquote};

/// The cells of a row, as many as the table has columns. A short row lacks its last cells, as spreadsheets
/// cut empty ones: they are empty.
#[derive(Clone, Debug, Default)]
pub struct Cells {
    text: String,
    /// Where each cell is in the text.
    places: Vec<(u32, u32)>,
    width: usize,
}

impl Cells {
    /// No cells yet, of so many columns.
    pub(super) fn with_width(width: usize) -> Self {
        Cells {
            width,
            ..Cells::default()
        }
    }

    /// The cells of a record as it is written in the file.
    pub(super) fn cut(record: &str, cells: &[Cell], width: usize) -> Self {
        let mut text = String::with_capacity(record.len());
        text.push_str(record);
        let mut places = Vec::with_capacity(cells.len());
        for cell in cells {
            if cell.quotes {
                // Shorter than the record, which is shorter than 4 GiB: places are u32.
                let start = text.len();
                unquote(&record[cell.start as usize..cell.end as usize], &mut text);
                places.push((start as u32, text.len() as u32));
            } else {
                places.push((cell.start, cell.end));
            }
        }
        Cells {
            text,
            places,
            width,
        }
    }

    /// Adds a cell that is written into the text.
    pub(super) fn push_with(&mut self, write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        // Records are cut far below 4 GiB.
        self.places.push((start as u32, self.text.len() as u32));
    }

    /// How many bytes of text they are.
    pub(in crate::ingest) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// A cell; `None` where the table has no such column.
    pub fn get(&self, column: usize) -> Option<&str> {
        match self.places.get(column) {
            Some((start, end)) => self.text.get(*start as usize..*end as usize),
            None if column < self.width => Some(""),
            None => None,
        }
    }

    /// The cells that the row has.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let text = &self.text;
        let cell = |(start, end): &(u32, u32)| text.get(*start as usize..*end as usize);
        self.places.iter().filter_map(cell)
    }

    /// How many columns the table has.
    pub fn width(&self) -> usize {
        self.width
    }
}

impl FromIterator<String> for Cells {
    fn from_iter<I: IntoIterator<Item = String>>(cells: I) -> Self {
        let mut out = Cells::default();
        for cell in cells {
            out.push_with(|to| to.push_str(&cell));
        }
        out.width = out.places.len();
        out
    }
}

impl From<Vec<String>> for Cells {
    fn from(cells: Vec<String>) -> Self {
        cells.into_iter().collect()
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Cells) -> bool {
        let width = self.width.max(other.width);
        (0..width).all(|n| self.get(n) == other.get(n))
    }
}

impl Eq for Cells {}

impl<const N: usize> PartialEq<[&str; N]> for Cells {
    fn eq(&self, other: &[&str; N]) -> bool {
        self.width == N
            && other
                .iter()
                .enumerate()
                .all(|(n, c)| self.get(n) == Some(c))
    }
}
