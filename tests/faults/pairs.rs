//! Two commands of one corpus at once, of which one or both are killed; and many that must not lose each other's work.

use super::kills::moment;
use super::round::{Outcome, Round, conclude, is_wanted};
use super::scenes::{build_is_whole, key_is_whole, visible};
use super::signals::Signal;
use super::support::{Tree, copy, difference, left_in_palabre, on_disk, program, run, text};
use super::writers::{built, reported, stale};
use palabre::model::Random;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Output};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Two commands that are run at once.
struct Pair {
    name: &'static str,
    prepare: fn(&Path),
    commands: [&'static [&'static str]; 2],
}

const REPORT: &[&str] = &["report", "c", "--out", "out/r"];
const SAVE: &[&str] = &["search", "c", "formation", "--save", "un"];

const PAIRS: [Pair; 6] = [
    Pair {
        name: "report + report",
        prepare: reported,
        commands: [REPORT, REPORT],
    },
    Pair {
        name: "build + report",
        prepare: stale,
        commands: [&["build", "c"], REPORT],
    },
    Pair {
        name: "build + build",
        prepare: stale,
        commands: [&["build", "c"], &["build", "c"]],
    },
    Pair {
        name: "save + save",
        prepare: built,
        commands: [SAVE, &["search", "c", "site", "--save", "deux"]],
    },
    Pair {
        name: "add + save",
        prepare: built,
        commands: [&["add", "c", "in/b.csv"], SAVE],
    },
    Pair {
        name: "add + add",
        prepare: built,
        commands: [&["add", "c", "in/b.csv"], &["add", "c", "in/pages"]],
    },
];

/// The visible files, with the lines of `corpus.toml` in an order of their own: which of two writers comes first is
/// left to chance.
fn unordered(folder: &Path) -> Tree {
    let mut tree = visible(folder);
    if let Some(toml) = tree.get_mut("c/corpus.toml") {
        let mut lines: Vec<&[u8]> = toml.split(|b| *b == b'\n').collect();
        lines.sort_unstable();
        lines.retain(|l| !l.is_empty());
        *toml = lines.join(&b'\n');
    }
    tree
}

/// A pair with the state before it and after it.
struct Stage {
    pair: &'static Pair,
    folder: TempDir,
    before: Tree,
    after: Tree,
    took: Duration,
}

impl Stage {
    fn new(pair: &'static Pair) -> Stage {
        let folder = on_disk();
        let before = folder.path().join("before");
        (pair.prepare)(&before);
        let after = folder.path().join("after");
        copy(&before, &after);
        let begun = Instant::now();
        for args in pair.commands {
            let out = run(&after, args);
            assert!(out.status.success(), "{args:?}: {}", text(&out.stderr));
        }
        let took = begun.elapsed();
        let before = unordered(&before);
        let mut expected = unordered(&after);
        for (name, bytes) in before.iter().filter(|(n, _)| n.contains("/.")) {
            expected.insert(name.clone(), bytes.clone());
        }
        Stage {
            pair,
            after: expected,
            before,
            took,
            folder,
        }
    }

    fn begin(&self) -> (TempDir, PathBuf) {
        let folder = on_disk();
        let path = folder.path().join("f");
        copy(&self.folder.path().join("before"), &path);
        (folder, path)
    }

    /// The report, where there is one, is the old or the new one, whole.
    fn report_is_whole(&self, folder: &Path) -> Result<(), String> {
        let report = |tree: &Tree| -> Tree {
            let mut tree = tree.clone();
            tree.retain(|name, _| name.starts_with("out/r/"));
            tree
        };
        let found = report(&unordered(folder));
        match found == report(&self.before) || found == report(&self.after) {
            true => Ok(()),
            false => {
                let what = difference(&found, &report(&self.after)).unwrap_or_default();
                Err(format!(
                    "the report is neither the old nor the new one: {what}"
                ))
            }
        }
    }
}

/// The killed commands of a case, by its number: one, the other, or both.
fn killed(number: u64) -> [bool; 2] {
    [[true, false], [false, true], [true, true]][number as usize % 3]
}

fn wait(child: Child) -> Output {
    child.wait_with_output().unwrap()
}

fn case(stage: &Stage, number: u64, random: &mut Random) -> Result<Outcome, String> {
    let (_folder, folder) = stage.begin();
    let begin = |args: &[&str]| program(&folder, args).spawn().unwrap();
    let mut children = stage.pair.commands.map(begin);
    let mut at = [moment(stage.took, random), moment(stage.took, random)];
    let killed = killed(number);
    if at[0] > at[1] {
        at.swap(0, 1);
    }
    let mut passed = Duration::ZERO;
    for ((child, at), killed) in children.iter_mut().zip(at).zip(killed) {
        if killed {
            sleep(at.saturating_sub(passed));
            passed = at;
            Signal::Kill.send(child);
        }
    }
    let when = format!("killed {killed:?} at {at:?}");
    let outs = children.map(wait);
    let lost = |what: String| format!("{when}: {what}");
    stage.report_is_whole(&folder).map_err(lost)?;
    build_is_whole(&folder.join("c")).map_err(lost)?;
    key_is_whole(&folder).map_err(lost)?;
    for ((out, args), killed) in outs.iter().zip(stage.pair.commands).zip(killed) {
        if killed && !Signal::Kill.ended_well(out.status) || !killed && !out.status.success() {
            let said = text(&out.stderr);
            return Err(lost(format!("{args:?} ends with {}: {said}", out.status)));
        }
    }
    // Both again: each succeeds, or says that what it would add is there.
    for args in stage.pair.commands {
        let out = run(&folder, args);
        let said = text(&out.stderr);
        if !out.status.success() && !said.contains("already") {
            return Err(lost(format!(
                "{args:?} again ends with {}: {said}",
                out.status
            )));
        }
    }
    if let Some(what) = difference(&unordered(&folder), &stage.after) {
        return Err(lost(format!("after both again, {what}")));
    }
    let left = left_in_palabre(&folder.join("c"));
    match left.is_empty() {
        true => Ok(Outcome::Refused),
        false => Err(lost(format!("left in .palabre: {left:?}"))),
    }
}

/// Without a kill: both succeed, and what both did is there.
fn undisturbed(stage: &Stage) -> Result<Outcome, String> {
    let (_folder, folder) = stage.begin();
    let begin = |args: &[&str]| program(&folder, args).spawn().unwrap();
    for (out, args) in stage
        .pair
        .commands
        .map(begin)
        .map(wait)
        .iter()
        .zip(stage.pair.commands)
    {
        if !out.status.success() {
            return Err(format!(
                "{args:?} ends with {}: {}",
                out.status,
                text(&out.stderr)
            ));
        }
    }
    match difference(&unordered(&folder), &stage.after) {
        None => Ok(Outcome::Same),
        Some(what) => Err(format!("both succeed, and {what}")),
    }
}

fn rounds(cases: u64) -> Vec<Round> {
    let mut rounds = Vec::new();
    for pair in &PAIRS {
        let [killed, together] = ["kill", "at once"].map(|word| format!("{word} {}", pair.name));
        if !is_wanted(&killed) && !is_wanted(&together) {
            continue;
        }
        let stage = Stage::new(pair);
        // Reports take seconds: a short round has fewer of them.
        let reports = pair.commands.contains(&REPORT);
        let cases = if reports { cases.div_ceil(2) } else { cases };
        rounds.push(Round::run(&killed, cases, |random, number| {
            case(&stage, number, random)
        }));
        rounds.push(Round::run(&together, cases.div_ceil(2), |_, _| {
            undisturbed(&stage)
        }));
    }
    rounds
}

/// Twelve searches are saved at once: twelve sub-corpora are kept, in a file that is otherwise as it was.
fn twelve_saves(cases: u64) -> Round {
    Round::run("twelve saves at once", cases, |_, _| {
        let folder = on_disk();
        built(folder.path());
        let toml = folder.path().join("c/corpus.toml");
        let before = fs::read_to_string(&toml).unwrap();
        let names: Vec<String> = (1..=12).map(|n| format!("mot-{n}")).collect();
        let begin = |name: &String| {
            let args = ["search", "c", "formation", "--save", name];
            program(folder.path(), &args).spawn().unwrap()
        };
        let children: Vec<Child> = names.iter().map(begin).collect();
        for out in children.into_iter().map(wait) {
            if !out.status.success() {
                return Err(format!(
                    "a save ends with {}: {}",
                    out.status,
                    text(&out.stderr)
                ));
            }
        }
        let after = fs::read_to_string(&toml).unwrap();
        let kept = names
            .iter()
            .filter(|n| after.contains(&format!("[subcorpus.{n}]\n")));
        let kept = kept.count();
        if kept != names.len() {
            return Err(format!("{kept} of {} are kept", names.len()));
        }
        match after.starts_with(&before) {
            true => Ok(Outcome::Same),
            false => Err("what the analyst wrote is no longer there".to_string()),
        }
    })
}

/// The analyst edits `corpus.toml` while `add` works: by an editor that renames, or in place.
fn edits(cases: u64) -> Round {
    // A table that takes `add` long enough to be edited under.
    let rows = if cfg!(debug_assertions) {
        1_500
    } else {
        20_000
    };
    let folder = on_disk();
    built(folder.path());
    let args = ["synth", "--rows", &rows.to_string()];
    let made = run(folder.path(), &args);
    fs::write(folder.path().join("in/synth.csv"), made.stdout).unwrap();
    let add = ["add", "c", "in/synth.csv"];
    let elsewhere = on_disk();
    let trial = elsewhere.path().join("f");
    copy(folder.path(), &trial);
    let begun = Instant::now();
    let out = run(&trial, &add);
    assert!(out.status.success(), "{}", text(&out.stderr));
    let took = begun.elapsed();
    let added = fs::read_to_string(trial.join("c/corpus.toml")).unwrap();
    let written = fs::read_to_string(folder.path().join("c/corpus.toml")).unwrap();
    let added = added
        .strip_prefix(&written)
        .expect("add writes at the end")
        .to_string();
    Round::run("corpus.toml edited under add", cases, |random, number| {
        let place = on_disk();
        let at = place.path().join("f");
        copy(folder.path(), &at);
        let toml = at.join("c/corpus.toml");
        let child = program(&at, &add).spawn().unwrap();
        let part = random.below(1_000) as f64 / 1_000.0;
        sleep(took.mul_f64(0.95 * part));
        let ended = |child: Child| {
            let out = wait(child);
            (out.status, text(&out.stderr))
        };
        // The analyst's words, put in by an editor or by the program.
        let mut saved = String::new();
        let mine = match number % 3 {
            0 => {
                let text = fs::read_to_string(&toml).unwrap();
                let edited = text.replace("# A small corpus.", "# My corpus.");
                fs::write(at.join("c/draft"), edited).unwrap();
                fs::rename(at.join("c/draft"), &toml).unwrap();
                "# My corpus."
            }
            1 => {
                let text = fs::read_to_string(&toml).unwrap();
                fs::write(&toml, format!("{text}\n# A word of mine.\n")).unwrap();
                "# A word of mine."
            }
            _ => {
                let out = run(&at, &["search", "c", "formation", "--save", "mienne"]);
                saved = text(&out.stderr);
                "[subcorpus.mienne]"
            }
        };
        let (status, said) = ended(child);
        let now = fs::read_to_string(&toml).unwrap();
        if !now.contains(mine) {
            return Err(format!(
                "add ends with {status}, and «{mine}» is gone {saved}"
            ));
        }
        let source = added.trim().lines().next().unwrap_or_default();
        let named = now.contains("in/synth.csv") && now.contains(source);
        match (status.code(), named) {
            (Some(0), true) => Ok(Outcome::Same),
            (Some(0), false) => Err("add succeeds, and its source is not there".to_string()),
            (Some(2), false) if said.contains("corpus.toml") => Ok(Outcome::Refused),
            _ => Err(format!("add ends with {status}: {said}")),
        }
    })
}

#[test]
fn two_at_once() {
    conclude(&rounds(2));
}

#[test]
fn many_writers_of_one_file() {
    conclude(&[twelve_saves(1), edits(3)]);
}

#[test]
#[ignore = "the long round"]
fn two_at_once_at_two_hundred_moments() {
    conclude(&rounds(200));
}

#[test]
#[ignore = "the long round"]
fn many_writers_of_one_file_many_times() {
    conclude(&[twelve_saves(50), edits(200)]);
}
