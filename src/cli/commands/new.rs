//! `palabre new` and `palabre add`.

use super::Session;
use crate::cli::output::{self, say};
use crate::pipeline::{
    self, AddOptions, Added, ColumnCounts, NewOptions, PipelineError, SampleRecord,
};
use std::path::{Path, PathBuf};

pub(super) fn new(
    session: &Session,
    dir: &Path,
    files: &[PathBuf],
    title: Option<String>,
    copy: bool,
) -> Result<u8, PipelineError> {
    let options = NewOptions { title, copy };
    let answer = pipeline::create(dir, files, &options, &session.progress)?;
    finish(session, &answer, dir)
}

pub(super) fn add(
    session: &Session,
    corpus: &Path,
    files: &[PathBuf],
    options: AddOptions,
) -> Result<u8, PipelineError> {
    let answer = pipeline::add(corpus, files, &options, &session.progress)?;
    if !session.common.quiet && options.replaces.is_none() {
        let body = &answer.body;
        let merged: u64 = body.rows.iter().map(|r| r.merged).sum();
        let conflicts = body.refused.iter().filter(|g| g.kind == "conflict");
        let doubles = merged + conflicts.map(|g| g.count).sum::<u64>();
        if let Some(row) = body.rows.first().filter(|_| doubles > 0) {
            say!(
                "palabre: {doubles} of these rows are in the corpus already; where this is a newer export, \
                 remove its entry from {} and add it with --replaces {}",
                corpus.join("corpus.toml").display(),
                row.source
            );
        }
    }
    finish(session, &answer, corpus)
}

fn finish(session: &Session, answer: &Added, corpus: &Path) -> Result<u8, PipelineError> {
    output::print(answer, session.common.format)?;
    if !session.common.quiet {
        for row in &answer.body.rows {
            let newer = answer
                .body
                .differences
                .iter()
                .any(|d| d.source == row.source);
            if row.source != row.format && !newer {
                say!(
                    "palabre: {} seems to be another consultation (its ids are in an earlier file with \
                     other texts); its source is named {}",
                    row.file,
                    row.source
                );
            }
            if row.imported + row.merged == 0 {
                say!(
                    "palabre: warning: every row of {} was refused; see: palabre check {}",
                    row.file,
                    corpus.display()
                );
            }
        }
        let toml = corpus.join("corpus.toml");
        for counts in &answer.body.columns {
            say!(
                "palabre: {}: {}; each is listed with its reading in {}",
                counts.file,
                readings(counts),
                toml.display()
            );
            if !counts.has_texts && counts.closed > 0 {
                say!(
                    "palabre: warning: {}: no column of texts: its closed questions alone are counted",
                    counts.file
                );
            } else if !counts.has_texts {
                say!(
                    "palabre: warning: {}: no column is known to be a text: name one as body in {}",
                    counts.file,
                    toml.display()
                );
            }
        }
        let empty = answer.body.refused.iter().find(|g| g.kind == "empty");
        let rows: u64 = answer.body.rows.iter().map(|r| r.rows).sum();
        // A platform's own table has no mapping to correct.
        let mapped = !answer.body.columns.is_empty();
        if let Some(empty) = empty.filter(|g| mapped && 10 * g.count > rows) {
            say!(
                "palabre: warning: {} of {rows} rows have no text and were refused; where it is in other columns, add \
                 these to body in {}, or list them under `open` in [sources.mapping.questions]",
                empty.count,
                toml.display()
            );
        }
        if !answer.body.unread.is_empty() {
            say!(
                "palabre: columns that hold texts and are not read: {}; where they belong to the contributions, add \
                 them to body in {}",
                answer.body.unread.join(", "),
                corpus.join("corpus.toml").display()
            );
        }
        let conflicts = answer.body.refused.iter().find(|g| g.kind == "conflict");
        if let Some(conflicts) = conflicts {
            say!(
                "palabre: warning: {} rows bear the id of another row with other content and were refused; where \
                 these are files of several consultations, name each file apart, so that each gets a source \
                 of its own",
                conflicts.count
            );
        }
        if !answer.body.samples.is_empty() {
            say!(
                "palabre: the first records of each table; its columns, and why, are in {}",
                corpus.join("corpus.toml").display()
            );
            for record in &answer.body.samples {
                say!("{}", sample(record).trim_end_matches('\n'));
            }
        }
        say!("palabre: next: palabre report {}", corpus.display());
    }
    Ok(u8::from(session.common.strict && !answer.body.clean()))
}

/// A record as it was understood, in a few lines.
fn sample(record: &SampleRecord) -> String {
    let mut out = format!("  {} {}", record.kind.name(), record.id);
    let mut part = |name: &str, text: Option<&str>| {
        if let Some(text) = text.filter(|t| !t.is_empty()) {
            let text: String = text
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            out.push_str(&format!("\n    {name}: {text}"));
        }
    };
    part("title", Some(&record.title));
    part("body", Some(&record.body));
    part("section", record.section.as_deref());
    part("date", record.published_at.as_deref());
    part("stance", record.stance);
    out.push('\n');
    out
}

/// How many columns of a table are read how, in one line.
fn readings(counts: &ColumnCounts) -> String {
    let several = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let parts = [
        several(counts.fields, "column is a field", "columns are fields"),
        several(counts.open, "open question", "open questions"),
        several(counts.closed, "closed question", "closed questions"),
        counts
            .asked
            .then(|| "every other question is open".to_string()),
        several(
            counts.variables,
            "column can be a variable",
            "columns can be variables",
        ),
        several(
            counts.set_aside,
            "column is set aside",
            "columns are set aside",
        ),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
