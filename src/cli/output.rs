//! Prints answers as a table, JSON or CSV.

use super::args::{Format, TableArgs};
use crate::pipeline::{self, Answer, Exported, OptionError, PipelineError, TableFormat, Tabular};
use crate::store::StoreError;
use crate::store::write::CsvStyle;
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;

/// What was asked of `--out`, looked at before any work: `check` refuses what cannot be written.
pub(super) fn check(corpus: &Path, args: &TableArgs) -> Result<(), PipelineError> {
    let Some(path) = &args.out else { return Ok(()) };
    if pipeline::check_table_file(corpus, path)? != TableFormat::Csv && args.rfc4180 {
        return Err(OptionError::Rfc4180OfTable.into());
    }
    Ok(())
}

/// Prints an answer, or writes its rows into the file that was named and prints what was written.
pub(super) fn give<T: Serialize + Tabular + Exported>(
    corpus: &Path,
    args: &TableArgs,
    answer: &Answer<T>,
    format: Format,
) -> Result<(), PipelineError> {
    let Some(path) = &args.out else {
        return print(answer, format);
    };
    let style = match args.rfc4180 {
        true => CsvStyle::Rfc4180,
        false => CsvStyle::French,
    };
    print(&pipeline::write_table(corpus, answer, path, style)?, format)
}

/// Prints an answer on standard output.
pub(super) fn print<T: Serialize + Tabular>(
    answer: &Answer<T>,
    format: Format,
) -> Result<(), PipelineError> {
    let text = match format {
        Format::Json => {
            let mut text = serde_json::to_string_pretty(answer)?;
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
pub(super) fn write(text: &str) -> Result<(), PipelineError> {
    let mut out = io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// What became of a write to standard output.
pub(super) fn written(result: io::Result<()>) -> Result<(), PipelineError> {
    match result {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => {
            Err(StoreError::io(Path::new("standard output"), &e).into())
        }
        _ => Ok(()),
    }
}

/// Writes to standard error. That nobody can read it changes nothing of the work: the exit code says the rest.
pub(super) fn message(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Says something on standard error, as [`message`] does.
macro_rules! say {
    ($($part:tt)*) => {
        $crate::cli::output::message(format_args!($($part)*))
    };
}
pub(super) use say;

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
const MAX_COLUMN: usize = 60;

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
    // What no row has is not spoken of; what some rows have and others lack is no zero.
    let shown: Vec<usize> = (0..header.len())
        .filter(|i| rows.is_empty() || rows.iter().any(|r| !r[*i].is_empty()))
        .collect();
    for (n, row) in std::iter::once(&header).chain(&rows).enumerate() {
        let mut line = String::new();
        for &i in &shown {
            let cell = match row[i].as_str() {
                "" if numeric[i] && n > 0 => "–",
                cell => cell,
            };
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
    if one_line.chars().count() <= MAX_COLUMN {
        return one_line;
    }
    let mut cut: String = one_line.chars().take(MAX_COLUMN - 1).collect();
    cut.push('…');
    cut
}
