//! No name leaves the reader, and personal data is masked in every output.

use super::support::{demo, palabre, root, text, tree};
use polars::prelude::*;
use std::collections::BTreeSet;
use std::fs;

/// The names in the demo's sources: authors of pages and of JSON files.
fn names() -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (_, bytes) in tree(&root().join("corpora/demo/sources/pages")) {
        let (page, _) = palabre::ingest::decode(&bytes);
        let page = palabre::text::normalise(&page).into_owned();
        let lines: Vec<&str> = page.lines().collect();
        for pair in lines.windows(2) {
            if pair[1].starts_with('#') && pair[1].contains(", le ") {
                out.insert(pair[0].trim().to_string());
            }
        }
    }
    for (_, bytes) in tree(&root().join("corpora/demo/sources/opinions")) {
        let page = text(&bytes);
        for part in page.split("\"displayName\": \"").skip(1) {
            out.insert(part.split('"').next().unwrap().to_string());
        }
    }
    let table = std::fs::read(root().join("corpora/demo/sources/registre.csv")).unwrap();
    let (table, _) = palabre::ingest::decode(&table);
    let mut table = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table.as_bytes());
    let at = table
        .headers()
        .unwrap()
        .iter()
        .position(|h| h == "Auteur")
        .unwrap();
    out.extend(table.records().map(|r| r.unwrap()[at].to_string()));
    let export = std::fs::read(root().join("corpora/demo/sources/collecte-des-avis.csv")).unwrap();
    let mut export = csv::Reader::from_reader(&export[..]);
    let wanted = [
        "export_contribution_author_id",
        "export_contribution_arguments_author_id",
    ];
    let headers = export.headers().unwrap().clone();
    for row in export.records() {
        let row = row.unwrap();
        for (name, cell) in headers.iter().zip(row.iter()) {
            if wanted.contains(&name) && cell.len() > 6 {
                out.insert(cell.to_string());
            }
        }
    }
    out
}

/// Every text of a Parquet file.
fn cells(bytes: &[u8]) -> String {
    let frame = ParquetReader::new(std::io::Cursor::new(bytes.to_vec()))
        .finish()
        .unwrap();
    let mut out = String::new();
    for column in frame.columns() {
        if let Ok(texts) = column.str() {
            for cell in texts.iter().flatten() {
                out.push_str(cell);
                out.push('\n');
            }
        }
    }
    out
}

#[test]
fn no_author_stands_in_any_output() {
    let names = names();
    assert!(names.len() >= 90, "{}", names.len());
    let out = tempfile::tempdir().unwrap();
    let report = out.path().join("report");
    let corpus = demo().to_str().unwrap();
    assert!(
        palabre(&["report", corpus, "--out", report.to_str().unwrap()])
            .status
            .success()
    );
    let mut outputs = tree(&report);
    outputs.extend(tree(&demo().join(".palabre")));
    for args in [
        vec!["check", corpus, "--full", "--format", "json"],
        vec!["stances", corpus, "--by", "contribution", "--format", "csv"],
        vec![
            "search",
            corpus,
            "formation",
            "--format",
            "json",
            "--limit",
            "500",
        ],
        vec!["export", corpus, "--to", "iramuteq", "--kind", "all"],
        vec!["export", corpus, "--to", "tei", "--moderated", "include"],
        vec!["export", corpus, "--to", "jsonl", "--kind", "all"],
        vec!["export", corpus, "--to", "csv", "--moderated", "only"],
    ] {
        outputs.push((args[0].to_string(), palabre(&args).stdout));
    }
    for (name, bytes) in outputs {
        let content = if name.ends_with(".parquet") {
            cells(&bytes)
        } else {
            text(&bytes)
        };
        for author in &names {
            assert!(
                !content.contains(author.as_str()),
                "«{author}» is in {name}"
            );
        }
        assert!(
            !content.contains("@example.org"),
            "an e-mail address is in {name}"
        );
        assert!(
            !content.contains("facebook.com/valentin"),
            "a profile is in {name}"
        );
        assert!(
            !content.contains("01 99 00"),
            "a telephone number is in {name}"
        );
    }
}

#[test]
fn the_key_is_the_owners_and_is_in_no_output() {
    let key = fs::read_to_string(demo().join("author.key")).unwrap();
    for (name, bytes) in tree(&demo().join(".palabre")) {
        assert!(!text(&bytes).contains(key.trim()), "{name}");
    }
}
