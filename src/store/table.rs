//! A small table of named columns, read from and written to Parquet with polars.

use super::files::damaged;
use super::{BuildFiles, StoreError};
use polars::prelude::*;
use polars_parquet::write::ZstdLevel;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Cursor, Write};
use std::path::Path;

/// A column; every cell may be absent.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Other numbers.
    Number(Vec<Option<f64>>),
    /// True or false.
    Bool(Vec<Option<bool>>),
    /// Texts.
    Text(Vec<Option<String>>),
    /// Moments, in microseconds since 1970 UTC.
    Time(Vec<Option<jiff::Timestamp>>),
}

impl Column {
    /// How many cells.
    pub fn len(&self) -> usize {
        match self {
            Column::Integer(c) => c.len(),
            Column::Number(c) => c.len(),
            Column::Bool(c) => c.len(),
            Column::Text(c) => c.len(),
            Column::Time(c) => c.len(),
        }
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A text column where every cell is present.
    pub fn text<S: Into<String>>(cells: impl IntoIterator<Item = S>) -> Self {
        Column::Text(cells.into_iter().map(|c| Some(c.into())).collect())
    }

    /// A column of counts, of which some may be unknown.
    pub fn count<N: Into<Option<u64>>>(cells: impl IntoIterator<Item = N>) -> Self {
        let cells = cells.into_iter().map(|n| i64::try_from(n.into()?).ok());
        Column::Integer(cells.collect())
    }
}

/// Named columns of one height.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The columns, in order.
    pub columns: Vec<(Cow<'static, str>, Column)>,
}

impl Table {
    /// A table of these columns.
    ///
    /// # Panics
    /// Where the columns differ in height: a mistake of the caller.
    pub fn new<N: Into<Cow<'static, str>>>(columns: Vec<(N, Column)>) -> Self {
        let columns: Vec<_> = columns.into_iter().map(|(n, c)| (n.into(), c)).collect();
        let mut heights = columns.iter().map(|c| c.1.len());
        if let Some(first) = heights.next() {
            assert!(heights.all(|h| h == first), "columns of one height");
        }
        Table { columns }
    }

    /// How many rows.
    pub fn height(&self) -> usize {
        self.columns.first().map_or(0, |c| c.1.len())
    }

    /// Writes the table as Parquet (zstd). The same table gives the same bytes.
    pub fn write_parquet(&self, path: &Path) -> Result<(), StoreError> {
        let columns = self
            .columns
            .iter()
            .map(|(name, column)| to_polars(name, column))
            .collect();
        write_columns(path, self.height(), columns, None)
    }

    /// Reads columns of a Parquet file of a build; `wanted` gives each name with an empty column of its type.
    pub fn read_parquet(
        build: &BuildFiles,
        file: &str,
        wanted: Vec<(&'static str, Column)>,
    ) -> Result<Self, StoreError> {
        let damaged = |what: String| damaged(&build.path(file), &what);
        let bytes = build.read(file)?;
        let frame = ParquetReader::new(Cursor::new(bytes))
            .read_parallel(ParallelStrategy::None)
            .finish()
            .map_err(|e| damaged(e.to_string()))?;
        let mut columns = Vec::with_capacity(wanted.len());
        for (name, empty) in wanted {
            let column = frame.column(name).map_err(|e| damaged(e.to_string()))?;
            let column = from_polars(column, &empty).map_err(|e| damaged(e.to_string()))?;
            columns.push((Cow::Borrowed(name), column));
        }
        Ok(Table { columns })
    }

    /// Takes a text column out.
    pub(super) fn take_text(&mut self, name: &str) -> Vec<Option<String>> {
        match self.take(name) {
            Some(Column::Text(cells)) => cells,
            _ => Vec::new(),
        }
    }

    /// Takes an integer column out.
    pub(super) fn take_integer(&mut self, name: &str) -> Vec<Option<i64>> {
        match self.take(name) {
            Some(Column::Integer(cells)) => cells,
            _ => Vec::new(),
        }
    }

    /// Takes a column of true and false out.
    pub(super) fn take_bool(&mut self, name: &str) -> Vec<Option<bool>> {
        match self.take(name) {
            Some(Column::Bool(cells)) => cells,
            _ => Vec::new(),
        }
    }

    /// Takes a column of moments out.
    pub(super) fn take_time(&mut self, name: &str) -> Vec<Option<jiff::Timestamp>> {
        match self.take(name) {
            Some(Column::Time(cells)) => cells,
            _ => Vec::new(),
        }
    }

    fn take(&mut self, name: &str) -> Option<Column> {
        let at = self.columns.iter().position(|c| c.0 == name)?;
        Some(self.columns.swap_remove(at).1)
    }
}

/// A file that remembers the first error of the system that it met.
struct Remembering<'f> {
    file: &'f File,
    error: Option<io::Error>,
}

impl Remembering<'_> {
    fn remembered<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.inspect_err(|e| {
            if e.kind() == io::ErrorKind::Interrupted {
                // The writer tries again.
                return;
            }
            let again = || match e.raw_os_error() {
                Some(code) => io::Error::from_raw_os_error(code),
                None => e.kind().into(),
            };
            self.error.get_or_insert_with(again);
        })
    }
}

impl Write for Remembering<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes);
        self.remembered(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.file.flush();
        self.remembered(flushed)
    }
}

/// Writes columns of one height as Parquet (zstd, at its default level where none is given).
pub(super) fn write_columns(
    path: &Path,
    height: usize,
    columns: Vec<polars::prelude::Column>,
    level: Option<ZstdLevel>,
) -> Result<(), StoreError> {
    let failed = |e: PolarsError| match e {
        PolarsError::IO { error, .. } => StoreError::io(path, &error),
        e => StoreError::io(path, &io::Error::other(e.to_string())),
    };
    let mut frame = DataFrame::new(height, columns).map_err(failed)?;
    let file = File::create(path).map_err(|e| StoreError::io(path, &e))?;
    let mut out = Remembering {
        file: &file,
        error: None,
    };
    let zone = vec![("zone".to_string(), "Europe/Paris".to_string())];
    let written = ParquetWriter::new(&mut out)
        .set_parallel(false)
        .with_compression(ParquetCompression::Zstd(level))
        .with_key_value_metadata(Some(KeyValueMetadata::from_static(zone)))
        .finish(&mut frame);
    // The writer of Parquet may put words of its own in the place of the system's error.
    if let Some(error) = out.error {
        return Err(StoreError::io(path, &error));
    }
    written.map_err(failed)?;
    file.sync_all().map_err(|e| StoreError::io(path, &e))
}

fn to_polars(name: &str, column: &Column) -> polars::prelude::Column {
    let name = PlSmallStr::from_str(name);
    let series = match column {
        Column::Integer(c) => {
            Int64Chunked::from_iter_options(name, c.iter().copied()).into_series()
        }
        Column::Number(c) => {
            Float64Chunked::from_iter_options(name, c.iter().copied()).into_series()
        }
        Column::Bool(c) => BooleanChunked::from_iter_options(name, c.iter().copied()).into_series(),
        Column::Text(c) => {
            StringChunked::from_iter_options(name, c.iter().map(Option::as_deref)).into_series()
        }
        Column::Time(c) => {
            let micros = c.iter().map(|t| t.map(|t| t.as_microsecond()));
            Int64Chunked::from_iter_options(name, micros)
                .into_datetime(TimeUnit::Microseconds, None)
                .into_series()
        }
    };
    series.into()
}

fn from_polars(column: &polars::prelude::Column, like: &Column) -> PolarsResult<Column> {
    Ok(match like {
        Column::Integer(_) => Column::Integer(column.i64()?.iter().collect()),
        Column::Number(_) => Column::Number(column.f64()?.iter().collect()),
        Column::Bool(_) => Column::Bool(column.bool()?.iter().collect()),
        Column::Text(_) => Column::Text(
            column
                .str()?
                .iter()
                .map(|c| c.map(str::to_string))
                .collect(),
        ),
        Column::Time(_) => Column::Time(
            column
                .datetime()?
                .physical()
                .iter()
                .map(|c| c.and_then(|c| jiff::Timestamp::from_microsecond(c).ok()))
                .collect(),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parquet_keeps_every_type_and_the_same_table_gives_the_same_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let at: jiff::Timestamp = "2014-12-15T21:03:00Z".parse().unwrap();
        let table = Table::new(vec![
            ("n", Column::Integer(vec![Some(1), None])),
            ("x", Column::Number(vec![None, Some(0.5)])),
            ("b", Column::Bool(vec![Some(true), None])),
            ("t", Column::Text(vec![Some("été".into()), None])),
            ("at", Column::Time(vec![Some(at), None])),
        ]);
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        table.write_parquet(&a).unwrap();
        table.write_parquet(&b).unwrap();
        assert_eq!(std::fs::read(&a).unwrap(), std::fs::read(&b).unwrap());
        let wanted = table
            .columns
            .iter()
            .map(|(n, c)| {
                let mut c = c.clone();
                if let Column::Text(t) = &mut c {
                    t.clear();
                }
                let n = ["n", "x", "b", "t", "at"].into_iter().find(|k| k == n);
                (n.unwrap(), c)
            })
            .collect();
        let read = |wanted| {
            let build = BuildFiles::as_they_are(folder.path()).unwrap();
            Table::read_parquet(&build, "a", wanted)
        };
        assert_eq!(read(wanted).unwrap(), table);
        std::fs::write(&a, b"not parquet").unwrap();
        let wanted = vec![("n", Column::Integer(vec![]))];
        assert!(matches!(read(wanted), Err(StoreError::Damaged { .. })));
    }
}
