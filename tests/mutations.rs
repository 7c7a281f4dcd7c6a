//! Damaged containers: the seeds of every container changed at random, read, and held against what must always hold.
//!
//! A short round is a part of every `cargo test`. The long one runs for `MUTATION_SECONDS` a container (600 by default), or
//! on the one that `MUTATION_CONTAINER` names:
//!
//! ```sh
//! cargo test --release --test mutations -- --ignored --nocapture
//! ```

#[path = "journeys/exercise.rs"]
mod exercise;

use exercise::exercise;
use palabre::model::Random;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The containers, by the names of their formats.
const CONTAINERS: [&str; 6] = ["csv", "json", "jsonl", "parquet", "xlsx", "ods"];

/// What is written over or into a file: signs that mean something in one of the containers.
const PIECES: [&str; 24] = [
    "\"",
    "\n",
    "\r",
    "\0",
    ";",
    ",",
    "\t",
    "<",
    ">",
    "&",
    "&#x",
    "</",
    "]]>",
    "{",
    "}",
    "[",
    "]",
    "\\u",
    "\u{FEFF}",
    "é",
    "\u{FFFF}",
    "-1",
    "99999999999999999999",
    "1e400",
];

/// A file of the seeds.
struct Seed {
    bytes: Vec<u8>,
    /// The members of a package, each with its name.
    members: Vec<(String, Vec<u8>)>,
}

fn seeds(container: &str) -> Vec<Seed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(container);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let seed = |path: &std::path::PathBuf| {
        let bytes = fs::read(path).unwrap();
        let members = match container {
            "xlsx" | "ods" => members(&bytes),
            _ => Vec::new(),
        };
        Seed { bytes, members }
    };
    files.iter().map(seed).collect()
}

fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let count = archive.len();
    let read = |n: usize| {
        let mut member = archive.by_index(n).unwrap();
        let name = member.name().unwrap().into_owned();
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        (name, content)
    };
    (0..count).map(read).collect()
}

fn package(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in members {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Changes some places of a file.
fn mutate(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    for _ in 0..=random.below(6) {
        let length = bytes.len();
        let at = random.below(length as u64 + 1) as usize;
        let end = (at + 1 + random.below(64) as usize).min(length);
        match random.below(8) {
            0 | 1 if at < length => bytes[at] ^= 1 << random.below(8),
            2 if at < length => bytes[at] = random.below(256) as u8,
            3 => {
                bytes.drain(at.min(end)..end);
            }
            4 => {
                let copy = bytes[at.min(end)..end].to_vec();
                let to = random.below(length as u64 + 1) as usize;
                bytes.splice(to..to, copy);
            }
            5 if !other.is_empty() => {
                let from = random.below(other.len() as u64) as usize;
                let to = (from + 1 + random.below(256) as usize).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            6 if random.below(8) == 0 => bytes.truncate(at),
            _ => {
                let piece = PIECES[random.below(PIECES.len() as u64) as usize];
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
}

/// A damaged file of a container. Of packages mostly a member is damaged: what is inside is read then.
fn damaged(seeds: &[Seed], random: &mut Random) -> Vec<u8> {
    let pick = |random: &mut Random| &seeds[random.below(seeds.len() as u64) as usize];
    let (seed, other) = (pick(random), pick(random));
    if seed.members.is_empty() || random.below(5) == 0 {
        let mut bytes = seed.bytes.clone();
        mutate(&mut bytes, &other.bytes, random);
        return bytes;
    }
    let mut members = seed.members.clone();
    let at = random.below(members.len() as u64) as usize;
    let from = random.below(other.members.len() as u64) as usize;
    mutate(&mut members[at].1, &other.members[from].1, random);
    package(&members)
}

/// Reads damaged files of a container as long as `go` says, and gives their number.
///
/// The reader of Parquet panics on some damages, and the program makes a refusal of it: such panics are not printed.
fn round(container: &str, mut go: impl FnMut(u64) -> bool) -> u64 {
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let inside = info
            .location()
            .is_some_and(|l| l.file().contains("polars-parquet"));
        if !inside {
            quiet(info);
        }
    }));
    let seeds = seeds(container);
    let mut number = 0;
    while go(number) {
        let mut random = Random::new(number);
        let bytes = damaged(&seeds, &mut random);
        let read = catch_unwind(AssertUnwindSafe(|| exercise(container, &bytes)));
        if let Err(panic) = read {
            let what = panic.downcast_ref::<String>().cloned();
            let what = what.or_else(|| panic.downcast_ref::<&str>().map(|s| s.to_string()));
            panic!(
                "{container}, damaged file {number}: {}",
                what.unwrap_or_default()
            );
        }
        number += 1;
    }
    number
}

#[test]
fn some_damaged_files_of_every_container_end_in_rows() {
    for container in CONTAINERS {
        assert_eq!(round(container, |number| number < 30), 30);
    }
}

#[test]
#[ignore = "ten minutes a container"]
fn damaged_files_of_every_container_end_in_rows() {
    let seconds = std::env::var("MUTATION_SECONDS").map_or(600, |s| s.parse().expect("seconds"));
    let only = std::env::var("MUTATION_CONTAINER").ok();
    let wanted = |c: &&str| only.as_ref().is_none_or(|only| only == c);
    for container in CONTAINERS.into_iter().filter(wanted) {
        let begun = Instant::now();
        let mut longest = (Duration::ZERO, 0);
        let mut last = begun;
        let files = round(container, |number| {
            let took = last.elapsed();
            last = Instant::now();
            longest = longest.max((took, number.saturating_sub(1)));
            begun.elapsed() < Duration::from_secs(seconds)
        });
        let (took, which) = longest;
        println!("{container}: {files} damaged files read, the slowest ({which}) in {took:.1?}");
    }
}
