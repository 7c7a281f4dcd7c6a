//! Import alone, on one core: files into a sink that counts, and into the journal.
//!
//! `cargo bench --bench import -- FILE...` prints, for each file, megabytes a second of both, best of three.
//! `scripts/bench_import.py` makes the files and runs other readers on them.

use palabre::ingest::{InputFile, Journal, read_file, recognise};
use palabre::model::{AuthorKey, Import, Sink, SourceSpec};
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
            Import::Stated { .. } | Import::Consultation { .. } => {}
        }
    }

    fn masked(&mut self, _emails: u64, _phones: u64, _profiles: u64) {}
}

/// Reads a file into a sink; gives the seconds.
fn read(path: &Path, sink: &mut dyn Sink) -> f64 {
    let start = Instant::now();
    let file = InputFile::open("file", path).expect("a file that can be read");
    let format = recognise(&file).map_or("auto", |i| i.name());
    let spec = SourceSpec {
        name: format.into(),
        path: "file".into(),
        format: format.into(),
        replaces: None,
        mapping: None,
    };
    read_file(
        &file,
        &spec,
        &spec.name,
        &AuthorKey::from_bytes([0; 32]),
        sink,
    );
    start.elapsed().as_secs_f64()
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
        let (mut alone, mut journal) = (f64::MAX, f64::MAX);
        let mut counts = Counting::default();
        for _ in 0..3 {
            counts = Counting::default();
            alone = alone.min(read(path, &mut counts));
        }
        if std::env::var_os("PALABRE_BENCH_JOURNAL").is_some() {
            let mut sink = Journal::new();
            journal = journal.min(read(path, &mut sink));
        }
        println!(
            "{name}: {size:.1} MB, {} records of {:.1} MB text, {} votes, {} refused, {} warnings; import alone {:.1} MB/s, {:.2} s",
            counts.records,
            counts.text as f64 / 1e6,
            counts.votes,
            counts.refused,
            counts.warnings,
            size / alone,
            alone
        );
        if journal < f64::MAX {
            println!(
                "{name}: into the journal {:.1} MB/s, {journal:.2} s",
                size / journal
            );
        }
    }
}
