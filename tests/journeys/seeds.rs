//! The seeds of the fuzz targets, and seeds cut, joined and spoilt: every format ends in records or refusals.

use super::exercise::{ARCHIVE, exercise};
use super::support::root;
use palabre::ingest::{Limits, importers, members, recognise};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;

/// The seeds of each format, by its name.
fn seeds() -> &'static BTreeMap<String, Vec<Vec<u8>>> {
    static SEEDS: OnceLock<BTreeMap<String, Vec<Vec<u8>>>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let mut out: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
        for entry in fs::read_dir(root().join("fuzz/seeds")).unwrap() {
            let folder = entry.unwrap().path();
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            let mut files: Vec<_> = fs::read_dir(&folder)
                .unwrap()
                .map(|e| e.unwrap().path())
                .collect();
            files.sort();
            let texts = files.iter().map(|f| fs::read(f).unwrap()).collect();
            out.insert(name, texts);
        }
        out
    })
}

#[test]
fn every_format_has_seeds_and_every_seed_is_read() {
    let formats = importers().iter().map(|i| i.name());
    for name in formats.chain([ARCHIVE]) {
        let of_format = seeds().get(name);
        assert!(
            of_format.is_some_and(|s| !s.is_empty()),
            "fuzz/seeds/{name} is absent"
        );
        let target = format!("fuzz/fuzz_targets/{}.rs", name.replace('-', "_"));
        assert!(root().join(&target).is_file(), "{target} is absent");
        let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
        assert!(
            manifest.contains(&target[5..]),
            "{target} is not in fuzz/Cargo.toml"
        );
        for seed in of_format.into_iter().flatten() {
            exercise(name, seed);
        }
    }
}

#[test]
fn seeds_of_archives_give_their_members() {
    let of = |wanted: &str| {
        let read = seeds()[ARCHIVE].iter().map(|seed| members_of(seed));
        read.flatten().filter(|n| n == wanted).count()
    };
    // A gzip of a table, and a zip of that table and a file of votes.
    assert_eq!((of("csv"), of("polis")), (2, 1));
}

/// The formats of an archive's members.
fn members_of(seed: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("seed");
    fs::write(&path, seed).unwrap();
    members("seed", &path, Limits::default())
        .unwrap()
        .map(|member| recognise(&member.expect("it is read")).map_or("none", |i| i.name()))
        .map(str::to_string)
        .collect()
}

/// What is done to a seed.
#[derive(Clone, Debug)]
enum Harm {
    Cut(usize),
    Put(usize, Vec<u8>),
    Repeat(usize, usize),
    Swap(usize, usize),
}

fn harm() -> impl Strategy<Value = Harm> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 1..6),
        prop::sample::select(vec![
            "\"",
            "\n",
            "\r\n",
            ";",
            ",",
            "\0",
            "é",
            "\u{92}",
            "Ã©",
            "#12",
            "<p>",
            "&eacute;",
            "[",
            "{",
            "}",
            "]",
            "null",
            "-1",
            "99999999999999999999",
            "15/12/2014 - 22:03",
            "\u{FEFF}",
            "=1+1",
            "a@b.fr",
            "|",
            "=",
            "?",
            "/",
        ])
        .prop_map(|s| s.as_bytes().to_vec()),
    ];
    prop_oneof![
        any::<usize>().prop_map(Harm::Cut),
        (any::<usize>(), piece).prop_map(|(at, piece)| Harm::Put(at, piece)),
        (any::<usize>(), 1..400usize).prop_map(|(at, n)| Harm::Repeat(at, n)),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Harm::Swap(a, b)),
    ]
}

fn harmed(seed: &[u8], harms: &[Harm]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for harm in harms {
        let n = bytes.len() + 1;
        match harm {
            Harm::Cut(at) => bytes.truncate(at % n),
            Harm::Put(at, piece) => {
                let at = at % n;
                bytes.splice(at..at, piece.iter().copied());
            }
            Harm::Repeat(at, length) => {
                let at = at % n;
                let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            Harm::Swap(a, b) if !bytes.is_empty() => {
                let n = bytes.len();
                bytes.swap(a % n, b % n);
            }
            Harm::Swap(..) => {}
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn spoilt_seeds_end_in_records_or_refusals(
        which in any::<prop::sample::Index>(),
        harms in prop::collection::vec(harm(), 1..8),
    ) {
        for (name, texts) in seeds() {
            let seed = &texts[which.index(texts.len())];
            exercise(name, &harmed(seed, &harms));
        }
    }

    #[test]
    fn any_bytes_end_in_records_or_refusals(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in seeds().keys() {
            exercise(name, &bytes);
        }
    }
}
