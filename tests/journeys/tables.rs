//! Any table: from `new`, which guesses its columns, to the report; and tables that are broken.

use super::support::{json, palabre, root, text};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn path(p: &Path) -> &str {
    p.to_str().unwrap()
}

fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures/generic").join(name)
}

/// A corpus made by `new`, and what `new` wrote on standard error.
fn new(files: &[&Path]) -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("c");
    let mut args = vec!["new", path(&corpus)];
    args.extend(files.iter().map(|f| path(f)));
    let out = palabre(&args);
    assert!(out.status.success(), "{}", text(&out.stderr));
    (folder, corpus, text(&out.stderr))
}

/// A corpus of one table of these bytes, with a mapping written by hand where one is given.
fn table(bytes: &[u8], mapping: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("t.csv"), bytes).unwrap();
    let toml =
        format!("[[sources]]\nname = \"csv\"\npath = \"t.csv\"\nformat = \"csv\"\n{mapping}\n");
    fs::write(folder.path().join("corpus.toml"), toml).unwrap();
    let corpus = folder.path().to_path_buf();
    (folder, corpus)
}

const MAPPING: &str = "[sources.mapping]\nid = \"id\"\nbody = \"texte\"";

fn check(corpus: &Path) -> Value {
    json(&["check", path(corpus), "--full"])
}

/// Rows, imported, merged, refused; the sum holds.
fn counts(answer: &Value) -> [u64; 4] {
    let n = |key: &str| answer["rows"][0][key].as_u64().unwrap();
    let out = [n("rows"), n("imported"), n("merged"), n("refused")];
    assert_eq!(out[0], out[1] + out[2] + out[3]);
    out
}

/// The first line that reports a kind of warning or a reason of refusal.
fn first(answer: &Value, list: &str, kind: &str) -> String {
    let groups = answer[list].as_array().unwrap();
    let group = groups.iter().find(|g| g["kind"] == kind);
    let group = group.unwrap_or_else(|| panic!("no {kind} in {groups:?}"));
    group["first"][0].as_str().unwrap().to_string()
}

#[test]
fn a_french_excel_table_from_new_to_the_report() {
    let (folder, corpus, reported) = new(&[&fixture("avis.csv")]);
    for said in [
        "proposal csv/proposal/101",
        "title: Ouvrir le samedi matin",
        "body: Les guichets ferment trop tôt",
        "section: Accueil",
        "date: 2014-12-15T22:03:00+01:00",
        "stance: favourable",
    ] {
        assert!(reported.contains(said), "{said}: {reported}");
    }
    let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    for said in [
        "[sources.mapping]\n",
        "# «Texte de l'avis»: header says text, longest texts\nbody = \"Texte de l'avis\"\n",
        "# «Position»: header says a stance, values are sides\nstance = \"Position\"\n",
        "#   «Courriel» (personal by its values)\n",
        "#   «Code postal» (personal)\n",
    ] {
        assert!(toml.contains(said), "{said}: {toml}");
    }
    let answer = check(&corpus);
    assert_eq!(counts(&answer), [8, 8, 0, 0]);
    assert_eq!(answer["by_kind"]["argument"], 6);
    assert!(first(&answer, "warnings", "bad_date").contains("line 8, column Date: «hier»"));
    let odd = first(&answer, "warnings", "unexplained_line");
    assert!(
        odd.contains("«Bof» is no side") && odd.contains("line 9"),
        "{odd}"
    );
    assert!(first(&answer, "warnings", "missing_parent").contains("csv/proposal/999"));
    // A file in Windows-1252 as a whole is as good as another.
    assert!(!answer["warnings"].to_string().contains("bad_encoding"));
    let personal = first(&answer, "warnings", "personal_columns");
    assert!(personal.contains("«Courriel», «Code postal»"), "{personal}");
    let stances = json(&["stances", path(&corpus), "--by", "section"]).to_string();
    assert!(stances.contains("Accueil"), "{stances}");
    let out = folder.path().join("report");
    let report = palabre(&["report", path(&corpus), "--out", path(&out)]);
    assert!(report.status.success(), "{}", text(&report.stderr));
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("Ouvrir le samedi matin") || page.contains("guichets"));
    for (file, bytes) in super::support::tree(folder.path()) {
        let found = text(&bytes);
        for name in ["Odile", "Lina B", "exemple.fr", "75011"] {
            assert!(!found.contains(name), "{name} is in {file}");
        }
    }
}

#[test]
fn an_english_table_and_json_lines_in_one_corpus() {
    let (_folder, corpus, _) = new(&[&fixture("opinions.csv")]);
    let written = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    let mine = format!("# mine\n{written}");
    fs::write(corpus.join("corpus.toml"), &mine).unwrap();
    let lines = fixture("propositions.jsonl");
    let out = palabre(&["add", path(&corpus), path(&lines)]);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    // What was there stays as it was, comments and all.
    assert!(toml.starts_with(&mine), "{toml}");
    assert!(toml.contains("# «content»: header says text, longest texts\nbody = \"content\"\n"));
    let answer = check(&corpus);
    assert_eq!(answer["by_kind"]["proposal"], 8);
    assert_eq!(answer["by_kind"]["argument"], 2);
    assert_eq!(answer["by_kind"]["comment"], 2);
    let records = answer["records"].as_array().unwrap();
    let of = |id: &str| records.iter().find(|r| r["id"] == id).unwrap();
    assert_eq!(of("csv/argument/4")["stance"], "against");
    assert_eq!(of("csv/argument/4")["parent"], "csv/proposal/1");
    assert_eq!(of("csv/comment/6")["moderated"], true);
    assert_eq!(
        of("jsonl/proposal/a3")["published_at"],
        "2022-05-13T08:00:00+02:00"
    );
}

#[test]
fn a_changed_mapping_is_read_again() {
    let (_folder, corpus) = table(b"id,texte,autre\n1,premier,second\n", MAPPING);
    assert_eq!(
        json(&["search", path(&corpus), "second", "--count"])["count"],
        0
    );
    let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    let changed = toml.replace("body = \"texte\"", "body = [\"texte\", \"autre\"]");
    fs::write(corpus.join("corpus.toml"), changed).unwrap();
    assert_eq!(
        json(&["search", path(&corpus), "second", "--count"])["count"],
        1
    );
}

#[test]
fn one_bad_line_in_a_thousand() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines: Vec<String> = (1..=1000)
        .map(|i| {
            format!("{{\"id\": {i}, \"texte\": \"La proposition que voici, la {i}e de toutes\"}}")
        })
        .collect();
    lines[499].truncate(20);
    let file = folder.path().join("t.jsonl");
    fs::write(&file, lines.join("\n")).unwrap();
    let (_kept, corpus, _) = new(&[&file]);
    let answer = check(&corpus);
    assert_eq!(counts(&answer), [1000, 999, 0, 1]);
    let reported = first(&answer, "refused", "malformed");
    assert!(
        reported.starts_with("t.jsonl:500: row: line 500: column "),
        "{reported}"
    );
}

#[test]
fn a_mapped_column_that_is_absent() {
    let (_folder, corpus) = table(b"id,Texte\n1,bonjour\n", MAPPING);
    let reported = first(&check(&corpus), "refused", "missing_column");
    assert!(
        reported.contains(
            "«texte» (body in [sources.mapping]) is not in t.csv; the nearest is «Texte»"
        ),
        "{reported}"
    );
}

#[test]
fn broken_rows_are_told_and_the_rest_kept() {
    let mut bytes = b"id,texte\n1,d\xC3\xA9j\xC3\xA0 \xE9t\xE9\n2,a,b,c\n3,\"".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 30 << 20));
    bytes.extend_from_slice(b"\"\n4,la fin\n5,\"jamais ferm\xC3\xA9\n6,perdu\n");
    let (_folder, corpus) = table(&bytes, MAPPING);
    let answer = check(&corpus);
    assert_eq!(counts(&answer), [5, 2, 0, 3]);
    assert!(first(&answer, "refused", "cells").contains("line 3: 4 cells for 2 columns"));
    assert!(first(&answer, "refused", "too_long").contains("line 4, column texte"));
    assert!(first(&answer, "refused", "unclosed_quote").contains("line 6"));
    assert!(first(&answer, "warnings", "bad_encoding").contains("read as Windows-1252: 1;"));
    // All reasons have words in the report.
    let out = corpus.join("report");
    let report = palabre(&["report", path(&corpus), "--out", path(&out)]);
    assert!(report.status.success(), "{}", text(&report.stderr));
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("guillemet jamais refermé") && page.contains("trop de cellules"));
}

#[test]
fn two_records_of_one_id() {
    let (_folder, corpus) = table(b"id,texte\n1,un\n1,un\n1,autre\n", MAPPING);
    let answer = check(&corpus);
    assert_eq!(counts(&answer), [3, 1, 1, 1]);
    let reported = first(&answer, "refused", "conflict");
    assert!(
        reported.contains("row 3") && reported.contains("row 1"),
        "{reported}"
    );
}

#[test]
fn a_table_without_mapping_is_guessed_and_one_that_says_nothing_refused() {
    let (_folder, corpus) = table(b"id,texte\n1,Un texte comme il faut.\n", "");
    let answer = check(&corpus);
    assert_eq!(counts(&answer), [1, 1, 0, 0]);
    assert!(first(&answer, "warnings", "guessed_columns").contains("body is «texte»"));
    let (_folder, corpus) = table(b"a,b\n1,2\n", "");
    let reported = first(&check(&corpus), "refused", "unknown_format");
    assert!(reported.contains("[sources.mapping]"), "{reported}");
}

#[test]
fn tables_of_one_folder_that_differ_are_guessed_each() {
    let folder = tempfile::tempdir().unwrap();
    let tables = folder.path().join("tables");
    fs::create_dir(&tables).unwrap();
    fs::write(
        tables.join("1.csv"),
        "id,texte\n1,Une proposition pour la ville.\n",
    )
    .unwrap();
    fs::write(
        tables.join("2.csv"),
        "id;parent;avis;contenu\n7;1;Pour;Je suis d'accord avec elle.\n",
    )
    .unwrap();
    let (_kept, corpus, _) = new(&[&tables]);
    let toml = fs::read_to_string(corpus.join("corpus.toml")).unwrap();
    assert!(
        !toml.contains("[sources.mapping]") && toml.contains("# "),
        "{toml}"
    );
    let answer = check(&corpus);
    assert_eq!(answer["records"][1]["parent"], "csv/proposal/1");
    assert_eq!(answer["records"][1]["stance"], "favourable");
}

#[test]
fn an_unknown_key_of_a_mapping_proposes_the_nearest() {
    let (_folder, corpus) = table(b"id,texte\n1,x\n", "[sources.mapping]\nboddy = \"texte\"");
    let out = palabre(&["check", path(&corpus)]);
    assert_eq!(out.status.code(), Some(2));
    let reported = text(&out.stderr);
    assert!(
        reported.contains("corpus.toml:6: unknown key `boddy`: did you mean `body`?"),
        "{reported}"
    );
}
