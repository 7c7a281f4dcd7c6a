//! Rounds: numbered cases with their own random numbers, counted, each of which can be replayed alone.

use palabre::model::Random;
use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// The seed of all rounds, unless `FAULTS_SEED` names another.
const SEED: u64 = 20_150_926;

/// How many lost cases of a round are described.
const DESCRIBED: usize = 8;

/// How a case that is not lost ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every command succeeded and gave the expected bytes.
    Same,
    /// A command ended with an error that names what is wrong, and the next one gave the expected bytes.
    Refused,
}

/// A kind of fault, tried many times.
pub(crate) struct Round {
    name: String,
    tried: u64,
    refused: u64,
    lost: Vec<String>,
    took: Duration,
}

/// The seed of this run.
fn seed() -> u64 {
    match std::env::var("FAULTS_SEED") {
        Ok(text) => text.parse().expect("FAULTS_SEED is a whole number"),
        Err(_) => SEED,
    }
}

/// How many cases of each round are run at most.
fn at_most() -> u64 {
    match std::env::var("FAULTS_CASES") {
        Ok(text) => text.parse().expect("FAULTS_CASES is a whole number"),
        Err(_) => u64::MAX,
    }
}

/// The one case to replay: the name of its round and its number.
fn only() -> Option<(String, u64)> {
    let text = std::env::var("FAULTS_CASE").ok()?;
    let (round, case) = text
        .rsplit_once(':')
        .expect("FAULTS_CASE is ROUND:NUMBER, as a failing case prints it");
    let case = case.parse().expect("FAULTS_CASE ends in a whole number");
    Some((round.to_string(), case))
}

/// Whether a round has a case to run: all have, unless one case of another round is replayed.
pub(crate) fn is_wanted(name: &str) -> bool {
    only().is_none_or(|(round, _)| round == name)
}

/// Whether a round whose name ends so has a case to run.
pub(crate) fn is_wanted_of(ending: &str) -> bool {
    only().is_none_or(|(round, _)| round.ends_with(ending))
}

impl Round {
    /// Runs the cases 0 to `cases` of a round. Each is given random numbers that depend on nothing but the seed, the
    /// name of the round and the number of the case. An `Err` says how the case is lost; a panic is one too.
    pub(crate) fn run(
        name: &str,
        cases: u64,
        mut case: impl FnMut(&mut Random, u64) -> Result<Outcome, String>,
    ) -> Round {
        let begun = Instant::now();
        let mut round = Round {
            name: name.to_string(),
            tried: 0,
            refused: 0,
            lost: Vec::new(),
            took: Duration::ZERO,
        };
        let numbers: Vec<u64> = match only() {
            None => (0..cases.min(at_most())).collect(),
            Some((wanted, number)) if wanted == name => vec![number],
            Some(_) => Vec::new(),
        };
        for number in numbers {
            round.note(number);
            let named = blake3::hash(format!("{}\n{name}\n{number}", seed()).as_bytes());
            let first = named.as_bytes().first_chunk::<8>().expect("32 bytes");
            let mut random = Random::new(u64::from_le_bytes(*first));
            round.tried += 1;
            match catch_unwind(AssertUnwindSafe(|| case(&mut random, number))) {
                Ok(Ok(Outcome::Same)) => {}
                Ok(Ok(Outcome::Refused)) => round.refused += 1,
                Ok(Err(what)) => round.lose(number, &what),
                Err(panic) => round.lose(number, &format!("panic: {}", words(&*panic))),
            }
        }
        round.took = begun.elapsed();
        round.forget();
        round
    }

    fn lose(&mut self, number: u64, what: &str) {
        let (seed, name) = (seed(), &self.name);
        self.lost.push(format!(
            "{what}\n    replay: FAULTS_SEED={seed} FAULTS_CASE='{name}:{number}'"
        ));
    }

    /// A case that ends the whole process is found here: the file names the case that is under way.
    fn note(&self, number: u64) {
        let _ = fs::write(
            self.marker(),
            format!(
                "FAULTS_SEED={} FAULTS_CASE='{}:{number}'\n",
                seed(),
                self.name
            ),
        );
    }

    fn forget(&self) {
        let _ = fs::remove_file(self.marker());
    }

    fn marker(&self) -> std::path::PathBuf {
        let name = self.name.replace([' ', '/', '*'], "-");
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("faults-{name}.txt"))
    }

    /// A row of the table of `docs/faults.md`.
    fn row(&self) -> String {
        format!(
            "| {} | {} | {} | {} | {:.1} |",
            self.name,
            self.tried,
            self.refused,
            self.lost.len(),
            self.took.as_secs_f64()
        )
    }
}

fn words(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => "without words",
    }
}

/// Prints the counts of some rounds, and fails where a case was lost.
pub(crate) fn conclude(rounds: &[Round]) {
    let mut table = format!("\nseed {}\n", seed());
    table.push_str("| round | tried | refused | lost | seconds |\n");
    let mut lost = String::new();
    for round in rounds.iter().filter(|r| r.tried > 0) {
        table.push_str(&round.row());
        table.push('\n');
        for what in round.lost.iter().take(DESCRIBED) {
            lost.push_str(&format!("  {}: {what}\n", round.name));
        }
        if round.lost.len() > DESCRIBED {
            let more = round.lost.len() - DESCRIBED;
            lost.push_str(&format!("  {}: {more} more\n", round.name));
        }
    }
    // One write, so that tests that run beside this one do not get between its lines.
    println!("{table}");
    assert!(lost.is_empty(), "{table}\nlost:\n{lost}");
}
