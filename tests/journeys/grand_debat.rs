//! The Grand Débat's own files, in its shape: forms as CSV and JSON, with meetings and people beside them.

use super::support::{json, palabre, root, text};
use serde_json::{Value, json as value};
use std::path::PathBuf;
use tempfile::TempDir;

/// A corpus of these files of the fixtures.
fn make(files: &[&str]) -> (TempDir, PathBuf, Value) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    let base = root().join("tests/fixtures/grand-debat");
    let files: Vec<PathBuf> = files.iter().map(|f| base.join(f)).collect();
    let mut args = vec!["new", path.to_str().unwrap()];
    args.extend(files.iter().map(|p| p.to_str().unwrap()));
    let out = palabre(&args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let check = json(&["check", path.to_str().unwrap(), "--full"]);
    (folder, path, check)
}

fn rows(check: &Value) -> [u64; 4] {
    let rows = check["rows"].as_array().unwrap();
    let sum = |k: &str| rows.iter().map(|r| r[k].as_u64().unwrap()).sum();
    ["rows", "imported", "merged", "refused"].map(sum)
}

/// Records without their places, which CSV and JSON name otherwise.
fn records(check: &Value) -> Vec<String> {
    let mut out: Vec<String> = check["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            let mut r = r.clone();
            let object = r.as_object_mut().unwrap();
            for key in ["file", "place", "origin", "ordinal"] {
                object.remove(key);
            }
            r.to_string()
        })
        .collect();
    out.sort();
    out
}

#[test]
fn forms_are_counted_by_their_answers() {
    let (_folder, path, csv) = make(&["propositions.csv"]);
    assert_eq!(rows(&csv), [12, 11, 0, 1]);
    assert_eq!(
        csv["by_kind"],
        value!({"answer": 20, "question": 4, "reply": 11})
    );
    let shown = path.to_str().unwrap();
    let stances = json(&["stances", shown]);
    // One of the twenty is in a trashed form.
    assert_eq!(stances["contributions"], 19);
    assert_eq!(
        stances["votes"],
        value!({"favourable": 10, "mixed": 0, "against": 6})
    );
    let (_folder, _, other) = make(&["propositions.json"]);
    assert_eq!(records(&other), records(&csv));
    let (_folder, both, together) = make(&["propositions.json", "propositions.csv"]);
    assert_eq!(rows(&together), [24, 11, 11, 2]);
    assert_eq!(records(&together), records(&csv));
    let same = json(&["stances", both.to_str().unwrap()]);
    for key in ["contributions", "authors", "votes", "by_kind"] {
        assert_eq!(same[key], stances[key], "{key}");
    }
}

#[test]
fn every_file_of_a_folder_and_a_report() {
    let (folder, path, check) = make(&["."]);
    // 12 + 9 forms in two shapes, two meetings, two people; one form is empty.
    assert_eq!(rows(&check), [46, 20, 20, 6]);
    assert_eq!(
        check["by_kind"],
        value!({"answer": 21, "question": 7, "reply": 20})
    );
    let shown = path.to_str().unwrap();
    let themes = json(&["themes", shown]);
    let rows = themes["rows"].as_array().unwrap();
    let transports = rows.iter().find(|r| r["theme"] == "transports").unwrap();
    assert_eq!(transports["contributions"], 4);
    let out = folder.path().join("report");
    let made = palabre(&["report", shown, "--out", out.to_str().unwrap()]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("Pourquoi\u{A0}? (question 308)"));
    let reported = format!("{page}{check}");
    for name in ["Petitpas", "Citoyenne", "rue du Lac", "59002", "exemple.fr"] {
        assert!(!reported.contains(name), "{name}");
    }
}
