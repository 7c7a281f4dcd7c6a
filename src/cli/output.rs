//! Prints answers as a table, JSON or CSV.

use super::args::Format;
use crate::pipeline::{Answer, PipelineError, Tabular};
use serde::Serialize;
use std::io::{self, Write};

/// Prints an answer on standard output.
pub fn print<T: Serialize + Tabular>(
    answer: &Answer<T>,
    format: Format,
) -> Result<(), PipelineError> {
    let text = match format {
        Format::Json => {
            let mut text = serde_json::to_string_pretty(answer)
                .map_err(|e| PipelineError::Usage(format!("the answer has no JSON form: {e}")))?;
            text.push('\n');
            text
        }
        Format::Csv => csv(&answer.body),
        Format::Table => match &answer.within {
            Some(name) => format!("in: {name}\n{}", table(&answer.body)),
            None => table(&answer.body),
        },
    };
    write(&text)
}

/// Writes to standard output. A reader that has gone (`| head`) ends the output without an error.
pub fn write(text: &str) -> Result<(), PipelineError> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(PipelineError::Usage(format!("standard output: {e}")))
        }
        _ => Ok(()),
    }
}

fn csv<T: Tabular>(body: &T) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to memory cannot fail, and rows are as long as the header.
    let _ = writer.write_record(body.header());
    for row in body.rows() {
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// Columns wider than this are cut with an ellipsis: a table is for the eye, JSON and CSV are whole.
const WIDEST: usize = 60;

fn table<T: Tabular>(body: &T) -> String {
    let mut out = String::new();
    for line in body.summary() {
        out.push_str(&line);
        out.push('\n');
    }
    if let Some(lines) = body.lines() {
        for line in lines.iter().chain(&body.footer()) {
            out.push_str(line);
            out.push('\n');
        }
        return out;
    }
    let header = body.header();
    let rows: Vec<Vec<String>> = body
        .rows()
        .into_iter()
        .map(|r| r.iter().map(|c| shorten(c)).collect())
        .collect();
    let width = |i: usize| {
        rows.iter()
            .map(|r| r[i].chars().count())
            .chain([header[i].chars().count()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let numeric: Vec<bool> = (0..header.len())
        .map(|i| {
            rows.iter().any(|r| !r[i].is_empty())
                && rows
                    .iter()
                    .all(|r| r[i].is_empty() || r[i] == "-" || r[i].parse::<f64>().is_ok())
        })
        .collect();
    for row in std::iter::once(&header).chain(&rows) {
        let mut line = String::new();
        for (i, cell) in row.iter().enumerate() {
            let pad = " ".repeat(widths[i].saturating_sub(cell.chars().count()));
            if numeric[i] {
                line.push_str(&pad);
                line.push_str(cell);
            } else {
                line.push_str(cell);
                line.push_str(&pad);
            }
            line.push_str("  ");
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    for line in body.footer() {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

fn shorten(cell: &str) -> String {
    let one_line = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= WIDEST {
        return one_line;
    }
    let mut cut: String = one_line.chars().take(WIDEST - 1).collect();
    cut.push('…');
    cut
}
