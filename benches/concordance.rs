//! A concordance of 50,000 lines over made-up texts: a page of it, in each kind of order, and its groups.
//!
//! 40,000 records of about 900 bytes hold 50,000 occurrences of «service»; texts are in memory, hits are given.

use criterion::{Criterion, criterion_group, criterion_main};
use palabre::model::{Field, Span};
use palabre::textometry::{
    Around, Kept, Misplaced, Occurrence, Order, Texts, arrange, group, lines, sample,
};
use std::hint::black_box;

const RECORDS: u32 = 40_000;
const WORD: &str = "service";
const WORDS: [&str; 24] = [
    "l’administration",
    "le",
    "public",
    "numérique",
    "des",
    "agents",
    "et",
    "pour",
    "citoyens",
    "formé·e·s",
    "dans",
    "d’accès",
    "«\u{A0}simple\u{A0}»,",
    "réseau",
    "qu’il",
    "faut",
    "e-administration",
    "cœur",
    "très",
    "vite.",
    "Données",
    "ouvertes",
    "en",
    "ligne",
];

struct InMemory(Vec<String>);

impl Texts for InMemory {
    type Error = Misplaced;

    fn read(&self, ordinals: &[u32]) -> Result<Vec<Kept<'_>>, Misplaced> {
        Ok(ordinals
            .iter()
            .map(|o| Kept {
                title: "".into(),
                body: self.0[*o as usize].as_str().into(),
            })
            .collect())
    }
}

/// The texts, and where the word is: once in each record, twice in every fourth.
fn corpus() -> (InMemory, Vec<Occurrence>) {
    let mut state: u64 = 7;
    let mut next = |n: usize| {
        // Knuth's linear congruential generator (MMIX): its upper bits are good enough for a made-up text.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut texts = Vec::new();
    let mut occurrences = Vec::new();
    for ordinal in 0..RECORDS {
        let mut text = String::new();
        let hits = 1 + u32::from(ordinal % 4 == 0);
        let places: Vec<usize> = (0..hits).map(|i| 60 * i as usize + next(60)).collect();
        for at in 0..120 {
            if places.contains(&at) {
                let start = text.len() as u32;
                occurrences.push(Occurrence {
                    ordinal,
                    span: Span {
                        field: Field::Body,
                        start,
                        end: start + WORD.len() as u32,
                    },
                });
                text.push_str(WORD);
            } else {
                text.push_str(WORDS[next(WORDS.len())]);
            }
            text.push(if at % 30 == 29 { '\n' } else { ' ' });
        }
        texts.push(text);
    }
    (InMemory(texts), occurrences)
}

fn bench(c: &mut Criterion) {
    let (texts, occurrences) = corpus();
    assert_eq!(occurrences.len(), 50_000);
    let mut benches = c.benchmark_group("50,000 lines");
    benches.sample_size(10);
    let page = |order: Order| {
        let ordered = arrange(&texts, black_box(&occurrences), order).expect("texts that fit");
        lines(&texts, &ordered[..20], 8).expect("texts that fit")
    };
    for (name, order) in [
        ("a page as they are read", Order::Record),
        ("a page by keyword", Order::By(Around::Keyword)),
        ("a page by the word before", Order::By(Around::Left(1))),
        ("a page by three words after", Order::By(Around::Right(3))),
    ] {
        benches.bench_function(name, |b| b.iter(|| page(order)));
    }
    benches.bench_function("all lines by three words before", |b| {
        b.iter(|| {
            let ordered = arrange(&texts, black_box(&occurrences), Order::By(Around::Left(3)))
                .expect("texts that fit");
            lines(&texts, &ordered, 8).expect("texts that fit").len()
        })
    });
    benches.bench_function("groups by two words before", |b| {
        b.iter(|| group(&texts, black_box(&occurrences), Around::Left(2), Some).map(|g| g.len()))
    });
    benches.bench_function("a sample of 1,000", |b| {
        b.iter(|| sample(black_box(&occurrences), 1_000, 1).len())
    });
    benches.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
