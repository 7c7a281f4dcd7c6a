//! Wrong use and bad input: a sentence that helps, the right exit code, nothing left behind.

use super::support::{demo, palabre, text};
use std::fs;
use std::path::Path;

fn fails(args: &[&str], code: i32, said: &str) {
    let out = palabre(args);
    let message = text(&out.stderr);
    assert_eq!(out.status.code(), Some(code), "{args:?}: {message}");
    assert!(message.contains(said), "{args:?} says: {message}");
    assert!(!message.contains("panicked"), "{message}");
}

fn path(p: &Path) -> &str {
    p.to_str().unwrap()
}

#[test]
fn wrong_use_is_2() {
    let corpus = path(demo());
    fails(
        &["stances", corpus, "--by", "colour"],
        2,
        "known are theme, section, month, contribution",
    );
    fails(
        &["stances", corpus, "--in", "agents"],
        2,
        "there is no sub-corpus «agents»",
    );
    fails(
        &["search", corpus, "(a"],
        2,
        "column 1: this ( is never closed",
    );
    fails(
        &["search", corpus, "estimee:pour"],
        2,
        "column 1: estimee: asks for an estimated stance",
    );
    fails(
        &["search", corpus, "agents setion:x"],
        2,
        "column 8: there is no field setion:",
    );
    fails(&["stances", corpus, "--threads", "0"], 2, "--threads");
    fails(&["nothing"], 2, "nothing");
    fails(&["stances", "/nowhere"], 2, "not a corpus");
}

#[test]
fn new_leaves_no_folder_where_it_fails() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("c");
    let file = |name: &str, bytes: &[u8]| {
        let at = folder.path().join(name);
        fs::write(&at, bytes).unwrap();
        at
    };
    let empty = file("empty.txt", b"");
    fails(&["new", path(&dir), path(&empty)], 2, "the file is empty");
    let zeros = file("zeros.bin", &[0; 4096]);
    fails(
        &["new", path(&dir), path(&zeros)],
        2,
        "with one row a contribution",
    );
    let images = folder.path().join("images");
    fs::create_dir(&images).unwrap();
    fs::write(images.join("a.png"), b"\x89PNG\r\n\x1a\n\0\0\0").unwrap();
    fails(&["new", path(&dir), path(&images)], 2, "it is an image");
    let bare = folder.path().join("bare");
    fs::create_dir(&bare).unwrap();
    fails(&["new", path(&dir), path(&bare)], 2, "holds no file");
    fails(&["new", path(&dir), "/nowhere.txt"], 2, "no such file");
    assert!(!dir.exists());
    fails(&["new", path(&zeros), path(&empty)], 2, "is a file");
    fails(&["new", path(&images), path(&empty)], 2, "is not empty");
    fails(
        &["new", path(demo()), path(&empty)],
        2,
        "is a corpus already",
    );
}

#[test]
fn a_file_cut_in_the_middle_is_refused_and_the_rest_kept() {
    let folder = tempfile::tempdir().unwrap();
    let opinions = folder.path().join("opinions");
    super::support::copy(
        &super::support::root().join("corpora/demo/sources/opinions"),
        &opinions,
    );
    let first = fs::read_dir(&opinions)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let bytes = fs::read(&first).unwrap();
    fs::write(&first, &bytes[..bytes.len() / 2]).unwrap();
    let dir = folder.path().join("c");
    let out = palabre(&["new", path(&dir), path(&opinions), "--format", "json"]);
    assert_eq!(out.status.code(), Some(0));
    let answer: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let groups = answer["refused"].as_array().unwrap();
    let malformed = groups.iter().find(|g| g["kind"] == "malformed").unwrap();
    assert_eq!(malformed["count"], 1);
    let line = malformed["first"][0].as_str().unwrap();
    let name = first.file_name().unwrap().to_string_lossy().into_owned();
    assert!(line.starts_with(&name) && line.contains("line "), "{line}");
    let strict = palabre(&["check", path(&dir), "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn a_link_to_itself_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("pages");
    super::support::copy(
        &super::support::root().join("corpora/demo/sources/pages"),
        &pages,
    );
    std::os::unix::fs::symlink(&pages, pages.join("again")).unwrap();
    std::os::unix::fs::symlink(pages.join("self"), pages.join("self")).unwrap();
    let dir = folder.path().join("c");
    assert_eq!(
        palabre(&["new", path(&dir), path(&pages)]).status.code(),
        Some(0)
    );
}

#[test]
fn an_unknown_key_of_corpus_toml_proposes_the_nearest() {
    let (_folder, corpus) = super::support::fresh_demo();
    fs::write(corpus.join("corpus.toml"), "titel = \"x\"\n").unwrap();
    fails(
        &["check", path(&corpus)],
        2,
        "corpus.toml:1: unknown key `titel`: did you mean `title`?",
    );
}

#[test]
fn an_output_under_a_file_or_over_something_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let under = file.join("report");
    fails(
        &["report", path(demo()), "--out", path(&under)],
        2,
        "choose another --out",
    );
    let other = folder.path().join("precious");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("thesis.doc"), "years").unwrap();
    fails(
        &["report", path(demo()), "--out", path(&other)],
        2,
        "which no report wrote",
    );
    assert_eq!(fs::read(other.join("thesis.doc")).unwrap(), b"years");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 2);
}

#[test]
fn a_dictionary_that_is_wrong_names_its_line() {
    let (_folder, corpus) = super::support::fresh_demo();
    fs::write(
        corpus.join("themes.toml"),
        "[[themes]]\nid = \"a\"\nlabel = \"A\"\nterms = ['x', '\"y']\n",
    )
    .unwrap();
    fails(
        &["themes", path(&corpus)],
        2,
        "themes.toml:4: the term \"y: column 1",
    );
}

#[test]
fn a_full_disk_leaves_the_old_report_whole() {
    // Needs the right to mount; where it lacks, the test says so.
    let folder = tempfile::tempdir().unwrap();
    let small = folder.path().join("small");
    fs::create_dir(&small).unwrap();
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs", path(&small)])
        .output()
        .is_ok_and(|o| o.status.success());
    if !mounted {
        eprintln!("skipped: a small file system cannot be mounted here");
        return;
    }
    let out = small.join("report");
    let run = palabre(&["report", path(demo()), "--out", path(&out)]);
    let left = fs::read_dir(&small).unwrap().count();
    let unmounted = std::process::Command::new("umount").arg(&small).status();
    assert!(unmounted.is_ok_and(|s| s.success()));
    let message = text(&run.stderr);
    assert_eq!(run.status.code(), Some(2), "{message}");
    assert!(message.contains("the disk is full"), "{message}");
    assert_eq!(left, 0, "nothing half-written is left");
}
