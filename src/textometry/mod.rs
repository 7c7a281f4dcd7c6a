//! Textometry: occurrences compared over the parts of a corpus.

mod comparison;

pub use comparison::{Frequency, log_ratio, signed_g2};
