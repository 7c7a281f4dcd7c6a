//! Rows in batches: several threads read their cells, and what they give is handed over in the order of the rows,
//! so that it is the same with any number of threads.

use super::engine::{Engine, RowReader};
use super::given::Given;
use super::oddities::Oddities;
use super::spec::Authors;
use crate::ingest::clean::kept::Masked;
use crate::ingest::table::{PlatformRows, Row};
use crate::model::{Import, Kind, Place, Sink, WarningKind};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// A batch ends as soon as it has so many rows or so many bytes of cells.
const ROWS: usize = 256;
const BYTES: usize = 128 << 10;
/// How many batches a thread has to read at once.
const EACH: usize = 4;

/// What is taken from a table, in order.
enum Taken {
    Row(Row),
    /// What was said of a row before it, or instead of it.
    Said(Import),
}

/// What is known of a file once its batches are read.
#[derive(Default)]
struct Summary {
    masked: Masked,
    oddities: Oddities,
    rows: u64,
    unsigned: u64,
    shared: u64,
    made: FxHashSet<String>,
}

impl Engine<'_> {
    /// Reads all rows.
    pub(in crate::ingest) fn run(self, mut rows: PlatformRows<'_>, sink: &mut dyn Sink) {
        let mut summary = Summary::default();
        let threads = rayon::current_num_threads();
        let at_once = if threads > 1 { threads * EACH } else { 1 };
        loop {
            let (mut batches, mut bytes) = (Vec::with_capacity(at_once), 0);
            // A few rows that are longer than a batch are read before others are taken.
            while batches.len() < at_once && bytes < at_once * BYTES {
                let Some((batch, size)) = self.next_batch(&mut rows) else {
                    break;
                };
                batches.push(batch);
                bytes += size;
            }
            if batches.is_empty() {
                break;
            }
            let given: Vec<Given> = match batches.len() {
                1 => batches.into_iter().map(|b| self.read(b)).collect(),
                _ => batches.into_par_iter().map(|b| self.read(b)).collect(),
            };
            for given in given {
                summary.add(given, sink);
            }
        }
        let masked = summary.masked;
        self.report_authors(&summary, sink);
        summary.oddities.report(sink);
        rows.finish(self.context, sink, masked);
    }

    /// The next rows, and the bytes of their cells; `None` where there are no more.
    fn next_batch(&self, rows: &mut PlatformRows<'_>) -> Option<(Vec<Taken>, usize)> {
        let mut said = Given::default();
        let (mut batch, mut count, mut bytes) = (Vec::with_capacity(ROWS), 0, 0);
        while count < ROWS && bytes < BYTES {
            let row = rows.next(self.context, &mut said);
            batch.extend(said.imports.drain(..).map(Taken::Said));
            let Some(row) = row else { break };
            bytes += row.cells.bytes();
            count += 1;
            batch.push(Taken::Row(row));
        }
        (!batch.is_empty()).then_some((batch, bytes))
    }

    fn read(&self, batch: Vec<Taken>) -> Given {
        let mut reader = RowReader::new(self);
        for taken in batch {
            match taken {
                Taken::Row(row) => reader.row(&row),
                Taken::Said(import) => reader.sink.take(import),
            }
        }
        reader.finish()
    }

    /// Says once for the file what its columns do not say of authors.
    fn report_authors(&self, summary: &Summary, sink: &mut dyn Sink) {
        let whole = self.context.origin(Place::Line(1));
        let kind = self.plan.table.kind.map_or("row", Kind::name);
        if self.plan.table.authors == Authors::NotPublished && summary.rows > 0 {
            let message =
                "the platform publishes no authors: each row counts as a participant of its own";
            let kind = WarningKind::NotInSource;
            sink.warn(kind, whole.clone(), message.to_string());
        }
        if summary.unsigned > 0 {
            let message = format!(
                "{} of {} {kind}s name no author: each is counted as by an author of its own",
                summary.unsigned, summary.rows
            );
            let kind = WarningKind::NotInSource;
            sink.warn(kind, whole.clone(), message);
        }
        if summary.shared > 0 {
            let message = format!(
                "{} {kind}s have several authors: only the first of each is counted",
                summary.shared
            );
            let kind = WarningKind::UnexplainedLine;
            sink.warn(kind, whole, message);
        }
    }
}

impl Summary {
    /// Adds what a batch gave, and hands it over.
    fn add(&mut self, given: Given, sink: &mut dyn Sink) {
        self.masked += given.masked;
        self.rows += given.rows;
        self.unsigned += given.unsigned;
        self.shared += given.shared;
        for odd in given.odd {
            self.oddities.add(odd);
        }
        let mut masked_in_made = given.masked_in_made.into_iter();
        for import in given.imports {
            if let Import::Made(draft) = &import {
                let masked = masked_in_made.next().unwrap_or_default();
                // A batch before this one may have made it.
                if self.made.contains(&draft.id) {
                    continue;
                }
                self.made.insert(draft.id.clone());
                self.masked += masked;
            }
            sink.take(import);
        }
    }
}
