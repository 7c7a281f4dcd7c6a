//! Answers as files: the format follows from the name.

use super::usage::{UsageError, Written};
use super::{Answer, PipelineError, Tabular, check_file};
use crate::export::table::write_json_lines;
use crate::store::write::{self, CsvStyle, csv_bytes};
use crate::store::{Column, Table};
use serde::Serialize;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

/// An answer that can be written as a table.
pub trait Exported {
    /// Its rows.
    fn table(&self) -> Table;
}

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// CSV, in the style that is asked for.
    Csv,
    /// An object a line.
    Jsonl,
    /// Parquet.
    Parquet,
    /// XLSX.
    Xlsx,
    /// ODS.
    Ods,
}

impl TableFormat {
    const ALL: [(&'static str, TableFormat); 5] = [
        ("csv", TableFormat::Csv),
        ("jsonl", TableFormat::Jsonl),
        ("parquet", TableFormat::Parquet),
        ("xlsx", TableFormat::Xlsx),
        ("ods", TableFormat::Ods),
    ];

    /// The format that a file's extension names, whatever its case.
    pub fn of(path: &Path) -> Result<TableFormat, PipelineError> {
        let extension = path
            .extension()
            .map(|e| e.to_string_lossy().to_lowercase())
            .unwrap_or_default();
        TableFormat::ALL
            .into_iter()
            .find(|(name, _)| *name == extension)
            .map(|f| f.1)
            .ok_or_else(|| {
                UsageError::UnknownEnding {
                    path: path.to_path_buf(),
                    of: Written::Table,
                    known: TableFormat::ALL.map(|f| f.0).to_vec(),
                }
                .into()
            })
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        // Every format is in the list.
        TableFormat::ALL
            .iter()
            .find(|f| f.1 == self)
            .map_or("", |f| f.0)
    }
}

/// What was written.
#[derive(Clone, Debug, Serialize)]
pub struct WrittenAnswer {
    /// The file, as it was named.
    pub file: String,
    /// The format.
    pub format: &'static str,
    /// Rows written.
    pub rows: u64,
    /// Bytes written.
    pub bytes: Option<u64>,
    /// What the format could not say, a sentence a matter.
    pub notes: Vec<String>,
}

impl Tabular for WrittenAnswer {
    fn header(&self) -> Vec<String> {
        ["file", "format", "rows", "bytes"]
            .map(str::to_string)
            .to_vec()
    }

    fn rows(&self) -> Vec<Vec<String>> {
        vec![vec![
            self.file.clone(),
            self.format.to_string(),
            self.rows.to_string(),
            super::cell(&self.bytes),
        ]]
    }

    fn footer(&self) -> Vec<String> {
        self.notes.clone()
    }
}

/// Refuses a file that an answer about the corpus in `root` cannot be written into, by its name or its place.
pub fn check_table_file(root: &Path, path: &Path) -> Result<TableFormat, PipelineError> {
    // A device is reported as one, though its name has no ending.
    check_file(root, path)?;
    TableFormat::of(path)
}

/// Writes the rows of an answer about the corpus in `root` into a file, which it replaces once it is whole; `csv`
/// says how CSV is written.
pub fn write_table<T: Exported>(
    root: &Path,
    answer: &Answer<T>,
    path: &Path,
    csv: CsvStyle,
) -> Result<Answer<WrittenAnswer>, PipelineError> {
    let format = check_table_file(root, path)?;
    let table = &answer.body.table();
    let mut notes = Vec::new();
    let mut spreadsheet = |sheet: write::SheetNotes| {
        if sheet.split > 0 {
            notes.push(format!(
                "texts longer than a cell, which go on in columns of their own: {}",
                sheet.split
            ));
        }
        if sheet.removed > 0 {
            notes.push(format!(
                "characters that a spreadsheet cannot hold, left out: {}",
                sheet.removed
            ));
        }
        if sheet.sheets > 1 {
            notes.push(format!(
                "sheets, where one could not hold all rows: {}",
                sheet.sheets
            ));
        }
    };
    match format {
        TableFormat::Csv => write::atomic(path, &csv_bytes(table, csv))?,
        TableFormat::Jsonl => write::beside(path, |file| {
            let mut out = BufWriter::new(file);
            write_json_lines(table, &mut out)?;
            out.flush()
        })?,
        TableFormat::Parquet => write::parquet(table, path)?,
        TableFormat::Xlsx => spreadsheet(write::write_xlsx(table, path)?),
        TableFormat::Ods => spreadsheet(write::write_ods(table, path)?),
    }
    let body = WrittenAnswer {
        file: path.display().to_string(),
        format: format.name(),
        rows: table.height() as u64,
        bytes: fs::metadata(path).ok().map(|m| m.len()),
        notes,
    };
    Ok(Answer {
        command: answer.command,
        corpus: answer.corpus.clone(),
        within: answer.within.clone(),
        version: answer.version,
        body,
    })
}

/// A column of texts, one of each row.
pub(super) fn texts<R>(rows: &[R], text: impl Fn(&R) -> Option<String>) -> Column {
    Column::Text(rows.iter().map(text).collect())
}

/// A column of counts, one of each row; some may be unknown.
pub(super) fn counts<R, N: Into<Option<u64>>>(rows: &[R], count: impl Fn(&R) -> N) -> Column {
    Column::count(rows.iter().map(count))
}

/// A column of numbers, one of each row.
pub(super) fn numbers<R>(rows: &[R], number: impl Fn(&R) -> Option<f64>) -> Column {
    Column::Number(rows.iter().map(number).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_name_is_the_format() {
        let of = |name: &str| TableFormat::of(Path::new(name)).map(TableFormat::name);
        assert_eq!(of("a/b.CSV").unwrap(), "csv");
        assert_eq!(of("été.v2.parquet").unwrap(), "parquet");
        for wrong in ["a", "a.xls", ".csv", "dossier.csv/a"] {
            let message = of(wrong).unwrap_err().to_string();
            assert!(
                message.contains(".csv, .jsonl, .parquet, .xlsx, .ods"),
                "{message}"
            );
        }
    }
}
