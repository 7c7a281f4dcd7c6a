//! What every journey needs: a copy of the demo, the program, its answers.

use palabre::model::Silent;
use palabre::pipeline::Open;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A real file or folder to develop on, which a bare clone does not have: says so and gives nothing.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let full = root().join("../shared/data").join(path);
    if full.exists() {
        return Some(full);
    }
    eprintln!("skipped: {} is absent", full.display());
    None
}

/// The records that an export of a corpus has; with `--kind all` of every kind.
pub(crate) fn exported(corpus: &str, options: &[&str]) -> Vec<Value> {
    let args = ["export", corpus, "--to", "jsonl"];
    let out = palabre(&[&args, options].concat());
    assert!(out.status.success(), "{}", text(&out.stderr));
    let lines = text(&out.stdout);
    let records = lines.lines().map(|l| serde_json::from_str(l).unwrap());
    records.collect()
}

/// Copies a folder, hidden files and keys left out.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') || name == "author.key" {
            continue;
        }
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(name));
        } else {
            fs::copy(entry.path(), to.join(name)).unwrap();
        }
    }
}

/// A fresh copy of the demo corpus, in a folder called `demo`.
pub(crate) fn fresh_demo() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let demo = folder.path().join("demo");
    copy(&root().join("corpora/demo"), &demo);
    (folder, demo)
}

/// One copy of the demo, built once for all tests that only read it.
pub(crate) fn demo() -> &'static Path {
    static DEMO: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = DEMO.get_or_init(|| {
        let (folder, path) = fresh_demo();
        Open::corpus(&path, &Silent).expect("the demo builds");
        (folder, path)
    });
    path
}

/// The demo, open.
pub(crate) fn open_demo() -> Open {
    Open::corpus(demo(), &Silent).expect("the demo opens")
}

/// «République numérique», built once, where it is there.
pub(crate) fn republique() -> Option<&'static Path> {
    static CORPUS: OnceLock<Option<(TempDir, PathBuf)>> = OnceLock::new();
    let made = CORPUS.get_or_init(|| {
        let opinions = shared("republique-numerique/opinions")?;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rn");
        let out = palabre(&["new", path.to_str().unwrap(), opinions.to_str().unwrap()]);
        assert!(out.status.success(), "{}", text(&out.stderr));
        Open::corpus(&path, &Silent).expect("it builds");
        Some((folder, path))
    });
    made.as_ref().map(|m| m.1.as_path())
}

/// Runs the program.
pub(crate) fn palabre(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_palabre"))
        .args(args)
        .output()
        .expect("the program runs")
}

/// Runs the program in a folder.
pub(crate) fn palabre_in(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_palabre"))
        .args(args)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

/// Runs the program with `--format json` and reads its answer.
pub(crate) fn json(args: &[&str]) -> Value {
    let out = palabre(&[args, &["--format", "json"]].concat());
    assert!(out.status.success(), "{args:?}: {}", text(&out.stderr));
    serde_json::from_slice(&out.stdout).expect("an answer in JSON")
}

/// Bytes as text.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// All files below a folder: path, bytes, in order.
pub(crate) fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn walk(base: &Path, folder: &Path, out: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(base, &path, out);
            } else {
                let shown = path.strip_prefix(base).unwrap().display().to_string();
                out.push((shown, fs::read(&path).unwrap()));
            }
        }
    }
    let mut out = Vec::new();
    walk(folder, folder, &mut out);
    out.sort();
    out
}

/// Says which files of two folders differ, or nothing.
pub(crate) fn difference(a: &Path, b: &Path) -> Vec<String> {
    let (a, b) = (tree(a), tree(b));
    let names = |t: &[(String, Vec<u8>)]| t.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
    let (in_a, in_b) = (names(&a), names(&b));
    let mut out: Vec<String> = in_a
        .iter()
        .filter(|n| !in_b.contains(n))
        .map(|n| format!("only in the first: {n}"))
        .collect();
    out.extend(
        in_b.iter()
            .filter(|n| !in_a.contains(n))
            .map(|n| format!("only in the second: {n}")),
    );
    for (name, bytes) in &a {
        if b.iter().any(|(n, other)| n == name && other != bytes) {
            out.push(format!("differs: {name}"));
        }
    }
    out
}
