//! `gold.csv`: a person's own reading of the texts, to judge the program by.

use super::StoreError;
use std::path::Path;

/// One (text, theme) pair of the gold coding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldRow {
    /// The record's id.
    pub id: String,
    /// The theme's id; `None` where the text has none.
    pub theme: Option<String>,
    /// `favourable`, `against`, `mixed` or `none`.
    pub stance: String,
    /// The line in the file, from 1.
    pub line: usize,
}

/// Reads `gold.csv` (columns `id`, `theme`, `stance`).
pub fn read_gold(path: &Path) -> Result<Vec<GoldRow>, StoreError> {
    let mut reader = csv::Reader::from_path(path).map_err(|e| csv_error(path, &e))?;
    let headers = reader.headers().map_err(|e| csv_error(path, &e))?.clone();
    let column = |name: &str| {
        headers
            .iter()
            .position(|h| h.trim_start_matches('\u{FEFF}') == name)
            .ok_or_else(|| StoreError::Line {
                path: path.to_path_buf(),
                line: 1,
                what: format!("no column «{name}»: the header must be id,theme,stance"),
            })
    };
    let (id, theme, stance) = (column("id")?, column("theme")?, column("stance")?);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| csv_error(path, &e))?;
        let line = record.position().map_or(0, |p| p.line() as usize);
        let cell = |i: usize| record.get(i).unwrap_or("").trim().to_string();
        rows.push(GoldRow {
            id: cell(id),
            theme: Some(cell(theme)).filter(|t| !t.is_empty()),
            stance: cell(stance),
            line,
        });
    }
    Ok(rows)
}

fn csv_error(path: &Path, error: &csv::Error) -> StoreError {
    if let csv::ErrorKind::Io(e) = error.kind() {
        return StoreError::io(path, e);
    }
    StoreError::Line {
        path: path.to_path_buf(),
        line: error.position().map_or(1, |p| p.line() as usize),
        what: error.to_string(),
    }
}
