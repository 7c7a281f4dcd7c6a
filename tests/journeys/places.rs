//! Where outputs may go: what would be lost, or cannot be written, is refused before any work.

use super::support::{fresh_demo, palabre, palabre_in, root, text};
use std::fs;
use std::path::Path;
use std::process::Command;

fn path(p: &Path) -> &str {
    p.to_str().unwrap()
}

/// Every file, folder and link below a folder, with its size; links are not followed.
fn listing(folder: &Path) -> Vec<(String, u64)> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let found = entry.metadata().unwrap();
        out.push((entry.path().display().to_string(), found.len()));
        if found.is_dir() {
            out.extend(listing(&entry.path()));
        }
    }
    out.sort();
    out
}

/// Runs a command that must be refused before anything is built, with a message that says `said`.
fn refused(corpus: &Path, folder: &Path, args: &[&str], said: &str) {
    let before = listing(folder);
    let out = palabre_in(folder, args);
    let message = text(&out.stderr);
    assert_eq!(out.status.code(), Some(2), "{args:?}: {message}");
    assert!(message.contains(said), "{args:?}: {message}");
    assert!(
        !corpus.join(".palabre").exists(),
        "{args:?} built something before it was refused"
    );
    assert!(before == listing(folder), "{args:?} changed something");
}

#[test]
fn a_report_replaces_nothing_but_a_report() {
    let (folder, demo) = fresh_demo();
    let folder = folder.path();
    let corpus = path(&demo);
    fs::write(folder.join("file"), "x").unwrap();
    fs::create_dir_all(folder.join("precious/lists")).unwrap();
    fs::write(folder.join("precious/lists/thesis.doc"), "years").unwrap();
    fs::create_dir_all(folder.join("linked/charts")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", folder.join("linked/charts/a.svg")).unwrap();
    std::os::unix::fs::symlink(folder.join("nowhere"), folder.join("dangling")).unwrap();
    std::os::unix::fs::symlink(&demo, folder.join("alias")).unwrap();
    let own = path(folder);
    for (out, said) in [
        (".", "names no folder of its own"),
        ("..", "names no folder of its own"),
        ("/", "names no folder of its own"),
        ("demo/..", "names no folder of its own"),
        ("-", "cannot go to -"),
        ("/dev/stdout", "cannot go to /dev/stdout"),
        ("/dev/null", "is a device"),
        ("/proc", "is the root of a mounted disk"),
        ("file", "is a file"),
        (
            "file/report",
            "is a file, and a folder is wanted there: choose another --out",
        ),
        ("dangling", "leads nowhere"),
        ("dangling/report", "leads nowhere"),
        ("missing/../report", "no such folder"),
        ("precious", "holds lists/thesis.doc, which no report wrote"),
        ("linked", "holds charts/a.svg, which no report wrote"),
        (own, "is the corpus or holds it"),
        ("demo", "is the corpus or holds it"),
        ("alias", "is the corpus or holds it"),
        ("demo/sources", "what the corpus is made of"),
        ("demo/sources/report", "what the corpus is made of"),
        ("alias/.palabre/report", "what the corpus is made of"),
        ("demo/corpus.toml", "is a file"),
    ] {
        refused(&demo, folder, &["report", corpus, "--out", out], said);
    }
}

#[test]
fn a_file_replaces_nothing_but_a_file_of_the_same_kind() {
    let (folder, demo) = fresh_demo();
    let folder = folder.path();
    let corpus = path(&demo);
    fs::create_dir(folder.join("dir.csv")).unwrap();
    fs::write(folder.join("real.csv"), "mine").unwrap();
    std::os::unix::fs::symlink("real.csv", folder.join("link.csv")).unwrap();
    std::os::unix::fs::symlink("nowhere.csv", folder.join("dangling.csv")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.join("socket.csv")).unwrap();
    let pipe = Command::new("mkfifo").arg(folder.join("pipe.csv")).status();
    assert!(pipe.is_ok_and(|s| s.success()));
    let inside = folder.join("inside");
    fs::create_dir(&inside).unwrap();
    let commands: [&[&str]; 8] = [
        &["export", corpus, "--to", "csv"],
        &["search", corpus, "formation"],
        &["search", corpus, "formation", "--kwic"],
        &["search", corpus, "formation", "--frequencies"],
        &["themes", corpus],
        &["stances", corpus],
        &["check", corpus],
        &["evaluate", "themes", corpus],
    ];
    for command in commands {
        for (out, said) in [
            ("/dev/stdout", "leave the option out"),
            ("-", "leave the option out"),
            ("/dev/null", "is a device"),
            ("../pipe.csv", "is a pipe"),
            ("../socket.csv", "is a socket"),
            ("../link.csv", "is a link to real.csv"),
            ("../dangling.csv", "is a link to nowhere.csv"),
            ("../dir.csv", "is a folder: name a file in it"),
            (".", "is a folder"),
            ("new.csv/", "is a folder: name a file in it"),
            ("missing/a.csv", "missing: no such folder"),
            ("../demo/gold.csv", "what the corpus is made of"),
            ("../demo/sources/a.csv", "what the corpus is made of"),
        ] {
            let args = [command, &["--out", out]].concat();
            refused(&demo, &inside, &args, said);
        }
    }
    let chart = ["search", corpus, "formation", "--frequencies", "--chart"];
    refused(
        &demo,
        &inside,
        &[&chart[..], &["../link.csv"]].concat(),
        "is a link",
    );
    let both = ["a.svg", "--out", "a.svg"];
    refused(
        &demo,
        &inside,
        &[&chart[..], &both].concat(),
        "both name a.svg",
    );
    assert_eq!(fs::read_to_string(folder.join("real.csv")).unwrap(), "mine");
    assert!(
        fs::symlink_metadata(folder.join("link.csv"))
            .unwrap()
            .is_symlink()
    );
}

#[test]
fn nothing_is_written_into_a_report_that_the_next_one_would_refuse() {
    let (folder, demo) = fresh_demo();
    let corpus = path(&demo);
    let out = folder.path().join("avis");
    // A `.` at the end is part of no name.
    let report = || palabre(&["report", corpus, "--out", &format!("{}/.", path(&out))]);
    assert_eq!(report().status.code(), Some(0));
    let before = super::support::tree(&out);
    for file in ["stances.csv", "lists/a.csv", "new.xlsx"] {
        let run = palabre(&["stances", corpus, "--out", path(&out.join(file))]);
        let message = text(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{file}: {message}");
        assert!(message.contains("would be in the report"), "{message}");
    }
    let inner = palabre(&["report", corpus, "--out", path(&out.join("lists"))]);
    assert_eq!(inner.status.code(), Some(2));
    assert!(text(&inner.stderr).contains("would be in the report"));
    assert!(super::support::tree(&out) == before);
    // A link to a report is followed, and stays a link.
    let link = folder.path().join("latest");
    std::os::unix::fs::symlink("avis", &link).unwrap();
    let linked = palabre(&["report", corpus, "--out", path(&link), "--lang", "en"]);
    assert_eq!(linked.status.code(), Some(0), "{}", text(&linked.stderr));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(super::support::tree(&out) != before);
    assert_eq!(report().status.code(), Some(0));
    assert!(super::support::tree(&out) == before);
}

#[test]
fn a_report_below_the_current_folder_needs_no_option() {
    let (_folder, demo) = fresh_demo();
    for _ in 0..2 {
        let run = palabre_in(&demo, &["report", "."]);
        assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    }
    assert!(demo.join("reports/demo/index.html").exists());
    // The corpus is the same: no report is read as a source.
    let checked = palabre(&["check", path(&demo)]);
    let kept = palabre(&["check", path(&root().join("corpora/demo"))]);
    let rows = |bytes: &[u8]| {
        text(bytes)
            .lines()
            .take(7)
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(&checked.stdout), rows(&kept.stdout));
}
