//! Writers of files that others read: Parquet, CSV, XLSX, ODS, and the atomic replacement of files.

mod csv;
mod folder;
mod ods;
mod sheet;
mod work;
mod xlsx;
mod xml;

pub use csv::{CsvStyle, csv_bytes, plain_rows};
pub use folder::{Refused, begin_folder, replace_folder};
pub use ods::write_ods;
pub use sheet::SheetNotes;
pub use work::{Work, abandon, sweep, sync_folder};
pub use xlsx::write_xlsx;
pub use xml::{Xml, is_xml};

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
    let write = |file: &mut File| file.write_all(bytes);
    replacing(path, |beside| filled(beside, path, write), may)
}

/// Lets `write` fill a file beside `path`, then renames it: a reader sees the old file or the new one.
pub fn beside(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), StoreError> {
    replacing(path, |beside| filled(beside, path, write), || true).map(drop)
}

/// Fills a work file, which is there and empty; errors are said of `path`.
fn filled(
    beside: &Path,
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<(), StoreError> {
    File::options()
        .write(true)
        .open(beside)
        .and_then(|mut file| write(&mut file))
        .map_err(|e| StoreError::io(path, &e))
}

/// Writes a table as Parquet beside `path`, then renames it.
pub fn parquet(table: &Table, path: &Path) -> Result<(), StoreError> {
    replacing(path, |beside| table.write_parquet(beside), || true).map(drop)
}

/// Writes a file that only its owner may read, unless there is one: `false`, and it stays as it is.
pub fn private(path: &Path, bytes: &[u8]) -> Result<bool, StoreError> {
    let written = || -> io::Result<bool> {
        let new = Work::file(path, true)?;
        fs::write(new.path(), bytes)?;
        if let Some(file) = new.handle() {
            file.sync_all()?;
        }
        // A link, unlike a rename, never replaces what another program has put there meanwhile.
        match fs::hard_link(new.path(), path) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
            // A file system without links.
            Err(_) if fs::symlink_metadata(path).is_ok() => return Ok(false),
            Err(_) => {
                fs::rename(new.path(), path)?;
                new.renamed();
            }
        }
        sync_folder(work::parent(path))?;
        Ok(true)
    };
    written().map_err(|e| StoreError::io(path, &e))
}

/// Lets `write` fill an empty work file, which then becomes `path` if `may` says so; gives whether it did. Every
/// writer has a work file of its own, and what a killed one left is removed by the next.
fn replacing(
    path: &Path,
    write: impl FnOnce(&Path) -> Result<(), StoreError>,
    may: impl FnOnce() -> bool,
) -> Result<bool, StoreError> {
    let failed = |e: io::Error| StoreError::io(path, &e);
    // The file that a link leads to is replaced, not the link.
    let linked = fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink());
    let resolved = linked.then(|| fs::canonicalize(path)).transpose();
    let resolved = resolved.map_err(failed)?;
    let target = resolved.as_deref().unwrap_or(path);
    let new = Work::file(target, false).map_err(failed)?;
    write(new.path()).map_err(|error| named(error, new.path(), path))?;
    let renamed = || -> io::Result<bool> {
        if let Some(file) = new.handle() {
            // Whom the analyst let read the old file may read the new one, and nobody else.
            if let Ok(old) = fs::metadata(target) {
                file.set_permissions(old.permissions())?;
            }
            file.sync_all()?;
        }
        if !may() {
            return Ok(false);
        }
        fs::rename(new.path(), target)?;
        Ok(true)
    };
    if !renamed().map_err(failed)? {
        return Ok(false);
    }
    new.renamed();
    sync_folder(work::parent(target)).map_err(failed)?;
    Ok(true)
}

/// An error of the work file, said of the file that the user named.
fn named(error: StoreError, work: &Path, path: &Path) -> StoreError {
    match error {
        StoreError::File { path: at, what } if at == work => StoreError::File {
            path: path.to_path_buf(),
            what,
        },
        other => other,
    }
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
