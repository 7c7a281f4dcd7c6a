//! Out of a corpus and back: what is written is read again with the same counts and texts.

use super::support::{demo, fresh_demo, json, palabre, palabre_in, root, shared, text, tree};
use palabre::model::{Record, Silent};
use palabre::pipeline::Open;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Exports a corpus and makes a corpus of the export; `None` where the format is not read.
fn there_and_back(corpus: &Path, file: &str, args: &[&str]) -> Option<(TempDir, PathBuf)> {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join(file);
    let back = folder.path().join("back");
    let named = [
        "export",
        corpus.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let run = palabre(&[&named, args].concat());
    assert!(run.status.success(), "{}", text(&run.stderr));
    let run = palabre(&["new", back.to_str().unwrap(), out.to_str().unwrap()]);
    if !run.status.success() {
        let message = text(&run.stderr);
        assert!(
            message.contains("nothing in it is of a format that Palabre reads"),
            "{message}"
        );
        eprintln!("skipped: {file} is not read yet");
        return None;
    }
    Some((folder, back))
}

/// Which records have the same author: for each record the first of its author's.
fn companions(records: &[&Record]) -> Vec<Option<usize>> {
    let mut first = BTreeMap::new();
    let number = |(at, r): (usize, &&Record)| r.author.map(|a| *first.entry(a).or_insert(at));
    records.iter().enumerate().map(number).collect()
}

/// Asserts that two corpora say the same, and gives the records.
fn assert_same(before: &Path, after: &Path, kinds: &[&str], exact: bool) {
    let before = Open::corpus(before, &Silent).unwrap();
    let after = Open::corpus(after, &Silent).unwrap();
    let chosen: Vec<&Record> = before
        .records()
        .unwrap()
        .iter()
        .filter(|r| kinds.contains(&r.kind.name()) && !r.moderation.moderated)
        .collect();
    let back: Vec<&Record> = after.records().unwrap().iter().collect();
    assert_eq!(chosen.len(), back.len());
    assert_eq!(companions(&chosen), companions(&back));
    let by_id = |records: &[&Record]| -> BTreeMap<String, usize> {
        records
            .iter()
            .enumerate()
            .map(|(i, r)| (r.id.clone(), i))
            .collect()
    };
    let (ids, ids_back) = (by_id(&chosen), by_id(&back));
    let at = |ids: &BTreeMap<String, usize>, r: &Record| {
        r.parent.as_ref().and_then(|p| ids.get(p).copied())
    };
    for (a, b) in chosen.iter().zip(&back) {
        assert_eq!((a.kind, a.declared), (b.kind, b.declared), "{}", a.id);
        assert_eq!(at(&ids, a), at(&ids_back, b), "the parent of {}", a.id);
        assert_eq!(a.published_at, b.published_at, "{}", a.id);
        assert_eq!((a.counters, a.support), (b.counters, b.support), "{}", a.id);
        assert_eq!((&a.section, &a.url), (&b.section, &b.url), "{}", a.id);
        if exact {
            assert_eq!((&a.title, &a.body), (&b.title, &b.body), "{}", a.id);
        }
    }
}

fn counts(corpus: &Path) -> serde_json::Value {
    let mut answer = json(&["stances", corpus.to_str().unwrap()]);
    // What was set aside is not exported, and listed votes are not.
    for key in ["moderated", "corpus", "votes"] {
        answer.as_object_mut().unwrap().remove(key);
    }
    answer
}

const DEFAULT: [&str; 3] = ["proposal", "answer", "argument"];

#[test]
fn text_tables_are_read_back() {
    for (file, args, exact) in [
        ("t.csv", vec!["--to", "csv", "--rfc4180"], true),
        ("t.csv", vec!["--to", "csv"], false),
        ("t.jsonl", vec!["--to", "jsonl"], true),
    ] {
        let (_folder, back) = there_and_back(demo(), file, &args).expect("the format is read");
        assert_same(demo(), &back, &DEFAULT, exact);
        let rows = json(&["check", back.to_str().unwrap()]);
        assert_eq!(rows["rows"][0]["refused"], 0, "{file}");
    }
}

#[test]
fn binary_tables_are_read_back_where_their_format_is() {
    for name in ["xlsx", "ods", "parquet"] {
        if let Some((_folder, back)) = there_and_back(demo(), &format!("t.{name}"), &["--to", name])
        {
            assert_same(demo(), &back, &DEFAULT, true);
        }
    }
}

#[test]
fn counts_of_the_whole_corpus_are_the_same() {
    let all = ["--to", "jsonl", "--kind", "all"];
    let (_folder, back) = there_and_back(demo(), "t.jsonl", &all).expect("the format is read");
    let (before, after) = (counts(demo()), counts(&back));
    for key in ["contributions", "authors", "arguments", "rows"] {
        assert_eq!(before[key], after[key], "{key}");
    }
}

#[test]
fn a_real_consultation_is_read_back() {
    let Some(republique) =
        shared("republique-numerique/opinions").and_then(|_| super::support::republique())
    else {
        return;
    };
    let kinds = ["proposal", "answer", "argument"];
    let (_folder, back) =
        there_and_back(republique, "t.csv", &["--to", "csv", "--rfc4180"]).unwrap();
    assert_same(republique, &back, &kinds, false);
    let (_folder, back) =
        there_and_back(republique, "t.txt", &["--to", "iramuteq", "--kind", "all"]).unwrap();
    let (before, after) = (counts(republique), counts(&back));
    for key in ["contributions", "authors", "arguments"] {
        assert_eq!(before[key], after[key], "{key}");
    }
    let texts = |corpus: &Path| -> Vec<_> {
        let open = Open::corpus(corpus, &Silent).unwrap();
        let records = open
            .records()
            .unwrap()
            .iter()
            .filter(|r| !r.moderation.moderated);
        let texts = records.map(|r| (r.kind, r.title.clone(), r.body.clone(), r.declared));
        texts
            .filter(|t| !(t.1.is_empty() && t.2.is_empty()))
            .collect()
    };
    assert!(texts(republique) == texts(&back));
}

#[test]
fn the_same_corpus_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (_a, first) = fresh_demo();
    for name in ["iramuteq", "tei", "csv", "jsonl", "parquet", "xlsx", "ods"] {
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        for (corpus, out, threads) in [(demo(), &one, "1"), (&first, &two, "2")] {
            let out = out.to_str().unwrap();
            let corpus = corpus.to_str().unwrap();
            let run = palabre(&[
                "export",
                corpus,
                "--to",
                name,
                "--out",
                out,
                "--threads",
                threads,
            ]);
            assert!(run.status.success(), "{}", text(&run.stderr));
        }
        assert!(fs::read(&one).unwrap() == fs::read(&two).unwrap(), "{name}");
        if !["parquet", "xlsx", "ods"].contains(&name) {
            let run = palabre(&["export", demo().to_str().unwrap(), "--to", name]);
            assert!(
                run.stdout == fs::read(&one).unwrap(),
                "{name} on standard output"
            );
        }
    }
    assert_eq!(tree(folder.path()).len(), 2, "nothing is left beside them");
}

#[test]
fn moderated_records_are_exported_only_where_they_are_asked_for() {
    let lines = |args: &[&str]| {
        let named = [
            "export",
            demo().to_str().unwrap(),
            "--to",
            "jsonl",
            "--kind",
            "all",
        ];
        let out = palabre(&[&named, args].concat());
        assert!(out.status.success(), "{}", text(&out.stderr));
        let all = text(&out.stdout);
        let moderated = all
            .lines()
            .filter(|l| l.contains("\"moderated\":true"))
            .count();
        (all.lines().count(), moderated)
    };
    let open = super::support::open_demo();
    let moderated = open
        .records()
        .unwrap()
        .iter()
        .filter(|r| r.moderation.moderated)
        .count();
    assert!(moderated > 0);
    assert_eq!(lines(&[]), (open.records().unwrap().len() - moderated, 0));
    assert_eq!(
        lines(&["--moderated", "include"]),
        (open.records().unwrap().len(), moderated)
    );
    assert_eq!(lines(&["--moderated", "only"]), (moderated, moderated));
}

#[test]
fn what_makes_no_sense_is_refused_with_what_to_do() {
    let (folder, corpus) = fresh_demo();
    let named = corpus.to_str().unwrap();
    let source = corpus.join("sources/registre.csv");
    let before = fs::read(&source).unwrap();
    for (args, wanted) in [
        (vec!["--to", "xlsx"], "name a file with --out"),
        (
            vec!["--to", "jsonl", "--kind", "avis"],
            "--kind knows no «avis»",
        ),
        (
            vec!["--to", "jsonl", "--rfc4180"],
            "--rfc4180 is a form of --to csv",
        ),
        (
            vec!["--to", "jsonl", "--format", "json"],
            "--to says the format",
        ),
        (
            vec!["--to", "csv", "--out", source.to_str().unwrap()],
            "is what the corpus is made of",
        ),
        (
            vec!["--to", "ods", "--out", source.to_str().unwrap()],
            "is what the corpus is made of",
        ),
        (
            vec!["--to", "csv", "--out", folder.path().to_str().unwrap()],
            "is a folder",
        ),
        (vec!["--to", "docx"], "invalid value"),
    ] {
        let out = palabre(&[&["export", named][..], &args].concat());
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(
            text(&out.stderr).contains(wanted),
            "{args:?}: {}",
            text(&out.stderr)
        );
        assert!(out.stdout.is_empty());
    }
    assert!(before == fs::read(&source).unwrap());
}

#[test]
fn links_that_are_left_out_are_told_and_strict_is_strict() {
    let corpus = demo().to_str().unwrap();
    let arguments = ["export", corpus, "--to", "jsonl", "--kind", "argument"];
    let out = palabre(&arguments);
    assert!(out.status.success());
    let said = text(&out.stderr);
    assert!(said.contains("answer one which is not exported"), "{said}");
    let strict = palabre(&[&arguments[..], &["--strict", "--quiet"]].concat());
    assert_eq!(strict.status.code(), Some(1));
    assert!(strict.stderr.is_empty());
}

#[test]
fn the_commands_of_the_documentation_run() {
    let (folder, _demo) = fresh_demo();
    let page = fs::read_to_string(root().join("docs/export.md")).unwrap();
    let block = page
        .split("```sh\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let mut made = 0;
    for line in block.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words[0], "palabre", "{line}");
        let run = palabre_in(folder.path(), &words[1..]);
        assert!(run.status.success(), "{line}: {}", text(&run.stderr));
        match words.iter().position(|w| *w == "--out") {
            Some(at) => assert!(folder.path().join(words[at + 1]).is_file(), "{line}"),
            None => assert!(!run.stdout.is_empty(), "{line}"),
        }
        made += 1;
    }
    assert!(made > 5);
}
