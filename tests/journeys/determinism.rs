//! The same input gives the same bytes, wherever it is and however often it runs.

use super::support::{difference, fresh_demo, palabre, palabre_in, root, text, tree};
use std::fs;

#[test]
fn two_runs_in_two_folders_and_any_number_of_threads_give_the_same_bytes() {
    let (_a, first) = fresh_demo();
    let (_b, second) = fresh_demo();
    let out = tempfile::tempdir().unwrap();
    let report = |corpus: &std::path::Path, name: &str, threads: &str| {
        let to = out.path().join(name);
        let run = palabre(&[
            "report",
            corpus.to_str().unwrap(),
            "--out",
            to.to_str().unwrap(),
            "--threads",
            threads,
        ]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        to
    };
    let one = report(&first, "one", "1");
    fs::remove_dir_all(first.join(".palabre")).unwrap();
    fs::remove_file(first.join("author.key")).unwrap();
    let again = report(&first, "again", "2");
    let other = report(&second, "other", "4");
    assert_eq!(difference(&one, &again), Vec::<String>::new());
    assert_eq!(difference(&one, &other), Vec::<String>::new());
}

#[test]
fn tables_have_the_same_bytes_with_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    // Long enough for several batches of rows and several parts of the analysis.
    let made = palabre(&["synth", "--rows", "1500", "--vocabulary", "natural"]);
    fs::write(at("made.csv"), made.stdout).unwrap();
    // A second source has rows of the same numbers.
    let rows = palabre(&["synth", "--rows", "300"]);
    fs::write(at("other.csv"), rows.stdout).unwrap();
    let run = palabre(&["new", &at("first"), &at("made.csv")]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let run = palabre(&["add", &at("first"), &at("other.csv")]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let mut kept: Vec<Vec<(String, Vec<u8>)>> = Vec::new();
    for threads in ["1", "2", "4"] {
        let corpus = at("first");
        let _ = fs::remove_dir_all(folder.path().join("first/.palabre"));
        let run = palabre(&["build", &corpus, "--threads", threads]);
        assert!(run.status.success(), "{}", text(&run.stderr));
        let build = folder.path().join("first/.palabre/builds/1");
        let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(&build)
            .unwrap()
            .map(|e| e.unwrap().path())
            // The index names its files by chance; the sums of blocks name those.
            .filter(|p| p.is_file() && !p.ends_with("block-sums"))
            .map(|p| {
                (
                    p.file_name().unwrap().to_string_lossy().into_owned(),
                    fs::read(p).unwrap(),
                )
            })
            .collect();
        files.sort();
        assert!(files.len() >= 8, "tables, facts and themes");
        kept.push(files);
    }
    for other in &kept[1..] {
        for (one, two) in kept[0].iter().zip(other) {
            assert_eq!(one.0, two.0);
            assert!(one.1 == two.1, "{} differs", one.0);
        }
        assert_eq!(kept[0].len(), other.len());
    }
}

#[test]
fn the_kept_report_of_the_demo_is_what_the_first_command_writes() {
    let folder = tempfile::tempdir().unwrap();
    super::support::copy(
        &root().join("corpora/demo"),
        &folder.path().join("corpora/demo"),
    );
    let run = palabre_in(folder.path(), &["report", "corpora/demo"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let kept = root().join("reports/demo");
    assert!(tree(&kept).len() > 100, "reports/demo is kept in the tree");
    let differing = difference(&kept, &folder.path().join("reports/demo"));
    assert!(
        differing.is_empty(),
        "write it again with: cargo run --release -- report corpora/demo\n{}",
        differing.join("\n")
    );
}

#[test]
fn a_report_leaves_nothing_beside_itself_and_git_ignores_what_is_rebuilt() {
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap();
    for name in [".palabre/", "author.key", "target/"] {
        assert!(ignored.lines().any(|l| l == name), "{name} is ignored");
    }
    let folder = tempfile::tempdir().unwrap();
    super::support::copy(&root().join("corpora/demo"), &folder.path().join("demo"));
    assert!(
        palabre_in(folder.path(), &["report", "demo"])
            .status
            .success()
    );
    let mut names: Vec<String> = fs::read_dir(folder.path().join("reports"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["demo"]);
    let new: Vec<String> = fs::read_dir(folder.path().join("demo"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| !root().join("corpora/demo").join(n).exists())
        .collect();
    assert!(
        new.iter().all(|n| n == ".palabre" || n == "author.key"),
        "{new:?}"
    );
}
