//! Latency of searches in one process: the 20 best of each of the queries of `scripts/bench_queries.txt`, with
//! the number of records that match.
//!
//! `cargo bench --bench search` takes criterion's times by class of query, on a corpus of 2,000 contributions and
//! as many arguments that it makes in a temporary folder. `scripts/bench_search.py` sets instead
//! - `PALABRE_BENCH_JSON`: prints, for each query, a line of JSON with the number of records and the median time
//!   in milliseconds;
//! - `PALABRE_BENCH_CORPUS`: the corpus folder, built where its build is absent or stale;
//! - `PALABRE_BENCH_QUERIES`: another file of queries;
//! - `PALABRE_BENCH_ROUNDS` (20) and `PALABRE_BENCH_WARM` (5): how often all queries are asked, one after the
//!   other, with and before the clock.

use criterion::Criterion;
use palabre::model::Silent;
use palabre::pipeline::{NewOptions, Open, Question, Selection, Sort, SynthOptions, create, synth};
use palabre::tally::{ModeratedOption, facets};
use std::collections::BTreeMap;
use std::fs::File;
use std::hint::black_box;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;

/// How many of the best are asked for.
const TOP: usize = 20;

/// A line of the file of queries.
struct Query {
    class: String,
    text: String,
}

fn queries() -> Vec<Query> {
    let path = std::env::var_os("PALABRE_BENCH_QUERIES").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/bench_queries.txt"),
        PathBuf::from,
    );
    let reported = std::fs::read_to_string(&path).expect("the file of queries");
    reported
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (class, text) = line.split_once('\t').expect("class, tab, query");
            Query {
                class: class.into(),
                text: text.into(),
            }
        })
        .collect()
}

/// What a question gives: the number of records, the best of them with their scores, and their number by
/// section in the class «facets».
struct Found {
    count: usize,
    best: Vec<(u32, f32)>,
    sections: BTreeMap<String, u64>,
}

/// One question, as the peers are asked: no texts are read. Facets are all five that the command counts.
fn ask(open: &Open, query: &Query, selection: &Selection) -> Found {
    let wrong = |e| -> Found { panic!("{}: {e}", query.text) };
    let question = match Question::new(open, &query.text, selection) {
        Ok(question) => question,
        Err(e) => return wrong(e),
    };
    let (matches, best) = match question.best(Sort::Relevance, TOP) {
        Ok(found) => found,
        Err(e) => return wrong(e),
    };
    let mut sections = BTreeMap::new();
    if query.class == "facets" {
        let facts = open.facts().expect("facts");
        let themes = open.theme_rows().expect("themes of records");
        let ordinals: Vec<u32> = matches.iter().map(|m| m.ordinal).collect();
        let found = facets(facts, themes, &ordinals);
        for (section, n) in found.sections {
            if let Some(section) = section {
                sections.insert(facts.section_names()[section as usize].clone(), n);
            }
        }
    }
    Found {
        count: matches.len(),
        best: best.iter().map(|m| (m.ordinal, m.score)).collect(),
        sections,
    }
}

fn made(folder: &Path) -> PathBuf {
    let table = folder.join("synth.csv");
    let mut out = BufWriter::new(File::create(&table).expect("a temporary file"));
    let options = SynthOptions {
        rows: 2_000,
        arguments: 2_000,
        seed: 1,
        ..SynthOptions::default()
    };
    synth(options, &mut out).expect("a table");
    drop(out);
    let corpus = folder.join("corpus");
    create(&corpus, &[table], &NewOptions::default(), &Silent).expect("a corpus");
    corpus
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |reported| reported.parse().expect("a whole number"))
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    let half = times.len() / 2;
    if times.len() % 2 == 1 {
        times[half]
    } else {
        (times[half - 1] + times[half]) / 2.0
    }
}

/// In rounds over all queries, as the peers are asked: a query's second time is not its first one's echo.
fn lines(open: &Open, queries: &[Query]) {
    let rounds = number("PALABRE_BENCH_ROUNDS", 20).max(1);
    let warm = number("PALABRE_BENCH_WARM", 5);
    let mut times = vec![Vec::with_capacity(rounds); queries.len()];
    let mut answers: Vec<Option<Found>> = queries.iter().map(|_| None).collect();
    let selection = Selection::from(ModeratedOption::Exclude);
    for round in 0..warm + rounds {
        for (i, query) in queries.iter().enumerate() {
            let start = Instant::now();
            let answer = black_box(ask(open, query, &selection));
            let taken = start.elapsed().as_secs_f64() * 1e3;
            if round >= warm {
                times[i].push(taken);
            }
            answers[i] = Some(answer);
        }
    }
    for ((query, times), found) in queries.iter().zip(&mut times).zip(answers) {
        let Some(found) = found else { continue };
        let line = serde_json::json!({
            "class": query.class,
            "query": query.text,
            "count": found.count,
            "facets": found.sections,
            "top": found.best.len(),
            "median_ms": median(times),
        });
        println!("{line}");
    }
}

fn by_class(open: &Open, queries: &[Query]) {
    let selection = Selection::from(ModeratedOption::Exclude);
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("search");
    let mut classes: Vec<&str> = queries.iter().map(|q| q.class.as_str()).collect();
    classes.dedup();
    for class in classes {
        let asked: Vec<&Query> = queries.iter().filter(|q| q.class == class).collect();
        group.bench_function(format!("{class}, {} queries", asked.len()), |b| {
            b.iter(|| {
                asked
                    .iter()
                    .map(|q| ask(open, q, &selection).count)
                    .sum::<usize>()
            })
        });
    }
    group.finish();
    criterion.final_summary();
}

fn main() {
    let queries = queries();
    let temporary = TempDir::new().expect("a temporary folder");
    let corpus = std::env::var_os("PALABRE_BENCH_CORPUS")
        .map_or_else(|| made(temporary.path()), PathBuf::from);
    let open = Open::corpus(&corpus, &Silent).expect("a corpus that can be built");
    if std::env::var_os("PALABRE_BENCH_JSON").is_some() {
        lines(&open, &queries);
    } else {
        by_class(&open, &queries);
    }
}
