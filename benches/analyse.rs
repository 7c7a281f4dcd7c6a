//! Throughput of the analyser on one core, beside UAX 29 words alone.
//!
//! The text is the demo corpus's own, as kept. It is written to `target/analyse-bench.txt` so that
//! `scripts/bench_analyse.py` measures Python's `re` with PyStemmer on the same bytes.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use palabre::ingest::{InputFile, Journal, list_files, read_file};
use palabre::model::{AuthorKey, SourceSpec};
use palabre::text::Analyser;
use std::hint::black_box;
use std::path::Path;
use unicode_segmentation::UnicodeSegmentation;

fn demo() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut journal = Journal::new();
    for source in ["pages", "opinions"] {
        let folder = root.join("corpora/demo/sources").join(source);
        let spec = SourceSpec {
            name: source.into(),
            path: String::new(),
            format: "auto".into(),
            replaces: None,
            mapping: None,
        };
        for (shown, path) in list_files(&folder).expect("the demo's sources") {
            let file = InputFile::open(&shown, &path).expect("a file");
            read_file(
                &file,
                &spec,
                &spec.name,
                &AuthorKey::from_bytes([0; 32]),
                &mut journal,
            );
        }
    }
    let texts: Vec<String> = journal
        .finish()
        .records
        .into_iter()
        .map(|r| format!("{}\n{}\n", r.title, r.body))
        .collect();
    texts.concat()
}

fn bench(c: &mut Criterion) {
    let text = demo();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/analyse-bench.txt");
    if let Some(folder) = path.parent() {
        // The file is for the Python script alone: where it cannot be written, only that is lost.
        let _ = std::fs::create_dir_all(folder);
        let _ = std::fs::write(&path, &text);
    }
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("analyser, first sight of every form", |b| {
        b.iter(|| Analyser::new().analyse(black_box(&text)).len())
    });
    group.bench_function("analyser, forms known", |b| {
        let mut analyser = Analyser::new();
        analyser.analyse(&text);
        b.iter(|| analyser.analyse(black_box(&text)).len())
    });
    group.bench_function("unicode_words alone", |b| {
        b.iter(|| black_box(&text).unicode_words().count())
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
