//! Kills: every writing command ended at a random moment, looked at, and run again.

use super::round::{Outcome, Round, conclude};
use super::scenes::{Scene, each};
use super::signals::Signal;
use super::support::{program, text};
use palabre::model::Random;
use std::thread::sleep;
use std::time::Duration;

/// A moment of a command that takes `took`: any, or with as much chance one of its end, where it publishes.
pub(crate) fn moment(took: Duration, random: &mut Random) -> Duration {
    let part = random.below(10_001) as f64 / 10_000.0;
    match random.below(2) {
        0 => took.mul_f64(1.05 * part),
        _ => took.mul_f64(0.75 + 0.3 * part),
    }
}

/// How often a command that ended before its moment is run again, to be ended earlier.
const AGAIN: usize = 8;

/// Ends the command of a scene at a random moment. Where it had ended by itself, as the machine has become quicker
/// since it was measured, it is begun again and ended earlier.
fn case(scene: &Scene, signal: Signal, random: &mut Random) -> Result<Outcome, String> {
    let mut at = moment(scene.took, random);
    for _ in 0..AGAIN {
        if once(scene, signal, at)? == Outcome::Refused {
            return Ok(Outcome::Refused);
        }
        at = at.mul_f64(0.5 + random.below(40) as f64 / 100.0);
    }
    Ok(Outcome::Same)
}

/// Ends the command of a scene at a moment; [`Outcome::Same`] where it had ended by itself.
fn once(scene: &Scene, signal: Signal, at: Duration) -> Result<Outcome, String> {
    let (_folder, folder) = scene.begin();
    let mut child = program(&folder, scene.writer.args).spawn().unwrap();
    sleep(at);
    signal.send(&mut child);
    let out = child.wait_with_output().unwrap();
    let when = format!("{signal:?} after {} ms", at.as_millis());
    if !signal.ended_well(out.status) {
        let (status, said) = (out.status, text(&out.stderr));
        return Err(format!("{when}: it ends with {status}: {said}"));
    }
    let published = scene.look(&folder).map_err(|e| format!("{when}: {e}"))?;
    if out.status.success() && !published {
        return Err(format!("{when}: it succeeded, and did not publish"));
    }
    scene
        .again(&folder, published)
        .map_err(|e| format!("{when}: {e}"))?;
    Ok(match out.status.success() {
        true => Outcome::Same,
        false => Outcome::Refused,
    })
}

/// Kills the command of a scene.
pub(crate) fn killed(scene: &Scene, cases: u64) -> Round {
    Round::run(
        &format!("kill {}", scene.writer.name),
        cases,
        |random, _| case(scene, Signal::Kill, random),
    )
}

/// Interrupts the command of a scene, as the keyboard and a shutdown do.
pub(crate) fn interrupted(scene: &Scene, cases: u64) -> Round {
    let signals = [Signal::Interrupt, Signal::Terminate];
    Round::run(
        &format!("signal {}", scene.writer.name),
        cases,
        |random, number| case(scene, signals[number as usize % 2], random),
    )
}

#[test]
#[ignore = "the long round"]
fn writers_killed_at_two_hundred_moments() {
    conclude(&each(|scene| vec![killed(scene, 200)]));
}

#[test]
#[ignore = "the long round"]
fn writers_interrupted_at_forty_moments() {
    conclude(&each(|scene| vec![interrupted(scene, 40)]));
}
