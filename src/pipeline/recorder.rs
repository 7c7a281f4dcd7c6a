//! Keeps the journal in a thread of its own: readers cut and clean the next rows while the journal compares,
//! numbers and keeps those before. What they give is handed over in batches and in order, so that the journal
//! is the same with any number of threads.

use super::PipelineError;
use crate::ingest::Journal;
use crate::model::{Import, Masked, Sink};
use std::ops::Range;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, Builder};

/// A batch is handed over as soon as it has so many entries or so many bytes of text.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 256 << 10;
/// How many batches may wait for the journal. The memory that they take is bounded, but for single texts that
/// are longer than a batch.
const WAITING: usize = 8;

/// The rows and the warnings that a source gave, by their places among all.
pub(super) type Part = (Range<usize>, Range<usize>);

/// What is done to the journal, in the order in which readers ask for it.
enum Entry {
    BeginFile,
    Take(Import),
    Masked(Masked),
    BeginSource,
    EndSource(usize),
    BeginOlder { name: String, family: String },
    EndOlder,
}

/// The journal and the parts that sources have in it.
struct Keeper {
    journal: Journal,
    parts: Vec<Part>,
    /// How many rows and warnings there were when the source began that is being read.
    begun: (usize, usize),
}

impl Keeper {
    fn apply(&mut self, entry: Entry) {
        let journal = &mut self.journal;
        match entry {
            Entry::BeginFile => journal.begin_file(),
            Entry::Take(import) => journal.take(import),
            Entry::Masked(masked) => journal.masked(masked),
            Entry::BeginSource => self.begun = journal.lengths(),
            Entry::EndSource(at) => {
                let (begun, ended) = (self.begun, journal.lengths());
                self.parts[at] = (begun.0..ended.0, begun.1..ended.1);
            }
            Entry::BeginOlder { name, family } => journal.begin_older(&name, &family),
            Entry::EndOlder => journal.end_older(),
        }
    }
}

/// The sink that readers fill.
pub(super) struct Recorder<'k>(To<'k>);

enum To<'k> {
    /// The journal is kept by the thread that reads.
    Here(&'k mut Keeper),
    There {
        batch: Vec<Entry>,
        /// Bytes of text in the batch.
        bytes: usize,
        sender: SyncSender<Vec<Entry>>,
    },
}

impl Recorder<'_> {
    fn push(&mut self, entry: Entry) {
        match &mut self.0 {
            To::Here(keeper) => keeper.apply(entry),
            To::There {
                batch,
                bytes,
                sender,
            } => {
                *bytes += text_bytes(&entry);
                batch.push(entry);
                if batch.len() >= BATCH || *bytes >= BATCH_BYTES {
                    *bytes = 0;
                    // The journal's thread only ends before this one by a panic, which is passed on where it is
                    // joined.
                    let _ = sender.send(std::mem::replace(batch, Vec::with_capacity(BATCH)));
                }
            }
        }
    }

    /// A source begins.
    pub(super) fn begin_source(&mut self) {
        self.push(Entry::BeginSource);
    }

    /// The source `at` ends.
    pub(super) fn end_source(&mut self, at: usize) {
        self.push(Entry::EndSource(at));
    }

    /// See [`Journal::begin_older`].
    pub(super) fn begin_older(&mut self, name: &str, family: &str) {
        self.push(Entry::BeginOlder {
            name: name.to_string(),
            family: family.to_string(),
        });
    }

    /// See [`Journal::end_older`].
    pub(super) fn end_older(&mut self) {
        self.push(Entry::EndOlder);
    }
}

impl Sink for Recorder<'_> {
    fn begin_file(&mut self) {
        self.push(Entry::BeginFile);
    }

    fn take(&mut self, import: Import) {
        self.push(Entry::Take(import));
    }

    fn masked(&mut self, masked: Masked) {
        self.push(Entry::Masked(masked));
    }
}

fn text_bytes(entry: &Entry) -> usize {
    match entry {
        Entry::Take(Import::Record(draft) | Import::Made(draft) | Import::Part(draft)) => {
            draft.title.len() + draft.body.len()
        }
        _ => 0,
    }
}

/// Has `read` fill the journal, which is kept by another thread where there may be two; gives the journal and
/// the part of each of the `sources`.
pub(super) fn record(
    journal: Journal,
    sources: usize,
    read: impl FnOnce(&mut Recorder<'_>) -> Result<(), PipelineError>,
) -> Result<(Journal, Vec<Part>), PipelineError> {
    let mut keeper = Keeper {
        journal,
        parts: vec![(0..0, 0..0); sources],
        begun: (0, 0),
    };
    if rayon::current_num_threads() < 2 {
        read(&mut Recorder(To::Here(&mut keeper)))?;
        return Ok((keeper.journal, keeper.parts));
    }
    // Where the system has no thread to give, `read` comes back.
    let read = thread::scope(|scope| {
        let (sender, batches) = sync_channel::<Vec<Entry>>(WAITING);
        let keep = || {
            for entry in batches.into_iter().flatten() {
                keeper.apply(entry);
            }
        };
        let Ok(keeping) = Builder::new().spawn_scoped(scope, keep) else {
            return Err(read);
        };
        let mut recorder = Recorder(To::There {
            batch: Vec::with_capacity(BATCH),
            bytes: 0,
            sender,
        });
        let outcome = read(&mut recorder);
        if let To::There { batch, sender, .. } = recorder.0 {
            // See `push`. The journal's thread ends with its sender.
            let _ = sender.send(batch);
        }
        match keeping.join() {
            Ok(()) => Ok(outcome),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    });
    match read {
        Ok(outcome) => outcome?,
        Err(read) => read(&mut Recorder(To::Here(&mut keeper)))?,
    }
    Ok((keeper.journal, keeper.parts))
}
