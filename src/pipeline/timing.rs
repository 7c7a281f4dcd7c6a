//! `--timings`: how long each stage took, over how many bytes, and the memory at its end.

use crate::model::{Cancelled, Progress};
use serde::Serialize;
use std::sync::Mutex;
use std::time::Instant;

/// A stage that is over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageTiming {
    /// The stage.
    pub stage: String,
    /// Wall-clock seconds.
    pub seconds: f64,
    /// Bytes that it went through: of source files for `hash` and `import`, of kept text after that.
    pub bytes: u64,
    /// Bytes in millions a second.
    pub mb_per_second: f64,
    /// The most memory that the process had used by its end, in MiB; null where the system does not say.
    pub peak_mib: Option<u64>,
}

/// Follows the stages for another progress and keeps their times.
pub struct Timed<'a> {
    inner: &'a dyn Progress,
    stages: Mutex<Vec<(String, f64, Option<u64>)>>,
    current: Mutex<Option<(String, Instant)>>,
}

impl<'a> Timed<'a> {
    /// Begins.
    pub fn new(inner: &'a dyn Progress) -> Self {
        Timed {
            inner,
            stages: Mutex::new(Vec::new()),
            current: Mutex::new(None),
        }
    }

    /// Ends the stage that is under way: what comes after is no part of it.
    pub(super) fn close(&self) {
        // A poisoned lock means a panic elsewhere: there is nothing to time any more.
        let Ok(mut current) = self.current.lock() else {
            return;
        };
        if let Some((name, begun)) = current.take()
            && let Ok(mut stages) = self.stages.lock()
        {
            let seconds = begun.elapsed().as_secs_f64();
            match stages.iter_mut().find(|s| s.0 == name) {
                // Sources are hashed one by one: one stage for all.
                Some(known) => {
                    known.1 += seconds;
                    known.2 = peak_mib();
                }
                None => stages.push((name, seconds, peak_mib())),
            }
        }
    }

    /// Ends, and gives the stages. `sources` and `text` are the bytes of source files and of kept text.
    pub fn finish(self, sources: u64, text: u64) -> Vec<StageTiming> {
        self.close();
        let stages = self.stages.into_inner().unwrap_or_default();
        stages
            .into_iter()
            .map(|(stage, seconds, peak_mib)| {
                let bytes = match stage.as_str() {
                    "hash" | "import" => sources,
                    _ => text,
                };
                StageTiming {
                    mb_per_second: if seconds > 0.0 {
                        bytes as f64 / seconds / 1e6
                    } else {
                        0.0
                    },
                    stage,
                    seconds,
                    bytes,
                    peak_mib,
                }
            })
            .collect()
    }
}

impl Progress for Timed<'_> {
    fn stage(&self, name: &str, total: Option<u64>) {
        self.close();
        if let Ok(mut current) = self.current.lock() {
            *current = Some((name.to_string(), Instant::now()));
        }
        self.inner.stage(name, total);
    }

    fn advance(&self, n: u64) {
        self.inner.advance(n);
    }

    fn note(&self, line: &str) {
        self.inner.note(line);
    }

    fn check(&self) -> Result<(), Cancelled> {
        self.inner.check()
    }
}

/// The most memory that this process has used, where Linux says so.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}
