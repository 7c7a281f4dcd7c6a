//! Few descriptors and little memory: a command succeeds, or ends with 2 and a message; it never panics, and is never
//! ended without a word.

use super::round::{Outcome, Round, conclude};
use super::scenes::{Scene, each};
use super::support::{limited, text};
use super::writers::{Writer, built};
use palabre::model::Random;
use std::path::Path;
use std::process::Output;
use std::sync::OnceLock;

/// Commands that read, beside those that write.
const READERS: [Writer; 3] = [
    Writer {
        name: "search",
        args: &["search", "c", "formation OU site", "--format", "json"],
        prepare: built,
        done: None,
    },
    Writer {
        name: "stances",
        args: &["stances", "c", "--format", "json"],
        prepare: built,
        done: None,
    },
    Writer {
        name: "check",
        args: &["check", "c", "--format", "json"],
        prepare: built,
        done: None,
    },
];

/// Words of which a message about too little of something has one.
const SAYS: [&str; 5] = [
    "open files",
    "descriptors",
    "memory",
    "Cannot allocate",
    "threads",
];

fn judge(scene: &Scene, folder: &Path, out: &Output) -> Result<Outcome, String> {
    let said = text(&out.stderr);
    match out.status.code() {
        Some(0) => {
            scene.finished(folder, false)?;
            Ok(Outcome::Same)
        }
        Some(2) if said.contains("panicked") => Err(format!("it panics: {said}")),
        Some(2) if SAYS.iter().any(|words| said.contains(words)) => {
            scene.unchanged(folder)?;
            scene.again(folder, false)?;
            Ok(Outcome::Refused)
        }
        Some(2) => Err(format!("the error does not say why: {said}")),
        _ => Err(format!("it ends with {}: {said}", out.status)),
    }
}

/// Runs the command of a scene under limits that `draw` chooses, in words of the shell.
fn under(scene: &Scene, word: &str, cases: u64, draw: impl Fn(&mut Random) -> String) -> Round {
    let name = format!("{word}, {}", scene.writer.name);
    Round::run(&name, cases, |random, _| {
        let (_folder, folder) = scene.begin();
        let limits = draw(random);
        let run = limited(&folder, &limits, scene.writer.args).output();
        judge(scene, &folder, &run.unwrap()).map_err(|e| format!("{limits}: {e}"))
    })
}

/// Runs the command of a scene with few descriptors.
pub fn descriptors(scene: &Scene, cases: u64) -> Round {
    under(scene, "few descriptors", cases, |random| {
        format!("ulimit -n {}", 8 + random.below(32))
    })
}

/// Runs the command of a scene with little memory, in KiB: from what it takes to load the program.
pub fn memory(scene: &Scene, cases: u64) -> Round {
    static LEAST: OnceLock<u64> = OnceLock::new();
    let least = LEAST.get_or_init(least_memory);
    under(scene, "little memory", cases, |random| {
        // From a little more than that to plenty.
        let most = (8 * 1024) << random.below(6);
        format!("ulimit -v {}", least + random.below(most))
    })
}

/// Where `--version` is printed: below it, the system cannot even load the program.
fn least_memory() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let step = 8 * 1024;
    let fits = |n: u64| {
        let limits = format!("ulimit -v {}", n * step);
        let out = limited(folder, &limits, &["--version"]).output();
        out.is_ok_and(|out| out.status.success())
    };
    (1..1024).find(|n| fits(*n)).expect("8 GiB are enough") * step
}

/// Scenes of the commands that only read.
pub fn readers() -> Vec<Scene> {
    READERS.into_iter().map(Scene::new).collect()
}

#[test]
#[ignore = "the long round"]
fn commands_with_few_descriptors() {
    let mut rounds = each(|scene| vec![descriptors(scene, 64)]);
    rounds.extend(readers().iter().map(|scene| descriptors(scene, 64)));
    conclude(&rounds);
}

#[test]
#[ignore = "the long round"]
fn commands_with_little_memory() {
    let mut rounds = each(|scene| vec![memory(scene, 100)]);
    rounds.extend(readers().iter().map(|scene| memory(scene, 100)));
    conclude(&rounds);
}
