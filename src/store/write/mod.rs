//! Writers of files that others read: Parquet, CSV, and the atomic replacement of small files.

mod csv;

pub use csv::{CsvStyle, csv_bytes};

use super::{StoreError, Table};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// Writes `bytes` beside `path`, then renames: a reader sees the old file or the new one.
pub fn atomic(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let name = path
        .file_name()
        .map_or_else(Default::default, |n| n.to_string_lossy().into_owned());
    let beside = path.with_file_name(format!(".{name}.new"));
    let written = File::create(&beside).and_then(|mut f| {
        f.write_all(bytes)?;
        f.sync_all()
    });
    if let Err(e) = written.and_then(|()| fs::rename(&beside, path)) {
        // The half-written file is of no use to anyone; that it could not be removed changes nothing.
        let _ = fs::remove_file(&beside);
        return Err(StoreError::io(path, &e));
    }
    Ok(())
}

/// Writes a table as `NAME.parquet` and `NAME.csv` (for a French Excel) into a folder.
pub fn both(folder: &Path, name: &str, table: &Table) -> Result<(), StoreError> {
    table.write_parquet(&folder.join(format!("{name}.parquet")))?;
    let path = folder.join(format!("{name}.csv"));
    fs::write(&path, csv_bytes(table, CsvStyle::French)).map_err(|e| StoreError::io(&path, &e))
}
