//! The examples run, and say what they are written to say.

use crate::support::demo;

// `main` is the examples' own: a test calls what it calls.
#[allow(dead_code)]
#[path = "../../examples/platform.rs"]
mod platform;
#[allow(dead_code)]
#[path = "../../examples/search.rs"]
mod search;
#[allow(dead_code)]
#[path = "../../examples/themes.rs"]
mod themes;

fn text(out: Vec<u8>) -> String {
    String::from_utf8(out).unwrap()
}

#[test]
fn a_search_gives_records_with_passages() {
    let mut out = Vec::new();
    search::run(demo(), "agent", &mut out).unwrap();
    let out = text(out);
    let mut lines = out.lines();
    let first = lines.next().unwrap();
    let count: u64 = first.split(' ').next().unwrap().parse().unwrap();
    assert!(count > 5 && first.contains("occurrences"), "{out}");
    // Five records, each with its place and its snippet, in which the word is marked.
    assert_eq!(lines.clone().count(), 10, "{out}");
    assert!(lines.skip(1).step_by(2).all(|l| l.contains('«')), "{out}");
}

#[test]
fn a_theme_counts_the_records_that_a_search_for_it_finds() {
    let mut out = Vec::new();
    themes::run(demo(), &mut out).unwrap();
    let out = text(out);
    let mut counted = 0;
    for line in out.lines().filter(|l| l.contains("as a search finds")) {
        let (_, records) = line.split_once("; ").unwrap();
        let (records, found) = records.split_once(" records, ").unwrap();
        assert!(found.ends_with(&format!(": {records}")), "{line}");
        counted += 1;
    }
    assert!(counted > 20, "{out}");
    assert!(out.ends_with(" contributions have no theme\n"), "{out}");
}

#[test]
fn a_table_of_an_unknown_platform_is_read_by_its_mapping() {
    let folder = tempfile::tempdir().unwrap();
    let mut out = Vec::new();
    platform::run(folder.path(), &mut out).unwrap();
    assert_eq!(
        text(out),
        "export.csv: 4 rows, 3 imported, 1 refused\n\
         refused: empty (1)\n\
         ma-plateforme/proposal/1 without side\n\
         ma-plateforme/argument/2 favourable\n\
         ma-plateforme/argument/3 against\n\
         guichet: 2 records\n\
         position:pour: 1 records\n\
         position:contre: 1 records\n"
    );
}
