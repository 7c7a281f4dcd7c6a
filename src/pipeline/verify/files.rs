//! The files of a report against those that its corpus gives today.

use super::page::{self, Expected};
use super::{Difference, DifferenceKind};
use crate::pipeline::{Open, PipelineError};
use crate::report::Report;
use crate::store::StoreError;
use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

/// Cells of one table that are listed.
const MAX_CELLS: usize = 100;

/// How much was compared.
#[derive(Default)]
pub(super) struct Compared {
    pub files: u64,
    pub numbers: u64,
    pub quotations: u64,
}

/// Compares the report in `folder` with the one in `new`, file by file. Numbers, quotations and cells of CSV are named
/// one by one, other bytes by the first that differs.
pub(super) fn compare(
    open: &Open,
    made: &Report,
    folder: &Path,
    new: &Path,
    found: &mut Vec<Difference>,
) -> Result<Compared, PipelineError> {
    let records = open.records()?.iter();
    let texts: HashMap<&str, (&str, &str)> = records
        .map(|r| (r.id.as_str(), (r.title.as_str(), r.body.as_str())))
        .collect();
    let expected = Expected {
        figures: made.figures.iter().map(|f| (f.id.as_str(), f)).collect(),
        lang: made.provenance.origin.lang,
        texts: &texts,
    };
    let (mut names, mut there) = (BTreeSet::new(), BTreeSet::new());
    list(new, "", &mut names, &mut Vec::new())?;
    let mut others = Vec::new();
    list(folder, "", &mut there, &mut others)?;
    // A link or a pipe is no file of a report, and is not read.
    found.extend(others.into_iter().map(|file| Difference {
        kind: DifferenceKind::File,
        file,
        at: "no regular file".to_string(),
        printed: None,
        recomputed: None,
    }));
    let mut compared = Compared::default();
    let mut of_pages = page::Compared::default();
    for name in there.union(&names) {
        let bytes = |root: &Path, known: &BTreeSet<String>| match known.contains(name) {
            true => {
                let path = root.join(name);
                fs::read(&path)
                    .map(Some)
                    .map_err(|e| StoreError::io(&path, &e))
            }
            false => Ok(None),
        };
        let (was, is) = (bytes(folder, &there)?, bytes(new, &names)?);
        compared.files += 1;
        let before = found.len();
        let was_text = was.as_deref().and_then(|b| std::str::from_utf8(b).ok());
        if let Some(text) = was_text.filter(|_| name.ends_with(".html")) {
            page::compare(name, text, &expected, &mut of_pages, found);
        }
        let is_text = is.as_deref().and_then(|b| std::str::from_utf8(b).ok());
        if let (Some(was), Some(is)) = (was_text, is_text)
            && name.ends_with(".csv")
        {
            cells(name, was, is, found);
        }
        // What is named one by one needs no line for the whole file.
        if found.len() > before || was == is {
            continue;
        }
        let whole = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|b| format!("{} bytes", b.len()));
        let at = match (&was, &is) {
            (Some(was), Some(is)) => {
                let same = was.iter().zip(is).take_while(|(a, b)| a == b).count();
                format!("byte {same}")
            }
            (None, _) => "absent".to_string(),
            (_, None) => "of no figure".to_string(),
        };
        found.push(Difference {
            kind: DifferenceKind::File,
            file: name.clone(),
            at,
            printed: whole(&was),
            recomputed: whole(&is),
        });
    }
    compared.numbers = of_pages.numbers;
    compared.quotations = of_pages.quotations;
    Ok(compared)
}

/// The regular files below a folder, by their paths inside with `/`; what is neither a file nor a folder apart.
fn list(
    root: &Path,
    inside: &str,
    out: &mut BTreeSet<String>,
    others: &mut Vec<String>,
) -> Result<(), StoreError> {
    let folder = root.join(inside);
    let entries = fs::read_dir(&folder).map_err(|e| StoreError::io(&folder, &e))?;
    for entry in entries {
        let entry = entry.map_err(|e| StoreError::io(&folder, &e))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = match inside {
            "" => name,
            _ => format!("{inside}/{name}"),
        };
        let kind = entry.file_type().map_err(|e| StoreError::io(&folder, &e))?;
        if kind.is_dir() {
            list(root, &path, out, others)?;
        } else if kind.is_file() {
            out.insert(path);
        } else {
            others.push(path);
        }
    }
    Ok(())
}

/// Compares two tables cell by cell.
fn cells(file: &str, was: &str, is: &str, found: &mut Vec<Difference>) {
    if was == is {
        return;
    }
    let read = |text: &str| -> Vec<Vec<String>> {
        let text = text.trim_start_matches('\u{FEFF}');
        let mut options = csv::ReaderBuilder::new();
        let options = options.delimiter(b';').has_headers(false).flexible(true);
        let rows = options
            .from_reader(text.as_bytes())
            .into_records()
            .filter_map(Result::ok);
        rows.map(|row| row.iter().map(str::to_string).collect())
            .collect()
    };
    let (was, is) = (read(was), read(is));
    let header = is.first().cloned().unwrap_or_default();
    let mut listed = 0;
    for at in 0..was.len().max(is.len()) {
        let (old, new) = (was.get(at), is.get(at));
        let width = old.map_or(0, Vec::len).max(new.map_or(0, Vec::len));
        for column in 0..width {
            let cell = |row: Option<&Vec<String>>| row.and_then(|r| r.get(column)).cloned();
            let (printed, recomputed) = (cell(old), cell(new));
            if printed == recomputed || listed == MAX_CELLS {
                continue;
            }
            listed += 1;
            let name = header.get(column).map_or("?", String::as_str);
            found.push(Difference {
                kind: DifferenceKind::Cell,
                file: file.to_string(),
                at: format!("row {at}, column {name}"),
                printed,
                recomputed,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_differ_are_named() {
        let (was, is) = ("a;b\r\n1;2\r\n3;4\r\n", "a;b\r\n1;2\r\n3;5\r\n");
        let mut found = Vec::new();
        cells("t.csv", was, is, &mut found);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].at, "row 2, column b");
        assert_eq!(found[0].printed.as_deref(), Some("4"));
        assert_eq!(found[0].recomputed.as_deref(), Some("5"));
        let mut rows = Vec::new();
        cells("t.csv", "a;b\r\n1;2\r\n", is, &mut rows);
        assert_eq!(rows.len(), 2);
        assert_eq!(
            (&rows[0].printed, rows[0].recomputed.as_deref()),
            (&None, Some("3"))
        );
    }
}
