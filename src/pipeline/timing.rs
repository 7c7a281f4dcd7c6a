//! `--timings`: how long each stage took by the clock and on the processor, over how many bytes, and the memory at
//! its end.

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
    /// Seconds that all threads together were on a processor, in hundredths; null where the system does not say.
    pub cpu_seconds: Option<f64>,
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
    stages: Mutex<Vec<Stage>>,
    current: Mutex<Option<(String, Begun)>>,
}

/// When a stage began, and the processor's time that was used before.
type Begun = (Instant, Option<f64>);

struct Stage {
    name: String,
    seconds: f64,
    cpu: Option<f64>,
    peak_mib: Option<u64>,
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
        if let Some((name, (begun, used))) = current.take()
            && let Ok(mut stages) = self.stages.lock()
        {
            let seconds = begun.elapsed().as_secs_f64();
            let cpu = cpu_seconds().zip(used).map(|(now, before)| now - before);
            match stages.iter_mut().find(|s| s.name == name) {
                // Sources are hashed one by one: one stage for all.
                Some(known) => {
                    known.seconds += seconds;
                    known.cpu = known.cpu.zip(cpu).map(|(a, b)| a + b);
                    known.peak_mib = peak_mib();
                }
                None => stages.push(Stage {
                    name,
                    seconds,
                    cpu,
                    peak_mib: peak_mib(),
                }),
            }
        }
    }

    /// Ends, and gives the stages. `sources` and `text` are the bytes of source files and of kept text.
    pub fn finish(self, sources: u64, text: u64) -> Vec<StageTiming> {
        self.close();
        let stages = self.stages.into_inner().unwrap_or_default();
        stages
            .into_iter()
            .map(|stage| {
                let bytes = match stage.name.as_str() {
                    "hash" | "import" => sources,
                    _ => text,
                };
                let seconds = stage.seconds;
                StageTiming {
                    mb_per_second: if seconds > 0.0 {
                        bytes as f64 / seconds / 1e6
                    } else {
                        0.0
                    },
                    stage: stage.name,
                    seconds,
                    cpu_seconds: stage.cpu.map(|cpu| (cpu * 100.0).round() / 100.0),
                    bytes,
                    peak_mib: stage.peak_mib,
                }
            })
            .collect()
    }
}

impl Progress for Timed<'_> {
    fn stage(&self, name: &str, total: Option<u64>) {
        self.close();
        if let Ok(mut current) = self.current.lock() {
            *current = Some((name.to_string(), (Instant::now(), cpu_seconds())));
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

/// The seconds that the threads of this process were on a processor so far, where Linux says so.
fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may hold spaces. Behind it, the 12th and 13th field are the
    // hundredths of a second in the program and in the system for it.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(11).map(str::parse::<u64>);
    let (user, system) = (times.next()?.ok()?, times.next()?.ok()?);
    Some((user + system) as f64 / 100.0)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_processor_s_time_of_a_stage_is_what_its_loop_took() {
        let timed = Timed::new(&crate::model::Silent);
        timed.stage("import", None);
        let before = cpu_seconds().unwrap();
        while cpu_seconds().unwrap() < before + 0.05 {}
        let stages = timed.finish(10, 0);
        assert_eq!((stages.len(), stages[0].bytes), (1, 10));
        assert!(stages[0].cpu_seconds.unwrap() >= 0.04);
    }
}
