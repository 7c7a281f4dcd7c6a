//! Parquet: rows of a file, a slice of a row group at a time, only the columns that are wanted.

use super::jsonl::right;
use super::parquet_cells::{is_readable, text};
use super::parquet_footer::check_footer;
use super::row::{BadRow, Row};
use crate::ingest::io::files::ReadSeek;
use crate::ingest::{InputFile, ReadError, Repairs};
use crate::model::{Place, Refusal, WarningKind};
use polars_arrow::array::{Array, StructArray};
use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_parquet::read::{
    BasicDecompressor, ColumnChunkMetadata, FileMetadata, Filter, PageReader,
    column_iter_to_arrays, infer_schema, read_metadata,
};
use std::io::{Cursor, Read, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How many rows are decoded at once: few at first, for those who only look.
const FIRST_SLICE: usize = 1_000;
const SLICE: usize = 65_536;
/// The largest column of one row group that is read, in bytes of the file, and in values.
const MAX_CHUNK: u64 = 1 << 30;
const MAX_VALUES: usize = 1 << 26;
/// The largest page, in bytes once decompressed, and how much a column of one row group may come to.
const MAX_PAGE: usize = 256 << 20;
const MAX_COLUMN: usize = 2 << 30;

/// A column of plain values: a field of the file, or one inside a structure.
struct Leaf {
    root: usize,
    /// The places of the fields inside the structures.
    path: Vec<usize>,
}

/// An open file.
pub(super) struct ParquetRows<'f> {
    source: Box<dyn ReadSeek + 'f>,
    metadata: FileMetadata,
    fields: Vec<Field>,
    leaves: Vec<Leaf>,
    /// The names of the columns; a field inside a structure has a dot.
    pub headers: Vec<String>,
    /// Columns that hold no plain values.
    unread: Vec<String>,
    /// Which fields are decoded.
    wanted: Vec<bool>,
    /// Palabre's own tables hold moments of UTC and say for which zone.
    utc: bool,
    group: usize,
    /// The bytes of the group's wanted columns.
    chunks: Vec<Vec<Vec<u8>>>,
    /// The decoded slice, by field; which row of the group it begins with, and how long it is.
    arrays: Vec<Option<Box<dyn Array>>>,
    start: usize,
    length: usize,
    /// The next row of the slice.
    next: usize,
    row: u64,
    ended: bool,
}

/// Whether a file is Parquet.
pub(super) fn is_parquet(file: &InputFile) -> bool {
    file.head.starts_with(b"PAR1")
}

/// The library that reads Parquet panics on some broken files: that is an error like another here.
fn guarded<T>(read: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err("the file is broken: what it says of its columns is not so".into()))
}

impl<'f> ParquetRows<'f> {
    /// Opens a file. Where all `wanted` columns are there, the others are not read.
    pub(super) fn open(file: &'f InputFile, wanted: &[&str]) -> Result<Option<Self>, ReadError> {
        if !is_parquet(file) {
            return Ok(None);
        }
        let wrong = |reason: String| ReadError {
            path: file.path.clone().into(),
            reason,
        };
        let mut source = file.seekable()?;
        check_footer(&mut source).map_err(wrong)?;
        let (metadata, schema) = guarded(|| {
            let metadata = read_metadata(&mut source).map_err(|e| e.to_string())?;
            let schema = infer_schema(&metadata).map_err(|e| e.to_string())?;
            Ok((metadata, schema))
        })
        .map_err(|e| wrong(format!("the file is cut or broken: {e}")))?;
        let fields: Vec<Field> = schema.iter_values().cloned().collect();
        let notes = metadata.key_value_metadata().iter().flatten();
        let utc = notes.into_iter().any(|note| note.key == "zone");
        let mut rows = ParquetRows {
            utc,
            source,
            metadata,
            wanted: vec![true; fields.len()],
            arrays: fields.iter().map(|_| None).collect(),
            chunks: Vec::new(),
            leaves: Vec::new(),
            headers: Vec::new(),
            unread: Vec::new(),
            fields: Vec::new(),
            group: 0,
            start: 0,
            length: 0,
            next: 0,
            row: 0,
            ended: false,
        };
        for (root, field) in fields.iter().enumerate() {
            rows.list(root, field, &mut Vec::new(), field.name.to_string());
        }
        rows.fields = fields;
        if !wanted.is_empty() && wanted.iter().all(|w| rows.headers.iter().any(|h| h == w)) {
            rows.restrict(wanted);
        }
        Ok(Some(rows))
    }

    fn list(&mut self, root: usize, field: &Field, path: &mut Vec<usize>, name: String) {
        match &field.dtype {
            ArrowDataType::Struct(inner) if !inner.is_empty() => {
                for (at, field) in inner.iter().enumerate() {
                    path.push(at);
                    self.list(root, field, path, format!("{name}.{}", field.name));
                    path.pop();
                }
            }
            dtype if is_readable(dtype) => {
                self.leaves.push(Leaf {
                    root,
                    path: path.clone(),
                });
                self.headers.push(name);
            }
            _ => self.unread.push(name),
        }
    }

    /// Keeps only wanted columns.
    fn restrict(&mut self, wanted: &[&str]) {
        let headers = std::mem::take(&mut self.headers);
        let leaves = std::mem::take(&mut self.leaves);
        self.wanted.fill(false);
        for (name, leaf) in headers.into_iter().zip(leaves) {
            // A second column of one name cannot be named.
            if wanted.contains(&name.as_str()) && !self.headers.contains(&name) {
                self.wanted[leaf.root] = true;
                self.headers.push(name);
                self.leaves.push(leaf);
            }
        }
    }

    /// The next row.
    pub(super) fn next_row(&mut self) -> Option<Result<Row, BadRow>> {
        if self.next >= self.length {
            if self.ended {
                return None;
            }
            match self.slice() {
                Ok(true) => {}
                Ok(false) => {
                    self.ended = true;
                    return None;
                }
                Err(why) => {
                    self.ended = true;
                    self.length = 0;
                    let row = self.row + 1;
                    return Some(Err(BadRow {
                        place: Place::Row(row),
                        reason: Refusal::Malformed,
                        detail: format!("row {row}: {why}; it and what follows it were not read"),
                    }));
                }
            }
        }
        self.row += 1;
        let at = self.next;
        self.next += 1;
        let mut mojibake_fixes = Repairs::default();
        let cells: Vec<String> = self
            .leaves
            .iter()
            .map(|leaf| match &self.arrays[leaf.root] {
                Some(array) => {
                    let text = leaf_text(array.as_ref(), &leaf.path, at, self.utc);
                    right(text, &mut mojibake_fixes)
                }
                None => String::new(),
            })
            .collect();
        Some(Ok(Row {
            place: Place::Row(self.row),
            line: self.row,
            cells: cells.into(),
            repaired: 0,
            mojibake_fixes,
        }))
    }

    /// Decodes the next slice; `false` at the end of the file.
    fn slice(&mut self) -> Result<bool, String> {
        let mut end = self.start + self.length;
        loop {
            let Some(group) = self.metadata.row_groups.get(self.group) else {
                return Ok(false);
            };
            let height = group.num_rows();
            if end < height {
                let length = if self.row == 0 { FIRST_SLICE } else { SLICE };
                let length = length.min(height - end);
                if end == 0 {
                    self.load()?;
                }
                self.decode(end, length)?;
                (self.start, self.length, self.next) = (end, length, 0);
                return Ok(true);
            }
            self.group += 1;
            end = 0;
        }
    }

    /// Reads the bytes of the group's wanted columns.
    fn load(&mut self) -> Result<(), String> {
        self.chunks.clear();
        for (field, wanted) in self.fields.iter().zip(&self.wanted) {
            let mut chunks = Vec::new();
            if *wanted {
                let group = &self.metadata.row_groups[self.group];
                let columns = group.columns_under_root_iter(&field.name);
                for column in columns.into_iter().flatten() {
                    let range = guarded(|| Ok(column.byte_range()))?;
                    let size = range.end.saturating_sub(range.start);
                    if size > MAX_CHUNK || column.num_values() > MAX_VALUES as i64 {
                        return Err(format!(
                            "the column «{}» has {size} bytes and {} values in one row group: write the file with smaller ones",
                            field.name,
                            column.num_values()
                        ));
                    }
                    let mut bytes = Vec::new();
                    self.source
                        .seek(SeekFrom::Start(range.start))
                        .and_then(|_| (&mut self.source).take(size).read_to_end(&mut bytes))
                        .map_err(|e| e.to_string())?;
                    if bytes.len() as u64 != size {
                        return Err("the file is cut".to_string());
                    }
                    guarded(|| check_pages(column, &bytes))?;
                    chunks.push(bytes);
                }
            }
            self.chunks.push(chunks);
        }
        Ok(())
    }

    fn decode(&mut self, start: usize, length: usize) -> Result<(), String> {
        let group = &self.metadata.row_groups[self.group];
        for (at, field) in self.fields.iter().enumerate() {
            self.arrays[at] = None;
            if !self.wanted[at] || !self.leaves.iter().any(|l| l.root == at) {
                continue;
            }
            let array = guarded(|| {
                let columns = group.columns_under_root_iter(&field.name);
                let columns: Vec<_> = columns.into_iter().flatten().collect();
                let pages = columns.iter().zip(&self.chunks[at]).map(|(column, bytes)| {
                    let cursor = Cursor::new(bytes.clone().into());
                    let pages = PageReader::new(cursor, column, Vec::new(), MAX_PAGE);
                    BasicDecompressor::new(pages, Vec::new())
                });
                let types = columns
                    .iter()
                    .map(|c| &c.descriptor().descriptor.primitive_type)
                    .collect();
                let filter = Filter::new_ranged(start, start + length);
                let (mut arrays, _) =
                    column_iter_to_arrays(pages.collect(), types, field.clone(), Some(filter))
                        .map_err(|e| e.to_string())?;
                let array = match arrays.len() {
                    1 => arrays.remove(0),
                    _ => polars_arrow::compute::concatenate::concatenate_unchecked(&arrays)
                        .map_err(|e| e.to_string())?,
                };
                if array.len() == length {
                    Ok(array)
                } else {
                    Err(format!("the column «{}» has too few rows", field.name))
                }
            })?;
            self.arrays[at] = Some(array);
        }
        Ok(())
    }

    /// What is to be reported besides the rows.
    pub(super) fn notes(&self) -> Vec<(WarningKind, String)> {
        if self.unread.is_empty() {
            return Vec::new();
        }
        let names: Vec<String> = self
            .unread
            .iter()
            .take(10)
            .map(|n| format!("«{}»", crate::ingest::clean::kept::shown(n)))
            .collect();
        let message = format!(
            "columns that hold no plain values were not read: {}, in all {}",
            names.join(", "),
            self.unread.len()
        );
        vec![(WarningKind::NotInSource, message)]
    }
}

/// Looks through the pages of a column before they are decoded: a page may claim to hold anything.
fn check_pages(column: &ColumnChunkMetadata, bytes: &[u8]) -> Result<(), String> {
    use polars_parquet::parquet::page::CompressedPage;
    let open = || {
        let cursor = Cursor::new(bytes.to_vec().into());
        PageReader::new(cursor, column, Vec::new(), MAX_PAGE)
    };
    let large = || Err("a column unpacks to more than can be read at once".to_string());
    let (mut size, mut values) = (0usize, 0usize);
    for page in open() {
        if let CompressedPage::Data(page) = page.map_err(|e| e.to_string())? {
            if page.uncompressed_size() > MAX_PAGE {
                return large();
            }
            size = size.saturating_add(page.uncompressed_size());
            values = values.saturating_add(page.num_values());
        }
    }
    if size > MAX_COLUMN || values > MAX_VALUES {
        return large();
    }
    let mut pages = BasicDecompressor::new(open(), Vec::new());
    let dictionary = pages.read_dict_page().map_err(|e| e.to_string())?;
    // The decoder makes room for as many values as the page claims; each takes a byte or more.
    if dictionary.is_some_and(|d| d.num_values > d.buffer.len()) {
        return large();
    }
    Ok(())
}

/// The text of a value inside structures.
fn leaf_text(mut array: &dyn Array, path: &[usize], at: usize, utc: bool) -> String {
    for step in path {
        let Some(inner) = array.as_any().downcast_ref::<StructArray>() else {
            return String::new();
        };
        if array.is_null(at) {
            return String::new();
        }
        array = inner.values()[*step].as_ref();
    }
    text(array, at, utc)
}
