//! Writers of files that others read: Parquet, CSV, XLSX, ODS, and the atomic replacement of files.

mod csv;
mod ods;
mod sheet;
mod xlsx;
mod xml;

pub use csv::{CsvStyle, csv_bytes, plain_rows};
pub use ods::write_ods;
pub use sheet::SheetNotes;
pub use xlsx::write_xlsx;
pub use xml::push_xml;

use super::{StoreError, Table};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` beside `path`, then renames: a reader sees the old file or the new one.
pub fn atomic(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    beside(path, |file| file.write_all(bytes))
}

/// Writes `bytes` beside `path`, then renames if `may` says so at the last moment; gives whether it did.
///
/// # Errors
/// Where the file cannot be written.
pub fn atomic_if(
    path: &Path,
    bytes: &[u8],
    may: impl FnOnce() -> bool,
) -> Result<bool, StoreError> {
    let mut replaced = true;
    replacing(path, |beside| {
        File::create(beside)
            .and_then(|mut file| {
                file.write_all(bytes)?;
                file.sync_all()
            })
            .map_err(|e| StoreError::io(path, &e))?;
        replaced = may();
        Ok(replaced)
    })?;
    Ok(replaced)
}

/// Lets `write` fill a file beside `path`, then renames it: a reader sees the old file or the new one.
pub fn beside(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), StoreError> {
    replacing(path, |beside| {
        File::create(beside)
            .and_then(|mut file| {
                write(&mut file)?;
                file.sync_all()
            })
            .map_err(|e| StoreError::io(path, &e))?;
        Ok(true)
    })
}

/// Has the disk keep the names in a folder: files that were made, renamed or removed in it.
///
/// # Errors
/// Where the folder is not there. Systems on which folders cannot be synced keep names by themselves.
pub fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        let folder_file = File::open(folder).map_err(|e| StoreError::io(folder, &e))?;
        // Some file systems refuse to sync a folder; the files in it are synced all the same.
        let _ = folder_file.sync_all();
    }
    Ok(())
}

/// Writes a table as Parquet beside `path`, then renames it.
pub fn parquet(table: &Table, path: &Path) -> Result<(), StoreError> {
    replacing(path, |beside| table.write_parquet(beside).map(|()| true))
}

/// Lets `write` make a file beside `path`, and renames it where that gives true.
fn replacing(
    path: &Path,
    write: impl FnOnce(&Path) -> Result<bool, StoreError>,
) -> Result<(), StoreError> {
    let name = path
        .file_name()
        .map_or_else(Default::default, |n| n.to_string_lossy().into_owned());
    let beside = path.with_file_name(format!(".{name}.new"));
    let written = write(&beside).and_then(|wanted| {
        if wanted {
            fs::rename(&beside, path).map_err(|e| StoreError::io(path, &e))?;
        }
        Ok(wanted)
    });
    if !matches!(written, Ok(true)) {
        // The file is of no use to anyone; that it could not be removed changes nothing.
        let _ = fs::remove_file(&beside);
    }
    written.map(|_| ())
}

/// Writes a table as `NAME.parquet` and `NAME.csv` (for a French Excel) into a folder.
pub fn both(folder: &Path, name: &str, table: &Table) -> Result<(), StoreError> {
    table.write_parquet(&folder.join(format!("{name}.parquet")))?;
    let path = folder.join(format!("{name}.csv"));
    fs::write(&path, csv_bytes(table, CsvStyle::French)).map_err(|e| StoreError::io(&path, &e))
}

#[cfg(test)]
mod tests {
    use crate::store::{Column, Table};
    use calamine::{Data, Reader};
    use std::fs::File;
    use std::io::BufReader;
    use std::path::Path;

    /// A table that a spreadsheet could spoil, and its cells as a reader should find them.
    pub(super) fn sample() -> (Table, Vec<Vec<String>>) {
        let texts = [
            "=1+1",
            "  deux\n\nlignes  d’« œuvre »\t! ",
            "_x0041_ <b>&amp;\u{FFFF}",
            "é",
        ];
        let long = texts[3].repeat(40_000);
        let at = "2014-12-15T21:03:00Z".parse().ok();
        let table = Table::new(vec![
            ("body", Column::text([texts[0], texts[1], texts[2], &long])),
            ("date", Column::Time(vec![at, None, None, None])),
            ("n", Column::Integer(vec![Some(12), None, Some(0), None])),
            ("x", Column::Number(vec![Some(0.5), None, None, None])),
            ("b", Column::Bool(vec![Some(true), None, Some(false), None])),
        ]);
        let row = |cells: &[&str]| cells.iter().map(|c| c.to_string()).collect();
        let wanted = vec![
            row(&["body", "body_2", "date", "n", "x", "b"]),
            row(&["=1+1", "", "2014-12-15T22:03:00+01:00", "12", "0.5", "true"]),
            row(&[texts[1], "", "", "", "", ""]),
            row(&["_x0041_ <b>&amp;", "", "", "0", "", "false"]),
            row(&[&long[..2 * 32_767], &long[2 * 32_767..], "", "", "", ""]),
        ];
        (table, wanted)
    }

    /// The cells of the first sheet, as another program reads them.
    pub(super) fn read_back<R: Reader<BufReader<File>>>(path: &Path) -> Vec<Vec<String>>
    where
        R::Error: std::fmt::Debug,
    {
        let mut book: R = calamine::open_workbook(path).unwrap();
        assert_eq!(book.sheet_names(), ["records"]);
        let range = book.worksheet_range("records").unwrap();
        let text = |cell: &Data| match cell {
            Data::Empty => String::new(),
            other => other.to_string(),
        };
        range.rows().map(|r| r.iter().map(text).collect()).collect()
    }
}
