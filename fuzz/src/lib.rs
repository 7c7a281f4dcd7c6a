//! What every fuzz target asks of a reader; the test-suite asks the same of the seeds.

#[path = "../../tests/journeys/exercise.rs"]
mod exercise;

pub use exercise::exercise;
