//! The short round of the writing commands: each is killed, interrupted and starved once or twice.

use super::round::{Round, conclude, is_wanted_of};
use super::scenes::Scene;
use super::writers::{WRITERS, Writer};
use super::{disk, kills, limits};

/// All faults of one command. A report takes seconds, so that each of the two has a half of them.
fn rounds(writer: Writer) -> Vec<Round> {
    let scene = Scene::new(writer);
    let (first, second) = match writer.name {
        "report, the first" => (true, false),
        "report over another" => (false, true),
        _ => (true, true),
    };
    let kills = if first && second { 2 } else { 1 };
    let mut rounds = vec![kills::killed(&scene, kills)];
    if first {
        rounds.push(disk::short_files(&scene, 1));
        rounds.push(limits::descriptors(&scene, 1));
    }
    if second {
        rounds.push(kills::interrupted(&scene, 1));
        rounds.push(disk::full(&scene, 1));
        rounds.push(limits::memory(&scene, 1));
    }
    rounds
}

fn half(odd: bool) {
    let all = WRITERS.into_iter().enumerate();
    let half = all.filter(|(i, w)| (i % 2 == 1) == odd && is_wanted_of(w.name));
    let rounds: Vec<Round> = half.flat_map(|(_, writer)| rounds(writer)).collect();
    conclude(&rounds);
}

#[test]
fn writers_killed_and_starved() {
    half(false);
}

#[test]
fn other_writers_killed_and_starved() {
    half(true);
}

#[test]
fn readers_starved() {
    let both = |scene: &Scene| [limits::descriptors(scene, 2), limits::memory(scene, 2)];
    let rounds: Vec<Round> = limits::readers().iter().flat_map(both).collect();
    conclude(&rounds);
}
