//! Rows that another thread cuts while those before are read: the same rows, in the same order.

use super::csv_cut::{BadCsvRow, CsvRow, Cutter};
use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

/// A batch of rows is handed over as soon as it has so many of them or so many bytes.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 256 << 10;
/// How many batches may wait to be read.
const WAITING: usize = 4;

/// What cuts rows and borrows nothing, so that it can be moved to another thread.
pub(super) type OwnedCutter = Cutter<Box<dyn Read + Send>>;

/// A row, and whether it seems to hold others.
type Cut = (Result<CsvRow, BadCsvRow>, Option<String>);

/// The rows that another thread cuts.
pub(super) struct CutAhead {
    batches: Receiver<Vec<Cut>>,
    batch: std::vec::IntoIter<Cut>,
    /// What [`Cutter::swallowed`] said of the row given last.
    swallowed: Option<String>,
    thread: Option<JoinHandle<()>>,
}

impl CutAhead {
    /// Starts a thread that cuts rows with the cutter that is sent to it; `None` where the system has no
    /// thread to give.
    pub(super) fn begin() -> Option<(Self, SyncSender<Box<OwnedCutter>>)> {
        let (give, cutter) = sync_channel::<Box<OwnedCutter>>(1);
        let (sender, batches) = sync_channel(WAITING);
        let work = move || {
            if let Ok(cutter) = cutter.recv() {
                cut(*cutter, &sender);
            }
        };
        let thread = Builder::new().name("rows".to_string()).spawn(work).ok()?;
        let ahead = CutAhead {
            batches,
            batch: Vec::new().into_iter(),
            swallowed: None,
            thread: Some(thread),
        };
        Some((ahead, give))
    }

    /// The next row.
    pub(super) fn next_row(&mut self) -> Option<Result<CsvRow, BadCsvRow>> {
        loop {
            if let Some((row, swallowed)) = self.batch.next() {
                self.swallowed = swallowed;
                return Some(row);
            }
            self.swallowed = None;
            match self.batches.recv() {
                Ok(batch) => self.batch = batch.into_iter(),
                Err(_) => {
                    // The thread has ended. No row may be lost in silence: its panic is passed on.
                    if let Some(Err(panic)) = self.thread.take().map(JoinHandle::join) {
                        std::panic::resume_unwind(panic);
                    }
                    return None;
                }
            }
        }
    }

    /// See [`Cutter::swallowed`].
    pub(super) fn swallowed(&self) -> Option<String> {
        self.swallowed.clone()
    }
}

/// Cuts all rows, until nobody takes them any more.
fn cut(mut cutter: OwnedCutter, sender: &SyncSender<Vec<Cut>>) {
    let (mut batch, mut bytes) = (Vec::with_capacity(BATCH), 0);
    while let Some(row) = cutter.next_row() {
        bytes += cutter.records.bytes().len();
        batch.push((row, cutter.swallowed()));
        if batch.len() >= BATCH || bytes >= BATCH_BYTES {
            bytes = 0;
            let whole = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            if sender.send(whole).is_err() {
                return;
            }
        }
    }
    // Nobody is there to hear of it where this fails.
    let _ = sender.send(batch);
}
