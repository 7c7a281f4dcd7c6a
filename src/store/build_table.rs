//! A table of a build as it is written: each column is built once, from cells that are borrowed.

use super::StoreError;
use super::table::write_columns;
use super::texts_write::fast;
use jiff::Timestamp;
use polars::prelude::{
    BooleanChunked, Column, Int64Chunked, IntoColumn, NewChunkedArray, PlSmallStr, StringChunked,
    TimeUnit,
};
use std::path::Path;

/// Columns of one height, ready to be written.
pub struct BuildTable {
    height: usize,
    columns: Vec<Column>,
}

impl BuildTable {
    /// A table of so many rows, without columns yet.
    pub(super) fn new(height: usize) -> Self {
        BuildTable {
            height,
            columns: Vec::new(),
        }
    }

    /// Adds a column of texts.
    pub(super) fn text<S: AsRef<str>>(
        &mut self,
        name: &'static str,
        cells: impl Iterator<Item = Option<S>>,
    ) {
        let name = PlSmallStr::from_static(name);
        self.columns
            .push(StringChunked::from_iter_options(name, cells).into_column());
    }

    /// Adds a column of whole numbers.
    pub(super) fn integer(&mut self, name: &'static str, cells: impl Iterator<Item = Option<i64>>) {
        let name = PlSmallStr::from_static(name);
        self.columns
            .push(Int64Chunked::from_iter_options(name, cells).into_column());
    }

    /// Adds a column of true and false.
    pub(super) fn bool(&mut self, name: &'static str, cells: impl Iterator<Item = bool>) {
        let name = PlSmallStr::from_static(name);
        self.columns
            .push(BooleanChunked::from_iter_options(name, cells.map(Some)).into_column());
    }

    /// Adds a column of true, false and nothing.
    pub(super) fn maybe_bool(
        &mut self,
        name: &'static str,
        cells: impl Iterator<Item = Option<bool>>,
    ) {
        let name = PlSmallStr::from_static(name);
        self.columns
            .push(BooleanChunked::from_iter_options(name, cells).into_column());
    }

    /// Adds a column of moments.
    pub(super) fn time(
        &mut self,
        name: &'static str,
        cells: impl Iterator<Item = Option<Timestamp>>,
    ) {
        let name = PlSmallStr::from_static(name);
        let micros = cells.map(|at| at.map(Timestamp::as_microsecond));
        self.columns.push(
            Int64Chunked::from_iter_options(name, micros)
                .into_datetime(TimeUnit::Microseconds, None)
                .into_column(),
        );
    }

    /// Writes the table as Parquet (zstd, at its lowest level). The same table gives the same bytes.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write_parquet(self, path: &Path) -> Result<(), StoreError> {
        write_columns(path, self.height, self.columns, fast())
    }
}
