//! Import alone, on one core: files into a sink that counts, and into the journal.
//!
//! `cargo bench --bench import -- FILE...` prints, for each file, megabytes a second, best of three: by the clock
//! and by the processor's time, which is what counts where others use the machine too (Linux tells it). With
//! `PALABRE_BENCH_JOURNAL` set, the journal too.
//! `scripts/bench_import.py` makes the files and runs other readers on them.

use palabre::ingest::{InputFile, Journal, read_file, recognise};
use palabre::model::{AuthorKey, Import, Masked, Sink, SourceSpec};
use std::path::Path;
use std::time::Instant;

/// Counts what it takes, and drops it.
#[derive(Default)]
struct Counting {
    records: u64,
    votes: u64,
    refused: u64,
    warnings: u64,
    /// Bytes of titles and bodies.
    text: u64,
}

impl Sink for Counting {
    fn take(&mut self, import: Import) {
        match import {
            Import::Record(draft) | Import::Made(draft) | Import::Part(draft) => {
                self.records += 1;
                self.text += (draft.title.len() + draft.body.len()) as u64;
            }
            Import::Vote(_) | Import::PartVote(_) => self.votes += 1,
            Import::Refused { .. } => self.refused += 1,
            Import::Warning(_) => self.warnings += 1,
            Import::Stated { .. } | Import::Consultation { .. } | Import::NoAuthors(_) => {}
        }
    }

    fn masked(&mut self, _masked: Masked) {}
}

/// The processor's time that this thread took so far, in seconds.
fn processor() -> Option<f64> {
    let reported = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = reported.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Reads a file into a sink; gives the seconds of the clock and of the processor.
fn read(path: &Path, sink: &mut dyn Sink) -> (f64, f64) {
    let start = Instant::now();
    let used = processor();
    let file = InputFile::open("file", path).expect("a file that can be read");
    let format = recognise(&file).map_or("auto", |i| i.name());
    let spec = SourceSpec {
        name: format.into(),
        path: "file".into(),
        format: format.into(),
        replaces: None,
        spec: None,
        mapping: None,
        variables: Default::default(),
    };
    let key = AuthorKey::from_bytes([0; 32]);
    read_file(&file, &spec, &spec.name, &key, sink);
    let seconds = start.elapsed().as_secs_f64();
    let used = used.and_then(|before| Some(processor()? - before));
    (seconds, used.unwrap_or(seconds))
}

fn main() {
    // Cargo adds --bench.
    let files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    if files.is_empty() {
        println!("name files: cargo bench --bench import -- FILE...");
    }
    for name in files {
        let path = Path::new(&name);
        let size = std::fs::metadata(path).expect("a file").len() as f64 / 1e6;
        let mut counts = Counting::default();
        let mut best = (f64::MAX, f64::MAX);
        for _ in 0..3 {
            counts = Counting::default();
            let (clock, processor) = read(path, &mut counts);
            best = (best.0.min(clock), best.1.min(processor));
        }
        println!(
            "{name}: {size:.1} MB, {} records of {:.1} MB text, {} votes, {} refused, {} warnings",
            counts.records,
            counts.text as f64 / 1e6,
            counts.votes,
            counts.refused,
            counts.warnings,
        );
        tell("import alone", size, best);
        if std::env::var_os("PALABRE_BENCH_JOURNAL").is_some() {
            let taken = read(path, &mut Journal::new());
            tell("into the journal", size, taken);
        }
    }
}

fn tell(what: &str, size: f64, (clock, processor): (f64, f64)) {
    println!(
        "  {what}: {:.1} MB/s of the processor's time ({processor:.2} s), {:.1} MB/s by the clock ({clock:.2} s)",
        size / processor,
        size / clock
    );
}
