//! `palabre synth`, hidden: a made-up corpus to measure on.

use crate::pipeline::{self, PipelineError, SynthOptions};
use std::io::{self, BufWriter};

pub(super) fn run(rows: u64, arguments: Option<u64>, seed: u64) -> Result<u8, PipelineError> {
    let options = SynthOptions {
        rows,
        arguments: arguments.unwrap_or(rows),
        seed,
    };
    pipeline::synth(options, &mut BufWriter::new(io::stdout().lock()))?;
    Ok(0)
}
