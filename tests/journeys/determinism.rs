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
