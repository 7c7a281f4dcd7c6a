//! Writes the table of texts: row groups cut by number of rows and by size, each compressed on its own.

use super::StoreError;
use super::texts::COLUMNS;
use polars_arrow::array::{Array, Utf8ViewArray};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema, Field};
use polars_parquet::write::{
    CompressedPage, CompressionOptions, DynIter, DynStreamingIterator, Encoding,
    FallibleStreamingIterator, FileWriter, KeyValue, StatisticsOptions, Version, WriteOptions,
    ZstdLevel, array_to_columns, compress,
};
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::Path;

/// A row group ends after so many rows, or as soon as it holds so many bytes of text.
const ROWS: usize = 512;
const BYTES: usize = 128 << 10;
/// How many row groups are compressed at once.
const AT_ONCE: usize = 64;

/// Writes the texts of records, in source order: id, title, body. The same rows give the same bytes.
///
/// # Errors
/// Where the file cannot be written.
pub fn write_texts<R: Sync>(
    path: &Path,
    rows: &[R],
    cells: impl Fn(&R) -> [&str; 3] + Sync,
) -> Result<(), StoreError> {
    let failed = |what: String| StoreError::io(path, &std::io::Error::other(what));
    let io = |e: std::io::Error| StoreError::io(path, &e);
    let file = File::create(path).map_err(io)?;
    let schema: ArrowSchema = COLUMNS
        .iter()
        .map(|name| Field::new((*name).into(), ArrowDataType::Utf8View, false))
        .map(|field| (field.name.clone(), field))
        .collect();
    let mut writer = FileWriter::try_new(BufWriter::new(file), schema, options())
        .map_err(|e| failed(e.to_string()))?;
    let types = writer.parquet_schema().fields().to_vec();
    for ranges in groups(rows, &cells).chunks(AT_ONCE) {
        let packed: Vec<Vec<Vec<CompressedPage>>> = ranges
            .par_iter()
            .map(|range| {
                let rows = &rows[range.clone()];
                let column = |at: usize| -> Result<Vec<CompressedPage>, String> {
                    let texts: Vec<&str> = rows.iter().map(|r| cells(r)[at]).collect();
                    let array = Utf8ViewArray::from_slice_values(texts);
                    pack(&array, types[at].clone())
                };
                (0..COLUMNS.len()).map(column).collect()
            })
            .collect::<Result<_, _>>()
            .map_err(failed)?;
        for (range, columns) in ranges.iter().zip(packed) {
            let columns = columns.into_iter().map(|pages| {
                let pages = Pages { pages, next: 0 };
                Ok(DynStreamingIterator::new(pages))
            });
            writer
                .write(range.len() as u64, DynIter::new(columns))
                .map_err(|e| failed(e.to_string()))?;
        }
    }
    let zone = KeyValue::new("zone".to_string(), "Europe/Paris".to_string());
    writer
        .end(Some(vec![zone]))
        .map_err(|e| failed(e.to_string()))?;
    let mut file = writer.into_inner();
    file.flush().map_err(io)?;
    file.get_ref().sync_all().map_err(io)
}

/// The lowest level of zstd: for texts twice as fast as its default, for a tenth more bytes.
pub(super) fn fast() -> Option<ZstdLevel> {
    ZstdLevel::try_new(1).ok()
}

/// Plain pages without statistics; a row group's column is one page wherever it fits in one.
fn options() -> WriteOptions {
    WriteOptions {
        statistics: StatisticsOptions::empty(),
        version: Version::V1,
        compression: CompressionOptions::Zstd(fast()),
        data_page_size: Some(1 << 30),
    }
}

/// The rows of each row group.
fn groups<R>(rows: &[R], cells: &impl Fn(&R) -> [&str; 3]) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        bytes += cells(row).iter().map(|c| c.len()).sum::<usize>();
        if at + 1 - start == ROWS || bytes >= BYTES {
            groups.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    if start < rows.len() {
        groups.push(start..rows.len());
    }
    groups
}

fn pack(
    array: &Utf8ViewArray,
    kind: polars_parquet::write::ParquetType,
) -> Result<Vec<CompressedPage>, String> {
    let array: &dyn Array = array;
    let columns = array_to_columns(array.to_boxed(), kind, options(), &[Encoding::Plain])
        .map_err(|e| e.to_string())?;
    columns
        .into_iter()
        .flatten()
        .map(|page| {
            let page = page.map_err(|e| e.to_string())?;
            compress(page, Vec::new(), options().compression).map_err(|e| e.to_string())
        })
        .collect()
}

/// Compressed pages, one after the other.
struct Pages {
    pages: Vec<CompressedPage>,
    /// How many have been begun.
    next: usize,
}

impl FallibleStreamingIterator for Pages {
    type Item = CompressedPage;
    type Error = polars::error::PolarsError;

    fn advance(&mut self) -> Result<(), Self::Error> {
        self.next += 1;
        Ok(())
    }

    fn get(&self) -> Option<&CompressedPage> {
        self.pages.get(self.next.checked_sub(1)?)
    }
}
