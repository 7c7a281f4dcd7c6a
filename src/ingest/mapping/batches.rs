//! Rows in batches: several threads read their cells, and what they give is handed over in the order of the rows,
//! so that it is the same with any number of threads.

use super::above::Above;
use super::engine::{Engine, RowReader};
use super::given::Given;
use super::oddities::Oddities;
use super::plan::Plan;
use super::questionnaire::Questionnaire;
use super::rules::Authors;
use crate::ingest::Context;
use crate::ingest::clean::dates::Epoch;
use crate::ingest::clean::kept::Masked;
use crate::ingest::refuse_file;
use crate::ingest::table::{PlatformRows, Row, Rows};
use crate::model::{Import, Kind, Place, Refusal, Sink, WarningKind};
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
struct Summary<'t> {
    above: Above<'t>,
    masked: Masked,
    oddities: Oddities,
    rows: u64,
    unsigned: u64,
    shared: u64,
    made: FxHashSet<String>,
}

/// Reads the rows of one table.
pub(in crate::ingest) struct TableReader<'a> {
    engine: Engine<'a>,
    /// The questionnaire, where rows are replies to one.
    questionnaire: Option<Questionnaire<'a>>,
    /// What was masked before the first row.
    masked: Masked,
}

impl<'a> TableReader<'a> {
    /// A reader by a plan; `again` opens the rows for a first pass, where the table needs one.
    pub(in crate::ingest) fn new<'f>(
        plan: &'a Plan<'a>,
        context: &'a Context<'a>,
        epoch: Option<Epoch>,
        again: impl Fn() -> Option<Rows<'f>>,
    ) -> Self {
        let mut masked = Masked::default();
        let questionnaire = Questionnaire::new(plan, &mut masked, &again);
        TableReader {
            engine: Engine::new(plan, context, epoch, again),
            questionnaire,
            masked,
        }
    }

    /// Reads all rows.
    pub(in crate::ingest) fn run(self, mut rows: PlatformRows<'_>, sink: &mut dyn Sink) {
        let (engine, mut questionnaire) = (&self.engine, self.questionnaire);
        let mut summary = Summary {
            above: Above::new(engine.plan.table),
            masked: self.masked,
            oddities: Oddities::default(),
            rows: 0,
            unsigned: 0,
            shared: 0,
            made: FxHashSet::default(),
        };
        if !engine.plan.names_authors() {
            sink.take(Import::NoAuthors(engine.context.origin(Place::Line(1))));
        }
        // A questionnaire counts its answers as they come.
        let threads = match questionnaire {
            Some(_) => 1,
            None => rayon::current_num_threads(),
        };
        let at_once = if threads > 1 { threads * EACH } else { 1 };
        let mut is_empty = true;
        loop {
            let (mut batches, mut bytes) = (Vec::with_capacity(at_once), 0);
            // A few rows that are longer than a batch are read before others are taken.
            while batches.len() < at_once && bytes < at_once * BYTES {
                let Some((batch, size)) = engine.next_batch(&mut rows) else {
                    break;
                };
                batches.push(batch);
                bytes += size;
            }
            if batches.is_empty() {
                break;
            }
            is_empty = false;
            let given: Vec<Given> = match batches.len() {
                1 => {
                    let read = |b| engine.read(b, &mut questionnaire);
                    batches.into_iter().map(read).collect()
                }
                _ => {
                    let read = |b| engine.read(b, &mut None);
                    batches.into_par_iter().map(read).collect()
                }
            };
            for given in given {
                summary.add(given, sink);
            }
        }
        // An export of a platform has tables of which nothing was made; an analyst's own says something.
        if is_empty && engine.plan.table.mapped {
            let detail = "the table has no row below its header that could be read";
            refuse_file(
                sink,
                engine.context.origin(Place::Line(1)),
                Refusal::NoRows,
                detail.to_string(),
            );
        }
        let masked = summary.masked;
        summary.above.report(sink);
        if let Some(questionnaire) = questionnaire {
            questionnaire.finish(engine.context, sink);
        }
        engine.report_authors(&summary, sink);
        summary.oddities.report(sink);
        rows.finish(engine.context, sink, masked);
    }
}

impl<'a> Engine<'a> {
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

    fn read(&self, batch: Vec<Taken>, questionnaire: &mut Option<Questionnaire<'a>>) -> Given<'a> {
        let mut reader = RowReader::new(self);
        for taken in batch {
            match taken {
                Taken::Row(row) => {
                    let Some(origin) = reader.begin(&row) else {
                        continue;
                    };
                    match questionnaire {
                        Some(questionnaire) => questionnaire.row(&mut reader, &row, origin),
                        None => reader.row(&row, origin),
                    }
                }
                Taken::Said(import) => reader.sink.take(import),
            }
        }
        reader.finish()
    }

    /// Says once for the file what its columns do not say of authors.
    fn report_authors(&self, summary: &Summary<'_>, sink: &mut dyn Sink) {
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

impl Summary<'_> {
    /// Adds what a batch gave, and hands it over.
    fn add(&mut self, given: Given<'_>, sink: &mut dyn Sink) {
        self.masked += given.masked;
        self.rows += given.rows;
        self.unsigned += given.unsigned;
        self.shared += given.shared;
        for odd in given.odd {
            self.oddities.add(odd);
        }
        let mut masked_in_made = given.masked_in_made.into_iter();
        let mut links = given.links.into_iter().peekable();
        for (n, import) in given.imports.into_iter().enumerate() {
            let link = links.next_if(|link| link.0 == n);
            let import = match link {
                Some((_, link)) => self.above.complete(import, link),
                None => import,
            };
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
