//! A full disk: every writing command on a small file system with little room, and, where none can be mounted, under a
//! limit on the length of files. The command ends with an error that says so, leaves everything as it was, and
//! succeeds once there is room.

use super::round::{Outcome, Round, conclude};
use super::scenes::{Scene, each};
use super::support::{Mounted, limited, on_disk, program, text};
use palabre::model::Random;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;

/// The size of the file system: enough for any scene before its command and after it.
const SIZE: &str = "size=96m";
/// In what pieces room is given.
const PAGE: u64 = 4096;

/// What a failed or successful run under a limit must have left. `says` are words of which an error has one.
fn judge(scene: &Scene, folder: &Path, out: &Output, says: &[&str]) -> Result<Outcome, String> {
    let said = text(&out.stderr);
    match out.status.code() {
        Some(0) => {
            scene.finished(folder, false)?;
            Ok(Outcome::Same)
        }
        Some(2) if says.iter().any(|words| said.contains(words)) => {
            scene.unchanged(folder)?;
            Ok(Outcome::Refused)
        }
        Some(2) => Err(format!("the error does not say why: {said}")),
        _ => Err(format!("it ends with {}: {said}", out.status)),
    }
}

/// Leaves so many pages of a file system free.
fn fill(folder: &Path, free: u64) {
    let path = folder.join("filler");
    let mut file = fs::File::create(&path).unwrap();
    let block = vec![0u8; PAGE as usize];
    let mut pages = 0;
    while file.write_all(&block).is_ok() {
        pages += 1;
    }
    file.set_len(pages * PAGE - (free * PAGE).min(pages * PAGE))
        .unwrap();
}

/// How many pages a command needs: the sizes of all that it writes.
fn need(scene: &Scene) -> u64 {
    let written: usize = scene
        .after
        .iter()
        .filter(|(name, bytes)| scene.before.get(*name) != Some(bytes))
        .map(|(_, bytes)| bytes.len().div_ceil(PAGE as usize))
        .sum();
    // What is written into `.palabre` is not visible: a whole build, or a file or two.
    let inside = if scene.writer.name.contains("build") {
        60
    } else {
        2
    };
    written as u64 + inside
}

fn case(scene: &Scene, folder: &Path, random: &mut Random) -> Result<Outcome, String> {
    let files = folder.join("f");
    if files.exists() {
        fs::remove_dir_all(&files).unwrap();
    }
    let _ = fs::remove_file(folder.join("filler"));
    scene.set(&files);
    let free = random.below(need(scene));
    fill(folder, free);
    let out = program(&files, scene.writer.args).output().unwrap();
    let when = format!("{free} pages free");
    // Room again: what reads the state may have something to note down.
    fs::remove_file(folder.join("filler")).unwrap();
    let outcome = judge(
        scene,
        &files,
        &out,
        &["full", "No space left", "no space left"],
    )
    .map_err(|e| format!("{when}: {e}"))?;
    if outcome == Outcome::Refused {
        scene
            .again(&files, false)
            .map_err(|e| format!("{when}, then room: {e}"))?;
    }
    Ok(outcome)
}

/// Runs the command of a scene on a small file system; no case where none can be mounted.
pub fn full(scene: &Scene, cases: u64) -> Round {
    let folder = on_disk();
    let mounted = Mounted::new(&["-t", "tmpfs", "-o", SIZE, "tmpfs"], folder.path());
    if mounted.is_none() {
        eprintln!("skipped: no small file system can be mounted here (it takes root)");
    }
    let cases = if mounted.is_some() { cases } else { 0 };
    Round::run(
        &format!("disk full, {}", scene.writer.name),
        cases,
        |random, _| case(scene, folder.path(), random),
    )
}

/// Runs the command of a scene where files may not grow beyond a random length. `ulimit -f` counts blocks of 512
/// bytes; the signal is ignored, so that writing fails.
pub fn short_files(scene: &Scene, cases: u64) -> Round {
    let name = format!("file limit, {}", scene.writer.name);
    Round::run(&name, cases, |random, _| {
        let (_folder, folder) = scene.begin();
        // Small limits strike the small files, large ones the large.
        let most = 1 << (1 + random.below(9));
        let blocks = random.below(most);
        let limits = format!("trap '' XFSZ && ulimit -f {blocks}");
        let run = limited(&folder, &limits, scene.writer.args).output();
        let when = format!("{blocks} blocks");
        let outcome = judge(
            scene,
            &folder,
            &run.unwrap(),
            &["larger than", "too big", "full"],
        )
        .map_err(|e| format!("{when}: {e}"))?;
        if outcome == Outcome::Refused {
            scene
                .again(&folder, false)
                .map_err(|e| format!("{when}, then none: {e}"))?;
        }
        Ok(outcome)
    })
}

#[test]
#[ignore = "the long round"]
fn writers_on_a_disk_that_is_full_at_a_hundred_places() {
    conclude(&each(|scene| vec![full(scene, 100)]));
}

#[test]
#[ignore = "the long round"]
fn writers_under_a_hundred_limits_of_files() {
    conclude(&each(|scene| vec![short_files(scene, 100)]));
}
