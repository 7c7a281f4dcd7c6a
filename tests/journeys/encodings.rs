//! Characters that a wrong encoding spoilt: repaired, counted, none left.

use super::support::{json, palabre, shared, text};
use palabre::ingest::InputFile;
use palabre::ingest::table::csv_rows::CsvRows;
use std::collections::BTreeMap;

#[test]
fn the_controls_of_a_real_table_are_repaired_and_counted() {
    let Some(path) = shared("egalite-femmes-hommes/annotations.csv") else {
        return;
    };
    let file = InputFile::open("annotations.csv", &path).unwrap();
    let mut rows = CsvRows::open(&file).unwrap().unwrap();
    let (mut counts, mut characters) = (BTreeMap::new(), 0);
    while let Some(row) = rows.next_row() {
        let row = row.unwrap();
        characters += row.mojibake_fixes.characters;
        for (from, to, times) in row.mojibake_fixes.shown() {
            *counts.entry((from.clone(), to.clone())).or_insert(0) += times;
        }
        let left = |c: char| ('\u{80}'..='\u{9F}').contains(&c);
        assert!(!row.cells.iter().any(|c| c.contains(left)));
    }
    let count = |from: &str, to: &str| counts.get(&(from.to_string(), to.to_string())).copied();
    assert_eq!(count("\u{92}", "’"), Some(3234));
    assert_eq!(count("\u{85}", "…"), Some(20));
    assert_eq!(count("\u{9C}", "œ"), Some(9));
    assert_eq!(count("\u{80}", "€"), Some(5));
    assert_eq!(characters, 3268);
    // And through the command line: reported row by row.
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("c");
    let corpus = corpus.to_str().unwrap();
    let made = palabre(&["new", corpus, path.to_str().unwrap()]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let answer = json(&["check", corpus]);
    let groups = answer["warnings"].as_array().unwrap();
    let repaired = groups.iter().find(|g| g["kind"] == "repaired").unwrap();
    assert_eq!(repaired["count"], 2267);
    let first = repaired["first"][0].as_str().unwrap();
    assert!(
        first.contains("row 1") && first.contains("U+0092 → ’ ×"),
        "{first}"
    );
}
