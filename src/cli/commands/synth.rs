//! `palabre synth`, hidden: a made-up corpus to measure on.

use crate::cli::args::SynthWords;
use crate::pipeline::{self, PipelineError, SynthOptions, Vocabulary};
use std::io::{self, BufWriter};

pub(super) fn run(
    rows: u64,
    arguments: Option<u64>,
    seed: u64,
    words: SynthWords,
) -> Result<u8, PipelineError> {
    let options = SynthOptions {
        rows,
        arguments: arguments.unwrap_or(rows),
        seed,
        vocabulary: match words {
            SynthWords::Demo => Vocabulary::Demo,
            SynthWords::Natural => Vocabulary::Natural,
        },
    };
    pipeline::synth(options, &mut BufWriter::new(io::stdout().lock()))?;
    Ok(0)
}
