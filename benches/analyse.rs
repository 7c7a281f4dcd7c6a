//! Throughput of the analyser on one core, beside UAX 29 words alone.
//!
//! The texts are the demo corpus's own, as kept, in one piece, and some 20 MB that `synth` makes, text by
//! text. The demo's is written to `target/analyse-bench.txt` so that
//! `scripts/bench_analyse.py` measures Python's `re` with PyStemmer on the same bytes.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use palabre::ingest::{InputFile, Journal, list_files, read_file};
use palabre::model::{AuthorKey, SourceSpec};
use palabre::pipeline::{SynthOptions, synth};
use palabre::text::{Analyser, Lexicon, Token};
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
            spec: None,
            mapping: None,
            variables: Default::default(),
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

/// The titles and bodies of a synthetic table.
fn large() -> Vec<String> {
    let options = SynthOptions {
        rows: 20_000,
        arguments: 20_000,
        seed: 1,
        ..SynthOptions::default()
    };
    let mut table = Vec::new();
    synth(options, &mut table).expect("a synthetic table");
    let mut rows = csv::Reader::from_reader(table.as_slice());
    rows.records()
        .map(|row| row.expect("a row"))
        .flat_map(|row| [row[3].to_string(), row[4].to_string()])
        .collect()
}

/// Analyses texts one by one and counts their words.
fn words(analyser: &mut Analyser, texts: &[String], tokens: &mut Vec<Token>) -> usize {
    let mut words = 0;
    for text in texts {
        analyser.analyse_into(black_box(text), tokens);
        words += tokens.len();
    }
    words
}

fn measure(c: &mut Criterion, name: &str, texts: &[String]) {
    let mut group = c.benchmark_group(name);
    group.sample_size(20);
    let bytes: usize = texts.iter().map(String::len).sum();
    group.throughput(Throughput::Bytes(bytes as u64));
    let mut tokens = Vec::new();
    group.bench_function("analyser, forms known", |b| {
        let mut analyser = Analyser::new();
        words(&mut analyser, texts, &mut tokens);
        b.iter(|| words(&mut analyser, texts, &mut tokens));
    });
    group.bench_function("analyser, first sight of every form", |b| {
        b.iter(|| words(&mut Analyser::new(), texts, &mut tokens));
    });
    group.bench_function("the same, and the lexicon with its stems", |b| {
        b.iter(|| {
            let mut analyser = Analyser::new();
            words(&mut analyser, texts, &mut tokens);
            Lexicon::of(analyser).0.len()
        });
    });
    group.bench_function("unicode_words alone", |b| {
        b.iter(|| {
            let words = texts.iter().map(|t| black_box(t).unicode_words().count());
            words.sum::<usize>()
        });
    });
    group.finish();
}

fn bench(c: &mut Criterion) {
    let text = demo();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/analyse-bench.txt");
    if let Some(folder) = path.parent() {
        // The file is for the Python script alone: where it cannot be written, only that is lost.
        let _ = std::fs::create_dir_all(folder);
        let _ = std::fs::write(&path, &text);
    }
    measure(c, "demo", &[text]);
    measure(c, "large", &large());
}

criterion_group!(benches, bench);
criterion_main!(benches);
