//! A corpus that cannot be written to: reading commands give the same bytes, a report is written elsewhere, and what
//! would have to be built ends with an error that says why it cannot be.

use super::corpora;
use super::round::{Outcome, Round, conclude};
use super::scenes::visible;
use super::support::{Mounted, copy, difference, is_root, on_disk, run, succeed, text, tree};
use super::writers::built;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// A folder that cannot be written to as long as this value lives.
enum ReadOnly {
    Mounted { _twice: [Mounted; 2] },
    Permissions(Vec<PathBuf>),
}

impl ReadOnly {
    /// Makes `folder` read-only: by a mount for root, who may write anywhere else, and by permissions for others.
    fn new(folder: &Path) -> Option<ReadOnly> {
        if is_root() {
            let shown = folder.to_str().unwrap();
            let bound = Mounted::new(&["--bind", shown], folder)?;
            let fixed = Mounted::new(&["-o", "remount,bind,ro"], folder)?;
            return Some(ReadOnly::Mounted {
                _twice: [fixed, bound],
            });
        }
        let mut all = vec![folder.to_path_buf()];
        let mut at = 0;
        while let Some(path) = all.get(at).cloned() {
            let entries = fs::read_dir(&path).unwrap().map(|e| e.unwrap().path());
            all.extend(entries.filter(|p| p.is_dir()));
            at += 1;
        }
        for path in &all {
            fs::set_permissions(path, fs::Permissions::from_mode(0o555)).unwrap();
        }
        Some(ReadOnly::Permissions(all))
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        if let ReadOnly::Permissions(all) = self {
            for path in all {
                let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o755));
            }
        }
    }
}

/// Commands that only read, and those that write elsewhere.
const READERS: [&[&str]; 9] = [
    &["search", "c", "formation OU site", "--format", "json"],
    &["search", "c", "formation", "--kwic", "--format", "json"],
    &["search", "c", "formation", "--out", "out/s.csv"],
    &["themes", "c", "--format", "json"],
    &["stances", "c", "--format", "json"],
    &["check", "c", "--format", "json"],
    &["export", "c", "--to", "jsonl"],
    &["export", "c", "--to", "xlsx", "--out", "out/e.xlsx"],
    &["report", "c", "--out", "out/r"],
];

/// Commands that would write into the corpus.
const WRITERS: [&[&str]; 4] = [
    &["add", "c", "in/b.csv"],
    &["add", "c", "in/b.csv", "--copy"],
    &["search", "c", "formation", "--save", "mot"],
    &["themes", "c", "--write"],
];

/// Words of which an error has one.
const SAYS: [&str; 3] = ["ead-only", "ermission denied", "cannot be written"];

fn refused(folder: &Path, args: &[&str]) -> Result<Outcome, String> {
    let out = run(folder, args);
    let said = text(&out.stderr);
    match out.status.code() {
        Some(2) if SAYS.iter().any(|words| said.contains(words)) => Ok(Outcome::Refused),
        code => Err(format!("{args:?} ends with {code:?}: {said}")),
    }
}

/// What readers give, and what they write elsewhere.
fn current(cases: u64) -> Option<Vec<Round>> {
    let (writable, fixed) = (on_disk(), on_disk());
    built(writable.path());
    copy(writable.path(), fixed.path());
    let expected: Vec<Vec<u8>> = READERS
        .iter()
        .map(|args| succeed(writable.path(), args).stdout)
        .collect();
    let before = tree(&fixed.path().join("c"), &|_| true);
    let _read_only = ReadOnly::new(&fixed.path().join("c"))?;
    let count = READERS.len() as u64 * cases;
    let reading = Round::run("read-only, readers", count, |_, number| {
        let at = number as usize % READERS.len();
        let out = run(fixed.path(), READERS[at]);
        let args = READERS[at];
        if !out.status.success() {
            return Err(format!(
                "{args:?} ends with {}: {}",
                out.status,
                text(&out.stderr)
            ));
        }
        if out.stdout != expected[at] {
            return Err(format!("{args:?} gives other bytes"));
        }
        let to = args.iter().position(|a| *a == "--out");
        let Some(to) = to.map(|i| args[i + 1]) else {
            return Ok(Outcome::Same);
        };
        let written = |folder: &Path| {
            let mut files = visible(folder);
            files.retain(|name, _| name.starts_with(to));
            files
        };
        let (found, expected) = (written(fixed.path()), written(writable.path()));
        match difference(&found, &expected) {
            None if !found.is_empty() => Ok(Outcome::Same),
            None => Err(format!("{args:?} writes nothing")),
            Some(what) => Err(format!("{args:?}: {what}")),
        }
    });
    let writing = Round::run("read-only, writers", WRITERS.len() as u64, |_, number| {
        let outcome = refused(fixed.path(), WRITERS[number as usize])?;
        match difference(&tree(&fixed.path().join("c"), &|_| true), &before) {
            None => Ok(outcome),
            Some(what) => Err(what),
        }
    });
    Some(vec![reading, writing])
}

/// A build that is not of today's sources cannot be made current, which is an error.
fn stale() -> Option<Round> {
    let folder = on_disk();
    built(folder.path());
    corpora::reword(&folder.path().join("c/sources/pages"));
    let _read_only = ReadOnly::new(&folder.path().join("c"))?;
    let commands: Vec<&[&str]> = READERS
        .into_iter()
        .filter(|args| args[0] != "check")
        .collect();
    Some(Round::run(
        "read-only, stale build",
        commands.len() as u64,
        |_, number| refused(folder.path(), commands[number as usize]),
    ))
}

#[test]
fn a_corpus_that_cannot_be_written_to() {
    let Some(mut rounds) = current(1) else {
        eprintln!("skipped: nothing can be made read-only here");
        return;
    };
    rounds.extend(stale());
    conclude(&rounds);
}
