//! Reads the texts of a build: some rows without the rest, or all of them, row group by row group.

use super::files::{TEXTS, VerifiedFile, damaged};
use super::{BuildFiles, StoreError};
use polars_parquet::parquet::compression::DecompressionContext;
use polars_parquet::parquet::error::ParquetError;
use polars_parquet::parquet::metadata::RowGroupMetadata;
use polars_parquet::parquet::page::{DataPageHeader, Page};
use polars_parquet::read::{PageReader, PhysicalType, decompress, read_metadata};
use polars_parquet::write::Encoding;
use rayon::prelude::*;
use std::io::Cursor;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The columns of the table, in order.
pub(super) const COLUMNS: [&str; 3] = ["id", "title", "body"];
/// The largest page that is read; the writer makes pages of one row group, which is small.
const MAX_PAGE: usize = i32::MAX as usize;
/// How many row groups are read at once by those who read all.
const AT_ONCE: usize = 64;

/// The texts of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRow {
    /// Its id.
    pub id: String,
    /// Its title, empty where it has none.
    pub title: String,
    /// Its body, empty where it has none.
    pub body: String,
}

/// The texts of records that follow each other, in one piece of memory.
#[derive(Clone, Debug, Default)]
pub struct TextGroup {
    /// The ordinal of its first record.
    pub first: u32,
    rows: usize,
    text: String,
    /// Where each cell ends in `text`: the ids, then the titles, then the bodies.
    ends: Vec<usize>,
}

impl TextGroup {
    /// How many records.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    fn cell(&self, column: usize, row: usize) -> &str {
        assert!(row < self.rows, "a row of the group");
        let at = column * self.rows + row;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[at]]
    }

    /// The id of the record `first + row`.
    ///
    /// # Panics
    /// Where the group has no such row.
    pub fn id(&self, row: usize) -> &str {
        self.cell(0, row)
    }

    /// The title of the record `first + row`; panics like [`TextGroup::id`].
    pub fn title(&self, row: usize) -> &str {
        self.cell(1, row)
    }

    /// The body of the record `first + row`; panics like [`TextGroup::id`].
    pub fn body(&self, row: usize) -> &str {
        self.cell(2, row)
    }

    /// The texts of the record `first + row`, copied; panics like [`TextGroup::id`].
    pub fn row(&self, row: usize) -> TextRow {
        TextRow {
            id: self.id(row).to_string(),
            title: self.title(row).to_string(),
            body: self.body(row).to_string(),
        }
    }
}

/// The table of texts, open. Only its footer is in memory.
pub struct TextStore {
    file: VerifiedFile,
    groups: Vec<RowGroupMetadata>,
    /// The ordinal of the first record of each group, then the number of records.
    firsts: Vec<u32>,
}

impl TextStore {
    /// Opens the table of a build and reads its footer.
    ///
    /// # Errors
    /// Where the file is absent, or is no such table.
    pub fn open(build: &BuildFiles) -> Result<TextStore, StoreError> {
        let file = build.file(TEXTS)?;
        let damaged = |what: String| damaged(file.path(), &what);
        let length = file.length();
        let footer = || read_metadata(&mut file.reader()).map_err(|e| e.to_string());
        let metadata = guarded(footer).map_err(damaged)?;
        let mut firsts = Vec::with_capacity(metadata.row_groups.len() + 1);
        let mut first = 0u32;
        for group in &metadata.row_groups {
            firsts.push(first);
            check(group, length).map_err(damaged)?;
            let next = u32::try_from(group.num_rows()).ok();
            first = next
                .and_then(|n| first.checked_add(n))
                .ok_or_else(|| damaged("it has too many rows".to_string()))?;
        }
        firsts.push(first);
        Ok(TextStore {
            file,
            groups: metadata.row_groups,
            firsts,
        })
    }

    /// How many records.
    pub fn len(&self) -> u32 {
        // `open` pushes the number of records last.
        self.firsts.last().copied().unwrap_or(0)
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many row groups.
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// The group that holds a record.
    fn group_of(&self, ordinal: u32) -> Option<usize> {
        if ordinal >= self.len() {
            return None;
        }
        self.firsts
            .partition_point(|f| *f <= ordinal)
            .checked_sub(1)
    }

    /// The texts of some records, in the order asked for; an ordinal may occur twice. Only the row groups
    /// that hold them are read.
    ///
    /// # Errors
    /// Where an ordinal is none of the table's, or the file is damaged.
    pub fn get(&self, ordinals: &[u32]) -> Result<Vec<TextRow>, StoreError> {
        let mut wanted: Vec<(usize, u32)> = Vec::with_capacity(ordinals.len());
        for &ordinal in ordinals {
            let group = self.group_of(ordinal).ok_or_else(|| {
                let has = self.len();
                damaged(
                    self.file.path(),
                    &format!("it has {has} rows and no row {ordinal}"),
                )
            })?;
            wanted.push((group, ordinal));
        }
        wanted.sort_unstable();
        wanted.dedup();
        let parts: Vec<&[(usize, u32)]> = wanted.chunk_by(|a, b| a.0 == b.0).collect();
        let read = |part: &&[(usize, u32)]| -> Result<Vec<TextRow>, StoreError> {
            let wanted: Vec<u32> = part.iter().map(|p| p.1).collect();
            let group = self.decoded(part[0].0, Some(&wanted))?;
            let row = |(_, ordinal): &(usize, u32)| group.row((ordinal - group.first) as usize);
            Ok(part.iter().map(row).collect())
        };
        // Threads cost more than a group or two.
        let rows: Vec<Vec<TextRow>> = if parts.len() < 3 {
            parts.iter().map(read).collect::<Result<_, _>>()?
        } else {
            parts.par_iter().map(read).collect::<Result<_, _>>()?
        };
        let rows: Vec<TextRow> = rows.into_iter().flatten().collect();
        let place = |ordinal: &u32| wanted.partition_point(|w| w.1 < *ordinal);
        Ok(ordinals.iter().map(|o| rows[place(o)].clone()).collect())
    }

    /// One row group, from 0.
    ///
    /// # Errors
    /// Where there is no such group, or the file is damaged.
    pub fn group(&self, at: usize) -> Result<TextGroup, StoreError> {
        self.decoded(at, None)
    }

    /// A row group in which the texts of unwanted records are empty; `wanted` is sorted.
    fn decoded(&self, at: usize, wanted: Option<&[u32]>) -> Result<TextGroup, StoreError> {
        let group = self
            .groups
            .get(at)
            .ok_or_else(|| damaged(self.file.path(), &format!("it has no row group {at}")))?;
        let bytes = self.file.read(span(group))?;
        let mut out = TextGroup {
            first: self.firsts[at],
            rows: group.num_rows(),
            ..TextGroup::default()
        };
        guarded(|| {
            let mut scratch = Scratch {
                buffer: Vec::new(),
                context: DecompressionContext::Unset,
            };
            out.ends.reserve(out.rows.min(bytes.len()) * COLUMNS.len());
            for column in 0..COLUMNS.len() {
                decode(group, column, &bytes, wanted, &mut scratch, &mut out)?;
            }
            Ok(())
        })
        .map_err(|what| damaged(self.file.path(), &what))?;
        Ok(out)
    }

    /// All row groups in order, several at a time in parallel.
    pub fn iter(&self) -> impl Iterator<Item = Result<TextGroup, StoreError>> + '_ {
        let starts = (0..self.groups.len()).step_by(AT_ONCE);
        starts.flat_map(|from| {
            let to = (from + AT_ONCE).min(self.groups.len());
            let read: Vec<_> = (from..to)
                .into_par_iter()
                .map(|at| self.group(at))
                .collect();
            read
        })
    }

    /// Bytes of all titles and bodies; reads all of them.
    ///
    /// # Errors
    /// Where the file is damaged.
    pub fn bytes(&self) -> Result<u64, StoreError> {
        let mut bytes = 0;
        for group in self.iter() {
            let group = group?;
            let of = |row| (group.title(row).len() + group.body(row).len()) as u64;
            bytes += (0..group.len()).map(of).sum::<u64>();
        }
        Ok(bytes)
    }

    /// The texts of all records.
    ///
    /// # Errors
    /// Where the file is damaged.
    pub fn read_all(&self) -> Result<Vec<TextRow>, StoreError> {
        let mut rows = Vec::with_capacity(self.len() as usize);
        for group in self.iter() {
            let group = group?;
            rows.extend((0..group.len()).map(|row| group.row(row)));
        }
        Ok(rows)
    }
}

/// The library that reads Parquet panics on some broken files: that is an error like another here.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err("what it says of its columns is not so".to_string()))
}

/// The bytes of a group.
fn span(group: &RowGroupMetadata) -> Range<u64> {
    group.full_byte_range()
}

/// Whether a group has the table's columns, inside the file.
fn check(group: &RowGroupMetadata, length: u64) -> Result<(), String> {
    let columns = group.parquet_columns();
    if columns.len() != COLUMNS.len() {
        return Err(format!("a row group has {} columns", columns.len()));
    }
    for (column, name) in columns.iter().zip(COLUMNS) {
        let descriptor = column.descriptor();
        let named = descriptor.path_in_schema.len() == 1 && descriptor.path_in_schema[0] == *name;
        let plain = column.physical_type() == PhysicalType::ByteArray
            && descriptor.descriptor.max_def_level == 0
            && descriptor.descriptor.max_rep_level == 0;
        if !named || !plain || column.num_values() != group.num_rows() as i64 {
            return Err(format!("the column «{name}» is not as it was written"));
        }
    }
    let range = span(group);
    if range.start > range.end || range.end > length {
        return Err("it is cut".to_string());
    }
    Ok(())
}

/// Appends the cells of one column to a group; those of rows that nobody wants as empty.
fn decode(
    group: &RowGroupMetadata,
    at: usize,
    bytes: &[u8],
    wanted: Option<&[u32]>,
    scratch: &mut Scratch,
    out: &mut TextGroup,
) -> Result<(), String> {
    let column = &group.parquet_columns()[at];
    let name = COLUMNS[at];
    let wrong = || format!("the column «{name}» is not as it was written");
    let text = |e: ParquetError| e.to_string();
    let start = span(group).start;
    let range = column.byte_range();
    // The range of a group is that of its columns.
    let bytes = bytes
        .get((range.start - start) as usize..(range.end - start) as usize)
        .ok_or_else(wrong)?;
    let cursor = Cursor::new(bytes.to_vec().into());
    let mut rows = 0u32;
    for page in PageReader::new(cursor, column, Vec::new(), MAX_PAGE) {
        let page = page.map_err(text)?;
        let page = decompress(page, &mut scratch.buffer, &mut scratch.context).map_err(text)?;
        let Page::Data(page) = page else {
            return Err(wrong());
        };
        if !matches!(page.header(), DataPageHeader::V1(_)) || page.encoding() != Encoding::Plain {
            return Err(wrong());
        }
        let mut rest = page.buffer();
        for _ in 0..page.num_values() {
            let (length, after) = rest.split_first_chunk::<4>().ok_or_else(wrong)?;
            let (cell, after) = after
                .split_at_checked(u32::from_le_bytes(*length) as usize)
                .ok_or_else(wrong)?;
            if wanted.is_none_or(|w| w.binary_search(&(out.first + rows)).is_ok()) {
                let cell = std::str::from_utf8(cell);
                let cell = cell.map_err(|_| format!("the column «{name}» is no UTF-8"))?;
                out.text.push_str(cell);
            }
            out.ends.push(out.text.len());
            rest = after;
            rows += 1;
            if rows as usize > out.rows {
                return Err(wrong());
            }
        }
        if !rest.is_empty() {
            return Err(wrong());
        }
    }
    if rows as usize == out.rows {
        Ok(())
    } else {
        Err(format!("the column «{name}» has too few rows"))
    }
}

/// What one page after the other is unpacked with.
struct Scratch {
    buffer: Vec<u8>,
    context: DecompressionContext,
}

#[cfg(test)]
mod tests {
    use super::super::write_texts;
    use super::*;
    use std::fs;
    use std::path::Path;

    fn rows(n: usize) -> Vec<TextRow> {
        (0..n)
            .map(|i| TextRow {
                id: format!("s/proposal/{i}"),
                title: ["", "L’été, cœur\u{a0}!", "e\u{301}"][i % 3].to_string(),
                body: "« liberté » d’expression\n".repeat(i * 7 % 40),
            })
            .collect()
    }

    fn written(folder: &Path, rows: &[TextRow]) -> BuildFiles {
        let path = folder.join(TEXTS);
        write_texts(&path, rows, |r| [&r.id, &r.title, &r.body]).unwrap();
        BuildFiles::as_they_are(folder).unwrap()
    }

    #[test]
    fn all_rows_and_any_rows_come_back() {
        let folder = tempfile::tempdir().unwrap();
        for n in [0, 1, 511, 512, 513, 3000] {
            let rows = rows(n);
            let store = TextStore::open(&written(folder.path(), &rows)).unwrap();
            assert_eq!(store.len() as usize, n);
            assert_eq!(store.read_all().unwrap(), rows);
            let some: Vec<u32> = [7, 2999, 0, 7, 1500, 511, 512, 1024, 5]
                .into_iter()
                .filter(|o| (*o as usize) < n)
                .collect();
            let expected: Vec<TextRow> = some.iter().map(|o| rows[*o as usize].clone()).collect();
            assert_eq!(store.get(&some).unwrap(), expected);
            assert!(store.get(&[n as u32]).is_err());
        }
    }

    #[test]
    fn a_large_text_stands_alone_and_the_same_rows_give_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let mut rows = rows(40);
        rows[20].body = "é".repeat(3 << 20);
        let build = written(folder.path(), &rows);
        let path = build.path(TEXTS);
        let bytes = fs::read(&path).unwrap();
        let store = TextStore::open(&build).unwrap();
        assert_eq!(store.groups(), 2);
        assert_eq!(
            store.get(&[20, 39]).unwrap(),
            [rows[20].clone(), rows[39].clone()]
        );
        written(folder.path(), &rows);
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn other_programs_read_the_table() {
        use crate::store::{Column, Table};
        let folder = tempfile::tempdir().unwrap();
        let rows = rows(700);
        let wanted = COLUMNS.map(|c| (c, Column::Text(vec![]))).to_vec();
        let table = Table::read_parquet(&written(folder.path(), &rows), TEXTS, wanted).unwrap();
        let Column::Text(bodies) = &table.columns[2].1 else {
            panic!("a column of texts")
        };
        let expected: Vec<Option<String>> = rows.iter().map(|r| Some(r.body.clone())).collect();
        assert_eq!(*bodies, expected);
    }

    #[test]
    fn damaged_bytes_never_panic() {
        use crate::model::{BlockSums, FileBlocks};
        use std::collections::BTreeMap;
        let folder = tempfile::tempdir().unwrap();
        let build = written(folder.path(), &rows(600));
        let path = build.path(TEXTS);
        let whole = fs::read(&path).unwrap();
        let read = |bytes: &[u8], build: &BuildFiles| {
            fs::write(&path, bytes).unwrap();
            TextStore::open(build).and_then(|s| s.read_all())
        };
        // Where the checksums are those of the damaged file, the reader of Parquet has to cope.
        let blind = |bytes: &[u8]| {
            let sums = BTreeMap::from([(TEXTS.to_string(), FileBlocks::of(bytes))]);
            read(bytes, &BuildFiles::of(folder.path(), BlockSums(sums)))
        };
        for at in (0..whole.len()).step_by(37) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x41;
            let _ = blind(&bytes);
            assert!(blind(&whole[..at]).is_err(), "cut at {at}");
            assert!(read(&bytes, &build).is_err(), "changed at {at}");
        }
    }
}
